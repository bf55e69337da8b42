//! The last thing on the way to a terminal or a file: no character of anybody's text acts on it.

use medquorum_client::views::text::shown;
use serde_json::Value;
use std::io::{self, Write};

/// Passes text on, with marks in place of characters that act. What is not UTF-8 is passed on as the mark too.
pub struct Plain<W: Write> {
	inner: W,
	/// The beginning of a character whose end was not written yet.
	begun: Vec<u8>,
}

impl<W: Write> Plain<W> {
	/// In front of this writer.
	pub fn new(inner: W) -> Self {
		Self {
			inner,
			begun: Vec::new(),
		}
	}
}

impl<W: Write> Write for Plain<W> {
	fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
		let mut bytes = std::mem::take(&mut self.begun);
		bytes.extend_from_slice(buf);
		let mut out = String::with_capacity(bytes.len());
		let mut rest = bytes.as_slice();
		loop {
			match std::str::from_utf8(rest) {
				Ok(text) => {
					out.extend(text.chars().map(shown));
					break;
				}
				Err(error) => {
					let (valid, after) = rest.split_at(error.valid_up_to());
					out.extend(String::from_utf8_lossy(valid).chars().map(shown));
					let Some(length) = error.error_len() else {
						self.begun = after.to_vec();
						break;
					};
					out.push(char::REPLACEMENT_CHARACTER);
					rest = after.get(length..).unwrap_or_default();
				}
			}
		}
		self.inner.write_all(out.as_bytes())?;
		Ok(buf.len())
	}

	fn flush(&mut self) -> io::Result<()> {
		self.inner.flush()
	}
}

/// The same for every text in a document: its reader may print it.
pub fn plain_document(value: &mut Value) {
	match value {
		Value::String(text) => {
			if text.chars().any(|c| shown(c) != c) {
				*text = text.chars().map(shown).collect();
			}
		}
		Value::Array(values) => values.iter_mut().for_each(plain_document),
		Value::Object(fields) => fields.values_mut().for_each(plain_document),
		Value::Null | Value::Bool(_) | Value::Number(_) => {}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn characters_that_act_are_marked_wherever_a_write_cuts_them() {
		let text = "ça\u{202e} \u{1b}[31m\n".as_bytes();
		for cut in 0..text.len() {
			let mut out = Vec::new();
			let mut plain = Plain::new(&mut out);
			plain.write_all(&text[..cut]).unwrap();
			plain.write_all(&text[cut..]).unwrap();
			assert_eq!(
				String::from_utf8(out).unwrap(),
				"ça\u{fffd} \u{fffd}[31m\n",
				"{cut}"
			);
		}
		let mut out = Vec::new();
		Plain::new(&mut out).write_all(b"a\xffb").unwrap();
		assert_eq!(out, "a\u{fffd}b".as_bytes());
	}

	#[test]
	fn texts_of_a_document_are_marked_however_deep_they_lie() {
		let mut document = json!({ "info": [{ "name": "a\u{1b}b", "size": 3 }] });
		plain_document(&mut document);
		assert_eq!(document, json!({ "info": [{ "name": "a\u{fffd}b", "size": 3 }] }));
	}
}
