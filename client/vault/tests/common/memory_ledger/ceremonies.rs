//! Ceremonies, by the rules of their pallet.

use super::*;
use medquorum_client::trust::ceremony::{Board, Judgement, Stage};

#[derive(Default)]
pub struct Ceremonies {
	pub open: BTreeMap<KeyId, PublicCeremony>,
	pub attempts: BTreeMap<KeyId, u16>,
}

fn told(name: &str, fields: &[(&str, String)]) -> Event {
	Event {
		pallet: "CommitteeCeremonies".to_owned(),
		..event(name, fields)
	}
}

fn ended(ceremony: &PublicCeremony, outcome: String) -> Event {
	told(
		"CeremonyEnded",
		&[
			("key_id", ceremony.key_id.to_string()),
			("epoch", ceremony.state.epoch.to_string()),
			("attempt", ceremony.state.attempt.to_string()),
			("outcome", outcome),
		],
	)
}

impl MemoryLedger {
	pub(super) fn open_ceremony(&self, state: &mut State, opening: &Opening) -> Verdict {
		let key_id = opening.key_id;
		check(!state.ceremonies.open.contains_key(&key_id), "CeremonyUnderWay")?;
		let newest = state
			.ceremonies
			.attempts
			.get(&key_id)
			.copied()
			.unwrap_or_default();
		check(opening.attempt > newest, "OldAttempt")?;
		let old = state.committees.get(&key_id);
		let ceremony = PublicCeremony {
			key_id,
			state: CeremonyState {
				attempt: opening.attempt,
				epoch: old.map_or(1, |old| old.epoch + 1),
				renewal: old.is_some(),
				k: opening.k,
				seats: opening.seats.clone(),
				dealers: opening.dealers.clone(),
				old_committee: old.map_or([0; 32], medquorum_client::trust::list_hash),
				windows: opening.windows,
				at_once: opening.at_once,
				author: opening.author,
				signature: opening.signature,
				stage: CeremonyStage::Join,
				deadline: state.clock + opening.windows.join,
			},
			joins: Vec::new(),
			deals: Vec::new(),
			certificates: Vec::new(),
			handovers: Vec::new(),
			complaints: Vec::new(),
		};
		// The start file's signature holds.
		let board = ceremony.board(&self.genesis, old);
		check(board.is_ok(), "BadStart")?;
		state.ceremonies.attempts.insert(key_id, opening.attempt);
		state.ceremonies.open.insert(key_id, ceremony);
		Ok(vec![told("CeremonyOpened", &[("key_id", key_id.to_string())])])
	}

	/// A ceremony with what it is made of now.
	fn table(&self, state: &State, key_id: KeyId) -> Result<(PublicCeremony, Board), &'static str> {
		let ceremony = state.ceremonies.open.get(&key_id).ok_or("NoCeremony")?;
		let board = ceremony.board(&self.genesis, state.committees.get(&key_id));
		Ok((ceremony.clone(), board.map_err(|_| "BadStart")?))
	}

	pub(super) fn dispatch_ceremony(
		&self,
		state: &mut State,
		who: AccountId,
		call: &CeremonyCall,
	) -> Verdict {
		match call {
			CeremonyCall::Open(_) => Err("BadOrigin"),
			CeremonyCall::Join { key_id, .. } => self.put_file(state, who, (*key_id, Stage::Join), call),
			CeremonyCall::Deal { key_id, .. } => self.put_file(state, who, (*key_id, Stage::Deal), call),
			CeremonyCall::Certify { key_id, .. } => {
				self.put_file(state, who, (*key_id, Stage::Certify), call)
			}
			CeremonyCall::HandOver { key_id, .. } => {
				self.put_file(state, who, (*key_id, Stage::HandOver), call)
			}
			CeremonyCall::Complain {
				key_id,
				dealer,
				signature,
			} => self.complain(state, who, (*key_id, *dealer), *signature),
			CeremonyCall::Answer {
				key_id,
				accuser,
				shares,
			} => self.answer_complaint(state, who, (*key_id, *accuser), shares),
			CeremonyCall::Activate { key_id } => self.activate(state, *key_id),
			CeremonyCall::Leave { key_id } => {
				let (ceremony, board) = self.table(state, *key_id)?;
				let index = board.index_of(&who).ok_or("NotOfCeremony")?;
				check(ceremony.state.stage != CeremonyStage::Ready, "CeremonyReady")?;
				Ok(vec![Self::end(state, &ceremony, format!("Left({index})"))])
			}
			CeremonyCall::Expire { key_id } => self.expire(state, *key_id),
		}
	}

	fn end(state: &mut State, ceremony: &PublicCeremony, outcome: String) -> Event {
		state.ceremonies.open.remove(&ceremony.key_id);
		ended(ceremony, outcome)
	}

	fn put_file(
		&self,
		state: &mut State,
		who: AccountId,
		(key_id, stage): (KeyId, Stage),
		call: &CeremonyCall,
	) -> Verdict {
		let (mut ceremony, board) = self.table(state, key_id)?;
		let index = board.index_at(stage, who).map_err(|_| "NotOfCeremony")?;
		check(!board.has(stage, index), "ThereAlready")?;
		let open = |(places, complaint): &([u16; 2], PublicComplaint)| {
			places[1] == index && complaint.answer.is_none()
		};
		let complains = stage == Stage::Certify && ceremony.complaints.iter().any(open);
		check(!complains, "ComplaintOpen")?;
		let at = match stage {
			Stage::Join => CeremonyStage::Join,
			Stage::Deal => CeremonyStage::Deal,
			Stage::Certify => CeremonyStage::Certify,
			Stage::HandOver => CeremonyStage::HandOver,
		};
		check(ceremony.state.stage == at, "OtherStage")?;
		check(state.clock <= ceremony.state.deadline, "TooLate")?;
		Self::put(&mut ceremony, index, call)?;
		let old = state.committees.get(&key_id);
		let board = ceremony.board(&self.genesis, old).map_err(|_| "BadStart")?;
		check(board.has(stage, index), "BadFile")?;
		Self::proceed(state.clock, &mut ceremony, &board);
		state.ceremonies.open.insert(key_id, ceremony);
		let key_id = key_id.to_string();
		Ok(vec![told(
			"Joined",
			&[("key_id", key_id), ("index", index.to_string())],
		)])
	}

	fn put(ceremony: &mut PublicCeremony, index: u16, call: &CeremonyCall) -> Result<(), &'static str> {
		match call.clone() {
			CeremonyCall::Join {
				one_time,
				join_sig,
				signature,
				..
			} => ceremony.joins.push((
				index,
				PublicJoin {
					one_time,
					join_sig,
					signature,
				},
			)),
			CeremonyCall::Deal { deal, signature, .. } => {
				ceremony.deals.push((index, PublicDeal { deal, signature }));
			}
			CeremonyCall::Certify { cert, signature, .. } => ceremony
				.certificates
				.push((index, PublicCertificate { cert, signature })),
			CeremonyCall::HandOver {
				handover, signature, ..
			} => ceremony
				.handovers
				.push((index, PublicHandover { handover, signature })),
			_ => return Err("Call"),
		}
		Ok(())
	}

	/// Begins the next stage once all have done what this one is for.
	fn proceed(clock: Moment, ceremony: &mut PublicCeremony, board: &Board) {
		let done = |stage| board.require(stage).is_ok();
		let windows = ceremony.state.windows;
		let (stage, window) = match ceremony.state.stage {
			CeremonyStage::Join if done(Stage::Join) => (CeremonyStage::Deal, windows.deal),
			CeremonyStage::Deal if done(Stage::Deal) => (CeremonyStage::Certify, windows.certify),
			CeremonyStage::Certify if done(Stage::Certify) && done(Stage::HandOver) => {
				(CeremonyStage::Ready, windows.certify)
			}
			CeremonyStage::Certify if done(Stage::Certify) => (CeremonyStage::HandOver, windows.certify),
			CeremonyStage::HandOver if done(Stage::HandOver) => (CeremonyStage::Ready, windows.certify),
			_ => return,
		};
		ceremony.state.stage = stage;
		ceremony.state.deadline = clock + window;
	}

	fn complain(
		&self,
		state: &mut State,
		who: AccountId,
		(key_id, dealer): (KeyId, u16),
		signature: Signature,
	) -> Verdict {
		let (mut ceremony, board) = self.table(state, key_id)?;
		let accuser = board.index_at(Stage::Certify, who).map_err(|_| "NotOfCeremony")?;
		check(ceremony.state.stage == CeremonyStage::Certify, "OtherStage")?;
		check(state.clock <= ceremony.state.deadline, "TooLate")?;
		check(!board.has(Stage::Certify, accuser), "CertifiedAlready")?;
		let of_dealer = ceremony.complaints.iter().filter(|([of, _], _)| *of == dealer);
		check(
			!ceremony
				.complaints
				.iter()
				.any(|(places, _)| *places == [dealer, accuser]),
			"ComplainedAlready",
		)?;
		if of_dealer.count() + 1 >= usize::from(ceremony.state.k) {
			let outcome = format!("TooManyComplaints({dealer})");
			return Ok(vec![Self::end(state, &ceremony, outcome)]);
		}
		let open = |(places, complaint): &([u16; 2], PublicComplaint)| {
			places[1] == accuser && complaint.answer.is_none()
		};
		check(!ceremony.complaints.iter().any(open), "ComplaintOpen")?;
		let until = state.clock + ceremony.state.windows.certify;
		ceremony.state.deadline = ceremony.state.deadline.max(until);
		let signed = board.is_accused([dealer, accuser], &signature);
		check(signed, "BadFileSignature")?;
		let complaint = PublicComplaint {
			signature,
			until,
			answer: None,
		};
		ceremony.complaints.push(([dealer, accuser], complaint));
		state.ceremonies.open.insert(key_id, ceremony);
		Ok(vec![told("Complained", &[("key_id", key_id.to_string())])])
	}

	fn answer_complaint(
		&self,
		state: &mut State,
		who: AccountId,
		(key_id, accuser): (KeyId, u16),
		shares: &[u8; 96],
	) -> Verdict {
		let (mut ceremony, board) = self.table(state, key_id)?;
		let dealer = board.index_at(Stage::Deal, who).map_err(|_| "NotOfCeremony")?;
		let places = [dealer, accuser];
		let mut complaints = ceremony.complaints.iter_mut();
		let found = complaints.find(|(of, _)| *of == places);
		let (_, complaint) = found.ok_or("NoComplaint")?;
		check(complaint.answer.is_none(), "ThereAlready")?;
		check(state.clock <= complaint.until, "TooLate")?;
		let right = board.judge_answer(places, shares) == Judgement::Refuted;
		check(right, "BadAnswer")?;
		complaint.answer = Some(*shares);
		let refuted = ceremony
			.complaints
			.iter()
			.filter(|([_, by], complaint)| *by == accuser && complaint.answer.is_some());
		if refuted.count() >= 2 {
			let outcome = format!("FalseComplaints({accuser})");
			return Ok(vec![Self::end(state, &ceremony, outcome)]);
		}
		let prolonged = state.clock + ceremony.state.windows.certify;
		ceremony.state.deadline = ceremony.state.deadline.max(prolonged);
		state.ceremonies.open.insert(key_id, ceremony);
		Ok(vec![told("Answered", &[("key_id", key_id.to_string())])])
	}

	fn activate(&self, state: &mut State, key_id: KeyId) -> Verdict {
		let (ceremony, board) = self.table(state, key_id)?;
		check(ceremony.state.stage == CeremonyStage::Ready, "OtherStage")?;
		let Committee { k, x, admins, .. } = board.certified().map_err(|_| "NotComplete")?;
		let call = Call::SetCommittee {
			key_id,
			k,
			x,
			admins,
			handover: board.handover(),
			at_once: ceremony.state.at_once,
		};
		self.set_committee(state, &call)?;
		Ok(vec![Self::end(state, &ceremony, "Activated".to_owned())])
	}

	fn expire(&self, state: &mut State, key_id: KeyId) -> Verdict {
		let (ceremony, board) = self.table(state, key_id)?;
		let clock = state.clock;
		let refused = ceremony
			.complaints
			.iter()
			.find(|(_, complaint)| complaint.answer.is_none() && clock > complaint.until);
		if let Some(([dealer, accuser], _)) = refused {
			let outcome = format!("Refused({dealer}, {accuser})");
			return Ok(vec![Self::end(state, &ceremony, outcome)]);
		}
		check(clock > ceremony.state.deadline, "NotLate")?;
		let stage = match ceremony.state.stage {
			CeremonyStage::Join => Stage::Join,
			CeremonyStage::Deal => Stage::Deal,
			CeremonyStage::Certify => Stage::Certify,
			CeremonyStage::HandOver | CeremonyStage::Ready => Stage::HandOver,
		};
		let silent: Vec<String> = board
			.missing(stage)
			.iter()
			.filter_map(|who| board.index_of(who))
			.map(|index| index.to_string())
			.collect();
		let outcome = format!("Silent({:?}, {})", ceremony.state.stage, silent.join(", "));
		Ok(vec![Self::end(state, &ceremony, outcome)])
	}
}
