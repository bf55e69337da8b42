//! What one approval costs, in operations per second on one core: the development committee's size, 3 of 4.

use std::hint::black_box;

use threshold_decryption::{
	AdminSecret, Mode, RequestKey, ShareStatement, capsule_point, combine, create_share, deal_committee,
	encapsulate, open_share, share_ciphertext, verify_share,
};

use super::{
	error::BenchError,
	rate::{Work, per_second, timed},
	report::{Figure, Unit},
};
use crate::entropy::OsEntropy;

const K: u16 = 3;
const INDICES: [u16; 4] = [1, 2, 3, 4];
/// Each takes a tenth of a millisecond or so.
const TIMES: u64 = 200;

/// Stands for contexts and salts: any value does.
const ANY: [u8; 32] = [9; 32];

type Operation = Box<dyn FnMut() -> bool>;
type Preparation = fn() -> Option<Operation>;

/// All four.
pub(super) fn figures() -> Result<Vec<Figure>, BenchError> {
	let all: [(&'static str, &'static str, Preparation); 4] = [
		("encapsulate", "Encapsulate a record's key", encapsulation),
		("create-share", "Create a share", creation),
		("verify-share", "Verify a share", verification),
		("combine", "Open 3 shares and combine them", combination),
	];
	// Once, so that a machine without randomness is told so and not that its cryptography is broken.
	OsEntropy::new()?;
	all.into_iter()
		.map(|(name, words, prepare)| {
			let one = per_second(1, TIMES, || step(words, prepare))?;
			Ok(Figure {
				name,
				words: words.to_owned(),
				one_core: one,
				all_cores: None,
				unit: Unit::PerSecond,
				limit: None,
			})
		})
		.collect()
}

fn step(what: &'static str, prepare: fn() -> Option<Operation>) -> Result<Work, BenchError> {
	let mut operation = prepare().ok_or(BenchError::Broken { what })?;
	Ok(Box::new(move || match timed(&mut operation) {
		(true, took) => Ok(took),
		(false, _) => Err(BenchError::Broken { what }),
	}))
}

/// A committee, a capsule to it and a request.
struct Scene {
	x: [u8; 32],
	secrets: Vec<AdminSecret>,
	r: [u8; 32],
	u: [u8; 32],
	key: RequestKey,
	rng: OsEntropy,
}

fn scene() -> Option<Scene> {
	let mut rng = OsEntropy::new().ok()?;
	let (x, secrets) = deal_committee(K, &INDICES, &mut rng).ok()?;
	let (capsule, u) = encapsulate(&x, &ANY, &ANY, &ANY, &mut rng).ok()?;
	Some(Scene {
		x,
		secrets,
		r: capsule_point(&capsule),
		u: *u,
		key: RequestKey::from_seed(&ANY),
		rng,
	})
}

fn encapsulation() -> Option<Operation> {
	let Scene { x, mut rng, .. } = scene()?;
	Some(Box::new(move || {
		encapsulate(black_box(&x), &ANY, &ANY, &ANY, &mut rng).is_ok()
	}))
}

fn creation() -> Option<Operation> {
	let mut scene = scene()?;
	let (secret, q) = (scene.secrets.pop()?, scene.key.public());
	Some(Box::new(move || {
		create_share(
			&secret,
			Mode::Outsider,
			black_box(&ANY),
			&scene.r,
			&q,
			&mut scene.rng,
		)
		.is_ok()
	}))
}

fn verification() -> Option<Operation> {
	let mut scene = scene()?;
	let (secret, q) = (scene.secrets.pop()?, scene.key.public());
	let points = secret.public();
	let share = create_share(&secret, Mode::Outsider, &ANY, &scene.r, &q, &mut scene.rng).ok()?;
	Some(Box::new(move || {
		let statement = ShareStatement {
			ctx: &ANY,
			index: points.index,
			r: &scene.r,
			q: &q,
			x_j: &points.x,
			z_j: &points.z,
		};
		verify_share(black_box(&share), &statement).is_ok()
	}))
}

fn combination() -> Option<Operation> {
	let mut scene = scene()?;
	let q = scene.key.public();
	let mut shares = Vec::new();
	for secret in scene.secrets.iter().take(usize::from(K)) {
		let share = create_share(secret, Mode::Outsider, &ANY, &scene.r, &q, &mut scene.rng).ok()?;
		shares.push((secret.index(), share_ciphertext(&share)));
	}
	Some(Box::new(move || {
		let opened: Result<Vec<_>, _> = shares
			.iter()
			.map(|(index, sealed)| open_share(&scene.key, *index, black_box(sealed)))
			.collect();
		opened
			.and_then(|partials| combine(&partials))
			.is_ok_and(|u| *u == scene.u)
	}))
}
