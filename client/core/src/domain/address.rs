//! Addresses: how accounts are written for people (SS58, prefix 42).

use std::str::FromStr;
use subxt_utils_accountid32::AccountId32;

/// Text that is not an address of this network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
	/// The text is no SS58 address.
	#[error("{0:?} is not an address: a character is mistyped or missing\ncopy it again, whole")]
	BadAddress(String),
	/// The address is written for another network.
	#[error("{given} is an address of another network\nthe same account is {ours} here")]
	OtherNetwork {
		/// As given.
		given: String,
		/// The same account with this network's prefix.
		ours: String,
	},
}

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
	let account = AccountId32::from_str(text).map_err(|_| AddressError::BadAddress(text.to_owned()))?;
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
		// Alice on Polkadot (prefix 0).
		let foreign = parse("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5");
		assert!(matches!(foreign, Err(AddressError::OtherNetwork { ours, .. }) if ours == ALICE));
	}
}
