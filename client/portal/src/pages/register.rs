//! Publishing keys: one's own by a fee, or through a file that a facility takes; and the facility's side of that.

use crate::{error::PortalError, forms::Posted, frame::Frame, saving, texts::say, visit::Visit};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::views::{Fact, Names as _, text};
use medquorum_session::read_enrolment;
use std::path::PathBuf;

#[derive(Template)]
#[template(path = "register.html")]
struct Page {
	frame: Frame,
	registered: bool,
	facts: Vec<Fact>,
	folder: String,
}

fn page(visit: &Visit) -> Result<Page, PortalError> {
	let facts = visit.status.facts().into_iter();
	let account = visit.status.account.as_ref();
	Ok(Page {
		frame: visit.frame(say("register-title"), "/keys")?,
		registered: account.is_some_and(|account| account.registered),
		facts: facts
			.filter(|(word, _)| ["Account", "Keys", "Balance"].contains(word))
			.collect(),
		folder: saving::default_folder().display().to_string(),
	})
}

/// Shows how the keys can be published.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit);
	visit.answer(page).await
}

/// The version that a person says is theirs: named twice, because it replaces keys.
///
/// # Errors
/// When it is no version, or was not confirmed.
pub(super) fn adopted(form: &Posted) -> Result<Option<u16>, PortalError> {
	let named = form.get("adopt");
	if named.is_empty() {
		return Ok(None);
	}
	let version = named.parse().ok().filter(|version| *version > 0);
	let version = version.ok_or(PortalError::Form("a version is a number from 1"))?;
	let expected = say("register-word").to_string();
	match form.get("typed") == expected {
		true => Ok(Some(version)),
		false => Err(PortalError::NotConfirmed { expected }),
	}
}

/// Starts the call that publishes the person's public keys.
pub async fn publish(visit: Visit, form: Posted) -> Response {
	match adopted(&form) {
		Ok(adopted) => visit.start(&form, say("do-register"), "/register", move |acting| {
			acting.register(adopted).boxed_local()
		}),
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Writes them into a file.
pub async fn to_file(visit: Visit, form: Posted) -> Response {
	let wanted = || -> Result<_, PortalError> {
		let folder = saving::folder(form.needed("folder", "the folder is missing")?)?;
		Ok((folder, adopted(&form)?))
	};
	match wanted() {
		Ok((folder, adopted)) => visit.start(&form, say("do-write-keys"), "/register", move |acting| {
			acting.write_keys(folder, adopted).boxed_local()
		}),
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// A patient's file as it is shown before it is enrolled.
struct Shown {
	path: String,
	name: String,
	version: u16,
	fingerprint: String,
}

#[derive(Template)]
#[template(path = "enrol.html")]
struct Enrol {
	frame: Frame,
	shown: Option<Shown>,
	/// Whether there are committees whose cards the patient can be given.
	cards: bool,
}

/// Asks for a patient's file.
pub async fn enrol(visit: Visit) -> Response {
	let page = visit.frame(say("enrol-title"), "/enrol").map(|frame| Enrol {
		frame,
		shown: None,
		cards: false,
	});
	visit.answer(page).await
}

fn path_of(form: &Posted) -> Result<PathBuf, PortalError> {
	let path = PathBuf::from(form.needed("path", "the file's path is missing")?);
	match path.is_absolute() {
		true => Ok(path),
		false => Err(PortalError::Form(
			"the path of a file must begin at the root, with /",
		)),
	}
}

async fn look(visit: &Visit, form: &Posted) -> Result<Enrol, PortalError> {
	let path = path_of(form)?;
	let file = read_enrolment(&path)?;
	visit.session.facility().check_enrolment(&file).await?;
	Ok(Enrol {
		frame: visit.frame(say("enrol-title"), "/enrol")?,
		shown: Some(Shown {
			path: path.display().to_string(),
			name: text::line(&visit.session.names.show(&file.account)),
			version: file.csp_version,
			fingerprint: file.fingerprint(),
		}),
		cards: !visit.session.trust.committees.is_empty(),
	})
}

/// Shows whose file it is, and what the patient must read out.
pub async fn enrol_look(visit: Visit, form: Posted) -> Response {
	let page = look(&visit, &form).await;
	visit.answer(page).await
}

/// Enrols, from the file that was shown.
pub async fn enrol_now(visit: Visit, form: Posted) -> Response {
	match path_of(&form) {
		Ok(path) => {
			let fingerprint = form.get("fingerprint").to_owned();
			let cards = form.get("cards") == "yes";
			visit.start(&form, say("do-enrol"), "/enrol", move |acting| {
				acting.enrol(path, fingerprint, cards).boxed_local()
			})
		}
		Err(error) => visit.answer::<Enrol>(Err(error)).await,
	}
}
