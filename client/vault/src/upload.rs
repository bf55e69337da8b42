//! Uploading a record: drawing its keys, sealing its file on the way to the store, registering it, and resuming after a kill.

mod keys;
mod listed;
mod options;
mod origin;
mod record;
mod resume;
mod row;
mod seal;
mod source;
pub(crate) mod stage;
mod store;

pub use listed::listing_of;
pub use options::UploadOptions;
pub use origin::Origin;
pub use source::{UploadSource, Uploaded};

pub(crate) use keys::Recipients;
pub(crate) use record::check_description;
pub(crate) use row::{Large, SMALL, SealedRow, seal_small};
pub(crate) use stage::Staging;
