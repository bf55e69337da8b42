//! What a job does with keys: publishing them, writing them for a facility, and a facility's enrolling.

use super::{Acting, Outcome, done, to};
use crate::{
	error::PortalError,
	jobs::{Done, Fact},
	saving,
	texts::say,
};
use medquorum_client::{
	roles::EnrolmentFile,
	views::{Names as _, text},
};
use medquorum_session::{
	back_up, read_enrolment, restore_former_key, restore_key, write_cards, write_enrolment,
};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

impl Acting {
	/// Publishes the keys of this home; `adopted` names the version on the chain that a person knows to be theirs.
	///
	/// # Errors
	/// Those of the vault; so for all below.
	pub async fn register(self, adopted: Option<u16>) -> Outcome {
		let member = self.session.member();
		let sent = member
			.register(&self.keys.signer, &self.keys.keystore, adopted)
			.await?;
		Ok(done(say("said-registered"), &sent, to("/", say("to-the-start"))))
	}

	/// Writes the keys into a file that a facility enrols.
	pub async fn write_keys(self, folder: PathBuf, adopted: Option<u16>) -> Outcome {
		let (genesis, keys) = (self.session.trust.genesis, &self.keys);
		let file = EnrolmentFile::make(genesis, &keys.signer, &keys.keystore, adopted)?;
		let target = saving::free(&folder, "medquorum-keys.json");
		write_enrolment(&target, &file)?;
		Ok(Done {
			facts: vec![
				(say("file"), text::line(&target.display().to_string()).into()),
				(say("fingerprint"), file.fingerprint().into()),
			],
			next: to("/", say("to-the-start")),
			..Done::said(say("said-keys-written"))
		})
	}

	/// Publishes the keys of a patient, from the file that was shown; beside it come the cards of the committees that are trusted here, if
	/// they are wanted.
	pub async fn enrol(self, path: PathBuf, fingerprint: String, wants_cards: bool) -> Outcome {
		let file = read_enrolment(&path)?;
		if file.fingerprint() != fingerprint {
			return Err(PortalError::OtherFile);
		}
		let cards = match wants_cards {
			true => write_cards(&self.session.trust, path.parent().unwrap_or(Path::new("/")))?,
			false => Vec::new(),
		};
		let sent = self.session.facility().enrol(&self.keys.signer, &file).await?;
		let name = text::line(&self.session.names.show(&file.account));
		let said = say("said-enrolled").with("name", name);
		let mut done = done(said, &sent, to("/enrol", say("enrol-another")));
		let shown = |card: &PathBuf| (say("enrol-card"), text::line(&card.display().to_string()).into());
		let cards: Vec<Fact> = cards.iter().map(shown).collect();
		done.facts.extend(cards);
		Ok(done)
	}

	/// Makes a new CSP key and publishes it.
	pub async fn rotate(self) -> Outcome {
		let member = self.session.member();
		let (version, sent) = member
			.rotate_csp(&self.keys.signer, &self.keys.keystore, None)
			.await?;
		let said = say("said-rotated").with("version", version.to_string());
		Ok(done(said, &sent, to("/keys", say("back-to-keys"))))
	}

	/// Restores the CSP key of 24 words as a version; without one, as that of an account in whose place this one acts.
	pub async fn restore_key(self, words: Zeroizing<String>, version: Option<u16>, replace: bool) -> Outcome {
		let keystore = &self.keys.keystore;
		let said = match version {
			Some(version) => {
				restore_key(keystore, &words, version, replace)?;
				say("said-key-restored").with("version", version.to_string())
			}
			None => {
				restore_former_key(keystore, &words)?;
				say("said-former-restored")
			}
		};
		Ok(Done {
			next: to("/keys", say("back-to-keys")),
			..Done::said(said)
		})
	}

	/// Copies what must not be lost into a folder.
	pub async fn back_up(self, folder: PathBuf) -> Outcome {
		let written = back_up(&self.session.home, &self.session.config, &folder, saving::free)?;
		let file = |path: &PathBuf| (say("file"), text::line(&path.display().to_string()).into());
		Ok(Done {
			facts: written.iter().map(file).collect(),
			next: to("/keys", say("back-to-keys")),
			..Done::said(say("said-backed-up"))
		})
	}
}
