//! Jobs: what runs, how far it is, how it ended. These pages need no node.

use super::{bare, job_state::View, trouble::trouble_page};
use crate::{
	error::PortalError,
	events,
	forms::Posted,
	frame::Frame,
	jobs::Job,
	state::Portal,
	texts::{Say, Value, say},
};
use askama::Template;
use axum::{
	extract::{Path, State},
	http::StatusCode,
	response::{Html, IntoResponse, Redirect, Response},
};
use std::sync::Arc;

struct Row {
	id: u64,
	title: Say,
	words: Value,
}

#[derive(Template)]
#[template(path = "jobs.html")]
struct List {
	frame: Frame,
	jobs: Vec<Row>,
}

#[derive(Template)]
#[template(path = "job.html")]
struct One {
	frame: Frame,
	view: View,
}

/// The frame of a page of jobs: with the account where the node answers, without it elsewhere.
async fn frame(portal: &Portal, title: Say) -> Result<Frame, PortalError> {
	let (csrf, running) = (portal.guard.form(), portal.jobs.running());
	let status = match (portal.session().await, portal.locked.keys()) {
		(Ok(session), Some(keys)) => {
			let node = portal.node(&session.config);
			session.status(&node, Some(keys.account())).await.ok()
		}
		_ => None,
	};
	Frame::new(title, "/jobs", status.as_ref(), csrf, running)
}

fn html(page: Result<String, askama::Error>) -> Response {
	match page {
		Ok(html) => Html(html).into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}

fn found(portal: &Portal, id: u64) -> Result<Arc<Job>, PortalError> {
	portal.jobs.get(id).ok_or(PortalError::NoJob(id))
}

/// Shows the jobs that are remembered: all that run, and the newest that ended.
pub async fn list(State(portal): State<Arc<Portal>>) -> Response {
	let jobs = portal.jobs.all().into_iter().map(|job| Row {
		id: job.id,
		title: job.title.clone(),
		words: View::of(&job, &job.state()).words,
	});
	match frame(&portal, say("tab-jobs")).await {
		Ok(frame) => html(
			List {
				frame,
				jobs: jobs.collect(),
			}
			.render(),
		),
		Err(error) => bare::trouble(error.into()),
	}
}

/// Shows a job's page, which follows its progress while it runs.
pub async fn show(State(portal): State<Arc<Portal>>, Path(id): Path<u64>) -> Response {
	let job = found(&portal, id);
	let title = job
		.as_ref()
		.map_or_else(|_| say("tab-jobs"), |job| job.title.clone());
	match (frame(&portal, title).await, job) {
		(Ok(frame), Ok(job)) => {
			let view = View::of(&job, &job.state());
			html(One { frame, view }.render())
		}
		(Ok(frame), Err(error)) => trouble_page(frame, error.into()),
		(Err(error), _) => bare::trouble(error.into()),
	}
}

/// Its progress, as it comes.
pub async fn events(State(portal): State<Arc<Portal>>, Path(id): Path<u64>) -> Response {
	match found(&portal, id) {
		Ok(job) => events::of(job).into_response(),
		Err(error) => bare::trouble(error.into()),
	}
}

/// Stops a job; one that has ended stays as it is.
pub async fn stop(State(portal): State<Arc<Portal>>, Path(id): Path<u64>, _: Posted) -> Response {
	if let Ok(job) = found(&portal, id) {
		job.stop();
	}
	Redirect::to(&format!("/jobs/{id}")).into_response()
}
