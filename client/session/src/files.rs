//! Files of this machine on their way to becoming a record: what they are, and when.

use super::session::wall_time;
use chrono::{Days, NaiveDate};
use medquorum_client::{
	error::Error,
	file_info::FileInfo,
	search::{Modality, Quarter},
	study::Study,
	upload::UploadSource,
};
use std::path::PathBuf;

/// One file, or a study named after its folder.
///
/// # Errors
/// When a file cannot be read, or the files make no study.
pub fn source_of(paths: &[PathBuf]) -> Result<UploadSource, Error> {
	let (study, name) = match paths {
		[folder] if folder.is_dir() => (Study::of_folder(folder)?, FileInfo::of_path(folder).name),
		[file] => return UploadSource::open(file),
		several => (Study::of_paths(several)?, "study".to_owned()),
	};
	let mut source = UploadSource::of_study(study)?;
	// A folder named as `.` has no name of its own.
	let name = if name.is_empty() { "study".to_owned() } else { name };
	source.info.name = format!("{name}.tar");
	Ok(source)
}

/// Today in UTC, as ISO 8601 writes it.
pub fn today() -> String {
	let epoch = NaiveDate::default();
	let days = Days::new(wall_time() / 86_400_000);
	epoch.checked_add_days(days).unwrap_or(epoch).to_string()
}

/// When: on the day of the examination, or else today. `day` is written as YYYY-MM-DD.
pub fn quarter(day: Option<&str>) -> Quarter {
	let day = day.map_or_else(today, str::to_owned);
	// A day of the calendar is in a quarter of it; before 1900 nothing was examined.
	Quarter::since(&day).unwrap_or_else(|_| Quarter::from_u16(0))
}

/// What a record is, as far as its files tell: the modality of its first images, or that it is a document.
pub fn modality_of(paths: &[PathBuf], mime: &str) -> Modality {
	let study = match paths {
		[folder] if folder.is_dir() => Study::of_folder(folder),
		several => Study::of_paths(several),
	};
	let images = study.ok().and_then(|study| {
		let series = study.contents().series.iter();
		series.filter_map(|series| series.modality.parse().ok()).next()
	});
	let document = || match mime {
		"application/pdf" | "application/fhir+json" | "text/plain" => "DOCUMENT".parse().ok(),
		_ => None,
	};
	images.or_else(document).unwrap_or(Modality::OTHER)
}
