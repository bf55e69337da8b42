//! # Medical Records Pallet
//!
//! The [`pallet`] module has the API: calls, storage, events, errors and the configuration of a runtime.
//!
#![doc = include_str!("overview.md")]
//!
//! ### Examples
//!
//! From a file to an approved request, as in the tests:
#![doc = docify::embed!("src/tests/journeys.rs", a_clinician_reads_a_record)]
//!
//! And an administrator needs the other three:
#![doc = docify::embed!("src/tests/journeys.rs", an_administrator_needs_the_other_three)]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod constants;
mod deposit;
mod lookups;
#[cfg(test)]
mod mock;
mod places;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

const LOG_TARGET: &str = "runtime::medical-records";

#[frame_support::pallet]
#[allow(
	clippy::large_enum_variant,
	clippy::too_many_arguments,
	reason = "a call's arguments are the wire format; the macro repeats them"
)]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "the macros make them"
)]
pub mod pallet {
	use alloc::vec::Vec;

	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::AccountId32;

	use crate::{
		WeightInfo,
		calls::{OneTimeKeys, Sealed},
		types::*,
	};

	/// Version of what lies in storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// A [`Record`] of this runtime.
	pub type RecordOf<T> = Record<BlockNumberFor<T>, <T as Config>::RecordConsideration>;
	/// The places of one record that are taken.
	pub type Places<T> = BoundedVec<Place<BlockNumberFor<T>>, <T as Config>::MaxRequestsPerRecord>;
	/// A [`Request`] of this runtime.
	pub type RequestOf<T> = Request<BlockNumberFor<T>, <T as Config>::RequestConsideration, VotesOf<T>>;
	/// Answers to a request.
	pub type VotesOf<T> = BoundedVec<Answer<BlockNumberFor<T>>, <T as Config>::MaxAdmins>;

	/// The medical records pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What a runtime decides.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId32> {
		/// Deposit for a record, paid by its uploader until it is erased.
		type RecordConsideration: Consideration<AccountId32, Footprint>;

		/// Deposit for a request, paid by the requester until it is closed or cancelled.
		type RequestConsideration: Consideration<AccountId32, Footprint>;

		/// Gives roles and cancels requests.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Sets committees.
		type CommitteeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Retires committees.
		type RetireOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Most administrators in a committee.
		#[pallet::constant]
		type MaxAdmins: Get<u32>;

		/// Most search tags of a record.
		#[pallet::constant]
		type MaxTags: Get<u32>;

		/// Blocks in which administrators can decide about a request.
		#[pallet::constant]
		type DecisionTtl: Get<u32>;

		/// Blocks after the approval in which the patient can consent.
		#[pallet::constant]
		type ConsentTtl: Get<u32>;

		/// Blocks after approval and consent in which the requester can open the record.
		#[pallet::constant]
		type OpeningTtl: Get<u32>;

		/// Blocks of a day, for [`Config::MaxRequestsPerDay`].
		#[pallet::constant]
		type Day: Get<u32>;

		/// Most requests that one requester can make in a day.
		#[pallet::constant]
		type MaxRequestsPerDay: Get<u32>;

		/// Most requests of one requester that can hold places.
		#[pallet::constant]
		type MaxOpenRequests: Get<u32>;

		/// Places that a record has for requests that are neither rejected nor expired.
		#[pallet::constant]
		type MaxRequestsPerRecord: Get<u32>;

		/// How many of them are kept for emergency treatment.
		#[pallet::constant]
		type EmergencyPlaces: Get<u32>;

		/// Most places of a record that one requester can hold: nobody fills them alone.
		#[pallet::constant]
		type MaxOwnRequestsPerRecord: Get<u32>;

		/// Must the patient acknowledge a record before it can be requested?
		#[pallet::constant]
		type RequirePatientAck: Get<bool>;
	}

	/// What a deposit is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A record in state.
		#[codec(index = 0)]
		Record,
		/// A request in state.
		#[codec(index = 1)]
		Request,
	}

	// Blake2_128Concat everywhere: users choose, or can grind, each of these keys.

	/// Rule and public key of each committee, in its present epoch.
	#[pallet::storage]
	pub type Committees<T: Config> = StorageMap<_, Blake2_128Concat, KeyId, Committee>;

	/// The administrators of each committee, in its present epoch. Apart from its rule, so that whoever decides about a
	/// request is looked up without the fifteen others.
	#[pallet::storage]
	pub type Administrators<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, KeyId, Blake2_128Concat, AccountId32, Admin>;

	/// Role and public keys of an account.
	#[pallet::storage]
	pub type Users<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, User>;

	/// Every record that is not erased.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, RecordOf<T>>;

	/// Every request that is not closed or cancelled, with its answers and its consent. Expiry is not written down: a
	/// request that nobody decided in time stays `Open` here until it is closed, and is rejected for
	/// [`Pallet::request_status`] and for every call.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Blake2_128Concat, RequestId, RequestOf<T>>;

	/// What is counted of each account that has ever requested a record. Never removed: shares of two requests with
	/// equal contexts would add up.
	#[pallet::storage]
	pub type Requesters<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Requester, ValueQuery>;

	/// The requests for a record. One that is rejected or expired holds its place no longer: when the list is full and another
	/// comes, it is closed.
	#[pallet::storage]
	pub type OpenByRecord<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, Places<T>, ValueQuery>;

	/// Whom, besides its uploader, the patient allows to correct a record.
	#[pallet::storage]
	pub type CorrectionAllowed<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, AccountId32>;

	/// Block in which a record was erased. Never removed: the id stays used.
	#[pallet::storage]
	pub type Tombstones<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, BlockNumberFor<T>>;

	/// Roles and committees from the first block.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Accounts that have a role before they register keys.
		pub roles: Vec<(AccountId32, Role)>,
		/// Committees, without certificates.
		pub committees: Vec<GenesisCommittee>,
		/// Nothing.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (who, role) in &self.roles {
				Users::<T>::insert(
					who,
					User {
						role: *role,
						keys: None,
					},
				);
			}
			for genesis in &self.committees {
				let key_id = genesis.key_id;
				let admins: Vec<Admin> = genesis.admins.iter().cloned().map(Admin::from).collect();
				let admins = BoundedVec::try_from(admins).unwrap_or_else(|_| {
					panic!("committee {key_id} of the genesis has more than MaxAdmins administrators")
				});
				let committee = Committee::new(1, genesis.k, genesis.x.0, &admins);
				assert!(
					committee.is_consistent(&admins),
					"committee {key_id} of the genesis: its points do not fit its rule"
				);
				assert!(
					!Committees::<T>::contains_key(key_id),
					"committee {key_id} comes twice in the genesis"
				);
				Pallet::<T>::seat(key_id, committee, admins);
			}
		}
	}

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
		},
		/// Governance gave a role to an account.
		RoleSet {
			/// The account.
			who: AccountId32,
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
			/// Number of administrators.
			n: u16,
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
			/// Who may correct it.
			uploader: AccountId32,
		},
		/// A newer record corrects this one, which can no longer be requested.
		RecordSuperseded {
			/// The older record.
			record_id: RecordId,
			/// The newer one.
			by: RecordId,
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
			/// Last block in which it can be decided.
			expires: BlockNumberFor<T>,
		},
		/// An administrator approved a request with a valid share.
		ApprovalRecorded {
			/// The request.
			request_id: RequestId,
			/// Who approved.
			admin: AccountId32,
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
		},
		/// An administrator rejected a request.
		RejectionRecorded {
			/// The request.
			request_id: RequestId,
			/// Who rejected.
			admin: AccountId32,
			/// Why.
			reason: RejectionReason,
		},
		/// A request was refused, or its time ran out.
		RequestRejected {
			/// The request.
			request_id: RequestId,
			/// What ended it.
			cause: RejectionCause,
		},
		/// The patient consented to a request.
		ConsentGranted {
			/// The request.
			request_id: RequestId,
			/// The patient.
			patient: AccountId32,
		},
		/// The patient refused a request.
		ConsentDenied {
			/// The request.
			request_id: RequestId,
			/// The patient.
			patient: AccountId32,
		},
		/// A request was removed from state and its deposit returned to the requester.
		RequestClosed {
			/// The request.
			request_id: RequestId,
			/// Who closed it.
			by: AccountId32,
		},
		/// A request came to an end that neither administrators nor patient decided about.
		RequestCancelled {
			/// The request.
			request_id: RequestId,
			/// Why.
			cause: CancelCause,
		},
		/// A record was erased. Whoever stores its header and ciphertext must now delete them.
		RecordErased {
			/// The record.
			record_id: RecordId,
			/// Who had it erased.
			by: AccountId32,
		},
	}

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
		/// Search tags are not in use yet. Register the record without any.
		TagsNotSupported,
		/// Emergency capsules are not in use yet. Register the record without one.
		EmergencyNotSupported,
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
		/// The record is not suspended, so there is nothing to resume.
		NotSuspended,
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
		/// Only the patient, the uploader or a data protection officer may erase a record. Ask one of them to do it.
		NotAuthorized,
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
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			Self::check_constants();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_n: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// May `who` read the record now, and if not, what is missing?
		pub fn may_read(record_id: RecordId, who: AccountId32) -> ReadAccess<BlockNumberFor<T>> {
			Self::read_access(record_id, &who)
		}

		/// How far a request has come; an open one whose time is over counts as rejected. `None` if it is not in state.
		/// An open one whose committee has changed stays open here, although nobody can decide it:
		/// [`Pallet::may_read`] tells that apart.
		pub fn request_status(request_id: RequestId) -> Option<RequestStatus> {
			Requests::<T>::get(request_id).map(|request| request.status_at(Self::now()))
		}
	}

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Publishes the caller's keys, or replaces them. Records registered before keep the CSP key they were made for.
		/// From the first time on the account cannot be emptied and removed: its entry, and its transactions' numbers,
		/// stay.
		///
		/// **Origin**: signed. `key_sig` is the account's sr25519 signature over the keys and the CSP key's version,
		/// which is 1 at first and one more each time.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::UserRegistered`].
		#[pallet::call_index(0)]
		pub fn register_user(
			origin: OriginFor<T>,
			csp_pk: Point,
			enc_pk: Point,
			key_sig: [u8; 64],
		) -> DispatchResult {
			Self::do_register_user(ensure_signed(origin)?, csp_pk, enc_pk, key_sig)
		}

		/// Gives an account a role in place of the one it has, at once: without a role that may read, its requests get no
		/// approval or consent any more. What was approved before stays approved until it is cancelled.
		///
		/// **Origin**: governance.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::RoleSet`].
		#[pallet::call_index(1)]
		pub fn set_role(origin: OriginFor<T>, who: AccountId32, role: Role) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			let keys = Users::<T>::get(&who).and_then(|user| user.keys);
			Users::<T>::insert(&who, User { role, keys });
			Self::deposit_event(Event::RoleSet { who, role });
			Ok(())
		}

		/// Sets the administrators of a committee key: of a new one in epoch 1, or of an existing one in its next epoch,
		/// with the same public key. Open requests of the old epoch can no longer be decided; approved ones stay usable.
		///
		/// **Origin**: governance of committees. Each administrator's `cert` is their signature over the key, epoch, rule and list.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::CommitteeSet`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_committee(Pallet::<T>::count(admins.len())))]
		pub fn set_committee(
			origin: OriginFor<T>,
			key_id: KeyId,
			k: u16,
			x: Point,
			admins: BoundedVec<Admin, T::MaxAdmins>,
		) -> DispatchResult {
			T::CommitteeOrigin::ensure_origin(origin)?;
			Self::do_set_committee(key_id, k, x, admins)
		}

		/// Registers an encrypted record of a patient. Its id follows from genesis, caller and `nonce`. With `supersedes`
		/// it corrects an active record of the same patient, whose requests end.
		///
		/// **Origin**: signed by a facility. To correct another uploader's record it must be named by the patient.
		///
		/// **Deposit**: for the record, until it is erased.
		///
		/// **Emits** [`Event::RecordRegistered`]; for a correction also [`Event::RecordSuperseded`] and, for each
		/// request of the older record, [`Event::RequestCancelled`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::register_record(match supersedes {
			Some(_) => T::MaxRequestsPerRecord::get(),
			None => 0,
		}))]
		pub fn register_record(
			origin: OriginFor<T>,
			nonce: [u8; 16],
			key_id: KeyId,
			patient: AccountId32,
			commitment: [u8; 32],
			capsule: [u8; 128],
			csp_enc: [u8; 32],
			csp_check: [u8; 32],
			locator: [u8; 64],
			supersedes: Option<RecordId>,
			tags: BoundedVec<Tag, T::MaxTags>,
			emg: Option<Emergency>,
		) -> DispatchResultWithPostInfo {
			let uploader = ensure_signed(origin)?;
			ensure!(tags.is_empty(), Error::<T>::TagsNotSupported);
			ensure!(emg.is_none(), Error::<T>::EmergencyNotSupported);
			let sealed = Sealed {
				commitment,
				capsule,
				csp_enc,
				csp_check,
				locator,
			};
			let ended = Self::do_register_record(uploader, nonce, key_id, patient, sealed, supersedes)?;
			Ok(Some(T::WeightInfo::register_record(ended)).into())
		}

		/// Confirms that a record is the caller's, and that it opens with the caller's CSP key.
		///
		/// **Origin**: signed by the patient.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::RecordAcknowledged`].
		#[pallet::call_index(4)]
		pub fn acknowledge_record(origin: OriginFor<T>, record_id: RecordId) -> DispatchResult {
			let (patient, mut record) = Self::record_of_patient(origin, record_id)?;
			ensure!(!record.acknowledged, Error::<T>::AlreadyAcknowledged);

			record.acknowledged = true;
			Records::<T>::insert(record_id, record);
			Self::deposit_event(Event::RecordAcknowledged { record_id, patient });
			Ok(())
		}

		/// Stops new requests for a record and cancels those it has, with their shares and consents. Whoever has
		/// downloaded the record before keeps it.
		///
		/// **Origin**: signed by the patient.
		///
		/// **Deposit**: those of the cancelled requests return to their requesters.
		///
		/// **Emits** [`Event::RecordSuspended`] and, for each request, [`Event::RequestCancelled`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::suspend_record(T::MaxRequestsPerRecord::get()))]
		pub fn suspend_record(origin: OriginFor<T>, record_id: RecordId) -> DispatchResultWithPostInfo {
			let (patient, mut record) = Self::record_of_patient(origin, record_id)?;
			Self::ensure_active(&record)?;

			record.status = RecordStatus::Suspended;
			Records::<T>::insert(record_id, record);
			Self::deposit_event(Event::RecordSuspended { record_id, patient });
			let ended = Self::cancel_requests(record_id, CancelCause::RecordSuspended);
			Ok(Some(T::WeightInfo::suspend_record(ended)).into())
		}

		/// Allows requests for a suspended record again.
		///
		/// **Origin**: signed by the patient.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::RecordResumed`].
		#[pallet::call_index(6)]
		pub fn resume_record(origin: OriginFor<T>, record_id: RecordId) -> DispatchResult {
			let (patient, mut record) = Self::record_of_patient(origin, record_id)?;
			match record.status {
				RecordStatus::Suspended => record.status = RecordStatus::Active,
				RecordStatus::Active => return Err(Error::<T>::NotSuspended.into()),
				RecordStatus::Superseded => return Err(Error::<T>::Superseded.into()),
			}

			Records::<T>::insert(record_id, record);
			Self::deposit_event(Event::RecordResumed { record_id, patient });
			Ok(())
		}

		/// Names one uploader, besides the record's own, who may correct it once. Replaces one named before.
		///
		/// **Origin**: signed by the patient.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::CorrectionAllowed`].
		#[pallet::call_index(7)]
		pub fn allow_correction(
			origin: OriginFor<T>,
			record_id: RecordId,
			uploader: AccountId32,
		) -> DispatchResult {
			let (patient, record) = Self::record_of_patient(origin, record_id)?;
			ensure!(record.status != RecordStatus::Superseded, Error::<T>::Superseded);

			CorrectionAllowed::<T>::insert(record_id, &uploader);
			Self::deposit_event(Event::CorrectionAllowed {
				record_id,
				patient,
				uploader,
			});
			Ok(())
		}

		/// Asks for access to a record. `q` and `epk` are one-time keys; `auth_sig` is the account's sr25519 signature over the
		/// request's context, which names both and all of the record. Requests count towards limits until they are rejected or closed.
		///
		/// **Origin**: signed by a clinician or a facility; by the record's patient, whose consent is implied.
		///
		/// **Deposit**: for the request, until it is closed or cancelled.
		///
		/// **Emits** [`Event::AccessRequested`]; before it [`Event::RequestClosed`] where one that was over makes room.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::request_access(1))]
		pub fn request_access(
			origin: OriginFor<T>,
			record_id: RecordId,
			seq: u32,
			q: Point,
			epk: Point,
			auth_sig: [u8; 64],
			purpose: Purpose,
		) -> DispatchResultWithPostInfo {
			let keys = OneTimeKeys { q, epk, auth_sig };
			let closed = Self::do_request_access(ensure_signed(origin)?, record_id, seq, keys, purpose)?;
			Ok(Some(T::WeightInfo::request_access(closed)).into())
		}

		/// Approves a request with the caller's share of the report key, sealed to the requester. The k-th one decides.
		///
		/// **Origin**: signed by an administrator of the record's committee, other than the requester.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::ApprovalRecorded`]; with the k-th approval also [`Event::RequestApproved`].
		#[pallet::call_index(9)]
		pub fn approve(origin: OriginFor<T>, request_id: RequestId, share: Share) -> DispatchResult {
			Self::do_approve(origin, &[(request_id, share)])
		}

		/// Rejects a request. Once k approvals cannot be reached any more, the request is rejected for good.
		///
		/// **Origin**: signed by an administrator of the record's committee, other than the requester.
		///
		/// **Deposit**: none; the request's own stays until it is closed.
		///
		/// **Emits** [`Event::RejectionRecorded`]; with the deciding rejection also [`Event::RequestRejected`].
		#[pallet::call_index(10)]
		pub fn reject(
			origin: OriginFor<T>,
			request_id: RequestId,
			reason: RejectionReason,
		) -> DispatchResult {
			let asked = Self::open_request_of_admin(origin, request_id)?;
			Self::do_reject(request_id, asked, reason);
			Ok(())
		}

		/// Consents to a request, before or after the approvals: `sealed` is csp_rec, sealed to the request's one-time key. A
		/// consent given before is replaced.
		///
		/// **Origin**: signed by the patient.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::ConsentGranted`].
		#[pallet::call_index(11)]
		pub fn grant_consent(
			origin: OriginFor<T>,
			request_id: RequestId,
			sealed: [u8; 80],
		) -> DispatchResult {
			Self::do_grant_consent(origin, request_id, sealed)
		}

		/// Refuses a request, also after consent or approvals; both are removed. A requester who has had k approvals and the
		/// consent may have kept them, whether the record was downloaded or not.
		///
		/// **Origin**: signed by the patient.
		///
		/// **Deposit**: none; the request's own stays until it is closed.
		///
		/// **Emits** [`Event::ConsentDenied`] and [`Event::RequestRejected`].
		#[pallet::call_index(12)]
		pub fn deny_consent(origin: OriginFor<T>, request_id: RequestId) -> DispatchResult {
			Self::do_deny_consent(origin, request_id)
		}

		/// Removes a request from state, with its shares and its consent.
		///
		/// **Origin**: signed by the requester; by anyone once the request is rejected or has expired, or when its
		/// committee changed before it was approved.
		///
		/// **Deposit**: the request's returns to the requester, whoever closes it.
		///
		/// **Emits** [`Event::RequestClosed`]; before it, if the request was open, [`Event::RequestRejected`] when it had
		/// expired, or else [`Event::RequestCancelled`] when its epoch was over.
		#[pallet::call_index(13)]
		pub fn close_request(origin: OriginFor<T>, request_id: RequestId) -> DispatchResult {
			Self::do_close_request(ensure_signed(origin)?, request_id)
		}

		/// Removes a record and all its requests from state for ever, and leaves a tombstone. Hosts of the file must
		/// delete header and ciphertext; whoever has downloaded the record before keeps it.
		///
		/// **Origin**: signed by the patient, the uploader while it is a facility, or a data protection officer.
		///
		/// **Deposit**: the record's returns to the uploader, those of its requests to their requesters.
		///
		/// **Emits** [`Event::RecordErased`] and, for each request, [`Event::RequestCancelled`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::erase_record(T::MaxRequestsPerRecord::get()))]
		pub fn erase_record(origin: OriginFor<T>, record_id: RecordId) -> DispatchResultWithPostInfo {
			let ended = Self::do_erase_record(ensure_signed(origin)?, record_id)?;
			Ok(Some(T::WeightInfo::erase_record(ended)).into())
		}

		/// Approves several requests, or none of them. Their proofs are verified together, which costs less.
		///
		/// **Origin**: signed by an administrator of each record's committee, other than the requester.
		///
		/// **Deposit**: none.
		///
		/// **Emits** for each request what [`Pallet::approve`] emits.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::approve_many(Pallet::<T>::count(approvals.len())))]
		pub fn approve_many(
			origin: OriginFor<T>,
			approvals: BoundedVec<(RequestId, Share), ConstU32<MAX_APPROVALS>>,
		) -> DispatchResult {
			Self::do_approve(origin, &approvals)
		}

		/// Removes a request from state, with its shares and its consent: for a requester who may read no longer.
		///
		/// **Origin**: governance.
		///
		/// **Deposit**: the request's returns to the requester.
		///
		/// **Emits** [`Event::RequestCancelled`].
		#[pallet::call_index(16)]
		pub fn cancel_request(origin: OriginFor<T>, request_id: RequestId) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_cancel_request(request_id)
		}

		/// Retires a committee for good: it takes no new records and no other administrators. Its records can be requested until they
		/// are uploaded again for another one; governance cancels what must not be.
		///
		/// **Origin**: governance of committees.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::CommitteeRetired`].
		#[pallet::call_index(17)]
		pub fn retire_committee(origin: OriginFor<T>, key_id: KeyId) -> DispatchResult {
			T::RetireOrigin::ensure_origin(origin)?;
			Self::do_retire_committee(key_id)
		}
	}
}
