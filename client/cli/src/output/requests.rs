//! Tables of requests and of records.

use super::Table;
use medquorum_client::views::{Party, RecordDetails, RequestDetails, words};

/// Requests in a table.
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
			request.purpose.to_string(),
			words::in_blocks(request.blocks_left),
			request.waiting.clone(),
		]);
	}
	table
}

/// Records in a table.
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
			record.status_words().to_owned(),
			record.requests.len().to_string(),
		]);
	}
	table
}

/// New records of a patient in a table.
pub fn new_records_table(records: &[RecordDetails]) -> Table {
	let mut table = Table::new(&["Record", "Uploaded by", "Block"]);
	for record in records {
		table.row([
			words::short(&record.record_id),
			record.uploader.shown(),
			record.created.block.to_string(),
		]);
	}
	table
}
