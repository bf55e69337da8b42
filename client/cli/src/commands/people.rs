//! What accounts decide about themselves and each other: `enrol`, `sponsor`, `guardian`, `freeze`, `unfreeze`, `leave`.

use crate::{args::DayArg, context::App, output::Outcome};
use clap::{Args, ValueHint};
use medquorum_client::{
	domain::Moment,
	ledger::Sign,
	roles::Delivered,
	views::{Names as _, Until, words},
};
use medquorum_session::{read_enrolment, write_cards};
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// Options of `enrol`.
#[derive(Debug, Args)]
pub struct EnrolOpts {
	/// The patient's file, made by `medquorum register --to-file`
	#[arg(value_hint = ValueHint::FilePath)]
	file: PathBuf,
	/// Also write the cards of the committees that are trusted here, for the patient
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	cards: Option<PathBuf>,
}

/// Options of `sponsor`.
#[derive(Debug, Args)]
pub struct SponsorOpts {
	/// Whom your facility employs
	who: String,
	/// How many of their requests a day your facility pays for
	#[arg(long, value_name = "N", required_unless_present = "end", value_parser = clap::value_parser!(u32).range(1..))]
	per_day: Option<u32>,
	/// End it; the employee may do that too
	#[arg(long, conflicts_with = "per_day")]
	end: bool,
}

/// Options of `guardian`.
#[derive(Debug, Args)]
pub struct GuardianOpts {
	/// Who may freeze your account when you have lost your key, or somebody else has it
	#[arg(required_unless_present = "none")]
	who: Option<String>,
	/// Last day of the guardianship, YYYY-MM-DD [default: it does not end]
	#[arg(long, value_name = "DAY", requires = "who")]
	until: Option<DayArg>,
	/// Have no guardian any more
	#[arg(long, conflicts_with = "who")]
	none: bool,
}

/// Options of the commands that only name somebody.
#[derive(Debug, Args)]
pub struct WhoOpts {
	/// Whose account
	who: String,
}

/// Options of `leave`.
#[derive(Debug, Args)]
pub struct LeaveOpts {}

/// A facility publishes the keys of a patient who holds no tokens.
pub async fn enrol(opts: &EnrolOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let file = read_enrolment(&opts.file)?;
	let facility = session.facility();
	facility.check_enrolment(&file).await?;
	let name = session.names.contacts.show(&file.account.0);
	let fingerprint = file.fingerprint();
	app.confirm(format_args!(
		"Enrol {name} with keys of version {}? Their fingerprint is {fingerprint}: the patient must read you the same one.",
		file.csp_version
	))?;
	// Before the call: a folder that takes no card costs nothing.
	let cards = match &opts.cards {
		Some(folder) => write_cards(&session.trust, folder)?,
		None => Vec::new(),
	};
	let signer = session.signer()?;
	let done = facility.enrol(&signer, &file).await?;
	let mut talk = format!("Enrolled {}", session.names.show(&file.account));
	for (id, card) in session.trust.committees.keys().zip(&cards) {
		talk += &format!(
			". Give the patient {} as well, for `medquorum committee trust {id} --card FILE`",
			card.display()
		);
	}
	if cards.is_empty()
		&& let Some(id) = session.trust.committees.keys().next()
	{
		talk += &format!(
			". Give the patient the committee's card as well: `medquorum committee card {id} --out FILE`"
		);
	}
	let mut document = json!({
		"account": session.names.party(&file.account),
		"csp_version": file.csp_version,
		"fingerprint": fingerprint,
	});
	if opts.cards.is_some() {
		document["cards"] = json!(cards);
	}
	session.report(&done, talk, document, out)
}

/// A facility pays for the requests of somebody it employs.
pub async fn sponsor(opts: &SponsorOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let employee = session.person(&opts.who)?;
	let signer = session.signer()?;
	let facility = session.facility();
	let name = session.names.show(&employee);
	let (done, talk) = match opts.per_day {
		Some(per_day) => {
			let requests = words::count(usize::try_from(per_day).unwrap_or(usize::MAX), "request");
			(
				facility.sponsor(&signer, employee, per_day).await?,
				format!("Your facility pays for {requests} a day of {name}"),
			)
		}
		None => (
			facility.end_sponsorship(&signer, employee).await?,
			format!("Nobody pays for the requests of {name} any more"),
		),
	};
	let document = json!({ "employee": session.names.party(&employee), "per_day": opts.per_day });
	session.report(&done, talk, document, out)
}

/// Names who may freeze this account.
pub async fn guardian(opts: &GuardianOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let guardian = opts.who.as_deref().map(|who| session.person(who)).transpose()?;
	let until = match opts.until {
		Some(day) => Some(session.end_of(day).await?),
		None => None,
	};
	let signer = session.signer()?;
	let done = session.member().name_guardian(&signer, guardian, until).await?;
	// Another guardian than the first one takes effect later, so that a thief does not choose.
	let from = named_from(&done);
	let clock = session.observer().clock().await?;
	let later = from
		.filter(|from| *from > clock)
		.map_or_else(String::new, |from| {
			let from = self::until(from, clock, session.dates());
			format!("; that begins {from}, and until then it is as before")
		});
	let talk = match guardian {
		None => format!("Nobody but the council can freeze your account{later}"),
		Some(guardian) => {
			let day = opts
				.until
				.map_or_else(String::new, |day| format!(", until {day}"));
			format!(
				"{} can freeze your account{day}{later}",
				session.names.show(&guardian)
			)
		}
	};
	let document = json!({
		"guardian": guardian.map(|guardian| session.names.party(&guardian)),
		"from_moment": from,
		"until_moment": until,
	});
	session.report(&done, talk, document, out)
}

/// The moment from which a guardian is one, as the chain has decided.
fn named_from(done: &Delivered) -> Option<Moment> {
	let mut events = done.receipt()?.events.iter();
	let named = events.find(|event| event.name == "GuardianNamed")?;
	named.field("from")?.parse().ok()
}

/// A guardian freezes an account.
pub async fn freeze(opts: &WhoOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let who = session.person(&opts.who)?;
	let name = session.names.show(&who);
	app.confirm(format_args!(
		"Freeze the account of {name}? It can then only deny, suspend and close, until you or the council unfreeze it."
	))?;
	let signer = session.signer()?;
	let done = session.member().freeze(&signer, who).await?;
	let talk = format!("The account of {name} is frozen; its tokens are not");
	session.report(&done, talk, json!({ "account": session.names.party(&who) }), out)
}

/// The guardian who froze an account makes it usable again.
pub async fn unfreeze(opts: &WhoOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let who = session.person(&opts.who)?;
	let signer = session.signer()?;
	let done = session.member().unfreeze(&signer, who).await?;
	let talk = format!("The account of {} can be used again", session.names.show(&who));
	session.report(&done, talk, json!({ "account": session.names.party(&who) }), out)
}

/// Leaves the network.
pub async fn leave(_: &LeaveOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	app.confirm(
		"Take your keys off the chain? Nobody can upload records for you any more, until you register again.",
	)?;
	let signer = session.signer()?;
	let account = Sign::account(&signer);
	let done = session.member().leave(&signer).await?;
	let talk = "Your keys are off the chain; the deposit is back with its payer".to_owned();
	session.report(
		&done,
		talk,
		json!({ "account": session.names.party(&account) }),
		out,
	)
}

/// A moment for people, where the chain's clock says `now`.
pub fn until(moment: Moment, now: Moment, dates: Option<u64>) -> Until {
	let until = Until::new(moment, now);
	dates.map_or(until, |dates| until.dated(dates))
}
