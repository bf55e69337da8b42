//! Which answers the journal forbids, and that neither a crash nor damage loses one.

use super::*;
use medquorum_core::{
	domain::AccountId,
	trust::{CommitteePin, PinnedAdmin},
};

fn entry(context: u8, epoch: u32, answer: Answer) -> Entry {
	Entry {
		context: [context; 32],
		request_id: [context; 16],
		key_id: 1,
		epoch,
		answer,
	}
}

fn journal() -> (tempfile::TempDir, Journal) {
	let dir = tempfile::tempdir().unwrap();
	let journal = Journal::at(&dir.path().join("journal.jsonl"));
	(dir, journal)
}

#[test]
fn rejected_context_is_never_approved() {
	let (_dir, journal) = journal();
	journal.record(entry(1, 1, Answer::Reject)).unwrap();
	let again = Journal::at(&journal.path);
	assert!(matches!(
		again.check(&entry(1, 1, Answer::Approve)),
		Err(JournalError::History(HistoryError::RejectedBefore))
	));
	assert!(matches!(
		again.record(entry(1, 1, Answer::Approve)),
		Err(JournalError::History(HistoryError::RejectedBefore))
	));
	assert!(matches!(
		again.record(entry(1, 1, Answer::Reject)),
		Err(JournalError::History(HistoryError::RejectedBefore))
	));
	again.record(entry(2, 1, Answer::Approve)).unwrap();
	assert_eq!(again.answer(&[1; 32]).unwrap(), Some(Answer::Reject));
	assert_eq!(again.answer(&[3; 32]).unwrap(), None);
}

#[test]
fn approved_context_is_answered() {
	let (_dir, journal) = journal();
	journal.record(entry(1, 1, Answer::Approve)).unwrap();
	for answer in [Answer::Approve, Answer::Reject] {
		assert!(matches!(
			journal.record(entry(1, 1, answer)),
			Err(JournalError::History(HistoryError::ApprovedBefore))
		));
	}
}

#[test]
fn epoch_that_is_over_is_not_approved() {
	let (_dir, journal) = journal();
	journal.note_epoch(1, 2).unwrap();
	let over = journal.record(entry(1, 1, Answer::Approve));
	assert!(matches!(
		over,
		Err(JournalError::History(HistoryError::EpochOver {
			epoch: 1,
			current: 2
		}))
	));
	// A rejection gives nothing away.
	journal.record(entry(1, 1, Answer::Reject)).unwrap();
	journal.record(entry(2, 2, Answer::Approve)).unwrap();
	// An answer in epoch 3 shows that epoch 2 is over; another key's epochs are its own.
	journal.record(entry(3, 3, Answer::Approve)).unwrap();
	assert!(matches!(
		journal.check(&entry(4, 2, Answer::Approve)),
		Err(JournalError::History(HistoryError::EpochOver { .. }))
	));
	journal
		.record(Entry {
			key_id: 2,
			..entry(5, 1, Answer::Approve)
		})
		.unwrap();
	journal.note_epoch(1, 1).unwrap();
	assert!(matches!(
		journal.check(&entry(4, 2, Answer::Approve)),
		Err(JournalError::History(HistoryError::EpochOver { .. }))
	));
}

#[test]
fn rejected_request_is_never_approved_in_another_context() {
	let (_dir, journal) = journal();
	let shown = Entry {
		request_id: [9; 16],
		..entry(1, 1, Answer::Reject)
	};
	let signed = Entry {
		context: [2; 32],
		answer: Answer::Approve,
		..shown.clone()
	};
	journal.record(shown).unwrap();
	assert!(matches!(
		journal.record(signed.clone()),
		Err(JournalError::History(HistoryError::RejectedBefore))
	));
	assert!(matches!(
		Journal::at(&journal.path).check(&signed),
		Err(JournalError::History(HistoryError::RejectedBefore))
	));
	journal.record(entry(3, 1, Answer::Approve)).unwrap();
}

#[test]
fn what_was_approved_is_not_approved_again_after_its_epoch() {
	let (_dir, journal) = journal();
	journal.record(entry(1, 1, Answer::Approve)).unwrap();
	journal.note_epoch(1, 2).unwrap();
	assert!(matches!(
		journal.record(entry(1, 1, Answer::Approve)),
		Err(JournalError::History(HistoryError::EpochOver {
			epoch: 1,
			current: 2
		}))
	));
}

#[test]
fn what_was_certified_is_noted_once_and_ends_no_epoch() {
	let (_dir, journal) = journal();
	let admins = vec![PinnedAdmin {
		index: 1,
		account: AccountId([1; 32]),
	}];
	let first = Certified {
		key_id: 1,
		epoch: 2,
		committee: CommitteePin::new(1, [9; 32], admins).unwrap(),
	};
	let next = Certified {
		epoch: 3,
		..first.clone()
	};
	for certified in [&first, &first, &next, &first] {
		journal.note_certified(certified.clone()).unwrap();
	}
	assert_eq!(journal.tip().unwrap().lines, 2);
	let again = Journal::at(&journal.path);
	assert_eq!(ports::Journal::certified(&again).unwrap(), [first, next]);
	assert_eq!(ports::Journal::epochs(&again).unwrap(), []);
	again.record(entry(1, 1, Answer::Approve)).unwrap();
}

#[test]
fn answer_without_its_line_end_counts_and_is_kept() {
	let (_dir, journal) = journal();
	journal.record(entry(1, 1, Answer::Reject)).unwrap();
	let whole = std::fs::read(&journal.path).unwrap();
	std::fs::write(&journal.path, &whole[..whole.len() - 1]).unwrap();
	assert_eq!(journal.answer(&[1; 32]).unwrap(), Some(Answer::Reject));
	journal.record(entry(2, 1, Answer::Approve)).unwrap();
	assert_eq!(journal.answer(&[1; 32]).unwrap(), Some(Answer::Reject));
	assert_eq!(journal.answer(&[2; 32]).unwrap(), Some(Answer::Approve));
	assert!(std::fs::read(&journal.path).unwrap().starts_with(&whole));
}

#[test]
fn cut_off_or_damaged_end_stops_every_answer() {
	let (_dir, journal) = journal();
	journal.record(entry(1, 1, Answer::Reject)).unwrap();
	let whole = std::fs::read(&journal.path).unwrap();
	journal.record(entry(2, 1, Answer::Reject)).unwrap();
	let both = std::fs::read(&journal.path).unwrap();
	let mut ends: Vec<Vec<u8>> = (whole.len() + 1..both.len() - 1)
		.map(|cut| both[..cut].to_vec())
		.collect();
	// The line end of the last rejection turned into something else.
	ends.push([&both[..both.len() - 1], b"\x0b"].concat());
	for file in ends {
		std::fs::write(&journal.path, &file).unwrap();
		let stopped = journal.record(entry(3, 1, Answer::Approve));
		assert!(
			matches!(stopped, Err(JournalError::CutOff { .. })),
			"cut at {}",
			file.len()
		);
		assert_eq!(std::fs::read(&journal.path).unwrap(), file, "nothing is erased");
	}
	// What the message says to do.
	std::fs::write(&journal.path, &whole).unwrap();
	journal.record(entry(2, 1, Answer::Approve)).unwrap();
	assert_eq!(journal.answer(&[1; 32]).unwrap(), Some(Answer::Reject));
	assert_eq!(journal.answer(&[2; 32]).unwrap(), Some(Answer::Approve));
}

#[test]
fn damaged_line_stops_every_answer() {
	let (_dir, journal) = journal();
	journal.record(entry(1, 1, Answer::Reject)).unwrap();
	journal.record(entry(2, 1, Answer::Reject)).unwrap();
	let sound = std::fs::read(&journal.path).unwrap();
	let first = sound.iter().position(|byte| *byte == b'\n').unwrap();
	for at in 0..=first {
		let mut damaged = sound.clone();
		damaged[at] ^= 1;
		std::fs::write(&journal.path, &damaged).unwrap();
		let stopped = journal.record(entry(3, 1, Answer::Approve));
		assert!(
			matches!(stopped, Err(JournalError::Damaged { line: 1, .. })),
			"byte {at}"
		);
		assert_eq!(std::fs::read(&journal.path).unwrap(), damaged);
	}
	// A line that was taken out is missed by those after it.
	std::fs::write(&journal.path, &sound[first + 1..]).unwrap();
	assert!(matches!(
		journal.answer(&[2; 32]),
		Err(JournalError::Damaged { line: 1, .. })
	));
}

#[test]
fn answers_of_many_threads_are_all_kept() {
	let (_dir, journal) = journal();
	std::thread::scope(|scope| {
		for t in 0..4u8 {
			let journal = &journal;
			scope.spawn(move || {
				for i in 0..5 {
					journal.record(entry(t * 5 + i, 1, Answer::Approve)).unwrap();
				}
			});
		}
	});
	for context in 0..20 {
		assert_eq!(journal.answer(&[context; 32]).unwrap(), Some(Answer::Approve));
	}
}

#[test]
fn an_older_copy_does_not_continue_a_newer_one() {
	let (_dir, journal) = journal();
	let empty = journal.tip().unwrap();
	assert_eq!(empty, JournalTip::default());
	journal.record(entry(1, 1, Answer::Approve)).unwrap();
	let older = std::fs::read(&journal.path).unwrap();
	let one = journal.tip().unwrap();
	journal.record(entry(2, 1, Answer::Reject)).unwrap();
	let two = journal.tip().unwrap();
	assert_eq!((one.lines, two.lines), (1, 2));
	for tip in [empty, one, two] {
		journal.continues(&tip).unwrap();
	}
	std::fs::write(&journal.path, older).unwrap();
	journal.continues(&one).unwrap();
	let set_back = |tip: &JournalTip| {
		matches!(
			journal.continues(tip),
			Err(JournalError::History(HistoryError::SetBack))
		)
	};
	assert!(set_back(&two));
	// Another line in the place of the one that is missing.
	journal.record(entry(3, 1, Answer::Approve)).unwrap();
	assert!(set_back(&two));
	std::fs::remove_file(&journal.path).unwrap();
	assert!(set_back(&one));
}
