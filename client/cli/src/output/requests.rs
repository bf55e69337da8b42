//! Tables of requests and of records.

use super::Table;
use medquorum_client::views::{
	CeremonyDetails, ErasureDetails, Party, RecordDetails, RequestDetails, ReviewDetails, words,
};

/// One row per request, with short ids and the names of people.
pub fn requests_table(requests: &[RequestDetails]) -> Table {
	let mut table = Table::new(&[
		"Request",
		"Requester",
		"Record",
		"Patient",
		"Purpose",
		"Time left",
		"Who must act",
	]);
	for request in requests {
		let patient = request.patient.as_ref().map(Party::shown);
		table.row([
			words::short(&request.request_id),
			request.requester.shown(),
			words::short(&request.record_id),
			patient.unwrap_or_else(|| "gone".to_owned()),
			match request.emergency {
				Some(_) => format!("EMERGENCY: {}", request.purpose),
				None => request.purpose.to_string(),
			},
			match request.expires.time {
				Some(_) => request.expires.to_string(),
				None => words::span(request.moments_left),
			},
			request.waiting.clone(),
		]);
	}
	table
}

/// One row per record, with short ids and the names of people.
pub fn records_table(records: &[RecordDetails]) -> Table {
	let mut table = Table::new(&[
		"Record",
		"File",
		"Patient",
		"Uploaded by",
		"Registered",
		"Status",
		"Requests",
	]);
	for record in records {
		table.row([
			words::short(&record.record_id),
			record.file_name.clone().unwrap_or_else(|| "-".to_owned()),
			record.patient.shown(),
			record.uploader.shown(),
			record.created.to_string(),
			status(record),
			record.requests.len().to_string(),
		]);
	}
	table
}

/// Where a record stands, and what is to become of it.
fn status(record: &RecordDetails) -> String {
	let mut status = record.status_words().to_owned();
	if let Some(erasure) = &record.erasure {
		status += match erasure.due.left() {
			0 => "; its erasure is due",
			_ => "; to be erased",
		};
	}
	if record.hold.is_some() {
		status += "; on legal hold";
	}
	status
}

/// Emergency accesses that wait for their review in a table.
pub fn reviews_table(reviews: &[ReviewDetails]) -> Table {
	let mut table = Table::new(&[
		"Request", "By", "Record", "Patient", "Reason", "Until", "Standing",
	]);
	for review in reviews {
		table.row([
			words::short(&review.request_id),
			review.requester.shown(),
			words::short(&review.record_id),
			review.patient.shown(),
			review.reason.to_string(),
			review.due.to_string(),
			review.standing(),
		]);
	}
	table
}

/// Ceremonies on the chain that wait for somebody, in a table.
pub fn ceremonies_table(ceremonies: &[CeremonyDetails]) -> Table {
	let mut table = Table::new(&["Committee", "Rule", "Attempt", "What is due", "Until"]);
	for ceremony in ceremonies {
		table.row([
			ceremony.key_id.to_string(),
			ceremony.rule(),
			ceremony.attempt.to_string(),
			ceremony.due.words().to_owned(),
			ceremony.until.to_string(),
		]);
	}
	table
}

/// Records that are to be erased in a table.
pub fn erasures_table(records: &[RecordDetails]) -> Table {
	let mut table = Table::new(&["Record", "Patient", "Uploaded by", "Erasure"]);
	for record in records {
		let erasure = record.erasure.as_ref();
		table.row([
			words::short(&record.record_id),
			record.patient.shown(),
			record.uploader.shown(),
			erasure.map(ErasureDetails::words).unwrap_or_default(),
		]);
	}
	table
}

/// New records of a patient in a table.
pub fn new_records_table(records: &[RecordDetails]) -> Table {
	let mut table = Table::new(&["Record", "Uploaded by", "Corrects", "Registered"]);
	for record in records {
		table.row([
			words::short(&record.record_id),
			record.uploader.shown(),
			record
				.supersedes
				.as_ref()
				.map_or_else(|| "-".to_owned(), words::short),
			record.created.to_string(),
		]);
	}
	table
}
