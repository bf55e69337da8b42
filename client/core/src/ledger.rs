//! The chain as its clients see it: calls in plain types, what they led to, and the port through which both go.

mod archive;
mod call;
mod ceremony;
mod emergency;
mod new_record;
mod port;
mod signed;

pub use archive::{Archive, Evidence, PastBlock};
pub use call::{Call, Extent, MAX_REQUESTS_PER_RECORD, MAX_VERSIONS, Share, call_hash, pallet};
pub use ceremony::CeremonyCall;
pub use emergency::EmergencyCall;
pub use new_record::{NewRecord, UnsealedRecord};
pub use port::{
	BatchReceipt, Event, Head, Ledger, LedgerFuture, Now, OpenMotion, Receipt, RecordLine, Scheduled, Sign,
};
pub use signed::SignedCall;
