//! Stored rows on their way to the chain, in batches.

use super::{
	outcome::{RefusedRow, RegisteredRow},
	prepare::Ready,
	state::Key,
	work::Run,
};
use crate::{
	error::{Error, ReplicaError, UploadError},
	roles::EncodedCall,
	upload::Staging,
};
use futures::{StreamExt as _, stream};
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::{BatchReceipt, Call},
};
use std::collections::HashMap;

/// Rows of one batch: 48 kB of calls and an eighth of a second of computing, so that several fit into a block.
pub(super) const BATCH: usize = 100;
/// Batches under way at once. A block is final some blocks after it was made, and until then the next ones want calls too.
pub(super) const UNDER_WAY: usize = 16;
/// How often a call is sent whose outcome stays unknown.
const ATTEMPTS: u32 = 3;
/// Reads of the chain at once.
const READS: usize = 16;

/// What became of a batch.
#[derive(Default)]
pub(super) struct Sent {
	pub(super) registered: Vec<RegisteredRow>,
	pub(super) refused: Vec<RefusedRow>,
	/// To be sent again.
	pub(super) again: Vec<Ready>,
	pub(super) stop: Option<Error>,
	pub(super) fee: Option<Balance>,
}

/// Refusals that meet every row of this uploader alike.
fn meets_all(error: &LedgerError) -> bool {
	let of_all = [
		"RoleCannotUpload",
		"AccountFrozen",
		"CommitteeRetired",
		"CommitteeNotFound",
		"CallFiltered",
		"Token",
	];
	matches!(error, LedgerError::CannotPay { .. })
		|| error.refusal().is_some_and(|name| of_all.contains(&name))
}

impl Run<'_> {
	/// Sends a batch, and looks what finalized blocks show of it.
	pub(super) async fn send(&self, batch: Vec<Ready>) -> Sent {
		let mut sent = Sent::default();
		if let Err(error) = self.send_into(batch, &mut sent).await {
			sent.stop = Some(error);
		}
		sent
	}

	async fn send_into(&self, batch: Vec<Ready>, sent: &mut Sent) -> Result<(), Error> {
		let desk = self.looker.uploader.desk;
		desk.check_node().await?;
		self.note_sent(&batch)?;
		let calls: Vec<Call> = batch.iter().map(register).collect();
		let done = desk.ledger.submit_batch(self.signer, &calls).await;
		// The next node must know the block that holds the batch.
		let _: Result<(), Error> = desk.check_node().await;
		if let Ok(BatchReceipt { fee, .. }) = &done {
			sent.fee = Some(*fee);
		}
		let mut shown = self.shown(&batch).await;
		let (mut registered, mut unseen) = (Vec::new(), None);
		let (outcomes, whole) = match done {
			Ok(receipt) => (receipt.outcomes, Ok(receipt.block)),
			Err(error) => (Vec::new(), Err(error)),
		};
		let mut outcomes = outcomes.into_iter();
		for ready in batch {
			let outcome = outcomes.next();
			match (shown.remove(&ready.id), outcome) {
				// Whatever the node said of it.
				(Some(Ok(Some(block))), _) => {
					registered.push((ready.key, ready.id, block));
					sent.registered.push(RegisteredRow {
						line: ready.row.line,
						record_id: ready.id,
						block,
					});
				}
				// The record could not be read, so its outcome is open and the row is tried again.
				(Some(Err(error)), _) => {
					unseen = unseen.or(Some(error));
					sent.again.push(ready);
				}
				(_, Some(Err(error))) if error.refusal() != Some("RecordExists") => {
					self.refused(ready, error, sent);
				}
				(_, outcome) => self.lost(ready, outcome.is_some(), &whole, sent),
			}
		}
		self.note_registered(&registered)?;
		match whole {
			Err(error) if error.is_unsent() || meets_all(&error) || error.refusal().is_some() => {
				Err(error.into())
			}
			Ok(_) | Err(_) => unseen.map_or(Ok(()), Err),
		}
	}

	/// The chain refused the call; the record's envelope stays, because the node had the call.
	fn refused(&self, ready: Ready, error: LedgerError, sent: &mut Sent) {
		if meets_all(&error) {
			sent.stop.get_or_insert(error.into());
			return;
		}
		let (id, upload) = (ready.id, Box::new(error.into()));
		let error = UploadError::NotRegistered { id, upload }.into();
		sent.refused.push(self.refuse(&ready, &error));
	}

	/// Handles a record that no finalized block shows although its call was not refused.
	fn lost(
		&self,
		mut ready: Ready,
		carried_out: bool,
		whole: &Result<BlockNumber, LedgerError>,
		sent: &mut Sent,
	) {
		ready.lost = ready.lost.saturating_add(1);
		if ready.lost < ATTEMPTS {
			sent.again.push(ready);
			return;
		}
		let id = ready.id;
		let error = match whole {
			Ok(block) if carried_out => ReplicaError::NotShown { id, block: *block }.into(),
			_ => {
				let upload = Box::new(LedgerError::Unknown("no finalized block holds it".into()).into());
				UploadError::NotRegistered { id, upload }.into()
			}
		};
		sent.refused.push(self.refuse(&ready, &error));
	}

	/// What finalized blocks show of the records of a batch.
	async fn shown(&self, batch: &[Ready]) -> HashMap<RecordId, Result<Option<BlockNumber>, Error>> {
		let looks = batch.iter().map(|ready| async move {
			let shown = self.looker.shown(ready.id, &ready.call).await;
			(ready.id, shown)
		});
		stream::iter(looks).buffer_unordered(READS).collect().await
	}

	/// Notes that a batch is about to leave this machine, before it does.
	fn note_sent(&self, batch: &[Ready]) -> Result<(), Error> {
		let keys: Vec<Key> = batch.iter().map(|ready| ready.key).collect();
		let ids: Vec<RecordId> = batch.iter().map(|ready| ready.id).collect();
		self.looker.state().sent(keys)?;
		self.looker.uploader.notes.sent_all(&ids)
	}

	/// Notes records that finalized blocks show.
	pub(super) fn note_registered(&self, rows: &[(Key, RecordId, BlockNumber)]) -> Result<(), Error> {
		if rows.is_empty() {
			return Ok(());
		}
		let keys = rows.iter().map(|(key, _, block)| (*key, *block)).collect();
		self.looker.state().registered(keys)?;
		let notes = self.looker.uploader.notes;
		let records: Vec<_> = rows.iter().map(|(_, id, block)| (*id, *block)).collect();
		notes.seen_registered_all(&records)?;
		for (_, id, _) in rows {
			Staging::discard(notes, *id)?;
		}
		self.count(|counts| counts.registered += rows.len() as u64);
		Ok(())
	}

	/// Hands a batch out instead of sending it.
	pub(super) fn hand_out(&self, batch: &[Ready]) -> Result<EncodedCall, Error> {
		let call = Call::Batch {
			calls: batch.iter().map(register).collect(),
		};
		let bytes = self.looker.uploader.desk.ledger.encode_call(&call)?;
		self.note_sent(batch)?;
		let (pallet, name) = call.name();
		Ok(EncodedCall { pallet, name, bytes })
	}
}

fn register(ready: &Ready) -> Call {
	Call::RegisterRecord(ready.call.clone())
}
