//! What a job does to look at a record: opens it with both keys, checks it whole, and holds it in memory. The request stays open.

use super::{Acting, Outcome};
use crate::{
	error::PortalError,
	held::{Content, Held, Item, Loose, MOST, Part, Shown, Study, check_length},
	jobs::Done,
	saving::listed_wrongly,
	texts::{Value, say},
};
use medquorum_client::{
	domain::RequestId,
	download::Opened,
	error::Error,
	look::{self, LookError, Seen, Slices},
	roles::Requester,
	study::{Contents, Series},
	views::{text, words},
};
use std::io::{self, Write};
use zeroize::Zeroizing;

/// Files outside of a series that are listed at most.
const MOST_LOOSE: usize = 200;

/// Where bytes are collected that are wiped afterwards: room at once, so that growing leaves no copies behind.
struct Collected {
	bytes: Zeroizing<Vec<u8>>,
}

impl Collected {
	fn of(length: u64) -> Result<Self, PortalError> {
		check_length(length)?;
		let room = usize::try_from(length).unwrap_or(usize::MAX);
		let mut bytes = Zeroizing::new(Vec::new());
		bytes
			.try_reserve_exact(room)
			.map_err(|_| LookError::TooLarge { length, most: MOST })?;
		Ok(Self { bytes })
	}
}

impl Write for Collected {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		if self.bytes.len() + bytes.len() > self.bytes.capacity() {
			return Err(io::Error::other("more bytes than the record has"));
		}
		self.bytes.extend_from_slice(bytes);
		Ok(bytes.len())
	}

	fn flush(&mut self) -> io::Result<()> {
		Ok(())
	}
}

/// What a clinician calls a series.
fn name_of(series: &Series) -> Value {
	let modality = text::line(&series.modality);
	match (series.description.is_empty(), series.number) {
		(false, _) => text::line(&format!("{modality} {}", series.description)).into(),
		(true, Some(number)) => say("series-number")
			.with("modality", modality)
			.with("number", number.to_string())
			.into(),
		(true, None) => say("series-unnamed").with("modality", modality).into(),
	}
}

fn parts(contents: &Contents) -> Vec<Part> {
	let series = contents.series.iter().enumerate();
	let part = |(at, series): (usize, &Series)| {
		let files: Vec<usize> = contents.members(at).collect();
		let bytes = files.iter().filter_map(|file| contents.files.get(*file));
		Part {
			number: at + 1,
			name: name_of(series),
			bytes: bytes.map(|file| file.len).sum(),
			files: files.len(),
		}
	};
	series.map(part).collect()
}

/// What a study holds, without its files.
fn study_of(contents: &Contents, code: Zeroizing<String>) -> Study {
	let outside = || contents.files.iter().filter(|file| file.series.is_none());
	let loose: Vec<Loose> = outside()
		.take(MOST_LOOSE)
		.map(|file| Loose {
			path: text::line(&file.path),
			bytes: file.len,
		})
		.collect();
	Study {
		parts: parts(contents),
		unlisted: outside().count().saturating_sub(loose.len()),
		loose,
		code,
	}
}

/// The files of one series, and their bytes.
async fn series_of(
	requester: &Requester<'_>,
	opened: &Opened,
	contents: &Contents,
	wanted: &str,
) -> Result<(Seen, u64), PortalError> {
	let at = contents.find_series(wanted).map_err(Error::from)?;
	let files: Vec<_> = contents
		.members(at)
		.filter_map(|file| contents.files.get(file))
		.collect();
	let total = files
		.iter()
		.fold(0u64, |total, file| total.saturating_add(file.len));
	check_length(total)?;
	let mut read = Vec::new();
	for file in files {
		let mut to = Collected::of(file.len)?;
		requester.read(opened, Some(file.range()), &mut to).await?;
		read.push(to.bytes);
	}
	let seen = tokio::task::spawn_blocking(move || Slices::of(read).map_or_else(Seen::Nothing, Seen::Slices));
	let seen = seen.await.map_err(|_| Error::Interrupted)?;
	Ok((seen, total))
}

impl Acting {
	/// Opens a record to be looked at: a file, a study's list, or one series of it.
	///
	/// # Errors
	/// The first rung of the ladder that does not hold, what the store refuses, or what is too large to be held.
	pub async fn look(
		self,
		id: RequestId,
		code: Zeroizing<String>,
		series: Option<String>,
		held: &Held,
	) -> Outcome {
		let cleared = held.cleared();
		let source = self.source(id, &code).await?;
		let (actor, requester) = (self.requesting(id).await?, self.session.requester());
		let opened = requester
			.open(actor.account(), actor.secrets(), id, source)
			.await?;
		let study = opened.info().contents.is_some();
		let (content, length, sha256) = if study {
			let contents = requester.contents(&opened).await?;
			match series {
				Some(series) => {
					let (seen, length) = series_of(&requester, &opened, &contents, &series).await?;
					let code = code.clone();
					let shown = Shown { seen, series, code };
					(Content::Series(Box::new(shown)), length, None)
				}
				None => (Content::Study(study_of(&contents, code.clone())), 0, None),
			}
		} else {
			let mut to = Collected::of(opened.length())?;
			let (length, sha256) = requester.read(&opened, None, &mut to).await?;
			let seen = look::look(&to.bytes);
			(Content::File(to.bytes, Box::new(seen)), length, Some(sha256))
		};
		let info = opened.info();
		let (name, mime) = (text::line(&info.name), text::line(&info.mime));
		let acknowledged = opened.acknowledged();
		let shown = name.clone();
		let number = held.put(cleared, |number| Item {
			id: number,
			request: id,
			name,
			mime,
			acknowledged,
			length: if study { length } else { length.saturating_mul(2) },
			sha256,
			content,
		})?;
		let mut facts = vec![(say("file"), shown.into())];
		if !acknowledged {
			facts.push((say("note"), Value::Heard(words::UNCONFIRMED.to_owned())));
		}
		let (record, told) = (opened.record_id(), info.icd10.as_deref());
		facts.extend(listed_wrongly(&self.session, record, told));
		Ok(Done {
			facts,
			next: Some((format!("/look/{number}"), say("look-at-it"))),
			..Done::said(say("said-looked"))
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::study::Entry;

	#[test]
	fn files_outside_of_a_series_are_listed_up_to_a_bound() {
		let mut contents = Contents::default();
		contents.series.push(Series {
			uid: "1.2.3".to_owned(),
			modality: "CT".to_owned(),
			description: String::new(),
			number: None,
			preview: None,
		});
		let file = |at: u64, series| Entry {
			path: format!("{at}\u{202e}.pdf"),
			offset: at,
			len: 7,
			series,
		};
		contents.files.push(file(0, Some(0)));
		contents.files.extend((1..=210).map(|at| file(at, None)));
		let study = study_of(&contents, Zeroizing::default());
		assert_eq!(
			(study.parts.len(), study.loose.len(), study.unlisted),
			(1, MOST_LOOSE, 10)
		);
		let first = study.loose.first().unwrap();
		assert_eq!((first.path.as_str(), first.bytes), ("1\u{fffd}.pdf", 7));
	}
}
