//! What can go wrong without files, one enum per area, and [`Refusal`], which is what rules answer. A message is the cause
//! alone, in one line; what to do next, the kind and the exit code are [`Advice`].

mod ceremony;
mod committee;
mod emergency;
mod enrol;
mod key;
mod ledger;
mod light;
mod lookup;
mod on_chain;
mod open;
mod policy;
mod scheme;
mod share;
mod trust;

pub use ceremony::CeremonyError;
pub use committee::CommitteeError;
pub use emergency::EmergencyError;
pub use enrol::EnrolError;
pub use key::KeyError;
pub use ledger::{LedgerError, Source};
pub use light::LightError;
pub use lookup::LookupError;
pub use on_chain::OnChainError;
pub use open::OpenError;
pub use policy::PolicyError;
pub use share::ShareError;
pub use trust::TrustError;

use crate::advice::{Advice, Blame};

/// Why a rule says no.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
	/// What is asked for is not there, or not in a state for it.
	#[error(transparent)]
	Lookup(#[from] LookupError),
	/// What the node shows does not hold when checked.
	#[error(transparent)]
	Trust(#[from] TrustError),
	/// The secrets lack a key that is needed.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// The record cannot be opened.
	#[error(transparent)]
	Open(#[from] OpenError),
	/// There is no access in an emergency.
	#[error(transparent)]
	Emergency(#[from] EmergencyError),
	/// Something from outside that the formats cannot hold.
	#[error("the {what} cannot be used")]
	Envelope {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: medquorum_envelope::Error,
	},
	/// A threshold computation on a value from outside failed.
	#[error("the {what} cannot be used")]
	Threshold {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: threshold_decryption::Error,
	},
}

impl Advice for Refusal {
	crate::kinds! {
		Envelope, Threshold;
		Self::Lookup(inside) => inside.kind(),
		Self::Trust(inside) => inside.kind(),
		Self::Key(inside) => inside.kind(),
		Self::Open(inside) => inside.kind(),
		Self::Emergency(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		match self {
			Self::Lookup(inside) => inside.next(),
			Self::Trust(inside) => inside.next(),
			Self::Key(inside) => inside.next(),
			Self::Open(inside) => inside.next(),
			Self::Emergency(inside) => inside.next(),
			Self::Envelope { .. } | Self::Threshold { .. } => {
				"use another node and tell your operator".to_owned()
			}
		}
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Lookup(inside) => inside.blame(),
			Self::Trust(inside) => inside.blame(),
			Self::Key(inside) => inside.blame(),
			Self::Open(inside) => inside.blame(),
			Self::Emergency(inside) => inside.blame(),
			Self::Envelope { .. } | Self::Threshold { .. } => Blame::Yours,
		}
	}
}
