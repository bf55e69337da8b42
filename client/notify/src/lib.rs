//! Tells others what happened: a program of one's own by a signed webhook, a person by a notice on the screen.
//!
//! What is told is decided elsewhere; here it only leaves the machine.
#![forbid(unsafe_code)]

mod child;
mod desktop;
mod error;
mod webhook;

pub use child::{browse, child};
pub use desktop::{find, show};
pub use error::NotifyError;
pub use webhook::{ID, MIN_SECRET, SIGNATURE, TIMESTAMP, Webhook, signature};
