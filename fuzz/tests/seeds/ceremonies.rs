//! Files that go between the administrators of a committee to be.

use super::{Seed, seed};
use medquorum_client::{
	domain::{AccountId, Signature},
	trust::{
		alive::SignOfLife,
		ceremony::{
			CeremonyFile, Certificate, Charge, Complaint, Dealt, HandedOver, Join, Kind, Place, Seat, Signed,
			Start,
		},
	},
};

/// A file of a ceremony, not signed: signatures differ from run to run.
fn unsigned<T>(account: u8, content: T) -> Signed<T> {
	let place = Place {
		genesis: [0x67; 32],
		key_id: 8,
		epoch: 1,
		attempt: 1,
		kind: Kind::NewKey,
	};
	Signed {
		place,
		author: AccountId([account; 32]),
		content,
		signature: Signature::NONE,
	}
}

fn dealt(byte: u8) -> CeremonyFile {
	let content = Dealt {
		ceremony: [3; 32],
		dealer: 1,
		deal: vec![byte; 40],
	};
	CeremonyFile::Deal(unsigned(0x11, content))
}

fn complaint(charge: Charge) -> CeremonyFile {
	let content = Complaint {
		start: [1; 32],
		accuser: 2,
		accused: 1,
		charge,
	};
	CeremonyFile::Complaint(unsigned(0x22, content))
}

pub fn of_ceremonies() -> Vec<Seed> {
	let seat = |(index, account)| Seat {
		index,
		account: AccountId([account; 32]),
	};
	let start = Start {
		k: 2,
		admins: [(1, 0x11), (2, 0x22)].map(seat).to_vec(),
		dealers: vec![1, 2],
		old_committee: [0; 32],
	};
	let join = Join {
		start: [1; 32],
		index: 1,
		one_time: [9; 32],
		signature: Signature::Ed25519([2; 64]),
	};
	let certificate = Certificate {
		ceremony: [3; 32],
		transcript: [4; 32],
		index: 2,
		x: [5; 32],
		committee: [6; 32],
		cert: Signature::Sr25519([7; 64]),
	};
	let handed_over = HandedOver {
		ceremony: [3; 32],
		transcript: [4; 32],
		index: 1,
		committee: [6; 32],
		handover: Signature::Sr25519([8; 64]),
	};
	let [first, second] = [1, 2].map(|byte| Box::new(dealt(byte)));
	let (deal, secret) = ([3; 32], [8; 32]);
	let files = [
		("ceremony.json", CeremonyFile::Start(unsigned(0x33, start))),
		("join.json", CeremonyFile::Join(unsigned(0x11, join))),
		("dealt.json", dealt(1)),
		(
			"certified.json",
			CeremonyFile::Certificate(unsigned(0x22, certificate)),
		),
		(
			"handover.json",
			CeremonyFile::Handover(unsigned(0x11, handed_over)),
		),
		("complaint-deal.json", complaint(Charge::BadDeal { deal })),
		("complaint-silent.json", complaint(Charge::Silent)),
		("complaint-withdrawn.json", complaint(Charge::Withdrawn)),
		("complaint-twice.json", complaint(Charge::Twice { first, second })),
		("complaint-box.json", complaint(Charge::BadBox { deal, secret })),
	];
	let files = files.into_iter();
	let seeds = files.map(|(name, file)| seed("deal-file", name, file.write()));
	seeds
		.chain([seed("deal-file", "alive.json", sign_of_life())])
		.collect()
}

/// A sign of life that proves nothing.
fn sign_of_life() -> Vec<u8> {
	let bytes = |length: usize| format!("0x{}", "77".repeat(length));
	let document = serde_json::json!({
		"genesis": bytes(32), "key_id": 8, "epoch": 1, "index": 1, "account": AccountId([0x11; 32]), "block": 12,
		"block_hash": bytes(32), "capsule": bytes(128), "sealed_to": bytes(32), "share": bytes(288),
		"admin_share": bytes(288), "signature": Signature::Sr25519([7; 64]),
	});
	let sign = SignOfLife::read(&serde_json::to_vec(&document).unwrap()).unwrap();
	sign.write()
}
