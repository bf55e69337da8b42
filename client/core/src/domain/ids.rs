//! Identifiers and amounts: how they are written and read.

use super::address::{self, AddressError};
use crate::{
	advice::{Advice, Blame},
	hex_text::{self, HexError},
};
use scale_decode::{DecodeAsType as _, IntoVisitor, TypeResolver, Visitor, visitor::DecodeAsTypeResult};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// Text that is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{what}: {cause}")]
pub struct IdError {
	/// What was expected.
	pub what: &'static str,
	/// What is wrong with it.
	pub cause: Cause,
}

impl Advice for IdError {
	fn kind(&self) -> &str {
		"IdError"
	}

	fn kinds() -> &'static [&'static str] {
		&["IdError"]
	}

	fn next(&self) -> String {
		let next = match self.cause {
			Cause::Length => "copy it again, whole",
			Cause::Character => "copy it again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Yours
	}
}

/// What is wrong with an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
	/// Not the right number of characters.
	#[error("it has the wrong length")]
	Length,
	/// A character that cannot occur.
	#[error("it has a character that cannot occur")]
	Character,
}

/// An account: 32 bytes, shown as an SS58 address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub [u8; 32]);

impl AccountId {
	/// The raw bytes.
	pub fn as_bytes(&self) -> &[u8; 32] {
		&self.0
	}
}

impl fmt::Display for AccountId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.pad(&address::of(&self.0))
	}
}

impl fmt::Debug for AccountId {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "AccountId({self})")
	}
}

impl FromStr for AccountId {
	type Err = AddressError;

	/// An SS58 address, or `0x` and 64 hex digits.
	fn from_str(text: &str) -> Result<Self, AddressError> {
		let text = text.trim();
		match text.strip_prefix("0x") {
			Some(digits) => hex_text::read(digits).map_err(|_| AddressError::BadAddress(text.to_owned())),
			None => address::parse(text),
		}
		.map(AccountId)
	}
}

impl From<HexError> for Cause {
	fn from(error: HexError) -> Self {
		match error {
			HexError::Length => Self::Length,
			HexError::Character => Self::Character,
		}
	}
}

/// Decodes what the chain holds as an array of bytes, or as a struct around one.
macro_rules! decode_as_bytes {
	($name:ident, $visitor:ident, $length:literal) => {
		#[doc(hidden)]
		pub struct $visitor<R>(std::marker::PhantomData<R>);

		impl<R: TypeResolver> Visitor for $visitor<R> {
			type Value<'scale, 'resolver> = $name;
			type Error = scale_decode::Error;
			type TypeResolver = R;

			fn unchecked_decode_as_type(
				self,
				input: &mut &[u8],
				type_id: R::TypeId,
				types: &R,
			) -> DecodeAsTypeResult<Self, Result<$name, scale_decode::Error>> {
				let bytes = <[u8; $length]>::decode_as_type(input, type_id, types);
				DecodeAsTypeResult::Decoded(bytes.map($name))
			}
		}

		impl IntoVisitor for $name {
			type AnyVisitor<R: TypeResolver> = $visitor<R>;

			fn into_visitor<R: TypeResolver>() -> $visitor<R> {
				$visitor(std::marker::PhantomData)
			}
		}
	};
}

macro_rules! short_id {
	($name:ident, $visitor:ident, $what:literal, $docs:literal) => {
		#[doc = $docs]
		#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
		pub struct $name(pub [u8; 16]);

		impl $name {
			/// The raw bytes.
			pub fn as_bytes(&self) -> &[u8; 16] {
				&self.0
			}
		}

		impl fmt::Display for $name {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				f.pad(&hex::encode(self.0))
			}
		}

		impl fmt::Debug for $name {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				write!(f, concat!(stringify!($name), "({})"), self)
			}
		}

		impl FromStr for $name {
			type Err = IdError;

			/// 32 hex digits, with or without `0x`.
			fn from_str(text: &str) -> Result<Self, IdError> {
				let text = text.trim();
				hex_text::read(text.strip_prefix("0x").unwrap_or(text))
					.map(Self)
					.map_err(|error| IdError {
						what: $what,
						cause: error.into(),
					})
			}
		}

		text_serde!($name);
		decode_as_bytes!($name, $visitor, 16);
	};
}

macro_rules! text_serde {
	($name:ident) => {
		impl Serialize for $name {
			fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
				serializer.collect_str(self)
			}
		}

		impl<'de> Deserialize<'de> for $name {
			fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
				let text = String::deserialize(deserializer)?;
				text.parse().map_err(D::Error::custom)
			}
		}
	};
}

text_serde!(AccountId);
decode_as_bytes!(AccountId, AccountVisitor, 32);
short_id!(
	RecordId,
	RecordVisitor,
	"this is not a valid record id",
	"Names a record on this chain."
);
short_id!(
	RequestId,
	RequestVisitor,
	"this is not a valid request id",
	"Names a request on this chain."
);

/// An amount of the chain's token, in its smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Balance(pub u128);

impl fmt::Display for Balance {
	/// Whole tokens and as many of the 12 decimals as it takes.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		const UNIT: u128 = 1_000_000_000_000;
		let decimals = format!("{:012}", self.0 % UNIT);
		let decimals = decimals.trim_end_matches('0');
		let whole = self.0 / UNIT;
		match decimals {
			"" => write!(f, "{whole} MQD"),
			_ => write!(f, "{whole}.{decimals} MQD"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Alice of every development chain.
	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const ALICE_HEX: &str = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";

	#[test]
	fn account_reads_and_writes_the_known_address() {
		let alice: AccountId = ALICE.parse().unwrap();
		assert_eq!(alice, ALICE_HEX.parse().unwrap());
		assert_eq!(alice.to_string(), ALICE);
	}

	#[test]
	fn record_id_round_trips() {
		let id = RecordId([7; 16]);
		assert_eq!(id.to_string().parse::<RecordId>().unwrap(), id);
		assert_eq!(format!("0x{id}").parse::<RecordId>().unwrap(), id);
		assert!("0xzz".parse::<RecordId>().is_err());
	}

	#[test]
	fn balance_shows_what_is_needed() {
		assert_eq!(Balance(1_500_000_000_000).to_string(), "1.5 MQD");
		assert_eq!(Balance(2_000_000_000_000).to_string(), "2 MQD");
		assert_eq!(Balance(1).to_string(), "0.000000000001 MQD");
	}
}
