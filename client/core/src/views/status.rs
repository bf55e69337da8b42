//! Node, chain, store and account, as this client is set up.

mod emergency;

use super::{
	ceremony::CeremonyDetails,
	names::Party,
	places::PlacedAccount,
	words::{self, Fact},
};
use crate::domain::*;
pub use emergency::{EmergencyFacts, EmergencyPart};
use serde::Serialize;

/// How this client stands; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
	/// The client's folder.
	pub home: String,
	/// Address of the node.
	pub node: String,
	/// Hash of the chain's first block, `0x…`.
	pub genesis: String,
	/// Whether it is a development chain.
	pub development: bool,
	/// Number of the latest finalized block.
	pub finalized_block: BlockNumber,
	/// What the store is called.
	pub store: String,
	/// The hosts of the store.
	pub hosts: Hosts,
	/// The account that acts, if one is named.
	pub account: Option<OwnAccount>,
	/// The person's accounts at facilities, where there are any.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub facilities: Vec<PlacedAccount>,
	/// Numbers of the committees whose fingerprint was compared here.
	pub trusted_committees: Vec<KeyId>,
}

/// The hosts of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hosts {
	/// On how many hosts a record is kept.
	pub replicas: u16,
	/// The hosts, this machine's first; none where the store is a folder.
	pub hosts: Vec<Host>,
}

/// A host of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Host {
	/// What people call it.
	pub name: String,
	/// Its address.
	pub url: String,
	/// Path of the file that holds USER:PASSWORD for it, if it wants one; the password is not shown.
	pub password_file: Option<String>,
}

/// The account that acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnAccount {
	/// The account that signs calls.
	pub address: AccountId,
	/// What people call it.
	pub name: Option<String>,
	/// Name and address together, for people.
	#[serde(skip)]
	pub shown: String,
	/// Its free balance.
	#[serde(serialize_with = "words::amount")]
	pub balance: Balance,
	/// Its role, once it has one.
	pub role: Option<Role>,
	/// Whether its keys are on the chain.
	pub registered: bool,
	/// Version of its CSP key on the chain.
	pub csp_version: Option<u16>,
	/// The committees it is an administrator of, and its index in each.
	pub seats: Vec<Seat>,
	/// Whether it sits in the chain's council.
	pub council: bool,
	/// Whether it sits in the recovery body.
	pub recovery: bool,
	/// Whether it is frozen: its key may be in wrong hands.
	pub frozen: bool,
	/// The account that acts in its place.
	pub replaced_by: Option<Party>,
	/// Who may freeze it besides the council.
	pub guardian: Option<Party>,
	/// The facility that pays for its requests.
	pub sponsor: Option<Party>,
	/// Ceremonies on the chain that wait for it.
	#[serde(skip_serializing_if = "Vec::is_empty")]
	pub ceremonies: Vec<CeremonyDetails>,
	/// What it is in emergencies.
	pub emergency: EmergencyPart,
}

/// A place in a committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Seat {
	/// The committee's number on chain.
	pub committee: KeyId,
	/// The administrator's index in it.
	pub index: u16,
}

impl Hosts {
	/// A store that is one place.
	pub fn single() -> Self {
		Self {
			replicas: 1,
			hosts: Vec::new(),
		}
	}

	/// The hosts by name and address, in one line.
	pub fn list(&self) -> String {
		let hosts = self.hosts.iter();
		let named: Vec<_> = hosts
			.map(|host| format!("{} ({})", host.name, host.url))
			.collect();
		named.join(", ")
	}

	/// What the store is set to, for people; nothing where it is one place.
	pub fn sentence(&self) -> Option<String> {
		let all = self.hosts.len();
		(all > 0).then(|| {
			let (list, replicas) = (self.list(), self.replicas);
			format!("Hosts: {list}. Each record is kept on {replicas} of {all}.")
		})
	}

	fn facts(&self) -> Vec<Fact> {
		match self.hosts.len() {
			0 => Vec::new(),
			all => vec![
				("Hosts", self.list()),
				("Replicas", format!("each record on {} of {all}", self.replicas)),
			],
		}
	}
}

impl OwnAccount {
	/// Everything the account is on this chain, in words.
	fn roles(&self) -> String {
		let mut roles: Vec<String> = self.role.iter().map(ToString::to_string).collect();
		roles.extend(
			self.seats
				.iter()
				.map(|Seat { committee, index }| format!("administrator {index} of committee {committee}")),
		);
		if self.council {
			roles.push("member of the council".to_owned());
		}
		if self.recovery {
			roles.push("member of the recovery body".to_owned());
		}
		match roles.is_empty() {
			true => "none yet".to_owned(),
			false => roles.join(", "),
		}
	}

	/// What the person has to do first, if anything.
	fn missing(&self, trusted: &[KeyId]) -> Option<String> {
		if let Some(new) = &self.replaced_by {
			return Some(format!(
				"act as {}, which is in the place of this account",
				new.shown()
			));
		}
		if self.frozen {
			return Some("this account is frozen: talk to its guardian or to the council".to_owned());
		}
		if !self.ceremonies.is_empty() {
			return Some("a ceremony waits for you: `medquorum committee ceremony`".to_owned());
		}
		if !self.registered {
			return Some("publish your keys with `medquorum register`".to_owned());
		}
		let untrusted = self.seats.iter().find(|seat| !trusted.contains(&seat.committee));
		if let Some(Seat { committee, .. }) = untrusted {
			return Some(format!(
				"compare your committee once: `medquorum committee trust {committee}`"
			));
		}
		let uploads = self.role.is_some_and(Role::can_upload);
		(uploads && trusted.is_empty()).then(|| {
			"before you upload: `medquorum committee trust` with the number your organisation uses".to_owned()
		})
	}

	/// What others have to do with the account, and it with others in emergencies.
	fn others(&self) -> Vec<Fact> {
		let mut facts = Vec::new();
		if self.frozen {
			facts.push(("Frozen", "yes: it can only deny, suspend and close".to_owned()));
		}
		let people = [
			("Replaced by", &self.replaced_by),
			("Guardian", &self.guardian),
			("Sponsor", &self.sponsor),
		];
		let named = people.into_iter();
		facts.extend(named.filter_map(|(word, who)| Some((word, who.as_ref()?.shown()))));
		let waiting = self.ceremonies.iter();
		facts.extend(waiting.map(|ceremony| {
			let words = format!("committee {}: {}", ceremony.key_id, ceremony.words());
			("Ceremony", words)
		}));
		let emergency = self.emergency.sentences().into_iter();
		facts.extend(emergency.map(|sentence| ("Emergency", sentence)));
		facts
	}

	fn facts(&self) -> [Fact; 4] {
		let role = self.roles();
		let keys = self.csp_version.map_or_else(
			|| "not registered; see `medquorum register`".to_owned(),
			|version| format!("registered, CSP key version {version}"),
		);
		[
			("Account", self.shown.clone()),
			("Roles", role),
			("Keys", keys),
			("Balance", self.balance.to_string()),
		]
	}
}

impl Status {
	/// The status for people.
	pub fn facts(&self) -> Vec<Fact> {
		let development = if self.development { " (development)" } else { "" };
		let mut facts = vec![
			("Folder", self.home.clone()),
			("Node", self.node.clone()),
			("Chain", format!("{}{development}", self.genesis)),
			("Finalized", format!("block {}", self.finalized_block)),
			("Store", self.store.clone()),
		];
		facts.extend(self.hosts.facts());
		facts.extend(self.account.iter().flat_map(OwnAccount::facts));
		facts.extend(self.account.iter().flat_map(OwnAccount::others));
		facts.extend(self.facilities.iter().map(PlacedAccount::fact));
		facts.push(("Trusted", format!("committees: {}", self.trusted())));
		facts.push(("Next", self.next()));
		facts
	}

	/// The next step of the person at this machine.
	fn next(&self) -> String {
		let Some(account) = &self.account else {
			if !self.facilities.is_empty() {
				return "see what waits for you: `medquorum inbox`".to_owned();
			}
			return "say who you are: `medquorum config account`, or --account".to_owned();
		};
		let missing = account.missing(&self.trusted_committees);
		missing.unwrap_or_else(|| "see what waits for you: `medquorum inbox`".to_owned())
	}

	fn trusted(&self) -> String {
		if self.trusted_committees.is_empty() {
			return "none; see `medquorum committee trust`".to_owned();
		}
		let list: Vec<_> = self.trusted_committees.iter().map(ToString::to_string).collect();
		list.join(", ")
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::views::{CeremonyDue, CeremonyView, fixtures::EVE};
	use serde_json::json;

	fn status() -> Status {
		Status {
			home: "/home/eve".to_owned(),
			node: "ws://127.0.0.1:9944".to_owned(),
			genesis: "0x01".to_owned(),
			development: true,
			finalized_block: 9,
			store: "folder /mnt/store".to_owned(),
			hosts: Hosts::single(),
			account: None,
			facilities: Vec::new(),
			trusted_committees: Vec::new(),
		}
	}

	fn eve() -> OwnAccount {
		OwnAccount {
			address: EVE,
			name: Some("Eve".to_owned()),
			shown: "Eve (5…)".to_owned(),
			balance: Balance(1_500_000_000_000),
			role: Some(Role::Clinician),
			registered: true,
			csp_version: Some(2),
			seats: Vec::new(),
			council: false,
			recovery: false,
			frozen: false,
			replaced_by: None,
			guardian: None,
			sponsor: None,
			ceremonies: Vec::new(),
			emergency: EmergencyPart::default(),
		}
	}

	#[test]
	fn people_are_told_what_others_have_to_do_with_their_account() {
		let party = |name: &str| {
			Some(Party {
				address: EVE,
				name: Some(name.to_owned()),
			})
		};
		let frozen = OwnAccount {
			frozen: true,
			guardian: party("Dave"),
			sponsor: party("One"),
			emergency: EmergencyPart {
				to_review: 2,
				..EmergencyPart::default()
			},
			..eve()
		};
		let told: Vec<_> = frozen.others().into_iter().map(|(word, _)| word).collect();
		assert_eq!(told, ["Frozen", "Guardian", "Sponsor", "Emergency"]);
		assert!(frozen.missing(&[1]).unwrap().contains("frozen"));
		let replaced = OwnAccount {
			replaced_by: party("Eve's new account"),
			..frozen
		};
		assert!(replaced.missing(&[1]).unwrap().contains("Eve's new account"));
		assert_eq!(eve().others(), []);
	}

	#[test]
	fn people_are_told_what_is_missing() {
		let facts = status().facts();
		assert!(facts.contains(&("Chain", "0x01 (development)".to_owned())));
		assert!(!facts.iter().any(|(word, _)| ["Hosts", "Account"].contains(word)));
		for fact in [
			("Trusted", "committees: none; see `medquorum committee trust`"),
			(
				"Next",
				"say who you are: `medquorum config account`, or --account",
			),
		] {
			assert!(facts.contains(&(fact.0, fact.1.to_owned())), "{fact:?}");
		}
		let stranger = OwnAccount {
			role: None,
			registered: false,
			csp_version: None,
			..eve()
		};
		let [_, role, keys, _] = stranger.facts();
		assert_eq!(
			(role.1.as_str(), keys.1.contains("register`")),
			("none yet", true)
		);
		assert!(stranger.missing(&[1]).unwrap().contains("`medquorum register`"));
	}

	#[test]
	fn people_are_told_everything_they_are_and_what_comes_next() {
		let seats = vec![Seat {
			committee: 1,
			index: 3,
		}];
		let eve = OwnAccount {
			seats,
			council: true,
			recovery: true,
			..eve()
		};
		assert_eq!(
			eve.roles(),
			"clinician, administrator 3 of committee 1, member of the council, member of the recovery body"
		);
		assert!(eve.missing(&[2]).unwrap().contains("committee trust 1"));
		assert_eq!(eve.missing(&[1]), None);
		let facility = OwnAccount {
			role: Some(Role::Facility),
			seats: Vec::new(),
			..eve
		};
		assert!(facility.missing(&[]).unwrap().contains("before you upload"));
		let told = Status {
			account: Some(facility),
			trusted_committees: vec![1],
			..status()
		};
		assert!(told.next().contains("`medquorum inbox`"));
	}

	#[test]
	fn hosts_and_account_are_told_where_there_are_any() {
		let host = |name: &str| Host {
			name: name.to_owned(),
			url: format!("http://{name}:5001"),
			password_file: None,
		};
		let status = Status {
			hosts: Hosts {
				replicas: 2,
				hosts: vec![host("own"), host("ward-b")],
			},
			account: Some(eve()),
			trusted_committees: vec![1, 3],
			..status()
		};
		let facts = status.facts();
		for fact in [
			("Hosts", "own (http://own:5001), ward-b (http://ward-b:5001)"),
			("Replicas", "each record on 2 of 2"),
			("Account", "Eve (5…)"),
			("Keys", "registered, CSP key version 2"),
			("Balance", "1.5 MQD"),
			("Trusted", "committees: 1, 3"),
		] {
			assert!(facts.contains(&(fact.0, fact.1.to_owned())), "{fact:?}");
		}
		assert!(status.hosts.sentence().unwrap().ends_with("kept on 2 of 2."));
	}

	#[test]
	fn a_ceremony_that_waits_is_told_first() {
		let ceremony = CeremonyView {
			key_id: 8,
			epoch: 1,
			attempt: 1,
			rule: (3, 4),
			due: CeremonyDue::Join,
			until: 110,
		};
		let account = OwnAccount {
			ceremonies: vec![CeremonyDetails::of(&ceremony, 10)],
			..eve()
		};
		let status = Status {
			account: Some(account),
			..status()
		};
		let facts = status.facts();
		let told = ("Ceremony", "committee 8: take part, within 10 minutes".to_owned());
		assert!(facts.contains(&told), "{facts:?}");
		assert!(facts.last().unwrap().1.contains("committee ceremony"));
	}

	#[test]
	fn programs_get_the_same_keys_as_ever() {
		let status = Status {
			account: Some(eve()),
			..status()
		};
		let expected = json!({
			"home": "/home/eve",
			"node": "ws://127.0.0.1:9944",
			"genesis": "0x01",
			"development": true,
			"finalized_block": 9,
			"store": "folder /mnt/store",
			"hosts": { "replicas": 1, "hosts": [] },
			"account": {
				"address": EVE,
				"name": "Eve",
				"balance": 1_500_000_000_000_u64,
				"role": "clinician",
				"registered": true,
				"csp_version": 2,
				"seats": [],
				"council": false,
				"recovery": false,
				"frozen": false,
				"replaced_by": null,
				"guardian": null,
				"sponsor": null,
				"emergency": EmergencyPart::default(),
			},
			"trusted_committees": [],
		});
		assert_eq!(serde_json::to_value(&status).unwrap(), expected);
	}
}
