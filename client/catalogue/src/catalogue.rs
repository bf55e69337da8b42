//! A catalogue that can be searched.

use crate::{keys::CatalogueKey, manifest::Manifest};

/// A facility's catalogue with its key: what a reader keeps. The blocks lie sealed in the reader's store.
#[derive(Clone)]
pub struct Catalogue {
	/// Which blocks it consists of.
	pub manifest: Manifest,
	/// What opens them.
	pub key: CatalogueKey,
}
