//! The pages: one file each, beside its templates.

mod audit;
pub mod bare;
mod council;
mod decide;
mod history;
mod job;
pub mod job_state;
mod records;
mod request;
mod requests;
mod search;
mod settings;
mod start;
mod statics;
mod tables;
pub mod trouble;
mod unlock;
mod upload;

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
		.route("/start/{token}", get(unlock::start))
		.route("/unlock", get(unlock::show).post(unlock::unlock))
		.route("/lock", post(unlock::lock))
		.route("/static/{name}", get(statics::serve))
		.route("/history", get(history::show))
		.route("/history/recent", get(history::recent))
		.route("/records", get(records::list))
		.route("/records/find", get(records::find))
		.route("/records/future", post(records::future))
		.route("/records/{id}", get(records::show))
		.route("/records/{id}/{action}", post(records::act))
		.route("/requests", get(requests::list))
		.route("/requests/{id}", get(request::show))
		.route("/requests/{id}/{action}", post(request::act))
		.route("/decide", get(decide::queue))
		.route("/decide/look", get(decide::look))
		.route("/decide/approve", post(decide::approve))
		.route("/decide/reject", post(decide::reject))
		.route("/search", get(search::show).post(search::search))
		.route("/search/sync", post(search::sync))
		.route("/upload", get(upload::show).post(upload::upload))
		.route("/upload/publish", post(upload::publish))
		.route("/audit", get(audit::show).post(audit::look))
		.route("/council", get(council::show))
		.route("/council/vote", post(council::vote))
		.route("/council/close", post(council::close))
		.route("/jobs", get(job::list))
		.route("/jobs/{id}", get(job::show))
		.route("/jobs/{id}/events", get(job::events))
		.route("/jobs/{id}/stop", post(job::stop))
		.route("/keys", get(settings::keys))
		.route("/settings", get(settings::settings))
		.fallback(unlock::no_page)
}
