//! Whatever people do, in whatever order: the invariants hold, no call that fails changes anything, and every deposit
//! is accounted for.

use frame_support::traits::Footprint;
use proptest::prelude::*;
use sp_runtime::{DispatchError, StateVersion};

use crate::{
	HoldReason, Records, Requests,
	deposit::{record_footprint, request_footprint},
	mock::*,
	types::Role,
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
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Acknowledge { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Suspend { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Resume { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Allow { by, record }),
		1 => (n.clone(), n.clone()).prop_map(|(by, record)| Action::Erase { by, record }),
		1 => n.clone().prop_map(|by| Action::Register { by }),
		1 => (n.clone(), n).prop_map(|(to, role)| Action::SetRole { to, role }),
		1 => Just(Action::NextEpoch),
		2 => (1..5u32).prop_map(|blocks| Action::Wait { blocks }),
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
				MedicalRecords::approve(admin.origin(), asking.id(), share)
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
			| Action::Erase { .. } => return self.act_on_record(action),
			Action::Register { by } => {
				register_user(pick(&PATIENTS, by)?);
				Ok(())
			}
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
				MedicalRecords::acknowledge_record(pick(&OWNERS, by)?.origin(), id)
			}
			Action::Suspend { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				MedicalRecords::suspend_record(pick(&OWNERS, by)?.origin(), id)
					.map(drop)
					.map_err(|e| e.error)
			}
			Action::Resume { by, record } => {
				MedicalRecords::resume_record(pick(&OWNERS, by)?.origin(), pick(&self.uploads, record)?.id())
			}
			Action::Allow { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				MedicalRecords::allow_correction(pick(&OWNERS, by)?.origin(), id, TWO.id())
			}
			Action::Erase { by, record } => {
				let id = pick(&self.uploads, record)?.id();
				MedicalRecords::erase_record(pick(&OWNERS, by)?.origin(), id)
					.map(drop)
					.map_err(|e| e.error)
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
		let supersedes = corrects
			.and_then(|older| pick(&self.uploads, older))
			.map(|older| older.id());
		let sealed = seal(pick(&UPLOADERS, by)?, pick(&PATIENTS, patient)?, number);
		let upload = Upload { supersedes, ..sealed };
		let result = upload.send().map(drop).map_err(|error| error.error);
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
			.filter(|request| request.requester == person.id())
			.count() as u128;
		assert_eq!(
			held(person, HoldReason::Record),
			records * price(record_footprint::<Test>())
		);
		assert_eq!(
			held(person, HoldReason::Request),
			requests * price(request_footprint::<Test>())
		);
		let total = Balances::free_balance(person.id())
			+ held(person, HoldReason::Record)
			+ held(person, HoldReason::Request);
		assert_eq!(total, 1_000_000);
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
