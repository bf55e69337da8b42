//! What a record is: 64 numbers, of DICOM modalities (PS3.3, C.7.3.1.1.1) and kinds of documents.

use crate::{codes::number::shown, error::CodeError, kdf::sha256};
use std::{fmt, str::FromStr};

/// One of 64: a DICOM modality or a kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modality(u8);

/// Code and words by number. Frozen: [`table_hash`] stands in every manifest.
#[rustfmt::skip]
const TABLE: [(&str, &str); 64] = [
	("OT", "other"), ("CT", "computed tomography"), ("MR", "magnetic resonance"), ("US", "ultrasound"),
	("CR", "computed radiography"), ("DX", "digital radiography"), ("MG", "mammography"), ("XA", "angiography"),
	("RF", "fluoroscopy"), ("NM", "nuclear medicine"), ("PT", "positron emission tomography"), ("IO", "intra-oral radiography"),
	("PX", "panoramic X-ray"), ("RG", "radiography on film"), ("BMD", "bone densitometry"), ("ES", "endoscopy"),
	("GM", "general microscopy"), ("SM", "slide microscopy"), ("XC", "photography"), ("OP", "ophthalmic photography"),
	("OPT", "ophthalmic tomography"), ("OPV", "ophthalmic visual field"), ("OPM", "ophthalmic mapping"),
	("OCT", "optical coherence tomography"), ("IVUS", "intravascular ultrasound"), ("IVOCT", "intravascular optical coherence"),
	("ECG", "electrocardiography"), ("EEG", "electroencephalography"), ("EMG", "electromyography"),
	("EPS", "cardiac electrophysiology"), ("HD", "hemodynamics"), ("RESP", "respiratory waveform"), ("AU", "sound"),
	("RTIMAGE", "radiotherapy image"), ("RTDOSE", "radiotherapy dose"), ("RTSTRUCT", "radiotherapy structure set"),
	("RTPLAN", "radiotherapy plan"), ("RTRECORD", "radiotherapy record"), ("SR", "structured report"), ("KO", "key objects"),
	("PR", "presentation state"), ("SEG", "segmentation"), ("REG", "registration"), ("BI", "biomagnetic imaging"),
	("TG", "thermography"), ("LS", "laser surface scan"), ("M3D", "model for making"), ("DOC", "document in DICOM"),
	("DOCUMENT", "document"), ("LETTER", "letter at discharge"), ("REFERRAL", "referral"), ("NOTE", "note on progress"),
	("OPERATION", "report of an operation"), ("PATHOLOGY", "report of pathology"), ("LAB", "laboratory results"),
	("IMAGING", "report of imaging"), ("MEDICATION", "medication"), ("VACCINATION", "vaccinations"), ("ALLERGY", "allergies"),
	("PLAN", "plan of care"), ("NURSING", "nursing"), ("GENOME", "genetics"), ("DEVICE", "readings of a device"),
	("ARCHIVE", "whole record of a patient"),
];

impl Modality {
	/// Any other.
	pub const OTHER: Self = Self(0);

	/// From the number in an entry.
	#[must_use]
	pub fn from_u8(number: u8) -> Option<Self> {
		(usize::from(number) < TABLE.len()).then_some(Self(number))
	}

	/// The number in an entry.
	#[must_use]
	pub fn as_u8(self) -> u8 {
		self.0
	}

	/// All, by number.
	pub fn all() -> impl Iterator<Item = Self> {
		(0..).map_while(Self::from_u8)
	}

	/// What people type: the DICOM code, or one of ours.
	#[must_use]
	pub fn code(self) -> &'static str {
		TABLE[usize::from(self.0)].0
	}

	/// What people read.
	#[must_use]
	pub fn words(self) -> &'static str {
		TABLE[usize::from(self.0)].1
	}
}

impl fmt::Display for Modality {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.pad(self.code())
	}
}

impl FromStr for Modality {
	type Err = CodeError;

	/// Reads a code, in any case.
	fn from_str(text: &str) -> Result<Self, CodeError> {
		let text = text.trim();
		Self::all()
			.find(|modality| modality.code().eq_ignore_ascii_case(text))
			.ok_or_else(|| CodeError::Modality(shown(text)))
	}
}

/// What tells which table the numbers of an entry are of: `SHA-256("MQ2-cattable" ‖ for each number: code ‖ "\n")`.
#[must_use]
pub fn table_hash() -> [u8; 32] {
	let codes: String = TABLE.iter().map(|(code, _)| format!("{code}\n")).collect();
	sha256(&[b"MQ2-cattable", codes.as_bytes()])
}
