//! What waits for an account, and who else still has to act.

use super::{
	ceremony::{CeremonyDetails, CeremonyView},
	emergency::ReviewDetails,
	facts::{RecordView, RequestView},
	ladder::Action,
	names::{Names, Party},
	record::RecordDetails,
	request::RequestDetails,
};
use crate::domain::{AccountId, Moment, RecordStatus, RequestId, RequestStatus, Review};
use serde::Serialize;

/// What waits for an account; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inbox {
	/// Whose inbox it is.
	pub account: Party,
	/// Requests that the account can answer as an administrator.
	pub administrator: Vec<RequestDetails>,
	/// Requests for the account's own records.
	pub patient: Vec<RequestDetails>,
	/// Records of the account that it has not acknowledged.
	pub acknowledge: Vec<RecordDetails>,
	/// Requests that the account made.
	pub requester: Vec<RequestDetails>,
	/// Records that are to be erased, of those that the account may stop that for, or has asked for.
	pub erasures: Vec<RecordDetails>,
	/// Emergency accesses that wait for their review, of those that the account made, may review, or is the patient of.
	pub reviews: Vec<ReviewDetails>,
	/// Ceremonies on the chain that wait for the account.
	pub ceremonies: Vec<CeremonyDetails>,
}

/// What was read for an inbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
	/// Requests that the account can answer as an administrator.
	pub administrator: Vec<RequestView>,
	/// Requests for the account's own records.
	pub patient: Vec<RequestView>,
	/// Requests that the account made.
	pub requester: Vec<RequestView>,
	/// Records whose patient the account is, or in whose patient's place it acts.
	pub own: Vec<RecordView>,
	/// Records of others that are to be erased, which the account uploaded or may have kept.
	pub erasures: Vec<RecordView>,
	/// Emergency accesses that wait for their review and concern the account.
	pub reviews: Vec<(RequestId, Review)>,
	/// Ceremonies on the chain that wait for the account.
	pub ceremonies: Vec<CeremonyView>,
	/// What the chain's clock says.
	pub now: Moment,
}

/// What the person should do about a line of the inbox, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
	/// Approve or reject, as an administrator.
	Answer,
	/// Consent or deny, as the patient.
	Consent,
	/// Check a new record and acknowledge it, as the patient.
	Acknowledge,
	/// Look at a record that is to be erased: it can be stopped, or is due.
	Erasure,
	/// Look at an emergency access: explain it, or review it.
	Review,
	/// Do what is due in a ceremony, as an administrator.
	Ceremony,
	/// Download the record, as the requester.
	Download,
	/// Close a request that is over, as the requester.
	Close,
	/// Nothing: others must act.
	Wait,
}

/// A line of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
	/// One on which the account must act.
	Request(&'a RequestDetails),
	/// A new record.
	Record(&'a RecordDetails),
	/// An emergency access.
	Review(&'a ReviewDetails),
	/// One that waits for the account.
	Ceremony(&'a CeremonyDetails),
}

/// A part of the inbox with its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section<'a> {
	/// Heading, and requests on which the account must act.
	Requests(&'static str, &'a [RequestDetails]),
	/// New records.
	Records(&'static str, &'a [RecordDetails]),
	/// Records that are to be erased.
	Erasures(&'static str, &'a [RecordDetails]),
	/// Emergency accesses that wait for their review.
	Reviews(&'static str, &'a [ReviewDetails]),
	/// Ceremonies on the chain that wait for the account.
	Ceremonies(&'static str, &'a [CeremonyDetails]),
}

impl Inbox {
	/// The inbox of an account.
	pub fn of(account: &AccountId, waiting: &Waiting, names: &dyn Names) -> Self {
		let requests = |views: &[RequestView]| {
			let details = views.iter().map(|view| RequestDetails::of(view, names));
			details.collect::<Vec<_>>()
		};
		let new = |RecordView { record, .. }: &&RecordView| {
			!record.acknowledged && record.standing() == RecordStatus::Active
		};
		let details = |view: &RecordView| RecordDetails::of(view, names);
		let waits = |view: &&RecordView| view.ends.waiting(&view.record, view.now).is_some();
		let erasures = waiting.own.iter().chain(&waiting.erasures).filter(waits);
		Self {
			account: names.party(account),
			administrator: requests(&waiting.administrator),
			patient: requests(&waiting.patient),
			acknowledge: waiting.own.iter().filter(new).map(details).collect(),
			requester: requests(&waiting.requester),
			erasures: erasures.map(details).collect(),
			reviews: waiting
				.reviews
				.iter()
				.map(|(id, review)| ReviewDetails::of(*id, review, waiting.now, names))
				.collect(),
			ceremonies: waiting
				.ceremonies
				.iter()
				.map(|view| CeremonyDetails::of(view, waiting.now))
				.collect(),
		}
	}

	/// The same together with what waits for other accounts of the same person: each line names its patient.
	#[must_use]
	pub fn with(mut self, others: impl IntoIterator<Item = Self>) -> Self {
		for other in others {
			self.administrator.extend(other.administrator);
			self.patient.extend(other.patient);
			self.acknowledge.extend(other.acknowledge);
			self.requester.extend(other.requester);
			self.erasures.extend(other.erasures);
			self.reviews.extend(other.reviews);
			self.ceremonies.extend(other.ceremonies);
		}
		for requests in [&mut self.administrator, &mut self.patient, &mut self.requester] {
			requests.sort_by_key(|request| (request.created.block, request.request_id));
		}
		self.acknowledge
			.sort_by_key(|record| (record.created.block, record.record_id));
		self.erasures.sort_by_key(|record| {
			(
				record.erasure.as_ref().map(|erasure| erasure.due.moment),
				record.record_id,
			)
		});
		self
	}

	/// The parts that are not empty, in the order in which people are shown them.
	pub fn sections(&self) -> Vec<Section<'_>> {
		let requests = [
			("To approve or reject, as an administrator", &self.administrator),
			("Requests for your records, as the patient", &self.patient),
			("Your own requests", &self.requester),
		];
		let mut sections: Vec<_> = requests
			.into_iter()
			.filter(|(_, requests)| !requests.is_empty())
			.map(|(heading, requests)| Section::Requests(heading, requests))
			.collect();
		if !self.reviews.is_empty() {
			sections.push(Section::Reviews(
				"EMERGENCY accesses that wait for their review",
				&self.reviews,
			));
		}
		if !self.ceremonies.is_empty() {
			sections.push(Section::Ceremonies(
				"Ceremonies that wait for you, as an administrator: `medquorum committee ceremony`",
				&self.ceremonies,
			));
		}
		if !self.acknowledge.is_empty() {
			sections.push(Section::Records(
				"New records of yours, to acknowledge",
				&self.acknowledge,
			));
		}
		if !self.erasures.is_empty() {
			sections.push(Section::Erasures("Records that are to be erased", &self.erasures));
		}
		sections
	}

	/// Every line with what the person should do about it, the most pressing first.
	pub fn lines(&self) -> Vec<(Task, Line<'_>)> {
		let administrator = self.administrator.iter().map(|request| (Task::Answer, request));
		let patient = self
			.patient
			.iter()
			.map(|request| (self.task_of_patient(request), request));
		let requester = self
			.requester
			.iter()
			.map(|request| (Self::task_of_requester(request), request));
		let requests = administrator.chain(patient).chain(requester);
		let (records, erasures) = (self.acknowledge.iter(), self.erasures.iter());
		let mut lines: Vec<_> = requests
			.map(|(task, request)| (task, Line::Request(request)))
			.chain(records.map(|record| (Task::Acknowledge, Line::Record(record))))
			.chain(erasures.map(|record| (Task::Erasure, Line::Record(record))))
			.chain(
				self.reviews
					.iter()
					.map(|review| (Task::Review, Line::Review(review))),
			)
			.chain(
				self.ceremonies
					.iter()
					.map(|ceremony| (Task::Ceremony, Line::Ceremony(ceremony))),
			)
			.collect();
		lines.sort_by_key(|(task, _)| *task);
		lines
	}

	fn task_of_patient(&self, request: &RequestDetails) -> Task {
		match request.consented || request.ladder.duties.is_empty() {
			true => Task::Wait,
			false => Task::Consent,
		}
	}

	fn task_of_requester(request: &RequestDetails) -> Task {
		let over = matches!(request.status, RequestStatus::Rejected(_)) || request.ladder.duties.is_empty();
		// One of the person's accounts made it, which need not be the one whose inbox this is.
		match request.ladder.duty_of(&request.requester.address) {
			Some(Action::Download) => Task::Download,
			_ if over => Task::Close,
			_ => Task::Wait,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		domain::{Erasure, ErasureReason, RecordId, RejectionCause},
		views::{CeremonyDue, CeremonyView, fixtures::*},
	};

	fn tasks(inbox: &Inbox) -> Vec<Task> {
		inbox.lines().into_iter().map(|(task, _)| task).collect()
	}

	#[test]
	fn lines_stand_in_the_order_of_what_presses() {
		let inbox = Inbox::of(
			&DAVE,
			&Waiting {
				administrator: vec![request()],
				patient: vec![request().consented(), request()],
				own: vec![record_view()],
				..Waiting::default()
			},
			&Cast,
		);
		assert_eq!(
			tasks(&inbox),
			[Task::Answer, Task::Consent, Task::Acknowledge, Task::Wait]
		);
		assert!(matches!(inbox.lines()[2].1, Line::Record(record) if record.patient.address == DAVE));
	}

	#[test]
	fn requester_downloads_closes_or_waits() {
		let opened = request().approved_by(0).approved_by(1).consented();
		let inbox = Inbox::of(
			&EVE,
			&Waiting {
				requester: vec![
					request(),
					request().ended(RejectionCause::Timeout),
					request().of_an_earlier_committee(),
					opened,
				],
				..Waiting::default()
			},
			&Cast,
		);
		assert_eq!(
			tasks(&inbox),
			[Task::Download, Task::Close, Task::Close, Task::Wait]
		);
		assert!(matches!(
			inbox.sections()[..],
			[Section::Requests("Your own requests", [_, _, _, _])]
		));
	}

	#[test]
	fn only_new_records_of_the_patient_are_acknowledged() {
		let (mut known, mut suspended, mut older) = (record_view(), record_view(), record_view());
		known.record.acknowledged = true;
		suspended.record.status = RecordStatus::Suspended;
		older.record.superseded_by = Some(RecordId([9; 16]));
		let waiting = Waiting {
			own: vec![record_view(), known, suspended, older],
			..Waiting::default()
		};
		assert_eq!(Inbox::of(&DAVE, &waiting, &Cast).acknowledge.len(), 1);
	}

	#[test]
	fn erasures_are_told_to_whoever_can_stop_them() {
		let mut scheduled = record_view();
		scheduled.record.acknowledged = true;
		scheduled.ends.erasure = Some(Erasure {
			by: FERDIE,
			reason: ErasureReason::UploadError,
			due: 700,
		});
		let of = |own: &[RecordView], erasures: &[RecordView]| {
			let (own, erasures) = (own.to_vec(), erasures.to_vec());
			let waiting = Waiting {
				own,
				erasures,
				..Waiting::default()
			};
			Inbox::of(&DAVE, &waiting, &Cast)
		};
		let (one, none) = (std::slice::from_ref(&scheduled), &[]);
		for inbox in [of(one, none), of(none, one)] {
			assert_eq!(tasks(&inbox), [Task::Erasure]);
			assert!(matches!(inbox.sections()[..], [Section::Erasures(_, [_])]));
		}
		assert_eq!(of(&[record_view()], none).erasures, []);
	}

	#[test]
	fn ceremony_waits_with_what_is_due_and_how_long() {
		let ceremony = CeremonyView {
			key_id: 8,
			epoch: 1,
			attempt: 2,
			rule: (3, 4),
			due: CeremonyDue::Certify,
			until: 110,
		};
		let waiting = Waiting {
			ceremonies: vec![ceremony],
			now: 10,
			..Waiting::default()
		};
		let inbox = Inbox::of(&DAVE, &waiting, &Cast);
		assert_eq!(tasks(&inbox), [Task::Ceremony]);
		assert!(matches!(inbox.sections()[..], [Section::Ceremonies(_, [_])]));
		let details = &inbox.ceremonies[0];
		assert_eq!(
			(details.rule(), details.words()),
			(
				"3 of 4".to_owned(),
				"check and certify, within 10 minutes".to_owned()
			)
		);
	}

	#[test]
	fn accounts_of_one_person_have_one_inbox() {
		let of = |account: &AccountId, patient: AccountId| {
			let mut record = record_view();
			record.record.patient = patient;
			let waiting = Waiting {
				patient: vec![request()],
				own: vec![record],
				..Waiting::default()
			};
			Inbox::of(account, &waiting, &Cast)
		};
		let one = of(&DAVE, DAVE).with([of(&EVE, EVE)]);
		assert_eq!((one.patient.len(), one.account.address), (2, DAVE));
		let patients: Vec<_> = one
			.acknowledge
			.iter()
			.map(|record| record.patient.address)
			.collect();
		assert!(patients.contains(&DAVE) && patients.contains(&EVE));
		assert_eq!(one.sections().len(), 2);
	}

	#[test]
	fn what_another_account_of_the_person_asked_for_can_be_downloaded() {
		let waiting = Waiting {
			requester: vec![request().approved_by(0).approved_by(1).consented()],
			..Waiting::default()
		};
		let main = Inbox::of(&DAVE, &Waiting::default(), &Cast);
		let one = main.with([Inbox::of(&EVE, &waiting, &Cast)]);
		assert_eq!(tasks(&one), [Task::Download]);
	}

	#[test]
	fn programs_get_each_part_under_its_own_name() {
		let document = serde_json::to_value(Inbox::of(&EVE, &Waiting::default(), &Cast)).unwrap();
		let expected = serde_json::json!({
			"account": { "address": EVE, "name": "Eve" },
			"administrator": [],
			"patient": [],
			"acknowledge": [],
			"requester": [],
			"erasures": [],
			"reviews": [],
			"ceremonies": [],
		});
		assert_eq!(document, expected);
	}
}
