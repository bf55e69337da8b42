//! What the council has decided and is not carried out yet, in words.

use super::{effect::effect, names::Names, words};
use crate::{domain::BlockNumber, ledger::Scheduled};
use serde::Serialize;

/// A decision of the council that waits; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
	/// Its number, by which it is stopped or carried out.
	pub index: u32,
	/// What will be, in words.
	pub what: String,
	/// The first block in which it can be carried out.
	pub due: BlockNumber,
	/// The last one.
	pub until: BlockNumber,
	/// Whether it can be carried out now.
	pub standing: Standing,
	/// When it can be carried out, in words.
	#[serde(skip)]
	pub when: String,
}

/// Where a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
	/// Its first block has not come yet.
	Waiting,
	/// Anybody can carry it out.
	Due,
	/// Nobody carried it out in time.
	Lapsed,
}

impl Decision {
	/// A decision as it stands in block `now`.
	pub fn of(scheduled: &Scheduled, now: BlockNumber, names: &dyn Names) -> Self {
		let Scheduled {
			index, due, until, ..
		} = *scheduled;
		let (standing, when) = match now {
			_ if now < due => (
				Standing::Waiting,
				format!("block {due}, in {}", words::in_blocks(due - now)),
			),
			_ if now <= until => (
				Standing::Due,
				format!("now, for another {}", words::in_blocks(until - now)),
			),
			_ => (Standing::Lapsed, "no more: it lapsed".to_owned()),
		};
		let what = effect(scheduled.call.as_ref(), names);
		Self {
			index,
			what,
			due,
			until,
			standing,
			when,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		domain::Admin,
		ledger::Call,
		views::fixtures::{ADMINS, Cast, EVE},
	};

	fn decision(call: Option<Call>, now: BlockNumber) -> Decision {
		let (index, due, until) = (3, 100, 200);
		let scheduled = Scheduled {
			index,
			due,
			until,
			call,
		};
		Decision::of(&scheduled, now, &Cast)
	}

	#[test]
	fn each_decision_says_what_will_be() {
		let admins = ADMINS.map(|account| Admin {
			account,
			index: 1,
			enc_pk: [0; 32],
			x_j: [0; 32],
			z_j: [0; 32],
			zp_j: [0; 32],
			cert: crate::domain::Signature::Sr25519([0; 64]),
		});
		let (key_id, k, x) = (7, 2, [0; 32]);
		let admins = admins.to_vec();
		let members = vec![EVE, ADMINS[1]];
		let signature = crate::domain::Signature::Sr25519([0; 64]);
		let signed = vec![(1, signature), (2, signature)];
		let set = |handover, at_once| {
			let admins = admins.clone();
			Some(Call::SetCommittee {
				key_id,
				k,
				x,
				admins,
				handover,
				at_once,
			})
		};
		let calls = [
			(
				set(vec![], false),
				"committee 7: 2 of 3 administrators: Alice, Bob, Charlie".to_owned(),
			),
			(
				set(signed.clone(), false),
				"committee 7: 2 of 3 administrators: Alice, Bob, Charlie; handed over by 2 of those it has"
					.to_owned(),
			),
			(
				set(signed, true),
				"committee 7: 2 of 3 administrators: Alice, Bob, Charlie; handed over by 2 of those it has, AT ONCE"
					.to_owned(),
			),
			(
				Some(Call::SetMembers { members }),
				"the council: Eve, Bob".to_owned(),
			),
			(
				Some(Call::AuthorizeUpgrade { code_hash: [1; 32] }),
				format!("an upgrade to the code with hash 0x{}", "01".repeat(32)),
			),
			(
				None,
				"something that this program does not know: look at it in Polkadot.js".to_owned(),
			),
		];
		for (call, what) in calls {
			assert_eq!(decision(call, 1).what, what);
		}
	}

	#[test]
	fn each_decision_says_when_it_can_be_carried_out() {
		let standings = [
			(99, Standing::Waiting, "block 100, in 1 blocks"),
			(
				100,
				Standing::Due,
				"now, for another 100 blocks (about 10 minutes)",
			),
			(200, Standing::Due, "now, for another 0 blocks"),
			(201, Standing::Lapsed, "no more: it lapsed"),
		];
		for (now, standing, when) in standings {
			let decision = decision(None, now);
			assert_eq!((decision.standing, decision.when.as_str()), (standing, when));
		}
	}

	#[test]
	fn programs_get_the_blocks() {
		let call = Some(Call::AuthorizeUpgrade { code_hash: [1; 32] });
		let expected = serde_json::json!({
			"index": 3,
			"what": format!("an upgrade to the code with hash 0x{}", "01".repeat(32)),
			"due": 100,
			"until": 200,
			"standing": "waiting",
		});
		assert_eq!(serde_json::to_value(decision(call, 1)).unwrap(), expected);
	}
}
