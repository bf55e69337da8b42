//! Seeds of what a facility publishes.

use super::{Seed, Zeros, seed};
use medquorum_catalogue::{
	CatalogueKey, Scope,
	block::Contents as Block,
	entry::ReferenceKind,
	keyring::{KeyringTitle, seal_keyring},
	locator::seal_locator,
	manifest::{Manifest, Row},
};
use medquorum_client::domain::AccountId;
use medquorum_envelope::Cid;

pub fn of_catalogues() -> Vec<Seed> {
	let scope = Scope {
		genesis: [0x67; 32],
		facility: AccountId([0x11; 32]),
		epoch: 1,
	};
	let row = |id: u8| Row {
		cid: Cid::of_raw(&[id]),
		contents: Block {
			id: [id; 16],
			count: 2,
			first: (1, 400),
			last: (9360, 504),
		},
	};
	let manifest = Manifest {
		scope,
		number: 3,
		made_at: 1000,
		references: ReferenceKind::RecordId,
		rows: vec![row(1), row(2)],
	};
	let readers = [0x22, 0x33].map(|reader| (AccountId([reader; 32]), [9; 32]));
	let key = CatalogueKey::from_bytes(&[5; 32]);
	let title = KeyringTitle {
		scope: &scope,
		number: 3,
		objects: &[row(1).cid, row(2).cid],
	};
	let keyring = seal_keyring(&key, &title, &readers, &mut Zeros).unwrap();
	vec![
		seed(
			"catalogue-manifest",
			"two-blocks",
			&*manifest.encode(&[7; 64]).unwrap(),
		),
		seed("catalogue-keyring", "two-readers", keyring.signed(&[6; 64]).1),
		seed("catalogue-block", "tail", medquorum_fuzz::sealed_tail().1),
		seed(
			"catalogue-locator",
			"third",
			seal_locator(&key, &scope, 3, &Cid::of_raw(b"manifest"), &mut Zeros),
		),
	]
}
