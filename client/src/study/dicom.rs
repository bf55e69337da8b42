//! What DICOM files say about themselves (PS3.3): the only file that names dicom-rs.
//!
//! A file that is no DICOM file, or a damaged one, is simply a file: nothing here fails.

use dicom_dictionary_std::tags;
use dicom_object::{DefaultDicomObject, OpenFileOptions, Tag};
use dicom_pixeldata::{PixelDecoder, image::ImageFormat};
use std::{
	fs::File,
	io::{Cursor, Read},
	panic::{AssertUnwindSafe, catch_unwind},
	path::Path,
};

/// Larger images get no picture, so that memory stays bounded.
const MAX_PIXELS: u64 = 8 << 20;
/// Width and height of a picture at most.
const PICTURE: u32 = 256;

/// The series of one file.
pub(super) struct Described {
	pub(super) series: String,
	pub(super) modality: String,
	pub(super) description: String,
	pub(super) number: Option<i32>,
}

fn is_dicom(path: &Path) -> bool {
	let mut head = [0; 132];
	let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
	read.is_ok() && head.ends_with(b"DICM")
}

/// Damaged files make decoders panic at times; that must not end an upload.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
	catch_unwind(AssertUnwindSafe(work)).ok().flatten()
}

fn text(object: &DefaultDicomObject, tag: Tag) -> Option<String> {
	let text = object.element(tag).ok()?.to_str().ok()?;
	Some(text.trim_matches(['\0', ' ']).to_owned())
}

/// The series a file belongs to.
pub(super) fn describe(path: &Path) -> Option<Described> {
	if !is_dicom(path) {
		return None;
	}
	guarded(|| {
		let options = OpenFileOptions::new().read_until(tags::PIXEL_DATA);
		let object = options.open_file(path).ok()?;
		Some(Described {
			series: text(&object, tags::SERIES_INSTANCE_UID).filter(|uid| !uid.is_empty())?,
			modality: text(&object, tags::MODALITY).unwrap_or_default(),
			description: text(&object, tags::SERIES_DESCRIPTION).unwrap_or_default(),
			number: text(&object, tags::SERIES_NUMBER).and_then(|number| number.parse().ok()),
		})
	})
}

/// A small picture of a file's first frame, as PNG.
pub(super) fn preview(path: &Path) -> Option<Vec<u8>> {
	guarded(|| {
		let object = OpenFileOptions::new().read_until(tags::PIXEL_DATA).open_file(path).ok()?;
		let number = |tag, absent| {
			text(&object, tag).map_or(Some(absent), |text| text.parse::<u64>().ok())
		};
		let pixels = number(tags::ROWS, 0)?
			.checked_mul(number(tags::COLUMNS, 0)?)?
			.checked_mul(number(tags::SAMPLES_PER_PIXEL, 1)?)?
			.checked_mul(number(tags::NUMBER_OF_FRAMES, 1)?)?;
		if pixels == 0 || pixels > MAX_PIXELS {
			return None;
		}
		let whole = OpenFileOptions::new().open_file(path).ok()?;
		let image = whole.decode_pixel_data_frame(0).ok()?.to_dynamic_image(0).ok()?;
		let mut png = Cursor::new(Vec::new());
		let small = image.thumbnail(PICTURE, PICTURE).to_luma8();
		small.write_to(&mut png, ImageFormat::Png).ok()?;
		Some(png.into_inner())
	})
}
