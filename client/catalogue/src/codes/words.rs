//! Search by words over the titles, so that people type words and not codes.

use super::category::{Category, all_titles};

/// A category whose title has all the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitleMatch {
	/// A listed category of ICD-10-CM, never a whole chapter.
	pub category: Category,
	/// English title in ICD-10-CM, in which the words were found.
	pub title: &'static str,
}

/// What people say, and what the titles say instead.
const LAY: [(&str, &str); 9] = [
	("cancer", "malignant neoplasm"),
	("carcinoma", "malignant neoplasm"),
	("tumor", "neoplasm"),
	("stroke", "cerebral infarction"),
	("heart attack", "myocardial infarction"),
	("high blood pressure", "hypertension"),
	("flu", "influenza"),
	("broken", "fracture"),
	("kidney failure", "kidney"),
];

/// Words that tell nothing.
const EMPTY: [&str; 12] = [
	"a", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with", "due",
];

/// Listed categories whose title has every word typed, or a word that begins with it; best first, at most `limit`.
///
/// Whole words come before beginnings, and titles with little else before long ones. Case, plural and British spelling do not
/// matter. Nothing typed finds nothing.
#[must_use]
pub fn find_words(text: &str, limit: usize) -> Vec<TitleMatch> {
	let typed = tokens(&plain(text));
	if typed.is_empty() {
		return Vec::new();
	}
	let mut found: Vec<(Rank, TitleMatch)> = all_titles()
		.filter_map(|(category, title)| {
			let rank = rank(&typed, &tokens(title))?;
			Some((rank, TitleMatch { category, title }))
		})
		.collect();
	found.sort_by_key(|(rank, found)| (*rank, found.category));
	found.into_iter().map(|(_, found)| found).take(limit).collect()
}

/// Lower is better: words that were only begun, then words of the title that nobody typed.
type Rank = (usize, usize);

fn rank(typed: &[String], title: &[String]) -> Option<Rank> {
	let mut begun = 0;
	for word in typed {
		if title.contains(word) {
			continue;
		}
		if word.len() < 2 || !title.iter().any(|other| other.starts_with(word.as_str())) {
			return None;
		}
		begun += 1;
	}
	Some((begun, title.len().saturating_sub(typed.len())))
}

/// What was typed, in the words of the titles. At most 200 characters are read.
fn plain(text: &str) -> String {
	let lower: String = text.chars().take(200).collect::<String>().to_lowercase();
	let words: Vec<String> = split(&lower).map(spelling).collect();
	LAY.iter()
		.fold(format!(" {} ", words.join(" ")), |text, (said, meant)| {
			text.replace(&format!(" {said} "), &format!(" {meant} "))
		})
}

fn split(text: &str) -> impl Iterator<Item = &str> {
	text.split(|character: char| !character.is_alphanumeric())
		.filter(|word| !word.is_empty())
}

/// The words that tell something, in one spelling.
fn tokens(text: &str) -> Vec<String> {
	split(&text.to_lowercase())
		.filter(|word| !EMPTY.contains(word))
		.map(|word| singular(spelling(word)))
		.collect()
}

/// American spelling, roughly: it is applied to both sides, so that it need not make words.
fn spelling(word: &str) -> String {
	word.replace("ae", "e").replace("oe", "e").replace("our", "or")
}

fn singular(word: String) -> String {
	match word.strip_suffix('s') {
		Some(stem) if word.len() > 3 => stem.to_owned(),
		_ => word,
	}
}
