//! What always holds, whatever was called.

use frame_support::ensure;
use pallet_medical_records::KeyId;
use sp_runtime::TryRuntimeError;

use crate::{
	Attempts, Ceremonies, CeremonyOf, Certificates, Complaints, Config, Deals, Foundations, Handovers, Joins,
	Pallet, types::*,
};

impl<T: Config> Pallet<T> {
	/// Checks all of it.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		for (key_id, ceremony) in Ceremonies::<T>::iter() {
			Self::check_ceremony(key_id, &ceremony)?;
		}
		let alone = |key_id: KeyId| !Ceremonies::<T>::contains_key(key_id);
		let orphans = Joins::<T>::iter_keys().any(|(key_id, _)| alone(key_id))
			|| Deals::<T>::iter_keys().any(|(key_id, _)| alone(key_id))
			|| Foundations::<T>::iter_keys().any(alone)
			|| Certificates::<T>::iter_keys().any(|(key_id, _)| alone(key_id))
			|| Handovers::<T>::iter_keys().any(|(key_id, _)| alone(key_id))
			|| Complaints::<T>::iter_keys().any(|(key_id, _)| alone(key_id));
		ensure!(!orphans, "nothing is left of a ceremony that ended");
		Ok(())
	}

	fn check_ceremony(key_id: KeyId, ceremony: &CeremonyOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			Attempts::<T>::get(key_id) == ceremony.attempt,
			"the attempt under way is the newest"
		);
		ensure!(
			ceremony.seats.is_sorted_by(|a, b| a.index < b.index)
				&& ceremony.dealers.is_sorted_by(|a, b| a < b),
			"indices ascend"
		);
		let seat = |index: u16| ceremony.seats.iter().any(|seat| seat.index == index);
		let dealer = |index: u16| ceremony.dealers.contains(&index);
		ensure!(
			Joins::<T>::iter_key_prefix(key_id).all(seat)
				&& Certificates::<T>::iter_key_prefix(key_id).all(seat)
				&& Deals::<T>::iter_key_prefix(key_id).all(dealer)
				&& Handovers::<T>::iter_key_prefix(key_id).all(dealer),
			"only those who are listed have done anything"
		);
		let done = (
			Joins::<T>::iter_key_prefix(key_id).count() == ceremony.seats.len(),
			Deals::<T>::iter_key_prefix(key_id).count() == ceremony.dealers.len(),
			Certificates::<T>::iter_key_prefix(key_id).count() == ceremony.seats.len(),
			!ceremony.renewal || Handovers::<T>::iter_key_prefix(key_id).count() == ceremony.dealers.len(),
		);
		let stage = match done {
			(false, ..) => Stage::Join,
			(true, false, ..) => Stage::Deal,
			(true, true, false, _) => Stage::Certify,
			(true, true, true, false) => Stage::HandOver,
			(true, true, true, true) => Stage::Ready,
		};
		ensure!(ceremony.stage == stage, "what is done says what is next");
		ensure!(
			Foundations::<T>::contains_key(key_id) == (stage >= Stage::Certify),
			"a committee is there when all have dealt"
		);
		for ((about, by), complaint) in Complaints::<T>::iter_prefix(key_id) {
			ensure!(
				dealer(about) && seat(by) && complaint.until <= ceremony.deadline,
				"complaints are of those who take part, and answered in time"
			);
		}
		Ok(())
	}
}
