//! The decision about one request.

use super::{
	fhir::{Policy, PolicyId},
	scope::{Asked, Kind, Provision},
};

/// The rule that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Because<'a> {
	/// Id of the policy that holds the rule.
	pub policy: PolicyId,
	/// The provision that covers the request: an exception, or the policy's base.
	pub rule: &'a Provision,
}

/// What the policies say to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<'a> {
	/// Consent, by this rule.
	Consent(Because<'a>),
	/// Deny, by this rule.
	Deny(Because<'a>),
	/// No policy is about it: a person decides.
	Silent,
}

/// Decides. Whatever denies wins, in whichever policy it stands; what permits covers no more than it names; all else is left to a person.
/// `now` is the time in milliseconds since 1970.
#[must_use]
pub fn decide<'a>(policies: &'a [Policy], asked: &Asked<'_>, now: u64) -> Verdict<'a> {
	let mut permitted = None;
	for policy in policies {
		match rule_for(policy, asked, now) {
			Some(rule) if rule.kind == Kind::Deny => {
				let policy = policy.id;
				return Verdict::Deny(Because { policy, rule });
			}
			Some(rule) => {
				let policy = policy.id;
				permitted.get_or_insert(Because { policy, rule });
			}
			None => {}
		}
	}
	permitted.map_or(Verdict::Silent, Verdict::Consent)
}

/// The rule of one policy: an exception that denies, else one that permits, else the base.
fn rule_for<'a>(policy: &'a Policy, asked: &Asked<'_>, now: u64) -> Option<&'a Provision> {
	let covering = |kind: Kind| {
		let mut exceptions = policy.exceptions.iter();
		exceptions.find(|rule| rule.kind == kind && rule.scope.covers(kind, asked, now))
	};
	covering(Kind::Deny)
		.or_else(|| covering(Kind::Permit))
		.or_else(|| {
			let base = &policy.base;
			base.scope.covers(base.kind, asked, now).then_some(base)
		})
}

#[cfg(test)]
mod tests;
