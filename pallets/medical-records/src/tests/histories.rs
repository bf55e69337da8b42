//! Whatever people do in emergencies, in whatever order: the invariants hold, and no call that fails changes anything.

use proptest::prelude::*;
use sp_runtime::{DispatchError, StateVersion};

use crate::{Emergencies, EmergencyRequests, Records, mock::*, types::*};
use EmergencyScope::*;

/// What somebody tries to do. Numbers choose among people, records and openings.
#[derive(Clone, Debug)]
enum Action {
	Direct {
		scope: Option<bool>,
		by: usize,
	},
	Add {
		by: usize,
		record: usize,
		both: bool,
	},
	Remove {
		by: usize,
		record: usize,
	},
	Break {
		by: usize,
		record: usize,
		reason: usize,
	},
	/// Victor asks, and two houses approve, as far as each is possible.
	Open {
		record: usize,
	},
	Ask {
		record: usize,
	},
	Approve {
		by: usize,
		asked: usize,
	},
	Reject {
		by: usize,
		asked: usize,
	},
	Deny {
		asked: usize,
	},
	Close {
		asked: usize,
	},
	State {
		by: usize,
		asked: usize,
	},
	Review {
		by: usize,
		asked: usize,
		justified: bool,
	},
	Enforce {
		asked: usize,
	},
	Reinstate {
		who: usize,
	},
	House {
		who: usize,
		house: usize,
	},
	Role {
		who: usize,
		role: usize,
	},
	Suspend {
		record: usize,
	},
	Resume {
		record: usize,
	},
	Erase {
		record: usize,
	},
	Freeze {
		frozen: bool,
	},
	NextEpoch,
	Wait {
		blocks: u32,
	},
}

const PATIENTS: [Person; 4] = [EVE, EVE, ONE, GRACE];
const BREAKERS: [Person; 4] = [VICTOR, VICTOR, ALICE, OLIVIA];
const REVIEWERS: [Person; 5] = [ALICE, BOB, CHARLIE, DAVE, MALLORY];
const ROLES: [Role; 3] = [
	Role::EmergencyClinician,
	Role::EmergencyClinician,
	Role::Clinician,
];
const REASONS: [Purpose; 4] = [
	Purpose::EmergencyTreatment,
	Purpose::BreakTheGlass,
	Purpose::Test,
	Purpose::Treatment,
];
/// Records of the world.
const RECORDS: u8 = 4;

fn action() -> impl Strategy<Value = Action> {
	let n = 0..6usize;
	let two = || (0..6usize, 0..6usize);
	prop_oneof![
		2 => (proptest::option::weighted(0.8, any::<bool>()), n.clone()).prop_map(|(scope, by)| Action::Direct { scope, by }),
		5 => (n.clone(), n.clone(), any::<bool>()).prop_map(|(by, record, both)| Action::Add { by, record, both }),
		1 => two().prop_map(|(by, record)| Action::Remove { by, record }),
		8 => (n.clone(), n.clone(), n.clone()).prop_map(|(by, record, reason)| Action::Break { by, record, reason }),
		8 => n.clone().prop_map(|record| Action::Open { record }),
		2 => n.clone().prop_map(|record| Action::Ask { record }),
		16 => two().prop_map(|(by, asked)| Action::Approve { by, asked }),
		2 => two().prop_map(|(by, asked)| Action::Reject { by, asked }),
		1 => n.clone().prop_map(|asked| Action::Deny { asked }),
		2 => n.clone().prop_map(|asked| Action::Close { asked }),
		4 => two().prop_map(|(by, asked)| Action::State { by, asked }),
		10 => (n.clone(), n.clone(), any::<bool>()).prop_map(|(by, asked, justified)| Action::Review { by, asked, justified }),
		2 => n.clone().prop_map(|asked| Action::Enforce { asked }),
		2 => n.clone().prop_map(|who| Action::Reinstate { who }),
		1 => two().prop_map(|(who, house)| Action::House { who, house }),
		1 => two().prop_map(|(who, role)| Action::Role { who, role }),
		1 => n.clone().prop_map(|record| Action::Suspend { record }),
		1 => n.clone().prop_map(|record| Action::Resume { record }),
		1 => n.prop_map(|record| Action::Erase { record }),
		1 => any::<bool>().prop_map(|frozen| Action::Freeze { frozen }),
		1 => Just(Action::NextEpoch),
		2 => prop_oneof![4 => 1..4u32, 1 => Just(REVIEW_TTL)].prop_map(|blocks| Action::Wait { blocks }),
	]
}

fn pick<T: Clone>(list: &[T], number: usize) -> Option<T> {
	list.get(number.checked_rem(list.len())?).cloned()
}

/// The emergency requests that there have been.
#[derive(Default)]
struct World {
	asked: Vec<Breaking>,
}

impl World {
	fn record(number: usize) -> RecordId {
		let number = u8::try_from(number).unwrap().checked_rem(RECORDS).unwrap();
		record_id(ONE, &[number; 16])
	}

	/// Does it, if there is something to do it with. `None` if not.
	fn act(&mut self, action: Action) -> Option<Result<(), DispatchError>> {
		Some(match action {
			Action::Direct { scope, by } => {
				let directive = scope.map(|both| EmergencyDirective {
					key_id: EMERGENCY_KEY,
					scope: if both { BothKeys } else { CspKey },
				});
				MedicalRecords::set_emergency(pick(&PATIENTS, by)?.origin(), directive)
			}
			Action::Add { by, record, both } => {
				let id = existing(Self::record(record))?;
				let scope = if both { BothKeys } else { CspKey };
				prepare(pick(&PATIENTS, by)?, id, scope).send()
			}
			Action::Remove { by, record } => remove_emergency(pick(&PATIENTS, by)?, Self::record(record)),
			Action::Break { by, record, reason } => {
				let id = existing(Self::record(record))?;
				Emergencies::<Test>::get(id)?;
				let breaking = breaking(pick(&BREAKERS, by)?, id, pick(&REASONS, reason)?);
				let result = breaking.send();
				if result.is_ok() {
					self.asked.push(breaking);
				}
				result
			}
			Action::Open { record } => {
				let id = existing(Self::record(record))?;
				Emergencies::<Test>::get(id)?;
				let breaking = breaking(VICTOR, id, Purpose::EmergencyTreatment);
				if breaking.send().is_ok() {
					let _ = breaking.approve(OLIVIA).and_then(|()| breaking.approve(PETER));
					self.asked.push(breaking);
				}
				Ok(())
			}
			Action::Ask { record } => {
				let id = existing(Self::record(record))?;
				ask_for(VICTOR, id, Purpose::EmergencyTreatment).send()
			}
			Action::Approve { by, asked } => self.newest(asked)?.approve(pick(&EMERGENCY, by)?),
			Action::Reject { by, asked } => self.newest(asked)?.reject(pick(&EMERGENCY, by)?),
			Action::Deny { asked } => MedicalRecords::deny_consent(EVE.origin(), self.newest(asked)?.id()),
			Action::Close { asked } => {
				let asked = self.newest(asked)?;
				MedicalRecords::close_request(asked.requester.origin(), asked.id())
			}
			Action::State { .. }
			| Action::Review { .. }
			| Action::Enforce { .. }
			| Action::Reinstate { .. } => return self.act_afterwards(action),
			_ => return act_on_the_world(action),
		})
	}

	/// One of the last ones.
	fn newest(&self, number: usize) -> Option<Breaking> {
		let from = self.asked.len().saturating_sub(3);
		pick(&self.asked[from..], number)
	}

	fn act_afterwards(&self, action: Action) -> Option<Result<(), DispatchError>> {
		Some(match action {
			Action::State { by, asked } => {
				let id = self.newest(asked)?.id();
				MedicalRecords::file_statement(pick(&BREAKERS, by)?.origin(), id, [1; 32])
			}
			Action::Review { by, asked, justified } => {
				let verdict = match justified {
					true => Verdict::Justified,
					false => Verdict::Unjustified,
				};
				let (id, who) = (self.newest(asked)?.id(), pick(&REVIEWERS, by)?);
				plain(MedicalRecords::submit_review(who.origin(), id, verdict))
			}
			Action::Enforce { asked } => {
				MedicalRecords::enforce_review(MALLORY.origin(), self.newest(asked)?.id())
			}
			Action::Reinstate { who } => {
				MedicalRecords::reinstate(RuntimeOrigin::root(), pick(&BREAKERS, who)?.id())
			}
			_ => return None,
		})
	}
}

fn existing(record_id: RecordId) -> Option<RecordId> {
	Records::<Test>::contains_key(record_id).then_some(record_id)
}

/// What happens around emergencies.
fn act_on_the_world(action: Action) -> Option<Result<(), DispatchError>> {
	let root = RuntimeOrigin::root;
	Some(match action {
		Action::House { who, house } => {
			let house = [Some(10), Some(20), Some(30), None][house % 4];
			let people = [VICTOR, OLIVIA, PETER, DAVE, ALICE];
			MedicalRecords::set_facility(root(), pick(&people, who)?.id(), house)
		}
		Action::Role { who, role } => {
			MedicalRecords::set_role(root(), pick(&BREAKERS, who)?.id(), pick(&ROLES, role)?)
		}
		Action::Suspend { record } => suspend(EVE, World::record(record)),
		Action::Resume { record } => MedicalRecords::resume_record(EVE.origin(), World::record(record)),
		Action::Erase { record } => erase(EVE, World::record(record)),
		Action::Freeze { frozen: true } => MedicalRecords::freeze_account(root(), EVE.id()),
		Action::Freeze { frozen: false } => MedicalRecords::unfreeze_account(root(), EVE.id()),
		Action::NextEpoch => {
			next_epoch();
			Ok(())
		}
		Action::Wait { blocks } => {
			go_to_block(System::block_number() + blocks);
			Ok(())
		}
		_ => return None,
	})
}

fn root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn invariants_hold_after_any_emergencies(actions in proptest::collection::vec(action(), 1..90)) {
		emergencies(|| {
			MaxRequestsPerRecord::set(16);
			MaxOpenRequests::set(16);
			for number in 0..RECORDS {
				let _ = match number % 2 {
					0 => allowed(number).record_id,
					_ => upload(number).id(),
				};
			}
			let mut world = World::default();
			for action in actions {
				let before = root();
				if let Some(Err(error)) = world.act(action.clone()) {
					assert_eq!(root(), before, "{action:?} failed with {error:?}, and changed something");
				}
				MedicalRecords::do_try_state().unwrap_or_else(|error| panic!("after {action:?}: {error:?}"));
			}
			// Nothing is beside a request that is gone.
			for id in EmergencyRequests::<Test>::iter_keys() {
				assert!(crate::Requests::<Test>::contains_key(id));
			}
		});
	}
}
