//! Which hosts are asked, what happens when one fails, and that a put that fails leaves nothing. The hosts are in memory; the
//! real daemons are in tests/e2e/tests/hosts.rs.

use std::{
	collections::{HashMap, HashSet},
	io::Cursor,
};

use super::*;
use crate::{put_whole, read_leaf};
use medquorum_core::advice::in_one_line;

/// What a host does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Fault {
	/// Nobody answers.
	Down,
	/// It cannot fetch what it should pin.
	Stuck,
	/// It cannot be reached any more once it was asked to pin, and has begun.
	Dies,
	/// It lets go of nothing.
	Keeps,
}

#[derive(Default)]
struct Swarm {
	/// Objects by host; the second says whether they are pinned.
	objects: HashMap<(&'static str, Cid), (Vec<u8>, bool)>,
	/// Pins whose object is lost.
	bare: HashSet<(&'static str, Cid)>,
	faults: HashMap<&'static str, Fault>,
	pins_asked: Vec<&'static str>,
}

#[derive(Clone)]
struct Daemon {
	name: &'static str,
	swarm: Arc<Mutex<Swarm>>,
}

impl Daemon {
	fn with<T>(&self, look: impl FnOnce(&mut Swarm) -> T) -> T {
		look(&mut self.swarm.lock().unwrap())
	}

	fn fault(&self) -> Option<Fault> {
		self.with(|swarm| swarm.faults.get(self.name).copied())
	}

	fn up(&self) -> Result<(), StoreError> {
		match self.fault() {
			Some(Fault::Down) => Err(StoreError::Unreachable {
				store: self.name(),
				host: self.name.to_owned(),
				hint: "it was told not to answer",
				source: None,
			}),
			_ => Ok(()),
		}
	}

	fn missing(&self, cid: &Cid) -> StoreError {
		StoreError::Missing {
			store: self.name(),
			cid: *cid,
		}
	}

	fn pin_now(&self, cid: &Cid) -> Result<(), StoreError> {
		self.up()?;
		let (fault, name) = (self.fault(), self.name);
		self.with(|swarm| swarm.pins_asked.push(name));
		if fault == Some(Fault::Dies) {
			self.with(|swarm| swarm.faults.insert(name, Fault::Down));
			return self.up();
		}
		let found = self.with(|swarm| {
			let mut objects = swarm.objects.iter();
			let found = objects
				.find(|((host, object), _)| object == cid && swarm.faults.get(host) != Some(&Fault::Down));
			found.map(|(_, (content, _))| content.clone())
		});
		let Some(content) = found.filter(|_| fault != Some(Fault::Stuck)) else {
			return Err(StoreError::NotFetched {
				store: self.name(),
				cid: *cid,
				seconds: 1,
			});
		};
		self.with(|swarm| swarm.objects.insert((name, *cid), (content, true)));
		Ok(())
	}
}

impl Pinning for Daemon {
	fn pin(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
			// Others get a turn in between.
			tokio::task::yield_now().await;
			self.pin_now(&cid)
		}
		.boxed()
	}

	fn pinned(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let at = (self.name, *cid);
		async move {
			self.up()?;
			Ok(self.with(|swarm| {
				swarm.bare.contains(&at) || swarm.objects.get(&at).is_some_and(|(_, pinned)| *pinned)
			}))
		}
		.boxed()
	}
}

impl Store for Daemon {
	fn put(&self, mut content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			self.up()?;
			let content = read_leaf(&mut *content)?;
			let cid = Cid::of_raw(&content);
			self.with(|swarm| swarm.objects.insert((self.name, cid), (content, true)));
			Ok(cid)
		}
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		put_whole(self, content)
	}

	fn get(&self, cid: &Cid, _: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move {
			self.up()?;
			let found = self.with(|swarm| swarm.objects.get(&(self.name, cid)).cloned());
			let (content, _) = found.ok_or_else(|| self.missing(&cid))?;
			let (to, channel) = tokio::sync::mpsc::channel(1);
			to.send(Ok(content)).await.unwrap();
			Ok(channel)
		}
		.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
			self.up()?;
			if self.fault() == Some(Fault::Keeps) {
				let store = self.name();
				return Err(StoreError::StillThere { store, cid });
			}
			let at = (self.name, cid);
			let had = self.with(|swarm| swarm.bare.remove(&at) | swarm.objects.remove(&at).is_some());
			had.then_some(()).ok_or_else(|| self.missing(&cid))
		}
		.boxed()
	}

	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		async { self.up() }.boxed()
	}

	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let at = (self.name, *cid);
		async move {
			self.up()?;
			Ok(self.with(|swarm| swarm.objects.contains_key(&at)))
		}
		.boxed()
	}

	fn holders(&self, _: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>> {
		unreachable!("the hosts are asked one by one")
	}

	fn replicate(&self, _: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		unreachable!("the hosts are asked one by one")
	}

	fn name(&self) -> String {
		format!("the daemon {}", self.name)
	}

	fn verifies(&self) -> bool {
		true
	}

	fn is_near(&self) -> bool {
		true
	}
}

/// Four hosts a, b, c, d; a is our own.
fn hosts(replicas: u16) -> (ReplicatedStore<Daemon>, Daemon) {
	let swarm = Arc::new(Mutex::new(Swarm::default()));
	let daemon = |name: &'static str| {
		let swarm = Arc::clone(&swarm);
		(name.to_owned(), Daemon { name, swarm })
	};
	let (name, own) = daemon("a");
	let others = ["b", "c", "d"].map(daemon).into();
	(ReplicatedStore::new((name, own.clone()), others, replicas), own)
}

async fn put(store: &ReplicatedStore<Daemon>) -> Result<Cid, StoreError> {
	store.put(Box::new(Cursor::new(b"content"))).await
}

/// The hosts that have anything of an object.
fn having(daemon: &Daemon) -> Vec<&'static str> {
	let mut names = daemon.with(|swarm| {
		let all = swarm.objects.keys().chain(&swarm.bare);
		all.map(|(host, _)| *host).collect::<Vec<_>>()
	});
	names.sort_unstable();
	names
}

fn set(daemon: &Daemon, name: &'static str, fault: Fault) {
	daemon.with(|swarm| swarm.faults.insert(name, fault));
}

fn names(failures: &HostFailures) -> Vec<&str> {
	let mut names: Vec<_> = failures.0.iter().map(|failure| failure.host.as_str()).collect();
	names.sort_unstable();
	names
}

#[tokio::test]
async fn copies_go_to_the_first_hosts_that_can() {
	for (replicas, down, wanted) in [
		(1, &[][..], &["a"][..]),
		(2, &[], &["a", "b"]),
		(4, &[], &["a", "b", "c", "d"]),
		(2, &["b"], &["a", "c"]),
		(3, &["c"], &["a", "b", "d"]),
		(2, &["b", "c"], &["a", "d"]),
	] {
		for fault in [Fault::Down, Fault::Stuck, Fault::Dies] {
			let (store, own) = hosts(replicas);
			for name in down {
				set(&own, name, fault);
			}
			put(&store).await.unwrap();
			assert_eq!(having(&own), wanted, "{replicas} with {down:?} {fault:?}");
		}
	}
}

#[tokio::test]
async fn put_with_too_few_hosts_leaves_nothing_and_names_them() {
	let (store, own) = hosts(3);
	set(&own, "b", Fault::Down);
	set(&own, "d", Fault::Stuck);
	let error = put(&store).await.unwrap_err();
	let StoreError::TooFewReplicas {
		have,
		want,
		reasons,
		left,
		..
	} = &error
	else {
		panic!("{error}")
	};
	assert_eq!((*have, *want, names(reasons)), (2, 3, vec!["b", "d"]));
	assert!(left.0.is_empty(), "{left}");
	assert!(having(&own).is_empty());
	let text = in_one_line(&error);
	for words in ["host b: cannot reach the daemon b", "host d: ", "store replicas"] {
		assert!(text.contains(words), "{text}");
	}
	assert_eq!(text.lines().count(), 1, "{text}");
}

#[tokio::test]
async fn put_says_which_host_may_be_left_with_something() {
	let (store, own) = hosts(4);
	set(&own, "c", Fault::Dies);
	set(&own, "d", Fault::Keeps);
	let error = put(&store).await.unwrap_err();
	let StoreError::TooFewReplicas { left, .. } = &error else {
		panic!("{error}")
	};
	assert_eq!(names(left), ["c", "d"]);
	assert_eq!(having(&own), ["d"]);
}

#[tokio::test]
async fn resume_with_too_few_hosts_leaves_everything_for_the_next_try() {
	let (store, own) = hosts(4);
	set(&own, "c", Fault::Down);
	let content = || Box::new(Cursor::new(b"content"));
	let error = store.resume(content()).await.unwrap_err();
	assert!(matches!(error, StoreError::TooFewReplicas { have: 3, .. }));
	assert_eq!(having(&own), ["a", "b", "d"]);
	own.with(|swarm| swarm.faults.clear());
	store.resume(content()).await.unwrap();
	assert_eq!(having(&own), ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn dropped_put_is_removed_when_the_store_settles() {
	let (store, own) = hosts(3);
	{
		let mut putting = std::pin::pin!(put(&store));
		// Until our own daemon has it and the first pin waits for its turn.
		while having(&own).is_empty() {
			assert!(futures::poll!(&mut putting).is_pending());
		}
	}
	assert_eq!(having(&own), ["a"]);
	store.settle().await.unwrap();
	assert!(having(&own).is_empty());
	store.settle().await.unwrap();
}

async fn read(store: &ReplicatedStore<Daemon>, cid: &Cid) -> Result<Vec<u8>, StoreError> {
	store.get(cid, None).await?.recv().await.unwrap()
}

#[tokio::test]
async fn another_host_answers_where_the_own_daemon_cannot() {
	let (store, own) = hosts(3);
	let cid = put(&store).await.unwrap();
	own.with(|swarm| swarm.objects.remove(&("a", cid)));
	assert_eq!(read(&store, &cid).await.unwrap(), b"content");
	set(&own, "a", Fault::Down);
	set(&own, "b", Fault::Down);
	assert_eq!(read(&store, &cid).await.unwrap(), b"content");
	set(&own, "c", Fault::Down);
	let error = read(&store, &cid).await.unwrap_err();
	assert!(matches!(error, StoreError::Unreachable { host, .. } if host == "a"));
}

#[tokio::test]
async fn every_host_is_told_to_let_go_even_if_one_fails() {
	for (fault, later) in [(Fault::Down, &["b"][..]), (Fault::Keeps, &["b"])] {
		let (store, own) = hosts(3);
		let cid = put(&store).await.unwrap();
		set(&own, "b", fault);
		let error = store.remove(&cid).await.unwrap_err();
		let StoreError::NotRemovedEverywhere { reasons, .. } = &error else {
			panic!("{error}")
		};
		assert_eq!(names(reasons), ["b"]);
		assert!(error.to_string().contains("host b"), "{error}");
		assert_eq!(having(&own), later);
		// d never had it, so a host that has nothing is no obstacle.
		own.with(|swarm| swarm.faults.clear());
		store.remove(&cid).await.unwrap();
		assert!(having(&own).is_empty());
		assert!(matches!(
			store.remove(&cid).await,
			Err(StoreError::Missing { .. })
		));
	}
}

#[tokio::test]
async fn a_host_that_is_down_may_have_the_last_copy() {
	let (store, own) = hosts(1);
	let cid = put(&store).await.unwrap();
	store.remove(&cid).await.unwrap();
	set(&own, "d", Fault::Down);
	let error = store.remove(&cid).await.unwrap_err();
	assert!(
		matches!(error, StoreError::NotRemovedEverywhere { .. }),
		"{error}"
	);
	let error = store.replicate(&cid).await.unwrap_err();
	assert!(
		matches!(error, StoreError::TooFewReplicas { have: 0, want: 1, .. }),
		"{error}"
	);
}

async fn states(store: &ReplicatedStore<Daemon>, cid: &Cid) -> String {
	let holders = store.holders(cid).await.unwrap().into_iter();
	let letter = |held: Held| match held {
		Held::Pinned => 'P',
		Held::Lost => 'L',
		Held::Damaged(_) => 'D',
		Held::Unpinned => 'u',
		Held::Missing => '-',
		Held::Unreachable(_) => '?',
	};
	holders.map(|holder| letter(holder.state)).collect()
}

#[tokio::test]
async fn replicate_pins_what_is_lacking_and_no_more() {
	let (store, own) = hosts(3);
	let cid = put(&store).await.unwrap();
	assert_eq!(states(&store, &cid).await, "PPP-");
	assert!(store.replicate(&cid).await.unwrap().is_empty());

	own.with(|swarm| swarm.objects.remove(&("b", cid)));
	assert_eq!(states(&store, &cid).await, "P-P-");
	assert_eq!(store.replicate(&cid).await.unwrap(), ["b"]);

	set(&own, "c", Fault::Down);
	assert_eq!(states(&store, &cid).await, "PP?-");
	assert_eq!(store.replicate(&cid).await.unwrap(), ["d"]);
	own.with(|swarm| swarm.faults.clear());
	assert_eq!(states(&store, &cid).await, "PPPP");
}

#[tokio::test]
async fn replicate_brings_back_what_the_own_daemon_has_lost() {
	let (store, own) = hosts(2);
	let cid = put(&store).await.unwrap();
	own.with(|swarm| swarm.objects.remove(&("a", cid)));
	own.with(|swarm| swarm.objects.get_mut(&("b", cid)).unwrap().1 = false);
	assert_eq!(states(&store, &cid).await, "-u--");
	assert_eq!(store.replicate(&cid).await.unwrap(), ["a", "b"]);

	// A pin whose object is gone is forgotten first.
	own.with(|swarm| {
		swarm.objects.remove(&("a", cid));
		swarm.bare.insert(("a", cid));
	});
	assert_eq!(states(&store, &cid).await, "LP--");
	assert_eq!(store.replicate(&cid).await.unwrap(), ["a"]);
	assert_eq!(states(&store, &cid).await, "PP--");

	// Enough others keep it, but not our own daemon.
	own.with(|swarm| swarm.objects.remove(&("a", cid)));
	set(&own, "a", Fault::Stuck);
	let error = store.replicate(&cid).await.unwrap_err();
	assert!(
		matches!(&error, StoreError::TooFewReplicas { have: 2, want: 3, reasons, .. } if names(reasons) == ["a"]),
		"{error}"
	);
}

/// Its pin may keep the last blocks of an object whose root it lacks.
#[tokio::test]
async fn host_that_has_lost_an_object_lets_go_only_where_another_keeps_it() {
	let (store, own) = hosts(2);
	let cid = put(&store).await.unwrap();
	own.with(|swarm| {
		swarm.objects.remove(&("a", cid));
		swarm.bare.insert(("a", cid));
		swarm.objects.get_mut(&("b", cid)).unwrap().1 = false;
	});
	assert_eq!(states(&store, &cid).await, "Lu--");
	let error = store.replicate(&cid).await.unwrap_err();
	assert!(
		matches!(&error, StoreError::TooFewReplicas { reasons, .. } if names(reasons) == ["a"]),
		"{error}"
	);
	assert_eq!(states(&store, &cid).await, "LPP-");
	assert_eq!(store.replicate(&cid).await.unwrap(), ["a"]);
	assert_eq!(states(&store, &cid).await, "PPP-");
}

#[tokio::test]
async fn what_nobody_has_is_missing() {
	let (store, own) = hosts(2);
	let cid = put(&store).await.unwrap();
	own.with(|swarm| {
		swarm.objects.clear();
		swarm.bare.insert(("b", cid));
	});
	assert_eq!(states(&store, &cid).await, "-L--");
	assert!(matches!(
		store.replicate(&cid).await,
		Err(StoreError::Missing { .. })
	));
	assert!(own.with(|swarm| swarm.pins_asked.len()) == 1, "nobody was asked");
}
