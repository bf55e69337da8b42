//! The use cases, by the role of the person: each holds what it needs and reaches nothing else.
//!
//! | Role | does | has |
//! |---|---|---|
//! | [`Observer`] | looks at requests, records, committees and how they stand | chain |
//! | [`Auditor`] | tells who did what and when, and proves it | chain and its past |
//! | [`Member`] | registers keys, names a guardian, freezes as one, leaves | chain |
//! | [`Holder`] | finds the accounts of one person, and the one that answers | chain |
//! | [`Facility`] | enrols patients, pays for employees | chain |
//! | [`Officer`] | places and lifts legal holds | chain |
//! | [`Cataloguer`] | publishes what a facility lists | chain, store, notes, catalogues |
//! | [`Searcher`] | synchronizes catalogues; the search itself is [`crate::search::search`] | chain, store, catalogues |
//! | [`Uploader`] | uploads records | chain, store, notes |
//! | [`Patient`] | consents, denies, acknowledges, refuses, suspends | chain, store |
//! | [`Deputy`] | consents and denies by standing answers | chain, store, policies, log |
//! | [`Watcher`] | is told what waits and what happened | chain, catalogues |
//! | [`Reviewer`] | reviews emergency accesses, reads what explains them | chain, store |
//! | [`Monitor`] | counts what waits on the whole chain, and for how long | chain |
//! | [`Requester`] | asks, opens, downloads | chain, store |
//! | [`Administrator`] | approves, rejects, backs up and restores a share, proves that it is there | chain, journal |
//! | [`CommitteeMaker`] | takes part in a ceremony, deals a committee, takes a share of one | chain, journal |
//! | [`Councillor`] | proposes, votes | chain |
//! | [`StorageHost`] | erases on a host what belongs to erased records, attests it | chain, host, notes, register |
//! | [`Keeper`] | has records erased, stops that, repairs, tidies up | chain, store, notes |
//!
//! Who signs and whose secrets are used is an argument of each call that does either.

mod administrator;
mod auditor;
mod cataloguer;
mod ceremonies;
mod collator;
mod committees;
mod council;
mod deputy;
mod desk;
mod emergency;
mod erase;
mod facility;
mod glass;
mod health;
mod holder;
mod host;
mod keeper;
mod member;
mod monitor;
mod observer;
mod officer;
mod on_chain;
mod patient;
mod receipts;
mod replicas;
mod requester;
mod reshares;
mod reviewer;
mod searcher;
mod shares;
mod store_health;
mod tidy;
mod uploader;
mod watcher;

pub use administrator::{Administrator, forget_ended_epochs};
pub use auditor::{Auditor, Period, Walk};
pub use cataloguer::{Cataloguer, Publication, Readers, Shrink};
pub use ceremonies::{CeremonyOutput, CertifiedShare};
pub use collator::Collator;
pub use committees::{CertificateFile, CommitteeMaker, Deal, DealFile, ShareFile};
pub use council::{Councillor, Proposal};
pub use deputy::Deputy;
pub use desk::{Delivered, Desk, EncodedCall};
pub use erase::{Ended, Erased};
pub use facility::{EnrolmentFile, Facility};
pub use glass::{Asked, Glass};
pub use health::{Drill, HealthSpan, is_of_drill};
pub use holder::{FoundAccount, Holder};
pub use host::{Attestation, Pass, StorageHost, Witness};
pub use keeper::Keeper;
pub use member::Member;
pub use monitor::{Figures, Monitor, Reading, RequestStage};
pub use observer::{CommitteeView, Observer, Past, RecordsPage};
pub use officer::Officer;
pub use on_chain::{NewCeremony, NextStep, OnChain, PastAttempt};
pub use patient::{CheckedRecord, Patient};
pub use replicas::{Holding, Part, RecordObject, Repaired, Standing, Unrepaired};
pub use requester::{Requested, Requester};
pub use reshares::NewEpoch;
pub use reviewer::Reviewer;
pub use searcher::{Fresh, INTERVAL, Searcher, Synchronized};
pub use shares::ShareBackup;
pub use store_health::StoreHealth;
pub use tidy::{Tidied, Unfinished};
pub use uploader::Uploader;
pub use watcher::{Looked, Watcher};
