//! The port to a person's secrets.

use super::PortError;
use crate::secrets::Secrets;

/// Where the secrets of one person are. They are in memory only while a closure looks at them.
pub trait SecretStore: Send + Sync {
	/// Shows the secrets as they are now.
	///
	/// # Errors
	/// When they cannot be read.
	fn look(&self, look: &mut dyn FnMut(&Secrets)) -> Result<(), PortError>;

	/// Changes the secrets while nobody else can; keeps the change if `change` says so.
	///
	/// # Errors
	/// When they cannot be read or written; they are unchanged then.
	fn change(&self, change: &mut dyn FnMut(&mut Secrets) -> bool) -> Result<(), PortError>;
}

impl<S: SecretStore + ?Sized> SecretStore for &S {
	fn look(&self, look: &mut dyn FnMut(&Secrets)) -> Result<(), PortError> {
		(**self).look(look)
	}

	fn change(&self, change: &mut dyn FnMut(&mut Secrets) -> bool) -> Result<(), PortError> {
		(**self).change(change)
	}
}

impl dyn SecretStore + '_ {
	/// Looks at the secrets as they are now.
	///
	/// # Errors
	/// When they cannot be read.
	pub fn read<T>(&self, look: impl FnOnce(&Secrets) -> T) -> Result<T, PortError> {
		let (mut look, mut seen) = (Some(look), None);
		self.look(&mut |secrets| seen = look.take().map(|look| look(secrets)))?;
		Ok(seen.unwrap_or_else(|| unreachable!("a store of secrets shows them, or fails")))
	}

	/// Changes the secrets.
	///
	/// # Errors
	/// When they cannot be read or written; they are unchanged then.
	pub fn update<T>(&self, change: impl FnOnce(&mut Secrets) -> T) -> Result<T, PortError> {
		self.try_update(|secrets| Ok(change(secrets)))
	}

	/// The same for a change that may refuse; nothing is written then.
	///
	/// # Errors
	/// The error of `change`, or that of the store.
	pub fn try_update<T, E: From<PortError>>(
		&self,
		change: impl FnOnce(&mut Secrets) -> Result<T, E>,
	) -> Result<T, E> {
		let (mut change, mut done) = (Some(change), None);
		self.change(&mut |secrets| {
			done = change.take().map(|change| change(secrets));
			matches!(done, Some(Ok(_)))
		})?;
		done.unwrap_or_else(|| unreachable!("a store of secrets shows them, or fails"))
	}
}
