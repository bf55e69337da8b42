//! Which committees are trusted: their fingerprints, and the question whether somebody compared them.

use super::{council::committee_facts, meant::typed_is};
use crate::{
	acting::whole_path, error::PortalError, forms::Posted, frame::Frame, jobs::Fact, texts::say,
	trouble::Trouble, visit::Visit,
};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use medquorum_client::{domain::KeyId, error::Error, ledger::Ledger as _, trust::CommitteePin};
use medquorum_session::{committee_of_card, trust_committee};

/// A committee that was trusted until now, and is not the one that the node shows.
struct Old {
	fingerprint: String,
	/// What is typed before it is given up: the end of the new fingerprint.
	word: String,
}

/// What is asked before a committee is trusted.
struct Ask {
	/// What was shown of it, and what was trusted then: by this form no other is trusted, and no other replaced.
	mark: String,
	replaces: String,
	/// The card's path; empty where the fingerprint is compared.
	card: String,
	/// The fewest approvals of a later committee, where they are fewer than those of this one.
	least: Option<u16>,
	old: Option<Old>,
}

/// A committee of the chain.
struct Listed {
	key: KeyId,
	facts: Vec<Fact>,
	trouble: Option<Trouble>,
	/// `None` where it is trusted as it is.
	ask: Option<Ask>,
}

#[derive(Template)]
#[template(path = "trust.html")]
struct Page {
	frame: Frame,
	/// Whether this page shows the committee of a card alone.
	of_card: bool,
	committees: Vec<Listed>,
}

/// All of a pin that a person agrees to.
fn mark(key: KeyId, pin: &CommitteePin) -> String {
	format!("{} {}", pin.fingerprint(key), pin.least())
}

/// The end of a fingerprint, which is typed where a pin is replaced.
fn word(key: KeyId, pin: &CommitteePin) -> String {
	let fingerprint = pin.fingerprint(key);
	fingerprint.rsplit(' ').next().unwrap_or_default().to_owned()
}

impl Ask {
	/// The question about `pin`, which takes the place of `old`.
	fn of(key: KeyId, pin: &CommitteePin, old: Option<&CommitteePin>, card: &str) -> Self {
		Self {
			mark: mark(key, pin),
			replaces: old.map(|old| mark(key, old)).unwrap_or_default(),
			card: card.to_owned(),
			least: (pin.least() < pin.k).then(|| pin.least()),
			old: old.map(|old| Old {
				fingerprint: old.fingerprint(key),
				word: word(key, pin),
			}),
		}
	}
}

/// A committee as the node shows it, with the question where it is not trusted as it is.
async fn listed(visit: &Visit, key: KeyId) -> Result<Listed, Error> {
	let view = visit.session.observer().committee_view(key).await?;
	let old = visit.session.trust.pin(key);
	let other = old.is_some_and(|old| old.difference(&view.pin).is_some());
	// Whom the trusted ones have handed their key to is trusted without being asked.
	let asks = old.is_none() || (other && view.doubt.is_some());
	let mut listed = Listed {
		key,
		facts: committee_facts(visit, key, &view).await?,
		trouble: None,
		ask: None,
	};
	if asks {
		// Only what could be a committee is offered at all.
		match visit.session.observer().pin_of_chain(key).await {
			Ok(pin) => listed.ask = Some(Ask::of(key, &pin, old, "")),
			Err(error @ (Error::Trust(_) | Error::Config(_))) => listed.trouble = Some(error.into()),
			Err(error) => return Err(error),
		}
	}
	Ok(listed)
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let found = visit.session.chain.committees().await.map_err(Error::from)?;
	let mut keys: Vec<KeyId> = found.into_iter().map(|(key, _)| key).collect();
	keys.sort_unstable();
	let mut committees = Vec::new();
	for key in keys {
		committees.push(match listed(visit, key).await {
			// One that cannot be one keeps no other from being shown.
			Err(error @ (Error::Trust(_) | Error::Config(_))) => Listed {
				key,
				facts: Vec::new(),
				trouble: Some(error.into()),
				ask: None,
			},
			other => other?,
		});
	}
	committees.sort_by_key(|one| one.ask.is_none());
	Ok(Page {
		frame: visit.frame(say("trust-title"), "/settings")?,
		of_card: false,
		committees,
	})
}

/// Shows the committees of the chain, those first that are not trusted.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}

async fn of_card(visit: &Visit, form: &Posted) -> Result<Page, PortalError> {
	let typed = form.needed("path", "the file's path is missing")?;
	let (key, pin) = committee_of_card(&visit.session, &whole_path(typed)?).await?;
	let view = visit.session.observer().committee_view(key).await?;
	let old = visit.session.trust.pin(key);
	let asks = old != Some(&pin);
	Ok(Page {
		frame: visit.frame(say("trust-title"), "/settings")?,
		of_card: true,
		committees: vec![Listed {
			key,
			facts: committee_facts(visit, key, &view).await?,
			trouble: None,
			ask: asks.then(|| Ask::of(key, &pin, old, typed)),
		}],
	})
}

/// Shows the committee of a card, once the node shows the same.
pub async fn card(visit: Visit, form: Posted) -> Response {
	let page = of_card(&visit, &form).await;
	visit.answer(page).await
}

/// Whether the form agrees to `pin` in place of `old`, as both are now.
fn agreed(
	form: &Posted,
	key: KeyId,
	pin: &CommitteePin,
	old: Option<&CommitteePin>,
) -> Result<(), PortalError> {
	let ask = Ask::of(key, pin, old, "");
	if form.get("mark") != ask.mark || form.get("replaces") != ask.replaces {
		return Err(PortalError::OtherCommittee(key));
	}
	if form.get("same") != "yes" {
		return Err(PortalError::Form("say that you compared it"));
	}
	match ask.old {
		Some(old) => typed_is(form, &old.word),
		None => Ok(()),
	}
}

async fn compared(visit: &Visit, form: &Posted) -> Result<(), PortalError> {
	let session = &visit.session;
	let (key, pin) = match form.get("card") {
		"" => {
			let key = form.get("key").parse::<KeyId>();
			let key = key.map_err(|_| PortalError::Form("no committee is named"))?;
			(key, session.observer().pin_of_chain(key).await?)
		}
		card => committee_of_card(session, &whole_path(card)?).await?,
	};
	let old = session.trust.pin(key);
	// A form that is sent twice finds it done.
	if old == Some(&pin) {
		return Ok(());
	}
	agreed(form, key, &pin, old)?;
	let pinned = trust_committee(&session.home, key, pin, old)?;
	// The next page reads the settings as they are then, also where the command line changed them meanwhile.
	visit.portal.reopen().await;
	match pinned {
		true => Ok(()),
		false => Err(PortalError::OtherCommittee(key)),
	}
}

/// Trusts the committee that was shown, and no other.
pub async fn trust(visit: Visit, form: Posted) -> Response {
	match compared(&visit, &form).await {
		Ok(()) => Redirect::to("/trust").into_response(),
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{domain::AccountId, trust::PinnedAdmin};

	fn pin(x: u8) -> CommitteePin {
		let admins = (1..=4_u8).map(|index| PinnedAdmin {
			index: index.into(),
			account: AccountId([index; 32]),
		});
		CommitteePin::new(3, [x; 32], admins.collect()).unwrap()
	}

	fn shown(ask: Option<Ask>) -> String {
		let page = Page {
			frame: Frame::new("", "/settings", None, "token", 0).unwrap(),
			of_card: false,
			committees: vec![Listed {
				key: 7,
				facts: Vec::new(),
				trouble: None,
				ask,
			}],
		};
		page.render().unwrap()
	}

	#[test]
	fn a_first_pin_is_ticked_and_another_one_is_given_up_by_typing() {
		let first = shown(Some(Ask::of(7, &pin(1), None, "")));
		assert!(first.contains("name=\"same\" type=\"checkbox\"") && !first.contains("name=\"typed\""));
		let other = shown(Some(Ask::of(7, &pin(2), Some(&pin(1)), "")));
		for part in [
			"name=\"typed\" required",
			&pin(1).fingerprint(7),
			&word(7, &pin(2)),
			&mark(7, &pin(2)),
		] {
			assert!(other.contains(part), "{part} in {other}");
		}
		// What is trusted is asked about no more.
		assert!(!shown(None).contains("name=\"same\""));
	}

	#[test]
	fn whoever_may_let_fewer_approvals_suffice_is_told_and_agreed_to() {
		let looser = CommitteePin {
			min_k: Some(2),
			..pin(1)
		};
		assert_ne!(mark(7, &pin(1)), mark(7, &looser));
		assert_ne!(mark(7, &pin(1)), mark(8, &pin(1)));
		let html = shown(Some(Ask::of(7, &looser, None, "/card.json")));
		assert!(
			html.contains("2 approvals suffice") && html.contains("value=\"/card.json\""),
			"{html}"
		);
		assert!(!shown(Some(Ask::of(7, &pin(1), None, ""))).contains("approvals suffice"));
	}
}
