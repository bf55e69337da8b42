//! What a job finds out about a committee's shares: the same as `medquorum committee health`.

use super::{Acting, Outcome, to};
use crate::{
	jobs::Done,
	texts::{Say, Value, say},
};
use medquorum_client::{
	domain::{BlockNumber, KeyId},
	error::{Error, LookupError},
	ledger::Ledger as _,
	roles::HealthSpan,
	views::{CommitteeHealth, MemberHealth, Names, When, text},
};
use std::collections::BTreeMap;

/// What is older than so many days confirms no share.
const RECENT: u16 = 30;

type Times = BTreeMap<BlockNumber, u64>;

fn when(block: Option<BlockNumber>, times: &Times) -> Value {
	let shown = |block: BlockNumber| When {
		block,
		time: times.get(&block).copied(),
	};
	match block {
		Some(block) => Value::Heard(shown(block).to_string()),
		None => say("health-never").into(),
	}
}

fn losses(count: usize) -> Say {
	say("health-losses").with("count", count)
}

/// How many shares may still be lost.
fn survives(health: &CommitteeHealth) -> Say {
	let best = losses(health.survives_at_best());
	match health.survives() {
		None => say("health-unknown").with("k", health.k).with("best", best),
		Some(now) => say("health-known").with("now", losses(now)).with("best", best),
	}
}

fn member(health: &CommitteeHealth, member: &MemberHealth, times: &Times, names: &dyn Names) -> Value {
	let line = match health.is_confirmed(member) {
		true => say("health-confirmed-line"),
		false => say("health-unconfirmed-line"),
	};
	line.with("name", text::line(&names.show(&member.account)))
		.with("index", member.index.to_string())
		.with("approved", when(member.approved, times))
		.with("rejected", when(member.rejected, times))
		.with("drilled", when(member.drilled, times))
		.into()
}

/// What was found, in words.
fn told(health: &CommitteeHealth, times: &Times, names: &dyn Names) -> Done {
	let n = health.members.len();
	let said = match health.is_at_risk() {
		true => say("said-health-risk"),
		false => say("said-health"),
	};
	let set = match health.set_in {
		Some(block) => when(Some(block), times),
		None => say("health-set-before").with("block", health.from).into(),
	};
	let confirmed = say("health-confirmed-words")
		.with("confirmed", health.confirmed())
		.with("n", n)
		.with("block", health.recent);
	let members = health.members.iter();
	Done {
		facts: vec![
			(say("council-epoch"), health.epoch.to_string().into()),
			(
				say("council-rule"),
				say("council-rule-words").with("k", health.k).with("n", n).into(),
			),
			(say("health-set"), set),
			(say("health-confirmed"), confirmed.into()),
			(say("health-survives"), survives(health).into()),
		],
		lines: members.map(|one| member(health, one, times, names)).collect(),
		next: to("/committee", say("back-to-committee")),
		..Done::said(said.with("committee", health.key_id.to_string()))
	}
}

impl Acting {
	/// Reads events, as far back as a share needs it, and the requests in state, and tells whose shares they confirm.
	///
	/// # Errors
	/// When there is no such committee, or the chain cannot be reached.
	pub async fn health(self, key_id: KeyId) -> Outcome {
		let (chain, observer) = (&self.session.chain, self.session.observer());
		let missing = LookupError::NoCommittee(key_id);
		let committee = chain.committee(key_id).await.map_err(Error::from)?;
		let committee = committee.ok_or(missing).map_err(Error::from)?;
		let to = chain.block_number().await.map_err(Error::from)?;
		let span = HealthSpan::of_days(to, RECENT, None);
		let one = (key_id, committee);
		let found = observer.health(std::slice::from_ref(&one), span, &[]).await?;
		let health = found.first().ok_or(LookupError::NoCommittee(key_id));
		let health = health.map_err(Error::from)?;
		let of = |member: &MemberHealth| [member.approved, member.rejected, member.drilled];
		let blocks = health.members.iter().flat_map(of);
		let blocks = blocks.chain([health.set_in]).flatten();
		let times = self.session.times_of(blocks).await?;
		Ok(told(health, &times, self.session.names.as_ref()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::domain::AccountId;

	struct Nobody;

	impl Names for Nobody {
		fn name(&self, account: &AccountId) -> Option<&str> {
			(account.0 == [1; 32]).then_some("Alice\u{202e}")
		}
	}

	fn health(drilled: &[Option<BlockNumber>]) -> CommitteeHealth {
		let members = (1..).zip(drilled).map(|(index, drilled)| MemberHealth {
			index,
			account: AccountId([u8::try_from(index).unwrap_or_default(); 32]),
			approved: None,
			rejected: Some(7),
			drilled: *drilled,
			alive: None,
		});
		CommitteeHealth {
			key_id: 1,
			epoch: 2,
			k: 2,
			members: members.collect(),
			set_in: None,
			from: 5,
			recent: 10,
			doubted: Vec::new(),
		}
	}

	#[test]
	fn it_is_said_whose_share_is_there_and_what_may_be_lost() {
		let good = told(&health(&[Some(12); 3]), &Times::new(), &Nobody);
		assert_eq!(
			good.said.to_string(),
			"Committee 1 survives the loss of a share, by what is known."
		);
		let lines: Vec<String> = good.lines.iter().map(ToString::to_string).collect();
		assert_eq!(
			lines[0],
			"Alice\u{fffd} (1): confirmed. Approved: never. Rejected: block 7. Drill: block 12."
		);
		let facts: Vec<String> = good.facts.iter().map(|(_, value)| value.to_string()).collect();
		assert_eq!(facts[2], "before block 5, the first that was looked at");
		assert_eq!(facts[3], "3 of 3, since block 10");
		assert_eq!(
			facts[4],
			"1 lost share, by what is confirmed; 1 lost share if all are there"
		);
	}

	#[test]
	fn a_loss_that_may_be_fatal_is_said_first() {
		for drilled in [[Some(12), Some(12), None], [Some(12), Some(9), None]] {
			let risky = told(&health(&drilled), &Times::new(), &Nobody);
			assert!(risky.said.to_string().contains("may be fatal"));
			assert!(
				risky
					.lines
					.iter()
					.any(|line| line.to_string().contains("not confirmed"))
			);
		}
		let unknown = survives(&health(&[None, None, None]));
		assert_eq!(
			unknown.to_string(),
			"unknown: fewer than 2 shares are confirmed; 1 lost share if all are there"
		);
	}
}
