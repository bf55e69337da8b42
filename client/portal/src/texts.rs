//! What pages say: each word is in the catalogues of `texts/`, in every language that is spoken here.
//!
//! A page is written in the language of its reader, which is known to every function that answers ([`spoken`]). Words of the
//! portal stand in the catalogues by a key ([`say`]). Words of the library are English sentences, the same as on the command line:
//! they are recognized by those words ([`heard()`]), and one that is not in the catalogue is shown as it is, marked as English.

mod catalogue;
mod heard;
mod language;
mod value;

pub use heard::heard;
pub use language::{Asked, Language, asked_path, speaking, spoken, spoken_as};
pub use value::{Say, Value, rich, say, shown};

#[cfg(test)]
mod tests;
