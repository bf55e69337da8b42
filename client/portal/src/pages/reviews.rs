//! One access that was made in an emergency: who explains it, who reviews it, and what they find.

use super::{emergencies::details, meant::typed_is};
use crate::{error::PortalError, forms::Posted, frame::Frame, texts::say, trouble::Trouble, visit::Visit};
use askama::Template;
use axum::{extract::Path, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{Finding, RequestId},
	error::Error,
	views::{Fact, text, words},
};
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "emergency_access.html")]
struct Page {
	frame: Frame,
	id: String,
	short: String,
	record: String,
	facts: Vec<Fact>,
	/// What its requester says of it, to those who review it.
	statement: Vec<String>,
	/// Why that cannot be read.
	doubt: Option<Trouble>,
	mine: bool,
	explained: bool,
	may_review: bool,
	overdue: bool,
}

fn read_id(typed: &str) -> Result<RequestId, PortalError> {
	typed.parse().map_err(|error| Error::from(error).into())
}

/// The statement line by line; a line holds nothing that moves the cursor or reorders what stands beside it.
fn lines(statement: Option<&str>) -> Vec<String> {
	let lines = statement.unwrap_or_default().lines();
	lines.map(text::line).collect()
}

async fn page(visit: &Visit, typed: &str) -> Result<Page, PortalError> {
	let id = read_id(typed)?;
	let (reviewer, account) = (visit.session.reviewer(), visit.account());
	let review = reviewer.review(id).await?;
	let now = visit.session.observer().clock().await?;
	let details = details(visit, id, &review, now);
	let check = reviewer.check(account, id, Finding::Unjustified);
	let may_review = check.await.is_ok();
	let read = match may_review {
		true => reviewer.statement(account, &visit.keys.keystore, id).await,
		false => Ok(None),
	};
	// An unjustified access need not be explained, and a statement that cannot be had hinders nobody.
	let (statement, doubt) = match read {
		Ok(read) => (lines(read.as_ref().map(|text| text.as_str())), None),
		Err(error) => {
			let names = visit.session.names.as_ref();
			(Vec::new(), Some(Trouble::from(error).named(names)))
		}
	};
	let title = say("emergency-access").with("request", words::short(&id));
	Ok(Page {
		frame: visit.frame(title, "/emergencies")?,
		id: id.to_string(),
		short: words::short(&id),
		record: review.record_id.to_string(),
		facts: details.facts(),
		statement,
		doubt,
		mine: review.requester == account,
		explained: details.explained,
		may_review,
		overdue: details.overdue,
	})
}

/// Shows an access, with the forms for what this account can do.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
	let page = page(&visit, &id).await;
	visit.answer(page).await
}

fn finding(typed: &str) -> Result<Finding, PortalError> {
	match typed {
		"justified" => Ok(Finding::Justified),
		"unjustified" => Ok(Finding::Unjustified),
		_ => Err(PortalError::Form("say whether it was justified")),
	}
}

fn begin(visit: &Visit, typed: &str, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let id = read_id(typed)?;
	let back = format!("/emergencies/{id}");
	let short = words::short(&id);
	Ok(match action {
		"review" => {
			typed_is(form, &short)?;
			let finding = finding(form.get("finding"))?;
			let title = say("do-emergency-review").with("request", short);
			visit.start(form, title, &back, move |acting| {
				acting.find_emergency(id, finding).boxed_local()
			})
		}
		"statement" => {
			let statement = form.needed("statement", "the statement is missing")?;
			let statement = Zeroizing::new(statement.replace("\r\n", "\n"));
			let title = say("do-emergency-explain").with("request", short);
			visit.start(form, title, &back, move |acting| {
				acting.explain(id, statement).boxed_local()
			})
		}
		"enforce" => {
			let title = say("do-emergency-enforce").with("request", short);
			visit.start(form, title, &back, move |acting| {
				acting.enforce_emergency(id).boxed_local()
			})
		}
		_ => return Err(PortalError::NoPage),
	})
}

/// Reviews an access, explains it, or has it punished.
pub async fn act(visit: Visit, Path((id, action)): Path<(String, String)>, form: Posted) -> Response {
	match begin(&visit, &id, &action, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::error::EmergencyError;

	const ID: RequestId = RequestId([2; 16]);

	fn of_nobody() -> Page {
		Page {
			frame: Frame::new("", "/emergencies", None, "token", 0).unwrap(),
			id: ID.to_string(),
			short: words::short(&ID),
			record: "00".repeat(16),
			facts: vec![(
				"Standing",
				"not explained yet; 0 justified, 0 unjustified".to_owned(),
			)],
			statement: Vec::new(),
			doubt: None,
			mine: false,
			explained: false,
			may_review: false,
			overdue: false,
		}
	}

	#[test]
	fn everybody_is_offered_their_own_part_alone() {
		let forms = |page: Page| {
			let html = page.render().unwrap();
			["review", "statement", "enforce"].map(|form| html.contains(&format!("{ID}/{form}\"")))
		};
		assert_eq!(forms(of_nobody()), [false; 3]);
		let mine = Page {
			mine: true,
			..of_nobody()
		};
		assert_eq!(forms(mine), [false, true, false]);
		let reviewers = Page {
			may_review: true,
			overdue: true,
			..of_nobody()
		};
		assert_eq!(forms(reviewers), [true, false, true]);
	}

	#[test]
	fn a_statement_is_read_as_text_and_one_that_cannot_be_hinders_no_review() {
		let read = lines(Some("No pulse.\u{1b}[2J\n<script>x()</script>"));
		let html = Page {
			may_review: true,
			explained: true,
			statement: read,
			..of_nobody()
		}
		.render()
		.unwrap();
		assert!(!html.contains('\u{1b}') && !html.contains("<script>x"), "{html}");
		assert!(html.contains("No pulse.") && html.contains("value=\"justified\""));
		let error = Error::from(EmergencyError::StatementUnreadable(ID));
		let html = Page {
			may_review: true,
			doubt: Some(error.into()),
			..of_nobody()
		}
		.render()
		.unwrap();
		assert!(html.contains("cannot be opened with your keys"), "{html}");
		// Nothing explains it: it cannot be found justified.
		assert!(html.contains("value=\"unjustified\"") && !html.contains("value=\"justified\""));
	}

	#[test]
	fn a_finding_is_one_of_two() {
		assert_eq!(finding("justified").unwrap(), Finding::Justified);
		assert_eq!(finding("unjustified").unwrap(), Finding::Unjustified);
		assert!(finding("").is_err());
	}
}
