//! A connection to the pinned chain, and everything a use case needs with it.

use super::{names::AddressBook, store::LazyStore};
use medquorum_client::{
	chain::{Chain, ChainOptions, LightSpecs},
	clock::wall_time,
	config::{Config, Home},
	domain::{AccountId, RequestId},
	error::{Error, LedgerError, LightError},
	files,
	keep::{blocks::Blocks, journal::Journal, notes::Notes},
	ledger::Ledger as _,
	person::{FacilityAccount, FacilityAccounts},
	ports::SecretStore,
	progress::Progress,
	roles::forget_ended_epochs,
	search::Shelf,
	trust::Trust,
	views::{RecordDetails, RecordView},
};
use std::{
	ops::Deref,
	path::{Path, PathBuf},
	sync::Arc,
	time::{Duration, Instant},
};

/// How long a call may take to be in a finalized block.
const FINALITY: Duration = Duration::from_secs(120);
/// A node this many blocks behind is waited for, because it may only be a moment late.
const SMALL_LAG: u32 = 5;
/// How long it is waited for.
const LAG_PATIENCE: Duration = Duration::from_secs(30);

/// Connects to a node; a pinned genesis must be its chain's.
///
/// # Errors
/// When nobody answers there, or another chain does.
pub async fn connect(
	url: String,
	allow_insecure: bool,
	genesis: Option<[u8; 32]>,
) -> Result<Chain, LedgerError> {
	let options = ChainOptions {
		url,
		allow_insecure,
		pinned_genesis: genesis,
		finality_timeout: FINALITY,
	};
	Chain::connect(options).await
}

/// A raw chain spec holds a chain's first state with its code: some 25 MB at most.
const MAX_SPEC: u64 = 256 << 20;

/// Follows the chain of two spec files by a light client, without asking a node; a pinned genesis must be its chain's. Takes some seconds.
///
/// # Errors
/// When a file cannot be used, it is another chain's, or peers do not prove the newest finalized block.
pub async fn connect_light(
	relay: &Path,
	parachain: &Path,
	genesis: Option<[u8; 32]>,
) -> Result<Chain, Error> {
	let specs = LightSpecs {
		relay: spec("relay chain", relay)?,
		parachain: spec("parachain", parachain)?,
	};
	let options = ChainOptions {
		url: format!("a light client by {}", parachain.display()),
		allow_insecure: false,
		pinned_genesis: genesis,
		finality_timeout: FINALITY,
	};
	Ok(Chain::connect_light(specs, options).await?)
}

fn spec(chain: &'static str, path: &Path) -> Result<String, Error> {
	let bytes = files::read_small(path, MAX_SPEC)?;
	String::from_utf8(bytes).map_err(|_| {
		let reason = format!("{} is not text", path.display());
		LedgerError::from(LightError::BadSpec { chain, reason }).into()
	})
}

/// What is open, for as long as the session lasts.
pub struct Base {
	/// The client's folder.
	pub home: Home,
	/// The settings.
	pub config: Config,
	/// The node.
	pub chain: Chain,
	/// Whether it is a development chain, by the settings and the node.
	pub development: bool,
	/// Where envelopes are.
	pub store: LazyStore,
	/// What is believed without asking.
	pub trust: Trust,
	/// Notes of former runs about this chain.
	pub notes: Notes,
	/// What this home holds of catalogues.
	pub shelf: Shelf,
	/// How far the chain had come.
	pub blocks: Blocks,
	/// The administrator's journal.
	pub journal: Journal,
	/// The folder of partial downloads.
	pub partials: PathBuf,
	/// Names of accounts.
	pub names: Arc<AddressBook>,
	/// The person's accounts at facilities.
	pub places: Vec<FacilityAccount>,
}

/// A session, and how its calls leave this machine. Copies share what is open.
#[derive(Clone)]
pub struct Session {
	base: Arc<Base>,
	/// Hand calls out instead of sending them.
	pub emit_calls: bool,
	/// Hears of progress.
	pub progress: Option<Arc<dyn Progress>>,
}

impl Deref for Session {
	type Target = Base;

	fn deref(&self) -> &Base {
		&self.base
	}
}

impl Session {
	/// A session over an open connection. Its calls are sent, and nobody hears of progress.
	///
	/// # Errors
	/// When what this home knows of the chain cannot be read.
	pub fn over(
		home: &Home,
		config: Config,
		trust: Trust,
		chain: Chain,
		names: impl FnOnce(bool) -> AddressBook,
	) -> Result<Self, Error> {
		let development = trust.is_development(chain.is_development());
		let places = FacilityAccounts::at(home.folder(), trust.genesis).load()?;
		let mut names = names(development);
		names.know_own(&places);
		let base = Base {
			store: LazyStore::new(config.store.clone(), home.clone()),
			notes: Notes::open(&home.folder().join("notes.json"), &trust.genesis)?,
			shelf: Shelf::of(home.folder(), &trust.genesis),
			blocks: Blocks::open(&home.folder().join("chains.json"))?,
			journal: Journal::at(&home.journal()),
			partials: home.folder().join("downloads"),
			names: Arc::new(names),
			places,
			home: home.clone(),
			development,
			trust,
			chain,
			config,
		};
		Ok(Self {
			base: Arc::new(base),
			emit_calls: false,
			progress: None,
		})
	}

	/// The same, heard by another listener.
	#[must_use]
	pub fn heard_by(&self, progress: Arc<dyn Progress>) -> Self {
		Self {
			progress: Some(progress),
			..self.clone()
		}
	}

	/// Whether the node stands where its chain was seen before. Nodes of one chain are a block or two apart, so one that is behind
	/// for a moment is waited for.
	///
	/// # Errors
	/// When it does not. What is read from it can be shown all the same, marked; whatever would delete, register or sign refuses.
	pub async fn look_at_node(&self) -> Result<(), Error> {
		let mut looked = self.observer().desk.check_node().await;
		let begun = Instant::now();
		while let Err(Error::Ledger(LedgerError::NodeBehind { found, seen })) = &looked {
			if seen.saturating_sub(*found) > SMALL_LAG || begun.elapsed() > LAG_PATIENCE {
				break;
			}
			tokio::time::sleep(Duration::from_millis(500)).await;
			looked = self.observer().desk.check_node().await;
		}
		looked?;
		self.note_epochs().await
	}

	/// Notes which epochs have begun, if this home has answered requests.
	///
	/// # Errors
	/// When the node cannot be reached, or the journal not be written.
	pub async fn note_epochs(&self) -> Result<(), Error> {
		if !self.home.journal().exists() {
			return Ok(());
		}
		let keys = self.trust.committees.keys().copied();
		self.administrator().note_epochs(keys).await
	}

	/// Deletes the shares whose epochs are noted to be over. A program that keeps a keystore open calls this after each look at the node.
	///
	/// # Errors
	/// When journal or keystore cannot be read or written.
	pub fn forget_ended_epochs(&self, secrets: &dyn SecretStore) -> Result<(), Error> {
		match self.home.journal().exists() {
			true => forget_ended_epochs(secrets, &self.journal),
			false => Ok(()),
		}
	}

	/// A record with names, and with its file's where it was uploaded from here.
	pub fn details(&self, view: &RecordView) -> RecordDetails {
		let details = RecordDetails::of(view, self.names.as_ref());
		let details = match self.dates() {
			Some(now) => details.dated(now),
			None => details,
		};
		match self.notes.own_file(view.id) {
			Some(own) => details.uploaded_here(own.name, own.time),
			None => details,
		}
	}

	/// Requests that this account has made from here.
	pub fn asked(&self, account: AccountId) -> Vec<RequestId> {
		self.notes.asked(account)
	}

	/// Notes a request that this account made. Without this note nothing is lost: all requests are looked through for it.
	pub fn note_asked(&self, account: AccountId, id: RequestId) {
		let _: Result<(), Error> = self.notes.note_asked(account, id);
	}

	/// Forgets those requests of this account that are gone.
	pub fn keep_asked(&self, account: AccountId, there: &[RequestId]) {
		let _: Result<(), Error> = self.notes.keep_asked(account, there);
	}

	/// What clocks on walls say now, so that moments of the chain become dates. A development chain's clock runs with its blocks, not
	/// with the world's, so it tells no dates.
	pub fn dates(&self) -> Option<u64> {
		(!self.development).then(wall_time)
	}
}
