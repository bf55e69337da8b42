//! What a form brings: only from a page of this run, and each form once.

use crate::{error::PortalError, pages::bare, state::Portal};
use axum::{
	Form,
	extract::{FromRequest, Request},
	response::Response,
};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The fields of a form whose token is right. They are wiped when dropped, because one may hold a passphrase.
pub struct Posted {
	fields: Vec<(String, Zeroizing<String>)>,
	path: String,
}

impl FromRequest<Arc<Portal>> for Posted {
	type Rejection = Response;

	async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Response> {
		let path = request.uri().path().to_owned();
		let foreign = || bare::trouble(PortalError::ForeignForm.into());
		let form = Form::<Vec<(String, String)>>::from_request(request, portal).await;
		let Form(fields) = form.map_err(|_| foreign())?;
		let fields = fields
			.into_iter()
			.map(|(name, text)| (name, Zeroizing::new(text)))
			.collect();
		let posted = Self { fields, path };
		match portal.guard.is_own_form(posted.get("csrf")) {
			true => Ok(posted),
			false => Err(foreign()),
		}
	}
}

impl Posted {
	/// A form with these fields, as if a page of this run had sent it.
	#[cfg(test)]
	pub fn of(fields: &[(&str, &str)]) -> Self {
		let fields = fields.iter();
		let fields = fields.map(|(name, text)| ((*name).to_owned(), Zeroizing::new((*text).to_owned())));
		Self {
			fields: fields.collect(),
			path: String::new(),
		}
	}

	/// A field without spaces around it; empty if it is not there.
	pub fn get(&self, name: &str) -> &str {
		let found = self.fields.iter().find(|(known, _)| known == name);
		found.map_or("", |(_, text)| text.trim())
	}

	/// A field with the spaces around it, as for a passphrase.
	pub fn raw(&self, name: &str) -> String {
		let found = self.fields.iter().find(|(known, _)| known == name);
		found.map_or_else(String::new, |(_, text)| text.to_string())
	}

	/// A field that must be there.
	///
	/// # Errors
	/// `missing`, when it is not.
	pub fn needed(&self, name: &str, missing: &'static str) -> Result<&str, PortalError> {
		match self.get(name) {
			"" => Err(PortalError::Form(missing)),
			text => Ok(text),
		}
	}

	/// Every field of this name.
	pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
		let fields = self.fields.iter();
		fields
			.filter(move |(known, _)| known == name)
			.map(|(_, text)| text.trim())
	}

	/// What tells this form from every other: the number of the page it stood on, where it goes and what it says.
	pub fn key(&self) -> [u8; 32] {
		let mut hash = Sha256::new();
		let fields = self
			.fields
			.iter()
			.map(|(name, text)| (name.as_str(), text.as_str()));
		for (name, text) in std::iter::once(("", self.path.as_str())).chain(fields) {
			for part in [name, text] {
				hash.update((part.len() as u64).to_le_bytes());
				hash.update(part.as_bytes());
			}
		}
		hash.finalize().into()
	}
}
