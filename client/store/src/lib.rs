//! Stores: where ciphertext and headers lie, outside the chain.
//!
//! A [`Store`] keeps whole objects under their CID and gives them back as a bounded stream of verified chunks. Two real ones:
//! [`embedded::EmbeddedStore`], a folder, and [`kubo::KuboStore`], an IPFS daemon. Both yield the same CID for the same bytes.
//! The feature `testing` adds `discard::DiscardStore`, which keeps nothing, and `faulty::FaultyStore`, which misbehaves.

#![forbid(unsafe_code)]

mod blocks;
mod deny;
#[cfg(feature = "testing")]
pub mod discard;
pub mod embedded;
mod error;
#[cfg(feature = "testing")]
pub mod faulty;
mod holders;
mod hosting;
pub mod hosts;
pub mod kubo;
mod label;
mod one_place;
mod port;
pub mod replicated;
mod walk;

pub(crate) use blocks::{Block, cut, read_leaf};
pub use blocks::{Counted, get_small, verified};
pub use deny::Denylist;
pub use error::{HostFailure, HostFailures, Outcome, StoreError};
pub use holders::{Held, Holder};
pub use hosting::{Hosting, Kept};
pub use label::{Label, NotALabel, Owner};
#[cfg(feature = "testing")]
pub(crate) use one_place::is_there;
pub(crate) use one_place::{one_holder, one_replica, put_whole};
pub use port::{ByteChannel, CidAtEnd, LEAF, Pinning, Resumed, Store};
pub(crate) use port::{CHANNEL, held};
