use super::*;
use serde_json::json;

fn of(raw: &serde_json::Value) -> Result<Storage, Unusable> {
	parse(
		json!({ "name": "x", "genesis": { "raw": raw } })
			.to_string()
			.as_bytes(),
	)
}

#[test]
fn keys_and_children_are_read() {
	let state = of(
		&json!({ "top": { "0x01": "0x0203", "0x04": "0x" }, "childrenDefault": { "0x05": { "0x06": "0x07" } } }),
	);
	let state = state.unwrap();
	assert_eq!(
		state.top,
		BTreeMap::from([(vec![1], vec![2, 3]), (vec![4], Vec::new())])
	);
	let child = &state.children_default[&[5u8][..]];
	assert_eq!(child.data, BTreeMap::from([(vec![6], vec![7])]));
	assert_eq!(child.child_info.storage_key(), [5u8]);
	assert!(of(&json!({ "top": {} })).unwrap().top.is_empty());
}

#[test]
fn what_is_no_snapshot_is_refused_with_a_remedy() {
	let root = format!("0x{}", hex::encode(b":child_storage:default:x"));
	let refused = [
		(parse(b"PK\x03\x04").unwrap_err(), "no raw chain spec"),
		// A plain spec.
		(
			parse(br#"{"genesis":{"runtimeGenesis":{}}}"#).unwrap_err(),
			"missing field `raw`",
		),
		(of(&json!({ "top": { "01": "0x" } })).unwrap_err(), "no hex"),
		(of(&json!({ "top": { "0x01": "0x2" } })).unwrap_err(), "no hex"),
		(of(&json!({ "top": { root: "0x" } })).unwrap_err(), "child trie"),
		(read(Path::new("/nowhere/at/all")).unwrap_err(), "cannot be read"),
	];
	for (error, words) in refused {
		assert!(error.to_string().contains(words), "{error}");
		assert!(!error.next().is_empty());
	}
}
