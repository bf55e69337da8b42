//! The catalogues: Fluent files that are compiled into the program.
//!
//! They use these parts of Fluent: words, variables, and choices by a number's plural. A test refuses all others.

use super::language::Language;
use fluent_syntax::{
	ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
	parser,
};
use std::{collections::HashMap, sync::LazyLock};

/// The files of one language: its pages, its jobs, the library's sentences, the errors.
pub struct Files {
	/// What pages and jobs say, by keys.
	pub own: [&'static str; 2],
	/// What the library says, by its sentences.
	pub library: [&'static str; 7],
}

/// The files of a language.
pub const fn files(language: Language) -> Files {
	match language {
		Language::English => Files {
			own: [
				include_str!("../../texts/en/pages.ftl"),
				include_str!("../../texts/en/jobs.ftl"),
			],
			library: [
				include_str!("../../texts/en/library.ftl"),
				include_str!("../../texts/en/errors.ftl"),
				include_str!("../../texts/en/faults.ftl"),
				include_str!("../../texts/en/founding.ftl"),
				include_str!("../../texts/en/emergencies.ftl"),
				include_str!("../../texts/en/tools.ftl"),
				include_str!("../../texts/en/views.ftl"),
			],
		},
		Language::German => Files {
			own: [
				include_str!("../../texts/de/pages.ftl"),
				include_str!("../../texts/de/jobs.ftl"),
			],
			library: [
				include_str!("../../texts/de/library.ftl"),
				include_str!("../../texts/de/errors.ftl"),
				include_str!("../../texts/de/faults.ftl"),
				include_str!("../../texts/de/founding.ftl"),
				include_str!("../../texts/de/emergencies.ftl"),
				include_str!("../../texts/de/tools.ftl"),
				include_str!("../../texts/de/views.ftl"),
			],
		},
	}
}

type Texts = HashMap<&'static str, Pattern<&'static str>>;

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| texts(Language::English));
static GERMAN: LazyLock<Texts> = LazyLock::new(|| texts(Language::German));

fn texts(language: Language) -> Texts {
	let Files { own, library } = files(language);
	own.into_iter().chain(library).flat_map(messages).collect()
}

/// The messages of a file, by their keys.
pub fn messages(file: &'static str) -> Vec<(&'static str, Pattern<&'static str>)> {
	// Malformed entries are skipped here; a test finds them.
	let resource = parser::parse(file).unwrap_or_else(|(rest, _)| rest);
	let entries = resource.body.into_iter();
	entries
		.filter_map(|entry| match entry {
			Entry::Message(message) => Some((message.id.name, message.value?)),
			_ => None,
		})
		.collect()
}

/// What is filled in.
#[derive(Debug, Clone)]
pub enum Filled {
	/// Put in as it is, in every language.
	Text(String),
	/// A number, which also chooses between plurals.
	Number(u64),
}

/// What is filled in, by the names of the variables.
pub type Fillings = Vec<(&'static str, Filled)>;

/// A number in groups of three digits, once it has five.
pub fn number(language: Language, number: u64) -> String {
	let between = match language {
		Language::English => ',',
		Language::German => '.',
	};
	let digits = number.to_string();
	if number < 10_000 {
		return digits;
	}
	let mut grouped = String::new();
	for (at, digit) in digits.chars().enumerate() {
		if at > 0 && (digits.len() - at).is_multiple_of(3) {
			grouped.push(between);
		}
		grouped.push(digit);
	}
	grouped
}

/// The text of a key in a language; the key itself where there is none, which a test rules out.
pub fn text(language: Language, key: &str, fillings: &Fillings) -> String {
	let texts = match language {
		Language::English => &*ENGLISH,
		Language::German => &*GERMAN,
	};
	let Some(pattern) = texts.get(key) else {
		return key.to_owned();
	};
	let mut told = String::new();
	write(language, pattern, fillings, &mut told);
	told
}

fn filled<'f>(fillings: &'f Fillings, inline: &InlineExpression<&str>) -> Option<&'f Filled> {
	let InlineExpression::VariableReference { id } = inline else {
		return None;
	};
	let mut fillings = fillings.iter();
	fillings
		.find(|(name, _)| *name == id.name)
		.map(|(_, filled)| filled)
}

fn write(language: Language, pattern: &Pattern<&'static str>, fillings: &Fillings, told: &mut String) {
	for element in &pattern.elements {
		match element {
			PatternElement::TextElement { value } => told.push_str(value),
			PatternElement::Placeable {
				expression: Expression::Inline(inline),
			} => match filled(fillings, inline) {
				Some(Filled::Text(text)) => told.push_str(text),
				Some(Filled::Number(count)) => told.push_str(&number(language, *count)),
				None => {}
			},
			PatternElement::Placeable {
				expression: Expression::Select { selector, variants },
			} => {
				if let Some(variant) = chosen(filled(fillings, selector), variants) {
					write(language, &variant.value, fillings, told);
				}
			}
		}
	}
}

/// The variant of a number, or the default one. English and German know `one`, for 1, and everything else.
fn chosen<'v>(
	filled: Option<&Filled>,
	variants: &'v [Variant<&'static str>],
) -> Option<&'v Variant<&'static str>> {
	let count = match filled {
		Some(Filled::Number(count)) => Some(*count),
		Some(Filled::Text(_)) | None => None,
	};
	let fits = |variant: &&Variant<&str>| match variant.key {
		VariantKey::NumberLiteral { value } => value.parse().ok() == count,
		VariantKey::Identifier { name } => name == "one" && count == Some(1),
	};
	let mut variants_left = variants.iter();
	variants_left
		.find(fits)
		.or_else(|| variants.iter().find(|variant| variant.default))
}
