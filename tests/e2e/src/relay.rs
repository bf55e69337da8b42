//! A port of this machine that leads to a node: until it leads nowhere, to another node, or to one whose answers are exchanged.

use crate::node::Node;
use std::{
	io::{Read as _, Write as _},
	net::{Shutdown, TcpListener, TcpStream},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	thread,
};

/// Bytes that are passed on at once.
const PIECE: usize = 64 << 10;

#[derive(Default)]
struct Way {
	to: Option<u16>,
	/// What is put in place of what, in the node's answers.
	exchanged: Option<(Vec<u8>, Vec<u8>)>,
	open: Vec<TcpStream>,
}

/// The relay. It ends with the test's process.
pub struct Relay {
	port: u16,
	way: Arc<Mutex<Way>>,
}

fn held(way: &Mutex<Way>) -> MutexGuard<'_, Way> {
	way.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Relay {
	/// A relay to this node.
	///
	/// # Panics
	/// When this machine has no port.
	pub fn to(node: &Node) -> Self {
		let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("no port: {error}"));
		let address = listener.local_addr();
		let port = address.unwrap_or_else(|error| panic!("no port: {error}")).port();
		let way = Arc::new(Mutex::new(Way {
			to: Some(node.port()),
			..Way::default()
		}));
		let taken = way.clone();
		thread::spawn(move || {
			for browser in listener.incoming().flatten() {
				let to = held(&taken).to;
				// Whoever leads nowhere closes at once, as a node that is away.
				if let Some(node) = to.and_then(|port| TcpStream::connect(("127.0.0.1", port)).ok()) {
					join(&taken, browser, node);
				}
			}
		});
		Self { port, way }
	}

	/// The address that stays the same.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.port)
	}

	/// Leads to this node from now on, or to none; what is open is closed.
	pub fn lead(&self, node: Option<&Node>) {
		let mut way = held(&self.way);
		way.to = node.map(Node::port);
		close(&mut way);
	}

	/// From now on the node's answers have `to` in place of `from`, which is as long; what is open is closed.
	///
	/// # Panics
	/// When they are not as long.
	pub fn exchange(&self, from: &str, to: &str) {
		assert_eq!(from.len(), to.len(), "an answer would change its length");
		let mut way = held(&self.way);
		way.exchanged = Some((from.as_bytes().to_vec(), to.as_bytes().to_vec()));
		close(&mut way);
	}
}

fn close(way: &mut Way) {
	for stream in way.open.drain(..) {
		// Closed by its other side already.
		let _: std::io::Result<()> = stream.shutdown(Shutdown::Both);
	}
}

fn join(way: &Arc<Mutex<Way>>, client: TcpStream, node: TcpStream) {
	let copies = (client.try_clone(), node.try_clone());
	let (Ok(client_reads), Ok(node_reads)) = copies else {
		return;
	};
	let exchanged = held(way).exchanged.clone();
	for stream in [&client, &node] {
		held(way).open.extend(stream.try_clone());
	}
	thread::spawn(move || pass(client_reads, node, None));
	thread::spawn(move || pass(node_reads, client, exchanged));
}

/// Passes on what comes, exchanged. A beginning of what is exchanged waits for the rest of it.
fn pass(mut from: TcpStream, mut to: TcpStream, exchanged: Option<(Vec<u8>, Vec<u8>)>) {
	let mut piece = vec![0; PIECE];
	let mut waiting: Vec<u8> = Vec::new();
	while let Ok(length @ 1..) = from.read(&mut piece) {
		waiting.extend_from_slice(piece.get(..length).unwrap_or_default());
		let keep = exchanged
			.as_ref()
			.map_or(0, |(old, new)| replace(&mut waiting, old, new));
		let rest = waiting.split_off(waiting.len() - keep);
		if to.write_all(&waiting).is_err() {
			break;
		}
		waiting = rest;
	}
	let _: std::io::Result<()> = to.shutdown(Shutdown::Both);
}

/// Replaces in place; gives how many bytes at the end may be the beginning of more.
fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) -> usize {
	let mut at = 0;
	while let Some(found) = bytes.get_mut(at..at + old.len()) {
		if found == old {
			found.copy_from_slice(new);
		}
		at += 1;
	}
	let longest = (1..old.len()).rev();
	let mut begun = longest.filter(|length| old.get(..*length).is_some_and(|begin| bytes.ends_with(begin)));
	begun.next().unwrap_or(0)
}
