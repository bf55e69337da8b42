//! A committee, a record and requests for it, for the tests of attacks.

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use threshold_decryption::*;
use zeroize::Zeroizing;

/// The generator of a test.
pub fn rng(seed: u64) -> ChaCha20Rng {
	ChaCha20Rng::seed_from_u64(seed)
}

/// A generator that always says the same.
pub struct Stuck;

impl rand_core::RngCore for Stuck {
	fn next_u32(&mut self) -> u32 {
		7
	}
	fn next_u64(&mut self) -> u64 {
		7
	}
	fn fill_bytes(&mut self, dest: &mut [u8]) {
		dest.fill(7);
	}
	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
		dest.fill(7);
		Ok(())
	}
}
impl rand_core::CryptoRng for Stuck {}

/// A dealt committee and one record's capsule.
pub struct World {
	pub rng: ChaCha20Rng,
	pub k: u16,
	pub x: Bytes32,
	pub secrets: Vec<AdminSecret>,
	pub ad: Bytes32,
	pub capsule: [u8; 128],
	pub r: Bytes32,
	pub u: Zeroizing<Bytes32>,
}

/// One request for the record.
pub struct Request {
	pub mode: Mode,
	pub ctx: Bytes32,
	pub key: RequestKey,
	pub q: Bytes32,
}

pub const GENESIS: Bytes32 = [1; 32];
pub const SEALED: SealedRecord = SealedRecord {
	commitment: &[10; 32],
	csp_enc: &[11; 32],
	csp_check: &[12; 32],
	locator: &[13; 64],
};
pub const RECORD_ID: [u8; 16] = [2; 16];

impl World {
	/// k of these administrators.
	pub fn new(k: u16, indices: &[u16], seed: u64) -> World {
		let mut rng = rng(seed);
		let (x, secrets) = deal_committee(k, indices, &mut rng).unwrap();
		let ad = RecordContext {
			genesis: &GENESIS,
			record_id: &RECORD_ID,
			uploader: &[3; 32],
			patient: &[4; 32],
			csp_pk: &[5; 32],
			x: &x,
		}
		.hash();
		let (capsule, u) = encapsulate(&x, &ad, &[6; 32], &[7; 32], &mut rng).unwrap();
		World {
			rng,
			k,
			x,
			secrets,
			ad,
			r: capsule_point(&capsule),
			capsule,
			u,
		}
	}

	/// The paper's committee: 3 of 4.
	pub fn paper() -> World {
		World::new(3, &[1, 2, 3, 4], 0)
	}

	/// The points of all administrators.
	pub fn points(&self) -> Vec<AdminPoints> {
		self.secrets.iter().map(AdminSecret::public).collect()
	}

	/// The request number `seq`, with its own key.
	pub fn request(&self, mode: Mode, seq: u8) -> Request {
		let key = RequestKey::from_seed(&[seq; 32]);
		let q = key.public();
		let ctx = RequestContext {
			genesis: &GENESIS,
			ad: &self.ad,
			capsule: &self.capsule,
			rec_hash: &SEALED.hash(),
			key_id: 1,
			epoch: 1,
			request_id: &[seq; 16],
			requester: &[8; 32],
			q: &q,
			epk: &[9; 32],
			mode,
			purpose: 1,
		}
		.hash();
		Request { mode, ctx, key, q }
	}

	/// The share of the administrator at `position`.
	pub fn share(&mut self, position: usize, request: &Request) -> [u8; SHARE_LENGTH] {
		let World { rng, secrets, r, .. } = self;
		create_share(&secrets[position], request.mode, &request.ctx, r, &request.q, rng).unwrap()
	}

	/// Makes a share, verifies it as the chain does, opens it as the requester does.
	pub fn approve(&mut self, position: usize, request: &Request) -> PartialDecryption {
		let share = self.share(position, request);
		let points = self.secrets[position].public();
		assert_eq!(verify_share(&share, &self.statement(&points, request)), Ok(()));
		open_share(&request.key, points.index, &share_ciphertext(&share)).unwrap()
	}

	/// The approvals of the administrators at these positions.
	pub fn approvals(&mut self, positions: &[usize], request: &Request) -> Vec<PartialDecryption> {
		positions
			.iter()
			.map(|position| self.approve(*position, request))
			.collect()
	}

	/// What the administrator at `position` computes for its own request.
	pub fn own(&self, position: usize, request: &Request) -> PartialDecryption {
		own_partial(&self.secrets[position], request.mode, &request.ctx, &self.r).unwrap()
	}

	/// The statement of a share.
	pub fn statement<'a>(&'a self, points: &'a AdminPoints, request: &'a Request) -> ShareStatement<'a> {
		ShareStatement {
			ctx: &request.ctx,
			index: points.index,
			r: &self.r,
			q: &request.q,
			x_j: &points.x,
			z_j: points.mask(request.mode),
		}
	}

	/// Whether these partial decryptions open the record.
	pub fn opens(&self, partials: &[PartialDecryption]) -> bool {
		match combine(partials) {
			Ok(found) => found == self.u,
			Err(error) => {
				assert_eq!(error, Error::TooFewShares);
				false
			}
		}
	}
}
