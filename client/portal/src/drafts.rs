//! What is typed in a form while a file or a folder is chosen for it. It lies in memory alone, and goes when the portal locks.

use crate::{error::PortalError, token};
use axum::{extract::Query, http::Uri};
use std::{
	collections::{HashMap, VecDeque},
	fmt::Display,
	path::PathBuf,
	sync::{Mutex, MutexGuard, PoisonError},
};
use zeroize::Zeroizing;

/// Forms that are kept.
const MAX_DRAFTS: usize = 32;
/// More digits than any id of a page has.
const MAX_ID: usize = 64;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
	/// Several files, or a folder.
	Files,
	/// No more than one file is asked for.
	File,
	/// Something is to be put there.
	Folder,
}

/// A field whose button leads to the chooser. No form can name another.
#[derive(Debug)]
pub struct Asker {
	/// What the button sends.
	pub name: &'static str,
	/// The form in which it stands.
	pub form: &'static str,
	/// The field that is filled in.
	pub field: &'static str,
	/// The field's id on its page.
	pub anchor: &'static str,
	/// What it takes.
	pub wanted: Wanted,
	/// The page of the form; its id stands for `{}`.
	pub page: &'static str,
	/// The tab of that page.
	pub tab: &'static str,
	/// The other fields, which come back as they were typed.
	pub others: &'static [&'static str],
	/// Fields that nobody sees again: they are typed once more.
	pub secrets: &'static [&'static str],
	/// Another field, and what stands in it once something was chosen.
	pub implies: Option<(&'static str, &'static str)>,
}

const fn asker(name: &'static str, wanted: Wanted, page: &'static str, tab: &'static str) -> Asker {
	let field = match wanted {
		Wanted::Files => "paths",
		Wanted::File => "path",
		Wanted::Folder => "folder",
	};
	Asker {
		name,
		form: name,
		field,
		anchor: field,
		wanted,
		page,
		tab,
		others: &[],
		secrets: &[],
		implies: None,
	}
}

/// A field of the form for keys and account, while a home is set up.
const fn newcomer(name: &'static str, field: &'static str, implies: (&'static str, &'static str)) -> Asker {
	Asker {
		form: "welcome-keys",
		field,
		anchor: field,
		others: &["origin", "version", "backup", "account", "export", "uri"],
		secrets: &["passphrase", "again", "words", "password"],
		implies: Some(implies),
		..asker(name, Wanted::File, "/welcome", "")
	}
}

/// Every field for which something can be chosen.
static ASKERS: [Asker; 17] = [
	Asker {
		others: &[
			"patient",
			"name",
			"disease",
			"date",
			"committee",
			"searchable",
			"unfinished",
		],
		..asker("upload", Wanted::Files, "/upload?corrects={}", "/upload")
	},
	asker("enrol", Wanted::File, "/enrol", "/enrol"),
	Asker {
		others: &["form"],
		..asker("audit-save", Wanted::Folder, "/audit", "/audit")
	},
	Asker {
		others: &["pin", "node"],
		..asker("audit-verify", Wanted::File, "/audit", "/audit")
	},
	Asker {
		anchor: "receipt-path",
		others: &["pin"],
		..asker("audit-receipt", Wanted::File, "/audit", "/audit")
	},
	asker("policies-look", Wanted::File, "/policies", "/policies"),
	asker("policies-export", Wanted::Folder, "/policies", "/policies"),
	Asker {
		others: &["facility", "adopt", "typed"],
		..asker("accounts-make", Wanted::Folder, "/accounts", "/keys")
	},
	Asker {
		others: &["reason", "statement", "save"],
		..asker(
			"emergency",
			Wanted::Folder,
			"/records/{}/emergency",
			"/emergencies",
		)
	},
	asker("keys-backup", Wanted::Folder, "/keys", "/keys"),
	asker("register-file", Wanted::Folder, "/register", "/keys"),
	Asker {
		others: &["what"],
		secrets: &["code"],
		..asker("request-download", Wanted::Folder, "/requests/{}", "/requests")
	},
	Asker {
		others: &["form"],
		..asker("receipt-save", Wanted::Folder, "/receipts/{}", "/records")
	},
	Asker {
		others: &["what"],
		..asker("look-save", Wanted::Folder, "/look/{}", "/requests")
	},
	asker("trust-card", Wanted::File, "/trust", "/settings"),
	Asker {
		field: "account",
		anchor: "account",
		secrets: &["password"],
		..asker("settings-account", Wanted::File, "/settings", "/settings")
	},
	Asker {
		others: &["node", "kubo"],
		..asker("welcome-place", Wanted::Folder, "/welcome", "")
	},
];

/// Two fields of one form.
static NEWCOMERS: [Asker; 2] = [
	newcomer("welcome-backup", "backup", ("origin", "backup")),
	newcomer("welcome-export", "export", ("account", "export")),
];

impl Asker {
	/// The field of a button, and the id of its page.
	///
	/// # Errors
	/// When no button of a page says this.
	pub fn of(button: &str) -> Result<(&'static Self, String), PortalError> {
		let (name, at) = button.split_once(' ').unwrap_or((button, ""));
		let mut all = ASKERS.iter().chain(&NEWCOMERS);
		let asker = all
			.find(|asker| asker.name == name)
			.ok_or(PortalError::ForeignForm)?;
		let is_id = at.len() <= MAX_ID && at.bytes().all(|byte| byte.is_ascii_hexdigit());
		let is_there = !at.is_empty() || !asker.page.contains("/{}");
		match is_id && is_there {
			true => Ok((asker, at.to_owned())),
			false => Err(PortalError::ForeignForm),
		}
	}

	/// Whether it is asked while a home is set up.
	pub fn is_newcomers(&self) -> bool {
		self.page == "/welcome"
	}
}

/// A form that waits until something was chosen.
#[derive(Clone)]
pub struct Draft {
	/// Which field asks.
	pub asker: &'static Asker,
	/// The id of its page.
	pub at: String,
	/// What was typed, by the names of the fields.
	pub fields: Vec<(&'static str, Zeroizing<String>)>,
	/// Whether a secret was typed, which is not kept.
	pub retype: bool,
	/// The folder that is shown.
	pub folder: PathBuf,
	/// Whether names with a dot before them are shown.
	pub hidden: bool,
}

impl Draft {
	/// What stands in a field.
	pub fn get(&self, field: &str) -> &str {
		let found = self.fields.iter().find(|(name, _)| *name == field);
		found.map_or("", |(_, text)| text.as_str())
	}

	/// Fills a field in.
	pub fn set(&mut self, field: &'static str, text: String) {
		self.fields.retain(|(name, _)| *name != field);
		self.fields.push((field, Zeroizing::new(text)));
	}

	/// Fills in what was chosen. Several files stand below each other, after those that stood there.
	pub fn choose(&mut self, chosen: &[String]) {
		let field = self.asker.field;
		let mut lines = Vec::new();
		if self.asker.wanted == Wanted::Files {
			let before = self.get(field).lines().map(str::trim);
			lines.extend(before.filter(|line| !line.is_empty()).map(str::to_owned));
		}
		for path in chosen {
			if !lines.contains(path) {
				lines.push(path.clone());
			}
		}
		self.set(field, lines.join("\n"));
		if let Some((other, text)) = self.asker.implies {
			self.set(other, text.to_owned());
		}
	}

	/// The page of the form, filled in again, at the field.
	pub fn page(&self, id: &str) -> String {
		let page = self.asker.page.replace("{}", &self.at);
		let joint = if page.contains('?') { '&' } else { '?' };
		format!("{page}{joint}form={id}#{}", self.asker.anchor)
	}
}

/// What was typed in a form of a page; nothing where nobody comes back from the chooser.
#[derive(Clone, Default)]
pub struct Typed(Option<Draft>);

impl Typed {
	/// Whether this form was typed in.
	pub fn has(&self, form: &str) -> bool {
		self.0.as_ref().is_some_and(|draft| draft.asker.form == form)
	}

	/// Whether it was the form of this id.
	pub fn has_at(&self, form: &str, at: &str) -> bool {
		let here = |draft: &Draft| draft.asker.form == form && draft.at == at;
		self.0.as_ref().is_some_and(here)
	}

	/// What stood in a field, or else what a page offers there.
	pub fn or<'t>(&'t self, form: &str, field: &str, offered: &'t str) -> &'t str {
		match &self.0 {
			Some(draft) if draft.asker.form == form => draft.get(field),
			_ => offered,
		}
	}

	/// Whether this was chosen in a field.
	pub fn is(&self, form: &str, field: &str, value: &(impl Display + ?Sized)) -> bool {
		self.has(form) && self.or(form, field, "") == value.to_string()
	}
}

#[derive(Default)]
struct Kept {
	drafts: VecDeque<(String, Draft)>,
	/// Where something was chosen last.
	last: Option<PathBuf>,
}

/// The forms that wait.
#[derive(Default)]
pub struct Drafts(Mutex<Kept>);

impl Drafts {
	fn held(&self) -> MutexGuard<'_, Kept> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Keeps a form; gives its number. The oldest goes where there are too many.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn keep(&self, draft: Draft) -> Result<String, PortalError> {
		let id = token::once()?;
		let mut kept = self.held();
		if kept.drafts.len() == MAX_DRAFTS {
			kept.drafts.pop_front();
		}
		kept.drafts.push_back((id.clone(), draft));
		Ok(id)
	}

	/// A form.
	///
	/// # Errors
	/// When it is not kept any more.
	pub fn get(&self, id: &str) -> Result<Draft, PortalError> {
		let kept = self.held();
		let found = kept.drafts.iter().find(|(known, _)| known == id);
		found
			.map(|(_, draft)| draft.clone())
			.ok_or(PortalError::ForeignForm)
	}

	/// Puts a form in the place of what it was.
	pub fn put(&self, id: &str, draft: Draft) {
		let mut kept = self.held();
		kept.last = Some(draft.folder.clone());
		if let Some((_, old)) = kept.drafts.iter_mut().find(|(known, _)| known == id) {
			*old = draft;
		}
	}

	/// The folder that was shown last.
	pub fn last(&self) -> Option<PathBuf> {
		self.held().last.clone()
	}

	/// What was typed in the form that an address names.
	pub fn typed(&self, address: &Uri) -> Typed {
		let asked = Query::<HashMap<String, String>>::try_from_uri(address);
		let id = asked.ok().and_then(|Query(mut asked)| asked.remove("form"));
		Typed(id.and_then(|id| self.get(&id).ok()))
	}

	/// Forgets all of it.
	pub fn clear(&self) {
		*self.held() = Kept::default();
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{collections::BTreeSet, fs, path::Path};

	fn draft(button: &str, fields: &[(&'static str, &str)]) -> Draft {
		let (asker, at) = Asker::of(button).unwrap();
		let fields = fields.iter();
		let fields = fields.map(|(name, text)| (*name, Zeroizing::new((*text).to_owned())));
		Draft {
			asker,
			at,
			fields: fields.collect(),
			retype: false,
			folder: PathBuf::from("/tmp"),
			hidden: false,
		}
	}

	#[test]
	fn only_the_buttons_of_pages_lead_here_and_back() {
		let id = "ab".repeat(16);
		let back = |button: &str| Asker::of(button).map(|_| draft(button, &[]).page("7"));
		assert_eq!(back("upload").unwrap(), "/upload?corrects=&form=7#paths");
		assert_eq!(
			back(&format!("request-download {id}")).unwrap(),
			format!("/requests/{id}?form=7#folder")
		);
		assert_eq!(back("look-save 3").unwrap(), "/look/3?form=7#folder");
		assert_eq!(back("enrol").unwrap(), "/enrol?form=7#path");
		for wrong in [
			"",
			"nowhere",
			"request-download",
			"request-download ../../etc",
			"request-download //evil.example",
			"upload &x=y",
			&format!("look-save {}", "1".repeat(MAX_ID + 1)),
		] {
			assert!(back(wrong).is_err(), "{wrong}");
		}
		let all: BTreeSet<_> = ASKERS.iter().chain(&NEWCOMERS).map(|asker| asker.name).collect();
		assert_eq!(all.len(), ASKERS.len() + NEWCOMERS.len());
		let kept = |asker: &Asker| asker.others.iter().any(|field| asker.secrets.contains(field));
		assert!(!ASKERS.iter().chain(&NEWCOMERS).any(kept));
	}

	/// A page's buttons name fields that are known, and each of these has its button and comes back with all that was typed.
	#[test]
	fn every_button_has_its_field_and_every_field_its_button() {
		let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
		let files = fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path());
		let files = files.filter(|path| path.extension().is_some_and(|end| end == "html"));
		let mut seen = BTreeSet::new();
		for page in files.map(|path| fs::read_to_string(path).unwrap()) {
			for form in page.split("<form").skip(1) {
				let form = form.split("</form>").next().unwrap();
				for button in form.split("name=\"choose\" value=\"").skip(1) {
					let name = button.split(['"', ' ']).next().unwrap();
					let mut all = ASKERS.iter().chain(&NEWCOMERS);
					let asker = all.find(|asker| asker.name == name).unwrap();
					seen.insert(name.to_owned());
					for field in asker.others.iter().chain([&asker.field]).chain(asker.secrets) {
						let input = format!("name=\"{field}\"");
						assert!(form.contains(&input), "{name}: {field}");
					}
					// Enter in a field must not press this button.
					let first = form.split("<button").nth(1).unwrap();
					assert!(first.starts_with(" hidden>"), "{name}");
					let leads = ["/choose", "/welcome/choose"][usize::from(asker.is_newcomers())];
					assert!(
						button.contains(&format!("formaction=\"{leads}\" formnovalidate")),
						"{name}"
					);
				}
			}
		}
		let known = ASKERS.iter().chain(&NEWCOMERS).map(|asker| asker.name.to_owned());
		assert_eq!(seen, known.collect::<BTreeSet<_>>());
	}

	#[test]
	fn several_files_stand_after_those_that_stood_there_and_one_replaces_the_other() {
		let mut upload = draft("upload", &[("paths", "/a\n\n /b \n"), ("patient", "Ida")]);
		upload.choose(&["/b".to_owned(), "/c".to_owned()]);
		assert_eq!(
			(upload.get("paths"), upload.get("patient")),
			("/a\n/b\n/c", "Ida")
		);
		let mut enrol = draft("enrol", &[("path", "/a")]);
		enrol.choose(&["/b".to_owned()]);
		assert_eq!(enrol.get("path"), "/b");
		let mut backup = draft("welcome-backup", &[("origin", "new")]);
		backup.choose(&["/keystore.json".to_owned()]);
		assert_eq!(
			(backup.get("backup"), backup.get("origin")),
			("/keystore.json", "backup")
		);
	}

	#[test]
	fn a_form_is_filled_in_where_it_was_left_and_nowhere_else() {
		let drafts = Drafts::default();
		let one = draft("audit-verify", &[("path", "/a"), ("node", "yes")]);
		let id = drafts.keep(one).unwrap();
		let typed = |address: &str| drafts.typed(&address.parse().unwrap());
		let back = typed(&format!("/audit?form={id}"));
		assert_eq!(back.or("audit-verify", "path", "offered"), "/a");
		assert_eq!(back.or("audit-verify", "pin", "offered"), "");
		assert_eq!(back.or("audit-receipt", "path", "offered"), "offered");
		assert!(back.is("audit-verify", "node", "yes") && !back.is("audit-receipt", "node", "yes"));
		for other in ["/audit", "/audit?form=", "/audit?form=7", "/audit?%ff"] {
			assert!(!typed(other).has("audit-verify"), "{other}");
		}
		drafts.clear();
		assert!(!typed(&format!("/audit?form={id}")).has("audit-verify"));
	}

	#[test]
	fn the_oldest_form_goes_where_there_are_too_many() {
		let drafts = Drafts::default();
		let first = drafts.keep(draft("enrol", &[])).unwrap();
		for _ in 1..MAX_DRAFTS {
			drafts.keep(draft("enrol", &[])).unwrap();
		}
		assert!(drafts.get(&first).is_ok());
		let last = drafts.keep(draft("enrol", &[])).unwrap();
		assert!(drafts.get(&first).is_err() && drafts.get(&last).is_ok());
		let mut moved = drafts.get(&last).unwrap();
		moved.folder = PathBuf::from("/srv");
		drafts.put(&last, moved);
		assert_eq!(drafts.last().unwrap(), PathBuf::from("/srv"));
		assert_eq!(drafts.get(&last).unwrap().folder, PathBuf::from("/srv"));
	}
}
