//! What is listed of an upload for those who search.

use crate::{
	clock::wall_time,
	error::Error,
	search::{CodeError, Listing, Modality, Quarter, diseases},
	study::Study,
};
use medquorum_core::views::timestamp;
use std::path::PathBuf;

/// What is listed of these files; `None` without a disease. The day defaults to today, the modality to what the files say.
///
/// # Errors
/// When ICD-10-CM does not list a code, or the day does not exist.
pub fn listing_of(
	paths: &[PathBuf],
	mime: &str,
	codes: &[String],
	day: Option<&str>,
	modality: Option<Modality>,
) -> Result<Option<Listing>, Error> {
	let diseases = diseases(codes)?;
	if diseases.is_empty() {
		return Ok(None);
	}
	Ok(Some(Listing {
		diseases,
		quarter: day.map_or_else(this_quarter, Quarter::since)?,
		modality: modality.unwrap_or_else(|| modality_of(paths, mime)),
	}))
}

/// By this machine's clock, in UTC.
fn this_quarter() -> Result<Quarter, CodeError> {
	let today = timestamp(wall_time());
	Quarter::since(today.get(..10).unwrap_or(&today))
}

/// What a record is, as far as its files tell: the modality of its first images, or that it is a document.
fn modality_of(paths: &[PathBuf], mime: &str) -> Modality {
	let study = match paths {
		[folder] if folder.is_dir() => Study::of_folder(folder),
		several => Study::of_paths(several),
	};
	let images = study.ok().and_then(|study| {
		let mut series = study.contents().series.iter();
		series.find_map(|series| series.modality.parse().ok())
	});
	let document = || match mime {
		"application/pdf" | "application/fhir+json" | "text/plain" => "DOCUMENT".parse().ok(),
		_ => None,
	};
	images.or_else(document).unwrap_or(Modality::OTHER)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn without_a_disease_nothing_is_listed() {
		assert_eq!(listing_of(&[], "text/plain", &[], None, None).unwrap(), None);
		let codes = ["E11.9".to_owned()];
		let listed = listing_of(&[], "text/plain", &codes, Some("2024-05-17"), None);
		let listed = listed.unwrap().unwrap();
		assert_eq!(
			(listed.quarter.to_string().as_str(), listed.modality.code()),
			("2024-Q2", "DOCUMENT")
		);
		assert!(this_quarter().unwrap().year() >= 2026);
		for (codes, day) in [(&["?".to_owned()][..], None), (&codes[..], Some("2024-02-30"))] {
			assert!(listing_of(&[], "", codes, day, None).is_err());
		}
	}
}
