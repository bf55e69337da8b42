//! Whole handovers of a key, frozen in `vectors/handover.json`, and reproduced from their seeds by a second implementation, which has none
//! of this code: `reference/handover.py`. Signatures are left out, since sr25519's are never twice the same.
//!
//! Everything random comes from a counter: each 32 bytes that are asked for are SHA-256 of the next number, as 8 bytes little-endian.

use crate::counted::Counted;
use medquorum_client::{
	accounts::Signer,
	domain::*,
	ledger::Sign as _,
	secrets::Secret,
	trust::{self, ceremony::*},
};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command};
use threshold_decryption::{AdminSecret, deal_committee};

/// Writes the vectors: `MEDQUORUM_VECTORS=overwrite cargo test --workspace --test vault handover_vectors`. Only for a new version of a format.
const OVERWRITE: &str = "MEDQUORUM_VECTORS";
const GENESIS: Bytes32 = [0x31; 32];
const KEY: KeyId = 5;

/// Somebody who takes part, by the number in the name.
fn person(number: u16) -> Signer {
	Signer::development(&format!("//Administrator{number}"), true).unwrap()
}

/// From k of the indices `old`, of whom the first k deal, to k' of the indices `new`.
struct Change {
	seed: u64,
	k: u16,
	old: &'static [u16],
	new_k: u16,
	new: &'static [u16],
}

const CHANGES: [Change; 4] = [
	// The same four; one for another; more and a stricter rule, over indices far apart; fewer, from the largest committee.
	Change {
		seed: 1 << 20,
		k: 3,
		old: &[1, 2, 3, 4],
		new_k: 3,
		new: &[1, 2, 3, 4],
	},
	Change {
		seed: 2 << 20,
		k: 3,
		old: &[1, 2, 3, 4],
		new_k: 3,
		new: &[2, 3, 4, 5],
	},
	Change {
		seed: 3 << 20,
		k: 2,
		old: &[3, 500, 65_000],
		new_k: 4,
		new: &[3, 500, 65_000, 65_001, 65_002],
	},
	Change {
		seed: 4 << 20,
		k: 9,
		old: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
		new_k: 2,
		new: &[1, 17],
	},
];

impl Change {
	/// The committee that has the key, dealt by one who knows it, and its secrets.
	fn old(&self, rng: &mut Counted) -> (Committee, Vec<AdminSecret>) {
		let (x, secrets) = deal_committee(self.k, self.old, rng).unwrap();
		let admins = secrets.iter().map(|secret| {
			let points = secret.public();
			Admin {
				account: person(points.index).account(),
				index: points.index,
				enc_pk: [9; 32],
				x_j: points.x,
				z_j: points.z,
				zp_j: points.zp,
				cert: Signature::NONE,
			}
		});
		let committee = Committee {
			epoch: 6,
			k: self.k,
			x,
			admins: admins.collect(),
		};
		(committee, secrets)
	}

	fn dealers(&self) -> Vec<u16> {
		self.old[..usize::from(self.k)].to_vec()
	}

	fn start(&self, old: &Committee) -> Signed<Start> {
		let place = Place {
			genesis: GENESIS,
			key_id: KEY,
			epoch: 7,
			attempt: 2,
			kind: Kind::NewEpoch,
		};
		let seats = self.new.iter().map(|index| Seat {
			index: *index,
			account: person(*index).account(),
		});
		start_reshare(
			place,
			self.new_k,
			seats.collect(),
			self.dealers(),
			old,
			&person(0),
		)
		.unwrap()
	}

	fn case(&self) -> Value {
		let mut rng = Counted(self.seed);
		let (old, secrets) = self.old(&mut rng);
		let mut files = Vec::new();
		let start = CeremonyFile::Start(self.start(&old));
		files.push((start.name(), start.write()));
		let board = |files: &[(String, Vec<u8>)]| Board::gather_for(&GENESIS, Some(&old), files).unwrap();
		let mut one_times: Vec<Secret<32>> = Vec::new();
		for index in self.new {
			let (secret, file) = join(&board(&files), &person(*index), &mut rng).unwrap();
			one_times.push(secret);
			let file = CeremonyFile::Join(file);
			files.push((file.name(), file.write()));
		}
		for (secret, index) in secrets.iter().zip(self.dealers()) {
			let file = deal_share(&board(&files), secret, &person(index), &mut rng)
				.unwrap()
				.file;
			let file = CeremonyFile::Deal(file);
			files.push((file.name(), file.write()));
		}
		let mut new_secrets = Vec::new();
		for (index, one_time) in self.new.iter().zip(&one_times) {
			let certified = certify(&board(&files), one_time, &person(*index)).unwrap();
			new_secrets.push(hex::encode(*certified.secret.to_bytes()));
			let file = CeremonyFile::Certificate(certified.file);
			files.push((file.name(), file.write()));
		}
		for index in self.dealers() {
			let file = CeremonyFile::Handover(hand_over(&board(&files), &person(index)).unwrap());
			files.push((file.name(), file.write()));
		}
		let new = board(&files).certified().unwrap();
		let of = |committee: &Committee| {
			let admins = committee.admins.iter();
			admins
				.map(|admin| json!({ "index": admin.index, "account": hex::encode(admin.account.0) }))
				.collect::<Vec<_>>()
		};
		json!({
			"seed": self.seed, "genesis": hex::encode(GENESIS), "key_id": KEY, "epoch": 7, "attempt": 2,
			"k": self.k, "new_k": self.new_k, "dealers": self.dealers(),
			"starter": hex::encode(person(0).account().0),
			"x": hex::encode(old.x), "old": of(&old), "old_enc_pk": hex::encode([9; 32]), "new": of(&new),
			"files": files.iter().map(|(_, bytes)| bare(bytes)).collect::<Vec<_>>(),
			"secrets": new_secrets,
			"certificate_message": hex::encode(trust::certificate_message(&GENESIS, KEY, &new)),
			"handover_message": hex::encode(trust::handover_message(&GENESIS, KEY, 6, &new)),
		})
	}
}

/// A file without its signatures and without what the case says of all of them.
fn bare(bytes: &[u8]) -> Value {
	let mut file: Value = serde_json::from_slice(bytes).unwrap();
	let (kind, inside) = file.as_object_mut().unwrap().iter_mut().next().unwrap();
	let mut content = inside["content"].take();
	for signature in ["signature", "cert", "handover"] {
		content.as_object_mut().unwrap().remove(signature);
	}
	json!({ "kind": kind, "content": content })
}

fn generate() -> String {
	let cases: Vec<Value> = CHANGES.iter().map(Change::case).collect();
	serde_json::to_string_pretty(&cases).unwrap() + "\n"
}

fn path() -> std::path::PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/handover.json")
}

#[test]
fn handovers_are_made_as_they_were() {
	if std::env::var_os(OVERWRITE).is_some_and(|value| value == "overwrite") {
		fs::write(path(), generate()).unwrap();
		return;
	}
	let frozen = fs::read_to_string(path()).unwrap();
	assert!(frozen == generate(), "say {OVERWRITE}=overwrite if this is meant");
}

#[test]
fn the_second_implementation_reproduces_every_handover() {
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/handover.py");
	let Ok(run) = Command::new("python3").arg(script).arg(path()).output() else {
		panic!("python3 is missing: tests/reference/handover.py, the second implementation, needs it")
	};
	assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
	let said = String::from_utf8(run.stdout).unwrap();
	assert_eq!(
		said,
		format!("second implementation: {} handovers agree\n", CHANGES.len())
	);
}
