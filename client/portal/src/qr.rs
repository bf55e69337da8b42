//! QR codes: the modules are those of the crate `qrcodegen`, the picture is one path of an SVG that stands in the page.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// Modules of white around the code, as the standard asks.
const QUIET: i32 = 4;

/// A QR code as a picture.
pub struct Picture {
	/// Width and height in modules, with the white around it.
	pub side: i32,
	/// The dark modules, as the path of an SVG. It may say a secret.
	pub path: Zeroizing<String>,
}

/// The code of a text; `None` where the text is too long for one.
pub fn picture(text: &str) -> Option<Picture> {
	let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
	let size = code.size();
	// Room at once for one run of modules in each second place, so that no copy of a secret is left behind.
	let room = usize::try_from(size * size * 8).ok()?;
	let mut path = Zeroizing::new(String::with_capacity(room));
	for y in 0..size {
		let mut x = 0;
		while x < size {
			let begin = x;
			while x < size && code.get_module(x, y) {
				x += 1;
			}
			match x - begin {
				0 => x += 1,
				run => write!(path, "M{} {}h{run}v1h-{run}z", begin + QUIET, y + QUIET).ok()?,
			}
		}
	}
	let side = size + 2 * QUIET;
	Some(Picture { side, path })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_dark_module_is_drawn_once() {
		let text = "CSPR1QQQQ0123456789";
		let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
		let (size, drawn) = (code.size(), picture(text).unwrap());
		assert_eq!(drawn.side, size + 8);
		let mut dark = 0;
		for part in drawn.path.split('M').skip(1) {
			let (place, rest) = part.split_once('h').unwrap();
			let (x, y) = place.split_once(' ').unwrap();
			let run: i32 = rest.split('v').next().unwrap().parse().unwrap();
			let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
			for x in x..x + run {
				assert!(code.get_module(x - QUIET, y - QUIET), "{x} {y}");
				dark += 1;
			}
		}
		let all = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
		assert_eq!(dark, all.filter(|(x, y)| code.get_module(*x, *y)).count());
		assert!(picture(&"x".repeat(10_000)).is_none());
	}
}
