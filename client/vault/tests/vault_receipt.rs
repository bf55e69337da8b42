//! The receipt for an erasure: who attested, who has not, and what a changed digit does to it.

use crate::common::*;
use futures::FutureExt as _;
use medquorum_client::{
	domain::*,
	error::Error,
	ledger::{Archive, Call, Evidence, Extent, Ledger as _, LedgerFuture, PastBlock},
	receipt::{Export, ReceiptError},
	views::{ErasureReceipt, Names},
};

/// A node that has forgotten the states of all blocks: a receipt has signatures then, and no proofs.
struct Forgetful;

impl Archive for Forgetful {
	fn past(&self, _: BlockNumber) -> LedgerFuture<'_, Option<PastBlock>> {
		async { Ok(None) }.boxed()
	}

	fn records_then(
		&self,
		_: BlockNumber,
		_: Vec<AccountId>,
		_: Vec<AccountId>,
	) -> LedgerFuture<'_, Option<Vec<RecordId>>> {
		async { Ok(None) }.boxed()
	}

	fn evidence(&self, _: BlockNumber, _: Vec<Vec<u8>>) -> LedgerFuture<'_, Option<Evidence>> {
		async { Ok(None) }.boxed()
	}
}

struct NoNames;

impl Names for NoNames {
	fn name(&self, _: &AccountId) -> Option<&str> {
		None
	}
}

#[tokio::test]
async fn receipt_says_who_attested_and_is_checked_without_a_node() {
	let world = World::new().await;
	let host = Person::new("//Host", 50);
	world.give(&host, Role::StorageHost);
	let silent = Person::new("//Silent", 51);
	world.give(&silent, Role::StorageHost);
	let uploaded = world.upload(SCAN).await;
	let observer = world.place(&world.patient).observer();
	let early = observer.erasure(uploaded.record_id, true).await.unwrap_err();
	assert!(
		matches!(early, Error::Receipt(ReceiptError::NotErased(_))),
		"{early}"
	);
	let erase = Call::EraseRecord {
		record_id: uploaded.record_id,
		reason: ErasureReason::PatientWish,
		extent: Extent::MOST,
	};
	world.ledger.send(world.patient.account(), &erase).unwrap();
	let attest = Call::AttestErasure {
		record_id: uploaded.record_id,
	};
	world.ledger.submit(&host.signer, &attest).await.unwrap();
	let digits = &uploaded.record_id.to_string()[..8];
	assert_eq!(
		observer.erased_like(digits).await.unwrap(),
		Some(uploaded.record_id)
	);
	let facts = observer.erasure(uploaded.record_id, true).await.unwrap();
	let receipt = ErasureReceipt::of(&facts, &NoNames);
	assert_eq!(receipt.attested[0].host.address, host.account());
	assert_eq!(receipt.missing[0].address, silent.account());
	assert!(!receipt.complete);
	let auditor = Auditor {
		desk: world.place(&world.patient).desk,
		archive: &Forgetful,
	};
	let export = auditor.export_erasure(&facts).await.unwrap();
	let text = serde_json::to_vec_pretty(&export).unwrap();
	let read = Export::read(&text).unwrap();
	assert_eq!(read.facts(), facts);
	let verified = read.verify().unwrap();
	assert_eq!((verified.signed, verified.top), (vec![host.account()], None));
	assert_no_change_is_believed(&text, uploaded.record_id, host.account(), silent.account());
}

fn assert_no_change_is_believed(text: &[u8], record: RecordId, host: AccountId, silent: AccountId) {
	// One bit changed anywhere in what is signed, or in what it is signed for, and it is not believed.
	let text = String::from_utf8(text.to_vec()).unwrap();
	let believed = |changed: &[u8]| {
		let read = Export::read(changed).map_err(Error::from);
		read.and_then(|export| export.verify()).is_ok()
	};
	for field in ["extrinsic", "checkpoint"] {
		let start = text.find(&format!("\"{field}\": \"0x")).unwrap() + field.len() + 7;
		let digits = text[start..].find('"').unwrap();
		assert!(digits >= 64, "{field}");
		for at in start..start + digits {
			let digit = u32::from_str_radix(&text[at..=at], 16).unwrap();
			for bit in 0..4 {
				let mut changed = text.clone().into_bytes();
				changed[at] = u8::try_from(char::from_digit(digit ^ (1 << bit), 16).unwrap()).unwrap();
				assert!(!believed(&changed), "{field}: bit {bit} of digit {}", at - start);
			}
		}
	}
	for (before, after) in [
		("\"spec_version\": 7", "\"spec_version\": 8"),
		(&record.to_string(), &RecordId([1; 16]).to_string()),
		(&host.to_string(), &silent.to_string()),
		(&hex::encode(GENESIS), &hex::encode([8; 32])),
		("receipt/1", "receipt/2"),
	] {
		let changed = text.replace(before, after);
		assert_ne!(changed, text);
		assert!(!believed(changed.as_bytes()), "{before}");
	}
}
