//! Context-dependent threshold decryption over ristretto255: how the report key of a record is released.
//!
//! A *committee* of n administrators holds the shares of one decryption key `x`; the public key is `X = xG`. An
//! uploader makes a *capsule* to `X` and keeps the group element `U = rX`. To open it for one request, any k
//! administrators each give one *share*, bound to that request; the requester combines them into `U`. Fewer than k
//! shares of one request say nothing about `U`, however many shares of other requests are added to them.
//!
//! The scheme is EHTDH1 of Boneh, Bünz, Nayak, Rotem and Shoup, "Context-Dependent Threshold Decryption" (ePrint
//! 2025/279), over ristretto255 (RFC 9496) with hashing by RFC 9380. Two additions are this project's own:
//!
//! 1. each share is ElGamal-encrypted to the one-time key `Q` of the request, inside the same proof ([`create_share`]);
//! 2. a second zero sharing `z'`, one degree higher, masks the shares of requests made by an administrator
//!    ([`Mode::Admin`]), so that the requester's own share does not count towards k.
//!
//! A share is verified by one multiscalar multiplication, and so are many at once ([`verify_shares`]).
//!
//! **This code and both additions are unaudited.**
//!
//! The crate is `no_std` (with `alloc`), does no input or output, and draws randomness only from the generator it is
//! given. All values cross the interface as byte arrays; points and scalars are decoded strictly inside: an encoding
//! that is not canonical, and the identity, are errors.
//!
//! ```
//! use rand_chacha::{rand_core::SeedableRng, ChaCha20Rng};
//! use threshold_decryption::*;
//!
//! # fn main() -> Result<(), Error> {
//! let rng = &mut ChaCha20Rng::from_seed([7; 32]); // the operating system's generator, outside of an example
//! let (x, secrets) = deal_committee(3, &[1, 2, 3, 4], rng)?;
//!
//! // The uploader. `ad` is the record's context, see `RecordContext`.
//! let ad = [1; 32];
//! let (capsule, u) = encapsulate(&x, &ad, &[2; 32], &[3; 32], rng)?;
//! verify_capsule(&capsule, &ad)?;
//!
//! // The requester makes a key for this request only; three administrators approve. `ctx`: see `RequestContext`.
//! let key = RequestKey::from_seed(&[4; 32]);
//! let (ctx, r, q) = ([5; 32], capsule_point(&capsule), key.public());
//! let mut partials = Vec::new();
//! for secret in &secrets[1..] {
//!     let share = create_share(secret, Mode::Outsider, &ctx, &r, &q, rng)?;
//!     let points = secret.public();
//!     let statement = ShareStatement {
//!         ctx: &ctx,
//!         index: points.index,
//!         r: &r,
//!         q: &q,
//!         x_j: &points.x,
//!         z_j: points.mask(Mode::Outsider),
//!     };
//!     verify_share(&share, &statement)?; // what the chain checks
//!     partials.push(open_share(&key, points.index, &share_ciphertext(&share))?);
//! }
//! assert_eq!(*combine(&partials)?, *u);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod ceremony;
pub mod context;
pub mod dealing;
#[cfg(feature = "development")]
pub mod development;
#[cfg(feature = "internals")]
pub mod internals;

mod capsule;
mod combine;
mod committee;
mod encoding;
mod error;
mod group;
mod polynomial;
mod request_key;
mod sha512;
mod share;
mod verify;

#[cfg(test)]
mod forgeries;
#[cfg(test)]
mod rogue;
#[cfg(test)]
mod vectors;

pub use capsule::{CAPSULE_LENGTH, capsule_point, encapsulate, encapsulate_emergency, verify_capsule};
pub use combine::{PartialDecryption, combine, open_share, own_partial};
pub use committee::{AdminPoints, AdminSecret, MAX_ADMINS, Mode, check_committee};
pub use context::{
	CommitteeMember, EmergencyContext, RecordContext, RequestContext, SealedRecord, auth_message,
	certificate_message, committee_hash, handover_message, purpose_code, record_id_input, request_id_input,
	user_key_message,
};
pub use dealing::deal_committee;
pub use error::{CommitteeFault, Error, Sharing};
pub use request_key::RequestKey;
pub use share::{SHARE_LENGTH, ShareStatement, create_share, share_ciphertext};
pub use verify::{verify_share, verify_shares};

/// 32 bytes: an encoded point or scalar, a hash, a seed, an account.
pub type Bytes32 = [u8; 32];
