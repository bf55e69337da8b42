//! The address book: names for accounts, which pages show in place of addresses.

use crate::{error::PortalError, forms::Posted, frame::Frame, texts::say, visit::Visit};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use medquorum_client::{contacts::Contacts, domain::AccountId, views::text};
use medquorum_session::account_of;

struct Row {
	name: String,
	address: String,
}

#[derive(Template)]
#[template(path = "contacts.html")]
struct Page {
	frame: Frame,
	rows: Vec<Row>,
	own: String,
}

fn page(visit: &Visit) -> Result<Page, PortalError> {
	let contacts = &visit.session.names.contacts;
	let row = |(name, account): (&str, &[u8; 32])| Row {
		name: text::line(name),
		address: AccountId(*account).to_string(),
	};
	Ok(Page {
		frame: visit.frame(say("tab-contacts"), "/contacts")?,
		rows: contacts.iter().map(row).collect(),
		own: visit.account().to_string(),
	})
}

/// Shows the address book with the form for a new contact.
pub async fn list(visit: Visit) -> Response {
	let page = page(&visit);
	visit.answer(page).await
}

async fn changed(visit: Visit, done: Result<(), PortalError>) -> Response {
	match done {
		Ok(()) => {
			visit.portal.reopen().await;
			Redirect::to("/contacts").into_response()
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

fn added(visit: &Visit, form: &Posted) -> Result<(), PortalError> {
	let name = form.needed("name", "the name is missing")?;
	let address = form.needed("address", "the address is missing")?;
	let account = account_of(address, visit.session.development)?;
	let path = visit.session.home.contacts();
	Ok(Contacts::update(&path, |contacts| contacts.add(name, account.0))?)
}

/// Adds one; the address is checked.
pub async fn add(visit: Visit, form: Posted) -> Response {
	let done = added(&visit, &form);
	changed(visit, done).await
}

fn renamed(visit: &Visit, form: &Posted) -> Result<(), PortalError> {
	let who = form.needed("who", "the name is missing")?;
	let name = form.needed("name", "the new name is missing")?;
	let path = visit.session.home.contacts();
	Contacts::update(&path, |contacts| contacts.rename(who, name))?;
	Ok(())
}

/// Gives one another name.
pub async fn rename(visit: Visit, form: Posted) -> Response {
	let done = renamed(&visit, &form);
	changed(visit, done).await
}

fn removed(visit: &Visit, form: &Posted) -> Result<(), PortalError> {
	let who = form.needed("who", "the name is missing")?;
	let path = visit.session.home.contacts();
	Contacts::update(&path, |contacts| contacts.remove(who))?;
	Ok(())
}

/// Forgets one.
pub async fn remove(visit: Visit, form: Posted) -> Response {
	let done = removed(&visit, &form);
	changed(visit, done).await
}
