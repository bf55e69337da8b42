//! Calls that the council has decided, read back from the bytes in which the chain keeps them until they are due.

use medquorum_core::{
	domain::{AccountId, Admin, Bytes32, KeyId},
	ledger::Call,
};
use subxt::{ext::scale_decode::DecodeAsType, metadata::Metadata};

/// The calls that can be scheduled, by the chain's own names.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum Decided {
	MedicalRecords(Records),
	CouncilSeats(Seats),
	Upgrades(Upgrades),
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[allow(non_camel_case_types, reason = "the chain's name")]
enum Records {
	set_committee {
		key_id: KeyId,
		k: u16,
		x: Bytes32,
		admins: Vec<Admin>,
	},
	replace_account {
		old: AccountId,
		new: AccountId,
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

/// The call; `None` when it is none of those that this program knows.
pub(super) fn call(bytes: &[u8], metadata: &Metadata) -> Option<Call> {
	let ty = metadata.outer_enums().call_enum_ty();
	let rest = &mut &bytes[..];
	let decided = Decided::decode_as_type(rest, ty, metadata.types()).ok()?;
	Some(match decided {
		Decided::MedicalRecords(Records::set_committee { key_id, k, x, admins }) => {
			Call::SetCommittee { key_id, k, x, admins }
		}
		Decided::MedicalRecords(Records::replace_account { old, new }) => Call::ReplaceAccount { old, new },
		Decided::CouncilSeats(Seats::set_members { members }) => Call::SetMembers { members },
		Decided::Upgrades(Upgrades::authorize_upgrade { code_hash }) => Call::AuthorizeUpgrade { code_hash },
	})
	.filter(|_| rest.is_empty())
}
