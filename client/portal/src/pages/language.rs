//! The choice of a language, which the browser keeps.

use crate::{error::PortalError, forms::Posted, texts::Language};
use axum::{
	http::{StatusCode, header},
	response::{IntoResponse, Response},
};

/// Where a choice leads back to: a page of this server, or the first one.
fn back(typed: &str) -> &str {
	let mut signs = typed.bytes();
	let here = signs.next() == Some(b'/') && !matches!(signs.next(), Some(b'/' | b'\\'));
	match here && typed.bytes().all(|sign| sign.is_ascii_graphic()) {
		true => typed,
		false => "/",
	}
}

/// Keeps it.
pub async fn choose(form: Posted) -> Response {
	match Language::read(form.get("language")) {
		Some(language) => {
			let headers = [
				(header::SET_COOKIE, language.cookie()),
				(header::LOCATION, back(form.get("back")).to_owned()),
			];
			(StatusCode::SEE_OTHER, headers).into_response()
		}
		None => super::bare::trouble(PortalError::Form("this language is not spoken here").into()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_choice_leads_to_no_other_server() {
		for here in ["/", "/records?page=2", "/look/1?at=3&preset=lung"] {
			assert_eq!(back(here), here);
		}
		for elsewhere in [
			"",
			"records",
			"//evil.example",
			"/\\evil.example",
			"http://evil.example",
			"/a\r\nSet-Cookie: x",
		] {
			assert_eq!(back(elsewhere), "/", "{elsewhere:?}");
		}
	}
}
