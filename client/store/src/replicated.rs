//! A store on several hosts: everything goes to our own daemon, and others of the same swarm keep copies.
//!
//! The client sends an object once, to our own daemon. It then asks the other hosts, in the order of the settings, to pin it,
//! for which they fetch it over the swarm, and looks whether they list the pin: IPFS daemons offer their peers no pinning
//! service, so each host's own interface is asked. A host that fails is replaced by the next one.

use std::{
	io::Read,
	iter,
	ops::Range,
	sync::{Arc, Mutex, PoisonError},
};

use futures::{
	FutureExt, StreamExt,
	future::{BoxFuture, join_all},
	stream::FuturesUnordered,
};
use medquorum_envelope::Cid;

use super::{
	ByteChannel, CidAtEnd, Held, Holder, HostFailure, HostFailures, Label, Pinning, Resumed, Store,
	StoreError, held,
};

/// A daemon and what people call it.
struct Host<H> {
	name: String,
	store: H,
}

impl<H> Host<H> {
	fn failure(&self, error: StoreError) -> HostFailure {
		HostFailure {
			host: self.name.clone(),
			error: Box::new(error),
		}
	}
}

/// A host that was to pin an object and did not.
struct Failed<'a, H> {
	host: &'a Host<H>,
	error: StoreError,
	/// Whether the host may have begun.
	asked: bool,
}

/// What became of the request to pin an object on several hosts.
struct Spread<'a, H> {
	/// Hosts that keep it now.
	pinned: Vec<&'a Host<H>>,
	failed: Vec<Failed<'a, H>>,
}

impl<H> Default for Spread<'_, H> {
	fn default() -> Self {
		Self {
			pinned: Vec::new(),
			failed: Vec::new(),
		}
	}
}

impl<H> Spread<'_, H> {
	fn reasons(self) -> Vec<HostFailure> {
		let failed = self.failed.into_iter();
		failed.map(|failed| failed.host.failure(failed.error)).collect()
	}
}

/// Objects whose put was given up after our own daemon had them.
type GivenUp = Arc<Mutex<Vec<Cid>>>;

/// Remembers, when dropped armed, that copies of an object were given up in the middle.
struct UnsettledCopies(Option<(GivenUp, Cid)>);

impl Drop for UnsettledCopies {
	fn drop(&mut self) {
		if let Some((given_up, cid)) = self.0.take() {
			given_up.lock().unwrap_or_else(PoisonError::into_inner).push(cid);
		}
	}
}

/// Our own daemon and others that keep copies.
pub struct ReplicatedStore<H> {
	own: Host<H>,
	others: Vec<Host<H>>,
	replicas: usize,
	given_up: GivenUp,
}

impl<H: Pinning> ReplicatedStore<H> {
	/// Our own daemon, others in the order in which copies go to them, and on how many, our own included, an object is kept.
	pub fn new(own: (String, H), others: Vec<(String, H)>, replicas: u16) -> Self {
		let host = |(name, store)| Host { name, store };
		Self {
			own: host(own),
			others: others.into_iter().map(host).collect(),
			replicas: usize::from(replicas).max(1),
			given_up: GivenUp::default(),
		}
	}

	fn hosts(&self) -> impl Iterator<Item = &Host<H>> {
		iter::once(&self.own).chain(&self.others)
	}

	/// Has `wanted` of the hosts pin an object, the first ones if they can.
	async fn spread<'a>(
		cid: &Cid,
		hosts: impl IntoIterator<Item = &'a Host<H>>,
		wanted: usize,
	) -> Spread<'a, H>
	where
		H: 'a,
	{
		let mut hosts = hosts.into_iter();
		let mut running = FuturesUnordered::new();
		let mut spread = Spread::default();
		loop {
			while spread.pinned.len().saturating_add(running.len()) < wanted {
				let Some(host) = hosts.next() else { break };
				running.push(pin_on(host, *cid).map(move |done| (host, done)));
			}
			match running.next().await {
				None => return spread,
				Some((host, Ok(()))) => spread.pinned.push(host),
				Some((host, Err((error, asked)))) => spread.failed.push(Failed { host, error, asked }),
			}
		}
	}

	/// Removes an object from these hosts; says which did not let go, and whether any had it.
	async fn let_go<'a>(cid: &Cid, hosts: impl IntoIterator<Item = &'a Host<H>>) -> (Vec<HostFailure>, bool)
	where
		H: 'a,
	{
		let removals = hosts
			.into_iter()
			.map(|host| host.store.remove(cid).map(move |done| (host, done)));
		let (mut failures, mut any) = (Vec::new(), false);
		for (host, done) in join_all(removals).await {
			match done {
				Ok(()) => any = true,
				Err(StoreError::Missing { .. }) => {}
				Err(error) => failures.push(host.failure(error)),
			}
		}
		(failures, any)
	}

	/// The copies of an object that our own daemon has just taken.
	async fn copy<'a>(&'a self, cid: &Cid) -> Result<(), Spread<'a, H>> {
		let wanted = self.replicas.saturating_sub(1);
		let spread = Self::spread(cid, &self.others, wanted).await;
		match spread.pinned.len() < wanted {
			true => Err(spread),
			false => Ok(()),
		}
	}

	async fn put_everywhere(&self, own: BoxFuture<'_, Result<Cid, StoreError>>) -> Result<Cid, StoreError> {
		let cid = own.await?;
		let mut guard = UnsettledCopies(Some((Arc::clone(&self.given_up), cid)));
		let Err(spread) = self.copy(&cid).await else {
			guard.0 = None;
			return Ok(cid);
		};
		let asked = spread.failed.iter().filter(|failed| failed.asked);
		let touched = iter::once(&self.own)
			.chain(spread.pinned.iter().copied())
			.chain(asked.map(|failed| failed.host));
		let (left, _) = Self::let_go(&cid, touched).await;
		guard.0 = None;
		Err(self.too_few(&cid, spread, left))
	}

	fn too_few(&self, cid: &Cid, spread: Spread<'_, H>, left: Vec<HostFailure>) -> StoreError {
		StoreError::TooFewReplicas {
			cid: *cid,
			have: spread.pinned.len().saturating_add(1),
			want: self.replicas,
			reasons: HostFailures(spread.reasons()),
			left: HostFailures(left),
		}
	}

	async fn get_anywhere(
		&self,
		cid: &Cid,
		range: Option<Range<u64>>,
		own: Result<ByteChannel, StoreError>,
	) -> Result<ByteChannel, StoreError> {
		let error = match own {
			Err(
				error @ (StoreError::Unreachable { .. }
				| StoreError::TimedOut { .. }
				| StoreError::NotThere { .. }
				| StoreError::Missing { .. }),
			) => error,
			other => return other,
		};
		for host in &self.others {
			// Whatever our own daemon does, what another sends is compared with the CID.
			if let Ok(chunks) = host.store.get_verified(cid, range.clone()).await {
				return Ok(chunks);
			}
		}
		Err(error)
	}

	async fn states(&self, cid: &Cid) -> Vec<(&Host<H>, Held)> {
		let states = self
			.hosts()
			.map(|host| held(&host.store, cid).map(move |state| (host, state)));
		join_all(states).await
	}

	/// See [`Store::replicate`].
	async fn replicate_missing(&self, cid: &Cid) -> Result<Vec<String>, StoreError> {
		let states = self.states(cid).await;
		let somewhere = states
			.iter()
			.any(|(_, state)| matches!(state, Held::Pinned | Held::Unpinned));
		let elsewhere = states.iter().any(|(_, state)| state.is_pinned());
		let (mut kept, mut able, mut failed) = (Vec::new(), Vec::new(), Vec::new());
		for (host, state) in states {
			match state {
				Held::Pinned => kept.push(host),
				Held::Missing | Held::Unpinned => able.push(host),
				// A daemon that has pinned an object fetches nothing of it again before it has forgotten the pin. With the pin goes all
				// that it still has of the object, so another host must keep it.
				Held::Lost if elsewhere => match host.store.remove(cid).await {
					Ok(()) | Err(StoreError::Missing { .. }) => able.push(host),
					Err(error) => failed.push(host.failure(error)),
				},
				Held::Lost if somewhere => {
					let store = host.store.name();
					failed.push(host.failure(StoreError::Missing { store, cid: *cid }));
				}
				// Pinned again it would fetch what it lacks.
				Held::Lost | Held::Damaged(_) => able.push(host),
				Held::Unreachable(error) => failed.push(host.failure(error)),
			}
		}
		if !somewhere && failed.is_empty() {
			return Err(StoreError::Missing {
				store: self.name(),
				cid: *cid,
			});
		}
		let mut new = Vec::new();
		if somewhere {
			let (own, others): (Vec<_>, Vec<_>) = able
				.into_iter()
				.partition(|host| std::ptr::eq(*host, &raw const self.own));
			for (hosts, least) in [(own, 1), (others, 0)] {
				let lacking = self.replicas.saturating_sub(kept.len()).max(least);
				let mut spread = Self::spread(cid, hosts, lacking).await;
				new.extend(spread.pinned.iter().map(|host| host.name.clone()));
				kept.append(&mut spread.pinned);
				failed.extend(spread.reasons());
			}
		}
		let with_own = kept.iter().any(|host| std::ptr::eq(*host, &raw const self.own));
		let have = kept.len();
		if with_own && have >= self.replicas {
			return Ok(new);
		}
		Err(StoreError::TooFewReplicas {
			cid: *cid,
			have,
			want: self.replicas.max(have.saturating_add(usize::from(!with_own))),
			reasons: HostFailures(failed),
			left: HostFailures(Vec::new()),
		})
	}

	async fn remove_everywhere(&self, cid: &Cid) -> Result<(), StoreError> {
		if self.others.is_empty() {
			return self.own.store.remove(cid).await;
		}
		match Self::let_go(cid, self.hosts()).await {
			(failures, true) if failures.is_empty() => Ok(()),
			(failures, false) if failures.is_empty() => Err(StoreError::Missing {
				store: self.name(),
				cid: *cid,
			}),
			(failures, _) => Err(StoreError::NotRemovedEverywhere {
				cid: *cid,
				reasons: HostFailures(failures),
			}),
		}
	}
}

/// Has one host pin an object. If it fails, says whether the host may have begun.
async fn pin_on<H: Pinning>(host: &Host<H>, cid: Cid) -> Result<(), (StoreError, bool)> {
	// A host that does not answer this question is not asked to pin, so it cannot have begun.
	if host.store.pinned(&cid).await.map_err(|error| (error, false))? {
		return Ok(());
	}
	let pin = async {
		host.store.pin(&cid).await?;
		match host.store.pinned(&cid).await? {
			true => Ok(()),
			false => Err(StoreError::Refused {
				store: host.store.name(),
				action: "pin an object",
				reason: "it says that it has, and does not list the pin".to_owned(),
			}),
		}
	};
	pin.await.map_err(|error| (error, true))
}

impl<H: Pinning> Store for ReplicatedStore<H> {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		self.put_everywhere(self.own.store.put(content)).boxed()
	}

	fn put_known(
		&self,
		content: Box<dyn Read + Send>,
		cid: CidAtEnd,
	) -> BoxFuture<'_, Result<Cid, StoreError>> {
		self.put_everywhere(self.own.store.put_known(content, cid))
			.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		async move {
			let resumed = self.own.store.resume(content).await?;
			match self.copy(&resumed.cid).await {
				Ok(()) => Ok(resumed),
				Err(spread) => Err(self.too_few(&resumed.cid, spread, Vec::new())),
			}
		}
		.boxed()
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move {
			let own = self.own.store.get(&cid, range.clone()).await;
			self.get_anywhere(&cid, range, own).await
		}
		.boxed()
	}

	fn get_verified(
		&self,
		cid: &Cid,
		range: Option<Range<u64>>,
	) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move {
			let own = self.own.store.get_verified(&cid, range.clone()).await;
			self.get_anywhere(&cid, range, own).await
		}
		.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move { self.remove_everywhere(&cid).await }.boxed()
	}

	fn keep_everywhere(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		let cid = *cid;
		async move {
			let spread = Self::spread(&cid, &self.others, self.others.len()).await;
			let failed = spread.failed.into_iter();
			Ok(failed.map(|failed| failed.host.name.clone()).collect())
		}
		.boxed()
	}

	fn label(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			let labelled = join_all(self.hosts().map(|host| host.store.label(label))).await;
			labelled.into_iter().collect()
		}
		.boxed()
	}

	fn unlabel(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			let taken = self
				.hosts()
				.map(|host| host.store.unlabel(label).map(move |done| (host, done)));
			let failed = join_all(taken).await.into_iter();
			let reasons: Vec<_> = failed
				.filter_map(|(host, done)| Some(host.failure(done.err()?)))
				.collect();
			match reasons.is_empty() {
				true => Ok(()),
				false => Err(StoreError::NotRemovedEverywhere {
					cid: label.cid,
					reasons: HostFailures(reasons),
				}),
			}
		}
		.boxed()
	}

	fn labels(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Label>, StoreError>> {
		let cid = *cid;
		async move {
			let mut labels = Vec::new();
			for found in join_all(self.hosts().map(|host| host.store.labels(&cid))).await {
				labels.extend(found?);
			}
			Ok(labels)
		}
		.boxed()
	}

	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			let given_up = std::mem::take(&mut *self.given_up.lock().unwrap_or_else(PoisonError::into_inner));
			for cid in given_up {
				match self.remove_everywhere(&cid).await {
					Ok(()) | Err(StoreError::Missing { .. }) => {}
					Err(error) => return Err(error),
				}
			}
			self.own.store.settle().await
		}
		.boxed()
	}

	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		self.own.store.contains(cid)
	}

	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>> {
		let cid = *cid;
		async move {
			let states = self.states(&cid).await.into_iter();
			let holders = states.map(|(host, state)| Holder {
				host: host.name.clone(),
				at: host.store.name(),
				state,
			});
			Ok(holders.collect())
		}
		.boxed()
	}

	fn replicate(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		let cid = *cid;
		async move { self.replicate_missing(&cid).await }.boxed()
	}

	fn replicas(&self) -> usize {
		self.replicas
	}

	fn can_resume(&self) -> bool {
		self.own.store.can_resume()
	}

	fn name(&self) -> String {
		self.own.store.name()
	}

	fn verifies(&self) -> bool {
		self.own.store.verifies()
	}

	fn is_near(&self) -> bool {
		self.own.store.is_near()
	}
}

#[cfg(test)]
mod tests;
