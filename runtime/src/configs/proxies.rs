//! What a proxy may do in another account's name: one type for each thing that people do.
//!
//! Both functions below name every call, so that a new one without a decision does not compile.

use crate::{Runtime, RuntimeCall};
use frame_support::traits::InstanceFilter;
use pallet_medical_records::Call as RecordsCall;
use parity_scale_codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What a proxy may do in another account's name. The encoding is part of what accounts have stored: only append.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Every call of `MedicalRecords` and `CommitteeCeremonies`: no money leaves the account, deposits are held. No vote, no collation, no further proxy.
	#[codec(index = 1)]
	NonTransfer,
	/// The calls of `MedicalRecords`, alone or in a batch.
	#[codec(index = 2)]
	Records,
	/// The calls of the council, alone or in a batch.
	#[codec(index = 3)]
	Council,
	/// Registering records, and publishing the catalogue that lists them.
	#[codec(index = 4)]
	Upload,
	/// Approving and rejecting, and reviewing what was opened in an emergency.
	#[codec(index = 5)]
	Decide,
	/// Acknowledging and refusing records; consenting and denying.
	#[codec(index = 6)]
	Consent,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		// A batch passes; its inner calls meet this filter again, one by one.
		if matches!(call, RuntimeCall::Utility(..)) {
			return true;
		}
		match self {
			ProxyType::Any => true,
			ProxyType::NonTransfer => moves_no_money(call),
			ProxyType::Records => matches!(call, RuntimeCall::MedicalRecords(..)),
			ProxyType::Council => matches!(call, RuntimeCall::Council(..)),
			ProxyType::Upload | ProxyType::Decide | ProxyType::Consent => {
				matches!(call, RuntimeCall::MedicalRecords(call) if narrowest(call) == Some(*self))
			}
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		use ProxyType::*;
		match (self, other) {
			(Any, _) => true,
			(NonTransfer, Records | Upload | Decide | Consent) => true,
			(Records, Upload | Decide | Consent) => true,
			(mine, theirs) => mine == theirs,
		}
	}
}

/// The type for this one thing that people do; `None` for what only the wider types may.
fn narrowest(call: &RecordsCall<Runtime>) -> Option<ProxyType> {
	match call {
		RecordsCall::register_record { .. } | RecordsCall::publish_catalogue { .. } => {
			Some(ProxyType::Upload)
		}
		RecordsCall::approve { .. }
		| RecordsCall::approve_many { .. }
		| RecordsCall::reject { .. }
		| RecordsCall::submit_review { .. } => Some(ProxyType::Decide),
		RecordsCall::acknowledge_record { .. }
		| RecordsCall::refuse_record { .. }
		| RecordsCall::grant_consent { .. }
		| RecordsCall::deny_consent { .. } => Some(ProxyType::Consent),
		// Keys, what cannot be undone, what holds a requester's deposit, and what governance does.
		RecordsCall::register_user { .. }
		| RecordsCall::set_role { .. }
		| RecordsCall::set_committee { .. }
		| RecordsCall::suspend_record { .. }
		| RecordsCall::resume_record { .. }
		| RecordsCall::allow_correction { .. }
		| RecordsCall::request_access { .. }
		| RecordsCall::close_request { .. }
		| RecordsCall::erase_record { .. }
		| RecordsCall::cancel_request { .. }
		| RecordsCall::retire_committee { .. }
		| RecordsCall::finish_erasure { .. }
		| RecordsCall::stop_erasure { .. }
		| RecordsCall::hold_record { .. }
		| RecordsCall::lift_hold { .. }
		| RecordsCall::enrol { .. }
		| RecordsCall::deregister { .. }
		| RecordsCall::sponsor { .. }
		| RecordsCall::end_sponsorship { .. }
		| RecordsCall::name_guardian { .. }
		| RecordsCall::freeze_account { .. }
		| RecordsCall::unfreeze_account { .. }
		| RecordsCall::replace_account { .. }
		| RecordsCall::withdraw_catalogue { .. }
		| RecordsCall::set_searchable { .. }
		| RecordsCall::set_search_directive { .. }
		| RecordsCall::attest_erasure { .. }
		| RecordsCall::set_emergency { .. }
		| RecordsCall::add_emergency { .. }
		| RecordsCall::remove_emergency { .. }
		| RecordsCall::break_glass { .. }
		| RecordsCall::file_statement { .. }
		| RecordsCall::enforce_review { .. }
		| RecordsCall::reinstate { .. }
		| RecordsCall::set_facility { .. }
		| RecordsCall::__Ignore(..) => None,
	}
}

fn moves_no_money(call: &RuntimeCall) -> bool {
	match call {
		RuntimeCall::System(..) | RuntimeCall::MedicalRecords(..) | RuntimeCall::CommitteeCeremonies(..) => true,
		RuntimeCall::ParachainSystem(..)
		| RuntimeCall::Timestamp(..)
		| RuntimeCall::ParachainInfo(..)
		| RuntimeCall::Balances(..)
		| RuntimeCall::CollatorSelection(..)
		| RuntimeCall::Session(..)
		| RuntimeCall::Council(..)
		| RuntimeCall::Upgrades(..)
		| RuntimeCall::CouncilSeats(..)
		| RuntimeCall::Enactment(..)
		| RuntimeCall::Recovery(..)
		| RuntimeCall::Succession(..)
		| RuntimeCall::SafeMode(..)
		| RuntimeCall::Pause(..)
		| RuntimeCall::Migrations(..)
		| RuntimeCall::Utility(..)
		| RuntimeCall::Proxy(..)
		// Whoever names an account's friends, or acts for one that was recovered, has all of it.
		| RuntimeCall::Multisig(..)
		| RuntimeCall::AccountRecovery(..) => false,
	}
}
