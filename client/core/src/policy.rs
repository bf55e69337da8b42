//! Standing answers: what a patient has decided beforehand about requests for their records, as FHIR R4 `Consent` resources.
//!
//! A document is read strictly: an element that is not understood and could restrict it is an error, so that nobody consents to more
//! than the patient wrote. The patient's account signs all documents together (docs/cryptography.md 5.2b). Deciding is pure: documents,
//! a request and the time go in, a [`Verdict`] comes out.

mod decide;
mod fhir;
mod json;
#[cfg(test)]
mod samples;
mod scope;
mod signed;
mod time;
mod wish;

pub use decide::{Because, Verdict, decide};
pub use fhir::{ACCOUNT_SYSTEM, MAX_DOCUMENT, Policy, PolicyId, RECORD_SYSTEM};
pub use scope::{Asked, Kind, Provision, Scope};
pub use signed::{MAX_POLICIES, PolicySet, SignedPolicies};
pub use time::Period;
pub use wish::Wish;
