//! The use cases, by the role of the person: each holds what it needs and reaches nothing else.
//!
//! | Role | does | has |
//! |---|---|---|
//! | [`Observer`] | looks at requests, records, committees | chain |
//! | [`Member`] | registers keys | chain |
//! | [`Uploader`] | uploads records | chain, store, notes |
//! | [`Patient`] | consents, denies, acknowledges, suspends | chain, store |
//! | [`Requester`] | asks, opens, downloads | chain, store |
//! | [`Administrator`] | approves, rejects | chain, journal |
//! | [`CommitteeMaker`] | deals a committee, takes a share of one | chain |
//! | [`Councillor`] | proposes, votes | chain |
//! | [`Keeper`] | erases, repairs, tidies up | chain, store, notes |
//!
//! Who signs and whose secrets are used is an argument of each call that does either.

mod administrator;
mod committees;
mod council;
mod desk;
mod erase;
mod keeper;
mod member;
mod observer;
mod patient;
mod replicas;
mod requester;
mod uploader;

pub use administrator::Administrator;
pub use committees::{CertificateFile, CommitteeMaker, Deal, DealFile, ShareFile};
pub use council::{Councillor, Proposal};
pub use desk::{Delivered, Desk, EncodedCall};
pub use erase::{Erased, Tidied};
pub use keeper::Keeper;
pub use member::Member;
pub use observer::{CommitteeView, Observer};
pub use patient::{CheckedRecord, Patient};
pub use replicas::{Holding, Part, RecordObject, Repaired, Standing, Unrepaired};
pub use requester::{Requested, Requester};
pub use uploader::Uploader;
