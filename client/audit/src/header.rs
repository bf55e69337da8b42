//! A block's header, read from the bytes that its hash is of.

use medquorum_core::domain::{BlockNumber, Bytes32};
use parity_scale_codec::Decode;

/// What stands at the front of every header; the digest follows.
#[derive(Decode)]
struct Front {
	_parent: Bytes32,
	#[codec(compact)]
	number: BlockNumber,
	state_root: Bytes32,
	_extrinsics_root: Bytes32,
}

/// What a proof needs of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
	/// The block's number.
	pub number: BlockNumber,
	/// Its hash: Blake2b-256 of the whole header, its digest included.
	pub hash: Bytes32,
	/// The root of the state after the block.
	pub state_root: Bytes32,
}

impl Header {
	/// From the SCALE bytes of a header; `None` where they are not a header.
	#[must_use]
	pub fn read(bytes: &[u8]) -> Option<Self> {
		let front = Front::decode(&mut &*bytes).ok()?;
		Some(Self {
			number: front.number,
			hash: sp_crypto_hashing::blake2_256(bytes),
			state_root: front.state_root,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use parity_scale_codec::Encode as _;
	use sp_runtime::{
		Digest, DigestItem,
		generic::Header as SdkHeader,
		traits::{BlakeTwo256, Header as _},
	};

	#[test]
	fn it_reads_what_the_sdk_writes() {
		for number in [0, 1, 63, 64, 16_384, u32::MAX] {
			let digest = Digest {
				logs: vec![
					DigestItem::PreRuntime(*b"aura", vec![7; 8]),
					DigestItem::Seal(*b"aura", vec![9; 64]),
				],
			};
			let (parent, state) = ([1; 32], [2; 32]);
			let sdk = SdkHeader::<u32, BlakeTwo256>::new(
				number,
				[3; 32].into(),
				state.into(),
				parent.into(),
				digest,
			);
			let read = Header::read(&sdk.encode()).unwrap();
			assert_eq!((read.number, read.state_root), (number, state));
			assert_eq!(read.hash, sdk.hash().0);
		}
		assert_eq!(Header::read(&[0; 40]), None);
	}
}
