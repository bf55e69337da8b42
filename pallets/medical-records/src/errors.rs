//! Why calls are refused, each with its remedy: wallets show these texts.

use frame_support::pallet_macros::pallet_section;

/// Why calls are refused, each with its remedy: wallets show these texts.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signature under the user's keys does not fit. Sign them, with the next CSP version, by the account that sends the call.
		BadKeySignature,
		/// The signature under the request does not fit. Sign exactly the context of this request by the account that sends the call.
		BadRequestSignature,
		/// The certificate of an administrator does not fit. Each one must sign this key, epoch, k and list of administrators.
		BadCertificate,
		/// The capsule's proof does not hold for this record. Make a new capsule for this uploader, patient, CSP key and committee.
		BadCapsuleProof,
		/// The share's proof does not hold for this request and administrator. Create the share again, for this request.
		BadShareProof,
		/// The list of approvals is empty, or names a request twice. Name each request once.
		BadApprovals,
		/// The administrators' points do not belong to one key with this rule, or an account or index comes twice. Deal the committee again.
		BadCommittee,
		/// The public key differs from the one that this committee has. Deal by resharing the old key, or use a new key id.
		CommitteeKeyChanged,
		/// The administrators of this key are changed only with the consent of those it has. k of them must sign the handover.
		HandoverMissing,
		/// Fewer administrators than must approve a request have signed the handover. Ask more of the present ones to sign it.
		HandoverTooSmall,
		/// An administrator is named twice in the handover. Name each once.
		HandoverTwice,
		/// An index in the handover is of no administrator of the present epoch. Only the present ones hand the key over.
		HandoverOfStranger,
		/// A signature under the handover does not fit. Each must be over this key, both epochs, the new rule and the new list.
		BadHandover,
		/// The key is new, so nobody can hand it over. Leave the handover empty.
		HandoverOfNewKey,
		/// Another change of this committee waits for its moment. Wait until it has taken place, then make the next one.
		HandoverPending,
		/// An administrator who stays has another index than before, or one who comes an index that somebody has had. Use the next free ones.
		BadIndex,
		/// There is no committee with this key id. Use one that governance has set.
		CommitteeNotFound,
		/// The committee is retired. Use another one, and upload again what it holds.
		CommitteeRetired,
		/// The patient has not registered keys yet. The patient must call register_user first.
		PatientNotRegistered,
		/// This account's role does not upload records. Ask governance for the role Facility.
		RoleCannotUpload,
		/// This account's role does not request records. Ask governance for the role Clinician or Facility.
		RoleCannotRequest,
		/// The requester's role no longer allows to read. Reject the request, or have governance cancel it.
		RequesterDismissed,
		/// Patients ask for records of their own for one purpose. Use the purpose PatientRequest (PATRQT).
		PatientRequestOnly,
		/// The patient has not allowed that the record is found by its disease. Register it without, and ask the patient for the directive or for this record.
		NoSearchDirective,
		/// A record with this id exists already. Choose another nonce.
		RecordExists,
		/// There is no such record. Check the record's id.
		RecordNotFound,
		/// The record was erased, and its id stays used. Ask the patient whether there is another record; uploaders choose another nonce.
		RecordErased,
		/// The patient has suspended the record. Ask the patient to resume it.
		Suspended,
		/// A newer record corrects this one. Use the newer record.
		Superseded,
		/// Another correction has taken the place of the record that this one corrects. Refuse this one, or have it registered as a correction of the newer one.
		AlreadyCorrected,
		/// The record has been corrected as often as is allowed. Register this version as a record of its own.
		TooManyVersions,
		/// The record is not suspended, so there is nothing to resume.
		NotSuspended,
		/// The call would remove more versions or requests than it names, so it was not weighed for them. Name more; the most there can be always suffices.
		ExtentTooSmall,
		/// The record is to be erased already. Wait until it is due, or stop it first.
		ErasureScheduled,
		/// Nobody wants this record erased. Have its erasure scheduled first.
		ErasureNotScheduled,
		/// The erasure is not due yet. Until then patient, data protection officer and governance can stop it.
		ErasureNotDue,
		/// Who wanted the record erased may not do so any more, or the time to carry it out is over. Schedule another erasure in its place.
		ErasureVoid,
		/// A legal hold keeps the record. A patient's erase_record takes place when it ends; a data protection officer can lift it.
		OnHold,
		/// No legal hold keeps the record, so there is none to lift.
		NotOnHold,
		/// The hold would end in the past, or later than is allowed. Choose an end within the longest hold; it can be placed anew.
		BadHoldEnd,
		/// Only a data protection officer may place or lift a legal hold; governance may lift one. Ask one of them.
		NotOfficer,
		/// The record has been acknowledged before; once is enough.
		AlreadyAcknowledged,
		/// The patient has not acknowledged the record yet. Ask the patient to do so, then request it again.
		RecordNotAcknowledged,
		/// The record to be corrected is about another patient. A correction must be about the same one.
		PatientMismatch,
		/// Neither is this account the uploader of the record to be corrected, nor has the patient named it. Ask the patient to call allow_correction.
		CorrectionNotAllowed,
		/// Only the patient whom the record is about may do this. Send the call from the patient's account.
		NotPatient,
		/// Only the patient, the uploader or a data protection officer may do this. Ask one of them to do it.
		NotAuthorized,
		/// The account is frozen: its key may be in wrong hands. Its guardian or governance can unfreeze it, or governance puts another in its place.
		AccountFrozen,
		/// The account is not frozen, so there is nothing to unfreeze or to replace. Freeze it first.
		NotFrozen,
		/// Only governance, or the guardian whom the account's holder has named, may do this. Ask one of them.
		NotGuardian,
		/// A guardian is another account than one's own, for a time that is not over yet. Name another one or another end.
		BadGuardian,
		/// Another account acts in the place of this one. Use that account.
		AlreadyReplaced,
		/// The account in whose place this one would act is the same one. Name another.
		BadReplacement,
		/// This account has no keys, so there is nothing to leave. Register keys first if you want to use the network.
		NotRegistered,
		/// The account still has records or open requests. Erase those records and close those requests, then leave.
		StillInUse,
		/// Only a facility may enrol patients or pay for employees. Ask governance for the role Facility.
		NotFacility,
		/// Another facility pays for this employee already. Have that ended first, by the facility or by the employee.
		SponsoredByAnother,
		/// A sponsorship is for one request a day or more, and for somebody else. End it to give none.
		BadSponsorship,
		/// Nobody pays for this employee, or this account is neither of the two. Send the call from the facility or the employee.
		NotSponsored,
		/// The request does not carry the requester's next sequence number. Read Requesters, and create and sign the request again.
		WrongSeq,
		/// This requester has as many requests as are allowed. Close some of them.
		MaxOpenRequestsExceeded,
		/// This requester has made as many requests as are allowed in a day. Go on tomorrow.
		MaxRequestsPerDayExceeded,
		/// This record has as many requests as are allowed; the last places are for emergency treatment. Wait until one is decided, closed or expired.
		MaxRequestsPerRecordExceeded,
		/// This requester has as many requests for this record as are allowed. Use or close those first.
		MaxOwnRequestsPerRecordExceeded,
		/// The committee has too few administrators besides the requester. Have somebody else request the record.
		NotEnoughEligibleAdmins,
		/// There is no such request: it never existed, or was closed or cancelled. Check its id.
		RequestNotFound,
		/// The request is decided already. If it was rejected, the requester can make a new one.
		RequestClosed,
		/// The request's time is over. The requester can make a new one.
		Expired,
		/// The committee has changed since the request was made. The requester must make a new one.
		WrongEpoch,
		/// This account is not an administrator of the record's committee. Send the call from an administrator's account.
		NotAdministrator,
		/// Requesters do not decide about their own requests. The other administrators must.
		RequesterCannotApprove,
		/// This administrator has answered the request already. An answer cannot be changed.
		AlreadyVoted,
		/// Only the requester may close a request that can still be used. Others can once it is rejected or expired, or its committee has changed before it was approved.
		NotRequester,
		/// It is so already. Nothing has to be changed.
		NothingToChange,
		/// A catalogue's number is one more than before, and its epoch the same or one more. Read Catalogues, and publish the next one.
		CatalogueOutOfOrder,
		/// This facility has no catalogue: it never published one, or it was withdrawn. Check the account.
		CatalogueNotFound,
		/// Only a storage host attests erasures. Ask governance for the role StorageHost.
		NotStorageHost,
		/// The record is not erased, so nothing can be attested of it. Wait for its erasure.
		RecordNotErased,
		/// This host has attested this erasure already. Once is enough.
		AlreadyAttested,
		/// Nothing is kept of this record for an emergency. Its patient can allow it; until then ask for a consent, or for the CSP code.
		NoEmergencyCapsule,
		/// Something is kept of this record for an emergency already. Have the patient remove it first.
		EmergencyExists,
		/// The emergency committee would be the record's own one. Use another committee, or one committee alone would open everything.
		SameCommittee,
		/// The patient has not allowed that both keys are kept for this emergency committee. Ask the patient to call set_emergency.
		NoEmergencyDirective,
		/// Only the record's uploader, while a facility, has both keys of it to keep. Send the call from the uploader's account.
		NotUploader,
		/// The purpose does not fit. In an emergency it is ETREAT, BTG or HTEST; other requests are never for BTG.
		BadEmergencyReason,
		/// This account's role does not break the glass. Ask governance for the role EmergencyClinician.
		RoleCannotBreakGlass,
		/// Nobody knows of which house this account is, so nobody can tell whether others decide. Ask governance to call set_facility.
		NoFacility,
		/// The administrator is of the requester's own house. Somebody of another house must decide.
		SameFacility,
		/// All approvals would be of one house. Somebody of a further house must approve before the last one.
		SingleFacility,
		/// This requester has an emergency request that can still be approved. Wait for it, or close it.
		EmergencyOpen,
		/// Too many openings of this requester wait for their verdict. File the statements, and ask the reviewers.
		TooManyUnreviewed,
		/// An opening of this requester was not reviewed in time. Ask governance to reinstate the account.
		ReviewOverdue,
		/// This requester is suspended after an opening in an emergency. Ask governance to reinstate the account.
		SuspendedByReview,
		/// A consent is for ordinary requests: what is kept for an emergency holds the patient's key. Consent to the ordinary request.
		NotForEmergency,
		/// No opening with this request's id waits for a review: there was none, or its verdict is known. Check the id.
		ReviewNotFound,
		/// A statement was filed already, and cannot be replaced.
		StatementFiledAlready,
		/// The requester has filed no statement, so nobody can find the opening justified. Wait for it.
		StatementMissing,
		/// Whoever asked, or decided in the emergency, does not review it. The other administrators of the record's committee must.
		NotReviewer,
		/// This administrator has reviewed the opening already. A verdict cannot be changed.
		AlreadyReviewed,
		/// The opening is not overdue. Until then statement and verdict can still come.
		ReviewNotDue,
		/// The account is neither suspended nor overdue, so there is nothing to reinstate.
		NotSuspendedByReview,
	}
}
