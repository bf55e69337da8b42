//! What a job finds out about the store: the same as `medquorum store status`.

use super::{Acting, Outcome, to};
use crate::{
	jobs::Done,
	texts::{Say, Value, say},
};
use medquorum_client::{
	advice::flat,
	roles::{Holding, Part, Standing, StoreHealth},
	store::{Held, Store as _, StoreError},
	views::{text, words},
};

/// Lines that are shown; those of objects that are not where they should be come first.
const MOST: usize = 200;

fn why(error: &StoreError) -> String {
	text::line(&flat(error))
}

/// What a host has.
fn held(state: &Held) -> Say {
	match state {
		Held::Pinned => say("store-pinned"),
		Held::Lost => say("store-lost"),
		Held::Damaged(error) => say("store-damaged").with_heard("why", why(error)),
		Held::Unpinned => say("store-unpinned"),
		Held::Missing => say("store-missing"),
		Held::Unreachable(error) => say("store-unreachable").with_heard("why", why(error)),
	}
}

/// What is special about the record of an object.
fn remark(standing: Standing) -> Option<Say> {
	match standing {
		Standing::Registered => None,
		Standing::Erased => Some(say("store-erased")),
		Standing::ErasedElsewhere => Some(say("store-erased-elsewhere")),
		Standing::NotShown => Some(say("store-not-shown")),
		Standing::Waiting => Some(say("store-waiting")),
		Standing::Stopped => Some(say("store-stopped")),
		Standing::Abandoned => Some(say("store-abandoned")),
	}
}

/// A line for each host of an object, and one where reading it failed.
fn lines(holding: &Holding) -> Vec<Value> {
	let line = |host: Value, state: Say| {
		let part = match holding.object.part {
			Part::Header => say("store-header"),
			Part::File => say("store-file"),
		};
		let line = match remark(holding.standing) {
			Some(remark) => say("store-line-remark").with("remark", remark),
			None => say("store-line"),
		};
		let line = line.with("record", words::short(&holding.object.record));
		Value::from(line.with("part", part).with("host", host).with("state", state))
	};
	let hosts = holding.holders.iter();
	let mut lines: Vec<Value> = hosts
		.map(|holder| line(text::line(&holder.host).into(), held(&holder.state)))
		.collect();
	if let Some(damage) = &holding.damage {
		let state = say("store-damaged").with_heard("why", why(damage));
		lines.push(line(say("store-read").into(), state));
	}
	lines
}

fn verdict(health: &StoreHealth) -> Say {
	let said = match (health.lacking, health.has_surplus) {
		(0, false) => say("said-store-sound"),
		(0, true) => say("said-store-surplus"),
		(lacking, _) => say("said-store-lacks").with("lacking", lacking),
	};
	let objects = say("store-objects").with("count", health.needed);
	let hosts = say("store-hosts").with("count", health.wanted);
	said.with("objects", objects).with("hosts", hosts)
}

/// What was found, in words.
fn told(holdings: &[Holding], wanted: usize) -> Done {
	let health = StoreHealth::of(holdings, wanted);
	let (sound, unsound): (Vec<&Holding>, Vec<&Holding>) =
		holdings.iter().partition(|holding| holding.is_sound(wanted));
	let mut all: Vec<Value> = unsound.into_iter().chain(sound).flat_map(lines).collect();
	let left = all.len().saturating_sub(MOST);
	all.truncate(MOST);
	if left > 0 {
		all.push(say("store-left").with("count", left).into());
	}
	let remedy = (health.lacking > 0).then(|| (say("note"), Value::from(say("store-repair"))));
	Done {
		facts: remedy.into_iter().collect(),
		lines: all,
		next: to("/settings", say("back")),
		..Done::said(match holdings.is_empty() {
			true => say("said-store-empty"),
			false => verdict(&health),
		})
	}
}

impl Acting {
	/// Looks on which hosts the objects lie of the records that were uploaded from here; reads them whole where `verify` says so.
	///
	/// # Errors
	/// When the chain cannot be reached or the store not be opened; a host that does not answer is part of the answer.
	pub async fn store_health(self, verify: bool) -> Outcome {
		let keeper = self.session.keeper();
		let mut holdings = keeper.holdings().await?;
		if verify {
			keeper.verify(&mut holdings).await;
		}
		// What was found is told even where this machine cannot note it: the note's age raises an alarm by itself.
		drop(keeper.note_holdings(&holdings));
		Ok(told(&holdings, self.session.store.replicas()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{domain::RecordId, roles::RecordObject, store::Holder};

	fn holding(record: u8, standing: Standing, states: [Held; 2]) -> Holding {
		let holder = |(state, host): (Held, &str)| Holder {
			host: host.to_owned(),
			at: format!("http://{host}:5001"),
			state,
		};
		Holding {
			object: RecordObject {
				record: RecordId([record; 16]),
				part: Part::File,
				cid: "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq"
					.parse()
					.unwrap(),
			},
			standing,
			holders: states
				.into_iter()
				.zip(["own", "ward\u{202e}"])
				.map(holder)
				.collect(),
			damage: None,
		}
	}

	fn lines_of(done: &Done) -> Vec<String> {
		done.lines.iter().map(ToString::to_string).collect()
	}

	#[test]
	fn what_lacks_is_said_first_and_with_a_remedy() {
		let kept = || holding(1, Standing::Registered, [Held::Pinned, Held::Pinned]);
		let lacks = holding(2, Standing::Registered, [Held::Missing, Held::Pinned]);
		let done = told(&[kept(), lacks], 2);
		assert_eq!(
			done.said.to_string(),
			"1 of 2 objects are damaged, lie on fewer than 2 hosts, or not on the own one."
		);
		assert_eq!(lines_of(&done)[0], "02020202, file: own: missing");
		assert_eq!(lines_of(&done)[1], "02020202, file: ward\u{fffd}: pinned");
		assert_eq!(done.facts.len(), 1);
		let sound = told(&[kept()], 2);
		assert_eq!(
			sound.said.to_string(),
			"All 1 object that records need lie on 2 hosts."
		);
		assert!(sound.facts.is_empty());
	}

	#[test]
	fn what_no_record_needs_is_told_and_lacks_nothing() {
		let erased = holding(3, Standing::Erased, [Held::Pinned, Held::Missing]);
		let done = told(&[erased], 2);
		assert!(done.said.to_string().contains("`medquorum store repair`"));
		assert_eq!(lines_of(&done)[0], "03030303 (erased), file: own: pinned");
		assert_eq!(told(&[], 1).said.to_string(), "No record was uploaded from here.");
	}

	#[test]
	fn long_lists_end_with_how_much_is_left() {
		let many: Vec<Holding> = (0..=100)
			.map(|record| holding(record, Standing::Registered, [Held::Pinned, Held::Pinned]))
			.collect();
		let lines = lines_of(&told(&many, 2));
		assert_eq!(lines.len(), MOST + 1);
		assert!(lines.last().unwrap().starts_with("2 more lines"), "{lines:?}");
	}
}
