//! A committee that the chain accepts.

use super::account;
use medquorum_runtime::{Runtime, System};
use pallet_medical_records::{Admin, Call};
use rand_chacha::rand_core::SeedableRng;
use sp_keyring::Sr25519Keyring::*;
use threshold_decryption::{
	AdminPoints, AdminSecret, CommitteeMember, certificate_message, committee_hash, deal_committee,
};

/// A committee of two of these three, certified for epoch 1 of this chain.
pub fn committee(key_id: u32) -> Call<Runtime> {
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
	Call::set_committee {
		key_id,
		k: 2,
		x,
		admins: admins.try_into().expect("three are few"),
		handover: Default::default(),
		at_once: false,
	}
}
