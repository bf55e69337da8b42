//! A key is passed on: to more people, fewer, others, the same, by another rule; with up to k-1 corrupt old and k'-1 corrupt new ones, who
//! pool what they hold. What they send wrongly is in `reshare_attacks`.

use super::{
	passing::{Held, Passing, next_place},
	world::{Counted, GENESIS, Someone, World},
};
use crate::{
	domain::*,
	error::CeremonyError,
	ledger::Sign as _,
	trust::{ceremony::*, follow, list_hash},
};
use std::collections::BTreeMap;
use threshold_decryption::{
	AdminSecret, Mode, PartialDecryption, RequestKey, capsule_point, combine, create_share,
	dealing::{Constant, Deal},
	encapsulate, open_share, share_ciphertext,
};

/// What k people open of a capsule with these shares.
fn partial(secret: &AdminSecret, capsule: &[u8; 128], rng: &mut Counted) -> PartialDecryption {
	let (key, r) = (RequestKey::from_seed(&[4; 32]), capsule_point(capsule));
	let share = create_share(secret, Mode::Outsider, &[5; 32], &r, &key.public(), rng).unwrap();
	open_share(&key, secret.index(), &share_ciphertext(&share)).unwrap()
}

/// From k of n to k' of these: the same, more, fewer, others, another rule, one in common, and the largest.
fn changes() -> Vec<(u16, usize, u16, Vec<usize>)> {
	vec![
		(3, 4, 3, vec![0, 1, 2, 3]),
		(3, 4, 4, vec![0, 1, 2, 3, 4, 5]),
		(3, 4, 2, vec![1, 2, 3]),
		(3, 4, 3, vec![4, 5, 6, 7]),
		(2, 3, 3, vec![2, 3, 4]),
		(2, 2, 9, (2..18).collect()),
		(9, 16, 2, vec![0, 16]),
	]
}

#[test]
fn a_key_is_passed_on_and_what_was_sealed_before_opens_after() {
	for (k, n, new_k, new) in changes() {
		let mut passing = Passing::new(k, n, new_k, &new);
		let x = passing.old.x;
		let (capsule, u) = encapsulate(&x, &[1; 32], &[2; 32], &[3; 32], &mut passing.rng).unwrap();
		let waiting = |passing: &Passing, stage, at: &[usize]| {
			let who: Vec<_> = at.iter().map(|at| passing.who(*at)).collect();
			assert_eq!(passing.board().phase(), Phase::Waiting(stage, who));
		};
		let dealers = passing.dealers.clone();
		waiting(&passing, Stage::Join, &new);
		passing.join_all();
		waiting(&passing, Stage::Deal, &dealers);
		dealers.iter().for_each(|at| passing.deal(*at));
		waiting(&passing, Stage::Certify, &new);
		passing.certify_all();
		waiting(&passing, Stage::HandOver, &dealers);
		passing.hand_over_all();
		let board = passing.board();
		assert_eq!((board.phase(), board.faults()), (Phase::Complete, &[][..]));
		let committee = board.certified().unwrap();
		assert_eq!((committee.epoch, committee.k, committee.x), (2, new_k, x));

		let mut rng = Counted(1 << 50);
		let mut partials = |held: fn(&Held) -> Option<&AdminSecret>, of: &[usize]| -> Vec<_> {
			let secrets = of.iter().map(|at| held(&passing.held[*at]).unwrap());
			secrets
				.map(|secret| partial(secret, &capsule, &mut rng))
				.collect()
		};
		let fresh = partials(|held| held.new.as_ref(), &new);
		let need = usize::from(new_k);
		assert_eq!(*combine(&fresh[new.len() - need..]).unwrap(), *u);
		let opens = |partials: &[PartialDecryption]| combine(partials).is_ok_and(|found| *found == *u);
		assert!(!opens(&fresh[..need - 1]));
		// Corrupt ones of both epochs: k-1 old shares and k'-1 new ones, mixed in whatever way, open nothing.
		let stale = partials(|held| held.old.as_ref(), &dealers[1..]);
		for (from_old, from_new) in [(stale.len(), 1), (1, need - 1), (stale.len(), need - 1)] {
			let mut taken = BTreeMap::new();
			for partial in stale[..from_old].iter().chain(&fresh[..from_new]) {
				taken.insert(partial.index(), partial.to_bytes());
			}
			let again = |bytes: &[u8; 34]| PartialDecryption::from_bytes(bytes).unwrap();
			let mixed: Vec<_> = taken.values().map(|bytes| again(bytes)).collect();
			assert!(!opens(&mixed));
		}
	}
}

#[test]
fn people_are_told_who_comes_and_goes() {
	let passing = Passing::new(3, 4, 2, &[1, 2, 3, 5]);
	let difference = passing.board().difference().unwrap();
	assert_eq!(difference.leave, [passing.who(0)]);
	assert_eq!(difference.come, [passing.who(5)]);
	assert_eq!(difference.stay, [1, 2, 3].map(|at| passing.who(at)));
	assert_eq!((difference.before, difference.after), ((3, 4), (2, 4)));
	assert_eq!(World::new(3, 4).board().difference(), None);
}

#[test]
fn whoever_deals_something_else_than_the_own_share_is_named() {
	for corrupt in 1..=2 {
		let mut passing = Passing::new(3, 4, 3, &[1, 2, 3, 4]);
		passing.join_all();
		for at in [3, 2, 1] {
			match at <= corrupt {
				true => passing.crooked(at, &Constant::Random, 3, |_| {}),
				false => passing.deal(at),
			}
		}
		let named = CeremonyError::OtherConstant(passing.who(corrupt));
		let board = passing.board();
		assert_eq!(board.faults().len(), corrupt);
		assert_eq!(board.culprit(), Some(passing.who(corrupt)));
		for at in [2, 3, 4] {
			assert_eq!(passing.certify(at).err(), Some(named.clone()));
		}
		let about = find_fault(&board, passing.who(4), None);
		let complaint = complain(&board, about, &passing.people[4]).unwrap();
		assert_eq!(board.judge(&complaint), Judgement::Shown);
	}
}

#[test]
fn a_share_that_does_not_fit_and_another_degree_name_their_dealer() {
	let mut passing = Passing::new(3, 4, 3, &[1, 2, 3, 4]);
	passing.join_all();
	passing.deal(2);
	passing.deal(3);
	let x = passing.held[1].old.as_ref().unwrap().to_bytes();
	let constant = || Constant::Reshare(zeroize::Zeroizing::new(x[..32].try_into().unwrap()));
	let files = passing.files.clone();
	passing.crooked(1, &constant(), 3, |share| share[40] ^= 1);
	let (board, who) = (passing.board(), passing.who(1));
	assert_eq!(board.faults(), []);
	assert_eq!(passing.certify(4).err(), Some(CeremonyError::BadBox(who)));
	let secret = passing.held[4].one_time.as_ref();
	let about = find_fault(&board, passing.who(4), secret);
	let complaint = complain(&board, about, &passing.people[4]).unwrap();
	assert_eq!(board.judge(&complaint), Judgement::Shown);

	for k in [2, 4] {
		passing.files.clone_from(&files);
		passing.crooked(1, &constant(), k, |_| {});
		assert_eq!(passing.board().faults()[0].error, CeremonyError::BadDeal(who));
	}
}

#[test]
fn only_those_named_deal_each_once_and_only_they_hand_over() {
	let mut passing = Passing::new(3, 4, 3, &[0, 1, 2, 3, 4]);
	passing.join_all();
	let board = passing.board();
	// The first of the old ones is not among the dealers; the newcomer has no share.
	let share = passing.held[0].old.as_ref().unwrap();
	let refused = deal_share(&board, share, &passing.people[0], &mut Counted(9));
	assert_eq!(refused.err(), Some(CeremonyError::NotYourStep(passing.who(0))));
	let refused = deal_share(&board, share, &passing.people[1], &mut Counted(9));
	assert_eq!(refused.err(), Some(CeremonyError::Failed), "another's share");
	let stranger = Someone::new(99);
	let refused = deal_share(&board, share, &stranger, &mut Counted(9));
	assert_eq!(refused.err(), Some(CeremonyError::NotYours(stranger.account())));
	let one_time = passing.held[4].one_time.as_ref().unwrap();
	let refused = deal(&board, one_time, &passing.people[4], &mut Counted(9));
	assert_eq!(
		refused.err(),
		Some(CeremonyError::Failed),
		"a constant of one's own"
	);
	passing.crooked(0, &Constant::Random, 3, |_| {});
	let who = passing.who(0);
	let error = CeremonyError::Stranger { what: "deal", who };
	assert_eq!(passing.board().faults()[0].error, error);
	passing.files.pop();

	for at in [1, 2, 3] {
		passing.deal(at);
	}
	passing.deal(1);
	let who = passing.who(1);
	let twice = CeremonyError::Twice { what: "deal", who };
	assert_eq!(passing.board().faults()[0].error, twice);
	passing.files.pop();

	let early = hand_over(&passing.board(), &passing.people[1]);
	assert!(matches!(
		early,
		Err(CeremonyError::Missing {
			what: "certificate",
			..
		})
	));
	passing.certify_all();
	let refused = hand_over(&passing.board(), &passing.people[0]);
	assert_eq!(refused.err(), Some(CeremonyError::NotYourStep(passing.who(0))));
	passing.hand_over_all();
	assert_eq!(passing.board().phase(), Phase::Complete);
}

#[test]
fn a_handover_is_for_exactly_this_committee() {
	let mut passing = Passing::new(3, 4, 3, &[1, 2, 3, 4]);
	passing.join_all();
	[1, 2, 3].into_iter().for_each(|at| passing.deal(at));
	passing.certify_all();
	let good = hand_over(&passing.board(), &passing.people[1]).unwrap();
	let change = |change: fn(&mut HandedOver)| {
		let mut content = good.content.clone();
		change(&mut content);
		CeremonyFile::Handover(Signed::new(good.place, content, &passing.people[1]))
	};
	let who = passing.who(1);
	let wrong = [
		(
			change(|content| content.handover = Signature::Sr25519([1; 64])),
			CeremonyError::BadHandover(who),
		),
		(
			change(|content| content.committee = [1; 32]),
			CeremonyError::OtherDeals(who),
		),
		(
			change(|content| content.transcript = [1; 32]),
			CeremonyError::OtherDeals(who),
		),
		(
			change(|content| content.ceremony = [1; 32]),
			CeremonyError::OtherJoins {
				what: "handover",
				who,
			},
		),
		(
			change(|content| content.index = 3),
			CeremonyError::OtherIndex {
				what: "handover",
				who,
				found: 3,
				expected: 2,
			},
		),
	];
	for (file, error) in wrong {
		let mut files = passing.files.clone();
		files.push((file.name(), file.write()));
		let board = Board::gather_for(&GENESIS, Some(&passing.old), &files).unwrap();
		assert_eq!(board.faults()[0].error, error);
	}
}

#[test]
fn files_of_another_attempt_or_another_old_committee_are_none_of_it() {
	let mut passing = Passing::new(3, 4, 3, &[1, 2, 3, 4]);
	passing.join_all();
	passing.deal(1);
	let old_deal = passing.files.last().unwrap().clone();
	let second = passing.start(2, 3).unwrap();
	let files = [
		(String::from("ceremony.json"), CeremonyFile::Start(second).write()),
		old_deal,
	];
	let board = Board::gather_for(&GENESIS, Some(&passing.old), &files).unwrap();
	let who = passing.who(1);
	let (found, expected) = (1, 2);
	let what = "deal";
	assert_eq!(
		board.faults()[0].error,
		CeremonyError::OtherAttempt {
			what,
			who,
			found,
			expected
		}
	);

	let mut other = passing.old.clone();
	other.admins[0].enc_pk = [9; 32];
	for old in [None, Some(&other)] {
		let gathered = Board::gather_for(&GENESIS, old, &passing.files);
		assert_eq!(gathered.err(), Some(CeremonyError::OtherOld));
	}
	assert_eq!(Board::passes_on(&passing.files), Some((7, 1)));
	assert_eq!(Board::passes_on(&World::new(3, 4).files), None);
}

#[test]
fn a_start_that_describes_no_resharing_is_refused() {
	let passing = Passing::new(3, 4, 3, &[1, 2, 3, 4]);
	let good = passing.board().start().content.clone();
	let try_start = |place: Place, change: &dyn Fn(&mut Start)| {
		let mut content = good.clone();
		change(&mut content);
		content.check(&place, Some(&passing.old)).err()
	};
	assert_eq!(try_start(next_place(1), &|_| {}), None);
	let changes: [&dyn Fn(&mut Start); 9] = [
		&|start| start.dealers = vec![2, 3],
		&|start| start.dealers = vec![1, 2, 3, 4],
		&|start| start.dealers = vec![2, 2, 3],
		&|start| start.dealers = vec![3, 2, 4],
		&|start| start.dealers = vec![2, 3, 5],
		&|start| start.admins[0].index = 1,
		&|start| start.admins[3].account = passing.who(0),
		&|start| start.k = 5,
		&|start| start.k = 1,
	];
	for (number, change) in changes.into_iter().enumerate() {
		let refused = try_start(next_place(1), change);
		assert!(matches!(refused, Some(CeremonyError::BadStart(_))), "{number}");
	}
	// Somebody new under the index of who leaves.
	let refused = try_start(next_place(1), &|start| {
		start.admins = vec![(1, 5), (2, 1), (3, 2)]
			.into_iter()
			.map(|(index, at)| Seat {
				index,
				account: Someone::new(at + 1).account(),
			})
			.collect();
	});
	assert!(matches!(refused, Some(CeremonyError::BadStart(_))));
	for (epoch, attempt) in [(1, 1), (3, 1), (2, 0)] {
		let place = Place {
			epoch,
			..next_place(attempt)
		};
		assert!(matches!(
			try_start(place, &|_| {}),
			Some(CeremonyError::BadStart(_))
		));
	}
	let refused = try_start(next_place(1), &|start| start.old_committee = [0; 32]);
	assert_eq!(refused, Some(CeremonyError::OtherOld));
	assert_eq!(good.old_committee, list_hash(&passing.old));
}

#[test]
fn a_pin_follows_whom_its_administrators_hand_over_to_and_nobody_else() {
	let mut passing = Passing::new(3, 4, 4, &[2, 3, 4, 5, 6]);
	passing.join_all();
	[1, 2, 3].into_iter().for_each(|at| passing.deal(at));
	passing.certify_all();
	passing.hand_over_all();
	let (lineage, now) = passing.lineage();
	let pin = crate::trust::CommitteePin::of(&passing.old).unwrap();
	let follow = |lineage: &Lineage, now: &Committee| follow(&GENESIS, 7, &pin, lineage, now);
	let next = follow(&lineage, &now).unwrap();
	assert_eq!((next.k, next.least(), next.admins.len()), (4, 3, 5));
	assert_eq!(
		next.difference(&crate::trust::CommitteePin::of(&now).unwrap()),
		None
	);

	// One signature fewer, a forged one, one counted twice, and the handover of another list.
	type Signatures = Vec<(u16, Signature)>;
	let spoil = |spoil: &dyn Fn(&mut Signatures)| {
		let mut lineage = lineage.clone();
		spoil(&mut lineage.handovers[0].signatures);
		follow(&lineage, &now).is_err()
	};
	assert!(!spoil(&|_| {}));
	assert!(spoil(&|signatures| {
		signatures.pop();
	}));
	assert!(spoil(&|signatures| signatures[0].1 = Signature::NONE));
	assert!(spoil(&|signatures| signatures[0] = signatures[1]));
	assert!(spoil(&|signatures| signatures[0].0 = 1));
	assert!(spoil(&Vec::clear));
	for change in [
		(|committee| committee.x = [1; 32]) as fn(&mut Committee),
		|committee| committee.admins[0].account = AccountId([1; 32]),
		|committee| committee.admins[0].x_j = [1; 32],
		|committee| committee.k = 3,
		|committee| committee.epoch = 3,
	] {
		let mut now = now.clone();
		change(&mut now);
		assert!(follow(&lineage, &now).is_err());
	}
	// Whose first committee nobody knows any more.
	let mut short = lineage.clone();
	short.committees.remove(0);
	assert!(follow(&short, &now).is_err());
}

#[test]
fn a_pin_follows_to_no_weaker_rule_than_was_agreed_to() {
	let mut passing = Passing::new(3, 4, 2, &[1, 2, 3]);
	passing.join_all();
	[1, 2, 3].into_iter().for_each(|at| passing.deal(at));
	passing.certify_all();
	passing.hand_over_all();
	let (lineage, now) = passing.lineage();
	let mut pin = crate::trust::CommitteePin::of(&passing.old).unwrap();
	let refused = follow(&GENESIS, 7, &pin, &lineage, &now);
	assert!(matches!(
		refused,
		Err(crate::error::TrustError::FewerApprovals {
			found: 2,
			least: 3,
			..
		})
	));
	pin.min_k = Some(2);
	assert_eq!(follow(&GENESIS, 7, &pin, &lineage, &now).unwrap().least(), 2);
}

/// What is on the chain of a record is its capsule: nobody touches it, and the newest administrators open it.
#[test]
fn a_thousand_capsules_open_after_three_changes() {
	let rng = &mut Counted(1 << 60);
	let (x, mut secrets) = threshold_decryption::deal_committee(3, &[1, 2, 3, 4], rng).unwrap();
	let capsules: Vec<_> = (0..1000_u32)
		.map(|number| {
			let mut ad = [0; 32];
			ad[..4].copy_from_slice(&number.to_le_bytes());
			encapsulate(&x, &ad, &[2; 32], &[3; 32], rng).unwrap()
		})
		.collect();
	let changes: [(u16, u16, &[u16]); 3] = [
		(3, 3, &[2, 3, 4, 5]),
		(3, 4, &[2, 3, 5, 6, 7]),
		(4, 2, &[6, 7, 8]),
	];
	for (k, new_k, indices) in changes {
		let points: Vec<_> = secrets.iter().map(AdminSecret::public).collect();
		let old = threshold_decryption::ceremony::OldCommittee {
			k,
			x: &x,
			points: &points,
		};
		let mut reshare = threshold_decryption::ceremony::Reshare::new(old, new_k, indices).unwrap();
		let dealers = secrets.iter().rev().take(usize::from(k));
		let deals: Vec<_> = dealers
			.map(|secret| (secret.index(), Deal::reshare(secret, new_k, rng).unwrap()))
			.collect();
		for (dealer, deal) in &deals {
			reshare.accept(*dealer, deal.commitments()).unwrap();
		}
		let combined = reshare.finish().unwrap();
		assert_eq!(combined.x(), &x);
		let shares = |index| {
			deals
				.iter()
				.map(move |(dealer, deal)| (*dealer, deal.shares(index).unwrap()))
		};
		secrets = indices
			.iter()
			.map(|index| {
				combined
					.secret(*index, &shares(*index).collect::<Vec<_>>())
					.unwrap()
			})
			.collect();
	}
	for (capsule, u) in &capsules {
		let partials: Vec<_> = secrets[1..]
			.iter()
			.map(|secret| partial(secret, capsule, rng))
			.collect();
		assert_eq!(*combine(&partials).unwrap(), **u);
	}
}
