//! The committees: who is in them, whose shares are there, and the ceremonies that are under way on the chain.

use super::{
	ceremony::Turn,
	council::{self, Committee},
};
use crate::{
	acting::page_of,
	error::PortalError,
	forms::Posted,
	frame::Frame,
	jobs::Fact,
	texts::{Say, say},
	trouble::Trouble,
	visit::Visit,
};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::{
	domain::{Epoch, KeyId},
	error::Error,
	ledger::Ledger as _,
	views::Seat,
};

/// A ceremony in the list.
struct Row {
	href: String,
	title: Say,
	waits: Option<Say>,
	trouble: Option<Trouble>,
	/// Whether it waits for this account.
	mine: bool,
}

/// A committee in the list.
struct Listed {
	key: KeyId,
	facts: Vec<Fact>,
	/// The index of this account in it.
	index: Option<u16>,
}

#[derive(Template)]
#[template(path = "committee.html")]
struct Page {
	frame: Frame,
	/// Whether ceremonies were read: of a node that is behind nobody takes a step.
	current: bool,
	/// Whether the account is in a committee or a ceremony.
	member: bool,
	ceremonies: Vec<Row>,
	committees: Vec<Listed>,
}

/// A ceremony, or what is wrong with it: one that nobody signed keeps no other from being shown.
async fn row(visit: &Visit, key_id: KeyId) -> Result<Option<(Row, bool)>, Error> {
	let href = page_of(key_id);
	match Turn::of(visit, key_id).await {
		Ok(None) => Ok(None),
		Ok(Some(turn)) => {
			let row = Row {
				href,
				title: turn.title(),
				waits: Some(turn.waits(visit)),
				mine: turn.deed(visit).is_some(),
				trouble: turn.step.as_ref().err().cloned(),
			};
			Ok(Some((row, turn.takes_part(visit))))
		}
		Err(error @ Error::Ceremony(_)) => {
			let row = Row {
				href,
				title: say("ceremony-unread").with("committee", key_id.to_string()),
				waits: None,
				mine: false,
				trouble: Some(Trouble::from(error).named(visit.session.names.as_ref())),
			};
			Ok(Some((row, false)))
		}
		Err(error) => Err(error),
	}
}

/// The ceremonies under way, those that wait for this account first; and whether it takes part in one.
async fn ceremonies(visit: &Visit) -> Result<(Vec<Row>, bool), Error> {
	let (mut rows, mut takes_part) = (Vec::new(), false);
	if visit.is_current() {
		for public in visit.session.chain.ceremonies().await? {
			if let Some((row, own)) = row(visit, public.key_id).await? {
				rows.push(row);
				takes_part |= own;
			}
		}
	}
	rows.sort_by_key(|row| !row.mine);
	Ok((rows, takes_part))
}

/// Whether this keystore holds the share of an epoch.
fn share(visit: &Visit, key_id: KeyId, epoch: Epoch) -> Result<Fact, Error> {
	let keystore = &visit.keys.keystore;
	let there = keystore.read(|secrets| secrets.shares_of(key_id, epoch).next().is_some())?;
	let words = match there {
		true => say("committee-share-here"),
		false => say("committee-share-missing"),
	};
	Ok((say("committee-share"), words.into()))
}

/// A committee, with what concerns this account in it.
fn listed(visit: &Visit, found: Committee, seats: &[Seat]) -> Result<Listed, Error> {
	let Committee {
		key,
		epoch,
		mut facts,
	} = found;
	let seat = seats.iter().find(|seat| seat.committee == key);
	if seat.is_some() {
		facts.push(share(visit, key, epoch)?);
	}
	Ok(Listed {
		key,
		facts,
		index: seat.map(|seat| seat.index),
	})
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let account = visit.status.account.as_ref();
	let seats = account.map(|account| account.seats.as_slice());
	let seats = seats.unwrap_or_default();
	let found = council::committees(visit).await?;
	let listed = found.into_iter().map(|found| listed(visit, found, seats));
	let listed = tokio::task::block_in_place(|| listed.collect::<Result<Vec<_>, Error>>());
	let mut committees = listed?;
	committees.sort_by_key(|committee| committee.index.is_none());
	let (ceremonies, takes_part) = ceremonies(visit).await?;
	Ok(Page {
		frame: visit.frame(say("tab-committee"), "/committee")?,
		current: visit.is_current(),
		member: takes_part || !seats.is_empty(),
		ceremonies,
		committees,
	})
}

/// Shows committees and ceremonies, those of this account first.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}

/// Finds out whose shares are known to be there.
pub async fn health(visit: Visit, form: Posted) -> Response {
	match form.get("key").parse::<KeyId>() {
		Ok(key_id) => {
			let title = say("do-health").with("committee", key_id.to_string());
			visit.start(&form, title, "/committee", move |acting| {
				acting.health(key_id).boxed_local()
			})
		}
		Err(_) => {
			let missing = PortalError::Form("no committee is named");
			visit.answer::<Page>(Err(missing)).await
		}
	}
}
