//! Which hosts hold the objects of records, and what a repair did: for people and for programs.

use super::Table;
use medquorum_client::{
	advice::{flat, in_one_line},
	roles::{Holding, RecordObject, Repaired, Standing, StoreHealth, Unrepaired},
	store::{Held, Holder},
	views::words,
};
use serde_json::{Value, json};

/// What a host has, in words.
fn state_words(state: &Held) -> String {
	match state {
		Held::Pinned => "pinned".to_owned(),
		Held::Lost => "pinned, but its blocks are gone".to_owned(),
		Held::Damaged(error) => format!("damaged: {}", flat(error)),
		Held::Unpinned => "there, but not pinned".to_owned(),
		Held::Missing => "missing".to_owned(),
		Held::Unreachable(error) => format!("does not answer: {}", flat(error)),
	}
}

/// What a host has, for programs.
fn holder_document(holder: &Holder) -> Value {
	let (state, reason) = match &holder.state {
		Held::Pinned => ("pinned", None),
		Held::Lost => ("lost", None),
		Held::Damaged(error) => ("damaged", Some(in_one_line(error))),
		Held::Unpinned => ("unpinned", None),
		Held::Missing => ("missing", None),
		Held::Unreachable(error) => ("unreachable", Some(in_one_line(error))),
	};
	json!({ "host": holder.host, "at": holder.at, "state": state, "reason": reason })
}

/// Objects and the hosts that hold them, for programs.
pub fn holdings_document(holdings: &[Holding], wanted: usize) -> Value {
	let objects = holdings.iter().map(|holding| {
		let hosts: Vec<_> = holding.holders.iter().map(holder_document).collect();
		with(
			object_document(&holding.object),
			[
				("standing", json!(holding.standing)),
				("pinned", json!(holding.pinned())),
				("hosts", Value::from(hosts)),
				("damage", json!(holding.damage.as_ref().map(in_one_line))),
			],
		)
	});
	let lacking = StoreHealth::of(holdings, wanted).lacking;
	json!({ "replicas": wanted, "lacking": lacking, "objects": objects.collect::<Vec<_>>() })
}

/// Objects and the hosts that hold them, in a table.
pub fn holdings_table(holdings: &[Holding]) -> Table {
	let mut table = Table::new(&["Record", "Object", "Host", "State"]);
	for holding in holdings {
		let RecordObject { record, part, .. } = holding.object;
		let standing = match holding.standing {
			Standing::Registered => "",
			Standing::Erased => " (erased)",
			Standing::ErasedElsewhere => " (erased by others)",
			Standing::NotShown => " (this node does not show it)",
			Standing::Waiting => " (not on the chain yet)",
			Standing::Stopped => " (stopped, can be resumed)",
			Standing::Abandoned => " (never registered)",
		};
		for holder in &holding.holders {
			table.row([
				format!("{}{standing}", words::short(&record)),
				part.word().to_owned(),
				holder.host.clone(),
				state_words(&holder.state),
			]);
		}
		if let Some(damage) = &holding.damage {
			let cells = [words::short(&record), part.word().to_owned(), "read".to_owned()];
			let [record, part, read] = cells;
			table.row([record, part, read, format!("damaged: {}", flat(damage))]);
		}
	}
	table
}

/// What the table comes to.
pub fn holdings_verdict(health: &StoreHealth) -> String {
	let needed = words::count(health.needed, "object");
	let hosts = words::count(health.wanted, "host");
	match (health.lacking, health.has_surplus) {
		(0, false) => format!("All {needed} that records need lie on {hosts}."),
		(0, true) => "`medquorum store repair` removes what no record needs.".to_owned(),
		(lacking, _) => {
			format!("{lacking} of {needed} are damaged, lie on fewer than {hosts}, or not on the own one.")
		}
	}
}

fn object_document(object: &RecordObject) -> Value {
	json!({ "record_id": object.record, "part": object.part, "cid": object.cid.to_string() })
}

/// A document with more fields.
fn with<const N: usize>(mut document: Value, more: [(&str, Value); N]) -> Value {
	if let Some(fields) = document.as_object_mut() {
		fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
	}
	document
}

/// What a repair did, for programs.
pub fn repaired_document(repaired: &Repaired) -> Value {
	let pinned = repaired
		.pinned
		.iter()
		.map(|(object, host)| with(object_document(object), [("host", json!(host))]));
	let failed = repaired.failed.iter().map(|failed| {
		let reason = in_one_line(&failed.error);
		with(
			object_document(&failed.object),
			[("reason", json!(reason)), ("lost", json!(failed.is_lost()))],
		)
	});
	json!({
		"checked": repaired.checked,
		"pinned": pinned.collect::<Vec<_>>(),
		"removed": repaired.removed.iter().map(object_document).collect::<Vec<_>>(),
		"failed": failed.collect::<Vec<_>>(),
		"waiting": repaired.waiting,
		"erased_elsewhere": repaired.erased_elsewhere,
	})
}

/// What a repair did, for people.
pub fn repaired_lines(repaired: &Repaired) -> Vec<String> {
	let pinned = repaired.pinned.iter();
	let removed = repaired.removed.iter();
	let mut lines: Vec<String> = pinned
		.map(|(object, host)| format!("Pinned {} on host {host}.", object_words(object)))
		.chain(removed.map(|object| format!("Removed {}, which no record needs.", object_words(object))))
		.chain(repaired.failed.iter().map(unrepaired_words))
		.collect();
	lines.extend(repaired.waiting.iter().map(|record| {
		format!(
			"Left alone: the upload {}, which can be resumed, or whose call the chain does not show yet. If it is not wanted any more, `medquorum erase {record}` removes what it stored.",
			words::short(record)
		)
	}));
	lines.extend(repaired.erased_elsewhere.iter().map(|record| {
		format!(
			"Left alone: record {}, which the chain shows as erased by others. `medquorum erase {record}` removes what was stored of it.",
			words::short(record)
		)
	}));
	lines.push(format!(
		"Looked at {}; pinned {}, removed {}.",
		words::count(repaired.checked, "object"),
		words::count(repaired.pinned.len(), "missing copy").replace("copys", "copies"),
		words::count(repaired.removed.len(), "object")
	));
	lines
}

fn object_words(object: &RecordObject) -> String {
	format!(
		"the {} of record {}",
		object.part.word(),
		words::short(&object.record)
	)
}

fn unrepaired_words(failed: &Unrepaired) -> String {
	let cause = flat(&failed.error);
	let what = object_words(&failed.object);
	match (failed.is_lost(), failed.standing) {
		(true, _) => format!(
			"Lost: no host has {what} any more ({}), so that record can no longer be opened.",
			failed.object.cid
		),
		(false, standing) if standing.is_needed() => format!("Not enough copies of {what}: {cause}."),
		(false, _) => format!("Not removed: {what}, which no record needs: {cause}."),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{domain::RecordId, roles::Part};
	use medquorum_envelope::Cid;

	fn object() -> RecordObject {
		RecordObject {
			record: RecordId([0xab; 16]),
			part: Part::File,
			cid: Cid::of_raw(b"block"),
		}
	}

	fn holding<const N: usize>(standing: Standing, states: [Held; N]) -> Holding {
		let holder = |(state, host): (Held, &str)| Holder {
			host: host.to_owned(),
			at: format!("http://{host}:5001"),
			state,
		};
		Holding {
			object: object(),
			standing,
			holders: states.into_iter().zip(["own", "ward-b"]).map(holder).collect(),
			damage: None,
		}
	}

	#[test]
	fn verdict_tells_what_is_lacking_and_what_is_not_needed() {
		use Standing::{Erased, Registered};
		let kept = || holding(Registered, [Held::Pinned, Held::Pinned]);
		let elsewhere = holding(Registered, [Held::Missing, Held::Pinned]);
		let left = || holding(Erased, [Held::Pinned, Held::Missing]);
		for (holdings, wanted, said) in [
			(vec![kept()], 2, "All 1 object that records need lie on 2 hosts."),
			(
				vec![kept(), left()],
				2,
				"`medquorum store repair` removes what no record needs.",
			),
			(
				vec![kept(), elsewhere],
				1,
				"1 of 2 objects are damaged, lie on fewer than 1 host, or not on the own one.",
			),
		] {
			assert_eq!(holdings_verdict(&StoreHealth::of(&holdings, wanted)), said);
		}
	}

	#[test]
	fn repair_tells_each_object_and_the_sum() {
		let repaired = Repaired {
			checked: 2,
			pinned: vec![(object(), "ward-b".to_owned())],
			removed: vec![object()],
			failed: Vec::new(),
			waiting: Vec::new(),
			erased_elsewhere: Vec::new(),
		};
		assert_eq!(
			repaired_lines(&repaired),
			[
				"Pinned the file of record abababab on host ward-b.",
				"Removed the file of record abababab, which no record needs.",
				"Looked at 2 objects; pinned 1 missing copy, removed 1 object.",
			]
		);
		assert_eq!(repaired_document(&repaired)["pinned"][0]["host"], "ward-b");
	}
}
