//! Figures for a monitoring system: the one thing that is served without a key, because no person is in it.

use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use std::{io, sync::Arc};
use tokio::{net::TcpListener, sync::RwLock};

/// What is said to be served (OpenMetrics 1.0).
const CONTENT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Serves the text as it stands, at `/metrics`, until it is dropped.
///
/// # Errors
/// When the socket fails.
pub async fn serve(listener: TcpListener, text: Arc<RwLock<String>>) -> io::Result<()> {
	let answer = async |State(text): State<Arc<RwLock<String>>>| {
		let text = text.read().await.clone();
		([(header::CONTENT_TYPE, CONTENT)], text).into_response()
	};
	let router = Router::new().route("/metrics", get(answer)).with_state(text);
	axum::serve(listener, router).await
}
