//! The files that people hand to each other: an administrator's share and certificate of a dealt committee, the call that has the committee
//! set, a patient's keys.

use super::{
	ceremony::{board, is_of_ceremony},
	session::Session,
};
use crate::{
	args::CertifyArgs,
	output::{self, CommandError, Failure, Outcome},
};
use medquorum_client::{
	files::{self, FileError, Overwrite},
	ledger::Call,
	roles::{CertificateFile, DealFile, ShareFile},
	views::Names as _,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Larger files are not of a deal.
const MAX_FILE: u64 = 1 << 20;
/// What the names of certificate files start with.
const CERTIFICATE: &str = "certificate-";

/// Opens and keeps an administrator's share, and gives the certificate.
pub async fn certify(args: &CertifyArgs, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let share: ShareFile = read_file(&args.share)?;
	let committee = &share.deal.committee;
	let names: Vec<String> = committee
		.admins
		.iter()
		.map(|admin| session.names.show(&admin.account))
		.collect();
	let key_id = share.deal.key_id;
	session.app.say(format_args!(
		"Committee {key_id}: {} of {} administrators ({}). Fingerprint: {}",
		committee.k,
		names.len(),
		names.join(", "),
		share.deal.pin()?.fingerprint(key_id)
	));
	session
		.app
		.confirm("Are these the administrators, and did the dealer read you the same fingerprint?")?;
	let signer = session.signer()?;
	let keystore = session.app.keystore()?;
	let certificate = session
		.committee_maker()
		.accept_share(&signer, &keystore, &share)
		.await?;
	session
		.app
		.say("Your share is in the keystore. Back the keystore up; then send the certificate to the dealer.");
	match &args.out {
		Some(path) => {
			let overwrite = match args.force {
				true => Overwrite::Replace,
				false => Overwrite::Never,
			};
			write_file(path, &certificate, overwrite)
		}
		None => output::document(&json!(certificate), out),
	}
}

/// The call that schedules a certified committee, of a ceremony (a folder, or its files) or dealt: it is set some time after the
/// council's decision.
pub async fn set_committee_call(
	file: &Path,
	certificates: &[PathBuf],
	at_once: bool,
	session: &Session<'_>,
) -> Result<Call, Failure> {
	if is_of_ceremony(file) {
		let paths = [&[file.to_path_buf()], certificates].concat();
		let call = session
			.committee_maker()
			.set_founded_call(&board(&paths, session).await?, at_once)?;
		return Ok(Call::Schedule { call: Box::new(call) });
	}
	let deal: DealFile = read_file(file)?;
	let paths = match certificates {
		[] => certificates_beside(file)?,
		named => named.to_vec(),
	};
	let certificates: Vec<CertificateFile> = paths
		.iter()
		.map(|path| read_file(path))
		.collect::<Result<_, _>>()?;
	let call = session
		.committee_maker()
		.set_committee_call(&deal, &certificates)?;
	Ok(Call::Schedule { call: Box::new(call) })
}

/// The certificate files in the folder of the deal.
fn certificates_beside(deal: &Path) -> Result<Vec<PathBuf>, Failure> {
	let folder = deal
		.parent()
		.filter(|folder| !folder.as_os_str().is_empty())
		.unwrap_or(Path::new("."));
	let entries =
		std::fs::read_dir(folder).map_err(|error| FileError::from_io("read the folder", folder, error))?;
	let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
	paths.retain(|path| {
		let name = path
			.file_name()
			.map(|name| name.to_string_lossy().into_owned())
			.unwrap_or_default();
		name.starts_with(CERTIFICATE) && name.ends_with(".json")
	});
	paths.sort();
	Ok(paths)
}

/// Reads a small JSON file.
pub fn read_file<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
	let bytes = files::read_small(path, MAX_FILE)?;
	let read = serde_json::from_slice(&bytes);
	Ok(read.map_err(|reason| CommandError::BadFile {
		path: path.into(),
		reason,
	})?)
}

/// Writes a file of a deal.
pub fn write_file(path: &Path, value: &impl Serialize, overwrite: Overwrite) -> Outcome {
	let text = serde_json::to_string_pretty(value)? + "\n";
	match overwrite {
		Overwrite::Never => files::write_new(path, text.as_bytes())?,
		Overwrite::Replace => files::write_atomic(path, text.as_bytes())?,
	}
	Ok(())
}
