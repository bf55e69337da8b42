//! What an administrator does in a ceremony over the chain. Each step is noted in the keystore first and sent then; whoever is killed in
//! between runs it again, and the same bytes are sent. What the chain has already is not sent.

use super::OnChain;
use crate::{
	error::Error,
	roles::{
		ceremonies::{CeremonyOutput, Way, part_mut, running, unjoined},
		committees::CommitteeMaker,
		desk::Delivered,
	},
};
use medquorum_core::{
	domain::*,
	error::{CeremonyError, OnChainError},
	ledger::{Call, CeremonyCall, Sign},
	ports::SecretStore,
	secrets::Secrets,
	trust::{
		CommitteePin,
		ceremony::{self, Board, CeremonyFile, Judgement, Stage},
	},
};

impl CommitteeMaker<'_> {
	/// Takes part; a person has agreed to rule and names. `None`: the chain has it already.
	///
	/// # Errors
	/// As over files, and when the chain refuses.
	pub async fn join_on_chain(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		seen: &OnChain,
	) -> Result<Option<Delivered>, Error> {
		let output = self.join_ceremony(signer, secrets, &seen.board).await?;
		self.send_file(signer, seen, Stage::Join, &output).await
	}

	/// Deals, and keeps what was dealt until nobody can complain of it. `None`: the chain has it already.
	///
	/// # Errors
	/// As over files, and when the chain refuses.
	pub async fn deal_on_chain(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		seen: &OnChain,
	) -> Result<Option<Delivered>, Error> {
		let output = self.deal_by(Way::Chain, signer, secrets, &seen.board).await?;
		self.send_file(signer, seen, Stage::Deal, &output).await
	}

	/// Checks everything, keeps the share and certifies; `confirmed` is what a person compared with the others. `None`: the chain has it
	/// already.
	///
	/// # Errors
	/// As over files, and when the chain refuses.
	pub async fn certify_on_chain(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		seen: &OnChain,
		confirmed: &CommitteePin,
	) -> Result<Option<Delivered>, Error> {
		let output = self
			.certify_ceremony(signer, secrets, &seen.board, confirmed)
			.await?;
		self.send_file(signer, seen, Stage::Certify, &output).await
	}

	/// Hands the key over. `None`: the chain has it already.
	///
	/// # Errors
	/// As over files, and when the chain refuses.
	pub async fn hand_over_on_chain(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		seen: &OnChain,
	) -> Result<Option<Delivered>, Error> {
		let output = self.hand_over_in_ceremony(signer, secrets, &seen.board).await?;
		self.send_file(signer, seen, Stage::HandOver, &output).await
	}

	/// Says that what a dealer sealed to this account does not open or does not fit. `None`: it does, or that was said or answered.
	///
	/// # Errors
	/// When this person's secret is not here, anything else is wrong, or the chain refuses.
	pub async fn complain_on_chain(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		seen: &OnChain,
		dealer: u16,
	) -> Result<Option<Delivered>, Error> {
		let (board, who) = (&seen.board, signer.account());
		board.check()?;
		self.check_chain(board).await?;
		let accuser = board.index_at(Stage::Certify, who)?;
		let bad = secrets.read(|secrets| {
			let part = running(secrets, board, &who)?;
			let attempt = CeremonyError::NoSecret(part.attempt);
			board.bad_boxes(who, part.one_time.as_ref().ok_or(attempt)?)
		})??;
		let places = [dealer, accuser];
		let said = |seen: &OnChain| seen.public.complaints.iter().any(|(of, _)| *of == places);
		if !bad.contains(&dealer) || said(seen) {
			return Ok(None);
		}
		let key_id = seen.public.key_id;
		let call = Call::Ceremony(CeremonyCall::Complain {
			key_id,
			dealer,
			signature: board.accuse(places, signer)?,
		});
		self.send(signer, seen, &call, |now| now.is_some_and(said)).await
	}

	/// Publishes what was dealt to an administrator who has signed a complaint of it: a node cannot make that up. Whatever it shows, no more
	/// than k - 1 are ever published, which together tell nothing about this dealer's part of the key.
	///
	/// # Errors
	/// When nobody waits for it, what was dealt is not here, too much was published already, or the chain refuses.
	pub async fn answer_on_chain(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		seen: &OnChain,
		accuser: u16,
	) -> Result<Option<Delivered>, Error> {
		let (board, who) = (&seen.board, signer.account());
		board.check()?;
		self.check_chain(board).await?;
		let places = [board.index_at(Stage::Deal, who)?, accuser];
		if !seen.is_open(places) {
			return Err(OnChainError::NothingToAnswer(accuser).into());
		}
		let shares = secrets.try_update(|secrets| note_answer(secrets, board, &who, places))?;
		let key_id = seen.public.key_id;
		let call = Call::Ceremony(CeremonyCall::Answer {
			key_id,
			accuser,
			shares,
		});
		let answered = |now: Option<&OnChain>| now.is_some_and(|now| now.board.has_answer(places));
		self.send(signer, seen, &call, answered).await
	}

	/// Has the committee of a complete ceremony set. `None`: it is over already.
	///
	/// # Errors
	/// When a certificate or handover is missing, or the chain refuses.
	pub async fn activate_on_chain(
		&self,
		signer: &dyn Sign,
		seen: &OnChain,
	) -> Result<Option<Delivered>, Error> {
		seen.board.certified()?;
		let key_id = seen.public.key_id;
		let call = Call::Ceremony(CeremonyCall::Activate { key_id });
		self.send(signer, seen, &call, |now| now.is_none()).await
	}

	/// Ends an attempt whose time is over. Nothing is deleted here for that: see [`CommitteeMaker::leave_attempt`]. `None`: it is over
	/// already.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn expire_on_chain(
		&self,
		signer: &dyn Sign,
		seen: &OnChain,
	) -> Result<Option<Delivered>, Error> {
		let key_id = seen.public.key_id;
		let call = Call::Ceremony(CeremonyCall::Expire { key_id });
		self.send(signer, seen, &call, |now| now.is_none()).await
	}

	/// Ends the attempt on the chain, with this account's name, and forgets its secrets. A share that was certified stays.
	///
	/// # Errors
	/// When the account takes no part, everybody has certified, or the chain refuses.
	pub async fn leave_on_chain(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		seen: &OnChain,
	) -> Result<Option<Delivered>, Error> {
		let (board, who) = (&seen.board, signer.account());
		board.index_of(&who).ok_or(CeremonyError::NotYours(who))?;
		if board.certified().is_ok() {
			return Err(CeremonyError::Complete.into());
		}
		self.check_not_set(board.place().key_id, board.place().epoch)
			.await?;
		let attempt = board.place().attempt;
		secrets.update(|secrets| {
			let known = part_mut(secrets, board.place(), &who).filter(|part| part.attempt == attempt);
			match known {
				Some(part) => part.leave(),
				None => {
					let mut part = unjoined(board, &who);
					part.left = true;
					secrets.ceremonies.push(part);
				}
			}
		})?;
		let key_id = seen.public.key_id;
		let call = Call::Ceremony(CeremonyCall::Leave { key_id });
		self.send(signer, seen, &call, |now| now.is_none()).await
	}

	/// Leaves an earlier attempt for good, so that this one can be joined: a person knows that it is over. Its secrets are gone; a share that
	/// was certified in it stays until the chain shows, proven by those trusted here, whose its epoch is.
	///
	/// # Errors
	/// When the keystore cannot be written.
	pub fn leave_attempt(
		&self,
		secrets: &dyn SecretStore,
		seen: &OnChain,
		who: AccountId,
	) -> Result<(), Error> {
		let place = seen.board.place();
		secrets.update(|secrets| {
			if let Some(part) = part_mut(secrets, place, &who).filter(|part| part.attempt < place.attempt) {
				part.leave();
			}
		})?;
		Ok(())
	}

	/// Brings a file to the chain, unless it is there.
	async fn send_file(
		&self,
		signer: &dyn Sign,
		seen: &OnChain,
		stage: Stage,
		output: &CeremonyOutput,
	) -> Result<Option<Delivered>, Error> {
		let index = seen.board.index_at(stage, signer.account())?;
		let there = |now: &OnChain| now.board.has(stage, index);
		if there(seen) {
			return Ok(None);
		}
		let call = ceremony::call_of(&CeremonyFile::read(&output.bytes)?).ok_or(CeremonyError::NotAFile)?;
		self.send(signer, seen, &call, |now| now.is_some_and(there)).await
	}

	/// Sends a call. Where the chain refuses it because an earlier run was faster, that is no error: `is_done` looks at the ceremony as it is
	/// then.
	async fn send(
		&self,
		signer: &dyn Sign,
		seen: &OnChain,
		call: &Call,
		is_done: impl Fn(Option<&OnChain>) -> bool,
	) -> Result<Option<Delivered>, Error> {
		let refused = match self.desk.deliver(signer, call).await {
			Err(Error::Ledger(error)) if error.refusal().is_some() => error,
			other => return other.map(Some),
		};
		let now = self.on_chain(seen.public.key_id).await?;
		let same = now.filter(|now| now.board.start().hash() == seen.board.start().hash());
		match is_done(same.as_ref()) {
			true => Ok(None),
			false => Err(refused.into()),
		}
	}
}

/// Notes that a share is about to be published, and gives it.
fn note_answer(
	secrets: &mut Secrets,
	board: &Board,
	who: &AccountId,
	places: [u16; 2],
) -> Result<[u8; 96], Error> {
	let [_, accuser] = places;
	let part = running(secrets, board, who)?;
	let others = part.dealt.iter();
	let published = others
		.filter(|share| share.published && share.index != accuser)
		.count();
	if published.saturating_add(1) >= usize::from(board.k()) {
		return Err(OnChainError::TooManyAnswers(published).into());
	}
	let mut dealt = part.dealt.iter();
	let share = dealt.find(|share| share.index == accuser);
	let shares = share.map(|share| *share.shares.expose());
	// Only what belongs to the deal on the chain is an answer.
	let shares = shares.filter(|shares| board.judge_answer(places, shares) == Judgement::Refuted);
	let shares = shares.ok_or(OnChainError::NoDealtShares(accuser))?;
	if let Some(part) = part_mut(secrets, board.place(), who) {
		let own = part.dealt.iter_mut();
		own.filter(|share| share.index == accuser)
			.for_each(|share| share.published = true);
	}
	Ok(shares)
}
