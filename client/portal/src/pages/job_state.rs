//! How a job stands, as a part of its page and as an event.

use crate::{
	jobs::{Fact, Job, State},
	pace::{Amount, Rest},
	qr,
	texts::{Say, Value, say},
};
use askama::Template;
use medquorum_client::{progress::Step, roles::EncodedCall, views::words};

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

/// Seconds of a moment of the chain's clock, in which the library tells spans.
const MOMENT: u64 = 6;

#[derive(Template)]
#[template(path = "job_state.html")]
struct Fragment {
	view: View,
}

/// A length as people read it.
pub(super) fn bytes(count: u64) -> Value {
	let mut unit = 0;
	let mut rest = count;
	while rest >= 10 << 10 && unit < 4 {
		rest >>= 10;
		unit += 1;
	}
	match unit {
		0 => say("amount-bytes").with("count", rest).into(),
		unit => say("amount-of")
			.with("count", rest)
			.with("unit", ["", "KiB", "MiB", "GiB", "TiB"][unit])
			.into(),
	}
}

/// Time that is left, in words. They count in moments of the chain's clock, and never say that nothing is left.
fn left(seconds: u64) -> String {
	let moments = seconds.div_ceil(MOMENT).max(1);
	words::span(u32::try_from(moments).unwrap_or(u32::MAX))
}

fn progress(amount: Option<Amount>, rest: Option<Rest>) -> Say {
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
		// A portal has a node: it follows no chain without one.
		Step::Chain | Step::Prove => say("step-chain"),
	};
	match (step, total) {
		(_, 0) => what,
		(Step::Upload | Step::Download, _) => {
			let counted = match rest {
				Some(rest) => say("step-of-rest")
					.with("speed", bytes(rest.speed))
					.with_heard("left", left(rest.seconds)),
				None => say("step-of"),
			};
			counted
				.with("step", what)
				.with("done", bytes(done))
				.with("total", bytes(total))
		}
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
					None => progress(*amount, amount.and_then(|amount| job.rest(amount))),
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
	fn a_call_that_no_picture_holds_says_so() {
		let shown = |length| {
			let call = EncodedCall {
				pallet: "MedicalRecords",
				name: "close_request",
				bytes: vec![7; length],
			};
			let view = View {
				id: 1,
				class: "running",
				running: true,
				words: say("call-waiting").into(),
				done: 0,
				total: 0,
				remedy: None,
				facts: Vec::new(),
				lines: Vec::new(),
				call: Some(Call::of(&call)),
				link: None,
			};
			Fragment { view }.render().unwrap()
		};
		let (short, long) = (shown(18), shown(4_000));
		assert!(short.contains("<svg") && !short.contains("too long"), "{short}");
		assert!(long.contains("too long for a QR picture") && !long.contains("<svg"));
		assert!(long.contains("MedicalRecords.close_request") && long.contains(&"07".repeat(4_000)));
	}

	#[test]
	fn progress_is_told_in_words() {
		assert_eq!(progress(None, None).to_string(), "Checking");
		let at = |step, done, total| progress(Some(Amount { step, done, total }), None).to_string();
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
		let upload = Amount {
			step: Step::Upload,
			done: 5 << 20,
			total: 1 << 30,
		};
		let rest = |speed, seconds| progress(Some(upload), Some(Rest { speed, seconds })).to_string();
		assert_eq!(
			rest(12 << 20, 85),
			"Encrypting and storing: 5120 KiB of 1024 MiB, 12 MiB a second, about 90 seconds left"
		);
		assert!(rest(12 << 20, 0).ends_with("about 6 seconds left"));
		assert!(rest(1, 1 << 29).ends_with("about 6213 days left"));
	}
}
