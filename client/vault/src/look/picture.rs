//! Pictures: decoded with bounds, and encoded again as PNG, so that what a browser gets was made here.

use super::error::{LookError, guarded};
use jpeg_decoder::PixelFormat;
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Limits, Transformations};

/// How a PNG begins.
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// How a JPEG begins.
pub(super) const JPEG: &[u8] = &[0xff, 0xd8, 0xff];
/// Larger pictures are not drawn.
pub(super) const MAX_PIXELS: u64 = 24 << 20;
/// Bytes that a decoder may take.
const MAX_BYTES: usize = 128 << 20;

/// Pixels of 8 bits a channel, row by row.
pub(super) struct Pixels {
	pub(super) width: u32,
	pub(super) height: u32,
	pub(super) color: ColorType,
	pub(super) bytes: Vec<u8>,
}

impl Pixels {
	/// As PNG, quickly rather than small: it goes to this machine's browser alone.
	pub(super) fn png(&self) -> Result<Vec<u8>, LookError> {
		let mut out = Vec::new();
		let mut encoder = Encoder::new(&mut out, self.width, self.height);
		encoder.set_depth(BitDepth::Eight);
		encoder.set_color(self.color);
		encoder.set_compression(Compression::Fast);
		let written = encoder
			.write_header()
			.and_then(|mut writer| writer.write_image_data(&self.bytes));
		written.map_err(|_| LookError::Damaged)?;
		Ok(out)
	}
}

fn check_size(width: u32, height: u32) -> Result<(), LookError> {
	match u64::from(width).saturating_mul(height.into()) {
		0 => Err(LookError::Damaged),
		pixels if pixels > MAX_PIXELS => Err(LookError::TooManyPixels),
		_ => Ok(()),
	}
}

fn of_png(bytes: &[u8]) -> Result<Pixels, LookError> {
	let damaged = |_| LookError::Damaged;
	let mut decoder = Decoder::new_with_limits(std::io::Cursor::new(bytes), Limits { bytes: MAX_BYTES });
	decoder.set_transformations(Transformations::normalize_to_color8());
	let mut reader = decoder.read_info().map_err(damaged)?;
	check_size(reader.info().width, reader.info().height)?;
	let size = reader.output_buffer_size().ok_or(LookError::TooManyPixels)?;
	if size > MAX_BYTES {
		return Err(LookError::TooManyPixels);
	}
	let mut buffer = vec![0; size];
	let frame = reader.next_frame(&mut buffer).map_err(damaged)?;
	buffer.truncate(frame.buffer_size());
	Ok(Pixels {
		width: frame.width,
		height: frame.height,
		color: frame.color_type,
		bytes: buffer,
	})
}

fn of_jpeg(bytes: &[u8]) -> Result<Pixels, LookError> {
	let mut decoder = jpeg_decoder::Decoder::new(bytes);
	decoder.set_max_decoding_buffer_size(MAX_BYTES);
	decoder.read_info().map_err(|_| LookError::Damaged)?;
	let info = decoder.info().ok_or(LookError::Damaged)?;
	check_size(info.width.into(), info.height.into())?;
	let color = match info.pixel_format {
		PixelFormat::L8 => ColorType::Grayscale,
		PixelFormat::RGB24 => ColorType::Rgb,
		PixelFormat::L16 | PixelFormat::CMYK32 => return Err(LookError::Unknown),
	};
	Ok(Pixels {
		width: info.width.into(),
		height: info.height.into(),
		color,
		bytes: decoder.decode().map_err(|_| LookError::Damaged)?,
	})
}

/// Encodes a PNG or JPEG again as a PNG: the pixels of the first frame with 8 bits a channel, without any metadata.
///
/// # Errors
/// When it is damaged or too large.
pub fn reencoded(bytes: &[u8]) -> Result<Vec<u8>, LookError> {
	guarded(|| {
		let pixels = match bytes.starts_with(JPEG) {
			true => of_jpeg(bytes)?,
			false => of_png(bytes)?,
		};
		pixels.png()
	})
}
