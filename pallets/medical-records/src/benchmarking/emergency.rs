//! What benchmarks of emergencies begin from.

use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::AccountId32;
use threshold_decryption::{capsule_point, encapsulate_emergency};

use super::setup::*;
use crate::{types::*, *};

/// The emergency committee of every benchmark.
pub(super) const EMERGENCY_KEY: KeyId = 102;

/// The largest emergency committee, in state.
pub(super) fn set_up_emergency_committee<T: Config>() -> Result<Dealt<T>, BenchmarkError> {
	let dealt = deal::<T>(T::MaxAdmins::get())?;
	Pallet::<T>::seat(EMERGENCY_KEY, dealt.committee.clone(), dealt.admins.clone());
	Ok(dealt)
}

/// The public key of a committee in state.
pub(super) fn committee_key<T: Config>(key_id: KeyId) -> Result<Point, BenchmarkError> {
	Ok(Committees::<T>::get(key_id).ok_or("no committee")?.x)
}

/// A record of which its uploader keeps both keys for an emergency, in state, and both committees.
#[allow(clippy::type_complexity, reason = "the parts of one set-up")]
pub(super) fn set_up_emergency<T: Config>() -> Result<(RecordId, RecordOf<T>, Emergency), BenchmarkError> {
	let x = set_up_committee::<T>()?.committee.x;
	let x_e = set_up_emergency_committee::<T>()?.committee.x;
	let (record_id, record) = set_up_record::<T>(&x)?;
	let mut emergency = Emergency {
		key_id: EMERGENCY_KEY,
		maker: record.uploader.clone(),
		nonce: [3; 16],
		capsule: [0; 128],
		wrap: EmergencyWrap::BothKeys([4; 92]),
	};
	let ctx = Pallet::<T>::emergency_context(record_id, &record, &x, (&emergency, &x_e));
	let made = encapsulate_emergency(&x_e, &ctx, &[2; 32], &mut rng());
	emergency.capsule = made.map_err(|_| "encapsulation failed")?.0;
	Emergencies::<T>::insert(record_id, &emergency);
	Ok((record_id, record, emergency))
}

/// The request of `requester` to the emergency committee, as its call makes it, its deposit and its signature left out.
#[allow(clippy::type_complexity, reason = "as the ordinary one")]
pub(super) fn emergency_request<T: Config>(
	(record_id, record): (RecordId, &RecordOf<T>),
	emergency: &Emergency,
	requester: &AccountId32,
) -> Result<(RequestId, Request<BlockNumberFor<T>, (), VotesOf<T>>), BenchmarkError> {
	let (x, x_e) = (committee_key::<T>(KEY_ID)?, committee_key::<T>(EMERGENCY_KEY)?);
	let (request_id, mut request) = request::<T>(&x, (record_id, record), requester, RequestMode::Outsider);
	request.key_id = EMERGENCY_KEY;
	request.purpose = Purpose::BreakTheGlass;
	request.r = capsule_point(&emergency.capsule);
	request.context = Pallet::<T>::request_context(request_id, &request, record, &x, Some((emergency, &x_e)));
	Ok((request_id, request))
}

/// Makes a request in state one in an emergency, with as many voters as there can be.
pub(super) fn set_up_beside<T: Config>(request_id: RequestId) -> Result<(), BenchmarkError> {
	Requests::<T>::mutate(request_id, |request| {
		if let Some(request) = request {
			request.purpose = Purpose::EmergencyTreatment;
		}
	});
	let voters = (0..T::MaxAdmins::get()).map(|number| Voter {
		account: account("voter", number, 0),
		facility: number,
		approved: true,
	});
	let beside = EmergencyRequest {
		facility: u32::MAX,
		scope: EmergencyScope::BothKeys,
		reviewers: KEY_ID,
		voters: BoundedVec::truncate_from(voters.collect()),
	};
	EmergencyRequests::<T>::insert(request_id, beside);
	Ok(())
}

/// Id of the opening with this number.
pub(super) fn opening(number: u32) -> RequestId {
	(u128::from(number) + 1).to_le_bytes()
}

/// `n` openings of this account that wait for their verdict, each decided by as many as can be.
pub(super) fn set_up_openings<T: Config>(who: &AccountId32, n: u32) -> Result<(), BenchmarkError> {
	let due = Pallet::<T>::now() + T::ReviewTtl::get().into();
	let mut breaker = GlassBreakers::<T>::get(who);
	for number in 0..n {
		let request_id = opening(number);
		let voters = (0..T::MaxAdmins::get()).map(|number| account("voter", number, 0));
		let review = Review {
			record_id: [1; 16],
			patient: account("patient", 0, 0),
			requester: who.clone(),
			key_id: KEY_ID,
			reason: Purpose::BreakTheGlass,
			scope: EmergencyScope::BothKeys,
			opened: Pallet::<T>::block(),
			due,
			statement: None,
			voters: BoundedVec::truncate_from(voters.collect()),
			verdicts: BoundedVec::new(),
		};
		Reviews::<T>::insert(request_id, review);
		let noted = breaker.unreviewed.try_push(Unreviewed { request_id, due });
		noted.map_err(|_| "too many openings")?;
	}
	GlassBreakers::<T>::insert(who, breaker);
	Ok(())
}
