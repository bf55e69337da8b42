//! Standing answers and notices in the tests: documents, and whoever is told.

use super::*;
use medquorum_client::{
	answers::{AnswerLog, Said},
	notice::{Delivery, Sink},
	notify::NotifyError,
	policies::Policies,
	policy::{ACCOUNT_SYSTEM, PolicySet},
	ports::PortError,
	views::{Notice, NoticeKind},
	watching::Watching,
};
use serde_json::{Value, json};
use std::{
	thread::sleep,
	time::{Duration, Instant},
};

/// When these tests take place: 2026-11-28 12:00 UTC.
pub const NOW: u64 = 1_795_867_200_000;

/// A reference to an account.
pub fn to(account: AccountId) -> Value {
	json!({ "reference": format!("{ACCOUNT_SYSTEM}:{account}") })
}

fn coded(system: &str, code: &str) -> Value {
	json!({ "coding": [{ "system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code }] })
}

/// A provision about this requester and purpose.
pub fn provision(kind: &str, requester: AccountId, purpose: Purpose) -> Value {
	json!({
		"type": kind,
		"actor": [{ "role": coded("v3-ParticipationType", "IRCP"), "reference": to(requester) }],
		"purpose": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": purpose.code() }],
	})
}

/// A consent of this patient.
pub fn consent(patient: AccountId, provision: Value) -> String {
	json!({
		"resourceType": "Consent",
		"status": "active",
		"scope": coded("consentscope", "patient-privacy"),
		"category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
		"patient": to(patient),
		"provision": provision,
	})
	.to_string()
}

impl Person {
	/// The person's standing answers.
	pub fn policies(&self) -> Policies {
		Policies::at(self.home(), GENESIS, self.account())
	}

	/// Takes a document in.
	pub fn import(&self, document: &str) -> Result<PolicySet, Error> {
		let patient = self.account();
		self.policies().change(&self.signer, &self.keystore, |set| {
			set.with(document, patient, NOW)
		})
	}

	/// Where the person was told last.
	pub fn watching(&self) -> Watching {
		let began = Instant::now();
		loop {
			// A program that another test starts at this moment holds what was open here until it has begun.
			match Watching::open(self.home(), GENESIS, self.account()) {
				Err(_) if began.elapsed() < Duration::from_secs(10) => sleep(Duration::from_millis(20)),
				opened => return opened.unwrap(),
			}
		}
	}

	/// What was said in the person's name, in order.
	pub fn said(&self) -> Vec<Said> {
		let lines = AnswerLog::at(self.home()).lines().unwrap();
		lines.iter().map(|line| line.said).collect()
	}
}

impl<'a> Place<'a> {
	/// Looks at the chain once, for whom is named.
	pub async fn look(self, watching: &mut Watching, to: &[&str]) -> Result<Looked, Error> {
		let watcher = Watcher {
			desk: self.desk,
			dates: None,
			shelf: &shelf(self.person),
		};
		watcher.look(self.person.account(), &[], watching, to).await
	}

	/// Answers once by the person's policies, which lie in this home.
	pub async fn answer(self, watching: &mut Watching) -> Result<usize, Error> {
		let deputy = Deputy {
			patient: self.patient(),
			policies: &self.person.policies(),
			log: &AnswerLog::at(self.person.home()),
			now: NOW,
		};
		let (signer, keystore) = (&self.person.signer, &self.person.keystore);
		deputy.answer(signer, keystore, watching, &["ear"]).await
	}
}

/// Somebody who is told, and may be down.
pub struct Ear {
	pub name: &'static str,
	/// What was heard, by id and kind.
	pub heard: Vec<(String, NoticeKind)>,
	/// How many more notices are taken before it is down.
	pub patience: usize,
}

impl Ear {
	pub fn new(name: &'static str) -> Self {
		Self {
			name,
			heard: Vec::new(),
			patience: usize::MAX,
		}
	}

	pub fn kinds(&self) -> Vec<NoticeKind> {
		self.heard.iter().map(|(_, kind)| *kind).collect()
	}
}

impl Sink for Ear {
	fn name(&self) -> &'static str {
		self.name
	}

	fn deliver<'a>(&'a mut self, notice: &'a Notice) -> Delivery<'a> {
		Box::pin(async move {
			if self.patience == 0 {
				let (host, source) = ("ear.example".to_owned(), None);
				return Err(PortError::new(NotifyError::WebhookDown { host, source }));
			}
			self.patience -= 1;
			self.heard.push((notice.id.clone(), notice.kind));
			Ok(())
		})
	}
}
