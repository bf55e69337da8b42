//! Keys and settings: how they are, and which commands change them.

use crate::{error::PortalError, frame::Frame, visit::Visit};
use askama::Template;
use axum::response::Response;
use medquorum_client::{error::Error, views::Fact};

#[derive(Template)]
#[template(path = "facts.html")]
struct Page {
	frame: Frame,
	facts: Vec<Fact>,
	commands: Vec<(&'static str, &'static str)>,
}

fn key_facts(visit: &Visit) -> Result<Vec<Fact>, Error> {
	let keystore = &visit.keys.keystore;
	let (versions, encryption, shares, requests) = keystore.read(|secrets| {
		let versions: Vec<String> = secrets.csp_roots.keys().map(ToString::to_string).collect();
		(
			versions.join(", "),
			secrets.enc_secret.is_some(),
			secrets.admin_shares.len(),
			secrets.request_seeds.len(),
		)
	})?;
	let yes = |there: bool| if there { "there" } else { "missing" }.to_owned();
	let mut facts = vec![
		("Keystore", keystore.path().display().to_string()),
		("CSP key", format!("versions {versions}")),
		("Encryption key", yes(encryption)),
		("Shares of committees", shares.to_string()),
		("Keys of open requests", requests.to_string()),
	];
	let told = visit.status.facts().into_iter();
	facts.extend(told.filter(|(word, _)| ["Account", "Keys", "Guardian", "Sponsor"].contains(word)));
	Ok(facts)
}

fn keys_page(visit: &Visit) -> Result<Page, PortalError> {
	Ok(Page {
		frame: visit.frame("Keys", "/keys")?,
		facts: key_facts(visit)?,
		commands: vec![
			("Write down the 24 words of the CSP key", "medquorum key words"),
			(
				"Change the passphrase of the keystore",
				"medquorum key change-passphrase",
			),
			(
				"A new CSP key, for the records to come",
				"medquorum key rotate-csp",
			),
			(
				"A record's CSP code, to hand over by yourself",
				"medquorum csp-code RECORD",
			),
			("Publish your keys", "medquorum register"),
		],
	})
}

/// Shows how the keys are.
pub async fn keys(visit: Visit) -> Response {
	let page = tokio::task::block_in_place(|| keys_page(&visit));
	visit.answer(page).await
}

/// Shows the settings.
pub async fn settings(visit: Visit) -> Response {
	let facts = visit.status.facts();
	let page = visit.frame("Settings", "/settings").map(|frame| Page {
		frame,
		facts,
		commands: vec![
			("Another node", "medquorum config node URL"),
			("Another account", "medquorum config account WHO"),
			("A name for an account", "medquorum contact add NAME WHO"),
			(
				"Compare and trust a committee",
				"medquorum committee trust NUMBER",
			),
			("Hosts that keep records", "medquorum store add NAME=URL"),
			("Health of the store", "medquorum store status"),
		],
	});
	visit.answer(page).await
}
