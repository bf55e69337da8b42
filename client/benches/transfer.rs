//! Upload and download of one file through the library and a Kubo daemon, over a ledger in memory: the transfer alone, without
//! unlocking a keystore and without waiting for a block. For `bench/compare.py`; prints the seconds of both as JSON.
//!
//! `transfer MIB KUBO-URL FOLDER`. The source is written anew and on the disk before the clock starts, as a study is that another
//! machine has sent; it goes before the download comes.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Instant;

use common::{World, approve_over, consent_over};
use medquorum_client::domain::Purpose;
use medquorum_client::files::{Overwrite, Temporary};
use medquorum_client::store::kubo::KuboStore;
use medquorum_client::vault::{CspSource, DownloadOptions, UploadSource, Vault};

#[tokio::main]
async fn main() {
	// cargo adds `--bench`.
	let words: Vec<String> = std::env::args()
		.skip(1)
		.filter(|word| !word.starts_with("--"))
		.collect();
	let [mib, url, folder] = words.as_slice() else {
		eprintln!("usage: transfer MIB KUBO-URL FOLDER");
		std::process::exit(2);
	};
	let len = mib.parse::<u64>().unwrap() << 20;
	let store = KuboStore::new(url).unwrap();
	let (upload, download) = measure(&store, len, Path::new(folder)).await;
	println!("{{\"upload\": {upload}, \"download\": {download}}}");
}

async fn measure(store: &KuboStore, len: u64, folder: &Path) -> (f64, f64) {
	let world = World::new().await;
	let of = |person| Vault {
		store,
		..world.vault(person)
	};
	let (source, target) = (folder.join("transfer.in"), folder.join("transfer.out"));
	write(&source, len).unwrap();

	let facility = &world.facility;
	let start = Instant::now();
	let uploaded = of(facility)
		.upload(
			&facility.signer,
			UploadSource::open(&source).unwrap(),
			&world.options(),
		)
		.await
		.unwrap();
	let upload = start.elapsed().as_secs_f64();
	std::fs::remove_file(&source).unwrap();

	let clinician = &world.clinician;
	let vault = of(clinician);
	let asked = vault.request(
		&clinician.signer,
		&clinician.keystore,
		uploaded.record_id,
		Purpose::Treatment,
	);
	let id = asked.await.unwrap().request_id;
	for admin in world.admins.iter().take(3) {
		approve_over(&of(admin), admin, id).await.unwrap();
	}
	consent_over(&of(&world.patient), &world.patient, id)
		.await
		.unwrap();
	let options = DownloadOptions {
		overwrite: Overwrite::Never,
		range: None,
		keep_request: true,
		temporary: Temporary::Unnamed,
	};
	let start = Instant::now();
	vault
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
	assert_eq!(std::fs::metadata(&target).unwrap().len(), len);
	std::fs::remove_file(&target).unwrap();
	(upload, download)
}

/// A file that no two blocks of are equal.
fn write(path: &Path, len: u64) -> io::Result<()> {
	let mut file = File::create(path)?;
	let mut block = vec![0x5a; 1 << 20];
	for at in 0..len >> 20 {
		block[..8].copy_from_slice(&at.to_le_bytes());
		file.write_all(&block)?;
	}
	file.sync_all()
}
