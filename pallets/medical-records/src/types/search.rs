//! What facilities publish for those who search.

use super::*;

/// Where the newest catalogue of a facility lies, sealed, and what it is checked against.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Catalogue<BlockNumber, Ticket> {
	/// Counts its keys, from 1: whoever is removed from the readers gets none of the next.
	pub epoch: u16,
	/// Counts its publications, from 1: readers refuse a lower one than they have seen.
	pub number: u32,
	/// Salted hash of the plain manifest.
	pub commitment: [u8; 32],
	/// Where the manifest is, encrypted.
	pub locator: [u8; 64],
	/// SHA-256 of the keyring, by which it is found.
	pub keyring: [u8; 32],
	/// When it was published, by the chain's clock.
	pub updated: BlockNumber,
	/// The facility's deposit.
	pub ticket: Ticket,
}

impl<BlockNumber> Catalogue<BlockNumber, ()> {
	/// The same catalogue with its deposit paid.
	pub(crate) fn with_ticket<Ticket>(self, ticket: Ticket) -> Catalogue<BlockNumber, Ticket> {
		let Self {
			epoch,
			number,
			commitment,
			locator,
			keyring,
			updated,
			ticket: (),
		} = self;
		Catalogue {
			epoch,
			number,
			commitment,
			locator,
			keyring,
			updated,
			ticket,
		}
	}
}
