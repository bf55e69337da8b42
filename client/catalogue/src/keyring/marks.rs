//! Marks tell only hosts that have them which objects a publication consists of.

use crate::{
	error::{CatalogueError, Part},
	kdf::sha256,
	manifest::MAX_BLOCKS,
};
use medquorum_core::domain::AccountId;
use medquorum_envelope::{Cid, cid::Codec};

/// Most objects of a publication: its blocks and the manifest.
pub const MAX_OBJECTS: usize = MAX_BLOCKS + 1;

/// Bytes of a mark. To name another facility's object, or a record's, somebody has to know it.
pub(super) const MARK: usize = 16;

pub(super) type Mark = [u8; MARK];

/// That of an object; `None` for what can be no object of a catalogue: each is one leaf.
pub(super) fn mark_of(facility: &AccountId, object: &Cid) -> Option<Mark> {
	let hash = sha256(&[b"MQ2-catobject", &facility.0, &object.digest()]);
	let (mark, _) = hash.split_first_chunk()?;
	(object.codec() == Codec::Raw).then_some(*mark)
}

/// The marks of these objects, ascending and none twice, and their number.
///
/// # Errors
/// [`CatalogueError::TooMany`] objects, [`CatalogueError::Malformed`] for none, or one that is no leaf.
pub(super) fn of_objects(facility: &AccountId, objects: &[Cid]) -> Result<(u16, Vec<Mark>), CatalogueError> {
	let too_many = || CatalogueError::TooMany {
		what: "blocks",
		found: objects.len(),
		most: MAX_OBJECTS,
	};
	if objects.len() > MAX_OBJECTS {
		return Err(too_many());
	}
	let marks = objects.iter().map(|object| mark_of(facility, object));
	let mut marks: Vec<Mark> = marks
		.collect::<Option<_>>()
		.ok_or(malformed("it lists what is no leaf"))?;
	marks.sort_unstable();
	marks.dedup();
	check(&marks)?;
	Ok((u16::try_from(marks.len()).map_err(|_| too_many())?, marks))
}

/// Strict, as [`of_objects`] makes them.
///
/// # Errors
/// [`CatalogueError::Malformed`].
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Mark>, CatalogueError> {
	let marks = bytes.as_chunks::<MARK>().0.to_vec();
	check(&marks)?;
	Ok(marks)
}

fn check(marks: &[Mark]) -> Result<(), CatalogueError> {
	if marks.is_empty() || marks.len() > MAX_OBJECTS {
		return Err(malformed("its number of objects is impossible"));
	}
	match marks.windows(2).any(|pair| pair[0] >= pair[1]) {
		true => Err(malformed("its objects are out of order")),
		false => Ok(()),
	}
}

/// A keyring against the rules of the format.
pub(super) fn malformed(why: &'static str) -> CatalogueError {
	CatalogueError::Malformed {
		part: Part::Keyring,
		why,
	}
}
