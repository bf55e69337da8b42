//! What the file is: CBOR (RFC 8949) inside the header, readable with both keys only.

use crate::error::Error;
use minicbor::{Decoder, Encoder};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Description of a file. Wiped on drop; `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Metadata {
	/// Length of the file without padding.
	pub pt_len: u64,
	/// File name, without folders.
	pub name: String,
	/// Media type.
	pub mime: String,
	/// Diagnosis, as an ICD-10 code.
	pub icd10: Option<String>,
	/// Day of the examination, `YYYY-MM-DD`.
	pub date: Option<String>,
	/// Anything the uploader adds in words.
	pub note: Option<String>,
	/// Of a study: offset and length of its table of contents in the file.
	pub contents: Option<(u64, u64)>,
}

impl fmt::Debug for Metadata {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.debug_struct("Metadata").finish_non_exhaustive()
	}
}

impl Metadata {
	/// Length of its encoding; more than a header's `METADATA_ROOM` is refused when the header is built.
	pub fn encoded_len(&self) -> usize {
		self.encode().len()
	}

	/// A definite-length map with text keys; absent fields are left out.
	pub fn encode(&self) -> Zeroizing<Vec<u8>> {
		let optional = [("icd10", &self.icd10), ("date", &self.date), ("note", &self.note)];
		let places = self.contents.map_or(0, |_| 2);
		let fields = 3 + places + optional.iter().filter(|(_, value)| value.is_some()).count();
		// Room at once: a growing vector would leave copies behind.
		let text: usize = optional
			.iter()
			.filter_map(|(_, value)| value.as_ref())
			.map(|text| text.len() + 16)
			.sum();
		let mut encoder = Encoder::new(Vec::with_capacity(96 + self.name.len() + self.mime.len() + text));
		let mut write = || {
			encoder.map(fields as u64)?.str("pt_len")?.u64(self.pt_len)?;
			encoder
				.str("name")?
				.str(&self.name)?
				.str("mime")?
				.str(&self.mime)?;
			for (key, value) in optional {
				if let Some(value) = value {
					encoder.str(key)?.str(value)?;
				}
			}
			if let Some((at, len)) = self.contents {
				encoder.str("toc_at")?.u64(at)?.str("toc_len")?.u64(len)?;
			}
			Ok::<_, minicbor::encode::Error<core::convert::Infallible>>(())
		};
		match write() {
			Ok(()) => Zeroizing::new(encoder.into_writer()),
			Err(_) => unreachable!("writing to a vector does not fail; qed"),
		}
	}

	/// Definite lengths only, no key twice, `pt_len`, `name` and `mime` present, nothing behind the map.
	/// Unknown keys are ignored, so that later versions can add some.
	///
	/// # Errors
	/// [`Error::MetadataCorrupt`] for anything else.
	pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
		read(bytes)
			.map_err(|_| Error::MetadataCorrupt)?
			.ok_or(Error::MetadataCorrupt)
	}
}

fn read(bytes: &[u8]) -> Result<Option<Metadata>, minicbor::decode::Error> {
	let mut input = Decoder::new(bytes);
	let Some(fields) = input.map()? else {
		return Ok(None);
	};
	let (mut pt_len, mut name, mut mime, mut toc_at, mut toc_len) = (None, None, None, None, None);
	let mut metadata = Metadata::default();
	for _ in 0..fields {
		let again = match input.str()? {
			"pt_len" => pt_len.replace(input.u64()?).is_some(),
			"name" => name.replace(input.str()?).is_some(),
			"mime" => mime.replace(input.str()?).is_some(),
			"icd10" => metadata.icd10.replace(input.str()?.to_owned()).is_some(),
			"date" => metadata.date.replace(input.str()?.to_owned()).is_some(),
			"note" => metadata.note.replace(input.str()?.to_owned()).is_some(),
			"toc_at" => toc_at.replace(input.u64()?).is_some(),
			"toc_len" => toc_len.replace(input.u64()?).is_some(),
			_ => {
				input.skip()?;
				false
			}
		};
		if again {
			return Ok(None);
		}
	}
	let (Some(pt_len), Some(name), Some(mime)) = (pt_len, name, mime) else {
		return Ok(None);
	};
	if input.position() != bytes.len() {
		return Ok(None);
	}
	metadata.contents = match (toc_at, toc_len) {
		(Some(at), Some(len)) => Some((at, len)),
		(None, None) => None,
		_ => return Ok(None),
	};
	metadata.pt_len = pt_len;
	name.clone_into(&mut metadata.name);
	mime.clone_into(&mut metadata.mime);
	Ok(Some(metadata))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_studys_contents_have_offset_and_length_or_neither() {
		let metadata = Metadata {
			pt_len: 4096,
			name: "study.tar".into(),
			mime: "application/x-tar".into(),
			icd10: None,
			date: None,
			note: None,
			contents: Some((2560, 99)),
		};
		let bytes = metadata.encode();
		assert!(Metadata::decode(&bytes).unwrap() == metadata);
		let name = bytes.windows(7).position(|at| at == b"toc_len").unwrap();
		let mut other = bytes.to_vec();
		other[name..name + 7].copy_from_slice(b"unknown");
		assert!(matches!(Metadata::decode(&other), Err(Error::MetadataCorrupt)));
	}
}
