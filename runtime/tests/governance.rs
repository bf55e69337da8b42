//! Who decides: more than half of the council, and nobody else, in the calls that matter.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;

use common::{account, chain, council, signed};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::IntegrityTest};
use medquorum_runtime::*;
use pallet_medical_records::{Admin, Role, Users};
use parity_scale_codec::{Decode, Encode};
use rand_chacha::rand_core::SeedableRng;
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{
	DispatchError::BadOrigin,
	traits::{BlakeTwo256, Dispatchable, Hash as _},
};
use threshold_decryption::{
	AdminPoints, AdminSecret, CommitteeMember, certificate_message, committee_hash, deal_committee,
};

/// A call by which Two becomes a clinician.
fn a_role() -> RuntimeCall {
	RuntimeCall::MedicalRecords(pallet_medical_records::Call::set_role {
		who: account(Two),
		role: Role::Clinician,
	})
}

/// Hash and length, by which the council names a call.
fn named(call: &RuntimeCall) -> (Hash, u32) {
	let length = u32::try_from(call.encoded_size()).expect("a short call");
	(BlakeTwo256::hash_of(call), length)
}

/// A motion of three of the four: proposed by Alice, with the votes of `yes`, and closed.
fn motion(
	call: RuntimeCall,
	yes: &[sp_keyring::Sr25519Keyring],
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let (hash, length) = named(&call);
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
		let call = a_role();
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
		let call = a_role();
		assert!(motion(call, &[Alice, Bob]).is_err());
		assert_eq!(Users::<Runtime>::get(account(Two)), None);
	});
}

#[test]
fn silence_counts_as_no_even_when_the_prime_says_yes() {
	chain("development").execute_with(|| {
		pallet_collective::Prime::<Runtime, pallet_collective::Instance1>::put(account(Alice));
		let call = a_role();
		let (hash, length) = named(&call);
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
			cert: person.sign(&message).into(),
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
		let (key_id, epoch, k) = (2, 1, 2);
		let members = [Bob, Charlie, Dave].map(account).to_vec();
		let set = pallet_medical_records::Event::CommitteeSet {
			key_id,
			epoch,
			k,
			members,
			old_members: vec![],
		};
		System::assert_has_event(set.into());
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

fn members() -> Vec<AccountId> {
	pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get()
}

fn sorted(mut accounts: Vec<AccountId>) -> Vec<AccountId> {
	accounts.sort();
	accounts
}

#[test]
fn council_renews_itself_by_two_thirds_and_chooses_collators() {
	chain("development").execute_with(|| {
		let next = [Eve, Ferdie, One].map(account).to_vec();
		for (yes, of) in [(2, 4), (3, 5)] {
			assert_noop!(
				CouncilSeats::set_members(council(yes, of), next.clone()),
				BadOrigin
			);
		}
		assert_noop!(CouncilSeats::set_members(signed(Alice), next.clone()), BadOrigin);
		assert_ok!(CouncilSeats::set_members(council(4, 6), next.clone()));
		assert_eq!(members(), sorted(next));
		assert_noop!(
			CollatorSelection::set_desired_candidates(signed(Eve), 3).map_err(|e| e.error),
			BadOrigin
		);
		assert_ok!(CollatorSelection::set_desired_candidates(council(2, 3), 3));
	});
}

/// Each of these lists would end governance for ever: nobody is above the council.
#[test]
fn no_list_of_members_leaves_a_council_that_cannot_decide() {
	type Refused = council_seats::Error<Runtime>;
	chain("development").execute_with(|| {
		let before = members();
		let many: Vec<AccountId> = (0..17u8).map(|byte| [byte; 32].into()).collect();
		let twice = [Eve, Ferdie, One, Eve].map(account).to_vec();
		let lists = [
			(vec![], Refused::TooFewMembers),
			(many[..2].to_vec(), Refused::TooFewMembers),
			(twice, Refused::DuplicateMember),
			(many.clone(), Refused::TooManyMembers),
		];
		for (list, refused) in lists {
			assert_noop!(CouncilSeats::set_members(council(4, 4), list), refused);
		}
		assert_eq!(members(), before);
		assert_ok!(CouncilSeats::set_members(council(4, 4), many[..16].to_vec()));
		assert_ok!(CouncilSeats::set_members(council(11, 16), many[..3].to_vec()));
		// The collective's own call takes any list, so nobody may call it.
		for origin in [council(4, 4), signed(Alice), RuntimeOrigin::root()] {
			assert_noop!(
				Council::set_members(origin, vec![], None, 16).map_err(|e| e.error),
				BadOrigin
			);
		}
	});
}

#[test]
fn a_motion_goes_on_without_the_votes_of_members_who_left() {
	chain("development").execute_with(|| {
		let call = a_role();
		let (hash, length) = named(&call);
		assert_ok!(Council::propose(signed(Alice), 3, Box::new(call), length));
		assert_ok!(Council::vote(signed(Alice), hash, 0, true));
		assert_ok!(Council::vote(signed(Bob), hash, 0, true));
		let next = [Bob, Eve, Ferdie].map(account).to_vec();
		assert_ok!(CouncilSeats::set_members(council(3, 4), next));
		let voting = pallet_collective::Voting::<Runtime, pallet_collective::Instance1>::get(hash);
		// index, threshold, ayes
		let voting = voting.expect("it is open").encode();
		let (_, _, ayes) = <(u32, u32, Vec<AccountId>)>::decode(&mut &voting[..]).expect("three fields");
		assert_eq!(ayes, [account(Bob)]);
	});
}

#[test]
fn committees_and_upgrades_take_two_thirds() {
	chain("development").execute_with(|| {
		let set = RuntimeCall::MedicalRecords(committee(2));
		// More than half of five is not two thirds of them.
		assert_eq!(
			set.clone().dispatch(council(3, 5)).expect_err("too few").error,
			BadOrigin
		);
		assert_ok!(set.dispatch(council(4, 6)));
		let code_hash = BlakeTwo256::hash(b"the next runtime");
		assert_noop!(Upgrades::authorize_upgrade(council(3, 5), code_hash), BadOrigin);
		assert_ok!(Upgrades::authorize_upgrade(council(2, 3), code_hash));
		let role = a_role();
		assert_ok!(role.dispatch(council(3, 5)));
	});
}

#[test]
fn every_pallet_is_set_sanely() {
	chain("development").execute_with(AllPalletsWithSystem::integrity_test);
}
