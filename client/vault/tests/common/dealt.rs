//! A certified committee, its shares in the keystores of its administrators.

use super::{GENESIS, Person, memory_ledger::certificate};
use medquorum_client::{
	domain::*,
	keystore::{AdminShare, Secret},
	ledger::{Call, Sign as _},
	trust::{CommitteePin, PinnedAdmin},
};

/// The call that sets it, and what whoever trusts it pins.
pub fn deal(people: &[Person], key_id: KeyId, k: u16) -> (Call, CommitteePin) {
	let indices: Vec<u16> = (1..).take(people.len()).collect();
	let mut entropy = medquorum_client::entropy::OsEntropy::new().unwrap();
	let (x, secrets) = threshold_decryption::deal_committee(k, &indices, &mut entropy).unwrap();
	let mut committee = Committee {
		epoch: 1,
		k,
		x,
		admins: Vec::new(),
	};
	for (person, secret) in people.iter().zip(&secrets) {
		let points = secret.public();
		committee.admins.push(Admin {
			account: person.account(),
			index: points.index,
			enc_pk: [9; 32],
			x_j: points.x,
			z_j: points.z,
			zp_j: points.zp,
			cert: Signature::NONE,
		});
		let share = Secret::from_bytes(&secret.to_bytes());
		let share = AdminShare {
			key_id,
			epoch: 1,
			index: points.index,
			share,
		};
		person
			.keystore
			.update(|secrets| secrets.put_admin_share(share))
			.unwrap();
	}
	let message = certificate(&GENESIS, key_id, &committee);
	for (admin, person) in committee.admins.iter_mut().zip(people) {
		admin.cert = Signature::Sr25519(person.signer.sign(&message));
	}
	let pinned = committee.admins.iter();
	let pinned = pinned
		.map(|admin| PinnedAdmin {
			index: admin.index,
			account: admin.account,
		})
		.collect();
	let pin = CommitteePin::new(k, x, pinned).unwrap();
	let call = Call::SetCommittee {
		key_id,
		k,
		x,
		admins: committee.admins,
		handover: vec![],
		at_once: false,
	};
	(call, pin)
}
