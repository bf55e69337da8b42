//! Keys, roles, guardians and who pays.

use super::*;

impl MemoryLedger {
	pub(super) fn user_of(state: &State, who: AccountId) -> User {
		state.users.get(&who).cloned().unwrap_or(User {
			role: Role::Patient,
			csp_version: 0,
			keys: None,
		})
	}

	/// The account that answers for this patient.
	pub(super) fn acting(state: &State, patient: AccountId) -> AccountId {
		let mut acting = patient;
		while let Some(next) = state.replacements.get(&acting) {
			acting = *next;
		}
		acting
	}

	fn check_facility(state: &State, who: AccountId) -> Result<(), &'static str> {
		check(Self::user_of(state, who).role.can_upload(), "NotFacility")
	}

	pub(super) fn dispatch_people(&self, state: &mut State, who: AccountId, call: &Call) -> Verdict {
		match call {
			Call::RegisterUser {
				csp_pk,
				enc_pk,
				key_sig,
			} => self.register(state, who, [*csp_pk, *enc_pk], key_sig, who),
			Call::Enrol {
				patient,
				csp_pk,
				enc_pk,
				key_sig,
			} => {
				Self::check_facility(state, who)?;
				self.register(state, *patient, [*csp_pk, *enc_pk], key_sig, who)
			}
			Call::Deregister => {
				let mut user = Self::user_of(state, who);
				check(user.keys.is_some(), "NotRegistered")?;
				let in_use = state.records.values().any(|record| record.patient == who)
					|| state.requests.values().any(|request| request.requester == who);
				check(!in_use, "StillInUse")?;
				user.keys = None;
				state.users.insert(who, user);
				Ok(vec![event("UserLeft", &[("who", who.to_string())])])
			}
			Call::Sponsor { employee, per_day } => {
				Self::check_facility(state, who)?;
				check(*per_day > 0 && *employee != who, "BadSponsorship")?;
				let (facility, per_day) = (who, *per_day);
				state
					.sponsorships
					.insert(*employee, Sponsorship { facility, per_day });
				Ok(vec![])
			}
			Call::EndSponsorship { employee } => {
				let known = state.sponsorships.get(employee).ok_or("NotSponsored")?;
				check(who == known.facility || who == *employee, "NotSponsored")?;
				state.sponsorships.remove(employee);
				Ok(vec![])
			}
			Call::NameGuardian { guardian, until } => {
				check(Self::user_of(state, who).keys.is_some(), "NotRegistered")?;
				check(*guardian != Some(who), "BadGuardian")?;
				let before = state.guardians.get(&who).and_then(|named| named.at(state.clock));
				let delay = if before.is_some() { ERASURE_DELAY } else { 0 };
				let named = Guardian {
					account: *guardian,
					until: *until,
					from: state.clock + delay,
					before,
				};
				state.guardians.insert(who, named);
				Ok(vec![])
			}
			Call::FreezeAccount { who: account } => Self::freeze(state, *account, Some(who)),
			Call::UnfreezeAccount { who: account } => Self::unfreeze(state, *account, Some(who)),
			_ => Err("Call"),
		}
	}

	pub(super) fn govern_people(state: &mut State, call: &Call) -> Verdict {
		match call {
			Call::FreezeAccount { who } => Self::freeze(state, *who, None),
			Call::UnfreezeAccount { who } => Self::unfreeze(state, *who, None),
			Call::ReplaceAccount { old, new } => {
				check(state.frozen.contains_key(old), "NotFrozen")?;
				check(!state.replacements.contains_key(old), "AlreadyReplaced")?;
				check(Self::user_of(state, *new).keys.is_some(), "PatientNotRegistered")?;
				state.replacements.insert(*old, *new);
				Ok(vec![])
			}
			_ => Err("BadOrigin"),
		}
	}

	fn check_guardian(state: &State, account: AccountId, by: Option<AccountId>) -> Result<(), &'static str> {
		let Some(by) = by else { return Ok(()) };
		let guardian = state.guardians.get(&account).ok_or("NotGuardian")?;
		check(guardian.at(state.clock) == Some(by), "NotGuardian")
	}

	fn freeze(state: &mut State, account: AccountId, by: Option<AccountId>) -> Verdict {
		Self::check_guardian(state, account, by)?;
		let takes_over = by.is_none() && state.frozen.get(&account).copied().flatten().is_some();
		check(
			takes_over || !state.frozen.contains_key(&account),
			"AccountFrozen",
		)?;
		state.frozen.insert(account, by);
		Ok(vec![])
	}

	fn unfreeze(state: &mut State, account: AccountId, by: Option<AccountId>) -> Verdict {
		Self::check_guardian(state, account, by)?;
		let frozen_by = *state.frozen.get(&account).ok_or("NotFrozen")?;
		check(by.is_none() || frozen_by == by, "NotGuardian")?;
		state.frozen.remove(&account);
		Ok(vec![])
	}

	fn register(
		&self,
		state: &mut State,
		who: AccountId,
		keys: [Bytes32; 2],
		key_sig: &Signature,
		by: AccountId,
	) -> Verdict {
		let mut user = Self::user_of(state, who);
		let csp_version = user.csp_version + 1;
		let [csp_pk, enc_pk] = keys;
		let message = threshold::user_key_message(&self.genesis, &who.0, csp_version, &csp_pk, &enc_pk);
		check(verify(&who, &message, key_sig), "BadKeySignature")?;
		user.csp_version = csp_version;
		user.keys = Some(UserKeys {
			csp_version,
			csp_pk,
			enc_pk,
			key_sig: *key_sig,
		});
		state.users.insert(who, user);
		Ok(vec![event(
			"UserRegistered",
			&[
				("who", who.to_string()),
				("csp_version", csp_version.to_string()),
				("by", by.to_string()),
			],
		)])
	}
}
