//! Whose fault it is when approved keys do not open a file: the uploader sealed it wrongly, or the node altered an approval.
//! State holds a share without its proof; the proof lies in the body of the block that holds the call
//! (docs/cryptography.md 5.2).

use crate::{context, domain::*, error::OpenError, ledger::Share};
use threshold_decryption::{ShareStatement, capsule_point, share_ciphertext, verify_share};

/// The shares that were used to open a record, and what each must prove.
pub struct UsedShares {
	pub(super) ctx: Bytes32,
	pub(super) r: Bytes32,
	pub(super) q: Bytes32,
	pub(super) mode: RequestMode,
	/// The committee of the request's epoch; `None` once another has taken its place.
	pub(super) committee: Option<Committee>,
	pub(super) shares: Vec<(u16, [u8; 64])>,
}

impl UsedShares {
	pub(super) fn new(
		(request, record): (&Request, &Record),
		committee: &Committee,
		ctx: Bytes32,
		shares: Vec<(u16, [u8; 64])>,
	) -> Self {
		Self {
			ctx,
			r: capsule_point(&record.capsule),
			q: request.q,
			mode: request.mode,
			committee: (committee.epoch == request.epoch).then(|| committee.clone()),
			shares,
		}
	}

	/// Why the file's key commitment does not hold, from what lies in the blocks' bodies; these are nobody's word, each is
	/// verified here.
	#[must_use]
	pub fn judge(&self, proofs: &[Share]) -> OpenError {
		let Some(committee) = &self.committee else {
			return OpenError::KeyCommitMismatch;
		};
		let admins = &committee.admins;
		for (index, share) in &self.shares {
			let admin = admins.iter().find(|admin| admin.index == *index);
			let proven = admin.is_some_and(|admin| self.is_proven(admin, share, proofs));
			if !proven {
				return OpenError::ApprovalUnproven {
					index: *index,
					admin: admin.map(|admin| admin.account),
				};
			}
		}
		OpenError::WronglySealed
	}

	fn is_proven(&self, admin: &Admin, share: &[u8; 64], proofs: &[Share]) -> bool {
		let statement = ShareStatement {
			ctx: &self.ctx,
			index: admin.index,
			r: &self.r,
			q: &self.q,
			x_j: &admin.x_j,
			z_j: match context::mode(self.mode) {
				threshold_decryption::Mode::Outsider => &admin.z_j,
				threshold_decryption::Mode::Admin => &admin.zp_j,
			},
		};
		proofs
			.iter()
			.filter(|proof| share_ciphertext(proof) == *share)
			.any(|proof| verify_share(proof, &statement).is_ok())
	}
}
