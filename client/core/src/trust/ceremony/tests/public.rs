//! Over the chain: the same files come out that went in, and an answer counts only if it is what the dealer committed to.

use super::{super::*, world::*};
use crate::{
	domain::*,
	error::CeremonyError,
	ledger::{Call, CeremonyCall, Sign as _},
};
use threshold_decryption::{
	context::{CeremonyKind, file_message},
	dealing::PublishedDeal,
};

const WINDOWS: Windows = Windows {
	join: 10,
	deal: 20,
	certify: 30,
};

/// What a chain keeps of these files.
pub fn published(files: &[(String, Vec<u8>)]) -> PublicCeremony {
	let files: Vec<CeremonyFile> = files
		.iter()
		.map(|(_, bytes)| CeremonyFile::read(bytes).unwrap())
		.collect();
	let CeremonyFile::Start(start) = &files[0] else {
		unreachable!()
	};
	let Opening {
		key_id,
		attempt,
		k,
		seats,
		dealers,
		windows,
		at_once,
		author,
		signature,
	} = opening(start, WINDOWS, false);
	let mut public = PublicCeremony {
		key_id,
		state: CeremonyState {
			attempt,
			epoch: start.place.epoch,
			renewal: start.place.kind == Kind::NewEpoch,
			k,
			seats,
			dealers,
			old_committee: start.content.old_committee,
			windows,
			at_once,
			author,
			signature,
			stage: CeremonyStage::Join,
			deadline: 10,
		},
		joins: Vec::new(),
		deals: Vec::new(),
		certificates: Vec::new(),
		handovers: Vec::new(),
		complaints: Vec::new(),
	};
	for file in &files[1..] {
		take(&mut public, file);
	}
	public
}

fn take(public: &mut PublicCeremony, file: &CeremonyFile) {
	let Some(Call::Ceremony(call)) = call_of(file) else {
		unreachable!("{}", file.what())
	};
	let name = file.name();
	let digits: String = name.chars().filter(char::is_ascii_digit).collect();
	let index = digits.parse().unwrap();
	match call {
		CeremonyCall::Join {
			one_time,
			join_sig,
			signature,
			..
		} => public.joins.push((
			index,
			PublicJoin {
				one_time,
				join_sig,
				signature,
			},
		)),
		CeremonyCall::Deal { deal, signature, .. } => {
			public.deals.push((index, PublicDeal { deal, signature }));
		}
		CeremonyCall::Certify { cert, signature, .. } => {
			public
				.certificates
				.push((index, PublicCertificate { cert, signature }));
		}
		CeremonyCall::HandOver {
			handover, signature, ..
		} => public
			.handovers
			.push((index, PublicHandover { handover, signature })),
		_ => unreachable!(),
	}
}

#[test]
fn files_that_went_to_the_chain_come_back_byte_for_byte() {
	let mut world = World::new(3, 4);
	let same = |world: &World| {
		let public = published(&world.files);
		assert_eq!(public.files(&GENESIS, None), world.files);
		let board = public.board(&GENESIS, None).unwrap();
		assert_eq!(board.phase(), world.board().phase());
		assert_eq!(board.faults(), []);
	};
	same(&world);
	world.join(0);
	same(&world);
	for at in 1..4 {
		world.join(at);
	}
	same(&world);
	world.deal_all();
	same(&world);
	world.certify_all();
	same(&world);
	assert_eq!(
		published(&world.files).board(&GENESIS, None).unwrap().phase(),
		Phase::Complete
	);
	// A start and a complaint travel otherwise.
	assert!(call_of(&world.file("ceremony.json")).is_none());
}

#[test]
fn handovers_come_back_too() {
	let mut passing = super::passing::Passing::new(3, 4, 3, &[0, 1, 2, 3]);
	passing.join_all();
	for at in passing.dealers.clone() {
		passing.deal(at);
	}
	passing.certify_all();
	passing.hand_over_all();
	let public = published(&passing.files);
	assert_eq!(public.files(&GENESIS, Some(&passing.old)), passing.files);
	let board = public.board(&GENESIS, Some(&passing.old)).unwrap();
	assert_eq!(board.phase(), Phase::Complete);
	assert!(public.is_of(&passing.who(1), Some(&passing.old)));
	assert!(!public.is_of(&Someone::new(99).account(), Some(&passing.old)));
	// Another committee in its place passes nothing on.
	let mut other = passing.old.clone();
	other.k += 1;
	assert!(public.board(&GENESIS, Some(&other)).is_err());
	assert_eq!(public.board(&GENESIS, None).err(), Some(CeremonyError::OtherOld));
}

#[test]
fn whatever_a_node_changes_is_a_fault_or_missing() {
	let mut world = World::new(3, 4);
	world.join_all();
	world.deal_all();
	world.certify_all();
	let honest = published(&world.files);
	let faults = |change: &dyn Fn(&mut PublicCeremony)| {
		let mut public = honest.clone();
		change(&mut public);
		match public.board(&GENESIS, None) {
			Ok(board) => board.faults().iter().map(|fault| fault.error.clone()).collect(),
			Err(error) => vec![error],
		}
	};
	assert_eq!(faults(&|_| ()), []);
	let start = faults(&|public| public.state.k = 2);
	assert!(
		matches!(start[..], [CeremonyError::NotSigned { what: "start", .. }]),
		"{start:?}"
	);
	type Change = fn(&mut PublicCeremony);
	let changes: [(&str, Change); 4] = [
		("join", |public| public.joins[1].1.one_time[0] ^= 1),
		("deal", |public| public.deals[1].1.deal[400] ^= 1),
		("certificate", |public| {
			public.certificates[1].1.cert = public.certificates[0].1.cert;
		}),
		("join", |public| public.joins[1].0 = 99),
	];
	for (what, change) in changes {
		let found = faults(&change);
		assert!(
			matches!(found.first(), Some(CeremonyError::NotSigned { what: found, .. }) if *found == what),
			"{what}: {found:?}"
		);
	}
	// A file that is held back is missing, and what depends on it cannot be looked at.
	let mut hidden = honest.clone();
	hidden.deals.remove(2);
	let board = hidden.board(&GENESIS, None).unwrap();
	assert_eq!(
		board.phase(),
		Phase::Waiting(Stage::Deal, vec![world.accounts()[2]])
	);
	hidden.joins.remove(0);
	let board = hidden.board(&GENESIS, None).unwrap();
	assert_eq!(
		board.phase(),
		Phase::Waiting(Stage::Join, vec![world.accounts()[0]])
	);
}

/// Each of the first `corrupt` puts what is another's in the box of one honest person: Alice in Dave's, of four. Gives dealer, victim, and what was
/// dealt.
fn with_bad_boxes(world: &mut World, corrupt: usize) -> Vec<([u16; 2], [u8; 96])> {
	world.join_all();
	let n = world.people.len();
	let mut dealt = Vec::new();
	for at in 0..corrupt {
		let (board, victim) = (world.board(), n - 1 - at);
		let [dealer, recipient, count] = [at + 1, victim + 1, n].map(|number| u16::try_from(number).unwrap());
		let mut rng = Counted(76 + u64::from(dealer));
		let made = deal(&board, world.secret(at), &world.people[at], &mut rng).unwrap();
		dealt.push(([dealer, recipient], *made.shares[victim].1.expose()));
		let mut file = made.file;
		let bytes = &file.content.deal;
		let mut parts = PublishedDeal::from_bytes(CeremonyKind::Random, board.k(), count, bytes).unwrap();
		parts.boxes[victim] = parts.boxes[victim - 1];
		file.content.deal = parts.to_bytes();
		let message = file_message(&file.payload_bytes());
		file.signature = Signature::Sr25519(world.people[at].sign(&message));
		world.put(CeremonyFile::Deal(file));
	}
	for at in corrupt..n {
		world.deal(at);
	}
	dealt
}

/// Each has one victim of their own: k-1 answers save everybody, and whoever refuses is named, by that victim alone.
#[test]
fn as_many_corrupt_dealers_as_there_may_be_answer_or_are_named() {
	for (k, n, corrupt) in [(3, 4, 2), (9, 16, 8)] {
		let mut world = World::new(k, n);
		let bad = with_bad_boxes(&mut world, corrupt);
		let accounts = world.accounts();
		let mut public = published(&world.files);
		let board = public.board(&GENESIS, None).unwrap();
		let position = |index: u16| usize::from(index) - 1;
		for (places, right) in &bad {
			let at = position(places[1]);
			let found = board.bad_boxes(accounts[at], world.secret(at)).unwrap();
			assert_eq!(found, [places[0]]);
			let complaint = PublicComplaint {
				signature: board.accuse(*places, &world.people[at]).unwrap(),
				until: 9,
				answer: Some(*right),
			};
			public.complaints.push((*places, complaint));
		}
		let certified = |board: &Board, at: usize| certify(board, world.secret(at), &world.people[at]).err();
		let board = public.board(&GENESIS, None).unwrap();
		for at in 0..n {
			assert_eq!(certified(&board, at), None);
		}
		for refused in [0, corrupt - 1] {
			let mut public = public.clone();
			public.complaints[refused].1.answer = None;
			let board = public.board(&GENESIS, None).unwrap();
			for (number, ([dealer, victim], _)) in bad.iter().enumerate() {
				let named = CeremonyError::BadBox(accounts[position(*dealer)]);
				let expected = (number == refused).then_some(named);
				assert_eq!(certified(&board, position(*victim)), expected);
			}
		}
	}
}

#[test]
fn a_right_answer_takes_the_place_of_a_bad_box() {
	let mut world = World::new(3, 4);
	let (_, right) = with_bad_boxes(&mut world, 1)[0];
	let dave = world.accounts()[3];
	let alice = world.accounts()[0];
	let mut public = published(&world.files);
	let board = public.board(&GENESIS, None).unwrap();
	assert_eq!(board.bad_boxes(dave, world.secret(3)).unwrap(), [1]);
	assert!(
		board
			.bad_boxes(world.accounts()[1], world.secret(1))
			.unwrap()
			.is_empty()
	);
	assert_eq!(
		certify(&board, world.secret(3), &world.people[3]).err(),
		Some(CeremonyError::BadBox(alice))
	);
	let accused = board.accuse([1, 4], &world.people[3]).unwrap();
	assert!(board.is_accused([1, 4], &accused));
	// Nobody else's word, about nobody else, is it.
	assert!(!board.is_accused([1, 3], &accused) && !board.is_accused([2, 4], &accused));
	let other = board.accuse([1, 4], &world.people[2]).unwrap();
	assert!(!board.is_accused([1, 4], &other) && !board.is_accused([1, 9], &accused));
	let complaint = |answer| {
		let signature = accused;
		(
			[1, 4],
			PublicComplaint {
				signature,
				until: 9,
				answer,
			},
		)
	};
	let mut false_answer = right;
	false_answer[0] ^= 1;
	for answer in [None, Some(false_answer), Some([0xff; 96])] {
		public.complaints = vec![complaint(answer)];
		let board = public.board(&GENESIS, None).unwrap();
		assert!(!board.has_answer([1, 4]));
		assert_eq!(
			certify(&board, world.secret(3), &world.people[3]).err(),
			Some(CeremonyError::BadBox(alice))
		);
		let fault = find_fault(&board, dave, Some(world.secret(3)));
		assert!(matches!(fault, Some((who, Charge::BadBox { .. })) if who == alice));
	}
	assert_eq!(board.judge_answer([1, 4], &false_answer), Judgement::Shown);
	assert_eq!(board.judge_answer([1, 4], &right), Judgement::Refuted);
	assert_eq!(board.judge_answer([9, 4], &right), Judgement::Open);
	assert_eq!(board.judge_answer([1, 3], &right), Judgement::Shown, "another's");

	public.complaints = vec![complaint(Some(right))];
	let board = public.board(&GENESIS, None).unwrap();
	let certified = certify(&board, world.secret(3), &world.people[3]).unwrap();
	let point = board.founded().unwrap().committee.admins[3].clone();
	assert_eq!(certified.secret.public(), crate::trust::points(&point));
	assert!(find_fault(&board, dave, Some(world.secret(3))).is_none());
}
