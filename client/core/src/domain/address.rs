//! Addresses: how accounts are written for people (SS58, prefix 42).

use crate::{
	advice::{Advice, Blame},
	kinds,
};
use std::str::FromStr;
use subxt_utils_accountid32::AccountId32;

/// Text that is not an address of this network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
	/// The text is no SS58 address.
	#[error("{0:?} is not an address: a character is mistyped or missing")]
	BadAddress(String),
	/// The address is written for another network.
	#[error("{given} is an address of another network")]
	OtherNetwork {
		/// The address as it was typed.
		given: String,
		/// The same account with this network's prefix.
		ours: String,
	},
}

impl Advice for AddressError {
	kinds! { BadAddress, OtherNetwork }

	fn next(&self) -> String {
		match self {
			Self::BadAddress(_) => "copy it again, whole".to_owned(),
			Self::OtherNetwork { ours, .. } => format!("the same account is {ours} here"),
		}
	}

	fn blame(&self) -> Blame {
		match self {
			Self::BadAddress(_) | Self::OtherNetwork { .. } => Blame::Yours,
		}
	}
}

/// Characters of the longest address: 36 bytes take 50.
const LONGEST: usize = 50;

/// The address of an account.
#[must_use]
pub fn of(account: &[u8; 32]) -> String {
	AccountId32(*account).to_string()
}

/// The account of an address.
///
/// # Errors
/// When the address is mistyped or belongs to another network.
pub fn parse(text: &str) -> Result<[u8; 32], AddressError> {
	let text = text.trim();
	let bad = || AddressError::BadAddress(text.to_owned());
	// The decoder of base58 panics on more than fits into its buffer.
	if text.len() > LONGEST {
		return Err(bad());
	}
	let account = AccountId32::from_str(text).map_err(|_| bad())?;
	let ours = account.to_string();
	if ours != text {
		return Err(AddressError::OtherNetwork {
			given: text.to_owned(),
			ours,
		});
	}
	Ok(account.0)
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	#[test]
	fn mistyped_and_foreign_addresses_are_told_apart() {
		let typo = ALICE.replace("5Grw", "5Grx");
		assert!(matches!(parse(&typo), Err(AddressError::BadAddress(_))));
		assert!(matches!(parse(""), Err(AddressError::BadAddress(_))));
		// A fuzzer found that this once ended the program.
		let ones = format!("{}6731x", "1".repeat(130));
		assert!(matches!(parse(&ones), Err(AddressError::BadAddress(_))));
		// Alice on Polkadot (prefix 0).
		let foreign = parse("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5");
		assert!(matches!(foreign, Err(AddressError::OtherNetwork { ours, .. }) if ours == ALICE));
	}
}
