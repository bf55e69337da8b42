//! What a job does with keys: publishing them, writing them for a facility, and a facility's enrolling.

use super::{Acting, Outcome, done};
use crate::{error::PortalError, jobs::Done, saving};
use medquorum_client::{
	roles::EnrolmentFile,
	views::{Names as _, text},
};
use medquorum_session::{back_up, read_enrolment, write_enrolment};
use std::path::PathBuf;

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
		let said = "Your keys are on the chain: records can be sealed to you.".to_owned();
		Ok(done(said, &sent, Some(("/".to_owned(), "To the start"))))
	}

	/// Writes the keys into a file that a facility enrols.
	pub async fn write_keys(self, folder: PathBuf, adopted: Option<u16>) -> Outcome {
		let (genesis, keys) = (self.session.trust.genesis, &self.keys);
		let file = EnrolmentFile::make(genesis, &keys.signer, &keys.keystore, adopted)?;
		let target = saving::free(&folder, "medquorum-keys.json");
		write_enrolment(&target, &file)?;
		Ok(Done {
			said: "Your keys are in a file. Give it to your hospital, and read it this fingerprint when it asks."
				.to_owned(),
			facts: vec![
				("File", text::line(&target.display().to_string())),
				("Fingerprint", file.fingerprint()),
			],
			next: Some(("/".to_owned(), "To the start")),
			..Done::default()
		})
	}

	/// Publishes the keys of a patient, from the file that was shown.
	pub async fn enrol(self, path: PathBuf, fingerprint: String) -> Outcome {
		let file = read_enrolment(&path)?;
		if file.fingerprint() != fingerprint {
			return Err(PortalError::OtherFile);
		}
		let sent = self.session.facility().enrol(&self.keys.signer, &file).await?;
		let name = text::line(&self.session.names.show(&file.account));
		let next = Some(("/enrol".to_owned(), "Enrol another"));
		Ok(done(format!("Enrolled {name}."), &sent, next))
	}

	/// Makes a new CSP key and publishes it.
	pub async fn rotate(self) -> Outcome {
		let member = self.session.member();
		let (version, sent) = member
			.rotate_csp(&self.keys.signer, &self.keys.keystore, None)
			.await?;
		let said = format!(
			"CSP key version {version} is published. Write its words down; older records stay with the older key."
		);
		Ok(done(said, &sent, Some(("/keys".to_owned(), "Back to your keys"))))
	}

	/// Copies what must not be lost into a folder.
	pub async fn back_up(self, folder: PathBuf) -> Outcome {
		let written = back_up(&self.session.home, &self.session.config, &folder, saving::free)?;
		let file = |path: &PathBuf| ("File", text::line(&path.display().to_string()));
		Ok(Done {
			said: "Saved. The files are encrypted as they are here: keep them on another disk, and the passphrase elsewhere."
				.to_owned(),
			facts: written.iter().map(file).collect(),
			next: Some(("/keys".to_owned(), "Back to your keys")),
			..Done::default()
		})
	}
}
