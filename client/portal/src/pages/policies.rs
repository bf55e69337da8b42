//! Standing answers of a patient: which there are and what they say; giving one back, forgetting it.

use super::{
	policy_import::rules,
	policy_write::{Offered, offered},
};
use crate::{
	acting::{place_of, policies_of},
	error::PortalError,
	forms::Posted,
	frame::Frame,
	saving,
	texts::{Value, say},
	trouble::Trouble,
	visit::Visit,
};
use askama::Template;
use axum::{extract::Path as Named, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::AccountId,
	policy::Policy,
	views::{PolicyDetails, words},
};
use medquorum_session::wall_time;

/// One of the person's accounts.
struct Own {
	account: AccountId,
	/// What stands for it in a form.
	value: String,
	/// For which facility it is, where there are several.
	place: Option<Value>,
}

struct Row {
	id: String,
	short: String,
	in_force: bool,
	/// What it says, rule by rule.
	rules: Vec<String>,
	/// Whose it is, as forms say it.
	account: String,
	place: Option<Value>,
}

/// An account whose standing answers cannot be read.
struct Unread {
	place: Option<Value>,
	trouble: Trouble,
}

/// Who answers requests for one of the accounts.
struct Command {
	place: Option<Value>,
	line: String,
}

#[derive(Template)]
#[template(path = "policies.html")]
struct Page {
	frame: Frame,
	rows: Vec<Row>,
	unread: Vec<Unread>,
	folder: String,
	commands: Vec<Command>,
	/// What can be chosen for one that is written here.
	offered: Offered,
}

/// The main account first, then those at facilities.
fn owns(visit: &Visit) -> Vec<Own> {
	let own = |account: AccountId| Own {
		account,
		value: match place_of(&visit.session, account) {
			Some(_) => account.to_string(),
			None => String::new(),
		},
		place: visit.place_of([account]),
	};
	visit.accounts().into_iter().map(own).collect()
}

fn row(visit: &Visit, own: &Own, policy: &Policy) -> Row {
	let details = PolicyDetails::of(policy, visit.session.names.as_ref(), wall_time());
	Row {
		short: words::short(&details.policy_id),
		in_force: details.in_force,
		rules: rules(&details),
		id: details.policy_id,
		account: own.value.clone(),
		place: own.place.clone(),
	}
}

/// What is typed so that requests for an account are answered.
fn command(visit: &Visit, own: &Own) -> Command {
	let line = match place_of(&visit.session, own.account) {
		Some(place) => format!("medquorum watch --answer --at {}", place.facility),
		None => "medquorum watch --answer".to_owned(),
	};
	Command {
		place: own.place.clone(),
		line,
	}
}

fn page(visit: &Visit, offered: Offered) -> Result<Page, PortalError> {
	let (session, owns) = (&visit.session, owns(visit));
	let (mut rows, mut unread) = (Vec::new(), Vec::new());
	for own in &owns {
		// What is wrong with the file of one account says nothing about the others.
		match policies_of(session, own.account).load(Some(&visit.keys.keystore)) {
			Ok(set) => rows.extend(set.policies.iter().map(|policy| row(visit, own, policy))),
			Err(error) => unread.push(Unread {
				place: own.place.clone(),
				trouble: Trouble::from(error).named(session.names.as_ref()),
			}),
		}
	}
	Ok(Page {
		rows,
		unread,
		frame: visit.frame(say("policies-title"), "/policies")?,
		folder: saving::default_folder().display().to_string(),
		commands: owns.iter().map(|own| command(visit, own)).collect(),
		offered,
	})
}

/// Shows the standing answers of every account of the person.
pub async fn list(visit: Visit) -> Response {
	let offered = offered(&visit).await;
	let page = tokio::task::block_in_place(|| page(&visit, offered));
	visit.answer(page).await
}

fn begin(visit: &Visit, id: String, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let short = words::short(&id);
	let place = visit.chosen(form.get("account"))?;
	Ok(match action {
		"remove" => {
			let title = say("do-policy-remove").with("policy", short);
			visit.start(form, title, "/policies", move |acting| {
				acting.remove_policy(id, place).boxed_local()
			})
		}
		"export" => {
			let folder = saving::folder(form.needed("folder", "the folder is missing")?)?;
			let title = say("do-policy-export").with("policy", short);
			visit.start(form, title, "/policies", move |acting| {
				acting.export_policy(id, place, folder).boxed_local()
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
	use medquorum_client::error::{Error, PolicyError};

	fn frame() -> Frame {
		Frame::new("", "/policies", None, "token", 0).unwrap()
	}

	fn page(rows: Vec<Row>, unread: Vec<Unread>) -> String {
		let command = Command {
			place: None,
			line: "medquorum watch --answer".to_owned(),
		};
		let page = Page {
			frame: frame(),
			rows,
			unread,
			folder: "/tmp".to_owned(),
			commands: vec![command],
			offered: Offered::sample(),
		};
		page.render().unwrap()
	}

	fn row(account: &str, place: Option<&str>) -> Row {
		Row {
			id: "ab".repeat(16),
			short: "abababab".to_owned(),
			in_force: true,
			rules: vec![
				"permits <script>x()</script>".to_owned(),
				"denies Dr Weber".to_owned(),
			],
			account: account.to_owned(),
			place: place.map(Value::from),
		}
	}

	#[test]
	fn each_standing_answer_can_be_saved_and_forgotten() {
		let none = page(Vec::new(), Vec::new());
		assert!(none.contains("There are none") && none.contains("action=\"/policies/look\""));
		assert!(none.contains("action=\"/policies/write\""));
		assert!(none.contains("Dr &#60;b&#62;Weber · clinician"));
		let one = page(vec![row("", None)], Vec::new());
		for action in ["remove", "export"] {
			let form = format!("action=\"/policies/{}/{action}\"", "ab".repeat(16));
			assert!(one.contains(&form), "{form} in {one}");
		}
		assert!(one.contains("Except that it denies Dr Weber"), "{one}");
		assert!(!one.contains("<script>x()"));
	}

	#[test]
	fn each_account_has_its_own_and_a_damaged_file_hides_no_others() {
		let trouble = Trouble::from(Error::from(PolicyError::SetBack { found: 1, known: 2 }));
		let unread = Unread {
			place: Some("<b>Coast</b>".into()),
			trouble,
		};
		let rows = vec![row("", Some("main account")), row("5abc", Some("City"))];
		let html = page(rows, vec![unread]);
		for part in [
			"main account",
			"City",
			"name=\"account\" value=\"\"",
			"name=\"account\" value=\"5abc\"",
			"&#60;b&#62;Coast",
			"the standing answers are an older copy",
		] {
			assert!(html.contains(part), "{part} in {html}");
		}
		assert!(!html.contains("There are none"));
		// The control: where nothing can be read, nobody is told that there is nothing.
		let unread = Unread {
			place: None,
			trouble: Trouble::from(Error::from(PolicyError::OtherChain)),
		};
		assert!(!page(Vec::new(), vec![unread]).contains("There are none"));
	}
}
