//! The whole story on a fresh development chain: from a CT scan to an approved download, with every refusal on the way.
//!
//! `scripts/demo.sh` starts node and store and gives their addresses in `STORY_*` variables. Exit code 0 only if every refusal was
//! refused, in the words that belong to it, and all hashes are equal; else 1.
#![forbid(unsafe_code)]

mod access;
mod beginning;
mod bill;
mod committee;
mod emergency;
mod ending;
mod people;
mod printer;
mod replacement;
mod setting;
mod store;
mod told;

use printer::Printer;
use setting::Setting;
use std::{process::ExitCode, time::Instant};
use told::Told;

fn tell(printer: &Printer, started: Instant) -> Told<()> {
	let setting = Setting::from_environment()?;
	let people = people::People::new(&setting, printer);
	beginning::a_chain_a_store_and_eight_people(&people)?;
	beginning::registration(&people)?;
	committee::without_a_dealer(&people)?;
	committee::by_the_council(&people)?;
	let record = beginning::upload(&people)?;
	beginning::search(&people, &record)?;
	let request = access::refused_until_three_have_approved(&people)?;
	let other = access::wrong_csp_keys(&people, &request)?;
	access::nobody_but_the_requester(&people, &request)?;
	let sizes = access::third_approval_and_consent(&people, &record, &request)?;
	access::still_nobody_else(&people, &request)?;
	access::the_requester_opens(&people, &request)?;
	ending::two_rejections(&people, &record)?;
	ending::administrator_who_asks(&people, &record)?;
	emergency::a_committee_of_other_houses(&people)?;
	emergency::allowed_beforehand(&people, &record, &other)?;
	let opened = emergency::broken_glass(&people, &record)?;
	emergency::explained_and_reviewed(&people, &opened)?;
	replacement::of_a_lost_machine(&people)?;
	let last = ending::role_by_the_council(&people, &record)?;
	ending::erasure(&people, &record, &last)?;
	ending::receipt(&people, &record)?;
	ending::who_looked(&people)?;
	ending::what_the_chain_knows(&people, &sizes)?;
	printer.end(started.elapsed().as_secs());
	Ok(())
}

fn main() -> ExitCode {
	let printer = Printer::for_stdout();
	match tell(&printer, Instant::now()) {
		Ok(()) => ExitCode::SUCCESS,
		Err(why) => {
			printer.failed(&why);
			ExitCode::FAILURE
		}
	}
}
