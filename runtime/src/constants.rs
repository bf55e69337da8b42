//! The numbers of this chain: time, money, fees, deposits and limits. Nothing here depends on a pallet.

use crate::{Balance, BlockNumber};
use frame_support::weights::{Weight, constants::WEIGHT_REF_TIME_PER_SECOND};
use sp_runtime::Perbill;

/// The parachain id of the built-in presets.
pub const PARA_ID: u32 = 2000;

/// How long blocks take, and names for spans of them.
pub mod time {
	use super::BlockNumber;

	/// One Aura slot. Equal to the relay chain's slot, which the consensus hook insists on.
	pub const SLOT_DURATION_MILLIS: u64 = 6_000;
	/// One slot of the relay chain, in milliseconds: set there, and only repeated here.
	pub const RELAY_CHAIN_SLOT_DURATION_MILLIS: u32 = 6_000;
	/// Blocks per relay-chain slot that a collator may author.
	pub const BLOCK_PROCESSING_VELOCITY: u32 = 1;
	/// Blocks that may be authored before the relay chain has included the first of them.
	pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = 3;
	/// How many relay-chain blocks behind the tip a block is anchored.
	pub const RELAY_PARENT_OFFSET: u32 = 0;

	/// One minute in blocks.
	pub const MINUTES: BlockNumber = 10;
	/// One hour in blocks.
	pub const HOURS: BlockNumber = MINUTES * 60;
	/// One day in blocks.
	pub const DAYS: BlockNumber = HOURS * 24;
}

/// The token: MQD with twelve decimals.
pub mod currency {
	use super::Balance;

	/// The token's symbol, as wallets show it.
	pub const SYMBOL: &str = "MQD";
	/// The token's decimals.
	pub const DECIMALS: u8 = 12;

	/// One millionth of a token.
	pub const MICRO: Balance = 1_000_000;
	/// One thousandth of a token.
	pub const MILLI: Balance = 1_000 * MICRO;
	/// One token.
	pub const MQD: Balance = 1_000 * MILLI;

	/// An account with less than this does not exist.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

	/// Held for one storage item, whatever its size.
	pub const DEPOSIT_PER_ITEM: Balance = 10 * MILLI;
	/// Held for one byte of state.
	pub const DEPOSIT_PER_BYTE: Balance = 100 * MICRO;

	/// What is held for `items` storage items of `bytes` bytes in all.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		items as Balance * DEPOSIT_PER_ITEM + bytes as Balance * DEPOSIT_PER_BYTE
	}
}

/// What a transaction costs.
pub mod fee {
	use super::{Balance, currency::*};

	/// The price of the base weight of one extrinsic (about 0.1 ms of computing).
	pub const PER_BASE_EXTRINSIC: Balance = MILLI / 10;
	/// The price of 1,024 bytes of storage proof.
	pub const PER_PROOF_KIB: Balance = MILLI / 10;
	/// The price of one byte of a transaction.
	pub const PER_BYTE: Balance = 2 * MICRO;
}

/// How the council and the recovery body decide.
pub mod governance {
	use super::{BlockNumber, time::DAYS};

	/// Members of a body. With fewer nobody can outvote one who is mistaken, or decide while one is absent.
	pub const MIN_MEMBERS: u32 = 3;
	/// Members of a body, at most.
	pub const MAX_MEMBERS: u32 = 16;
	/// Motions that one member can have open at once, so that nobody fills all places.
	pub const MOTIONS_PER_MEMBER: usize = 2;
	/// Motions of a body that can be open at once: room for all members, and for those of members who were replaced meanwhile.
	pub const MAX_MOTIONS: u32 = 100;
	/// Blocks in which a motion can be voted on: two days. The collective pallet has one length for all motions, and so
	/// this is the shortest that still lets people vote who are not at work every day: a change of a committee that must
	/// be quick waits for votes, never for the end.
	pub const MOTION_DURATION: BlockNumber = 2 * DAYS;

	/// Blocks between a decision that changes who holds power and its taking effect: a day, in which a third of the council
	/// can stop it. Chains for development set a shorter one in their genesis.
	pub const ENACTMENT_DELAY: BlockNumber = DAYS;
	/// Blocks from then on in which it can be carried out: a week. What nobody wanted any more must not lie ready for ever.
	pub const ENACTMENT_LIFETIME: BlockNumber = 7 * DAYS;
	/// The longest call that can wait, in bytes. A committee of sixteen takes a quarter of it.
	pub const MAX_SCHEDULED_BYTES: u32 = 16 * 1024;

	/// Blocks between one body's notice and its replacing the other: a week. Chains for development set fewer.
	pub const NOTICE_PERIOD: BlockNumber = 7 * DAYS;
	/// Blocks from then on in which the notice can be carried out: a week.
	pub const NOTICE_LIFETIME: BlockNumber = 7 * DAYS;

	/// Blocks for which a third of the council pauses the records pallet, and by which more than half extends that: a day.
	pub const PAUSE: BlockNumber = DAYS;
	/// Blocks from one pause by a third to the next: a week. A minority can gain time, and not stop the chain.
	pub const PAUSE_INTERVAL: BlockNumber = 7 * DAYS;
}

/// Ceremonies of committees.
pub mod ceremonies {
	use super::time::*;
	use crate::BlockNumber;

	/// The shortest window for one of their parts: people who sit at their machines need minutes.
	pub const MIN_WINDOW: BlockNumber = MINUTES;
	/// The longest one: what takes longer is better begun again.
	pub const MAX_WINDOW: BlockNumber = 30 * DAYS;
}

/// Limits of the records pallet.
pub mod records {
	use super::{
		BlockNumber,
		time::{DAYS, HOURS},
	};

	/// Administrators per committee.
	pub const MAX_ADMINS: u32 = 16;
	/// Moments between a committee's being set and its taking over from the one before: an hour, in which that one decides about
	/// what is open. Chains for development set fewer in their genesis.
	pub const HANDOVER_GRACE: BlockNumber = HOURS;
	/// Moments of the chain's clock, of six seconds as blocks, in which administrators decide about a request: one day.
	pub const DECISION_TTL: BlockNumber = DAYS;
	/// Moments after the approval in which the patient, who is seldom online, consents: a week.
	pub const CONSENT_TTL: BlockNumber = 7 * DAYS;
	/// Moments after approval and consent in which the requester opens the record: three days.
	pub const OPENING_TTL: BlockNumber = 3 * DAYS;
	/// Moments between somebody's wish to erase a record of another and its erasure, in which it can be stopped: seven days.
	pub const ERASURE_DELAY: BlockNumber = 7 * DAYS;
	/// Moments of the longest legal hold, which can be placed again: ten years.
	pub const MAX_HOLD: BlockNumber = 3_650 * DAYS;
	/// Versions of a record.
	pub const MAX_VERSIONS: u32 = 16;
	/// Answers of one patient that are free in a day.
	pub const MAX_FREE_CALLS_PER_DAY: u32 = 32;
	/// Bytes of a transaction with a request, for the fee that a facility pays.
	pub const REQUEST_LENGTH: u32 = 320;
	/// Requests that one requester may make in a day.
	pub const MAX_REQUESTS_PER_DAY: u32 = 200;
	/// Requests that one requester may have open at once.
	pub const MAX_OPEN_REQUESTS: u32 = 64;
	/// Requests that may be open for one record at once.
	pub const MAX_REQUESTS_PER_RECORD: u32 = 16;
	/// Of these, how many are kept for emergency treatment.
	pub const EMERGENCY_PLACES: u32 = 4;
	/// Requests for one record that one requester may have open at once.
	pub const MAX_OWN_REQUESTS_PER_RECORD: u32 = 4;
	/// Moments in which an emergency committee decides about a request: an hour.
	pub const EMERGENCY_TTL: BlockNumber = HOURS;
	/// Moments after an opening in an emergency, for statement and verdict: seven days.
	pub const REVIEW_TTL: BlockNumber = 7 * DAYS;
	/// Openings of one requester that wait for a verdict: a casualty doctor has a second patient in the same night, and a third.
	pub const MAX_UNREVIEWED: u32 = 3;
	/// Whether a record can be requested only once its patient has acknowledged it. Off: patients are seldom online.
	pub const REQUIRE_PATIENT_ACK: bool = false;
}

/// Part of a block that `on_initialize` hooks are assumed to take.
pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);
/// Part of a block that normal transactions may fill; the rest is for operational ones.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// Two seconds of computing per block (asynchronous backing), and all of the proof that the relay chain accepts.
pub const MAXIMUM_BLOCK_WEIGHT: Weight = Weight::from_parts(
	WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2),
	cumulus_primitives_core::relay_chain::MAX_POV_SIZE as u64,
);
/// The longest block in bytes.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;
