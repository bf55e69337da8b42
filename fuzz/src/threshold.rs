//! What the pallet and the clients verify.

use threshold_decryption::{
	CAPSULE_LENGTH, SHARE_LENGTH, ShareStatement,
	context::CeremonyKind,
	dealing::{DealCommitments, PublishedDeal},
	verify_capsule, verify_share,
};

/// A capsule behind the context of its record.
pub fn capsule(bytes: &[u8]) -> bool {
	let Some((ad, capsule)) = bytes.split_first_chunk::<32>() else {
		return false;
	};
	let capsule = capsule.first_chunk::<CAPSULE_LENGTH>();
	capsule.is_some_and(|capsule| verify_capsule(capsule, ad).is_ok())
}

/// A share of the first administrator: context, share, and the points it is verified with.
pub fn share(bytes: &[u8]) -> bool {
	let Some((ctx, rest)) = bytes.split_first_chunk::<32>() else {
		return false;
	};
	let Some((share, points)) = rest.split_first_chunk::<SHARE_LENGTH>() else {
		return false;
	};
	let ([r, q, x_j, z_j], []) = points.as_chunks::<32>() else {
		return false;
	};
	let statement = ShareStatement {
		ctx,
		index: 1,
		r,
		q,
		x_j,
		z_j,
	};
	verify_share(share, &statement).is_ok()
}

/// A deal of a ceremony: kind, threshold and number of administrators are its first bytes.
pub fn published_deal(bytes: &[u8]) -> bool {
	let Some(([kind, k, n], deal)) = bytes.split_first_chunk::<3>() else {
		return false;
	};
	let kind = match kind % 2 {
		0 => CeremonyKind::Random,
		_ => CeremonyKind::Reshare,
	};
	let (k, n) = (u16::from(*k), u16::from(*n));
	if let Ok(read) = DealCommitments::from_bytes(k, deal) {
		assert_eq!(read.to_bytes(), deal);
	}
	let Ok(read) = PublishedDeal::from_bytes(kind, k, n, deal) else {
		return false;
	};
	assert_eq!(read.to_bytes(), deal);
	true
}
