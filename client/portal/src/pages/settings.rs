//! Settings: how they are, which account acts, and which commands change the rest.

use super::unlock;
use crate::{
	acting::whole_path,
	error::PortalError,
	forms::Posted,
	frame::Frame,
	texts::{Say, say},
	visit::Visit,
};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::{
	accounts::{AccountSource, Signer},
	config::Config,
	error::Error,
	keystore::Passphrase,
	views::Fact,
};

#[derive(Template)]
#[template(path = "facts.html")]
struct Page {
	frame: Frame,
	/// Whether the portal was started for an account, whatever the settings name.
	started_for: bool,
	facts: Vec<Fact>,
	commands: Vec<(Say, &'static str)>,
}

/// Shows the settings.
pub async fn settings(visit: Visit) -> Response {
	let facts = visit.status.facts();
	let page = visit.frame(say("tab-settings"), "/settings").map(|frame| Page {
		frame,
		started_for: visit.portal.options.account.is_some(),
		facts,
		commands: vec![
			(say("settings-hosts"), "medquorum store add NAME URL"),
			(say("settings-health"), "medquorum store status RECORD"),
			(say("settings-guardian"), "medquorum guardian WHO"),
			(say("settings-freeze"), "medquorum freeze WHO"),
			(say("settings-unfreeze"), "medquorum unfreeze WHO"),
			(say("settings-sponsor"), "medquorum sponsor WHO"),
			(say("settings-leave"), "medquorum leave"),
			(say("settings-import"), "medquorum import MANIFEST"),
			(say("settings-catalogue-status"), "medquorum catalogue status"),
			(say("settings-catalogue-readers"), "medquorum catalogue readers"),
			(say("settings-catalogue-withdraw"), "medquorum catalogue withdraw"),
			(say("settings-host"), "medquorum storage-host"),
			(say("settings-offline"), "medquorum init --offline"),
		],
	});
	visit.answer(page).await
}

/// Looks where what was uploaded from here is stored.
pub async fn store(visit: Visit, form: Posted) -> Response {
	let verify = form.get("verify") == "yes";
	visit.start(&form, say("do-store-health"), "/settings", move |acting| {
		acting.store_health(verify).boxed_local()
	})
}

/// Unlocks an account, so that nobody is locked out by one that they cannot use.
fn opened(source: &AccountSource, form: &Posted, development: bool) -> Result<Signer, PortalError> {
	let signer = match source {
		AccountSource::Development(uri) => Signer::development(uri, development),
		AccountSource::PolkadotJs(path) => {
			let password = Passphrase::new(form.raw("password"))?;
			tokio::task::block_in_place(|| Signer::polkadot_js(path, &password))
		}
	};
	Ok(signer.map_err(Error::from)?)
}

fn changed(visit: &Visit, form: &Posted) -> Result<(), PortalError> {
	if visit.portal.options.account.is_some() {
		return Err(PortalError::Form("this portal was started for one account"));
	}
	let typed = form.needed("account", "the path of the account's file is missing")?;
	let source = match typed.starts_with("//") {
		true => typed.parse::<AccountSource>().map_err(Error::from)?,
		false => AccountSource::PolkadotJs(whole_path(typed)?),
	};
	opened(&source, form, visit.session.config.development)?;
	let change = |config: &mut Config| {
		config.account = Some(source);
		Ok(())
	};
	Config::update(&visit.session.home, change).map_err(Error::from)?;
	Ok(())
}

/// Acts as another account from now on. It is locked then: whoever opens it types what that account asks for.
pub async fn account(visit: Visit, form: Posted) -> Response {
	match changed(&visit, &form) {
		Ok(()) => {
			visit.portal.lock();
			visit.portal.reopen().await;
			unlock::page(&visit.portal, None)
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}
