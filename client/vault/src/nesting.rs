//! How deep sequences lie in sequences in a DICOM file (PS3.5, 7.5). dicom-rs builds each one inside the call for the one around it, so that a
//! file of 100,000 of them ends the program: a stack that overflows cannot be caught. The tokens are therefore counted before anything is built.

use dicom_dictionary_std::tags;
use dicom_encoding::transfer_syntax::Codec;
use dicom_object::FileMetaTable;
use dicom_parser::dataset::{DataSetReader, DataToken};
use dicom_transfer_syntax_registry::{TransferSyntaxIndex as _, TransferSyntaxRegistry};
use std::io::{BufReader, Read};

/// What is read into memory of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
	/// What stands before the pixels.
	Head,
	/// All of it.
	Whole,
}

/// Sequences in sequences at most. The standard's own objects have less than ten.
const DEEPEST: usize = 32;
/// Bytes before the letters `DICM`.
const PREAMBLE: usize = 128;

/// Whether this part of the file can be built: no sequence lies deeper than 32. What cannot be read is as shallow as the part before
/// the fault, at which whoever builds it stops as well.
pub(crate) fn is_shallow(source: impl Read, part: Part) -> bool {
	let mut source = BufReader::new(source);
	if source.read_exact(&mut [0; PREAMBLE]).is_err() {
		return true;
	}
	let Ok(meta) = FileMetaTable::from_reader(&mut source) else {
		return true;
	};
	let Some(syntax) = TransferSyntaxRegistry.get(meta.transfer_syntax()) else {
		return true;
	};
	let source: Box<dyn Read> = match syntax.codec() {
		Codec::Dataset(Some(packed)) => packed.adapt_reader(Box::new(source)),
		_ => Box::new(source),
	};
	match DataSetReader::new_with_ts(source, syntax) {
		Ok(tokens) => are_shallow(tokens.map_while(Result::ok), part),
		Err(_) => true,
	}
}

fn are_shallow(tokens: impl Iterator<Item = DataToken>, part: Part) -> bool {
	let mut depth = 0usize;
	for token in tokens {
		let tag = match &token {
			DataToken::ElementHeader(header) => Some(header.tag),
			DataToken::SequenceStart { tag, .. } => Some(*tag),
			DataToken::PixelSequenceStart => Some(tags::PIXEL_DATA),
			_ => None,
		};
		if part == Part::Head && depth == 0 && tag.is_some_and(|tag| tag >= tags::PIXEL_DATA) {
			break;
		}
		match token {
			DataToken::SequenceStart { .. } | DataToken::PixelSequenceStart => depth += 1,
			DataToken::SequenceEnd => depth = depth.saturating_sub(1),
			_ => {}
		}
		if depth > DEEPEST {
			return false;
		}
	}
	true
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use dicom_core::VR;
	use dicom_dictionary_std::uids;
	use dicom_object::{FileMetaTableBuilder, InMemDicomObject, mem::InMemElement};

	/// A file with a modality, and no pixels.
	pub(crate) fn file() -> Vec<u8> {
		let modality = InMemElement::new(tags::MODALITY, VR::CS, "CT");
		let meta = FileMetaTableBuilder::new()
			.transfer_syntax(uids::EXPLICIT_VR_LITTLE_ENDIAN)
			.media_storage_sop_class_uid(uids::CT_IMAGE_STORAGE)
			.media_storage_sop_instance_uid("2.25.1");
		let object = InMemDicomObject::from_element_iter([modality]);
		let mut bytes = Vec::new();
		object.with_meta(meta).unwrap().write_all(&mut bytes).unwrap();
		bytes
	}

	#[test]
	fn so_many_sequences_in_sequences_are_taken_and_not_one_more() {
		let file = file();
		assert!(is_shallow(&file[..], Part::Whole));
		for (depth, shallow) in [(1, true), (DEEPEST, true), (DEEPEST + 1, false), (100_000, false)] {
			for part in [Part::Head, Part::Whole] {
				assert_eq!(
					is_shallow(&nested(&file, depth)[..], part),
					shallow,
					"{depth} {part:?}"
				);
			}
		}
	}

	#[test]
	fn what_is_no_such_file_is_shallow() {
		for bytes in [&b""[..], b"text", &[0; 4096]] {
			assert!(is_shallow(bytes, Part::Whole));
		}
		let file = file();
		for length in [132, 144, 200, file.len() - 1] {
			assert!(is_shallow(&file[..length], Part::Whole));
		}
	}

	/// So many sequences of undefined length, each in the one before, in front of a file's own elements.
	pub(crate) fn nested(file: &[u8], depth: usize) -> Vec<u8> {
		// (0008,1140), (FFFE,E000), (FFFE,E00D), (FFFE,E0DD) in little endian.
		const SEQUENCE: &[u8] = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff";
		const ITEM: &[u8] = b"\xfe\xff\x00\xe0\xff\xff\xff\xff";
		const END: &[u8] = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0";
		// The length of the file's meta group stands at 140, behind the preamble, `DICM` and an element's head.
		let length = u32::from_le_bytes(file[140..144].try_into().unwrap());
		let (meta, rest) = file.split_at(144 + length as usize);
		let begins = [SEQUENCE, ITEM].concat().repeat(depth);
		[meta, &begins, &END.repeat(depth), rest].concat()
	}
}
