//! The roles that the person at this machine can take, each over what it needs of the session.

use super::session::Session;
use medquorum_client::{domain::Body, register::Register, roles::*, store::Hosting};

impl Session {
	fn desk(&self) -> Desk<'_> {
		Desk {
			ledger: &self.chain,
			trust: &self.trust,
			blocks: &self.blocks,
			emit_calls: self.emit_calls,
			progress: self.progress.as_deref(),
		}
	}

	/// Looks at requests, records and committees.
	pub fn observer(&self) -> Observer<'_> {
		Observer { desk: self.desk() }
	}

	/// Tells who did what, and proves it.
	pub fn auditor(&self) -> Auditor<'_> {
		Auditor {
			desk: self.desk(),
			archive: &self.chain,
		}
	}

	/// Finds the accounts of one person.
	pub fn holder(&self) -> Holder<'_> {
		Holder { desk: self.desk() }
	}

	/// Registers keys.
	pub fn member(&self) -> Member<'_> {
		Member { desk: self.desk() }
	}

	/// Enrols patients, and pays for employees.
	pub fn facility(&self) -> Facility<'_> {
		Facility { desk: self.desk() }
	}

	/// Places and lifts legal holds.
	pub fn officer(&self) -> Officer<'_> {
		Officer { desk: self.desk() }
	}

	/// Publishes what a facility lists.
	pub fn cataloguer(&self) -> Cataloguer<'_> {
		Cataloguer {
			desk: self.desk(),
			store: &self.store,
			notes: &self.notes,
			shelf: &self.shelf,
		}
	}

	/// Keeps what facilities published.
	pub fn searcher(&self) -> Searcher<'_> {
		Searcher {
			desk: self.desk(),
			store: &self.store,
			shelf: &self.shelf,
		}
	}

	/// Uploads records.
	pub fn uploader(&self) -> Uploader<'_> {
		Uploader {
			desk: self.desk(),
			store: &self.store,
			notes: &self.notes,
		}
	}

	/// Decides about the person's own records.
	pub fn patient(&self) -> Patient<'_> {
		Patient {
			desk: self.desk(),
			store: &self.store,
		}
	}

	/// Asks for records and reads them.
	pub fn requester(&self) -> Requester<'_> {
		Requester {
			desk: self.desk(),
			store: &self.store,
			partials: Some(&self.partials),
		}
	}

	/// Answers requests for a committee.
	pub fn administrator(&self) -> Administrator<'_> {
		Administrator {
			desk: self.desk(),
			journal: &self.journal,
		}
	}

	/// Reviews what was opened in emergencies.
	pub fn reviewer(&self) -> Reviewer<'_> {
		Reviewer {
			desk: self.desk(),
			store: &self.store,
		}
	}

	/// Deals committees and takes shares of them.
	pub fn committee_maker(&self) -> CommitteeMaker<'_> {
		CommitteeMaker {
			desk: self.desk(),
			seen: &self.notes,
			journal: &self.journal,
		}
	}

	/// Counts what waits on the whole chain.
	pub fn monitor(&self) -> Monitor<'_> {
		Monitor { desk: self.desk() }
	}

	/// Sets a collator's keys.
	pub fn collator(&self) -> Collator<'_> {
		Collator { desk: self.desk() }
	}

	/// Proposes and votes in a body.
	pub fn councillor(&self, body: Body) -> Councillor<'_> {
		Councillor {
			desk: self.desk(),
			body,
		}
	}

	/// Keeps a host. `own_node` is the word of a person.
	pub fn storage_host<'b>(
		&'b self,
		own_node: bool,
		witnesses: &'b [Witness<'b>],
		host: &'b dyn Hosting,
		register: &'b Register,
	) -> StorageHost<'b> {
		StorageHost {
			desk: self.desk(),
			own_node,
			witnesses,
			host,
			notes: &self.notes,
			register,
		}
	}

	/// Erases, repairs and tidies up.
	pub fn keeper(&self) -> Keeper<'_> {
		Keeper {
			desk: self.desk(),
			store: &self.store,
			notes: &self.notes,
		}
	}
}
