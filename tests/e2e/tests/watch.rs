//! `watch` with the real node: a patient's standing answer, a webhook that is down and comes back, a node that goes away.

use medquorum_client::{accounts::Signer, ledger::Sign as _, policy::ACCOUNT_SYSTEM};
use medquorum_e2e::{Killed, Node, Person, Stage, ct_small, ends_when_told, sha256_file};
use openssl::{hash::MessageDigest, pkey::PKey, sign};
use serde_json::{Value, json};
use std::{
	io::{BufRead, BufReader, Read, Write},
	net::{Shutdown, TcpListener, TcpStream},
	os::unix::fs::PermissionsExt as _,
	process::Stdio,
	sync::{Arc, Mutex, mpsc},
	thread,
	time::Duration,
};

const SECRET: &str = "a secret that nobody guesses";

fn upload(stage: &Stage) -> String {
	let file = ct_small().display().to_string();
	let one = stage.person("One");
	one.run(&["upload", &file, "--patient", "//Eve", "--json"])
		.field("record_id")
}

fn request(stage: &Stage, record: &str, purpose: &str) -> String {
	let ferdie = stage.person("Ferdie");
	ferdie
		.run(&["request", record, "--purpose", purpose, "--json"])
		.field("request_id")
}

/// Eve lets Ferdie read her records for treatment.
fn import(stage: &Stage) {
	let to = |name: &str| {
		let account = Signer::development(name, true).unwrap().account();
		json!({ "reference": format!("{ACCOUNT_SYSTEM}:{account}") })
	};
	let coded = |system: &str, code: &str| json!({ "coding": [{ "system": system, "code": code }] });
	let consent = json!({
		"resourceType": "Consent",
		"status": "active",
		"scope": coded("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
		"category": [coded("http://loinc.org", "59284-0")],
		"patient": to("//Eve"),
		"provision": {
			"type": "permit",
			"actor": [{
				"role": coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
				"reference": to("//Ferdie"),
			}],
			"purpose": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "TREAT" }],
		},
	});
	let file = stage.path("consent.json");
	std::fs::write(&file, consent.to_string()).unwrap();
	stage
		.person("Eve")
		.run(&["policy", "import", &file.display().to_string()]);
}

/// Kinds of the notices that a run of `watch --json` printed.
fn kinds(lines: &str) -> Vec<String> {
	let kind = |line: &str| {
		let notice: Value = serde_json::from_str(line).unwrap();
		notice["kind"].as_str().unwrap().to_owned()
	};
	lines.lines().map(kind).collect()
}

#[test]
fn standing_answer_consents_after_the_approvals_and_the_record_is_read() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
	import(&stage);
	let record = upload(&stage);
	let treatment = request(&stage, &record, "TREAT");
	let research = request(&stage, &record, "HRESCH");
	let asked = kinds(&eve.run(&["watch", "--once", "--json"]).stdout);
	assert_eq!(asked, ["consent-asked", "consent-asked", "to-acknowledge"]);
	let alice = kinds(&stage.person("Alice").run(&["watch", "--once", "--json"]).stdout);
	assert_eq!(alice, ["to-decide", "to-decide"]);
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &treatment]);
	}
	let answered = eve.run(&["watch", "--answer", "--once"]).stdout;
	assert!(answered.contains("consented to request"), "{answered}");
	assert!(
		answered.contains("Ferdie") && answered.contains("is left to you"),
		"{answered}"
	);
	// Nothing is told or answered twice.
	let again = kinds(&eve.run(&["watch", "--answer", "--once", "--json"]).stdout);
	assert_eq!(again, ["opened"]);
	assert_eq!(eve.run(&["watch", "--answer", "--once", "--json"]).stdout, "");
	let out = stage.path("ct.dcm");
	ferdie.run(&["download", &treatment, "-o", &out.display().to_string()]);
	assert_eq!(sha256_file(&out), sha256_file(&ct_small()));
	let waiting = eve.run(&["inbox", "--json"]).json();
	assert_eq!(waiting["patient"][0]["request_id"], research);
	assert_eq!(waiting["patient"][0]["consented"], false);
	let log = std::fs::read_to_string(eve.home().join("standing-answers.jsonl")).unwrap();
	let said: Vec<Value> = log
		.lines()
		.map(|line| serde_json::from_str(line).unwrap())
		.collect();
	let words: Vec<&str> = said.iter().map(|line| line["said"].as_str().unwrap()).collect();
	assert_eq!(words, ["consenting", "consented", "left"]);
	let ended = kinds(&eve.run(&["watch", "--once", "--json"]).stdout);
	assert_eq!(ended, ["ended"]);
}

/// A request that a webhook received.
#[derive(Debug)]
struct Post {
	id: String,
	signed: bool,
	body: Value,
}

/// Receives requests on this listener until it has so many.
fn receive(listener: &TcpListener, count: usize) -> Vec<Post> {
	let mut posts = Vec::new();
	while posts.len() < count {
		let (stream, _) = listener.accept().unwrap();
		posts.push(post(stream));
	}
	posts
}

fn post(mut stream: TcpStream) -> Post {
	let mut reader = BufReader::new(stream.try_clone().unwrap());
	let mut headers = Vec::new();
	loop {
		let mut line = String::new();
		reader.read_line(&mut line).unwrap();
		match line.trim_end() {
			"" => break,
			line => headers.push(line.to_owned()),
		}
	}
	let header = |name: &str| {
		let named = |line: &&String| line.to_lowercase().starts_with(&format!("{name}:"));
		let line = headers.iter().find(named).unwrap();
		line.split_once(':').unwrap().1.trim().to_owned()
	};
	let mut body = vec![0; header("content-length").parse().unwrap()];
	reader.read_exact(&mut body).unwrap();
	stream
		.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
		.unwrap();
	let key = PKey::hmac(SECRET.as_bytes()).unwrap();
	let mut mac = sign::Signer::new(MessageDigest::sha256(), &key).unwrap();
	mac.update(format!("{}.", header("medquorum-timestamp")).as_bytes())
		.unwrap();
	mac.update(&body).unwrap();
	let expected = format!("v1={}", hex::encode(mac.sign_to_vec().unwrap()));
	Post {
		id: header("medquorum-id"),
		signed: header("medquorum-signature") == expected,
		body: serde_json::from_slice(&body).unwrap(),
	}
}

#[test]
fn webhook_that_was_down_gets_everything_once_in_order_and_signed_without_names() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let eve = stage.person("Eve");
	let secret = stage.path("secret");
	std::fs::write(&secret, SECRET).unwrap();
	std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap();
	drop(listener);
	let url = format!("http://{address}/hook");
	let secret = secret.display().to_string();
	let watch = ["watch", "--once", "--webhook", &url, "--webhook-secret", &secret];
	let record = upload(&stage);
	request(&stage, &record, "TREAT");
	let down = eve.try_run(&watch);
	assert_eq!(down.code, 2, "{}", down.stderr);
	assert!(down.stderr.contains("does not answer"), "{}", down.stderr);
	assert_eq!(
		down.stdout.lines().count(),
		2,
		"the terminal is told: {}",
		down.stdout
	);
	request(&stage, &record, "HRESCH");
	let listener = TcpListener::bind(address).unwrap();
	let receiver = thread::spawn(move || receive(&listener, 3));
	let up = eve.run(&watch);
	assert_eq!(up.stdout.lines().count(), 1, "{}", up.stdout);
	let posts = receiver.join().unwrap();
	let told: Vec<&str> = posts
		.iter()
		.map(|post| post.body["kind"].as_str().unwrap())
		.collect();
	assert_eq!(told, ["consent-asked", "to-acknowledge", "consent-asked"]);
	for post in &posts {
		assert!(post.signed, "{post:?}");
		assert_eq!(post.body["id"], Value::from(post.id.as_str()));
		assert!(post.body["chain"].as_str().unwrap().starts_with("0x"));
		let text = post.body.to_string();
		for name in ["Eve", "Ferdie", "One"] {
			assert!(!text.contains(name), "{text}");
		}
	}
	// Nothing more: nobody listens any more, and nothing fails.
	eve.run(&watch);
}

/// Passes connections on to the node until it is cut.
struct Cable {
	node: String,
	port: u16,
	open: Arc<Mutex<Vec<TcpStream>>>,
	listener: Option<TcpListener>,
}

impl Cable {
	fn to(node: &Node) -> Self {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let mut cable = Self {
			node: node.url().trim_start_matches("ws://").to_owned(),
			port: listener.local_addr().unwrap().port(),
			open: Arc::default(),
			listener: None,
		};
		cable.serve(listener);
		cable
	}

	fn serve(&mut self, listener: TcpListener) {
		self.listener = Some(listener.try_clone().unwrap());
		let (node, open) = (self.node.clone(), self.open.clone());
		thread::spawn(move || {
			while let Ok((near, _)) = listener.accept() {
				let Ok(far) = TcpStream::connect(&node) else {
					return;
				};
				let mut ends = open.lock().unwrap();
				ends.extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
				let (near_again, far_again) = (near.try_clone().unwrap(), far.try_clone().unwrap());
				thread::spawn(move || std::io::copy(&mut &near, &mut &far));
				thread::spawn(move || std::io::copy(&mut &far_again, &mut &near_again));
			}
		});
	}

	/// Ends all connections; new ones are ended too.
	fn cut(&mut self) {
		for end in self.open.lock().unwrap().drain(..) {
			let _: std::io::Result<()> = end.shutdown(Shutdown::Both);
		}
	}
}

/// A `watch` that keeps running, and the lines that it prints.
fn running(person: &Person) -> (Killed, mpsc::Receiver<String>) {
	let mut command = person.command(&["watch", "--json", "--every", "1"]);
	command.stdout(Stdio::piped()).stderr(Stdio::null());
	let mut child = command.spawn().unwrap();
	let lines = BufReader::new(child.stdout.take().unwrap()).lines();
	let (sender, receiver) = mpsc::channel();
	thread::spawn(move || {
		for line in lines.map_while(Result::ok) {
			if sender.send(line).is_err() {
				return;
			}
		}
	});
	(Killed(child), receiver)
}

#[test]
fn watch_outlives_its_connection_and_ends_cleanly_when_asked() {
	const PATIENCE: Duration = Duration::from_secs(120);
	let node = Node::start();
	let mut stage = Stage::set(&node, None);
	let mut cable = Cable::to(&node);
	let url = format!("ws://127.0.0.1:{}", cable.port);
	let eve = stage
		.people_mut()
		.iter_mut()
		.find(|person| person.name() == "Eve")
		.unwrap();
	eve.set_node(&url);
	let (mut watch, lines) = running(stage.person("Eve"));
	let record = upload(&stage);
	let first = lines.recv_timeout(PATIENCE).unwrap();
	assert_eq!(kinds(&first), ["to-acknowledge"]);
	cable.cut();
	request(&stage, &record, "TREAT");
	let second = lines.recv_timeout(PATIENCE).unwrap();
	assert_eq!(kinds(&second), ["consent-asked"]);
	// Another one for the same account would tell everything twice.
	let refused = stage.person("Eve").try_run(&["watch", "--once"]);
	assert_eq!(refused.code, 2, "{}", refused.stderr);
	assert!(ends_when_told(&mut watch.0).success());
	assert_eq!(lines.recv_timeout(PATIENCE).ok(), None);
	assert!(cable.listener.is_some());
}
