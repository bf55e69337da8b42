//! Uploading files of this machine, and publishing what may be found of them.

use super::unfinished;
use crate::{
	acting::Acting,
	drafts,
	error::PortalError,
	forms::Posted,
	frame::Frame,
	jobs::{Done, Fact},
	texts::say,
	trouble::Trouble,
	visit::Visit,
};
use askama::Template;
use axum::{
	extract::Query,
	response::{IntoResponse as _, Redirect, Response},
};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{AccountId, KeyId, RecordId},
	error::Error,
	files::FileError,
	roles::{Delivered, Shrink},
	search::codes::{self, TitleMatch},
	trust::Trust,
	upload::{UploadOptions, listing_of},
	views::{Names as _, text, words},
};
use medquorum_session::source_of;
use std::{collections::HashMap, path::PathBuf};

/// The committee whose lack is told where none is trusted: that of the command line.
const COMMITTEE: KeyId = 1;
/// Diagnoses that are listed to choose from; words that mean more are too few.
const MOST: usize = 40;
/// The form, as the chooser of files knows it.
const FORM: &str = "upload";

/// What stands in the form, as it was typed.
#[derive(Default)]
struct Typed {
	paths: String,
	patient: String,
	name: String,
	disease: String,
	date: String,
	committee: String,
	searchable: bool,
	/// The upload that did not end, and that this is once more.
	unfinished: String,
}

impl Typed {
	fn of(form: &Posted) -> Self {
		let text = |name| form.get(name).to_owned();
		Self {
			// A browser ends the lines of what it sends in its own way.
			paths: form.raw("paths").replace("\r\n", "\n"),
			patient: text("patient"),
			name: text("name"),
			disease: text("disease"),
			date: text("date"),
			committee: text("committee"),
			searchable: form.get("searchable") == "yes",
			unfinished: text("unfinished"),
		}
	}

	/// As it stood before its person went to choose a file; `None` where nobody comes back from there.
	fn kept(typed: &drafts::Typed) -> Option<Self> {
		let text = |field| typed.or(FORM, field, "").to_owned();
		typed.has(FORM).then(|| Self {
			paths: text("paths"),
			patient: text("patient"),
			name: text("name"),
			disease: text("disease"),
			date: text("date"),
			committee: text("committee"),
			searchable: typed.is(FORM, "searchable", "yes"),
			unfinished: text("unfinished"),
		})
	}
}

/// A committee that is trusted here.
struct Trusted {
	number: String,
	chosen: bool,
}

#[derive(Template)]
#[template(path = "upload.html")]
struct Page {
	frame: Frame,
	home: String,
	people: Vec<String>,
	committees: Vec<Trusted>,
	/// The record that is to be corrected.
	corrects: String,
	typed: Typed,
	/// Diagnoses that have the typed words, to choose from.
	found: Vec<TitleMatch>,
	/// Whether there are more.
	more: bool,
	trouble: Option<Trouble>,
	unfinished: Vec<unfinished::Row>,
	left: usize,
}

/// Whose record is to be corrected; nobody's where none is.
async fn patient_of(visit: &Visit, corrects: &str) -> Result<String, PortalError> {
	Ok(match corrects {
		"" => String::new(),
		id => {
			let id = id.parse().map_err(Error::from)?;
			let record = visit.session.observer().record_view(id).await?.record;
			let names = visit.session.names.as_ref();
			let known = names.name(&record.patient).map(str::to_owned);
			known.unwrap_or_else(|| record.patient.to_string())
		}
	})
}

fn page(visit: &Visit, corrects: &str, typed: Typed) -> Result<Page, PortalError> {
	let people = visit.session.names.everybody();
	// The newest first: it is the one that is chosen.
	let trusted = visit.session.trust.committees.keys().rev();
	let trusted = trusted.map(|id| Trusted {
		number: id.to_string(),
		chosen: id.to_string() == typed.committee,
	});
	Ok(Page {
		frame: visit.frame(say("tab-upload"), "/upload")?,
		home: std::env::var("HOME").unwrap_or_else(|_| "/home/you".to_owned()),
		people: people.into_iter().map(|(name, _)| name).collect(),
		committees: trusted.collect(),
		corrects: corrects.to_owned(),
		typed,
		found: Vec::new(),
		more: false,
		trouble: None,
		unfinished: unfinished::rows(visit),
		left: visit.session.keeper().abandoned(),
	})
}

/// Asks what is uploaded, and for whom.
pub async fn show(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let corrects = asked.get("corrects").map_or("", String::as_str);
	let patient = patient_of(&visit, corrects).await;
	let page = patient.and_then(|patient| {
		let fresh = || Typed {
			patient,
			..Typed::default()
		};
		let typed = Typed::kept(visit.typed()).unwrap_or_else(fresh);
		page(&visit, corrects, typed)
	});
	visit.answer(page).await
}

/// The form once more, with all that was typed.
fn again(visit: &Visit, form: &Posted) -> Result<Page, PortalError> {
	page(visit, form.get("corrects"), Typed::of(form))
}

/// What a form asks to be uploaded.
struct Wanted {
	paths: Vec<PathBuf>,
	patient: AccountId,
	name: String,
	codes: Vec<String>,
	date: Option<String>,
	committee: KeyId,
	searchable: bool,
	corrects: Option<RecordId>,
	unfinished: Option<RecordId>,
}

fn paths(typed: &str) -> Result<Vec<PathBuf>, PortalError> {
	let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
	let paths: Vec<PathBuf> = lines.map(PathBuf::from).collect();
	if paths.is_empty() {
		return Err(PortalError::Form("no file was named"));
	}
	for path in &paths {
		if !path.is_absolute() {
			return Err(PortalError::Form(
				"the path of a file must begin at the root, with /",
			));
		}
		if path.symlink_metadata().is_err() {
			return Err(FileError::Missing(path.clone()).into());
		}
	}
	Ok(paths)
}

/// What was typed as diagnoses.
#[derive(Debug)]
enum Diagnoses {
	/// These codes.
	Known(Vec<String>),
	/// Words that several have.
	Several(Vec<TitleMatch>),
}

/// Codes as they were typed, or what the words mean.
fn codes_of(typed: &str) -> Result<Diagnoses, PortalError> {
	let parts = typed.split([',', ';']).map(str::trim);
	let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
	let is_code = |part: &&str| {
		let mut signs = part.chars();
		signs.next().is_some_and(|sign| sign.is_ascii_alphabetic())
			&& signs.next().is_some_and(|sign| sign.is_ascii_digit())
	};
	if parts.iter().all(is_code) {
		let known = parts.into_iter().map(str::to_owned).collect();
		return Ok(Diagnoses::Known(known));
	}
	let found = codes::find_words(typed, MOST + 1);
	match found.as_slice() {
		[one] => Ok(Diagnoses::Known(vec![one.category.to_string()])),
		[] => Err(PortalError::Form(
			"no diagnosis has these words: name its ICD-10 code",
		)),
		_ => Ok(Diagnoses::Several(found)),
	}
}

/// Those that were chosen from the list of what these words mean; else what was typed.
fn diagnoses<'t>(
	typed: &str,
	listed_for: &str,
	chosen: impl Iterator<Item = &'t str>,
) -> Result<Diagnoses, PortalError> {
	let chosen = chosen.filter(|code| !code.is_empty());
	let known: Result<Vec<String>, _> = chosen
		.map(|code| codes::Category::listed(code).map(|category| category.to_string()))
		.collect();
	match known.map_err(Error::from)? {
		known if !known.is_empty() && typed == listed_for => Ok(Diagnoses::Known(known)),
		_ => codes_of(typed),
	}
}

/// The committee that was chosen, or the one that is trusted.
fn committee(typed: &str, trust: &Trust) -> Result<KeyId, PortalError> {
	let mut trusted = trust.committees.keys();
	match (typed, trusted.next(), trusted.next()) {
		("", None, _) => {
			trust.check_pinned(COMMITTEE).map_err(Error::from)?;
			Ok(COMMITTEE)
		}
		("", Some(only), None) => Ok(*only),
		(typed, ..) => typed.parse().map_err(|_| PortalError::Form("choose a committee")),
	}
}

fn wanted(visit: &Visit, form: &Posted, codes: Vec<String>) -> Result<Wanted, PortalError> {
	let patient = form.needed("patient", "the patient is missing")?;
	let searchable = form.get("searchable") == "yes";
	if searchable && codes.is_empty() {
		return Err(PortalError::Form("what is listed needs a diagnosis"));
	}
	let corrects = match form.get("corrects") {
		"" => None,
		id => Some(id.parse().map_err(Error::from)?),
	};
	let date = form.get("date");
	Ok(Wanted {
		paths: paths(&form.raw("paths"))?,
		patient: visit.session.names.person(patient, visit.session.development)?,
		name: form.get("name").to_owned(),
		codes,
		date: (!date.is_empty()).then(|| date.to_owned()),
		committee: committee(form.get("committee"), &visit.session.trust)?,
		searchable,
		corrects,
		unfinished: form.get("unfinished").parse().ok(),
	})
}

async fn carry_out(acting: Acting, wanted: Wanted) -> Result<Done, PortalError> {
	let mut source = source_of(&wanted.paths)?;
	let info = &mut source.info;
	let files = wanted.paths.iter().filter_map(|path| path.to_str());
	info.files = files.map(str::to_owned).collect();
	if !wanted.name.is_empty() {
		info.name.clone_from(&wanted.name);
	}
	info.icd10 = (!wanted.codes.is_empty()).then(|| wanted.codes.join(", "));
	info.date = wanted.date;
	let day = info.date.as_deref();
	info.listing = listing_of(&wanted.paths, &info.mime, &wanted.codes, day, None)?;
	let name = text::line(&info.name);
	let options = UploadOptions {
		patient: wanted.patient,
		key_id: wanted.committee,
		supersedes: wanted.corrects,
		searchable: wanted.searchable,
	};
	let Acting { session, keys, .. } = acting;
	if let Some(id) = wanted.unfinished {
		session.keeper().make_way(id).await?;
	}
	let made = session.uploader().upload(&keys.signer, source, &options).await?;
	let patient = text::line(&session.names.show(&options.patient));
	let mut facts: Vec<Fact> = vec![
		(say("file"), name.into()),
		(say("patient"), patient.into()),
		(
			say("length"),
			say("amount-bytes").with("count", made.plain_len).into(),
		),
		(
			say("stored"),
			say("stored-bytes").with("count", made.stored_len).into(),
		),
	];
	if let Some(reused) = made.reused {
		facts.push((say("resumed"), say("resumed-bytes").with("count", reused).into()));
	}
	if let Some(older) = options.supersedes {
		let corrected = say("corrects-record").with("record", words::short(&older));
		facts.push((say("corrects"), corrected.into()));
	}
	Ok(Done {
		facts,
		next: Some((format!("/records/{}", made.record_id), say("see-record"))),
		call: match made.delivered {
			Some(Delivered::Call(call)) => Some(call),
			Some(Delivered::Finalized(_)) | None => None,
		},
		..Done::said(say("said-uploaded"))
	})
}

fn start(visit: &Visit, form: &Posted, wanted: Wanted) -> Response {
	let last = wanted.paths.first().and_then(|path| path.file_name());
	let name = last
		.map(|name| name.to_string_lossy().into_owned())
		.unwrap_or_default();
	let title = say("do-upload").with("name", text::line(&name));
	visit.start(form, title, "/upload", move |acting| {
		carry_out(acting, wanted).boxed_local()
	})
}

/// Starts the upload that the form describes; what is missing or unclear is asked on the same page.
pub async fn upload(visit: Visit, form: Posted) -> Response {
	let typed = diagnoses(form.get("disease"), form.get("listed-for"), form.all("code"));
	let found = match typed {
		Ok(Diagnoses::Known(codes)) => match wanted(&visit, &form, codes) {
			Ok(wanted) => return start(&visit, &form, wanted),
			Err(error) => Err(error),
		},
		Ok(Diagnoses::Several(found)) => Ok(found),
		Err(error) => Err(error),
	};
	let page = again(&visit, &form).map(|page| match found {
		Ok(mut found) => {
			let more = found.len() > MOST;
			found.truncate(MOST);
			Page { found, more, ..page }
		}
		Err(error) => Page {
			trouble: Some(Trouble::from(error).named(visit.session.names.as_ref())),
			..page
		},
	});
	visit.answer(page).await
}

/// Fills the form in again for an upload that did not end.
pub async fn again_unfinished(visit: Visit, form: Posted) -> Response {
	match unfinished::filled_again(&visit, &form) {
		Ok(page) => Redirect::to(&page).into_response(),
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Publishes the catalogue.
pub async fn publish(visit: Visit, form: Posted) -> Response {
	if form.get("sure") != "yes" {
		let unasked = PortalError::Form("say that it is to be published");
		return visit.answer::<Page>(Err(unasked)).await;
	}
	let shrink = match form.get("shrink") {
		"yes" => Shrink::Allow,
		_ => Shrink::Refuse,
	};
	visit.start(&form, say("do-publish"), "/upload", move |acting| {
		acting.publish(shrink).boxed_local()
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{
		advice::Advice as _,
		trust::{CommitteePin, PinnedAdmin},
	};
	use std::collections::BTreeMap;

	#[test]
	fn codes_and_words_become_codes() {
		let known = |typed| match codes_of(typed).unwrap() {
			Diagnoses::Known(codes) => codes,
			several @ Diagnoses::Several(_) => panic!("{several:?}"),
		};
		assert_eq!(known(""), Vec::<String>::new());
		assert_eq!(known("E11.9, J45"), ["E11.9", "J45"]);
		assert_eq!(known("type 2 diabetes"), ["E11"]);
		assert!(codes_of("no such disease at all").is_err());
	}

	#[test]
	fn words_that_several_have_are_chosen_from_a_list() {
		let of = |typed, listed_for, chosen: &[&'static str]| {
			diagnoses(typed, listed_for, chosen.iter().copied()).unwrap()
		};
		let Diagnoses::Several(found) = of("diabetes", "", &[]) else {
			panic!("one alone")
		};
		assert!(found.iter().any(|one| one.category.to_string() == "E11"));
		let Diagnoses::Known(codes) = of("diabetes", "diabetes", &["E10", "E11"]) else {
			panic!("asked again")
		};
		assert_eq!(codes, ["E10", "E11"]);
		// Nothing was chosen, or other words were typed since: it is asked again.
		for (typed, chosen) in [("diabetes", &[][..]), ("asthma or diabetes", &["E10"][..])] {
			let again = diagnoses(typed, "diabetes", chosen.iter().copied());
			assert!(!matches!(again, Ok(Diagnoses::Known(_))), "{typed}");
		}
		assert!(diagnoses("diabetes", "diabetes", ["E99Z", "x"].into_iter()).is_err());
		let many = codes::find_words("other", MOST + 1);
		assert!(many.len() > MOST, "no words mean more than are listed");
	}

	#[test]
	fn the_committee_is_the_one_that_is_trusted() {
		let pin = || {
			let admin = |index| PinnedAdmin {
				index,
				account: AccountId([u8::try_from(index).unwrap(); 32]),
			};
			CommitteePin::new(2, [7; 32], (1..4).map(admin).collect()).unwrap()
		};
		let trusting = |numbers: &[KeyId]| Trust {
			genesis: [0; 32],
			committees: numbers.iter().map(|number| (*number, pin())).collect(),
			development: false,
			houses: BTreeMap::new(),
		};
		assert_eq!(committee("", &trusting(&[4])).unwrap(), 4);
		assert_eq!(committee("3", &trusting(&[3, 4])).unwrap(), 3);
		assert!(committee("", &trusting(&[3, 4])).is_err());
		assert!(committee("none", &trusting(&[4])).is_err());
		let none = committee("", &trusting(&[])).unwrap_err();
		assert!(none.next().contains("committee trust"), "{}", none.next());
	}

	#[test]
	fn only_whole_paths_that_are_there_are_taken() {
		let folder = tempfile::tempdir().unwrap();
		let there = folder.path().display().to_string();
		assert_eq!(paths(&format!("\n {there} \n")).unwrap(), [folder.path()]);
		for wrong in ["", "scan.dcm", "/nonexistent/medquorum"] {
			assert!(paths(wrong).is_err(), "{wrong}");
		}
	}
}
