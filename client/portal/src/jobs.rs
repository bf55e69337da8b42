//! Work that outlives the page it was started from: what it is, how far it is, how it ended.
//!
//! Whatever sends a call, or moves a file, is a job. The page answers at once and shows the job; the job continues when the page is closed.

use crate::{
	error::PortalError,
	pace::{Amount, Pace, Rest},
	texts::{Say, Value},
	trouble::Trouble,
};
use futures::future::LocalBoxFuture;
use medquorum_client::{
	error::Error,
	progress::{Progress, Step},
	roles::EncodedCall,
};
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
	time::Instant,
};
use tokio::{runtime::Handle, sync::watch};

/// Jobs that are remembered; of those that ended, the oldest are forgotten first.
const REMEMBERED: usize = 100;

/// What work came to.
#[derive(Debug, Clone)]
pub struct Done {
	/// What happened, in one sentence.
	pub said: Value,
	/// More, line by line.
	pub facts: Vec<Fact>,
	/// What it found, in sentences.
	pub lines: Vec<Value>,
	/// Where to go next: a path of this server and the words for it.
	pub next: Option<(String, Say)>,
	/// The call, where it was handed out and not sent.
	pub call: Option<EncodedCall>,
}

/// A word of a page, and what it means there.
pub type Fact = (Say, Value);

impl Done {
	/// Something happened.
	pub fn said(said: impl Into<Value>) -> Self {
		Self {
			said: said.into(),
			facts: Vec::new(),
			lines: Vec::new(),
			next: None,
			call: None,
		}
	}
}

/// Where a job stands.
#[derive(Debug, Clone)]
pub enum State {
	/// It is under way; how far, once that is counted.
	Running(Option<Amount>),
	/// It succeeded; what its page says of it.
	Done(Done),
	/// It failed, or was stopped.
	Failed(Trouble),
}

/// Work that outlives the page which started it: an upload, a download, a call.
pub struct Job {
	/// Its number, from 1.
	pub id: u64,
	/// What it does.
	pub title: Say,
	/// The page it was started from.
	pub back: String,
	state: watch::Sender<State>,
	pace: Mutex<Option<Pace>>,
	stop: watch::Sender<bool>,
	/// A call that somebody signs elsewhere.
	call: OnceLock<EncodedCall>,
	/// What is there already, whatever becomes of the rest.
	landed: OnceLock<Done>,
}

impl Job {
	/// Where it stands.
	pub fn state(&self) -> State {
		self.state.borrow().clone()
	}

	/// How fast it is and how long it still takes, where that can be said.
	pub fn rest(&self, amount: Amount) -> Option<Rest> {
		let pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
		pace.as_ref()?.rest(amount, Instant::now())
	}

	/// Whether it runs.
	pub fn is_running(&self) -> bool {
		matches!(*self.state.borrow(), State::Running(_))
	}

	/// Hears whenever that changes.
	pub fn watch(&self) -> watch::Receiver<State> {
		self.state.subscribe()
	}

	/// Shows a call that somebody is to sign elsewhere, and for which the work waits.
	pub fn offer(&self, call: EncodedCall) {
		// A job hands out one.
		let _: Result<(), EncodedCall> = self.call.set(call);
		self.state.send_modify(|_| {});
	}

	/// That call, while the work waits for it.
	pub fn offered(&self) -> Option<&EncodedCall> {
		self.call.get().filter(|_| self.is_running())
	}

	/// Notes what stays however the rest ends: whoever stops the work from here on is told this, and not that it was stopped.
	pub fn land(&self, done: Done) {
		// A job brings one thing.
		let _: Result<(), Done> = self.landed.set(done);
	}

	/// How the job ends where it is stopped now.
	fn stopped(&self) -> Result<Done, PortalError> {
		self.landed.get().cloned().ok_or(PortalError::Stopped)
	}

	/// Whether somebody else has to do something before it continues: sign its call, or approve.
	fn waits_for_people(&self) -> bool {
		let approvals = matches!(
			*self.state.borrow(),
			State::Running(Some(Amount {
				step: Step::Emergency,
				..
			}))
		);
		approvals || self.offered().is_some()
	}

	/// Stops it. What it left is cleaned up or resumed as after a kill.
	pub fn stop(&self) {
		self.stop.send_replace(true);
	}
}

impl Progress for Job {
	fn advance(&self, step: Step, done: u64, total: u64) {
		let now = Amount { step, done, total };
		{
			let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
			*pace = Some(Pace::after(*pace, now, Instant::now()));
		}
		self.state.send_modify(|state| {
			if let State::Running(amount) = state {
				*amount = Some(now);
			}
		});
	}
}

#[derive(Default)]
struct Table {
	last: u64,
	jobs: BTreeMap<u64, Arc<Job>>,
	/// Which job a form has started: sent twice, it starts nothing the second time.
	by_form: BTreeMap<[u8; 32], u64>,
}

/// All jobs of this run.
#[derive(Default)]
pub struct Jobs {
	table: Mutex<Table>,
}

/// The work of a job. It stays on the thread of its job, so that what the vault borrows need not be sent between threads.
pub type Work = LocalBoxFuture<'static, Result<Done, PortalError>>;

impl Jobs {
	fn table(&self) -> MutexGuard<'_, Table> {
		self.table.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Starts work, unless the same form has started it before; gives the job's number.
	pub fn start(
		&self,
		form: [u8; 32],
		title: Say,
		back: &str,
		work: impl FnOnce(Arc<Job>) -> Work + Send + 'static,
		names: impl Fn(Trouble) -> Trouble + Send + 'static,
	) -> u64 {
		let mut table = self.table();
		if let Some(id) = table.by_form.get(&form) {
			return *id;
		}
		table.last += 1;
		let id = table.last;
		let (state, _) = watch::channel(State::Running(None));
		let (stop, mut stopped) = watch::channel(false);
		let job = Arc::new(Job {
			id,
			title,
			back: back.to_owned(),
			state,
			pace: Mutex::new(None),
			stop,
			call: OnceLock::new(),
			landed: OnceLock::new(),
		});
		table.jobs.insert(id, job.clone());
		table.by_form.insert(form, id);
		forget(&mut table);
		drop(table);
		let ended = {
			// Not kept alive by itself: it stops when nobody holds it any more.
			let (job, kept) = (job.clone(), Arc::downgrade(&job));
			let runtime = Handle::current();
			tokio::task::spawn_blocking(move || {
				runtime.block_on(async move {
					tokio::select! {
						done = work(job) => done,
						_ = stopped.wait_for(|stop| *stop) => kept.upgrade().map_or(Err(PortalError::Stopped), |job| job.stopped()),
					}
				})
			})
		};
		tokio::spawn(async move {
			// Work that panicked has ended too.
			let ended = ended.await.unwrap_or_else(|_| Err(Error::Interrupted.into()));
			job.state.send_replace(match ended {
				Ok(done) => State::Done(done),
				Err(error) => State::Failed(names(error.into())),
			});
		});
		id
	}

	/// A job.
	pub fn get(&self, id: u64) -> Option<Arc<Job>> {
		self.table().jobs.get(&id).cloned()
	}

	/// All of them, the newest first.
	pub fn all(&self) -> Vec<Arc<Job>> {
		self.table().jobs.values().rev().cloned().collect()
	}

	/// How many run.
	pub fn running(&self) -> usize {
		self.table().jobs.values().filter(|job| job.is_running()).count()
	}

	/// Whether one works by itself: one that waits for somebody's signature or approval does not keep the portal open.
	pub fn busy(&self) -> bool {
		let table = self.table();
		let mut jobs = table.jobs.values();
		jobs.any(|job| job.is_running() && !job.waits_for_people())
	}

	/// Stops all that run: their keys leave memory with them.
	pub fn stop_all(&self) {
		for job in self.all() {
			job.stop();
		}
	}
}

fn forget(table: &mut Table) {
	while table.jobs.len() > REMEMBERED {
		let Some(old) = table
			.jobs
			.values()
			.find(|job| !job.is_running())
			.map(|job| job.id)
		else {
			return;
		};
		table.jobs.remove(&old);
		table.by_form.retain(|_, id| *id != old);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::texts::say;
	use futures::FutureExt as _;

	fn done(said: &str) -> Work {
		let said = said.to_owned();
		async move { Ok(Done::said(said)) }.boxed_local()
	}

	async fn end(job: &Job) -> State {
		let mut watch = job.watch();
		let ended = watch.wait_for(|state| !matches!(state, State::Running(_))).await;
		ended.unwrap().clone()
	}

	/// Until it has told how far it is.
	async fn under_way(job: &Job) {
		let mut watch = job.watch();
		let told = watch.wait_for(|state| matches!(state, State::Running(Some(_))));
		told.await.unwrap();
	}

	#[tokio::test]
	async fn a_form_that_is_sent_twice_starts_one_job() {
		let jobs = Jobs::default();
		let first = jobs.start([1; 32], say("back"), "/", |_| done("once"), |same| same);
		let second = jobs.start(
			[1; 32],
			say("back"),
			"/",
			|_| panic!("a second time"),
			|same| same,
		);
		assert_eq!(first, second);
		let other = jobs.start([2; 32], say("back"), "/", |_| done("other"), |same| same);
		assert_ne!(first, other);
		let State::Done(ended) = end(&jobs.get(first).unwrap()).await else {
			panic!()
		};
		assert_eq!(ended.said.to_string(), "once");
	}

	#[tokio::test]
	async fn stopped_work_is_dropped_and_says_so() {
		let jobs = Jobs::default();
		let held = Arc::new(());
		let seen = Arc::downgrade(&held);
		let work = move |job: Arc<Job>| {
			async move {
				job.advance(Step::Upload, 1, 2);
				futures::future::pending::<()>().await;
				drop(held);
				Ok(Done::said(""))
			}
			.boxed_local()
		};
		let id = jobs.start([1; 32], say("back"), "/", work, |same| same);
		let job = jobs.get(id).unwrap();
		under_way(&job).await;
		assert_eq!(jobs.running(), 1);
		jobs.stop_all();
		let State::Failed(trouble) = end(&job).await else {
			panic!()
		};
		assert_eq!(trouble.kind, "Interrupted");
		assert_eq!((jobs.running(), seen.upgrade()), (0, None));
	}

	#[tokio::test]
	async fn what_is_there_already_is_told_where_the_rest_is_stopped() {
		let jobs = Jobs::default();
		let work = |job: Arc<Job>| {
			async move {
				job.land(Done::said("the file is there"));
				job.advance(Step::Download, 2, 2);
				futures::future::pending::<Result<Done, PortalError>>().await
			}
			.boxed_local()
		};
		let id = jobs.start([1; 32], say("back"), "/", work, |same| same);
		let job = jobs.get(id).unwrap();
		under_way(&job).await;
		jobs.stop_all();
		let State::Done(ended) = end(&job).await else {
			panic!("it says that nothing was done")
		};
		assert_eq!(ended.said.to_string(), "the file is there");
		assert_eq!(jobs.running(), 0);
	}

	#[tokio::test]
	async fn a_job_that_waits_for_a_signature_elsewhere_is_not_busy() {
		let jobs = Jobs::default();
		let work = |job: Arc<Job>| {
			async move {
				job.offer(EncodedCall {
					pallet: "MedicalRecords",
					name: "suspend_record",
					bytes: vec![1, 2],
				});
				futures::future::pending::<Result<Done, PortalError>>().await
			}
			.boxed_local()
		};
		let id = jobs.start([1; 32], say("back"), "/", work, |same| same);
		let job = jobs.get(id).unwrap();
		let mut watch = job.watch();
		while job.offered().is_none() {
			watch.changed().await.unwrap();
		}
		assert!(!jobs.busy() && jobs.running() == 1);
		job.stop();
		end(&job).await;
		assert!(job.offered().is_none());
	}

	#[tokio::test]
	async fn a_job_that_waits_for_approvals_is_not_busy() {
		let jobs = Jobs::default();
		let work = |job: Arc<Job>| {
			async move {
				job.advance(Step::Emergency, 1, 2);
				futures::future::pending::<Result<Done, PortalError>>().await
			}
			.boxed_local()
		};
		let id = jobs.start([1; 32], say("back"), "/", work, |same| same);
		let job = jobs.get(id).unwrap();
		under_way(&job).await;
		assert!(!jobs.busy() && jobs.running() == 1);
		// The control: fetching the file afterwards is work.
		job.advance(Step::Download, 1, 2);
		assert!(jobs.busy());
		job.stop();
		end(&job).await;
	}

	#[tokio::test]
	async fn old_jobs_are_forgotten_and_running_ones_are_not() {
		let jobs = Jobs::default();
		let never = |_| futures::future::pending().boxed_local();
		let running = jobs.start([255; 32], say("back"), "/", never, |same| same);
		for number in 0..u8::try_from(REMEMBERED + 9).unwrap() {
			let id = jobs.start([number; 32], say("back"), "/", |_| done(""), |same| same);
			end(&jobs.get(id).unwrap()).await;
		}
		assert_eq!(jobs.all().len(), REMEMBERED);
		assert!(jobs.get(running).is_some() && jobs.get(2).is_none());
	}
}
