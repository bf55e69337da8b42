//! Choosing a file of this machine by clicks: what was typed comes back, secrets do not, and nothing is kept on the disk.
#![forbid(unsafe_code)]
use crate::common::*;
use std::{fs, path::Path};

/// A text as a form sends it.
fn sent(text: &str) -> String {
	text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn in_hex(path: impl AsRef<Path>) -> String {
	hex::encode(path.as_ref().to_str().unwrap())
}

/// Sends a form; gives where it leads.
fn led(stage: &Stage, path: &str, cookie: &str, body: &str) -> String {
	let answer = stage.post(path, cookie, body);
	assert_eq!(answer.status, 303, "{path}: {}", answer.body);
	answer.header("location").unwrap().to_owned()
}

/// Files and folders below a folder, with what is in them.
fn all_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
	let mut found = Vec::new();
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		match path.is_dir() {
			true => found.extend(all_of(&path)),
			false => found.push((path.display().to_string(), fs::read(&path).unwrap())),
		}
	}
	found.sort();
	found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_comes_back_into_the_form_that_asked() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let token = stage.csrf(&stage.get("/jobs", &cookie).body);
	let before = all_of(stage.folder.path());
	let folder = tempfile::tempdir().unwrap();
	fs::create_dir(folder.path().join("scans")).unwrap();
	let scan = folder.path().join("scans/CT 1.dcm");
	fs::write(&scan, "scan").unwrap();

	let elsewhere = folder.path().join("letter.txt").display().to_string();
	let body = format!(
		"csrf={token}&choose=upload&paths={}&patient=Ida&passphrase=secret",
		sent(&elsewhere)
	);
	let chooser = led(&stage, "/choose", &cookie, &body);
	let page = stage.get(&chooser, &cookie);
	assert_eq!(page.status, 200, "{}", page.body);
	// It begins beside what stood in the field.
	assert!(
		page.body.contains(&folder.path().display().to_string()),
		"{}",
		page.body
	);
	assert!(page.body.contains(&hex::encode("scans")) && !page.body.contains("secret"));

	let here = format!("csrf={token}&in={}", in_hex(&folder));
	let open = format!("{here}&open={}", hex::encode("scans"));
	assert_eq!(led(&stage, &chooser, &cookie, &open), chooser);
	// The same step twice leads to the same folder.
	assert_eq!(led(&stage, &chooser, &cookie, &open), chooser);
	assert!(
		stage
			.get(&chooser, &cookie)
			.body
			.contains(&hex::encode("CT 1.dcm"))
	);
	let below = format!("csrf={token}&in={}", in_hex(folder.path().join("scans")));
	let take = format!("{below}&take=checked&pick={}", hex::encode("CT 1.dcm"));
	let back = led(&stage, &chooser, &cookie, &take);
	let id = chooser.strip_prefix("/choose/").unwrap();
	assert_eq!(back, format!("/upload?corrects=&form={id}#paths"));
	assert_eq!(
		all_of(stage.folder.path()),
		before,
		"something is kept on the disk"
	);

	// Whoever locks leaves nothing.
	stage.post("/lock", &cookie, &format!("csrf={token}"));
	let body = format!("csrf={token}&passphrase={PASSPHRASE}");
	assert_eq!(stage.post("/unlock", &cookie, &body).status, 303);
	assert_eq!(stage.get(&chooser, &cookie).status, 403);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_is_opened_taken_or_led_to() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	let token = stage.csrf(&stage.get("/jobs", &cookie).body);
	let begin = |button: &str| {
		let body = format!("csrf={token}&choose={}", sent(button));
		stage.post("/choose", &cookie, &body)
	};
	for wrong in [
		"",
		"nowhere",
		"welcome-backup",
		"request-download",
		"request-download //evil.example",
	] {
		assert_eq!(begin(wrong).status, 403, "{wrong}");
	}
	let chooser = begin("enrol").header("location").unwrap().to_owned();
	let folder = tempfile::tempdir().unwrap();
	fs::write(folder.path().join("letter.txt"), "").unwrap();
	let here = in_hex(&folder);
	let name = hex::encode("letter.txt");
	for wrong in [
		String::new(),
		format!("&in={here}"),
		format!("&in={here}&take=here"),
		format!("&in={here}&take={}", hex::encode("../letter.txt")),
		format!("&in={here}&take={}", hex::encode("/etc/passwd")),
		format!("&in={here}&open={}", hex::encode("..")),
		format!("&in={here}&take=zz"),
		format!("&in={}&take={name}", hex::encode("relative")),
		format!("&go={}", hex::encode("relative")),
	] {
		let answer = stage.post(&chooser, &cookie, &format!("csrf={token}{wrong}"));
		assert!([403, 422].contains(&answer.status), "{wrong}: {}", answer.status);
	}
	let gone = format!("csrf={token}&in={here}&take={}", hex::encode("gone"));
	let gone = stage.post(&chooser, &cookie, &gone);
	assert!(
		gone.status == 422 && gone.body.contains("does not exist"),
		"{}",
		gone.body
	);
	// The controls: without the token nothing is taken, and with it the file is.
	let take = format!("in={here}&take={name}");
	assert_eq!(stage.post(&chooser, &cookie, &take).status, 403);
	let back = led(&stage, &chooser, &cookie, &format!("csrf={token}&{take}"));
	assert!(
		back.starts_with("/enrol?form=") && back.ends_with("#path"),
		"{back}"
	);
	stage.end().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_chooses_before_anything_is_set_up() {
	let stage = Stage::new().await;
	let cookie = stage.enter();
	let token = stage.csrf(&stage.get("/welcome", &cookie).body);
	let folder = tempfile::tempdir().unwrap();
	let body = format!(
		"csrf={token}&choose=welcome-place&node={}&folder={}",
		sent("ws://127.0.0.1:1"),
		sent(&folder.path().display().to_string())
	);
	let chooser = led(&stage, "/welcome/choose", &cookie, &body);
	let page = stage.get(&chooser, &cookie).body;
	assert!(
		page.contains("Choose a folder") && page.contains(&in_hex(&folder)),
		"{page}"
	);
	let take = format!("csrf={token}&in={}&take=here", in_hex(&folder));
	let back = led(&stage, &chooser, &cookie, &take);
	let (path, _) = back.split_once('#').unwrap();
	let welcome = stage.get(path, &cookie).body;
	for typed in ["ws://127.0.0.1:1", &folder.path().display().to_string()] {
		assert!(
			welcome.contains(&format!("value=\"{typed}\"")),
			"{typed} in {welcome}"
		);
	}
	// Nobody else's fields, and no other way in.
	let other = format!("csrf={token}&choose=enrol");
	assert_eq!(stage.post("/welcome/choose", &cookie, &other).status, 403);
	let settled = stage.post("/choose", &cookie, &other);
	assert_eq!(settled.header("location"), Some("/welcome"));
	stage.end().await.unwrap();
}
