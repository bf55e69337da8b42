//! What stands around every page: who is there, which pages there are, how node and keys are.

use crate::{
	drafts::Typed,
	error::PortalError,
	texts::{Say, Value, say},
	token,
	trouble::Trouble,
};
use medquorum_client::{
	domain::Role,
	views::{OwnAccount, Status},
};

/// A link to a page.
pub struct Tab {
	/// Its path.
	pub href: &'static str,
	/// Its name.
	pub label: Say,
	/// Whether it is the page that is shown.
	pub current: bool,
}

/// What stands around a page.
pub struct Frame {
	/// The page's title.
	pub title: Value,
	/// Who is there.
	pub who: String,
	/// What they are on this chain.
	pub roles: Value,
	/// The pages.
	pub tabs: Vec<Tab>,
	/// The newest finalized block; 0 where the node cannot be reached.
	pub block: u32,
	/// Whether this is a development chain, whose secrets are public.
	pub development: bool,
	/// What is wrong with the node, if anything is.
	pub node: Option<Trouble>,
	/// The token of every form.
	pub csrf: String,
	/// The number of this page's forms.
	pub once: String,
	/// Jobs that run.
	pub running: usize,
	/// Whether the person has accounts at facilities, so that each line says which one it is about.
	pub several: bool,
	/// Whether calls of the page's forms can be signed elsewhere: the key of an account at a facility is in no wallet.
	pub elsewhere: bool,
	/// What was typed in a form of the page before its person went to choose a file.
	pub typed: Typed,
}

/// Who a person is, as far as it decides which pages are listed. Whether they may do a thing, vault and chain decide.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hats {
	/// Uploads and lists.
	pub uploads: bool,
	/// Asks and searches.
	pub asks: bool,
	/// Answers requests.
	pub administers: bool,
	/// Has something to do in a ceremony.
	pub founds: bool,
	/// Has records of others erased, and keeps them from it.
	pub ends: bool,
}

impl Hats {
	/// Those of an account.
	pub fn of(account: Option<&OwnAccount>) -> Self {
		let role = account.and_then(|account| account.role);
		Self {
			uploads: role.is_some_and(Role::can_upload),
			asks: role.is_some_and(Role::can_request),
			administers: account.is_some_and(|account| !account.seats.is_empty()),
			founds: account.is_some_and(|account| !account.ceremonies.is_empty()),
			ends: role.is_some_and(Role::can_erase_any),
		}
	}
}

/// Everything the account is on this chain, in the words of `medquorum status`.
fn roles(status: &Status) -> Value {
	let mut facts = status.facts().into_iter();
	facts
		.find(|(word, _)| *word == "Roles")
		.map_or_else(|| Value::Text(String::new()), |(_, roles)| Value::Heard(roles))
}

fn tabs(hats: Hats, council: bool, current: &str) -> Vec<Tab> {
	let all = [
		("/", say("tab-start"), true),
		("/decide", say("tab-decide"), hats.administers),
		("/records", say("tab-records"), true),
		("/search", say("tab-search"), hats.asks),
		("/requests", say("tab-requests"), true),
		("/emergencies", say("tab-emergencies"), true),
		("/upload", say("tab-upload"), hats.uploads),
		("/enrol", say("tab-enrol"), hats.uploads),
		("/audit", say("tab-audit"), true),
		("/history", say("tab-history"), true),
		(
			"/committee",
			say("tab-committee"),
			hats.administers || hats.founds,
		),
		("/council", say("tab-council"), hats.administers || council),
		("/contacts", say("tab-contacts"), true),
		("/jobs", say("tab-jobs"), true),
		("/keys", say("tab-keys"), true),
		("/settings", say("tab-settings"), true),
	];
	let shown = all.into_iter().filter(|(_, _, shown)| *shown);
	shown
		.map(|(href, label, _)| Tab {
			href,
			label,
			current: href == current,
		})
		.collect()
}

impl Frame {
	/// The frame of a page. `status` is unknown where the node cannot be reached.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn new(
		title: impl Into<Value>,
		current: &str,
		status: Option<&Status>,
		csrf: &str,
		running: usize,
	) -> Result<Self, PortalError> {
		let account = status.and_then(|status| status.account.as_ref());
		let council = account.is_some_and(|account| account.council);
		let name = account.map(|account| {
			account
				.name
				.clone()
				.unwrap_or_else(|| account.address.to_string())
		});
		Ok(Self {
			title: title.into(),
			who: name.unwrap_or_default(),
			roles: status.map_or_else(|| Value::Text(String::new()), roles),
			tabs: tabs(Hats::of(account), council, current),
			block: status.map_or(0, |status| status.finalized_block),
			development: status.is_some_and(|status| status.development),
			node: None,
			csrf: csrf.to_owned(),
			once: token::once()?,
			running,
			several: status.is_some_and(|status| !status.facilities.is_empty()),
			elsewhere: true,
			typed: Typed::default(),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn people_see_the_pages_of_what_they_are() {
		let labels =
			|hats, council| -> Vec<_> { tabs(hats, council, "/").into_iter().map(|tab| tab.href).collect() };
		let patient = labels(Hats::default(), false);
		assert!(
			!patient
				.iter()
				.any(|label| ["/decide", "/upload", "/search", "/council", "/committee"].contains(label))
		);
		let administrator = Hats {
			administers: true,
			..Hats::default()
		};
		let administers = labels(administrator, false);
		assert!(administers.contains(&"/decide") && administers.contains(&"/committee"));
		let newcomer = Hats {
			founds: true,
			..Hats::default()
		};
		assert!(labels(newcomer, false).contains(&"/committee"));
		assert!(labels(Hats::default(), true).contains(&"/council"));
	}
}
