//! Uploads and downloads whose process is killed at random moments, over the real daemon: they resume, and nothing is left lying about.

use medquorum_e2e::{Moves, Running, Scene, Swarm, TlsFront, Tmpfs, holding_marker};
use std::{
	fs,
	hash::{BuildHasher, Hasher, RandomState},
	path::{Path, PathBuf},
	process::Command,
};

const SIZE: u64 = 96 << 20;

/// A random number below `end`, from a seed that is printed: xorshift64.
struct Random(u64);

impl Random {
	fn new() -> Self {
		let seed = RandomState::new().build_hasher().finish() | 1;
		println!("moments are drawn from the seed {seed}");
		Self(seed)
	}

	fn below(&mut self, end: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		self.0 % end
	}
}

/// Files of these names in a folder of a home.
fn kept(home: &Path, folder: &str, end: &str) -> Vec<PathBuf> {
	let entries = fs::read_dir(home.join(folder)).into_iter().flatten();
	entries
		.map(|entry| entry.unwrap().path())
		.filter(|path| path.extension().is_some_and(|found| found == end))
		.collect()
}

fn assert_no_plaintext(scene: &Scene) {
	let homes = ["One", "Ferdie"].map(|name| scene.person(name).home().to_owned());
	let found = holding_marker(&[homes.to_vec(), vec![scene.hosts[0].repo()]].concat());
	assert!(found.is_empty(), "plaintext in {found}");
}

#[test]
fn killed_uploads_go_on_with_what_the_daemon_has() {
	let scene = Scene::set(Swarm::start(1));
	let source = scene.file("scan", SIZE);
	let home = scene.person("One").home().to_owned();
	let mut random = Random::new();
	let (mut went_on, mut spared) = (0, 0);
	for round in 0..24 {
		if round >= 5 && spared > 0 {
			break;
		}
		let mut running = scene.start_upload(&source);
		// The file is read once, and its ciphertext once: what is moved in all is a little more than twice its length.
		let moment = random.below(SIZE * 19 / 10);
		if !running.has_moved(Moves::Reads, moment) {
			scene.uploaded(&running.answer());
			continue;
		}
		drop(running);
		assert_no_plaintext(&scene);
		let complete = !kept(&home, "uploads", "json").is_empty();
		let answer = scene.start_upload(&source).answer();
		scene.uploaded(&answer);
		let reused = answer.json()["reused"].as_u64();
		println!(
			"killed after {} MiB: {reused:?} bytes not sent again",
			moment >> 20
		);
		assert_eq!(reused.is_some(), complete, "{}", answer.stderr);
		went_on += u32::from(complete);
		spared += u32::from(reused > Some(0));
		assert!(kept(&home, "uploads", "ct").is_empty());
	}
	assert!(went_on > 0 && spared > 0, "no kill left anything to resume");
	scene.assert_sound();
}

#[test]
fn file_that_changed_after_the_kill_starts_anew() {
	let scene = Scene::set(Swarm::start(1));
	let source = scene.file("scan", SIZE);
	let home = scene.person("One").home().to_owned();
	let killed = (0..24).any(|_| {
		let mut running = scene.start_upload(&source);
		// Sealing is over when all of the file is read; sending is not.
		if !running.has_moved(Moves::Reads, SIZE * 14 / 10) {
			scene.uploaded(&running.answer());
			return false;
		}
		drop(running);
		!kept(&home, "uploads", "json").is_empty()
	});
	assert!(killed, "no kill left a complete upload");
	let mut content = fs::read(&source).unwrap();
	content.reverse();
	fs::write(&source, content).unwrap();
	let answer = scene.start_upload(&source).answer();
	let record = scene.uploaded(&answer);
	assert!(answer.json()["reused"].is_null(), "{}", answer.stdout);
	assert!(kept(&home, "uploads", "ct").is_empty());
	let id = scene.approved_request(&record.id);
	scene.download(&id, &source);
	scene.assert_sound();
}

#[test]
fn upload_without_room_for_its_sealed_copy_says_so_and_succeeds() {
	// Room for the copy alone, and none to be left free beside it.
	let disk = Tmpfs::mount(u32::try_from(SIZE >> 20).unwrap() + 16);
	let mut scene = Scene::set(Swarm::start(1));
	let one = scene
		.people_mut()
		.iter_mut()
		.find(|person| person.name() == "One");
	one.unwrap().move_home(&disk.path());
	let source = scene.file("scan", SIZE);
	let said = scene
		.person("One")
		.run(&["upload", &source, "--patient", "//Eve"]);
	let words = "to spare: if this upload is killed, it starts from the beginning";
	assert!(said.stderr.contains(words), "{}", said.stderr);
	assert!(kept(scene.person("One").home(), "uploads", "ct").is_empty());
	let records = scene.person("Eve").run(&["records", "--json"]).json();
	let record = records[0]["record_id"].as_str().unwrap().to_owned();
	let id = scene.approved_request(&record);
	scene.download(&id, &source);
	for who in ["Eve", "One"] {
		scene.person(who).run(&["erase", &record]);
	}
	scene.assert_sound();
}

/// The requester's client reaches the daemon as one of another machine: by TLS.
fn far_download(scene: &Scene, front: &TlsFront, id: &str) -> Command {
	let target = scene.target().display().to_string();
	let arguments = ["download", id, "-o", target.as_str(), "--keep-request"];
	let mut command = scene.person("Ferdie").command(&arguments);
	command.env("SSL_CERT_FILE", front.authority());
	command
}

#[test]
fn killed_downloads_from_another_machine_go_on_and_leave_no_plaintext() {
	let scene = Scene::set(Swarm::start(1));
	let source = scene.file("scan", SIZE);
	let record = scene.upload(&source);
	let id = scene.approved_request(&record.id);
	let front = TlsFront::start(scene.hosts[0].api());
	let home = scene.person("Ferdie").home().to_owned();
	let config = home.join("config.json");
	let settings = fs::read_to_string(&config).unwrap();
	assert!(settings.contains(scene.hosts[0].api()));
	fs::write(&config, settings.replace(scene.hosts[0].api(), &front.url())).unwrap();
	let mut random = Random::new();
	let mut went_on = 0;
	for round in 0..16 {
		if round >= 4 && went_on > 0 {
			break;
		}
		let before: u64 = kept_bytes(&home);
		let mut running = Running::start(far_download(&scene, &front, &id));
		// Every byte is written twice: to the file, and beside it as ciphertext.
		let moment = random.below(SIZE * 18 / 10);
		if !running.has_moved(Moves::Writes, moment) {
			scene.downloaded(&running.answer(), &source);
			continue;
		}
		drop(running);
		assert!(!scene.target().exists());
		assert_no_plaintext(&scene);
		let after = kept_bytes(&home);
		println!(
			"killed after {} MiB: {after} bytes kept, {before} before",
			moment >> 20
		);
		// Checking may have cut off the last, incomplete segment.
		assert!(after + (1 << 20) >= before);
		went_on += u32::from(after > 1 << 20);
	}
	assert!(went_on > 0, "no kill left anything to resume");
	scene.downloaded(
		&Running::start(far_download(&scene, &front, &id)).answer(),
		&source,
	);
	assert_eq!(kept_bytes(&home), 0);
	scene.assert_sound();
}

fn kept_bytes(home: &Path) -> u64 {
	let parts = kept(home, "downloads", "part");
	parts.iter().map(|path| fs::metadata(path).unwrap().len()).sum()
}
