//! A look at rows before anything is done with them: whose they are, what is in their files, and whether they came in before.

use super::{
	error::ImportError,
	fault::Fault,
	outcome::{RefusedRow, RegisteredRow},
	source::{Place, identity, state_of},
	state::{Key, Known, RowState, State},
};
use crate::{
	error::{Error, UploadError},
	roles::Uploader,
	search::SearchError,
	upload::{Origin, Recipients},
};
use futures::{StreamExt as _, stream};
use medquorum_core::{domain::*, ledger::NewRecord};
use medquorum_manifest::Row;
use sha2::{Digest as _, Sha256};
use std::{
	collections::HashMap,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Finds the accounts that a manifest names.
pub trait Patients: Send + Sync {
	/// The account of a contact's name or an address.
	///
	/// # Errors
	/// Why the name stands for no account.
	fn find(&self, name: &str) -> Result<AccountId, Fault>;
}

/// Why a row is held back.
pub(super) enum Trouble {
	/// A fault of the row alone.
	Row(Fault),
	/// An error that stops the whole import.
	Stop(Error),
}

impl Trouble {
	/// Sorts an error of looking at files and people: those of a row's file are the row's.
	pub(super) fn of_looking(error: Error) -> Self {
		match error {
			Error::File(_) | Error::Study(_) => Self::Row(Fault::of(&error)),
			error => Self::of_sealing(error),
		}
	}

	/// Sorts an error of sealing and storing. A file error stops the import now: it is about this program's own files.
	pub(super) fn of_sealing(error: Error) -> Self {
		let own = matches!(
			error,
			Error::Upload(
				UploadError::Read(_)
					| UploadError::Changed { .. }
					| UploadError::Description { .. }
					| UploadError::TooLong(_)
					| UploadError::Header(_)
			) | Error::Import(ImportError::Outside { .. } | ImportError::SameFile(_) | ImportError::Gone(_))
				| Error::Lookup(_)
				| Error::Trust(_)
				| Error::Envelope { .. }
				| Error::Threshold { .. }
		);
		match own {
			true => Self::Row(Fault::of(&error)),
			false => Self::Stop(error),
		}
	}
}

impl From<Error> for Trouble {
	fn from(error: Error) -> Self {
		Self::of_looking(error)
	}
}

/// A row with its patient and what is in its files.
pub(super) struct Looked {
	pub(super) row: Row,
	pub(super) patient: AccountId,
	pub(super) recipients: Recipients,
	pub(super) place: Place,
	pub(super) origin: Origin,
	/// The row as it is known again.
	pub(super) key: Key,
	files: Key,
	content: Key,
	keys: Key,
	told: Key,
}

impl Looked {
	/// What is noted of it once it is sealed.
	pub(super) fn known(&self, record: RecordId) -> Known {
		Known {
			row: self.key,
			files: self.files,
			content: self.content,
			keys: self.keys,
			told: self.told,
			record,
			sealed: None,
			stage: RowState::Sealed,
		}
	}

	pub(super) fn registered(&self, record_id: RecordId, block: BlockNumber) -> RegisteredRow {
		RegisteredRow {
			line: self.row.line,
			record_id,
			block,
		}
	}
}

/// Where a row stands.
pub(super) enum Stand {
	/// It is to be sealed.
	Fresh,
	/// It is stored; its call is to be sent, perhaps once more.
	Ready(RecordId, Box<NewRecord>),
	/// Its record was registered.
	Done(RecordId, BlockNumber),
}

/// Looks at rows, for an import or for its trial.
pub(super) struct Looker<'a> {
	pub(super) uploader: Uploader<'a>,
	pub(super) account: AccountId,
	pub(super) patients: &'a dyn Patients,
	pub(super) folder: PathBuf,
	/// The committee's key, and its public part.
	pub(super) committee: (KeyId, Bytes32),
	pub(super) state: Arc<Mutex<State>>,
	/// Lines by row, so that no row comes twice.
	seen: Mutex<HashMap<Key, u64>>,
	/// Accounts by name.
	names: Mutex<HashMap<String, Result<AccountId, Fault>>>,
	/// Keys of patients, asked for once.
	keys: tokio::sync::Mutex<HashMap<AccountId, Result<Recipients, Fault>>>,
	/// Whether patients let uploads be listed.
	directives: tokio::sync::Mutex<HashMap<AccountId, bool>>,
}

/// How many files are read or sealed at once.
pub(super) fn at_once() -> usize {
	std::thread::available_parallelism().map_or(4, |cores| cores.get().saturating_mul(2).clamp(4, 16))
}

impl<'a> Looker<'a> {
	/// Checks the uploader's role and the committee.
	pub(super) async fn new(
		uploader: Uploader<'a>,
		account: AccountId,
		patients: &'a dyn Patients,
		(key_id, folder): (KeyId, &Path),
		state: State,
	) -> Result<Self, Error> {
		uploader
			.desk
			.check_role(account, Role::can_upload, "upload records")
			.await?;
		let committee = uploader.desk.trusted_committee(key_id).await?;
		Ok(Self {
			uploader,
			account,
			patients,
			folder: folder.to_owned(),
			committee: (key_id, committee.x),
			state: Arc::new(Mutex::new(state)),
			seen: Mutex::default(),
			names: Mutex::default(),
			keys: tokio::sync::Mutex::default(),
			directives: tokio::sync::Mutex::default(),
		})
	}

	pub(super) fn state(&self) -> MutexGuard<'_, State> {
		self.state.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Looks at rows; those with faults go to `refused`.
	pub(super) async fn look_all(
		&self,
		rows: Vec<Row>,
		refused: &mut Vec<RefusedRow>,
	) -> Result<Vec<Looked>, Error> {
		let mut looked = Vec::new();
		let looks = rows.into_iter().map(|row| async {
			let found = self.look(row.clone()).await;
			(row, found)
		});
		let mut looks = stream::iter(looks).buffered(at_once());
		while let Some((row, found)) = looks.next().await {
			match found.and_then(|found| self.only_once(found)) {
				Ok(found) => looked.push(found),
				Err(Trouble::Row(fault)) => refused.push(self.refused(&row, fault)),
				Err(Trouble::Stop(error)) => return Err(error),
			}
		}
		Ok(looked)
	}

	/// A row that is not brought in, with the place of its files wherever a report of it will lie.
	pub(super) fn refused(&self, row: &Row, fault: Fault) -> RefusedRow {
		let mut cells = row.cells.clone();
		if let (Some(cell), Some(path)) = (cells.first_mut(), self.folder.join(&row.path).to_str()) {
			path.clone_into(cell);
		}
		RefusedRow {
			line: row.line,
			cells,
			faults: vec![fault],
		}
	}

	fn only_once(&self, looked: Looked) -> Result<Looked, Trouble> {
		let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
		match *seen.entry(looked.key).or_insert(looked.row.line) {
			line if line == looked.row.line => Ok(looked),
			line => Err(Error::from(ImportError::SameFile(line)).into()),
		}
	}

	async fn look(&self, row: Row) -> Result<Looked, Trouble> {
		let patient = self.patient(&row.patient).map_err(Trouble::Row)?;
		let recipients = self.recipients(patient).await?;
		if row.searchable == Some(true) && !self.lets_list(patient).await? {
			return Err(Trouble::Row(Fault::of(&Error::from(SearchError::NoDirective(
				patient,
			)))));
		}
		let (path, folder, state) = (row.path.clone(), self.folder.clone(), Arc::clone(&self.state));
		let looking = tokio::task::spawn_blocking(move || {
			let place = Place::of(&path, &folder)?;
			let origin = place.origin()?;
			let files = Key(state_of(&origin));
			let before = state
				.lock()
				.unwrap_or_else(PoisonError::into_inner)
				.content(files);
			let content = match before {
				Some(content) => content,
				None => {
					let changed = UploadError::Changed { expected: 0 };
					Key(place.content(&origin)?.ok_or(changed)?)
				}
			};
			Ok::<_, Error>((place, origin, files, content))
		});
		let looked = looking.await.unwrap_or(Err(Error::Interrupted));
		let (place, origin, files, content) = looked.map_err(Trouble::of_looking)?;
		let genesis = self.uploader.desk.genesis();
		let key = identity(&genesis, self.account, patient, row.date.as_deref(), &content.0);
		Ok(Looked {
			patient,
			recipients,
			place,
			origin,
			key: Key(key),
			files,
			content,
			keys: self.keys_of(&recipients),
			told: told(&row),
			row,
		})
	}

	/// The account that a name means, asked for once.
	fn patient(&self, name: &str) -> Result<AccountId, Fault> {
		let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(known) = names.get(name) {
			return known.clone();
		}
		let found = self.patients.find(name);
		names.insert(name.to_owned(), found.clone());
		found
	}

	/// Whether a patient lets uploads be listed, asked for once.
	async fn lets_list(&self, patient: AccountId) -> Result<bool, Trouble> {
		let mut known = self.directives.lock().await;
		if let Some(known) = known.get(&patient) {
			return Ok(*known);
		}
		let ledger = self.uploader.desk.ledger;
		let found = ledger.search_directive(patient).await.map_err(Error::from)?;
		known.insert(patient, found);
		Ok(found)
	}

	/// The patient's keys, as the patient's account signed them.
	async fn recipients(&self, patient: AccountId) -> Result<Recipients, Trouble> {
		let mut known = self.keys.lock().await;
		if let Some(known) = known.get(&patient) {
			return known.clone().map_err(Trouble::Row);
		}
		let Uploader { desk, notes, .. } = self.uploader;
		let x = self.committee.1;
		let found = match desk.verified_keys(notes, patient).await {
			Ok(keys) => Ok(Recipients {
				csp_pk: keys.csp_pk,
				x,
			}),
			Err(error) => match Trouble::of_sealing(error) {
				Trouble::Row(fault) => Err(fault),
				stop @ Trouble::Stop(_) => return Err(stop),
			},
		};
		known.insert(patient, found.clone());
		found.map_err(Trouble::Row)
	}

	fn keys_of(&self, recipients: &Recipients) -> Key {
		let keys = Sha256::new()
			.chain_update(recipients.csp_pk)
			.chain_update(recipients.x)
			.chain_update(self.committee.0.to_le_bytes());
		Key(keys.finalize().into())
	}

	/// Where a row stands, by what was noted, what finalized blocks show and what the store has.
	pub(super) async fn stand(&self, looked: &Looked) -> Result<Stand, Trouble> {
		let Some(known) = self.state().row(looked.key).cloned() else {
			return Ok(Stand::Fresh);
		};
		let id = known.record;
		let noted = self.uploader.notes.objects(id);
		let noted_block = noted.as_ref().and_then(|objects| objects.registered());
		if let (RowState::Registered(block), _) | (_, Some(block)) = (known.stage, noted_block) {
			return Ok(Stand::Done(id, block));
		}
		let sent = known.stage >= RowState::Sent || noted.as_ref().is_some_and(|objects| objects.is_sent());
		let Some(sealed) = known.sealed else {
			return Ok(Stand::Fresh);
		};
		if sent {
			if let Some(block) = self.shown(id, &sealed.call).await.map_err(Trouble::Stop)? {
				return Ok(Stand::Done(id, block));
			}
		} else if known.stage < RowState::Stored || known.told != looked.told {
			return Ok(Stand::Fresh);
		}
		// For other keys it cannot be carried out, and what is not noted a person has removed.
		if noted.is_none() || known.keys != looked.keys {
			return Ok(Stand::Fresh);
		}
		for cid in sealed.cids() {
			let there = self.uploader.store.contains(&cid).await;
			match (there.map_err(|error| Trouble::Stop(error.into()))?, sent) {
				(true, _) => {}
				(false, true) => return Err(Error::from(ImportError::Gone(id)).into()),
				(false, false) => return Ok(Stand::Fresh),
			}
		}
		Ok(Stand::Ready(id, sealed.call))
	}

	/// The block in which the chain shows this very record, or what is left of it.
	pub(super) async fn shown(&self, id: RecordId, call: &NewRecord) -> Result<Option<BlockNumber>, Error> {
		let ledger = self.uploader.desk.ledger;
		if let Some(record) = ledger.record(id).await? {
			return Ok((record.commitment == call.commitment).then_some(record.created));
		}
		Ok(ledger.tombstone(id).await?.map(|stone| stone.at))
	}
}

/// What a row tells about its files.
fn told(row: &Row) -> Key {
	let mut hash = Sha256::new();
	for text in [row.diagnoses().as_ref(), row.name.as_ref()] {
		// The length one higher: an empty text is not a missing one.
		hash.update(text.map_or(0, |text| text.len() as u64 + 1).to_le_bytes());
		hash.update(text.map_or("", String::as_str));
	}
	Key(hash.finalize().into())
}
