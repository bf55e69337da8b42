//! Signatures of accounts as the chain keeps them: bytes and the kind of key. Verifying them is the business of
//! [`crate::signature`].

use crate::hex_text;
use scale_decode::DecodeAsType;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// A signature by an account of any kind of key. Wallets have sr25519 keys; hardware and smart cards have the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
pub enum Signature {
	/// By an Ed25519 key.
	Ed25519([u8; 64]),
	/// By an sr25519 key: what this client makes.
	Sr25519([u8; 64]),
	/// By a secp256k1 key, over BLAKE2b.
	Ecdsa([u8; 65]),
	/// By a secp256k1 key, over Keccak, of an account that is named after an address as on Ethereum.
	Eth([u8; 65]),
}

/// Text that is no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no signature")]
pub struct SignatureError;

impl Signature {
	/// What stands in the place of a signature where there is none: in a genesis, and in a deal.
	pub const NONE: Self = Self::Sr25519([0; 64]);

	/// The signature without its kind: 64 bytes, 65 from a secp256k1 key.
	#[must_use]
	pub fn as_bytes(&self) -> &[u8] {
		match self {
			Self::Ed25519(bytes) | Self::Sr25519(bytes) => bytes,
			Self::Ecdsa(bytes) | Self::Eth(bytes) => bytes,
		}
	}

	/// The name of its kind on the chain.
	#[must_use]
	pub fn kind(&self) -> &'static str {
		match self {
			Self::Ed25519(_) => "Ed25519",
			Self::Sr25519(_) => "Sr25519",
			Self::Ecdsa(_) => "Ecdsa",
			Self::Eth(_) => "Eth",
		}
	}
}

impl fmt::Display for Signature {
	/// `0x…`, as ever; any other kind than sr25519 is named before it.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let digits = hex::encode(self.as_bytes());
		match self {
			Self::Sr25519(_) => write!(f, "0x{digits}"),
			other => write!(f, "{}:0x{digits}", other.kind().to_lowercase()),
		}
	}
}

impl FromStr for Signature {
	type Err = SignatureError;

	fn from_str(text: &str) -> Result<Self, SignatureError> {
		fn bytes<const N: usize>(digits: &str) -> Result<[u8; N], SignatureError> {
			hex_text::read(digits).map_err(|_| SignatureError)
		}
		let (kind, digits) = text.split_once(':').unwrap_or(("sr25519", text));
		let digits = digits.strip_prefix("0x").unwrap_or(digits);
		match kind {
			"ed25519" => Ok(Self::Ed25519(bytes(digits)?)),
			"sr25519" => Ok(Self::Sr25519(bytes(digits)?)),
			"ecdsa" => Ok(Self::Ecdsa(bytes(digits)?)),
			"eth" => Ok(Self::Eth(bytes(digits)?)),
			_ => Err(SignatureError),
		}
	}
}

impl Serialize for Signature {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for Signature {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		String::deserialize(from)?.parse().map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn signatures_are_read_as_they_are_written() {
		for (signature, begins) in [
			(Signature::Sr25519([7; 64]), "0x0707"),
			(Signature::Ed25519([7; 64]), "ed25519:0x0707"),
			(Signature::Ecdsa([7; 65]), "ecdsa:0x0707"),
			(Signature::Eth([7; 65]), "eth:0x0707"),
		] {
			let text = signature.to_string();
			assert!(text.starts_with(begins), "{text}");
			assert_eq!(text.parse(), Ok(signature));
			assert_eq!(serde_json::to_value(signature).unwrap(), text);
		}
		for wrong in [
			"",
			"0x07",
			"rsa:0x07",
			&format!("ecdsa:{}", "07".repeat(64)),
			&"0g".repeat(64),
		] {
			assert!(wrong.parse::<Signature>().is_err(), "{wrong}");
		}
	}
}
