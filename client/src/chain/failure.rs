//! From subxt's errors to ours.

use crate::{
	domain::AccountId,
	error::{LedgerError, Source},
};
use subxt::error::{DispatchError, ExtrinsicError};

/// How far a transaction had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
	/// Nothing was sent.
	Before,
	/// It was being handed to the node.
	Handing,
}

/// The chain and this program do not fit.
pub(super) fn incompatible(what: &str, source: impl Into<Source>) -> LedgerError {
	LedgerError::Incompatible {
		what: what.to_owned(),
		source: Some(source.into()),
	}
}

/// What a node says of a transaction it refuses; there are no codes for it on every path, hence the words.
pub(super) fn invalid(message: &str, account: AccountId) -> LedgerError {
	let lower = message.to_lowercase();
	if lower.contains("inability to pay") || lower.contains("balance too low") || lower.contains("payment") {
		return LedgerError::CannotPay { account };
	}
	LedgerError::NotAccepted {
		reason: message.to_owned(),
	}
}

/// Whether the node's words mean that another transaction took the nonce, or this very one did already.
pub(super) fn says_lost_nonce(words: &str) -> bool {
	let text = words.to_lowercase();
	[
		"priority is too low",
		"priority of the transaction is too low",
		"outdated",
		"stale",
		"usurped",
	]
	.iter()
	.any(|known| text.contains(known))
}

pub(super) fn extrinsic(error: ExtrinsicError, account: AccountId, stage: Stage) -> LedgerError {
	let text = chain_of(&error);
	match error {
		ExtrinsicError::EncodeError(_)
		| ExtrinsicError::IncompatibleCodegen
		| ExtrinsicError::PalletNameNotFound(_)
		| ExtrinsicError::CallNameNotFound { .. }
		| ExtrinsicError::UnsupportedVersion => incompatible("this call", error),
		_ if stage == Stage::Handing && says_lost_nonce(&text) => LedgerError::NotAccepted { reason: text },
		_ if text.contains("1010") || text.to_lowercase().contains("invalid transaction") => {
			invalid(&text, account)
		}
		_ if stage == Stage::Handing => LedgerError::Unknown(error.into()),
		_ => LedgerError::Connection(error.into()),
	}
}

/// The words of an error and all its causes.
fn chain_of(error: &dyn std::error::Error) -> String {
	let mut text = error.to_string();
	let mut cause = error.source();
	while let Some(error) = cause {
		text = format!("{text}: {error}");
		cause = error.source();
	}
	text
}

/// A failed dispatch in the words of the chain's own documentation.
pub(super) fn dispatch(error: DispatchError) -> LedgerError {
	let DispatchError::Module(module) = &error else {
		let (name, docs) = match &error {
			DispatchError::BadOrigin | DispatchError::RootNotAllowed => (
				"BadOrigin",
				"This account may not make this call; the council decides about it.".to_owned(),
			),
			DispatchError::Token(token) => ("Token", format!("The deposit or fee cannot be paid: {token}")),
			other => ("Other", other.to_string()),
		};
		return LedgerError::Refused {
			pallet: "System".to_owned(),
			name: name.to_owned(),
			docs,
		};
	};
	match module.details() {
		Ok(details) => LedgerError::Refused {
			pallet: details.pallet.name().to_owned(),
			name: details.variant.name.clone(),
			docs: details
				.variant
				.docs
				.join(" ")
				.split_whitespace()
				.collect::<Vec<_>>()
				.join(" "),
		},
		Err(_) => LedgerError::Refused {
			pallet: module.pallet_index().to_string(),
			name: format!("error {}", module.error_index()),
			docs: String::new(),
		},
	}
}
