//! The encrypted form of a medical record, as bytes: key schedule, stream cipher, header, locator, codes.
//!
//! This crate does no input or output. It reads no file, clock, network or random generator: bytes come in and go
//! out, and randomness is the argument [`Entropy`]. So it also runs in a browser (`wasm32-unknown-unknown`), where
//! the cipher engine is RustCrypto's instead of ring's.
//!
//! # Terms
//!
//! * **CSP key**: the patient's secret. [`CspRoot`] never leaves the patient's device; [`CspRec`] opens one record.
//! * **Report key**: released by `k` administrators for one request ([`ReportKey`]).
//! * **Two-key rule**: [`FileKeys`] come from the CSP key, the report key and the header's salt; without any one of
//!   the three the file stays closed.
//! * **Envelope**: ciphertext ([`stream`]) and encrypted header ([`header`]). Both live outside the chain; the chain
//!   holds a commitment to the header and an encrypted [`locator`].
//!
//! # From plaintext to envelope
//!
//! ```
//! use medquorum_envelope::*;
//!
//! # struct Counter(u8);
//! # impl Entropy for Counter {
//! #     fn fill(&mut self, out: &mut [u8]) {
//! #         out.iter_mut().for_each(|byte| { self.0 = self.0.wrapping_add(1); *byte = self.0 });
//! #     }
//! # }
//! # fn main() -> Result<(), Error> {
//! # let mut entropy = Counter(0); // An example only: a real one asks the operating system.
//! let (record_id, record_ctx) = ([1; 16], [2; 32]);
//! let patient = csp_key_pair(&CspRoot::generate(&mut entropy), 1);
//! let (csp_rec, csp_enc) = encapsulate_csp(&patient.public(), &record_id, &mut entropy)?;
//! let report_key = report_key(&[3; 32], &[4; 32], &record_ctx); // from the capsule, crate threshold-decryption
//! let env_salt = EnvSalt::generate(&mut entropy);
//! let keys = FileKeys::derive(&csp_rec, &report_key, &env_salt, &record_ctx);
//!
//! let report = b"no finding";
//! let layout = Layout::new(padme(report.len() as u64))?;
//! let mut segment = vec![0; layout.segment_len(0)];
//! segment[layout.plaintext_range(0)][..report.len()].copy_from_slice(report);
//! Sealer::new(&keys, &mut entropy).seal(0, layout.is_last(0), &mut segment)?;
//! let cid = Cid::of_raw(&segment);
//!
//! // Somebody else, with both keys and the header:
//! let preamble = segment[..PREAMBLE].try_into().map_err(|_| Error::Truncated)?;
//! let plain = Opener::new(&keys, preamble)?.open(0, true, &mut segment)?;
//! assert_eq!(&plain[..report.len()], report);
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

pub mod cid;
pub mod codes;
pub mod emergency;
pub mod engine;
mod entropy;
mod error;
pub mod header;
mod kdf;
mod kem;
mod keys;
pub mod locator;
mod metadata;
pub mod padding;
mod sealed;
pub mod statement;
pub mod stream;

pub use cid::{Cid, Codec, DagBuilder};
pub use emergency::EmergencyKey;
pub use entropy::Entropy;
pub use error::Error;
pub use header::{Header, HeaderFields, commitment, open_header, seal_header};
pub use kem::{
	CspKeyPair, csp_key_pair, decapsulate_csp, enc_public, encapsulate_csp, open_deal_box, open_grant,
	request_kem_public, seal_deal_box, seal_grant,
};
pub use keys::{
	AccountSeed, CspRec, CspRoot, EncSecret, EnvSalt, FacilityKeys, FileKeys, ReportKey, RequestSeed,
	csp_check, report_key, verify_csp,
};
pub use locator::{open_locator, seal_locator};
pub use metadata::Metadata;
pub use padding::{Unpadder, padme};
pub use stream::{Layout, Opener, PREAMBLE, SEGMENT, Sealer, TAG, ciphertext_len};
