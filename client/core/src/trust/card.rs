//! A committee's card: what a facility hands to a patient or a colleague, so that their first pin is not a node's word.

use super::{CommitteePin, PinError};
use crate::{
	domain::{Bytes32, KeyId},
	hex_text::plain,
};
use serde::{Deserialize, Serialize};

/// The only version of the format.
const VERSION: u8 = 1;

/// A pin on its way from one person to another, by hand, by mail or as a QR code: less than 1 KiB of JSON for four administrators.
/// Nothing in it is secret, and nothing in it is signed: a person who takes it over trusts the way it came, or compares the fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitteeCard {
	/// Version of this format: 1.
	pub committee_card: u8,
	/// Genesis hash of the chain whose committee it is.
	#[serde(with = "plain")]
	pub genesis: Bytes32,
	/// The committee's number on that chain.
	pub key_id: KeyId,
	/// What its maker has confirmed about it.
	pub pin: CommitteePin,
}

impl CommitteeCard {
	/// The card of a committee that its maker trusts.
	#[must_use]
	pub fn new(genesis: Bytes32, key_id: KeyId, pin: CommitteePin) -> Self {
		Self {
			committee_card: VERSION,
			genesis,
			key_id,
			pin,
		}
	}

	/// The pin in it, if it is of this committee of this chain.
	///
	/// # Errors
	/// When it is of another one, or its numbers cannot be those of a committee.
	pub fn pin_for(self, genesis: &Bytes32, key_id: KeyId) -> Result<CommitteePin, PinError> {
		if self.committee_card != VERSION {
			return Err(PinError("its card is of another version of this program"));
		}
		if self.genesis != *genesis {
			return Err(PinError("its card is of another chain"));
		}
		if self.key_id != key_id {
			return Err(PinError("its card is of another committee"));
		}
		let Self { pin, .. } = self;
		let min_k = pin.min_k;
		let checked = CommitteePin::new(pin.k, pin.x, pin.admins)?;
		if min_k.is_some_and(|least| least == 0 || least > checked.k) {
			return Err(PinError(
				"a later committee would need no approval, or more than this one",
			));
		}
		Ok(CommitteePin { min_k, ..checked })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{domain::AccountId, trust::PinnedAdmin};

	const GENESIS: Bytes32 = [7; 32];

	fn card() -> CommitteeCard {
		let admins = (1..=4).map(|index| PinnedAdmin {
			index,
			account: AccountId([u8::try_from(index).unwrap(); 32]),
		});
		CommitteeCard::new(
			GENESIS,
			1,
			CommitteePin::new(3, [9; 32], admins.collect()).unwrap(),
		)
	}

	#[test]
	fn a_card_gives_the_pin_of_its_maker_for_its_own_committee_alone() {
		let text = serde_json::to_vec_pretty(&card()).unwrap();
		assert!(text.len() < 1_024, "{} bytes fit into no QR code", text.len());
		let read: CommitteeCard = serde_json::from_slice(&text).unwrap();
		assert_eq!(read.clone().pin_for(&GENESIS, 1).unwrap(), card().pin);
		for (genesis, key_id) in [([8; 32], 1), (GENESIS, 2)] {
			assert!(read.clone().pin_for(&genesis, key_id).is_err());
		}
	}

	#[test]
	fn the_first_difference_from_what_a_node_shows_is_named() {
		let card = card().pin;
		assert_eq!(card.difference(&card), None);
		let mut shown = card.clone();
		shown.admins[3].account = AccountId([9; 32]);
		assert_eq!(card.difference(&shown), Some("list of administrators"));
		shown.k = 2;
		assert_eq!(card.difference(&shown), Some("number of approvals"));
		shown.x = [8; 32];
		assert_eq!(card.difference(&shown), Some("key"));
	}

	#[test]
	fn a_card_without_sense_gives_no_pin() {
		let lies: [fn(&mut CommitteeCard); 7] = [
			|card| card.committee_card = 2,
			|card| card.pin.k = 0,
			|card| card.pin.k = 5,
			|card| card.pin.admins[1] = card.pin.admins[0],
			|card| card.pin.admins[0].index = 0,
			|card| card.pin.min_k = Some(0),
			|card| card.pin.min_k = Some(4),
		];
		for (number, lie) in lies.iter().enumerate() {
			let mut card = card();
			lie(&mut card);
			assert!(card.pin_for(&GENESIS, 1).is_err(), "{number}");
		}
		let unknown = br#"{"committee_card":1,"genesis":"","key_id":1,"pin":{},"more":1}"#;
		assert!(serde_json::from_slice::<CommitteeCard>(unknown).is_err());
	}
}
