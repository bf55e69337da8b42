//! What a job does with standing answers: taking one in, giving it back as a file, forgetting it. No node is asked, and no call is sent.

use super::{Acting, Outcome, to};
use crate::{
	actor::Actor,
	error::PortalError,
	jobs::{Done, Fact},
	saving,
	texts::{Say, say},
};
use medquorum_client::{
	domain::AccountId,
	error::Error,
	files,
	person::FacilityAccount,
	policies::{Policies, read_consent},
	policy::Policy,
	views::{text, words},
};
use medquorum_session::{Session, wall_time};
use std::path::{Path, PathBuf};

/// The standing answers of an account.
pub fn policies_of(session: &Session, account: AccountId) -> Policies {
	Policies::at(session.home.folder(), session.trust.genesis, account)
}

/// Which of the person's accounts at facilities this is; `None` for the main one, and for everybody else's.
pub fn place_of(session: &Session, account: AccountId) -> Option<FacilityAccount> {
	let mut places = session.places.iter();
	places.find(|place| place.account == account).copied()
}

fn to_policies() -> Option<(String, Say)> {
	to("/policies", say("back-to-policies"))
}

/// A consent on its way in: both ways are read by the same rules from here on.
pub enum Given {
	/// One that was written elsewhere.
	File(PathBuf),
	/// One that the page has written, byte for byte.
	Written(String),
}

impl Given {
	/// The consent as text, and as it is understood here.
	///
	/// # Errors
	/// When it cannot be read, is over, or is something else.
	pub fn read(self, now: u64) -> Result<(String, Policy), Error> {
		let document = match self {
			Self::File(path) => return read_consent(&path, now),
			Self::Written(document) => document,
		};
		let policy = Policy::read(&document)?;
		policy.check_not_over(now)?;
		Ok((document, policy))
	}
}

impl Acting {
	fn policies(&self, actor: &Actor<'_>) -> Policies {
		policies_of(&self.session, actor.account())
	}

	/// Takes in the consent that was shown, and signs it together with those there are. It names the patient: that account signs.
	///
	/// # Errors
	/// When it is another one by now; those of the vault, so for all below.
	pub async fn import_policy(self, given: Given, shown: String) -> Outcome {
		let now = wall_time();
		let (document, policy) = given.read(now)?;
		if policy.id.to_string() != shown {
			return Err(PortalError::OtherFile);
		}
		let actor = self.actor(place_of(&self.session, policy.patient))?;
		let patient = actor.account();
		self.policies(&actor)
			.change(actor.signer(), actor.secrets(), |set| {
				set.with(&document, patient, now)
			})?;
		let said = say("said-policy-imported").with("policy", words::short(&policy.id));
		Ok(Done {
			next: to_policies(),
			..Done::said(said)
		})
	}

	/// Forgets one of an account.
	pub async fn remove_policy(self, digits: String, place: Option<FacilityAccount>) -> Outcome {
		let actor = self.actor(place)?;
		let policies = self.policies(&actor);
		let id = policies
			.load(Some(actor.secrets()))?
			.find(&digits)
			.map_err(Error::from)?
			.id;
		policies.change(actor.signer(), actor.secrets(), |set| Ok(set.without(id)))?;
		Ok(Done {
			facts: vec![file(policies.path())],
			next: to_policies(),
			..Done::said(say("said-policy-removed").with("policy", words::short(&id)))
		})
	}

	/// Gives one of an account back as it was imported.
	pub async fn export_policy(
		self,
		digits: String,
		place: Option<FacilityAccount>,
		folder: PathBuf,
	) -> Outcome {
		let actor = self.actor(place)?;
		let set = self.policies(&actor).load(Some(actor.secrets()))?;
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
