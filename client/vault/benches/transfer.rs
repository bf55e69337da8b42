//! Upload and download of one file through the library and a Kubo daemon, over a ledger in memory: the transfer alone, without
//! unlocking a keystore and without waiting for a block. For `bench/compare.py`; prints the seconds of both as JSON.
//!
//! `transfer FILE KUBO-URL FOLDER`. The file stays as it is; what is downloaded goes to the folder, and from there.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::{path::Path, time::Instant};

use common::{World, approve_over, consent_over};
use medquorum_client::{
	domain::Purpose,
	download::{CspSource, DownloadOptions},
	files::{Overwrite, Temporary},
	store::kubo::KuboStore,
	upload::UploadSource,
};

#[tokio::main]
async fn main() {
	// cargo adds `--bench`.
	let words: Vec<String> = std::env::args()
		.skip(1)
		.filter(|word| !word.starts_with("--"))
		.collect();
	let [source, url, folder] = words.as_slice() else {
		eprintln!("usage: transfer FILE KUBO-URL FOLDER");
		std::process::exit(2);
	};
	let store = KuboStore::new(url).unwrap();
	let (upload, download) = measure(&store, Path::new(source), Path::new(folder)).await;
	println!("{{\"upload\": {upload}, \"download\": {download}}}");
}

async fn measure(store: &KuboStore, source: &Path, folder: &Path) -> (f64, f64) {
	let world = World::new().await;
	let of = |person| world.place(person).storing(store);
	let target = folder.join("transfer.out");

	let facility = &world.facility;
	let start = Instant::now();
	let uploaded = of(facility)
		.uploader()
		.upload(
			&facility.signer,
			UploadSource::open(source).unwrap(),
			&world.options(),
		)
		.await
		.unwrap();
	let upload = start.elapsed().as_secs_f64();

	let clinician = &world.clinician;
	let requester = of(clinician).requester();
	let asked = requester.request(
		&clinician.signer,
		&clinician.keystore,
		uploaded.record_id,
		Purpose::Treatment,
	);
	let id = asked.await.unwrap().request_id;
	for admin in world.admins.iter().take(3) {
		approve_over(of(admin), admin, id).await.unwrap();
	}
	consent_over(of(&world.patient), &world.patient, id)
		.await
		.unwrap();
	let options = DownloadOptions {
		overwrite: Overwrite::Never,
		range: None,
		keep_request: true,
		temporary: Temporary::Unnamed,
	};
	let start = Instant::now();
	requester
		.download(
			&clinician.signer,
			&clinician.keystore,
			id,
			CspSource::Consent,
			&target,
			&options,
		)
		.await
		.unwrap();
	let download = start.elapsed().as_secs_f64();
	let length = |path| std::fs::metadata(path).unwrap().len();
	assert_eq!(length(target.as_path()), length(source));
	std::fs::remove_file(&target).unwrap();
	(upload, download)
}
