//! A connection to the pinned chain, opened by the commands that need one.

use super::app::App;
use crate::output::{Failure, Outcome};
use medquorum_client::{
	accounts::Signer,
	chain::Chain,
	config::Config,
	domain::{AccountId, BlockNumber, KeyId},
	download::Closed,
	error::{LedgerError, LightError},
	keep::blocks::Blocks,
	ledger::{Event, Ledger as _},
	progress::{Progress as _, Step},
	roles::{Delivered, EncodedCall},
	trust::Trust,
	views::{Names as _, words},
};
use medquorum_session::{AddressBook, remark};
use serde_json::Value;
use std::{fmt::Display, io::Write, ops::Deref};

/// A connection, everything a use case needs with it, and the run that it is part of.
pub struct Session<'a> {
	/// The run.
	pub app: &'a App,
	open: medquorum_session::Session,
}

impl Deref for Session<'_> {
	type Target = medquorum_session::Session;

	fn deref(&self) -> &medquorum_session::Session {
		&self.open
	}
}

/// Connects to a node; a pinned genesis must be its chain's.
pub async fn connect(url: String, allow_insecure: bool, genesis: Option<[u8; 32]>) -> Result<Chain, Failure> {
	Ok(medquorum_session::connect(url, allow_insecure, genesis).await?)
}

impl App {
	/// Connects to the pinned chain. From then on failures are told with the names of the address book.
	pub async fn session(&self) -> Result<Session<'_>, Failure> {
		let session = self.quiet_session().await?;
		// What is read from a node that is not where its chain was seen before is shown all the same, marked.
		if let Err(error) = session.look_at_node().await {
			self.warn(&error);
		} else {
			session.follow_committees().await?;
		}
		Ok(session)
	}

	/// The same without a word about where the node stands: its caller looks at that itself.
	pub async fn quiet_session(&self) -> Result<Session<'_>, Failure> {
		let config = self.config()?;
		let trust = config.trust()?;
		let url = self.global.node.clone().unwrap_or_else(|| config.node.clone());
		let chain = self.open_chain(url, Some(trust.genesis)).await?;
		let session = self.session_with(config, trust, chain)?;
		self.names.get_or_init(|| session.names.clone());
		Ok(session)
	}

	/// Opens the chain: by a light client where the command line asks for that, else by a node.
	pub async fn open_chain(&self, node: String, genesis: Option<[u8; 32]>) -> Result<Chain, Failure> {
		let Some(light) = &self.global.light else {
			return connect(node, self.global.allow_insecure, genesis).await;
		};
		if self.global.node.is_some() {
			return Err(LedgerError::from(LightError::WithNode).into());
		}
		self.bars.advance(Step::Prove, 0, 0);
		let chain = medquorum_session::connect_light(&light.relay, &light.parachain, genesis).await;
		self.bars.clear();
		Ok(chain?)
	}

	/// How far each chain had come when this home last saw it.
	pub fn blocks(&self) -> Result<Blocks, Failure> {
		Ok(Blocks::open(&self.home.folder().join("chains.json"))?)
	}

	/// The same over an open connection.
	pub fn session_with(&self, config: Config, trust: Trust, chain: Chain) -> Result<Session<'_>, Failure> {
		let contacts = self.contacts()?;
		let names = |development| AddressBook::new(contacts, development);
		let mut open = medquorum_session::Session::over(&self.home, config, trust, chain, names)?;
		open.emit_calls = self.global.emit_call;
		open.progress = Some(self.bars.clone());
		Ok(Session { app: self, open })
	}
}

impl Session<'_> {
	/// Trusts those to whom the administrators trusted here have handed a committee, and says so once. Whoever they have not handed it to is
	/// refused where it matters.
	async fn follow_committees(&self) -> Result<(), Failure> {
		let desk = self.observer().desk;
		for key_id in self.trust.committees.keys().copied() {
			let Some(committee) = self.chain.committee(key_id).await? else {
				continue;
			};
			let Ok(Some(pin)) = desk.followed_pin(key_id, &committee).await else {
				continue;
			};
			let names = pin.admins.iter().map(|admin| self.names.show(&admin.account));
			self.app.say(format_args!(
				"Committee {key_id} has other administrators now: {}; {} of {} approve. Those before have handed it over to them.",
				names.collect::<Vec<_>>().join(", "),
				pin.k,
				pin.admins.len()
			));
			Config::update(&self.app.home, |config| {
				config.pin_committee(key_id, pin);
				Ok(())
			})?;
		}
		Ok(())
	}

	/// Says where a committee's list is only the node's word, because nobody has compared it on this machine.
	pub fn tell_untrusted(&self, key_id: KeyId) {
		if !self.trust.committees.contains_key(&key_id) {
			self.app.say(format_args!(
				"Committee {key_id} is not trusted here, so only the node says who its administrators are: `medquorum committee trust {key_id}` has you compare it once."
			));
		}
	}

	/// The events of these blocks, or of those among them that the node still keeps. Says so where some are gone.
	pub async fn past_events(
		&self,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Vec<(BlockNumber, Event)>, Failure> {
		let past = self.observer().past(from, to, to).await?;
		if let Some(remark) = remark(&past) {
			self.app.say(remark);
		}
		Ok(past.events)
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

	/// Tells readers of a record that its patient has not confirmed it.
	pub fn tell_unconfirmed(&self, acknowledged: bool) {
		if !acknowledged {
			self.app.say(words::UNCONFIRMED);
		}
	}

	/// Says what became of a request after its download. Where calls are only handed out, gives the call that closes it.
	pub fn tell_end<'a>(&self, closed: &'a Closed) -> Option<&'a EncodedCall> {
		if let Some(why) = &closed.failed {
			self.app.say(format_args!(
				"The download is complete, but the request could not be closed: {}",
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
