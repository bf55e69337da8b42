//! Looking at what was opened: text, pictures, documents, and the slices of a DICOM series.

use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	held::{Content, Item, Study},
	jobs::{Done, Fact},
	saving,
	state::Portal,
	texts::{Say, Value, say},
	visit::Visit,
};
use askama::Template;
use axum::{
	extract::{Path, Query, State},
	http::{StatusCode, header},
	response::{IntoResponse, Redirect, Response},
};
use futures::FutureExt as _;
use medquorum_client::{
	files::{self, FileError},
	look::{Document, LookError, PRESETS, Seen, Slices, Window},
	views::{text, words},
};
use std::{collections::HashMap, sync::Arc};
use zeroize::Zeroizing;

struct Part {
	number: usize,
	name: Value,
	told: Say,
}

/// What a study's page lists.
struct Listed {
	parts: Vec<Part>,
	/// Files outside of a series, each with its length.
	loose: Vec<(String, Say)>,
	/// How many more of these there are.
	unlisted: usize,
}

impl From<&Study> for Listed {
	fn from(study: &Study) -> Self {
		let parts = study.parts.iter().map(|part| Part {
			number: part.number,
			name: part.name.clone(),
			told: say("look-images")
				.with("count", part.files)
				.with("bytes", part.bytes),
		});
		let loose = study.loose.iter();
		let loose = loose.map(|file| {
			let length = say("amount-bytes").with("count", file.bytes);
			(file.path.clone(), length)
		});
		Self {
			parts: parts.collect(),
			loose: loose.collect(),
			unlisted: study.unlisted,
		}
	}
}

struct PresetRow {
	code: &'static str,
	name: &'static str,
	center: f64,
	width: f64,
}

/// What the viewer's script says; it fills in what stands between percent signs.
struct ViewerWords {
	slice: Say,
	told: Say,
	window: Say,
	broken: Say,
}

impl ViewerWords {
	fn new(modality: &str) -> Self {
		let place = |say: Say| say.with("at", "%at%").with("count", "%count%");
		let told = |say: Say| place(say).with("modality", modality);
		Self {
			slice: place(say("look-slice")),
			told: told(say("look-told")),
			window: told(say("look-told-window"))
				.with("center", "%center%")
				.with("width", "%width%"),
			broken: say("look-slice-broken").with("at", "%at%"),
		}
	}
}

/// The viewer of slices.
struct Viewer {
	count: usize,
	/// From 1.
	at: usize,
	center: f64,
	width: f64,
	/// Whether the window is the file's own.
	own: bool,
	presets: Vec<PresetRow>,
	modality: String,
	words: ViewerWords,
}

#[derive(Template)]
#[template(path = "seen.html")]
struct Page {
	frame: Frame,
	id: u64,
	request: String,
	facts: Vec<Fact>,
	text: Option<String>,
	cut: bool,
	picture: bool,
	document: Option<Document>,
	viewer: Option<Viewer>,
	study: Option<Listed>,
	/// Whether it is a series, which is saved as a folder.
	series: bool,
	trouble: Option<crate::trouble::Trouble>,
	folder: String,
}

fn number(asked: &HashMap<String, String>, name: &str) -> Option<f64> {
	asked.get(name)?.parse().ok()
}

/// The window that an address asks for, by name or in numbers.
fn window_of(asked: &HashMap<String, String>) -> Option<Window> {
	let code = asked.get("preset").map_or("", String::as_str);
	match PRESETS.iter().find(|preset| preset.code == code) {
		Some(preset) => Some(preset.window),
		None => Window::clamped(number(asked, "center")?, number(asked, "width")?),
	}
}

fn viewer(slices: &Slices, asked: &HashMap<String, String>) -> Viewer {
	let wanted = window_of(asked);
	let window = wanted.or_else(|| slices.window()).unwrap_or(PRESETS[3].window);
	let modality = text::line(slices.modality());
	let at = asked.get("at").and_then(|at| at.parse().ok()).unwrap_or(1);
	Viewer {
		count: slices.len(),
		at: usize::clamp(at, 1, slices.len().max(1)),
		center: window.center.round(),
		width: window.width.round(),
		own: wanted.is_none(),
		presets: PRESETS
			.iter()
			.map(|preset| PresetRow {
				code: preset.code,
				name: preset.name,
				center: preset.window.center,
				width: preset.window.width,
			})
			.collect(),
		words: ViewerWords::new(&modality),
		modality,
	}
}

fn facts(item: &Item) -> Vec<Fact> {
	let mut facts = vec![(say("what-it-is"), item.mime.clone().into())];
	if let Content::File(bytes, _) = &item.content {
		facts.push((
			say("length"),
			say("amount-bytes").with("count", bytes.len()).into(),
		));
	}
	if let Some(sha256) = &item.sha256 {
		facts.push((say("sha256"), hex::encode(sha256).into()));
	}
	if !item.acknowledged {
		facts.push((say("note"), Value::Heard(words::UNCONFIRMED.to_owned())));
	}
	facts
}

fn page(visit: &Visit, id: u64, asked: &HashMap<String, String>) -> Result<Page, PortalError> {
	let item = visit.portal.held.get(id)?;
	let title: Value = match item.name.is_empty() {
		true => say("look-title")
			.with("request", words::short(&item.request))
			.into(),
		false => item.name.clone().into(),
	};
	let mut page = Page {
		frame: visit.frame(title, "/requests")?,
		id,
		request: item.request.to_string(),
		facts: facts(&item),
		text: None,
		cut: false,
		picture: false,
		document: None,
		viewer: None,
		study: None,
		series: matches!(item.content, Content::Series(_)),
		trouble: None,
		folder: saving::default_folder().display().to_string(),
	};
	let seen: &Seen = match &item.content {
		Content::File(_, seen) => seen,
		Content::Series(shown) => &shown.seen,
		Content::Study(study) => {
			page.study = Some(study.into());
			return Ok(page);
		}
	};
	match seen {
		Seen::Text(text, cut) => {
			page.text = Some(text.replace("\r\n", "\n"));
			page.cut = *cut;
		}
		Seen::Picture(_) => page.picture = true,
		Seen::Fhir(document) => {
			page.cut = document.cut;
			page.document = Some(document.clone());
		}
		Seen::Slices(slices) => page.viewer = Some(viewer(slices, asked)),
		Seen::Nothing(error) => page.trouble = Some(PortalError::from(error.clone()).into()),
	}
	Ok(page)
}

/// Shows a downloaded record that is held in memory.
pub async fn show(
	visit: Visit,
	Path(id): Path<u64>,
	Query(asked): Query<HashMap<String, String>>,
) -> Response {
	let page = page(&visit, id, &asked);
	visit.answer(page).await
}

fn png(bytes: Vec<u8>) -> Response {
	([(header::CONTENT_TYPE, "image/png")], bytes).into_response()
}

/// The picture, as this program made it.
pub async fn picture(State(portal): State<Arc<Portal>>, Path(id): Path<u64>) -> Response {
	match portal.held.get(id).as_deref() {
		Ok(Item {
			content: Content::File(_, seen),
			..
		}) => match seen.as_ref() {
			Seen::Picture(bytes) => png(bytes.clone()),
			Seen::Text(..) | Seen::Fhir(_) | Seen::Slices(_) | Seen::Nothing(_) => {
				StatusCode::NOT_FOUND.into_response()
			}
		},
		Ok(_) | Err(_) => StatusCode::NOT_FOUND.into_response(),
	}
}

fn drawn(item: &Item, at: usize, window: Option<Window>) -> Result<Vec<u8>, LookError> {
	let seen: &Seen = match &item.content {
		Content::File(_, seen) => seen,
		Content::Series(shown) => &shown.seen,
		Content::Study(_) => return Err(LookError::NoImage),
	};
	match seen {
		Seen::Slices(slices) => slices.png(at.saturating_sub(1), window),
		Seen::Text(..) | Seen::Picture(_) | Seen::Fhir(_) | Seen::Nothing(_) => Err(LookError::NoImage),
	}
}

/// One slice, counted from 1, through the window that the address asks for.
pub async fn slice(
	State(portal): State<Arc<Portal>>,
	Path((id, at)): Path<(u64, usize)>,
	Query(asked): Query<HashMap<String, String>>,
) -> Response {
	let Ok(item) = portal.held.get(id) else {
		return StatusCode::NOT_FOUND.into_response();
	};
	let window = window_of(&asked);
	let done = tokio::task::spawn_blocking(move || drawn(&item, at, window)).await;
	match done {
		Ok(Ok(bytes)) => png(bytes),
		Ok(Err(_)) => StatusCode::NOT_FOUND.into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}

fn begin(visit: &Visit, id: u64, form: &Posted) -> Result<Response, PortalError> {
	let item = visit.portal.held.get(id)?;
	let folder = saving::folder(form.needed("folder", "the folder is missing")?)?;
	let back = format!("/look/{id}");
	// Of a study no file is held: they are fetched by what it was opened by.
	let fetched = match &item.content {
		Content::Study(study) => Some((saving::Place::of(form)?, study.code.clone())),
		Content::Series(shown) => Some((
			saving::Place::of(form)?.of_series(&shown.series),
			shown.code.clone(),
		)),
		Content::File(..) => None,
	};
	if let Some((place, code)) = fetched {
		let request = item.request;
		let title = say("do-download").with("request", words::short(&request));
		return Ok(visit.start(form, title, &back, move |acting| {
			saving::download(acting, request, code, place, true).boxed_local()
		}));
	}
	let next = back.clone();
	Ok(visit.start(form, say("look-save"), &back, move |_| {
		async move {
			let Content::File(bytes, _) = &item.content else {
				return Err(PortalError::NotHeld);
			};
			let target = saving::free(&folder, &saving::safe_name(&item.name, &item.request));
			files::write_new(&target, bytes).map_err(|error: FileError| PortalError::from(error))?;
			let mut facts: Vec<Fact> = vec![(say("file"), text::line(&target.display().to_string()).into())];
			facts.extend(
				item.sha256
					.map(|sha256| (say("sha256"), hex::encode(sha256).into())),
			);
			Ok(Done {
				facts,
				next: Some((next, say("look-back"))),
				..Done::said(say("saved"))
			})
		}
		.boxed_local()
	}))
}

/// Saves what is held into a folder that the person names; of a study what was picked: the whole, all of its files, or a series.
pub async fn save(visit: Visit, Path(id): Path<u64>, form: Posted) -> Response {
	match begin(&visit, id, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Wipes a downloaded record from memory and leads back to its request.
pub async fn forget(State(portal): State<Arc<Portal>>, Path(id): Path<u64>, _: Posted) -> Response {
	let back = portal
		.held
		.get(id)
		.map(|item| format!("/requests/{}", item.request));
	portal.held.drop(id);
	Redirect::to(&back.unwrap_or_else(|_| "/requests".to_owned())).into_response()
}

/// Opens a record to be looked at, as a job; of a study the series that is named.
pub fn open(visit: &Visit, id: medquorum_client::domain::RequestId, form: &Posted) -> Response {
	// A series is opened by what the study was opened by.
	let study = form.get("study").parse().ok();
	let study = study.and_then(|study| visit.portal.held.get(study).ok());
	let code = match study.as_deref() {
		Some(Item {
			request,
			content: Content::Study(study),
			..
		}) if *request == id => study.code.clone(),
		Some(_) | None => Zeroizing::new(form.get("code").to_owned()),
	};
	let series = Some(form.get("series").to_owned()).filter(|series| !series.is_empty());
	let portal = visit.portal.clone();
	let title = say("do-look").with("request", words::short(&id));
	visit.start(form, title, &format!("/requests/{id}"), move |acting| {
		async move { acting.look(id, code, series, &portal.held).await }.boxed_local()
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn page(document: Option<Document>, text: Option<String>) -> String {
		let page = Page {
			frame: Frame::new("<script>x()</script>", "/requests", None, "token", 0).unwrap(),
			id: 1,
			request: "00".repeat(16),
			facts: vec![(say("what-it-is"), "text/html\u{202e}<b>".into())],
			text,
			cut: false,
			picture: false,
			document,
			viewer: None,
			study: None,
			series: false,
			trouble: None,
			folder: "/tmp".to_owned(),
		};
		page.render().unwrap()
	}

	#[test]
	fn nothing_of_a_hostile_document_acts() {
		let document = br#"{"resourceType":"DiagnosticReport","status":"<script>x()</script>","conclusion":"<img src=x onerror=x()>",
			"subject":{"display":"\u202egpj\u001b[2J"},"presentedForm":[{"contentType":"text/html","url":"javascript:x()"}],
			"text":{"div":"<div onclick='x()'><a href='javascript:x()'>press</a></div>"}}"#;
		let html = page(Document::read(document), None);
		for acting in [
			"<script>x",
			"<img src=x",
			"<a href='javascript",
			"onclick=",
			"\u{202e}",
			"\u{1b}",
		] {
			assert!(!html.contains(acting), "{acting} in {html}");
		}
		assert!(
			html.contains("press") && html.contains("&#60;script&#62;x()"),
			"{html}"
		);
		let text = page(None, Some("<script>x()</script>\n\u{202e}second line".to_owned()));
		assert!(!text.contains("<script>x()") && text.contains("second line"));
	}

	#[test]
	fn of_a_study_series_are_looked_at_and_what_is_wanted_of_it_is_saved() {
		let of = |study: Option<Listed>, series| {
			let page = Page {
				frame: Frame::new("", "/requests", None, "token", 0).unwrap(),
				id: 7,
				request: "00".repeat(16),
				facts: Vec::new(),
				text: None,
				cut: false,
				picture: false,
				document: None,
				viewer: None,
				study,
				series,
				trouble: None,
				folder: "/tmp".to_owned(),
			};
			page.render().unwrap()
		};
		let part = Part {
			number: 1,
			name: "CT thorax".into(),
			told: say("look-images").with("count", 3_usize).with("bytes", 9_u64),
		};
		let letter = ("<b>.pdf".to_owned(), say("amount-bytes").with("count", 7_u64));
		let study = of(
			Some(Listed {
				parts: vec![part],
				loose: vec![letter],
				unlisted: 2,
			}),
			false,
		);
		for expected in [
			"CT thorax",
			"action=\"/look/7/save\"",
			"<option value=\"\"",
			"<option value=\"files\"",
			"<option value=\"1\"",
			"name=\"series\" value=\"1\"",
			"&#60;b&#62;.pdf",
			"and 2 more",
		] {
			assert!(study.contains(expected), "{expected} in {study}");
		}
		// The controls: a file is saved as it is, a series as its files.
		let (file, series) = (of(None, false), of(None, true));
		for page in [&file, &series] {
			assert!(page.contains("/look/7/save") && !page.contains("name=\"what\""));
		}
		assert!(series.contains("the files of this series") && !file.contains("the files of this series"));
	}

	#[test]
	fn windows_are_named_or_numbers() {
		let asked = |pairs: &[(&str, &str)]| -> Option<Window> {
			let asked = pairs
				.iter()
				.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
			window_of(&asked.collect())
		};
		assert_eq!(asked(&[]), None);
		assert_eq!(asked(&[("preset", "lung")]), Some(PRESETS[1].window));
		assert_eq!(
			asked(&[("center", "40"), ("width", "400")]),
			Window::clamped(40.0, 400.0)
		);
		for wrong in [
			&[("center", "NaN"), ("width", "1")][..],
			&[("center", "1")],
			&[("center", "1"), ("width", "inf")],
		] {
			assert_eq!(asked(wrong), None, "{wrong:?}");
		}
		let tiny = asked(&[("center", "1e300"), ("width", "-5")]).unwrap();
		assert!(tiny.width >= 1.0 && tiny.center <= 70_000.0);
	}
}
