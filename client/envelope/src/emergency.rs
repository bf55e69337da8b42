//! What is kept for an emergency: keys of a record under a key that the emergency committee releases (docs/cryptography.md 5.6).
//!
//! `K_emg = HKDF.Expand(HKDF.Extract("MQ2-emg", R ‖ U), emg_ctx, 32)` with the capsule's point R and the secret U, and
//! `wrap = nonce[12] ‖ AES-256-GCM(K_emg, aad = record_id, csp_rec [‖ report_key]) ‖ tag[16]`. The capsule is one use of K_emg, so
//! the random nonce meets no other message under it.

use crate::{
	entropy::Entropy,
	error::Error,
	kdf::Prk,
	keys::{CspRec, ReportKey},
	sealed,
};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a wrap of csp_rec alone (scope 1): the ordinary administrators must still approve.
pub const CSP_WRAP: usize = 32 + sealed::OVERHEAD;
/// Bytes of a wrap of both keys (scope 2): the emergency committee alone opens the file.
pub const BOTH_WRAP: usize = 64 + sealed::OVERHEAD;

/// The key of one wrap, from what `k` emergency administrators release. Wiped on drop; it has no `Debug`.
pub struct EmergencyKey {
	key: Zeroizing<[u8; 32]>,
	record_id: [u8; 16],
}

impl EmergencyKey {
	/// `K_emg`, of the capsule's point `r`, the secret `u` that the shares combine to, and the capsule's context.
	pub fn derive(r: &[u8; 32], u: &[u8; 32], emg_ctx: &[u8; 32], record_id: &[u8; 16]) -> Self {
		Self {
			key: Prk::extract(b"MQ2-emg", &[r, u]).expand(&[emg_ctx]),
			record_id: *record_id,
		}
	}

	/// Wraps the CSP key of the record (scope 1).
	pub fn seal_csp(&self, csp_rec: &CspRec, entropy: &mut dyn Entropy) -> [u8; CSP_WRAP] {
		let mut wrap = [0; CSP_WRAP];
		wrap[12..44].copy_from_slice(csp_rec.expose());
		sealed::seal(&self.key, &self.record_id, &mut wrap, entropy);
		wrap
	}

	/// Wraps both keys of the record (scope 2).
	pub fn seal_both(
		&self,
		csp_rec: &CspRec,
		report_key: &ReportKey,
		entropy: &mut dyn Entropy,
	) -> [u8; BOTH_WRAP] {
		let mut wrap = [0; BOTH_WRAP];
		wrap[12..44].copy_from_slice(csp_rec.expose());
		wrap[44..76].copy_from_slice(report_key.expose());
		sealed::seal(&self.key, &self.record_id, &mut wrap, entropy);
		wrap
	}

	/// The reverse of [`Self::seal_csp`]. Check the result with [`crate::verify_csp`].
	///
	/// # Errors
	/// [`Error::EmergencyCorrupt`] whatever the reason.
	pub fn open_csp(&self, wrap: &[u8; CSP_WRAP]) -> Result<CspRec, Error> {
		let plain = self.open::<32>(wrap)?;
		Ok(CspRec::from_bytes(&plain))
	}

	/// The reverse of [`Self::seal_both`]. Check the first with [`crate::verify_csp`]; the header's key commitment checks the other.
	///
	/// # Errors
	/// [`Error::EmergencyCorrupt`] whatever the reason.
	pub fn open_both(&self, wrap: &[u8; BOTH_WRAP]) -> Result<(CspRec, ReportKey), Error> {
		let plain = self.open::<64>(wrap)?;
		match plain.as_chunks::<32>().0 {
			[csp_rec, report_key] => Ok((CspRec::from_bytes(csp_rec), ReportKey::from_bytes(report_key))),
			_ => Err(Error::EmergencyCorrupt),
		}
	}

	/// Opens a copy, of which nothing is left.
	fn open<const N: usize>(&self, wrap: &[u8]) -> Result<Zeroizing<[u8; N]>, Error> {
		let mut copy = Zeroizing::new(wrap.to_vec());
		let body =
			sealed::open(&self.key, &self.record_id, &mut copy).map_err(|_| Error::EmergencyCorrupt)?;
		let mut plain = Zeroizing::new([0; N]);
		let Ok(exact) = <&[u8; N]>::try_from(&*body) else {
			return Err(Error::EmergencyCorrupt);
		};
		plain.copy_from_slice(exact);
		body.zeroize();
		Ok(plain)
	}
}
