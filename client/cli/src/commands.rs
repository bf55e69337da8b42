//! The commands, one file each or one for a few that belong together.
//!
//! Each takes its options, the run it is part of, and where to write its data.

pub mod answer;
pub mod bench;
pub mod committee;
pub mod contact;
pub mod council;
pub mod csp_code;
pub mod download;
pub mod erase;
pub mod events;
pub mod inbox;
pub mod init;
pub mod key;
pub mod records;
pub mod request;
pub mod shell;
pub mod status;
pub mod store;
pub mod study;
pub mod upload;

use std::io::Write;

use crate::cli::Command;
use crate::context::App;
use crate::output::{Failure, Outcome};

/// Runs one command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	// These need neither a folder nor a node.
	match command {
		Command::Init(opts) => return init::run(opts, app, out).await,
		Command::Key(command) => return key::run(command, app, out).await,
		Command::Contact(command) => return contact::run(command, app, out).await,
		Command::Bench(opts) => return bench::run(opts, app, out),
		Command::Completions(opts) => return shell::completions(opts, out),
		Command::Man(opts) => return shell::man(opts, app, out),
		Command::Store(command) => {
			if let Some(done) = store::settings(command, app, out).await {
				return done;
			}
		}
		_ => {}
	}
	let session = app.session().await?;
	let done = connected(command, &session, out).await;
	done.map_err(|failure| session.explain(failure))
}

async fn connected(
	command: &Command,
	session: &crate::context::Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	use records::Patient;
	match command {
		Command::Init(_)
		| Command::Key(_)
		| Command::Contact(_)
		| Command::Bench(_)
		| Command::Completions(_)
		| Command::Man(_) => Err(Failure::Internal(color_eyre::eyre::eyre!(
			"this command needs no connection"
		))),
		Command::Register(_) => key::register(session, out).await,
		Command::Upload(opts) => upload::run(opts, session, out).await,
		Command::Records(opts) => records::list(opts, session, out).await,
		Command::Show(opts) => records::show(opts, session, out).await,
		Command::Acknowledge(opts) => records::patient(Patient::Acknowledge, opts, session, out).await,
		Command::Suspend(opts) => records::patient(Patient::Suspend, opts, session, out).await,
		Command::Resume(opts) => records::patient(Patient::Resume, opts, session, out).await,
		Command::AllowCorrection(opts) => records::allow_correction(opts, session, out).await,
		Command::CspCode(opts) => csp_code::run(opts, session, out).await,
		Command::Request(opts) => request::run(opts, session, out).await,
		Command::Inbox(opts) => inbox::run(opts, session, out).await,
		Command::Approve(opts) => answer::approve(opts, session, out).await,
		Command::Reject(opts) => answer::reject(opts, session, out).await,
		Command::Consent(opts) => answer::consent(opts, session, out).await,
		Command::Deny(opts) => answer::deny(opts, session, out).await,
		Command::Download(opts) => download::run(opts, session, out).await,
		Command::Close(opts) => request::close(opts, session, out).await,
		Command::Erase(opts) => erase::run(opts, session, out).await,
		Command::Committee(command) => committee::run(command, session, out).await,
		Command::Council(command) => council::run(command, session, out).await,
		Command::Store(command) => store::run(command, session, out).await,
		Command::Status(opts) => status::run(opts, session, out).await,
		Command::Events(opts) => events::run(opts, session, out).await,
	}
}
