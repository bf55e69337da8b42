//! Following a committee from the one that a person has confirmed to the one that the chain has now (docs/cryptography.md 5.4).

use super::{
	certificates::{check_points, handover_message},
	pin::CommitteePin,
};
use crate::{domain::*, error::TrustError, signature::verify};

/// The pin that takes the place of `pin`, if its administrators handed the key over to the committee in force, step by step: each time
/// k of those who were trusted signed for exactly the next list, the key stayed the same, and no rule fell below what was agreed to.
/// Everything in `lineage` is only the node's word.
///
/// # Errors
/// When there is no such way from the pinned committee to the one in force.
pub fn follow(
	genesis: &Bytes32,
	key_id: KeyId,
	pin: &CommitteePin,
	lineage: &Lineage,
	now: &Committee,
) -> Result<CommitteePin, TrustError> {
	let same_list = CommitteePin::of(now).is_ok_and(|now| now.admins == pin.admins);
	let broken = || TrustError::OtherCommittee {
		key_id,
		what: match same_list {
			true => "number of approvals",
			false => "list of administrators",
		},
	};
	// The newest list that is the pinned one: whoever comes back later is there twice.
	let known = lineage.committees.iter().rev().find(|committee| {
		committee.epoch < now.epoch
			&& CommitteePin::of(committee).is_ok_and(|of| pin.difference(&of).is_none())
	});
	let mut old = known.ok_or_else(broken)?.clone();
	let mut trusted = pin.clone();
	while old.epoch < now.epoch {
		let next = old.epoch.saturating_add(1);
		let new = match next == now.epoch {
			true => now,
			false => lineage.at(next).ok_or_else(broken)?,
		};
		trusted = step(genesis, key_id, &trusted, lineage.handover(old.epoch), new)?;
		old = new.clone();
	}
	Ok(trusted)
}

/// Whether the administrators of a committee that this person has certified handed the key over to the committee in force, step by step.
/// By whatever rule that one decides: an older share is of the past, whoever may use the key now.
#[must_use]
pub fn follows(
	genesis: &Bytes32,
	key_id: KeyId,
	certified: &CommitteePin,
	lineage: &Lineage,
	now: &Committee,
) -> bool {
	let by_any_rule = CommitteePin {
		min_k: Some(0),
		..certified.clone()
	};
	follow(genesis, key_id, &by_any_rule, lineage, now).is_ok()
}

/// One handover, from the administrators of a pin to the next committee.
fn step(
	genesis: &Bytes32,
	key_id: KeyId,
	pin: &CommitteePin,
	handover: Option<&Handover>,
	new: &Committee,
) -> Result<CommitteePin, TrustError> {
	let differs = |what| TrustError::OtherCommittee { key_id, what };
	if new.x != pin.x {
		return Err(differs("key"));
	}
	if new.k < pin.least() {
		let (found, least) = (new.k, pin.least());
		return Err(TrustError::FewerApprovals { key_id, found, least });
	}
	check_points(key_id, new)?;
	let old = new.epoch.saturating_sub(1);
	let message = handover_message(genesis, key_id, old, new);
	let signed = |admin: &&super::PinnedAdmin| {
		let mut signatures = handover.into_iter().flat_map(|handover| &handover.signatures);
		signatures
			.any(|(index, signature)| *index == admin.index && verify(&admin.account, &message, signature))
	};
	let have = pin.admins.iter().filter(signed).count();
	let need = usize::from(pin.k);
	if have < need {
		return Err(TrustError::NotHandedOver { key_id, have, need });
	}
	let next = CommitteePin::of(new).map_err(|_| differs("list of administrators"))?;
	Ok(CommitteePin {
		min_k: Some(pin.least()),
		..next
	})
}
