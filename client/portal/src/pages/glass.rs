//! One record in an emergency: what its patient allows, and the breaking of the glass.

use super::{
	emergencies::committees,
	meant::confirmed,
	tables::{self, Choice},
};
use crate::{
	error::PortalError, forms::Posted, frame::Frame, saving, texts::say, trouble::Trouble, visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{EmergencyScope, KeyId, RecordId},
	error::Error,
	ledger::Ledger as _,
	views::{Names as _, text, words},
};
use zeroize::Zeroizing;

/// What the patient, or the uploader, has allowed.
struct Allowed {
	committee: String,
	scope: EmergencyScope,
	by: String,
}

/// What a clinician who breaks the glass is told and asked.
struct Breaking {
	/// Why it cannot be done, if that is known before.
	doubt: Option<Trouble>,
	/// Whether it was begun before.
	under_way: bool,
	/// Whether the emergency committee was never compared here.
	untrusted: bool,
	reasons: Vec<Choice>,
	/// Where the file would be saved.
	folder: String,
}

#[derive(Template)]
#[template(path = "emergency_record.html")]
struct Page {
	frame: Frame,
	id: String,
	short: String,
	/// The patient, by name where one is known.
	whose: String,
	allowed: Option<Allowed>,
	patient: bool,
	committees: Vec<KeyId>,
	breaking: Option<Breaking>,
}

fn read_id(typed: &str) -> Result<RecordId, PortalError> {
	typed.parse().map_err(|error| Error::from(error).into())
}

async fn breaking(visit: &Visit, id: RecordId, key_id: KeyId) -> Result<Breaking, Error> {
	let requester = visit.session.requester();
	// The same check as before the glass is broken: what cannot be is said before anything is typed.
	let checked = requester.emergency_of(id).await;
	let names = visit.session.names.as_ref();
	let glass = requester.glass(visit.account(), &visit.keys.keystore, id).await?;
	Ok(Breaking {
		doubt: checked.err().map(|error| Trouble::from(error).named(names)),
		under_way: glass.emergency.is_some(),
		untrusted: !visit.session.trust.committees.contains_key(&key_id),
		reasons: tables::emergencies(),
		folder: saving::default_folder().display().to_string(),
	})
}

async fn page(visit: &Visit, typed: &str) -> Result<Page, PortalError> {
	let (id, session) = (read_id(typed)?, &visit.session);
	let record = session.observer().record_view(id).await?.record;
	let entry = session.chain.emergency_entry(id).await.map_err(Error::from)?;
	let account = visit.status.account.as_ref();
	let breaks = account.is_some_and(|account| account.emergency.breaks_glass);
	let breaking = match &entry {
		Some(entry) if breaks => Some(breaking(visit, id, entry.key_id).await?),
		Some(_) | None => None,
	};
	let title = say("emergency-record").with("record", words::short(&id));
	let mut frame = visit.frame(title, "/emergencies")?;
	frame.elsewhere = session.place_for(id).await?.is_none();
	Ok(Page {
		frame,
		id: id.to_string(),
		short: words::short(&id),
		whose: text::line(&session.names.show(&record.patient)),
		allowed: entry.map(|entry| Allowed {
			committee: entry.key_id.to_string(),
			scope: entry.scope(),
			by: text::line(&session.names.show(&entry.maker)),
		}),
		patient: visit.accounts().contains(&record.patient),
		committees: committees(visit),
		breaking,
	})
}

/// Shows what may be opened of a record in an emergency, with the forms for it.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
	let page = page(&visit, &id).await;
	visit.answer(page).await
}

fn begin(visit: &Visit, typed: &str, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let id = read_id(typed)?;
	let back = format!("/records/{id}/emergency");
	let short = words::short(&id);
	Ok(match action {
		"remove" => {
			confirmed(form, id)?;
			let title = say("do-emergency-remove").with("record", short);
			visit.start(form, title, &back, move |acting| {
				acting.remove_emergency(id).boxed_local()
			})
		}
		"break" => {
			if form.get("sure") != "yes" {
				return Err(PortalError::Form("say that the patient cannot be asked"));
			}
			let reason = tables::emergency(form.get("reason"));
			let reason = reason.ok_or(PortalError::Form("choose a reason"))?;
			let statement = Zeroizing::new(form.get("statement").replace("\r\n", "\n"));
			let folder = match form.get("save") {
				"yes" => Some(saving::folder(form.needed("folder", "the folder is missing")?)?),
				_ => None,
			};
			let portal = visit.portal.clone();
			let title = say("do-break-glass").with("record", short);
			visit.start(form, title, &back, move |acting| {
				async move {
					let target = (folder, &portal.held);
					acting.break_glass(id, reason, statement, target).await
				}
				.boxed_local()
			})
		}
		_ => return Err(PortalError::NoPage),
	})
}

/// Takes back what was allowed, or breaks the glass.
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

	const ID: RecordId = RecordId([1; 16]);

	fn page(patient: bool, breaking: Option<Breaking>, allowed: bool) -> String {
		let page = Page {
			frame: Frame::new("", "/emergencies", None, "token", 0).unwrap(),
			id: ID.to_string(),
			short: words::short(&ID),
			whose: "<b>Ida</b>\u{202e}".to_owned(),
			allowed: allowed.then(|| Allowed {
				committee: "9".to_owned(),
				scope: EmergencyScope::CspKey,
				by: "Ida".to_owned(),
			}),
			patient,
			committees: vec![9, 1],
			breaking,
		};
		page.render().unwrap()
	}

	fn can_break(doubt: Option<Trouble>) -> Option<Breaking> {
		Some(Breaking {
			doubt,
			under_way: false,
			untrusted: true,
			reasons: tables::emergencies(),
			folder: "/tmp".to_owned(),
		})
	}

	#[test]
	fn patients_allow_what_is_not_allowed_and_type_to_take_it_back() {
		let not_yet = page(true, None, false);
		assert!(not_yet.contains("action=\"/emergencies/allow\"") && !not_yet.contains("/remove\""));
		let allowed = page(true, None, true);
		assert!(!allowed.contains("action=\"/emergencies/allow\""));
		assert!(allowed.contains("emergency/remove\"") && allowed.contains("Type 01010101"));
		// Nobody else is offered either.
		let other = page(false, None, true);
		assert!(
			!other.contains("<form method=\"post\" action=\"/records/"),
			"{other}"
		);
	}

	#[test]
	fn clinicians_are_asked_before_the_glass_is_broken() {
		let html = page(false, can_break(None), true);
		for part in [
			"emergency/break\"",
			"name=\"sure\"",
			"value=\"ETREAT\"",
			"name=\"statement\"",
			"name=\"save\"",
			"name=\"folder\" value=\"/tmp\"",
			"medquorum committee trust 9",
			"without &#60;b&#62;Ida",
		] {
			assert!(html.contains(part), "{part} in {html}");
		}
		// It takes several calls, one after the other.
		assert!(!html.contains("name=\"elsewhere\"") && !html.contains('\u{202e}'));
		let error = Error::from(EmergencyError::OtherCapsule(ID));
		let refused = page(false, can_break(Some(error.into())), true);
		assert!(
			!refused.contains("emergency/break\"") && refused.contains("belongs to another record"),
			"{refused}"
		);
	}
}
