//! A small daemon that speaks the part of Kubo's protocol the client uses, and lies when told to.

use std::{
	collections::{HashMap, HashSet},
	io::{self, BufRead, BufReader, Write},
	net::{TcpListener, TcpStream},
	sync::{Arc, Mutex},
	time::Duration,
};

use medquorum_envelope::{Cid, DagBuilder};
use medquorum_store::{
	LEAF,
	kubo::{KuboStore, Patience},
};

/// What the daemon does wrong.
#[derive(Clone, Copy, PartialEq)]
pub enum Lie {
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
	/// Pinning continues for ever without getting further.
	StuckPin,
	/// Pinning ends without a result.
	BrokenPin,
	/// Blocks are gone when they should be pinned.
	Forgets,
}

pub struct Daemon {
	pub blocks: HashMap<String, Vec<u8>>,
	/// Whole objects, for streams.
	pub files: HashMap<String, Vec<u8>>,
	pub pins: HashSet<String>,
	pub lie: Lie,
	/// Uploads that broke off.
	pub aborted: usize,
	pub collections: usize,
	pub peers: bool,
	/// Blocks that were asked of peers.
	pub peers_asked: usize,
	/// Its id, which comes with its repository.
	pub id: String,
}

pub type Shared = Arc<Mutex<Daemon>>;

pub fn start() -> (KuboStore, Shared) {
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
		id: "12D3KooWone".to_owned(),
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

/// The path and query of a request, and whether a body follows in chunks.
fn read_head(reader: &mut impl BufRead) -> io::Result<(String, bool)> {
	let mut line = String::new();
	reader.read_line(&mut line)?;
	let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
	let mut chunked = false;
	loop {
		line.clear();
		reader.read_line(&mut line)?;
		if line == "\r\n" {
			return Ok((target, chunked));
		}
		chunked |= line.to_lowercase().starts_with("transfer-encoding: chunked");
	}
}

fn serve(stream: TcpStream, state: &Shared) -> io::Result<()> {
	let mut reader = BufReader::new(stream.try_clone()?);
	let (target, chunked) = read_head(&mut reader)?;
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
	let lie = state.lock().unwrap().lie;
	if path == "/api/v0/block/get" && lie == Lie::EndlessBlock {
		return write_for_ever(stream, &[0; 65_536], Duration::ZERO);
	}
	if path == "/api/v0/pin/add" && query["progress"] == "true" && lie == Lie::StuckPin {
		return write_for_ever(stream, b"{\"Progress\":3}\n", Duration::from_millis(50));
	}
	let answer = state.lock().unwrap().answer(path, &query, &body);
	write_answer(stream, answer, path == "/api/v0/cat" && lie == Lie::StuckStream)
}

fn write_for_ever(mut stream: TcpStream, bytes: &[u8], pause: Duration) -> io::Result<()> {
	write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
	loop {
		stream.write_all(bytes)?;
		std::thread::sleep(pause);
	}
}

fn write_answer(mut stream: TcpStream, answer: Result<Vec<u8>, String>, stuck: bool) -> io::Result<()> {
	let (status, answer) = match answer {
		Ok(answer) => ("200 OK", answer),
		Err(message) => (
			"500 Internal Server Error",
			format!(r#"{{"Message":"{message}","Code":0,"Type":"error"}}"#).into(),
		),
	};
	let length = answer.len();
	if stuck {
		write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n")?;
		stream.write_all(&answer[..length / 2])?;
		std::thread::sleep(Duration::from_secs(20));
		return Ok(());
	}
	write!(
		stream,
		"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
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
			"/id" => Ok(format!(r#"{{"ID":"{}","Addresses":[]}}"#, self.id).into()),
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
			"/cat" => self.cat(query, &arg).ok_or_else(absent),
			"/block/put" => Ok(self.block_put(query, body)),
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

	fn cat(&self, query: &HashMap<&str, &str>, arg: &str) -> Option<Vec<u8>> {
		assert_eq!(query["offline"], "true", "there are no peers");
		let number = |key| query[key].parse::<usize>().unwrap();
		let (from, length) = (number("offset"), number("length"));
		let file = self.files.get(arg)?;
		let length = if self.lie == Lie::ShortStream {
			length / 2
		} else {
			length
		};
		Some(file[from..from + length].to_vec())
	}

	fn block_put(&mut self, query: &HashMap<&str, &str>, body: &[u8]) -> Vec<u8> {
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
		answer.into()
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
