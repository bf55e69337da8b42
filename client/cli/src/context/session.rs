//! A connection to the pinned chain, opened by the commands that need one.

use super::{app::App, names::AddressBook, store::LazyStore};
use crate::output::{Failure, Outcome};
use medquorum_client::{
	accounts::{AccountError, Signer},
	chain::{Chain, ChainOptions},
	config::Config,
	domain::{AccountId, KeyId, RequestId},
	download::Closed,
	error::{Error, LedgerError},
	files,
	keep::{blocks::Blocks, journal::Journal, notes::Notes},
	ledger::Ledger as _,
	roles::{Delivered, EncodedCall},
	search::Shelf,
	trust::Trust,
	views::{Names as _, RecordDetails, RecordView, words},
};
use serde_json::Value;
use std::{
	fmt::Display,
	io::Write,
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
/// Larger files are not exports of an account.
const MAX_EXPORT: u64 = 1 << 20;

/// A connection, and everything a use case needs with it.
pub struct Session<'a> {
	/// The run.
	pub app: &'a App,
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
	pub(super) notes: Notes,
	/// What this home holds of catalogues.
	pub shelf: Shelf,
	/// How far the chain had come.
	pub(super) blocks: Blocks,
	/// The administrator's journal.
	pub(super) journal: Journal,
	/// The folder of partial downloads.
	pub(super) partials: PathBuf,
	/// Names of accounts.
	pub names: Arc<AddressBook>,
}

/// Connects to a node; a pinned genesis must be its chain's.
pub async fn connect(url: String, allow_insecure: bool, genesis: Option<[u8; 32]>) -> Result<Chain, Failure> {
	let options = ChainOptions {
		url,
		allow_insecure,
		pinned_genesis: genesis,
		finality_timeout: FINALITY,
	};
	Ok(Chain::connect(options).await?)
}

impl App {
	/// Connects to the pinned chain. From then on failures are told with the names of the address book.
	pub async fn session(&self) -> Result<Session<'_>, Failure> {
		let session = self.quiet_session().await?;
		session.look_at_node().await;
		Ok(session)
	}

	/// The same without a word about where the node stands: whoever opens it looks at that itself.
	pub async fn quiet_session(&self) -> Result<Session<'_>, Failure> {
		let config = self.config()?;
		let trust = config.trust()?;
		let url = self.global.node.clone().unwrap_or_else(|| config.node.clone());
		let chain = connect(url, self.global.allow_insecure, Some(trust.genesis)).await?;
		let session = self.session_with(config, trust, chain)?;
		self.names.get_or_init(|| session.names.clone());
		Ok(session)
	}

	/// How far each chain had come when this home last saw it.
	pub fn blocks(&self) -> Result<Blocks, Failure> {
		Ok(Blocks::open(&self.home.folder().join("chains.json"))?)
	}

	/// The same over an open connection.
	pub fn session_with(&self, config: Config, trust: Trust, chain: Chain) -> Result<Session<'_>, Failure> {
		let development = trust.is_development(chain.is_development());
		Ok(Session {
			app: self,
			store: LazyStore::new(config.store.clone(), self.home.clone()),
			notes: Notes::open(&self.home.folder().join("notes.json"), &trust.genesis)?,
			shelf: self.shelf(&trust.genesis),
			blocks: self.blocks()?,
			journal: Journal::at(&self.home.journal()),
			partials: self.home.folder().join("downloads"),
			names: Arc::new(AddressBook::new(self.contacts()?, development)),
			development,
			trust,
			chain,
			config,
		})
	}
}

impl Session<'_> {
	/// Says at once whether the node is not where its chain was seen before. What is read from it is shown all the same, marked;
	/// whatever would delete, register or sign asks again and refuses.
	async fn look_at_node(&self) {
		let mut looked = self.observer().desk.check_node().await;
		let begun = Instant::now();
		// Nodes of one chain are a block or two apart, so the second one asked may be behind for a moment.
		while let Err(Error::Ledger(LedgerError::NodeBehind { found, seen })) = &looked {
			if seen.saturating_sub(*found) > SMALL_LAG || begun.elapsed() > LAG_PATIENCE {
				break;
			}
			tokio::time::sleep(Duration::from_millis(500)).await;
			looked = self.observer().desk.check_node().await;
		}
		if looked.is_ok() {
			looked = self.note_epochs().await;
		}
		if let Err(error) = looked {
			self.app.warn(&error);
		}
	}

	/// Whoever has answered requests notes which epochs have begun, by whatever command comes first.
	pub async fn note_epochs(&self) -> Result<(), Error> {
		if !self.app.home.journal().exists() {
			return Ok(());
		}
		let keys = self.trust.committees.keys().copied();
		self.administrator().note_epochs(keys).await
	}

	/// Says where a committee's list is only the node's word, because nobody has compared it on this machine.
	pub fn tell_untrusted(&self, key_id: KeyId) {
		if !self.trust.committees.contains_key(&key_id) {
			self.app.say(format_args!(
				"Committee {key_id} is not trusted here, so who its administrators are is the node's word alone: `medquorum committee trust {key_id}` has you compare it once."
			));
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

	/// Unlocks the account.
	pub fn signer(&self) -> Result<Signer, Failure> {
		self.app.signer(&self.config, self.development)
	}

	/// The acting account. It is unlocked only where its address cannot be read otherwise.
	pub fn account(&self) -> Result<AccountId, Failure> {
		self.app.account_offline(&self.config, self.development)
	}

	/// The account that a name means: a contact, an address, or on development chains //Name.
	pub fn person(&self, who: &str) -> Result<AccountId, Failure> {
		self.app.person_offline(who, &self.names, self.development)
	}

	/// Removes the bars, so that other text can follow.
	pub fn clear(&self) {
		self.app.bars.clear();
	}

	/// Reports what became of a call, after the bars are gone.
	pub fn report(
		&self,
		done: &Delivered,
		talk: impl Display,
		document: Value,
		out: &mut impl Write,
	) -> Outcome {
		self.clear();
		self.app.report(done, talk, document, out)
	}

	/// Tells whoever reads a record that its patient has not confirmed it.
	pub fn tell_unconfirmed(&self, acknowledged: bool) {
		if !acknowledged {
			self.app.say(words::UNCONFIRMED);
		}
	}

	/// Says what became of a request after its download. Where calls are only handed out, gives the call that closes it.
	pub fn tell_end<'a>(&self, closed: &'a Closed) -> Option<&'a EncodedCall> {
		if let Some(why) = &closed.failed {
			self.app.say(format_args!(
				"What was downloaded is complete, but the request could not be closed: {}",
				self.names.rewrite(why)
			));
		}
		match closed.delivered.as_ref()? {
			Delivered::Finalized(_) => {
				self.app
					.say("The request is closed and its one-time key forgotten.");
				None
			}
			Delivered::Call(call) => {
				self.app
					.say("The request is not closed yet: this is the call for Polkadot.js.");
				Some(call)
			}
		}
	}
}

/// The address inside a Polkadot.js export, which takes no password to read.
pub(super) fn export_address(path: &Path) -> Result<AccountId, Failure> {
	let bytes = files::read_small(path, MAX_EXPORT)?;
	let address = serde_json::from_slice::<Value>(&bytes).ok();
	let address = address
		.as_ref()
		.and_then(|export| export.get("address"))
		.and_then(Value::as_str);
	let not_an_export = || AccountError::NotAnExport(PathBuf::from(path));
	Ok(address.ok_or_else(not_an_export)?.parse::<AccountId>()?)
}
