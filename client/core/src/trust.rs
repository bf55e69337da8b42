//! What is believed without asking the node, and the checks of everything else (docs/cryptography.md 5.4a and 5.5).

pub mod alive;
mod card;
pub mod ceremony;
mod certificates;
mod committee;
mod fingerprint;
mod head;
mod lineage;
mod pin;
mod signed;

pub use card::CommitteeCard;
pub use certificates::{
	certificate_message, check_points, count_certificates, handover_message, is_development, list_hash,
	points,
};
pub use committee::Trust;
pub use fingerprint::fingerprint;
pub use head::{check_clock, check_head};
pub use lineage::{follow, follows};
pub use pin::{CommitteePin, PinError, PinnedAdmin};
pub use signed::{check_keys, check_request, check_request_over, check_version};
