//! The clock of windows and days: it follows the relay chain, and stands while this chain does.

use crate::common::chain;
use cumulus_pallet_parachain_system::LastRelayChainBlockNumber;
use frame_support::traits::OnInitialize;
use medquorum_runtime::{
	Runtime, ServiceClock, System,
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
