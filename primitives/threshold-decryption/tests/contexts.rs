//! Every field of a context counts, so that a share or capsule is for nothing but what people saw.

use crate::common::{self, World};
use sha2_sdk::{Digest, Sha256};
use threshold_decryption::{
	context::{
		CeremonyContext, CeremonyKind, deal_box_info, deal_hash, file_message, join_message, transcript,
	},
	*,
};

#[test]
fn every_field_of_the_record_context_counts() {
	let world = World::paper();
	let good = RecordContext {
		genesis: &common::GENESIS,
		record_id: &common::RECORD_ID,
		uploader: &[3; 32],
		patient: &[4; 32],
		csp_pk: &[5; 32],
		x: &world.x,
	};
	assert_eq!(good.hash(), world.ad);
	let other = &[99; 32];
	for changed in [
		RecordContext {
			genesis: other,
			..good
		},
		RecordContext {
			record_id: &[99; 16],
			..good
		},
		RecordContext {
			uploader: other,
			..good
		},
		RecordContext {
			patient: other,
			..good
		},
		RecordContext {
			csp_pk: other,
			..good
		},
		RecordContext { x: other, ..good },
	] {
		assert_eq!(
			verify_capsule(&world.capsule, &changed.hash()),
			Err(Error::BadCapsuleProof)
		);
	}
}

/// The context with each of its fields changed.
fn changes(good: RequestContext<'_>) -> [RequestContext<'_>; 12] {
	let other = &[99; 32];
	[
		RequestContext {
			genesis: other,
			..good
		},
		RequestContext { ad: other, ..good },
		RequestContext {
			capsule: &[99; 128],
			..good
		},
		RequestContext {
			rec_hash: other,
			..good
		},
		RequestContext { key_id: 2, ..good },
		RequestContext { epoch: 2, ..good },
		RequestContext {
			request_id: &[2; 16],
			..good
		},
		RequestContext {
			requester: other,
			..good
		},
		RequestContext { q: other, ..good },
		RequestContext { epk: other, ..good },
		RequestContext {
			mode: Mode::Admin,
			..good
		},
		RequestContext { purpose: 2, ..good },
	]
}

#[test]
fn every_field_of_the_request_context_counts() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let share = world.share(0, &request);
	let points = world.secrets[0].public();
	let statement = world.statement(&points, &request);
	let good = RequestContext {
		genesis: &common::GENESIS,
		ad: &world.ad,
		capsule: &world.capsule,
		rec_hash: &common::SEALED.hash(),
		key_id: 1,
		epoch: 1,
		request_id: &[1; 16],
		requester: &[8; 32],
		q: &request.q,
		epk: &[9; 32],
		mode: Mode::Outsider,
		purpose: 1,
	};
	assert_eq!(
		verify_share(
			&share,
			&ShareStatement {
				ctx: &good.hash(),
				..statement
			}
		),
		Ok(())
	);
	for changed in changes(good) {
		let ctx = changed.hash();
		let result = verify_share(
			&share,
			&ShareStatement {
				ctx: &ctx,
				..statement
			},
		);
		assert_eq!(result, Err(Error::BadShareProof), "{changed:?}");
	}
}

/// A node that shows the requester another header, locator or CSP key than is registered: the chain hashes
/// its own, so neither the signature over the context nor a share for it fits.
#[test]
fn every_field_of_the_sealed_record_counts() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let share = world.share(0, &request);
	let points = world.secrets[0].public();
	let statement = world.statement(&points, &request);
	let (good, other) = (common::SEALED, &[99; 32]);
	for changed in [
		SealedRecord {
			commitment: other,
			..good
		},
		SealedRecord {
			csp_enc: other,
			..good
		},
		SealedRecord {
			csp_check: other,
			..good
		},
		SealedRecord {
			locator: &[99; 64],
			..good
		},
		SealedRecord {
			commitment: good.csp_enc,
			csp_enc: good.commitment,
			..good
		},
	] {
		assert_ne!(changed.hash(), good.hash());
		let registered = RequestContext {
			genesis: &common::GENESIS,
			ad: &world.ad,
			capsule: &world.capsule,
			rec_hash: &changed.hash(),
			key_id: 1,
			epoch: 1,
			request_id: &[1; 16],
			requester: &[8; 32],
			q: &request.q,
			epk: &[9; 32],
			mode: Mode::Outsider,
			purpose: 1,
		}
		.hash();
		assert_ne!(registered, request.ctx);
		let result = verify_share(
			&share,
			&ShareStatement {
				ctx: &registered,
				..statement
			},
		);
		assert_eq!(result, Err(Error::BadShareProof), "{changed:?}");
	}
}

#[test]
fn request_ids_differ_by_sequence_number() {
	let input = |seq| request_id_input(&[1; 32], &[2; 32], &[3; 16], seq);
	assert_ne!(input(0), input(1));
	assert_eq!(input(0x0403_0201)[87..], [1, 2, 3, 4]);
	let record = record_id_input(&[1; 32], &[2; 32], &[3; 16]);
	assert_eq!(record[..7], *b"MQ1-rid");
	assert_eq!(record[7..], [&[1; 32][..], &[2; 32], &[3; 16]].concat());
}

#[test]
fn members_are_hashed_by_ascending_index() {
	let points = World::paper().points();
	let account = |position: u8| [position; 32];
	let accounts: Vec<Bytes32> = (0..4).map(account).collect();
	let members: Vec<CommitteeMember> = points
		.iter()
		.zip(&accounts)
		.map(|(points, account)| CommitteeMember {
			account,
			enc_pk: &[7; 32],
			points,
		})
		.collect();
	let hash = committee_hash(&members);
	let mut reversed = members.clone();
	reversed.reverse();
	assert_eq!(committee_hash(&reversed), hash);
	assert_ne!(committee_hash(&members[..3]), hash);
	let mut swapped = members.clone();
	(swapped[0].account, swapped[1].account) = (members[1].account, members[0].account);
	assert_ne!(committee_hash(&swapped), hash);
}

#[test]
fn every_field_of_the_ceremony_context_counts() {
	let admins = [(1, [1; 32], [2; 32]), (2, [3; 32], [4; 32])];
	let fewer = [admins[0]];
	let reversed = [admins[1], admins[0]];
	let other_key = [admins[0], (2, [3; 32], [5; 32])];
	let good = CeremonyContext {
		genesis: &[0; 32],
		key_id: 1,
		epoch: 1,
		attempt: 1,
		kind: CeremonyKind::Random,
		k: 2,
		admins: &admins,
		dealers: &[1, 2],
		old_committee: &[0; 32],
	};
	let same = CeremonyContext {
		admins: &reversed,
		dealers: &[2, 1],
		..good
	};
	assert_eq!(same.hash(), good.hash());
	for changed in [
		CeremonyContext {
			genesis: &[1; 32],
			..good
		},
		CeremonyContext { key_id: 2, ..good },
		CeremonyContext { epoch: 2, ..good },
		CeremonyContext { attempt: 2, ..good },
		CeremonyContext {
			kind: CeremonyKind::Reshare,
			..good
		},
		CeremonyContext { k: 3, ..good },
		CeremonyContext {
			admins: &fewer,
			..good
		},
		CeremonyContext {
			admins: &other_key,
			..good
		},
		CeremonyContext {
			dealers: &[1],
			..good
		},
		CeremonyContext {
			dealers: &[1, 3],
			..good
		},
		CeremonyContext {
			old_committee: &[1; 32],
			..good
		},
	] {
		assert_ne!(changed.hash(), good.hash(), "{changed:?}");
	}
}

#[test]
fn the_hashes_of_a_ceremony_are_those_of_their_fields() {
	let sha256 = |parts: &[&[u8]]| -> Bytes32 { Sha256::digest(parts.concat()).into() };
	let ctx = [7; 32];
	let info = deal_box_info(&ctx, 0x0201, 0x0403);
	assert_eq!(info[..], *[&b"MQ2-deal"[..], &ctx, &[1, 2, 3, 4]].concat());
	let deals = [1, 2].map(|dealer| (dealer, deal_hash(&ctx, dealer, b"deal")));
	let expected = sha256(&[b"MQ2-dealhash", &ctx, &[2, 0], b"deal"]);
	assert_eq!(deals[1].1, expected);
	let [first, second] = deals;
	let expected = sha256(&[
		b"MQ2-transcript",
		&ctx,
		&[2, 0],
		&[1, 0],
		&first.1,
		&[2, 0],
		&second.1,
	]);
	assert_eq!(transcript(&ctx, &deals), expected);
	assert_eq!(transcript(&ctx, &[second, first]), expected, "in any order");
	assert_ne!(transcript(&ctx, &[first]), expected);
}

#[test]
fn what_is_signed_in_a_ceremony_is_text_that_says_what_it_is() {
	let text = |message: Vec<u8>| String::from_utf8(message).unwrap();
	let join = text(join_message(&[1; 32], 0x0403_0201, 5, 6, 7, &[2; 32]));
	let parts = [
		b"MQ2-join",
		&[1; 32][..],
		&[1, 2, 3, 4],
		&[5, 0, 0, 0],
		&[6, 0],
		&[7, 0],
		&[2; 32],
	];
	let hash = hex::encode(Sha256::digest(parts.concat()));
	let what = "I join the ceremony of committee key 67305985, epoch 5, attempt 6, as 7";
	assert_eq!(
		join,
		format!("<Bytes>Medquorum: {what} (MQ2-join {hash})</Bytes>")
	);
	let handover = text(handover_message(
		&[1; 32],
		0x0403_0201,
		(5, 6),
		7,
		&[2; 32],
		&[3; 32],
	));
	let parts = [
		b"MQ2-handover",
		&[1; 32][..],
		&[1, 2, 3, 4],
		&[5, 0, 0, 0],
		&[6, 0, 0, 0],
		&[7, 0],
		&[2; 32],
		&[3; 32],
	];
	let hash = hex::encode(Sha256::digest(parts.concat()));
	let what = "I hand committee key 67305985 over from epoch 5 to epoch 6, where 7 must approve";
	assert_eq!(
		handover,
		format!("<Bytes>Medquorum: {what} (MQ2-handover {hash})</Bytes>")
	);
	let file = text(file_message(b"payload"));
	let parts = [b"MQ2-file".to_vec(), Sha256::digest(b"payload").to_vec()];
	let hash = hex::encode(Sha256::digest(parts.concat()));
	let what = "this file of a ceremony is mine";
	assert_eq!(
		file,
		format!("<Bytes>Medquorum: {what} (MQ2-file {hash})</Bytes>")
	);
}

#[test]
fn what_wallets_sign_is_text_that_says_what_it_is() {
	let text = |message: Vec<u8>| String::from_utf8(message).unwrap();
	let auth = text(auth_message(&[0xa0; 16], 1, &[1; 32]));
	let (record, ones) = ("a0".repeat(16), "01".repeat(32));
	assert_eq!(
		auth,
		format!("<Bytes>Medquorum: I ask to read record 0x{record} for TREAT (MQ2-auth {ones})</Bytes>")
	);
	let user = text(user_key_message(&[1; 32], &[2; 32], 0x0201, &[3; 32], &[4; 32]));
	let parts = [b"MQ2-user", &[1; 32][..], &[2; 32], &[1, 2], &[3; 32], &[4; 32]];
	let hash = hex::encode(Sha256::digest(parts.concat()));
	assert_eq!(
		user,
		format!("<Bytes>Medquorum: these are my keys, version 513 (MQ2-user {hash})</Bytes>")
	);
	let certificate = text(certificate_message(
		&[1; 32],
		0x0403_0201,
		5,
		0x0201,
		&[2; 32],
		&[3; 32],
	));
	let parts = [
		b"MQ2-key",
		&[1; 32][..],
		&[1, 2, 3, 4],
		&[5, 0, 0, 0],
		&[1, 2],
		&[2; 32],
		&[3; 32],
	];
	let hash = hex::encode(Sha256::digest(parts.concat()));
	let rule = "committee key 67305985, epoch 5, where 513 must approve";
	assert_eq!(
		certificate,
		format!("<Bytes>Medquorum: I am an administrator of {rule} (MQ2-key {hash})</Bytes>")
	);
	for message in [auth, user, certificate] {
		assert!(message.bytes().all(|byte| (32..127).contains(&byte)), "{message}");
	}
}

#[test]
fn a_signature_for_one_record_or_purpose_is_none_for_another() {
	let good = auth_message(&[1; 16], 1, &[2; 32]);
	assert_ne!(good, auth_message(&[3; 16], 1, &[2; 32]));
	assert_ne!(good, auth_message(&[1; 16], 2, &[2; 32]));
	assert_ne!(good, auth_message(&[1; 16], 1, &[4; 32]));
}
