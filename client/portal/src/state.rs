//! What all pages share.

use crate::{
	chronicle::Chronicle,
	drafts::Drafts,
	error::PortalError,
	guard::Guard,
	held::Held,
	jobs::Jobs,
	locked::{Door, Locked},
	step::SetUpStep,
	trouble::Trouble,
	waiting::Waiting,
};
use medquorum_client::{
	accounts::AccountSource,
	config::{Config, Home},
	contacts::Contacts,
	domain::RecordId,
	error::Error,
	journal::Journal,
	keystore::{Keystore, Passphrase},
	roles::forget_ended_epochs,
	rules::answer::CheckedRequest,
	search::Hit,
	views::Status,
};
use medquorum_session::{AddressBook, Session, connect};
use std::{
	collections::{BTreeMap, VecDeque},
	sync::{
		Arc, Mutex, MutexGuard, PoisonError,
		atomic::{AtomicBool, Ordering},
	},
	time::Duration,
};
use tokio::sync::{Mutex as AsyncMutex, watch};

/// Questions that were shown and can still be answered.
const MAX_SHOWN: usize = 32;
/// Records of searches that are remembered.
const MAX_FOUND: usize = 1_000;

/// How a portal is run.
#[derive(Debug, Clone)]
pub struct Options {
	/// The client's folder.
	pub home: Home,
	/// Node to talk to; that of the settings if `None`.
	pub node: Option<String>,
	/// Account that acts; that of the settings if `None`.
	pub account: Option<AccountSource>,
	/// Talk to a node on another machine without encryption.
	pub allow_insecure: bool,
	/// Open a keystore that is weakly protected.
	pub allow_weak: bool,
	/// Port to listen on; 0 for a free one.
	pub port: u16,
	/// Without use for so long, it locks itself.
	pub lock_after: Duration,
}

/// What was shown under a form's number, to be decided about.
type Shown = VecDeque<(String, Arc<Vec<CheckedRequest>>)>;

/// One running portal.
pub struct Portal {
	/// How it is run.
	pub options: Options,
	/// Who may speak to it.
	pub guard: Guard,
	/// The keys.
	pub locked: Locked,
	/// What runs.
	pub jobs: Jobs,
	/// What was opened to be looked at.
	pub held: Held,
	/// What happened, as far as it was read.
	pub chronicle: Chronicle,
	/// What waits for the person, as far as it was read.
	pub waiting: Waiting,
	/// Forms that wait until a file or a folder was chosen.
	pub drafts: Drafts,
	session: AsyncMutex<Option<Session>>,
	/// Held while a passphrase is tried: one after the other, so that no wait is got around by trying many at once.
	trying: AsyncMutex<()>,
	shown: Mutex<Shown>,
	/// Under which disease searches found records; it is in memory alone until one is asked for.
	found: Mutex<BTreeMap<RecordId, String>>,
	/// How far setting up is.
	pub welcome: AsyncMutex<SetUpStep>,
	/// How the account stood when a page last asked.
	seen: Mutex<Option<Status>>,
	/// The form that made the home.
	made: Mutex<Option<[u8; 32]>>,
	/// Whether a page has named another node than the one that this portal was started with.
	node_named: AtomicBool,
	stopped: watch::Sender<bool>,
}

impl Portal {
	/// A portal that is locked and not connected.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn new(options: Options, port: u16) -> Result<Self, PortalError> {
		Ok(Self {
			guard: Guard::new(port)?,
			locked: Locked::new(options.lock_after),
			jobs: Jobs::default(),
			held: Held::default(),
			chronicle: Chronicle::default(),
			waiting: Waiting::default(),
			drafts: Drafts::default(),
			session: AsyncMutex::new(None),
			trying: AsyncMutex::new(()),
			shown: Mutex::new(VecDeque::new()),
			found: Mutex::new(BTreeMap::new()),
			welcome: AsyncMutex::new(SetUpStep::default()),
			seen: Mutex::new(None),
			made: Mutex::new(None),
			node_named: AtomicBool::new(false),
			stopped: watch::Sender::new(false),
			options,
		})
	}

	/// The connection to the chain, opened when it is first needed and again after it broke.
	///
	/// # Errors
	/// When the settings cannot be used, or the node not be reached.
	pub async fn session(&self) -> Result<Session, PortalError> {
		let mut opened = self.session.lock().await;
		if let Some(session) = opened.as_ref() {
			return Ok(session.clone());
		}
		let home = &self.options.home;
		let config = Config::load(home).map_err(Error::from)?;
		let trust = config.trust().map_err(Error::from)?;
		let contacts = Contacts::load(&home.contacts())?;
		let url = self.node(&config);
		let chain = connect(url, self.options.allow_insecure, Some(trust.genesis)).await;
		let chain = chain.map_err(Error::from)?;
		let names = |development| AddressBook::new(contacts, development);
		let session = Session::over(home, config, trust, chain, names)?;
		*opened = Some(session.clone());
		Ok(session)
	}

	/// The node's address.
	pub fn node(&self, config: &Config) -> String {
		let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
		match &self.options.node {
			// The person who set the home up here has named the node since.
			Some(node) if made.is_none() && !self.node_named.load(Ordering::SeqCst) => node.clone(),
			Some(_) | None => config.node.clone(),
		}
	}

	/// Uses another node from now on, once it was seen to serve the pinned chain.
	///
	/// # Errors
	/// When nobody answers there, or another chain does, or the settings cannot be written. Nothing changes then.
	pub async fn use_node(&self, url: &str) -> Result<(), PortalError> {
		let home = &self.options.home;
		let trust = Config::load(home).and_then(|config| config.trust());
		let genesis = trust.map_err(Error::from)?.genesis;
		let url = url.to_owned();
		connect(url.clone(), self.options.allow_insecure, Some(genesis))
			.await
			.map_err(Error::from)?;
		let change = |config: &mut Config| {
			config.node = url;
			Ok(())
		};
		Config::update(home, change).map_err(Error::from)?;
		self.node_named.store(true, Ordering::SeqCst);
		self.reopen().await;
		Ok(())
	}

	/// Forgets the connection when trouble says that it is of no use any more, so that the next page opens another.
	pub async fn heed(&self, trouble: &Trouble) {
		if trouble.offline {
			self.reopen().await;
		}
	}

	/// The account that acts.
	///
	/// # Errors
	/// When neither the command line nor the settings name one.
	pub fn account(&self, config: &Config) -> Result<AccountSource, PortalError> {
		let named = self.options.account.clone().or_else(|| config.account.clone());
		named.ok_or(PortalError::NoAccount)
	}

	/// Unlocks, with a wait after each failure.
	///
	/// # Errors
	/// When a passphrase is wrong, or tried too soon.
	pub async fn unlock(
		&self,
		passphrase: Passphrase,
		password: Option<Passphrase>,
	) -> Result<(), PortalError> {
		let _one = self.trying.lock().await;
		self.locked.may_try()?;
		let config = Config::load(&self.options.home).map_err(Error::from)?;
		let account = self.account(&config)?;
		let (path, allow_weak) = (self.options.home.keystore(), self.options.allow_weak);
		let (development, journal) = (config.development, self.options.home.journal());
		let opened = tokio::task::spawn_blocking(move || {
			let door = Door {
				keystore: &path,
				allow_weak,
				account: &account,
				development,
			};
			let keys = door.open(passphrase, password)?;
			if journal.exists() {
				forget_ended_epochs(&keys.keystore, &Journal::at(&journal)).map_err(PortalError::from)?;
			}
			Ok(keys)
		});
		match opened.await.map_err(|_| Error::Interrupted)? {
			Ok(keys) => {
				self.locked.tried(Some(keys));
				Ok(())
			}
			Err(error) => {
				self.locked.tried(None);
				Err(error)
			}
		}
	}

	/// Does something with the keystore for whoever types its passphrase once more, with the same wait after a wrong one.
	///
	/// # Errors
	/// When the passphrase is wrong, or tried too soon; and those of `work`.
	pub async fn prove<T: Send + 'static>(
		&self,
		passphrase: Passphrase,
		work: impl FnOnce(Keystore) -> Result<T, PortalError> + Send + 'static,
	) -> Result<T, PortalError> {
		let _one = self.trying.lock().await;
		self.locked.may_try()?;
		let (path, allow_weak) = (self.options.home.keystore(), self.options.allow_weak);
		let opened =
			tokio::task::spawn_blocking(move || Keystore::open_with(&path, passphrase, allow_weak).map(work));
		match opened.await.map_err(|_| Error::Interrupted)? {
			Ok(done) => done,
			Err(error) => {
				self.locked.tried(None);
				Err(Error::from(error).into())
			}
		}
	}

	/// Locks: the keys leave memory, and so do the jobs that use them, what was shown and what was opened.
	pub fn lock(&self) {
		self.locked.lock();
		self.jobs.stop_all();
		self.questions().clear();
		self.hits().clear();
		self.held.clear();
		self.drafts.clear();
		self.note_seen(None);
	}

	fn questions(&self) -> MutexGuard<'_, Shown> {
		self.shown.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Keeps what a page shows to be decided about.
	pub fn show(&self, once: &str, checked: Vec<CheckedRequest>) {
		let mut shown = self.questions();
		if shown.len() == MAX_SHOWN {
			shown.pop_front();
		}
		shown.push_back((once.to_owned(), Arc::new(checked)));
	}

	/// What that page showed.
	///
	/// # Errors
	/// When it was too long ago.
	pub fn was_shown(&self, once: &str) -> Result<Arc<Vec<CheckedRequest>>, PortalError> {
		let shown = self.questions();
		let found = shown.iter().find(|(known, _)| known == once);
		found
			.map(|(_, checked)| checked.clone())
			.ok_or(PortalError::NotShown)
	}

	fn hits(&self) -> MutexGuard<'_, BTreeMap<RecordId, String>> {
		self.found.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Notes what a search found.
	pub fn note_found(&self, hits: &[Hit]) {
		let mut found = self.hits();
		let records = hits.iter().filter_map(|hit| Some((hit.record()?, hit)));
		found.extend(records.map(|(record, hit)| (record, hit.category.to_string())));
		while found.len() > MAX_FOUND {
			found.pop_first();
		}
	}

	/// The disease under which a search found a record.
	pub fn found_under(&self, id: RecordId) -> Option<String> {
		self.hits().get(&id).cloned()
	}

	/// Notes how the account stands.
	pub fn note_seen(&self, status: Option<Status>) {
		*self.seen.lock().unwrap_or_else(PoisonError::into_inner) = status;
	}

	/// How the account stood when a page last asked: enough for what stands around a page.
	pub fn seen(&self) -> Option<Status> {
		self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	/// Notes which form made the home.
	pub fn note_made(&self, form: [u8; 32]) {
		*self.made.lock().unwrap_or_else(PoisonError::into_inner) = Some(form);
	}

	/// Whether this form made the home.
	pub fn made_by(&self, form: &[u8; 32]) -> bool {
		*self.made.lock().unwrap_or_else(PoisonError::into_inner) == Some(*form)
	}

	/// Whether a connection was opened and not found broken.
	pub async fn is_connected(&self) -> bool {
		self.session.lock().await.is_some()
	}

	/// Has the next page open the connection again, with the settings and contacts as they are then.
	pub async fn reopen(&self) {
		self.chronicle.clear();
		self.note_seen(None);
		*self.session.lock().await = None;
	}

	/// Stops the server.
	pub fn stop(&self) {
		self.stopped.send_replace(true);
	}

	/// Waits until the server was stopped.
	pub async fn stopped(&self) {
		let mut stopped = self.stopped.subscribe();
		// The sender lives as long as this.
		let _ = stopped.wait_for(|stopped| *stopped).await;
	}
}
