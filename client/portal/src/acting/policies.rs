//! What a job does with standing answers: taking one in, giving it back as a file, forgetting it. No node is asked, and no call is sent.

use super::{Acting, Outcome, to};
use crate::{
	error::PortalError,
	jobs::{Done, Fact},
	saving,
	texts::{Say, say},
};
use medquorum_client::{
	domain::AccountId,
	error::Error,
	files,
	policies::{Policies, read_consent},
	views::{text, words},
};
use medquorum_session::{Session, wall_time};
use std::path::{Path, PathBuf};

/// The standing answers of an account.
pub fn policies_of(session: &Session, account: AccountId) -> Policies {
	Policies::at(session.home.folder(), session.trust.genesis, account)
}

fn to_policies() -> Option<(String, Say)> {
	to("/policies", say("back-to-policies"))
}

impl Acting {
	fn policies(&self) -> Policies {
		policies_of(&self.session, self.keys.account())
	}

	/// Takes in the consent that was shown, and signs it together with those there are.
	///
	/// # Errors
	/// When the file holds another one now; those of the vault, so for all below.
	pub async fn import_policy(self, file: PathBuf, shown: String) -> Outcome {
		let (now, patient) = (wall_time(), self.keys.account());
		let (document, policy) = read_consent(&file, now)?;
		if policy.id.to_string() != shown {
			return Err(PortalError::OtherFile);
		}
		self.policies()
			.change(&self.keys.signer, &self.keys.keystore, |set| {
				set.with(&document, patient, now)
			})?;
		let said = say("said-policy-imported").with("policy", words::short(&policy.id));
		Ok(Done {
			next: to_policies(),
			..Done::said(said)
		})
	}

	/// Forgets one.
	pub async fn remove_policy(self, digits: String) -> Outcome {
		let (policies, keys) = (self.policies(), &self.keys);
		let id = policies
			.load(Some(&keys.keystore))?
			.find(&digits)
			.map_err(Error::from)?
			.id;
		policies.change(&keys.signer, &keys.keystore, |set| Ok(set.without(id)))?;
		Ok(Done {
			facts: vec![file(policies.path())],
			next: to_policies(),
			..Done::said(say("said-policy-removed").with("policy", words::short(&id)))
		})
	}

	/// Gives one back as it was imported.
	pub async fn export_policy(self, digits: String, folder: PathBuf) -> Outcome {
		let set = self.policies().load(Some(&self.keys.keystore))?;
		let id = set.find(&digits).map_err(Error::from)?.id;
		let document = set.document(id).unwrap_or_default();
		let target = saving::free(&folder, &format!("consent-{}.json", words::short(&id)));
		files::write_new(&target, document.as_bytes())?;
		Ok(Done {
			facts: vec![file(&target)],
			next: to_policies(),
			..Done::said(say("saved"))
		})
	}
}

fn file(path: &Path) -> Fact {
	(say("file"), text::line(&path.display().to_string()).into())
}
