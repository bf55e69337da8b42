//! Seeds that decode, made by the encoders of today and the frozen vectors.

mod catalogue;
mod ceremonies;
mod home;
mod opened;

use ceremonies::of_ceremonies;
use home::of_a_home;
use medquorum_client::{
	accounts::AccountSource,
	audit::{
		Export, Question,
		testing::{Chain, metadata},
	},
	config::{Config, Home},
	domain::{AccountId, Admin, Committee, Signature},
	keystore::{Kdf, Keystore, Passphrase, Secret},
	policy::{ACCOUNT_SYSTEM, RECORD_SYSTEM, SignedPolicies},
	roles::{CertificateFile, DealFile, EnrolmentFile, ShareFile},
	study::Contents,
	trust::{CommitteeCard, CommitteePin, PinnedAdmin},
};
use medquorum_envelope::{
	Cid, CspRec, CspRoot, DagBuilder, EncSecret, Entropy, EnvSalt, FileKeys, Header, HeaderFields, Metadata,
	ReportKey, ciphertext_len, codes, enc_public, seal_locator,
	statement::{Subject, seal_statement},
};
use opened::of_opened_files;
use serde_json::Value;
use std::{fs, path::Path};

/// Target, name of the file, content.
pub type Seed = (&'static str, String, Vec<u8>);

const RECORD: [u8; 16] = [7; 16];

/// No randomness: the same seeds every time.
struct Zeros;

impl Entropy for Zeros {
	fn fill(&mut self, bytes: &mut [u8]) {
		bytes.fill(0);
	}
}

fn seed(target: &'static str, name: &str, bytes: impl AsRef<[u8]>) -> Seed {
	(target, name.to_owned(), bytes.as_ref().to_vec())
}

fn key() -> CspRec {
	CspRec::from_bytes(&[9; 32])
}

fn described() -> [(&'static str, Metadata); 2] {
	let mut plain = Metadata::default();
	plain.pt_len = 1000;
	plain.name = "scan.dcm".to_owned();
	plain.mime = "application/dicom".to_owned();
	let mut full = plain.clone();
	full.icd10 = Some("C50.9".to_owned());
	full.date = Some("2026-02-28".to_owned());
	full.note = Some("left".to_owned());
	full.contents = Some((512, 488));
	[("plain", plain), ("full", full)]
}

fn header(metadata: &Metadata) -> Vec<u8> {
	let env_salt = EnvSalt::from_bytes(&[3; 32]);
	let keys = FileKeys::derive(&key(), &ReportKey::from_bytes(&[4; 32]), &env_salt, &[6; 32]);
	let fields = HeaderFields {
		record_id: &RECORD,
		env_salt: &env_salt,
		keys: &keys,
		ct_len: ciphertext_len(metadata.pt_len),
		cid: &Cid::of_raw(b"content"),
		padded: false,
		metadata,
	};
	Header::build(&fields, &mut Zeros).unwrap().to_vec()
}

/// The node above leaves of one byte.
fn node(leaves: u8) -> Vec<u8> {
	let mut builder = DagBuilder::new();
	let mut nodes = Vec::new();
	let mut emit = |_: &Cid, block: &[u8]| nodes.push(block.to_vec());
	for leaf in 0..leaves {
		builder.push_leaf([leaf; 32], 1, &mut emit);
	}
	let _: (Cid, u64) = builder.finish(&mut emit);
	nodes.pop().unwrap()
}

/// What explains an emergency access to so many readers, the last of whom is the target's.
fn statement(readers: u8) -> Vec<u8> {
	let subject = Subject {
		genesis: &[1; 32],
		request_id: &[2; 16],
	};
	let enc_pk = enc_public(&EncSecret::from_bytes(&[3; 32]));
	let readers: Vec<_> = (0..readers)
		.rev()
		.map(|place| ([5 + place; 32], enc_pk))
		.collect();
	seal_statement(
		&subject,
		&readers,
		b"No pulse. Nobody could be asked.",
		&mut Zeros,
	)
	.unwrap()
}

fn of_the_envelope() -> Vec<Seed> {
	let mut all = Vec::new();
	for (name, metadata) in described() {
		all.push(seed("metadata", name, &*metadata.encode()));
		all.push(seed("header", name, header(&metadata)));
	}
	let (leaf, tree) = (Cid::of_raw(b"content"), Cid::of_dag_pb(&node(3)));
	for (name, cid) in [("leaf", leaf), ("tree", tree)] {
		all.push(seed("cid", name, cid.as_bytes()));
		all.push(seed("cid", &format!("{name}.text"), cid.to_string()));
	}
	let locator = seal_locator(&key(), &RECORD, &leaf, &mut Zeros);
	all.push(seed("locator", "leaf", locator));
	for leaves in [2, 174] {
		all.push(seed("cid-node", &format!("{leaves}-leaves"), node(leaves)));
	}
	for readers in [1, 3] {
		all.push(seed(
			"statement",
			&format!("{readers}-readers"),
			statement(readers),
		));
	}
	let root = CspRoot::from_bytes(&[5; 32]);
	all.push(seed("code", "csp", codes::encode_csp(&key(), &RECORD).as_bytes()));
	all.push(seed("code", "root", codes::encode_root(&root).as_bytes()));
	all.push(seed("code", "phrase", codes::encode_phrase(&root).as_bytes()));
	all
}

fn vectors(name: &str) -> Value {
	let path = Path::new(env!("CARGO_MANIFEST_DIR"))
		.join("../primitives/threshold-decryption/tests/vectors")
		.join(name);
	serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn hex(value: &Value) -> Vec<u8> {
	let digits = value.as_str().unwrap().as_bytes();
	let digit = |byte: &u8| u8::try_from(char::from(*byte).to_digit(16).unwrap()).unwrap();
	let pairs = digits.as_chunks::<2>().0.iter();
	pairs.map(|[high, low]| digit(high) << 4 | digit(low)).collect()
}

fn of_the_threshold_layer() -> Vec<Seed> {
	let mq1 = vectors("mq1_vectors.json");
	let capsule = hex(&mq1["record"]["capsule"]);
	let of_record = [hex(&mq1["record"]["record_ctx"]), capsule.clone()].concat();
	let request = &mq1["requests"][0];
	let mq2 = &vectors("mq2_vectors.json")["shares"][0];
	let admin = &mq1["committee"]["admins"][0];
	let share = [
		hex(&mq2["request_ctx"]),
		hex(&mq2["rows"][0]["share"]),
		capsule[..32].to_vec(),
		hex(&request["Q"]),
		hex(&admin["Xj"]),
		hex(&admin["Zj"]),
	]
	.concat();
	let mut all = vec![seed("capsule", "mq1", of_record), seed("share", "mq2", share)];
	for (at, ceremony) in vectors("frozen.json")["ceremonies"]
		.as_array()
		.unwrap()
		.iter()
		.enumerate()
	{
		let number = |key: &str| u8::try_from(ceremony[key].as_u64().unwrap()).unwrap();
		let n = u8::try_from(ceremony["indices"].as_array().unwrap().len()).unwrap();
		let deal = &ceremony["deals"][0];
		let proof = deal["proof"]
			.as_str()
			.map_or_else(Vec::new, |_| hex(&deal["proof"]));
		let head = vec![number("kind"), number("k"), n];
		let boxes = vec![0; 144 * usize::from(n)];
		let bytes = [head, hex(&deal["commitments"]), boxes, proof].concat();
		all.push(seed("published-deal", &format!("ceremony-{at}"), bytes));
	}
	all
}

fn committee() -> Committee {
	let admin = |index: u16, point: u8| Admin {
		account: AccountId([point; 32]),
		index,
		enc_pk: [1; 32],
		x_j: [2; 32],
		z_j: [3; 32],
		zp_j: [4; 32],
		cert: Signature::NONE,
	};
	Committee {
		epoch: 1,
		k: 2,
		x: [8; 32],
		admins: vec![admin(1, 0x11), admin(2, 0x22), admin(3, 0x33)],
	}
}

fn of_committees() -> Vec<Seed> {
	let deal = DealFile {
		genesis: [0x67; 32],
		key_id: 8,
		committee: committee(),
	};
	let share = ShareFile {
		deal: deal.clone(),
		account: AccountId([0x11; 32]),
		sealed: [5; 144],
	};
	let certificate = CertificateFile {
		key_id: 8,
		account: AccountId([0x11; 32]),
		cert: Signature::Sr25519([6; 64]),
	};
	let enrolment = EnrolmentFile {
		genesis: [0x67; 32],
		account: AccountId([0x11; 32]),
		csp_version: 1,
		csp_pk: [7; 32],
		enc_pk: [8; 32],
		key_sig: Signature::Ecdsa([9; 65]),
	};
	vec![
		seed(
			"deal-file",
			"enrolment.json",
			serde_json::to_vec(&enrolment).unwrap(),
		),
		seed("deal-file", "deal.json", serde_json::to_vec(&deal).unwrap()),
		seed("deal-file", "share.json", serde_json::to_vec(&share).unwrap()),
		seed(
			"deal-file",
			"certificate.json",
			serde_json::to_vec(&certificate).unwrap(),
		),
	]
}

fn pin() -> CommitteePin {
	let admins = committee().admins;
	let pinned = admins.iter().map(|admin| PinnedAdmin {
		index: admin.index,
		account: admin.account,
	});
	CommitteePin::new(2, [8; 32], pinned.collect()).unwrap()
}

/// A call by which a host attests an erasure, with a signature that does not hold: length, version, address, signature, what is said
/// beside the call, indices of pallet and call, record.
fn attestation() -> Vec<u8> {
	let parts: [&[u8]; 10] = [
		&[0xe5, 0x01],
		&[0x84],
		&[0],
		&[0x11; 32],
		&[1],
		&[2; 64],
		&[0, 0, 0, 0],
		&[50],
		&[35],
		&RECORD,
	];
	parts.concat()
}

fn config() -> Vec<u8> {
	let folder = tempfile::tempdir().unwrap();
	let home = Home::at(folder.path());
	let mut config = Config {
		account: Some("//Eve".parse::<AccountSource>().unwrap()),
		development: true,
		genesis: Some([7; 32]),
		..Config::default()
	};
	config.pin_committee(8, pin());
	config.create(&home).unwrap();
	fs::read(home.config()).unwrap()
}

/// A receipt without words and proofs: nothing in it can be wrong.
fn receipt() -> String {
	let hash = |byte: &str| format!("0x{}", byte.repeat(32));
	let place = |block: u32| serde_json::json!({ "block": block, "hash": hash("22"), "time": null });
	let host = AccountId([0x11; 32]).to_string();
	let document = serde_json::json!({
		"format": "medquorum-erasure-receipt/1",
		"genesis": hash("67"),
		"record": format!("0x{}", "07".repeat(16)),
		"erased": place(7),
		"event": "RecordErased",
		"fields": { "record_id": "07".repeat(16) },
		"words": [],
		"silent": [host],
		"written": place(9),
		"proof": null,
	});
	document.to_string()
}

/// A study of one file without a series.
fn contents() -> Vec<u8> {
	let folder = tempfile::tempdir().unwrap();
	fs::write(folder.path().join("letter.txt"), "Dear colleague").unwrap();
	let study = medquorum_client::study::Study::of_folder(folder.path()).unwrap();
	let place = study.table();
	let mut archive = Vec::new();
	std::io::Read::read_to_end(&mut study.into_reader(), &mut archive).unwrap();
	let at = |at: u64| usize::try_from(at).unwrap();
	let table = &archive[at(place.start)..at(place.end)];
	assert!(Contents::decode(table, place.start).is_ok());
	[place.start.to_le_bytes().as_slice(), table].concat()
}

/// A standing answer with every element that is read.
fn consent() -> String {
	let account = AccountId([0x11; 32]);
	let to = serde_json::json!({ "reference": format!("{ACCOUNT_SYSTEM}:{account}") });
	let coded = |system: &str, code: &str| {
		let system = format!("http://terminology.hl7.org/CodeSystem/{system}");
		serde_json::json!({ "coding": [{ "system": system, "code": code }] })
	};
	let purpose = |code: &str| serde_json::json!({ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": code });
	let actor = serde_json::json!({ "role": coded("v3-ParticipationType", "IRCP"), "reference": to });
	let record = serde_json::json!({ "identifier": { "system": RECORD_SYSTEM, "value": "07".repeat(16) } });
	let document = serde_json::json!({
		"resourceType": "Consent",
		"status": "active",
		"scope": coded("consentscope", "patient-privacy"),
		"category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
		"patient": to,
		"dateTime": "2026-11-28T12:00:00+01:00",
		"policy": [{ "uri": "http://example.org/policy" }],
		"provision": {
			"type": "permit",
			"period": { "start": "2026-01", "end": "2027-01-31" },
			"actor": [actor],
			"action": [coded("consentaction", "access")],
			"purpose": [purpose("TREAT"), purpose("HOPERAT")],
			"provision": [
				{ "type": "deny", "data": [{ "meaning": "instance", "reference": record }] },
				{ "type": "deny", "purpose": [purpose("HLEGAL")] },
			],
		},
	});
	document.to_string()
}

fn policies() -> Vec<u8> {
	let account = AccountId([0x11; 32]);
	let signed = SignedPolicies::sign([0x22; 32], account, 3, vec![consent()], |_| [0x33; 64]);
	serde_json::to_vec_pretty(&signed).unwrap()
}

/// Everything but what holds a salt of its own.
pub fn all() -> Vec<Seed> {
	let account = AccountId([0x11; 32]);
	let mut all = of_the_envelope();
	all.extend(of_the_threshold_layer());
	all.extend(of_committees());
	let card = CommitteeCard::new([0x67; 32], 8, pin());
	all.push(seed(
		"committee-card",
		"trusted.json",
		serde_json::to_vec(&card).unwrap(),
	));
	all.push(seed("attestation", "unsigned", attestation()));
	all.extend(of_a_home());
	all.extend(catalogue::of_catalogues());
	all.push(seed("receipt", "silent.json", receipt()));
	all.extend(of_ceremonies());
	all.extend(of_opened_files());
	all.push(seed("consent", "exceptions.json", consent()));
	all.push(seed("policies", "signed.json", policies()));
	all.push(seed("config", "pinned.json", config()));
	all.push(seed("contents", "letter", contents()));
	all.push(seed("audit-export", "left.json", audit_export()));
	let sample = include_str!("../../../docs/examples/manifest.csv");
	all.push(seed("manifest", "sample.csv", sample));
	let quoted = "\u{feff}ICD-10,Patient,PATH\r\n\"E11.9; I10\",Eve,\"a, \"\"b\"\"\"\r\nXX,Eve,c\r\n";
	all.push(seed("manifest", "quoted.csv", quoted));
	all.push(seed("address", "ss58", account.to_string()));
	all.push(seed("address", "hex", format!("0x{}", "11".repeat(32))));
	all
}

/// An export in which one user leaves. Another runtime makes it another one, because its bytes are the runtime's.
fn audit_export() -> Vec<u8> {
	let chain = Chain::new(1, 4, 8, &[(3, metadata().events(&[("UserLeft", 7)]))].into());
	let question = Question {
		from: 1,
		to: 4,
		..Question::default()
	};
	let export = Export::new(
		chain.genesis(),
		chain.block(4),
		question,
		Vec::new(),
		chain.steps(&[3]),
	);
	export.unwrap().write()
}

/// A keystore with the least protection that is opened unasked; another one each time.
pub fn keystore() -> Vec<u8> {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("keys.mqk");
	let weak = Kdf {
		m_kib: 19_456,
		t: 1,
		p: 1,
	};
	let passphrase = Passphrase::new("correct horse battery".to_owned()).unwrap();
	let keystore = Keystore::create_with(&path, passphrase, weak).unwrap();
	let csp_root = Secret::from_bytes(&[1; 32]);
	keystore
		.update(|secrets| secrets.csp_roots.insert(1, csp_root))
		.unwrap();
	fs::read(&path).unwrap()
}
