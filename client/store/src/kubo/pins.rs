//! Pins: what the daemon keeps through its garbage collections.

use std::time::Duration;

use futures::{FutureExt, TryStreamExt, future::BoxFuture};
use medquorum_envelope::Cid;
use tokio::time::Instant;

use super::{
	KuboStore, StoreError,
	api::{self, Done, Limits, PinAdd, PinLs, PinRm, RepoGc, is_absence},
	daemons::RECENT,
};
use crate::Pinning;

const PIN: &str = "pin an object";

/// What the daemon says while it pins: how far it is, and in the end what it has pinned.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PinReport {
	pins: Option<Vec<String>>,
	progress: Option<u64>,
	bytes: Option<u64>,
}

/// How a request to pin ended.
enum Ended {
	Pinned,
	/// The daemon is there, but nothing has moved for this long.
	Stuck(Duration),
	/// In the middle; why stands where the HTTP library does not look.
	Broken,
}

impl KuboStore {
	/// Pins an object in this daemon, which fetches what it lacks of it from its swarm. It may take long, but not without
	/// anything moving for [`Patience::progress`](super::Patience::progress).
	///
	/// # Errors
	/// [`StoreError::NotFetched`] when no peer gives the daemon what it lacks.
	pub async fn pin(&self, cid: &Cid) -> Result<(), StoreError> {
		// Without peers there is less to wait for: only that one comes.
		let limit = if self.has_peers().await? {
			self.patience.progress
		} else {
			self.patience.peers
		};
		let not_fetched = |waited: Duration| StoreError::NotFetched {
			store: self.name_of(),
			cid: *cid,
			seconds: waited.as_secs(),
		};
		match self.follow_pin(cid, false, limit).await {
			Ok(Ended::Pinned) => return Ok(()),
			Ok(Ended::Stuck(waited)) => return Err(not_fetched(waited)),
			Ok(Ended::Broken) => {}
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => return Err(not_fetched(limit)),
			Err(error) => return Err(error),
		}
		// Asked for a single answer, the daemon says what is wrong.
		let name = cid.to_string();
		let again = PinAdd {
			arg: &name,
			recursive: true,
			progress: false,
			limits: Limits::new(false, self.patience.peers),
		};
		match self.ask::<Done>(PIN, self.patience.peers, again).await {
			Ok(Done {}) => Ok(()),
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => {
				Err(not_fetched(self.patience.peers))
			}
			Err(error) => Err(error),
		}
	}

	/// Pins an object of which the daemon should have every block. Says whether it has.
	pub(super) async fn pin_local(&self, cid: &Cid) -> Result<bool, StoreError> {
		match self.follow_pin(cid, true, self.patience.progress).await {
			Ok(Ended::Pinned) => self.pinned(cid).await,
			Ok(Ended::Broken) => Ok(false),
			Ok(Ended::Stuck(waited)) => Err(self.timed_out(PIN, waited)),
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => Ok(false),
			Err(error) => Err(error),
		}
	}

	async fn follow_pin(&self, cid: &Cid, offline: bool, limit: Duration) -> Result<Ended, StoreError> {
		let name = cid.to_string();
		let request = PinAdd {
			arg: &name,
			recursive: true,
			progress: true,
			limits: Limits::open(offline),
		};
		let sort = |error| self.sort(PIN, error);
		let mut said = api::lines::<_, _, PinReport>(&*self.api, request).map_err(sort)?;
		let (mut at, mut since, mut heard) = ((None, None), Instant::now(), false);
		// The daemon says every half second how far it is, whether or not that is further.
		loop {
			match tokio::time::timeout_at(since + limit, said.try_next()).await {
				Err(_) if heard => return Ok(Ended::Stuck(limit)),
				Err(_) => return Err(self.timed_out(PIN, limit)),
				Ok(Err(error)) => return Err(sort(error)),
				Ok(Ok(None)) => return Ok(Ended::Broken),
				Ok(Ok(Some(now))) => {
					if now.pins.is_some_and(|pins| !pins.is_empty()) {
						return Ok(Ended::Pinned);
					}
					heard = true;
					if at != (now.progress, now.bytes) {
						(at, since, heard) = ((now.progress, now.bytes), Instant::now(), false);
					}
				}
			}
		}
	}

	/// Whether the daemon keeps the object, with everything below it, through its garbage collections.
	///
	/// # Errors
	/// When it does not answer.
	pub async fn pinned(&self, cid: &Cid) -> Result<bool, StoreError> {
		let name = cid.to_string();
		let request = PinLs {
			arg: &name,
			r#type: "recursive",
			limits: Limits::new(true, self.patience.answer),
		};
		match self
			.ask::<Done>("list its pins", self.patience.answer, request)
			.await
		{
			Ok(Done {}) => Ok(true),
			Err(StoreError::Refused { reason, .. }) if reason.contains("not pinned") => Ok(false),
			Err(error) => Err(error),
		}
	}

	/// Takes a pin away; says whether there was one.
	pub(super) async fn unpin(&self, cid: &str) -> Result<bool, StoreError> {
		let request = PinRm {
			arg: cid,
			recursive: true,
			limits: Limits::new(false, self.patience.answer),
		};
		match self
			.ask::<Done>("unpin an object", self.patience.answer, request)
			.await
		{
			Ok(Done {}) => Ok(true),
			Err(StoreError::Refused { reason, .. }) if reason.contains("not pinned") => Ok(false),
			Err(error) => Err(error),
		}
	}

	/// Makes the daemon forget everything that is not pinned.
	pub(super) async fn collect(&self) -> Result<(), StoreError> {
		let request = RepoGc { silent: true };
		let limit = self.patience.collection;
		self.command("collect garbage", limit, request).await.map(drop)
	}
}

impl Pinning for KuboStore {
	fn pin(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
			self.check_same(RECENT).await?;
			Self::pin(self, &cid).await
		}
		.boxed()
	}

	fn pinned(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let cid = *cid;
		async move {
			self.check_same(RECENT).await?;
			Self::pinned(self, &cid).await
		}
		.boxed()
	}
}
