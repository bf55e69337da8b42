//! An error as a page shows it: the same cause and the same next step as on the command line.

use crate::error::PortalError;
use axum::http::StatusCode;
use medquorum_client::{
	advice::{Advice, Blame},
	error::{Error, LedgerError},
	views::Names,
};
use medquorum_session::SetUpError;

/// What went wrong, and what to do next.
#[derive(Debug, Clone)]
pub struct Trouble {
	/// Its name for programs.
	pub kind: String,
	/// What is wrong.
	pub cause: String,
	/// What to do.
	pub next: String,
	/// Who can set it right.
	pub blame: Blame,
	/// Whether the connection to the node is of no use any more.
	pub offline: bool,
}

impl Trouble {
	fn of(error: &impl Advice, offline: bool) -> Self {
		Self {
			kind: error.kind().to_owned(),
			cause: error.to_string(),
			next: error.next(),
			blame: error.blame(),
			offline,
		}
	}

	/// The same with names for addresses.
	#[must_use]
	pub fn named(mut self, names: &dyn Names) -> Self {
		self.cause = names.rewrite(&self.cause);
		self.next = names.rewrite(&self.next);
		self
	}

	/// The status of the page that shows it.
	pub fn status(&self) -> StatusCode {
		match (self.kind.as_str(), self.blame) {
			("NotFound" | "PortalNotHeld" | "NoRecord" | "NoRequest" | "Erased", _) => StatusCode::NOT_FOUND,
			(_, Blame::Refused) => StatusCode::FORBIDDEN,
			(_, _) if self.offline => StatusCode::SERVICE_UNAVAILABLE,
			(_, Blame::Yours) => StatusCode::UNPROCESSABLE_ENTITY,
			(_, Blame::Bug) => StatusCode::INTERNAL_SERVER_ERROR,
		}
	}
}

fn is_offline(error: &Error) -> bool {
	matches!(
		error,
		Error::Ledger(
			LedgerError::Unreachable { .. }
				| LedgerError::Connection(_)
				| LedgerError::Unknown(_)
				| LedgerError::Timeout { .. }
		)
	)
}

impl From<Error> for Trouble {
	fn from(error: Error) -> Self {
		Self::of(&error, is_offline(&error))
	}
}

impl From<PortalError> for Trouble {
	fn from(error: PortalError) -> Self {
		let offline = matches!(
			&error,
			PortalError::Client(inside) | PortalError::SetUp(SetUpError::Client(inside)) if is_offline(inside)
		);
		Self::of(&error, offline)
	}
}

impl From<LedgerError> for Trouble {
	fn from(error: LedgerError) -> Self {
		Error::from(error).into()
	}
}
