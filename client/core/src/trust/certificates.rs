//! A committee as it is listed: its points belong together, and its administrators signed it.

use crate::{domain::*, error::TrustError, signature::verify};
use std::collections::BTreeSet;
use threshold_decryption::{AdminPoints, CommitteeMember, check_committee, committee_hash, development};

/// The points of a listed administrator.
pub fn points(admin: &Admin) -> AdminPoints {
	AdminPoints {
		index: admin.index,
		x: admin.x_j,
		z: admin.z_j,
		zp: admin.zp_j,
	}
}

/// The list is a committee (docs/cryptography.md 5.4a).
///
/// # Errors
/// When an account occurs twice, or the points do not lie on one polynomial.
pub fn check_points(key_id: KeyId, committee: &Committee) -> Result<(), TrustError> {
	let admins: Vec<AdminPoints> = committee.admins.iter().map(points).collect();
	let accounts: BTreeSet<AccountId> = committee.admins.iter().map(|admin| admin.account).collect();
	if accounts.len() != committee.admins.len() {
		return Err(TrustError::OtherCommittee {
			key_id,
			what: "list of accounts (one occurs twice)",
		});
	}
	check_committee(committee.k, &committee.x, &admins)
		.map_err(|source| TrustError::BadCommittee { key_id, source })
}

/// What every administrator of the committee signs.
pub fn certificate_message(genesis: &Bytes32, key_id: KeyId, committee: &Committee) -> Vec<u8> {
	threshold_decryption::certificate_message(
		genesis,
		key_id,
		committee.epoch,
		committee.k,
		&committee.x,
		&list_hash(committee),
	)
}

/// What administrators of the epoch `old` sign who hand their key over to this committee.
pub fn handover_message(genesis: &Bytes32, key_id: KeyId, old: Epoch, committee: &Committee) -> Vec<u8> {
	threshold_decryption::handover_message(
		genesis,
		key_id,
		(old, committee.epoch),
		committee.k,
		&committee.x,
		&list_hash(committee),
	)
}

/// `committee_hash` of a list.
pub fn list_hash(committee: &Committee) -> Bytes32 {
	let listed: Vec<AdminPoints> = committee.admins.iter().map(points).collect();
	let members: Vec<CommitteeMember<'_>> = committee
		.admins
		.iter()
		.zip(&listed)
		.map(|(admin, points)| CommitteeMember {
			account: &admin.account.0,
			enc_pk: &admin.enc_pk,
			points,
		})
		.collect();
	committee_hash(&members)
}

/// Whether the committee is the one whose secrets are public.
pub fn is_development(committee: &Committee) -> bool {
	let Ok(public) = development::committee() else {
		return false;
	};
	let listed = committee.admins.iter().map(points);
	let dealt: Vec<AdminPoints> = public.secrets.iter().map(|secret| secret.public()).collect();
	committee.x == public.x && committee.k == public.k && listed.eq(dealt)
}

/// How many of these accounts certify the committee.
pub fn count_certificates(
	genesis: &Bytes32,
	key_id: KeyId,
	committee: &Committee,
	accounts: &[AccountId],
) -> usize {
	let message = certificate_message(genesis, key_id, committee);
	let certified =
		|admin: &&Admin| accounts.contains(&admin.account) && verify(&admin.account, &message, &admin.cert);
	committee.admins.iter().filter(certified).count()
}
