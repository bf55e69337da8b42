//! Trusting a committee, once a person has compared it.

use crate::{error::SetUpError, session::Session};
use medquorum_client::{
	config::{Config, Home},
	domain::KeyId,
	error::{Error, TrustError},
	files,
	trust::{CommitteeCard, CommitteePin, Trust},
};
use std::path::{Path, PathBuf};

/// Larger files are no cards.
const MAX_CARD: u64 = 1 << 20;

/// The committee of a card, which must be of this chain, and be what its node shows.
///
/// # Errors
/// When the file is no such card, or the node shows another committee.
pub async fn committee_of_card(session: &Session, path: &Path) -> Result<(KeyId, CommitteePin), SetUpError> {
	let card = read_card(path)?;
	let key_id = card.key_id;
	let pin = card
		.pin_for(&session.trust.genesis, key_id)
		.map_err(Error::from)?;
	let shown = session.observer().pin_of_chain(key_id).await?;
	match pin.difference(&shown) {
		None => Ok((key_id, pin)),
		Some(what) => Err(Error::from(TrustError::OtherCommittee { key_id, what }).into()),
	}
}

fn read_card(path: &Path) -> Result<CommitteeCard, SetUpError> {
	let bytes = files::read_small(path, MAX_CARD)?;
	serde_json::from_slice(&bytes).map_err(|reason| SetUpError::BadCard {
		path: path.into(),
		reason,
	})
}

/// Writes the card of each committee that is trusted here, for a patient who is enrolled: what is on it was compared here, and is never
/// what a node shows. The same card may lie in the folder already.
///
/// # Errors
/// When another file has its name, or it cannot be written.
pub fn write_cards(trust: &Trust, folder: &Path) -> Result<Vec<PathBuf>, SetUpError> {
	let mut cards = Vec::with_capacity(trust.committees.len());
	for (key_id, pin) in &trust.committees {
		let path = folder.join(format!("committee-{key_id}.json"));
		let card = CommitteeCard::new(trust.genesis, *key_id, pin.clone());
		if !read_card(&path).is_ok_and(|there| there == card) {
			let text = serde_json::to_string_pretty(&card).map_err(|reason| SetUpError::BadCard {
				path: path.clone(),
				reason,
			})?;
			files::write_new(&path, (text + "\n").as_bytes())?;
		}
		cards.push(path);
	}
	Ok(cards)
}

/// Pins a committee that a person has compared, in place of `old` and of no other. Gives `false`, and changes nothing, where the
/// settings pin another one by now.
///
/// # Errors
/// When the settings cannot be read or written.
pub fn trust_committee(
	home: &Home,
	key_id: KeyId,
	pin: CommitteePin,
	old: Option<&CommitteePin>,
) -> Result<bool, Error> {
	let pinned = Config::update(home, |config| {
		let as_shown = config.committees.get(&key_id) == old;
		if as_shown {
			config.pin_committee(key_id, pin);
		}
		Ok(as_shown)
	})?;
	Ok(pinned)
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{advice::Advice as _, domain::AccountId, trust::PinnedAdmin};
	use std::collections::BTreeMap;

	fn pin(x: u8) -> CommitteePin {
		let admins = (1..=4_u8).map(|index| PinnedAdmin {
			index: index.into(),
			account: AccountId([index; 32]),
		});
		CommitteePin::new(3, [x; 32], admins.collect()).unwrap()
	}

	#[test]
	fn no_pin_is_replaced_but_the_one_that_was_shown() {
		let folder = tempfile::tempdir().unwrap();
		let home = Home::at(&folder.path().join("home"));
		let config = Config {
			genesis: Some([7; 32]),
			..Config::default()
		};
		config.create(&home).unwrap();
		let pinned = || Config::load(&home).unwrap().committees.get(&1).cloned();
		assert!(trust_committee(&home, 1, pin(1), None).unwrap());
		assert_eq!(pinned(), Some(pin(1)));
		// Shown when nothing was pinned, or when another one was.
		assert!(!trust_committee(&home, 1, pin(2), None).unwrap());
		assert!(!trust_committee(&home, 1, pin(2), Some(&pin(3))).unwrap());
		let looser = CommitteePin {
			min_k: Some(2),
			..pin(1)
		};
		assert!(!trust_committee(&home, 1, pin(2), Some(&looser)).unwrap());
		assert_eq!(pinned(), Some(pin(1)));
		// The control.
		assert!(trust_committee(&home, 1, pin(2), Some(&pin(1))).unwrap());
		assert_eq!(pinned(), Some(pin(2)));
	}

	#[test]
	fn cards_for_a_patient_are_of_what_was_compared_here_and_replace_no_file() {
		let folder = tempfile::tempdir().unwrap();
		let trust = |second: u8| Trust {
			genesis: [7; 32],
			committees: [(1, pin(1)), (9, pin(second))].into(),
			development: false,
			houses: BTreeMap::new(),
		};
		let paths = write_cards(&trust(9), folder.path()).unwrap();
		assert_eq!(paths.len(), 2);
		for (path, (key_id, pin)) in paths.iter().zip(trust(9).committees) {
			let card = read_card(path).unwrap();
			assert_eq!(card.pin_for(&[7; 32], key_id).unwrap(), pin);
		}
		// The same stick serves the next patient.
		assert_eq!(write_cards(&trust(9), folder.path()).unwrap(), paths);
		assert!(write_cards(&trust(8), folder.path()).is_err());
		assert_eq!(read_card(&paths[1]).unwrap().pin, pin(9));
	}

	#[test]
	fn what_is_no_card_is_none() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("card.json");
		let card = CommitteeCard::new([7; 32], 1, pin(1));
		std::fs::write(&path, serde_json::to_vec(&card).unwrap()).unwrap();
		assert_eq!(read_card(&path).unwrap(), card);
		for other in ["", "{}", "[1]", "{\"committee_card\":1}"] {
			std::fs::write(&path, other).unwrap();
			assert_eq!(read_card(&path).unwrap_err().kind(), "BadFile", "{other}");
		}
		std::fs::remove_file(&path).unwrap();
		assert!(read_card(&path).is_err());
	}
}
