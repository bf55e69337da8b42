//! `committee drill`: lost shares are found before they are needed, by the way that every request takes.

use crate::{
	context::Session,
	output::{self, CareError, CommandError, Outcome, Table},
};
use clap::Subcommand;
use medquorum_client::{
	domain::{KeyId, Purpose},
	file_info::FileInfo,
	ledger::Sign as _,
	roles::Drill,
	upload::{UploadOptions, UploadSource},
	views::{Names as _, Question, words},
};
use serde_json::json;
use std::io::{Cursor, Write};

/// What the record of a drill holds.
const CONTENT: &[u8] = b"This is the record of a drill. It is about nobody.\n";

/// The steps of a drill.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// As a facility: upload a record about nobody, and ask the administrators for it
	Start {
		/// The committee's number
		id: KeyId,
	},
	/// As an administrator: approve what the drill asks for
	Answer {
		/// The committee's number
		id: KeyId,
	},
	/// Show who has passed and who has not; ends with 1 while somebody has not
	Result {
		/// The committee's number
		id: KeyId,
	},
}

/// Runs the command.
pub async fn run(command: &Command, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	match command {
		Command::Start { id } => start(*id, session, out).await,
		Command::Answer { id } => answer(*id, session, out).await,
		Command::Result { id } => result(*id, session, out).await,
	}
}

async fn start(id: KeyId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let (signer, keystore) = (session.signer()?, app.keystore()?);
	let own = signer.account();
	let committee = session.observer().drill(id).await?.committee;
	if committee.admin(&own).is_some() {
		return Err(CommandError::from(CareError::OwnDrill(id)).into());
	}
	let info = FileInfo {
		name: "drill.txt".into(),
		mime: "text/plain".into(),
		..FileInfo::default()
	};
	let source = UploadSource {
		reader: Box::new(Cursor::new(CONTENT)),
		len: CONTENT.len() as u64,
		info,
		origin: None,
	};
	// About the account that makes it: that is what tells a drill from a patient's record.
	let options = UploadOptions {
		patient: own,
		key_id: id,
		supersedes: None,
		searchable: false,
	};
	let uploaded = session.uploader().upload(&signer, source, &options).await?;
	let mut requests = Vec::new();
	for _ in 0..Drill::requests_for(&committee) {
		let requester = session.requester();
		let asked = requester.request(&signer, &keystore, uploaded.record_id, Purpose::PatientRequest);
		let request_id = asked.await?.request_id;
		session.note_asked(own, request_id);
		requests.push(request_id);
	}
	app.say(format_args!(
		"The drill has begun: record {}, {}. Each administrator says `medquorum committee drill answer {id}` within a day; then `medquorum committee drill result {id}` shows who has passed. `medquorum erase {}` ends it.",
		uploaded.record_id,
		words::count(requests.len(), "request"),
		words::short(&uploaded.record_id)
	));
	match app.global.json {
		true => output::document(
			&json!({ "key_id": id, "record_id": uploaded.record_id, "requests": requests }),
			out,
		),
		false => Ok(()),
	}
}

async fn answer(id: KeyId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let own = signer.account();
	let drill = session.observer().drill(id).await?;
	let passed = drill.has_passed(&own);
	let next = drill.next_for(&own).filter(|_| !passed).map(|view| view.id);
	let Some(request_id) = next else {
		if !passed {
			return Err(CommandError::from(CareError::NoDrill(id)).into());
		}
		session
			.app
			.say("You have passed this drill already: your share is there.");
		return match session.app.global.json {
			true => output::document(&json!({ "key_id": id, "request_id": null, "passed": true }), out),
			false => Ok(()),
		};
	};
	let administrator = session.administrator();
	let checked = administrator.check_request(own, request_id).await?;
	let names = session.names.as_ref();
	session
		.app
		.say(Question::Approve.meaning(&checked.view.request, &checked.record, names));
	session.app.confirm(
		"This is a drill: the record is about the account that asks for it, and about no patient. Approve it?",
	)?;
	let keystore = session.app.keystore()?;
	let done = administrator.approve(&signer, &keystore, &checked).await?;
	let document = json!({ "key_id": id, "request_id": request_id, "passed": true });
	session.report(
		&done,
		"You have passed the drill: your share is there",
		document,
		out,
	)
}

async fn result(id: KeyId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let drill = session.observer().drill(id).await?;
	if drill.requests.is_empty() {
		return Err(CommandError::from(CareError::NoDrill(id)).into());
	}
	let admins = &drill.committee.admins;
	let passed: Vec<bool> = admins
		.iter()
		.map(|admin| drill.has_passed(&admin.account))
		.collect();
	if session.app.global.json {
		let people = admins.iter().zip(&passed).map(|(admin, passed)| {
			json!({
				"index": admin.index,
				"account": session.names.party(&admin.account),
				"passed": passed,
			})
		});
		let people: Vec<_> = people.collect();
		let requests: Vec<_> = drill.requests.iter().map(|view| view.id).collect();
		output::document(
			&json!({
				"key_id": id,
				"epoch": drill.committee.epoch,
				"requests": requests,
				"administrators": people,
			}),
			out,
		)?;
	} else {
		let mut table = Table::new(&["Administrator", "Drill"]);
		for (admin, passed) in admins.iter().zip(&passed) {
			let word = if *passed { "passed" } else { "not passed" };
			table.row([session.names.show(&admin.account), word.to_owned()]);
		}
		table.write(out)?;
	}
	let (failed, all) = (passed.iter().filter(|passed| !**passed).count(), passed.len());
	match failed {
		0 => Ok(()),
		failed => {
			out.flush()?;
			Err(CommandError::from(CareError::NotAllPassed { failed, all }).into())
		}
	}
}
