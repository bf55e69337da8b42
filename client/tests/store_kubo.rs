//! The Kubo store against a small daemon that speaks the part of the protocol the client uses, and lies when told to.
//!
//! The real daemon is used in tests/e2e.

#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "helpers of tests may panic as tests do"
)]

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use medquorum_client::store::discard::DiscardStore;
use medquorum_client::store::kubo::{KuboStore, Patience};
use medquorum_client::store::{ByteChannel, LEAF, Store, StoreError};
use medquorum_envelope::{Cid, DagBuilder};

const MIB: u64 = LEAF as u64;

/// What the daemon does wrong.
#[derive(Clone, Copy, PartialEq)]
enum Lie {
	None,
	OtherCid,
	Silence,
	HangUp,
	FullDisk,
	KeepsEverything,
	EndlessBlock,
	/// A stream ends in the middle, as if a block were missing.
	ShortStream,
	/// A stream stops in the middle.
	StuckStream,
	/// Pinning goes on and on without getting further.
	StuckPin,
	/// Pinning ends without a result.
	BrokenPin,
	/// Blocks are gone when they should be pinned.
	Forgets,
}

struct Daemon {
	blocks: HashMap<String, Vec<u8>>,
	/// Whole objects, for streams.
	files: HashMap<String, Vec<u8>>,
	pins: HashSet<String>,
	lie: Lie,
	/// Uploads that broke off.
	aborted: usize,
	collections: usize,
	peers: bool,
	/// Blocks that were asked of peers.
	peers_asked: usize,
}

type Shared = Arc<Mutex<Daemon>>;

fn start() -> (KuboStore, Shared) {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	let daemon = Daemon {
		blocks: HashMap::new(),
		files: HashMap::new(),
		pins: HashSet::new(),
		lie: Lie::None,
		aborted: 0,
		collections: 0,
		peers: false,
		peers_asked: 0,
	};
	let shared = Arc::new(Mutex::new(daemon));
	let state = Arc::clone(&shared);
	std::thread::spawn(move || {
		for stream in listener.incoming() {
			let state = Arc::clone(&state);
			// A client that hangs up is no error of the daemon.
			std::thread::spawn(move || serve(stream.unwrap(), &state).ok());
		}
	});
	let half = Duration::from_millis(500);
	let patience = Patience {
		answer: half,
		peers: half,
		progress: half,
		collection: half,
	};
	(KuboStore::with_patience(&url, patience).unwrap(), shared)
}

fn serve(stream: TcpStream, state: &Shared) -> io::Result<()> {
	let mut reader = BufReader::new(stream.try_clone()?);
	let mut line = String::new();
	reader.read_line(&mut line)?;
	let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
	let mut chunked = false;
	loop {
		line.clear();
		reader.read_line(&mut line)?;
		if line == "\r\n" {
			break;
		}
		chunked |= line.to_lowercase().starts_with("transfer-encoding: chunked");
	}
	if state.lock().unwrap().lie == Lie::HangUp {
		return Ok(());
	}
	let body = match if chunked {
		read_chunks(&mut reader)
	} else {
		Ok(Vec::new())
	} {
		Ok(body) => body,
		Err(error) => {
			state.lock().unwrap().aborted += 1;
			return Err(error);
		}
	};
	if state.lock().unwrap().lie == Lie::Silence {
		std::thread::sleep(Duration::from_secs(20));
		return Ok(());
	}
	let (path, query) = target.split_once('?').unwrap_or((&target, ""));
	let query: HashMap<_, _> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
	let mut stream = stream;
	if path == "/api/v0/block/get" && state.lock().unwrap().lie == Lie::EndlessBlock {
		write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
		loop {
			stream.write_all(&[0; 65_536])?;
		}
	}
	let lie = state.lock().unwrap().lie;
	if path == "/api/v0/pin/add" && query["progress"] == "true" && lie == Lie::StuckPin {
		write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
		loop {
			stream.write_all(b"{\"Progress\":3}\n")?;
			std::thread::sleep(Duration::from_millis(50));
		}
	}
	let (status, answer) = match state.lock().unwrap().answer(path, &query, &body) {
		Ok(answer) => ("200 OK", answer),
		Err(message) => (
			"500 Internal Server Error",
			format!(r#"{{"Message":"{message}","Code":0,"Type":"error"}}"#).into(),
		),
	};
	if path == "/api/v0/cat" && lie == Lie::StuckStream {
		let half = &answer[..answer.len() / 2];
		write!(
			stream,
			"HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n",
			answer.len()
		)?;
		stream.write_all(half)?;
		std::thread::sleep(Duration::from_secs(20));
		return Ok(());
	}
	write!(
		stream,
		"HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
		answer.len()
	)?;
	stream.write_all(&answer)
}

fn read_chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
	let mut body = Vec::new();
	loop {
		let mut line = String::new();
		reader.read_line(&mut line)?;
		let length = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
		let start = body.len();
		body.resize(start + length, 0);
		reader.read_exact(&mut body[start..])?;
		reader.read_exact(&mut [0; 2])?;
		if length == 0 {
			return Ok(body);
		}
	}
}

impl Daemon {
	fn answer(&mut self, path: &str, query: &HashMap<&str, &str>, body: &[u8]) -> Result<Vec<u8>, String> {
		let arg = query.get("arg").copied().unwrap_or_default().to_owned();
		let absent = || format!("block was not found locally (offline): ipld: could not find {arg}");
		match path.trim_start_matches("/api/v0") {
			"/version" => {
				Ok(br#"{"Version":"0.43.0","Commit":"","Repo":"18","System":"","Golang":""}"#.to_vec())
			}
			"/add" => self.add(query, body),
			"/block/get" => {
				assert!(query.contains_key("timeout"), "a missing block would hang");
				self.peers_asked += usize::from(query["offline"] == "false");
				self.blocks.get(&arg).cloned().ok_or_else(absent)
			}
			"/block/stat" => {
				assert_eq!(query["offline"], "true");
				let block = self.blocks.get(&arg).ok_or_else(absent)?;
				Ok(format!(r#"{{"Key":"{arg}","Size":{}}}"#, block.len()).into())
			}
			"/swarm/peers" => Ok(if self.peers {
				r#"{"Peers":[{"Peer":"x"}]}"#
			} else {
				r#"{"Peers":null}"#
			}
			.into()),
			"/cat" => {
				assert_eq!(query["offline"], "true", "there are no peers");
				let number = |key| query[key].parse::<usize>().unwrap();
				let (from, length) = (number("offset"), number("length"));
				let file = self.files.get(&arg).ok_or_else(absent)?;
				let length = if self.lie == Lie::ShortStream {
					length / 2
				} else {
					length
				};
				Ok(file[from..from + length].to_vec())
			}
			"/block/put" => {
				assert_eq!((query["mhtype"], query["pin"]), ("sha2-256", "false"));
				let block = part(body).to_vec();
				let cid = match query["cid-codec"] {
					"raw" => Cid::of_raw(&block),
					other => {
						assert_eq!(other, "dag-pb");
						Cid::of_dag_pb(&block)
					}
				};
				let cid = if self.lie == Lie::OtherCid {
					Cid::of_raw(b"other")
				} else {
					cid
				}
				.to_string();
				let answer = format!("{{\"Key\":\"{cid}\",\"Size\":{}}}\n", block.len());
				self.blocks.insert(cid, block);
				Ok(answer.into())
			}
			"/pin/add" if self.lie == Lie::BrokenPin && query["progress"] == "true" => {
				Ok(b"{\"Progress\":1}\n".to_vec())
			}
			"/pin/add" if self.lie == Lie::BrokenPin => Err("merkledag: something is odd".into()),
			"/pin/add" if self.lie == Lie::Forgets || !self.blocks.contains_key(&arg) => Err(absent()),
			"/pin/add" => {
				self.pins.insert(arg.clone());
				Ok(format!("{{\"Progress\":1}}\n{{\"Pins\":[\"{arg}\"]}}\n").into())
			}
			"/pin/ls" if self.pins.contains(&arg) => {
				Ok(format!(r#"{{"Keys":{{"{arg}":{{"Type":"{}"}}}}}}"#, query["type"]).into())
			}
			"/pin/ls" => Err(format!("path '/ipfs/{arg}' is not pinned")),
			"/pin/rm" if self.pins.remove(&arg) => Ok(format!(r#"{{"Pins":["{arg}"]}}"#).into()),
			"/pin/rm" => Err("not pinned or pinned indirectly".into()),
			"/repo/gc" => {
				self.collections += 1;
				if self.pins.is_empty() && self.lie != Lie::KeepsEverything {
					self.blocks.clear();
					self.files.clear();
				}
				Ok(Vec::new())
			}
			other => Err(format!("unexpected {other}")),
		}
	}

	fn add(&mut self, query: &HashMap<&str, &str>, body: &[u8]) -> Result<Vec<u8>, String> {
		for (key, value) in [
			("chunker", "size-1048576"),
			("cid-version", "1"),
			("raw-leaves", "true"),
			("pin", "true"),
		] {
			assert_eq!(query[key], value);
		}
		if self.lie == Lie::FullDisk {
			return Err("write /data: no space left on device".into());
		}
		let content = part(body);
		let mut tree = DagBuilder::new();
		let blocks = &mut self.blocks;
		let mut emit = |cid: &Cid, node: &[u8]| {
			blocks.insert(cid.to_string(), node.to_vec());
		};
		for leaf in content.chunks(LEAF) {
			let cid = Cid::of_raw(leaf);
			emit(&cid, leaf);
			tree.push_leaf(cid.digest(), leaf.len() as u64, &mut emit);
		}
		if content.is_empty() {
			emit(&Cid::of_raw(b""), b"");
		}
		let (root, _) = tree.finish(&mut emit);
		let root = if self.lie == Lie::OtherCid {
			Cid::of_raw(b"other")
		} else {
			root
		}
		.to_string();
		self.pins.insert(root.clone());
		self.files.insert(root.clone(), content.to_vec());
		Ok(format!(
			"{{\"Name\":\"x\",\"Hash\":\"{root}\",\"Size\":\"{}\"}}\n",
			content.len()
		)
		.into())
	}
}

/// The one part of a form.
fn part(body: &[u8]) -> &[u8] {
	let find = |needle: &[u8]| {
		body.windows(needle.len())
			.position(|window| window == needle)
			.unwrap()
	};
	let boundary = &body[..find(b"\r\n")];
	&body[find(b"\r\n\r\n") + 4..body.len() - boundary.len() - 6]
}

fn content(len: u64) -> Vec<u8> {
	(0..len)
		.map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8)
		.collect()
}

async fn put(store: &dyn Store, len: u64) -> Result<Cid, StoreError> {
	store.put(Box::new(io::Cursor::new(content(len)))).await
}

async fn read(
	store: &dyn Store,
	cid: &Cid,
	range: Option<std::ops::Range<u64>>,
) -> Result<Vec<u8>, StoreError> {
	collect(store.get(cid, range).await?).await
}

async fn read_verified(
	store: &dyn Store,
	cid: &Cid,
	range: Option<std::ops::Range<u64>>,
) -> Result<Vec<u8>, StoreError> {
	collect(store.get_verified(cid, range).await?).await
}

async fn collect(mut chunks: ByteChannel) -> Result<Vec<u8>, StoreError> {
	let mut out = Vec::new();
	while let Some(chunk) = chunks.recv().await {
		out.extend_from_slice(&chunk?);
	}
	Ok(out)
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_of_every_size_come_back_whole() {
	let (store, _) = start();
	for len in [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 17] {
		let cid = put(&store, len).await.unwrap();
		assert_eq!(put(&DiscardStore::new(), len).await.unwrap(), cid);
		assert!(store.contains(&cid).await.unwrap());
		assert!(read(&store, &cid, None).await.unwrap() == content(len), "{len}");
	}
	assert_eq!(store.version().await.unwrap(), "0.43.0");
}

#[tokio::test(flavor = "multi_thread")]
async fn ranges_are_slices_of_the_whole() {
	let (store, _) = start();
	let len = 3 * MIB + 5;
	let (cid, whole) = (put(&store, len).await.unwrap(), content(len));
	for (from, to) in [
		(0, 0),
		(0, 1),
		(5, MIB),
		(MIB - 1, MIB + 1),
		(MIB, 2 * MIB),
		(len - 1, len),
		(0, len),
	] {
		let slice = &whole[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
		assert!(
			read(&store, &cid, Some(from..to)).await.unwrap() == slice,
			"{from}..{to}"
		);
	}
	assert!(matches!(
		read(&store, &cid, Some(0..len + 1)).await,
		Err(StoreError::Truncated { .. })
	));
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_object_is_gone() {
	let (store, daemon) = start();
	let cid = put(&store, 2 * MIB).await.unwrap();
	store.remove(&cid).await.unwrap();
	assert!(daemon.lock().unwrap().blocks.is_empty());
	assert!(!store.contains(&cid).await.unwrap());
	assert!(matches!(
		store.remove(&cid).await,
		Err(StoreError::Missing { .. })
	));
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Missing { .. })
	));

	assert_eq!(daemon.lock().unwrap().peers_asked, 0);
	daemon.lock().unwrap().peers = true;
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Missing { .. })
	));
	assert_eq!(daemon.lock().unwrap().peers_asked, 1);

	let kept = put(&store, 1).await.unwrap();
	daemon.lock().unwrap().lie = Lie::KeepsEverything;
	assert!(matches!(
		store.remove(&kept).await,
		Err(StoreError::StillThere { .. })
	));
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_blocks_are_named() {
	let (store, daemon) = start();
	let cid = put(&store, 3 * MIB).await.unwrap();
	let leaf = Cid::of_raw(&content(2 * MIB)[LEAF..]).to_string();
	let sound = daemon.lock().unwrap().blocks[&leaf].clone();
	let set = |block: Vec<u8>| daemon.lock().unwrap().blocks.insert(leaf.clone(), block);

	let mut altered = sound.clone();
	altered[5] ^= 1;
	set(altered);
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
	assert!(matches!(
		read_verified(&store, &cid, Some(MIB..MIB + 1)).await,
		Err(StoreError::Altered { .. })
	));
	assert_eq!(
		read_verified(&store, &cid, Some(0..MIB)).await.unwrap().len(),
		LEAF
	);
	set(sound[..100].to_vec());
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Truncated { .. })
	));
	daemon.lock().unwrap().blocks.remove(&leaf);
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Incomplete { .. })
	));
	set(sound);
	assert_eq!(
		read_verified(&store, &cid, None).await.unwrap().len() as u64,
		3 * MIB
	);
	daemon
		.lock()
		.unwrap()
		.blocks
		.insert(cid.to_string(), b"no tree".to_vec());
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
	daemon.lock().unwrap().lie = Lie::EndlessBlock;
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
}

#[tokio::test(flavor = "multi_thread")]
async fn daemon_that_cuts_otherwise_is_told_which_option() {
	let (store, daemon) = start();
	daemon.lock().unwrap().lie = Lie::OtherCid;
	let error = put(&store, 10).await.unwrap_err();
	assert!(matches!(error, StoreError::CidMismatch { .. }));
	assert!(error.to_string().contains("Import.UnixFSFileMaxLinks"));
	assert!(daemon.lock().unwrap().pins.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_daemon_is_not_waited_for() {
	let (store, daemon) = start();
	let cid = put(&store, 10).await.unwrap();
	daemon.lock().unwrap().lie = Lie::Silence;
	let start = Instant::now();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::TimedOut { .. })
	));
	assert!(matches!(
		store.contains(&cid).await,
		Err(StoreError::TimedOut { .. })
	));
	assert!(matches!(
		store.remove(&cid).await,
		Err(StoreError::TimedOut { .. })
	));
	assert!(matches!(put(&store, 10).await, Err(StoreError::TimedOut { .. })));
	assert!(start.elapsed() < Duration::from_secs(8));
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_daemon_is_named_with_its_address() {
	let port = TcpListener::bind("127.0.0.1:0")
		.unwrap()
		.local_addr()
		.unwrap()
		.port();
	let store = KuboStore::new(&format!("http://127.0.0.1:{port}/")).unwrap();
	let cid = Cid::of_raw(b"x");
	for error in [
		put(&store, MIB * 3).await.map(|_| ()).unwrap_err(),
		read(&store, &cid, None).await.map(|_| ()).unwrap_err(),
		store.remove(&cid).await.unwrap_err(),
		store.contains(&cid).await.map(|_| ()).unwrap_err(),
	] {
		assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
		assert!(error.to_string().contains(&port.to_string()) && error.to_string().contains("ipfs daemon"));
	}
	let (store, daemon) = start();
	daemon.lock().unwrap().lie = Lie::HangUp;
	assert!(matches!(
		put(&store, MIB * 3).await,
		Err(StoreError::Unreachable { .. })
	));
	for bad in [
		"",
		"127.0.0.1:5001",
		"https://",
		"http://",
		"http://:5001",
		"ws://x",
		"http://a b",
		"http://a/b",
	] {
		assert!(
			matches!(KuboStore::new(bad), Err(StoreError::BadAddress(_))),
			"{bad}"
		);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn full_disk_of_the_daemon_is_named() {
	let (store, daemon) = start();
	daemon.lock().unwrap().lie = Lie::FullDisk;
	assert!(matches!(put(&store, MIB).await, Err(StoreError::Full { .. })));
}

/// Waits until the daemon has noticed that an upload broke off and has collected what it left.
async fn cleaned(daemon: &Shared) {
	for _ in 0..200 {
		let (aborted, collections) = {
			let daemon = daemon.lock().unwrap();
			(daemon.aborted, daemon.collections)
		};
		if aborted == 1 && collections == 1 {
			return;
		}
		tokio::time::sleep(Duration::from_millis(20)).await;
	}
	panic!("the daemon was not asked to clean up");
}

#[tokio::test(flavor = "multi_thread")]
async fn unreadable_source_breaks_the_upload_off() {
	let content = io::Cursor::new(content(3 * MIB)).chain(Broken);
	struct Broken;
	impl Read for Broken {
		fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
			Err(io::Error::other("gone"))
		}
	}
	let (store, daemon) = start();
	let failed = store.put(Box::new(content)).await;
	assert!(matches!(failed, Err(StoreError::Source(_))), "{failed:?}");
	cleaned(&daemon).await;
	assert!(daemon.lock().unwrap().pins.is_empty());
	// There is nothing left to do.
	store.settle().await.unwrap();
	assert_eq!(daemon.lock().unwrap().collections, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_upload_is_broken_off() {
	struct Slow;
	impl Read for Slow {
		fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
			std::thread::sleep(Duration::from_millis(2));
			let len = buf.len().min(100_000);
			buf[..len].fill(1);
			Ok(len)
		}
	}
	let (store, daemon) = start();
	let put = store.put(Box::new(Slow));
	assert!(
		tokio::time::timeout(Duration::from_millis(300), put)
			.await
			.is_err()
	);
	assert_eq!(daemon.lock().unwrap().collections, 0);
	store.settle().await.unwrap();
	assert_eq!(daemon.lock().unwrap().collections, 1, "gone when this returns");
	cleaned(&daemon).await;
	assert!(daemon.lock().unwrap().pins.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn stream_that_ends_early_is_completed_block_by_block() {
	let (store, daemon) = start();
	let len = 3 * MIB + 5;
	let cid = put(&store, len).await.unwrap();
	daemon.lock().unwrap().lie = Lie::ShortStream;
	assert!(read(&store, &cid, None).await.unwrap() == content(len));
	let (from, to) = (MIB + 3, 3 * MIB + 1);
	let slice = &content(len)[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
	assert!(read(&store, &cid, Some(from..to)).await.unwrap() == slice);
	// The rest is what names the block.
	let last = Cid::of_raw(&content(len)[3 << 20..]);
	daemon.lock().unwrap().blocks.remove(&last.to_string());
	let error = read(&store, &cid, None).await.unwrap_err();
	assert!(
		matches!(error, StoreError::Incomplete { block, .. } if block == last),
		"{error:?}"
	);
	daemon.lock().unwrap().lie = Lie::StuckStream;
	let error = read(&store, &cid, None).await.unwrap_err();
	assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn resume_sends_the_blocks_that_are_not_there() {
	let (store, daemon) = start();
	let len = 3 * MIB + 5;
	let source = || Box::new(io::Cursor::new(content(len)));
	let cid = put(&DiscardStore::new(), len).await.unwrap();
	let resumed = store.resume(source()).await.unwrap();
	assert_eq!((resumed.cid, resumed.sent), (cid, len));
	assert!(read_verified(&store, &cid, None).await.unwrap() == content(len));
	assert!(daemon.lock().unwrap().pins.contains(&cid.to_string()));
	assert_eq!(store.resume(source()).await.unwrap().sent, 0);

	let second = Cid::of_raw(&content(2 * MIB)[LEAF..]).to_string();
	for gone in [second, cid.to_string()] {
		let mut daemon = daemon.lock().unwrap();
		daemon.pins.clear();
		daemon.blocks.remove(&gone);
	}
	assert_eq!(store.resume(source()).await.unwrap().sent, MIB);
	assert!(read_verified(&store, &cid, None).await.unwrap() == content(len));

	daemon.lock().unwrap().lie = Lie::Forgets;
	let error = store.resume(source()).await.unwrap_err();
	assert!(
		matches!(&error, StoreError::Refused { reason, .. } if reason.contains("lost blocks")),
		"{error:?}"
	);
	assert_eq!(daemon.lock().unwrap().collections, 0, "what is there stays");
	let mut broken = daemon.lock().unwrap();
	broken.lie = Lie::OtherCid;
	broken.blocks.clear();
	drop(broken);
	let error = store.resume(source()).await.unwrap_err();
	assert!(matches!(error, StoreError::CidMismatch { .. }), "{error:?}");
	daemon.lock().unwrap().lie = Lie::Silence;
	let error = store.resume(source()).await.unwrap_err();
	assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pin_is_followed_to_its_end() {
	let (store, daemon) = start();
	let cid = put(&store, 2 * MIB).await.unwrap();
	assert!(store.pinned(&cid).await.unwrap());
	daemon.lock().unwrap().pins.clear();
	assert!(!store.pinned(&cid).await.unwrap());
	daemon.lock().unwrap().lie = Lie::StuckPin;
	let error = store.pin(&cid).await.unwrap_err();
	assert!(matches!(error, StoreError::NotFetched { .. }), "{error:?}");
	assert!(error.to_string().contains(store.host()), "{error}");
	daemon.lock().unwrap().lie = Lie::BrokenPin;
	let error = store.pin(&cid).await.unwrap_err();
	assert!(
		matches!(&error, StoreError::Refused { reason, .. } if reason.contains("something is odd")),
		"{error:?}"
	);
	daemon.lock().unwrap().lie = Lie::Silence;
	let error = store.pin(&cid).await.unwrap_err();
	assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
	daemon.lock().unwrap().lie = Lie::None;
	store.pin(&cid).await.unwrap();
	assert!(store.pinned(&cid).await.unwrap());
	let error = store.pin(&Cid::of_raw(b"absent")).await.unwrap_err();
	assert!(matches!(error, StoreError::NotFetched { .. }), "{error:?}");
}
