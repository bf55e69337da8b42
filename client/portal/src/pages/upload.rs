//! Uploading files of this machine, and publishing what may be found of them.

use crate::{
	acting::Acting,
	error::PortalError,
	forms::Posted,
	frame::Frame,
	jobs::{Done, Fact},
	texts::say,
	visit::Visit,
};
use askama::Template;
use axum::{extract::Query, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{AccountId, KeyId, RecordId},
	error::Error,
	files::FileError,
	roles::{Delivered, Shrink},
	search::codes,
	upload::{UploadOptions, listing_of},
	views::{Names as _, text, words},
};
use medquorum_session::source_of;
use std::{collections::HashMap, path::PathBuf};

/// The committee of uploads where none is chosen, as on the command line.
const COMMITTEE: KeyId = 1;

#[derive(Template)]
#[template(path = "upload.html")]
struct Page {
	frame: Frame,
	home: String,
	people: Vec<String>,
	committees: Vec<KeyId>,
	/// The record that is to be corrected, and whose it is.
	corrects: String,
	patient: String,
	left: usize,
}

async fn page(visit: &Visit, corrects: &str) -> Result<Page, PortalError> {
	let patient = match corrects {
		"" => String::new(),
		id => {
			let id = id.parse().map_err(Error::from)?;
			let record = visit.session.observer().record_view(id).await?.record;
			let names = visit.session.names.as_ref();
			let known = names.name(&record.patient).map(str::to_owned);
			known.unwrap_or_else(|| record.patient.to_string())
		}
	};
	let people = visit.session.names.everybody();
	Ok(Page {
		frame: visit.frame(say("tab-upload"), "/upload")?,
		home: std::env::var("HOME").unwrap_or_else(|_| "/home/you".to_owned()),
		people: people.into_iter().map(|(name, _)| name).collect(),
		// The newest first: it is the one that is chosen.
		committees: visit.session.trust.committees.keys().rev().copied().collect(),
		corrects: corrects.to_owned(),
		patient,
		left: visit.session.keeper().abandoned(),
	})
}

/// Asks what is uploaded, and for whom.
pub async fn show(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let corrects = asked.get("corrects").map_or("", String::as_str);
	let page = page(&visit, corrects).await;
	visit.answer(page).await
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

/// Codes as they were typed, or the one code that the words mean.
fn codes_of(typed: &str) -> Result<Vec<String>, PortalError> {
	let parts = typed.split([',', ';']).map(str::trim);
	let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
	let is_code = |part: &&str| {
		let mut signs = part.chars();
		signs.next().is_some_and(|sign| sign.is_ascii_alphabetic())
			&& signs.next().is_some_and(|sign| sign.is_ascii_digit())
	};
	if parts.iter().all(is_code) {
		return Ok(parts.into_iter().map(str::to_owned).collect());
	}
	match codes::find_words(typed, 2).as_slice() {
		[one] => Ok(vec![one.category.to_string()]),
		[] => Err(PortalError::Form(
			"no diagnosis has these words: name its ICD-10 code",
		)),
		_ => Err(PortalError::Form(
			"several diagnoses have these words: name the ICD-10 code of one",
		)),
	}
}

fn wanted(visit: &Visit, form: &Posted) -> Result<Wanted, PortalError> {
	let patient = form.needed("patient", "the patient is missing")?;
	let codes = codes_of(form.get("disease"))?;
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
		committee: form.get("committee").parse().unwrap_or(COMMITTEE),
		searchable,
		corrects,
	})
}

async fn carry_out(acting: Acting, wanted: Wanted) -> Result<Done, PortalError> {
	let mut source = source_of(&wanted.paths)?;
	let info = &mut source.info;
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
	let Acting { session, keys } = acting;
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

/// Starts the upload that the form describes.
pub async fn upload(visit: Visit, form: Posted) -> Response {
	match wanted(&visit, &form) {
		Ok(wanted) => {
			let last = wanted.paths.first().and_then(|path| path.file_name());
			let name = last
				.map(|name| name.to_string_lossy().into_owned())
				.unwrap_or_default();
			let title = say("do-upload").with("name", text::line(&name));
			visit.start(&form, title, "/upload", move |acting| {
				carry_out(acting, wanted).boxed_local()
			})
		}
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

	#[test]
	fn codes_and_words_become_codes() {
		assert_eq!(codes_of("").unwrap(), Vec::<String>::new());
		assert_eq!(codes_of("E11.9, J45").unwrap(), ["E11.9", "J45"]);
		assert!(codes_of("no such disease at all").is_err());
		assert!(codes_of("diabetes").is_err());
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
