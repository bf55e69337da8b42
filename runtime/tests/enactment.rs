//! What changes who holds power takes effect a day after the vote, unless a third of the council stops it.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{
	account, at, chain, committee::committee, council, decided, enacted, events, members, named, recovery,
	seated, signed,
};
use configs::governance::{CouncilCollective, MaxScheduledWeight};
use constants::{governance::*, time::DAYS};
use enactment::{Call, Delay, Error, Event, Queue};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	weights::Weight,
};
use medquorum_runtime::*;
use parity_scale_codec::Encode;
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{
	DispatchError::{self, BadOrigin},
	traits::{BlakeTwo256, Hash as _},
};

/// Blocks until a decision is due on a development chain.
const DEVELOPMENT_DELAY: BlockNumber = 10;

fn renewal() -> RuntimeCall {
	let members = [Alice, Bob, Two].map(account).to_vec();
	RuntimeCall::CouncilSeats(council_seats::Call::set_members { members })
}

fn upgrade() -> RuntimeCall {
	let code_hash = BlakeTwo256::hash(b"the next runtime");
	RuntimeCall::Upgrades(upgrades::Call::authorize_upgrade { code_hash })
}

/// Schedules `call` in this block and gives its number.
fn scheduled(call: RuntimeCall) -> u32 {
	let index = enactment::Count::<Runtime>::get();
	assert_ok!(Enactment::schedule(council(2, 3), Box::new(call)));
	index
}

fn enact(index: u32) -> Result<(), DispatchError> {
	Enactment::enact(signed(Two), index)
		.map(|_| ())
		.map_err(|error| error.error)
}

#[test]
fn the_delay_is_a_day_where_the_genesis_says_nothing_and_ten_blocks_in_development() {
	let nothing = serde_json::to_value(RuntimeGenesisConfig::default()).expect("JSON");
	assert_eq!(nothing["enactment"]["delay"], DAYS);
	for name in ["development", "local_testnet"] {
		chain(name).execute_with(|| assert_eq!(Delay::<Runtime>::get(), DEVELOPMENT_DELAY));
	}
	chain("development").execute_with(|| {
		Delay::<Runtime>::kill();
		assert_eq!(Delay::<Runtime>::get(), DAYS);
	});
}

#[test]
fn council_sets_a_committee_by_a_motion_of_three_and_ten_blocks() {
	chain("development").execute_with(|| {
		let call = RuntimeCall::MedicalRecords(committee(2));
		let call_hash = named(&call).0;
		let schedule = RuntimeCall::Enactment(Call::schedule { call: Box::new(call) });
		assert_ok!(decided::<CouncilCollective>(schedule, &[Alice, Bob, Charlie]));
		let (index, due) = (0, 1 + DEVELOPMENT_DELAY);
		System::assert_has_event(
			Event::Scheduled {
				index,
				call_hash,
				due,
			}
			.into(),
		);
		at(due - 1);
		assert_noop!(enact(index), Error::<Runtime>::NotDue);
		at(due);
		assert_ok!(enact(index));
		let (key_id, epoch, k) = (2, 1, 2);
		let set = pallet_medical_records::Event::CommitteeSet {
			key_id,
			epoch,
			k,
			members: [Bob, Charlie, Dave].map(account).to_vec(),
			old_members: vec![],
			switch_at: 0,
		};
		let expected: [RuntimeEvent; 2] = [set.into(), Event::Enacted { index }.into()];
		assert_eq!(events(), expected);
		assert_noop!(enact(index), Error::<Runtime>::NotWaiting);
	});
}

#[test]
fn scheduling_takes_two_thirds_of_the_council() {
	chain("development").execute_with(|| {
		for origin in [
			council(3, 5),
			council(1, 2),
			recovery(3, 3),
			signed(Alice),
			enacted(),
		] {
			assert_noop!(Enactment::schedule(origin, Box::new(upgrade())), BadOrigin);
		}
		assert_ok!(Enactment::schedule(council(2, 3), Box::new(upgrade())));
		assert_ok!(Enactment::schedule(council(4, 6), Box::new(renewal())));
	});
}

#[test]
fn an_upgrade_is_authorised_with_its_version_checked() {
	chain("development").execute_with(|| {
		let index = scheduled(upgrade());
		assert_eq!(System::authorized_upgrade().map(|_| ()), None);
		at(11);
		assert_ok!(enact(index));
		let (code_hash, check_version) = (BlakeTwo256::hash(b"the next runtime"), true);
		System::assert_has_event(
			frame_system::Event::UpgradeAuthorized {
				code_hash,
				check_version,
			}
			.into(),
		);
	});
}

#[test]
fn the_council_renews_itself() {
	chain("development").execute_with(|| {
		let index = scheduled(renewal());
		at(11);
		assert_ok!(enact(index));
		assert_eq!(members::<CouncilCollective>(), seated(&[Alice, Bob, Two]));
	});
}

#[test]
fn a_third_of_the_council_stops_it_by_a_motion_even_when_it_is_due() {
	chain("development").execute_with(|| {
		let index = scheduled(upgrade());
		for origin in [council(1, 4), council(5, 16), recovery(3, 3), signed(Alice)] {
			assert_noop!(Enactment::stop(origin, index), BadOrigin);
		}
		at(11);
		let stop = RuntimeCall::Enactment(Call::stop { index });
		assert_ok!(decided::<CouncilCollective>(stop, &[Charlie, Dave]));
		System::assert_has_event(Event::Stopped { index }.into());
		assert_noop!(enact(index), Error::<Runtime>::NotWaiting);
		assert_noop!(
			Enactment::stop(council(1, 3), index),
			Error::<Runtime>::NotWaiting
		);
		assert_eq!(Queue::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn a_call_that_nobody_carries_out_lapses_and_is_removed_by_anybody() {
	chain("development").execute_with(|| {
		let index = scheduled(upgrade());
		let due = 1 + DEVELOPMENT_DELAY;
		let last = due + ENACTMENT_LIFETIME;
		assert_eq!(ENACTMENT_LIFETIME, 7 * DAYS);
		let waiting = Queue::<Runtime>::get(index).expect("it waits");
		assert_eq!((waiting.due, waiting.until), (due, last));
		at(last);
		assert_noop!(
			Enactment::remove_lapsed(signed(Two), index),
			Error::<Runtime>::NotLapsed
		);
		frame_support::hypothetically_ok!(enact(index));
		at(last + 1);
		assert_noop!(enact(index), Error::<Runtime>::TooLate);
		assert_ok!(Enactment::remove_lapsed(signed(Two), index));
		assert_eq!(events(), [Event::Lapsed { index }.into()]);
		assert_noop!(
			Enactment::remove_lapsed(signed(Two), index),
			Error::<Runtime>::NotWaiting
		);
	});
}

#[test]
fn a_call_that_is_refused_when_due_goes_on_waiting() {
	chain("development").execute_with(|| {
		let first = scheduled(RuntimeCall::MedicalRecords(committee(2)));
		let second = scheduled(RuntimeCall::MedicalRecords(committee(2)));
		at(11);
		assert_ok!(enact(first));
		// The same again would be epoch 2, to which nobody has handed the key over.
		assert_noop!(
			enact(second),
			pallet_medical_records::Error::<Runtime>::HandoverMissing
		);
		assert!(Queue::<Runtime>::contains_key(second));
	});
}

#[test]
fn nothing_else_can_be_scheduled() {
	let set_role = pallet_medical_records::Call::set_role {
		who: account(Two),
		role: pallet_medical_records::Role::Clinician,
	};
	let calls = [
		RuntimeCall::MedicalRecords(set_role),
		RuntimeCall::MedicalRecords(pallet_medical_records::Call::retire_committee { key_id: 1 }),
		RuntimeCall::System(frame_system::Call::set_code { code: vec![] }),
		RuntimeCall::Utility(pallet_utility::Call::batch {
			calls: vec![upgrade()],
		}),
		RuntimeCall::Enactment(Call::schedule {
			call: Box::new(upgrade()),
		}),
		RuntimeCall::Council(pallet_collective::Call::set_members {
			new_members: vec![],
			prime: None,
			old_count: 4,
		}),
	];
	chain("development").execute_with(|| {
		for call in calls {
			assert_noop!(
				Enactment::schedule(council(4, 4), Box::new(call)),
				Error::<Runtime>::NotSchedulable
			);
		}
	});
}

#[test]
fn a_call_of_sixteen_kibibytes_is_kept_and_a_longer_one_refused() {
	let named = |people: u32| {
		let members = (0..people).map(|_| account(Two)).collect();
		RuntimeCall::CouncilSeats(council_seats::Call::set_members { members })
	};
	// Two bytes of the call's index, two of the length, 32 a member: 511 fit into 16,384, 512 do not.
	assert_eq!(named(511).encoded_size(), 2 + 2 + 511 * 32);
	chain("development").execute_with(|| {
		assert_ok!(Enactment::schedule(council(4, 4), Box::new(named(511))));
		assert_noop!(
			Enactment::schedule(council(4, 4), Box::new(named(512))),
			Error::<Runtime>::CallTooLong
		);
	});
}

#[test]
fn every_call_that_can_be_scheduled_fits_when_it_is_as_large_as_it_can_be() {
	let admin = pallet_medical_records::Admin {
		account: account(Two),
		index: 1,
		enc_pk: [0; 32],
		x_j: [0; 32],
		z_j: [0; 32],
		zp_j: [0; 32],
		cert: pallet_medical_records::no_signature(),
	};
	let most = constants::records::MAX_ADMINS as usize;
	let admins = vec![admin; most];
	let handover = vec![(1, pallet_medical_records::no_signature()); most];
	let set_committee = pallet_medical_records::Call::set_committee {
		key_id: 1,
		k: 9,
		x: [0; 32],
		admins: admins.try_into().expect("as many as allowed"),
		handover: handover.try_into().expect("as many as allowed"),
		at_once: true,
	};
	let seat = pallet_committee_ceremonies::Seat {
		index: 1,
		account: account(Two),
	};
	let window = constants::ceremonies::MAX_WINDOW;
	let open_ceremony = pallet_committee_ceremonies::Call::open_ceremony {
		key_id: 1,
		attempt: 1,
		k: 9,
		seats: vec![seat; most].try_into().expect("as many as allowed"),
		dealers: vec![1; most].try_into().expect("as many as allowed"),
		windows: pallet_committee_ceremonies::Windows {
			join: window,
			deal: window,
			certify: window,
		},
		at_once: true,
		author: account(Two),
		signature: pallet_medical_records::no_signature(),
	};
	chain("development").execute_with(|| {
		let replace_account = pallet_medical_records::Call::replace_account {
			old: account(Eve),
			new: account(Two),
		};
		for call in [
			RuntimeCall::MedicalRecords(set_committee),
			RuntimeCall::CommitteeCeremonies(open_ceremony),
			RuntimeCall::MedicalRecords(replace_account),
			renewal(),
			upgrade(),
		] {
			assert_ok!(Enactment::schedule(council(4, 4), Box::new(call)));
		}
	});
}

#[test]
fn what_is_no_call_of_this_runtime_is_not_carried_out() {
	chain("development").execute_with(|| {
		let index = scheduled(upgrade());
		let set = |call: Vec<u8>| {
			Queue::<Runtime>::mutate(index, |waiting| {
				let waiting = waiting.as_mut().expect("it waits");
				waiting.call = call.try_into().expect("it is short");
			});
		};
		at(11);
		set(vec![255, 0]);
		assert_noop!(enact(index), Error::<Runtime>::Undecodable);
		set([upgrade().encode(), vec![0]].concat());
		assert_noop!(enact(index), Error::<Runtime>::Undecodable);
		// Another runtime may read another call in the same bytes.
		set(RuntimeCall::System(frame_system::Call::remark { remark: vec![] }).encode());
		assert_noop!(enact(index), Error::<Runtime>::NotSchedulable);
	});
}

#[test]
fn carrying_out_is_charged_for_what_it_does() {
	chain("development").execute_with(|| {
		let info = RuntimeCall::Enactment(Call::enact { index: 0 }).get_dispatch_info();
		assert_eq!(info.class, DispatchClass::Operational);
		assert!(MaxScheduledWeight::get().all_lt(info.call_weight));
		let inner = upgrade().get_dispatch_info().call_weight;
		let index = scheduled(upgrade());
		at(11);
		let done = Enactment::enact(signed(Two), index).expect("it is due");
		let actual = done.actual_weight.expect("it says how much");
		assert!(inner.all_lt(actual), "{actual}");
		assert!(
			actual.all_lt(inner.saturating_add(Weight::from_parts(1_000_000_000, 50_000))),
			"{actual}"
		);
		// The queue is read with every call on it.
		let stop = RuntimeCall::Enactment(Call::stop { index })
			.get_dispatch_info()
			.call_weight;
		assert!(stop.proof_size() > u64::from(MAX_SCHEDULED_BYTES));
	});
}
