//! The rules of the use cases: state of the chain in, a decision, a checked value or a call out. Nothing here asks anybody.

pub mod answer;
pub mod attestation;
pub mod backup;
pub mod consent;
pub mod emergency;
pub mod ends;
pub mod opening;
pub mod proofs;
pub mod record;
pub mod registration;
pub mod request;
pub mod votes;
pub mod watch;
