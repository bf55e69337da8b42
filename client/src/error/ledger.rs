//! Talking to the chain.

use crate::domain::AccountId;

/// The cause underneath, of whatever kind.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// Talking to the chain.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
	/// Nobody answers.
	#[error("cannot reach the node at {url}\nstart it, or name another one with --node")]
	Unreachable {
		/// Where it should be.
		url: String,
		/// What the connection says.
		#[source]
		source: Source,
	},
	/// Plain text to another machine.
	#[error(
		"{url} is not encrypted and not on this machine\nuse wss://, or say --allow-insecure if the network between is yours"
	)]
	Insecure {
		/// The address.
		url: String,
	},
	/// The address is none.
	#[error("{url} is no address of a node\nwrite it like ws://127.0.0.1:9944 or wss://node.example.org")]
	BadUrl {
		/// What was given.
		url: String,
	},
	/// Another chain than the one this client was set up for.
	#[error(
		"this node serves another chain: its first block is {found}, but {pinned} is pinned here\nask for the right node, \
		 or run `medquorum init` for a new chain"
	)]
	WrongChain {
		/// Genesis hash in the configuration.
		pinned: String,
		/// Genesis hash of the node.
		found: String,
	},
	/// The node stopped answering.
	#[error("the connection to the node broke\ncheck it and try again")]
	Connection(#[source] Source),
	/// The connection broke after a call was handed over.
	#[error(
		"the connection broke while the call was under way: it may or may not have been carried out\nlook with \
		 `medquorum records` and `medquorum inbox` before you try again. What an upload left that was not registered is \
		 removed by `medquorum erase --unfinished`"
	)]
	Unknown(#[source] Source),
	/// The chain's runtime is of another version.
	#[error(
		"the chain does not know {what} as this program does\nuse the version of medquorum that belongs to this chain"
	)]
	Incompatible {
		/// What is missing or different.
		what: String,
		/// How that showed.
		#[source]
		source: Option<Source>,
	},
	/// The chain carried out the call, and it failed.
	#[error("the chain refused: {}", if docs.is_empty() { name.as_str() } else { docs.as_str() })]
	Refused {
		/// The pallet.
		pallet: String,
		/// The error's name.
		name: String,
		/// Its cause and remedy, from the chain's own documentation.
		docs: String,
	},
	/// The account cannot pay.
	#[error("{account} has not enough tokens for the fee\nask your operator to send it some")]
	CannotPay {
		/// Who should pay.
		account: AccountId,
	},
	/// The node did not accept the transaction at all.
	#[error("the node did not accept the transaction ({reason})\ntry again")]
	NotAccepted {
		/// What the node says.
		reason: String,
	},
	/// No finalized block held it in time.
	#[error(
		"the call was not in a finalized block after {seconds} s\ncheck that the chain makes blocks, then look with \
		 `medquorum records` and `medquorum inbox` before you try again. What an upload left that was not registered is \
		 removed by `medquorum erase --unfinished`"
	)]
	Timeout {
		/// How long was waited.
		seconds: u64,
	},
}

impl LedgerError {
	/// Whether it is certain that the call changed nothing.
	pub fn is_definite(&self) -> bool {
		!matches!(self, Self::Unknown(_) | Self::Timeout { .. })
	}

	/// The pallet error's name, if the chain refused.
	pub fn refusal(&self) -> Option<&str> {
		match self {
			Self::Refused { name, .. } => Some(name),
			_ => None,
		}
	}
}
