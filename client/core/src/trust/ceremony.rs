//! A committee without a dealer, over files (docs/cryptography.md 5.4): every administrator deals, nobody ever knows the key.
//!
//! 1. Somebody *starts*: key, rule, and who the administrators are.
//! 2. Each administrator *joins* with a key made for this ceremony alone.
//! 3. Each *deals* to all, sealed to those keys, once all have joined.
//! 4. Each opens the boxes and checks everything, and *certifies* the committee that the deals make.
//!
//! For a new epoch of an old key exactly k of the old administrators deal, each its own share, and in the end
//!
//! 5. *hand over* the key to the new ones, so that nobody needs to be believed but those who were before.
//!
//! The certificates of all n, and the handovers, go to the council; or all files travel over the chain, see [`call_of`]. Whoever finds a fault
//! *complains*, and the attempt is over; on the chain a dealer can answer first. A [`Board`] is what lies on the table: files that anybody may
//! have carried, changed, held back or exchanged; it says what is wrong with each.

mod act;
mod answer;
mod board;
mod complaint;
mod difference;
mod file;
mod files;
mod public;
mod rules;

pub use act::{
	Certified, DealMade, Randomness, certify, deal, deal_share, hand_over, join, start, start_reshare,
};
pub use board::{Board, Fault, Founded, Phase, Stage};
pub use complaint::{Judgement, complain, find_fault};
pub use difference::Difference;
pub use file::{CeremonyFile, Charge, Complaint, MAX_FILE};
pub use files::{Certificate, Dealt, HandedOver, Join, Kind, Place, Seat, Signed, Start};
pub use public::{call_of, opening};

#[cfg(test)]
mod tests;
