//! Errors of ceremonies.

use super::WHO;
use medquorum_client::error::{CeremonyError, OnChainError};

pub fn ceremony() -> Vec<CeremonyError> {
	let (what, who) = ("deal", WHO);
	[
		CeremonyError::TooLarge(70_000),
		CeremonyError::NotAFile,
		CeremonyError::NotSigned { what, who },
		CeremonyError::NoStart,
		CeremonyError::TwoStarts {
			first: who,
			second: who,
		},
		CeremonyError::BadStart("it takes 2 <= k <= n <= 16"),
		CeremonyError::OtherChain { what, who },
		CeremonyError::OtherPlace {
			what,
			who,
			key_id: 8,
			epoch: 1,
		},
		CeremonyError::OtherAttempt {
			what,
			who,
			found: 1,
			expected: 2,
		},
		CeremonyError::Stranger { what, who },
		CeremonyError::OtherIndex {
			what,
			who,
			found: 2,
			expected: 1,
		},
		CeremonyError::OtherStart { what, who },
		CeremonyError::OtherJoins { what, who },
		CeremonyError::OtherDeals(who),
		CeremonyError::BadOneTimeKey(who),
		CeremonyError::BadJoin(who),
		CeremonyError::BadCertificate(who),
		CeremonyError::BadDeal(who),
		CeremonyError::BadProof(who),
		CeremonyError::BadBox(who),
		CeremonyError::Twice { what, who },
		CeremonyError::Aggregate,
		CeremonyError::Missing {
			what,
			who: vec![who, who],
		},
	]
	.into_iter()
	.chain(of_steps())
	.collect()
}

/// Those about what somebody wants to do next.
fn of_steps() -> [CeremonyError; 18] {
	let who = WHO;
	[
		CeremonyError::Over(who),
		CeremonyError::NotYours(who),
		CeremonyError::NoSecret(1),
		CeremonyError::Exchanged(1),
		CeremonyError::OlderAttempt { newest: 2, found: 1 },
		CeremonyError::StillIn(1),
		CeremonyError::Left(1),
		CeremonyError::DealtAlready(1),
		CeremonyError::DealtForOthers(1),
		CeremonyError::CertifiedAlready(1),
		CeremonyError::Changed,
		CeremonyError::Complete,
		CeremonyError::OtherConstant(WHO),
		CeremonyError::BadHandover(WHO),
		CeremonyError::OtherOld,
		CeremonyError::NotYourStep(WHO),
		CeremonyError::TooFewApprovals { found: 2, least: 3 },
		CeremonyError::Failed,
	]
}

pub fn on_chain() -> [OnChainError; 6] {
	[
		OnChainError::NotUnderWay(8),
		OnChainError::NoneOfYours(WHO),
		OnChainError::Ended {
			attempt: 1,
			why: "Bob left".to_owned(),
		},
		OnChainError::NothingToAnswer(2),
		OnChainError::NoDealtShares(2),
		OnChainError::TooManyAnswers(2),
	]
}
