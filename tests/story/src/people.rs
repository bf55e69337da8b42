//! Eight people at the real command line.

use crate::{bill::Bill, printer::Printer, setting::Setting, told::Told};
use serde_json::Value;
use std::{
	path::Path,
	process::{Child, Command, Stdio},
};

/// Everybody, where they are, and what they have paid.
pub struct People<'a> {
	pub setting: &'a Setting,
	pub printer: &'a Printer,
	pub bill: Bill,
}

/// The beginning of an id, as errors show it.
pub fn short(id: &str) -> &str {
	id.get(..8).unwrap_or(id)
}

/// Does all of this at the same time: what each gives, in this order.
pub fn at_once<T: Send>(work: impl Iterator<Item = impl FnOnce() -> Told<T> + Send>) -> Told<Vec<T>> {
	let results: Vec<Told<T>> = std::thread::scope(|scope| {
		let threads: Vec<_> = work.map(|one| scope.spawn(one)).collect();
		let ended = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
		ended
			.map(|result| result.unwrap_or_else(|_| Err("stopped".to_owned())))
			.collect()
	});
	results.into_iter().collect()
}

impl<'a> People<'a> {
	pub fn new(setting: &'a Setting, printer: &'a Printer) -> Self {
		Self {
			setting,
			printer,
			bill: Bill::default(),
		}
	}

	/// The command line of one person.
	pub fn command(&self, who: &str, arguments: &[&str]) -> Command {
		let mut command = Command::new(self.setting.programs.join("medquorum"));
		command
			.arg("--home")
			.arg(self.setting.work.join(who))
			.args(["--node", &self.setting.node_url(), "--account"])
			.arg(format!("//{who}"))
			.arg("--yes")
			.args(arguments)
			.stdin(Stdio::null());
		command
	}

	/// Shows a command and runs it before the audience.
	pub fn show(&self, who: &str, arguments: &[&str]) -> Told<()> {
		eprintln!("{}", self.printer.typed(who, arguments));
		let status = self.command(who, arguments).status();
		match status.map_err(|error| error.to_string())?.success() {
			true => Ok(()),
			false => Err(format!("{who} could not {}", arguments.join(" "))),
		}
	}

	/// Shows a command and starts it before the audience.
	pub fn start(&self, who: &str, arguments: &[&str]) -> Told<Child> {
		eprintln!("{}", self.printer.typed(who, arguments));
		let started = self.command(who, arguments).spawn();
		started.map_err(|error| error.to_string())
	}

	/// What a command prints; nothing of it is shown.
	pub fn quiet(&self, who: &str, arguments: &[&str]) -> Told<String> {
		let output = self.command(who, arguments).output();
		let output = output.map_err(|error| error.to_string())?;
		if output.status.success() {
			return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
		}
		let said = String::from_utf8_lossy(&output.stderr);
		Err(format!("{who} could not {}: {said}", arguments.join(" ")))
	}

	/// A call to the chain, whose size and fee are noted: its receipt.
	pub fn write(&self, who: &str, arguments: &[&str]) -> Told<Value> {
		let shown = [arguments, &["--json"]].concat();
		eprintln!("{}", self.printer.typed(who, &shown));
		self.write_quietly(who, arguments)
	}

	/// The same without a word about it.
	pub fn write_quietly(&self, who: &str, arguments: &[&str]) -> Told<Value> {
		let arguments = [arguments, &["--json"]].concat();
		let output = self.command(who, &arguments).stderr(Stdio::inherit()).output();
		let output = output.map_err(|error| error.to_string())?;
		let command = arguments.first().copied().unwrap_or_default();
		if !output.status.success() {
			return Err(format!("{who} could not {command}"));
		}
		let receipt: Value = serde_json::from_slice(&output.stdout)
			.map_err(|error| format!("{who} {command}: no JSON ({error})"))?;
		self.bill.note(&format!("{who} {command}"), &receipt)?;
		Ok(receipt)
	}

	/// The same, for a text field of the receipt.
	pub fn write_for(&self, field: &str, who: &str, arguments: &[&str]) -> Told<String> {
		let receipt = self.write(who, arguments)?;
		let value = receipt.get(field).and_then(Value::as_str);
		value
			.map(str::to_owned)
			.ok_or_else(|| format!("the receipt of {who} has no {field}"))
	}

	/// The same by all these people at the same time.
	pub fn each(&self, who: &[&str], arguments: &[&str]) -> Told<()> {
		let calls = who.iter().map(|who| move || self.write(who, arguments));
		at_once(calls).map(drop)
	}

	/// A command of all these people at the same time, which is no call to the chain; each is shown, and nothing of what they print.
	pub fn together(&self, who: &[&str], arguments: &[&str]) -> Told<()> {
		for who in who {
			eprintln!("{}", self.printer.typed(who, arguments));
		}
		let commands = who.iter().map(|who| move || self.quiet(who, arguments));
		at_once(commands).map(drop)
	}

	/// A command that must end with exit code 1 and an error that begins with these words: what the audience is shown of it.
	pub fn refusal(&self, words: &str, who: &str, arguments: &[&str]) -> Told<String> {
		let output = self.command(who, arguments).output();
		let output = output.map_err(|error| error.to_string())?;
		let said = [output.stdout, output.stderr].concat();
		let said = String::from_utf8_lossy(&said);
		let command = arguments.join(" ");
		if output.status.code() != Some(1) {
			return Err(format!(
				"expected a refusal of {who} {command}, got {}: {said}",
				output.status
			));
		}
		let expected = format!("error: {words}");
		if !said.lines().any(|line| line.starts_with(&expected)) {
			return Err(format!("refused, but not for «{words}»: {said}"));
		}
		let mut shown = self.printer.typed(who, arguments);
		let lines = said
			.lines()
			.filter(|line| line.starts_with("error: ") || line.starts_with("next: "));
		for line in lines {
			shown += &format!("\n   {}  {line}", self.printer.good("refused"));
		}
		Ok(shown)
	}

	pub fn refused(&self, words: &str, who: &str, arguments: &[&str]) -> Told<()> {
		self.printer.line(&self.refusal(words, who, arguments)?);
		Ok(())
	}

	/// Bytes of the chain's state under an id, asked of the node.
	pub fn state(&self, item: &str, id: &str) -> Told<u64> {
		let output = Command::new("scripts/state-size.py")
			.args([&self.setting.node_port, item, id])
			.stderr(Stdio::inherit())
			.output()
			.map_err(|error| format!("scripts/state-size.py: {error}"))?;
		let size = String::from_utf8_lossy(&output.stdout).trim().parse();
		size.map_err(|_| format!("the chain's state has no {item} of {id}"))
	}

	/// A path in the folder of the story, as text.
	pub fn path(&self, name: &str) -> String {
		self.setting.work.join(name).display().to_string()
	}

	/// Checks that a download equals what was uploaded.
	pub fn same_as_sent(&self, file: &str) -> Told<()> {
		let sent = sha256(&self.setting.file)?;
		if sha256(Path::new(file))? != sent {
			return Err(format!("{file} differs from the upload"));
		}
		let equal = self.printer.good("SHA-256 equal:");
		self.printer.say(&format!("{equal} {sent}"));
		Ok(())
	}

	/// Checks that what was refused has left nothing.
	pub fn absent(&self, names: &[&str]) -> Told<()> {
		let left = names.iter().find(|name| self.setting.work.join(name).exists());
		left.map_or(Ok(()), |name| Err(format!("{name} was written")))
	}
}

pub fn sha256(file: &Path) -> Told<String> {
	use sha2::Digest as _;
	use std::io::Read as _;
	let failed = |error: std::io::Error| format!("{}: {error}", file.display());
	let mut hash = sha2::Sha256::new();
	let mut open = std::fs::File::open(file).map_err(failed)?;
	let mut block = vec![0; 1 << 16];
	loop {
		match open.read(&mut block).map_err(failed)? {
			0 => return Ok(hex::encode(hash.finalize())),
			read => hash.update(&block[..read]),
		}
	}
}
