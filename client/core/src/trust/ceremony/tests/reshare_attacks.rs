//! A key is passed on where one to k-1 of the old administrators are corrupt, and one to k'-1 of the new ones, in every role: no committee comes of
//! it, and whoever can be named is one of them. Of sixteen, one and the most that there may be: k-1 = 8.

use super::{
	passing::{Passing, index, next_place},
	world::GENESIS,
};
use crate::{domain::*, error::CeremonyError, trust::ceremony::*};
use threshold_decryption::dealing::Constant;
use zeroize::Zeroizing;

type Files = Vec<(String, Vec<u8>)>;
/// An error that names somebody.
type Naming = fn(AccountId) -> CeremonyError;

/// From k of n to k of n, one of whom is new. The dealers are the last k of the old ones, who all stay; the corrupt are the first of these.
struct Table {
	passing: Passing,
	/// The start, and all joins.
	joined: Files,
	/// What each dealer deals who is honest, in their order.
	deals: Files,
}

impl Table {
	fn new(k: u16, n: usize) -> Self {
		let new: Vec<usize> = (1..=n).collect();
		let mut passing = Passing::new(k, n, k, &new);
		passing.join_all();
		let joined = passing.files.clone();
		for at in passing.dealers.clone() {
			passing.deal(at);
		}
		let deals = passing.files[joined.len()..].to_vec();
		Self {
			passing,
			joined,
			deals,
		}
	}

	fn corrupt(&self, corrupt: usize) -> Vec<usize> {
		self.passing.dealers[..corrupt].to_vec()
	}

	fn accounts(&self, corrupt: usize) -> Vec<AccountId> {
		let corrupt = self.corrupt(corrupt);
		corrupt.into_iter().map(|at| self.passing.who(at)).collect()
	}

	/// The first and the last honest one of the new administrators: it is the same for those between.
	fn honest(&self, corrupt: usize) -> [usize; 2] {
		let mut honest = self.passing.new.clone();
		honest.retain(|at| !self.passing.dealers[..corrupt].contains(at));
		[honest[0], honest[honest.len() - 1]]
	}

	/// All have joined, and all dealers but the corrupt have dealt; then each of these does something.
	fn dealt(&mut self, corrupt: usize, wrong: impl Fn(&mut Passing, usize)) {
		self.passing.files = [&self.joined[..], &self.deals[corrupt..]].concat();
		for at in self.corrupt(corrupt) {
			wrong(&mut self.passing, at);
		}
	}

	/// Nobody honest certifies, all for this reason; what the last of them complains of is shown to everybody, and ends it.
	fn refused(&mut self, corrupt: usize, error: impl Fn(AccountId) -> CeremonyError) {
		let (accounts, honest) = (self.accounts(corrupt), self.honest(corrupt));
		let passing = &mut self.passing;
		for at in honest {
			let found = passing.certify(at).err().unwrap();
			assert!(accounts.iter().any(|who| found == error(*who)), "{found}");
		}
		let [_, last] = honest;
		let board = passing.board();
		let about = find_fault(&board, passing.who(last), passing.held[last].one_time.as_ref());
		let complaint = complain(&board, about, &passing.people[last]).unwrap();
		assert_eq!(board.judge(&complaint), Judgement::Shown);
		passing.put(CeremonyFile::Complaint(complaint));
		let board = passing.board();
		assert!(board.culprit().is_some_and(|who| accounts.contains(&who)));
		assert_eq!(board.phase(), Phase::Over(passing.who(last)));
		assert!(board.certified().is_err());
	}

	/// Each of the corrupt is named for a file, and nobody honest certifies.
	fn faulty(&self, corrupt: usize, error: impl Fn(AccountId) -> CeremonyError) {
		let board = self.passing.board();
		let found: Vec<_> = board.faults().iter().map(|fault| fault.error.clone()).collect();
		let expected: Vec<_> = self.accounts(corrupt).into_iter().map(error).collect();
		assert_eq!(found, expected);
		assert_eq!(board.phase(), Phase::Faulty);
		assert!(board.certified().is_err());
		for at in self.honest(corrupt) {
			assert_eq!(self.passing.certify(at).err().as_ref(), expected.first());
		}
	}
}

/// Sizes, and numbers of the corrupt.
fn sizes() -> [(u16, usize, [usize; 2]); 2] {
	[(3, 4, [1, 2]), (9, 16, [1, 8])]
}

/// What an old administrator has to deal.
fn own(passing: &Passing, at: usize) -> Constant {
	let share = passing.held[at].old.as_ref().unwrap().to_bytes();
	Constant::Reshare(Zeroizing::new(share[..32].try_into().unwrap()))
}

/// Deals rightly, without a look at what else is on the table.
fn deals(passing: &mut Passing, at: usize, k: u16) {
	let constant = own(passing, at);
	passing.crooked(at, &constant, k, |_| {});
}

fn named(files: &[(String, Vec<u8>)], what: &str, at: usize) -> CeremonyFile {
	let wanted = format!("{what}-{}.json", index(at));
	let (_, bytes) = files.iter().find(|(name, _)| *name == wanted).unwrap();
	CeremonyFile::read(bytes).unwrap()
}

/// These files without those of some people.
fn without(files: &[(String, Vec<u8>)], what: &str, people: &[usize]) -> Files {
	let gone: Vec<String> = people
		.iter()
		.map(|at| format!("{what}-{}.json", index(*at)))
		.collect();
	let left = files.iter().filter(|(name, _)| !gone.contains(name));
	left.cloned().collect()
}

#[test]
fn whoever_deals_wrongly_is_named_by_everybody() {
	for (k, n, numbers) in sizes() {
		let mut table = Table::new(k, n);
		for corrupt in numbers {
			table.dealt(corrupt, |passing, at| {
				passing.crooked(at, &Constant::Random, k, |_| {});
			});
			table.refused(corrupt, CeremonyError::OtherConstant);

			for degree in [k - 1, k + 1] {
				table.dealt(corrupt, |passing, at| deals(passing, at, degree));
				table.refused(corrupt, CeremonyError::BadDeal);
			}

			table.dealt(corrupt, |passing, at| {
				let constant = own(passing, at);
				passing.crooked(at, &constant, k, |share| share[40] ^= 1);
			});
			table.refused(corrupt, CeremonyError::BadBox);

			table.dealt(corrupt, |passing, at| {
				deals(passing, at, k);
				deals(passing, at, k);
			});
			table.refused(corrupt, |who| CeremonyError::Twice { what: "deal", who });
		}
	}
}

#[test]
fn two_deals_shown_to_two_people_leave_no_committee() {
	for (k, n, numbers) in sizes() {
		let mut table = Table::new(k, n);
		for corrupt in numbers {
			let [bob, charlie] = table.honest(corrupt);
			table.dealt(corrupt, |passing, at| deals(passing, at, k));
			let first = table.passing.files.clone();
			let certified = table.passing.certify(bob).unwrap().file;
			table.dealt(corrupt, |passing, at| deals(passing, at, k));
			table.passing.put(CeremonyFile::Certificate(certified));
			let found = table.passing.certify(charlie).err();
			assert_eq!(found, Some(CeremonyError::OtherDeals(table.passing.who(bob))));
			let board = table.passing.board();
			assert_eq!(board.culprit(), None, "Bob may be honest, and is");
			assert!(board.certified().is_err());

			// They compare.
			table.passing.files = without(&table.passing.files, "certificate", &[bob]);
			for at in table.corrupt(corrupt) {
				table.passing.put(named(&first, "deal", at));
			}
			table.refused(corrupt, |who| CeremonyError::Twice { what: "deal", who });
		}
	}
}

/// Deals of the attempt before, and of the ceremony that made the key.
#[test]
fn what_was_dealt_before_is_no_deal_of_this_attempt() {
	for (k, n, numbers) in sizes() {
		let mut table = Table::new(k, n);
		let older = table.deals.clone();
		let second = table.passing.start(2, k).unwrap();
		table.passing.files.clear();
		table.passing.put(CeremonyFile::Start(second));
		table.passing.join_all();
		table.joined.clone_from(&table.passing.files);
		for at in table.passing.dealers.clone() {
			table.passing.deal(at);
		}
		table.deals = table.passing.files[table.joined.len()..].to_vec();
		for corrupt in numbers {
			let what = "deal";
			table.dealt(corrupt, |passing, at| passing.put(named(&older, what, at)));
			table.faulty(corrupt, |who| CeremonyError::OtherAttempt {
				what,
				who,
				found: 1,
				expected: 2,
			});
			let founding = table.passing.founding.clone();
			table.dealt(corrupt, |passing, at| passing.put(named(&founding, what, at)));
			table.faulty(corrupt, |who| CeremonyError::OtherPlace {
				what,
				who,
				key_id: 7,
				epoch: 1,
			});
		}
	}
}

#[test]
fn silence_and_two_joins_leave_no_committee() {
	for (k, n, numbers) in sizes() {
		let mut table = Table::new(k, n);
		for corrupt in numbers {
			let (people, accounts) = (table.corrupt(corrupt), table.accounts(corrupt));
			let [honest, _] = table.honest(corrupt);
			for (what, stage) in [("join", Stage::Join), ("deal", Stage::Deal)] {
				table.dealt(corrupt, |_, _| {});
				table.passing.files = without(&table.passing.files, what, &people);
				let (passing, board) = (&table.passing, table.passing.board());
				assert_eq!(board.phase(), Phase::Waiting(stage, accounts.clone()));
				let secret = passing.held[honest].one_time.as_ref();
				assert!(find_fault(&board, passing.who(honest), secret).is_none());
				let charge = Some((accounts[0], Charge::Silent));
				let complaint = complain(&board, charge, &passing.people[honest]).unwrap();
				assert_eq!(board.judge(&complaint), Judgement::Open);
				assert_eq!(board.culprit(), None, "nobody can check silence");
				assert!(board.certified().is_err());
			}

			table.passing.files.clone_from(&table.joined);
			let board = table.passing.board();
			for at in people {
				let passing = &mut table.passing;
				let (_, again) = join(&board, &passing.people[at], &mut passing.rng).unwrap();
				passing.put(CeremonyFile::Join(again));
			}
			let passing = &mut table.passing;
			let dealer = passing.dealers[corrupt];
			let share = passing.held[dealer].old.as_ref().unwrap();
			let refused = deal_share(&passing.board(), share, &passing.people[dealer], &mut passing.rng);
			let who = accounts[0];
			assert_eq!(refused.err(), Some(CeremonyError::Twice { what: "join", who }));
		}
	}
}

#[test]
fn false_complaints_name_their_authors() {
	for (k, n, numbers) in sizes() {
		let mut table = Table::new(k, n);
		for corrupt in numbers {
			table.dealt(0, |_, _| {});
			let (people, accounts) = (table.corrupt(corrupt), table.accounts(corrupt));
			let passing = &mut table.passing;
			let honest = passing.dealers[usize::from(k) - 1];
			let file = named(&passing.files, "deal", honest);
			let deal = file.hash();
			let twice = || Charge::Twice {
				first: Box::new(file.clone()),
				second: Box::new(file.clone()),
			};
			let files = passing.files.len();
			for (number, at) in people.iter().enumerate() {
				let secret = *passing.held[*at].one_time.as_ref().unwrap().expose();
				let charges = [
					Charge::BadBox { deal, secret },
					Charge::BadBox {
						deal,
						secret: [9; 32],
					},
					Charge::BadDeal { deal },
					twice(),
				];
				let board = Board::gather_for(&GENESIS, Some(&passing.old), &passing.files[..files]).unwrap();
				let author = &passing.people[*at];
				let made = charges.map(|charge| {
					let about = Some((passing.who(honest), charge));
					let complaint = complain(&board, about, author).unwrap();
					assert_eq!(board.judge(&complaint), Judgement::Refuted);
					complaint
				});
				// Each of them puts another one on the table.
				let shown = made.into_iter().nth(number % 4).unwrap();
				passing.put(CeremonyFile::Complaint(shown));
				let board = passing.board();
				assert!(board.culprit().is_some_and(|who| accounts.contains(&who)));
				assert_eq!(board.phase(), Phase::Over(accounts[0]));
				assert!(board.certified().is_err());
			}
		}
	}
}

/// The file of somebody with something false in it.
fn falsified(file: CeremonyFile, passing: &Passing, at: usize) -> CeremonyFile {
	let none = Signature::Sr25519([1; 64]);
	let author = &passing.people[at];
	match file {
		CeremonyFile::Certificate(mut file) => {
			file.content.cert = none;
			CeremonyFile::Certificate(Signed::new(next_place(1), file.content, author))
		}
		CeremonyFile::Handover(mut file) => {
			file.content.handover = none;
			CeremonyFile::Handover(Signed::new(next_place(1), file.content, author))
		}
		_ => unreachable!(),
	}
}

/// The last two steps need everybody: by what is missing there, or is false, no committee comes about.
#[test]
fn certificates_and_handovers_are_those_of_all() {
	for (k, n, numbers) in sizes() {
		let mut table = Table::new(k, n);
		table.dealt(0, |_, _| {});
		table.passing.certify_all();
		table.passing.hand_over_all();
		assert_eq!(table.passing.board().phase(), Phase::Complete);
		let complete = table.passing.files.clone();
		for corrupt in numbers {
			let (people, accounts) = (table.corrupt(corrupt), table.accounts(corrupt));
			let stages: [(&str, Stage, Naming); 2] = [
				("certificate", Stage::Certify, CeremonyError::BadCertificate),
				("handover", Stage::HandOver, CeremonyError::BadHandover),
			];
			for (what, stage, error) in stages {
				table.passing.files = without(&complete, what, &people);
				let board = table.passing.board();
				assert_eq!(board.phase(), Phase::Waiting(stage, accounts.clone()));
				assert_eq!((board.culprit(), board.certified().is_err()), (None, true));

				for at in &people {
					let file = falsified(named(&complete, what, *at), &table.passing, *at);
					table.passing.put(file);
				}
				let board = table.passing.board();
				let found: Vec<_> = board.faults().iter().map(|fault| fault.error.clone()).collect();
				let expected: Vec<_> = accounts.iter().copied().map(error).collect();
				assert_eq!(found, expected);
				assert_eq!(board.phase(), Phase::Faulty);
				assert!(board.certified().is_err());
			}
		}
	}
}
