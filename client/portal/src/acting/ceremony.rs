//! What a job does in a ceremony on the chain: the one step that a person was shown, and no other.

use super::{Acting, Outcome, done};
use crate::{
	error::PortalError,
	jobs::Done,
	texts::{Say, Value, say},
};
use medquorum_client::{
	domain::KeyId,
	error::{Error, OnChainError},
	roles::{Delivered, NextStep, OnChain},
};

/// What a person was shown of a ceremony, and said yes to.
pub struct Agreed {
	/// The committee key.
	pub key_id: KeyId,
	/// Hash of the file that began the attempt: rule, names and number belong to it.
	pub start: String,
	/// The step, by its token.
	pub step: String,
	/// The fingerprint of the committee that is certified; empty in other steps.
	pub fingerprint: String,
	/// Whether the question was answered with yes.
	pub sure: bool,
}

/// The page of a committee's ceremony.
pub fn page_of(key_id: KeyId) -> String {
	format!("/committee/ceremony?key={key_id}")
}

/// What tells a step from every other one of an attempt.
pub fn token(step: &NextStep) -> String {
	match step {
		NextStep::Complain(index) | NextStep::Answer(index) | NextStep::NewAttempt(index) => {
			format!("{}-{index}", step.word())
		}
		NextStep::Join
		| NextStep::Deal
		| NextStep::Certify
		| NextStep::HandOver
		| NextStep::Activate
		| NextStep::Expire
		| NextStep::Wait { .. }
		| NextStep::NotMine => step.word().to_owned(),
	}
}

/// What tells an attempt from every other one.
pub fn start_of(seen: &OnChain) -> String {
	hex::encode(seen.board.start().hash())
}

fn to_ceremony(key_id: KeyId) -> Option<(String, Say)> {
	Some((page_of(key_id), say("see-ceremony")))
}

impl Acting {
	/// The ceremony as the chain has it now, if it is the attempt that was shown.
	async fn shown(&self, agreed: &Agreed) -> Result<OnChain, PortalError> {
		let seen = self.session.committee_maker().on_chain(agreed.key_id).await?;
		let seen = seen
			.ok_or(OnChainError::NotUnderWay(agreed.key_id))
			.map_err(Error::from)?;
		match start_of(&seen) == agreed.start {
			true => Ok(seen),
			false => Err(PortalError::OtherStep),
		}
	}

	/// Does it.
	async fn take(
		&self,
		step: &NextStep,
		seen: &OnChain,
		agreed: &Agreed,
	) -> Result<Option<Delivered>, PortalError> {
		let maker = self.session.committee_maker();
		let (signer, keystore) = (&self.keys.signer, &self.keys.keystore);
		Ok(match step {
			NextStep::Join => maker.join_on_chain(signer, keystore, seen).await?,
			NextStep::Deal => maker.deal_on_chain(signer, keystore, seen).await?,
			NextStep::Certify => {
				let pin = seen.pin()?;
				if pin.fingerprint(agreed.key_id) != agreed.fingerprint {
					return Err(PortalError::OtherStep);
				}
				maker.certify_on_chain(signer, keystore, seen, &pin).await?
			}
			NextStep::HandOver => maker.hand_over_on_chain(signer, keystore, seen).await?,
			NextStep::Complain(dealer) => maker.complain_on_chain(signer, keystore, seen, *dealer).await?,
			NextStep::Answer(accuser) => maker.answer_on_chain(signer, keystore, seen, *accuser).await?,
			NextStep::Activate => maker.activate_on_chain(signer, seen).await?,
			NextStep::Expire => maker.expire_on_chain(signer, seen).await?,
			NextStep::NewAttempt(_) => {
				maker.leave_attempt(keystore, seen, self.keys.account())?;
				None
			}
			NextStep::Wait { .. } | NextStep::NotMine => return Err(PortalError::OtherStep),
		})
	}

	/// Takes the step of a ceremony that was shown.
	///
	/// # Errors
	/// When the ceremony has moved on since, the question was not answered with yes, and those of the vault.
	pub async fn ceremony_step(self, agreed: Agreed) -> Outcome {
		let seen = self.shown(&agreed).await?;
		let (maker, keys) = (self.session.committee_maker(), &self.keys);
		let step = maker.next_step(&seen, keys.account(), &keys.keystore)?;
		if token(&step) != agreed.step {
			return Err(PortalError::OtherStep);
		}
		let asks = step.question(&seen, self.session.names.as_ref()).is_some();
		if asks && !agreed.sure {
			return Err(PortalError::Form("the question was not answered with yes"));
		}
		let sent = self.take(&step, &seen, &agreed).await?;
		let said = Value::Heard(step.done().to_owned());
		let mut ended = ended(said, sent.as_ref(), agreed.key_id);
		if step == NextStep::Certify {
			ended.facts.push((say("note"), say("ceremony-safe").into()));
		}
		Ok(ended)
	}

	/// Ends the attempt that was shown for everybody, with this account's name.
	///
	/// # Errors
	/// When another one is under way, the question was not answered with yes, and those of the vault.
	pub async fn leave_ceremony(self, agreed: Agreed) -> Outcome {
		if !agreed.sure {
			return Err(PortalError::Form("the question was not answered with yes"));
		}
		let seen = self.shown(&agreed).await?;
		let (maker, keys) = (self.session.committee_maker(), &self.keys);
		let left = maker.leave_on_chain(&keys.signer, &keys.keystore, &seen).await?;
		let said = match left {
			Some(_) => say("said-ceremony-left"),
			None => say("said-ceremony-over"),
		};
		Ok(ended(said.into(), left.as_ref(), agreed.key_id))
	}
}

/// What a step came to; without a call where the chain had it already.
fn ended(said: Value, sent: Option<&Delivered>, key_id: KeyId) -> Done {
	match sent {
		Some(sent) => done(said, sent, to_ceremony(key_id)),
		None => Done {
			next: to_ceremony(key_id),
			..Done::said(said)
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_step_has_a_token_of_its_own() {
		let steps = [
			NextStep::Join,
			NextStep::Deal,
			NextStep::Certify,
			NextStep::HandOver,
			NextStep::Complain(1),
			NextStep::Complain(2),
			NextStep::Answer(1),
			NextStep::Answer(2),
			NextStep::Activate,
			NextStep::Expire,
			NextStep::NewAttempt(1),
			NextStep::NewAttempt(2),
			NextStep::NotMine,
		];
		let mut tokens: Vec<String> = steps.iter().map(token).collect();
		tokens.sort();
		tokens.dedup();
		assert_eq!(tokens.len(), steps.len());
		assert_eq!(token(&NextStep::Answer(3)), "answer-3");
	}
}
