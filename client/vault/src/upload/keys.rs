//! The keys of a new record, and the part of its registration that does not depend on its file.

use super::options::UploadOptions;
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{context, domain::*, ledger::UnsealedRecord};
use medquorum_envelope::{
	self as envelope, CspRec, EnvSalt, FileKeys, ReportKey, csp_check, encapsulate_csp, report_key,
};
use threshold_decryption::{RecordContext, capsule_point, encapsulate};

/// The keys of one new record; gone when its file is sealed.
pub(crate) struct Keys {
	pub(crate) csp_rec: CspRec,
	pub(crate) env_salt: EnvSalt,
	pub(crate) file: FileKeys,
	pub(crate) report_key: ReportKey,
}

/// To whom a record is encrypted: keys of others, checked.
#[derive(Clone, Copy)]
pub(crate) struct Recipients {
	/// The patient's public CSP key.
	pub(crate) csp_pk: Bytes32,
	/// The committee's public key.
	pub(crate) x: Bytes32,
}

/// A new record whose file is still to be sealed.
pub(crate) struct Prepared {
	/// The id the chain will give it.
	pub(crate) id: RecordId,
	/// Its registration, without what the file decides.
	pub(crate) record: UnsealedRecord,
	/// What its file and header are sealed with.
	pub(crate) keys: Keys,
}

/// Draws the secrets of a new record and encapsulates them to patient and committee.
///
/// # Errors
/// When one of the recipients' keys cannot be encrypted to.
pub(crate) fn prepare(
	genesis: &Bytes32,
	uploader: AccountId,
	options: &UploadOptions,
	recipients: &Recipients,
) -> Result<Prepared, Error> {
	let Recipients { csp_pk, x } = recipients;
	let mut entropy = OsEntropy::new()?;
	let mut nonce = [0; 16];
	envelope::Entropy::fill(&mut entropy, &mut nonce);
	let id = context::record_id(genesis, &uploader, &nonce);
	let (csp_rec, csp_enc) =
		encapsulate_csp(csp_pk, &id.0, &mut entropy).map_err(|source| Error::Envelope {
			what: "patient's key",
			source,
		})?;
	let env_salt = EnvSalt::generate(&mut entropy);
	let ad = record_ctx(genesis, id, uploader, options, recipients);
	let (capsule, u) =
		encapsulate(x, &ad, env_salt.expose(), csp_rec.expose(), &mut entropy).map_err(|source| {
			Error::Threshold {
				what: "committee's key",
				source,
			}
		})?;
	let report_key = report_key(&capsule_point(&capsule), &u, &ad);
	let file = FileKeys::derive(&csp_rec, &report_key, &env_salt, &ad);
	let record = UnsealedRecord {
		nonce,
		key_id: options.key_id,
		patient: options.patient,
		capsule,
		csp_enc,
		csp_check: csp_check(&csp_rec, &id.0),
		supersedes: options.supersedes,
		searchable: options.searchable,
	};
	let keys = Keys {
		csp_rec,
		env_salt,
		file,
		report_key,
	};
	Ok(Prepared { id, record, keys })
}

/// What the record's capsules are bound to.
pub(crate) fn record_ctx(
	genesis: &Bytes32,
	id: RecordId,
	uploader: AccountId,
	options: &UploadOptions,
	recipients: &Recipients,
) -> Bytes32 {
	RecordContext {
		genesis,
		record_id: &id.0,
		uploader: &uploader.0,
		patient: &options.patient.0,
		csp_pk: &recipients.csp_pk,
		x: &recipients.x,
	}
	.hash()
}
