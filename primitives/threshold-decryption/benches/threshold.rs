//! What each step costs, for the paper's committee and the largest one: `cargo bench -p threshold-decryption`.

#![allow(clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use threshold_decryption::{
	context::CeremonyKind,
	dealing::{Constant, Deal, DealCommitments},
	internals::combine_commitments,
	*,
};

fn threshold(c: &mut Criterion) {
	for (n, k) in [(4u16, 3u16), (16, 9)] {
		committee(c, n, k);
	}
	single(c);
}

/// What depends on n and k.
fn committee(c: &mut Criterion, n: u16, k: u16) {
	let mut rng = ChaCha20Rng::from_seed([1; 32]);
	let indices: Vec<u16> = (1..=n).collect();
	let name = format!("n={n},k={k}");
	let (x, secrets) = deal_committee(k, &indices, &mut rng).unwrap();
	let points: Vec<AdminPoints> = secrets.iter().map(AdminSecret::public).collect();
	let (capsule, u) = encapsulate(&x, &[2; 32], &[3; 32], &[4; 32], &mut rng).unwrap();
	let (ctx, r) = ([5; 32], capsule_point(&capsule));
	let own = |secret| own_partial(secret, Mode::Outsider, &ctx, &r).unwrap();
	let partials: Vec<PartialDecryption> = secrets[..usize::from(k)].iter().map(own).collect();
	assert_eq!(combine(&partials).unwrap(), u);

	let deals: Vec<(u16, DealCommitments)> = indices
		.iter()
		.map(|index| {
			(
				*index,
				Deal::new(&Constant::Random, k, &mut rng).unwrap().commitments(),
			)
		})
		.collect();
	let deals: Vec<(u16, &DealCommitments)> = deals.iter().map(|(dealer, deal)| (*dealer, deal)).collect();

	let mut group = c.benchmark_group("committee");
	group.bench_function(BenchmarkId::new("combine_commitments", &name), |b| {
		b.iter(|| combine_commitments(CeremonyKind::Random, black_box(&deals), &indices));
	});
	group.bench_function(BenchmarkId::new("deal", &name), |b| {
		b.iter(|| deal_committee(k, black_box(&indices), &mut rng));
	});
	group.bench_function(BenchmarkId::new("check", &name), |b| {
		b.iter(|| check_committee(k, black_box(&x), black_box(&points)));
	});
	group.bench_function(BenchmarkId::new("combine", &name), |b| {
		b.iter(|| combine(black_box(&partials)))
	});
	group.finish();
	shares(c, &name, &secrets, &capsule);
}

/// One administrator's share, which does not depend on n and k; measured in both committees all the same.
fn shares(c: &mut Criterion, name: &str, secrets: &[AdminSecret], capsule: &[u8; 128]) {
	let mut rng = ChaCha20Rng::from_seed([6; 32]);
	let key = RequestKey::from_seed(&[7; 32]);
	let (ctx, r, q) = ([5; 32], capsule_point(capsule), key.public());
	let (secret, points) = (&secrets[1], secrets[1].public());
	let share = create_share(secret, Mode::Outsider, &ctx, &r, &q, &mut rng).unwrap();
	let ab = share_ciphertext(&share);
	let statement = ShareStatement {
		ctx: &ctx,
		index: points.index,
		r: &r,
		q: &q,
		x_j: &points.x,
		z_j: &points.z,
	};
	assert_eq!(verify_share(&share, &statement), Ok(()));

	let mut group = c.benchmark_group("share");
	group.bench_function(BenchmarkId::new("create_share", name), |b| {
		b.iter(|| create_share(secret, Mode::Outsider, black_box(&ctx), &r, &q, &mut rng));
	});
	group.bench_function(BenchmarkId::new("verify_share", name), |b| {
		b.iter(|| verify_share(black_box(&share), &statement));
	});
	let eight: Vec<([u8; SHARE_LENGTH], Bytes32)> = (0..8)
		.map(|byte| [byte; 32])
		.map(|ctx| {
			let share = create_share(secret, Mode::Outsider, &ctx, &r, &q, &mut rng).unwrap();
			(share, ctx)
		})
		.collect();
	let batch: Vec<_> = eight
		.iter()
		.map(|(share, ctx)| (share, ShareStatement { ctx, ..statement }))
		.collect();
	assert_eq!(verify_shares(&batch), Ok(()));
	group.bench_function(BenchmarkId::new("verify_shares, 8", name), |b| {
		b.iter(|| verify_shares(black_box(&batch)));
	});
	group.bench_function(BenchmarkId::new("open_share", name), |b| {
		b.iter(|| open_share(&key, 2, black_box(&ab)));
	});
	group.finish();
}

/// What is the same for every committee.
fn single(c: &mut Criterion) {
	let mut rng = ChaCha20Rng::from_seed([8; 32]);
	let (x, _) = deal_committee(2, &[1, 2], &mut rng).unwrap();
	let ad = [2; 32];
	let (capsule, _) = encapsulate(&x, &ad, &[3; 32], &[4; 32], &mut rng).unwrap();
	c.bench_function("encapsulate", |b| {
		b.iter(|| encapsulate(black_box(&x), &ad, &[3; 32], &[4; 32], &mut rng));
	});
	c.bench_function("verify_capsule", |b| {
		b.iter(|| verify_capsule(black_box(&capsule), &ad))
	});
}

criterion_group!(benches, threshold);
criterion_main!(benches);
