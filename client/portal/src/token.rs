//! Secrets that the browser is handed: the start link's, the cookie's, that of the forms.

use crate::error::PortalError;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Bytes of a token.
const LENGTH: usize = 32;

/// A random text of 64 hex digits, 256 bit. Wiped when dropped, and never printed by itself.
pub struct Token(Zeroizing<String>);

impl Token {
	/// Draws one.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn draw() -> Result<Self, PortalError> {
		let mut bytes = Zeroizing::new([0; LENGTH]);
		getrandom::fill(bytes.as_mut()).map_err(|_| PortalError::NoEntropy)?;
		Ok(Self(Zeroizing::new(hex::encode(bytes.as_ref()))))
	}

	/// Whether a text is this token, in a time that tells nothing of it.
	pub fn is(&self, text: &str) -> bool {
		self.0.as_bytes().ct_eq(text.as_bytes()).into()
	}

	/// The text, for the one whom it is for.
	pub fn text(&self) -> &str {
		&self.0
	}
}

/// A number for the forms of one page, so that each is carried out once.
///
/// # Errors
/// When the operating system gives no random numbers.
pub fn once() -> Result<String, PortalError> {
	Ok(Token::draw()?.text().chars().take(32).collect())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tokens_are_long_and_each_another() {
		let (one, two) = (Token::draw().unwrap(), Token::draw().unwrap());
		assert_eq!(one.text().len(), 64);
		assert!(one.is(one.text()) && !one.is(two.text()));
		assert!(!one.is("") && !one.is(&one.text()[1..]));
	}
}
