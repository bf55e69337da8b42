//! Taking a standing answer in: what the consent says is shown before it is signed, whether it comes from a file or was written here.

use crate::{
	acting::{Given, place_of, policies_of, whole_path},
	error::PortalError,
	forms::Posted,
	frame::Frame,
	texts::{Value, say},
	visit::Visit,
};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::{
	error::Error,
	policy::Policy,
	views::{PolicyDetails, text},
};
use medquorum_session::wall_time;
use std::path::PathBuf;

/// What a policy says, rule by rule.
pub(super) fn rules(details: &PolicyDetails) -> Vec<String> {
	let rules = details.rules.iter();
	rules.map(|rule| text::line(&rule.words)).collect()
}

#[derive(Template)]
#[template(path = "policy_import.html")]
pub(super) struct Shown {
	frame: Frame,
	/// What the form hands on, and under which name: the file's path, or the text that was written here.
	given: (&'static str, String),
	id: String,
	/// What it says, rule by rule.
	rules: Vec<String>,
	/// Texts that it refers to, and that nothing reads here.
	refers_to: Vec<String>,
	/// Which account signs it, where there are several.
	place: Option<Value>,
}

fn path_of(form: &Posted) -> Result<PathBuf, PortalError> {
	whole_path(form.needed("path", "no file was named")?)
}

/// What a consent says, as it is asked whether to answer so.
///
/// # Errors
/// Whatever would be refused after the question.
pub(super) fn shown(
	visit: &Visit,
	(document, policy): (&str, &Policy),
	given: (&'static str, String),
) -> Result<Shown, PortalError> {
	let now = wall_time();
	// The consent names the patient. Of somebody else's the main account says that it belongs to another person.
	let place = place_of(&visit.session, policy.patient);
	let account = place.map_or_else(|| visit.account(), |place| place.account);
	// What would be refused after the question is said before it.
	let set = policies_of(&visit.session, account).load(Some(&visit.keys.keystore))?;
	set.with(document, account, now).map_err(Error::from)?;
	let details = PolicyDetails::of(policy, visit.session.names.as_ref(), now);
	Ok(Shown {
		frame: visit.frame(say("policy-import-title"), "/policies")?,
		given,
		rules: rules(&details),
		place: visit.place_of([account]),
		refers_to: details.refers_to,
		id: details.policy_id,
	})
}

fn shown_of_file(visit: &Visit, form: &Posted) -> Result<Shown, PortalError> {
	let path = path_of(form)?;
	let (document, policy) = Given::File(path.clone()).read(wall_time())?;
	shown(visit, (&document, &policy), ("path", path.display().to_string()))
}

/// Shows what a consent says, before it is signed.
pub async fn look(visit: Visit, form: Posted) -> Response {
	let page = tokio::task::block_in_place(|| shown_of_file(&visit, &form));
	visit.answer(page).await
}

/// The consent that was shown: in a file, or in the form itself.
fn given(form: &Posted) -> Result<Given, PortalError> {
	match form.get("document") {
		"" => Ok(Given::File(path_of(form)?)),
		document => Ok(Given::Written(document.to_owned())),
	}
}

/// Takes in the consent that was shown.
pub async fn import(visit: Visit, form: Posted) -> Response {
	match given(&form) {
		Ok(given) => {
			let shown = form.get("policy").to_owned();
			visit.start(&form, say("do-policy-import"), "/policies", move |acting| {
				acting.import_policy(given, shown).boxed_local()
			})
		}
		Err(error) => visit.answer::<Shown>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_consent_is_shown_rule_by_rule_before_it_is_signed() {
		let html = Shown {
			frame: Frame::new("", "/policies", None, "token", 0).unwrap(),
			given: ("path", "/tmp/\"><img src=x>.json".to_owned()),
			id: "ab".repeat(16),
			rules: vec!["denies everything".to_owned(), "permits Dr Weber".to_owned()],
			refers_to: vec!["urn:text".to_owned()],
			place: Some("City".into()),
		}
		.render()
		.unwrap();
		for part in [
			"denies everything",
			"permits Dr Weber",
			"urn:text",
			"name=\"path\" value=\"/tmp/",
			"The account that signs it: City",
			"action=\"/policies/import\"",
			"Answer so in your name",
		] {
			assert!(html.contains(part), "{part} in {html}");
		}
		assert!(!html.contains("<img src=x>"));
	}
}
