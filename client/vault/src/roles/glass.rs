//! Breaking the glass: from a reason to a file, and the statement that explains it afterwards.

use super::{
	desk::{Delivered, EncodedCall},
	requester::{Requester, forget, keep_seed},
};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
	error::{EmergencyError, LedgerError, LookupError},
	ledger::{Call, EmergencyCall, Sign},
	ports::{SecretStore, SeenKeys},
	rules::{
		emergency::{Emergency, Unwrapped, check_clinician},
		opening::{SignedRequest, check_own},
		record,
		request::{Draft, Wanted, draft, draft_over, keep_own_partial},
	},
	views::RequestView,
};
use medquorum_envelope::{
	Cid, RequestSeed, codes,
	statement::{MAX_STATEMENT, Subject, seal_statement},
};
use medquorum_store::{Label, Owner, StoreError};
use std::io::Cursor;
use threshold_decryption::auth_message;
use zeroize::Zeroizing;

/// The requests by which one account opens one record in an emergency, as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glass {
	/// The request to the emergency committee.
	pub emergency: Option<RequestView>,
	/// The request to the record's own administrators, where the emergency committee only stands in for the patient.
	pub ordinary: Option<RequestView>,
}

impl Glass {
	/// Whether all of them have their approvals.
	#[must_use]
	pub fn is_broken(&self, scope: EmergencyScope) -> bool {
		let approved = |view: &Option<RequestView>| {
			let status = view.as_ref().map(|view| view.status);
			status == Some(RequestStatus::Approved)
		};
		approved(&self.emergency) && (scope == EmergencyScope::BothKeys || approved(&self.ordinary))
	}

	/// Whether everything that has to be asked was asked, and nothing of it has ended.
	#[must_use]
	pub fn is_whole(&self, scope: EmergencyScope) -> bool {
		self.emergency.is_some() && (scope == EmergencyScope::BothKeys || self.ordinary.is_some())
	}

	/// How many approvals there are, and how many are needed.
	#[must_use]
	pub fn approvals(&self) -> (u64, u64) {
		self.requests().fold((0, 0), |(have, need), view| {
			let needed = view.needed.unwrap_or_default();
			let given = view.request.yes.min(needed);
			(
				u64::saturating_add(have, given.into()),
				u64::saturating_add(need, needed.into()),
			)
		})
	}

	/// Both requests.
	pub fn requests(&self) -> impl Iterator<Item = &RequestView> {
		self.emergency.iter().chain(&self.ordinary)
	}
}

/// What breaking the glass came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
	/// The requests are on the chain: these are new, the others were there.
	Sent(Vec<RequestId>),
	/// They were not sent: this is the call for Polkadot.js.
	Call(EncodedCall),
}

/// A request that is about to be sent.
struct ReadyRequest {
	id: RequestId,
	seed: RequestSeed,
	call: Call,
}

impl Requester<'_> {
	/// What is kept of a record for an emergency, checked: it is this record's, for this committee, by whom it says.
	///
	/// # Errors
	/// When there is nothing, or it is not to be believed.
	pub async fn emergency_of(&self, id: RecordId) -> Result<(Record, Emergency, Committee), Error> {
		let record = self.desk.record(id).await?;
		let emergency = self.desk.emergency(id, &record).await?;
		let committee = self.desk.committee(emergency.entry.key_id).await?;
		self.desk.trust.check_key(emergency.entry.key_id, &committee)?;
		emergency.check(&self.desk.genesis(), id, &record, &committee.x)?;
		Ok((record, emergency, committee))
	}

	/// The requests by which this account is opening a record in an emergency. They are found by the one-time keys among the secrets, so
	/// whoever was killed resumes with them.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn glass(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		record_id: RecordId,
	) -> Result<Glass, Error> {
		let ids = secrets.read(|secrets| {
			let kept = secrets.request_seeds.iter();
			let kept = kept.filter(|kept| (kept.record_id, kept.requester) == (record_id.0, account.0));
			kept.map(|kept| RequestId(kept.request_id)).collect::<Vec<_>>()
		})?;
		let mut glass = Glass::default();
		for id in ids {
			let Some(request) = self.desk.ledger.request(id).await? else {
				continue;
			};
			let view = self.desk.view(id, request).await?;
			let over = matches!(view.status, RequestStatus::Rejected(_))
				|| (view.epoch_over && view.status == RequestStatus::Open);
			let place = match view.emergency.is_some() {
				true => &mut glass.emergency,
				false => &mut glass.ordinary,
			};
			// The newest of several tries, the one that lives before those that are over.
			let rank = |view: &RequestView| (view.status == RequestStatus::Approved, view.request.seq);
			if !over && place.as_ref().is_none_or(|known| rank(known) < rank(&view)) {
				*place = Some(view);
			}
		}
		Ok(glass)
	}

	/// Breaks the glass: asks the emergency committee, and in the same transaction the record's administrators, as far as that was not
	/// done before.
	///
	/// # Errors
	/// When the patient has not allowed it, the role does not, an earlier access waits for its review, or the chain refuses.
	pub async fn break_glass(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		record_id: RecordId,
		reason: Purpose,
	) -> Result<Asked, Error> {
		let requester = signer.account();
		let (record, emergency, committee) = self.emergency_of(record_id).await?;
		let glass = self.glass(requester, secrets, record_id).await?;
		let mut seq = self.desk.ledger.next_seq(requester).await?;
		let mut ready = Vec::new();
		if glass.emergency.is_none() {
			record::check_active(record_id, &record)?;
			self.check_clinician(requester).await?;
			let seen = emergency.seen(&record);
			let wanted = Wanted {
				genesis: &self.desk.genesis(),
				requester,
				seq,
				record_id,
				record: &seen,
				committee: &committee,
				purpose: reason,
			};
			let ad = emergency.context(&self.desk.genesis(), record_id, &record, &committee.x);
			ready.push(self.ready(signer, secrets, &wanted, Some(&ad))?);
			seq = seq.saturating_add(1);
		}
		if emergency.entry.scope() == EmergencyScope::CspKey && glass.ordinary.is_none() {
			let (record, committee) = self.requestable(requester, record_id).await?;
			let wanted = Wanted {
				genesis: &self.desk.genesis(),
				requester,
				seq,
				record_id,
				record: &record,
				committee: &committee,
				// Nobody but the emergency committee is asked to break the glass; that it is a drill is for all to know.
				purpose: match reason {
					Purpose::Test => Purpose::Test,
					_ => Purpose::EmergencyTreatment,
				},
			};
			ready.push(self.ready(signer, secrets, &wanted, None)?);
		}
		self.send_all(signer, secrets, ready).await
	}

	/// The account must be able to break the glass.
	async fn check_clinician(&self, who: AccountId) -> Result<(), Error> {
		self.desk
			.check_role(who, Role::can_break_glass, "break the glass")
			.await?;
		let ledger = self.desk.ledger;
		let facility = ledger.facility_number(who).await?;
		let breaker = ledger.glass_breaker(who).await?;
		Ok(check_clinician(
			who,
			facility,
			&breaker,
			self.desk.clock().await?,
		)?)
	}

	/// Signs a request, its one-time keys among the secrets. `ad` is what an emergency capsule is bound to.
	fn ready(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		wanted: &Wanted<'_>,
		ad: Option<&Bytes32>,
	) -> Result<ReadyRequest, Error> {
		let seed = RequestSeed::generate(&mut OsEntropy::new()?);
		let Draft { id, context, request } = match ad {
			Some(ad) => draft_over(wanted, ad, &seed),
			None => draft(wanted, &seed),
		};
		let (record_id, purpose) = (wanted.record_id, wanted.purpose);
		let auth_sig =
			Signature::Sr25519(signer.sign(&auth_message(&record_id.0, purpose.as_u8(), &context)));
		let (record, committee) = (wanted.record, wanted.committee);
		let own =
			secrets.read(|secrets| keep_own_partial(secrets, &request, record, committee, &context))??;
		keep_seed(secrets, id, &request, &seed, own)?;
		let Request { seq, q, epk, .. } = request;
		let call = match ad {
			Some(_) => Call::Emergency(EmergencyCall::BreakGlass {
				record_id,
				seq,
				q,
				epk,
				auth_sig,
				reason: purpose,
			}),
			None => Call::RequestAccess {
				record_id,
				seq,
				q,
				epk,
				auth_sig,
				purpose,
			},
		};
		Ok(ReadyRequest { id, seed, call })
	}

	/// Sends one request alone, or two in one transaction. The seeds of what never left this machine are forgotten.
	async fn send_all(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		ready: Vec<ReadyRequest>,
	) -> Result<Asked, Error> {
		let mut calls: Vec<Call> = ready.iter().map(|ready| ready.call.clone()).collect();
		let (sent, had_some) = match (calls.pop(), calls.is_empty()) {
			(None, _) => return Ok(Asked::Sent(Vec::new())),
			(Some(only), true) => (self.desk.deliver(signer, &only).await, false),
			(Some(last), false) => {
				calls.push(last);
				self.send_several(signer, calls).await
			}
		};
		match sent {
			Ok(Delivered::Call(call)) => Ok(Asked::Call(call)),
			Ok(Delivered::Finalized(_)) => {
				let ids: Vec<RequestId> = ready.iter().map(|ready| ready.id).collect();
				for id in &ids {
					self.note_expiry(secrets, *id).await?;
				}
				Ok(Asked::Sent(ids))
			}
			Err(error) => {
				if error.is_unsent() && !had_some {
					secrets.update(|secrets| {
						for ready in &ready {
							secrets.drop_request_seed(&ready.id.0, ready.seed.expose());
						}
					})?;
				}
				Err(error)
			}
		}
	}

	/// In one transaction, or one after the other: a request that a facility pays for is free alone, and in no batch. Tells beside the
	/// outcome whether the node was handed any of them before: then it may have passed them on, whatever it says and however this ends.
	async fn send_several(&self, signer: &dyn Sign, calls: Vec<Call>) -> (Result<Delivered, Error>, bool) {
		let mut sent = self.desk.deliver_batch(signer, calls.clone()).await;
		if !matches!(&sent, Err(Error::Ledger(LedgerError::CannotPay { .. }))) {
			return (sent, false);
		}
		for call in &calls {
			sent = self.desk.deliver(signer, call).await;
			if sent.is_err() {
				break;
			}
		}
		(sent, true)
	}

	/// What the emergency committee has opened by this request: the record's CSP key, and where the patient allowed it the other key.
	///
	/// # Errors
	/// When the request is another's or over, approvals are missing, or what was kept is not the record's key.
	pub async fn unwrap(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		id: RequestId,
	) -> Result<(RecordId, Record, Emergency, Unwrapped), Error> {
		let request = self.desk.request(id).await?;
		check_own(account, id, &request, self.desk.clock().await?)?;
		let record_id = request.record_id;
		let record = self.desk.record(record_id).await?;
		let emergency = self.desk.emergency(record_id, &record).await?;
		let committee = self.desk.committee(request.key_id).await?;
		let votes = self.desk.ledger.votes(id).await?;
		let genesis = self.desk.genesis();
		let unwrapped = secrets.read(|secrets| {
			let about = (&record, &emergency);
			let signed = SignedRequest::in_emergency(&genesis, (id, request), about, committee, secrets)?;
			let partials = signed.partials(votes, true, secrets)?;
			signed.unwrap(&emergency.entry, &partials)
		})??;
		Ok((record_id, record, emergency, unwrapped))
	}

	/// The patient's key of the record as the emergency committee has opened it, in the form of the code that the patient would hand over: it
	/// opens the file by the administrators' request.
	///
	/// # Errors
	/// Those of [`Requester::unwrap`].
	pub async fn glass_code(
		&self,
		account: AccountId,
		secrets: &dyn SecretStore,
		id: RequestId,
	) -> Result<Zeroizing<String>, Error> {
		let (record_id, _, _, opened) = self.unwrap(account, secrets, id).await?;
		Ok(codes::encode_csp(&opened.csp_rec, &record_id.0))
	}

	/// Ends the emergency request of a file that is there, and forgets its one-time key. The review stays.
	///
	/// # Errors
	/// When the chain refuses or cannot be reached.
	pub async fn close_glass(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		id: RequestId,
	) -> Result<Delivered, Error> {
		forget(secrets, &[id.0])?;
		self.close(signer, secrets, id).await
	}

	/// Explains an emergency access: seals the text to those who review it, puts it into the store, and its digest on the chain. Gives
	/// whose keys are missing, so that they cannot read it.
	///
	/// # Errors
	/// When there is no such access of this account, the record's committee is not trusted here, or nobody could read the text.
	pub async fn file_statement(
		&self,
		signer: &dyn Sign,
		seen: &dyn SeenKeys,
		id: RequestId,
		text: &str,
	) -> Result<(Delivered, Vec<AccountId>), Error> {
		let (length, most) = (text.len(), MAX_STATEMENT);
		if length == 0 || length > most {
			return Err(EmergencyError::StatementLength { length, most }.into());
		}
		let review = self.desk.ledger.review(id).await?;
		let review = review.ok_or(EmergencyError::NoReview(id))?;
		let requester = review.requester;
		if requester != signer.account() {
			return Err(LookupError::NotYourRequest { id, requester }.into());
		}
		let committee = self.desk.trusted_committee(review.key_id).await?;
		let (mut readers, mut missing) = (Vec::new(), Vec::new());
		for admin in committee.admins.iter().map(|admin| admin.account) {
			if admin == requester || review.voters.contains(&admin) {
				continue;
			}
			match self.desk.verified_keys(seen, admin).await {
				Ok(keys) => readers.push((admin.0, keys.enc_pk)),
				Err(Error::Lookup(LookupError::NotRegistered(_))) => missing.push(admin),
				Err(error) => return Err(error),
			}
		}
		if let (true, Some(admin)) = (readers.is_empty(), missing.first()) {
			return Err(LookupError::NotRegistered(*admin).into());
		}
		let subject = Subject {
			genesis: &self.desk.genesis(),
			request_id: &id.0,
		};
		let sealed = seal_statement(&subject, &readers, text.as_bytes(), &mut OsEntropy::new()?);
		let sealed = sealed.map_err(|source| Error::Envelope {
			what: "reviewer's key",
			source,
		})?;
		let cid = Cid::of_raw(&sealed);
		self.keep_statement(review.record_id, cid, sealed).await?;
		let call = Call::Emergency(EmergencyCall::FileStatement {
			request_id: id,
			statement: cid.digest(),
		});
		Ok((self.desk.deliver(signer, &call).await?, missing))
	}

	/// Puts a statement beside the record's files, so that hosts erase it with them.
	async fn keep_statement(&self, record: RecordId, cid: Cid, sealed: Vec<u8>) -> Result<(), Error> {
		let stored = self.store.put(Box::new(Cursor::new(sealed))).await?;
		if stored != cid {
			return Err(StoreError::Altered {
				store: self.store.name(),
				cid,
				block: stored,
			}
			.into());
		}
		let label = Label::new(&self.desk.genesis(), Owner::Record(record), cid);
		let _: Result<(), StoreError> = self.store.label(label).await;
		Ok(())
	}
}
