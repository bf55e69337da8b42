//! What a page says at one place: a key of the catalogue with its variables, or a value as it is.

use super::{
	catalogue::{self, Filled},
	heard::{heard, translated},
	language::spoken,
};
use crate::shown::escaped;
use askama::filters::Safe;
use std::fmt;

/// A text, a number or words. It is put into a language when it is printed, so that a job tells in the reader's what it did.
#[derive(Debug, Clone)]
pub enum Value {
	/// A name, a path, a hash: the same in every language.
	Text(String),
	/// Written with the separators of the reader's language.
	Number(u64),
	/// A sentence of the library.
	Heard(String),
	/// Words of the catalogue.
	Say(Box<Say>),
}

/// Words of the catalogue, by their key.
#[derive(Debug, Clone)]
pub struct Say {
	key: &'static str,
	args: Vec<(&'static str, Value)>,
}

/// Words of the catalogue; the test of the catalogues finds every key by this name.
pub const fn say(key: &'static str) -> Say {
	Say {
		key,
		args: Vec::new(),
	}
}

impl Say {
	/// With the value of a variable.
	#[must_use]
	pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
		self.args.push((name, value.into()));
		self
	}

	/// With a sentence of the library as the value.
	#[must_use]
	pub fn with_heard(self, name: &'static str, sentence: impl Into<String>) -> Self {
		self.with(name, Value::Heard(sentence.into()))
	}

	fn text(&self, escape: bool) -> String {
		let fill = |(name, value): &(&'static str, Value)| {
			let filled = match value {
				Value::Number(number) => Filled::Number(*number),
				other if escape => Filled::Text(escaped(&other.to_string())),
				other => Filled::Text(other.to_string()),
			};
			(*name, filled)
		};
		catalogue::text(spoken(), self.key, &self.args.iter().map(fill).collect())
	}
}

impl fmt::Display for Say {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.text(false))
	}
}

impl fmt::Display for Value {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Text(text) => f.write_str(text),
			Self::Number(number) => f.write_str(&catalogue::number(spoken(), *number)),
			Self::Heard(text) => f.write_str(translated(text).as_deref().unwrap_or(text)),
			Self::Say(say) => say.fmt(f),
		}
	}
}

/// A value in HTML; a sentence that is not in the catalogue is marked as English.
pub fn shown(value: &Value) -> Safe<String> {
	match value {
		Value::Heard(text) => heard(text),
		Value::Text(_) | Value::Number(_) | Value::Say(_) => Safe(escaped(&value.to_string())),
	}
}

/// Words of the catalogue that hold a link or code. What is filled in is escaped before; the rest is the catalogue's own.
pub struct Rich(Say);

/// Words as by [`say`] that hold HTML marks.
pub const fn rich(key: &'static str) -> Rich {
	Rich(say(key))
}

impl Rich {
	/// With the value of a variable.
	#[must_use]
	pub fn with(self, name: &'static str, value: impl Into<Value>) -> Self {
		Self(self.0.with(name, value))
	}

	/// The HTML, without a link.
	pub fn html(&self) -> Safe<String> {
		Safe(self.0.text(true))
	}

	/// The HTML, with its link leading to this path.
	pub fn link(&self, path: impl AsRef<str>) -> Safe<String> {
		let link = format!("<a href=\"{}\">", escaped(path.as_ref()));
		Safe(self.0.text(true).replacen("<a>", &link, 1))
	}
}

macro_rules! values {
	($($kind:ty: $value:ident => $make:expr;)*) => {
		$(impl From<$kind> for Value {
			fn from($value: $kind) -> Self {
				$make
			}
		})*
	};
}

values! {
	String: text => Self::Text(text);
	&String: text => Self::Text(text.clone());
	&str: text => Self::Text(text.to_owned());
	&&str: text => Self::Text((*text).to_owned());
	&&String: text => Self::Text((*text).clone());
	&&u8: number => Self::Number((**number).into());
	u64: number => Self::Number(number);
	&u64: number => Self::Number(*number);
	u32: number => Self::Number(number.into());
	&u32: number => Self::Number((*number).into());
	u16: number => Self::Number(number.into());
	&u16: number => Self::Number((*number).into());
	usize: number => Self::Number(u64::try_from(number).unwrap_or(u64::MAX));
	&usize: number => Self::from(*number);
	Say: say => Self::Say(Box::new(say));
	&Say: say => Self::Say(Box::new(say.clone()));
	&Value: value => value.clone();
}
