//! What the rules need of the outside: a person's secrets, the journal of answers, versions of keys seen. Real ones lie in
//! files; those in memory are for tests.

mod blocks;
mod history;
#[cfg(feature = "testing")]
pub mod memory;
mod secrets;

pub use blocks::{SeenBlock, SeenBlocks};
pub use history::{Answer, AnswerError, Certified, Entry, History, HistoryError, Journal};
pub use secrets::SecretStore;

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, Bytes32},
};
use std::{any::Any, error::Error, fmt};

/// An error of a port.
pub trait Fault: Error + Advice + Any + Send + Sync {}

impl<E: Error + Advice + Any + Send + Sync> Fault for E {}

/// What a port could not do, in the words of its implementation.
pub struct PortError(Box<dyn Fault>);

impl PortError {
	/// Wraps an error of an implementation.
	pub fn new(fault: impl Fault) -> Self {
		Self(Box::new(fault))
	}

	/// The error inside, if it is of this type.
	///
	/// # Errors
	/// This very value, if it is of another type.
	pub fn downcast<E: Fault>(self) -> Result<E, Self> {
		if (&*self.0 as &dyn Any).is::<E>() {
			let any: Box<dyn Any> = self.0;
			return match any.downcast() {
				Ok(fault) => Ok(*fault),
				Err(_) => unreachable!("its type was asked before"),
			};
		}
		Err(self)
	}
}

impl fmt::Debug for PortError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(&self.0, f)
	}
}

impl fmt::Display for PortError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(&self.0, f)
	}
}

impl Error for PortError {
	fn source(&self) -> Option<&(dyn Error + 'static)> {
		self.0.source()
	}
}

impl Advice for PortError {
	fn kind(&self) -> &str {
		self.0.kind()
	}

	fn kinds() -> &'static [&'static str] {
		&[]
	}

	fn next(&self) -> String {
		self.0.next()
	}

	fn blame(&self) -> Blame {
		self.0.blame()
	}
}

/// Remembers between runs which key versions were seen, so that a node cannot show an older one.
pub trait SeenKeys: Send + Sync {
	/// Notes a version of an account's key on a chain; gives the newest one seen, this one included.
	///
	/// # Errors
	/// When it cannot be kept.
	fn newest_seen(&self, genesis: &Bytes32, who: AccountId, found: u16) -> Result<u16, PortError>;
}
