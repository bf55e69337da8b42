//! From subxt's errors to ours.

use medquorum_core::{
	advice::with_causes,
	domain::AccountId,
	error::{LedgerError, Source},
};
use subxt::error::{DispatchError, ExtrinsicError};

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

/// Whether these words of the first check say plainly that the pool did not take the transaction.
pub(super) fn says_turned_away(words: &str) -> bool {
	let text = words.to_lowercase();
	let invalid = text.contains("invalid transaction") || text.contains("(1010)");
	(invalid || says_priority(words) || says_full(words)) && !says_outdated(words)
}

/// Whether another transaction with the same nonce stands in the pool.
pub(super) fn says_priority(words: &str) -> bool {
	let text = words.to_lowercase();
	text.contains("priority") && text.contains("too low")
}

/// Whether the pool turned the transaction away for now alone. It looked at it by a block before the one that it was signed after: a busy
/// node's pool may be a block late, and such a transaction's first moment is to come; or, once in 32 blocks, is taken for an earlier one, so
/// that the signature seems wrong. Or it is full.
pub(super) fn says_for_now(words: &str) -> bool {
	let text = words.to_lowercase();
	text.contains("ancient birth block") || text.contains("bad signature") || says_full(words)
}

/// Whether the pool has no room.
fn says_full(words: &str) -> bool {
	words.to_lowercase().contains("immediately dropped")
}

/// Whether the pool has this very transaction.
pub(super) fn says_imported(words: &str) -> bool {
	words.to_lowercase().contains("already imported")
}

/// Whether the nonce was spent before, perhaps by this very transaction.
pub(super) fn says_outdated(words: &str) -> bool {
	let text = words.to_lowercase();
	text.contains("outdated") || text.contains("stale")
}

/// An error while nothing was sent yet.
pub(super) fn before(error: ExtrinsicError, account: AccountId) -> LedgerError {
	let text = with_causes(&error);
	match error {
		ExtrinsicError::EncodeError(_)
		| ExtrinsicError::IncompatibleCodegen
		| ExtrinsicError::PalletNameNotFound(_)
		| ExtrinsicError::CallNameNotFound { .. }
		| ExtrinsicError::UnsupportedVersion => incompatible("this call", error),
		_ if says_turned_away(&text) => invalid(&text, account),
		_ => LedgerError::Connection(error.into()),
	}
}

/// The chain's own words for it say nothing of the cause.
const PAUSED: &str = "The council has paused the records. Try again in a day: a pause lasts one, unless more than half of the \
	council extends it. Denying consent, suspending and erasing a record stay possible.";

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
		return LedgerError::refused("System", name, &docs);
	};
	match module.details() {
		Ok(details) if details.variant.name == "CallFiltered" => {
			LedgerError::refused(details.pallet.name(), "CallFiltered", PAUSED)
		}
		Ok(details) => LedgerError::refused(
			details.pallet.name(),
			&details.variant.name,
			&details.variant.docs.join(" "),
		),
		Err(_) => {
			let name = format!("error {}", module.error_index());
			LedgerError::refused(&module.pallet_index().to_string(), &name, "")
		}
	}
}
