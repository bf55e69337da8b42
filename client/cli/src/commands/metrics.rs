//! `metrics`: what waits on the chain, for Prometheus.

mod page;

use crate::{
	context::{App, Session, wall_time},
	interrupt::until_stopped,
	output::{CommandError, Outcome},
};
use clap::Args;
use medquorum_client::{
	advice::in_one_line,
	error::LedgerError,
	replicas::ReplicasSeen,
	roles::{Figures, Monitor, Reading},
};
use medquorum_portal::figures;
use page::{Counted, Page};
use std::{
	io::Write,
	net::SocketAddr,
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::{net::TcpListener, sync::RwLock};

/// How long a round may take before the node counts as away.
const ROUND: Duration = Duration::from_secs(120);
/// Options of `metrics`.
#[derive(Debug, Args)]
pub struct Opts {
	/// Where Prometheus fetches them: /metrics of this address
	#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9616")]
	listen: SocketAddr,
	/// Seconds between two looks at the chain
	#[arg(long, value_name = "SECONDS", default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..=3600))]
	every: u64,
	/// Seconds between two counts of all records, which reads each of them; 0 for never
	#[arg(long, value_name = "SECONDS", default_value_t = 3600)]
	records_every: u64,
	/// Print them once instead, and end
	#[arg(long)]
	once: bool,
}

/// What is counted between two looks.
struct Watch<'a> {
	app: &'a App,
	page: Page,
	before: Option<Figures>,
	/// `None` before the first count, and where the answer could not be made sense of.
	records: Option<Counted>,
	records_at: Option<Instant>,
	replicas: Option<ReplicasSeen>,
	session: Option<Session<'a>>,
}

/// Runs the command.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let mut watch = Watch {
		app,
		page: Page::default(),
		before: None,
		records: None,
		records_at: None,
		replicas: None,
		session: None,
	};
	if opts.once {
		watch.look(opts).await?;
		return Ok(write!(out, "{}", watch.text())?);
	}
	let listener = TcpListener::bind(opts.listen).await;
	let listener = listener.map_err(|source| CommandError::Listen(opts.listen, source))?;
	let address = listener.local_addr().unwrap_or(opts.listen);
	app.say(format_args!("Figures for Prometheus: http://{address}/metrics"));
	let text = Arc::new(RwLock::new(watch.text()));
	let serve = figures::serve(listener, text.clone());
	let looking = async {
		loop {
			if let Err(failure) = watch.look(opts).await {
				watch.forget();
				watch.app.warn_of(&failure);
			}
			*text.write().await = watch.text();
			tokio::time::sleep(Duration::from_secs(opts.every)).await;
		}
	};
	let work = async {
		tokio::select! {
			served = serve => served.map_err(|source| CommandError::Listen(opts.listen, source)),
			() = looking => Ok(()),
		}
	};
	match until_stopped(work).await? {
		Some(ended) => Ok(ended?),
		None => Ok(()),
	}
}

impl Watch<'_> {
	async fn look(&mut self, opts: &Opts) -> Outcome {
		let round = tokio::time::timeout(ROUND, self.round(opts)).await;
		let looked = round.unwrap_or_else(|_| Err(LedgerError::Connection("it fell silent".into()).into()));
		if looked.is_err() {
			self.page.failed();
		}
		looked
	}

	async fn round(&mut self, opts: &Opts) -> Outcome {
		let session = match &mut self.session {
			Some(session) => session,
			empty => empty.insert(self.app.quiet_session().await?),
		};
		let monitor: Monitor<'_> = session.monitor();
		let mut figures = monitor.figures().await?;
		let due = match self.records_at {
			None => opts.records_every > 0,
			Some(at) => at.elapsed() >= Duration::from_secs(opts.records_every),
		};
		let unread = |before: &Figures| before.unread.get(&Reading::Records).cloned();
		if due {
			let counted = monitor.records().await;
			self.records = figures.take(Reading::Records, counted)?;
			self.records_at = Some(Instant::now());
		} else if let Some(why) = self.before.as_ref().and_then(unread) {
			figures.unread.insert(Reading::Records, why);
		}
		let seen = ReplicasSeen::load(session.home.folder(), &session.trust.genesis);
		self.replicas = seen.unwrap_or_else(|error| {
			figures.unread.insert(Reading::Replicas, in_one_line(&error));
			None
		});
		self.note(figures);
		Ok(())
	}

	/// Takes what was counted in the place of what was counted before, and says once what could not be made sense of.
	fn note(&mut self, figures: Figures) {
		let before = self.before.take();
		for (reading, why) in &figures.unread {
			if before.as_ref().is_none_or(|before| before.has_read(*reading)) {
				let about = reading.word();
				self.app.say(format_args!(
					"No figures about {about} until that is mended: {why}"
				));
			}
		}
		if let Some(before) = &before {
			figures
				.decided_since(before)
				.for_each(|waited| self.page.decided(waited));
		}
		self.before = Some(figures);
	}

	/// The node failed. A count of records that could not be made sense of is tried again with the next look.
	fn forget(&mut self) {
		self.session = None;
		self.before = None;
		if self.records.is_none() {
			self.records_at = None;
		}
	}

	fn text(&self) -> String {
		let (figures, records) = (self.before.as_ref(), self.records.as_ref());
		self.page
			.text(figures, records, self.replicas.as_ref(), wall_time())
	}
}
