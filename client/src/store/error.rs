//! What can go wrong with a store.

use std::io;

use medquorum_envelope::Cid;

use super::HostFailures;
use crate::files::FileError;

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
	/// The object is not there.
	#[error(
		"{store} does not hold {cid}\nit was erased, or lies in another store than the one that `medquorum status` names"
	)]
	Missing {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
	},
	/// A block of the object is not there.
	#[error(
		"{store} has lost part of {cid} (block {block})\nrestore the store from its backup, or have the record uploaded again"
	)]
	Incomplete {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// What is gone.
		block: Cid,
	},
	/// The bytes are not those the CID names.
	#[error(
		"{store} gave altered bytes for {cid} (block {block})\nrestore the store from its backup, or have the record uploaded again"
	)]
	Altered {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// Where the difference shows.
		block: Cid,
	},
	/// The object, or a block of it, ends too early.
	#[error(
		"{store} gave a truncated {cid} ({have} of {want} bytes)\nrestore the store from its backup, or have the record uploaded again"
	)]
	Truncated {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// Bytes there are.
		have: u64,
		/// Bytes there should be.
		want: u64,
	},
	/// Nobody answers at the store's address, or the connection broke.
	#[error("cannot reach {store}\n{hint}")]
	Unreachable {
		/// Which store.
		store: String,
		/// Its address.
		host: String,
		/// What to do.
		hint: &'static str,
		/// What the connection says.
		#[source]
		source: Option<Box<dyn std::error::Error + Send + Sync>>,
	},
	/// The store's address is none.
	#[error(
		"{0:?} is not the address of an IPFS daemon\nwrite it like http://127.0.0.1:5001 or https://ipfs.ward.example:5001"
	)]
	BadAddress(String),
	/// The store's password is none.
	#[error(
		"the password of an IPFS daemon is written USER:PASSWORD, in one line\nit stands behind `basic:` in the daemon's API.Authorizations"
	)]
	BadPassword,
	/// A password would be sent over a network without TLS.
	#[error(
		"{0} is on another machine and without TLS: the password would cross the network in clear\nput the daemon's API behind \
		 TLS, and write its address with https://"
	)]
	PasswordInClear(String),
	/// The store wants another password, or one at all.
	#[error(
		"{store} does not accept the name and password, or wants one\ncompare them with its API.Authorizations: AuthSecret is \
		 `basic:USER:PASSWORD`, and AllowedPaths must hold /api/v0"
	)]
	Denied {
		/// Which store.
		store: String,
	},
	/// The store's certificate is not trusted.
	#[error(
		"the certificate of {store} is not trusted: {reason}\nhave the authority that issued it added to those this machine trusts, \
		 or name a file with its certificate in SSL_CERT_FILE"
	)]
	Untrusted {
		/// Which store.
		store: String,
		/// What is wrong with it.
		reason: String,
	},
	/// Nobody gives the store what it should keep.
	#[error(
		"{store} cannot fetch {cid} from its peers: nothing has arrived for {seconds} s\nsee that it is connected with a host that \
		 has the record (`ipfs swarm peers`), and try again"
	)]
	NotFetched {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// How long was waited.
		seconds: u64,
	},
	/// The store's disk is full.
	#[error("the disk of {store} is full\nfree some space and try again. Nothing was left behind")]
	Full {
		/// Which store.
		store: String,
	},
	/// The store did not answer in time.
	#[error(
		"{store} did not answer within {seconds} s while asked to {action}\nsee whether it is busy, and try again"
	)]
	TimedOut {
		/// Which store.
		store: String,
		/// What it was asked.
		action: &'static str,
		/// How long was waited.
		seconds: u64,
	},
	/// The store names the same bytes otherwise.
	#[error(
		"{store} gave {theirs} to what is {ours}, so it cuts files differently\nnothing was kept. Set its option \
		 Import.UnixFSFileMaxLinks to 174 (`ipfs config --json Import.UnixFSFileMaxLinks 174`), restart it, and try again"
	)]
	CidMismatch {
		/// Which store.
		store: String,
		/// The CID derived here.
		ours: Cid,
		/// The CID the store returned.
		theirs: String,
	},
	/// The store answered with a refusal of its own.
	#[error(
		"{store} refuses to {action}: {reason}\ncheck the store that `medquorum status` names, then try again"
	)]
	Refused {
		/// Which store.
		store: String,
		/// What it was asked.
		action: &'static str,
		/// Its words.
		reason: String,
	},
	/// After the removal the object is still there.
	#[error(
		"{store} still holds {cid} after its removal: something else in it keeps the object (a second pin, or the daemon's own files)\nRemove that too"
	)]
	StillThere {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
	},
	/// Fewer hosts than wanted keep the object.
	#[error(
		"{cid} lies on {have} of the {want} hosts that should keep it ({reasons}){}\nbring the hosts that failed back, then run this \
		 again; or lower the number with `medquorum store replicas`",
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
	#[error(
		"{cid} was not removed everywhere ({reasons})\nbring these hosts back, then run the same command again"
	)]
	NotLetGo {
		/// The object.
		cid: Cid,
		/// Every host that may still have it, and why.
		reasons: HostFailures,
	},
	/// The content that should be stored could not be read to its end.
	#[error("cannot read what was to be stored: {0}\ncheck the file and try again")]
	Source(#[source] io::Error),
	/// The caller gave up.
	#[error("storing was cancelled\nnothing was left behind")]
	Cancelled,
	/// What the settings say of a host cannot be used.
	#[error(transparent)]
	Host(#[from] crate::config::HostError),
	/// The store's folder says no.
	#[error(transparent)]
	File(#[from] FileError),
}

fn not_taken_back(left: &HostFailures) -> String {
	match left.0.is_empty() {
		true => String::new(),
		false => format!(", and not every copy could be taken back ({left})"),
	}
}
