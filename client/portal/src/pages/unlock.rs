//! The way in: the start link, the passphrase, and locking.

use super::bare::{self, Unlock};
use crate::{error::PortalError, forms::Posted, gate, state::Portal, texts::say, trouble::Trouble};
use axum::{
	extract::{Path, State},
	http::HeaderMap,
	response::{IntoResponse, Redirect, Response},
};
use medquorum_client::{config::Config, error::Error, keystore::Passphrase};
use std::sync::Arc;

/// Exchanges a start link for the cookie.
pub async fn start(
	State(portal): State<Arc<Portal>>,
	headers: HeaderMap,
	Path(token): Path<String>,
) -> Response {
	gate::start(&portal, &headers, &token)
}

fn question(portal: &Portal) -> Result<Unlock, PortalError> {
	let config = Config::load(&portal.options.home).map_err(Error::from)?;
	let account = portal.account(&config)?;
	let genesis = config.genesis.map(hex::encode).unwrap_or_default();
	let short: String = genesis.chars().take(16).collect();
	let chain = format!("0x{short}…");
	Ok(Unlock {
		csrf: portal.guard.form().to_owned(),
		password: account.needs_passphrase(),
		account: account.to_string(),
		chain: match config.development {
			true => say("chain-development").with("chain", chain).into(),
			false => chain.into(),
		},
		node: portal.node(&config),
	})
}

/// The page that asks for the passphrase.
pub fn page(portal: &Portal, trouble: Option<Trouble>) -> Response {
	match question(portal) {
		Ok(question) => bare::unlock(question, trouble),
		Err(error) => bare::trouble(error.into()),
	}
}

/// Asks for the passphrase.
pub async fn show(State(portal): State<Arc<Portal>>) -> Response {
	match portal.locked.keys() {
		Some(_) => Redirect::to("/").into_response(),
		None => page(&portal, None),
	}
}

/// Takes it.
pub async fn unlock(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	let typed = || -> Result<_, PortalError> {
		let passphrase = Passphrase::new(form.raw("passphrase"))?;
		let password = match form.get("password") {
			"" => None,
			_ => Some(Passphrase::new(form.raw("password"))?),
		};
		Ok((passphrase, password))
	};
	let done = match typed() {
		Ok((passphrase, password)) => portal.unlock(passphrase, password).await,
		Err(error) => Err(error),
	};
	match done {
		Ok(()) => Redirect::to("/").into_response(),
		Err(error) => page(&portal, Some(error.into())),
	}
}

/// Stops all jobs and drops the keys, with whatever was shown or opened.
pub async fn lock(State(portal): State<Arc<Portal>>, _: Posted) -> Response {
	portal.lock();
	Redirect::to("/unlock").into_response()
}

/// There is no such page.
pub async fn no_page() -> Response {
	bare::trouble(PortalError::NoPage.into())
}
