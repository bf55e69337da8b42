//! Benchmarks of every call in its worst case, with real proofs and signatures.
//!
//! Accounts that sign have their keys in the host's keystore: a wasm runtime verifies sr25519 signatures, but makes none.

use alloc::vec::Vec;

use frame_benchmarking::v2::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use rand_chacha::{rand_core::SeedableRng, ChaCha20Rng};
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_io::crypto::{sr25519_generate, sr25519_sign};
use sp_runtime::AccountId32;
use threshold_decryption::{
	auth_message, capsule_point, create_share, deal_committee, encapsulate, prove_possession,
	user_key_message, AdminSecret, Mode, RequestKey,
};

use crate::{deposit, types::*, *};

/// Names our keys in the host's keystore.
const KEY_TYPE: KeyTypeId = KeyTypeId(*b"mqbn");
/// The committee of every benchmark.
const KEY_ID: KeyId = 1;
/// Seed of the requester's one-time key.
const SEED: [u8; 32] = [5; 32];

fn rng() -> ChaCha20Rng {
	ChaCha20Rng::from_seed([7; 32])
}

/// A new account that can sign.
fn signer() -> AccountId32 {
	sr25519_generate(KEY_TYPE, None).into()
}

fn sign(who: &AccountId32, message: &[u8]) -> Result<[u8; 64], BenchmarkError> {
	let public = sr25519::Public::from_raw(*AsRef::<[u8; 32]>::as_ref(who));
	let signature = sr25519_sign(KEY_TYPE, &public, message).ok_or("the keystore has no such key")?;
	Ok(signature.0)
}

/// A committee of `n`, and the rule that makes checking it most expensive: k multiplications for each of the points
/// that are checked, twice (n - k + 1) of x and z and (n - k) of z', and 3k for the leading coefficients. Of 16 that is
/// k = 9.
fn deal<T: Config>(n: u32) -> Result<(CommitteeOf<T>, Vec<AdminSecret>), BenchmarkError> {
	let n = u16::try_from(n).map_err(|_| "too many administrators")?;
	let k = (n / 2 + 1).min(n);
	let indices: Vec<u16> = (1..=n).collect();
	let (x, secrets) = deal_committee(k, &indices, &mut rng()).map_err(|_| "dealing failed")?;
	let admins: Vec<Admin> = secrets
		.iter()
		.map(|secret| {
			let points = secret.public();
			Admin {
				account: signer(),
				index: points.index,
				enc_pk: [1; 32],
				x_j: points.x,
				z_j: points.z,
				zp_j: points.zp,
				cert: [0; 64],
			}
		})
		.collect();
	let admins = BoundedVec::try_from(admins).map_err(|_| "too many administrators")?;
	Ok((
		Committee {
			epoch: 1,
			k,
			x,
			admins,
		},
		secrets,
	))
}

/// The largest committee, in state.
fn set_up_committee<T: Config>() -> Result<(CommitteeOf<T>, Vec<AdminSecret>), BenchmarkError> {
	let (committee, secrets) = deal::<T>(T::MaxAdmins::get())?;
	Committees::<T>::insert(KEY_ID, committee.clone());
	Ok((committee, secrets))
}

fn user<T: Config>(who: &AccountId32, role: Role) {
	let keys = UserKeys {
		csp_version: 1,
		csp_pk: [2; 32],
		enc_pk: [3; 32],
		key_sig: [4; 64],
	};
	Users::<T>::insert(
		who,
		User {
			role,
			keys: Some(keys),
		},
	);
}

/// A capsule for the record that `uploader` registers with this nonce.
fn capsule<T: Config>(
	x: &Point,
	uploader: &AccountId32,
	patient: &AccountId32,
	nonce: &[u8; 16],
) -> Result<[u8; 128], BenchmarkError> {
	let record_id = Pallet::<T>::record_id(uploader, nonce);
	let ad = Pallet::<T>::record_context(record_id, uploader, patient, &[2; 32], x);
	let (capsule, _) =
		encapsulate(x, &ad, &[1; 32], &[2; 32], &mut rng()).map_err(|_| "encapsulation failed")?;
	Ok(capsule)
}

/// A record with a named corrector, in state.
fn set_up_record<T: Config>(x: &Point) -> Result<(RecordId, RecordOf<T>), BenchmarkError> {
	let (uploader, patient): (AccountId32, AccountId32) =
		(account("uploader", 0, 0), account("patient", 0, 0));
	user::<T>(&uploader, Role::Facility);
	user::<T>(&patient, Role::Patient);
	let nonce = [1; 16];
	T::RecordConsideration::ensure_successful(&uploader, deposit::record_footprint::<T>());
	let record = Record {
		csp_pk: [2; 32],
		key_id: KEY_ID,
		commitment: [1; 32],
		capsule: capsule::<T>(x, &uploader, &patient, &nonce)?,
		csp_enc: [2; 32],
		csp_check: [3; 32],
		locator: [4; 64],
		supersedes: Some([9; 16]),
		acknowledged: true,
		status: RecordStatus::Active,
		created: Pallet::<T>::now(),
		ticket: T::RecordConsideration::new(&uploader, deposit::record_footprint::<T>())?,
		uploader: uploader.clone(),
		patient,
	};
	let record_id = Pallet::<T>::record_id(&uploader, &nonce);
	Records::<T>::insert(record_id, record.clone());
	CorrectionAllowed::<T>::insert(record_id, uploader);
	Ok((record_id, record))
}

/// A request of `requester` for the record, in state, without answers.
fn set_up_request<T: Config>(
	record_id: RecordId,
	requester: &AccountId32,
	mode: RequestMode,
) -> Result<(RequestId, RequestOf<T>), BenchmarkError> {
	T::RequestConsideration::ensure_successful(requester, deposit::request_footprint::<T>());
	let seq = RequestSeq::<T>::get(requester);
	let request = Request {
		record_id,
		requester: requester.clone(),
		seq,
		q: RequestKey::from_seed(&SEED).public(),
		epk: [1; 32],
		auth_sig: [2; 64],
		key_id: KEY_ID,
		epoch: 1,
		mode,
		purpose: Purpose::Treatment,
		created: Pallet::<T>::now(),
		expires: Pallet::<T>::now() + T::RequestTtl::get().into(),
		yes: 0,
		no: 0,
		status: RequestStatus::Open,
		ticket: T::RequestConsideration::new(requester, deposit::request_footprint::<T>())?,
	};
	let request_id = Pallet::<T>::request_id(requester, record_id, seq);
	Requests::<T>::insert(request_id, request.clone());
	OpenByRecord::<T>::insert(record_id, request_id, ());
	OpenRequests::<T>::mutate(requester, |open| *open += 1);
	RequestSeq::<T>::insert(requester, seq + 1);
	Ok((request_id, request))
}

/// As many answers as there can be, and a consent.
fn answer<T: Config>(request_id: RequestId) -> Result<(), BenchmarkError> {
	for index in 1..=T::MaxAdmins::get() {
		let index = u16::try_from(index).map_err(|_| "too many administrators")?;
		Approvals::<T>::insert(request_id, index, Vote::Share([1; 64]));
	}
	Consents::<T>::insert(request_id, [1; 80]);
	Ok(())
}

/// `r` answered requests for a record, each of another requester.
fn set_up_requests<T: Config>(record_id: RecordId, r: u32) -> Result<(), BenchmarkError> {
	for number in 0..r {
		let requester = account("requester", number, 0);
		let (request_id, _) = set_up_request::<T>(record_id, &requester, RequestMode::Outsider)?;
		answer::<T>(request_id)?;
	}
	Ok(())
}

/// A request of an administrator that one more vote decides; with the share for it of another one.
#[allow(clippy::type_complexity, reason = "the parts of one set-up")]
fn set_up_decision<T: Config>() -> Result<(RequestId, AccountId32, [u8; 192]), BenchmarkError> {
	let (committee, secrets) = set_up_committee::<T>()?;
	let (record_id, record) = set_up_record::<T>(&committee.x)?;
	let (first, last) = (committee.admins.first(), committee.admins.last());
	let (Some(requester), Some(decider), Some(secret)) = (first, last, secrets.last()) else {
		return Err("the committee is empty".into());
	};
	let (request_id, mut request) = set_up_request::<T>(record_id, &requester.account, RequestMode::Admin)?;
	request.yes = committee.k - 1;
	request.no = committee.size() - 1 - committee.k;
	Requests::<T>::insert(request_id, &request);
	let context = Pallet::<T>::request_context(request_id, &request, &record, &committee.x);
	let r = capsule_point(&record.capsule);
	let share = create_share(secret, Mode::Admin, &context, &r, &request.q, &mut rng())
		.map_err(|_| "the share cannot be made")?;
	Ok((request_id, decider.account.clone(), share))
}

/// An answered request of an outsider: request, requester and patient.
fn set_up_answered<T: Config>() -> Result<(RequestId, AccountId32, AccountId32), BenchmarkError> {
	let (committee, _) = set_up_committee::<T>()?;
	let (record_id, record) = set_up_record::<T>(&committee.x)?;
	let requester = account("requester", 0, 0);
	let (request_id, _) = set_up_request::<T>(record_id, &requester, RequestMode::Outsider)?;
	answer::<T>(request_id)?;
	Ok((request_id, requester, record.patient))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_user() -> Result<(), BenchmarkError> {
		// The first time, which also keeps the account alive; of somebody who has a role already.
		let who = signer();
		frame_system::Pallet::<T>::inc_providers(&who);
		let role = Role::Facility;
		Users::<T>::insert(&who, User { role, keys: None });
		let (csp_pk, enc_pk) = ([8; 32], [9; 32]);
		let message = user_key_message(&Pallet::<T>::genesis(), who.as_ref(), 1, &csp_pk, &enc_pk);
		let key_sig = sign(&who, &message)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), csp_pk, enc_pk, key_sig);

		let keys = Users::<T>::get(&who).and_then(|user| user.keys);
		assert_eq!(keys.map(|keys| keys.csp_version), Some(1));
		Ok(())
	}

	#[benchmark]
	fn set_role() -> Result<(), BenchmarkError> {
		let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who: AccountId32 = account("clinician", 0, 0);
		user::<T>(&who, Role::Patient);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), Role::Clinician);

		assert_eq!(Pallet::<T>::role_of(&who), Some(Role::Clinician));
		Ok(())
	}

	#[benchmark]
	fn set_committee(n: Linear<2, { T::MaxAdmins::get() }>) -> Result<(), BenchmarkError> {
		let origin = T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let (old, _) = deal::<T>(n)?;
		Committees::<T>::insert(KEY_ID, old.clone());
		let mut new = CommitteeOf::<T> { epoch: 2, ..old };
		let message = new.certificate_message(&Pallet::<T>::genesis(), KEY_ID);
		for admin in new.admins.iter_mut() {
			admin.cert = sign(&admin.account, &message)?;
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, KEY_ID, new.k, new.x, new.admins);

		assert_eq!(
			Committees::<T>::get(KEY_ID).map(|committee| committee.epoch),
			Some(2)
		);
		Ok(())
	}

	#[benchmark]
	fn register_record(r: Linear<0, { T::MaxRequestsPerRecord::get() }>) -> Result<(), BenchmarkError> {
		let (committee, _) = set_up_committee::<T>()?;
		let (older, record) = set_up_record::<T>(&committee.x)?;
		set_up_requests::<T>(older, r)?;
		let uploader: AccountId32 = account("uploader", 1, 0);
		user::<T>(&uploader, Role::Facility);
		T::RecordConsideration::ensure_successful(&uploader, deposit::record_footprint::<T>());
		CorrectionAllowed::<T>::insert(older, &uploader);
		let nonce = [2; 16];
		let capsule = capsule::<T>(&committee.x, &uploader, &record.patient, &nonce)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(uploader.clone()),
			nonce,
			KEY_ID,
			record.patient,
			[1; 32],
			capsule,
			[2; 32],
			[3; 32],
			[4; 64],
			Some(older),
			Default::default(),
			None,
		);

		assert!(Records::<T>::contains_key(Pallet::<T>::record_id(
			&uploader, &nonce
		)));
		assert_eq!(OpenByRecord::<T>::iter_prefix(older).count(), 0);
		Ok(())
	}

	#[benchmark]
	fn acknowledge_record() -> Result<(), BenchmarkError> {
		let (committee, _) = set_up_committee::<T>()?;
		let (record_id, mut record) = set_up_record::<T>(&committee.x)?;
		record.acknowledged = false;
		Records::<T>::insert(record_id, &record);

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id);

		assert!(Records::<T>::get(record_id).is_some_and(|record| record.acknowledged));
		Ok(())
	}

	#[benchmark]
	fn suspend_record(r: Linear<0, { T::MaxRequestsPerRecord::get() }>) -> Result<(), BenchmarkError> {
		let (committee, _) = set_up_committee::<T>()?;
		let (record_id, record) = set_up_record::<T>(&committee.x)?;
		set_up_requests::<T>(record_id, r)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id);

		assert!(Records::<T>::get(record_id).is_some_and(|record| record.status == RecordStatus::Suspended));
		assert_eq!(OpenByRecord::<T>::iter_prefix(record_id).count(), 0);
		Ok(())
	}

	#[benchmark]
	fn resume_record() -> Result<(), BenchmarkError> {
		let (committee, _) = set_up_committee::<T>()?;
		let (record_id, mut record) = set_up_record::<T>(&committee.x)?;
		record.status = RecordStatus::Suspended;
		Records::<T>::insert(record_id, &record);

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id);

		assert!(Records::<T>::get(record_id).is_some_and(|record| record.status == RecordStatus::Active));
		Ok(())
	}

	#[benchmark]
	fn allow_correction() -> Result<(), BenchmarkError> {
		let (committee, _) = set_up_committee::<T>()?;
		let (record_id, record) = set_up_record::<T>(&committee.x)?;
		let uploader: AccountId32 = account("uploader", 1, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(record.patient), record_id, uploader.clone());

		assert_eq!(CorrectionAllowed::<T>::get(record_id), Some(uploader));
		Ok(())
	}

	#[benchmark]
	fn request_access() -> Result<(), BenchmarkError> {
		let (mut committee, _) = set_up_committee::<T>()?;
		let (record_id, record) = set_up_record::<T>(&committee.x)?;
		set_up_requests::<T>(record_id, T::MaxRequestsPerRecord::get() - 1)?;
		// An administrator, found last.
		let requester = signer();
		if let Some(admin) = committee.admins.last_mut() {
			admin.account = requester.clone();
		}
		Committees::<T>::insert(KEY_ID, &committee);
		user::<T>(&requester, Role::Clinician);
		T::RequestConsideration::ensure_successful(&requester, deposit::request_footprint::<T>());
		let request = Request {
			record_id,
			requester: requester.clone(),
			seq: 0,
			q: RequestKey::from_seed(&SEED).public(),
			epk: [1; 32],
			auth_sig: [0; 64],
			key_id: KEY_ID,
			epoch: 1,
			mode: RequestMode::Admin,
			purpose: Purpose::Treatment,
			created: Pallet::<T>::now(),
			expires: Pallet::<T>::now(),
			yes: 0,
			no: 0,
			status: RequestStatus::Open,
			ticket: (),
		};
		let request_id = Pallet::<T>::request_id(&requester, record_id, 0);
		let context = Pallet::<T>::request_context(request_id, &request, &record, &committee.x);
		let pok = prove_possession(&SEED, &context, &mut rng());
		let auth_sig = sign(&requester, &auth_message(&context))?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(requester),
			record_id,
			0,
			request.q,
			request.epk,
			pok,
			auth_sig,
			Purpose::Treatment,
		);

		assert!(Requests::<T>::contains_key(request_id));
		Ok(())
	}

	#[benchmark]
	fn approve() -> Result<(), BenchmarkError> {
		let (request_id, admin, share) = set_up_decision::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(admin), request_id, share);

		assert_eq!(
			Pallet::<T>::request_status(request_id),
			Some(RequestStatus::Approved)
		);
		Ok(())
	}

	#[benchmark]
	fn reject() -> Result<(), BenchmarkError> {
		let (request_id, admin, _) = set_up_decision::<T>()?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(admin),
			request_id,
			RejectionReason::NotJustified,
		);

		let rejected = RequestStatus::Rejected(RejectionCause::Administrators);
		assert_eq!(Pallet::<T>::request_status(request_id), Some(rejected));
		Ok(())
	}

	#[benchmark]
	fn grant_consent() -> Result<(), BenchmarkError> {
		let (request_id, _, patient) = set_up_answered::<T>()?;
		Consents::<T>::remove(request_id);

		#[extrinsic_call]
		_(RawOrigin::Signed(patient), request_id, [1; 80]);

		assert!(Consents::<T>::contains_key(request_id));
		Ok(())
	}

	#[benchmark]
	fn deny_consent() -> Result<(), BenchmarkError> {
		let (request_id, _, patient) = set_up_answered::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(patient), request_id);

		assert!(!Consents::<T>::contains_key(request_id));
		Ok(())
	}

	#[benchmark]
	fn close_request() -> Result<(), BenchmarkError> {
		let (request_id, _, _) = set_up_answered::<T>()?;
		// By somebody else, after its time, with one event more.
		let late = Pallet::<T>::now() + T::RequestTtl::get().into() + 1u32.into();
		frame_system::Pallet::<T>::set_block_number(late);

		#[extrinsic_call]
		_(RawOrigin::Signed(account("anyone", 0, 0)), request_id);

		assert!(!Requests::<T>::contains_key(request_id));
		assert_eq!(Approvals::<T>::iter_prefix(request_id).count(), 0);
		Ok(())
	}

	#[benchmark]
	fn erase_record(r: Linear<0, { T::MaxRequestsPerRecord::get() }>) -> Result<(), BenchmarkError> {
		let (committee, _) = set_up_committee::<T>()?;
		let (record_id, _) = set_up_record::<T>(&committee.x)?;
		set_up_requests::<T>(record_id, r)?;
		let officer: AccountId32 = account("officer", 0, 0);
		user::<T>(&officer, Role::DataProtectionOfficer);

		#[extrinsic_call]
		_(RawOrigin::Signed(officer), record_id);

		assert!(Tombstones::<T>::contains_key(record_id));
		assert_eq!(OpenByRecord::<T>::iter_prefix(record_id).count(), 0);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
