//! The way of a request, rung by rung: what is done, who must act next, and what blocks it.
//!
//! A request climbs from the question over the administrators' approvals and the patient's consent to the opening of the
//! record. Closing it takes it off the chain, so a closed request has no ladder any more.

use super::{
	facts::RequestView,
	names::{Names, Party},
	words,
};
use crate::domain::{AccountId, RejectionCause, RequestStatus};

/// What a rung is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RungKind {
	/// The requester asked.
	Asked,
	/// Administrators approve, each with a share of the record's key.
	Approvals,
	/// The patient consents. A CSP code that the patient hands over by another way takes its place.
	Consent,
	/// The requester opens the record.
	Opening,
	/// The requester closes the request and gets its deposit back.
	Closing,
}

/// How far a rung is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RungState {
	/// All who had to act have acted.
	Done,
	/// Somebody must act on it now.
	Awaited,
	/// Its turn comes after the rungs below it.
	Later,
	/// The request ended here, or cannot climb further.
	Stopped,
	/// The request ended on another rung, so this one is never reached.
	Unreached,
}

/// A step of a request, such as approval or consent, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
	/// What it is about.
	pub kind: RungKind,
	/// How far it is.
	pub state: RungState,
	/// The same in words.
	pub words: String,
	/// Who can act on it now; empty unless it is awaited.
	pub waits_for: Vec<Party>,
}

/// Why a request cannot be opened, whatever anybody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
	/// The chain ended it, and why.
	Rejected(RejectionCause),
	/// A later committee holds the key, and the approvals were not complete.
	CommitteeChanged,
	/// The chain has only a tombstone of the record; its keys are gone from state.
	RecordErased,
}

/// What somebody must do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
	/// Approve; so many approvals are missing.
	Approve {
		/// Approvals that are missing.
		missing: u16,
	},
	/// Consent, as the patient.
	Consent,
	/// Download the record.
	Download,
}

/// An action, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
	/// What must be done.
	pub action: Action,
	/// Who can do it.
	pub people: Vec<Party>,
}

/// A request's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
	/// From the question to the end.
	pub rungs: [Rung; 5],
	/// Who must act next; empty when nobody can.
	pub duties: Vec<Duty>,
	/// What blocks the request.
	pub obstacle: Option<Obstacle>,
}

impl Ladder {
	/// The way of a request as it stands.
	pub fn of(view: &RequestView, names: &dyn Names) -> Self {
		let way = Way { view, names };
		Self {
			rungs: [
				way.asked(),
				way.approvals(),
				way.consent(),
				way.opening(),
				way.closing(),
			],
			duties: way.duties(),
			obstacle: way.obstacle(),
		}
	}

	/// The rung about this.
	pub fn rung(&self, kind: RungKind) -> &Rung {
		let [asked, approvals, consent, opening, closing] = &self.rungs;
		match kind {
			RungKind::Asked => asked,
			RungKind::Approvals => approvals,
			RungKind::Consent => consent,
			RungKind::Opening => opening,
			RungKind::Closing => closing,
		}
	}

	/// Everybody who must act next.
	pub fn people(&self) -> Vec<Party> {
		let people = self.duties.iter().flat_map(|duty| &duty.people);
		people.cloned().collect()
	}

	/// What this account must do next, if anything.
	pub fn duty_of(&self, account: &AccountId) -> Option<Action> {
		let mine = |duty: &&Duty| duty.people.iter().any(|party| party.address == *account);
		self.duties.iter().find(mine).map(|duty| duty.action)
	}

	/// Who must act next, in words; why nobody can, where nobody can.
	pub fn waiting(&self) -> String {
		match self.obstacle {
			Some(Obstacle::Rejected(cause)) => {
				let status = words::request_status(RequestStatus::Rejected(cause));
				return format!("nobody: {status}");
			}
			Some(Obstacle::CommitteeChanged) => {
				return "nobody: the committee has changed, ask again".to_owned();
			}
			Some(Obstacle::RecordErased) | None => (),
		}
		let duties: Vec<String> = self.duties.iter().map(Duty::words).collect();
		duties.join("; ")
	}
}

impl Duty {
	fn words(&self) -> String {
		let people: Vec<String> = self.people.iter().map(Party::shown).collect();
		let people = people.join(", ");
		match self.action {
			Action::Approve { missing } => format!("{missing} of {people}"),
			Action::Consent => format!("{people} (consent)"),
			Action::Download => format!("{people} (download)"),
		}
	}
}

/// The facts of one request, and the names for them.
struct Way<'a> {
	view: &'a RequestView,
	names: &'a dyn Names,
}

impl Way<'_> {
	fn obstacle(&self) -> Option<Obstacle> {
		match self.view.status {
			RequestStatus::Rejected(cause) => Some(Obstacle::Rejected(cause)),
			RequestStatus::Open if self.view.epoch_over => Some(Obstacle::CommitteeChanged),
			_ if self.view.record.is_none() => Some(Obstacle::RecordErased),
			_ => None,
		}
	}

	/// Whether nobody can bring the request further; an erased record is noticed only by those who try.
	fn is_over(&self) -> bool {
		matches!(
			self.obstacle(),
			Some(Obstacle::Rejected(_) | Obstacle::CommitteeChanged)
		)
	}

	/// Administrators who can still answer.
	fn admins(&self) -> Vec<Party> {
		let left = self
			.view
			.admins
			.iter()
			.filter(|admin| self.view.can_answer(admin));
		left.map(|admin| self.names.party(admin)).collect()
	}

	/// Whether the record's patient has not confirmed it.
	fn is_unconfirmed(&self) -> bool {
		let record = self.view.record.as_ref();
		record.is_some_and(|record| !record.acknowledged)
	}

	/// The patient, while consent is missing.
	fn patient(&self) -> Option<Party> {
		let record = self.view.record.as_ref().filter(|_| !self.view.consented)?;
		Some(self.names.party(&record.patient))
	}

	fn requester(&self) -> Party {
		self.names.party(&self.view.request.requester)
	}

	/// Approvals that are missing, while its committee holds the key.
	fn missing(&self) -> u16 {
		let needed = self.view.needed.unwrap_or_default();
		needed.saturating_sub(self.view.request.yes)
	}

	fn duties(&self) -> Vec<Duty> {
		let mut duties = Vec::new();
		if self.is_over() {
			return duties;
		}
		if self.view.status == RequestStatus::Open {
			let missing = self.missing();
			duties.push(Duty {
				action: Action::Approve { missing },
				people: self.admins(),
			});
		}
		if let Some(patient) = self.patient() {
			duties.push(Duty {
				action: Action::Consent,
				people: vec![patient],
			});
		}
		if duties.iter().all(|duty| duty.people.is_empty()) {
			duties.push(Duty {
				action: Action::Download,
				people: vec![self.requester()],
			});
		}
		duties
	}

	fn asked(&self) -> Rung {
		let words = format!(
			"by {}, for {}",
			self.requester().shown(),
			self.view.request.purpose
		);
		Rung::new(RungKind::Asked, RungState::Done, words)
	}

	fn approvals(&self) -> Rung {
		let request = &self.view.request;
		let complete = self.view.needed.is_some_and(|needed| request.yes >= needed);
		let state = match (self.view.status, self.obstacle()) {
			(RequestStatus::Approved, _) => RungState::Done,
			(RequestStatus::Rejected(RejectionCause::ConsentDenied), _) if complete => RungState::Done,
			(RequestStatus::Rejected(RejectionCause::ConsentDenied), _) => RungState::Unreached,
			(RequestStatus::Rejected(_), _) | (_, Some(Obstacle::CommitteeChanged)) => RungState::Stopped,
			(RequestStatus::Open, _) => RungState::Awaited,
		};
		let needed = words::needed(self.view.needed);
		let words = format!("{} of {needed}, {} against", request.yes, request.no);
		Rung::new(RungKind::Approvals, state, words).waiting_for(self.admins())
	}

	fn consent(&self) -> Rung {
		let denied = self.view.status == RequestStatus::Rejected(RejectionCause::ConsentDenied);
		let state = match () {
			() if denied => RungState::Stopped,
			() if self.view.consented => RungState::Done,
			() if self.is_over() => RungState::Unreached,
			() if self.view.record.is_none() => RungState::Stopped,
			() => RungState::Awaited,
		};
		let words = match (&self.view.emergency, self.view.consented) {
			(Some(_), _) => "not needed: the emergency committee stands in for the patient",
			(None, true) => "given",
			(None, false) => "not given",
		};
		Rung::new(RungKind::Consent, state, words.to_owned()).waiting_for(self.patient())
	}

	fn opening(&self) -> Rung {
		let approved = self.view.status == RequestStatus::Approved;
		let (state, words) = match self.obstacle() {
			Some(Obstacle::Rejected(_) | Obstacle::CommitteeChanged) => {
				(RungState::Unreached, "cannot be opened")
			}
			Some(Obstacle::RecordErased) => (RungState::Stopped, "the record was erased"),
			None if approved && self.view.consented && self.is_unconfirmed() => {
				(RungState::Awaited, "can be opened; not confirmed by its patient")
			}
			None if approved && self.view.consented => (RungState::Awaited, "can be opened"),
			None if approved => (RungState::Later, "can be opened with the patient's CSP code"),
			None => (RungState::Later, "cannot be opened yet"),
		};
		Rung::new(RungKind::Opening, state, words.to_owned()).waiting_for([self.requester()])
	}

	fn closing(&self) -> Rung {
		let (state, words) = match self.obstacle() {
			None => (RungState::Later, "not closed"),
			Some(_) => (
				RungState::Awaited,
				"over; closing it returns the deposit to the requester",
			),
		};
		Rung::new(RungKind::Closing, state, words.to_owned()).waiting_for([self.requester()])
	}
}

impl Rung {
	fn new(kind: RungKind, state: RungState, words: String) -> Self {
		Self {
			kind,
			state,
			words,
			waits_for: Vec::new(),
		}
	}

	/// Names who can act, if the rung is awaited.
	fn waiting_for(mut self, people: impl IntoIterator<Item = Party>) -> Self {
		if self.state == RungState::Awaited {
			self.waits_for = people.into_iter().collect();
		}
		self
	}
}

#[cfg(test)]
mod tests;
