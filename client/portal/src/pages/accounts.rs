//! The person's accounts for single facilities: which there are, making one, finding them again.

use super::register::adopted;
use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	saving,
	texts::{Value, say},
	visit::Visit,
};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::views::{PlacedAccount, text};

/// An account in the table.
struct Line {
	place: Value,
	account: String,
	keys: Value,
	records: usize,
}

impl From<&PlacedAccount> for Line {
	fn from(placed: &PlacedAccount) -> Self {
		let keys = match (placed.csp_version, &placed.facility) {
			(Some(version), _) => say("account-own").with("version", version.to_string()),
			(None, Some(_)) => say("account-not-enrolled"),
			(None, None) => say("account-unused"),
		};
		Self {
			place: match &placed.facility {
				Some(facility) => text::line(&facility.shown()).into(),
				None => say("account-main").into(),
			},
			account: placed.account.to_string(),
			keys: match placed.frozen {
				true => say("account-frozen").with("keys", keys).into(),
				false => keys.into(),
			},
			records: placed.records,
		}
	}
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct Page {
	frame: Frame,
	accounts: Vec<Line>,
	people: Vec<String>,
	folder: String,
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let placed = visit.session.placed(Some(visit.account())).await?;
	let people = visit.session.names.everybody().into_iter();
	Ok(Page {
		frame: visit.frame(say("accounts-title"), "/keys")?,
		accounts: placed.iter().map(Line::from).collect(),
		people: people.map(|(name, _)| name).collect(),
		folder: saving::default_folder().display().to_string(),
	})
}

/// Lists them.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}

fn begin(visit: &Visit, form: &Posted) -> Result<Response, PortalError> {
	let facility = form.needed("facility", "the facility is missing")?;
	let facility = visit.session.names.person(facility, visit.session.development)?;
	let folder = saving::folder(form.needed("folder", "the folder is missing")?)?;
	let (adopted, portal) = (adopted(form)?, visit.portal.clone());
	Ok(visit.start(form, say("do-account"), "/accounts", move |acting| {
		async move { acting.account_for(facility, folder, adopted, &portal).await }.boxed_local()
	}))
}

/// Makes one for a facility.
pub async fn make(visit: Visit, form: Posted) -> Response {
	match begin(&visit, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Looks for all that the keys here make.
pub async fn find(visit: Visit, form: Posted) -> Response {
	let portal = visit.portal.clone();
	visit.start(&form, say("do-find-accounts"), "/accounts", move |acting| {
		async move { acting.find_accounts(&portal).await }.boxed_local()
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{domain::AccountId, views::Party};

	fn placed(facility: Option<&str>, csp_version: Option<u16>) -> PlacedAccount {
		PlacedAccount {
			facility: facility.map(|name| Party {
				address: AccountId([1; 32]),
				name: Some(name.to_owned()),
			}),
			account: AccountId([2; 32]),
			registered: csp_version.is_some(),
			csp_version,
			frozen: false,
			records: 3,
		}
	}

	#[test]
	fn each_account_is_told_with_its_facility_and_its_keys() {
		let frozen = PlacedAccount {
			frozen: true,
			..placed(Some("<b>Coast</b>\u{202e}"), Some(2))
		};
		let all = [placed(None, None), placed(Some("City"), None), frozen];
		let html = Page {
			frame: Frame::new("", "/keys", None, "token", 0).unwrap(),
			accounts: all.iter().map(Line::from).collect(),
			people: vec!["City".to_owned()],
			folder: "/tmp".to_owned(),
		}
		.render()
		.unwrap();
		for part in [
			"main account",
			"not enrolled",
			"registered, CSP key version 2; frozen",
			"action=\"/accounts/make\"",
			"action=\"/accounts/find\"",
			"<td>3</td>",
			"&#60;b&#62;Coast",
		] {
			assert!(html.contains(part), "{part} in {html}");
		}
		// Neither asks for a wallet: nothing is signed for the chain.
		assert!(!html.contains("name=\"elsewhere\"") && !html.contains('\u{202e}'));
	}
}
