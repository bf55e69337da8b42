//! What a node can lie about that nobody may swallow.

use medquorum_client::domain::*;

/// What is changed, and how.
pub type NamedLie<T> = (&'static str, fn(&mut T));

/// A signature that is not valid.
pub fn spoiled(signature: Signature) -> Signature {
	match signature {
		Signature::Sr25519(mut bytes) => {
			bytes[7] ^= 1;
			Signature::Sr25519(bytes)
		}
		other => other,
	}
}

/// Lies about a request that neither an administrator nor a patient may swallow.
pub fn request_lies() -> Vec<NamedLie<Request>> {
	vec![
		("q", |request| {
			request.q = threshold_decryption::RequestKey::from_seed(&[1; 32]).public()
		}),
		("epk", |request| request.epk[5] ^= 1),
		("purpose", |request| request.purpose = Purpose::EmergencyTreatment),
		("auth_sig", |request| request.auth_sig = spoiled(request.auth_sig)),
		("seq", |request| request.seq += 1),
		("requester", |request| request.requester = AccountId([3; 32])),
		("mode", |request| request.mode = RequestMode::Admin),
	]
}

/// Lies about a record.
pub fn record_lies() -> Vec<NamedLie<Record>> {
	vec![
		("patient", |record| record.patient = AccountId([3; 32])),
		("uploader", |record| record.uploader = AccountId([3; 32])),
		("csp_pk", |record| record.csp_pk[0] ^= 1),
		("capsule", |record| record.capsule[100] ^= 1),
	]
}
