//! The council's motions and decisions, and the committees.

use super::{
	decisions::{self, Waiting},
	meant::typed_is,
};
use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	jobs::Fact,
	texts::{Value, say},
	visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{Body, Epoch, KeyId},
	error::Error,
	ledger::Ledger as _,
	roles::{CommitteeView, Proposal},
	views::{Decision, Motion, Names as _, Until, text, words},
};
use medquorum_session::{motions, proposal};

struct Row {
	shown: String,
	token: String,
	hash: String,
	by: String,
	yes: String,
	no: String,
	threshold: String,
	what: String,
	/// What must be typed to vote for a call that this program cannot read; `None` for one that it can.
	typed: Option<String>,
}

/// A committee as the chain has it, and how far it is to be trusted.
pub(super) struct Committee {
	/// The number of its key.
	pub key: KeyId,
	/// How often the key has changed hands.
	pub epoch: Epoch,
	/// What is known of it.
	pub facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "council.html")]
struct Page {
	frame: Frame,
	member: bool,
	motions: Vec<Row>,
	decisions: Vec<Waiting>,
	/// Whose role can be named, and which there are; for members alone.
	people: Vec<String>,
	roles: Vec<(String, Value)>,
	committees: Vec<Committee>,
}

/// All committees, by their numbers.
///
/// # Errors
/// When the chain cannot be reached, or shows a committee that cannot be one.
pub(super) async fn committees(visit: &Visit) -> Result<Vec<Committee>, Error> {
	let mut all = visit.session.chain.committees().await?;
	all.sort_by_key(|(id, _)| *id);
	let mut shown = Vec::new();
	for (id, _) in all {
		let view = visit.session.observer().committee_view(id).await?;
		shown.push(Committee {
			key: id,
			epoch: view.committee.epoch,
			facts: committee_facts(visit, id, &view).await?,
		});
	}
	Ok(shown)
}

/// What is known of a committee.
///
/// # Errors
/// When the chain cannot be reached.
pub(super) async fn committee_facts(
	visit: &Visit,
	id: KeyId,
	view: &CommitteeView,
) -> Result<Vec<Fact>, Error> {
	let (observer, names) = (visit.session.observer(), visit.session.names.as_ref());
	let admins = view.committee.admins.iter();
	let admins: Vec<String> = admins
		.map(|admin| format!("{} {}", admin.index, names.show(&admin.account)))
		.collect();
	let (k, n) = (view.committee.k, admins.len());
	let certified = say("council-certified-words").with("n", view.certificates);
	let trust = words::trust(view.pinned, view.doubt.as_deref(), view.development);
	let mut facts = vec![
		(say("council-epoch"), view.committee.epoch.to_string().into()),
		(
			say("council-rule"),
			say("council-rule-words").with("k", k).with("n", n).into(),
		),
		(say("council-admins"), text::line(&admins.join(", ")).into()),
		(say("council-certified"), certified.into()),
		(say("fingerprint"), view.pin.fingerprint(id).into()),
		(say("council-trust"), Value::Heard(trust)),
	];
	if let Some((next, moment)) = &view.to_come {
		let until = Until::new(*moment, observer.clock().await?);
		let until = visit.session.dates().map_or(until, |now| until.dated(now));
		let words = say("council-to-come-words").with("epoch", next.epoch.to_string());
		let words = words.with_heard("until", until.to_string());
		facts.push((say("council-to-come"), words.into()));
	}
	Ok(facts)
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let open = motions(&visit.session, Body::Council).await?;
	let names = visit.session.names.as_ref();
	let waiting = visit.session.chain.scheduled().await.map_err(Error::from)?;
	let now = visit.status.finalized_block;
	let decisions = waiting.iter();
	let decisions = decisions.map(|scheduled| Waiting::from(Decision::of(scheduled, now, names)));
	let people = visit.session.names.everybody().into_iter();
	let account = visit.status.account.as_ref();
	let row = |motion: Motion| Row {
		typed: (!motion.known).then(|| words::short(&hex::encode(motion.hash))),
		shown: motion.index.to_string(),
		hash: words::short(&hex::encode(motion.hash)),
		by: text::line(&names.rewrite(&motion.proposed_by)),
		token: motion.motion,
		yes: motion.yes,
		no: motion.no,
		threshold: motion.threshold,
		what: text::line(&motion.what),
	};
	Ok(Page {
		frame: visit.frame(say("tab-council"), "/council")?,
		member: account.is_some_and(|account| account.council),
		motions: open.into_iter().map(row).collect(),
		decisions: decisions.collect(),
		people: people.map(|(name, _)| name).collect(),
		roles: decisions::roles(),
		committees: committees(visit).await?,
	})
}

/// Shows open motions, waiting decisions and committees.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}

fn motion(form: &Posted) -> Result<Proposal, PortalError> {
	let read = Motion::read_token(form.get("motion"));
	let (hash, index) = read.ok_or(PortalError::Form("no motion is named"))?;
	Ok(proposal(hash, index))
}

/// Reads the vote of a form. A yes to a call that this program cannot read must be confirmed by typing, as on the command line.
/// Whether it can be read is decided by the chain now, not by the page.
async fn ballot(visit: &Visit, form: &Posted) -> Result<(Proposal, bool), PortalError> {
	let yes = match form.get("vote") {
		"yes" => true,
		"no" => false,
		_ => return Err(PortalError::Form("vote yes or no")),
	};
	let motion = motion(form)?;
	let open = motions(&visit.session, Body::Council).await?;
	let mut open = open.into_iter();
	let found = open.find(|known| known.hash == motion.hash && known.index == motion.index);
	let found = found.ok_or(PortalError::Form("this motion is not open any more"))?;
	let expected = words::short(&hex::encode(found.hash));
	match yes && !found.known && form.get("typed") != expected {
		true => Err(PortalError::NotConfirmed { expected }),
		false => Ok((motion, yes)),
	}
}

/// Starts a vote on the motion that the form names.
pub async fn vote(visit: Visit, form: Posted) -> Response {
	match ballot(&visit, &form).await {
		Ok((motion, yes)) => {
			let title = say("do-vote").with("motion", motion.index.to_string());
			visit.start(&form, title, "/council", move |acting| {
				acting.vote(motion, yes).boxed_local()
			})
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// The vote that the form ends, once it was typed that this is meant.
fn ended(form: &Posted) -> Result<Proposal, PortalError> {
	let motion = motion(form)?;
	typed_is(form, &words::short(&hex::encode(motion.hash)))?;
	Ok(motion)
}

/// Ends a vote.
pub async fn close(visit: Visit, form: Posted) -> Response {
	match ended(&form) {
		Ok(motion) => {
			let title = say("do-end-vote").with("motion", motion.index.to_string());
			visit.start(&form, title, "/council", move |acting| {
				acting.end_vote(motion).boxed_local()
			})
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Carries out or stops a decision, or proposes a role.
pub async fn act(visit: Visit, Path(action): Path<String>, form: Posted) -> Response {
	match decisions::begin(&visit, &action, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn page(member: bool, is_due: bool) -> String {
		let page = Page {
			frame: Frame::new("", "/council", None, "token", 0).unwrap(),
			member,
			motions: Vec::new(),
			decisions: vec![Waiting {
				index: "3".to_owned(),
				what: "<b>all</b> is paused\u{202e}".to_owned(),
				when: "now".to_owned(),
				is_due,
				is_open: true,
			}],
			people: vec!["Dave".to_owned()],
			roles: decisions::roles(),
			committees: Vec::new(),
		};
		page.render().unwrap()
	}

	#[test]
	fn what_is_due_is_carried_out_by_anybody_and_stopped_by_members() {
		let (enact, stop, role) = ("/council/enact", "/council/stop", "/council/role");
		let shown = page(false, true);
		assert!(shown.contains(enact) && !shown.contains(stop) && !shown.contains(role));
		let shown = page(true, false);
		assert!(!shown.contains(enact) && shown.contains(stop) && shown.contains(role));
		assert!(shown.contains("<option value=\"clinician\">"), "{shown}");
		for hidden in ["<b>", "\u{202e}"] {
			assert!(!shown.contains(hidden), "{shown}");
		}
		// Each is typed before it happens.
		let both = page(true, true);
		assert_eq!(both.matches("name=\"typed\" required").count(), 2, "{both}");
	}
}
