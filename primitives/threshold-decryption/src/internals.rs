//! The sums of a ceremony without its rules, for tests and measurements alone: whoever runs a ceremony has
//! [`Founding`](crate::ceremony::Founding) and [`Reshare`](crate::ceremony::Reshare), which take only what belongs together.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::{
	AdminPoints, AdminSecret, Bytes32, Error, ceremony, context::CeremonyKind, dealing::DealCommitments,
};

/// X and the points of administrators `indices`, from any deals.
///
/// # Errors
/// When the dealers or the points that come out are no committee.
pub fn combine_commitments(
	kind: CeremonyKind,
	deals: &[(u16, &DealCommitments)],
	indices: &[u16],
) -> Result<(Bytes32, Vec<AdminPoints>), Error> {
	ceremony::combine_commitments(kind, deals, indices)
}

/// The secrets of administrator `index`, from any shares of 96 bytes.
///
/// # Errors
/// When the dealers are not distinct, or what comes out is no secret.
pub fn combine_shares(
	kind: CeremonyKind,
	index: u16,
	shares: &[(u16, Zeroizing<[u8; 96]>)],
) -> Result<AdminSecret, Error> {
	ceremony::combine_shares(kind, index, shares)
}
