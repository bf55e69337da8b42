//! Sentences of the library: recognized by their English words, and told in the language that is spoken.
//!
//! The English catalogue holds each sentence as the library writes it, with variables where its values stand; the other one holds the
//! same key. A sentence that could be read in two ways, of which a part is unknown, or that is not there at all, stays English.

use super::{
	catalogue::{self, Filled, Fillings, files, messages},
	language::{Language, spoken},
};
use crate::shown::escaped;
use askama::filters::Safe;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use std::{collections::HashMap, sync::LazyLock};

/// Sentences within sentences, at most.
const DEPTH: usize = 4;

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
	/// Words of the English text, which must stand in the heard one letter by letter.
	Words(&'static str),
	/// A value, by the name of its variable.
	Value(&'static str),
}

/// A sentence of the library.
#[derive(Debug)]
pub(super) struct Sentence {
	/// The message of the language files that translates it.
	pub key: &'static str,
	/// Its parts, in order.
	pub parts: Vec<Part>,
}

/// All sentences: those without values by their words, the others with the most words first, after those that wrap another.
pub(super) struct Sentences {
	pub whole: HashMap<&'static str, &'static str>,
	pub open: Vec<Sentence>,
}

pub(super) static SENTENCES: LazyLock<Sentences> = LazyLock::new(|| {
	let mut all = Sentences {
		whole: HashMap::new(),
		open: Vec::new(),
	};
	for sentence in files(Language::English).library.into_iter().flat_map(sentences) {
		match sentence.parts.as_slice() {
			[Part::Words(words)] => drop(all.whole.insert(words, sentence.key)),
			_ => all.open.push(sentence),
		}
	}
	all.open
		.sort_by_key(|sentence| std::cmp::Reverse((wraps(sentence), weight(sentence))));
	all
});

/// Whether it is words before a whole sentence, as in `later: …`. These are tried first: another sentence might take the words for a name.
fn wraps(sentence: &Sentence) -> bool {
	matches!(sentence.parts.as_slice(), [Part::Words(_), Part::Value(name)] if name.ends_with("Said"))
}

fn weight(sentence: &Sentence) -> usize {
	let parts = sentence.parts.iter();
	parts
		.map(|part| match part {
			Part::Words(words) => words.len(),
			Part::Value(_) => 0,
		})
		.sum()
}

/// The sentences of a file. Whatever is more than words and variables is left out, which a test rules out.
pub(super) fn sentences(file: &'static str) -> Vec<Sentence> {
	let messages = messages(file).into_iter();
	messages
		.filter_map(|(key, pattern)| {
			let parts = parts(&pattern)?;
			Some(Sentence { key, parts })
		})
		.collect()
}

fn parts(pattern: &Pattern<&'static str>) -> Option<Vec<Part>> {
	let elements = pattern.elements.iter();
	elements
		.map(|element| match element {
			PatternElement::TextElement { value } => Some(Part::Words(value)),
			PatternElement::Placeable {
				expression: Expression::Inline(InlineExpression::VariableReference { id }),
			} => Some(Part::Value(id.name)),
			PatternElement::Placeable { .. } => None,
		})
		.collect()
}

/// The values of a sentence in a text, if the text is this sentence and can be read in one way alone.
pub(super) fn read<'t>(parts: &[Part], text: &'t str) -> Option<Vec<(&'static str, &'t str)>> {
	let (mut parts, mut text) = (parts, text);
	if let [Part::Words(first), rest @ ..] = parts {
		(text, parts) = (text.strip_prefix(first)?, rest);
	}
	if let [rest @ .., Part::Words(last)] = parts {
		(text, parts) = (text.strip_suffix(last)?, rest);
	}
	let between: Vec<&str> = parts
		.iter()
		.filter_map(|part| match part {
			Part::Words(words) => Some(*words),
			Part::Value(_) => None,
		})
		.collect();
	let early = earliest(&between, text)?;
	if early != latest(&between, text)? {
		return None;
	}
	let begins = early.iter().zip(&between).map(|(at, words)| at + words.len());
	let begins = std::iter::once(0).chain(begins);
	let ends = early.iter().copied().chain([text.len()]);
	let names = parts.iter().filter_map(|part| match part {
		Part::Value(name) => Some(*name),
		Part::Words(_) => None,
	});
	let spans = begins.zip(ends).map(|(begin, end)| text.get(begin..end));
	names
		.zip(spans)
		.map(|(name, span)| Some((name, span.filter(|span| !span.is_empty())?)))
		.collect()
}

/// Where these words stand in a text, as early as they can.
fn earliest(words: &[&str], text: &str) -> Option<Vec<usize>> {
	let mut from = 0;
	let places = words.iter().map(|word| {
		let at = from + text.get(from..)?.find(word)?;
		from = at + word.len();
		Some(at)
	});
	places.collect()
}

/// Where they stand as late as they can.
fn latest(words: &[&str], text: &str) -> Option<Vec<usize>> {
	let mut to = text.len();
	let places = words.iter().rev().map(|word| {
		to = text.get(..to)?.rfind(word)?;
		Some(to)
	});
	let mut places = places.collect::<Option<Vec<_>>>()?;
	places.reverse();
	Some(places)
}

/// The sentence in the language that is spoken, if the catalogue has it.
pub(super) fn translated(text: &str) -> Option<String> {
	match spoken() {
		Language::English => Some(text.to_owned()),
		language => tell(language, text, DEPTH),
	}
}

fn tell(language: Language, text: &str, depth: usize) -> Option<String> {
	if let Some(value) = date(language, text).or_else(|| amount(language, text)) {
		return Some(value);
	}
	if let Some(key) = SENTENCES.whole.get(text) {
		return Some(catalogue::text(language, key, &Fillings::new()));
	}
	let depth = depth.checked_sub(1)?;
	listed(language, text, "; ", depth)
		.or_else(|| {
			let mut open = SENTENCES.open.iter();
			open.find_map(|sentence| one(language, sentence, text, depth))
		})
		.or_else(|| listed(language, text, ", ", depth))
}

/// A list, each part of which is a sentence.
fn listed(language: Language, text: &str, between: &str, depth: usize) -> Option<String> {
	if !text.contains(between) {
		return None;
	}
	let parts = text.split(between).map(|part| tell(language, part, depth));
	Some(parts.collect::<Option<Vec<_>>>()?.join(between))
}

fn one(language: Language, sentence: &Sentence, text: &str, depth: usize) -> Option<String> {
	let mut args = Fillings::new();
	for (name, value) in read(&sentence.parts, text)? {
		let value = match name {
			_ if name.ends_with("Said") => Filled::Text(tell(language, value, depth)?),
			"date" => Filled::Text(date(language, value)?),
			// Where no block tells its time, there are words in its place.
			"time" => Filled::Text(date(language, value).unwrap_or_else(|| value.to_owned())),
			"length" | "most" | "given" => {
				let number = value.parse().map(Filled::Number);
				number.unwrap_or_else(|_| Filled::Text(value.to_owned()))
			}
			// The words of a cause, or of what differs: told where they are known, or else as they are, because they may be anybody's.
			"why" | "what" | "list" => {
				let told = tell(language, value, depth);
				Filled::Text(told.unwrap_or_else(|| value.to_owned()))
			}
			_ if is_number(name) => Filled::Number(value.parse().ok()?),
			_ => Filled::Text(value.to_owned()),
		};
		args.push((name, value));
	}
	Some(catalogue::text(language, sentence.key, &args))
}

/// Whether a variable holds a number: `n`, or `nCommittee` and its like.
fn is_number(name: &str) -> bool {
	let rest = name.strip_prefix('n');
	rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// A time as the library writes it, in the words of a language.
fn date(language: Language, text: &str) -> Option<String> {
	let (day, rest) = text.split_once(' ')?;
	let time = rest.strip_suffix(" UTC")?;
	let [year, month, day] = day.split('-').collect::<Vec<_>>().try_into().ok()?;
	let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
	let is_date = digits(year, 4) && digits(month, 2) && digits(day, 2);
	let is_time = time.split(':').all(|part| digits(part, 2));
	if !is_date || !is_time {
		return None;
	}
	let mut args = Fillings::new();
	let text = |text: &str| Filled::Text(text.to_owned());
	for (name, value) in [("year", year), ("month", month), ("day", day), ("time", time)] {
		args.push((name, text(value)));
	}
	Some(catalogue::text(language, "date", &args))
}

/// An amount of tokens as the library writes it, with the separators of a language.
fn amount(language: Language, text: &str) -> Option<String> {
	let digits = text.strip_suffix(" MQD")?;
	let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
	let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
	if !is_number(whole) || !is_number(rest) {
		return None;
	}
	let whole = catalogue::number(language, whole.parse().ok()?);
	let point = match language {
		Language::English => '.',
		Language::German => ',',
	};
	Some(match rest {
		"" => format!("{whole} MQD"),
		rest => format!("{whole}{point}{rest} MQD"),
	})
}

/// Whether a text is words, and not a name, a path or a number: only words have a language.
fn is_words(text: &str) -> bool {
	let mut words = text.split(' ').skip(1);
	words.any(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()))
}

/// A sentence of the library in HTML; one that is not in the catalogue is marked as English.
pub fn heard(text: impl AsRef<str>) -> Safe<String> {
	let text = text.as_ref();
	Safe(match translated(text) {
		Some(told) => escaped(&told),
		None if is_words(text) => format!("<span lang=\"en\">{}</span>", escaped(text)),
		None => escaped(text),
	})
}
