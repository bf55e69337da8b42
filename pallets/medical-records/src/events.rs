//! What happened, with all that an auditor needs: nothing has to be looked up in state that is gone.

use frame_support::pallet_macros::pallet_section;

/// What happened, with all that an auditor needs: nothing has to be looked up in state that is gone.
#[pallet_section]
mod events {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A user registered keys, for the first time or anew.
		UserRegistered {
			/// The user.
			who: AccountId32,
			/// Version of the CSP key, from 1.
			csp_version: u16,
			/// Who sent the call: the user, or the facility that enrolled them.
			by: AccountId32,
		},
		/// A user left: keys and deposit are gone, account, role and the last version stay.
		UserLeft {
			/// The user.
			who: AccountId32,
		},
		/// A facility pays the requests of somebody it employs.
		SponsorshipSet {
			/// Who pays.
			facility: AccountId32,
			/// For whom.
			employee: AccountId32,
			/// How many requests a day.
			per_day: u32,
		},
		/// A facility no longer pays somebody's requests.
		SponsorshipEnded {
			/// Who paid.
			facility: AccountId32,
			/// For whom.
			employee: AccountId32,
			/// Which of the two ended it.
			by: AccountId32,
		},
		/// A user named a guardian, or has none any more.
		GuardianNamed {
			/// The user.
			who: AccountId32,
			/// The guardian.
			guardian: Option<AccountId32>,
			/// From when on.
			from: BlockNumberFor<T>,
			/// Until when.
			until: Option<BlockNumberFor<T>>,
		},
		/// An account was frozen.
		AccountFrozen {
			/// The account.
			who: AccountId32,
			/// Its guardian; `None` is governance.
			by: Option<AccountId32>,
		},
		/// A frozen account can be used again.
		AccountUnfrozen {
			/// The account.
			who: AccountId32,
			/// Its guardian; `None` is governance.
			by: Option<AccountId32>,
		},
		/// Another account acts in the place of a frozen one, for good.
		AccountReplaced {
			/// The frozen account.
			old: AccountId32,
			/// Who acts for it.
			new: AccountId32,
		},
		/// Governance gave a role to an account.
		RoleSet {
			/// The account.
			who: AccountId32,
			/// The role it had, if it was known.
			old: Option<Role>,
			/// The role it has now.
			role: Role,
		},
		/// Governance set the administrators of a committee key.
		CommitteeSet {
			/// The key.
			key_id: KeyId,
			/// Its new epoch.
			epoch: Epoch,
			/// Approvals that a request takes.
			k: u16,
			/// Its administrators, ascending by index.
			members: Vec<AccountId32>,
			/// Those before them, ascending by index.
			old_members: Vec<AccountId32>,
			/// From when on the new ones are in force, by the chain's clock.
			switch_at: BlockNumberFor<T>,
		},
		/// Governance retired a committee: it takes no new records.
		CommitteeRetired {
			/// Its key.
			key_id: KeyId,
		},
		/// A record was registered.
		RecordRegistered {
			/// The record.
			record_id: RecordId,
			/// Who registered it.
			uploader: AccountId32,
			/// Whom it is about.
			patient: AccountId32,
			/// Whose committee releases its report key.
			key_id: KeyId,
			/// The record it corrects.
			supersedes: Option<RecordId>,
			/// May it be found by its disease?
			searchable: bool,
		},
		/// The patient confirmed a record.
		RecordAcknowledged {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
		},
		/// The patient suspended a record; its requests were cancelled.
		RecordSuspended {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
		},
		/// A suspended record can be requested again.
		RecordResumed {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
		},
		/// The patient named another uploader who may correct a record.
		CorrectionAllowed {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// Who may correct it; nobody else if there is none.
			uploader: Option<AccountId32>,
		},
		/// The patient refused a record: it is gone, and a part of its deposit is burnt.
		RecordRefused {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// Who had registered it.
			uploader: AccountId32,
			/// Why.
			reason: RefusalReason,
		},
		/// A newer record took the place of this one, which can no longer be requested.
		RecordSuperseded {
			/// The older record.
			record_id: RecordId,
			/// The newer one.
			by: RecordId,
		},
		/// The record that had taken the place of this one is gone: this one counts again.
		RecordRestored {
			/// The older record.
			record_id: RecordId,
			/// The newer one, which is gone.
			was: RecordId,
		},
		/// A record is to be erased, unless somebody stops it.
		ErasureScheduled {
			/// The record.
			record_id: RecordId,
			/// Whom it is about.
			patient: AccountId32,
			/// Who had registered it.
			uploader: AccountId32,
			/// Who wants it erased.
			by: AccountId32,
			/// Why.
			reason: ErasureReason,
			/// From when on it can be carried out.
			due: BlockNumberFor<T>,
		},
		/// A patient erased a record that a legal hold keeps: it is suspended, and goes when the hold has ended.
		ErasureAwaitsHold {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// Why the patient wants it erased.
			reason: ErasureReason,
			/// Last moment of the hold.
			until: BlockNumberFor<T>,
		},
		/// A record is not erased after all.
		ErasureStopped {
			/// The record.
			record_id: RecordId,
			/// Who wanted it erased.
			wanted_by: AccountId32,
			/// Who stopped it; `None` is governance.
			by: Option<AccountId32>,
		},
		/// A data protection officer keeps a record from being erased.
		HoldPlaced {
			/// The record.
			record_id: RecordId,
			/// The officer.
			by: AccountId32,
			/// Why.
			reason: LegalHoldReason,
			/// Last moment of the hold.
			until: BlockNumberFor<T>,
		},
		/// A legal hold was lifted before its end.
		HoldLifted {
			/// The record.
			record_id: RecordId,
			/// Who lifted it; `None` is governance.
			by: Option<AccountId32>,
		},
		/// Access to a record was requested.
		AccessRequested {
			/// The request.
			request_id: RequestId,
			/// The record.
			record_id: RecordId,
			/// Who asks.
			requester: AccountId32,
			/// What for.
			purpose: Purpose,
			/// Whether the requester is an administrator.
			mode: RequestMode,
			/// Last moment in which it can be decided.
			expires: BlockNumberFor<T>,
			/// Who pays its deposit: the requester, or the facility that employs them.
			payer: AccountId32,
		},
		/// An administrator approved a request with a valid share.
		ApprovalRecorded {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// Who approved.
			admin: AccountId32,
			/// Their index.
			index: u16,
			/// The committee's key.
			key_id: KeyId,
			/// Its epoch.
			epoch: Epoch,
			/// Approvals now.
			yes: u16,
			/// Approvals it takes.
			needed: u16,
		},
		/// A request has all the approvals it takes.
		RequestApproved {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// Who asked.
			requester: AccountId32,
		},
		/// An administrator rejected a request.
		RejectionRecorded {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// Who rejected.
			admin: AccountId32,
			/// Their index.
			index: u16,
			/// The committee's key.
			key_id: KeyId,
			/// Its epoch.
			epoch: Epoch,
			/// Why.
			reason: RejectionReason,
		},
		/// A request was refused, or its time ran out.
		RequestRejected {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// What ended it.
			cause: RejectionCause,
		},
		/// The patient consented to a request.
		ConsentGranted {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
		},
		/// The patient refused a request.
		ConsentDenied {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
		},
		/// A request was removed from state and its deposit returned to the requester.
		RequestClosed {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// Who had asked.
			requester: AccountId32,
			/// Who closed it.
			by: AccountId32,
			/// Whether the requester could have read the record: approved, and consented to.
			readable: bool,
		},
		/// A request came to an end that neither administrators nor patient decided about.
		RequestCancelled {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// Who had asked.
			requester: AccountId32,
			/// Why.
			cause: CancelCause,
			/// Whether the requester could have read the record: approved, and consented to.
			readable: bool,
		},
		/// A record was erased. Whoever stores its header and ciphertext must now delete them.
		RecordErased {
			/// The record.
			record_id: RecordId,
			/// Whom it was about.
			patient: AccountId32,
			/// Who had registered it.
			uploader: AccountId32,
			/// Who had it erased.
			by: AccountId32,
			/// Why.
			reason: ErasureReason,
		},
		/// A facility published its catalogue, the sealed list of its searchable records.
		CataloguePublished {
			/// The facility.
			facility: AccountId32,
			/// Counts its keys.
			epoch: u16,
			/// Counts its publications.
			number: u32,
		},
		/// A facility's catalogue was removed.
		CatalogueWithdrawn {
			/// The facility.
			facility: AccountId32,
			/// Who removed it.
			by: AccountId32,
		},
		/// A patient said whether a record may be found by its disease.
		SearchableSet {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// May it be found?
			searchable: bool,
		},
		/// A patient said whether facilities may list what they upload from now on.
		SearchDirectiveSet {
			/// The patient.
			patient: AccountId32,
			/// May they?
			searchable: bool,
		},
		/// A storage host attested that nothing is left there of an erased record.
		ErasureAttested {
			/// The record.
			record_id: RecordId,
			/// The host.
			host: AccountId32,
		},
		/// Governance said of which house somebody is.
		FacilitySet {
			/// The account.
			who: AccountId32,
			/// The house's number; none if it is of none.
			facility: Option<u32>,
		},
		/// A patient said what facilities may prepare for an emergency.
		EmergencyDirectiveSet {
			/// The patient.
			patient: AccountId32,
			/// What they may; nothing if there is none.
			directive: Option<EmergencyDirective>,
		},
		/// Something is kept of a record for an emergency.
		EmergencyAdded {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// Who made it.
			maker: AccountId32,
			/// The emergency committee.
			key_id: KeyId,
			/// What it opens.
			scope: EmergencyScope,
		},
		/// Nothing is kept of a record for an emergency any more.
		EmergencyRemoved {
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
		},
		/// An emergency committee was asked. The patient should know.
		EmergencyRequested {
			/// The request.
			request_id: RequestId,
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// Who asks.
			requester: AccountId32,
			/// Of which house.
			facility: u32,
			/// The emergency committee.
			key_id: KeyId,
			/// What it would open.
			scope: EmergencyScope,
			/// What for.
			reason: Purpose,
		},
		/// An emergency committee opened what was kept of a record. The patient should know, and the record's administrators review it.
		GlassBroken {
			/// The request.
			request_id: RequestId,
			/// The record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// Who asked.
			requester: AccountId32,
			/// Of which house.
			facility: u32,
			/// What was opened.
			scope: EmergencyScope,
			/// What for.
			reason: Purpose,
			/// Last moment of statement and verdict.
			due: BlockNumberFor<T>,
		},
		/// A requester wrote to the reviewers of an opening.
		StatementFiled {
			/// The request.
			request_id: RequestId,
			/// The requester.
			requester: AccountId32,
			/// SHA-256 of what was written.
			statement: [u8; 32],
		},
		/// An administrator reviewed an opening.
		ReviewSubmitted {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// Who reviewed.
			admin: AccountId32,
			/// What they found.
			verdict: Verdict,
		},
		/// The verdict about an opening is known.
		GlassReviewed {
			/// The request.
			request_id: RequestId,
			/// Its record.
			record_id: RecordId,
			/// The patient.
			patient: AccountId32,
			/// Who asked.
			requester: AccountId32,
			/// The verdict.
			verdict: Verdict,
		},
		/// Somebody asks for nothing any more, until governance ends that.
		EmergencySuspended {
			/// Who.
			who: AccountId32,
			/// For which opening.
			request_id: RequestId,
			/// What was wrong with it.
			cause: SuspensionCause,
		},
		/// Governance let somebody ask again.
		Reinstated {
			/// Who.
			who: AccountId32,
		},
	}
}
