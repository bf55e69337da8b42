//! Standing answers of a patient: which there are and what they say; taking one in, giving it back, forgetting it.

use crate::{
	acting::{policies_of, whole_path},
	error::PortalError,
	forms::Posted,
	frame::Frame,
	saving,
	texts::say,
	visit::Visit,
};
use askama::Template;
use axum::{extract::Path as Named, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	error::Error,
	policies::read_consent,
	views::{PolicyDetails, text, words},
};
use medquorum_session::wall_time;
use std::path::PathBuf;

struct Row {
	id: String,
	short: String,
	in_force: bool,
	words: String,
}

#[derive(Template)]
#[template(path = "policies.html")]
struct Page {
	frame: Frame,
	rows: Vec<Row>,
	folder: String,
}

fn page(visit: &Visit) -> Result<Page, PortalError> {
	let session = &visit.session;
	let set = policies_of(session, visit.account()).load(Some(&visit.keys.keystore))?;
	let rows = set.policies.iter().map(|policy| {
		let details = PolicyDetails::of(policy, session.names.as_ref(), wall_time());
		Row {
			short: words::short(&details.policy_id),
			in_force: details.in_force,
			words: text::line(&details.words()),
			id: details.policy_id,
		}
	});
	Ok(Page {
		rows: rows.collect(),
		frame: visit.frame(say("policies-title"), "/policies")?,
		folder: saving::default_folder().display().to_string(),
	})
}

/// Shows the account's standing answers.
pub async fn list(visit: Visit) -> Response {
	let page = tokio::task::block_in_place(|| page(&visit));
	visit.answer(page).await
}

#[derive(Template)]
#[template(path = "policy_import.html")]
struct Shown {
	frame: Frame,
	path: String,
	id: String,
	/// What it says, rule by rule.
	rules: Vec<String>,
	/// Texts that it refers to, and that nothing reads here.
	refers_to: Vec<String>,
}

fn path_of(form: &Posted) -> Result<PathBuf, PortalError> {
	whole_path(form.needed("path", "no file was named")?)
}

fn shown(visit: &Visit, form: &Posted) -> Result<Shown, PortalError> {
	let (path, now, account) = (path_of(form)?, wall_time(), visit.account());
	let (document, policy) = read_consent(&path, now)?;
	// What would be refused after the question is said before it.
	let set = policies_of(&visit.session, account).load(Some(&visit.keys.keystore))?;
	set.with(&document, account, now).map_err(Error::from)?;
	let details = PolicyDetails::of(&policy, visit.session.names.as_ref(), now);
	Ok(Shown {
		frame: visit.frame(say("policy-import-title"), "/policies")?,
		path: path.display().to_string(),
		rules: details.rules.iter().map(|rule| text::line(&rule.words)).collect(),
		refers_to: details.refers_to,
		id: details.policy_id,
	})
}

/// Shows what a consent says, before it is signed.
pub async fn look(visit: Visit, form: Posted) -> Response {
	let page = tokio::task::block_in_place(|| shown(&visit, &form));
	visit.answer(page).await
}

/// Takes in the consent that was shown.
pub async fn import(visit: Visit, form: Posted) -> Response {
	match path_of(&form) {
		Ok(path) => {
			let shown = form.get("policy").to_owned();
			visit.start(&form, say("do-policy-import"), "/policies", move |acting| {
				acting.import_policy(path, shown).boxed_local()
			})
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

fn begin(visit: &Visit, id: String, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let short = words::short(&id);
	Ok(match action {
		"remove" => {
			let title = say("do-policy-remove").with("policy", short);
			visit.start(form, title, "/policies", move |acting| {
				acting.remove_policy(id).boxed_local()
			})
		}
		"export" => {
			let folder = saving::folder(form.needed("folder", "the folder is missing")?)?;
			let title = say("do-policy-export").with("policy", short);
			visit.start(form, title, "/policies", move |acting| {
				acting.export_policy(id, folder).boxed_local()
			})
		}
		_ => return Err(PortalError::NoPage),
	})
}

/// Forgets one, or saves it as it was imported.
pub async fn act(visit: Visit, Named((id, action)): Named<(String, String)>, form: Posted) -> Response {
	match begin(&visit, id, &action, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn frame() -> Frame {
		Frame::new("", "/policies", None, "token", 0).unwrap()
	}

	#[test]
	fn each_standing_answer_can_be_saved_and_forgotten() {
		let page = |rows| {
			Page {
				frame: frame(),
				rows,
				folder: "/tmp".to_owned(),
			}
			.render()
			.unwrap()
		};
		let none = page(Vec::new());
		assert!(none.contains("There are none") && none.contains("action=\"/policies/look\""));
		let one = page(vec![Row {
			id: "ab".repeat(16),
			short: "abababab".to_owned(),
			in_force: true,
			words: "permits <script>x()</script>".to_owned(),
		}]);
		for action in ["remove", "export"] {
			let form = format!("action=\"/policies/{}/{action}\"", "ab".repeat(16));
			assert!(one.contains(&form), "{form} in {one}");
		}
		assert!(!one.contains("<script>x()"));
	}

	#[test]
	fn a_consent_is_shown_rule_by_rule_before_it_is_signed() {
		let html = Shown {
			frame: frame(),
			path: "/tmp/\"><img src=x>.json".to_owned(),
			id: "ab".repeat(16),
			rules: vec!["denies everything".to_owned(), "permits Dr Weber".to_owned()],
			refers_to: vec!["urn:text".to_owned()],
		}
		.render()
		.unwrap();
		for part in [
			"denies everything",
			"permits Dr Weber",
			"urn:text",
			"action=\"/policies/import\"",
			"Answer so in your name",
		] {
			assert!(html.contains(part), "{part} in {html}");
		}
		assert!(!html.contains("<img src=x>"));
	}
}
