//! What the audience sees.

use std::io::{self, IsTerminal, Write};

/// Prints in colour where somebody looks.
pub struct Printer {
	colour: bool,
}

impl Printer {
	pub fn for_stdout() -> Self {
		Self {
			colour: io::stdout().is_terminal(),
		}
	}

	fn painted(&self, code: &str, text: &str) -> String {
		if self.colour {
			format!("\x1b[{code}m{text}\x1b[0m")
		} else {
			text.to_owned()
		}
	}

	/// One line. Whoever closed the pipe wants no more of the story: it ends there, without a word and not as a success.
	pub fn line(&self, text: &str) {
		if writeln!(io::stdout(), "{text}").is_err() {
			std::process::exit(1);
		}
	}

	/// `text` in green.
	pub fn good(&self, text: &str) -> String {
		self.painted("32", text)
	}

	pub fn chapter(&self, title: &str) {
		self.line(&format!("\n{}", self.painted("1", &format!("== {title} =="))));
	}

	pub fn heading(&self, title: &str) {
		self.line(&format!("\n{}", self.painted("1", title)));
	}

	pub fn say(&self, text: &str) {
		self.line(&format!("   {text}"));
	}

	/// A command as that person would type it.
	pub fn typed(&self, who: &str, arguments: &[&str]) -> String {
		let line = format!("{who:<8}$ medquorum {}", arguments.join(" "));
		self.painted("2", &line)
	}

	pub fn end(&self, seconds: u64) {
		let line =
			format!("Every refusal was refused, and every download equals the upload: {seconds} seconds.");
		self.line(&format!("\n{}", self.painted("32;1", &line)));
	}

	pub fn failed(&self, why: &str) {
		eprintln!("{}", self.painted("31", &format!("demo: {why}")));
	}
}
