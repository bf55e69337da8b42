//! The trial of an import: every row is looked at, nothing is encrypted, stored or registered.

use super::{
	fault::Fault,
	look::{Looked, Looker, Patients, Stand, Trouble, at_once},
	outcome::{RefusedRow, RegisteredRow},
	state::State,
	work::ImportOptions,
};
use crate::{error::Error, progress::Step, roles::Uploader, upload::check_description};
use futures::{StreamExt as _, stream};
use medquorum_core::domain::*;
use medquorum_manifest::Manifest;

/// Rows that are looked at together.
const CHUNK: usize = 64;

/// What an import of a manifest would do.
#[derive(Debug, Default)]
pub struct Checked {
	/// Rows that would be encrypted, stored and registered.
	pub fresh: usize,
	/// Bytes of their files.
	pub bytes: u64,
	/// Rows of which an earlier import has stored all, and whose call would be sent.
	pub stored: usize,
	/// Rows that were registered by an earlier import.
	pub earlier: Vec<RegisteredRow>,
	/// Rows with faults.
	pub refused: Vec<RefusedRow>,
}

impl Uploader<'_> {
	/// Looks at every row of a manifest as an import by this account would, reads all files, and names every fault.
	///
	/// # Errors
	/// When the node or the store cannot be asked, the role does not allow it, or what earlier imports have noted cannot be read.
	pub async fn check_import(
		&self,
		account: AccountId,
		manifest: Manifest,
		patients: &dyn Patients,
		options: &ImportOptions,
	) -> Result<Checked, Error> {
		self.desk.check_node().await?;
		let state = State::look(self.notes.folder())?;
		let place = (options.key_id, options.folder.as_path());
		let looker = Looker::new(self.quiet(), account, patients, place, state).await?;
		let mut checked = Checked {
			refused: manifest.bad.iter().map(RefusedRow::unreadable).collect(),
			..Checked::default()
		};
		let total = manifest.rows.len() as u64;
		let mut rows = manifest.rows.into_iter();
		loop {
			let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
			self.desk
				.advance(Step::Look, total.saturating_sub(rows.len() as u64), total);
			if chunk.is_empty() {
				break;
			}
			let looked = looker.look_all(chunk, &mut checked.refused).await?;
			checked.take(&looker, looked).await?;
		}
		checked.refused.sort_by_key(|row| row.line);
		Ok(checked)
	}
}

impl Checked {
	async fn take(&mut self, looker: &Looker<'_>, looked: Vec<Looked>) -> Result<(), Error> {
		let opens = looked.into_iter().map(|looked| async {
			let (place, row, origin) = (looked.place.clone(), looked.row.clone(), looked.origin.clone());
			let opening = tokio::task::spawn_blocking(move || {
				let source = place.open(&row, &origin)?;
				check_description(&source)?;
				Ok::<_, Error>(source.len)
			});
			(looked, opening.await.unwrap_or(Err(Error::Interrupted)))
		});
		let mut opens = stream::iter(opens).buffered(at_once());
		while let Some((looked, opened)) = opens.next().await {
			let stand = match opened {
				Ok(length) => looker.stand(&looked).await.map(|stand| (stand, length)),
				Err(error) => Err(Trouble::of_looking(error)),
			};
			match stand {
				Ok((Stand::Fresh, length)) => {
					self.fresh = self.fresh.saturating_add(1);
					self.bytes = self.bytes.saturating_add(length);
				}
				Ok((Stand::Ready(..), _)) => self.stored = self.stored.saturating_add(1),
				Ok((Stand::Done(id, block), _)) => self.earlier.push(looked.registered(id, block)),
				Err(Trouble::Row(fault)) => self.refuse(looker, &looked, fault),
				Err(Trouble::Stop(error)) => return Err(error),
			}
		}
		Ok(())
	}

	fn refuse(&mut self, looker: &Looker<'_>, looked: &Looked, fault: Fault) {
		self.refused.push(looker.refused(&looked.row, fault));
	}
}
