//! Uploads of earlier runs that did not end: the same can be asked for again, with the form filled in as far as it is known.

use crate::{
	drafts::{Asker, Draft},
	error::PortalError,
	forms::Posted,
	texts::{Say, Value, say},
	visit::Visit,
};
use medquorum_client::{
	roles::Unfinished,
	views::{Names, date_words, text},
};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Uploads that are listed; whoever has more resumes these first.
const MOST: usize = 20;

/// One of them, as the page of uploads lists it.
pub(super) struct Row {
	pub(super) id: String,
	pub(super) name: String,
	pub(super) began: Option<Value>,
	/// What becomes of it.
	pub(super) what: Say,
}

fn row(one: &Unfinished) -> Row {
	let file = one.file.as_ref();
	Row {
		id: one.id.to_string(),
		name: file.map_or_else(|| one.id.to_string(), |file| text::line(&file.name)),
		began: file.map(|file| Value::Heard(date_words(file.time))),
		what: match (&one.form, one.resumes) {
			(Some(_), true) => say("unfinished-resumes"),
			(Some(_), false) => say("unfinished-begins"),
			(None, true) => say("unfinished-asks-resumes"),
			(None, false) => say("unfinished-asks"),
		},
	}
}

/// Those of the person's machine, the newest first.
pub(super) fn rows(visit: &Visit) -> Vec<Row> {
	let all = visit.session.keeper().unfinished();
	all.iter().take(MOST).map(row).collect()
}

/// The form of an upload, filled in as it was sent.
fn filled(one: Unfinished, names: &dyn Names) -> Result<Draft, PortalError> {
	let corrects = one.form.as_ref().and_then(|form| form.corrects);
	let corrects = corrects.map_or_else(String::new, |id| id.to_string());
	let (asker, at) = Asker::of(&["upload", corrects.as_str()].join(" "))?;
	let mut draft = Draft {
		asker,
		at,
		fields: vec![("unfinished", Zeroizing::new(one.id.to_string()))],
		retype: false,
		folder: PathBuf::from("/"),
		hidden: false,
	};
	if let Some(file) = one.file {
		draft.set("name", file.name);
	}
	if let Some(form) = one.form {
		let known = names.name(&form.patient).map(str::to_owned);
		draft.set("patient", known.unwrap_or_else(|| form.patient.to_string()));
		draft.set("committee", form.committee.to_string());
		draft.set("disease", form.icd10.unwrap_or_default());
		draft.set("date", form.date.unwrap_or_default());
		draft.set("paths", form.files.join("\n"));
		if form.searchable {
			draft.set("searchable", "yes".to_owned());
		}
	}
	Ok(draft)
}

/// Keeps the filled form of an upload that did not end; gives the page that shows it.
///
/// # Errors
/// When it has ended meanwhile.
pub(super) fn filled_again(visit: &Visit, form: &Posted) -> Result<String, PortalError> {
	let id = form.get("record");
	let mut all = visit.session.keeper().unfinished().into_iter();
	let one = all.find(|one| one.id.to_string() == id);
	// Another tab may have uploaded it.
	let one = one.ok_or(PortalError::Form("this upload has ended meanwhile"))?;
	let draft = filled(one, visit.session.names.as_ref())?;
	let page = draft.clone();
	Ok(page.page(&visit.portal.drafts.keep(draft)?))
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{
		domain::{AccountId, RecordId},
		notes::{OwnFile, UploadForm},
	};

	struct Nobody;

	impl Names for Nobody {
		fn name(&self, _: &AccountId) -> Option<&str> {
			Some("Ida")
		}
	}

	fn unfinished(form: Option<UploadForm>) -> Unfinished {
		Unfinished {
			id: RecordId([7; 16]),
			resumes: form.is_some(),
			file: Some(OwnFile {
				name: "scan\u{202e}.dcm".to_owned(),
				time: 0,
				listing: None,
			}),
			form,
		}
	}

	#[test]
	fn the_form_is_filled_in_as_it_was_sent_as_far_as_it_is_known() {
		let form = UploadForm {
			files: vec!["/srv/a".to_owned(), "/srv/b".to_owned()],
			patient: AccountId([1; 32]),
			committee: 2,
			corrects: Some(RecordId([9; 16])),
			searchable: true,
			icd10: Some("E11.9, J45".to_owned()),
			date: Some("2026-03-05".to_owned()),
		};
		let whole = filled(unfinished(Some(form)), &Nobody).unwrap();
		let id = RecordId([7; 16]).to_string();
		for (field, text) in [
			("paths", "/srv/a\n/srv/b"),
			("patient", "Ida"),
			("committee", "2"),
			("disease", "E11.9, J45"),
			("date", "2026-03-05"),
			("searchable", "yes"),
			("unfinished", id.as_str()),
		] {
			assert_eq!(whole.get(field), text, "{field}");
		}
		let corrects = RecordId([9; 16]);
		assert_eq!(
			whole.page("7"),
			format!("/upload?corrects={corrects}&form=7#paths")
		);
		let part = filled(unfinished(None), &Nobody).unwrap();
		assert_eq!(
			(part.get("paths"), part.get("patient"), part.get("unfinished")),
			("", "", id.as_str())
		);
	}

	#[test]
	fn people_are_told_whether_it_resumes_and_what_must_be_given_again() {
		let told = row(&unfinished(None));
		assert_eq!(told.name, "scan\u{fffd}.dcm");
		assert!(told.what.to_string().contains("Give"), "{}", told.what);
		assert_eq!(told.began.unwrap().to_string(), "1970-01-01 00:00 UTC");
	}
}
