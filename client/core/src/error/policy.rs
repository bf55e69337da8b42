//! Standing answers.

use crate::{
	advice::{Advice, Blame},
	domain::AccountId,
	kinds,
	views::date_words,
};

/// A document with standing answers cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
	/// It is something else.
	#[error("this is not a FHIR Consent: {0}")]
	NotConsent(String),
	/// An element that could restrict it has no meaning here.
	#[error("{element} is not understood here, and could restrict the consent")]
	NotUnderstood {
		/// Where it stands.
		element: String,
	},
	/// An element is not what FHIR wants there.
	#[error("{element} must be {expected}")]
	WrongForm {
		/// Where it stands.
		element: String,
		/// What was expected.
		expected: &'static str,
	},
	/// A code that means nothing here.
	#[error("{element} has the code {code}, which is not understood here")]
	UnknownCode {
		/// Where it stands.
		element: String,
		/// The code as it stands in the document.
		code: String,
	},
	/// It is a draft, or was withdrawn.
	#[error("the consent is {0}, not active")]
	NotActive(String),
	/// It is another person's.
	#[error("the consent names {named} where {patient} is the patient")]
	OtherPatient {
		/// Who stands there.
		named: AccountId,
		/// Who should.
		patient: AccountId,
	},
	/// A reference that names no account.
	#[error("{element} does not name an account")]
	NotAccount {
		/// Where it stands.
		element: String,
	},
	/// A reference that names no record.
	#[error("{element} does not name a record")]
	NotRecord {
		/// Where it stands.
		element: String,
	},
	/// Its time has passed.
	#[error("the consent ended at {}", date_words(*end))]
	Over {
		/// The first millisecond after it, since 1970.
		end: u64,
	},
	/// A period in which nothing lies.
	#[error("{element} ends before it begins, or outside of the consent's own period")]
	BackwardPeriod {
		/// Where it stands.
		element: String,
	},
	/// Permitted and denied at once.
	#[error("{deny} denies all that {permit} permits")]
	Contradictory {
		/// Where it permits.
		permit: String,
		/// Where it denies.
		deny: String,
	},
	/// Documents of another chain.
	#[error("these standing answers are for another chain")]
	OtherChain,
	/// Somebody has changed them, or signed in the patient's name.
	#[error("the standing answers are not signed by {0} as they lie here")]
	NotSigned(AccountId),
	/// An older copy lies in the place of the newest.
	#[error("the standing answers are an older copy: number {found}, but number {known} was seen before")]
	SetBack {
		/// What lies there; 0 where nothing does.
		found: u32,
		/// The highest that was seen.
		known: u32,
	},
	/// No standing answer is meant.
	#[error("there is no standing answer whose id starts with {0}")]
	NoPolicy(String),
	/// Several may be meant.
	#[error("several standing answers have ids that start with {0}")]
	Ambiguous(String),
	/// More than are kept.
	#[error("there are too many standing answers")]
	TooMany,
}

impl Advice for PolicyError {
	kinds! {
		NotConsent, NotUnderstood, WrongForm, UnknownCode, NotActive, OtherPatient, NotAccount, NotRecord, Over = "ConsentOver",
		BackwardPeriod, Contradictory, OtherChain, NotSigned, SetBack = "PoliciesSetBack", NoPolicy, Ambiguous,
		TooMany = "TooManyPolicies",
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NotConsent(_) => "give a file with one FHIR R4 Consent in JSON",
			Self::NotUnderstood { .. } | Self::UnknownCode { .. } => {
				"leave it out if it does not matter, or answer such requests yourself. Nothing was changed"
			}
			Self::WrongForm { .. } | Self::BackwardPeriod { .. } => "correct it. Nothing was changed",
			Self::NotActive(_) => "import it once its status is active",
			Self::OtherPatient { .. } => {
				"only the patient's own account gives standing answers, for its own records"
			}
			Self::NotAccount { .. } => {
				"write urn:medquorum:account: and the address; names are not looked up"
			}
			Self::NotRecord { .. } => "write urn:medquorum:record: and the record's id",
			Self::Over { .. } => "write a new one",
			Self::Contradictory { .. } => "leave one of the two out. Nothing was changed",
			Self::OtherChain => "nothing was answered. Import them again on this chain",
			Self::NotSigned(_) => {
				"nothing was answered. Put back what the patient has signed, or import the documents again"
			}
			Self::SetBack { .. } => {
				"nothing was answered. Put the newest copy back, or import the documents again as the patient"
			}
			Self::NoPolicy(_) => "`medquorum policy list` shows those there are",
			Self::Ambiguous(_) => "type more of its digits",
			Self::TooMany => "remove some with `medquorum policy remove`",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::NotConsent(_)
			| Self::NotUnderstood { .. }
			| Self::WrongForm { .. }
			| Self::UnknownCode { .. }
			| Self::NotActive(_)
			| Self::OtherPatient { .. }
			| Self::NotAccount { .. }
			| Self::NotRecord { .. }
			| Self::Over { .. }
			| Self::BackwardPeriod { .. }
			| Self::Contradictory { .. }
			| Self::OtherChain
			| Self::NotSigned(_)
			| Self::SetBack { .. }
			| Self::NoPolicy(_)
			| Self::Ambiguous(_)
			| Self::TooMany => Blame::Refused,
		}
	}
}
