//! What every face of Medquorum opens first: settings, chain, store and names, as one session.
//!
//! The command line and the portal each open a [`Session`], and take the roles from it. Who is asked for passphrases, and how
//! an answer is shown, is theirs; what is opened, and how, is the same for both and stands here.
#![forbid(unsafe_code)]

mod account;
mod backup;
mod council;
mod disease;
mod enrolment;
mod error;
mod files;
mod names;
mod past;
mod places;
mod receipts;
mod restored;
mod roles;
mod session;
mod set_up;
mod status;
mod store;
mod trusting;

pub use account::address_of;
pub use backup::back_up;
pub use council::{motions, proposal};
pub use disease::{diseases_of, title};
pub use enrolment::{read_enrolment, write_enrolment};
pub use error::SetUpError;
pub use files::source_of;
pub use medquorum_client::clock::wall_time;
pub use names::{AddressBook, account_of};
pub use past::remark;
pub use places::{account_for, newest_at};
pub use restored::{restore_former_key, restore_key};
pub use session::{Base, Session, connect, connect_light};
pub use set_up::{
	NewAccount, NewKeys, SetUp, drawn_words, made_account, new_passphrase, passphrase_of_words,
	root_of_words, words_of,
};
pub use store::{LazyStore, connect_host, hosts};
pub use trusting::{committee_of_card, trust_committee, write_cards};
