//! Access in an emergency: what the emergency committee is given, what it opens, and who may ask, approve and review
//! (docs/cryptography.md 5.6).

use crate::{
	context,
	domain::*,
	error::{EmergencyError, LookupError, OpenError, Refusal},
};
use medquorum_envelope::{CspRec, EmergencyKey, Entropy, ReportKey, verify_csp};
use rand_core::{CryptoRng, RngCore};
use threshold_decryption::{
	PartialDecryption, capsule_point, combine, encapsulate_emergency, verify_capsule,
};

/// A record as an emergency committee sees it: with the capsule that is sealed to that committee, and what the capsule is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
	/// What the chain keeps for the emergency.
	pub entry: EmergencyEntry,
	/// The public key of the record's own committee, which is in the context.
	pub x: Bytes32,
}

impl Emergency {
	/// `emg_ctx` of this entry, for the emergency committee with the public key `x_e`. `record` is as the chain has it.
	#[must_use]
	pub fn context(&self, genesis: &Bytes32, id: RecordId, record: &Record, x_e: &Bytes32) -> Bytes32 {
		let record_ctx = context::record_context(genesis, id, record, &self.x);
		context::emergency_context(&record_ctx, x_e, &self.entry)
	}

	/// The record with the emergency committee and its capsule in place of its own: what an emergency request is about.
	#[must_use]
	pub fn seen(&self, record: &Record) -> Record {
		Record {
			key_id: self.entry.key_id,
			capsule: self.entry.capsule,
			..record.clone()
		}
	}

	/// The entry must be made for this record, this committee, this scope, and by whom it says; gives `emg_ctx`.
	///
	/// # Errors
	/// When it is not: the node shows another record's, or changed a field.
	pub fn check(
		&self,
		genesis: &Bytes32,
		id: RecordId,
		record: &Record,
		x_e: &Bytes32,
	) -> Result<Bytes32, EmergencyError> {
		let maker = self.entry.maker;
		// Only patients give away their own key alone, only the uploader ever had both.
		let by_the_right_one = match self.entry.scope() {
			EmergencyScope::CspKey => true,
			EmergencyScope::BothKeys => maker == record.uploader,
		};
		let ctx = self.context(genesis, id, record, x_e);
		match by_the_right_one && verify_capsule(&self.entry.capsule, &ctx).is_ok() {
			true => Ok(ctx),
			false => Err(EmergencyError::OtherCapsule(id)),
		}
	}
}

/// What is wrapped for an emergency, and for whom.
pub struct Wrapping<'a> {
	/// What binds the capsule to chain, record and ordinary committee (docs/cryptography.md 3).
	pub record_ctx: &'a Bytes32,
	/// The record.
	pub id: RecordId,
	/// The emergency committee.
	pub key_id: KeyId,
	/// Its public key, checked.
	pub x_e: &'a Bytes32,
	/// Who makes it.
	pub maker: AccountId,
}

/// Wraps a record's CSP key, and with a report key both, for an emergency committee.
///
/// # Errors
/// When the committee's key cannot be encrypted to.
pub fn wrap(
	wrapping: &Wrapping<'_>,
	csp_rec: &CspRec,
	report_key: Option<&ReportKey>,
	entropy: &mut (impl Entropy + CryptoRng + RngCore),
) -> Result<EmergencyEntry, Refusal> {
	let Wrapping {
		record_ctx,
		id,
		key_id,
		x_e,
		maker,
	} = *wrapping;
	let mut nonce = [0; 16];
	Entropy::fill(entropy, &mut nonce);
	// The scope alone is bound; what is wrapped comes last.
	let wrap = match report_key {
		None => EmergencyWrap::CspKey([0; 60]),
		Some(_) => EmergencyWrap::BothKeys([0; 92]),
	};
	let mut entry = EmergencyEntry {
		key_id,
		maker,
		nonce,
		capsule: [0; 128],
		wrap,
	};
	let ctx = context::emergency_context(record_ctx, x_e, &entry);
	let made = encapsulate_emergency(x_e, &ctx, csp_rec.expose(), entropy);
	let (capsule, u) = made.map_err(|source| Refusal::Threshold {
		what: "emergency committee's key",
		source,
	})?;
	let key = EmergencyKey::derive(&capsule_point(&capsule), &u, &ctx, &id.0);
	entry.capsule = capsule;
	entry.wrap = match report_key {
		None => EmergencyWrap::CspKey(key.seal_csp(csp_rec, entropy)),
		Some(report_key) => EmergencyWrap::BothKeys(key.seal_both(csp_rec, report_key, entropy)),
	};
	Ok(entry)
}

/// What an emergency committee has opened.
pub struct Unwrapped {
	/// The record's CSP key, proven right.
	pub csp_rec: CspRec,
	/// The record's report key, where the scope holds it. It is proven right by the file's key commitment alone.
	pub report_key: Option<ReportKey>,
}

/// Opens what was kept for an emergency, from the shares of the emergency committee.
///
/// # Errors
/// When they do not combine, or what is in it is not the record's key.
pub fn unwrap(
	ctx: &Bytes32,
	id: RecordId,
	record: &Record,
	entry: &EmergencyEntry,
	partials: &[PartialDecryption],
) -> Result<Unwrapped, Refusal> {
	let u = combine(partials).map_err(OpenError::BadShares)?;
	let key = EmergencyKey::derive(&capsule_point(&entry.capsule), &u, ctx, &id.0);
	let opened = match &entry.wrap {
		EmergencyWrap::CspKey(wrap) => key.open_csp(wrap).map(|csp_rec| (csp_rec, None)),
		EmergencyWrap::BothKeys(wrap) => key
			.open_both(wrap)
			.map(|(csp_rec, report_key)| (csp_rec, Some(report_key))),
	};
	let wrong = |_| EmergencyError::WrongWrap(id);
	let (csp_rec, report_key) = opened.map_err(wrong)?;
	verify_csp(&csp_rec, &id.0, &record.csp_check).map_err(wrong)?;
	Ok(Unwrapped { csp_rec, report_key })
}

/// Who breaks the glass must be able to: a house, room for one more review, none overdue, not suspended.
///
/// # Errors
/// What is against it.
pub fn check_clinician(
	who: AccountId,
	facility: Option<FacilityNumber>,
	breaker: &GlassBreaker,
	now: Moment,
) -> Result<(), EmergencyError> {
	check_reviewed(who, breaker, now)?;
	let have = breaker.unreviewed.len();
	if have >= MAX_UNREVIEWED {
		return Err(EmergencyError::Unreviewed { have });
	}
	facility.map(|_| ()).ok_or(EmergencyError::NoFacility(who))
}

/// The account must not be suspended, and no access of it overdue for its review: then ordinary requests are refused too.
///
/// # Errors
/// What is against it.
pub fn check_reviewed(who: AccountId, breaker: &GlassBreaker, now: Moment) -> Result<(), EmergencyError> {
	if let Some(Suspension { cause, .. }) = breaker.suspended {
		return Err(EmergencyError::Suspended { who, cause });
	}
	let overdue = breaker.unreviewed.iter().find(|access| now > access.due);
	match overdue {
		None => Ok(()),
		Some(access) => Err(EmergencyError::Overdue {
			id: access.request_id,
			since: now.saturating_sub(access.due),
		}),
	}
}

/// Houses by the node's word, and as a person has noted them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct House {
	/// Whose.
	pub who: AccountId,
	/// By the node's word.
	pub shown: Option<FacilityNumber>,
	/// By the directory on this machine.
	pub noted: Option<FacilityNumber>,
}

impl House {
	/// The house to go by: what is noted here counts, and a node that says otherwise is not believed.
	///
	/// # Errors
	/// When there is none, or the node contradicts what is noted.
	pub fn known(&self) -> Result<FacilityNumber, EmergencyError> {
		let who = self.who;
		match (self.shown, self.noted) {
			(None, _) => Err(EmergencyError::NoFacility(who)),
			(Some(shown), Some(noted)) if shown != noted => {
				Err(EmergencyError::OtherFacility { who, shown, noted })
			}
			(Some(shown), _) => Ok(shown),
		}
	}
}

/// Who approves an emergency request must be of another house than who asks.
///
/// # Errors
/// When both are of one, or it is not known of which.
pub fn check_houses(id: RequestId, requester: &House, admin: &House) -> Result<(), EmergencyError> {
	let facility = requester.known()?;
	match facility == admin.known()? {
		true => Err(EmergencyError::SameFacility { id, facility }),
		false => Ok(()),
	}
}

/// A reviewer sits on the record's own committee, and has no part in what is reviewed.
///
/// # Errors
/// When the account may not review it, or has, or nothing explains what is to be found justified.
pub fn check_reviewer(
	who: AccountId,
	id: RequestId,
	review: &Review,
	committee: &Committee,
	verdict: Finding,
) -> Result<(), Refusal> {
	let key_id = review.key_id;
	let own = committee
		.admin(&who)
		.ok_or(LookupError::NotAdmin { who, key_id })?;
	if review.requester == who || review.voters.contains(&who) {
		return Err(EmergencyError::OwnPart(id).into());
	}
	if review.verdicts.iter().any(|(index, _)| *index == own.index) {
		return Err(LookupError::AlreadyAnswered(id).into());
	}
	match verdict == Finding::Justified && review.statement.is_none() {
		true => Err(EmergencyError::NoStatement(id).into()),
		false => Ok(()),
	}
}

/// Anybody can have an overdue access punished, and none that is not.
///
/// # Errors
/// When it is not overdue.
pub fn check_overdue(id: RequestId, review: &Review, now: Moment) -> Result<(), EmergencyError> {
	match now > review.due {
		true => Ok(()),
		false => Err(EmergencyError::NotOverdue {
			id,
			left: review.due.saturating_sub(now),
		}),
	}
}
