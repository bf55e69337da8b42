//! Why a record is asked for.

use scale_decode::DecodeAsType;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a record is requested (HL7 v3 PurposeOfUse).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is spelt out by `Purpose::words`")]
pub enum Purpose {
	Treatment = 1,
	EmergencyTreatment = 2,
	Payment = 3,
	Operations = 4,
	Research = 5,
	PatientRequest = 6,
	PublicHealth = 7,
	Legal = 8,
	QualityImprovement = 9,
	PatientSafety = 10,
	BreakTheGlass = 11,
	Test = 12,
}

impl Purpose {
	/// All of them, in the order of their numbers.
	pub const ALL: [Self; 12] = [
		Self::Treatment,
		Self::EmergencyTreatment,
		Self::Payment,
		Self::Operations,
		Self::Research,
		Self::PatientRequest,
		Self::PublicHealth,
		Self::Legal,
		Self::QualityImprovement,
		Self::PatientSafety,
		Self::BreakTheGlass,
		Self::Test,
	];

	/// Those for which administrators and patient are asked.
	pub const ORDINARY: [Self; 11] = [
		Self::Treatment,
		Self::EmergencyTreatment,
		Self::Payment,
		Self::Operations,
		Self::Research,
		Self::PatientRequest,
		Self::PublicHealth,
		Self::Legal,
		Self::QualityImprovement,
		Self::PatientSafety,
		Self::Test,
	];

	/// Those for which the glass can be broken.
	pub const EMERGENCIES: [Self; 3] = [Self::EmergencyTreatment, Self::BreakTheGlass, Self::Test];

	/// The byte that stands in the request's context.
	pub fn as_u8(self) -> u8 {
		self as u8
	}

	/// The HL7 v3 code.
	pub fn code(self) -> &'static str {
		match self {
			Self::Treatment => "TREAT",
			Self::EmergencyTreatment => "ETREAT",
			Self::Payment => "HPAYMT",
			Self::Operations => "HOPERAT",
			Self::Research => "HRESCH",
			Self::PatientRequest => "PATRQT",
			Self::PublicHealth => "PUBHLTH",
			Self::Legal => "HLEGAL",
			Self::QualityImprovement => "HQUALIMP",
			Self::PatientSafety => "PATSFTY",
			Self::BreakTheGlass => "BTG",
			Self::Test => "HTEST",
		}
	}

	/// What a person reads.
	pub fn words(self) -> &'static str {
		match self {
			Self::Treatment => "treatment",
			Self::EmergencyTreatment => "emergency treatment",
			Self::Payment => "payment",
			Self::Operations => "healthcare operations",
			Self::Research => "research",
			Self::PatientRequest => "the patient asked for it",
			Self::PublicHealth => "public health",
			Self::Legal => "legal",
			Self::QualityImprovement => "quality improvement",
			Self::PatientSafety => "patient safety",
			Self::BreakTheGlass => "break the glass",
			Self::Test => "a test",
		}
	}
}

impl fmt::Display for Purpose {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.words())
	}
}
