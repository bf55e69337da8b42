//! The pallet's types as they come from state. Fields are matched by name, so that a changed type is an error.

use crate::domain::*;
use subxt::ext::scale_decode::DecodeAsType;

macro_rules! plain_enum {
	($name:ident { $($variant:ident),+ $(,)? }) => {
		#[derive(DecodeAsType)]
		#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
		pub(super) enum $name {
			$($variant),+
		}

		impl From<$name> for crate::domain::$name {
			fn from(wire: $name) -> Self {
				match wire {
					$($name::$variant => Self::$variant),+
				}
			}
		}
	};
}

plain_enum!(Role {
	Patient,
	Clinician,
	Facility,
	DataProtectionOfficer
});
plain_enum!(RecordStatus {
	Active,
	Suspended,
	Superseded
});
plain_enum!(RequestMode { Outsider, Admin });
plain_enum!(RejectionReason {
	NotJustified,
	WrongPatient,
	UnknownRequester,
	Duplicate,
	Other
});
plain_enum!(RejectionCause {
	Administrators,
	Timeout,
	ConsentDenied
});
plain_enum!(Purpose {
	Treatment,
	EmergencyTreatment,
	Payment,
	Operations,
	Research,
	PatientRequest,
	PublicHealth,
	Legal,
	QualityImprovement,
	PatientSafety,
});

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) enum RequestStatus {
	Open,
	Approved,
	Rejected(RejectionCause),
}

impl From<RequestStatus> for crate::domain::RequestStatus {
	fn from(wire: RequestStatus) -> Self {
		match wire {
			RequestStatus::Open => Self::Open,
			RequestStatus::Approved => Self::Approved,
			RequestStatus::Rejected(cause) => Self::Rejected(cause.into()),
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) enum Vote {
	Share([u8; 64]),
	Rejection(RejectionReason),
}

impl From<Vote> for crate::domain::Vote {
	fn from(wire: Vote) -> Self {
		match wire {
			Vote::Share(share) => Self::Share(share),
			Vote::Rejection(reason) => Self::Rejection(reason.into()),
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct User {
	role: Role,
	keys: Option<UserKeys>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct UserKeys {
	csp_version: u16,
	csp_pk: [u8; 32],
	enc_pk: [u8; 32],
	key_sig: [u8; 64],
}

impl From<User> for crate::domain::User {
	fn from(User { role, keys }: User) -> Self {
		let keys = keys.map(
			|UserKeys {
			     csp_version,
			     csp_pk,
			     enc_pk,
			     key_sig,
			 }| {
				crate::domain::UserKeys {
					csp_version,
					csp_pk,
					enc_pk,
					key_sig,
				}
			},
		);
		Self {
			role: role.into(),
			keys,
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Admin {
	account: [u8; 32],
	index: u16,
	enc_pk: [u8; 32],
	x_j: [u8; 32],
	z_j: [u8; 32],
	zp_j: [u8; 32],
	cert: [u8; 64],
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Committee {
	epoch: u32,
	k: u16,
	x: [u8; 32],
	admins: Vec<Admin>,
}

impl From<Committee> for crate::domain::Committee {
	fn from(Committee { epoch, k, x, admins }: Committee) -> Self {
		let admins = admins.into_iter().map(|wire| {
			let Admin {
				account,
				index,
				enc_pk,
				x_j,
				z_j,
				zp_j,
				cert,
			} = wire;
			crate::domain::Admin {
				account: AccountId(account),
				index,
				enc_pk,
				x_j,
				z_j,
				zp_j,
				cert,
			}
		});
		Self {
			epoch,
			k,
			x,
			admins: admins.collect(),
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Record {
	uploader: [u8; 32],
	patient: [u8; 32],
	csp_pk: [u8; 32],
	key_id: u32,
	commitment: [u8; 32],
	capsule: [u8; 128],
	csp_enc: [u8; 32],
	csp_check: [u8; 32],
	locator: [u8; 64],
	supersedes: Option<[u8; 16]>,
	acknowledged: bool,
	status: RecordStatus,
	created: u32,
}

impl From<Record> for crate::domain::Record {
	fn from(wire: Record) -> Self {
		Self {
			uploader: AccountId(wire.uploader),
			patient: AccountId(wire.patient),
			csp_pk: wire.csp_pk,
			key_id: wire.key_id,
			commitment: wire.commitment,
			capsule: wire.capsule,
			csp_enc: wire.csp_enc,
			csp_check: wire.csp_check,
			locator: wire.locator,
			supersedes: wire.supersedes.map(RecordId),
			acknowledged: wire.acknowledged,
			status: wire.status.into(),
			created: wire.created,
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Request {
	record_id: [u8; 16],
	requester: [u8; 32],
	seq: u32,
	q: [u8; 32],
	epk: [u8; 32],
	auth_sig: [u8; 64],
	key_id: u32,
	epoch: u32,
	mode: RequestMode,
	purpose: Purpose,
	created: u32,
	expires: u32,
	yes: u16,
	no: u16,
	status: RequestStatus,
}

impl From<Request> for crate::domain::Request {
	fn from(wire: Request) -> Self {
		Self {
			record_id: RecordId(wire.record_id),
			requester: AccountId(wire.requester),
			seq: wire.seq,
			q: wire.q,
			epk: wire.epk,
			auth_sig: wire.auth_sig,
			key_id: wire.key_id,
			epoch: wire.epoch,
			mode: wire.mode.into(),
			purpose: wire.purpose.into(),
			created: wire.created,
			expires: wire.expires,
			yes: wire.yes,
			no: wire.no,
			status: wire.status.into(),
		}
	}
}

/// What a balances account has of interest.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Account {
	pub(super) data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct AccountData {
	pub(super) free: u128,
}
