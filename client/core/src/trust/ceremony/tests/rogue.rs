//! The last dealer has seen what all others have published, and publishes D minus all of that: the sum of all is D then, whose constant
//! that dealer knows (docs/cryptography.md 5.4). Masks made so have a valid proof, and no box that fits: the scheme's crate has that test.

use super::attacks::{before_the_corrupt_deal, deal_with, dealt, every_number, refused};
use crate::{
	error::CeremonyError,
	trust::ceremony::{CeremonyFile, Kind},
};
use schnorrkel::PublicKey;
use threshold_decryption::dealing::{DealCommitments, PublishedDeal};

/// The first commitments of `own`, minus those of all others at the same places.
fn undoing(own: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
	let point = |bytes: &[u8]| PublicKey::from_bytes(bytes).unwrap().into_point();
	let mut out = Vec::new();
	for (at, own) in own.chunks(32).enumerate() {
		let mut left = point(own);
		for other in others {
			left -= point(&other[32 * at..][..32]);
		}
		out.extend(PublicKey::from_point(left).to_bytes());
	}
	out
}

/// What all constants add up to.
fn sum(constants: &[&[u8]]) -> [u8; 32] {
	let points = constants
		.iter()
		.map(|bytes| PublicKey::from_bytes(&bytes[..32]).unwrap().into_point());
	let sum = points.reduce(|sum, point| sum + point).unwrap();
	PublicKey::from_point(sum).to_bytes()
}

#[test]
fn a_constant_that_undoes_those_of_all_others_lacks_its_proof() {
	for (k, n, corrupt) in every_number() {
		let mut world = before_the_corrupt_deal(k, n, corrupt);
		// Whoever else is corrupt deals as the rules say; the first one is last.
		for at in 1..corrupt {
			world.deal(at);
		}
		let files = world.files.len();
		let count = u16::try_from(n).unwrap();
		let others: Vec<PublishedDeal> = (2..=n)
			.map(|index| {
				let CeremonyFile::Deal(file) = world.file(&format!("deal-{index}.json")) else {
					unreachable!()
				};
				PublishedDeal::from_bytes(Kind::NewKey.scheme(), k, count, &file.content.deal).unwrap()
			})
			.collect();
		let published: Vec<Vec<u8>> = others.iter().map(|deal| deal.commitments.to_bytes()).collect();
		// The constant alone, and the whole polynomial; with the proof for D, and with somebody else's.
		for (length, stolen) in [(1, false), (usize::from(k), false), (usize::from(k), true)] {
			world.files.truncate(files);
			let mut deal = deal_with(&mut world, 0, k, |_, _| {});
			let own = deal.commitments.to_bytes();
			let mut rogue = own.clone();
			rogue[..32 * length].copy_from_slice(&undoing(&own[..32 * length], &published));
			let mut constants: Vec<&[u8]> = published.iter().map(Vec::as_slice).collect();
			constants.push(&rogue);
			assert_eq!(
				sum(&constants)[..],
				own[..32],
				"or there would be nothing to refuse"
			);

			deal.commitments = DealCommitments::from_bytes(k, &rogue).unwrap();
			if stolen {
				deal.proof = others[0].proof;
			}
			let file = dealt(&world, 0, &deal);
			world.put(file);
			refused(&mut world, corrupt, CeremonyError::BadProof);
		}
	}
}
