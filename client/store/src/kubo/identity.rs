//! Whether a daemon is the one that answered before. One with another id has another repository: where the disk of the first is not
//! mounted, nothing is missing, and nothing may be forgotten, removed or attested.

use super::{
	KuboStore, StoreError,
	daemons::{Daemons, NOW, RECENT},
};
use ipfs_api_backend_hyper::request;
use std::{
	sync::PoisonError,
	time::{Duration, Instant},
};

/// No id of a peer is longer.
const MAX_ID: usize = 128;

impl KuboStore {
	/// Notes in this file which daemon answers, and refuses another one in its place from then on.
	#[must_use]
	pub fn remembering(mut self, daemons: Daemons) -> Self {
		self.daemons = Some(daemons);
		self
	}

	/// The id that the daemon has from its repository.
	async fn id(&self) -> Result<String, StoreError> {
		#[derive(serde::Deserialize)]
		struct Answer {
			#[serde(rename = "ID")]
			id: String,
		}
		const ACTION: &str = "say its id";
		let question = request::Id { peer: None };
		let Answer { id } = self.ask(ACTION, self.patience.answer, question).await?;
		let letters = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
		match letters && (1..=MAX_ID).contains(&id.len()) {
			true => Ok(id),
			false => Err(StoreError::Refused {
				store: self.name_of(),
				action: ACTION,
				reason: "its answer is no id of a peer".to_owned(),
			}),
		}
	}

	/// Whether the daemon is the one that answered before; the first one is noted.
	///
	/// # Errors
	/// [`StoreError::NotThere`] when it is another one.
	pub async fn check_peer(&self) -> Result<(), StoreError> {
		self.check_same(NOW).await
	}

	/// [`KuboStore::check_peer`], unless it was done so short a time ago.
	pub(super) async fn check_same(&self, recent: Duration) -> Result<(), StoreError> {
		let Some(daemons) = &self.daemons else {
			return Ok(());
		};
		if self.seen().is_some_and(|seen| seen.elapsed() < recent) {
			return Ok(());
		}
		let id = self.id().await?;
		let known = match daemons.load()?.remove(&self.url) {
			Some(known) => known,
			None => daemons.note(&self.url, &id, false)?,
		};
		if known != id {
			let name = self.name_of();
			let store = format!("the repository {known} of {name}, where {id} answers now,");
			return Err(StoreError::NotThere { store });
		}
		*self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
		Ok(())
	}

	fn seen(&self) -> Option<Instant> {
		*self.seen.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Takes the daemon that answers now for the one that is meant, because a person says so.
	///
	/// # Errors
	/// When it does not answer, or the file cannot be written.
	pub async fn accept_peer(&self) -> Result<(), StoreError> {
		let Some(daemons) = &self.daemons else {
			return Ok(());
		};
		let id = self.id().await?;
		daemons.note(&self.url, &id, true)?;
		Ok(())
	}

	/// An object is missing only where the daemon is the one that had it.
	pub(super) async fn missing_here<T>(&self, found: Result<T, StoreError>) -> Result<T, StoreError> {
		if matches!(found, Err(StoreError::Missing { .. })) {
			self.check_same(RECENT).await?;
		}
		found
	}
}
