//! What every face of Medquorum opens first: settings, chain, store and names, as one session.
//!
//! The command line and the portal each open a [`Session`], and take the roles from it. Who is asked for passphrases, and how
//! an answer is shown, is theirs; what is opened, and how, is the same for both and stands here.
#![forbid(unsafe_code)]

mod account;
mod council;
mod disease;
mod files;
mod names;
mod past;
mod roles;
mod session;
mod status;
mod store;

pub use account::address_of;
pub use council::{motions, proposal};
pub use disease::{diseases_of, title};
pub use files::source_of;
pub use medquorum_client::clock::wall_time;
pub use names::AddressBook;
pub use past::remark;
pub use session::{Base, Session, connect};
pub use store::{LazyStore, connect_host, hosts};
