//! Who looked: what concerns the account, in all blocks that the node has; as files, and the check of what others tell.

use crate::{
	acting::{AuditFile, KindChoice, Sieve, kinds, pin, whole_path},
	error::PortalError,
	forms::Posted,
	frame::Frame,
	saving,
	texts::say,
	visit::Visit,
};
use askama::Template;
use axum::{
	extract::{Path, Query},
	response::Response,
};
use futures::FutureExt as _;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "audit.html")]
struct Page {
	frame: Frame,
	folder: String,
	/// The record whose page led here; empty for none.
	record: String,
	kinds: Vec<KindChoice>,
	/// Whether something of it is wanted alone.
	sifted: bool,
	/// Who has a name here.
	people: Vec<String>,
}

/// Offers to look; where a record's page leads here, at what concerns that record.
pub async fn show(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let get = |name: &str| asked.get(name).cloned().unwrap_or_default();
	let (record, kind) = (get("record"), get("kind"));
	let people = visit.session.names.everybody().into_iter();
	let page = visit.frame(say("tab-audit"), "/audit").map(|frame| Page {
		frame,
		folder: saving::default_folder().display().to_string(),
		sifted: !record.is_empty() || !kind.is_empty(),
		record,
		kinds: kinds(&kind),
		people: people.map(|(name, _)| name).collect(),
	});
	visit.answer(page).await
}

fn sieve(visit: &Visit, form: &Posted) -> Result<Sieve, PortalError> {
	let names = visit.session.names.as_ref();
	let person = match form.get("person") {
		"" => None,
		who => Some(names.person(who, visit.session.development)?),
	};
	Sieve::of(form, person)
}

/// Looks, which takes a while on a long chain.
pub async fn look(visit: Visit, form: Posted) -> Response {
	match sieve(&visit, &form) {
		Ok(sieve) => visit.start(&form, say("do-audit"), "/audit", move |acting| {
			acting.audit(sieve).boxed_local()
		}),
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

fn form_of(typed: &str) -> Result<AuditFile, PortalError> {
	match typed {
		"fhir" => Ok(AuditFile::Fhir),
		"csv" => Ok(AuditFile::Csv),
		"html" => Ok(AuditFile::Html),
		"export" => Ok(AuditFile::Export),
		_ => Err(PortalError::Form("say as what it is saved")),
	}
}

fn begin(visit: &Visit, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let path = || whole_path(form.needed("path", "no file was named")?);
	Ok(match action {
		"save" => {
			let as_what = form_of(form.get("form"))?;
			let folder = saving::folder(form.needed("folder", "the folder is missing")?)?;
			visit.start(form, say("do-audit-save"), "/audit", move |acting| {
				acting.save_audit(as_what, folder).boxed_local()
			})
		}
		"verify" => {
			let (path, pin) = (path()?, pin(form.get("pin"))?);
			let ask_node = form.get("node") == "yes";
			visit.start(form, say("do-audit-verify"), "/audit", move |acting| {
				acting.verify_audit(path, pin, ask_node).boxed_local()
			})
		}
		"receipt" => {
			let (path, pin) = (path()?, pin(form.get("pin"))?);
			visit.start(form, say("do-receipt-verify"), "/audit", move |acting| {
				acting.verify_receipt(path, pin).boxed_local()
			})
		}
		_ => return Err(PortalError::NoPage),
	})
}

/// Saves what was looked for, or checks a file of somebody else.
pub async fn act(visit: Visit, Path(action): Path<String>, form: Posted) -> Response {
	match begin(&visit, &action, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_form_that_is_offered_is_understood_when_it_comes_back() {
		let page = Page {
			frame: Frame::new("", "/audit", None, "token", 0).unwrap(),
			folder: "/tmp/\"><script>x()</script>".to_owned(),
			record: "\"><script>x()</script>".to_owned(),
			kinds: kinds("opened"),
			sifted: true,
			people: vec!["\"><script>x()</script>".to_owned()],
		};
		let html = page.render().unwrap();
		let (_, offered) = html.split_once("name=\"form\"").unwrap();
		let offered = offered.split("</select>").next().unwrap();
		let values: Vec<&str> = offered.split("value=\"").skip(1).collect();
		assert_eq!(values.len(), 4);
		for value in values {
			assert!(form_of(value.split('"').next().unwrap()).is_ok(), "{value}");
		}
		assert!(form_of("").is_err() && !html.contains("<script>x()"));
		assert!(html.contains("<details open>") && html.contains("value=\"opened\" selected"));
		for action in ["save", "verify", "receipt"] {
			assert!(html.contains(&format!("action=\"/audit/{action}\"")), "{action}");
		}
	}
}
