//! Bytes as hexadecimal text, in the two ways in which this project writes them. Both are read with and without `0x`.

use serde::{Deserialize as _, Deserializer, de::Error as _};

/// Why text is not the bytes that were expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HexError {
	/// Not two digits for each byte.
	Length,
	/// A character that is not a digit from 0 to 9 or a letter from a to f.
	Character,
}

/// Reads exactly `N` bytes from `2 * N` digits.
///
/// # Errors
/// When the number of digits differs, or a character is not a digit.
pub fn read<const N: usize>(digits: &str) -> Result<[u8; N], HexError> {
	if digits.len() != 2 * N {
		return Err(HexError::Length);
	}
	let mut bytes = [0; N];
	hex::decode_to_slice(digits, &mut bytes).map_err(|_| HexError::Character)?;
	Ok(bytes)
}

/// Reads both ways.
///
/// # Errors
/// When the text is not exactly `N` bytes.
pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(from: D) -> Result<[u8; N], D::Error> {
	let text = String::deserialize(from)?;
	read(text.strip_prefix("0x").unwrap_or(&text)).map_err(|error| match error {
		HexError::Length => D::Error::custom(format_args!("not {} hexadecimal digits", 2 * N)),
		HexError::Character => D::Error::custom("a character that is not a hexadecimal digit"),
	})
}

/// With `0x`: what people and other programs are shown, and deal files.
pub mod prefixed {
	pub use super::deserialize;
	use serde::Serializer;

	/// Writes `0x` and the digits.
	///
	/// # Errors
	/// Those of the serializer.
	pub fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(&format_args!("0x{}", hex::encode(bytes)))
	}
}

/// Without `0x`: the files of the home folder.
pub mod plain {
	pub use super::deserialize;
	use serde::Serializer;

	/// Writes the digits.
	///
	/// # Errors
	/// Those of the serializer.
	pub fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(&hex::encode(bytes))
	}
}

/// [`prefixed`] for any number of bytes.
pub mod any_length {
	use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

	/// Writes `0x` and the digits.
	///
	/// # Errors
	/// Those of the serializer.
	pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(&format_args!("0x{}", hex::encode(bytes)))
	}

	/// Reads the digits.
	///
	/// # Errors
	/// When the text is not two digits for each byte.
	pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
		let text = String::deserialize(from)?;
		let digits = text.strip_prefix("0x").unwrap_or(&text);
		hex::decode(digits).map_err(|_| D::Error::custom("not hexadecimal digits"))
	}
}

/// [`plain`] for bytes that may be missing.
pub mod optional {
	use super::plain;
	use serde::{Deserialize, Deserializer, Serialize, Serializer};

	#[derive(Serialize, Deserialize)]
	#[serde(transparent)]
	struct Plain<const N: usize>(#[serde(with = "plain")] [u8; N]);

	/// Writes the digits, or nothing.
	///
	/// # Errors
	/// Those of the serializer.
	#[allow(clippy::ref_option, reason = "serde passes the field by reference")]
	pub fn serialize<S: Serializer, const N: usize>(
		value: &Option<[u8; N]>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		value.map(Plain).serialize(to)
	}

	/// Reads the digits, or nothing.
	///
	/// # Errors
	/// Those of the deserializer.
	pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
		from: D,
	) -> Result<Option<[u8; N]>, D::Error> {
		Ok(Option::<Plain<N>>::deserialize(from)?.map(|Plain(bytes)| bytes))
	}
}

#[cfg(test)]
mod tests {
	use serde::{Deserialize, Serialize};

	#[derive(Debug, PartialEq, Serialize, Deserialize)]
	struct Both {
		#[serde(with = "super::plain")]
		plain: [u8; 2],
		#[serde(with = "super::prefixed")]
		prefixed: [u8; 2],
		#[serde(default, with = "super::optional", skip_serializing_if = "Option::is_none")]
		optional: Option<[u8; 2]>,
	}

	#[test]
	fn both_ways_are_written_as_named_and_read_alike() {
		let both = Both {
			plain: [1, 0xab],
			prefixed: [2, 0xcd],
			optional: Some([3, 0xef]),
		};
		let text = serde_json::to_string(&both).unwrap();
		assert_eq!(text, r#"{"plain":"01ab","prefixed":"0x02cd","optional":"03ef"}"#);
		assert_eq!(serde_json::from_str::<Both>(&text).unwrap(), both);
		let other = r#"{"plain":"0x01AB","prefixed":"02cd"}"#;
		assert_eq!(serde_json::from_str::<Both>(other).unwrap().optional, None);
		for wrong in ["01", "01abcd", "01ag", "", "0x"] {
			let text = text.replace("01ab", wrong);
			assert!(serde_json::from_str::<Both>(&text).is_err(), "{wrong}");
		}
	}
}
