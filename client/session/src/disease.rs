//! Diseases as people type them, and as they are shown.

use medquorum_client::{
	error::Error,
	search::{Hit, SearchError, codes},
};

/// Diseases that words stand for at most.
const MAX_WORDS: usize = 100;

/// What was typed as diseases, and what they are called: codes if all of it is codes, else words.
///
/// # Errors
/// When a code is not listed, or no disease has these words.
pub fn diseases_of(typed: &[String]) -> Result<(Vec<codes::CodeRange>, Vec<String>), Error> {
	let looks_like_code = |text: &String| {
		let mut signs = text.chars();
		signs.next().is_some_and(|sign| sign.is_ascii_alphabetic())
			&& signs.next().is_some_and(|sign| sign.is_ascii_digit())
	};
	let chapter = typed
		.first()
		.is_some_and(|word| word.eq_ignore_ascii_case("chapter"));
	if chapter {
		let range: codes::CodeRange = typed.join(" ").parse()?;
		return Ok((vec![range], vec![range.to_string()]));
	}
	if typed.iter().all(looks_like_code) {
		let mut ranges = Vec::new();
		for text in typed {
			// A single code must be one that is listed, so that a slip is noticed and not searched for in vain.
			let range = match text.contains('-') && !text.ends_with('-') {
				true => text.parse(),
				false => codes::Category::listed(text).map(codes::CodeRange::from),
			};
			ranges.push(range?);
		}
		let titles = ranges.iter().map(ToString::to_string).collect();
		return Ok((ranges, titles));
	}
	let words = typed.join(" ");
	let found = codes::find_words(&words, MAX_WORDS);
	if found.is_empty() {
		return Err(SearchError::NoWords(words).into());
	}
	let titles = found
		.iter()
		.map(|found| format!("{} {}", found.category, found.title));
	Ok((
		found.iter().map(|found| found.category.into()).collect(),
		titles.collect(),
	))
}

/// What a hit is called.
pub fn title(hit: &Hit) -> String {
	match (hit.category.is_chapter(), hit.category.title()) {
		(true, Some(title)) => format!("some disease of the chapter: {title}"),
		(false, Some(title)) => format!("{} {title}", hit.category),
		(_, None) => hit.category.to_string(),
	}
}
