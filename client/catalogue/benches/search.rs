//! Search over 1,000,000 entries in sealed blocks that lie in files: every measured run reads, decrypts and checks all it needs, on one
//! thread. Goals of docs/catalogue.md: under 50 ms, and at most 32 MiB of memory.
//!
//! `TEN_MILLION=1 cargo bench -p medquorum-catalogue --bench search` measures one facility of 10,000,000 entries as well.
#![allow(
	clippy::unwrap_used,
	clippy::cast_possible_truncation,
	clippy::disallowed_methods,
	clippy::disallowed_types,
	missing_docs,
	reason = "a benchmark, which may read files"
)]

use criterion::{BenchmarkGroup, Criterion, criterion_group, measurement::WallTime};
use medquorum_catalogue::{
	Catalogue, CatalogueKey, Scope,
	block::{Size, open_block, seal_block},
	codes::{Category, all_titles, find_words},
	entry::{Entry, Modality, Quarter, ReferenceKind},
	manifest::{Manifest, Row},
	ports::{Held, Sink},
	publish::{Title, plan},
	search::{Hits, Query, search},
};
use medquorum_core::{domain::AccountId, ports::PortError};
use medquorum_envelope::{Cid, Entropy};
use std::{
	fs,
	hint::black_box,
	io::Read as _,
	path::{Path, PathBuf},
};

/// A fast generator of reproducible bytes (SplitMix64): for a benchmark alone.
struct Numbers(u64);

impl Numbers {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}
}

impl Entropy for Numbers {
	fn fill(&mut self, out: &mut [u8]) {
		for chunk in out.chunks_mut(8) {
			let bytes = self.next().to_le_bytes();
			chunk.copy_from_slice(&bytes[..chunk.len()]);
		}
	}
}

/// Sealed blocks as files.
struct Folder(PathBuf);

impl Folder {
	fn new(name: &str) -> Self {
		let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
		let _ = fs::remove_dir_all(&path);
		fs::create_dir_all(&path).unwrap();
		Self(path)
	}

	fn bytes(&self) -> u64 {
		let files = fs::read_dir(&self.0).unwrap();
		files.map(|file| file.unwrap().metadata().unwrap().len()).sum()
	}
}

impl Drop for Folder {
	fn drop(&mut self) {
		let _ = fs::remove_dir_all(&self.0);
	}
}

impl Held for Folder {
	fn read(&self, cid: &Cid, into: &mut Vec<u8>) -> Result<bool, PortError> {
		into.clear();
		let Ok(file) = fs::File::open(self.0.join(cid.to_string())) else {
			return Ok(false);
		};
		let most = Size::Full.sealed() as u64 + 1;
		Ok(file.take(most).read_to_end(into).is_ok())
	}
}

impl Sink for Folder {
	fn put(&mut self, cid: Cid, bytes: Vec<u8>) -> Result<(), PortError> {
		fs::write(self.0.join(cid.to_string()), bytes).unwrap();
		Ok(())
	}
}

/// One in fifty has E11, the others any listed disease.
fn entries(count: usize, numbers: &mut Numbers) -> Vec<Entry> {
	let listed: Vec<Category> = all_titles().map(|(category, _)| category).collect();
	let common: Category = "E11".parse().unwrap();
	let one = |_| {
		let mut reference = [0; 16];
		numbers.fill(&mut reference);
		let random = numbers.next();
		let any = listed[(random >> 32) as usize % listed.len()];
		Entry {
			reference,
			category: if random.is_multiple_of(50) { common } else { any },
			quarter: Quarter::from_u16(400 + (random >> 8) as u16 % 105),
			modality: Modality::from_u8((random >> 16) as u8 % 64).unwrap(),
			newest: true,
		}
	};
	(0..count).map(one).collect()
}

/// So many facilities, each with so many entries.
fn publish(facilities: u8, count: usize, folder: &mut Folder) -> Vec<Catalogue> {
	let mut numbers = Numbers(1);
	let one = |facility| {
		let key = CatalogueKey::generate(&mut numbers);
		let title = Title {
			scope: Scope {
				genesis: [1; 32],
				facility: AccountId([facility; 32]),
				epoch: 1,
			},
			number: 1,
			made_at: 1,
			references: ReferenceKind::RecordId,
		};
		let plan = plan(&[], &entries(count, &mut numbers), false);
		let manifest = plan.seal(&key, &title, folder, &mut numbers).unwrap();
		Catalogue { manifest, key }
	};
	(0..facilities).map(one).collect()
}

fn find(catalogues: &[Catalogue], folder: &Folder, query: &Query) -> Hits {
	let nothing = |_: &AccountId, _: &[u8; 16]| false;
	let answer = search(catalogues, folder, &nothing, query, 2);
	assert!(answer.troubles.is_empty());
	answer
}

/// The queries of the table in docs/catalogue.md.
fn queries() -> [(&'static str, Query); 4] {
	let disease = |text: &str| Query {
		diseases: vec![text.parse().unwrap()],
		..Query::default()
	};
	[
		(
			"one disease",
			Query {
				chapters: false,
				..disease("E11")
			},
		),
		("one disease and its chapter", disease("E11")),
		(
			"E08-E13 since 2024, CT",
			Query {
				since: Some(Quarter::since("2024").unwrap()),
				modalities: ["CT".parse().unwrap()].into(),
				..disease("E08-E13")
			},
		),
		("everything", Query::default()),
	]
}

/// A figure of /proc/self/status in KiB; `None` where there is none.
fn status(name: &str) -> Option<u64> {
	let text = fs::read_to_string("/proc/self/status").ok()?;
	let line = text.lines().find(|line| line.starts_with(name))?;
	line.split_whitespace().nth(1)?.parse().ok()
}

/// Where the child that measures memory finds blocks, manifests and the number of the query.
const CHILD: &str = "MEDQUORUM_CATALOGUE_CHILD";

/// Runs this program again to search once: the peak of a fresh process is that of the search, not of what made the blocks.
fn memory(catalogues: &[Catalogue], folder: &Folder, query: usize) -> String {
	for (at, catalogue) in catalogues.iter().enumerate() {
		let plain = catalogue.manifest.encode(&[0; 64]).unwrap();
		fs::write(
			folder.0.join(format!("manifest-{at}")),
			[catalogue.key.expose(), plain.as_slice()].concat(),
		)
		.unwrap();
	}
	let program = std::env::current_exe().unwrap();
	let mut child = std::process::Command::new(program);
	let output = child
		.env(CHILD, format!("{query} {}", folder.0.display()))
		.output()
		.unwrap();
	assert!(output.status.success());
	String::from_utf8(output.stdout).unwrap()
}

/// The child: prints what its search took.
fn child(order: &str) {
	let (query, path) = order.split_once(' ').unwrap();
	let (_, query) = &queries()[query.parse::<usize>().unwrap()];
	let mut catalogues = Vec::new();
	while let Ok(bytes) = fs::read(Path::new(path).join(format!("manifest-{}", catalogues.len()))) {
		let (key, plain) = bytes.split_first_chunk().unwrap();
		let (manifest, key) = (Manifest::decode(plain).unwrap(), CatalogueKey::from_bytes(key));
		catalogues.push(Catalogue { manifest, key });
	}
	let folder = std::mem::ManuallyDrop::new(Folder(path.into()));
	let before = status("VmRSS:");
	let start = std::time::Instant::now();
	let matched = find(&catalogues, &folder, query).matched;
	let took = start.elapsed();
	let more = before
		.zip(status("VmHWM:"))
		.map(|(before, peak)| peak.saturating_sub(before));
	print!("{matched} matched; in a fresh process {took:.1?}, {more:?} KiB of memory more at the peak");
}

fn measure(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, catalogues: &[Catalogue], folder: &Folder) {
	let rows: usize = catalogues
		.iter()
		.map(|catalogue| catalogue.manifest.rows.len())
		.sum();
	let held = rows * size_of::<Row>() + size_of_val(catalogues);
	eprintln!(
		"{name}: {rows} blocks, {} bytes sealed on disk, {held} bytes of manifests in memory",
		folder.bytes()
	);
	for (at, (what, query)) in queries().into_iter().enumerate() {
		let opened = find(catalogues, folder, &query).opened;
		let fresh = memory(catalogues, folder, at);
		eprintln!("{name}, {what}: {opened} blocks opened, {fresh}");
		group.bench_function(format!("{name}, {what}"), |bencher| {
			bencher.iter(|| black_box(find(catalogues, folder, &query)).matched)
		});
	}
}

fn searches(criterion: &mut Criterion) {
	let mut group = criterion.benchmark_group("catalogue");
	group.sample_size(20);
	{
		let mut folder = Folder::new("one");
		let one = publish(1, 1_000_000, &mut folder);
		measure(&mut group, "1,000,000 in one facility", &one, &folder);
	}
	{
		let mut folder = Folder::new("many");
		let many = publish(200, 5_000, &mut folder);
		measure(&mut group, "1,000,000 in 200 facilities", &many, &folder);
	}
	if std::env::var_os("TEN_MILLION").is_some() {
		let mut folder = Folder::new("ten");
		let ten = publish(1, 10_000_000, &mut folder);
		measure(&mut group, "10,000,000 in one facility", &ten, &folder);
	}
	group.finish();
}

fn parts(criterion: &mut Criterion) {
	let mut group = criterion.benchmark_group("catalogue");
	let mut numbers = Numbers(2);
	let (key, scope) = (
		CatalogueKey::generate(&mut numbers),
		Scope {
			genesis: [1; 32],
			facility: AccountId([2; 32]),
			epoch: 1,
		},
	);
	let mut full = entries(Size::Full.entries(), &mut numbers);
	full.sort_unstable();
	let (contents, sealed) = seal_block(&key, &scope, Size::Full, &full, &mut numbers).unwrap();
	group.bench_function("seal a block", |bencher| {
		bencher.iter(|| seal_block(&key, &scope, Size::Full, black_box(&full), &mut numbers).unwrap())
	});
	let mut copy = sealed.clone();
	group.bench_function("copy, open and check a block", |bencher| {
		bencher.iter(|| {
			copy.copy_from_slice(&sealed);
			open_block(&key, &scope, &contents, black_box(&mut copy))
				.unwrap()
				.len()
		})
	});
	group.bench_function("words", |bencher| {
		bencher.iter(|| find_words(black_box("type 2 diabetes"), 20).len())
	});
	let million = entries(1_000_000, &mut numbers);
	group.sample_size(10);
	group.bench_function("plan a compaction of 1,000,000", |bencher| {
		bencher.iter(|| plan(&[], black_box(&million), true).write.len())
	});
	group.finish();
}

criterion_group!(benches, parts, searches);

fn main() {
	match std::env::var(CHILD) {
		Ok(order) => child(&order),
		Err(_) => {
			benches();
			Criterion::default().configure_from_args().final_summary();
		}
	}
}
