//! How a part of the story ends.

/// What it gives, or why the story ends there.
pub type Told<T> = Result<T, String>;
