//! What a decision of a body does, in words.

use super::{names::Names, words::short};
use crate::{
	domain::{AccountId, Opening, Role},
	ledger::{Call, CeremonyCall, EmergencyCall},
};

/// What the call does; `None` is one that this program does not know.
pub(super) fn effect(call: Option<&Call>, names: &dyn Names) -> String {
	let Some(call) = call else {
		return "something that this program does not know: look at it in Polkadot.js".to_owned();
	};
	people(call, names)
		.or_else(|| records(call))
		.or_else(|| network(call, names))
		.unwrap_or_else(|| {
			let (pallet, name) = call.name();
			format!("{pallet}.{name}")
		})
}

fn list<'a>(accounts: impl Iterator<Item = &'a AccountId>, names: &dyn Names) -> String {
	let shown: Vec<String> = accounts.map(|account| names.show(account)).collect();
	shown.join(", ")
}

fn role_words(role: Role) -> &'static str {
	match role {
		Role::Patient => "a patient, and nothing else",
		Role::Clinician => "a clinician",
		Role::Facility => "a facility",
		Role::DataProtectionOfficer => "a data protection officer",
		Role::StorageHost => "a storage host",
		Role::EmergencyClinician => "an emergency clinician, who may break the glass",
	}
}

fn people(call: &Call, names: &dyn Names) -> Option<String> {
	Some(match call {
		Call::SetRole { who, role } => format!("{} becomes {}", names.show(who), role_words(*role)),
		Call::Emergency(EmergencyCall::SetFacility { who, facility }) => match facility {
			Some(facility) => format!("{} is of facility {facility}", names.show(who)),
			None => format!("{} is of no facility", names.show(who)),
		},
		Call::Emergency(EmergencyCall::Reinstate { who }) => {
			format!("{} may break the glass again", names.show(who))
		}
		Call::FreezeAccount { who } => format!("the account of {} is frozen", names.show(who)),
		Call::UnfreezeAccount { who } => format!("the account of {} is usable again", names.show(who)),
		Call::ReplaceAccount { old, new } => format!(
			"{} in the place of the frozen account {}",
			names.show(new),
			names.show(old)
		),
		Call::SetCommittee {
			key_id,
			k,
			admins,
			handover,
			at_once,
			..
		} => {
			let rule = format!(
				"committee {key_id}: {k} of {} administrators: {}",
				admins.len(),
				list(admins.iter().map(|admin| &admin.account), names)
			);
			match (handover.len(), at_once) {
				(0, _) => rule,
				(signed, false) => format!("{rule}; handed over by {signed} of those it has"),
				(signed, true) => format!("{rule}; handed over by {signed} of those it has, AT ONCE"),
			}
		}
		Call::Ceremony(CeremonyCall::Open(opening)) => opened(opening, names),
		Call::RetireCommittee { key_id } => format!("committee {key_id} takes no new records"),
		_ => return None,
	})
}

/// What a ceremony on the chain makes. Who deals a key on is one of those it has, by an index that stands for nobody here.
fn opened(opening: &Opening, names: &dyn Names) -> String {
	let Opening {
		key_id,
		attempt,
		k,
		seats,
		dealers,
		..
	} = opening;
	let rule = format!(
		"a ceremony on the chain, attempt {attempt}, for committee {key_id}: {k} of {} administrators: {}",
		seats.len(),
		list(seats.iter().map(|seat| &seat.account), names)
	);
	let all_deal = dealers.iter().eq(seats.iter().map(|seat| &seat.index));
	match (all_deal, opening.at_once) {
		(true, _) => rule,
		(false, false) => format!("{rule}; {} of those it has deal its key on", dealers.len()),
		(false, true) => format!(
			"{rule}; {} of those it has deal its key on, AT ONCE",
			dealers.len()
		),
	}
}

fn records(call: &Call) -> Option<String> {
	Some(match call {
		Call::CancelRequest { request_id } => format!("request {} ends", short(request_id)),
		Call::StopErasure { record_id } => format!("record {} is not erased", short(record_id)),
		Call::LiftHold { record_id } => format!("the legal hold on record {} ends", short(record_id)),
		_ => return None,
	})
}

fn network(call: &Call, names: &dyn Names) -> Option<String> {
	Some(match call {
		Call::SetMembers { members } => format!("the council: {}", list(members.iter(), names)),
		Call::AuthorizeUpgrade { code_hash } => {
			format!("an upgrade to the code with hash 0x{}", hex::encode(code_hash))
		}
		Call::Schedule { call } => format!("later: {}", effect(Some(call), names)),
		Call::StopScheduled { index } => format!("decision {index} is not carried out"),
		Call::Pause => "a day in which only what protects patients is possible".to_owned(),
		Call::EndPause => "the pause ends".to_owned(),
		Call::AddCollator { who } => format!("{} makes blocks", names.show(who)),
		Call::RemoveCollator { who } => format!("{} makes no blocks any more", names.show(who)),
		Call::GiveNotice { body, members } => {
			format!("after a week's notice, {body}: {}", list(members.iter(), names))
		}
		Call::StopNotice { body, index } => format!("notice {index} to {body} is not carried out"),
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		domain::{Body, RecordId, RequestId},
		views::fixtures::{Cast, DAVE, EVE},
	};

	#[test]
	fn each_call_of_the_bodies_has_words_and_names() {
		let said = |call: Call| effect(Some(&call), &Cast);
		for role in [
			Role::Patient,
			Role::Clinician,
			Role::Facility,
			Role::DataProtectionOfficer,
			Role::StorageHost,
			Role::EmergencyClinician,
		] {
			assert!(said(Call::SetRole { who: EVE, role }).starts_with("Eve becomes a"));
		}
		let later = Call::ReplaceAccount { old: DAVE, new: EVE };
		let calls = [
			Call::FreezeAccount { who: EVE },
			Call::UnfreezeAccount { who: EVE },
			Call::Schedule {
				call: Box::new(later),
			},
			Call::AddCollator { who: EVE },
			Call::RemoveCollator { who: EVE },
			Call::GiveNotice {
				body: Body::Council,
				members: vec![DAVE, EVE],
			},
		];
		for call in calls {
			let words = said(call);
			assert!(words.contains("Eve") && !words.contains('.'), "{words}");
		}
		let calls = [
			Call::RetireCommittee { key_id: 3 },
			Call::CancelRequest {
				request_id: RequestId([1; 16]),
			},
			Call::StopErasure {
				record_id: RecordId([1; 16]),
			},
			Call::LiftHold {
				record_id: RecordId([1; 16]),
			},
			Call::StopScheduled { index: 3 },
			Call::Pause,
			Call::EndPause,
			Call::StopNotice {
				body: Body::Recovery,
				index: 3,
			},
		];
		for call in calls {
			let words = said(call);
			assert!(words.contains(' ') && !words.contains('.'), "{words}");
		}
		assert_eq!(said(Call::Deregister), "MedicalRecords.deregister");
		assert!(effect(None, &Cast).contains("does not know"));
	}
}
