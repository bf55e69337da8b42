//! Calls on which a body votes or which it has decided, read back from the bytes in which the chain keeps them.

use medquorum_core::{
	domain::{
		AccountId, Admin, Body, Bytes32, KeyId, Opening, RecordId, RequestId, Role, Seat, Signature, Windows,
	},
	error::LedgerError,
	ledger::{Call, CeremonyCall, EmergencyCall, call_hash},
};
use subxt::{ext::scale_decode::DecodeAsType, metadata::Metadata};

/// What bodies decide, by the chain's own names.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum Decided {
	MedicalRecords(Records),
	CommitteeCeremonies(Ceremonies),
	CouncilSeats(Seats),
	Upgrades(Upgrades),
	Enactment(Enactment),
	Pause(Pause),
	SafeMode(SafeMode),
	CollatorSelection(Collators),
	Succession(Succession),
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Records {
	set_role {
		who: AccountId,
		role: Role,
	},
	set_committee {
		key_id: KeyId,
		k: u16,
		x: Bytes32,
		admins: Vec<Admin>,
		handover: Vec<(u16, Signature)>,
		at_once: bool,
	},
	replace_account {
		old: AccountId,
		new: AccountId,
	},
	freeze_account {
		who: AccountId,
	},
	unfreeze_account {
		who: AccountId,
	},
	cancel_request {
		request_id: RequestId,
	},
	retire_committee {
		key_id: KeyId,
	},
	stop_erasure {
		record_id: RecordId,
	},
	lift_hold {
		record_id: RecordId,
	},
	reinstate {
		who: AccountId,
	},
	set_facility {
		who: AccountId,
		facility: Option<u32>,
	},
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Ceremonies {
	open_ceremony {
		key_id: KeyId,
		attempt: u16,
		k: u16,
		seats: Vec<Seat>,
		dealers: Vec<u16>,
		windows: Windows,
		at_once: bool,
		author: AccountId,
		signature: Signature,
	},
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Seats {
	set_members { members: Vec<AccountId> },
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Upgrades {
	authorize_upgrade { code_hash: Bytes32 },
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Enactment {
	schedule { call: Box<Decided> },
	stop { index: u32 },
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Pause {
	pause,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum SafeMode {
	force_exit,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Collators {
	add_invulnerable { who: AccountId },
	remove_invulnerable { who: AccountId },
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Succession {
	give_notice { body: Body, members: Vec<AccountId> },
	stop_notice { body: Body, index: u32 },
}

/// The call; `None` when this program does not know it.
pub(super) fn call(bytes: &[u8], metadata: &Metadata) -> Option<Call> {
	let ty = metadata.outer_enums().call_enum_ty();
	let rest = &mut &bytes[..];
	let decided = Decided::decode_as_type(rest, ty, metadata.types()).ok()?;
	rest.is_empty().then(|| plain(decided))
}

/// The call of the motion with this hash. Who votes for a hash votes for this call and no other, whatever a node says.
pub(super) fn voted_on(
	hash: &Bytes32,
	bytes: Option<&[u8]>,
	metadata: &Metadata,
) -> Result<Option<Call>, LedgerError> {
	match bytes.filter(|bytes| call_hash(bytes) == *hash) {
		Some(bytes) => Ok(call(bytes, metadata)),
		None => Err(LedgerError::Incompatible {
			what: "the call of a motion, which has another hash".to_owned(),
			source: None,
		}),
	}
}

fn plain(decided: Decided) -> Call {
	match decided {
		Decided::MedicalRecords(records) => of_records(records),
		Decided::CommitteeCeremonies(ceremonies) => of_ceremonies(ceremonies),
		Decided::CouncilSeats(Seats::set_members { members }) => Call::SetMembers { members },
		Decided::Upgrades(Upgrades::authorize_upgrade { code_hash }) => Call::AuthorizeUpgrade { code_hash },
		Decided::Enactment(Enactment::schedule { call }) => Call::Schedule {
			call: Box::new(plain(*call)),
		},
		Decided::Enactment(Enactment::stop { index }) => Call::StopScheduled { index },
		Decided::Pause(Pause::pause) => Call::Pause,
		Decided::SafeMode(SafeMode::force_exit) => Call::EndPause,
		Decided::CollatorSelection(Collators::add_invulnerable { who }) => Call::AddCollator { who },
		Decided::CollatorSelection(Collators::remove_invulnerable { who }) => Call::RemoveCollator { who },
		Decided::Succession(Succession::give_notice { body, members }) => Call::GiveNotice { body, members },
		Decided::Succession(Succession::stop_notice { body, index }) => Call::StopNotice { body, index },
	}
}

fn of_ceremonies(ceremonies: Ceremonies) -> Call {
	let Ceremonies::open_ceremony {
		key_id,
		attempt,
		k,
		seats,
		dealers,
		windows,
		at_once,
		author,
		signature,
	} = ceremonies;
	Call::Ceremony(CeremonyCall::Open(Box::new(Opening {
		key_id,
		attempt,
		k,
		seats,
		dealers,
		windows,
		at_once,
		author,
		signature,
	})))
}

fn of_records(records: Records) -> Call {
	match records {
		Records::set_role { who, role } => Call::SetRole { who, role },
		Records::set_committee {
			key_id,
			k,
			x,
			admins,
			handover,
			at_once,
		} => Call::SetCommittee {
			key_id,
			k,
			x,
			admins,
			handover,
			at_once,
		},
		Records::replace_account { old, new } => Call::ReplaceAccount { old, new },
		Records::freeze_account { who } => Call::FreezeAccount { who },
		Records::unfreeze_account { who } => Call::UnfreezeAccount { who },
		Records::cancel_request { request_id } => Call::CancelRequest { request_id },
		Records::retire_committee { key_id } => Call::RetireCommittee { key_id },
		Records::stop_erasure { record_id } => Call::StopErasure { record_id },
		Records::lift_hold { record_id } => Call::LiftHold { record_id },
		Records::reinstate { who } => Call::Emergency(EmergencyCall::Reinstate { who }),
		Records::set_facility { who, facility } => {
			Call::Emergency(EmergencyCall::SetFacility { who, facility })
		}
	}
}

#[cfg(test)]
pub mod tests;
