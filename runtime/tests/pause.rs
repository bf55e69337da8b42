//! What a pause stops and what it does not, who pauses and for how long, and what happens when a migration fails.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, at, chain, council, decided, events, recovery, refusal, signed, some_call};
use configs::governance::CouncilCollective;
use constants::{governance::*, time::DAYS};
use frame_support::{
	assert_noop, assert_ok,
	migrations::{FailedMigrationHandler, FailedMigrationHandling, MultiStepMigrator},
	traits::{Contains, GetCallName, Hooks},
};
use medquorum_runtime::*;
use pallet_medical_records::Call as RecordsCall;
use pallet_safe_mode::{EnteredUntil, Event, ExitReason};
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{
	DispatchError::{self, BadOrigin},
	ExtrinsicInclusionMode,
	traits::{Dispatchable, Header as _},
};

/// The filter that every transaction meets.
type Filter = <Runtime as frame_system::Config>::BaseCallFilter;

/// Index of the records pallet.
const RECORDS: u8 = 50;

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

fn registration() -> RuntimeCall {
	RuntimeCall::MedicalRecords(RecordsCall::register_user {
		csp_pk: [0; 32],
		enc_pk: [0; 32],
		key_sig: pallet_medical_records::no_signature(),
	})
}

/// Which calls of the records pallet still work.
const GOES_ON: [(&str, bool); 45] = [
	("register_user", false),
	("set_role", true),
	("set_committee", true),
	("register_record", false),
	("acknowledge_record", false),
	("suspend_record", true),
	("resume_record", false),
	("allow_correction", false),
	("request_access", false),
	("approve", false),
	("reject", false),
	("grant_consent", false),
	("deny_consent", true),
	("close_request", false),
	("erase_record", true),
	("approve_many", false),
	("cancel_request", true),
	("retire_committee", true),
	("refuse_record", true),
	("finish_erasure", false),
	("stop_erasure", true),
	("hold_record", true),
	("lift_hold", false),
	("enrol", false),
	("deregister", false),
	("sponsor", false),
	("end_sponsorship", false),
	("name_guardian", false),
	("freeze_account", true),
	("unfreeze_account", true),
	("replace_account", true),
	("publish_catalogue", false),
	("withdraw_catalogue", true),
	("set_searchable", true),
	("set_search_directive", true),
	("attest_erasure", true),
	("set_emergency", true),
	("add_emergency", false),
	("remove_emergency", true),
	("break_glass", false),
	("file_statement", true),
	("submit_review", true),
	("enforce_review", false),
	("reinstate", true),
	("set_facility", true),
];

#[test]
fn every_call_of_the_records_pallet_has_its_row() {
	assert_eq!(
		RecordsCall::<Runtime>::get_call_names(),
		GOES_ON.map(|(name, _)| name)
	);
	let call = |index| some_call(RECORDS, index).expect("arguments of equal bytes");
	chain("development").execute_with(|| {
		for (index, (name, _)) in (0..).zip(GOES_ON) {
			assert!(Filter::contains(&call(index)), "{name}");
		}
		assert_ok!(Pause::pause(council(2, 4)));
		for (index, (name, goes_on)) in (0..).zip(GOES_ON) {
			assert_eq!(Filter::contains(&call(index)), goes_on, "{name}");
		}
	});
}

#[test]
fn no_other_pallet_is_paused() {
	chain("development").execute_with(|| {
		assert_ok!(Pause::pause(council(2, 4)));
		let calls = (0..=u8::MAX)
			.filter(|pallet| *pallet != RECORDS)
			.flat_map(|pallet| (0..=u8::MAX).filter_map(move |index| some_call(pallet, index)));
		let mut seen = 0;
		for call in calls {
			assert!(Filter::contains(&call), "{call:?}");
			seen += 1;
		}
		assert!(seen > 80, "{seen}");
	});
}

/// A paused call cannot be made inside of another one either.
#[test]
fn a_pause_is_not_gone_around() {
	chain("development").execute_with(|| {
		let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all {
			calls: vec![registration()],
		});
		let proxied = RuntimeCall::Proxy(pallet_proxy::Call::proxy {
			real: account(Eve).into(),
			force_proxy_type: None,
			call: Box::new(registration()),
		});
		assert_ok!(Proxy::add_proxy(
			signed(Eve),
			account(Alice).into(),
			configs::ProxyType::Any,
			0
		));
		assert_ne!(refusal(registration(), signed(Alice)), filtered());
		assert_ok!(Pause::pause(council(2, 4)));
		assert_eq!(refusal(registration(), signed(Alice)), filtered());
		assert_eq!(refusal(batch, signed(Alice)), filtered());
		assert_ok!(proxied.dispatch(signed(Alice)));
		let result = Err(filtered());
		System::assert_has_event(pallet_proxy::Event::ProxyExecuted { result }.into());
		// What patients protect themselves by is judged as ever.
		let deny = RuntimeCall::MedicalRecords(RecordsCall::deny_consent { request_id: [7; 16] });
		let error = pallet_medical_records::Error::<Runtime>::RequestNotFound;
		assert_eq!(refusal(deny, signed(Eve)), error.into());
		// And governance decides.
		let role = RecordsCall::set_role {
			who: account(Two),
			role: pallet_medical_records::Role::Clinician,
		};
		assert_ok!(RuntimeCall::MedicalRecords(role).dispatch(council(3, 4)));
	});
}

#[test]
fn a_third_of_the_council_pauses_for_a_day_by_a_motion() {
	chain("development").execute_with(|| {
		for origin in [council(1, 4), council(5, 16), recovery(3, 3), signed(Alice)] {
			assert_noop!(Pause::pause(origin), BadOrigin);
		}
		let call = RuntimeCall::Pause(pause::Call::pause {});
		assert_ok!(decided::<CouncilCollective>(call, &[Charlie, Dave]));
		let until = 1 + DAYS;
		System::assert_has_event(Event::Entered { until }.into());
		at(until);
		SafeMode::on_initialize(until);
		assert!(!Filter::contains(&registration()));
		at(until + 1);
		SafeMode::on_initialize(until + 1);
		let reason = ExitReason::Timeout;
		assert_eq!(events(), [Event::Exited { reason }.into()]);
		assert!(Filter::contains(&registration()));
	});
}

#[test]
fn a_third_pauses_again_only_after_a_week() {
	type Refused = pause::Error<Runtime>;
	assert_eq!(PAUSE_INTERVAL, 7 * DAYS);
	chain("development").execute_with(|| {
		assert_ok!(Pause::pause(council(2, 4)));
		assert_noop!(Pause::pause(council(2, 4)), Refused::PausedRecently);
		// Not even when it is over, by its time or by a majority.
		assert_ok!(SafeMode::force_exit(council(3, 4)));
		at(PAUSE_INTERVAL);
		assert_noop!(Pause::pause(council(2, 4)), Refused::PausedRecently);
		at(1 + PAUSE_INTERVAL);
		assert_ok!(Pause::pause(council(2, 4)));
		assert_eq!(EnteredUntil::<Runtime>::get(), Some(1 + PAUSE_INTERVAL + DAYS));
	});
}

#[test]
fn a_pause_of_the_majority_is_not_made_longer_by_a_third() {
	chain("development").execute_with(|| {
		assert_ok!(SafeMode::force_enter(council(3, 4)));
		assert_noop!(
			Pause::pause(council(2, 4)),
			pause::Error::<Runtime>::AlreadyPaused
		);
		// The refusal has not used up its week.
		assert_ok!(SafeMode::force_exit(council(3, 4)));
		assert_ok!(Pause::pause(council(2, 4)));
	});
}

#[test]
fn more_than_a_day_takes_more_than_half_of_the_council() {
	chain("development").execute_with(|| {
		for origin in [council(2, 4), recovery(3, 3), signed(Alice)] {
			assert_noop!(SafeMode::force_enter(origin), BadOrigin);
		}
		assert_ok!(Pause::pause(council(2, 4)));
		for origin in [council(2, 4), recovery(3, 3), signed(Alice)] {
			assert_noop!(SafeMode::force_extend(origin.clone()), BadOrigin);
			assert_noop!(SafeMode::force_exit(origin), BadOrigin);
		}
		assert_ok!(SafeMode::force_extend(council(3, 5)));
		assert_eq!(EnteredUntil::<Runtime>::get(), Some(1 + 2 * DAYS));
		assert_ok!(SafeMode::force_exit(council(3, 5)));
		assert_eq!(EnteredUntil::<Runtime>::get(), None);
		assert_ok!(SafeMode::force_enter(council(3, 5)));
		assert_eq!(EnteredUntil::<Runtime>::get(), Some(1 + DAYS));
	});
}

#[test]
fn nobody_buys_a_pause() {
	type Refused = pallet_safe_mode::Error<Runtime>;
	chain("development").execute_with(|| {
		assert_noop!(SafeMode::enter(signed(Alice)), Refused::NotConfigured);
		assert_ok!(Pause::pause(council(2, 4)));
		assert_noop!(SafeMode::extend(signed(Alice)), Refused::NotConfigured);
	});
}

// ---- migrations of several blocks -------------------------------------------------------------------------------------

/// The runtime asks the migrations pallet, and its blocks take no transactions while one is running.
#[test]
fn migrations_of_several_blocks_are_wired() {
	type Migrator = <Runtime as frame_system::Config>::MultiBlockMigrator;
	chain("development").execute_with(|| {
		assert!(!Migrator::ongoing());
		let cursor = pallet_migrations::ActiveCursor {
			index: 0,
			inner_cursor: None,
			started_at: 1,
		};
		pallet_migrations::Cursor::<Runtime>::put(pallet_migrations::MigrationCursor::Active(cursor));
		assert!(Migrator::ongoing());
		let block = Header::new(
			2,
			Default::default(),
			Default::default(),
			System::block_hash(1),
			Default::default(),
		);
		let taken = Executive::initialize_block(&block);
		assert!(matches!(taken, ExtrinsicInclusionMode::OnlyInherents));
		let set_code = System::can_set_code(&[], false);
		assert!(matches!(
			set_code,
			frame_system::CanSetCodeResult::MultiBlockMigrationsOngoing
		));
		// There is none in this runtime, and so it is complete in one step.
		Migrator::step();
		assert!(!Migrator::ongoing());
		System::assert_has_event(pallet_migrations::Event::UpgradeCompleted.into());
	});
}

/// A chain that takes no transactions could not be repaired: nobody is root.
#[test]
fn a_failed_migration_pauses_the_records_pallet_until_the_council_ends_that_and_the_chain_goes_on() {
	type Handler = <Runtime as pallet_migrations::Config>::FailedMigrationHandler;
	for paused_before in [false, true] {
		chain("development").execute_with(|| {
			if paused_before {
				assert_ok!(Pause::pause(council(2, 4)));
			}
			assert_eq!(Handler::failed(Some(0)), FailedMigrationHandling::ForceUnstuck);
			assert_eq!(EnteredUntil::<Runtime>::get(), Some(BlockNumber::MAX));
			at(400 * DAYS);
			SafeMode::on_initialize(400 * DAYS);
			assert_eq!(refusal(registration(), signed(Alice)), filtered());
			// The way to the repair is open.
			let code_hash = Hash::repeat_byte(7);
			let upgrade = RuntimeCall::Upgrades(upgrades::Call::authorize_upgrade { code_hash });
			assert_ok!(Enactment::schedule(council(3, 4), Box::new(upgrade)));
			at(400 * DAYS + 10);
			let enact = RuntimeCall::Enactment(enactment::Call::enact { index: 0 });
			assert_ok!(enact.dispatch(signed(Two)));
			assert!(System::authorized_upgrade().is_some());
			assert_ok!(SafeMode::force_exit(council(3, 4)));
			assert_ne!(refusal(registration(), signed(Alice)), filtered());
		});
	}
}

/// An upgrade that comes while a migration is stuck is what the pallet itself reports as failed.
#[test]
fn an_interrupted_migration_ends_in_a_pause_and_not_in_silence() {
	chain("development").execute_with(|| {
		pallet_migrations::Cursor::<Runtime>::put(pallet_migrations::MigrationCursor::Stuck);
		if cfg!(feature = "try-runtime") {
			return;
		}
		Migrations::on_runtime_upgrade();
		let expected: [RuntimeEvent; 2] = [
			pallet_migrations::Event::UpgradeFailed.into(),
			Event::Entered {
				until: BlockNumber::MAX,
			}
			.into(),
		];
		assert_eq!(events(), expected);
		assert_eq!(pallet_migrations::Cursor::<Runtime>::get(), None);
	});
}
