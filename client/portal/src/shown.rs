//! The one way from a value to a page: every template prints through here.

use askama::filters::{Escaper, Html};
use medquorum_client::views::text;
use std::fmt::{self, Write};

/// Escapes HTML, and puts a mark in place of every character that is invisible, moves the cursor or reorders what stands beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clean;

impl Escaper for Clean {
	fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
		match text.contains(text::is_invisible) {
			true => Html.write_escaped_str(to, &text::plain(text)),
			false => Html.write_escaped_str(&mut to, text),
		}
	}

	fn write_escaped_char<W: Write>(&self, to: W, c: char) -> fmt::Result {
		Html.write_escaped_char(to, text::shown(c))
	}
}

/// A text as HTML shows it.
pub fn escaped(text: &str) -> String {
	let mut html = String::with_capacity(text.len());
	// Writing to a text does not fail.
	let _: fmt::Result = Clean.write_escaped_str(&mut html, text);
	html
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nothing_of_an_enemys_text_acts() {
		let mut page = String::new();
		let enemy = "<script>\u{202e}'\"&\u{1b}[2J";
		Clean.write_escaped_str(&mut page, enemy).unwrap();
		assert_eq!(page, "&#60;script&#62;\u{fffd}&#39;&#34;&#38;\u{fffd}[2J");
	}
}
