//! FHIR R4 documents as a page of plain values: Bundle, Composition (and so IPS), DiagnosticReport, DocumentReference, and what they hold.
//!
//! The HTML that a document brings (`text.div`) is shown as text without its tags, never as HTML; links are text; attachments are named
//! and not opened.

use serde_json::{Map, Value};

/// Longer documents are not read, in bytes.
const MAX_BYTES: usize = 8 << 20;
/// Sections, values of one section, and characters of a value that are shown.
const MAX_SECTIONS: usize = 500;
const MAX_FACTS: usize = 200;
const MAX_CHARS: usize = 20_000;
/// How deep sections of a Composition may lie in each other.
const MAX_DEPTH: usize = 4;

/// A document that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
	/// What it is.
	pub title: String,
	/// Its parts, in its order.
	pub sections: Vec<Section>,
	/// Whether there is more than is shown.
	pub cut: bool,
}

/// A part of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
	/// The resource's type in words, or the title that the document gives the section.
	pub heading: String,
	/// Words and their meanings.
	pub facts: Vec<(String, String)>,
	/// What the document says in its own words.
	pub words: Vec<String>,
}

/// What is shown of a resource, in this order, and what it is called.
const FIELDS: [(&str, &str); 49] = [
	("status", "Status"),
	("clinicalStatus", "Clinical status"),
	("verificationStatus", "Verification"),
	("type", "Type"),
	("category", "Category"),
	("code", "What"),
	("medicationCodeableConcept", "Medication"),
	("medicationReference", "Medication"),
	("vaccineCode", "Vaccine"),
	("name", "Name"),
	("gender", "Gender"),
	("birthDate", "Born"),
	("subject", "Patient"),
	("patient", "Patient"),
	("author", "Author"),
	("performer", "Performer"),
	("custodian", "Custodian"),
	("date", "Date"),
	("created", "Created"),
	("issued", "Issued"),
	("timestamp", "Time"),
	("effectiveDateTime", "When"),
	("effectivePeriod", "When"),
	("performedDateTime", "When"),
	("occurrenceDateTime", "When"),
	("onsetDateTime", "Since"),
	("recordedDate", "Recorded"),
	("valueQuantity", "Value"),
	("valueCodeableConcept", "Value"),
	("valueString", "Value"),
	("valueInteger", "Value"),
	("valueBoolean", "Value"),
	("interpretation", "Interpretation"),
	("referenceRange", "Reference range"),
	("bodySite", "Body site"),
	("criticality", "Criticality"),
	("reaction", "Reaction"),
	("dosage", "Dosage"),
	("conclusion", "Conclusion"),
	("conclusionCode", "Conclusion"),
	("description", "Description"),
	("note", "Note"),
	("result", "Results"),
	("component", "Parts"),
	("media", "Media"),
	("presentedForm", "Attachment"),
	("content", "Attachment"),
	("identifier", "Identifier"),
	("deceasedDateTime", "Died"),
];

impl Document {
	/// Reads one; `None` where it is no FHIR resource in JSON.
	#[must_use]
	pub fn read(bytes: &[u8]) -> Option<Self> {
		if bytes.len() > MAX_BYTES {
			return None;
		}
		let Value::Object(root) = serde_json::from_slice(bytes).ok()? else {
			return None;
		};
		let kind = kind(&root)?;
		let mut reader = Reader::default();
		let entries = root.get("entry").and_then(Value::as_array);
		match entries {
			Some(entries) if kind == "Bundle" => {
				reader.resource(&root);
				for entry in entries {
					if let Some(Value::Object(resource)) = entry.get("resource") {
						reader.resource(resource);
					}
				}
			}
			_ => reader.resource(&root),
		}
		let title = entries
			.and_then(|entries| entries.first())
			.and_then(|entry| entry.get("resource")?.get("title")?.as_str())
			.or_else(|| root.get("title")?.as_str())
			.map_or_else(|| spaced(kind), cut);
		Some(Self {
			title,
			sections: reader.sections,
			cut: reader.cut,
		})
	}
}

/// The kind of a resource: a name in letters.
fn kind(resource: &Map<String, Value>) -> Option<&str> {
	let kind = resource.get("resourceType")?.as_str()?;
	let letters = kind.chars().all(|sign| sign.is_ascii_alphabetic());
	(letters && (1..=64).contains(&kind.len())).then_some(kind)
}

/// `DiagnosticReport` as `Diagnostic report`.
fn spaced(name: &str) -> String {
	let mut words = String::new();
	for sign in name.chars() {
		match sign.is_uppercase() && !words.is_empty() {
			true => words.extend([' ', sign.to_ascii_lowercase()]),
			false => words.push(sign),
		}
	}
	words
}

fn cut(text: &str) -> String {
	text.chars().take(MAX_CHARS).collect()
}

/// Text without tags. What stands between `<` and `>` is left out, and the five names of XML for signs are read.
fn without_tags(html: &str) -> String {
	let mut text = String::new();
	let mut within = false;
	for sign in html.chars().take(MAX_CHARS * 4) {
		match sign {
			'<' => {
				within = true;
				text.push(' ');
			}
			'>' if within => within = false,
			_ if within => {}
			other => text.push(other),
		}
	}
	for (name, sign) in [
		("&lt;", "<"),
		("&gt;", ">"),
		("&quot;", "\""),
		("&apos;", "'"),
		("&amp;", "&"),
	] {
		text = text.replace(name, sign);
	}
	let words: Vec<&str> = text.split_whitespace().collect();
	cut(&words.join(" "))
}

fn string<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
	value.get(field)?.as_str().filter(|text| !text.is_empty())
}

/// A value in words: texts, codes, quantities, references, names, periods, attachments; several with commas between them.
fn words(value: &Value, depth: usize) -> Option<String> {
	if depth > MAX_DEPTH {
		return None;
	}
	let told = match value {
		Value::Null => return None,
		Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
		Value::Number(number) => number.to_string(),
		Value::String(text) => text.clone(),
		Value::Array(all) => {
			let all: Vec<String> = all
				.iter()
				.take(MAX_FACTS)
				.filter_map(|one| words(one, depth + 1))
				.collect();
			all.join("; ")
		}
		Value::Object(_) => object_words(value, depth)?,
	};
	(!told.is_empty()).then(|| cut(&told))
}

fn object_words(value: &Value, depth: usize) -> Option<String> {
	for field in ["text", "display", "title"] {
		if let Some(text) = string(value, field) {
			return Some(text.to_owned());
		}
	}
	if let Some(coding) = value.get("coding").and_then(Value::as_array) {
		let one = coding.first()?;
		let code = string(one, "code").unwrap_or_default();
		return Some(match string(one, "display") {
			Some(display) => format!("{display} ({code})"),
			None => code.to_owned(),
		});
	}
	if let Some(number) = value.get("value").filter(|value| value.is_number()) {
		let unit = string(value, "unit").or_else(|| string(value, "code"));
		return Some(format!("{number} {}", unit.unwrap_or_default()).trim().to_owned());
	}
	if value.get("family").is_some() || value.get("given").is_some() {
		let given = value.get("given").and_then(|given| words(given, depth + 1));
		let parts = [
			given.map(|given| given.replace("; ", " ")),
			string(value, "family").map(str::to_owned),
		];
		return Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
	}
	if let Some(attachment) = value
		.get("attachment")
		.or(value.get("contentType").map(|_| value))
	{
		let kind = string(attachment, "contentType").unwrap_or("a file");
		let place = match (string(attachment, "data"), string(attachment, "url")) {
			(Some(data), _) => format!("inside this document, {} characters", data.len()),
			(None, Some(url)) => format!("elsewhere, at {url}"),
			(None, None) => "not here".to_owned(),
		};
		return Some(format!("{kind}, {place}"));
	}
	compound_words(value, depth)
}

/// The rest of them: periods, ranges, and what holds other values.
fn compound_words(value: &Value, depth: usize) -> Option<String> {
	let period = (string(value, "start"), string(value, "end"));
	if period != (None, None) {
		return Some(format!(
			"{} to {}",
			period.0.unwrap_or("…"),
			period.1.unwrap_or("…")
		));
	}
	if let (Some(low), Some(high)) = (value.get("low"), value.get("high")) {
		return Some(format!(
			"{} to {}",
			words(low, depth + 1)?,
			words(high, depth + 1)?
		));
	}
	if let Some(code) = value.get("code") {
		let what = words(code, depth + 1)?;
		let quantity = ["valueQuantity", "valueString", "valueCodeableConcept"];
		let measured = quantity
			.iter()
			.find_map(|field| words(value.get(field)?, depth + 1));
		return Some(match measured {
			Some(measured) => format!("{what}: {measured}"),
			None => what,
		});
	}
	if let Some(manifestation) = value.get("manifestation") {
		return words(manifestation, depth + 1);
	}
	string(value, "value")
		.or_else(|| string(value, "reference"))
		.map(str::to_owned)
}

#[derive(Default)]
struct Reader {
	sections: Vec<Section>,
	cut: bool,
}

impl Reader {
	fn push(&mut self, section: Section) {
		match self.sections.len() < MAX_SECTIONS {
			true => self.sections.push(section),
			false => self.cut = true,
		}
	}

	fn resource(&mut self, resource: &Map<String, Value>) {
		let Some(kind) = kind(resource) else {
			self.cut = true;
			return;
		};
		let facts = FIELDS.iter().filter_map(|(field, word)| {
			let told = words(resource.get(*field)?, 0)?;
			Some(((*word).to_owned(), told))
		});
		let own = resource.get("text").and_then(|text| string(text, "div"));
		self.push(Section {
			heading: spaced(kind),
			facts: facts.collect(),
			words: own.map(without_tags).into_iter().collect(),
		});
		if kind == "Composition" {
			self.parts(resource.get("section"), 0);
		}
	}

	fn parts(&mut self, parts: Option<&Value>, depth: usize) {
		let Some(parts) = parts.and_then(Value::as_array) else {
			return;
		};
		if depth >= MAX_DEPTH {
			self.cut = true;
			return;
		}
		for part in parts.iter().take(MAX_SECTIONS) {
			let code = part.get("code").and_then(|code| words(code, 0));
			let entries = part.get("entry").and_then(|entry| words(entry, 0));
			let own = part.get("text").and_then(|text| string(text, "div"));
			self.push(Section {
				heading: string(part, "title").map_or_else(|| "Section".to_owned(), cut),
				facts: [("About", code), ("Entries", entries)]
					.into_iter()
					.filter_map(|(word, told)| Some((word.to_owned(), told?)))
					.collect(),
				words: own.map(without_tags).into_iter().collect(),
			});
			self.parts(part.get("section"), depth + 1);
		}
	}
}
