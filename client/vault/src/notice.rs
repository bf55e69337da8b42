//! Delivers notices to an account's sinks, in order.

use crate::{error::Error, keep::watching::Watching};
use medquorum_core::{ports::PortError, views::Notice};
use std::{future::Future, pin::Pin};

/// What delivering gives.
pub type Delivery<'a> = Pin<Box<dyn Future<Output = Result<(), PortError>> + 'a>>;

/// Somebody who is told: a terminal, a desktop, a webhook.
pub trait Sink {
	/// Its name, under which it is noted what it is owed.
	fn name(&self) -> &'static str;

	/// Delivers a notice. After an error the same one is delivered again, later.
	fn deliver<'a>(&'a mut self, notice: &'a Notice) -> Delivery<'a>;
}

/// Delivers all that is owed to this one, the oldest first, and notes each. Stops at the first that cannot be delivered: the order is kept.
///
/// # Errors
/// The error of the sink, or that of the disk.
pub async fn deliver(watching: &mut Watching, sink: &mut dyn Sink) -> Result<usize, Error> {
	let mut count: usize = 0;
	while let Some(notice) = watching.next_for(sink.name()).cloned() {
		sink.deliver(&notice).await?;
		watching.delivered(sink.name(), &notice.id)?;
		count = count.saturating_add(1);
	}
	Ok(count)
}
