//! Which file counts for what.

use crate::{
	domain::*,
	error::CeremonyError,
	trust::ceremony::{
		file::CeremonyFile,
		files::{Content, Signed, Start},
	},
};
use std::collections::BTreeMap;

/// Something on the table that is not right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
	/// The name under which it lies there.
	pub file: String,
	/// What is wrong with it.
	pub error: CeremonyError,
}

/// The order in which files are looked at.
pub(super) fn rank(file: &CeremonyFile) -> u8 {
	match file {
		CeremonyFile::Start(_) => 0,
		CeremonyFile::Join(_) => 1,
		CeremonyFile::Deal(_) => 2,
		CeremonyFile::Certificate(_) => 3,
		CeremonyFile::Handover(_) => 4,
		CeremonyFile::Complaint(_) => 5,
	}
}

/// The start file. The same one may lie there twice.
pub(super) fn only_start(
	genesis: &Bytes32,
	old: Option<&Committee>,
	files: &[(String, CeremonyFile)],
	faults: &[Fault],
) -> Result<Signed<Start>, CeremonyError> {
	let mut starts = files.iter().filter_map(|(_, file)| match file {
		CeremonyFile::Start(start) => Some(start),
		_ => None,
	});
	let Some(start) = starts.next() else {
		let fault = faults.iter().find(|fault| {
			matches!(fault.error, CeremonyError::NotSigned { what: "start", .. })
				|| fault.file == "ceremony.json"
		});
		return Err(fault.map_or(CeremonyError::NoStart, |fault| fault.error.clone()));
	};
	if let Some(other) = starts.find(|other| other.hash() != start.hash()) {
		let (first, second) = (start.author, other.author);
		return Err(CeremonyError::TwoStarts { first, second });
	}
	if start.place.genesis != *genesis {
		let (what, who) = ("start", start.author);
		return Err(CeremonyError::OtherChain { what, who });
	}
	start.content.check(&start.place, old)?;
	Ok(start.clone())
}

/// Puts a file in its place. The same content again is nothing new; other content of the same author is two-faced.
pub(super) fn put<T: Content + Clone>(
	places: &mut BTreeMap<u16, Signed<T>>,
	twice: &mut Vec<(CeremonyFile, CeremonyFile)>,
	index: u16,
	file: Signed<T>,
	wrap: fn(Signed<T>) -> CeremonyFile,
) -> Result<(), CeremonyError> {
	let Some(known) = places.get(&index) else {
		places.insert(index, file);
		return Ok(());
	};
	let (known, file) = (wrap(known.clone()), wrap(file));
	if !known.contradicts(&file) {
		return Ok(());
	}
	let (what, who) = (file.what(), file.author());
	twice.push((known, file));
	Err(CeremonyError::Twice { what, who })
}
