//! Ids and contexts, always recomputed from what is shown to a person (docs/cryptography.md 4.1 and 5.2).

use crate::domain::*;
use blake2::{Blake2b, Digest as _, digest::consts::U16};
use threshold_decryption::{
	EmergencyContext, Mode, RecordContext, RequestContext, SealedRecord, record_id_input, request_id_input,
};

/// BLAKE2b with a digest of 16 bytes.
fn blake2b_128(input: &[u8]) -> [u8; 16] {
	Blake2b::<U16>::digest(input).into()
}

/// The id the chain will give the record.
pub fn record_id(genesis: &Bytes32, uploader: &AccountId, nonce: &[u8; 16]) -> RecordId {
	RecordId(blake2b_128(&record_id_input(genesis, &uploader.0, nonce)))
}

/// The id the chain will give the request.
pub fn request_id(genesis: &Bytes32, requester: &AccountId, record: RecordId, seq: u32) -> RequestId {
	RequestId(blake2b_128(&request_id_input(
		genesis,
		&requester.0,
		&record.0,
		seq,
	)))
}

/// `record_ctx`.
pub fn record_context(genesis: &Bytes32, id: RecordId, record: &Record, x: &Bytes32) -> Bytes32 {
	RecordContext {
		genesis,
		record_id: &id.0,
		uploader: &record.uploader.0,
		patient: &record.patient.0,
		csp_pk: &record.csp_pk,
		x,
	}
	.hash()
}

/// `emg_ctx` of what is kept for an emergency committee with the public key `x_e`.
pub fn emergency_context(record_ctx: &Bytes32, x_e: &Bytes32, entry: &EmergencyEntry) -> Bytes32 {
	EmergencyContext {
		record_ctx,
		key_id: entry.key_id,
		x: x_e,
		scope: entry.scope().as_u8(),
		maker: &entry.maker.0,
		nonce: &entry.nonce,
	}
	.hash()
}

/// `request_ctx` of a request in state.
pub fn request_context(
	genesis: &Bytes32,
	ad: &Bytes32,
	record: &Record,
	id: RequestId,
	request: &Request,
) -> Bytes32 {
	RequestContext {
		genesis,
		ad,
		capsule: &record.capsule,
		rec_hash: &SealedRecord {
			commitment: &record.commitment,
			csp_enc: &record.csp_enc,
			csp_check: &record.csp_check,
			locator: &record.locator,
		}
		.hash(),
		key_id: request.key_id,
		epoch: request.epoch,
		request_id: &id.0,
		requester: &request.requester.0,
		q: &request.q,
		epk: &request.epk,
		mode: mode(request.mode),
		purpose: request.purpose.as_u8(),
	}
	.hash()
}

/// The threshold crate's word for the mode.
pub fn mode(mode: RequestMode) -> Mode {
	match mode {
		RequestMode::Outsider => Mode::Outsider,
		RequestMode::Admin => Mode::Admin,
	}
}

/// The mode a requester has towards a committee.
pub fn mode_of(committee: &Committee, requester: &AccountId) -> RequestMode {
	match committee.admin(requester) {
		Some(_) => RequestMode::Admin,
		None => RequestMode::Outsider,
	}
}
