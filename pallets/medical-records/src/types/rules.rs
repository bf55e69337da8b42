//! The pure rules about what the pallet stores: what roles may do, how a committee hangs together, when a request is over.

use super::*;
use alloc::collections::BTreeSet;
use threshold_decryption::{
	AdminPoints, CommitteeMember, Mode, certificate_message, check_committee, committee_hash,
	handover_message,
};

impl Role {
	/// May this role register records?
	pub const fn can_upload(&self) -> bool {
		matches!(self, Role::Facility)
	}

	/// May this role request access to records?
	pub const fn can_request(&self) -> bool {
		matches!(self, Role::Clinician | Role::Facility | Role::EmergencyClinician)
	}

	/// May this role have records erased that are not its own, stop erasures, and place legal holds?
	pub const fn can_erase_any(&self) -> bool {
		matches!(self, Role::DataProtectionOfficer)
	}
}

impl Purpose {
	/// Can an emergency committee be asked for this?
	pub const fn is_emergency(&self) -> bool {
		matches!(self, Self::EmergencyTreatment | Self::BreakTheGlass | Self::Test)
	}
}

impl Admin {
	/// The three points in the form the proofs take them.
	pub const fn points(&self) -> AdminPoints {
		AdminPoints {
			index: self.index,
			x: self.x_j,
			z: self.z_j,
			zp: self.zp_j,
		}
	}
}

impl Committee {
	/// The rule of these administrators.
	#[must_use]
	pub fn new(epoch: Epoch, k: u16, x: Point, admins: &[Admin]) -> Self {
		let n = u16::try_from(admins.len()).unwrap_or(u16::MAX);
		Self {
			epoch,
			k,
			n,
			x,
			retired: false,
		}
	}

	/// How many administrators may decide about a request of this mode: an administrator never decides about their own.
	pub fn eligible(&self, mode: RequestMode) -> u16 {
		match mode {
			RequestMode::Outsider => self.n,
			RequestMode::Admin => self.n.saturating_sub(1),
		}
	}

	/// Whether these administrators, ascending by index, hold one key under the rule "k of n, other than the requester",
	/// and no account comes twice.
	pub fn is_consistent(&self, admins: &[Admin]) -> bool {
		let accounts: BTreeSet<&AccountId32> = admins.iter().map(|admin| &admin.account).collect();
		let points: Vec<AdminPoints> = admins.iter().map(Admin::points).collect();
		accounts.len() == admins.len()
			&& admins.len() == usize::from(self.n)
			&& check_committee(self.k, &self.x, &points).is_ok()
	}

	/// What the certificate of each of these administrators, ascending by index, signs (wrapped for Polkadot.js).
	pub fn certificate_message(&self, admins: &[Admin], genesis: &[u8; 32], key_id: KeyId) -> Vec<u8> {
		let hash = Self::list_hash(admins);
		certificate_message(genesis, key_id, self.epoch, self.k, &self.x, &hash)
	}

	/// What administrators of the epoch `old` sign who hand the key over to these ones (wrapped for Polkadot.js).
	pub fn handover_message(
		&self,
		admins: &[Admin],
		genesis: &[u8; 32],
		key_id: KeyId,
		old: Epoch,
	) -> Vec<u8> {
		let hash = Self::list_hash(admins);
		handover_message(genesis, key_id, (old, self.epoch), self.k, &self.x, &hash)
	}

	/// What certificates and handovers call the list of these administrators (docs/cryptography.md 5.2a).
	#[must_use]
	pub fn list_hash(admins: &[Admin]) -> [u8; 32] {
		let points: Vec<AdminPoints> = admins.iter().map(Admin::points).collect();
		let members: Vec<CommitteeMember> = admins
			.iter()
			.zip(&points)
			.map(|(admin, points)| CommitteeMember {
				account: admin.account.as_ref(),
				enc_pk: &admin.enc_pk,
				points,
			})
			.collect();
		committee_hash(&members)
	}
}

impl From<RequestMode> for Mode {
	fn from(mode: RequestMode) -> Mode {
		match mode {
			RequestMode::Outsider => Mode::Outsider,
			RequestMode::Admin => Mode::Admin,
		}
	}
}

impl<BlockNumber, Votes> Request<BlockNumber, (), Votes> {
	/// The same request with its deposit paid.
	pub(crate) fn with_ticket<Ticket>(self, ticket: Ticket) -> Request<BlockNumber, Ticket, Votes> {
		let Request {
			record_id,
			patient,
			requester,
			payer,
			seq,
			q,
			epk,
			auth_sig,
			key_id,
			epoch,
			mode,
			purpose,
			..
		} = self;
		let Request {
			created,
			expires,
			context,
			r,
			yes,
			no,
			status,
			votes,
			consent,
			..
		} = self;
		Request {
			record_id,
			patient,
			requester,
			payer,
			seq,
			q,
			epk,
			auth_sig,
			key_id,
			epoch,
			mode,
			purpose,
			created,
			expires,
			context,
			r,
			yes,
			no,
			status,
			votes,
			consent,
			ticket,
		}
	}
}

impl<BlockNumber, Ticket, Votes: AsRef<[Answer<BlockNumber>]>> Request<BlockNumber, Ticket, Votes> {
	/// What the administrator with this index has answered.
	pub fn answer(&self, index: u16) -> Option<&Answer<BlockNumber>> {
		self.votes.as_ref().iter().find(|answer| answer.index == index)
	}
}

impl<BlockNumber, Ticket, Votes> Request<BlockNumber, Ticket, Votes> {
	/// Has the patient consented? A patient who asks for a record of their own has.
	pub fn is_consented(&self) -> bool {
		self.consent.is_some() || self.requester == self.patient
	}

	/// Could its requester open the record?
	pub fn is_readable(&self) -> bool {
		self.status == RequestStatus::Approved && self.is_consented()
	}
}

impl<BlockNumber: Copy + PartialOrd, Ticket, Votes> Request<BlockNumber, Ticket, Votes> {
	/// Is its time over? The moment `expires` is the last good one.
	pub fn is_expired(&self, now: BlockNumber) -> bool {
		now > self.expires
	}

	/// Its status for a reader at the moment `now`: an open request whose time is over was rejected by timeout, although
	/// nobody has written that down yet.
	pub fn status_at(&self, now: BlockNumber) -> RequestStatus {
		match self.status {
			RequestStatus::Open if self.is_expired(now) => RequestStatus::Rejected(RejectionCause::Timeout),
			status => status,
		}
	}
}

/// In the place of a signature where there is none: at genesis, whose hash certificates would have to sign.
pub fn no_signature() -> MultiSignature {
	sp_core::sr25519::Signature::from_raw([0; 64]).into()
}

impl Daily {
	/// How many there were on this day.
	pub const fn on(&self, day: u32) -> u32 {
		match self.day == day {
			true => self.count,
			false => 0,
		}
	}

	/// With one more on this day.
	pub const fn with_one_more(&self, day: u32) -> Self {
		let count = self.on(day).saturating_add(1);
		Self { day, count }
	}
}

impl<BlockNumber: PartialOrd> Guardian<BlockNumber> {
	/// The last moment of the guardian of this moment, if it is known.
	pub fn ends(&self, now: BlockNumber) -> Option<BlockNumber>
	where
		BlockNumber: Copy,
	{
		self.until.filter(|_| now >= self.from)
	}

	/// Who the guardian is at this moment.
	pub fn at(&self, now: BlockNumber) -> Option<&AccountId32> {
		if now < self.from {
			return self.before.as_ref();
		}
		let lasts = self.until.as_ref().is_none_or(|until| *until >= now);
		self.account.as_ref().filter(|_| lasts)
	}
}

impl<BlockNumber: Copy + PartialOrd> Place<BlockNumber> {
	/// Does its request still hold it, in this epoch of the record's committee?
	pub fn is_held(&self, now: BlockNumber, epoch: Epoch) -> bool {
		self.is_in_time(now) && self.epoch.is_none_or(|asked| asked == epoch)
	}

	/// Does its request, whose window is not over, wait for administrators who are so no longer?
	pub fn is_of_another_epoch(&self, now: BlockNumber, epoch: Epoch) -> bool {
		self.is_in_time(now) && !self.is_held(now, epoch)
	}

	fn is_in_time(&self, now: BlockNumber) -> bool {
		self.until.is_some_and(|until| until >= now)
	}
}

impl<BlockNumber> ReadAccess<BlockNumber> {
	/// The further a request has come, the more.
	pub(crate) const fn progress(&self) -> u8 {
		match self {
			Self::UnknownRecord | Self::Erased | Self::Suspended | Self::Superseded | Self::NotRequested => 0,
			Self::Rejected { .. } => 1,
			Self::Expired { .. } => 2,
			Self::EpochOver { .. } => 3,
			Self::AwaitingApprovals { .. } => 4,
			Self::AwaitingConsent { .. } => 5,
			Self::Granted { .. } => 6,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn roles_can_do_what_their_name_says() {
		let table = [
			(Role::Patient, false, false, false),
			(Role::Clinician, false, true, false),
			(Role::Facility, true, true, false),
			(Role::DataProtectionOfficer, false, false, true),
			(Role::StorageHost, false, false, false),
			(Role::EmergencyClinician, false, true, false),
		];
		for (role, upload, request, erase) in table {
			assert_eq!(
				(role.can_upload(), role.can_request(), role.can_erase_any()),
				(upload, request, erase)
			);
		}
	}

	#[test]
	fn purposes_encode_as_the_byte_in_the_context() {
		let all = [
			Purpose::Treatment,
			Purpose::EmergencyTreatment,
			Purpose::Payment,
			Purpose::Operations,
			Purpose::Research,
			Purpose::PatientRequest,
			Purpose::PublicHealth,
			Purpose::Legal,
			Purpose::QualityImprovement,
			Purpose::PatientSafety,
			Purpose::BreakTheGlass,
			Purpose::Test,
		];
		for (purpose, byte) in all.into_iter().zip(1u8..) {
			assert_eq!(purpose.encode(), [byte]);
			assert_eq!(purpose as u8, byte);
		}
		assert!(Purpose::decode(&mut &[0u8][..]).is_err());
		assert!(Purpose::decode(&mut &[13u8][..]).is_err());
	}

	#[test]
	fn modes_and_reasons_keep_their_bytes() {
		assert_eq!(
			(RequestMode::Outsider.encode(), RequestMode::Admin.encode()),
			(vec![0], vec![1])
		);
		assert_eq!(Mode::from(RequestMode::Outsider).as_u8(), 0);
		assert_eq!(Mode::from(RequestMode::Admin).as_u8(), 1);
		assert_eq!(RejectionReason::Other.encode(), [4]);
		assert_eq!(RejectionCause::ConsentDenied.encode(), [2]);
		assert_eq!(CancelCause::EpochOver.encode(), [3]);
		assert_eq!(CancelCause::Governance.encode(), [4]);
		assert_eq!(CancelCause::RecordRefused.encode(), [5]);
		assert_eq!(ErasureReason::Other.encode(), [5]);
		assert_eq!(RefusalReason::Other.encode(), [3]);
		assert_eq!(LegalHoldReason::Other.encode(), [3]);
		assert_eq!(RequestStatus::Rejected(RejectionCause::Timeout).encode(), [2, 1]);
	}

	fn request(status: RequestStatus) -> Request<u32, (), ()> {
		Request {
			record_id: [0; 16],
			patient: AccountId32::new([1; 32]),
			requester: AccountId32::new([0; 32]),
			payer: AccountId32::new([0; 32]),
			seq: 0,
			q: [0; 32],
			epk: [0; 32],
			auth_sig: no_signature(),
			key_id: 1,
			epoch: 1,
			mode: RequestMode::Outsider,
			purpose: Purpose::Treatment,
			created: 1,
			expires: 10,
			context: [0; 32],
			r: [0; 32],
			yes: 0,
			no: 0,
			status,
			votes: (),
			consent: None,
			ticket: (),
		}
	}

	#[test]
	fn status_at_is_timeout_only_after_the_last_block_and_only_when_open() {
		let open = request(RequestStatus::Open);
		let timeout = RequestStatus::Rejected(RejectionCause::Timeout);
		assert_eq!(
			[9, 10, 11].map(|now| open.status_at(now)),
			[RequestStatus::Open, RequestStatus::Open, timeout]
		);
		assert_eq!(
			request(RequestStatus::Approved).status_at(11),
			RequestStatus::Approved
		);
		let denied = RequestStatus::Rejected(RejectionCause::ConsentDenied);
		assert_eq!(request(denied).status_at(11), denied);
	}
}
