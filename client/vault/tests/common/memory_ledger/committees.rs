//! How committees follow each other.

use super::*;

/// What administrators of the epoch before sign who hand a key over to this committee.
pub fn handover_message(genesis: &Bytes32, key_id: KeyId, committee: &Committee) -> Vec<u8> {
	medquorum_client::trust::handover_message(genesis, key_id, committee.epoch - 1, committee)
}

impl State {
	/// Puts committees whose moment has come in the place of those before.
	pub fn switch_due(&mut self) {
		let clock = self.clock;
		let due: Vec<KeyId> = self
			.pending
			.iter()
			.filter(|(_, (_, moment))| *moment <= clock)
			.map(|(key_id, _)| *key_id)
			.collect();
		for key_id in due {
			if let Some((next, _)) = self.pending.remove(&key_id)
				&& let Some(old) = self.committees.insert(key_id, next)
			{
				self.past.insert((key_id, old.epoch), old);
			}
		}
	}

	pub fn lineage(&self, key_id: KeyId) -> Lineage {
		let of = |range: &(KeyId, Epoch)| range.0 == key_id;
		let past = self.past.iter().filter(|(key, _)| of(key)).map(|(_, past)| past);
		let to_come = self.pending.get(&key_id);
		let committees = past
			.chain(self.committees.get(&key_id))
			.chain(to_come.map(|(next, _)| next));
		let committees: Vec<Committee> = committees.cloned().collect();
		let indices = committees.iter().flat_map(|committee| &committee.admins);
		let next_index = indices.map(|admin| u32::from(admin.index) + 1).max();
		let handovers = self.handovers.iter().filter(|(key, _)| of(key));
		Lineage {
			handovers: handovers
				.map(|((_, epoch), signatures)| Handover {
					epoch: *epoch,
					signatures: signatures.clone(),
				})
				.collect(),
			switch_at: to_come.map(|(_, moment)| *moment),
			next_index: next_index.unwrap_or_default(),
			committees,
		}
	}
}

impl MemoryLedger {
	pub(super) fn set_committee(&self, state: &mut State, call: &Call) -> Verdict {
		let Call::SetCommittee {
			key_id,
			k,
			x,
			admins,
			handover,
			at_once,
		} = call
		else {
			return Err("Call");
		};
		let old = state.committees.get(key_id).cloned();
		let committee = Committee {
			epoch: old.as_ref().map_or(1, |old| old.epoch + 1),
			k: *k,
			x: *x,
			admins: admins.to_vec(),
		};
		match &old {
			Some(old) => {
				check(old.x == *x, "CommitteeKeyChanged")?;
				check(!state.pending.contains_key(key_id), "HandoverPending")?;
				self.check_handover(*key_id, old, &committee, handover)?;
			}
			None => check(handover.is_empty(), "HandoverOfNewKey")?,
		}
		let listed: Vec<_> = admins.iter().map(points).collect();
		threshold::check_committee(*k, x, &listed).map_err(|_| "BadCommittee")?;
		let message = certificate(&self.genesis, *key_id, &committee);
		let certified = admins
			.iter()
			.all(|admin| verify(&admin.account, &message, &admin.cert));
		check(certified, "BadCertificate")?;
		let Some(old) = old else {
			state.committees.insert(*key_id, committee);
			return Ok(vec![]);
		};
		state.handovers.insert((*key_id, old.epoch), handover.clone());
		let grace = if *at_once { 0 } else { GRACE };
		state.pending.insert(*key_id, (committee, state.clock + grace));
		state.switch_due();
		Ok(vec![])
	}

	fn check_handover(
		&self,
		key_id: KeyId,
		old: &Committee,
		new: &Committee,
		handover: &[(u16, Signature)],
	) -> Result<(), &'static str> {
		check(!handover.is_empty(), "HandoverMissing")?;
		let distinct: BTreeSet<u16> = handover.iter().map(|(index, _)| *index).collect();
		check(distinct.len() == handover.len(), "HandoverTwice")?;
		check(handover.len() >= usize::from(old.k), "HandoverTooSmall")?;
		let message = handover_message(&self.genesis, key_id, new);
		for (index, signature) in handover {
			let admin = old.admins.iter().find(|admin| admin.index == *index);
			let admin = admin.ok_or("HandoverOfStranger")?;
			check(verify(&admin.account, &message, signature), "BadHandover")?;
		}
		Ok(())
	}
}
