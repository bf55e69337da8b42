//! What lay in storage in version 1, where it was different.

use super::*;

#[derive(Encode, Decode)]
pub(crate) struct UserKeys {
	pub csp_version: u16,
	pub csp_pk: Point,
	pub enc_pk: Point,
	pub key_sig: [u8; 64],
}

#[derive(Encode, Decode)]
pub(crate) struct User {
	pub role: Role,
	pub keys: Option<UserKeys>,
}

#[derive(Encode, Decode)]
pub(crate) struct Admin {
	pub account: AccountId32,
	pub index: u16,
	pub enc_pk: Point,
	pub x_j: Point,
	pub z_j: Point,
	pub zp_j: Point,
	pub cert: [u8; 64],
}

#[derive(Encode, Decode)]
pub(crate) enum RecordStatus {
	Active,
	Suspended,
	Superseded,
}

#[derive(Encode, Decode)]
pub(crate) struct Record<BlockNumber, Ticket> {
	pub uploader: AccountId32,
	pub patient: AccountId32,
	pub csp_pk: Point,
	pub key_id: KeyId,
	pub commitment: [u8; 32],
	pub capsule: [u8; 128],
	pub csp_enc: [u8; 32],
	pub csp_check: [u8; 32],
	pub locator: [u8; 64],
	pub supersedes: Option<RecordId>,
	pub acknowledged: bool,
	pub status: RecordStatus,
	pub created: BlockNumber,
	pub ticket: Ticket,
}

#[derive(Encode, Decode)]
pub(crate) struct Requester {
	pub next_seq: u32,
	pub open: u32,
	pub day: u32,
	pub today: u32,
}

#[derive(Encode, Decode)]
pub(crate) struct Request<BlockNumber, Ticket, Votes> {
	pub record_id: RecordId,
	pub patient: AccountId32,
	pub requester: AccountId32,
	pub seq: u32,
	pub q: Point,
	pub epk: Point,
	pub auth_sig: [u8; 64],
	pub key_id: KeyId,
	pub epoch: Epoch,
	pub mode: RequestMode,
	pub purpose: Purpose,
	pub created: BlockNumber,
	pub expires: BlockNumber,
	pub context: [u8; 32],
	pub r: Point,
	pub yes: u16,
	pub no: u16,
	pub status: RequestStatus,
	pub votes: Votes,
	pub consent: Option<[u8; 80]>,
	pub ticket: Ticket,
}

/// The next administrator of whatever committee: a double map has no such function of its own.
pub(crate) fn administrators_next<T: Config>(after: Option<Vec<u8>>) -> Option<Vec<u8>> {
	let prefix = Administrators::<T>::final_prefix().to_vec();
	let key = sp_io::storage::next_key(&after.unwrap_or_else(|| prefix.clone()))?;
	if !key.starts_with(&prefix) {
		return None;
	}
	if let Some(admin) = frame_support::storage::unhashed::get::<Admin>(&key) {
		let admin = crate::types::Admin {
			account: admin.account,
			index: admin.index,
			enc_pk: admin.enc_pk,
			x_j: admin.x_j,
			z_j: admin.z_j,
			zp_j: admin.zp_j,
			cert: signature(admin.cert),
		};
		frame_support::storage::unhashed::put(&key, &admin);
	}
	Some(key)
}
