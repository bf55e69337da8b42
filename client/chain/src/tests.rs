//! The calls and types of this module against the metadata of the runtime, which is checked in beside it.

pub(crate) mod ceremony;
mod emergency;

use super::{calls, connection::check_genesis, decided, ledger, reads};
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::{Call, Extent, NewRecord},
};
use subxt::{ext::scale_decode::DecodeAsType, metadata::Metadata};

pub(super) fn metadata() -> Metadata {
	Metadata::decode_from(include_bytes!("metadata.scale")).unwrap()
}

const RECORD: RecordId = RecordId([1; 16]);
const REQUEST: RequestId = RequestId([2; 16]);
pub(super) const WHO: AccountId = AccountId([3; 32]);

pub(super) fn set_role() -> Call {
	Call::SetRole {
		who: WHO,
		role: Role::DataProtectionOfficer,
	}
}

pub(super) fn about_people() -> Vec<Call> {
	let who = WHO;
	let admin = Admin {
		account: who,
		index: 1,
		enc_pk: [4; 32],
		x_j: [5; 32],
		z_j: [6; 32],
		zp_j: [7; 32],
		cert: Signature::Ed25519([8; 64]),
	};
	vec![
		Call::RegisterUser {
			csp_pk: [1; 32],
			enc_pk: [2; 32],
			key_sig: Signature::Sr25519([3; 64]),
		},
		Call::Enrol {
			patient: who,
			csp_pk: [1; 32],
			enc_pk: [2; 32],
			key_sig: Signature::Ecdsa([3; 65]),
		},
		Call::Deregister,
		Call::Sponsor {
			employee: who,
			per_day: 3,
		},
		Call::EndSponsorship { employee: who },
		Call::NameGuardian {
			guardian: Some(who),
			until: Some(7),
		},
		Call::NameGuardian {
			guardian: None,
			until: None,
		},
		Call::FreezeAccount { who },
		Call::UnfreezeAccount { who },
		Call::ReplaceAccount { old: who, new: who },
		set_role(),
		Call::SetCommittee {
			key_id: 2,
			k: 2,
			x: [1; 32],
			admins: vec![admin.clone(), admin.clone(), admin],
			handover: vec![(1, Signature::Sr25519([7; 64])), (3, Signature::Ed25519([8; 64]))],
			at_once: true,
		},
		Call::RetireCommittee { key_id: 2 },
	]
}

fn about_search() -> Vec<Call> {
	let record_id = RECORD;
	vec![
		Call::PublishCatalogue {
			epoch: 1,
			number: 2,
			commitment: [3; 32],
			locator: [4; 64],
			keyring: [5; 32],
		},
		Call::WithdrawCatalogue { facility: WHO },
		Call::SetSearchable {
			record_id,
			searchable: true,
		},
		Call::SetSearchDirective { searchable: false },
		Call::AttestErasure { record_id },
	]
}

fn about_records() -> Vec<Call> {
	let (record_id, who) = (RECORD, WHO);
	let extent = Extent {
		versions: 2,
		requests: 3,
	};
	let new = NewRecord {
		nonce: [9; 16],
		key_id: 1,
		patient: who,
		commitment: [10; 32],
		capsule: [11; 128],
		csp_enc: [12; 32],
		csp_check: [13; 32],
		locator: [14; 64],
		supersedes: Some(record_id),
		searchable: true,
	};
	vec![
		Call::RegisterRecord(Box::new(new.clone())),
		Call::RegisterRecord(Box::new(NewRecord {
			supersedes: None,
			searchable: false,
			..new
		})),
		Call::AcknowledgeRecord { record_id, extent },
		Call::RefuseRecord {
			record_id,
			reason: RefusalReason::NotMine,
			requests: 3,
		},
		Call::SuspendRecord {
			record_id,
			requests: 3,
		},
		Call::ResumeRecord { record_id },
		Call::AllowCorrection {
			record_id,
			uploader: Some(who),
		},
		Call::AllowCorrection {
			record_id,
			uploader: None,
		},
		Call::EraseRecord {
			record_id,
			reason: ErasureReason::LegalOrder,
			extent,
		},
		Call::FinishErasure { record_id, extent },
		Call::StopErasure { record_id },
		Call::HoldRecord {
			record_id,
			reason: HoldReason::RetentionDuty,
			until: 9,
		},
		Call::LiftHold { record_id },
	]
}

fn about_requests() -> Vec<Call> {
	let (record_id, request_id) = (RECORD, REQUEST);
	vec![
		Call::RequestAccess {
			record_id,
			seq: 7,
			q: [1; 32],
			epk: [2; 32],
			auth_sig: Signature::Sr25519([4; 64]),
			purpose: Purpose::PatientSafety,
		},
		Call::Approve {
			request_id,
			share: [5; 288],
		},
		Call::Reject {
			request_id,
			reason: RejectionReason::Other,
		},
		Call::GrantConsent {
			request_id,
			sealed: [6; 80],
		},
		Call::DenyConsent { request_id },
		Call::CloseRequest { request_id },
		Call::CancelRequest { request_id },
	]
}

fn of_the_council_and_money() -> Vec<Call> {
	vec![
		Call::Propose {
			body: Body::Council,
			threshold: 3,
			proposal: Box::new(set_role()),
		},
		Call::Vote {
			body: Body::Recovery,
			proposal_hash: [1; 32],
			index: 0,
			approve: true,
		},
		Call::Close {
			body: Body::Recovery,
			proposal_hash: [1; 32],
			index: 0,
			length: 50,
		},
		Call::Transfer {
			to: WHO,
			amount: Balance(1),
		},
		Call::Batch {
			calls: vec![Call::Deregister, set_role()],
		},
		Call::Enact { index: 3 },
		Call::CarryOut {
			body: Body::Recovery,
			index: 3,
		},
		Call::ApplyAuthorizedUpgrade { code: vec![1; 9] },
	]
	.into_iter()
	.chain(decided::tests::at_once())
	.chain(decided::tests::waiting().map(|call| Call::Schedule { call: Box::new(call) }))
	.collect()
}

/// One of each call.
fn all() -> Vec<Call> {
	[
		about_people(),
		about_records(),
		about_search(),
		emergency::about_emergencies(),
		ceremony::about_ceremonies(),
		about_requests(),
		of_the_council_and_money(),
	]
	.concat()
}

#[test]
fn another_chain_than_the_pinned_one_is_refused() {
	check_genesis(None, [1; 32]).unwrap();
	check_genesis(Some([1; 32]), [1; 32]).unwrap();
	let Err(LedgerError::WrongChain { pinned, found }) = check_genesis(Some([1; 32]), [2; 32]) else {
		panic!("it was accepted");
	};
	assert_eq!(
		(pinned, found),
		(format!("0x{}", "01".repeat(32)), format!("0x{}", "02".repeat(32)))
	);
}

#[test]
fn every_call_encodes() {
	let metadata = metadata();
	for call in all() {
		calls::encode(&call, &metadata).unwrap_or_else(|error| panic!("{:?}: {error:?}", call.name()));
	}
}

#[test]
fn calls_are_the_bytes_of_the_design() {
	let metadata = metadata();
	let encode = |call: &Call| calls::encode(call, &metadata).unwrap();
	let approve = encode(&Call::Approve {
		request_id: RequestId([2; 16]),
		share: [5; 288],
	});
	assert_eq!(approve, [&[50, 9][..], &[2; 16], &[5; 288]].concat());
	let many = encode(&Call::ApproveMany {
		approvals: vec![(RequestId([2; 16]), [5; 288]), (RequestId([3; 16]), [6; 288])],
	});
	let expected = [&[50, 15, 2 << 2][..], &[2; 16], &[5; 288], &[3; 16], &[6; 288]];
	assert_eq!(many, expected.concat());
	let reject = Call::Reject {
		request_id: RequestId([2; 16]),
		reason: RejectionReason::Duplicate,
	};
	assert_eq!(encode(&reject), [&[50, 10][..], &[2; 16], &[3]].concat());
	let request = encode(&about_requests()[0]);
	let expected = [
		&[50, 8][..],
		&[1; 16],
		&7u32.to_le_bytes(),
		&[1; 32],
		&[2; 32],
		&[1],
		&[4; 64],
		&[Purpose::PatientSafety.as_u8()],
	];
	assert_eq!(request, expected.concat());
	let record = encode(&about_records()[1]);
	// 2 + nonce, key id, patient, commitment, capsule, csp_enc, csp_check, locator, no older one, searchable
	assert_eq!(record.len(), 2 + 16 + 4 + 32 + 32 + 128 + 32 + 32 + 64 + 1 + 1);
	let erase = encode(&Call::EraseRecord {
		record_id: RECORD,
		reason: ErasureReason::Other,
		extent: Extent::MOST,
	});
	let expected = [
		&[50, 14][..],
		&[1; 16],
		&[5],
		&16u32.to_le_bytes(),
		&256u32.to_le_bytes(),
	];
	assert_eq!(erase, expected.concat());
	let role = encode(&Call::SetRole {
		who: AccountId([3; 32]),
		role: Role::DataProtectionOfficer,
	});
	assert_eq!(role, [&[50, 1][..], &[3; 32], &[3]].concat());
}

#[test]
fn calls_of_search_and_erasure_take_few_bytes() {
	let metadata = metadata();
	for (call, expected) in about_search().iter().zip([136, 34, 19, 3, 18]) {
		let length = calls::encode(call, &metadata).unwrap().len();
		println!("call data of {}: {length} B", call.name().1);
		assert_eq!(length, expected);
	}
}

/// Decodes bytes as a value of this storage entry.
pub(super) fn decode<T: DecodeAsType>(metadata: &Metadata, pallet: &str, entry: &str, bytes: &[u8]) -> T {
	let storage = metadata.pallet_by_name(pallet).unwrap().storage().unwrap();
	let value = storage.entry_by_name(entry).unwrap().value_ty();
	let cursor = &mut &bytes[..];
	T::decode_as_type(cursor, value, metadata.types()).unwrap_or_else(|error| panic!("{entry}: {error}"))
}

#[test]
fn every_stored_type_decodes() {
	let metadata = metadata();
	let pallet = "MedicalRecords";
	// Bytes of 1 are valid for every fixed-size type of ours.
	let ones = [1; 1024];
	let user: User = decode(&metadata, pallet, "Users", &ones);
	assert_eq!(user.keys.unwrap().csp_version, 0x0101);
	let record: Record = decode(&metadata, pallet, "Records", &ones);
	assert_eq!(record.supersedes, Some(RecordId([1; 16])));
	let request: Request = decode(&metadata, pallet, "Requests", &ones);
	assert_eq!(
		(request.mode, request.purpose),
		(RequestMode::Admin, Purpose::Treatment)
	);
	assert_eq!(request.status, RequestStatus::Approved);
	// Of the same bytes, whose first 331 come before the status: an approval, a rejection, and the consent.
	let answered = [
		&ones[..331],
		&[0, 8, 2, 0, 6, 0, 0, 0, 0],
		&[7; 64],
		&[1, 0, 5, 0, 0, 0, 1, 1, 1],
		&[9; 80],
		&[1; 64],
	]
	.concat();
	let answers: reads::Answers = decode(&metadata, pallet, "Requests", &answered);
	let of = |answer: &reads::CastVote| (answer.index, answer.at, answer.vote);
	let given = [
		(2, 6, Vote::Share([7; 64])),
		(1, 5, Vote::Rejection(RejectionReason::WrongPatient)),
	];
	assert_eq!(answers.votes.iter().map(of).collect::<Vec<_>>(), given);
	assert_eq!(answers.consent, Some([9; 80]));
	// epoch, k, n, X, not retired
	let bytes = [&[1, 0, 0, 0, 2, 0, 2, 0][..], &[3; 32], &[0]].concat();
	let rule: reads::Rule = decode(&metadata, pallet, "Committees", &bytes);
	let admin = |index: u8| {
		let bytes = [&[index; 162][..], &[index % 2], &[index; 64]].concat();
		decode::<Admin>(&metadata, pallet, "Administrators", &bytes)
	};
	let committee = rule.with(vec![admin(5), admin(4)]);
	assert_eq!((committee.epoch, committee.k, committee.x), (1, 2, [3; 32]));
	assert_eq!(
		[committee.admins[0].cert, committee.admins[1].cert],
		[Signature::Ed25519([4; 64]), Signature::Sr25519([5; 64])]
	);
	let requester: reads::Requester = decode(&metadata, pallet, "Requesters", &ones);
	assert_eq!((requester.next_seq, requester.open), (0x0101_0101, 0x0101_0101));
	let stone: Tombstone = decode(&metadata, pallet, "Tombstones", &ones);
	assert_eq!(
		(stone.at, stone.supersedes),
		(0x0101_0101, Some(RecordId([1; 16])))
	);
	let account: reads::Account = decode(&metadata, "System", "Account", &ones);
	assert_ne!(account.data.free, 0);
}

#[test]
fn what_the_chain_says_of_a_change_of_committee_decodes() {
	let (metadata, pallet) = (metadata(), "MedicalRecords");
	// A rule; then the next index and the moment.
	let pending = [
		&[2, 0, 0, 0, 2, 0, 2, 0][..],
		&[3; 32],
		&[0],
		&[9, 0, 0, 0],
		&[7, 0, 0, 0],
	]
	.concat();
	let pending: reads::PendingRule = decode(&metadata, pallet, "Pending", &pending);
	assert_eq!((pending.committee.k, pending.switch_at), (2, 7));
	// k, two signatures, each with its index
	let handover = [&[3, 0, 2 << 2][..], &[2, 0, 1], &[8; 64], &[4, 0, 0], &[9; 64]].concat();
	let ended: reads::Ended = decode(&metadata, pallet, "Handovers", &handover);
	let signatures = vec![(2, Signature::Sr25519([8; 64])), (4, Signature::Ed25519([9; 64]))];
	assert_eq!((ended.k, ended.signatures), (3, signatures));
}

#[test]
fn what_the_chain_says_of_ends_and_of_accounts_decodes() {
	let metadata = metadata();
	let pallet = "MedicalRecords";
	let ones = [1; 256];
	let (one, moment) = (AccountId([1; 32]), 0x0101_0101);
	let erasure: Erasure = decode(&metadata, pallet, "Erasures", &ones);
	assert_eq!(
		(erasure.by, erasure.reason, erasure.due),
		(one, ErasureReason::UploadError, moment)
	);
	let hold: Hold = decode(&metadata, pallet, "LegalHolds", &ones);
	assert_eq!(
		(hold.by, hold.reason, hold.until),
		(one, HoldReason::Investigation, moment)
	);
	let guardian: Guardian = decode(&metadata, pallet, "Guardians", &ones);
	assert_eq!((guardian.account, guardian.before), (Some(one), Some(one)));
	assert_eq!((guardian.until, guardian.from), (Some(moment), moment));
	let sponsorship: Sponsorship = decode(&metadata, pallet, "Sponsorships", &ones);
	assert_eq!((sponsorship.facility, sponsorship.per_day), (one, moment));
	let frozen = |bytes: &[u8]| decode::<Option<AccountId>>(&metadata, pallet, "Frozen", bytes);
	assert_eq!((frozen(&[0]), frozen(&ones)), (None, Some(one)));
	assert_eq!(decode::<AccountId>(&metadata, pallet, "Replacements", &ones), one);
	// One place: its request, its requester, that it is free, and that nobody has to decide.
	let places = [&[1 << 2][..], &[2; 16], &[3; 32], &[0, 0]].concat();
	let places: Vec<reads::Place> = decode(&metadata, pallet, "OpenByRecord", &places);
	assert_eq!(places[0].request_id, REQUEST);
	decode::<()>(&metadata, pallet, "RecordsByPatient", &[]);
	assert_eq!(decode::<Moment>(&metadata, "ServiceClock", "Now", &ones), moment);
}

#[test]
fn every_error_of_the_pallet_says_what_to_do() {
	let metadata = metadata();
	let pallet = metadata.pallet_by_name("MedicalRecords").unwrap();
	let errors = pallet.error_variants().unwrap();
	assert!(errors.len() > 30);
	for error in errors {
		assert!(!error.docs.is_empty(), "{} has no documentation", error.name);
	}
}

#[test]
fn shares_are_found_wherever_the_call_lies_in_an_extrinsic() {
	let other = RequestId([9; 16]);
	let encode = |call: &Call| calls::encode(call, &metadata()).unwrap();
	let approve = |request_id, byte: u8| Call::Approve {
		request_id,
		share: [byte; 288],
	};
	let many = Call::ApproveMany {
		approvals: vec![(other, [4; 288]), (REQUEST, [5; 288])],
	};
	let inside = [&[1, 2, 3][..], &encode(&approve(REQUEST, 3)), &encode(&many)].concat();
	let found = |id| {
		ledger::shares_in(&inside, id)
			.map(|share| share[0])
			.collect::<Vec<_>>()
	};
	assert_eq!(found(&REQUEST), [3, 5]);
	assert_eq!(found(&other), [4]);
	assert_eq!(found(&RequestId([8; 16])), [0u8; 0]);
	// Cut short, it is not a call.
	let cut = encode(&approve(REQUEST, 3));
	assert_eq!(ledger::shares_in(&cut[..cut.len() - 1], &REQUEST).count(), 0);
}

#[test]
fn attestations_are_encoded_as_they_are_read_without_a_node() {
	let call = Call::AttestErasure { record_id: RECORD };
	let bytes = calls::encode(&call, &metadata()).unwrap();
	let expected = [&medquorum_core::rules::attestation::CALL[..], &RECORD.0].concat();
	assert_eq!(bytes, expected);
}

#[test]
fn erasures_and_requests_wait_on_the_chain_as_long_as_here() {
	let metadata = metadata();
	let pallet = metadata.pallet_by_name("MedicalRecords").unwrap();
	let constant = |name: &str| pallet.constant_by_name(name).unwrap().value();
	assert_eq!(constant("ErasureDelay"), ERASURE_DELAY.to_le_bytes());
	assert_eq!(constant("DecisionTtl"), DECISION_TTL.to_le_bytes());
}
