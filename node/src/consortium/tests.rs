//! What a consortium's file may hold.

#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use super::*;

fn address(seed: u8) -> String {
	AccountId::from([seed; 32]).to_ss58check()
}

/// A consortium of three houses.
fn sample() -> Value {
	let people = |seeds: &[u8]| seeds.iter().map(|seed| address(*seed)).collect::<Vec<_>>();
	let endowed = (1..=7).map(|seed| (address(seed), json!(1000)));
	json!({
		"name": "Medquorum North",
		"id": "medquorum_north",
		"type": "live",
		"para_id": 2000,
		"relay_chain": "paseo",
		"collators": [{ "account": address(7), "aura": format!("0x{}", "71".repeat(32)) }],
		"council": people(&[1, 2, 3]),
		"recovery": people(&[4, 5, 6]),
		"roles": { address(8): "facility" },
		"endowments": endowed.collect::<serde_json::Map<_, _>>(),
	})
}

fn genesis(edit: impl FnOnce(&mut Value)) -> Checked<Value> {
	let mut document = sample();
	edit(&mut document);
	let consortium: Consortium = serde_json::from_value(document).map_err(|error| error.to_string())?;
	consortium.genesis()
}

#[track_caller]
fn refused(edit: impl FnOnce(&mut Value), words: &str) {
	let said = genesis(edit).unwrap_err();
	assert!(said.contains(words), "{said}");
}

#[test]
fn everybody_begins_where_the_file_says() {
	let genesis = genesis(|_| ()).unwrap();
	assert_eq!(genesis["council"]["members"].as_array().unwrap().len(), 3);
	assert_eq!(
		genesis["medicalRecords"]["roles"],
		json!([[address(8), "Facility"]])
	);
	assert_eq!(genesis["balances"]["balances"].as_array().unwrap().len(), 7);
	assert_eq!(genesis["session"]["keys"][0][0], address(7));
	// Their delays are then those of the runtime: a day and a week.
	assert!(genesis.get("enactment").is_none() && genesis.get("succession").is_none());
}

#[test]
fn bodies_are_of_three_to_sixteen_and_of_different_people() {
	refused(
		|it| it["council"] = json!([address(1), address(2)]),
		"council: 2 members; 3 to 16",
	);
	let many: Vec<_> = (20..37).map(address).collect();
	refused(|it| it["recovery"] = json!(many), "recovery: 17 members");
	refused(|it| it["council"][2] = json!(address(1)), "is named twice");
	refused(
		|it| it["recovery"][0] = json!(address(1)),
		"is in council and recovery",
	);
	refused(|it| it["council"][0] = json!("5F"), "is no address");
	refused(
		|it| {
			it["endowments"].as_object_mut().unwrap().remove(&address(2));
		},
		"has no tokens",
	);
	refused(|it| it["endowments"][address(2)] = json!(0), "gets nothing");
}

#[test]
fn keys_that_everybody_has_begin_no_chain_in_earnest() {
	let alice = Sr25519Keyring::Alice.to_account_id().to_ss58check();
	for place in ["council", "recovery"] {
		let alice = alice.clone();
		refused(|it| it[place][0] = json!(alice), "is an account for development");
	}
	refused(
		|it| it["roles"][&alice] = json!("facility"),
		"is an account for development",
	);
	let aura = format!(
		"0x{}",
		Sr25519Keyring::Bob
			.public()
			.0
			.map(|byte| format!("{byte:02x}"))
			.concat()
	);
	refused(
		|it| it["collators"][0]["aura"] = json!(aura),
		"is a key for development",
	);
	let local = |it: &mut Value| {
		it["type"] = json!("local");
		it["roles"][&alice] = json!("clinician");
	};
	genesis(local).unwrap();
}

#[test]
fn collators_names_and_numbers_are_checked() {
	refused(|it| it["collators"] = json!([]), "nobody would make a block");
	refused(
		|it| it["collators"][0]["aura"] = json!("0x71"),
		"is no session key",
	);
	refused(
		|it| {
			let other = json!({ "account": address(8), "aura": it["collators"][0]["aura"] });
			it["collators"].as_array_mut().unwrap().push(other);
		},
		"named twice",
	);
	refused(|it| it["id"] = json!("Medquorum"), "id: take lower case");
	refused(|it| it["id"] = json!("medquorum_dev"), "built-in chain");
	refused(|it| it["name"] = json!("a\u{1b}[2J"), "name: take");
	refused(|it| it["para_id"] = json!(1000), "2000 or more");
	refused(|it| it["committee"] = json!({}), "unknown field");
	refused(|it| it["type"] = json!("development"), "unknown variant");
	refused(|it| it["roles"][address(8)] = json!("king"), "unknown variant");
}
