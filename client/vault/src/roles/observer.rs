//! Looking: requests, records and committees as people are shown them. An observer signs nothing and has no keys.

mod page;

pub use page::RecordsPage;

use super::desk::Desk;
use crate::error::Error;
use futures::{future::try_join_all, try_join};
use medquorum_core::{
	advice::in_one_line,
	domain::*,
	error::LedgerError,
	ledger::Event,
	trust::{self, CommitteePin},
	views::{Inbox, Names, RecordView, RequestView, Waiting},
};
use std::collections::BTreeMap;

/// A committee on chain beside its pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitteeView {
	/// As the node shows it.
	pub committee: Committee,
	/// Whether the committee key is pinned.
	pub pinned: bool,
	/// Why the committee is not to be trusted, in words; `None` when it is pinned and everything holds.
	pub doubt: Option<String>,
	/// Valid certificates of its administrators.
	pub certificates: usize,
	/// Whether it is the committee whose secrets are public.
	pub development: bool,
	/// What would be pinned; its fingerprint is what people compare.
	pub pin: CommitteePin,
	/// The committee that takes over, and from which moment of the chain's clock on.
	pub to_come: Option<(Committee, Moment)>,
}

/// What happened in some blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
	/// The last block, from the first asked for on, whose events the node has forgotten.
	pub forgotten: Option<BlockNumber>,
	/// The last block that was read.
	pub to: BlockNumber,
	/// The events, oldest first.
	pub events: Vec<(BlockNumber, Event)>,
}

/// Up to so many uploads that are noted here are asked for one by one. For more of them the whole map costs a node less: a page of it
/// holds hundreds.
const FEW_UPLOADS: usize = 256;

/// Questions that a node is asked at the same time at most, so that a long list does not crowd out everybody else's.
const AT_ONCE: usize = 16;

/// Blocks left out after the oldest one that a forgetful node still has.
const MARGIN: BlockNumber = 8;

/// Somebody who looks at the chain.
#[derive(Clone, Copy)]
pub struct Observer<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Observer<'_> {
	/// One request.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn request_view(&self, id: RequestId) -> Result<RequestView, Error> {
		let request = self.desk.request(id).await?;
		self.desk.view(id, request).await
	}

	async fn views(&self, keep: impl Fn(&Request) -> bool) -> Result<Vec<RequestView>, Error> {
		let mut kept = self.desk.ledger.requests().await?;
		kept.retain(|(_, request)| keep(request));
		let mut views = Vec::new();
		for requests in kept.chunks(AT_ONCE) {
			let read = requests
				.iter()
				.map(|(id, request)| self.desk.view(*id, request.clone()));
			views.extend(try_join_all(read).await?);
		}
		views.sort_by_key(|view| (view.request.created, view.id));
		Ok(views)
	}

	/// Requests an administrator can answer now.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn inbox_admin(&self, admin: AccountId) -> Result<Vec<RequestView>, Error> {
		let committees = self.desk.ledger.committees().await?;
		let mine = |key_id| {
			let mut committees = committees.iter().filter(|(id, _)| *id == key_id);
			committees.any(|(_, committee)| committee.admin(&admin).is_some())
		};
		let mut views = self.views(|request| mine(request.key_id)).await?;
		views.retain(|view| view.can_answer(&admin));
		Ok(views)
	}

	/// Requests for records of a patient that are open or approved.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn inbox_patient(&self, patient: AccountId) -> Result<Vec<RequestView>, Error> {
		self.requests_of(&self.records_of(patient).await?).await
	}

	/// The requests for these records that are open or approved.
	async fn requests_of(&self, records: &[RecordView]) -> Result<Vec<RequestView>, Error> {
		let ids: Vec<RequestId> = records
			.iter()
			.flat_map(|record| record.requests.clone())
			.collect();
		let mut views = self.views_of(&ids).await?;
		views.retain(|view| !matches!(view.status, RequestStatus::Rejected(_)));
		Ok(views)
	}

	/// Those of these requests that are in state, oldest first.
	async fn views_of(&self, ids: &[RequestId]) -> Result<Vec<RequestView>, Error> {
		let mut views = Vec::new();
		for ids in ids.chunks(AT_ONCE) {
			let read = ids.iter().map(|id| self.view_of(*id));
			views.extend(try_join_all(read).await?.into_iter().flatten());
		}
		views.sort_by_key(|view| (view.request.created, view.id));
		Ok(views)
	}

	async fn view_of(&self, id: RequestId) -> Result<Option<RequestView>, Error> {
		match self.desk.ledger.request(id).await? {
			Some(request) => Ok(Some(self.desk.view(id, request).await?)),
			None => Ok(None),
		}
	}

	/// Requests that an account has made. `known` are those noted here; if the chain counts no others, only these are read.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn outbox(&self, requester: AccountId, known: &[RequestId]) -> Result<Vec<RequestView>, Error> {
		let mut own = self.views_of(known).await?;
		own.retain(|view| view.request.requester == requester);
		let rejected = |view: &&RequestView| matches!(view.request.status, RequestStatus::Rejected(_));
		let counted = own.len().saturating_sub(own.iter().filter(rejected).count());
		let open = self.desk.ledger.open_requests(requester).await?;
		if usize::try_from(open).is_ok_and(|open| open <= counted) {
			return Ok(own);
		}
		self.views(|request| request.requester == requester).await
	}

	/// Everything that waits for an account. `known` are requests that were made from here.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn inbox(
		&self,
		account: AccountId,
		known: &[RequestId],
		names: &dyn Names,
	) -> Result<Inbox, Error> {
		Ok(Inbox::of(&account, &self.waiting(account, known).await?, names))
	}

	/// What waits for an account: what an inbox is made of, without names.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn waiting(&self, account: AccountId, known: &[RequestId]) -> Result<Waiting, Error> {
		// At the same time: a page of the portal waits for little else than these answers.
		let of_own = async {
			let own = self.records_of(account).await?;
			let (patient, erasures) = try_join!(self.requests_of(&own), self.erasures_for(account, &own))?;
			Ok::<_, Error>((own, patient, erasures))
		};
		let asked = try_join!(
			of_own,
			self.inbox_admin(account),
			self.outbox(account, known),
			self.desk.reviews(account),
			self.ceremonies(account),
			self.desk.clock()
		)?;
		let ((own, patient, erasures), administrator, requester, reviews, ceremonies, now) = asked;
		Ok(Waiting {
			administrator,
			patient,
			requester,
			erasures,
			reviews,
			ceremonies,
			now,
			own,
		})
	}

	/// The events of the blocks `from..=to`. Nodes that are not archives forget the states of older blocks, and the events with them: what
	/// of these blocks is gone is named, and the rest given. `head` is a block that the node has.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn past(&self, from: BlockNumber, to: BlockNumber, head: BlockNumber) -> Result<Past, Error> {
		let ledger = self.desk.ledger;
		let whole = ledger.events(from, to).await;
		let Err(error @ (LedgerError::Connection(_) | LedgerError::Light(_))) = whole else {
			let events = whole?;
			let forgotten = None;
			return Ok(Past {
				forgotten,
				to,
				events,
			});
		};
		if ledger.events(head, head).await.is_err() {
			return Err(error.into());
		}
		let (mut gone, mut there) = (from, head);
		while gone < there {
			let middle = gone.saturating_add(there.saturating_sub(gone) / 2);
			match ledger.events(middle, middle).await {
				Ok(_) => there = middle,
				Err(_) => gone = middle.saturating_add(1),
			}
		}
		// The node forgets more blocks while this reads.
		let first = match there == from {
			true => from,
			false => there.saturating_add(MARGIN).min(head),
		};
		let to = to.max(first);
		let events = ledger.events(first, to).await?;
		let forgotten = (first > from).then(|| first.saturating_sub(1));
		Ok(Past {
			forgotten,
			to,
			events,
		})
	}

	/// Records of others that are to be erased: of a facility those it uploaded, of a data protection officer all.
	async fn erasures_for(&self, account: AccountId, own: &[RecordView]) -> Result<Vec<RecordView>, Error> {
		let role = self.desk.ledger.user(account).await?.map(|user| user.role);
		let all = role.is_some_and(Role::can_erase_any);
		if !all && !role.is_some_and(Role::can_upload) {
			return Ok(Vec::new());
		}
		let now = self.desk.clock().await?;
		let mut views = Vec::new();
		for (id, erasure) in self.desk.ledger.erasures().await? {
			let record = self.desk.ledger.record(id).await?;
			let concerns = |record: &Record| all || record.uploader == account || erasure.by == account;
			let known = own.iter().any(|own| own.id == id);
			let lasts = |record: &Record| {
				let ends = Ends {
					erasure: Some(erasure),
					hold: None,
				};
				ends.waiting(record, now).is_some()
			};
			if let Some(record) = record.filter(|record| !known && concerns(record) && lasts(record)) {
				views.push(self.with_requests(id, record).await?);
			}
		}
		views.sort_by_key(|view| (view.ends.erasure.map(|erasure| erasure.due), view.id));
		Ok(views)
	}

	/// One record.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn record_view(&self, id: RecordId) -> Result<RecordView, Error> {
		let record = self.desk.record(id).await?;
		self.with_requests(id, record).await
	}

	async fn with_requests(&self, id: RecordId, record: Record) -> Result<RecordView, Error> {
		let ledger = self.desk.ledger;
		let read = async { Ok(try_join!(ledger.requests_for(id), ledger.ends(id))?) };
		let ((requests, ends), now) = try_join!(read, self.desk.clock())?;
		Ok(RecordView {
			id,
			record,
			requests,
			ends,
			now,
		})
	}

	/// The records about an account, and about those in whose place it acts, oldest first.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn records_of(&self, patient: AccountId) -> Result<Vec<RecordView>, Error> {
		let mut accounts = vec![patient];
		accounts.extend(self.desk.replaced_by(patient).await?);
		let mut views = Vec::new();
		for account in accounts {
			let records = self.desk.ledger.records_of(account).await?;
			for records in records.chunks(AT_ONCE) {
				let read = records
					.iter()
					.map(|(id, record)| self.with_requests(*id, record.clone()));
				views.extend(try_join_all(read).await?);
			}
		}
		views.sort_by_key(|view| (view.record.created, view.id));
		Ok(views)
	}

	/// The records that an account has uploaded, oldest first. There is no list of them on the chain, so all are looked through.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn uploads_of(&self, uploader: AccountId) -> Result<Vec<RecordView>, Error> {
		let ledger = self.desk.ledger;
		let mut records = ledger.records().await?;
		records.retain(|(_, record)| record.uploader == uploader);
		self.with_all_requests(records).await
	}

	/// The uploads of an account among these records. Each is asked for by its id, so the chain's other records are not read.
	///
	/// # Errors
	/// When the chain cannot be reached.
	async fn uploads_among(&self, uploader: AccountId, ids: &[RecordId]) -> Result<Vec<RecordView>, Error> {
		let mut views = Vec::new();
		for id in ids {
			let record = self.desk.ledger.record(*id).await?;
			if let Some(record) = record.filter(|record| record.uploader == uploader) {
				views.push(self.with_requests(*id, record).await?);
			}
		}
		views.sort_by_key(|view| (view.record.created, view.id));
		Ok(views)
	}

	/// Views of many records, for which requests, erasures and holds are read all at once.
	async fn with_all_requests(
		&self,
		mut records: Vec<(RecordId, Record)>,
	) -> Result<Vec<RecordView>, Error> {
		let ledger = self.desk.ledger;
		records.sort_by_key(|(id, record)| (record.created, *id));
		if records.is_empty() {
			return Ok(Vec::new());
		}
		let (requests, now) = (ledger.requests().await?, self.desk.clock().await?);
		let erasures: BTreeMap<_, _> = ledger.erasures().await?.into_iter().collect();
		let holds: BTreeMap<_, _> = ledger.holds().await?.into_iter().collect();
		let views = records.into_iter().map(|(id, record)| RecordView {
			requests: requests
				.iter()
				.filter(|(_, request)| request.record_id == id)
				.map(|(id, _)| *id)
				.collect(),
			ends: Ends {
				erasure: erasures.get(&id).copied(),
				hold: holds.get(&id).copied(),
			},
			id,
			record,
			now,
		});
		Ok(views.collect())
	}

	/// The records that concern an account: those about it, and of a facility those it uploaded.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn records_for(&self, account: AccountId) -> Result<Vec<RecordView>, Error> {
		Ok(self.records_near(account, &[]).await?.0)
	}

	/// The same, where `noted` are the uploads that were made from here. A few are asked for one by one; then the other uploads of a
	/// facility are left out, and the second value says so. With many, or with none noted, all records of the chain are read.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn records_near(
		&self,
		account: AccountId,
		noted: &[RecordId],
	) -> Result<(Vec<RecordView>, bool), Error> {
		let mut views = self.records_of(account).await?;
		let role = self.desk.ledger.user(account).await?.map(|user| user.role);
		if !role.is_some_and(Role::can_upload) {
			return Ok((views, false));
		}
		let near = (1..=FEW_UPLOADS).contains(&noted.len());
		let mut uploads = match near {
			true => self.uploads_among(account, noted).await?,
			false => self.uploads_of(account).await?,
		};
		uploads.retain(|upload| !views.iter().any(|view| view.id == upload.id));
		views.extend(uploads);
		views.sort_by_key(|view| (view.record.created, view.id));
		Ok((views, near))
	}

	/// How an account stands: who froze it, acts for it, guards it, pays for it.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn situation(&self, who: AccountId) -> Result<Situation, Error> {
		Ok(self.desk.ledger.situation(who).await?)
	}

	/// What the chain's own clock says; a node that sets it back or forward is not believed.
	///
	/// # Errors
	/// When that is so, or the chain cannot be reached.
	pub async fn clock(&self) -> Result<Moment, Error> {
		self.desk.clock().await
	}

	/// A committee and how far it is to be trusted.
	///
	/// # Errors
	/// When there is none, or the chain cannot be reached.
	pub async fn committee_view(&self, key_id: KeyId) -> Result<CommitteeView, Error> {
		let trust = self.desk.trust;
		let committee = self.desk.committee(key_id).await?;
		let pin = CommitteePin::of(&committee)?;
		let doubt = self.desk.check_committee(key_id, &committee).await;
		let lineage = self.desk.ledger.lineage(key_id).await?;
		let to_come = lineage
			.to_come()
			.map(|(committee, moment)| (committee.clone(), moment));
		let accounts: Vec<AccountId> = committee.admins.iter().map(|admin| admin.account).collect();
		Ok(CommitteeView {
			certificates: trust::count_certificates(&trust.genesis, key_id, &committee, &accounts),
			development: trust::is_development(&committee),
			pinned: trust.pin(key_id).is_some(),
			doubt: doubt.err().map(|doubt| in_one_line(&doubt)),
			pin,
			committee,
			to_come,
		})
	}

	/// What a committee on chain would be pinned as. Show its fingerprint to a person, and pin it when the person has
	/// compared it with the organisation's.
	///
	/// # Errors
	/// When there is none, or it is inconsistent.
	pub async fn pin_of_chain(&self, key_id: KeyId) -> Result<CommitteePin, Error> {
		let committee = self.desk.committee(key_id).await?;
		trust::check_points(key_id, &committee)?;
		Ok(CommitteePin::of(&committee)?)
	}
}
