//! What was opened to be looked at: held in memory, with a bound, and gone when the portal locks. Nothing of it is written.

use crate::{error::PortalError, texts::Value};
use medquorum_client::{
	domain::{Bytes32, RequestId},
	look::{LookError, Seen},
};
use std::{
	collections::VecDeque,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use zeroize::Zeroizing;

/// Bytes that are held at most; of what is over, the oldest goes first.
pub const MOST: u64 = 512 << 20;

/// A series of a study, as the study tells of it.
pub struct Part {
	/// Its place in the study, from 1.
	pub number: usize,
	/// What it is called.
	pub name: Value,
	/// How many files the series has.
	pub files: usize,
	/// Bytes of these files together.
	pub bytes: u64,
}

/// A file of a study that belongs to no series.
pub struct Loose {
	/// Its path in the study.
	pub path: String,
	/// How long it is.
	pub bytes: u64,
}

/// What is known of a study once it is opened: no byte of its files.
#[derive(Default)]
pub struct Study {
	/// Its series.
	pub parts: Vec<Part>,
	/// Its other files, as many as are listed.
	pub loose: Vec<Loose>,
	/// How many more of these there are.
	pub unlisted: usize,
	/// The CSP code by which its files are fetched, if it was opened by one.
	pub code: Zeroizing<String>,
}

/// A series of a study, and what it shows.
pub struct Shown {
	/// What can be seen of it, or why nothing can.
	pub seen: Seen,
	/// Its number in the study, or its UID.
	pub series: String,
	/// The CSP code of the study, if it was opened by one.
	pub code: Zeroizing<String>,
}

/// What of a record is held.
pub enum Content {
	/// A whole file, and what it shows.
	File(Zeroizing<Vec<u8>>, Box<Seen>),
	/// A series of a study.
	Series(Box<Shown>),
	/// The table of contents of a study.
	Study(Study),
}

/// Something that was opened.
pub struct Item {
	/// Its number, from 1.
	pub id: u64,
	/// The request by which it was opened.
	pub request: RequestId,
	/// What its uploader calls it.
	pub name: String,
	/// What its uploader says that it is.
	pub mime: String,
	/// Whether its patient has confirmed the record.
	pub acknowledged: bool,
	/// Bytes that are held.
	pub length: u64,
	/// Their SHA-256, where they are one file.
	pub sha256: Option<Bytes32>,
	/// What is held.
	pub content: Content,
}

#[derive(Default)]
struct Shelf {
	last: u64,
	/// How often everything was forgotten.
	cleared: u64,
	items: VecDeque<Arc<Item>>,
}

/// Everything that is held.
#[derive(Default)]
pub struct Held {
	shelf: Mutex<Shelf>,
}

/// Refuses what is more than is held at all.
///
/// # Errors
/// Then.
pub fn check_length(length: u64) -> Result<(), LookError> {
	match length > MOST {
		true => Err(LookError::TooLarge { length, most: MOST }),
		false => Ok(()),
	}
}

impl Held {
	fn shelf(&self) -> MutexGuard<'_, Shelf> {
		self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// How often everything was forgotten: what was opened before it was forgotten is not taken afterwards.
	pub fn cleared(&self) -> u64 {
		self.shelf().cleared
	}

	/// Takes something, whose number is given to it; the oldest go where it is too much.
	///
	/// # Errors
	/// When everything was forgotten since `cleared`.
	pub fn put(&self, cleared: u64, item: impl FnOnce(u64) -> Item) -> Result<u64, PortalError> {
		let mut shelf = self.shelf();
		if shelf.cleared != cleared {
			return Err(PortalError::Locked);
		}
		shelf.last += 1;
		let id = shelf.last;
		shelf.items.push_back(Arc::new(item(id)));
		let bytes = |shelf: &Shelf| shelf.items.iter().map(|item| item.length).sum::<u64>();
		while bytes(&shelf) > MOST && shelf.items.len() > 1 {
			shelf.items.pop_front();
		}
		Ok(id)
	}

	/// Something that is held.
	///
	/// # Errors
	/// When it is not any more.
	pub fn get(&self, id: u64) -> Result<Arc<Item>, PortalError> {
		let shelf = self.shelf();
		let mut items = shelf.items.iter();
		items
			.find(|item| item.id == id)
			.cloned()
			.ok_or(PortalError::NotHeld)
	}

	/// Forgets something.
	pub fn drop(&self, id: u64) {
		self.shelf().items.retain(|item| item.id != id);
	}

	/// Forgets everything. The bytes are wiped when the last page that is being made of them is done.
	pub fn clear(&self) {
		let mut shelf = self.shelf();
		shelf.cleared += 1;
		shelf.items.clear();
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn item(length: u64) -> impl FnOnce(u64) -> Item {
		move |id| Item {
			id,
			request: RequestId([0; 16]),
			name: String::new(),
			mime: String::new(),
			acknowledged: true,
			length,
			sha256: None,
			content: Content::Study(Study::default()),
		}
	}

	#[test]
	fn the_oldest_goes_where_it_is_too_much_and_all_goes_at_lock() {
		let held = Held::default();
		let ids: Vec<u64> = (0..3).map(|_| held.put(0, item(MOST / 2)).unwrap()).collect();
		assert!(matches!(held.get(ids[0]), Err(PortalError::NotHeld)));
		assert!(held.get(ids[1]).is_ok() && held.get(ids[2]).is_ok());
		held.drop(ids[1]);
		assert!(held.get(ids[1]).is_err());
		let seen = Arc::downgrade(&held.get(ids[2]).unwrap());
		held.clear();
		assert!(seen.upgrade().is_none());
		assert!(matches!(held.put(0, item(1)), Err(PortalError::Locked)));
		assert!(held.put(held.cleared(), item(1)).is_ok());
		assert!(check_length(MOST).is_ok() && check_length(MOST + 1).is_err());
	}
}
