//! A ceremony on the chain as the signed files that it is made of, and back: so a node can hide and delay, and nothing else.

use super::{
	board::{Board, Founded},
	file::CeremonyFile,
	files::{Certificate, Dealt, HandedOver, Join, Kind, Place, Signed, Start},
};
use crate::{
	domain::*,
	error::CeremonyError,
	ledger::{Call, CeremonyCall},
};

/// A file and the name under which it would lie in a folder.
type File = (String, Vec<u8>);

/// Whose a file is that the chain shows under an index that nobody has: no account's, so that no signature holds.
const NOBODY: AccountId = AccountId([0; 32]);

impl PublicCeremony {
	/// The start file.
	#[must_use]
	pub fn start(&self, genesis: &Bytes32) -> Signed<Start> {
		let state = &self.state;
		Signed {
			place: Place {
				genesis: *genesis,
				key_id: self.key_id,
				epoch: state.epoch,
				attempt: state.attempt,
				kind: match state.renewal {
					false => Kind::NewKey,
					true => Kind::NewEpoch,
				},
			},
			author: state.author,
			content: Start {
				k: state.k,
				admins: state.seats.clone(),
				dealers: state.dealers.clone(),
				old_committee: state.old_committee,
			},
			signature: state.signature,
		}
	}

	/// Whether an account has something to do in it; `old` is the committee that passes its key on.
	#[must_use]
	pub fn is_of(&self, who: &AccountId, old: Option<&Committee>) -> bool {
		let seats = self.state.seats.iter().any(|seat| seat.account == *who);
		let admin = old.filter(|_| self.state.renewal).and_then(|old| old.admin(who));
		seats || admin.is_some_and(|admin| self.state.dealers.contains(&admin.index))
	}

	/// The files, each under its name. Those whose content depends on files that are not there are left out: nobody could check them.
	#[must_use]
	pub fn files(&self, genesis: &Bytes32, old: Option<&Committee>) -> Vec<(String, Vec<u8>)> {
		let start = self.start(genesis);
		let mut files = vec![named(CeremonyFile::Start(start.clone()))];
		files.extend(self.joins(&start));
		let Some(ceremony) = board(genesis, old, &files).and_then(|board| board.context().ok()) else {
			return files;
		};
		files.extend(self.deals(&start.place, ceremony, old));
		let Some(founded) = board(genesis, old, &files).and_then(|board| board.founded().ok()) else {
			return files;
		};
		files.extend(self.certificates(&start.place, ceremony, &founded));
		files.extend(self.handovers(&start.place, (ceremony, old), &founded));
		files
	}

	/// Whose index this is among the new administrators.
	fn author(&self, index: u16) -> AccountId {
		let mut seats = self.state.seats.iter();
		let seat = seats.find(|seat| seat.index == index);
		seat.map_or(NOBODY, |seat| seat.account)
	}

	/// Whose index this is among the dealers.
	fn dealer(&self, index: u16, old: Option<&Committee>) -> AccountId {
		let Some(old) = old.filter(|_| self.state.renewal) else {
			return self.author(index);
		};
		let mut admins = old.admins.iter();
		let admin = admins.find(|admin| admin.index == index);
		admin.map_or(NOBODY, |admin| admin.account)
	}

	fn joins(&self, start: &Signed<Start>) -> Vec<File> {
		let hash = start.hash();
		let joins = self.joins.iter().map(|(index, join)| {
			named(CeremonyFile::Join(Signed {
				place: start.place,
				author: self.author(*index),
				content: Join {
					start: hash,
					index: *index,
					one_time: join.one_time,
					signature: join.join_sig,
				},
				signature: join.signature,
			}))
		});
		joins.collect()
	}

	fn deals(&self, place: &Place, ceremony: Bytes32, old: Option<&Committee>) -> Vec<File> {
		let deals = self.deals.iter().map(|(index, deal)| {
			named(CeremonyFile::Deal(Signed {
				place: *place,
				author: self.dealer(*index, old),
				content: Dealt {
					ceremony,
					dealer: *index,
					deal: deal.deal.clone(),
				},
				signature: deal.signature,
			}))
		});
		deals.collect()
	}

	fn certificates(&self, place: &Place, ceremony: Bytes32, founded: &Founded) -> Vec<File> {
		let certificates = self.certificates.iter().map(|(index, certificate)| {
			named(CeremonyFile::Certificate(Signed {
				place: *place,
				author: self.author(*index),
				content: Certificate {
					ceremony,
					transcript: founded.transcript,
					index: *index,
					x: founded.committee.x,
					committee: founded.hash,
					cert: certificate.cert,
				},
				signature: certificate.signature,
			}))
		});
		certificates.collect()
	}

	fn handovers(
		&self,
		place: &Place,
		(ceremony, old): (Bytes32, Option<&Committee>),
		founded: &Founded,
	) -> Vec<File> {
		let handovers = self.handovers.iter().map(|(index, handover)| {
			named(CeremonyFile::Handover(Signed {
				place: *place,
				author: self.dealer(*index, old),
				content: HandedOver {
					ceremony,
					transcript: founded.transcript,
					index: *index,
					committee: founded.hash,
					handover: handover.handover,
				},
				signature: handover.signature,
			}))
		});
		handovers.collect()
	}

	/// The files on the table, with the answers that dealers gave.
	///
	/// # Errors
	/// When it is not signed by whoever is to have started it, describes no ceremony, or passes on another committee than `old`.
	pub fn board(&self, genesis: &Bytes32, old: Option<&Committee>) -> Result<Board, CeremonyError> {
		let mut board = Board::gather_for(genesis, old, &self.files(genesis, old))?;
		board.hear(&self.complaints);
		Ok(board)
	}
}

fn named(file: CeremonyFile) -> File {
	(file.name(), file.write())
}

fn board(genesis: &Bytes32, old: Option<&Committee>, files: &[File]) -> Option<Board> {
	Board::gather_for(genesis, old, files).ok()
}

/// The call that opens a ceremony on the chain with this start file.
#[must_use]
pub fn opening(start: &Signed<Start>, windows: Windows, at_once: bool) -> Opening {
	Opening {
		key_id: start.place.key_id,
		attempt: start.place.attempt,
		k: start.content.k,
		seats: start.content.admins.clone(),
		dealers: start.content.dealers.clone(),
		windows,
		at_once,
		author: start.author,
		signature: start.signature,
	}
}

/// The call that brings a file to the chain. `None` for those that do not go there like this: the council opens a ceremony, and a complaint
/// ends none there by itself.
#[must_use]
pub fn call_of(file: &CeremonyFile) -> Option<Call> {
	let key_id = file.place().key_id;
	let call = match file {
		CeremonyFile::Start(_) | CeremonyFile::Complaint(_) => return None,
		CeremonyFile::Join(file) => CeremonyCall::Join {
			key_id,
			one_time: file.content.one_time,
			join_sig: file.content.signature,
			signature: file.signature,
		},
		CeremonyFile::Deal(file) => CeremonyCall::Deal {
			key_id,
			deal: file.content.deal.clone(),
			signature: file.signature,
		},
		CeremonyFile::Certificate(file) => CeremonyCall::Certify {
			key_id,
			cert: file.content.cert,
			signature: file.signature,
		},
		CeremonyFile::Handover(file) => CeremonyCall::HandOver {
			key_id,
			handover: file.content.handover,
			signature: file.signature,
		},
	};
	Some(Call::Ceremony(call))
}
