//! Who decides: more than half of the council, and nobody else, in the calls that matter. And what proxies may do.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;

use common::{account, chain, council, signed};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	traits::{InstanceFilter, IntegrityTest},
};
use medquorum_runtime::{configs::ProxyType, *};
use pallet_medical_records::{Admin, Role, Users};
use parity_scale_codec::Encode;
use rand_chacha::rand_core::SeedableRng;
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{
	DispatchError::BadOrigin,
	traits::{BlakeTwo256, Dispatchable, Hash as _},
};
use threshold_decryption::{
	AdminPoints, AdminSecret, CommitteeMember, certificate_message, committee_hash, deal_committee,
};

/// A motion of three of the four: proposed by Alice, with the votes of `yes`, and closed.
fn motion(
	call: RuntimeCall,
	yes: &[sp_keyring::Sr25519Keyring],
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let (hash, length) = (
		BlakeTwo256::hash_of(&call),
		u32::try_from(call.encoded_size()).expect("a short call"),
	);
	let weight = call.get_dispatch_info().call_weight;
	let index = pallet_collective::ProposalCount::<Runtime, pallet_collective::Instance1>::get();
	assert_ok!(Council::propose(signed(Alice), 3, Box::new(call), length));
	for member in yes {
		assert_ok!(Council::vote(signed(*member), hash, index, true));
	}
	Council::close(signed(Alice), hash, index, weight, length)
}

#[test]
fn council_gives_a_role_by_a_motion_of_three() {
	chain("development").execute_with(|| {
		let call = RuntimeCall::MedicalRecords(pallet_medical_records::Call::set_role {
			who: account(Two),
			role: Role::Clinician,
		});
		assert_ok!(motion(call, &[Alice, Bob, Charlie]));
		assert_eq!(
			Users::<Runtime>::get(account(Two)).map(|user| user.role),
			Some(Role::Clinician)
		);
	});
}

#[test]
fn council_gives_no_role_when_two_agree() {
	chain("development").execute_with(|| {
		let call = RuntimeCall::MedicalRecords(pallet_medical_records::Call::set_role {
			who: account(Two),
			role: Role::Clinician,
		});
		assert!(motion(call, &[Alice, Bob]).is_err());
		assert_eq!(Users::<Runtime>::get(account(Two)), None);
	});
}

#[test]
fn silence_counts_as_no_even_when_the_prime_says_yes() {
	chain("development").execute_with(|| {
		let members = vec![account(Alice), account(Bob), account(Charlie), account(Dave)];
		assert_ok!(Council::set_members(
			council(3, 4),
			members,
			Some(account(Alice)),
			4
		));
		let call = RuntimeCall::MedicalRecords(pallet_medical_records::Call::set_role {
			who: account(Two),
			role: Role::Clinician,
		});
		let (hash, length) = (
			BlakeTwo256::hash_of(&call),
			u32::try_from(call.encoded_size()).expect("a short call"),
		);
		let weight = call.get_dispatch_info().call_weight;
		assert_ok!(Council::propose(signed(Alice), 3, Box::new(call), length));
		for member in [Alice, Bob] {
			assert_ok!(Council::vote(signed(member), hash, 0, true));
		}
		System::set_block_number(2 + configs::governance::MotionDuration::get());
		assert_ok!(Council::close(signed(Alice), hash, 0, weight, length));
		System::assert_has_event(
			pallet_collective::Event::<Runtime, pallet_collective::Instance1>::Disapproved {
				proposal_hash: hash,
			}
			.into(),
		);
		assert_eq!(Users::<Runtime>::get(account(Two)), None);
	});
}

/// A committee of two of these three, certified for epoch 1 of this chain.
fn committee(key_id: u32) -> pallet_medical_records::Call<Runtime> {
	let people = [Bob, Charlie, Dave];
	let mut entropy = rand_chacha::ChaCha20Rng::from_seed([5; 32]);
	let (x, secrets) = deal_committee(2, &[1, 2, 3], &mut entropy).expect("it deals");
	let (ids, enc_pk) = (people.map(|person| *account(person).as_ref()), [9; 32]);
	let points: Vec<AdminPoints> = secrets.iter().map(AdminSecret::public).collect();
	let members: Vec<CommitteeMember> = ids
		.iter()
		.zip(&points)
		.map(|(account, points)| CommitteeMember {
			account,
			enc_pk: &enc_pk,
			points,
		})
		.collect();
	let genesis = System::block_hash(0).0;
	let message = certificate_message(&genesis, key_id, 1, 2, &x, &committee_hash(&members));
	let admins: Vec<Admin> = people
		.iter()
		.zip(&points)
		.map(|(person, points)| Admin {
			account: account(*person),
			index: points.index,
			enc_pk,
			x_j: points.x,
			z_j: points.z,
			zp_j: points.zp,
			cert: person.sign(&message).0,
		})
		.collect();
	pallet_medical_records::Call::set_committee {
		key_id,
		k: 2,
		x,
		admins: admins.try_into().expect("three are few"),
	}
}

#[test]
fn council_sets_a_committee_by_a_motion_of_three() {
	chain("development").execute_with(|| {
		let call = RuntimeCall::MedicalRecords(committee(2));
		assert_noop!(
			call.clone().dispatch(signed(Alice)).map_err(|e| e.error),
			BadOrigin
		);
		assert_ok!(motion(call, &[Alice, Bob, Charlie]));
		let (key_id, epoch, k, n) = (2, 1, 2, 3);
		System::assert_has_event(pallet_medical_records::Event::CommitteeSet { key_id, epoch, k, n }.into());
		// The same again would be epoch 2, which nobody has certified.
		let again = RuntimeCall::MedicalRecords(committee(2));
		assert_noop!(
			again.dispatch(council(3, 4)).map_err(|e| e.error),
			pallet_medical_records::Error::<Runtime>::BadCertificate
		);
	});
}

#[test]
fn council_authorises_an_upgrade_by_a_motion_of_three() {
	chain("development").execute_with(|| {
		let code_hash = BlakeTwo256::hash(b"the next runtime");
		let call = RuntimeCall::Upgrades(upgrades::Call::authorize_upgrade { code_hash });
		assert_ok!(motion(call, &[Bob, Charlie, Dave]));
		assert_eq!(
			System::authorized_upgrade().map(|upgrade| *upgrade.code_hash()),
			Some(code_hash)
		);
		// The version is always checked.
		System::assert_has_event(
			frame_system::Event::UpgradeAuthorized {
				code_hash,
				check_version: true,
			}
			.into(),
		);
	});
}

#[test]
fn upgrade_is_refused_when_half_or_fewer_or_an_account_asks() {
	chain("development").execute_with(|| {
		let code_hash = BlakeTwo256::hash(b"the next runtime");
		assert_noop!(Upgrades::authorize_upgrade(council(2, 4), code_hash), BadOrigin);
		assert_noop!(Upgrades::authorize_upgrade(signed(Alice), code_hash), BadOrigin);
		assert_ok!(Upgrades::authorize_upgrade(council(3, 4), code_hash));
	});
}

#[test]
fn unauthorised_code_is_refused() {
	chain("development").execute_with(|| {
		assert_ok!(Upgrades::authorize_upgrade(
			council(3, 4),
			BlakeTwo256::hash(b"the next runtime")
		));
		let call = RuntimeCall::System(frame_system::Call::apply_authorized_upgrade {
			code: b"another".to_vec(),
		});
		let error = call.dispatch(signed(Eve)).expect_err("it is refused").error;
		assert_eq!(error, frame_system::Error::<Runtime>::Unauthorized.into());
	});
}

#[test]
fn council_is_not_root() {
	chain("development").execute_with(|| {
		let set_code = RuntimeCall::System(frame_system::Call::set_code { code: vec![] });
		assert_eq!(
			set_code.dispatch(council(4, 4)).expect_err("it is refused").error,
			BadOrigin
		);
		let kill = RuntimeCall::System(frame_system::Call::kill_storage { keys: vec![] });
		assert_eq!(
			kill.dispatch(council(4, 4)).expect_err("it is refused").error,
			BadOrigin
		);
	});
}

#[test]
fn council_renews_itself_and_chooses_collators() {
	chain("development").execute_with(|| {
		assert_noop!(
			Council::set_members(council(2, 4), vec![account(Eve)], None, 4).map_err(|e| e.error),
			BadOrigin
		);
		assert_ok!(Council::set_members(council(3, 4), vec![account(Eve)], None, 4));
		assert_eq!(
			pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get(),
			[account(Eve)]
		);
		assert_noop!(
			CollatorSelection::set_desired_candidates(signed(Eve), 3).map_err(|e| e.error),
			BadOrigin
		);
		assert_ok!(CollatorSelection::set_desired_candidates(council(1, 1), 3));
	});
}

#[test]
fn proxies_do_what_their_type_says() {
	let transfer = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
		dest: account(Bob).into(),
		keep_alive: false,
	});
	let add_proxy = RuntimeCall::Proxy(pallet_proxy::Call::remove_proxies {});
	let reject =
		RuntimeCall::MedicalRecords(pallet_medical_records::Call::close_request { request_id: [0; 16] });
	let vote = RuntimeCall::Council(pallet_collective::Call::vote {
		proposal: Default::default(),
		index: 0,
		approve: true,
	});
	let allowed = |kind: ProxyType| [&transfer, &add_proxy, &reject, &vote].map(|call| kind.filter(call));
	assert_eq!(allowed(ProxyType::Any), [true, true, true, true]);
	assert_eq!(allowed(ProxyType::NonTransfer), [false, false, true, true]);
	assert_eq!(allowed(ProxyType::Records), [false, false, true, false]);
	assert_eq!(allowed(ProxyType::Council), [false, false, false, true]);
}

#[test]
fn a_wider_proxy_type_contains_the_narrower() {
	use ProxyType::*;
	assert!(
		Any.is_superset(&NonTransfer) && NonTransfer.is_superset(&Records) && Records.is_superset(&Records)
	);
	assert!(
		!NonTransfer.is_superset(&Any)
			&& !Records.is_superset(&Council)
			&& !Council.is_superset(&NonTransfer)
	);
}

#[test]
fn every_pallet_is_set_sanely() {
	chain("development").execute_with(AllPalletsWithSystem::integrity_test);
}
