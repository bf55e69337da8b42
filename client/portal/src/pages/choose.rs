//! Choosing a file or a folder of this machine, for whoever types no path. What is chosen comes back into the form that asked.
//!
//! The program looks into folders by the rights of its own person, and so nothing is copied. No folder stands in an address, which
//! browsers keep: each step is a form.

mod list;

use self::list::{List, list, place};
use super::{bare, trouble::trouble_page, welcome::Around};
use crate::{
	drafts::{Asker, Draft, Wanted},
	error::PortalError,
	folder::{self, Kind},
	forms::Posted,
	frame::Frame,
	saving,
	state::Portal,
	texts::{Say, say},
	trouble::Trouble,
};
use askama::Template;
use axum::{
	extract::{Path as Named, Query, State},
	http::StatusCode,
	response::{Html, IntoResponse, Redirect, Response},
};
use medquorum_client::files::FileError;
use std::{
	collections::HashMap,
	ffi::OsString,
	os::unix::ffi::OsStringExt as _,
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};
use zeroize::Zeroizing;

/// A disk that has not answered by then is away, such as one of another machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who asks: somebody whose home is set up, or a newcomer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
	Settled,
	Newcomer,
}

impl Who {
	fn page(self, id: &str) -> String {
		match self {
			Self::Settled => format!("/choose/{id}"),
			Self::Newcomer => format!("/welcome/choose/{id}"),
		}
	}

	fn asks(self, asker: &Asker) -> bool {
		asker.is_newcomers() == (self == Self::Newcomer)
	}
}

#[derive(Template)]
#[template(path = "choose.html")]
struct Page {
	frame: Frame,
	list: List,
}

#[derive(Template)]
#[template(path = "welcome_choose.html")]
struct WelcomePage {
	around: Around,
	list: List,
}

/// Asks a disk, which may never answer.
async fn asked<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, PortalError> {
	let away = PortalError::Form("the disk of this folder does not answer");
	match tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(work)).await {
		Ok(Ok(done)) => Ok(done),
		Ok(Err(_)) | Err(_) => Err(away),
	}
}

fn home() -> PathBuf {
	std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default()
}

fn of_hex(text: &str) -> Result<OsString, PortalError> {
	let bytes = hex::decode(text).map_err(|_| PortalError::ForeignForm)?;
	Ok(OsString::from_vec(bytes))
}

fn whole(text: &str) -> Result<PathBuf, PortalError> {
	let path = PathBuf::from(of_hex(text)?);
	match path.is_absolute() {
		true => Ok(path),
		false => Err(PortalError::ForeignForm),
	}
}

const fn title(wanted: Wanted) -> Say {
	match wanted {
		Wanted::Files => say("choose-files"),
		Wanted::File => say("choose-file"),
		Wanted::Folder => say("choose-folder"),
	}
}

async fn page(
	portal: &Portal,
	who: Who,
	id: &str,
	number: usize,
	trouble: Option<Trouble>,
) -> Result<Response, PortalError> {
	let draft = portal.drafts.get(id)?;
	let (folder, hidden) = (draft.folder.clone(), draft.hidden);
	let listed = asked(move || folder::list(&folder, hidden, number)).await;
	let (listed, unread) = match listed.and_then(|listed| listed.map_err(PortalError::from)) {
		Ok(listed) => (Some(listed), None),
		Err(error) => (None, Some(Trouble::from(error))),
	};
	let trouble = unread.or(trouble);
	let status = trouble.as_ref().map_or(StatusCode::OK, Trouble::status);
	let places = asked(|| folder::places(&home())).await.unwrap_or_default();
	let list = List {
		csrf: portal.guard.form().to_owned(),
		action: who.page(id),
		places: places.into_iter().map(place).collect(),
		..list(&draft, listed, trouble)
	};
	let title = title(draft.asker.wanted);
	let html = match who {
		Who::Settled => {
			let frame = frame(portal, title, draft.asker.tab)?;
			Page { frame, list }.render()
		}
		Who::Newcomer => {
			let at = if draft.asker.name == "welcome-place" { 1 } else { 2 };
			let around = Around::of(portal, title, at)?;
			WelcomePage { around, list }.render()
		}
	};
	Ok(match html {
		Ok(html) => (status, Html(html)).into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	})
}

/// The frame of whoever was there last: to look into a folder no node is needed.
fn frame(portal: &Portal, title: Say, tab: &str) -> Result<Frame, PortalError> {
	let (csrf, running) = (portal.guard.form(), portal.jobs.running());
	Frame::new(title, tab, portal.seen().as_ref(), csrf, running)
}

fn answer(portal: &Portal, who: Who, shown: Result<Response, PortalError>) -> Response {
	let error = match shown {
		Ok(shown) => return shown,
		Err(error) => error,
	};
	match (who, frame(portal, say("not-done"), "")) {
		(Who::Settled, Ok(frame)) => trouble_page(frame, error.into()),
		(Who::Newcomer, _) | (_, Err(_)) => bare::trouble(error.into()),
	}
}

/// Where somebody looks first: beside what stands in the field, then where something was chosen last.
fn first(portal: &Portal, wanted: Wanted, typed: &str) -> PathBuf {
	let line = typed.lines().map(str::trim).rfind(|line| !line.is_empty());
	let path = line.map(Path::new).filter(|path| path.is_absolute());
	let folder = path.and_then(|path| match wanted {
		Wanted::Folder => Some(path),
		Wanted::File | Wanted::Files => path.parent(),
	});
	let folder = folder.map(Path::to_path_buf).or_else(|| portal.drafts.last());
	folder.unwrap_or_else(|| match wanted {
		Wanted::Folder => saving::default_folder(),
		Wanted::File | Wanted::Files => home(),
	})
}

fn kept(portal: &Portal, who: Who, form: &Posted) -> Result<String, PortalError> {
	let (asker, at) = Asker::of(form.get("choose"))?;
	if !who.asks(asker) {
		return Err(PortalError::ForeignForm);
	}
	let others = asker.others.iter().copied();
	let others = others.filter(|field| *field != asker.field);
	// A browser ends the lines of what it sends in its own way.
	let read = |field: &'static str| (field, Zeroizing::new(form.raw(field).replace("\r\n", "\n")));
	let draft = Draft {
		asker,
		at,
		fields: others.chain([asker.field]).map(read).collect(),
		retype: asker.secrets.iter().any(|field| !form.get(field).is_empty()),
		folder: first(portal, asker.wanted, form.get(asker.field)),
		hidden: false,
	};
	portal.drafts.keep(draft)
}

fn opened(portal: &Portal, who: Who, form: &Posted) -> Response {
	let page = kept(portal, who, form).map(|id| Redirect::to(&who.page(&id)).into_response());
	answer(portal, who, page)
}

/// What of a folder was chosen, as the form will hold it.
fn taken(paths: Vec<PathBuf>, wanted: Kind) -> Result<Vec<String>, PortalError> {
	let mut chosen = Vec::new();
	for path in paths {
		let found = path.metadata();
		let found = found.map_err(|error| FileError::from_io("read", &path, error))?;
		match wanted {
			Kind::Folder if !found.is_dir() => return Err(FileError::NoFolder(path).into()),
			Kind::File if !found.is_file() => return Err(FileError::NotPlain(path).into()),
			_ => {}
		}
		let typed = folder::typed(&path);
		chosen.push(typed.ok_or(PortalError::Form("a name with such signs cannot be chosen"))?);
	}
	match chosen.is_empty() {
		true => Err(PortalError::Form("nothing was chosen")),
		false => Ok(chosen),
	}
}

/// Takes one step, and says which page follows.
async fn step(portal: &Portal, who: Who, id: &str, form: &Posted) -> Result<String, PortalError> {
	let mut draft = portal.drafts.get(id)?;
	if form.get("cancel") == "yes" {
		return Ok(draft.page(id));
	}
	if !form.get("go").is_empty() {
		draft.folder = whole(form.get("go"))?;
		portal.drafts.put(id, draft);
		return Ok(who.page(id));
	}
	let here = whole(form.get("in"))?;
	let named = |name: &str| folder::child(&here, &of_hex(name)?).ok_or(PortalError::ForeignForm);
	match (form.get("hidden"), form.get("open")) {
		("", "") => {}
		("", name) => {
			draft.folder = named(name)?;
			portal.drafts.put(id, draft);
			return Ok(who.page(id));
		}
		(shown, _) => {
			draft.hidden = shown == "yes";
			portal.drafts.put(id, draft);
			return Ok(who.page(id));
		}
	}
	let (paths, kind) = match (form.get("take"), draft.asker.wanted) {
		("here", Wanted::Files | Wanted::Folder) => (vec![here.clone()], Kind::Folder),
		("checked", Wanted::Files) => {
			let picked = form.all("pick").map(named).collect::<Result<Vec<_>, _>>()?;
			(picked, Kind::File)
		}
		(name, Wanted::File) => (vec![named(name)?], Kind::File),
		_ => return Err(PortalError::ForeignForm),
	};
	let chosen = asked(move || taken(paths, kind)).await??;
	draft.choose(&chosen);
	let page = draft.page(id);
	portal.drafts.put(id, draft);
	Ok(page)
}

async fn stepped(portal: &Portal, who: Who, id: &str, form: &Posted) -> Response {
	let shown = match step(portal, who, id, form).await {
		Ok(next) => Ok(Redirect::to(&next).into_response()),
		// What went wrong is told where somebody can choose again.
		Err(error) => page(portal, who, id, 1, Some(error.into())).await,
	};
	answer(portal, who, shown)
}

async fn looked(portal: &Portal, who: Who, id: &str, asked: &HashMap<String, String>) -> Response {
	let number = asked.get("page").and_then(|page| page.parse().ok());
	let shown = page(portal, who, id, number.unwrap_or(1), None).await;
	answer(portal, who, shown)
}

/// Keeps a form, and begins to choose for one of its fields.
pub async fn open(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	opened(&portal, Who::Settled, &form)
}

/// Shows a folder.
pub async fn show(
	State(portal): State<Arc<Portal>>,
	Named(id): Named<String>,
	Query(asked): Query<HashMap<String, String>>,
) -> Response {
	looked(&portal, Who::Settled, &id, &asked).await
}

/// Goes to another folder, or takes what was chosen back into the form.
pub async fn act(State(portal): State<Arc<Portal>>, Named(id): Named<String>, form: Posted) -> Response {
	stepped(&portal, Who::Settled, &id, &form).await
}

/// Begins to choose while a home is set up.
pub async fn open_welcome(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	opened(&portal, Who::Newcomer, &form)
}

/// Shows a folder while a home is set up.
pub async fn show_welcome(
	State(portal): State<Arc<Portal>>,
	Named(id): Named<String>,
	Query(asked): Query<HashMap<String, String>>,
) -> Response {
	looked(&portal, Who::Newcomer, &id, &asked).await
}

/// Takes a step while a home is set up.
pub async fn act_welcome(
	State(portal): State<Arc<Portal>>,
	Named(id): Named<String>,
	form: Posted,
) -> Response {
	stepped(&portal, Who::Newcomer, &id, &form).await
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, os::unix::fs::symlink};

	#[test]
	fn only_what_is_there_and_of_its_kind_is_taken() {
		let folder = tempfile::tempdir().unwrap();
		let path = |name: &str| folder.path().join(name);
		fs::create_dir(path("scans")).unwrap();
		fs::write(path("CT_small.dcm"), "").unwrap();
		fs::write(path("scan\u{202e}gpj.exe"), "").unwrap();
		symlink("/nonexistent/medquorum", path("nowhere")).unwrap();
		let text = |name: &str| path(name).to_str().unwrap().to_owned();
		let one = |name: &str, kind| taken(vec![path(name)], kind);
		assert_eq!(one("CT_small.dcm", Kind::File).unwrap(), [text("CT_small.dcm")]);
		assert_eq!(one("scans", Kind::Folder).unwrap(), [text("scans")]);
		for (name, kind) in [
			("scans", Kind::File),
			("CT_small.dcm", Kind::Folder),
			("nowhere", Kind::File),
			("gone", Kind::File),
			("scan\u{202e}gpj.exe", Kind::File),
		] {
			assert!(one(name, kind).is_err(), "{name}");
		}
		assert!(taken(Vec::new(), Kind::File).is_err());
	}
}
