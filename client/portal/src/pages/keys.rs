//! Keys: how they are, their words, a backup, another passphrase; and the code of one record.

use super::{meant::typed_is, unlock};
use crate::{
	actor::Actor,
	error::PortalError,
	forms::Posted,
	frame::Frame,
	qr, saving,
	texts::{Value, say},
	visit::Visit,
	welcome,
};
use askama::Template;
use axum::{
	extract::Path,
	response::{IntoResponse, Redirect, Response},
};
use futures::FutureExt as _;
use medquorum_client::{domain::RecordId, error::Error, keystore::Passphrase, views::words};
use medquorum_session::new_passphrase;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "keys.html")]
struct Page {
	frame: Frame,
	facts: Vec<(Value, Value)>,
	folder: String,
	registered: bool,
}

fn facts(visit: &Visit) -> Result<Vec<(Value, Value)>, Error> {
	let keystore = &visit.keys.keystore;
	let (versions, former, encryption, shares, requests) = keystore.read(|secrets| {
		let versions: Vec<String> = secrets.csp_roots.keys().map(ToString::to_string).collect();
		(
			versions.join(", "),
			secrets.former_roots.len(),
			secrets.enc_secret.is_some(),
			secrets.admin_shares.len(),
			secrets.request_seeds.len(),
		)
	})?;
	let there = match encryption {
		true => say("keys-there"),
		false => say("keys-missing"),
	};
	let path = keystore.path().display().to_string();
	let mut facts: Vec<(Value, Value)> = vec![
		(say("keys-store").into(), path.into()),
		(
			say("keys-csp").into(),
			say("keys-csp-versions").with("versions", versions).into(),
		),
		(say("keys-encryption").into(), there.into()),
		(say("keys-shares").into(), shares.into()),
		(say("keys-requests").into(), requests.into()),
	];
	if former > 0 {
		let keys = say("keys-former-words").with("count", former);
		facts.push((say("keys-former").into(), keys.into()));
	}
	let told = visit.status.facts().into_iter();
	let told = told.filter(|(word, _)| ["Account", "Keys", "Guardian", "Sponsor"].contains(word));
	facts.extend(told.map(|(word, meaning)| (Value::Heard(word.to_owned()), Value::Heard(meaning))));
	Ok(facts)
}

fn page(visit: &Visit) -> Result<Page, PortalError> {
	let account = visit.status.account.as_ref();
	Ok(Page {
		frame: visit.frame(say("tab-keys"), "/keys")?,
		facts: facts(visit)?,
		folder: saving::default_folder().display().to_string(),
		registered: account.is_some_and(|account| account.registered),
	})
}

/// Shows how the keys are.
pub async fn show(visit: Visit) -> Response {
	let page = tokio::task::block_in_place(|| page(&visit));
	visit.answer(page).await
}

#[derive(Template)]
#[template(path = "words.html")]
struct Words {
	frame: Frame,
	words: Vec<Zeroizing<String>>,
}

async fn shown_words(visit: &Visit, form: &Posted) -> Result<Words, PortalError> {
	let passphrase = Passphrase::new(form.raw("passphrase"))?;
	let words = visit
		.portal
		.prove(passphrase, |keystore| welcome::words(&keystore))
		.await?;
	Ok(Words {
		frame: visit.frame(say("words-title"), "/keys")?,
		words,
	})
}

/// Shows the words of the newest key, to whoever types the passphrase once more.
pub async fn words(visit: Visit, form: Posted) -> Response {
	let page = shown_words(&visit, &form).await;
	visit.answer(page).await
}

/// Copies what must not be lost into a folder.
pub async fn back_up(visit: Visit, form: Posted) -> Response {
	let folder = form
		.needed("folder", "the folder is missing")
		.and_then(saving::folder);
	match folder {
		Ok(folder) => visit.start(&form, say("do-backup"), "/keys", move |acting| {
			acting.back_up(folder).boxed_local()
		}),
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

async fn changed(visit: &Visit, form: &Posted) -> Result<(), PortalError> {
	let old = Passphrase::new(form.raw("old"))?;
	let (first, second) = (
		Zeroizing::new(form.raw("passphrase")),
		Zeroizing::new(form.raw("again")),
	);
	let new = new_passphrase(&first, &second)?;
	let change = move |keystore: medquorum_client::keystore::Keystore| {
		keystore.change_passphrase(new).map_err(Error::from)?;
		Ok(())
	};
	visit.portal.prove(old, change).await
}

/// Seals the keystore under another passphrase, and locks it: it opens by the new one.
pub async fn change_passphrase(visit: Visit, form: Posted) -> Response {
	match changed(&visit, &form).await {
		Ok(()) => {
			visit.portal.lock();
			unlock::page(&visit.portal, None)
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Makes a new CSP key, for the records to come.
pub async fn rotate(visit: Visit, form: Posted) -> Response {
	if form.get("sure") != "yes" {
		return Redirect::to("/keys").into_response();
	}
	visit.start(&form, say("do-rotate"), "/keys", |acting| {
		acting.rotate().boxed_local()
	})
}

fn version(typed: &str) -> Result<u16, PortalError> {
	let version = typed.parse().ok().filter(|version| *version > 0);
	version.ok_or(PortalError::Form("a version is a number from 1"))
}

fn restoring(visit: &Visit, form: &Posted) -> Result<Response, PortalError> {
	let words = Zeroizing::new(form.raw("words"));
	let version = match form.get("former") {
		"yes" => None,
		_ => Some(version(form.get("version"))?),
	};
	// Only where it takes the place of another key, which nobody does by chance.
	let replace = !form.get("typed").is_empty();
	if replace {
		typed_is(form, &say("keys-restore-word").to_string())?;
	}
	Ok(visit.start(form, say("do-restore-key"), "/keys", move |acting| {
		acting.restore_key(words, version, replace).boxed_local()
	}))
}

/// Restores a key from its words: one that was kept elsewhere, or that of an account in whose place this one acts.
pub async fn restore(visit: Visit, form: Posted) -> Response {
	match restoring(&visit, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

#[derive(Template)]
#[template(path = "code.html")]
struct Code {
	frame: Frame,
	record: String,
	code: Zeroizing<String>,
	picture: Option<qr::Picture>,
}

async fn record_code(visit: &Visit, typed: &str) -> Result<Code, PortalError> {
	let id: RecordId = typed.parse().map_err(Error::from)?;
	let patient = visit.session.patient();
	let place = visit.session.place_for(id).await?;
	let actor = Actor::of(&visit.keys, &visit.session.trust.genesis, place)?;
	let code = patient.csp_code(actor.account(), actor.secrets(), id).await?;
	Ok(Code {
		frame: visit.frame(say("code-title").with("record", words::short(&id)), "/records")?,
		record: id.to_string(),
		// In capitals it takes fewer modules; what reads it back does not mind.
		picture: qr::picture(&Zeroizing::new(code.to_uppercase())),
		code,
	})
}

/// Shows the code of one record, as text and as a picture.
pub async fn code(visit: Visit, Path(id): Path<String>, _: Posted) -> Response {
	let page = record_code(&visit, &id).await;
	visit.answer(page).await
}
