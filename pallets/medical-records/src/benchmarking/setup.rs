//! What benchmarks begin from: accounts that sign, a committee, records, requests and answers, all with real proofs.

use alloc::vec::Vec;

use frame_benchmarking::v2::*;
use frame_support::{
	BoundedVec,
	traits::{Consideration, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_io::crypto::{sr25519_generate, sr25519_sign};
use sp_runtime::{AccountId32, MultiSignature};
use threshold_decryption::{
	AdminSecret, Mode, RequestKey, capsule_point, create_share, deal_committee, encapsulate,
};

use crate::{deposit, types::*, *};

/// Names our keys in the host's keystore.
pub(super) const KEY_TYPE: KeyTypeId = KeyTypeId(*b"mqbn");
/// The committee of every benchmark: one that no genesis has, so that none but its own administrators are in state.
pub(super) const KEY_ID: KeyId = 101;
/// Seed of the requester's one-time key.
pub(super) const SEED: [u8; 32] = [5; 32];

pub(super) fn rng() -> ChaCha20Rng {
	ChaCha20Rng::from_seed([7; 32])
}

/// A new account that can sign.
pub(super) fn signer() -> AccountId32 {
	sr25519_generate(KEY_TYPE, None).into()
}

pub(super) fn sign(who: &AccountId32, message: &[u8]) -> Result<MultiSignature, BenchmarkError> {
	let public = sr25519::Public::from_raw(*AsRef::<[u8; 32]>::as_ref(who));
	let signature = sr25519_sign(KEY_TYPE, &public, message).ok_or("the keystore has no such key")?;
	Ok(signature.into())
}

/// A committee and its secrets.
pub(super) struct Dealt<T: Config> {
	pub committee: Committee,
	pub admins: BoundedVec<Admin, T::MaxAdmins>,
	pub secrets: Vec<AdminSecret>,
}

/// A committee of `n`, and the rule that makes checking it most expensive: k multiplications for each of the points
/// that are checked, twice (n - k + 1) of x and z and (n - k) of z', and 3k for the leading coefficients. Of 16 that is
/// k = 9.
pub(super) fn deal<T: Config>(n: u32) -> Result<Dealt<T>, BenchmarkError> {
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
				cert: no_signature(),
			}
		})
		.collect();
	Ok(Dealt {
		committee: Committee::new(1, k, x, &admins),
		admins: BoundedVec::try_from(admins).map_err(|_| "too many administrators")?,
		secrets,
	})
}

/// The signatures of all present administrators, by whom the key goes to the others.
pub(super) fn hand_over<T: Config>(
	(old, present): (&Committee, &[Admin]),
	(new, admins): (&Committee, &[Admin]),
) -> Result<HandoverOf<T>, BenchmarkError> {
	let message = new.handover_message(admins, &Pallet::<T>::genesis(), KEY_ID, old.epoch);
	let signed = present
		.iter()
		.map(|admin| Ok((admin.index, sign(&admin.account, &message)?)))
		.collect::<Result<Vec<_>, BenchmarkError>>()?;
	BoundedVec::try_from(signed).map_err(|_| "too many administrators".into())
}

/// The largest committee, in state.
pub(super) fn set_up_committee<T: Config>() -> Result<Dealt<T>, BenchmarkError> {
	let dealt = deal::<T>(T::MaxAdmins::get())?;
	Pallet::<T>::seat(KEY_ID, dealt.committee.clone(), dealt.admins.clone());
	Ok(dealt)
}

pub(super) fn user<T: Config>(who: &AccountId32, role: Role) {
	let keys = UserKeys {
		csp_version: 1,
		csp_pk: [2; 32],
		enc_pk: [3; 32],
		key_sig: no_signature(),
	};
	Users::<T>::insert(
		who,
		User {
			role,
			csp_version: 1,
			keys: Some(keys),
			deposit: None,
		},
	);
}

/// Somebody whose requests this facility pays for.
pub(super) fn sponsored<T: Config>(employee: &AccountId32, facility: &AccountId32) {
	let sponsorship = Sponsorship {
		facility: facility.clone(),
		per_day: 1,
		paid: Daily::default(),
	};
	Sponsorships::<T>::insert(employee, sponsorship);
}

/// `v` versions of one record, the newest not acknowledged and the others not superseded; in state, the newest first.
#[allow(clippy::type_complexity, reason = "the parts of one set-up")]
pub(super) fn set_up_versions<T: Config>(
	x: &Point,
	v: u32,
) -> Result<Vec<(RecordId, RecordOf<T>)>, BenchmarkError> {
	let (_, first) = set_up_record::<T>(x)?;
	let mut versions = Vec::new();
	let mut supersedes = None;
	for number in 1..=v {
		let uploader: AccountId32 = account("version", number, 0);
		user::<T>(&uploader, Role::Facility);
		T::RecordConsideration::ensure_successful(&uploader, deposit::record_footprint::<T>());
		let record = Record {
			supersedes,
			version: number,
			acknowledged: false,
			ticket: T::RecordConsideration::new(&uploader, deposit::record_footprint::<T>())?,
			uploader: uploader.clone(),
			..first.clone()
		};
		let record_id = Pallet::<T>::record_id(&uploader, &[1; 16]);
		Records::<T>::insert(record_id, &record);
		RecordsByPatient::<T>::insert(&record.patient, record_id, ());
		CorrectionAllowed::<T>::insert(record_id, uploader);
		supersedes = Some(record_id);
		versions.insert(0, (record_id, record));
	}
	Ok(versions)
}

/// All but the newest of these are superseded.
pub(super) fn replace_older<T: Config>(versions: &[(RecordId, RecordOf<T>)]) {
	let Some((newest, _)) = versions.first() else {
		return;
	};
	for (older, _) in versions.iter().skip(1) {
		Records::<T>::mutate(older, |record| {
			if let Some(record) = record {
				record.superseded_by = Some(*newest);
			}
		});
	}
}

/// A capsule for the record that `uploader` registers with this nonce.
pub(super) fn capsule<T: Config>(
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
pub(super) fn set_up_record<T: Config>(x: &Point) -> Result<(RecordId, RecordOf<T>), BenchmarkError> {
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
		supersedes: None,
		version: 1,
		acknowledged: true,
		searchable: false,
		status: RecordStatus::Active,
		superseded_by: None,
		created: Pallet::<T>::block(),
		ticket: T::RecordConsideration::new(&uploader, deposit::record_footprint::<T>())?,
		uploader: uploader.clone(),
		patient,
	};
	let record_id = Pallet::<T>::record_id(&uploader, &nonce);
	Records::<T>::insert(record_id, record.clone());
	RecordsByPatient::<T>::insert(&record.patient, record_id, ());
	CorrectionAllowed::<T>::insert(record_id, uploader);
	Ok((record_id, record))
}

/// A request of `requester` for the record, as its call makes it, its deposit and its signature left out.
pub(super) fn request<T: Config>(
	x: &Point,
	(record_id, record): (RecordId, &RecordOf<T>),
	requester: &AccountId32,
	mode: RequestMode,
) -> (RequestId, Request<BlockNumberFor<T>, (), VotesOf<T>>) {
	let seq = Requesters::<T>::get(requester).next_seq;
	let request_id = Pallet::<T>::request_id(requester, record_id, seq);
	let mut request = Request {
		record_id,
		patient: record.patient.clone(),
		requester: requester.clone(),
		payer: requester.clone(),
		seq,
		q: RequestKey::from_seed(&SEED).public(),
		epk: [1; 32],
		auth_sig: no_signature(),
		key_id: KEY_ID,
		epoch: 1,
		mode,
		purpose: Purpose::Treatment,
		created: Pallet::<T>::block(),
		expires: Pallet::<T>::now() + T::DecisionTtl::get().into(),
		context: [0; 32],
		r: capsule_point(&record.capsule),
		yes: 0,
		no: 0,
		status: RequestStatus::Open,
		votes: BoundedVec::new(),
		consent: None,
		ticket: (),
	};
	request.context = Pallet::<T>::request_context(request_id, &request, record, x, None);
	(request_id, request)
}

/// The same in state, without answers.
pub(super) fn set_up_request<T: Config>(
	x: &Point,
	record: (RecordId, &RecordOf<T>),
	requester: &AccountId32,
	mode: RequestMode,
) -> Result<(RequestId, RequestOf<T>), BenchmarkError> {
	user::<T>(requester, Role::Clinician);
	let (request_id, request) = request::<T>(x, record, requester, mode);
	T::RequestConsideration::ensure_successful(requester, deposit::request_footprint::<T>());
	let ticket = T::RequestConsideration::new(requester, deposit::request_footprint::<T>())?;
	let request = request.with_ticket(ticket);
	Requests::<T>::insert(request_id, request.clone());
	let place = Place {
		request_id,
		requester: requester.clone(),
		until: Some(request.expires),
		epoch: Some(1),
	};
	OpenByRecord::<T>::try_mutate(record.0, |places| places.try_push(place))
		.map_err(|_| "too many requests for the record")?;
	Requesters::<T>::mutate(requester, |counted| {
		counted.open += 1;
		counted.next_seq += 1;
	});
	Ok((request_id, request))
}

/// An answered request that has expired.
pub(super) fn set_up_request_that_is_over<T: Config>(
	x: &Point,
	record: (RecordId, &RecordOf<T>),
	number: u32,
) -> Result<(), BenchmarkError> {
	let requester = account("requester", number, 0);
	let (request_id, _) = set_up_request::<T>(x, record, &requester, RequestMode::Outsider)?;
	answer::<T>(request_id)?;
	Requests::<T>::mutate(request_id, |request| {
		if let Some(request) = request {
			request.expires = 0u32.into();
		}
	});
	OpenByRecord::<T>::mutate(record.0, |places| {
		if let Some(place) = places.last_mut() {
			place.until = Some(0u32.into());
			place.epoch = None;
		}
	});
	Ok(())
}

/// As many answers as there can be, and a consent.
pub(super) fn answer<T: Config>(request_id: RequestId) -> Result<(), BenchmarkError> {
	let mut request = Requests::<T>::get(request_id).ok_or("no request")?;
	vote::<T>(&mut request, T::MaxAdmins::get())?;
	request.consent = Some([1; 80]);
	Requests::<T>::insert(request_id, request);
	Ok(())
}

/// Approvals by the first `n` administrators.
fn vote<T: Config>(request: &mut RequestOf<T>, n: u32) -> Result<(), BenchmarkError> {
	for index in 1..=n {
		let index = u16::try_from(index).map_err(|_| "too many administrators")?;
		let (at, vote) = (Pallet::<T>::block(), Vote::Share([1; 64]));
		let noted = request.votes.try_push(Answer { index, at, vote });
		noted.map_err(|_| "too many votes")?;
	}
	Ok(())
}

/// `r` answered requests for a record, each of another requester.
pub(super) fn set_up_requests<T: Config>(
	x: &Point,
	record: (RecordId, &RecordOf<T>),
	r: u32,
) -> Result<(), BenchmarkError> {
	for number in 0..r {
		let requester = account("requester", number, 0);
		let (request_id, _) = set_up_request::<T>(x, record, &requester, RequestMode::Outsider)?;
		answer::<T>(request_id)?;
	}
	Ok(())
}

/// A request of an administrator that one more vote decides; with the share for it of another one.
pub(super) fn set_up_decision<T: Config>() -> Result<(RequestId, AccountId32, Share), BenchmarkError> {
	let (admin, approvals) = set_up_decisions::<T>(1)?;
	let (request_id, share) = *approvals.first().ok_or("no approval")?;
	Ok((request_id, admin, share))
}

/// As many such requests for one record, and the shares of the one administrator who decides them all.
#[allow(clippy::type_complexity, reason = "the parts of one set-up")]
pub(super) fn set_up_decisions<T: Config>(
	n: u32,
) -> Result<(AccountId32, Vec<(RequestId, Share)>), BenchmarkError> {
	let Dealt {
		committee,
		admins,
		secrets,
	} = set_up_committee::<T>()?;
	let (record_id, record) = set_up_record::<T>(&committee.x)?;
	let (Some(decider), Some(secret)) = (admins.last(), secrets.last()) else {
		return Err("the committee is empty".into());
	};
	let first = admins.first().ok_or("the committee is empty")?;
	let mut approvals = Vec::new();
	for _ in 0..n {
		let (request_id, mut request) = set_up_request::<T>(
			&committee.x,
			(record_id, &record),
			&first.account,
			RequestMode::Admin,
		)?;
		request.yes = committee.k - 1;
		request.no = committee.n - 1 - committee.k;
		// The largest value that one more vote can meet, whatever the votes say.
		vote::<T>(&mut request, (committee.n - 1).into())?;
		Requests::<T>::insert(request_id, &request);
		let (context, r) = (&request.context, &request.r);
		let share = create_share(secret, Mode::Admin, context, r, &request.q, &mut rng())
			.map_err(|_| "the share cannot be made")?;
		approvals.push((request_id, share));
	}
	Ok((decider.account.clone(), approvals))
}

/// An answered request of an outsider: request, requester and patient.
pub(super) fn set_up_answered<T: Config>() -> Result<(RequestId, AccountId32, AccountId32), BenchmarkError> {
	let x = set_up_committee::<T>()?.committee.x;
	let (record_id, record) = set_up_record::<T>(&x)?;
	let requester = account("requester", 0, 0);
	let (request_id, _) = set_up_request::<T>(&x, (record_id, &record), &requester, RequestMode::Outsider)?;
	answer::<T>(request_id)?;
	Ok((request_id, requester, record.patient))
}

/// The data protection officer.
pub(super) fn officer<T: Config>() -> AccountId32 {
	let officer: AccountId32 = account("officer", 0, 0);
	user::<T>(&officer, Role::DataProtectionOfficer);
	officer
}

/// A record that the officer wants erased, and that is due.
pub(super) fn scheduled<T: Config>(record_id: RecordId) {
	let erasure = Erasure {
		by: officer::<T>(),
		reason: ErasureReason::LegalOrder,
		due: Pallet::<T>::now(),
	};
	Erasures::<T>::insert(record_id, erasure);
}

/// An account and its guardian.
pub(super) fn guarded<T: Config>() -> (AccountId32, AccountId32) {
	let (who, guardian): (AccountId32, AccountId32) = (account("child", 0, 0), account("parent", 0, 0));
	let named = Guardian {
		account: Some(guardian.clone()),
		until: Some(Pallet::<T>::now()),
		from: Pallet::<T>::now(),
		before: None,
	};
	Guardians::<T>::insert(&who, named);
	(who, guardian)
}

/// A facility's catalogue, with its deposit.
pub(super) fn set_up_catalogue<T: Config>(facility: &AccountId32) -> Result<(), BenchmarkError> {
	let footprint = deposit::catalogue_footprint::<T>();
	T::CatalogueConsideration::ensure_successful(facility, footprint);
	let catalogue = Catalogue {
		epoch: 1,
		number: 1,
		commitment: [1; 32],
		locator: [2; 64],
		keyring: [3; 32],
		updated: Pallet::<T>::now(),
		ticket: T::CatalogueConsideration::new(facility, footprint)?,
	};
	Catalogues::<T>::insert(facility, catalogue);
	Ok(())
}
