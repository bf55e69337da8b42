//! The council's motions and decisions, and the committees.

use crate::{error::PortalError, forms::Posted, frame::Frame, visit::Visit};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::{
	domain::Body,
	error::Error,
	ledger::Ledger as _,
	roles::Proposal,
	views::{Decision, Fact, Motion, Names as _, text, words},
};
use medquorum_session::{motions, proposal};

struct Row {
	index: u32,
	token: String,
	hash: String,
	by: String,
	yes: String,
	no: String,
	threshold: String,
	what: String,
}

struct Committee {
	id: u32,
	facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "council.html")]
struct Page {
	frame: Frame,
	member: bool,
	motions: Vec<Row>,
	decisions: Vec<(u32, String, String)>,
	committees: Vec<Committee>,
}

async fn committees(visit: &Visit) -> Result<Vec<Committee>, Error> {
	let mut all = visit.session.chain.committees().await?;
	all.sort_by_key(|(id, _)| *id);
	let (observer, names) = (visit.session.observer(), visit.session.names.as_ref());
	let mut shown = Vec::new();
	for (id, _) in all {
		let view = observer.committee_view(id).await?;
		let admins = view.committee.admins.iter();
		let admins: Vec<String> = admins
			.map(|admin| format!("{} {}", admin.index, names.show(&admin.account)))
			.collect();
		let (k, n) = (view.committee.k, admins.len());
		shown.push(Committee {
			id,
			facts: vec![
				("Epoch", view.committee.epoch.to_string()),
				("Rule", format!("{k} of {n} administrators")),
				("Administrators", text::line(&admins.join(", "))),
				("Certified by", words::count(view.certificates, "administrator")),
				("Fingerprint", view.pin.fingerprint(id)),
				(
					"Trust",
					words::trust(view.pinned, view.doubt.as_deref(), view.development),
				),
			],
		});
	}
	Ok(shown)
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let open = motions(&visit.session, Body::Council).await?;
	let names = visit.session.names.as_ref();
	let waiting = visit.session.chain.scheduled().await.map_err(Error::from)?;
	let now = visit.status.finalized_block;
	let decisions = waiting.iter().map(|scheduled| {
		let decision = Decision::of(scheduled, now, names);
		(decision.index, text::line(&decision.what), decision.when)
	});
	let account = visit.status.account.as_ref();
	let row = |motion: Motion| Row {
		index: motion.index,
		hash: words::short(&hex::encode(motion.hash)),
		by: text::line(&names.rewrite(&motion.proposed_by)),
		token: motion.motion,
		yes: motion.yes,
		no: motion.no,
		threshold: motion.threshold,
		what: text::line(&motion.what),
	};
	Ok(Page {
		frame: visit.frame("Council", "/council")?,
		member: account.is_some_and(|account| account.council),
		motions: open.into_iter().map(row).collect(),
		decisions: decisions.collect(),
		committees: committees(visit).await?,
	})
}

/// Shows them.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}

fn motion(form: &Posted) -> Result<Proposal, PortalError> {
	let read = Motion::read_token(form.get("motion"));
	let (hash, index) = read.ok_or(PortalError::Form("no motion is named"))?;
	Ok(proposal(hash, index))
}

/// Votes.
pub async fn vote(visit: Visit, form: Posted) -> Response {
	let yes = match form.get("vote") {
		"yes" => Ok(true),
		"no" => Ok(false),
		_ => Err(PortalError::Form("vote yes or no")),
	};
	match yes.and_then(|yes| Ok((motion(&form)?, yes))) {
		Ok((motion, yes)) => {
			let title = format!("Vote on motion {}", motion.index);
			visit.start(&form, &title, "/council", move |acting| {
				acting.vote(motion, yes).boxed_local()
			})
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Ends a vote.
pub async fn close(visit: Visit, form: Posted) -> Response {
	match motion(&form) {
		Ok(motion) => {
			let title = format!("End the vote on motion {}", motion.index);
			visit.start(&form, &title, "/council", move |acting| {
				acting.end_vote(motion).boxed_local()
			})
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}
