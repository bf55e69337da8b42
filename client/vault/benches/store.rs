//! The stores by themselves, and the first byte of a range read in a large record whose header is open already.
//!
//! `MEDQUORUM_BENCH_MIB` is the size of that record (64 if it is not set); `MEDQUORUM_BENCH_KUBO` the API address of a Kubo
//! daemon, without which the embedded store alone is measured. Blocks go where `TMPDIR` says.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::{
	hint::black_box,
	io::{Read, repeat, sink},
};

use common::World;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use medquorum_client::{
	domain::Purpose,
	download::CspSource,
	file_info::FileInfo,
	store::{Store, embedded::EmbeddedStore, kubo::KuboStore},
	upload::UploadSource,
};
use tokio::runtime::Runtime;

const PIECE: u64 = 64 << 20;

/// Content that no store has: stores keep equal blocks once.
fn content(seed: &mut u64, length: u64) -> Box<dyn Read + Send> {
	*seed += 1;
	Box::new(Counted { at: *seed << 32 }.take(length))
}

struct Counted {
	at: u64,
}

impl Read for Counted {
	fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
		for chunk in out.chunks_mut(8) {
			self.at += 1;
			let bytes = self.at.to_le_bytes();
			chunk.copy_from_slice(&bytes[..chunk.len()]);
		}
		Ok(out.len())
	}
}

fn embedded(criterion: &mut Criterion) {
	let runtime = Runtime::new().unwrap();
	let folder = tempfile::tempdir().unwrap();
	let store = EmbeddedStore::create(folder.path()).unwrap();
	let mut seed = 0;
	let mut group = criterion.benchmark_group("embedded store");
	group.sample_size(10).throughput(Throughput::Bytes(PIECE));
	group.bench_function("put", |bencher| {
		bencher.iter_batched(
			|| content(&mut seed, PIECE),
			|content| {
				// Removed at once, so that the disk does not fill; that is a rename and some deletions.
				let cid = runtime.block_on(store.put(content)).unwrap();
				runtime.block_on(store.remove(&cid)).unwrap();
			},
			BatchSize::PerIteration,
		)
	});
	let cid = runtime.block_on(store.put(content(&mut seed, PIECE))).unwrap();
	group.bench_function("get", |bencher| {
		bencher.iter(|| {
			runtime.block_on(async {
				let mut chunks = store.get(&cid, None).await.unwrap();
				let mut length = 0;
				while let Some(chunk) = chunks.recv().await {
					length += black_box(chunk.unwrap()).len() as u64;
				}
				assert_eq!(length, PIECE);
			})
		})
	});
	group.finish();
}

fn first_byte(criterion: &mut Criterion) {
	let runtime = Runtime::new().unwrap();
	let world = runtime.block_on(World::new());
	read_one_byte(criterion, &runtime, &world, &world.store, "embedded");
	match std::env::var("MEDQUORUM_BENCH_KUBO") {
		Ok(url) => {
			let store = KuboStore::new(&url).unwrap();
			read_one_byte(criterion, &runtime, &world, &store, "Kubo");
		}
		Err(_) => {
			println!("first byte over Kubo: not measured, because MEDQUORUM_BENCH_KUBO names no daemon")
		}
	}
}

fn read_one_byte(criterion: &mut Criterion, runtime: &Runtime, world: &World, store: &dyn Store, name: &str) {
	let mib: u64 = std::env::var("MEDQUORUM_BENCH_MIB").map_or(64, |text| text.parse().unwrap());
	let len = mib << 20;
	let (facility, clinician) = (&world.facility, &world.clinician);
	let of = |person| world.place(person).storing(store);
	let requester = of(clinician).requester();
	let opened = runtime.block_on(async {
		let source = UploadSource {
			reader: Box::new(repeat(0x5a).take(len)),
			len,
			info: FileInfo::default(),
			origin: None,
		};
		let uploaded = of(facility)
			.uploader()
			.upload(&facility.signer, source, &world.options())
			.await
			.unwrap();
		let asked = requester.request(
			&clinician.signer,
			&clinician.keystore,
			uploaded.record_id,
			Purpose::Treatment,
		);
		let id = asked.await.unwrap().request_id;
		for admin in 0..3 {
			let admin = &world.admins[admin];
			common::approve_over(of(admin), admin, id).await.unwrap();
		}
		common::consent_over(of(&world.patient), &world.patient, id)
			.await
			.unwrap();
		requester
			.open(clinician.account(), &clinician.keystore, id, CspSource::Consent)
			.await
			.unwrap()
	});
	let mut at = 0;
	let mut group = criterion.benchmark_group("first byte of a range");
	group.sample_size(50);
	group.bench_function(name, |bencher| {
		bencher.iter(|| {
			// A prime number of MiB further each time, so that no two reads are of neighbours.
			at = (at + (389 << 20) + 12_345) % len;
			runtime
				.block_on(requester.read(&opened, Some(at..at + 1), &mut sink()))
				.unwrap()
		})
	});
	group.finish();
}

criterion_group!(benches, embedded, first_byte);
criterion_main!(benches);
