//! A committee without a dealer, over files (docs/cryptography.md 5.4): every administrator deals, nobody ever knows the key.
//!
//! 1. Somebody *starts*: key, rule, and who the administrators are.
//! 2. Each administrator *joins* with a key made for this ceremony alone.
//! 3. Each *deals* to all, sealed to those keys, once all have joined.
//! 4. Each opens the boxes and checks everything, and *certifies* the committee that the deals make.
//!
//! The certificates of all n go to the council. Whoever finds a fault *complains*, and the attempt is over. A [`Board`] is what
//! lies on the table: files that anybody may have carried, changed, held back or exchanged; it says what is wrong with each.

mod act;
mod board;
mod complaint;
mod files;
mod rules;

pub use act::{Certified, Randomness, certify, deal, join, start};
pub use board::{Board, Fault, Founded, Phase, Stage};
pub use complaint::{Verdict, complain, find_fault};
pub use files::{
	CeremonyFile, Certificate, Charge, Complaint, Dealt, Join, Kind, MAX_FILE, Place, Seat, Signed, Start,
};

#[cfg(test)]
mod tests;
