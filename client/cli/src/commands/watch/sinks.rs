//! Where notices are told: this terminal, a desktop, a webhook.

use crate::{
	context::wall_time,
	output::{CommandError, plain_document},
};
use medquorum_client::{
	notice::{Delivery, Sink},
	notify::{self, NotifyError, Webhook},
	ports::PortError,
	views::{Names, Notice, NoticeDetails, date_words},
};
use serde_json::Value;
use std::io::{self, Write};

/// Lines on standard output.
pub struct Lines<'a, W: Write> {
	/// Where they go.
	pub out: &'a mut W,
	/// One document a line, instead of words.
	pub json: bool,
	/// Names for accounts.
	pub names: &'a dyn Names,
}

impl<W: Write> Lines<'_, W> {
	fn write(&mut self, notice: &Notice) -> io::Result<()> {
		let details = NoticeDetails::of(notice, self.names);
		match (self.json, notice.time) {
			(true, _) => writeln!(self.out, "{}", document(&details)?)?,
			(false, Some(time)) => writeln!(self.out, "{}  {}", date_words(time), details.words)?,
			(false, None) => writeln!(self.out, "block {:>6}  {}", notice.block, details.words)?,
		}
		self.out.flush()
	}
}

/// A notice in one line of JSON in which no text acts.
fn document(details: &NoticeDetails) -> serde_json::Result<Value> {
	let mut value = serde_json::to_value(details)?;
	plain_document(&mut value);
	Ok(value)
}

impl<W: Write> Sink for Lines<'_, W> {
	fn name(&self) -> &'static str {
		"lines"
	}

	fn deliver<'a>(&'a mut self, notice: &'a Notice) -> Delivery<'a> {
		let written = self.write(notice);
		Box::pin(async move { written.map_err(|error| PortError::new(CommandError::Output(error))) })
	}
}

/// Notices on the screen.
pub struct Desktop<'a> {
	/// Names for accounts; other users of this machine see what is shown.
	pub names: &'a dyn Names,
}

impl Sink for Desktop<'_> {
	fn name(&self) -> &'static str {
		"desktop"
	}

	fn deliver<'a>(&'a mut self, notice: &'a Notice) -> Delivery<'a> {
		let words = notice.words(self.names);
		Box::pin(async move { notify::show(&words).await.map_err(PortError::new) })
	}
}

/// Posts to a webhook.
pub struct Posts<'a> {
	/// Where notices are posted, and the secret that signs them.
	pub webhook: &'a Webhook,
	/// The chain, as programs name it.
	pub chain: String,
	/// Names for accounts, where the receiver may have them.
	pub names: &'a dyn Names,
}

impl Posts<'_> {
	fn body(&self, notice: &Notice) -> Result<String, PortError> {
		let internal = |error: serde_json::Error| PortError::new(CommandError::Output(error.into()));
		let mut body = document(&NoticeDetails::of(notice, self.names)).map_err(internal)?;
		if let Value::Object(fields) = &mut body {
			fields.insert("chain".to_owned(), Value::from(self.chain.clone()));
		}
		Ok(body.to_string())
	}
}

impl Sink for Posts<'_> {
	fn name(&self) -> &'static str {
		"webhook"
	}

	fn deliver<'a>(&'a mut self, notice: &'a Notice) -> Delivery<'a> {
		Box::pin(async move {
			let body = self.body(notice)?;
			let posted = self.webhook.post(&notice.id, body, wall_time() / 1_000).await;
			posted.map_err(|error: NotifyError| PortError::new(error))
		})
	}
}
