//! Whatever people do, in whatever order: the invariants hold, no call that fails changes anything, and every deposit
//! is accounted for.

use frame_support::traits::Footprint;
use proptest::prelude::*;
use sp_runtime::{DispatchError, StateVersion};

use crate::{
	HoldReason, Records, Requests, Users,
	deposit::{record_footprint, request_footprint},
	mock::*,
	types::{LegalHoldReason, RefusalReason, Role},
};

/// What somebody tries to do. Numbers choose among the records and requests that have been made.
#[derive(Clone, Debug)]
enum Action {
	Upload {
		by: usize,
		patient: usize,
		corrects: Option<usize>,
	},
	Request {
		by: usize,
		record: usize,
	},
	Approve {
		by: usize,
		request: usize,
	},
	Reject {
		by: usize,
		request: usize,
	},
	Grant {
		by: usize,
		request: usize,
	},
	Deny {
		by: usize,
		request: usize,
	},
	Close {
		by: usize,
		request: usize,
	},
	Acknowledge {
		by: usize,
		record: usize,
	},
	Suspend {
		by: usize,
		record: usize,
	},
	Resume {
		by: usize,
		record: usize,
	},
	Allow {
		by: usize,
		record: usize,
	},
	Erase {
		by: usize,
		record: usize,
	},
	Refuse {
		by: usize,
		record: usize,
	},
	Stop {
		by: usize,
		record: usize,
	},
	Finish {
		record: usize,
	},
	Hold {
		record: usize,
	},
	Freeze {
		who: usize,
	},
	Unfreeze {
		who: usize,
	},
	Replace {
		old: usize,
		new: usize,
	},
	Sponsor {
		employee: usize,
	},
	Leave {
		by: usize,
	},
	Register {
		by: usize,
	},
	SetRole {
		to: usize,
		role: usize,
	},
	NextEpoch,
	Wait {
		blocks: u32,
	},
}

const UPLOADERS: [Person; 3] = [ONE, TWO, MALLORY];
const PATIENTS: [Person; 2] = [EVE, GRACE];
const REQUESTERS: [Person; 4] = [FERDIE, TWO, ALICE, MALLORY];
const ROLES: [Role; 6] = [
	Role::Clinician,
	Role::Clinician,
	Role::Facility,
	Role::Facility,
	Role::Patient,
	Role::DataProtectionOfficer,
];
const DECIDERS: [Person; 5] = [ALICE, BOB, CHARLIE, DAVE, MALLORY];
const OWNERS: [Person; 5] = [EVE, EVE, GRACE, ONE, OFFICER];

fn action() -> impl Strategy<Value = Action> {
	let n = 0..6usize;
	prop_oneof![
		3 => (n.clone(), n.clone(), proptest::option::weighted(0.3, n.clone()))
			.prop_map(|(by, patient, corrects)| Action::Upload { by, patient, corrects }),
		5 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Request { by, record }),
		12 => (n.clone(), n.clone()).prop_map(|(by, request)| Action::Approve { by, request }),
		3 => (n.clone(), n.clone()).prop_map(|(by, request)| Action::Reject { by, request }),
		3 => (n.clone(), n.clone()).prop_map(|(by, request)| Action::Grant { by, request }),
		1 => (n.clone(), n.clone()).prop_map(|(by, request)| Action::Deny { by, request }),
		2 => (n.clone(), n.clone()).prop_map(|(by, request)| Action::Close { by, request }),
		3 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Acknowledge { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Refuse { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Stop { by, record }),
		2 => n.clone().prop_map(|record| Action::Finish { record }),
		1 => n.clone().prop_map(|record| Action::Hold { record }),
		1 => n.clone().prop_map(|who| Action::Freeze { who }),
		2 => n.clone().prop_map(|who| Action::Unfreeze { who }),
		1 => (n.clone(), n.clone()).prop_map(|(old, new)| Action::Replace { old, new }),
		1 => n.clone().prop_map(|employee| Action::Sponsor { employee }),
		1 => n.clone().prop_map(|by| Action::Leave { by }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Suspend { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Resume { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Allow { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Erase { by, record }),
		1 => n.clone().prop_map(|by| Action::Register { by }),
		1 => (n.clone(), n).prop_map(|(to, role)| Action::SetRole { to, role }),
		1 => Just(Action::NextEpoch),
		2 => prop_oneof![4 => 1..5u32, 1 => Just(ERASURE_DELAY)].prop_map(|blocks| Action::Wait { blocks }),
	]
}

/// The world as the actors know it.
#[derive(Default)]
struct World {
	uploads: Vec<Upload>,
	asked: Vec<Asking>,
}

fn pick<T: Clone>(list: &[T], number: usize) -> Option<T> {
	list.get(number.checked_rem(list.len())?).cloned()
}

impl World {
	/// Does it, if there is something to do it with. `None` if not.
	fn act(&mut self, action: Action) -> Option<Result<(), DispatchError>> {
		Some(match action {
			Action::Upload {
				by,
				patient,
				corrects,
			} => return self.upload(by, patient, corrects),
			Action::Request { by, record } => return self.request(by, record),
			Action::Approve { by, request } => {
				let (admin, asking) = (pick(&DECIDERS, by)?, pick(&self.asked, request)?);
				// Mallory has only somebody else's share, and an erased record gives none.
				let of = if admin == MALLORY { ALICE } else { admin };
				let share = match Records::<Test>::contains_key(asking.record_id) {
					true => asking.share_of(of),
					false => [0; 288],
				};
				plain(MedicalRecords::approve(admin.origin(), asking.id(), share))
			}
			Action::Reject { by, request } => pick(&self.asked, request)?.reject(pick(&DECIDERS, by)?),
			Action::Grant { by, request } => {
				let id = pick(&self.asked, request)?.id();
				MedicalRecords::grant_consent(pick(&OWNERS, by)?.origin(), id, [1; 80])
			}
			Action::Deny { by, request } => {
				MedicalRecords::deny_consent(pick(&OWNERS, by)?.origin(), pick(&self.asked, request)?.id())
			}
			Action::Close { by, request } => MedicalRecords::close_request(
				pick(&REQUESTERS, by)?.origin(),
				pick(&self.asked, request)?.id(),
			),
			Action::Acknowledge { .. }
			| Action::Suspend { .. }
			| Action::Resume { .. }
			| Action::Allow { .. }
			| Action::Refuse { .. }
			| Action::Stop { .. }
			| Action::Finish { .. }
			| Action::Hold { .. }
			| Action::Erase { .. } => return self.act_on_record(action),
			Action::Register { .. }
			| Action::Freeze { .. }
			| Action::Unfreeze { .. }
			| Action::Replace { .. }
			| Action::Sponsor { .. }
			| Action::Leave { .. } => return act_on_people(action),
			Action::SetRole { to, role } => {
				let (who, role) = (pick(&REQUESTERS, to)?, pick(&ROLES, role)?);
				MedicalRecords::set_role(RuntimeOrigin::root(), who.id(), role)
			}
			Action::NextEpoch => {
				next_epoch();
				Ok(())
			}
			Action::Wait { blocks } => {
				go_to_block(System::block_number() + blocks);
				Ok(())
			}
		})
	}

	/// What owners do with a record.
	fn act_on_record(&mut self, action: Action) -> Option<Result<(), DispatchError>> {
		Some(match action {
			Action::Acknowledge { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				acknowledge(pick(&OWNERS, by)?, id)
			}
			Action::Suspend { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				suspend(pick(&OWNERS, by)?, id)
			}
			Action::Resume { by, record } => {
				MedicalRecords::resume_record(pick(&OWNERS, by)?.origin(), pick(&self.uploads, record)?.id())
			}
			Action::Allow { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				MedicalRecords::allow_correction(pick(&OWNERS, by)?.origin(), id, Some(TWO.id()))
			}
			Action::Erase { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				erase(pick(&OWNERS, by)?, id)
			}
			Action::Refuse { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				let origin = pick(&OWNERS, by)?.origin();
				plain(MedicalRecords::refuse_record(
					origin,
					id,
					RefusalReason::Unwanted,
					16,
				))
			}
			Action::Stop { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				MedicalRecords::stop_erasure(pick(&OWNERS, by)?.origin(), id)
			}
			Action::Finish { record } => finish(pick(&self.uploads, record)?.id()),
			Action::Hold { record } => {
				let id = pick(&self.uploads, record)?.id();
				let until = System::block_number() + 10;
				MedicalRecords::hold_record(OFFICER.origin(), id, LegalHoldReason::Other, until)
			}
			_ => return None,
		})
	}

	fn upload(
		&mut self,
		by: usize,
		patient: usize,
		corrects: Option<usize>,
	) -> Option<Result<(), DispatchError>> {
		let number = u8::try_from(self.uploads.len()).unwrap();
		let patient = pick(&PATIENTS, patient)?;
		Users::<Test>::get(patient.id())?.keys.as_ref()?;
		let supersedes = corrects
			.and_then(|older| pick(&self.uploads, older))
			.map(|older| older.id());
		let sealed = seal(pick(&UPLOADERS, by)?, patient, number);
		let upload = Upload { supersedes, ..sealed };
		let result = upload.send();
		if result.is_ok() {
			self.uploads.push(upload);
		}
		Some(result)
	}

	fn request(&mut self, by: usize, record: usize) -> Option<Result<(), DispatchError>> {
		let record_id = pick(&self.uploads, record)?.id();
		if !Records::<Test>::contains_key(record_id) {
			return None;
		}
		let asking = ask(pick(&REQUESTERS, by)?, record_id);
		let result = asking.send();
		if result.is_ok() {
			self.asked.push(asking);
		}
		Some(result)
	}
}

/// What is done to accounts.
fn act_on_people(action: Action) -> Option<Result<(), DispatchError>> {
	let root = RuntimeOrigin::root;
	Some(match action {
		Action::Register { by } => {
			let who = pick(&PATIENTS, by)?;
			let (csp, enc, key_sig) = user_keys(who);
			MedicalRecords::register_user(who.origin(), csp, enc, key_sig)
		}
		Action::Freeze { who } => MedicalRecords::freeze_account(root(), pick(&OWNERS, who)?.id()),
		Action::Unfreeze { who } => MedicalRecords::unfreeze_account(root(), pick(&OWNERS, who)?.id()),
		Action::Replace { old, new } => {
			let (old, new) = (pick(&PATIENTS, old)?, pick(&PATIENTS, new)?);
			MedicalRecords::replace_account(root(), old.id(), new.id())
		}
		Action::Sponsor { employee } => {
			MedicalRecords::sponsor(ONE.origin(), pick(&REQUESTERS, employee)?.id(), 2)
		}
		Action::Leave { by } => MedicalRecords::deregister(pick(&PATIENTS, by)?.origin()),
		_ => return None,
	})
}

fn root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// What the mock runtime holds for a footprint.
fn price(footprint: Footprint) -> u128 {
	Base::get() + PerByte::get() * u128::from(footprint.count * footprint.size)
}

/// Deposits held are exactly those of what is in state.
fn check_deposits() {
	for person in [ONE, TWO, FERDIE, ALICE, MALLORY] {
		let records = Records::<Test>::iter_values()
			.filter(|record| record.uploader == person.id())
			.count() as u128;
		let requests = Requests::<Test>::iter_values()
			.filter(|request| request.payer == person.id())
			.count() as u128;
		assert_eq!(
			held(person, HoldReason::Record),
			records * price(record_footprint::<Test>())
		);
		assert_eq!(
			held(person, HoldReason::Request),
			requests * price(request_footprint::<Test>())
		);
		// Refused records and requests for others cost some of it; nothing appears.
		let total = Balances::free_balance(person.id())
			+ held(person, HoldReason::Record)
			+ held(person, HoldReason::Request)
			+ held(person, HoldReason::User);
		let spends = [ONE, TWO, MALLORY].contains(&person);
		assert!(
			total == 1_000_000 || (spends && total < 1_000_000),
			"{person:?}: {total}"
		);
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn invariants_hold_after_any_calls(actions in proptest::collection::vec(action(), 1..50)) {
		ExtBuilder::default().build_and_execute(|| {
			let mut world = World::default();
			for action in actions {
				let before = root();
				if let Some(Err(error)) = world.act(action.clone()) {
					assert_eq!(root(), before, "{action:?} failed with {error:?}, and changed something");
				}
				MedicalRecords::do_try_state().unwrap_or_else(|error| panic!("after {action:?}: {error:?}"));
			}
			check_deposits();
		});
	}
}
