//! How a file that is uploaded again is known: where it lies, and whether it is still as it was.

use super::options::UploadOptions;
use crate::file_info::FileInfo;
use medquorum_core::domain::{AccountId, Bytes32};
use medquorum_files::FileError;
use sha2::{Digest as _, Sha256};
use std::{
	fs,
	os::unix::{ffi::OsStrExt as _, fs::MetadataExt as _},
	path::{Path, PathBuf},
};

/// Two hashes over the files of an upload: of their places, and of everything that changes when one of them does (device, inode,
/// length, times of content and of status). A program can set the time of the content back, but not that of the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
	files: Vec<PathBuf>,
	pub(crate) place: Bytes32,
	pub(crate) state: Bytes32,
}

impl Origin {
	/// Looks at these files, in this order.
	///
	/// # Errors
	/// When one of them cannot be looked at.
	pub fn of_files<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<Self, FileError> {
		let (mut place, mut state) = (Sha256::new(), Sha256::new());
		let mut files = Vec::new();
		for path in paths {
			let looked = fs::metadata(path).and_then(|found| Ok((found, std::path::absolute(path)?)));
			let (found, path): (fs::Metadata, PathBuf) =
				looked.map_err(|error| FileError::from_io("look at", path, error))?;
			let name = path.as_os_str().as_bytes();
			place.update((name.len() as u64).to_le_bytes());
			place.update(name);
			for number in [found.dev(), found.ino(), found.len()] {
				state.update(number.to_le_bytes());
			}
			for number in [
				found.mtime(),
				found.mtime_nsec(),
				found.ctime(),
				found.ctime_nsec(),
			] {
				state.update(number.to_le_bytes());
			}
			files.push(path);
		}
		let (place, state) = (place.finalize().into(), state.finalize().into());
		Ok(Self { files, place, state })
	}

	/// The files, by their absolute paths.
	pub(crate) fn files(&self) -> &[PathBuf] {
		&self.files
	}

	/// Whether the files are still as they were: what was read of them meanwhile is one state of theirs, and not parts of two.
	pub(crate) fn is_unchanged(&self) -> bool {
		let files = self.files.iter().map(PathBuf::as_path);
		Self::of_files(files).is_ok_and(|now| now == *self)
	}

	/// This upload of these files: by whom, for whom, under which keys, described how.
	pub(super) fn claim(&self, upload: &Terms<'_>) -> Claim {
		let Terms {
			genesis,
			uploader,
			options,
			csp_pk,
			x,
			info,
		} = upload;
		let place = Sha256::new()
			.chain_update(genesis)
			.chain_update(uploader.0)
			.chain_update(options.patient.0)
			.chain_update(self.place)
			.finalize()
			.into();
		let mut state = Sha256::new()
			.chain_update(self.state)
			.chain_update(csp_pk)
			.chain_update(x)
			.chain_update(options.key_id.to_le_bytes())
			.chain_update(options.supersedes.map(|id| id.0).unwrap_or_default())
			.chain_update([u8::from(options.searchable)]);
		for text in [
			Some(&info.name),
			Some(&info.mime),
			info.icd10.as_ref(),
			info.date.as_ref(),
			info.note.as_ref(),
		] {
			// The length one higher: an empty text is not a missing one.
			let length = text.map_or(0, |text| text.len() as u64 + 1);
			state.update(length.to_le_bytes());
			state.update(text.map_or("", String::as_str));
		}
		let state = state.finalize().into();
		Claim { place, state }
	}
}

/// What an upload depends on beside the files.
pub(super) struct Terms<'a> {
	pub(super) genesis: &'a Bytes32,
	pub(super) uploader: AccountId,
	pub(super) options: &'a UploadOptions,
	pub(super) csp_pk: &'a Bytes32,
	pub(super) x: &'a Bytes32,
	pub(super) info: &'a FileInfo,
}

/// Names an upload. One with the same `place` and another `state` replaces the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
	pub(super) place: Bytes32,
	pub(super) state: Bytes32,
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_core::domain::RecordId;

	fn claim(origin: &Origin, change: impl FnOnce(&mut Terms<'_>)) -> Claim {
		let options = UploadOptions {
			patient: AccountId([2; 32]),
			key_id: 1,
			supersedes: None,
			searchable: false,
		};
		let mut terms = Terms {
			genesis: &[1; 32],
			uploader: AccountId([3; 32]),
			options: &options,
			csp_pk: &[4; 32],
			x: &[5; 32],
			info: &FileInfo::default(),
		};
		change(&mut terms);
		origin.claim(&terms)
	}

	#[test]
	fn any_change_of_a_file_is_seen_even_when_its_time_is_set_back() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("scan");
		let look = || Origin::of_files([path.as_path()]).unwrap();
		fs::write(&path, b"one").unwrap();
		let before = look();
		assert_eq!(look(), before);
		let time = fs::metadata(&path).unwrap().modified().unwrap();
		std::thread::sleep(std::time::Duration::from_millis(20));
		fs::write(&path, b"two").unwrap();
		let file = fs::File::options().write(true).open(&path).unwrap();
		file.set_modified(time).unwrap();
		let after = look();
		assert_eq!(after.place, before.place);
		assert_ne!(after.state, before.state);
		assert!(Origin::of_files([dir.path().join("none").as_path()]).is_err());
	}

	#[test]
	fn an_upload_under_other_terms_is_another_one() {
		let dir = tempfile::tempdir().unwrap();
		let origin = Origin::of_files([dir.path()]).unwrap();
		let plain = claim(&origin, |_| ());
		assert_eq!(claim(&origin, |_| ()), plain);
		assert_ne!(
			claim(&origin, |terms| terms.genesis = &[9; 32]).place,
			plain.place
		);
		let uploader = AccountId([9; 32]);
		assert_ne!(
			claim(&origin, |terms| terms.uploader = uploader).place,
			plain.place
		);
		assert_ne!(claim(&origin, |terms| terms.x = &[9; 32]).state, plain.state);
		assert_ne!(claim(&origin, |terms| terms.csp_pk = &[9; 32]).state, plain.state);
		let correction = UploadOptions {
			patient: AccountId([2; 32]),
			key_id: 1,
			supersedes: Some(RecordId([1; 16])),
			searchable: false,
		};
		let corrected = origin.claim(&Terms {
			genesis: &[1; 32],
			uploader: AccountId([3; 32]),
			options: &correction,
			csp_pk: &[4; 32],
			x: &[5; 32],
			info: &FileInfo::default(),
		});
		assert_ne!(corrected.state, plain.state);
		let (note, date) = (
			FileInfo {
				note: Some("x".into()),
				..FileInfo::default()
			},
			FileInfo {
				date: Some("x".into()),
				..FileInfo::default()
			},
		);
		let first = UploadOptions {
			supersedes: None,
			..correction.clone()
		};
		let described = |info| {
			let terms = Terms {
				genesis: &[1; 32],
				uploader: AccountId([3; 32]),
				options: &first,
				csp_pk: &[4; 32],
				x: &[5; 32],
				info,
			};
			origin.claim(&terms).state
		};
		assert_ne!(described(&note), described(&date));
		assert_ne!(described(&note), plain.state);
	}
}
