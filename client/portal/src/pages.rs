//! The pages: one file each, beside its templates.

mod accounts;
mod audit;
pub mod bare;
mod ceremony;
mod choose;
mod committee;
mod contacts;
mod council;
mod decide;
mod decisions;
mod early;
mod emergencies;
mod ends;
mod glass;
mod history;
mod job;
pub mod job_state;
mod keys;
mod language;
mod look;
mod meant;
mod node;
mod policies;
mod policy_import;
mod policy_write;
mod receipt;
mod records;
mod register;
mod request;
mod requests;
mod reviews;
mod search;
mod settings;
mod start;
mod statics;
mod tables;
pub mod trouble;
mod trust;
mod unfinished;
mod unlock;
mod upload;
mod waiting;
mod welcome;

use crate::state::Portal;
use axum::{
	Router,
	routing::{get, post},
};
use std::sync::Arc;

/// Every page, and every form.
pub fn routes() -> Router<Arc<Portal>> {
	Router::new()
		.route("/", get(start::show))
		.route("/records", get(records::list).post(records::sift))
		.route("/records/find", get(records::find))
		.route("/records/future", post(records::future))
		.route("/records/{id}", get(records::show))
		.route("/records/{id}/code", post(keys::code))
		.route("/records/{id}/{action}", post(records::act))
		.route("/requests", get(requests::list))
		.route("/requests/{id}", get(request::show))
		.route("/requests/{id}/{action}", post(request::act))
		.route("/look/{id}", get(look::show))
		.route("/look/{id}/picture", get(look::picture))
		.route("/look/{id}/slice/{at}", get(look::slice))
		.route("/look/{id}/save", post(look::save))
		.route("/look/{id}/forget", post(look::forget))
		.route("/receipts/{id}", get(receipt::show))
		.route("/receipts/{id}/save", post(receipt::save))
		.merge(emergency())
		.merge(way_in())
		.merge(work())
		.merge(own())
		.fallback(unlock::no_page)
}

/// What is allowed for an emergency, opened in one, and reviewed after it.
fn emergency() -> Router<Arc<Portal>> {
	Router::new()
		.route("/records/{id}/emergency", get(glass::show))
		.route("/records/{id}/emergency/{action}", post(glass::act))
		.route("/emergencies", get(emergencies::show))
		.route("/emergencies/find", get(emergencies::find))
		.route(
			"/emergencies/allow",
			get(emergencies::ask).post(emergencies::allow),
		)
		.route("/emergencies/remove", post(emergencies::remove))
		.route("/emergencies/{id}", get(reviews::show))
		.route("/emergencies/{id}/{action}", post(reviews::act))
}

/// Coming in, setting up, publishing keys.
fn way_in() -> Router<Arc<Portal>> {
	Router::new()
		.route("/start/{token}", get(unlock::start))
		.route("/unlock", get(unlock::show).post(unlock::unlock))
		.route("/lock", post(unlock::lock))
		.route("/language", post(language::choose))
		.route("/welcome", get(welcome::show))
		.route("/welcome/place", post(welcome::place))
		.route("/welcome/chain", post(welcome::chain))
		.route("/welcome/back", post(welcome::back))
		.route("/welcome/keys", post(welcome::keys))
		.route("/welcome/written", post(welcome::written))
		.route("/welcome/again", post(welcome::again))
		.route("/welcome/ask", post(welcome::ask))
		.route("/welcome/choose", post(choose::open_welcome))
		.route(
			"/welcome/choose/{id}",
			get(choose::show_welcome).post(choose::act_welcome),
		)
		.route("/register", get(register::show).post(register::publish))
		.route("/register/file", post(register::to_file))
		.route("/enrol", get(register::enrol).post(register::enrol_now))
		.route("/enrol/look", post(register::enrol_look))
		.route("/static/{name}", get(statics::serve))
}

/// What is uploaded, searched, audited and decided, and by whom.
fn work() -> Router<Arc<Portal>> {
	Router::new()
		.route("/decide", get(decide::queue))
		.route("/decide/look", get(decide::look))
		.route("/decide/approve", post(decide::approve))
		.route("/decide/reject", post(decide::reject))
		.route("/search", get(search::show).post(search::search))
		.route("/search/sync", post(search::sync))
		.route("/upload", get(upload::show).post(upload::upload))
		.route("/upload/publish", post(upload::publish))
		.route("/upload/again", post(upload::again_unfinished))
		.route("/audit", get(audit::show).post(audit::look))
		.route("/audit/{action}", post(audit::act))
		.route("/council", get(council::show))
		.route("/council/vote", post(council::vote))
		.route("/council/close", post(council::close))
		.route("/council/{action}", post(council::act))
		.route("/committee", get(committee::show))
		.route("/committee/health", post(committee::health))
		.route("/committee/ceremony", get(ceremony::show))
		.route("/committee/ceremony/step", post(ceremony::step))
		.route("/committee/ceremony/leave", post(ceremony::leave))
}

/// Keys, contacts, settings, and what this portal does and saw.
fn own() -> Router<Arc<Portal>> {
	Router::new()
		.route("/history", get(history::show))
		.route("/history/recent", get(history::recent))
		.route("/waiting", get(waiting::news))
		.route("/jobs", get(job::list))
		.route("/jobs/{id}", get(job::show))
		.route("/jobs/{id}/events", get(job::events))
		.route("/jobs/{id}/stop", post(job::stop))
		.route("/keys", get(keys::show))
		.route("/keys/words", post(keys::words))
		.route("/keys/backup", post(keys::back_up))
		.route("/keys/passphrase", post(keys::change_passphrase))
		.route("/keys/rotate", post(keys::rotate))
		.route("/keys/restore", post(keys::restore))
		.route("/accounts", get(accounts::show))
		.route("/accounts/make", post(accounts::make))
		.route("/accounts/find", post(accounts::find))
		.route("/contacts", get(contacts::list))
		.route("/contacts/add", post(contacts::add))
		.route("/contacts/rename", post(contacts::rename))
		.route("/contacts/remove", post(contacts::remove))
		.route("/policies", get(policies::list))
		.route("/policies/look", post(policy_import::look))
		.route("/policies/write", post(policy_write::write))
		.route("/policies/import", post(policy_import::import))
		.route("/policies/{id}/{action}", post(policies::act))
		.route("/settings", get(settings::settings))
		.route("/settings/store", post(settings::store))
		.route("/settings/account", post(settings::account))
		.route("/settings/node", get(node::show).post(node::change))
		.route("/trust", get(trust::show).post(trust::trust))
		.route("/trust/card", post(trust::card))
		.route("/choose", post(choose::open))
		.route("/choose/{id}", get(choose::show).post(choose::act))
}
