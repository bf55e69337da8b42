//! How a job stands, as a part of its page and as an event.

use crate::{
	jobs::{Amount, Fact, Job, State},
	qr,
	texts::{Say, Value, say},
};
use askama::Template;
use medquorum_client::{progress::Step, roles::EncodedCall};

/// How a job stands.
pub struct View {
	/// Its number.
	pub id: u64,
	/// Its state, as a class of the stylesheet.
	pub class: &'static str,
	/// Whether it runs.
	pub running: bool,
	/// Where it stands, in words.
	pub words: Value,
	/// How much is done.
	pub done: u64,
	/// Of how much; 0 where nothing is counted.
	pub total: u64,
	/// What to do after a failure.
	pub remedy: Option<String>,
	/// What it came to.
	pub facts: Vec<Fact>,
	/// What it found.
	pub lines: Vec<Value>,
	/// A call that is to be signed elsewhere.
	pub call: Option<Call>,
	/// Where to go next.
	pub link: Option<(String, Say)>,
}

/// A call as it is carried to a wallet.
pub struct Call {
	/// Its pallet and name.
	pub name: String,
	/// Its bytes, as Polkadot.js decodes them.
	pub hex: String,
	/// The hex as a QR code; `None` if it is too long for one.
	pub picture: Option<qr::Picture>,
}

impl Call {
	fn of(call: &EncodedCall) -> Self {
		let hex = format!("0x{}", hex::encode(&call.bytes));
		Self {
			name: format!("{}.{}", call.pallet, call.name),
			picture: qr::picture(&hex),
			hex,
		}
	}
}

#[derive(Template)]
#[template(path = "job_state.html")]
struct Fragment {
	view: View,
}

fn bytes(count: u64) -> Value {
	let mut unit = 0;
	let mut rest = count;
	while rest >= 10 << 10 && unit < 4 {
		rest >>= 10;
		unit += 1;
	}
	match unit {
		0 => say("amount-bytes").with("count", rest).into(),
		unit => format!("{rest} {}", ["", "KiB", "MiB", "GiB", "TiB"][unit]).into(),
	}
}

fn progress(amount: Option<Amount>) -> Say {
	let Some(Amount { step, done, total }) = amount else {
		return say("step-checking");
	};
	let what = match step {
		Step::Upload => say("step-upload"),
		Step::Download => say("step-download"),
		Step::Replicate if total == 0 => say("step-replicate-wait"),
		Step::Replicate => say("step-replicate"),
		Step::Verify => say("step-verify"),
		Step::Catalogue => say("step-catalogue"),
		Step::Synchronize => say("step-synchronize"),
		Step::Erase => say("step-erase"),
		Step::Attest => say("step-attest"),
		Step::Blocks => say("step-blocks"),
		Step::Look => say("step-look"),
		Step::Emergency => say("step-emergency"),
		Step::Ceremony => say("step-ceremony"),
		Step::Chain => say("step-chain"),
	};
	match (step, total) {
		(_, 0) => what,
		(Step::Upload | Step::Download, _) => say("step-of")
			.with("step", what)
			.with("done", bytes(done))
			.with("total", bytes(total)),
		(Step::Blocks | Step::Emergency, _) => say("step-of")
			.with("step", what)
			.with("done", done)
			.with("total", total),
		_ => say("step-of-objects")
			.with("step", what)
			.with("done", done)
			.with("total", total),
	}
}

impl View {
	/// How a job stands in this state.
	pub fn of(job: &Job, state: &State) -> Self {
		let plain = Self {
			id: job.id,
			class: "running",
			running: false,
			words: Value::Text(String::new()),
			done: 0,
			total: 0,
			remedy: None,
			facts: Vec::new(),
			lines: Vec::new(),
			call: None,
			link: Some((job.back.clone(), say("back"))),
		};
		match state {
			State::Running(amount) => Self {
				running: true,
				call: job.offered().map(Call::of),
				words: match job.offered() {
					Some(_) => say("call-waiting"),
					None => progress(*amount),
				}
				.into(),
				done: amount.map_or(0, |amount| amount.done),
				total: amount.map_or(0, |amount| amount.total),
				link: None,
				..plain
			},
			State::Done(done) => Self {
				class: "good",
				words: done.said.clone(),
				facts: done.facts.clone(),
				lines: done.lines.clone(),
				link: done.next.clone().or(plain.link),
				..plain
			},
			State::Failed(trouble) => Self {
				class: "trouble",
				words: Value::Heard(trouble.cause.clone()),
				remedy: Some(trouble.next.clone()),
				..plain
			},
		}
	}
}

/// The part of the page that changes.
pub fn fragment(job: &Job, state: &State) -> String {
	let view = View::of(job, state);
	let html = Fragment { view }.render().unwrap_or_default();
	// One event is several lines of data; carriage returns would end it.
	html.replace('\r', " ")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn progress_is_told_in_words() {
		assert_eq!(progress(None).to_string(), "Checking");
		let at = |step, done, total| progress(Some(Amount { step, done, total })).to_string();
		assert_eq!(
			at(Step::Chain, 0, 0),
			"Waiting for the chain to finalize the call"
		);
		assert_eq!(
			at(Step::Upload, 5 << 20, 1 << 30),
			"Encrypting and storing: 5120 KiB of 1024 MiB"
		);
		assert_eq!(at(Step::Emergency, 1, 5), "Waiting for approvals: 1 of 5");
		assert_eq!(at(Step::Synchronize, 1, 2), "Fetching catalogues: 1 of 2 objects");
		assert_eq!(bytes(0).to_string(), "0 bytes");
	}
}
