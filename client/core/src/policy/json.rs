//! A JSON document of which every element must be used: what is left over was not understood.

use crate::{error::PolicyError, views::text::line};
use serde::{
	Deserialize, Deserializer,
	de::{Error as _, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

/// A value. Unlike the library's own it refuses an object in which a name stands twice: readers differ on which of the two counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
	Other,
	Bool(bool),
	Text(String),
	List(Vec<Json>),
	Object(Vec<(String, Json)>),
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
	type Value = Json;

	fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("JSON")
	}

	fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
		Ok(Json::Bool(value))
	}

	fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
		Ok(Json::Other)
	}

	fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
		Ok(Json::Other)
	}

	fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
		Ok(Json::Other)
	}

	fn visit_unit<E>(self) -> Result<Json, E> {
		Ok(Json::Other)
	}

	fn visit_str<E>(self, value: &str) -> Result<Json, E> {
		Ok(Json::Text(value.to_owned()))
	}

	fn visit_string<E>(self, value: String) -> Result<Json, E> {
		Ok(Json::Text(value))
	}

	fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
		let mut items = Vec::new();
		while let Some(item) = list.next_element()? {
			items.push(item);
		}
		Ok(Json::List(items))
	}

	fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
		let mut fields: Vec<(String, Json)> = Vec::new();
		while let Some((name, value)) = map.next_entry::<String, Json>()? {
			if fields.iter().any(|(known, _)| *known == name) {
				return Err(A::Error::custom(format_args!("{name} stands twice")));
			}
			fields.push((name, value));
		}
		Ok(Json::Object(fields))
	}
}

impl<'de> Deserialize<'de> for Json {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		from.deserialize_any(Reader)
	}
}

/// An object on its way to be read whole.
pub(super) struct Element {
	path: String,
	fields: Vec<(String, Json)>,
}

impl Element {
	/// The object at this path.
	pub(super) fn new(path: String, value: Json) -> Result<Self, PolicyError> {
		match value {
			Json::Object(fields) => Ok(Self { path, fields }),
			_ => Err(PolicyError::WrongForm {
				element: path,
				expected: "an object",
			}),
		}
	}

	/// Where it stands.
	pub(super) fn path(&self) -> &str {
		&self.path
	}

	/// Where this element of it stands.
	pub(super) fn at(&self, name: &str) -> String {
		format!("{}.{}", self.path, line(name))
	}

	/// An error about one of its elements.
	pub(super) fn wrong(&self, name: &str, expected: &'static str) -> PolicyError {
		PolicyError::WrongForm {
			element: self.at(name),
			expected,
		}
	}

	/// Takes an element out, so that it does not count as left over.
	pub(super) fn take(&mut self, name: &str) -> Option<Json> {
		let at = self.fields.iter().position(|(known, _)| known == name)?;
		Some(self.fields.swap_remove(at).1)
	}

	/// Takes elements out that restrict nothing, whatever they are.
	pub(super) fn ignore(&mut self, names: &[&str]) {
		self.fields.retain(|(name, _)| !names.contains(&name.as_str()));
	}

	/// Takes out an element that must be a text, and not an empty one; `None` if it is not there.
	pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, PolicyError> {
		match self.take(name) {
			None => Ok(None),
			Some(Json::Text(text)) if !text.is_empty() => Ok(Some(text)),
			Some(_) => Err(self.wrong(name, "a text")),
		}
	}

	/// A text that must be there.
	pub(super) fn need_text(&mut self, name: &str) -> Result<String, PolicyError> {
		let text = self.text(name)?;
		text.ok_or_else(|| self.wrong(name, "there"))
	}

	/// Takes out an element that must be an object; `None` if it is not there.
	pub(super) fn object(&mut self, name: &str) -> Result<Option<Self>, PolicyError> {
		let path = self.at(name);
		self.take(name).map(|value| Self::new(path, value)).transpose()
	}

	/// The objects of a list. FHIR knows no empty lists, and neither do we: one could stand for «nobody».
	pub(super) fn objects(&mut self, name: &str) -> Result<Vec<Self>, PolicyError> {
		match self.take(name) {
			None => Ok(Vec::new()),
			Some(Json::List(items)) if !items.is_empty() => items
				.into_iter()
				.enumerate()
				.map(|(at, item)| Self::new(format!("{}[{at}]", self.at(name)), item))
				.collect(),
			Some(_) => Err(self.wrong(name, "a list with something in it")),
		}
	}

	/// Nothing may be left.
	pub(super) fn end(self) -> Result<(), PolicyError> {
		match self.fields.first() {
			None => Ok(()),
			Some((name, _)) => Err(PolicyError::NotUnderstood {
				element: self.at(name),
			}),
		}
	}
}
