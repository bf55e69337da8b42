//! Languages: which are spoken, which of them somebody reads, and which one is spoken right now.

use axum::{
	extract::Request,
	http::{HeaderMap, Method, header},
};

/// The cookie that keeps a choice. Portals on other ports of this machine read it too: it is the same person.
const COOKIE: &str = "medquorum-language";
/// How long a choice is kept: a year, in seconds.
const KEPT: u32 = 365 * 24 * 3600;

/// A language that is spoken here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
	/// The language of the library and the command line.
	#[default]
	English,
	/// German, as hospitals of Switzerland and Germany write it.
	German,
}

/// What is being answered: in which language, and which page was asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
	/// The language of the answer.
	pub language: Language,
	/// The address of the page within this server; that of the first page where a form was sent.
	pub path: String,
}

impl Asked {
	/// Of a request.
	pub fn of(request: &Request) -> Self {
		let path = request
			.uri()
			.path_and_query()
			.filter(|_| request.method() == Method::GET);
		Self {
			language: Language::of(request.headers()),
			path: path.map_or_else(|| "/".to_owned(), ToString::to_string),
		}
	}
}

tokio::task_local! {
	static ASKED: Asked;
}

/// The language of the request that is being answered; English outside of one.
pub fn spoken() -> Language {
	ASKED.try_with(|asked| asked.language).unwrap_or_default()
}

/// The page that was asked for: where a choice of the language leads back to.
pub fn asked_path() -> String {
	ASKED.try_with(|asked| asked.path.clone()).unwrap_or_default()
}

/// Answers what was asked.
pub async fn speaking<T>(asked: Asked, answer: impl Future<Output = T>) -> T {
	ASKED.scope(asked, answer).await
}

/// Runs a function in a language, outside of a request. The function is not `async`.
pub fn spoken_as<T>(language: Language, answer: impl FnOnce() -> T) -> T {
	let path = String::new();
	ASKED.sync_scope(Asked { language, path }, answer)
}

impl Language {
	/// Those that have files of texts, in the order in which pages offer them.
	pub const ALL: [Self; 2] = [Self::English, Self::German];

	/// Its code, as in `lang`.
	pub const fn code(self) -> &'static str {
		match self {
			Self::English => "en",
			Self::German => "de",
		}
	}

	/// What it calls itself.
	pub const fn name(self) -> &'static str {
		match self {
			Self::English => "English",
			Self::German => "Deutsch",
		}
	}

	/// The language of a code.
	pub fn read(code: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|language| language.code() == code)
	}

	/// The header of an answer that keeps this choice.
	pub fn cookie(self) -> String {
		let code = self.code();
		format!("{COOKIE}={code}; HttpOnly; SameSite=Strict; Path=/; Max-Age={KEPT}")
	}

	/// What whoever sends these headers reads: by choice, then by the settings of the browser.
	pub fn of(headers: &HeaderMap) -> Self {
		Self::chosen(headers).unwrap_or_else(|| Self::accepted(headers))
	}

	fn chosen(headers: &HeaderMap) -> Option<Self> {
		let cookies = headers.get_all(header::COOKIE).iter();
		let mut pairs = cookies
			.filter_map(|value| value.to_str().ok())
			.flat_map(|value| value.split(';'));
		pairs.find_map(|pair| match pair.trim().split_once('=') {
			Some((COOKIE, code)) => Self::read(code),
			_ => None,
		})
	}

	fn accepted(headers: &HeaderMap) -> Self {
		let sent = headers.get(header::ACCEPT_LANGUAGE);
		let sent = sent
			.and_then(|sent| sent.to_str().ok())
			.unwrap_or_default()
			.to_lowercase();
		// Browsers name the languages in the order in which they are liked; of `de-CH` the first part tells the language.
		let mut wanted = sent.split(',').filter_map(|one| one.split([';', '-']).next());
		wanted
			.find_map(|code| Self::read(code.trim()))
			.unwrap_or_default()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::http::HeaderValue;

	fn of(pairs: &[(&'static str, &'static str)]) -> Language {
		let pairs = pairs.iter();
		Language::of(
			&pairs
				.map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
				.collect(),
		)
	}

	#[test]
	fn a_choice_goes_before_the_browsers_settings() {
		use Language::{English, German};
		assert_eq!(of(&[]), English);
		for german in [
			"de",
			"de-CH, de;q=0.9, en;q=0.8",
			"fr, de;q=0.7, en;q=0.5",
			"DE-at",
		] {
			assert_eq!(of(&[("accept-language", german)]), German, "{german}");
		}
		for english in ["en-GB, de;q=0.5", "fr", "", "*", ";;,,", "zz-zz-zz-zz"] {
			assert_eq!(of(&[("accept-language", english)]), English, "{english}");
		}
		let chosen = ("cookie", "medquorum-7000=x; medquorum-language=en");
		assert_eq!(of(&[("accept-language", "de"), chosen]), English);
		let unknown = ("cookie", "medquorum-language=xx");
		assert_eq!(of(&[("accept-language", "de"), unknown]), German);
	}

	#[test]
	fn what_is_spoken_is_known_within_the_answer_alone() {
		assert_eq!(spoken(), Language::English);
		assert_eq!(spoken_as(Language::German, spoken), Language::German);
		assert_eq!(spoken(), Language::English);
	}
}
