//! What lies in state.

use frame_support::pallet_macros::pallet_section;

/// What lies in state.
#[pallet_section]
mod storage {
	// Blake2_128Concat everywhere: users choose, or can grind, each of these keys.

	/// Rule and public key of each committee, in its present epoch. One whose moment has come may still lie in [`Pending`].
	#[pallet::storage]
	pub type Committees<T: Config> = StorageMap<_, Blake2_128Concat, KeyId, Committee>;

	/// The administrators of each committee, in each of its epochs. Apart from its rule, so that whoever decides about a
	/// request is looked up without the fifteen others. Never removed: clients follow a committee from the one they know.
	#[pallet::storage]
	pub type Administrators<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, (KeyId, Epoch), Blake2_128Concat, AccountId32, Admin>;

	/// The committee that takes over at a moment that may have come: from then on it is in force for every call.
	#[pallet::storage]
	pub type Pending<T: Config> = StorageMap<_, Blake2_128Concat, KeyId, PendingCommittee<BlockNumberFor<T>>>;

	/// How the administrators of an epoch that ended, or is about to, handed the key over. Never removed.
	#[pallet::storage]
	pub type Handovers<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, KeyId, Blake2_128Concat, Epoch, Handover<HandoverOf<T>>>;

	/// The first index that no administrator of a key has had: none is given to two people.
	#[pallet::storage]
	pub type NextIndex<T: Config> = StorageMap<_, Blake2_128Concat, KeyId, u32, ValueQuery>;

	/// Moments between a committee's being set and its taking over from the one before.
	#[pallet::storage]
	pub type Grace<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery, DefaultGrace<T>>;

	/// What [`Config::HandoverGrace`] says.
	#[pallet::type_value]
	pub fn DefaultGrace<T: Config>() -> BlockNumberFor<T> {
		T::HandoverGrace::get().into()
	}

	/// Role and public keys of an account.
	#[pallet::storage]
	pub type Users<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, UserOf<T>>;

	/// Which facility pays the requests of which employee.
	#[pallet::storage]
	pub type Sponsorships<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Sponsorship>;

	/// Who may freeze an account, besides governance.
	#[pallet::storage]
	pub type Guardians<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Guardian<BlockNumberFor<T>>>;

	/// Accounts whose key may be in wrong hands, each with the guardian who froze it, or `None` if governance did.
	#[pallet::storage]
	pub type Frozen<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Option<AccountId32>>;

	/// Which account acts in the place of a frozen one.
	#[pallet::storage]
	pub type Replacements<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, AccountId32>;

	/// The free calls of a patient.
	#[pallet::storage]
	pub type FreeCalls<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, Daily, ValueQuery>;

	/// Every record that is not erased.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, RecordOf<T>>;

	/// The records about each patient, so that nobody has to look through all.
	#[pallet::storage]
	pub type RecordsByPatient<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, AccountId32, Blake2_128Concat, RecordId, ()>;

	/// Erasures that have not taken place yet.
	#[pallet::storage]
	pub type Erasures<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, Erasure<BlockNumberFor<T>>>;

	/// What keeps records from being erased. One that is over keeps nothing.
	#[pallet::storage]
	pub type LegalHolds<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, LegalHold<BlockNumberFor<T>>>;

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

	/// What stays of an erased record. Never removed: the id stays used.
	#[pallet::storage]
	pub type Tombstones<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, Tombstone<BlockNumberFor<T>>>;

	/// What each facility has published for those who search: where its catalogue lies, sealed.
	#[pallet::storage]
	pub type Catalogues<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, CatalogueOf<T>>;

	/// The patients whose records uploaders may list for those who search, without asking for each.
	#[pallet::storage]
	pub type SearchDirectives<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, ()>;

	/// The accounts with the role of a storage host, so that nobody has to look through all users.
	#[pallet::storage]
	pub type StorageHosts<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, ()>;

	/// Which host has said of an erased record that nothing of it is left there, and in which block. Never removed: it is what a patient's
	/// receipt rests on.
	#[pallet::storage]
	pub type Attestations<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, RecordId, Blake2_128Concat, AccountId32, BlockNumberFor<T>>;

	/// What patients allow facilities to prepare for an emergency.
	#[pallet::storage]
	pub type EmergencyDirectives<T: Config> =
		StorageMap<_, Blake2_128Concat, AccountId32, EmergencyDirective>;

	/// What is kept of records for an emergency.
	#[pallet::storage]
	pub type Emergencies<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, Emergency>;

	/// What those requests are besides that are made in an emergency: each is among [`Requests`] as well.
	#[pallet::storage]
	pub type EmergencyRequests<T: Config> = StorageMap<_, Blake2_128Concat, RequestId, EmergencyRequestOf<T>>;

	/// The number of the house that somebody belongs to who asks or decides in an emergency.
	#[pallet::storage]
	pub type Facilities<T: Config> = StorageMap<_, Blake2_128Concat, AccountId32, u32>;

	/// What is counted of each account that has ever asked in an emergency. Never removed: a suspension lasts.
	#[pallet::storage]
	pub type GlassBreakers<T: Config> =
		StorageMap<_, Blake2_128Concat, AccountId32, GlassBreakerOf<T>, ValueQuery>;

	/// Openings in an emergency that wait for their verdict.
	#[pallet::storage]
	pub type Reviews<T: Config> = StorageMap<_, Blake2_128Concat, RequestId, ReviewOf<T>>;
}
