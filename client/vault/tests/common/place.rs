//! A person at work.

use super::*;

/// A person at work: every role that the person can play.
#[derive(Clone, Copy)]
pub struct Place<'a> {
	pub desk: Desk<'a>,
	pub store: &'a dyn Store,
	pub person: &'a Person,
}

impl<'a> Place<'a> {
	/// The same, telling of progress.
	pub fn telling(mut self, progress: &'a dyn Progress) -> Self {
		self.desk.progress = Some(progress);
		self
	}

	/// The same, handing calls out instead of sending them.
	pub fn emitting(mut self) -> Self {
		self.desk.emit_calls = true;
		self
	}

	/// The same with other beliefs.
	pub fn believing(mut self, trust: &'a Trust) -> Self {
		self.desk.trust = trust;
		self
	}

	/// The same with another store.
	pub fn storing(mut self, store: &'a dyn Store) -> Self {
		self.store = store;
		self
	}

	pub async fn verified_keys(self, who: AccountId) -> Result<UserKeys, Error> {
		self.desk.verified_keys(&self.person.notes, who).await
	}

	pub fn observer(self) -> Observer<'a> {
		Observer { desk: self.desk }
	}

	pub fn member(self) -> Member<'a> {
		Member { desk: self.desk }
	}

	pub fn holder(self) -> Holder<'a> {
		Holder { desk: self.desk }
	}

	pub fn facility(self) -> Facility<'a> {
		Facility { desk: self.desk }
	}

	/// Over what this person's home holds of catalogues.
	pub fn cataloguer<'b>(self, shelf: &'b Shelf) -> Cataloguer<'b>
	where
		'a: 'b,
	{
		Cataloguer {
			desk: self.desk,
			store: self.store,
			notes: &self.person.notes,
			shelf,
		}
	}

	/// The same for somebody who searches.
	pub fn searcher<'b>(self, shelf: &'b Shelf) -> Searcher<'b>
	where
		'a: 'b,
	{
		Searcher {
			desk: self.desk,
			store: self.store,
			shelf,
		}
	}

	pub fn officer(self) -> Officer<'a> {
		Officer { desk: self.desk }
	}

	pub fn monitor(self) -> Monitor<'a> {
		Monitor { desk: self.desk }
	}

	pub fn councillor(self) -> Councillor<'a> {
		Councillor {
			desk: self.desk,
			body: Body::Council,
		}
	}

	pub fn committee_maker(self) -> CommitteeMaker<'a> {
		CommitteeMaker {
			desk: self.desk,
			seen: &self.person.notes,
			journal: &self.person.journal,
		}
	}

	pub fn administrator(self) -> Administrator<'a> {
		Administrator {
			desk: self.desk,
			journal: &self.person.journal,
		}
	}

	pub fn reviewer(self) -> Reviewer<'a> {
		Reviewer {
			desk: self.desk,
			store: self.store,
		}
	}

	pub fn patient(self) -> Patient<'a> {
		Patient {
			desk: self.desk,
			store: self.store,
		}
	}

	pub fn requester(self) -> Requester<'a> {
		Requester {
			desk: self.desk,
			store: self.store,
			partials: Some(&self.person.partials),
		}
	}

	pub fn uploader(self) -> Uploader<'a> {
		Uploader {
			desk: self.desk,
			store: self.store,
			notes: &self.person.notes,
		}
	}

	pub fn keeper(self) -> Keeper<'a> {
		Keeper {
			desk: self.desk,
			store: self.store,
			notes: &self.person.notes,
		}
	}
}
