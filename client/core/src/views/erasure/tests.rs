use super::*;

const GENESIS: Bytes32 = [7; 32];
const ONE: AccountId = AccountId([1; 32]);
const TWO: AccountId = AccountId([2; 32]);
const THREE: AccountId = AccountId([3; 32]);

/// Whoever is called so by an enemy.
struct Enemy;

impl Names for Enemy {
	fn name(&self, account: &AccountId) -> Option<&str> {
		(*account == ONE).then_some("<script>alert(1)</script>\u{202e}\u{1b}[2J")
	}
}

fn at(block: BlockNumber) -> When {
	When {
		block,
		time: Some(1_795_724_100_000),
	}
}

fn event(name: &str) -> Event {
	let fields = [
		("patient", TWO.to_string()),
		("uploader", THREE.to_string()),
		("by", TWO.to_string()),
		("reason", "PatientWish".to_owned()),
	];
	Event {
		pallet: "MedicalRecords".to_owned(),
		name: name.to_owned(),
		fields: fields.map(|(name, value)| (name.to_owned(), value)).to_vec(),
	}
}

fn facts() -> ErasureFacts {
	ErasureFacts {
		genesis: GENESIS,
		record: RecordId([9; 16]),
		erased: at(12),
		event: Some(event("RecordErased")),
		attested: vec![(ONE, at(15))],
		hosts: vec![ONE, THREE],
	}
}

#[test]
fn receipt_names_who_attested_and_who_has_not() {
	let mut facts = facts();
	let receipt = ErasureReceipt::of(&facts, &Enemy);
	assert!(!receipt.complete);
	assert_eq!(receipt.missing.len(), 1);
	assert!(receipt.verdict().starts_with("1 of 2 storage hosts"));
	facts.attested.push((THREE, at(14)));
	let receipt = ErasureReceipt::of(&facts, &Enemy);
	assert!(receipt.complete && receipt.verdict().starts_with("All 2 storage hosts"));
	let document = serde_json::to_value(&receipt).unwrap();
	assert_eq!(document["attested"][0]["block"], 14);
	assert_eq!(document["attested"][0]["time"], 1_795_724_100_000_u64);
	assert_eq!(document["erased"]["block"], 12);
	assert_eq!(document["reason"], "patient wish");
	assert_eq!(document["by"]["address"], TWO.to_string());
}

#[test]
fn host_that_lost_its_role_counts_no_more_and_is_named_all_the_same() {
	let mut facts = facts();
	facts.hosts = vec![THREE];
	let receipt = ErasureReceipt::of(&facts, &Enemy);
	assert!(!receipt.complete && !receipt.attested[0].is_host);
	assert!(receipt.verdict().starts_with("0 of 1 storage hosts"));
	facts.hosts = Vec::new();
	let receipt = ErasureReceipt::of(&facts, &Enemy);
	assert!(!receipt.complete && receipt.verdict().contains("no storage hosts"));
}

#[test]
fn forgotten_block_is_named_and_a_refusal_is_told_as_one() {
	let mut facts = facts();
	facts.event = None;
	let receipt = ErasureReceipt::of(&facts, &Enemy);
	assert!(receipt.facts().iter().any(|(word, _)| *word == "Not known"));
	facts.event = Some(event("RecordRefused"));
	let receipt = ErasureReceipt::of(&facts, &Enemy);
	assert!(receipt.refused && receipt.sentence().starts_with("refused by "));
}

#[test]
fn page_escapes_what_others_wrote_and_says_what_it_cannot_show() {
	let page = ErasureReceipt::of(&facts(), &Enemy).page();
	assert!(!page.contains("<script") && page.contains("&lt;script"), "{page}");
	assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
	assert!(page.contains("size:A4") && page.contains("not yet"));
	assert!(page.contains("2026-11-26 20:15 UTC"));
	for limit in ["Copies elsewhere", "Backups", "Readers", "history of the blocks"] {
		assert!(page.contains(limit), "{limit}");
	}
	// Short enough for one sheet: what stands on it beside a row for each host.
	assert!(page.len() < 4_500, "{} bytes", page.len());
}
