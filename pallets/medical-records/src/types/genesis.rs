//! From what a genesis says to what the pallet stores.

use super::*;
use threshold_decryption::AdminPoints;

impl GenesisAdmin {
	/// From what a dealer publishes about the administrator.
	pub fn new(account: AccountId32, enc_pk: Point, points: &AdminPoints) -> Self {
		Self {
			account,
			index: points.index,
			enc_pk: H256(enc_pk),
			x_j: H256(points.x),
			z_j: H256(points.z),
			zp_j: H256(points.zp),
		}
	}
}

impl From<GenesisAdmin> for Admin {
	fn from(admin: GenesisAdmin) -> Admin {
		Admin {
			account: admin.account,
			index: admin.index,
			enc_pk: admin.enc_pk.0,
			x_j: admin.x_j.0,
			z_j: admin.z_j.0,
			zp_j: admin.zp_j.0,
			cert: no_signature(),
		}
	}
}
