//! Does with a state what the chain would do in its next blocks, and checks what must hold then.

use crate::{
	pallets::{Pallet, pallets},
	report::{Failure, Report, Version},
	snapshot::Unusable,
};
use frame_support::{
	StorageNoopGuard,
	migrations::{MultiStepMigrator, SteppedMigrations},
	traits::{
		BeforeAllRuntimeMigrations, OnRuntimeUpgrade, TryDecodeEntireStorage, TryDecodeEntireStorageError,
		TryStateSelect,
	},
};
use frame_system::{LastRuntimeUpgrade, LastRuntimeUpgradeInfo};
use medquorum_runtime::{
	AllPalletsWithSystem, Runtime, System, VERSION,
	configs::{RuntimeBlockWeights, pause::MigrationWeight},
	constants::time::DAYS,
};
use pallet_migrations::{Cursor, Historic, IdentifierOf, MigrationCursor};
use sp_core::storage::{Storage, well_known_keys::CODE};
use sp_io::TestExternalities;
use sp_runtime::TryRuntimeError;
use std::{
	any::Any,
	panic::{AssertUnwindSafe, catch_unwind},
};

type Single = <Runtime as frame_system::Config>::SingleBlockMigrations;
type Migrator = <Runtime as frame_system::Config>::MultiBlockMigrator;
type Stepped = <Runtime as pallet_migrations::Config>::Migrations;

/// Values that do not decode are told one by one up to this number.
const SHOWN: usize = 10;

/// Tries this release on a state: as an upgrade when the chain would run its migrations, otherwise only what must hold.
///
/// # Errors
/// When the state is not one that this release can follow.
pub fn check(mut storage: Storage) -> Result<Report, Unusable> {
	let children = storage.children_default.values();
	let mut report = Report {
		keys: storage.top.len(),
		child_keys: children.map(|child| child.data.len()).sum(),
		to: VERSION.spec_version,
		limit: RuntimeBlockWeights::get().max_block,
		heaviest_limit: MigrationWeight::get(),
		..Report::default()
	};
	// The externalities would put an empty one in its place.
	let code = storage.top.remove(CODE).unwrap_or_default();
	let mut state = TestExternalities::new_with_code(&code, storage);
	state.execute_with(|| {
		let last = LastRuntimeUpgrade::<Runtime>::get().ok_or(Unusable::NoVersion)?;
		if last.spec_name != VERSION.spec_name {
			return Err(Unusable::OtherChain(last.spec_name.into_owned()));
		}
		report.from = last.spec_version.0;
		if report.from > report.to {
			return Err(Unusable::Newer {
				snapshot: report.from,
				release: report.to,
			});
		}
		run(&mut report);
		Ok(report)
	})
}

fn run(report: &mut Report) {
	let pallets = pallets();
	let before: Vec<u16> = pallets.iter().map(|pallet| (pallet.stored)()).collect();
	match migrate(&pallets, report) {
		Ok(()) => look(&pallets, report),
		// What is left behind is half done: every check of it would fail, and tell nothing.
		Err(failure) => report.failures.push(failure),
	}
	let versions = pallets.iter().zip(before);
	report.versions = versions
		.map(|(pallet, before)| Version {
			pallet: pallet.name,
			before,
			after: (pallet.stored)(),
		})
		.collect();
}

/// Runs something of a pallet. A panic is told like an error: `pallet-migrations` has no other way.
fn attempt<T>(place: &str, work: impl FnOnce() -> Result<T, TryRuntimeError>) -> Result<T, Failure> {
	match catch_unwind(AssertUnwindSafe(work)) {
		Ok(Ok(found)) => Ok(found),
		Ok(Err(error)) => Err(Failure::new(place, <&'static str>::from(error))),
		Err(panic) => Err(Failure::new(place, words(&*panic))),
	}
}

/// The first line of what a panic says.
fn words(panic: &(dyn Any + Send)) -> String {
	let text = panic.downcast_ref::<&str>().copied();
	let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
	let line = text.and_then(|text| text.lines().next());
	line.unwrap_or("it panics without a word").to_owned()
}

/// The same for what must leave the state as it is.
fn observe<T>(place: &str, work: impl FnOnce() -> Result<T, TryRuntimeError>) -> Result<T, Failure> {
	attempt(place, || {
		let _unchanged = StorageNoopGuard::default();
		work()
	})
}

fn migrate(pallets: &[Pallet], report: &mut Report) -> Result<(), Failure> {
	let notes = if report.from < report.to {
		first_block(pallets, report)?
	} else {
		Vec::new()
	};
	later_blocks(report)?;
	for (pallet, note) in pallets.iter().zip(notes) {
		// Otherwise it would complain of its version alone, which is told below with both numbers.
		if (pallet.stored)() == pallet.version {
			observe(pallet.name, || (pallet.after)(note))?;
		}
	}
	Ok(())
}

/// The upgrade's part of the first block, in the order of Executive. Returns what each pallet noted before.
fn first_block(pallets: &[Pallet], report: &mut Report) -> Result<Vec<Vec<u8>>, Failure> {
	System::reset_events();
	let mut weight = RuntimeBlockWeights::get().base_block;
	let begun = attempt("new pallets", || {
		Ok(<AllPalletsWithSystem as BeforeAllRuntimeMigrations>::before_all_runtime_migrations())
	})?;
	weight = weight.saturating_add(begun);
	let single = attempt("migrations of one block", || {
		<Single as OnRuntimeUpgrade>::try_on_runtime_upgrade(true)
	})?;
	weight = weight.saturating_add(single);
	let mut notes = Vec::new();
	for pallet in pallets {
		notes.push(observe(pallet.name, pallet.before)?);
		let own = attempt(pallet.name, || Ok((pallet.upgrade)()))?;
		weight = weight.saturating_add(own);
	}
	LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo::from(VERSION));
	report.first = weight;
	if weight.any_gt(report.limit) {
		let what = "the upgrade takes more than a whole block, and validators would refuse it";
		report.failures.push(Failure::new("first block", what));
	}
	Ok(notes)
}

/// The blocks in which migrations go forward and no transaction is taken, until there are no more.
fn later_blocks(report: &mut Report) -> Result<(), Failure> {
	while <Migrator as MultiStepMigrator>::ongoing() {
		if Cursor::<Runtime>::get() == Some(MigrationCursor::Stuck) {
			return Err(Failure::new(unfinished(), "it failed on the chain and is stuck"));
		}
		if report.blocks >= DAYS {
			return Err(Failure::new(
				unfinished(),
				"it has not ended after a day's blocks",
			));
		}
		System::reset_events();
		System::set_block_number(System::block_number().saturating_add(1));
		let step = attempt("", || Ok(<Migrator as MultiStepMigrator>::step()));
		let weight = step.map_err(|failure| Failure::new(unfinished(), failure.what))?;
		report.blocks += 1;
		report.heaviest = report.heaviest.max(weight);
	}
	Ok(())
}

/// The first migration that has not ended, by the bytes of its id: a name and two versions.
fn unfinished() -> String {
	let waits = |id: &Vec<u8>| {
		let id = IdentifierOf::<Runtime>::try_from(id.clone());
		id.is_ok_and(|id| !Historic::<Runtime>::contains_key(id))
	};
	let ids = 0..<Stepped as SteppedMigrations>::len();
	let id = ids.filter_map(<Stepped as SteppedMigrations>::nth_id).find(waits);
	match id.as_deref() {
		Some([name @ .., from, to]) => {
			format!(
				"migration of {} from {from} to {to}",
				String::from_utf8_lossy(name)
			)
		}
		_ => "Migrations".to_owned(),
	}
}

/// What must hold when no migration is under way.
fn look(pallets: &[Pallet], report: &mut Report) {
	for pallet in pallets {
		let (stored, version) = ((pallet.stored)(), pallet.version);
		if stored != version {
			let what = format!(
				"its storage has version {stored}, this release expects {version}, and no migration leads there"
			);
			report.failures.push(Failure::new(pallet.name, what));
		}
	}
	match observe("state", || {
		Ok(<AllPalletsWithSystem as TryDecodeEntireStorage>::try_decode_entire_state())
	}) {
		Ok(Ok(bytes)) => report.decoded = Some(bytes),
		Ok(Err(errors)) => {
			report.failures.extend(errors.iter().take(SHOWN).map(undecodable));
			let more = errors.len().saturating_sub(SHOWN);
			if more > 0 {
				let what = format!("{more} more values do not decode");
				report.failures.push(Failure::new("state", what));
			}
		}
		Err(failure) => report.failures.push(failure),
	}
	for pallet in pallets {
		let number = System::block_number();
		let held = observe(pallet.name, || (pallet.holds)(number, TryStateSelect::All));
		report.failures.extend(held.err());
	}
}

fn undecodable(error: &TryDecodeEntireStorageError) -> Failure {
	let info = &error.info;
	let item = String::from_utf8_lossy(&info.storage_name);
	Failure::new(
		String::from_utf8_lossy(&info.pallet_name),
		format!(
			"the value of {item} at 0x{} does not decode",
			hex::encode(&error.key)
		),
	)
}

#[cfg(test)]
mod tests;
