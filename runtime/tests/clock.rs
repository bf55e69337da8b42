//! The clock of windows and days: it follows the relay chain, and stands while this chain does.

use crate::common::chain;
use cumulus_pallet_parachain_system::LastRelayChainBlockNumber;
use frame_support::traits::OnInitialize;
use medquorum_runtime::{
	Runtime, ServiceClock, System,
	constants::{
		governance::{ENACTMENT_DELAY, MOTION_DURATION, PAUSE},
		time::{BLOCK_PROCESSING_VELOCITY, DAYS, RELAY_CHAIN_SLOT_DURATION_MILLIS, SLOT_DURATION_MILLIS},
	},
	service_clock::{MAX_STEP, Now},
};

/// Begins a block after the relay chain's block `relay`; the moment then.
fn block_after(relay: u32) -> u32 {
	LastRelayChainBlockNumber::<Runtime>::put(relay);
	let number = System::block_number() + 1;
	System::set_block_number(number);
	ServiceClock::on_initialize(number);
	Now::<Runtime>::get()
}

#[test]
fn it_follows_the_relay_chain_and_not_the_number_of_blocks() {
	chain("development").execute_with(|| {
		// However high the relay chain is, the first number only sets the clock.
		assert_eq!(block_after(20_000_000), 0);
		assert_eq!(block_after(20_000_001), 1);
		// Several blocks on one of the relay chain: no time passes.
		assert_eq!(block_after(20_000_001), 1);
		// One block in a minute: ten moments.
		assert_eq!(block_after(20_000_011), 11);
	});
}

#[test]
fn it_stands_while_the_chain_stands() {
	chain("development").execute_with(|| {
		assert_eq!(block_after(1_000), 0);
		// Three days without a block.
		assert_eq!(block_after(1_000 + 3 * 14_400), MAX_STEP);
		assert_eq!(block_after(1_001 + 3 * 14_400), MAX_STEP + 1);
	});
}

#[test]
fn it_stands_while_the_records_pallet_is_paused() {
	chain("development").execute_with(|| {
		assert_eq!(block_after(1_000), 0);
		frame_support::assert_ok!(medquorum_runtime::Pause::pause(crate::common::council(2, 4)));
		assert_eq!(block_after(1_050), 0);
		pallet_safe_mode::EnteredUntil::<Runtime>::kill();
		assert_eq!(block_after(1_051), 1);
	});
}

#[test]
fn it_never_goes_back() {
	chain("development").execute_with(|| {
		block_after(1_000);
		assert_eq!(block_after(1_005), 5);
		assert_eq!(block_after(990), 5);
		assert_eq!(block_after(1_006), 6);
	});
}

#[test]
fn before_the_first_block_there_is_no_time() {
	chain("development").execute_with(|| {
		assert_eq!(block_after(0), 0);
		assert_eq!(block_after(7), 0);
		assert_eq!(block_after(8), 1);
	});
}

/// Spans of governance are own blocks, those of windows the relay chain's: one table of constants serves both while they are as long
/// (docs/adr/0011-which-chain-for-whom.md, 6).
#[test]
fn a_day_of_governance_is_a_day_of_windows() {
	const {
		assert!(
			BLOCK_PROCESSING_VELOCITY == 1,
			"blocks come faster: give governance spans of its own"
		)
	}
	assert_eq!(SLOT_DURATION_MILLIS, u64::from(RELAY_CHAIN_SLOT_DURATION_MILLIS));
	assert_eq!(u64::from(DAYS) * SLOT_DURATION_MILLIS, 24 * 60 * 60 * 1_000);
	assert_eq!((ENACTMENT_DELAY, MOTION_DURATION, PAUSE), (DAYS, 2 * DAYS, DAYS));
}
