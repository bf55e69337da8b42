//! A story in which everything happens once.

pub mod story;

use medquorum_core::{domain::AccountId, views::Names};

/// An account with these bytes.
pub fn account(byte: u8) -> AccountId {
	AccountId([byte; 32])
}

pub const PATIENT: u8 = 4;
pub const REQUESTER: u8 = 5;
pub const FACILITY: u8 = 6;
pub const ADMIN: u8 = 11;
pub const OFFICER: u8 = 9;

/// Names that whoever chose them hoped to do harm with.
pub struct Enemy;

impl Names for Enemy {
	fn name(&self, account: &AccountId) -> Option<&str> {
		match account.0[0] {
			PATIENT => Some("<script>alert(1)</script>\u{202e}\u{1b}[2J"),
			REQUESTER => Some("=HYPERLINK(\"http://evil.example\",\"x\")"),
			FACILITY => Some("\"><img src=x onerror=y>'&\r\n@SUM(1)"),
			ADMIN => Some("-2+3|cmd"),
			_ => None,
		}
	}
}

/// Names of everybody in the story.
pub struct Cast;

impl Names for Cast {
	fn name(&self, account: &AccountId) -> Option<&str> {
		match account.0[0] {
			PATIENT => Some("Dave"),
			REQUESTER => Some("Eve"),
			FACILITY => Some("Ferdie"),
			ADMIN => Some("Alice"),
			OFFICER => Some("Olga"),
			_ => None,
		}
	}
}
