//! The frozen ceremonies of the scheme's crate, which a second implementation reproduces: files say and sign what it says.

use crate::{
	domain::{AccountId, Signature},
	secrets::Secret,
	trust::ceremony::{
		files::{Accusation, Content},
		*,
	},
};
use medquorum_envelope::{EncSecret, enc_public, open_deal_box};
use serde_json::Value;
use threshold_decryption::{
	context::{CeremonyContext, deal_box_info, file_message},
	dealing::PublishedDeal,
};

const VECTORS: &str =
	include_str!("../../../../../../primitives/threshold-decryption/tests/vectors/ceremony.json");

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
	hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn number(value: &Value) -> u16 {
	u16::try_from(value.as_u64().unwrap()).unwrap()
}

fn list(value: &Value) -> &[Value] {
	value.as_array().unwrap()
}

fn account(index: u16) -> AccountId {
	AccountId([u8::try_from(index % 251).unwrap(); 32])
}

/// A file that nobody signed: the message is what is compared.
fn unsigned<T: Content>(place: Place, author: AccountId, content: T) -> Signed<T> {
	Signed {
		place,
		author,
		content,
		signature: Signature::NONE,
	}
}

fn start_of(case: &Value, place: Place) -> Signed<Start> {
	let indices: Vec<u16> = list(&case["indices"]).iter().map(number).collect();
	let start = Start {
		k: number(&case["k"]),
		admins: indices
			.iter()
			.map(|index| Seat {
				index: *index,
				account: account(*index),
			})
			.collect(),
		dealers: indices,
		old_committee: [0; 32],
	};
	unsigned(place, AccountId([0xee; 32]), start)
}

/// Opens every box of a deal with the secrets of the joins.
fn check_boxes(case: &Value, context: &[u8; 32], dealer: u16, deal: &PublishedDeal) {
	for (join, sealed) in list(&case["joins"]).iter().zip(&deal.boxes) {
		let (index, secret) = (
			number(&join["index"]),
			Secret::from_bytes(&bytes(&join["secret"])),
		);
		let secret = EncSecret::from_bytes(secret.expose());
		assert_eq!(enc_public(&secret), bytes::<32>(&join["one_time"]));
		let share = open_deal_box(&secret, &deal_box_info(context, dealer, index), sealed).unwrap();
		deal.commitments.verify_shares(index, &share).unwrap();
	}
}

/// The joins: index, account and one-time key of each.
fn check_joins(case: &Value, start: &Signed<Start>) -> Vec<(u16, [u8; 32], [u8; 32])> {
	let mut admins = Vec::new();
	for join in list(&case["joins"]) {
		let index = number(&join["index"]);
		let content = Join {
			start: start.hash(),
			index,
			one_time: bytes(&join["one_time"]),
			signature: Signature::Sr25519(bytes(&join["signature"])),
		};
		admins.push((index, account(index).0, content.one_time));
		signs(
			unsigned(start.place, account(index), content),
			&join["file_message"],
		);
	}
	admins
}

/// What the author of a file signs.
fn signs<T: Content>(file: Signed<T>, message: &Value) {
	assert_eq!(hex::encode(file_message(&file.payload_bytes())), *message);
}

fn check_deals(case: &Value, start: &Signed<Start>, context: [u8; 32]) {
	let (kind, k) = (start.place.kind.scheme(), start.content.k);
	let n = u16::try_from(start.content.admins.len()).unwrap();
	for item in list(&case["deals"]) {
		let dealer = number(&item["dealer"]);
		let deal = hex::decode(item["deal"].as_str().unwrap()).unwrap();
		let published = PublishedDeal::from_bytes(kind, k, n, &deal).unwrap();
		assert_eq!(published.hash(&context, dealer), bytes::<32>(&item["deal_hash"]));
		check_boxes(case, &context, dealer, &published);
		let content = Dealt {
			ceremony: context,
			dealer,
			deal,
		};
		signs(
			unsigned(start.place, account(dealer), content),
			&item["file_message"],
		);
	}
}

/// What ends an attempt over files: the charges by their numbers, as the first administrator signs them.
fn check_file_complaints(case: &Value, start: &Signed<Start>, ceremony: [u8; 32]) {
	let (indices, deals) = (&start.content.dealers, list(&case["deals"]));
	let (accuser, dealer) = (indices[0], indices[indices.len() - 1]);
	let mut content = Dealt {
		ceremony,
		dealer,
		deal: hex::decode(deals[deals.len() - 1]["deal"].as_str().unwrap()).unwrap(),
	};
	let file = |content: &Dealt| unsigned(start.place, account(dealer), content.clone());
	let first = file(&content);
	*content.deal.last_mut().unwrap() ^= 1;
	let (deal, second) = (first.hash(), file(&content));
	let charges = [
		Charge::BadDeal { deal },
		Charge::BadBox {
			deal,
			secret: bytes(&list(&case["joins"])[0]["secret"]),
		},
		Charge::Twice {
			first: Box::new(CeremonyFile::Deal(first)),
			second: Box::new(CeremonyFile::Deal(second)),
		},
		Charge::Silent,
		Charge::Withdrawn,
	];
	let messages = list(&case["file_complaints"]);
	assert_eq!(messages.len(), charges.len());
	for (charge, message) in charges.into_iter().zip(messages) {
		let accused = match charge {
			Charge::Withdrawn => 0,
			_ => dealer,
		};
		let complaint = Complaint {
			start: start.hash(),
			accuser,
			accused,
			charge,
		};
		signs(unsigned(start.place, account(accuser), complaint), message);
	}
}

fn check(case: &Value) {
	let place = Place {
		genesis: bytes(&case["genesis"]),
		key_id: u32::from(number(&case["key_id"])),
		epoch: u32::from(number(&case["epoch"])),
		attempt: number(&case["attempt"]),
		kind: Kind::NewKey,
	};
	let start = start_of(case, place);
	assert_eq!(hex::encode(start.payload_bytes()), case["start"]);
	let admins = check_joins(case, &start);
	let found = CeremonyContext {
		genesis: &place.genesis,
		key_id: place.key_id,
		epoch: place.epoch,
		attempt: place.attempt,
		kind: place.kind.scheme(),
		k: start.content.k,
		admins: &admins,
		dealers: &start.content.dealers,
		old_committee: &[0; 32],
	};
	let context = bytes(&case["ceremony_ctx"]);
	assert_eq!(found.hash(), context);
	check_deals(case, &start, context);
	check_file_complaints(case, &start, context);
	let first = admins[0].0;
	let content = Certificate {
		ceremony: context,
		transcript: bytes(&case["transcript"]),
		index: first,
		x: bytes(&case["x"]),
		committee: bytes(&case["committee_hash"]),
		cert: Signature::Sr25519([0x77; 64]),
	};
	signs(
		unsigned(place, account(first), content),
		&case["certificate_file_message"],
	);
	let accusation = Accusation {
		ceremony: context,
		accuser: first,
		dealer: admins[admins.len() - 1].0,
	};
	signs(
		unsigned(place, account(first), accusation),
		&case["complaint_file_message"],
	);
}

#[test]
fn files_are_signed_as_the_second_implementation_says() {
	let vectors: Value = serde_json::from_str(VECTORS).unwrap();
	for case in list(&vectors["ceremonies"]) {
		check(case);
	}
}
