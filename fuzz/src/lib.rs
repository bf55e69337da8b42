//! One function for each decoder that is tried, of bytes that come from outside: the network, another person's file, a disk.
//!
//! Each takes any bytes and must return: no panic, no endless loop, no memory without bound. Where a decoder has an encoder,
//! what it takes must come out again as the same bytes.
#![forbid(unsafe_code)]
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a target fails by a panic, which is what the engine looks for"
)]

mod catalogue;
mod envelope;
mod files;
mod home;
mod threshold;

pub use catalogue::sealed_tail;

/// A decoder that is tried.
pub struct Target {
	/// As its folder in `corpus` is called.
	pub name: &'static str,
	/// Decodes, and says whether the bytes were taken; panics where something does not hold.
	pub run: fn(&[u8]) -> bool,
	/// Whether one run takes microseconds, so that a replay can try thousands of damaged seeds.
	pub quick: bool,
}

const fn quick(name: &'static str, run: fn(&[u8]) -> bool) -> Target {
	Target {
		name,
		run,
		quick: true,
	}
}

/// Every target.
pub const TARGETS: &[Target] = &[
	quick("address", files::address),
	quick("attestation", files::attestation),
	quick("audit-export", files::audit_export),
	quick("capsule", threshold::capsule),
	quick("catalogue-block", catalogue::block),
	quick("catalogue-keyring", catalogue::keyring),
	quick("catalogue-locator", catalogue::locator),
	quick("catalogue-manifest", catalogue::manifest),
	quick("cid", envelope::cid),
	quick("cid-node", envelope::cid_node),
	quick("code", envelope::code),
	quick("committee-card", files::committee_card),
	quick("config", files::config),
	quick("consent", files::consent),
	quick("contents", files::contents),
	quick("deal-file", files::deal_file),
	quick("header", envelope::header),
	quick("home-file", home::file),
	Target {
		name: "keystore",
		run: files::keystore,
		quick: false,
	},
	quick("locator", envelope::locator),
	Target {
		name: "look",
		run: files::look,
		quick: false,
	},
	quick("manifest", files::manifest),
	quick("metadata", envelope::metadata),
	quick("policies", files::policies),
	quick("published-deal", threshold::published_deal),
	quick("receipt", files::receipt),
	quick("share", threshold::share),
	quick("statement", envelope::statement),
	Target {
		name: "wallet-export",
		run: files::wallet_export,
		quick: false,
	},
];

/// The target of this name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
	TARGETS.iter().find(|target| target.name == name)
}
