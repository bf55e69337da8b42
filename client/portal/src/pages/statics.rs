//! Files that every page uses. The scripts are those of the npm packages, byte for byte; `NOTICE.md` beside them says which.

use axum::{
	extract::Path,
	http::{HeaderName, StatusCode, header},
	response::{IntoResponse, Response},
};

const HTMX: &[u8] = include_bytes!("../../static/htmx.min.js.gz");
const SSE: &[u8] = include_bytes!("../../static/sse.min.js.gz");
const VIEWER: &[u8] = include_bytes!("../../static/viewer.js");
const STYLE: &[u8] = include_bytes!("../../static/portal.css");
const ICON: &[u8] = include_bytes!("../../static/icon.svg");

/// Answers with one of the files above, by its name; with 404 for any other.
pub async fn serve(Path(name): Path<String>) -> Response {
	let packed = |bytes| (bytes, "text/javascript; charset=utf-8", Some("gzip"));
	let (bytes, kind, encoding): (&'static [u8], _, _) = match name.as_str() {
		"htmx.js" => packed(HTMX),
		"sse.js" => packed(SSE),
		"viewer.js" => (VIEWER, "text/javascript; charset=utf-8", None),
		"portal.css" => (STYLE, "text/css; charset=utf-8", None),
		"icon.svg" => (ICON, "image/svg+xml", None),
		_ => return StatusCode::NOT_FOUND.into_response(),
	};
	let mut headers: Vec<(HeaderName, &'static str)> = vec![(header::CONTENT_TYPE, kind)];
	headers.extend(encoding.map(|encoding| (header::CONTENT_ENCODING, encoding)));
	let mut answer = bytes.into_response();
	for (name, value) in headers {
		answer
			.headers_mut()
			.insert(name, axum::http::HeaderValue::from_static(value));
	}
	answer
}

#[cfg(test)]
mod tests {
	use super::*;
	use sha2::{Digest as _, Sha256};

	#[test]
	fn scripts_are_those_of_the_packages() {
		for (bytes, expected) in [
			(
				HTMX,
				"e1ae35adead37bfcb5ab0698c48f60c71764fdb35b139d53a10de7dd3fe33f86",
			),
			(
				SSE,
				"22fae70152200b369a32abbe4ab9e370cbc501f60a24830817ccb5b0c45bcf8d",
			),
		] {
			assert_eq!(hex::encode(Sha256::digest(bytes)), expected);
		}
	}

	#[test]
	fn what_every_page_loads_is_small() {
		let all = HTMX.len() + SSE.len() + STYLE.len() + ICON.len();
		assert!(all < 40 << 10, "{all} bytes");
	}
}
