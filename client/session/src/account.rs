//! The account that acts, as far as it is known without its secret.

use medquorum_client::{
	accounts::{AccountError, AccountSource, Signer},
	domain::AccountId,
	error::Error,
	files,
	ledger::Sign,
};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Larger files are not exports of an account, in bytes.
const MAX_EXPORT: u64 = 1 << 20;

/// The address of an account. No password is needed for it.
///
/// # Errors
/// When the export cannot be read, or the account is of development chains only and this chain is another.
pub fn address_of(source: &AccountSource, development: bool) -> Result<AccountId, Error> {
	match source {
		AccountSource::PolkadotJs(path) => export_address(path),
		AccountSource::Development(uri) => Ok(Sign::account(&Signer::development(uri, development)?)),
	}
}

/// The address inside a Polkadot.js export, which takes no password to read.
fn export_address(path: &Path) -> Result<AccountId, Error> {
	let bytes = files::read_small(path, MAX_EXPORT)?;
	let address = serde_json::from_slice::<Value>(&bytes).ok();
	let address = address
		.as_ref()
		.and_then(|export| export.get("address"))
		.and_then(Value::as_str);
	let not_an_export = || AccountError::NotAnExport(PathBuf::from(path));
	Ok(address.ok_or_else(not_an_export)?.parse::<AccountId>()?)
}
