//! What must not be lost of a home, as files for another disk. They are as encrypted as in the home.

use medquorum_client::{
	accounts::AccountSource,
	config::{Config, Home},
	error::Error,
	files,
};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Larger files are neither keystores nor accounts.
const MAX_FILE: u64 = 16 << 20;

/// Copies keystore, account and address book into a folder, under names that `free` chooses for it; gives where they lie.
///
/// # Errors
/// When one cannot be read or written. Nothing that is there is replaced.
pub fn back_up(
	home: &Home,
	config: &Config,
	folder: &Path,
	free: impl Fn(&Path, &str) -> PathBuf,
) -> Result<Vec<PathBuf>, Error> {
	let account = match &config.account {
		Some(AccountSource::PolkadotJs(path)) => Some((path.clone(), "medquorum-account.json")),
		Some(AccountSource::Development(_)) | None => None,
	};
	let contacts = home.contacts();
	let contacts = contacts.exists().then_some((contacts, "medquorum-contacts.json"));
	let keystore = (home.keystore(), "medquorum-keystore.mqk");
	let mut written = Vec::new();
	for (from, name) in [Some(keystore), account, contacts].into_iter().flatten() {
		let bytes = Zeroizing::new(files::read_small(&from, MAX_FILE)?);
		let target = free(folder, name);
		files::write_new(&target, &bytes)?;
		written.push(target);
	}
	Ok(written)
}
