//! `watch`: tells the account what waits and what happened; with `--answer` consents and denies by the patient's standing answers.

mod sinks;

use crate::{
	args::AtArgs,
	context::{Actor, AddressBook, App, Session, wall_time},
	interrupt::until_stopped,
	output::{CommandError, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	answers::AnswerLog,
	domain::{AccountId, Bytes32},
	error::{Error, LedgerError},
	notice::{self, Sink},
	notify::{self, NotifyError, Webhook},
	policies::Policies,
	roles::{Deputy, Looked, Watcher},
	store::hosts::{HostError, read_password},
	views::{Nameless, Names},
	watching::Watching,
};
use sinks::{Desktop, Lines, Posts};
use std::{
	collections::BTreeMap,
	io::Write,
	path::PathBuf,
	time::{Duration, Instant},
};

/// Shortest and longest time between two attempts of what fails.
const BACKOFF: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long a round may take, however many blocks there are to read: the rest is read by the next one.
const ROUND: Duration = Duration::from_secs(900);
/// Attempts of `--once` before it gives up.
const ATTEMPTS: u32 = 3;
/// What waiting does not mend.
const FATAL: [&str; 6] = [
	"WrongChain",
	"Insecure",
	"BadUrl",
	"Incompatible",
	"NoDesktop",
	"NoGenesis",
];

/// Options of `watch`.
#[derive(Debug, Args)]
pub struct Opts {
	/// As the patient: consent and deny by the policies of `medquorum policy`; all other requests are left to you
	#[arg(long)]
	answer: bool,
	/// Tell and answer what is there, then end; later runs tell what came since
	#[arg(long)]
	once: bool,
	/// Show notices on the screen too
	#[arg(long)]
	desktop: bool,
	/// Post each notice to this address too, signed
	#[arg(long, value_name = "URL", requires = "webhook_secret", value_hint = ValueHint::Url)]
	webhook: Option<String>,
	/// File with the secret that posts are signed with; nobody but you may read it
	#[arg(long, value_name = "FILE", requires = "webhook", value_hint = ValueHint::FilePath)]
	webhook_secret: Option<PathBuf>,
	/// Give the names of your contacts to screen and webhook; without it only addresses and ids leave this terminal
	#[arg(long)]
	names: bool,
	/// Seconds between two looks at the chain
	#[arg(long, value_name = "SECONDS", default_value_t = 6, value_parser = clap::value_parser!(u64).range(1..=3600))]
	every: u64,
	/// Which account; one process for each
	#[command(flatten)]
	at: AtArgs,
}

/// What is told to whom, and with which keys is answered.
struct Watch<'a, W: Write> {
	app: &'a App,
	opts: &'a Opts,
	out: &'a mut W,
	account: AccountId,
	genesis: Bytes32,
	names: AddressBook,
	webhook: Option<Webhook>,
	/// Who answers.
	keys: Option<Actor<'a>>,
	watching: Watching,
	/// What failed last, by what it was for, and when it may be tried again.
	troubles: BTreeMap<&'static str, Trouble>,
}

/// Something that fails.
struct Trouble {
	kind: String,
	pause: Duration,
	until: Instant,
}

/// Runs the command.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	if app.global.emit_call {
		return Err(CommandError::NoCall("watch").into());
	}
	let config = app.config()?;
	let genesis = config.trust()?.genesis;
	let mut names = AddressBook::new(app.contacts()?, config.development);
	let place = app.place_offline(&opts.at, &config, &names)?;
	names.know_own(place.as_slice());
	let account = match place {
		Some(place) => place.account,
		None => app.account_offline(&config, config.development)?,
	};
	let webhook = webhook(opts, app)?;
	if opts.desktop {
		notify::find()?;
	}
	let watching = Watching::open(app.home.folder(), genesis, account)?;
	let keys = match opts.answer {
		true => Some(app.actor_of(&config, config.development, place)?),
		false => None,
	};
	// A passphrase is asked for now, and not in the first round.
	keys.as_ref().map(Actor::secrets).transpose()?;
	let mut watch = Watch {
		names,
		troubles: BTreeMap::new(),
		app,
		opts,
		out,
		account,
		genesis,
		webhook,
		keys,
		watching,
	};
	let ended = match opts.once {
		true => until_stopped(watch.once()).await?,
		false => until_stopped(watch.forever()).await?,
	};
	ended.unwrap_or(Ok(()))
}

/// The webhook, if one is named.
fn webhook(opts: &Opts, app: &App) -> Result<Option<Webhook>, Failure> {
	let (Some(url), Some(file)) = (&opts.webhook, &opts.webhook_secret) else {
		return Ok(None);
	};
	let secret = read_password(file).map_err(|error| match error {
		HostError::PasswordText(path) => Failure::from(NotifyError::SecretText(path)),
		other => other.into(),
	})?;
	Ok(Some(Webhook::new(url, secret, app.global.allow_insecure)?))
}

impl<'a, W: Write> Watch<'a, W> {
	/// The names of those who are told.
	fn sinks(&self) -> Vec<&'static str> {
		let desktop = self.opts.desktop.then_some("desktop");
		let webhook = self.webhook.as_ref().map(|_| "webhook");
		[Some("lines"), desktop, webhook].into_iter().flatten().collect()
	}

	/// One round, and what was owed before. What fails is tried again a few times; the first failure that stays is the answer.
	async fn once(&mut self) -> Outcome {
		let looked = self.round(&mut None).await;
		let mut failed = looked.err();
		for name in self.sinks() {
			if let Err(failure) = self.deliver_patiently(name).await {
				failed.get_or_insert(failure);
			}
		}
		failed.map_or(Ok(()), Err)
	}

	async fn deliver_patiently(&mut self, name: &'static str) -> Outcome {
		let mut pause = BACKOFF.0;
		for _ in 1..ATTEMPTS {
			match self.deliver(name).await {
				Err(failure) if failure.kind() == "WebhookDown" || failure.kind() == "WebhookRefused" => {
					tokio::time::sleep(pause).await;
					pause = pause.saturating_mul(2);
				}
				other => return other,
			}
		}
		self.deliver(name).await
	}

	/// Round after round. A node or a webhook that goes away is waited for.
	async fn forever(&mut self) -> Outcome {
		let mut session = None;
		loop {
			if self.may_try("node") {
				let looked = self.round(&mut session).await;
				if looked.is_err() {
					session = None;
				}
				self.note("node", looked)?;
			}
			for name in self.sinks() {
				if self.may_try(name) {
					let delivered = self.deliver(name).await;
					self.note(name, delivered)?;
				}
			}
			tokio::time::sleep(Duration::from_secs(self.opts.every)).await;
		}
	}

	fn may_try(&self, what: &str) -> bool {
		let trouble = self.troubles.get(what);
		trouble.is_none_or(|trouble| trouble.until <= Instant::now())
	}

	/// Notes how something went. Each new kind of failure is said once; what waiting does not mend ends the command.
	fn note(&mut self, what: &'static str, went: Outcome) -> Outcome {
		let failure = match went {
			Ok(()) => {
				if self.troubles.remove(what).is_some() {
					self.app.say(format_args!("The {what} works again."));
				}
				return Ok(());
			}
			Err(failure) => failure,
		};
		let ends = matches!(failure, Failure::BrokenPipe | Failure::Internal(_))
			|| what == "lines"
			|| FATAL.contains(&failure.kind());
		if ends {
			return Err(failure);
		}
		let before = self.troubles.get(what);
		if before.is_none_or(|before| before.kind != failure.kind()) {
			self.app.warn_of(&failure);
		}
		let pause = before.map_or(BACKOFF.0, |before| before.pause.saturating_mul(2).min(BACKOFF.1));
		let trouble = Trouble {
			kind: failure.kind().to_owned(),
			until: Instant::now() + pause,
			pause,
		};
		self.troubles.insert(what, trouble);
		Ok(())
	}

	/// One round. A node that falls silent without closing its connection ends it too.
	async fn round(&mut self, session: &mut Option<Session<'a>>) -> Outcome {
		let round = tokio::time::timeout(ROUND, self.look(session)).await;
		round.unwrap_or_else(|_| Err(LedgerError::Connection("it fell silent".into()).into()))
	}

	/// Looks at the chain once, and answers. The connection is kept for the next round.
	async fn look(&mut self, session: &mut Option<Session<'a>>) -> Outcome {
		let session = match session {
			Some(session) => session,
			None => session.insert(self.app.quiet_session().await?),
		};
		let sinks = self.sinks();
		let known = session.asked(self.account);
		let desk = session.observer().desk;
		let dates = session.dates();
		let watcher = Watcher {
			desk,
			dates,
			shelf: &session.shelf,
		};
		let looked = watcher
			.look(self.account, &known, &mut self.watching, &sinks)
			.await?;
		session.clear();
		if looked == Looked::NothingNew {
			return Ok(());
		}
		session.note_epochs().await?;
		self.answer(session, &sinks).await
	}

	async fn answer(&mut self, session: &Session<'_>, sinks: &[&str]) -> Outcome {
		let Some(keys) = &self.keys else { return Ok(()) };
		let home = self.app.home.folder();
		let deputy = Deputy {
			patient: session.patient(),
			policies: &Policies::at(home, self.genesis, self.account),
			log: &AnswerLog::at(home),
			now: wall_time(),
		};
		let answered = deputy
			.answer(keys.signer(), keys.secrets()?, &mut self.watching, sinks)
			.await;
		session.clear();
		answered?;
		Ok(())
	}

	/// Delivers what one of them is owed.
	async fn deliver(&mut self, name: &'static str) -> Outcome {
		let outside: &dyn Names = match self.opts.names {
			true => &self.names,
			false => &Nameless,
		};
		let mut lines = Lines {
			out: &mut *self.out,
			json: self.app.global.json,
			names: &self.names,
		};
		let mut desktop = Desktop { names: outside };
		let mut posts = self.webhook.as_ref().map(|webhook| Posts {
			webhook,
			chain: format!("0x{}", hex::encode(self.genesis)),
			names: outside,
		});
		let sink: &mut dyn Sink = match (name, &mut posts) {
			("webhook", Some(posts)) => posts,
			("desktop", _) => &mut desktop,
			_ => &mut lines,
		};
		match notice::deliver(&mut self.watching, sink).await {
			Ok(_) => Ok(()),
			Err(Error::Port(error)) => match error.downcast::<CommandError>() {
				// The reader of our output may have stopped reading.
				Ok(CommandError::Output(error)) => Err(error.into()),
				Ok(other) => Err(other.into()),
				Err(error) => Err(Error::Port(error).into()),
			},
			Err(other) => Err(other.into()),
		}
	}
}
