//! People who pass a key on, and the table with the files of that.

use super::world::{Counted, GENESIS, Someone, World, place};
use crate::{domain::*, error::CeremonyError, ledger::Sign as _, secrets::Secret, trust::ceremony::*};
use medquorum_envelope::seal_deal_box;
use threshold_decryption::{
	AdminSecret,
	context::deal_box_info,
	dealing::{Constant, Deal, PublishedDeal},
};

/// What somebody holds.
#[derive(Default)]
pub struct Held {
	pub one_time: Option<Secret<32>>,
	pub old: Option<AdminSecret>,
	pub new: Option<AdminSecret>,
}

/// A committee whose key is passed on, and the table with the files of that.
pub struct Passing {
	pub old: Committee,
	pub people: Vec<Someone>,
	pub held: Vec<Held>,
	/// Positions of the new administrators among the people, and of those who deal.
	pub new: Vec<usize>,
	pub dealers: Vec<usize>,
	pub files: Vec<(String, Vec<u8>)>,
	/// The files of the ceremony that made the key.
	pub founding: Vec<(String, Vec<u8>)>,
	pub rng: Counted,
}

pub fn next_place(attempt: u16) -> Place {
	Place {
		epoch: 2,
		kind: Kind::NewEpoch,
		..place(attempt)
	}
}

/// The index of somebody: old administrators come first.
pub fn index(at: usize) -> u16 {
	u16::try_from(at + 1).unwrap()
}

impl Passing {
	/// `k` of `n` found a committee; these people are to have its key, by the rule `new_k`. The last k of the old ones deal.
	pub fn new(k: u16, n: usize, new_k: u16, new: &[usize]) -> Self {
		let mut world = World::new(k, n);
		world.join_all();
		world.deal_all();
		let shares = world.certify_all();
		let old = world.board().certified().unwrap();
		let most = new.iter().max().unwrap().max(&(n - 1)) + 1;
		let people: Vec<Someone> = (1..).take(most).map(Someone::new).collect();
		let mut held: Vec<Held> = people.iter().map(|_| Held::default()).collect();
		for (held, share) in held.iter_mut().zip(shares) {
			held.old = Some(share);
		}
		let mut passing = Self {
			dealers: (n - usize::from(k)..n).collect(),
			old,
			people,
			held,
			new: new.to_vec(),
			files: Vec::new(),
			founding: world.files,
			rng: Counted(1 << 40),
		};
		let start = passing.start(1, new_k).unwrap();
		passing.put(CeremonyFile::Start(start));
		passing
	}

	pub fn start(&self, attempt: u16, k: u16) -> Result<Signed<Start>, CeremonyError> {
		let seats = self.new.iter().map(|at| Seat {
			index: index(*at),
			account: self.people[*at].account(),
		});
		let dealers = self.dealers.iter().map(|at| index(*at)).collect();
		start_reshare(
			next_place(attempt),
			k,
			seats.collect(),
			dealers,
			&self.old,
			&Someone::new(200),
		)
	}

	pub fn put(&mut self, file: CeremonyFile) {
		self.files.push((file.name(), file.write()));
	}

	pub fn board(&self) -> Board {
		Board::gather_for(&GENESIS, Some(&self.old), &self.files).unwrap()
	}

	pub fn who(&self, at: usize) -> AccountId {
		self.people[at].account()
	}

	pub fn join_all(&mut self) {
		for at in self.new.clone() {
			let (secret, file) = join(&self.board(), &self.people[at], &mut self.rng).unwrap();
			self.held[at].one_time = Some(secret);
			self.put(CeremonyFile::Join(file));
		}
	}

	pub fn deal(&mut self, at: usize) {
		let share = self.held[at].old.as_ref().unwrap();
		let file = deal_share(&self.board(), share, &self.people[at], &mut self.rng)
			.unwrap()
			.file;
		self.put(CeremonyFile::Deal(file));
	}

	pub fn certify(&self, at: usize) -> Result<Certified, CeremonyError> {
		certify(
			&self.board(),
			self.held[at].one_time.as_ref().unwrap(),
			&self.people[at],
		)
	}

	pub fn certify_all(&mut self) {
		for at in self.new.clone() {
			let certified = self.certify(at).unwrap();
			self.held[at].new = Some(certified.secret);
			self.put(CeremonyFile::Certificate(certified.file));
		}
	}

	pub fn hand_over_all(&mut self) {
		for at in self.dealers.clone() {
			let file = hand_over(&self.board(), &self.people[at]).unwrap();
			self.put(CeremonyFile::Handover(file));
		}
	}

	/// A deal of this constant and threshold, with boxes that `spoil` has changed.
	pub fn crooked(&mut self, at: usize, constant: &Constant, k: u16, spoil: impl Fn(&mut [u8; 96])) {
		let board = self.board();
		let ceremony = board.context().unwrap();
		let deal = Deal::new(constant, k, &mut self.rng).unwrap();
		let mut boxes = Vec::new();
		for join in board.joins() {
			let mut share = deal.shares(join.content.index).unwrap();
			spoil(&mut share);
			let info = deal_box_info(&ceremony, index(at), join.content.index);
			boxes.push(seal_deal_box(&join.content.one_time, &info, &share, &mut self.rng).unwrap());
		}
		let published = PublishedDeal {
			commitments: deal.commitments(),
			boxes,
			proof: None,
		};
		let content = Dealt {
			ceremony,
			dealer: index(at),
			deal: published.to_bytes(),
		};
		let file = Signed::new(*board.place(), content, &self.people[at]);
		self.put(CeremonyFile::Deal(file));
	}

	/// The lineage that a chain would tell.
	pub fn lineage(&self) -> (Lineage, Committee) {
		let board = self.board();
		let now = board.certified().unwrap();
		let lineage = Lineage {
			committees: vec![self.old.clone(), now.clone()],
			handovers: vec![Handover {
				epoch: 1,
				signatures: board.handover(),
			}],
			switch_at: None,
			next_index: 100,
		};
		(lineage, now)
	}
}
