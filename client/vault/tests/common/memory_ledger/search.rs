//! What may be found, where catalogues lie, and what hosts attest.

use super::*;

impl MemoryLedger {
	pub(super) fn dispatch_search(state: &mut State, who: AccountId, call: &Call) -> Verdict {
		match call {
			Call::PublishCatalogue { .. } | Call::WithdrawCatalogue { .. } => {
				Self::dispatch_catalogue(state, who, call)
			}
			_ => Self::dispatch_findable(state, who, call),
		}
	}

	fn dispatch_catalogue(state: &mut State, who: AccountId, call: &Call) -> Verdict {
		let role = state.users.get(&who).map(|user| user.role);
		match call {
			Call::PublishCatalogue {
				epoch,
				number,
				commitment,
				locator,
				keyring,
			} => {
				check(role.is_some_and(Role::can_upload), "NotFacility")?;
				let in_order = match state.catalogues.get(&who) {
					Some(old) => {
						*number == old.number + 1 && (*epoch == old.epoch || *epoch == old.epoch + 1)
					}
					None => *number > 0 && *epoch > 0,
				};
				check(in_order, "CatalogueOutOfOrder")?;
				let pointer = Pointer {
					epoch: *epoch,
					number: *number,
					commitment: *commitment,
					locator: *locator,
					keyring: *keyring,
					updated: state.clock,
				};
				state.catalogues.insert(who, pointer);
				Ok(vec![event(
					"CataloguePublished",
					&[("facility", who.to_string())],
				)])
			}
			Call::WithdrawCatalogue { facility } => {
				check(*facility == who, "NotAuthorized")?;
				state.catalogues.remove(facility).ok_or("CatalogueNotFound")?;
				Ok(vec![])
			}
			_ => Err("CallFiltered"),
		}
	}

	fn dispatch_findable(state: &mut State, who: AccountId, call: &Call) -> Verdict {
		match call {
			Call::SetSearchable {
				record_id,
				searchable,
			} => {
				let record = Self::of_patient(state, who, *record_id)?;
				check(record.searchable != *searchable, "NothingToChange")?;
				record.searchable = *searchable;
				let fields = [
					("record_id", record_id.to_string()),
					("searchable", searchable.to_string()),
				];
				Ok(vec![event("SearchableSet", &fields)])
			}
			Call::SetSearchDirective { searchable } => {
				let changed = match searchable {
					true => state.directives.insert(who),
					false => state.directives.remove(&who),
				};
				check(changed, "NothingToChange")?;
				Ok(vec![])
			}
			Call::AttestErasure { record_id } => Self::attest(state, who, *record_id),
			_ => Err("CallFiltered"),
		}
	}

	fn attest(state: &mut State, who: AccountId, record_id: RecordId) -> Verdict {
		let role = state.users.get(&who).map(|user| user.role);
		check(role == Some(Role::StorageHost), "NotStorageHost")?;
		check(state.tombstones.contains_key(&record_id), "RecordNotErased")?;
		let known = state.attestations.contains_key(&(record_id, who));
		check(!known, "AlreadyAttested")?;
		state.attestations.insert((record_id, who), state.now);
		let fields = [("record_id", record_id.to_string()), ("host", who.to_string())];
		Ok(vec![event("ErasureAttested", &fields)])
	}
}
