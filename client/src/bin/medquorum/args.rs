//! What can be typed: global options, commands, and the values they take.

use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use medquorum_client::domain::{Purpose, RejectionReason, Role};

use crate::commands::{
	answer, bench, committee, contact, council, csp_code, download, erase, events, inbox, init, key, records,
	request, shell, status, store, upload,
};

/// Shares medical records that only k administrators and the patient together can open.
///
/// A record is encrypted on this machine and kept off the chain. The chain holds a commitment, the requests and the
/// administrators' approvals, each of which carries a share of the record's key. The threshold layer is unaudited.
///
/// People are named by a contact's name (`medquorum contact add`), by their address, or on development chains by a
/// development name like //Alice. Records and requests are named by their id or by its first digits (four or more).
#[derive(Debug, Parser)]
#[command(name = "medquorum", version, max_term_width = 110, propagate_version = false)]
#[command(after_help = "Exit codes: 0 done, 1 refused or not found, 2 usage, files, store or node.")]
pub struct Cli {
	/// Options of every command.
	#[command(flatten)]
	pub global: Global,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// Options that stand before or after any command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
	/// Folder with configuration, contacts and keystore [default: ~/.config/medquorum]
	#[arg(
		long,
		global = true,
		value_name = "DIR",
		env = "MEDQUORUM_HOME",
		hide_env_values = true
	)]
	#[arg(value_hint = ValueHint::DirPath)]
	pub home: Option<PathBuf>,
	/// Node to talk to, like ws://127.0.0.1:9944 [default: the one of `medquorum init`]
	#[arg(
		long,
		global = true,
		value_name = "URL",
		env = "MEDQUORUM_NODE",
		hide_env_values = true
	)]
	#[arg(value_hint = ValueHint::Url)]
	pub node: Option<String>,
	/// Account that acts: a Polkadot.js export (JSON file), or //Alice on a development chain
	#[arg(
		long,
		global = true,
		value_name = "WHO",
		env = "MEDQUORUM_ACCOUNT",
		hide_env_values = true
	)]
	#[arg(value_hint = ValueHint::AnyPath)]
	pub account: Option<String>,
	/// Answer in JSON: one document on standard output, errors too (on standard error)
	#[arg(long, global = true)]
	pub json: bool,
	/// Never ask; take yes for an answer
	#[arg(long, short = 'y', global = true)]
	pub yes: bool,
	/// File with the keystore's passphrase (or set MEDQUORUM_PASSPHRASE) [default: ask]
	#[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
	pub passphrase_file: Option<PathBuf>,
	/// File with the account's password (or set MEDQUORUM_ACCOUNT_PASSWORD) [default: ask]
	#[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
	pub account_password_file: Option<PathBuf>,
	/// Print the call (0x-hex SCALE, for Polkadot.js) instead of sending it; all else happens as in a real run
	#[arg(long, global = true)]
	pub emit_call: bool,
	/// Talk to a node on another machine without encryption
	#[arg(long, global = true)]
	pub allow_insecure: bool,
	/// Open a keystore whose passphrase is weakly protected
	#[arg(long, global = true)]
	pub allow_weak: bool,
}

/// The commands, in the order of a record's journey.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = false)]
pub enum Command {
	/// Set up this machine: configuration, store, keystore with fresh keys
	Init(init::Opts),
	/// Show, back up, restore or change the keys in the keystore
	#[command(subcommand)]
	Key(key::Command),
	/// Publish this account's public keys on the chain
	Register(key::RegisterOpts),
	/// Keep names for accounts
	#[command(subcommand)]
	Contact(contact::Command),
	/// Encrypt a file, store it, and register it as a record of a patient
	Upload(upload::Opts),
	/// List records
	Records(records::ListOpts),
	/// Show one record or one request
	Show(records::ShowOpts),
	/// As the patient: confirm that a record is yours
	Acknowledge(records::RecordOpts),
	/// As the patient: close a record to requests
	Suspend(records::RecordOpts),
	/// As the patient: open a suspended record again
	Resume(records::RecordOpts),
	/// As the patient: let another facility correct a record
	AllowCorrection(records::AllowOpts),
	/// As the patient: print a record's CSP code, to hand it over yourself
	CspCode(csp_code::Opts),
	/// Ask for access to a record
	Request(request::Opts),
	/// Show what waits for you, and who still has to act
	Inbox(inbox::Opts),
	/// As an administrator: approve a request with your share of the key
	Approve(answer::RequestOpts),
	/// As an administrator: reject a request
	Reject(answer::RejectOpts),
	/// As the patient: consent to a request
	Consent(answer::RequestOpts),
	/// As the patient: deny consent to a request
	Deny(answer::RequestOpts),
	/// As the requester: fetch, check and decrypt an approved record
	Download(download::Opts),
	/// End a request and take its deposit back
	Close(request::CloseOpts),
	/// Erase a record for good, on the chain and in the store
	Erase(erase::Opts),
	/// Deal, certify, inspect and trust committees of administrators
	#[command(subcommand)]
	Committee(committee::Command),
	/// Propose and vote in the chain's council
	#[command(subcommand)]
	Council(council::Command),
	/// Show and repair where records lie, and name the hosts that keep them
	#[command(subcommand)]
	Store(store::Command),
	/// Show node, chain, store and account
	Status(status::Opts),
	/// Show what happened on the chain, in words
	Events(events::Opts),
	/// Measure this machine and the envelope on it, or the envelope alone on a file
	Bench(bench::Opts),
	/// Print completions for a shell
	Completions(shell::CompletionsOpts),
	/// Print the manual page
	Man(shell::ManOpts),
}

/// A purpose, typed as its HL7 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeArg(pub Purpose);

impl ValueEnum for PurposeArg {
	fn value_variants<'a>() -> &'a [Self] {
		const ALL: [PurposeArg; Purpose::ALL.len()] = {
			let mut all = [PurposeArg(Purpose::Treatment); Purpose::ALL.len()];
			let mut at = 0;
			while at < all.len() {
				all[at] = PurposeArg(Purpose::ALL[at]);
				at += 1;
			}
			all
		};
		&ALL
	}

	fn to_possible_value(&self) -> Option<PossibleValue> {
		Some(PossibleValue::new(self.0.code()).help(self.0.words()))
	}
}

/// Why an administrator rejects, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReasonArg {
	/// The purpose does not justify the access
	NotJustified,
	/// The record is not that of the patient who is meant
	WrongPatient,
	/// The requester is not known to me
	UnknownRequester,
	/// The same was asked before
	Duplicate,
	/// Another reason
	Other,
}

impl From<ReasonArg> for RejectionReason {
	fn from(reason: ReasonArg) -> Self {
		match reason {
			ReasonArg::NotJustified => Self::NotJustified,
			ReasonArg::WrongPatient => Self::WrongPatient,
			ReasonArg::UnknownRequester => Self::UnknownRequester,
			ReasonArg::Duplicate => Self::Duplicate,
			ReasonArg::Other => Self::Other,
		}
	}
}

/// A role, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
	/// Holds records; everybody who registers
	Patient,
	/// May request records
	Clinician,
	/// May upload and request records
	Facility,
	/// May erase any record
	#[value(alias = "dpo")]
	DataProtectionOfficer,
}

impl From<RoleArg> for Role {
	fn from(role: RoleArg) -> Self {
		match role {
			RoleArg::Patient => Self::Patient,
			RoleArg::Clinician => Self::Clinician,
			RoleArg::Facility => Self::Facility,
			RoleArg::DataProtectionOfficer => Self::DataProtectionOfficer,
		}
	}
}

/// An administrator of a new committee: `NAME=INDEX`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminArg {
	/// Who.
	pub who: String,
	/// The index of the share, never zero.
	pub index: u16,
}

impl FromStr for AdminArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let parts = text.rsplit_once('=').filter(|(who, _)| !who.is_empty());
		let (who, index) = parts.ok_or_else(|| "write it as NAME=INDEX, like Alice=1".to_owned())?;
		match index.parse() {
			Ok(0) | Err(_) => Err(format!(
				"`{index}` is no index: use a whole number from 1 to 65535"
			)),
			Ok(index) => Ok(Self {
				who: who.to_owned(),
				index,
			}),
		}
	}
}

/// A host of the store: `NAME=URL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostArg {
	/// What people call it.
	pub name: String,
	/// Its address.
	pub url: String,
}

impl FromStr for HostArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.split_once('=') {
			Some((name, url)) if !name.is_empty() && !url.is_empty() => Ok(Self {
				name: name.to_owned(),
				url: url.to_owned(),
			}),
			_ => Err("write it as NAME=URL, like ward-b=https://ipfs.ward-b.example:5001".to_owned()),
		}
	}
}

/// A range of bytes as typed: `A..B`; B is not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangeArg(pub Range<u64>);

impl FromStr for RangeArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let wrong = || "write it as FIRST..END in bytes, like 0..1024 (END is not included)".to_owned();
		let (start, end) = text.split_once("..").ok_or_else(wrong)?;
		let number = |digits: &str| digits.parse::<u64>().map_err(|_| wrong());
		let (start, end) = (number(start)?, number(end)?);
		if end < start {
			return Err("it ends before it starts".to_owned());
		}
		Ok(Self(start..end))
	}
}

/// The part of an id that people type: hex digits, at least four, at most 32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdArg(String);

impl IdArg {
	/// The digits in lower case, without `0x`.
	pub fn digits(&self) -> &str {
		&self.0
	}
}

impl FromStr for IdArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let digits = text.trim();
		let digits = digits.strip_prefix("0x").unwrap_or(digits).to_ascii_lowercase();
		if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
			return Err("an id is written with the digits 0-9 and a-f".to_owned());
		}
		match digits.len() {
			4..=32 => Ok(Self(digits)),
			0..4 => Err("give at least the first four digits of the id".to_owned()),
			_ => Err("an id has 32 digits, and this has more; copy it again".to_owned()),
		}
	}
}

/// `yes` or `no`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VoteArg {
	/// In favour
	Yes,
	/// Against
	No,
}

/// Where encrypted files are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum StoreArg {
	/// A folder on this machine, addressed by content
	#[default]
	Embedded,
	/// A Kubo (IPFS) daemon
	Kubo,
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory as _;

	#[test]
	fn definition_is_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn ids_are_read_with_or_without_prefix() {
		assert_eq!("0xABcd".parse::<IdArg>().unwrap().digits(), "abcd");
		assert!("abc".parse::<IdArg>().is_err());
		assert!("last".parse::<IdArg>().is_err());
		assert!("0".repeat(33).parse::<IdArg>().is_err());
	}

	#[test]
	fn ranges_are_read() {
		assert_eq!("1..5".parse(), Ok(RangeArg(1..5)));
		for wrong in ["", "5", "5..1", "a..b", "-1..2", "1...2", "..5", "7.."] {
			assert!(wrong.parse::<RangeArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn administrators_are_read() {
		assert_eq!(
			"//Alice=1".parse(),
			Ok(AdminArg {
				who: "//Alice".into(),
				index: 1
			})
		);
		assert_eq!(
			"a=b=2".parse(),
			Ok(AdminArg {
				who: "a=b".into(),
				index: 2
			})
		);
		for wrong in ["", "Alice", "=1", "Alice=0", "Alice=65536", "Alice=x"] {
			assert!(wrong.parse::<AdminArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn purposes_are_the_hl7_codes() {
		let codes: Vec<_> = PurposeArg::value_variants()
			.iter()
			.map(|purpose| purpose.0.code())
			.collect();
		assert_eq!(codes.first(), Some(&"TREAT"));
		assert_eq!(codes.len(), 10);
		assert_eq!(
			PurposeArg::from_str("treat", true),
			Ok(PurposeArg(Purpose::Treatment))
		);
	}
}
