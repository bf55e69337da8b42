//! The catalogues are whole: every word of a page is in them, in every language, and nothing in them is left over.

mod views;

use super::{
	Language, Say, Value,
	catalogue::files,
	heard::{Part, SENTENCES, Sentence, read, sentences, translated},
	say, spoken_as,
};
use fluent_syntax::{
	ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
	parser,
};
use serde_json::Value as Json;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
};

type Variables = BTreeMap<String, BTreeSet<String>>;

fn variables(pattern: &Pattern<&'static str>, found: &mut BTreeSet<String>) {
	for element in &pattern.elements {
		if let PatternElement::Placeable { expression } = element {
			let inline = match expression {
				Expression::Inline(inline) => inline,
				Expression::Select { selector, variants } => {
					for variant in variants {
						variables(&variant.value, found);
					}
					selector
				}
			};
			match inline {
				InlineExpression::VariableReference { id } => drop(found.insert(id.name.to_owned())),
				other => panic!("{other:?} stands in a catalogue"),
			}
		}
	}
}

/// The keys of a file and their variables; a malformed file ends the test.
fn keys(file: &'static str) -> Variables {
	let resource = parser::parse(file).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
	let mut keys = Variables::new();
	for entry in resource.body {
		match entry {
			Entry::Message(message) => {
				let mut found = BTreeSet::new();
				variables(&message.value.expect("a message says something"), &mut found);
				let twice = keys.insert(message.id.name.to_owned(), found);
				assert!(twice.is_none(), "{} stands twice", message.id.name);
			}
			Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
			other => panic!("{other:?} stands in a catalogue"),
		}
	}
	keys
}

fn all(files: &[&'static str]) -> Variables {
	let mut keys_of_all = Variables::new();
	for (key, variables) in files.iter().flat_map(|file| keys(file)) {
		assert!(
			keys_of_all.insert(key.clone(), variables).is_none(),
			"{key} stands twice"
		);
	}
	keys_of_all
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_variables() {
	let (english, german) = (files(Language::English), files(Language::German));
	let (own, library) = (all(&english.own), all(&english.library));
	for (english, german) in [(&own, all(&german.own)), (&library, all(&german.library))] {
		let one = |(key, _): &(&String, &BTreeSet<String>)| english.get(*key) != german.get(*key);
		let differ: Vec<_> = english.iter().chain(&german).filter(one).collect();
		assert!(differ.is_empty(), "{differ:?}");
	}
	assert!(own.keys().all(|key| !library.contains_key(key)));
}

fn sources(folder: &Path, end: &str, found: &mut Vec<(PathBuf, String)>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			sources(&path, end, found);
		} else if path.extension().is_some_and(|known| known == end) {
			let text = fs::read_to_string(&path).unwrap();
			found.push((path, text));
		}
	}
}

fn every(end: &str) -> Vec<(PathBuf, String)> {
	let mut found = Vec::new();
	sources(
		&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
		end,
		&mut found,
	);
	found
}

/// What stands between the quotes after this word, at each place.
fn named<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
	let parts = text.split(before).skip(1);
	parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn every_key_is_used_and_every_used_key_is_there() {
	let known = all(&files(Language::English).own);
	let mut used = BTreeSet::from(["date"]);
	let sources = [every("html"), every("rs")].concat();
	for (path, text) in &sources {
		for call in ["say(\"", "rich(\""] {
			used.extend(
				named(text, call)
					.into_iter()
					.filter(|_| !path.ends_with("texts/tests.rs")),
			);
		}
	}
	let known: BTreeSet<&str> = known.keys().map(String::as_str).collect();
	assert_eq!(
		used.difference(&known).collect::<Vec<_>>(),
		Vec::<&&str>::new(),
		"used, and not there"
	);
	assert_eq!(
		known.difference(&used).collect::<Vec<_>>(),
		Vec::<&&str>::new(),
		"there, and not used"
	);
}

/// A template without what Askama puts in, and without tags.
fn words_of(template: &str) -> String {
	let mut rest = template.to_owned();
	for (begin, end) in [("{{", "}}"), ("{%", "%}"), ("<code>", "</code>")] {
		while let Some(from) = rest.find(begin) {
			let to = rest[from..].find(end).expect("it ends") + from + end.len();
			rest.replace_range(from..to, " ");
		}
	}
	let mut words = String::new();
	for part in rest.split('<') {
		let (tag, text) = part.split_once('>').unwrap_or(("", part));
		words.push_str(text);
		for attribute in ["aria-label=\"", "alt=\"", "title=\"", "placeholder=\""] {
			words.extend(named(tag, attribute));
		}
		words.push('\n');
	}
	words
}

#[test]
fn templates_hold_no_words_of_their_own() {
	// The program's name, the hash's beginning, and what is typed into a search the same in every language.
	const SAME: [&str; 5] = ["Medquorum", "0x", "CT", "·", ":"];
	for (path, text) in every("html") {
		let words = words_of(&text);
		let own = words.split_whitespace().filter(|word| !SAME.contains(word));
		let own: Vec<_> = own.filter(|word| word.contains(char::is_alphabetic)).collect();
		assert!(own.is_empty(), "{}: {own:?}", path.display());
	}
}

#[test]
fn pages_in_rust_hold_no_words_of_their_own() {
	for (path, text) in every("rs") {
		let file = path.to_string_lossy().into_owned();
		let is_page = [
			"/pages/",
			"/acting",
			"saving.rs",
			"frame.rs",
			"elsewhere.rs",
			"visit.rs",
		];
		if !is_page.iter().any(|part| file.contains(part)) {
			continue;
		}
		let code = text.split("#[cfg(test)]").next().unwrap();
		for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
			for quoted in line.split('"').skip(1).step_by(2) {
				let filled = quoted
					.split('{')
					.map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
				let words: String = filled.collect();
				let sentence = words.contains(' ') && words.contains(|c: char| c.is_ascii_lowercase());
				let is_error = line.contains("Form(") || line.contains("needed(") || is_cause(quoted);
				let is_command = quoted.starts_with("medquorum ");
				assert!(!sentence || is_error || is_command, "{file}: {quoted}");
			}
		}
	}
}

/// Whether it is the cause of an error, which stands in the library's catalogue.
fn is_cause(text: &str) -> bool {
	SENTENCES.whole.contains_key(text)
		|| ["more bytes than the record has"].contains(&text)
		|| text.starts_with("text/")
}

#[test]
fn the_librarys_sentences_are_plain_and_each_stands_once() {
	let files = files(Language::English).library;
	let read: Vec<Sentence> = files.into_iter().flat_map(sentences).collect();
	let whole: usize = files.iter().map(|file| keys(file).len()).sum();
	assert_eq!(read.len(), whole, "a sentence has more than words and variables");
	let mut seen = BTreeSet::new();
	for sentence in &read {
		assert!(
			seen.insert(format!("{:?}", shape(sentence))),
			"{} stands twice",
			sentence.key
		);
		assert!(
			!sentence
				.parts
				.windows(2)
				.any(|two| matches!(two, [Part::Value(_), Part::Value(_)])),
			"{}: two values touch",
			sentence.key
		);
	}
}

fn shape(sentence: &Sentence) -> Vec<&'static str> {
	let parts = sentence.parts.iter();
	parts
		.map(|part| match part {
			Part::Words(words) => words,
			Part::Value(_) => "",
		})
		.collect()
}

fn german(text: &str) -> Option<String> {
	spoken_as(Language::German, || translated(text))
}

#[test]
fn sentences_are_told_in_german() {
	for (english, expected) in [
		("active", "verfügbar"),
		("3 hours", "3 Stunden"),
		(
			"block 12 (2026-03-05 07:09 UTC)",
			"Block 12 (05.03.2026 07:09 UTC)",
		),
		(
			"2026-11-28 10:42 UTC, in 21 hours",
			"28.11.2026 10:42 UTC, in 21 Stunden",
		),
		("2026-11-29 14:05:09 UTC", "29.11.2026 14:05:09 UTC"),
		("12345.067 MQD", "12.345,067 MQD"),
		("1234 MQD", "1234 MQD"),
		(
			"it has 536870913 bytes, and at most 536870912 are looked at here",
			"sie hat 536.870.913 Byte; hier werden höchstens 536.870.912 angesehen",
		),
		(
			"no finalized block lies in this period: the chain has come to 2026-11-29 14:05:09 UTC",
			"in diesem Zeitraum liegt kein endgültiger Block: Die Kette ist bei 29.11.2026 14:05:09 UTC",
		),
		(
			"1 of 3 administrators have approved",
			"1 von 3 Verwaltenden haben freigegeben",
		),
		(
			"2 of Alice, Bob; Ida (consent)",
			"2 von Alice, Bob; Ida (Einwilligung)",
		),
		(
			"clinician, administrator 2 of committee 1",
			"Behandelnde, Verwaltende 2 des Gremiums 1",
		),
		(
			"Ferdie asks for record 0123abcd of Ida, uploaded by One, for: treatment.",
			"Ferdie fragt Akte 0123abcd von Ida an, hochgeladen von One. Zweck: Behandlung.",
		),
	] {
		assert_eq!(german(english).as_deref(), Some(expected), "{english}");
	}
	assert_eq!(translated("3 hours").as_deref(), Some("3 hours"));
}

#[test]
fn what_can_be_read_in_two_ways_or_in_part_stays_english() {
	// A name that imitates the sentence around it: nobody can say who asks for what.
	let enemy = "Eve asks for record 1 of Ida, uploaded by One, for: treatment. asks for record 2 of Bob, uploaded by Two, for: research.";
	for text in [
		enemy,
		"Ferdie asks for record 1 of Ida, uploaded by One, for: something new.",
		"no sentence of the library at all",
		"many hours",
		"",
	] {
		assert_eq!(german(text), None, "{text}");
	}
	let sentence = &[Part::Value("a"), Part::Words(" of "), Part::Value("b")];
	assert_eq!(read(sentence, "x of y"), Some(vec![("a", "x"), ("b", "y")]));
	for text in ["x of y of z", " of y", "x of ", "xy"] {
		assert_eq!(read(sentence, text), None, "{text}");
	}
	let html = spoken_as(Language::German, || super::heard("a <b> that nobody knows").0);
	assert_eq!(html, "<span lang=\"en\">a &#60;b&#62; that nobody knows</span>");
	assert_eq!(
		spoken_as(Language::German, || super::heard("Ida <b>").0),
		"Ida &#60;b&#62;"
	);
}

#[test]
fn numbers_and_plurals_follow_the_language() {
	let told =
		|language, count: u64| spoken_as(language, || say("amount-bytes").with("count", count).to_string());
	assert_eq!(told(Language::English, 1), "1 byte");
	assert_eq!(told(Language::English, 9_999), "9999 bytes");
	assert_eq!(told(Language::English, 1_234_567), "1,234,567 bytes");
	assert_eq!(told(Language::German, 10_000), "10.000 Byte");
	let nested: Say = say("step-of")
		.with("step", say("step-upload"))
		.with("done", 1_u64)
		.with("total", 2_u64);
	assert_eq!(
		spoken_as(Language::German, || nested.to_string()),
		"Verschlüsselt und legt ab: 1 von 2"
	);
	assert_eq!(nested.to_string(), "Encrypting and storing: 1 of 2");
	let said = Value::Heard("active".to_owned());
	assert_eq!(
		(said.to_string(), spoken_as(Language::German, || said.to_string())),
		("active".to_owned(), "verfügbar".to_owned())
	);
}

#[test]
fn links_in_words_take_nothing_from_what_is_filled_in() {
	let html = super::rich("call-paste").with("name", "<a>\"'<script>").html().0;
	assert!(
		html.contains("<code>&#60;a&#62;&#34;&#39;&#60;script&#62;</code>"),
		"{html}"
	);
	let link = super::rich("record-corrects").link("/records/\"><script>").0;
	assert!(
		link.contains("<a href=\"/records/&#34;&#62;&#60;script&#62;\">"),
		"{link}"
	);
}

/// Errors of the frozen tables whose cause or next step has no German. Whoever adds one either puts it into the catalogue or here.
#[test]
fn it_is_known_which_errors_are_told_in_english_alone() {
	let here = Path::new(env!("CARGO_MANIFEST_DIR"));
	let mut missing = BTreeSet::new();
	for table in [
		"../vault/tests/kinds.json",
		"../session/tests/kinds-session.json",
		"tests/kinds-portal.json",
	] {
		let rows: Json = serde_json::from_str(&fs::read_to_string(here.join(table)).unwrap()).unwrap();
		for row in rows.as_array().unwrap() {
			let text = |name: &str| row[name].as_str().unwrap();
			if german(text("cause")).is_none() || german(text("next")).is_none() {
				missing.insert(text("kind").to_owned());
			}
		}
	}
	let list = here.join("tests/english-alone.txt");
	let found: String = missing.iter().map(|kind| format!("{kind}\n")).collect();
	if std::env::var("MEDQUORUM_KINDS").is_ok_and(|how| how == "overwrite") {
		fs::write(&list, &found).unwrap();
	}
	assert_eq!(
		fs::read_to_string(&list).unwrap(),
		found,
		"MEDQUORUM_KINDS=overwrite rewrites the list"
	);
}
