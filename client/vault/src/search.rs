//! Search by disease: what a facility lists and publishes, what a reader holds, and the search itself, which sends nothing.
//!
//! Formats and attacks: docs/catalogue.md. The pure half is the crate `medquorum-catalogue`.

mod error;
mod listing;
mod live;
mod offline;
mod own;
mod shelf;

pub use error::SearchError;
pub use listing::{Listing, diseases};
pub use medquorum_catalogue::{
	CatalogueError, CodeError, Part, codes,
	entry::{Modality, Quarter, ReferenceKind},
	search::{Hit, Query},
};
pub(crate) use offline::open;
pub use offline::{SearchOutcome, search};
pub(crate) use own::{Own, Pending};
pub use shelf::{Held, Shelf};
pub(crate) use shelf::{LiveCursor, Synced};
