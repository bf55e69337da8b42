//! Conflicts, limits of time, and that what denies always wins.

use super::{super::samples::*, *};
use crate::domain::{AccountId, Purpose, RecordId};
use proptest::prelude::*;
use serde_json::{Value, json};

const RECORD: RecordId = RecordId([1; 16]);
const OTHER: RecordId = RecordId([2; 16]);

fn policy(provision: Value) -> Policy {
	Policy::read(&consent(provision).to_string()).unwrap()
}

fn asked(requester: AccountId, purpose: Purpose) -> Asked<'static> {
	Asked {
		requester,
		purpose,
		record: RECORD,
		older: &[],
	}
}

fn word(policies: &[Policy], asked: &Asked<'_>, now: u64) -> &'static str {
	match decide(policies, asked, now) {
		Verdict::Consent(_) => "consent",
		Verdict::Deny(_) => "deny",
		Verdict::Silent => "silent",
	}
}

fn instance(record: RecordId) -> Value {
	json!([{ "meaning": "instance", "reference": to_record(record) }])
}

#[test]
fn permit_covers_what_it_names_and_no_more() {
	let policies = [policy(json!({
		"type": "permit", "actor": [actor(DOCTOR)], "purpose": [purpose("TREAT")], "data": instance(RECORD),
	}))];
	let says = |asked: &Asked<'_>| word(&policies, asked, 0);
	let asked = asked(DOCTOR, Purpose::Treatment);
	assert_eq!(says(&asked), "consent");
	for other in [
		Asked {
			requester: CLINIC,
			..asked
		},
		Asked {
			purpose: Purpose::Research,
			..asked
		},
		// Narrower than treatment, and still not named.
		Asked {
			purpose: Purpose::EmergencyTreatment,
			..asked
		},
		Asked {
			record: OTHER,
			..asked
		},
		// A correction of the record that is named is another record.
		Asked {
			record: OTHER,
			older: &[RECORD],
			..asked
		},
	] {
		assert_eq!(says(&other), "silent", "{other:?}");
	}
	assert_eq!(word(&[], &asked, 0), "silent");
}

#[test]
fn deny_is_read_widely() {
	let permit = policy(json!({ "type": "permit", "actor": [actor(DOCTOR)] }));
	let with = |deny: Value| [permit.clone(), policy(deny)];
	let treatment = with(json!({ "type": "deny", "purpose": [purpose("TREAT")] }));
	let operations = with(json!({ "type": "deny", "purpose": [purpose("HOPERAT")] }));
	for (policies, purpose, expected) in [
		(&treatment, Purpose::Treatment, "deny"),
		(&treatment, Purpose::EmergencyTreatment, "deny"),
		(&treatment, Purpose::Research, "consent"),
		(&operations, Purpose::Legal, "deny"),
		(&operations, Purpose::QualityImprovement, "deny"),
		(&operations, Purpose::PatientSafety, "deny"),
		(&operations, Purpose::Treatment, "consent"),
	] {
		assert_eq!(word(policies, &asked(DOCTOR, purpose), 0), expected, "{purpose}");
	}
	let record = with(json!({ "type": "deny", "data": instance(RECORD) }));
	let corrected = Asked {
		record: OTHER,
		older: &[RECORD],
		..asked(DOCTOR, Purpose::Treatment)
	};
	assert_eq!(word(&record, &corrected, 0), "deny");
	assert_eq!(
		word(
			&record,
			&Asked {
				older: &[],
				..corrected
			},
			0
		),
		"consent"
	);
}

#[test]
fn base_that_denies_gives_way_to_its_own_exceptions_and_to_no_other_policy() {
	let but_doctor = policy(json!({
		"type": "deny", "provision": [{ "type": "permit", "actor": [actor(DOCTOR)] }],
	}));
	let clinic = policy(json!({ "type": "permit", "actor": [actor(CLINIC)] }));
	let one = std::slice::from_ref(&but_doctor);
	assert_eq!(word(one, &asked(DOCTOR, Purpose::Treatment), 0), "consent");
	assert_eq!(word(one, &asked(CLINIC, Purpose::Treatment), 0), "deny");
	for both in [[but_doctor.clone(), clinic.clone()], [clinic, but_doctor]] {
		assert_eq!(word(&both, &asked(CLINIC, Purpose::Treatment), 0), "deny");
		assert_eq!(word(&both, &asked(DOCTOR, Purpose::Treatment), 0), "consent");
	}
}

#[test]
fn reason_names_policy_and_rule() {
	let policies = [policy(json!({
		"type": "permit", "actor": [actor(DOCTOR)],
		"provision": [{ "type": "deny", "purpose": [purpose("HRESCH")] }],
	}))];
	let Verdict::Deny(because) = decide(&policies, &asked(DOCTOR, Purpose::Research), 0) else {
		panic!()
	};
	assert_eq!(because.policy, policies[0].id);
	assert_eq!(because.rule.path, "Consent.provision.provision[0]");
	let words = because.rule.words(&crate::views::Nameless);
	assert_eq!(words, format!("denies {DOCTOR}, for research, of every record"));
}

#[test]
fn period_decides_to_the_millisecond() {
	// 2026-01-31 in UTC, whole.
	let (start, end) = (1_769_817_600_000_u64, 1_769_904_000_000_u64);
	for (kind, then) in [("permit", "consent"), ("deny", "deny")] {
		let day = json!({ "start": "2026-01-31", "end": "2026-01-31" });
		let base = policy(json!({ "type": kind, "actor": [actor(DOCTOR)], "period": day.clone() }));
		let exception = policy(json!({
			"type": "deny", "actor": [actor(CLINIC)],
			"provision": [{ "type": kind, "actor": [actor(DOCTOR)], "period": day }],
		}));
		for policies in [[base], [exception]] {
			for (now, expected) in [
				(start - 1, "silent"),
				(start, then),
				(start + 1, then),
				(end - 1, then),
				(end, "silent"),
				(end + 1, "silent"),
			] {
				assert_eq!(
					word(&policies, &asked(DOCTOR, Purpose::Treatment), now),
					expected,
					"{kind} {now}"
				);
			}
		}
	}
}

fn accounts() -> impl Strategy<Value = Vec<AccountId>> {
	prop::collection::vec((0..3_u8).prop_map(|n| AccountId([n; 32])), 0..3)
}

fn provision() -> impl Strategy<Value = Value> {
	let purposes = prop::collection::vec(prop::sample::select(Purpose::ORDINARY.to_vec()), 0..3);
	let records = prop::collection::vec(prop::sample::select(vec![RECORD, OTHER]), 0..2);
	(any::<bool>(), accounts(), purposes, records).prop_map(|(permit, actors, purposes, records)| {
		let mut provision = json!({ "type": if permit { "permit" } else { "deny" } });
		let mut put = |name: &str, values: Vec<Value>| {
			if !values.is_empty() {
				provision[name] = Value::from(values);
			}
		};
		put("actor", actors.into_iter().map(actor).collect());
		put(
			"purpose",
			purposes.into_iter().map(|known| purpose(known.code())).collect(),
		);
		let data = records.into_iter();
		put(
			"data",
			data.map(|record| json!({ "meaning": "instance", "reference": to_record(record) }))
				.collect(),
		);
		provision
	})
}

/// Policies that are free of contradictions in themselves.
fn policies() -> impl Strategy<Value = Vec<Policy>> {
	let one = (provision(), prop::collection::vec(provision(), 0..4)).prop_map(|(mut base, exceptions)| {
		if !exceptions.is_empty() {
			base["provision"] = Value::from(exceptions);
		}
		Policy::read(&consent(base).to_string()).ok()
	});
	prop::collection::vec(one, 0..4).prop_map(|all| all.into_iter().flatten().collect())
}

proptest! {
	/// Whatever else stands in the policies and in whichever order: an exception that denies is never overruled, nobody is consented
	/// to without a rule that names them, and more policies that deny never lead to a consent.
	#[test]
	fn what_denies_wins(
		mut policies in policies(),
		more in policies(),
		requester in 0..4_u8,
		purpose in prop::sample::select(Purpose::ORDINARY.to_vec()),
		record in prop::sample::select(vec![RECORD, OTHER]),
	) {
		let older = [OTHER];
		let asked = Asked { requester: AccountId([requester; 32]), purpose, record, older: &older };
		let about = |kind: Kind| move |rule: &Provision| rule.kind == kind && rule.scope.covers(kind, &asked, 0);
		let denied = policies.iter().any(|policy| policy.exceptions.iter().any(about(Kind::Deny)));
		let permitted = policies.iter().any(|policy| policy.rules().any(about(Kind::Permit)));
		let first = word(&policies, &asked, 0);
		prop_assert!(!denied || first == "deny");
		prop_assert!(first != "consent" || permitted);
		policies.reverse();
		prop_assert_eq!(word(&policies, &asked, 0), first);
		policies.extend(more);
		let with_more = word(&policies, &asked, 0);
		prop_assert!(first != "deny" || with_more == "deny");
	}
}
