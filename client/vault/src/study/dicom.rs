//! What DICOM files say about themselves (PS3.3). This file, `look/slices.rs` and `nesting.rs` are the only ones that name dicom-rs.
//!
//! A damaged file, or one of another kind, counts as an ordinary file: no function here returns an error.

use crate::nesting::{Part, is_shallow};
use dicom_dictionary_std::tags;
use dicom_object::{DefaultDicomObject, OpenFileOptions, Tag};
use dicom_pixeldata::{ConvertOptions, PixelDecoder, VoiLutOption};
use std::{
	fs::File,
	io::Read,
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

/// What stands before the pixels.
fn head(path: &Path) -> Option<DefaultDicomObject> {
	if !is_shallow(File::open(path).ok()?, Part::Head) {
		return None;
	}
	let options = OpenFileOptions::new().read_until(tags::PIXEL_DATA);
	options.open_file(path).ok()
}

/// The series a file belongs to.
pub(super) fn describe(path: &Path) -> Option<Described> {
	if !is_dicom(path) {
		return None;
	}
	guarded(|| {
		let object = head(path)?;
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
		let head = head(path)?;
		let number = |tag, absent| text(&head, tag).map_or(Some(absent), |text| text.parse::<u64>().ok());
		let pixels = number(tags::ROWS, 0)?
			.checked_mul(number(tags::COLUMNS, 0)?)?
			.checked_mul(number(tags::SAMPLES_PER_PIXEL, 1)?)?
			.checked_mul(number(tags::NUMBER_OF_FRAMES, 1)?)?;
		if pixels == 0 || pixels > MAX_PIXELS {
			return None;
		}
		if !is_shallow(File::open(path).ok()?, Part::Whole) {
			return None;
		}
		let whole = OpenFileOptions::new().open_file(path).ok()?;
		let image = whole.decode_pixel_data_frame(0).ok()?;
		// The file's own window if it has one, else all that occurs; 16 bits of it for values of more than 8.
		let options = ConvertOptions::new().with_voi_lut(VoiLutOption::First);
		let values: Vec<u16> = image.to_vec_frame_with_options(0, &options).ok()?;
		let excess = if image.bits_stored() > 8 { 8 } else { 0 };
		let bytes = values
			.into_iter()
			.map(|value| (value >> excess).to_le_bytes()[0])
			.collect();
		Picture {
			bytes,
			width: image.columns(),
			height: image.rows(),
			channels: usize::from(image.samples_per_pixel()),
		}
		.shrunk(PICTURE)?
		.png()
	})
}

/// Pixels of 8 bits a channel, row by row.
struct Picture {
	bytes: Vec<u8>,
	width: u32,
	height: u32,
	/// 1 grey, 3 red-green-blue.
	channels: usize,
}

impl Picture {
	/// At most `side` pixels wide and high, by leaving pixels out.
	fn shrunk(self, side: u32) -> Option<Self> {
		let longest = self.width.max(self.height);
		if longest <= side {
			return Some(self);
		}
		let scaled = |length: u32| (u64::from(length) * u64::from(side) / u64::from(longest)).max(1);
		let (width, height) = (scaled(self.width), scaled(self.height));
		let mut bytes = Vec::new();
		for y in 0..height {
			let row = y * u64::from(self.height) / height * u64::from(self.width);
			for x in 0..width {
				let pixel = usize::try_from(row + x * u64::from(self.width) / width).ok()? * self.channels;
				bytes.extend_from_slice(self.bytes.get(pixel..pixel + self.channels)?);
			}
		}
		Some(Self {
			bytes,
			width: u32::try_from(width).ok()?,
			height: u32::try_from(height).ok()?,
			channels: self.channels,
		})
	}

	fn png(self) -> Option<Vec<u8>> {
		let mut out = Vec::new();
		let mut encoder = png::Encoder::new(&mut out, self.width, self.height);
		encoder.set_depth(png::BitDepth::Eight);
		encoder.set_color(match self.channels {
			1 => png::ColorType::Grayscale,
			3 => png::ColorType::Rgb,
			_ => return None,
		});
		encoder.write_header().ok()?.write_image_data(&self.bytes).ok()?;
		Some(out)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::nesting::tests::{file, nested};

	#[test]
	fn a_file_of_sequences_in_sequences_is_a_plain_file() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("deep.dcm");
		for depth in [33, 100_000] {
			std::fs::write(&path, nested(&file(), depth)).unwrap();
			assert!(describe(&path).is_none() && preview(&path).is_none(), "{depth}");
		}
	}
}
