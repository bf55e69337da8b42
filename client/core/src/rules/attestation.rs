//! Whether a host signed that nothing is left there of an erased record: checked from the bytes of its call, without a node.
//!
//! What an account signs is the call, then what the transaction says beside it (era, nonce, tip, mode), then what it means without
//! saying it: the runtime's two versions, the hash of block 0, the hash of the block from which on it is valid, and no hash of metadata.
//! Where that is longer than 256 bytes, its BLAKE2b-256 is signed (`sp_runtime::generic::SignedPayload`).

use crate::{
	domain::*,
	ledger::SignedCall,
	signature::{blake2_256, verify},
};

/// The pallet's index in the runtime, and the index of `attest_erasure`. A test of the crate that encodes calls compares them.
pub const CALL: [u8; 2] = [50, 35];
/// The call: both indices, and the record.
const CALL_LENGTH: usize = 2 + 16;
/// The version byte of a signed extrinsic of format 4.
const SIGNED_V4: u8 = 0x84;
/// Longer payloads are hashed before they are signed.
const MAX_PAYLOAD: usize = 256;

/// Why an attestation is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
	/// The bytes are no signed call of this kind.
	NotSigned,
	/// The call is about another record, or of another host.
	Other,
	/// The signature does not hold: a byte was changed, or it is of another chain.
	BadSignature,
}

/// The parts of an extrinsic whose call is an attestation.
struct Parts<'a> {
	host: AccountId,
	signature: Signature,
	/// What the transaction says beside the call.
	said: &'a [u8],
	call: &'a [u8],
}

/// Takes a compact number; gives what follows.
fn compact(bytes: &[u8]) -> Option<(usize, &[u8])> {
	let first = *bytes.first()?;
	let number = |wide: &[u8]| {
		wide.iter()
			.rev()
			.fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
	};
	let width = match first & 3 {
		0 => 1,
		1 => 2,
		2 => 4,
		// No extrinsic is as long as this would say.
		_ => return None,
	};
	let (wide, rest) = bytes.split_at_checked(width)?;
	Some((number(wide) >> 2, rest))
}

fn signature(bytes: &[u8]) -> Option<(Signature, &[u8])> {
	fn take<const N: usize>(bytes: &[u8]) -> Option<([u8; N], &[u8])> {
		let (taken, rest) = bytes.split_first_chunk::<N>()?;
		Some((*taken, rest))
	}
	let (kind, rest) = bytes.split_first()?;
	Some(match kind {
		0 => take(rest).map(|(bytes, rest)| (Signature::Ed25519(bytes), rest))?,
		1 => take(rest).map(|(bytes, rest)| (Signature::Sr25519(bytes), rest))?,
		2 => take(rest).map(|(bytes, rest)| (Signature::Ecdsa(bytes), rest))?,
		3 => take(rest).map(|(bytes, rest)| (Signature::Eth(bytes), rest))?,
		_ => return None,
	})
}

fn parts(extrinsic: &[u8]) -> Option<Parts<'_>> {
	let (length, rest) = compact(extrinsic)?;
	let rest = (rest.len() == length).then_some(rest)?;
	let (&SIGNED_V4, rest) = rest.split_first()? else {
		return None;
	};
	// An address that is an account, not an index or a name.
	let (&0, rest) = rest.split_first()? else {
		return None;
	};
	let (host, rest) = rest.split_first_chunk::<32>()?;
	let (signature, rest) = signature(rest)?;
	let (said, call) = rest.split_at_checked(rest.len().checked_sub(CALL_LENGTH)?)?;
	let about_this = call.starts_with(&CALL) && !said.is_empty();
	about_this.then_some(Parts {
		host: AccountId(*host),
		signature,
		said,
		call,
	})
}

/// The record and the host of an extrinsic that is an attestation, by its form alone; `None` for any other.
#[must_use]
pub fn read(extrinsic: &[u8]) -> Option<(RecordId, AccountId)> {
	let parts = parts(extrinsic)?;
	let (_, id) = parts.call.split_at_checked(CALL.len())?;
	Some((RecordId(id.try_into().ok()?), parts.host))
}

/// The number of the block whose hash is signed along, for an attestation that stands in `block`: 0 where it never lapses.
#[must_use]
pub fn checkpoint(extrinsic: &[u8], block: BlockNumber) -> Option<BlockNumber> {
	let said = parts(extrinsic)?.said;
	let (first, rest) = said.split_first()?;
	if *first == 0 {
		return Some(0);
	}
	// `sp_runtime::generic::Era`: four bits for the period, the rest for where in it the transaction begins.
	let encoded = u32::from(*first) | u32::from(*rest.first()?) << 8;
	let period = 2_u32.checked_shl(encoded & 0xf)?;
	let step = (period >> 12).max(1);
	let phase = (encoded >> 4).checked_mul(step)?;
	let since = block.max(phase).checked_sub(phase)?;
	(since / period).checked_mul(period)?.checked_add(phase)
}

/// Checks that this host signed, for the chain with this genesis hash, that nothing is left there of this record.
///
/// # Errors
/// What does not hold.
pub fn check(genesis: &Bytes32, record: RecordId, host: AccountId, call: &SignedCall) -> Result<(), Fault> {
	if read(&call.extrinsic).ok_or(Fault::NotSigned)? != (record, host) {
		return Err(Fault::Other);
	}
	let parts = parts(&call.extrinsic).ok_or(Fault::NotSigned)?;
	let mut payload = [parts.call, parts.said].concat();
	payload.extend(call.spec_version.to_le_bytes());
	payload.extend(call.transaction_version.to_le_bytes());
	payload.extend(genesis);
	payload.extend(call.checkpoint);
	// No hash of the metadata.
	payload.push(0);
	let signed = match payload.len() > MAX_PAYLOAD {
		true => verify(&host, &blake2_256(&payload), &parts.signature),
		false => verify(&host, &payload, &parts.signature),
	};
	match signed {
		true => Ok(()),
		false => Err(Fault::BadSignature),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn beginnings_of_eras_are_those_of_the_sdk() {
		// `Era::mortal(64, 42)` is [5 + 42 % 16 * 16, 42 / 16] = [0xa5, 0x02]; its birth at 1,000 is 938.
		let extrinsic = |era: &[u8]| {
			let mut rest = vec![SIGNED_V4, 0];
			rest.extend([7; 32]);
			rest.push(1);
			rest.extend([8; 64]);
			rest.extend(era);
			rest.extend([4, 0, 0]);
			rest.extend(CALL);
			rest.extend([9; 16]);
			let length = u16::try_from(rest.len() << 2 | 1).unwrap().to_le_bytes();
			[length.as_slice(), &rest].concat()
		};
		assert_eq!(checkpoint(&extrinsic(&[0xa5, 0x02]), 1_000), Some(938));
		assert_eq!(checkpoint(&extrinsic(&[0xa5, 0x02]), 10), Some(42));
		assert_eq!(checkpoint(&extrinsic(&[0]), 1_000), Some(0));
		let whole = extrinsic(&[0]);
		assert_eq!(read(&whole), Some((RecordId([9; 16]), AccountId([7; 32]))));
		for cut in 0..whole.len() {
			assert_eq!(read(&whole[..cut]), None);
		}
	}
}
