//! The encryption keystore `keys.mqk`: everything secret that a browser extension cannot hold, in one encrypted file.
//!
//! ```text
//! "MQK1" ‖ kdf=1 (Argon2id) ‖ m_kib u32 ‖ t u32 ‖ p u32 ‖ salt[16] ‖ nonce[24] ‖ XChaCha20-Poly1305(key, aad = all before, CBOR)
//! ```
//! Integers are little-endian. The file is readable by its owner only and replaced atomically; the one it replaced is
//! then overwritten with zeros, as far as the disk allows. Changes go through [`Keystore::update`], which takes a lock file
//! and reads the file again, so that two processes never lose each other's keys.

use std::{
	fs::OpenOptions,
	path::{Path, PathBuf},
	sync::{Mutex, PoisonError},
	time::Duration,
};

use chacha20poly1305::{
	XChaCha20Poly1305, XNonce,
	aead::{AeadInOut, KeyInit},
};
use zeroize::Zeroizing;

use medquorum_files::{self as files, FileError, FileLock};

mod error;
mod passphrase;

pub use error::{KeystoreError, WEAK_BELOW_KIB};
use medquorum_core::ports::{PortError, SecretStore};
pub use medquorum_core::secrets::{AdminShare, BackupOf, RequestSeed, Secret, Secrets};
pub use passphrase::{PASSPHRASE_VARIABLE, Passphrase, PassphraseError};

const MAGIC: &[u8; 4] = b"MQK1";
const ARGON2ID: u8 = 1;
const SALT_AT: usize = 4 + 1 + 12;
const NONCE_AT: usize = SALT_AT + 16;
/// Bytes before the ciphertext; all of them are authenticated.
const HEADER: usize = NONCE_AT + 24;
const TAG: usize = 16;
/// More than any keystore holds; a larger file is not one.
const MAX_FILE: u64 = 16 << 20;
/// Upper bounds, so that a forged header cannot make the client allocate or compute without end.
const MAX_KIB: u32 = 4 << 20;
const MAX_PASSES: u32 = 64;
const MAX_LANES: u32 = 64;
/// The same for memory times passes: 8 GiB, some ten seconds. It is computed before anything of the file is authenticated.
const MAX_KIB_PASSES: u64 = 8 << 20;
/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Parameters of Argon2id (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kdf {
	/// Memory in KiB.
	pub m_kib: u32,
	/// Passes.
	pub t: u32,
	/// Lanes.
	pub p: u32,
}

impl Default for Kdf {
	/// The second recommendation of RFC 9106: 64 MiB, 3 passes, 4 lanes.
	fn default() -> Self {
		Self {
			m_kib: 64 * 1024,
			t: 3,
			p: 4,
		}
	}
}

impl Kdf {
	fn argon2(self) -> Option<argon2::Argon2<'static>> {
		let work = u64::from(self.m_kib).saturating_mul(self.t.into());
		let sane =
			self.m_kib <= MAX_KIB && self.t <= MAX_PASSES && self.p <= MAX_LANES && work <= MAX_KIB_PASSES;
		let params = argon2::Params::new(self.m_kib, self.t, self.p, Some(32)).ok()?;
		sane.then(|| argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params))
	}
}

/// The parsed beginning of a keystore file.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Header {
	kdf: Kdf,
	salt: [u8; 16],
}

impl Header {
	fn encode(&self, nonce: &[u8; 24]) -> Vec<u8> {
		let mut out = Vec::with_capacity(HEADER);
		out.extend_from_slice(MAGIC);
		out.push(ARGON2ID);
		for number in [self.kdf.m_kib, self.kdf.t, self.kdf.p] {
			out.extend_from_slice(&number.to_le_bytes());
		}
		out.extend_from_slice(&self.salt);
		out.extend_from_slice(nonce);
		out
	}

	fn parse(path: &Path, file: &[u8]) -> Result<(Self, [u8; 24]), KeystoreError> {
		let named = || path.to_path_buf();
		let magic = file
			.first_chunk::<4>()
			.ok_or_else(|| KeystoreError::NotAKeystore(named()))?;
		if magic != MAGIC {
			return Err(KeystoreError::NotAKeystore(named()));
		}
		let short = || KeystoreError::Truncated {
			path: path.to_path_buf(),
			length: file.len() as u64,
		};
		if file.len() < HEADER + TAG {
			return Err(short());
		}
		let number = |at: usize| {
			file.get(at..)
				.and_then(|rest| rest.first_chunk::<4>())
				.map(|b| u32::from_le_bytes(*b))
				.ok_or_else(short)
		};
		let kdf = Kdf {
			m_kib: number(5)?,
			t: number(9)?,
			p: number(13)?,
		};
		if file.get(4) != Some(&ARGON2ID) || kdf.argon2().is_none() {
			return Err(KeystoreError::BadParameters(named()));
		}
		let salt = file
			.get(SALT_AT..)
			.and_then(|rest| rest.first_chunk::<16>())
			.ok_or_else(short)?;
		let nonce = file
			.get(NONCE_AT..)
			.and_then(|rest| rest.first_chunk::<24>())
			.ok_or_else(short)?;
		Ok((Self { kdf, salt: *salt }, *nonce))
	}
}

/// The key of one header, so that Argon2id runs once per process and not once per access.
struct CachedKey {
	header: Header,
	key: Zeroizing<[u8; 32]>,
}

/// An encrypted keystore and the passphrase that opens it.
///
/// The secrets themselves are in memory only while a closure looks at them.
pub struct Keystore {
	path: PathBuf,
	passphrase: Passphrase,
	allow_weak: bool,
	cache: Mutex<Option<CachedKey>>,
}

impl Keystore {
	/// Makes an empty keystore with the default protection.
	///
	/// # Errors
	/// When one exists already or the file cannot be written.
	pub fn create(path: &Path, passphrase: Passphrase) -> Result<Self, KeystoreError> {
		Self::create_with(path, passphrase, Kdf::default())
	}

	/// Creates a keystore with these parameters of Argon2id: weak ones make tests fast.
	///
	/// # Errors
	/// As [`Keystore::create`].
	pub fn create_with(path: &Path, passphrase: Passphrase, kdf: Kdf) -> Result<Self, KeystoreError> {
		let new = Self::over(path, passphrase, true);
		let _lock = new.lock_exclusive()?;
		if path.symlink_metadata().is_ok() {
			return Err(KeystoreError::Exists(new.path));
		}
		new.write(Header { kdf, salt: random()? }, &Secrets::default())?;
		Ok(new)
	}

	/// Opens a keystore and proves that the passphrase fits.
	///
	/// # Errors
	/// When the file is missing, damaged or weakly protected, or the passphrase is wrong.
	pub fn open(path: &Path, passphrase: Passphrase) -> Result<Self, KeystoreError> {
		Self::open_with(path, passphrase, false)
	}

	/// Opens a keystore; with `allow_weak` also one that is protected with less than [`WEAK_BELOW_KIB`].
	///
	/// # Errors
	/// As [`Keystore::open`].
	pub fn open_with(path: &Path, passphrase: Passphrase, allow_weak: bool) -> Result<Self, KeystoreError> {
		let store = Self::over(path, passphrase, allow_weak);
		store.read(|_| ())?;
		Ok(store)
	}

	/// Writes secrets of their own into a new file of a keystore's form, for a safe. Nothing lies beside it afterwards, not even a lock.
	///
	/// # Errors
	/// When there is a file of that name, or it cannot be written.
	pub fn write_apart(
		path: &Path,
		passphrase: Passphrase,
		kdf: Kdf,
		secrets: &Secrets,
	) -> Result<(), KeystoreError> {
		let file = Self::over(path, passphrase, true);
		let sealed = file.sealed(Header { kdf, salt: random()? }, secrets)?;
		Ok(files::write_new(path, &sealed)?)
	}

	/// Reads such a file, and leaves nothing beside it.
	///
	/// # Errors
	/// As [`Keystore::open_with`].
	pub fn read_apart(
		path: &Path,
		passphrase: Passphrase,
		allow_weak: bool,
	) -> Result<Secrets, KeystoreError> {
		Ok(Self::over(path, passphrase, allow_weak).load()?.1)
	}

	fn over(path: &Path, passphrase: Passphrase, allow_weak: bool) -> Self {
		Self {
			path: path.to_path_buf(),
			passphrase,
			allow_weak,
			cache: Mutex::new(None),
		}
	}

	/// Where the keystore is.
	#[must_use]
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// A warning about a short passphrase; `None` if it is long enough.
	#[must_use]
	pub fn passphrase_remark(&self) -> Option<&'static str> {
		self.passphrase.remark()
	}

	/// Looks at the secrets as they are on disk now.
	///
	/// # Errors
	/// When the file cannot be read or opened.
	pub fn read<T>(&self, look: impl FnOnce(&Secrets) -> T) -> Result<T, KeystoreError> {
		if self.path.symlink_metadata().is_err() {
			return Err(KeystoreError::Missing(self.path.clone()));
		}
		// A home that may not be written to can still be read: the writer's rename is atomic without the lock too.
		let _lock = FileLock::shared(&self.lock_path(), PATIENCE).ok();
		Ok(look(&self.load()?.1))
	}

	/// Changes the secrets: locks, reads, calls `change`, writes.
	///
	/// # Errors
	/// When the file cannot be read, opened or written; it is unchanged then.
	pub fn update<T>(&self, change: impl FnOnce(&mut Secrets) -> T) -> Result<T, KeystoreError> {
		self.try_update(|secrets| Ok(change(secrets)))
	}

	/// Changes the secrets and saves them, unless `change` refuses: then the file stays as it is.
	///
	/// # Errors
	/// The error of `change`, or that of the keystore.
	pub fn try_update<T, E: From<KeystoreError>>(
		&self,
		change: impl FnOnce(&mut Secrets) -> Result<T, E>,
	) -> Result<T, E> {
		let _lock = self.lock_exclusive()?;
		let (header, mut secrets) = self.load()?;
		let result = change(&mut secrets)?;
		self.write(header, &secrets)?;
		Ok(result)
	}

	/// Seals the secrets under a new passphrase, with the default protection and a new salt.
	///
	/// # Errors
	/// When the file cannot be read or written; the old passphrase holds then.
	pub fn change_passphrase(self, new: Passphrase) -> Result<Self, KeystoreError> {
		let lock = self.lock_exclusive()?;
		let (_, secrets) = self.load()?;
		let next = Self {
			path: self.path.clone(),
			passphrase: new,
			allow_weak: false,
			cache: Mutex::new(None),
		};
		next.write(
			Header {
				kdf: Kdf::default(),
				salt: random()?,
			},
			&secrets,
		)?;
		drop(lock);
		Ok(next)
	}

	fn lock_path(&self) -> PathBuf {
		let mut name = self.path.clone().into_os_string();
		name.push(".lock");
		name.into()
	}

	fn lock_exclusive(&self) -> Result<FileLock, KeystoreError> {
		Ok(FileLock::exclusive(&self.lock_path(), PATIENCE)?)
	}

	fn load(&self) -> Result<(Header, Secrets), KeystoreError> {
		let mut file = match files::read_small(&self.path, MAX_FILE) {
			Err(FileError::Missing(path)) => return Err(KeystoreError::Missing(path)),
			Err(FileError::TooLarge { path, .. }) => return Err(KeystoreError::NotAKeystore(path)),
			other => other?,
		};
		let (header, nonce) = Header::parse(&self.path, &file)?;
		if header.kdf.m_kib < WEAK_BELOW_KIB && !self.allow_weak {
			return Err(KeystoreError::Weak {
				path: self.path.clone(),
				m_kib: header.kdf.m_kib,
			});
		}
		let key = self.key(header)?;
		let mut plain = Zeroizing::new(file.split_off(HEADER));
		XChaCha20Poly1305::new(&(*key).into())
			.decrypt_in_place(&XNonce::from(nonce), &file, &mut *plain)
			.map_err(|_| KeystoreError::CannotOpen(self.path.clone()))?;
		let secrets =
			Secrets::from_cbor(&plain).ok_or_else(|| KeystoreError::NewerFormat(self.path.clone()))?;
		Ok((header, secrets))
	}

	fn sealed(&self, header: Header, secrets: &Secrets) -> Result<Vec<u8>, KeystoreError> {
		let nonce = random()?;
		let mut file = header.encode(&nonce);
		let mut sealed = secrets.to_cbor(TAG);
		let key = self.key(header)?;
		XChaCha20Poly1305::new(&(*key).into())
			.encrypt_in_place(&XNonce::from(nonce), &file, &mut *sealed)
			.map_err(|_| KeystoreError::CannotOpen(self.path.clone()))?;
		file.extend_from_slice(&sealed);
		Ok(file)
	}

	fn write(&self, header: Header, secrets: &Secrets) -> Result<(), KeystoreError> {
		let file = self.sealed(header, secrets)?;
		// Held open across the replacement, so that the old ciphertext can be overwritten once nobody can reach it.
		let old = OpenOptions::new().write(true).open(&self.path);
		files::write_atomic(&self.path, &file)?;
		if let Ok(mut old) = old {
			// The new file is in place and complete; failing to wipe the old one must not look like a failure to save.
			let _: std::io::Result<()> = files::wipe_unlinked(&mut old);
		}
		Ok(())
	}

	fn key(&self, header: Header) -> Result<Zeroizing<[u8; 32]>, KeystoreError> {
		let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(cached) = cache.as_ref().filter(|cached| cached.header == header) {
			return Ok(cached.key.clone());
		}
		let Kdf { m_kib, .. } = header.kdf;
		let argon2 = header
			.kdf
			.argon2()
			.ok_or_else(|| KeystoreError::BadParameters(self.path.clone()))?;
		let mut key = Zeroizing::new([0u8; 32]);
		argon2
			.hash_password_into(self.passphrase.normalized().as_bytes(), &header.salt, &mut *key)
			.map_err(|_| KeystoreError::KeyDerivation {
				path: self.path.clone(),
				m_kib,
			})?;
		*cache = Some(CachedKey {
			header,
			key: key.clone(),
		});
		Ok(key)
	}
}

/// Why a change of secrets ends without being written.
enum Unwritten {
	Unwanted,
	Failed(KeystoreError),
}

impl From<KeystoreError> for Unwritten {
	fn from(error: KeystoreError) -> Self {
		Self::Failed(error)
	}
}

impl SecretStore for Keystore {
	fn look(&self, look: &mut dyn FnMut(&Secrets)) -> Result<(), PortError> {
		self.read(look).map_err(PortError::new)
	}

	fn change(&self, change: &mut dyn FnMut(&mut Secrets) -> bool) -> Result<(), PortError> {
		let changed = self.try_update(|secrets| match change(secrets) {
			true => Ok(()),
			false => Err(Unwritten::Unwanted),
		});
		match changed {
			Ok(()) | Err(Unwritten::Unwanted) => Ok(()),
			Err(Unwritten::Failed(error)) => Err(PortError::new(error)),
		}
	}
}

fn random<const N: usize>() -> Result<[u8; N], KeystoreError> {
	let mut out = [0u8; N];
	getrandom::fill(&mut out).map_err(|_| KeystoreError::NoEntropy)?;
	Ok(out)
}

#[cfg(test)]
mod tests {
	use super::*;

	/// These exist only with the features that make the primitives clean up after themselves.
	#[test]
	fn primitives_wipe_what_they_held() {
		fn wiped_on_drop<T: zeroize::ZeroizeOnDrop>() {}
		fn wipeable<T: zeroize::Zeroize>() {}
		wiped_on_drop::<XChaCha20Poly1305>();
		wiped_on_drop::<sha2::Sha256>();
		wipeable::<argon2::Block>();
	}

	/// A header is not authenticated before its key is derived: each number may be small enough, and the work of all too much.
	#[test]
	fn memory_and_passes_are_limited_together() {
		let kdf = |m_kib, t| Kdf { m_kib, t, p: 1 }.argon2().is_some();
		assert!(kdf(MAX_KIB, 2) && kdf(1 << 17, MAX_PASSES));
		assert!(!kdf(MAX_KIB, 3) && !kdf((1 << 17) + 1, MAX_PASSES));
		assert!(!kdf(MAX_KIB + 1, 1) && !kdf(1 << 10, MAX_PASSES + 1));
	}
}
