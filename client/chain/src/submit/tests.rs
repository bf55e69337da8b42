//! What follows from the words of a node and from what the chain shows.

use super::*;

const WHO: AccountId = AccountId([1; 32]);
/// What a node says of a call that it took and gave up again; a block may hold it.
const GIVEN_UP: [&str; 4] = [
	"Extrinsic was rendered invalid by another extrinsic",
	"Extrinsic marked as invalid",
	"Extrinsic dropped from the pool due to exceeding limits",
	"Transaction is usurped",
];

/// Another call of the account has the nonce.
const TAKEN: [&str; 2] = [
	"The priority of the transaction is too low (pool 9 > current 9)",
	"Priority is too low: (9 vs 9)",
];
/// What a pool that is a block late says, or one that is full.
const LATE: [&str; 3] = [
	"Invalid transaction: Transaction has an ancient birth block",
	"Invalid transaction: Transaction has a bad signature",
	"Immediately Dropped: The transaction couldn't enter the pool because of the limit (1016)",
];

fn failed(outcome: Attempt<()>) -> LedgerError {
	match outcome {
		Attempt::Failed(error) => error,
		other => panic!("{other:?}"),
	}
}

/// Whether it stays open what became of the call.
fn open(outcome: Attempt<()>) -> bool {
	matches!(
		failed(outcome),
		LedgerError::Unknown(_) | LedgerError::Timeout { .. }
	)
}

#[test]
fn what_was_taken_is_never_a_definite_failure_while_its_nonce_is_free() {
	for words in GIVEN_UP {
		for end in [
			End::of_refusal(words.to_owned(), true),
			End::of_refusal(words.to_owned(), false),
			End::Lost(words.to_owned()),
		] {
			assert!(end.patience(Duration::from_secs(9)).is_some(), "{words}");
			assert!(open(conclude(end.clone(), Found::Nothing, WHO)), "{words}");
			let unseen = Found::Unseen(LedgerError::Connection("cut".into()));
			assert!(open(conclude(end, unseen, WHO)), "{words}");
		}
	}
	// Even plain words, once the pool had it.
	let later = End::of_refusal(
		"Invalid transaction: Inability to pay some fees".to_owned(),
		false,
	);
	assert!(open(conclude(later, Found::Nothing, WHO)));
	let late = failed(conclude(End::TooLate(5), Found::Nothing, WHO));
	assert!(matches!(late, LedgerError::Timeout { seconds: 5 }));
	let blind = Found::Unseen(LedgerError::Connection("cut".into()));
	assert!(open(conclude(End::TooLate(5), blind, WHO)));
}

#[test]
fn what_a_block_holds_succeeded_whatever_the_node_said() {
	let ends = GIVEN_UP.map(|words| End::Invalid(words.to_owned()));
	for end in ends
		.into_iter()
		.chain([End::TooLate(5), End::Lost(String::new())])
	{
		assert!(matches!(conclude(end, Found::Held(()), WHO), Attempt::Held(())));
	}
}

#[test]
fn what_lost_its_nonce_is_sent_again() {
	let ends = GIVEN_UP.map(|words| End::Invalid(words.to_owned()));
	for end in ends
		.into_iter()
		.chain([End::TooLate(5), End::Lost(String::new())])
	{
		let outcome = conclude::<()>(end, Found::Displaced, WHO);
		assert!(matches!(outcome, Attempt::Again(LedgerError::NotAccepted { .. })));
	}
}

#[test]
fn what_the_first_check_turned_away_has_ended() {
	let refuse = |words: &str| {
		let end = End::of_refusal(words.to_owned(), true);
		assert_eq!(end.patience(Duration::from_secs(9)), None, "{words}");
		conclude::<()>(end, Found::Nothing, WHO)
	};
	let poor = refuse("Invalid transaction: Inability to pay some fees (e.g. account balance too low)");
	assert!(matches!(failed(poor), LedgerError::CannotPay { account: WHO }));
	let bad =
		refuse("ErrorObject { code: ServerError(1010), message: \"Invalid Transaction\", data: BadProof }");
	assert!(matches!(failed(bad), LedgerError::NotAccepted { .. }));
	for words in TAKEN {
		assert!(matches!(
			refuse(words),
			Attempt::Again(LedgerError::NotAccepted { .. })
		));
	}
	for words in LATE {
		assert!(matches!(
			refuse(words),
			Attempt::SignAnew(LedgerError::NotAccepted { .. })
		));
	}
}

#[test]
fn a_call_that_a_late_pool_refused_is_in_doubt_until_its_nonce_is_spent() {
	let whole = Duration::from_secs(99);
	let refused = |words: &str, earlier, last| End::of_refusal(words.to_owned(), true).doubted(earlier, last);
	for words in LATE {
		// Signed again under the same nonce, however often; the last time, the chain is watched.
		assert_eq!(refused(words, true, false).patience(whole), None, "{words}");
		let end = refused(words, true, true);
		assert_eq!(end.patience(whole), Some(INVALID_PATIENCE), "{words}");
		assert!(open(conclude(end, Found::Nothing, WHO)), "{words}");
	}
	for words in TAKEN {
		// What has the nonce may be the call itself as it was signed before: no other nonce is taken for it.
		let end = refused(words, true, false);
		assert_eq!(end.patience(whole), Some(whole), "{words}");
		assert!(matches!(
			conclude(end.clone(), Found::Held(()), WHO),
			Attempt::Held(())
		));
		assert!(matches!(
			conclude::<()>(end.clone(), Found::Displaced, WHO),
			Attempt::Again(_)
		));
		assert!(open(conclude(end, Found::Nothing, WHO)), "{words}");
		// The control: the first time, it can only be another call.
		assert_eq!(refused(words, false, false).patience(whole), None, "{words}");
	}
	// Nor is it said for certain that nothing happened, when the account has no more tokens at the second signing.
	let poor = refused("Invalid transaction: Inability to pay some fees", true, false);
	assert!(open(conclude(poor, Found::Nothing, WHO)));
}

#[test]
fn what_is_called_outdated_is_looked_for() {
	// The pool says so also of a call that a block holds already.
	for words in [
		"Invalid transaction: Transaction is outdated",
		"Invalid Transaction (1010): stale",
	] {
		let end = End::of_refusal(words.to_owned(), true);
		assert_eq!(
			end.patience(Duration::from_secs(99)),
			Some(Duration::from_secs(99))
		);
	}
	// So it is when the line broke while it was handed over.
	let broken = End::of_refusal("Rpc error: connection reset".to_owned(), true);
	assert!(open(conclude(broken, Found::Nothing, WHO)));
}

/// What a node says is the next nonce may be anything.
#[tokio::test]
async fn the_last_nonce_there_is_is_taken_as_it_is_named() {
	let turns = Turns::default();
	let turn = turns.of(WHO).await;
	assert_eq!(turn.free_from(u64::MAX), u64::MAX);
	let _under_way = turn.taken(u64::MAX);
	let next = turns.of(WHO).await;
	assert_eq!(next.free_from(u64::MAX), u64::MAX);
	assert_eq!(next.free_from(u64::MAX - 1), u64::MAX - 1);
}
