//! What can be typed, and the commands themselves: one file each, or one for a few that belong together.
//!
//! Each takes its options, the run it is part of, and where to write its data. A command that needs a node opens the
//! session itself.

mod account;
mod answer;
mod audit;
mod bench;
mod catalogue;
mod collator;
mod committee;
mod config;
mod contact;
mod council;
mod csp_code;
mod download;
mod emergency;
mod erase;
mod events;
mod glass;
mod hold;
mod host;
mod import;
mod inbox;
mod init;
mod key;
mod metrics;
mod people;
mod policy;
mod portal;
mod receipt;
mod records;
mod recovery;
mod request;
mod search;
mod shell;
mod show;
mod status;
mod store;
mod upload;
mod watch;

use crate::{context::App, global::Global, output::Outcome};
use clap::{CommandFactory as _, Parser, Subcommand};
use records::Patient;
use std::io::Write;

/// Shares medical records that only k administrators and the patient together can open.
///
/// A record is encrypted on this machine and kept off the chain. The chain holds a commitment, the requests and the
/// administrators' approvals, each of which carries a share of the record's key. The threshold layer is unaudited.
///
/// People are named by a contact's name (`medquorum contact add`), by their address, or on development chains by a
/// development name like //Alice. Records and requests are named by their id or by its first digits (four or more).
#[derive(Debug, Parser)]
#[command(name = "medquorum", version, max_term_width = 110, propagate_version = false)]
#[command(after_help = "Exit codes: 0 done, 1 refused or not found, 2 usage, files, store or node.")]
pub struct Cli {
	/// Options of every command.
	#[command(flatten)]
	pub global: Global,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// The commands, in the order of a record's journey.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = false)]
pub enum Command {
	/// Set up this machine: configuration, store, keystore with fresh keys
	Init(init::Opts),
	/// Show, back up, restore or change the keys in the keystore
	#[command(subcommand)]
	Key(key::Command),
	/// Publish this account's public keys on the chain, or write them into a file for a facility to enrol
	Register(key::EnterOpts),
	/// As a patient: have a separate account for each facility, so that nobody sees that they are one person's
	#[command(subcommand)]
	Account(account::Command),
	/// As a facility: publish the keys of a patient who holds no tokens
	Enrol(people::EnrolOpts),
	/// Take your keys off the chain
	Leave(people::LeaveOpts),
	/// Name who may freeze your account when its key is lost or in wrong hands
	Guardian(people::GuardianOpts),
	/// As a guardian: freeze an account
	Freeze(people::WhoOpts),
	/// As a guardian: make an account usable again that you froze
	Unfreeze(people::WhoOpts),
	/// As a facility: pay for the requests of somebody you employ
	Sponsor(people::SponsorOpts),
	/// Keep names for accounts
	#[command(subcommand)]
	Contact(contact::Command),
	/// Encrypt a file, store it, and register it as a record of a patient
	Upload(upload::Opts),
	/// Bring an archive in: one record for each row of a table
	Import(import::Opts),
	/// List records
	Records(records::ListOpts),
	/// Show one record or one request
	Show(show::Opts),
	/// As the patient: confirm that a record is yours
	Acknowledge(records::RecordOpts),
	/// As the patient: refuse a record that you have not acknowledged
	Refuse(records::RefuseOpts),
	/// As the patient: close a record to requests
	Suspend(records::RecordOpts),
	/// As the patient: open a suspended record again
	Resume(records::RecordOpts),
	/// As the patient: let another facility correct a record
	AllowCorrection(records::AllowOpts),
	/// As the patient: print a record's CSP code, to hand it over yourself
	CspCode(csp_code::Opts),
	/// As the patient: say whether a record may be found by its disease
	Searchable(search::SearchableOpts),
	/// Publish and fetch the sealed lists in which records are found by their disease
	#[command(subcommand)]
	Catalogue(catalogue::Command),
	/// Find records by their disease, by codes or by words; this sends nothing
	Search(search::Opts),
	/// Ask for access to a record
	Request(request::Opts),
	/// Show what waits for you, and who still has to act
	Inbox(inbox::Opts),
	/// As an administrator: approve a request with your share of the key
	Approve(answer::ApproveOpts),
	/// As an administrator: reject a request
	Reject(answer::RejectOpts),
	/// As the patient: consent to a request
	Consent(answer::RequestOpts),
	/// As the patient: deny consent to a request
	Deny(answer::RequestOpts),
	/// As the patient: decide beforehand who is consented to, by FHIR Consents
	Policy(policy::Opts),
	/// Be told what waits for you and what happened; with --answer, answer by your policies
	Watch(watch::Opts),
	/// As the requester: fetch, check and decrypt an approved record
	Download(download::Opts),
	/// In an emergency: from a reason to the file of a record whose patient cannot be asked, waiting for whom it takes
	BreakGlass(glass::Opts),
	/// Allow access in an emergency as a patient, explain one that took place, and see how things stand
	#[command(subcommand)]
	Emergency(emergency::Command),
	/// As an administrator: say whether an emergency access was justified
	Review(emergency::ReviewOpts),
	/// End a request and take its deposit back
	Close(request::CloseOpts),
	/// Have a record erased for good, on the chain and in the store; see or stop an erasure that waits
	Erase(erase::Opts),
	/// Show who has attested that nothing is left of an erased record, and who has not
	Receipt(receipt::Opts),
	/// As a storage host: erase here what belongs to erased records, deny it from then on, and attest that
	StorageHost(host::Opts),
	/// As a data protection officer: keep a record from being erased
	#[command(subcommand)]
	Hold(hold::Command),
	/// Deal, certify, inspect and trust committees of administrators
	#[command(subcommand)]
	Committee(committee::Command),
	/// Propose and vote in the chain's council
	#[command(subcommand)]
	Council(council::Command),
	/// Replace members of the council who lost their keys: a body of other people
	#[command(subcommand)]
	Recovery(recovery::Command),
	/// Set the keys under which a node makes blocks
	#[command(subcommand)]
	Collator(collator::Command),
	/// Show and repair where records lie, and name the hosts that keep them
	#[command(subcommand)]
	Store(store::Command),
	/// Show and change the settings of this home
	#[command(subcommand)]
	Config(config::Command),
	/// Open Medquorum in the browser, for this machine alone
	Portal(portal::Opts),
	/// Show node, chain, store and account
	Status(status::Opts),
	/// Show what happened on the chain, in words
	Events(events::Opts),
	/// Serve what waits on the chain as figures for Prometheus
	Metrics(metrics::Opts),
	/// Tell who looked, when and why, and prove it; or check what somebody else told
	Audit(audit::Opts),
	/// Measure this machine and the envelope on it, or the envelope alone on a file
	Bench(bench::Opts),
	/// Print completions for a shell
	Completions(shell::CompletionsOpts),
	/// Print the manual page
	Man(shell::ManOpts),
}

/// Runs one command. What fails after the session was opened is told with names for addresses.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	let done = match command {
		Command::Init(opts) => init::run(opts, app, out).await,
		Command::Key(command) => key::run(command, app, out).await,
		Command::Register(opts) => key::register(opts, app, out).await,
		Command::Account(command) => account::run(command, app, out).await,
		Command::Enrol(opts) => people::enrol(opts, app, out).await,
		Command::Leave(opts) => people::leave(opts, app, out).await,
		Command::Guardian(opts) => people::guardian(opts, app, out).await,
		Command::Freeze(opts) => people::freeze(opts, app, out).await,
		Command::Unfreeze(opts) => people::unfreeze(opts, app, out).await,
		Command::Sponsor(opts) => people::sponsor(opts, app, out).await,
		Command::Contact(command) => contact::run(command, app, out),
		Command::Upload(opts) => upload::run(opts, app, out).await,
		Command::Import(opts) => import::run(opts, app, out).await,
		Command::Records(opts) => records::list(opts, app, out).await,
		Command::Show(opts) => show::run(opts, app, out).await,
		Command::Acknowledge(opts) => records::patient(Patient::Acknowledge, opts, app, out).await,
		Command::Refuse(opts) => records::refuse(opts, app, out).await,
		Command::Suspend(opts) => records::patient(Patient::Suspend, opts, app, out).await,
		Command::Resume(opts) => records::patient(Patient::Resume, opts, app, out).await,
		Command::AllowCorrection(opts) => records::allow_correction(opts, app, out).await,
		Command::CspCode(opts) => csp_code::run(opts, app, out).await,
		Command::Searchable(opts) => search::searchable(opts, app, out).await,
		Command::Catalogue(command) => catalogue::run(command, app, out).await,
		Command::Search(opts) => search::run(opts, app, out),
		Command::Request(opts) => request::run(opts, app, out).await,
		Command::Inbox(opts) => inbox::run(opts, app, out).await,
		Command::Approve(opts) => answer::approve(opts, app, out).await,
		Command::Reject(opts) => answer::reject(opts, app, out).await,
		Command::Consent(opts) => answer::consent(opts, app, out).await,
		Command::Deny(opts) => answer::deny(opts, app, out).await,
		Command::Policy(opts) => policy::run(opts, app, out),
		Command::Watch(opts) => watch::run(opts, app, out).await,
		Command::Download(opts) => download::run(opts, app, out).await,
		Command::BreakGlass(opts) => glass::run(opts, app, out).await,
		Command::Emergency(command) => emergency::run(command, app, out).await,
		Command::Review(opts) => emergency::review(opts, app, out).await,
		Command::Close(opts) => request::close(opts, app, out).await,
		Command::Erase(opts) => erase::run(opts, app, out).await,
		Command::Receipt(opts) => receipt::run(opts, app, out).await,
		Command::StorageHost(opts) => host::run(opts, app, out).await,
		Command::Hold(command) => hold::run(command, app, out).await,
		Command::Committee(command) => committee::run(command, app, out).await,
		Command::Council(command) => council::run(command, app, out).await,
		Command::Recovery(command) => recovery::run(command, app, out).await,
		Command::Collator(command) => collator::run(command, app, out).await,
		Command::Store(command) => store::run(command, app, out).await,
		Command::Config(command) => config::run(command, app, out),
		Command::Portal(opts) => portal::run(opts, app, out).await,
		Command::Status(opts) => status::run(opts, app, out).await,
		Command::Events(opts) => events::run(opts, app, out).await,
		Command::Metrics(opts) => metrics::run(opts, app, out).await,
		Command::Audit(opts) => audit::run(opts, app, out).await,
		Command::Bench(opts) => bench::run(opts, app, out),
		Command::Completions(opts) => shell::completions(opts, Cli::command(), out),
		Command::Man(opts) => shell::man(opts, Cli::command(), app, out),
	};
	done.map_err(|failure| app.explain(failure))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn definition_is_consistent() {
		Cli::command().debug_assert();
	}
}
