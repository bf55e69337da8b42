//! From rows to sealed records in the store, many at once, in bounded memory.

use super::{
	fault::Fault,
	look::{Looked, Stand, Trouble, at_once},
	outcome::{RefusedRow, RegisteredRow},
	state::{Key, Known, RowState, SealedCall},
	work::Run,
};
use crate::{
	error::Error,
	upload::{Large, SMALL, SealedRow, UploadSource, seal_small},
};
use futures::{StreamExt as _, stream};
use medquorum_core::{domain::*, ledger::NewRecord};
use medquorum_manifest::Row;

/// Bytes of files that are sealed in memory at once.
const PORTION: u64 = 16 << 20;

/// Files on their way to the store at once: most of that time goes into waiting for a disk or another machine.
const PUTS: usize = 16;

/// A row in the store, whose call is to be sent.
#[derive(Clone)]
pub(super) struct Ready {
	pub(super) row: Row,
	pub(super) key: Key,
	pub(super) id: RecordId,
	pub(super) call: Box<NewRecord>,
	/// How often its call was sent in this run with an unknown outcome.
	pub(super) lost: u32,
}

/// What became of some rows.
#[derive(Default)]
pub(super) struct Prepared {
	pub(super) ready: Vec<Ready>,
	pub(super) earlier: Vec<RegisteredRow>,
	pub(super) refused: Vec<RefusedRow>,
	pub(super) stop: Option<Error>,
}

/// A row whose files are open.
type OpenRow = (Looked, UploadSource);

impl Run<'_> {
	/// Brings rows so far that only their calls are left to be sent.
	pub(super) async fn prepare(&self, rows: Vec<Row>) -> Prepared {
		let mut step = Prepared::default();
		if let Err(error) = self.prepare_into(rows, &mut step).await {
			step.stop = Some(error);
		}
		step
	}

	async fn prepare_into(&self, rows: Vec<Row>, step: &mut Prepared) -> Result<(), Error> {
		let (mut fresh, mut shown) = (Vec::new(), Vec::new());
		for looked in self.looker.look_all(rows, &mut step.refused).await? {
			match self.looker.stand(&looked).await {
				Ok(Stand::Fresh) => fresh.push(looked),
				Ok(Stand::Ready(id, call)) => {
					self.count(|rows| (rows.sealed, rows.stored) = (rows.sealed + 1, rows.stored + 1));
					step.ready.push(ready(&looked, id, call));
				}
				Ok(Stand::Done(id, block)) => {
					shown.push((looked.key, id, block));
					step.earlier.push(looked.registered(id, block));
				}
				Err(trouble) => self.trouble(&looked.row, trouble, step)?,
			}
		}
		self.note_earlier(shown)?;
		self.leave_behind(&fresh).await?;
		let (small, large) = self.open_all(fresh, step).await?;
		for portion in portions(small) {
			let sealed = self.seal_all(portion, step).await?;
			self.store_all(sealed, step).await?;
		}
		for (looked, source) in large {
			self.store_one(looked, source, step).await?;
		}
		Ok(())
	}

	/// A fault of a row refuses the row; anything else ends the work.
	fn trouble(&self, row: &Row, trouble: Trouble, step: &mut Prepared) -> Result<(), Error> {
		match trouble {
			Trouble::Row(fault) => {
				step.refused.push(self.looker.refused(row, fault));
				Ok(())
			}
			Trouble::Stop(error) => Err(error),
		}
	}

	/// Counts rows that came in before, and notes those of which that was not known here.
	fn note_earlier(&self, mut shown: Vec<(Key, RecordId, BlockNumber)>) -> Result<(), Error> {
		let all = shown.len();
		let state = self.looker.state();
		shown.retain(|(key, _, _)| {
			let known = state.row(*key).map(|known| known.stage);
			!matches!(known, Some(RowState::Registered(_)))
		});
		drop(state);
		self.count(|rows| rows.registered += (all - shown.len()) as u64);
		self.note_registered(&shown)
	}

	/// Removes what is left of rows that begin again and whose call was never sent.
	async fn leave_behind(&self, fresh: &[Looked]) -> Result<(), Error> {
		let mut forgotten = Vec::new();
		for looked in fresh {
			let before = self.looker.state().row(looked.key).map(|known| known.record);
			if let Some(id) = before {
				self.looker.uploader.keeper().tidy_one(id).await?;
				forgotten.push(looked.key);
			}
		}
		self.looker.state().forget(forgotten)
	}

	/// Opens the files of rows; the small ones come first.
	async fn open_all(
		&self,
		fresh: Vec<Looked>,
		step: &mut Prepared,
	) -> Result<(Vec<OpenRow>, Vec<OpenRow>), Error> {
		let opens = fresh.into_iter().map(|looked| async {
			let (place, row, origin) = (looked.place.clone(), looked.row.clone(), looked.origin.clone());
			let opening = tokio::task::spawn_blocking(move || place.open(&row, &origin));
			(looked, opening.await.unwrap_or(Err(Error::Interrupted)))
		});
		let mut opens = stream::iter(opens).buffered(at_once());
		let (mut small, mut large) = (Vec::new(), Vec::new());
		while let Some((looked, opened)) = opens.next().await {
			match opened {
				Ok(source) if source.len <= SMALL => small.push((looked, source)),
				Ok(source) => large.push((looked, source)),
				Err(error) => self.trouble(&looked.row, Trouble::of_looking(error), step)?,
			}
		}
		Ok((small, large))
	}

	/// Seals small files under fresh keys.
	async fn seal_all(
		&self,
		portion: Vec<OpenRow>,
		step: &mut Prepared,
	) -> Result<Vec<(Looked, SealedRow)>, Error> {
		let (genesis, account) = (self.looker.uploader.desk.genesis(), self.looker.account);
		let seals = portion.into_iter().map(|(looked, source)| {
			let (options, recipients) = (self.options_of(&looked), looked.recipients);
			async move {
				let sealing = tokio::task::spawn_blocking(move || {
					seal_small(source, &genesis, account, &options, &recipients)
				});
				(looked, sealing.await.unwrap_or(Err(Error::Interrupted)))
			}
		});
		let mut seals = stream::iter(seals).buffered(at_once());
		let mut sealed = Vec::new();
		while let Some((looked, done)) = seals.next().await {
			match done {
				Ok(done) => sealed.push((looked, done)),
				Err(error) => self.trouble(&looked.row, Trouble::of_sealing(error), step)?,
			}
		}
		self.count(|rows| rows.sealed += sealed.len() as u64);
		Ok(sealed)
	}

	/// Notes sealed rows and stores them. The note of a row that cannot be stored is removed.
	async fn store_all(&self, sealed: Vec<(Looked, SealedRow)>, step: &mut Prepared) -> Result<(), Error> {
		if sealed.is_empty() {
			return Ok(());
		}
		// Noted before anything is stored, so that tidying finds it if this process is killed.
		let objects = |sealed: &SealedRow| sealed.finished.objects().described(&sealed.info).of_import();
		let noted = sealed.iter().map(|(_, sealed)| (sealed.id, objects(sealed)));
		self.looker.uploader.notes.uploaded_all(noted)?;
		let rows = sealed.iter().map(|(looked, sealed)| {
			let call = sealed.finished.call.clone();
			known(
				looked,
				sealed.id,
				&sealed.finished.cid,
				&sealed.finished.header_cid(),
				call,
			)
		});
		let rows: Vec<Known> = rows.collect();
		self.looker.state().sealed(rows)?;
		let puts = sealed.into_iter().map(|(looked, sealed)| async move {
			let ready = ready(&looked, sealed.id, Box::new(sealed.finished.call.clone()));
			self.looker.uploader.put_small(sealed).await.map(|()| ready)
		});
		let mut puts = stream::iter(puts).buffered(PUTS);
		let (mut stored, mut failed) = (Vec::new(), None);
		while let Some(put) = puts.next().await {
			match put {
				Ok(ready) => stored.push(ready),
				Err(error) => failed = failed.or(Some(error)),
			}
		}
		self.looker
			.state()
			.stored(stored.iter().map(|ready| ready.key).collect())?;
		self.count(|rows| rows.stored += stored.len() as u64);
		step.ready.extend(stored);
		failed.map_or(Ok(()), Err)
	}

	/// Stores a large file, sealed on its way, or resumes an earlier upload of it.
	async fn store_one(
		&self,
		looked: Looked,
		source: UploadSource,
		step: &mut Prepared,
	) -> Result<(), Error> {
		let (uploader, options) = (self.looker.uploader, self.options_of(&looked));
		let put = uploader
			.put_large(source, self.looker.account, &options, &looked.recipients)
			.await;
		match put {
			Ok(Large::Stored(id, finished)) => {
				let mut row = known(
					&looked,
					id,
					&finished.cid,
					&finished.header_cid(),
					finished.call.clone(),
				);
				row.stage = RowState::Stored;
				self.looker.state().sealed(vec![row])?;
				self.count(|rows| (rows.sealed, rows.stored) = (rows.sealed + 1, rows.stored + 1));
				step.ready.push(ready(&looked, id, Box::new(finished.call)));
			}
			Ok(Large::Registered(id, block)) => {
				self.looker.state().sealed(vec![looked.known(id)])?;
				self.note_registered(&[(looked.key, id, block)])?;
				step.earlier.push(looked.registered(id, block));
			}
			Err(error) => self.trouble(&looked.row, Trouble::of_sealing(error), step)?,
		}
		Ok(())
	}

	/// A row whose call failed.
	pub(super) fn refuse(&self, ready: &Ready, error: &Error) -> RefusedRow {
		self.looker.refused(&ready.row, Fault::of(error))
	}
}

fn ready(looked: &Looked, id: RecordId, call: Box<NewRecord>) -> Ready {
	Ready {
		row: looked.row.clone(),
		key: looked.key,
		id,
		call,
		lost: 0,
	}
}

fn known(
	looked: &Looked,
	id: RecordId,
	cid: &medquorum_envelope::Cid,
	header: &medquorum_envelope::Cid,
	call: NewRecord,
) -> Known {
	Known {
		sealed: Some(SealedCall::new(cid, header, call)),
		..looked.known(id)
	}
}

/// Files in portions whose bytes fit into memory together.
fn portions(all: Vec<OpenRow>) -> Vec<Vec<OpenRow>> {
	let mut portions: Vec<Vec<OpenRow>> = Vec::new();
	let mut bytes = PORTION;
	for open in all {
		let length = open.1.len;
		bytes = bytes.saturating_add(length);
		match portions.last_mut() {
			Some(last) if bytes <= PORTION => last.push(open),
			_ => {
				bytes = length;
				portions.push(vec![open]);
			}
		}
	}
	portions
}
