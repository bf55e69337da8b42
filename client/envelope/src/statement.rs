//! The statement about an emergency access, sealed to those who review it (docs/cryptography.md 5.6).
//!
//! `"MQS1" ‖ n u16 ‖ n * (account 32 ‖ HPKE-Base(enc_pk, info, key) 80) ‖ nonce 12 ‖ AES-256-GCM(key, aad = request id, text) ‖ tag 16`
//! with `info = "MQ2-statement" ‖ genesis ‖ request id ‖ account`. Its SHA-256 is put on chain, and names it in the store.

use crate::{
	entropy::Entropy,
	error::Error,
	kem::{enc_pair, open_base, seal_base},
	keys::EncSecret,
	sealed,
};
use zeroize::Zeroizing;

/// Bytes of text that a statement may have.
pub const MAX_STATEMENT: usize = 64 * 1024;
/// Bytes of a whole sealed statement at most: as many readers as there may be, and the text.
pub const MAX_SEALED_STATEMENT: usize = HEAD + MAX_READERS * ENTRY + sealed::OVERHEAD + MAX_STATEMENT;

const MAGIC: [u8; 4] = *b"MQS1";
const HEAD: usize = 6;
const BOX: usize = 80;
const ENTRY: usize = 32 + BOX;
const MAX_READERS: usize = 64;

/// What a statement is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
	/// Hash of block 0.
	pub genesis: &'a [u8; 32],
	/// The emergency request.
	pub request_id: &'a [u8; 16],
}

impl Subject<'_> {
	fn info(&self, account: &[u8; 32]) -> Vec<u8> {
		[
			b"MQ2-statement".as_slice(),
			self.genesis,
			self.request_id,
			account,
		]
		.concat()
	}
}

/// Seals a text to these readers: account and `enc_pk` of each.
///
/// # Errors
/// [`Error::BadPublicKey`] when a reader's key cannot be sealed to. Text or list beyond the limits are [`Error::HeaderCorrupt`].
pub fn seal_statement(
	subject: &Subject<'_>,
	readers: &[([u8; 32], [u8; 32])],
	text: &[u8],
	entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, Error> {
	let count = u16::try_from(readers.len()).map_err(|_| Error::HeaderCorrupt)?;
	if readers.len() > MAX_READERS || text.len() > MAX_STATEMENT {
		return Err(Error::HeaderCorrupt);
	}
	let mut key = Zeroizing::new([0; 32]);
	entropy.fill(key.as_mut_slice());
	let mut out = [&MAGIC[..], &count.to_le_bytes()].concat();
	for (account, enc_pk) in readers {
		let mut sealed = [0; BOX];
		seal_base(
			enc_pk,
			&subject.info(account),
			key.as_slice(),
			&mut sealed,
			entropy,
		)?;
		out.extend_from_slice(account);
		out.extend_from_slice(&sealed);
	}
	let mut body = vec![0; sealed::OVERHEAD.saturating_add(text.len())];
	if let Some(middle) = body.get_mut(12..12 + text.len()) {
		middle.copy_from_slice(text);
	}
	sealed::seal(&key, subject.request_id, &mut body, entropy);
	out.extend_from_slice(&body);
	Ok(out)
}

/// The text of a statement, for one of its readers.
///
/// # Errors
/// [`Error::GrantCorrupt`] whatever the reason: it is no statement, about another access, for other readers, or altered.
pub fn open_statement(
	subject: &Subject<'_>,
	account: &[u8; 32],
	secret: &EncSecret,
	object: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
	read(subject, account, secret, object).ok_or(Error::GrantCorrupt)
}

fn read(
	subject: &Subject<'_>,
	account: &[u8; 32],
	secret: &EncSecret,
	object: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
	let (magic, rest) = object.split_first_chunk::<4>()?;
	let (count, rest) = rest.split_first_chunk::<2>()?;
	let count = usize::from(u16::from_le_bytes(*count));
	if *magic != MAGIC || count > MAX_READERS {
		return None;
	}
	let (readers, body) = rest.split_at_checked(count * ENTRY)?;
	if body.len() > MAX_STATEMENT + sealed::OVERHEAD {
		return None;
	}
	let mine = readers
		.chunks_exact(ENTRY)
		.find_map(|entry| entry.strip_prefix(account.as_slice()))?;
	let mut key = Zeroizing::new([0; 32]);
	open_base(
		&enc_pair(secret).0,
		&subject.info(account),
		mine,
		key.as_mut_slice(),
	)?;
	let mut body = Zeroizing::new(body.to_vec());
	let text = sealed::open(&key, subject.request_id, &mut body).ok()?;
	Some(Zeroizing::new(text.to_vec()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::kem::enc_public;

	struct Counter(u8);

	impl Entropy for Counter {
		fn fill(&mut self, out: &mut [u8]) {
			for byte in out {
				self.0 = self.0.wrapping_add(1);
				*byte = self.0;
			}
		}
	}

	const SUBJECT: Subject<'static> = Subject {
		genesis: &[1; 32],
		request_id: &[2; 16],
	};

	fn sealed() -> (Vec<u8>, [EncSecret; 2]) {
		let secrets = [3, 4].map(|seed| EncSecret::from_bytes(&[seed; 32]));
		let readers: Vec<_> = secrets
			.iter()
			.zip([[5; 32], [6; 32]])
			.map(|(secret, account)| (account, enc_public(secret)))
			.collect();
		let object = seal_statement(&SUBJECT, &readers, b"no pulse", &mut Counter(9)).unwrap();
		(object, secrets)
	}

	#[test]
	fn each_reader_opens_it_and_nobody_else() {
		let (object, [one, two]) = sealed();
		assert_eq!(object.len(), HEAD + 2 * ENTRY + sealed::OVERHEAD + 8);
		for (account, secret) in [([5; 32], &one), ([6; 32], &two)] {
			let text = open_statement(&SUBJECT, &account, secret, &object).unwrap();
			assert_eq!(text.as_slice(), b"no pulse");
		}
		assert!(open_statement(&SUBJECT, &[5; 32], &two, &object).is_err());
		assert!(open_statement(&SUBJECT, &[7; 32], &one, &object).is_err());
	}

	#[test]
	fn statement_of_another_access_or_chain_does_not_open() {
		let (object, [one, _]) = sealed();
		for other in [
			Subject {
				genesis: &[9; 32],
				..SUBJECT
			},
			Subject {
				request_id: &[9; 16],
				..SUBJECT
			},
		] {
			assert!(open_statement(&other, &[5; 32], &one, &object).is_err());
		}
	}

	#[test]
	fn no_byte_can_be_changed_cut_or_added() {
		let (object, [one, _]) = sealed();
		let second = HEAD + ENTRY..HEAD + 2 * ENTRY;
		for at in (0..object.len()).filter(|at| !second.contains(at)) {
			let mut damaged = object.clone();
			damaged[at] ^= 1;
			assert!(
				open_statement(&SUBJECT, &[5; 32], &one, &damaged).is_err(),
				"byte {at}"
			);
			assert!(open_statement(&SUBJECT, &[5; 32], &one, &object[..at]).is_err());
		}
		let longer = [object.as_slice(), &[0]].concat();
		assert!(open_statement(&SUBJECT, &[5; 32], &one, &longer).is_err());
	}

	#[test]
	fn limits_are_kept() {
		let readers = vec![([5; 32], enc_public(&EncSecret::from_bytes(&[3; 32]))); MAX_READERS + 1];
		let seal = |count: usize, length: usize| {
			seal_statement(&SUBJECT, &readers[..count], &vec![0; length], &mut Counter(9))
		};
		assert!(seal(MAX_READERS, MAX_STATEMENT).unwrap().len() <= MAX_SEALED_STATEMENT);
		assert!(seal(MAX_READERS + 1, 1).is_err());
		assert!(seal(1, MAX_STATEMENT + 1).is_err());
	}
}
