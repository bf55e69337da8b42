//! Who looked: read from the chain, written into files, and checked where somebody else has told it.

use super::{Acting, Outcome, Sieve, to};
use crate::{
	error::PortalError,
	jobs::{Done, Fact},
	saving,
	texts::{Say, Value, say},
};
use medquorum_client::{
	audit::{AuditError, Entry, Export, Nobody, Report, csv, export, fhir, html},
	error::Error,
	files,
	receipt::{self, ReceiptError, Verified},
	roles::{Period, Walk},
	views::{ErasureReceipt, Names, text},
};
use std::path::{Path, PathBuf};

/// Larger files are no receipts.
const MAX_RECEIPT: u64 = 64 << 20;

/// As what an audit is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFile {
	/// A FHIR R4 Bundle of AuditEvents.
	Fhir,
	/// A table for spreadsheets.
	Csv,
	/// A page for people.
	Html,
	/// Everything with proofs.
	Export,
}

/// A line for each entry, the newest first.
fn lines<'e>(oldest_first: impl IntoIterator<Item = &'e Entry, IntoIter: DoubleEndedIterator>) -> Vec<Value> {
	let newest_first = oldest_first.into_iter().rev();
	let line = newest_first.map(|entry| {
		let minute = entry.time.as_deref().and_then(|time| time.get(..16));
		let line = match minute {
			Some(minute) => {
				let when = format!("{} UTC", minute.replace('T', " "));
				say("audit-line").with_heard("when", when)
			}
			None => say("audit-line-undated"),
		};
		line.with_heard("what", text::line(entry.words())).into()
	});
	line.collect()
}

/// What the entries rest on.
fn grounds(report: &Report) -> impl Iterator<Item = Fact> {
	let grounds = report.grounds().into_iter();
	grounds.map(|ground| (say("audit-read-from"), Value::Heard(text::line(&ground))))
}

fn to_audit() -> Option<(String, Say)> {
	to("/audit", say("back"))
}

/// The block at the top must be the one that a person trusts, where one is named.
fn check_pin(pin: Option<&str>, found: &str) -> Result<(), AuditError> {
	match pin {
		Some(pinned) if pinned != found => Err(AuditError::OtherPin {
			pinned: pinned.to_owned(),
			found: found.to_owned(),
		}),
		Some(_) | None => Ok(()),
	}
}

impl Acting {
	async fn walk(&self, period: Period) -> Result<Walk, Error> {
		let auditor = self.session.auditor();
		let accounts = self.session.all_accounts(Some(self.keys.account()));
		auditor.walk(&accounts, period).await
	}

	/// Tells who looked at what concerns the person, under whichever account: what of it is wanted, in the blocks that the node has.
	///
	/// # Errors
	/// Those of the vault; so for all below.
	pub async fn audit(self, sieve: Sieve) -> Outcome {
		let walk = self.walk(sieve.period).await?;
		let names = self.session.names.as_ref();
		let report = self.session.auditor().report(&walk, names);
		let fitting = sieve.through(&report.entries);
		let said = match sieve.is_open() {
			true => say("audit-found").with("count", fitting.len()),
			false => say("audit-found-some")
				.with("count", fitting.len())
				.with("all", report.entries.len()),
		};
		Ok(Done {
			facts: grounds(&report).collect(),
			lines: lines(fitting),
			next: to_audit(),
			..Done::said(said)
		})
	}

	/// Writes the same into a file, with addresses and without names.
	pub async fn save_audit(self, form: AuditFile, folder: PathBuf) -> Outcome {
		let walk = self.walk(Period::default()).await?;
		let auditor = self.session.auditor();
		let mut report = auditor.report(&walk, &Nobody);
		let (content, name) = match form {
			AuditFile::Fhir => (
				format!("{:#}\n", fhir::bundle(&report)).into_bytes(),
				"audit.fhir.json",
			),
			AuditFile::Csv => (csv::write(&report), "audit.csv"),
			AuditFile::Html => (html::write(&report), "audit.html"),
			AuditFile::Export => {
				let export = auditor.prove(&walk).await?;
				report = Report::proven(&export, &Nobody);
				(export.write(), "audit.json")
			}
		};
		let target = saving::free(&folder, name);
		files::write_new(&target, &content)?;
		let file = (say("file"), text::line(&target.display().to_string()).into());
		Ok(Done {
			facts: std::iter::once(file).chain(grounds(&report)).collect(),
			next: to_audit(),
			..Done::said(say("audit-saved").with("count", report.entries.len()))
		})
	}

	/// Checks an export: every entry by its proof, and the block at its top by a hash or by the node, if a person wants that.
	pub async fn verify_audit(self, file: PathBuf, pin: Option<String>, ask_node: bool) -> Outcome {
		let export = Export::read(&files::read_small(&file, export::MAX_BYTES)?).map_err(Error::from)?;
		let hash = format!("0x{}", hex::encode(export.top.hash));
		check_pin(pin.as_deref(), &hash).map_err(Error::from)?;
		if ask_node {
			self.session.auditor().check_top(&export).await?;
		}
		// Names of this home are those of accounts of its own chain.
		let report = match export.genesis == self.session.trust.genesis {
			true => Report::proven(&export, self.session.names.as_ref()),
			false => Report::proven(&export, &Nobody),
		};
		let number = export.top.number;
		let mut facts: Vec<Fact> = grounds(&report).collect();
		let top = match (pin.is_some(), ask_node) {
			(true, true) => say("audit-top-both"),
			(true, false) => say("audit-top-pin"),
			(false, true) => say("audit-top-node"),
			(false, false) => say("audit-top-nobody"),
		};
		facts.push((say("audit-top"), top.with("block", number).into()));
		let unshown = export.unshown().len();
		if unshown > 0 {
			facts.push((say("note"), say("audit-unshown").with("count", unshown).into()));
		}
		Ok(Done {
			facts,
			lines: lines(&report.entries),
			next: to_audit(),
			..Done::said(say("audit-holds").with("count", report.entries.len()))
		})
	}

	/// Checks the receipt of an erasure that somebody else has written. No node is asked.
	pub async fn verify_receipt(self, file: PathBuf, pin: Option<String>) -> Outcome {
		let bytes = files::read_small(&file, MAX_RECEIPT)?;
		let export = receipt::Export::read(&bytes).map_err(Error::from)?;
		if export.genesis != self.session.trust.genesis {
			return Err(Error::from(ReceiptError::OtherNetwork).into());
		}
		let verified = export.verify()?;
		if pin.is_some() {
			let top = verified.top.ok_or(ReceiptError::NoProofs).map_err(Error::from)?;
			let hash = format!("0x{}", hex::encode(top.hash));
			check_pin(pin.as_deref(), &hash).map_err(Error::from)?;
		}
		let names = self.session.names.as_ref();
		let receipt = ErasureReceipt::of(&export.facts(), names);
		let facts = receipt.facts().into_iter();
		let told = facts.map(|(word, meaning)| {
			let line = say("receipt-line").with_heard("word", word);
			Value::from(line.with_heard("meaning", text::line(&meaning)))
		});
		Ok(Done {
			lines: told.chain(signatures(&verified, pin.is_some(), names)).collect(),
			next: to_audit(),
			..Done::said(say("receipt-holds"))
		})
	}
}

/// What signatures and proofs of a receipt show, and what they do not.
fn signatures(verified: &Verified, pinned: bool, names: &dyn Names) -> Vec<Value> {
	let signed = verified.signed.iter();
	let signed = signed.map(|host| say("receipt-signed").with("host", text::line(&names.show(host))));
	let unsigned = verified.unsigned.iter();
	let unsigned = unsigned.map(|host| say("receipt-unsigned").with("host", text::line(&names.show(host))));
	let top = match &verified.top {
		Some(top) => {
			let proven = match pinned {
				true => say("receipt-proven-pin"),
				false => say("receipt-proven"),
			};
			let hash = format!("0x{}", hex::encode(top.hash));
			proven.with("block", top.number).with("hash", hash)
		}
		None => say("receipt-unproven"),
	};
	let all = signed.chain(unsigned).chain([top, say("receipt-word")]);
	all.map(Value::from).collect()
}

/// The path of a file of this machine.
///
/// # Errors
/// When it is not a whole one.
pub fn whole_path(typed: &str) -> Result<PathBuf, PortalError> {
	let path = Path::new(typed);
	match path.is_absolute() {
		true => Ok(path.to_path_buf()),
		false => Err(PortalError::Form(
			"the path of a file must begin at the root, with /",
		)),
	}
}

/// The hash of a block, as a person types it; `None` where nothing was typed.
///
/// # Errors
/// When it is no hash.
pub fn pin(typed: &str) -> Result<Option<String>, PortalError> {
	let digits = typed.trim_start_matches("0x").to_ascii_lowercase();
	let good = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	match (typed.is_empty(), good) {
		(true, _) => Ok(None),
		(false, true) => Ok(Some(format!("0x{digits}"))),
		(false, false) => Err(PortalError::Form("a block's hash has 64 hexadecimal digits")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_hash_is_whole_or_refused() {
		let hash = "AB".repeat(32);
		assert_eq!(pin("").unwrap(), None);
		for typed in [hash.clone(), format!("0x{hash}")] {
			assert_eq!(pin(&typed).unwrap(), Some(format!("0x{}", "ab".repeat(32))));
		}
		for wrong in ["0x", "abab", &format!("{hash}0"), &"xy".repeat(32)] {
			assert!(pin(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn another_block_than_the_one_that_is_trusted_is_refused() {
		assert!(check_pin(None, "0xab").is_ok() && check_pin(Some("0xab"), "0xab").is_ok());
		let other = check_pin(Some("0xcd"), "0xab");
		assert!(matches!(other, Err(AuditError::OtherPin { .. })));
	}

	#[test]
	fn what_nobody_signed_is_said_to_be_a_word() {
		let verified = Verified {
			signed: Vec::new(),
			unsigned: Vec::new(),
			top: None,
		};
		let told = signatures(&verified, false, &Nobody);
		let told: Vec<String> = told.iter().map(Value::to_string).collect();
		assert!(
			told[0].contains("no proofs") && told[1].contains("Only the writer"),
			"{told:?}"
		);
	}
}
