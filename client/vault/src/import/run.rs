//! One import from its first row to its last: rows are sealed and stored ahead while batches are under way.

use super::{
	look::{Looker, Patients},
	outcome::{Imported, RefusedRow},
	prepare::{Prepared, Ready},
	send::{BATCH, Sent, UNDER_WAY},
	state::State,
	work::{ImportOptions, Run},
};
use crate::{
	error::Error,
	progress::Rows,
	roles::{Desk, Uploader},
	upload::Staging,
};
use futures::{
	FutureExt as _, StreamExt as _,
	future::{LocalBoxFuture, pending},
	stream::FuturesUnordered,
};
use medquorum_core::{domain::*, ledger::Sign};
use medquorum_manifest::{Manifest, Row};
use std::{collections::VecDeque, sync::Mutex};

/// Rows that are looked at, sealed and stored together.
const CHUNK: usize = 64;
/// Stored rows that may wait for a batch.
const AHEAD: usize = 2 * BATCH;

impl Uploader<'_> {
	/// Encrypts, stores and registers one record for each row of a manifest. A row with a fault is refused and the others continue.
	///
	/// Run again, it resumes where it was stopped or killed: rows that a finalized block shows are skipped, so none is registered twice.
	/// An error of the node, the store or the disk stops it and is part of the answer, so that what was done is told too.
	///
	/// # Errors
	/// Before anything is done: when another import runs here, the role does not allow it, the committee is not to be believed, or what
	/// earlier imports have noted cannot be read.
	pub async fn import(
		&self,
		signer: &dyn Sign,
		manifest: Manifest,
		patients: &dyn Patients,
		options: &ImportOptions,
	) -> Result<Imported, Error> {
		let _guard = self.notes.guard_import()?;
		self.desk.check_node().await?;
		let state = State::open(self.notes.folder())?;
		let place = (options.key_id, options.folder.as_path());
		let looker = Looker::new(self.quiet(), signer.account(), patients, place, state).await?;
		let run = Run {
			looker,
			signer,
			desk: self.desk,
			counts: Mutex::new(Rows {
				total: manifest.len() as u64,
				..Rows::default()
			}),
		};
		run.clear_leftovers().await?;
		let mut done = Imported {
			refused: manifest.bad.iter().map(RefusedRow::unreadable).collect(),
			..Imported::default()
		};
		run.go(manifest.rows, &mut done).await;
		done.sort();
		Ok(done)
	}

	/// The same uploader without progress of its own: an import counts rows.
	pub(super) fn quiet(&self) -> Self {
		Self {
			desk: Desk {
				progress: None,
				..self.desk
			},
			..*self
		}
	}
}

impl Imported {
	/// Orders the lists by line.
	fn sort(&mut self) {
		self.registered.sort_by_key(|row| row.line);
		self.earlier.sort_by_key(|row| row.line);
		self.refused.sort_by_key(|row| row.line);
	}

	fn take_step(&mut self, step: Prepared) -> Vec<Ready> {
		self.earlier.extend(step.earlier);
		self.refused.extend(step.refused);
		self.stop(step.stop);
		step.ready
	}

	fn take_sent(&mut self, sent: Sent) -> Vec<Ready> {
		self.registered.extend(sent.registered);
		self.refused.extend(sent.refused);
		if let Some(fee) = sent.fee {
			self.fee = Balance(self.fee.0.saturating_add(fee.0));
			self.batches = self.batches.saturating_add(1);
		}
		self.stop(sent.stop);
		sent.again
	}

	fn stop(&mut self, error: Option<Error>) {
		// Only the first error is kept: the later ones follow from it.
		self.stopped = self.stopped.take().or(error);
	}
}

impl Run<'_> {
	/// Removes what was noted by an import that was killed before the store had all of it.
	async fn clear_leftovers(&self) -> Result<(), Error> {
		let notes = self.looker.uploader.notes;
		let stored = self.looker.state().stored_records();
		for (id, _) in notes.unsent_of_imports() {
			if !stored.contains(&id) && !Staging::beside(notes).holds(id) {
				self.looker.uploader.keeper().tidy_one(id).await?;
			}
		}
		Ok(())
	}

	async fn go(&self, rows: Vec<Row>, done: &mut Imported) {
		let (total, unreadable) = (rows.len(), done.refused.len());
		let mut rows: VecDeque<Row> = rows.into();
		let mut ready: VecDeque<Ready> = VecDeque::new();
		let mut preparing: Option<LocalBoxFuture<'_, Prepared>> = None;
		let mut sending = FuturesUnordered::new();
		self.tell();
		loop {
			let last = rows.is_empty() && preparing.is_none();
			while done.stopped.is_none() && sending.len() < UNDER_WAY {
				let Some(batch) = take_batch(&mut ready, last || sending.is_empty()) else {
					break;
				};
				match self.desk.emit_calls {
					false => sending.push(self.send(batch)),
					true => self.hand_out_into(&batch, done),
				}
			}
			if done.stopped.is_none() && preparing.is_none() && ready.len() < AHEAD && !rows.is_empty() {
				let chunk = rows.drain(..rows.len().min(CHUNK)).collect();
				preparing = Some(self.prepare(chunk).boxed_local());
			}
			if preparing.is_none() && sending.is_empty() {
				break;
			}
			let prepared = async {
				match preparing.as_mut() {
					Some(preparing) => preparing.await,
					None => pending().await,
				}
			};
			tokio::select! {
				step = prepared => {
					preparing = None;
					ready.extend(done.take_step(step));
				}
				Some(sent) = sending.next() => {
					for again in done.take_sent(sent).into_iter().rev() {
						ready.push_front(again);
					}
				}
			}
			self.count(|counts| counts.refused = done.refused.len() as u64);
		}
		let ended = [done.registered.len(), done.earlier.len(), done.handed_out];
		let refused = done.refused.len().saturating_sub(unreadable);
		done.left = ended
			.into_iter()
			.fold(total.saturating_sub(refused), usize::saturating_sub);
	}

	fn hand_out_into(&self, batch: &[Ready], done: &mut Imported) {
		match self.hand_out(batch) {
			Ok(call) => {
				done.calls.push(call);
				done.handed_out = done.handed_out.saturating_add(batch.len());
			}
			Err(error) => done.stop(Some(error)),
		}
	}
}

/// Takes the next batch: a full one, or with `any` whatever is ready.
fn take_batch(ready: &mut VecDeque<Ready>, any: bool) -> Option<Vec<Ready>> {
	let enough = ready.len() >= BATCH || (any && !ready.is_empty());
	enough.then(|| ready.drain(..ready.len().min(BATCH)).collect())
}
