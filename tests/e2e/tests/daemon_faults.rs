//! What happens when the Kubo daemon dies, stalls or fills its disk in the middle of a command.

use medquorum_e2e::{Answer, KuboOptions, Moves, Running, Scene, Swarm, Tmpfs, refused};

const MIB: u64 = 1 << 20;
/// More than what a client reads and writes besides the file, and than what lies in buffers on the way.
const MIDDLE: u64 = 24 * MIB;
/// Tries at hitting a command while it moves the file.
const TRIES: usize = 12;

/// Starts a command again and again until `fault` hit it in the middle: it had moved a part of the file, and could not end well.
fn hit(
	scene: &mut Scene,
	moves: Moves,
	start: impl Fn(&Scene) -> Running,
	mut fault: impl FnMut(&mut Scene),
	mut missed: impl FnMut(&mut Scene, &Answer),
) -> Answer {
	for _ in 0..TRIES {
		let mut running = start(scene);
		let in_the_middle = running.has_moved(moves, MIDDLE);
		if in_the_middle {
			fault(scene);
		}
		let answer = running.answer();
		if in_the_middle && answer.code != 0 {
			return answer;
		}
		missed(scene, &answer);
	}
	panic!("the fault never came while the file moved");
}

#[test]
fn killed_daemon_ends_the_command_and_leaves_nothing() {
	let mut scene = Scene::set(Swarm::start(1));
	let source = scene.file("source", 64 * MIB);
	let api = scene.hosts[0].api().to_owned();

	let answer = hit(
		&mut scene,
		Moves::Reads,
		|scene| scene.start_upload(&source),
		|scene| scene.hosts[0].kill(),
		|scene, answer| {
			scene.hosts[0].restart();
			scene.uploaded(answer);
		},
	);
	refused(&answer, &[&api, "the connection broke"]);
	// While it is away, the error says so.
	refused(&scene.start_upload(&source).answer(), &[&api, "ipfs daemon"]);
	scene.hosts[0].restart();
	scene.assert_sound();
	let record = scene.upload(&source);
	scene.assert_sound();

	let id = scene.approved_request(&record.id);
	let answer = hit(
		&mut scene,
		Moves::Writes,
		|scene| scene.start_download(&id),
		|scene| scene.hosts[0].kill(),
		|scene, answer| {
			scene.hosts[0].restart();
			scene.downloaded(answer, &source);
		},
	);
	scene.not_downloaded(&answer, &[&api]);
	scene.not_downloaded(&scene.start_download(&id).answer(), &[&api, "ipfs daemon"]);
	scene.hosts[0].restart();
	scene.assert_sound();
	scene.download(&id, &source);
}

#[test]
fn full_disk_is_named_and_leaves_nothing() {
	let disk = Tmpfs::mount(64);
	let scene = Scene::set(Swarm::start_with(&[KuboOptions {
		folder: Some(disk.path()),
		..KuboOptions::default()
	}]));
	let api = scene.hosts[0].api().to_owned();
	let (large, small) = (scene.file("large", 96 * MIB), scene.file("small", 8 * MIB));
	let words = format!("the disk of the IPFS daemon at {api} is full");
	refused(&scene.start_upload(&large).answer(), &[&words]);
	scene.assert_sound();
	let record = scene.upload(&small);
	scene.assert_sound();
	let id = scene.approved_request(&record.id);
	scene.download(&id, &small);
	// Full again, beside a record.
	refused(&scene.start_upload(&large).answer(), &[&words]);
	scene.assert_sound();
	scene.download(&id, &small);
}

#[test]
fn stalled_daemon_is_named_in_time() {
	let mut scene = Scene::set(Swarm::start(1));
	let (large, small) = (scene.file("large", 64 * MIB), scene.file("small", MIB));
	let api = scene.hosts[0].api().to_owned();
	let record = scene.upload(&large);
	let id = scene.approved_request(&record.id);

	// In mid-download, then before one.
	let answer = hit(
		&mut scene,
		Moves::Writes,
		|scene| scene.start_download(&id),
		|scene| scene.hosts[0].stall(),
		|scene, answer| {
			scene.hosts[0].go_on();
			scene.downloaded(answer, &large);
		},
	);
	let words = [&*api, "did not answer within", "asked to give a block"];
	scene.not_downloaded(&answer, &words);
	scene.not_downloaded(&scene.start_download(&id).answer(), &words);
	scene.hosts[0].go_on();
	scene.assert_sound();
	scene.download(&id, &large);

	// In mid-upload, and at the same time before one: that one sends nothing to a daemon that does not say which one it is.
	let mut before = None;
	let answer = hit(
		&mut scene,
		Moves::Reads,
		|scene| scene.start_upload(&large),
		|scene| {
			scene.hosts[0].stall();
			before = Some(scene.start_upload(&small));
		},
		|scene, answer| {
			scene.hosts[0].go_on();
			scene.uploaded(answer);
		},
	);
	refused(
		&answer,
		&[&api, "did not answer within", "asked to store an object"],
	);
	refused(
		&before.unwrap().answer(),
		&[&api, "did not answer within", "asked to say its id"],
	);
	scene.hosts[0].go_on();
	scene.assert_sound();
	for source in [&small, &large] {
		scene.upload(source);
	}
	scene.assert_sound();
}
