//! What every download starts from.

use medquorum_client::{domain::RequestId, download::CspSource, ledger::Sign, ports::SecretStore};

/// Who opens which request, and where the patient's key comes from.
#[derive(Clone, Copy)]
pub struct Ready<'a> {
	/// The requester's account.
	pub signer: &'a dyn Sign,
	/// The requester's keys.
	pub keystore: &'a dyn SecretStore,
	/// The request.
	pub id: RequestId,
	/// Where the record's CSP key comes from.
	pub csp: CspSource<'a>,
}
