//! What can go wrong with a store.

use std::{fmt, io};

use medquorum_envelope::Cid;

use crate::hosts::HostError;
use medquorum_core::{
	advice::{Advice, Blame, flat},
	kinds,
};
use medquorum_files::FileError;

/// What a store is left with after an error, and whether the same content can be put again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
	/// The content or the settings are at fault: trying again ends the same way, and nothing was kept under its content id.
	Final,
	/// The store kept nothing whole. Once the cause is out of the way, the same content can be put again.
	Resumable,
	/// As `Resumable`, but a host did not answer and may hold the object.
	MayHaveLeft,
}

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
	/// There is no store in the folder of the settings.
	#[error("{store} is not there")]
	NotThere {
		/// `Store::name`: its kind and its place.
		store: String,
	},
	/// The store has nothing under this CID.
	#[error("{store} does not hold {cid}")]
	Missing {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The object.
		cid: Cid,
	},
	/// A block of the object is not there.
	#[error("{store} has lost part of {cid} (block {block})")]
	Incomplete {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The object.
		cid: Cid,
		/// What is gone.
		block: Cid,
	},
	/// The bytes are not those the CID names.
	#[error("{store} gave altered bytes for {cid} (block {block})")]
	Altered {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The object.
		cid: Cid,
		/// Where the difference shows.
		block: Cid,
	},
	/// The object, or a block of it, ends too early.
	#[error("{store} gave a truncated {cid} ({have} of {want} bytes)")]
	Truncated {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The object.
		cid: Cid,
		/// Bytes there are.
		have: u64,
		/// Bytes there should be.
		want: u64,
	},
	/// Nobody answers at the store's address, or the connection broke.
	#[error("cannot reach {store}")]
	Unreachable {
		/// `Store::name`: its kind and its place.
		store: String,
		/// Its address.
		host: String,
		/// What to do.
		hint: &'static str,
		/// What the connection says.
		#[source]
		source: Option<Box<dyn std::error::Error + Send + Sync>>,
	},
	/// Not a valid address of a daemon.
	#[error("{0:?} is not the address of an IPFS daemon")]
	BadAddress(String),
	/// Not a valid password of a daemon.
	#[error("the password of an IPFS daemon is written USER:PASSWORD, in one line")]
	BadPassword,
	/// A password would be sent over a network without TLS.
	#[error("{0} is on another machine and without TLS: the password would cross the network in clear")]
	PasswordInClear(String),
	/// The store wants another password, or one at all.
	#[error("{store} does not accept the name and password, or wants one")]
	Denied {
		/// `Store::name`: its kind and its place.
		store: String,
	},
	/// The store's certificate is not trusted.
	#[error("the certificate of {store} is not trusted: {reason}")]
	Untrusted {
		/// `Store::name`: its kind and its place.
		store: String,
		/// What is wrong with it.
		reason: String,
	},
	/// None of the store's peers sends what it should keep.
	#[error("{store} cannot fetch {cid} from its peers: nothing has arrived for {seconds} s")]
	NotFetched {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The object.
		cid: Cid,
		/// How long was waited.
		seconds: u64,
	},
	/// The store's disk has no room for the object.
	#[error("the disk of {store} is full")]
	Full {
		/// `Store::name`: its kind and its place.
		store: String,
	},
	/// The store was silent for too long.
	#[error("{store} did not answer within {seconds} s while asked to {action}")]
	TimedOut {
		/// `Store::name`: its kind and its place.
		store: String,
		/// What it was asked.
		action: &'static str,
		/// How long was waited.
		seconds: u64,
	},
	/// The store names the same bytes otherwise.
	#[error("{store} gave {theirs} to what is {ours}, so it cuts files differently")]
	CidMismatch {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The CID derived here.
		ours: Cid,
		/// The CID the store returned.
		theirs: String,
	},
	/// The store answered with a refusal of its own.
	#[error("{store} refuses to {action}: {reason}")]
	Refused {
		/// `Store::name`: its kind and its place.
		store: String,
		/// What it was asked.
		action: &'static str,
		/// Its words.
		reason: String,
	},
	/// A removal was confirmed, and the object is still there.
	#[error(
		"{store} still holds {cid} after its removal: something else in it keeps the object (a second pin, or \
		 the daemon's own files)"
	)]
	StillThere {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The object.
		cid: Cid,
	},
	/// The object is of a record that was erased.
	#[error("{store} takes {cid} no more: it belongs to a record that was erased")]
	Barred {
		/// `Store::name`: its kind and its place.
		store: String,
		/// The object.
		cid: Cid,
	},
	/// A daemon still gives what its denylist names.
	#[error("{store} does not follow its denylist {file}")]
	NotDenied {
		/// `Store::name`: its kind and its place.
		store: String,
		/// Path of the denylist that the daemon should follow.
		file: String,
	},
	/// Fewer hosts than wanted keep the object.
	#[error(
		"{cid} lies on {have} of the {want} hosts that should keep it ({reasons}){}",
		not_taken_back(left)
	)]
	TooFewReplicas {
		/// The object.
		cid: Cid,
		/// How many hosts keep it, or kept it until it was taken back.
		have: usize,
		/// How many should.
		want: usize,
		/// Every host that failed, and why.
		reasons: HostFailures,
		/// Hosts that may have been left with something of it, because they did not say that it is gone.
		left: HostFailures,
	},
	/// Not every host let go of the object.
	#[error("{cid} was not removed everywhere ({reasons})")]
	NotRemovedEverywhere {
		/// The object.
		cid: Cid,
		/// Every host that may still have it, and why.
		reasons: HostFailures,
	},
	/// The content that should be stored could not be read to its end.
	#[error("cannot read what was to be stored: {0}")]
	Source(#[source] io::Error),
	/// The caller gave up.
	#[error("storing was cancelled")]
	Cancelled,
	/// What the settings say of a host cannot be used.
	#[error(transparent)]
	Host(#[from] HostError),
	/// The store's folder says no.
	#[error(transparent)]
	File(#[from] FileError),
}

impl StoreError {
	/// What the store is left with after a put that ended with this error.
	#[must_use]
	pub fn outcome(&self) -> Outcome {
		match self {
			Self::CidMismatch { .. } | Self::Source(_) | Self::BadAddress(_) | Self::Barred { .. } => {
				Outcome::Final
			}
			Self::Unreachable { .. } | Self::TimedOut { .. } | Self::TooFewReplicas { .. } => {
				Outcome::MayHaveLeft
			}
			Self::NotThere { .. }
			| Self::Missing { .. }
			| Self::Incomplete { .. }
			| Self::Altered { .. }
			| Self::Truncated { .. }
			| Self::BadPassword
			| Self::PasswordInClear(_)
			| Self::Denied { .. }
			| Self::Untrusted { .. }
			| Self::NotFetched { .. }
			| Self::Full { .. }
			| Self::Refused { .. }
			| Self::StillThere { .. }
			| Self::NotDenied { .. }
			| Self::NotRemovedEverywhere { .. }
			| Self::Cancelled
			| Self::Host(_)
			| Self::File(_) => Outcome::Resumable,
		}
	}
}

impl Advice for StoreError {
	kinds! {
		NotThere = "StoreNotThere", Missing, Incomplete, Altered, Truncated, Unreachable, BadAddress, BadPassword, PasswordInClear,
		Denied, Untrusted, NotFetched, Full, TimedOut, CidMismatch, Refused, StillThere, Barred, NotDenied, TooFewReplicas,
		NotRemovedEverywhere = "NotLetGo", Source, Cancelled;
		Self::Host(inside) => inside.kind(),
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NotThere { .. } => {
				"is its disk mounted? A new and empty one is made by `medquorum store create`. Nothing was changed"
			}
			Self::Missing { .. } => {
				"it was erased, or lies in another store than the one that `medquorum status` names"
			}
			Self::Incomplete { .. } | Self::Altered { .. } | Self::Truncated { .. } => {
				"restore the store from its backup, or have the record uploaded again"
			}
			Self::Unreachable { hint, .. } => hint,
			Self::BadAddress(_) => "write it like http://127.0.0.1:5001 or https://ipfs.ward.example:5001",
			Self::BadPassword => "it stands behind `basic:` in the daemon's API.Authorizations",
			Self::PasswordInClear(_) => {
				"put the daemon's API behind TLS, and write its address with https://"
			}
			Self::Denied { .. } => {
				"compare them with its API.Authorizations: AuthSecret is `basic:USER:PASSWORD`, and \
					AllowedPaths must hold /api/v0"
			}
			Self::Untrusted { .. } => {
				"have the authority that issued it added to those this machine trusts, or name a file \
					with its certificate in SSL_CERT_FILE"
			}
			Self::NotFetched { .. } => {
				"see that it is connected with a host that has the record (`ipfs swarm peers`), and try \
					again"
			}
			Self::Full { .. } => "free some space and try again. Nothing was left behind",
			Self::TimedOut { .. } => "see whether it is busy, and try again",
			Self::CidMismatch { .. } => {
				"set its option Import.UnixFSFileMaxLinks to 174 (`ipfs config --json Import.UnixFSFileMaxLinks 174`), \
					restart it, and try again. What it has stored stays pinned under its own content id: only a person can say that nothing \
					else has that name (`ipfs pin rm`)"
			}
			Self::Refused { .. } => "check the store that `medquorum status` names, then try again",
			Self::StillThere { .. } => "remove that too",
			Self::Barred { .. } => "nothing was stored. `medquorum receipt` shows its erasure",
			Self::NotDenied { .. } => {
				"a daemon reads a new denylist when it starts: restart it, without IPFS_CONTENT_BLOCKING_DISABLE, and try again"
			}
			Self::TooFewReplicas { .. } => {
				"bring the hosts that failed back, then run this again; or lower the number with \
					`medquorum store replicas`"
			}
			Self::NotRemovedEverywhere { .. } => "bring these hosts back, then run the same command again",
			Self::Source(_) => "check the file and try again",
			Self::Cancelled => "nothing was left behind",
			Self::Host(inside) => return inside.next(),
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Missing { .. }
			| Self::Incomplete { .. }
			| Self::Altered { .. }
			| Self::Truncated { .. }
			| Self::Barred { .. } => Blame::Refused,
			Self::NotThere { .. }
			| Self::Unreachable { .. }
			| Self::BadAddress(_)
			| Self::BadPassword
			| Self::PasswordInClear(_)
			| Self::Denied { .. }
			| Self::Untrusted { .. }
			| Self::NotFetched { .. }
			| Self::Full { .. }
			| Self::TimedOut { .. }
			| Self::CidMismatch { .. }
			| Self::Refused { .. }
			| Self::StillThere { .. }
			| Self::NotDenied { .. }
			| Self::TooFewReplicas { .. }
			| Self::NotRemovedEverywhere { .. }
			| Self::Source(_)
			| Self::Cancelled
			// Whatever is wrong with a host or a file, here it keeps the store from being used.
			| Self::Host(_)
			| Self::File(_) => Blame::Yours,
		}
	}
}

fn not_taken_back(left: &HostFailures) -> String {
	match left.0.is_empty() {
		true => String::new(),
		false => format!(", and not every copy could be taken back ({left})"),
	}
}

/// A host that did not do what was asked, and why.
#[derive(Debug)]
pub struct HostFailure {
	/// What people call the host.
	pub host: String,
	/// What went wrong.
	pub error: Box<StoreError>,
}

/// Hosts that failed, as they stand in a message.
#[derive(Debug, Default)]
pub struct HostFailures(pub Vec<HostFailure>);

impl fmt::Display for HostFailures {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (at, HostFailure { host, error }) in self.0.iter().enumerate() {
			let cause = flat(error);
			let gap = if at == 0 { "" } else { "; " };
			write!(f, "{gap}host {host}: {cause}")?;
			if let Some(source) = std::error::Error::source(error.as_ref()) {
				let source = flat(&source);
				if !cause.contains(&source) {
					write!(f, " ({source})")?;
				}
			}
		}
		Ok(())
	}
}
