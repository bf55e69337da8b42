//! Medquorum in the browser: pages served to this machine alone.
//!
//! The portal is one more face of the library `medquorum-client`: its pages call the same use cases as the command line does. Keys and
//! plaintext never leave this program; the browser holds a cookie and nothing else. What guards it is in [`guard`], and stands
//! beside what it cannot guard against in docs/portal.md. No rule lives here: each decision is the vault's.
#![forbid(unsafe_code)]

mod acting;
mod actor;
mod chronicle;
mod drafts;
mod elsewhere;
mod error;
mod events;
pub mod figures;
mod folder;
mod forms;
mod frame;
mod gate;
pub mod guard;
mod held;
mod jobs;
mod locked;
mod pace;
mod pages;
mod qr;
mod running;
mod saving;
mod server;
mod shown;
mod state;
mod step;
mod texts;
mod token;
mod trouble;
mod visit;
mod waiting;
mod welcome;

use texts::{Language, Value, asked_path, heard, rich, say, shown, spoken};

pub use error::PortalError;
pub use running::again;
pub use server::Served;
pub use state::Options;
