//! A DICOM series as slices that are drawn one by one (PS3.3 C.7.6.3 pixels, C.11.1 rescale, C.11.2 window).

use super::{
	error::{LookError, guarded},
	picture::{MAX_PIXELS, Pixels},
};
use crate::nesting::{Part, is_shallow};
use dicom_dictionary_std::tags;
use dicom_object::{DefaultDicomObject, OpenFileOptions, Tag};
use dicom_pixeldata::{ConvertOptions, PixelDecoder, VoiLutOption, WindowLevel};
use png::ColorType;
use zeroize::Zeroizing;

/// More slices in one file are not believed.
const MAX_FRAMES: u32 = 10_000;
/// Ways of storing images that are drawn: uncompressed, RLE, and JPEG of 8 bits or without loss. Deflated ones are not: they grow without bound.
const SYNTAXES: [&str; 8] = [
	"1.2.840.10008.1.2",
	"1.2.840.10008.1.2.1",
	"1.2.840.10008.1.2.2",
	"1.2.840.10008.1.2.4.50",
	"1.2.840.10008.1.2.4.51",
	"1.2.840.10008.1.2.4.57",
	"1.2.840.10008.1.2.4.70",
	"1.2.840.10008.1.2.5",
];

/// Which values become grey: those below the window black, those above it white. In the file's own unit, for CT Hounsfield.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
	/// Its middle.
	pub center: f64,
	/// Its width, at least 1.
	pub width: f64,
}

impl Window {
	/// A window that can be drawn with, whatever was asked for.
	#[must_use]
	pub fn clamped(center: f64, width: f64) -> Option<Self> {
		(center.is_finite() && width.is_finite()).then(|| Self {
			center: center.clamp(-70_000.0, 70_000.0),
			width: width.clamp(1.0, 140_000.0),
		})
	}
}

/// A window with a name.
pub struct Preset {
	/// What it is called in addresses.
	pub code: &'static str,
	/// What it shows.
	pub name: &'static str,
	/// Centre and width that the name stands for, in Hounsfield units.
	pub window: Window,
}

/// Windows for CT, in Hounsfield units.
pub const PRESETS: [Preset; 4] = [
	preset("brain", "Brain", 40.0, 80.0),
	preset("lung", "Lung", -600.0, 1500.0),
	preset("bone", "Bone", 400.0, 1800.0),
	preset("soft", "Soft tissue", 40.0, 400.0),
];

const fn preset(code: &'static str, name: &'static str, center: f64, width: f64) -> Preset {
	Preset {
		code,
		name,
		window: Window { center, width },
	}
}

/// Where a slice lies.
struct Slice {
	file: usize,
	frame: u32,
}

/// The slices of one series, in their order. The files stay as they came; a slice is decoded when it is drawn.
pub struct Slices {
	files: Vec<Zeroizing<Vec<u8>>>,
	order: Vec<Slice>,
	modality: String,
	window: Option<Window>,
}

/// What the head of a file says.
struct Head {
	frames: u32,
	/// Along the axis of the body where it is told, else the number of the image.
	place: f64,
	number: i64,
	modality: String,
	window: Option<Window>,
}

fn text(object: &DefaultDicomObject, tag: Tag) -> Option<String> {
	let text = object.element(tag).ok()?.to_str().ok()?;
	Some(text.trim_matches(['\0', ' ']).to_owned())
}

/// The first of several values of a number.
fn number<T: std::str::FromStr>(object: &DefaultDicomObject, tag: Tag, at: usize) -> Option<T> {
	text(object, tag)?.split('\\').nth(at)?.trim().parse().ok()
}

impl Head {
	fn read(bytes: &[u8]) -> Result<Self, LookError> {
		let options = OpenFileOptions::new().read_until(tags::PIXEL_DATA);
		let meta = dicom_object::FileMetaTable::from_reader(bytes.get(128..).ok_or(LookError::Damaged)?);
		let meta = meta.map_err(|_| LookError::Damaged)?;
		let syntax = meta.transfer_syntax().trim_end_matches(['\0', ' ']);
		if !SYNTAXES.contains(&syntax) {
			let shown = syntax.chars().take(64).filter(char::is_ascii).collect();
			return Err(LookError::Syntax(shown));
		}
		if !is_shallow(bytes, Part::Head) {
			return Err(LookError::Damaged);
		}
		let object = options.from_reader(bytes).map_err(|_| LookError::Damaged)?;
		let one = |tag, absent: u64| text(&object, tag).map_or(Some(absent), |text| text.parse().ok());
		let frames = one(tags::NUMBER_OF_FRAMES, 1).ok_or(LookError::Damaged)?;
		let pixels = [
			one(tags::ROWS, 0),
			one(tags::COLUMNS, 0),
			one(tags::SAMPLES_PER_PIXEL, 1),
		];
		let pixels = pixels
			.into_iter()
			.try_fold(1u64, |product, factor| product.checked_mul(factor?))
			.ok_or(LookError::Damaged)?;
		match (pixels, frames) {
			(0, _) | (_, 0) => return Err(LookError::NoImage),
			(pixels, _) if pixels > MAX_PIXELS => return Err(LookError::TooManyPixels),
			_ => {}
		}
		let frames = u32::try_from(frames).ok().filter(|frames| *frames <= MAX_FRAMES);
		let window = |center: Option<f64>, width: Option<f64>| Window::clamped(center?, width?);
		let number_of_image = number(&object, tags::INSTANCE_NUMBER, 0).unwrap_or_default();
		Ok(Self {
			frames: frames.ok_or(LookError::TooManyPixels)?,
			place: number(&object, tags::IMAGE_POSITION_PATIENT, 2)
				.filter(|place: &f64| place.is_finite())
				.unwrap_or_default(),
			number: number_of_image,
			modality: text(&object, tags::MODALITY).unwrap_or_default(),
			window: window(
				number(&object, tags::WINDOW_CENTER, 0),
				number(&object, tags::WINDOW_WIDTH, 0),
			),
		})
	}
}

impl Slices {
	/// The slices of these files, which are one series. Files that are no images are left out.
	///
	/// # Errors
	/// When none of them can be drawn; that of the first.
	pub fn of(files: Vec<Zeroizing<Vec<u8>>>) -> Result<Self, LookError> {
		let (mut heads, mut refused) = (Vec::new(), None);
		for (at, file) in files.iter().enumerate() {
			match guarded(|| Head::read(file)) {
				Ok(head) => heads.push((at, head)),
				Err(error) => refused = refused.or(Some(error)),
			}
		}
		let Some((_, first)) = heads.first() else {
			return Err(refused.unwrap_or(LookError::NoImage));
		};
		let (modality, window) = (first.modality.clone(), first.window);
		heads.sort_by(|(_, one), (_, other)| {
			let by_number = one.number.cmp(&other.number);
			by_number.then(one.place.total_cmp(&other.place))
		});
		let order = heads.iter().flat_map(|(file, head)| {
			let file = *file;
			(0..head.frames).map(move |frame| Slice { file, frame })
		});
		Ok(Self {
			order: order.collect(),
			files,
			modality,
			window,
		})
	}

	/// How many there are.
	#[must_use]
	pub fn len(&self) -> usize {
		self.order.len()
	}

	/// Whether there are none, which [`Slices::of`] refuses.
	#[must_use]
	pub fn is_empty(&self) -> bool {
		self.order.is_empty()
	}

	/// What made the images, such as CT.
	#[must_use]
	pub fn modality(&self) -> &str {
		&self.modality
	}

	/// The window that the first file asks for.
	#[must_use]
	pub fn window(&self) -> Option<Window> {
		self.window
	}

	/// Draws one, counted from 0, as PNG: through this window, or as its file asks for.
	///
	/// # Errors
	/// When there is no such slice, or it cannot be decoded.
	pub fn png(&self, at: usize, window: Option<Window>) -> Result<Vec<u8>, LookError> {
		let slice = self
			.order
			.get(at)
			.ok_or(LookError::NoSlice(at.saturating_add(1)))?;
		let file = self.files.get(slice.file).ok_or(LookError::Damaged)?;
		guarded(|| draw(file, slice.frame, window))
	}
}

/// Values as they are shown: of the power of two of bits that follows those that are stored, down or up to eight.
fn in_eight_bits(values: Vec<u16>, stored: u16) -> Result<Vec<u8>, LookError> {
	if !(1..=16).contains(&stored) {
		return Err(LookError::Unknown);
	}
	let most = (1u32 << stored.next_power_of_two()) - 1;
	let scaled = |value: u16| u8::try_from(u32::from(value).min(most) * 255 / most).unwrap_or(u8::MAX);
	Ok(values.into_iter().map(scaled).collect())
}

fn draw(file: &[u8], frame: u32, window: Option<Window>) -> Result<Vec<u8>, LookError> {
	let damaged = |_| LookError::Damaged;
	if !is_shallow(file, Part::Whole) {
		return Err(LookError::Damaged);
	}
	let object = OpenFileOptions::new()
		.from_reader(file)
		.map_err(|_| LookError::Damaged)?;
	let image = object.decode_pixel_data_frame(frame).map_err(damaged)?;
	let window = window.map(|window| WindowLevel {
		width: window.width,
		center: window.center,
	});
	let option = window.map_or(VoiLutOption::First, VoiLutOption::Custom);
	let options = ConvertOptions::new().with_voi_lut(option);
	// One frame was decoded, so it is the first of what was.
	let values: Vec<u16> = image.to_vec_frame_with_options(0, &options).map_err(damaged)?;
	let bytes = in_eight_bits(values, image.bits_stored())?;
	let color = match image.samples_per_pixel() {
		1 => ColorType::Grayscale,
		3 => ColorType::Rgb,
		_ => return Err(LookError::Damaged),
	};
	let pixels = Pixels {
		width: image.columns(),
		height: image.rows(),
		color,
		bytes: match object
			.element(tags::PHOTOMETRIC_INTERPRETATION)
			.ok()
			.and_then(|element| element.to_str().ok())
		{
			// The lowest value is white.
			Some(kind) if kind.trim() == "MONOCHROME1" => bytes.into_iter().map(|value| !value).collect(),
			_ => bytes,
		},
	};
	pixels.png()
}
