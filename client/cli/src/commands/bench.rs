//! `bench`: how fast this machine is, and the envelope on it. Needs neither a folder nor a node.

use crate::{
	context::App,
	output::{self, Outcome, Table},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	files::Overwrite,
	measure::{self, BenchError, Done, Figure, Options, Report, Unit},
	views::words,
};
use serde_json::json;
use std::{
	io::Write,
	num::NonZero,
	path::{Path, PathBuf},
};

/// Options of `bench`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Opts {
	#[command(subcommand)]
	command: Option<Command>,
	/// MiB that each figure is measured over
	#[arg(long, value_name = "MIB", default_value = "256")]
	size: NonZero<u32>,
	/// Folder whose disk is measured; takes three times the size
	#[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
	folder: PathBuf,
}

/// The envelope alone on a file.
#[derive(Debug, Subcommand)]
enum Command {
	/// Seal a file under a key that everybody knows: for measuring only, it keeps no secret
	Seal(FileOpts),
	/// Open what `bench seal` made
	Open(FileOpts),
}

/// Options of `bench seal` and `bench open`.
#[derive(Debug, Args)]
struct FileOpts {
	/// File to read
	#[arg(value_hint = ValueHint::FilePath)]
	file: PathBuf,
	/// File to write; it has no name until it is complete
	#[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
	output: PathBuf,
	/// Replace the output if it exists
	#[arg(long)]
	force: bool,
	/// Threads [default: one for each core]
	#[arg(long, value_name = "N")]
	threads: Option<NonZero<usize>>,
	/// Derive the CID of the ciphertext as well, and print it
	#[arg(long)]
	cid: bool,
}

/// Measures.
pub fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	match &opts.command {
		Some(Command::Seal(file)) => file.run("Sealed", measure::seal, app, out),
		Some(Command::Open(file)) => file.run("Opened", measure::open, app, out),
		None => {
			let size = u64::from(opts.size.get()) << 20;
			let report = measure::measure(&opts.folder, size)?;
			match app.global.json {
				true => output::document(&report, out),
				false => table(&report, out),
			}
		}
	}
}

type Pass = fn(&Path, &Path, Overwrite, Options) -> Result<Done, BenchError>;

impl FileOpts {
	fn run(&self, word: &str, pass: Pass, app: &App, out: &mut impl Write) -> Outcome {
		let overwrite = match self.force {
			true => Overwrite::Replace,
			false => Overwrite::Never,
		};
		let options = Options {
			threads: self.threads,
			cid: self.cid,
		};
		let done = pass(&self.file, &self.output, overwrite, options)?;
		if app.global.json {
			let document = json!({
				"plain": done.plain,
				"sealed": done.sealed,
				"threads": done.threads,
				"seconds": done.took.as_secs_f64(),
				"cid": done.cid.map(|cid| cid.to_string()),
				"secret": false,
			});
			return output::document(&document, out);
		}
		app.say(format_args!(
			"{word} {} in {:.3} s ({}) with {}, under a key that everybody knows: for measuring only, no secret.",
			output::bytes(done.plain),
			done.took.as_secs_f64(),
			speed(done.rate(), Unit::BytesPerSecond),
			words::count(done.threads, "thread"),
		));
		if let Some(cid) = done.cid {
			writeln!(out, "{cid}")?;
		}
		Ok(())
	}
}

fn table(report: &Report, out: &mut impl Write) -> Outcome {
	let all = words::count(report.cores, "core");
	let size = output::bytes(report.size);
	writeln!(
		out,
		"{all}, AES-256-GCM of {}, over {size} each; fastest of three",
		report.engine
	)?;
	let mut table = Table::new(&["What", "One core", "All cores", "Of the limit"]);
	for figure in &report.figures {
		table.row([
			figure.words.clone(),
			speed(figure.one_core, figure.unit),
			figure
				.all_cores
				.map_or_else(|| "-".to_owned(), |rate| speed(rate, figure.unit)),
			share_of_limit(figure, report),
		]);
	}
	table.write(out)
}

/// On one core, how much of what the machine gives at most.
fn share_of_limit(figure: &Figure, report: &Report) -> String {
	let limit = report
		.figures
		.iter()
		.find(|other| Some(other.name) == figure.limit);
	limit.map_or_else(String::new, |limit| {
		let share = 100.0 * figure.one_core / limit.one_core;
		format!("{share:.0} % of {}", limit.name)
	})
}

fn speed(rate: f64, unit: Unit) -> String {
	match unit {
		Unit::BytesPerSecond => format!("{:.2} GiB/s", rate / f64::from(1 << 30)),
		Unit::PerSecond => format!("{rate:.0} /s"),
	}
}
