//! Parts of `download` for studies: what a study holds, and a folder of its files.

use super::start::Ready;
use crate::{
	context::Session,
	interrupt::unless_stopped,
	output::{self, Failure, Outcome, Table},
};
use medquorum_client::{
	domain::RequestId,
	download::{DownloadedStudy, Opened, Selection},
	files::{self, OutputFile, Overwrite, Temporary},
	study::{Contents, Series},
	views::{text, words},
};
use serde_json::json;
use std::{io::Write, path::Path};

/// Shows series and files, and keeps the request.
pub async fn list(
	ready: &Ready<'_>,
	pictures: Option<&Path>,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let requester = session.requester();
	let work = async {
		let account = ready.signer.account();
		let opened = requester
			.open(account, ready.keystore, ready.id, ready.csp)
			.await?;
		let contents = requester.contents(&opened).await?;
		Ok((opened, contents))
	};
	let (opened, contents) = unless_stopped(session, work).await?;
	let written = match pictures {
		Some(folder) => write_pictures(folder, &opened, &contents, session).await?,
		None => 0,
	};
	session.clear();
	if session.app.global.json {
		let document = json!({
			"request_id": ready.id,
			"record_id": opened.record_id(),
			"acknowledged": opened.acknowledged(),
			"info": opened.info(),
			"series": contents.series,
			"files": contents.files,
			"pictures": written,
		});
		return output::document(&document, out);
	}
	session.tell_unconfirmed(opened.acknowledged());
	let table = series_table(&contents);
	if !table.is_empty() {
		table.write(out)?;
	}
	for file in contents.files.iter().filter(|file| file.series.is_none()) {
		writeln!(out, "{}  {}", output::bytes(file.len), text::line(&file.path))?;
	}
	if written > 0 {
		session.app.say(words::count(written, "picture"));
	}
	Ok(())
}

fn series_table(contents: &Contents) -> Table {
	let mut table = Table::new(&["No.", "Modality", "Series", "Images", "Size"]);
	for (at, series) in contents.series.iter().enumerate() {
		let images: Vec<usize> = contents.members(at).collect();
		let bytes = images
			.iter()
			.filter_map(|at| contents.files.get(*at))
			.map(|file| file.len);
		table.row([
			(at + 1).to_string(),
			series.modality.clone(),
			name_of(series),
			images.len().to_string(),
			output::bytes(bytes.sum()),
		]);
	}
	table
}

/// What a clinician calls a series.
fn name_of(series: &Series) -> String {
	match (series.description.is_empty(), series.number) {
		(false, _) => series.description.clone(),
		(true, Some(number)) => format!("series {number}"),
		(true, None) => "without a name".to_owned(),
	}
}

/// Writes one PNG for each series that has a picture.
async fn write_pictures(
	folder: &Path,
	opened: &Opened,
	contents: &Contents,
	session: &Session<'_>,
) -> Result<usize, Failure> {
	files::private_folder(folder)?;
	let requester = session.requester();
	let mut written = 0;
	for (at, series) in contents.series.iter().enumerate() {
		let fetched = unless_stopped(session, requester.preview(opened, series)).await?;
		let Some(picture) = fetched else { continue };
		let target = folder.join(format!("series-{}.png", at + 1));
		let mut file = OutputFile::create(&target, Overwrite::Never, Temporary::Unnamed)?;
		file.write_all(&picture).map_err(|error| file.error(error))?;
		file.commit()?;
		written += 1;
	}
	Ok(written)
}

/// Downloads the chosen files into a folder.
pub async fn extract(
	ready: &Ready<'_>,
	choice: (&Selection, bool),
	target: &Path,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let requester = session.requester();
	let Ready {
		signer,
		keystore,
		id,
		csp,
	} = *ready;
	let work = requester.download_study(signer, keystore, id, csp, target, choice);
	let done = unless_stopped(session, work).await?;
	session.clear();
	report(&done, id, target, session, out)
}

fn report(
	done: &DownloadedStudy,
	id: RequestId,
	target: &Path,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let folder = target.display();
	if session.app.global.json {
		let document = json!({
			"request_id": id,
			"record_id": done.record_id,
			"acknowledged": done.acknowledged,
			"folder": folder.to_string(),
			"info": done.info,
			"files": done.files,
			"length": done.length,
			"close_failed": done.closed.failed,
			"closed": done.closed.delivered.as_ref().map(output::delivered),
		});
		return output::document(&document, out);
	}
	session.app.say(format_args!(
		"{}: {}, {}, opened with both keys and checked.",
		text::line(&done.info.name),
		words::count(done.files, "file"),
		output::bytes(done.length)
	));
	session.tell_unconfirmed(done.acknowledged);
	if let Some(call) = session.tell_end(&done.closed) {
		return output::call(call, false, out);
	}
	writeln!(out, "{folder}")?;
	Ok(())
}
