//! Memory-to-memory speed of the file cipher and of the hash behind the CID, one thread, 1 MiB segments.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use medquorum_envelope::*;
use std::hint::black_box;

const SEGMENTS: u32 = 64;

struct Fixed;

impl Entropy for Fixed {
	fn fill(&mut self, out: &mut [u8]) {
		out.fill(0x5a);
	}
}

fn keys() -> FileKeys {
	let (csp_rec, report) = (CspRec::from_bytes(&[1; 32]), ReportKey::from_bytes(&[2; 32]));
	FileKeys::derive(&csp_rec, &report, &EnvSalt::from_bytes(&[3; 32]), &[4; 32])
}

/// A fresh sealer per run: it refuses to seal a segment twice.
fn seal_all(keys: &FileKeys, buffer: &mut [u8]) {
	let sealer = Sealer::new(keys, &mut Fixed);
	for (index, segment) in (0..SEGMENTS).zip(buffer.chunks_mut(SEGMENT)) {
		sealer.seal(index, index + 1 == SEGMENTS, segment).unwrap();
	}
}

fn envelope(criterion: &mut Criterion) {
	let keys = keys();
	let mut buffer = vec![7u8; SEGMENTS as usize * SEGMENT];
	let mut group = criterion.benchmark_group("envelope");
	group
		.sample_size(20)
		.throughput(Throughput::Bytes(buffer.len() as u64));

	group.bench_function("seal", |bencher| {
		bencher.iter(|| seal_all(&keys, black_box(&mut buffer)))
	});

	buffer.fill(7);
	seal_all(&keys, &mut buffer);
	let opener = Opener::new(&keys, buffer.first_chunk().unwrap()).unwrap();
	// Opening happens in place: every run gets its own copy, made outside the measured time.
	group.bench_function("open", |bencher| {
		bencher.iter_batched_ref(
			|| buffer.clone(),
			|copy| {
				for (index, segment) in (0..SEGMENTS).zip(copy.chunks_mut(SEGMENT)) {
					black_box(opener.open(index, index + 1 == SEGMENTS, segment).unwrap());
				}
			},
			BatchSize::PerIteration,
		)
	});

	group.bench_function("cid (SHA-256)", |bencher| {
		bencher.iter(|| {
			let mut builder = DagBuilder::new();
			for leaf in black_box(&buffer).chunks(SEGMENT) {
				builder.push_leaf(Cid::of_raw(leaf).digest(), leaf.len() as u64, &mut |_, _| ());
			}
			builder.finish(&mut |_, _| ())
		})
	});
	group.finish();
}

criterion_group!(benches, envelope);
criterion_main!(benches);
