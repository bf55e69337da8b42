//! What an administrator does in a ceremony. Nothing here remembers anything: the caller keeps secrets and files.

use super::{
	board::{Board, Founded, Stage},
	files::{Certificate, Dealt, HandedOver, Join, Place, Seat, Signed, Start},
};
use crate::{
	domain::*,
	error::CeremonyError,
	ledger::Sign,
	secrets::Secret,
	trust::{list_hash, points},
};
use medquorum_envelope::{EncSecret, Entropy, enc_public, open_deal_box, seal_deal_box};
use rand_core::{CryptoRng, RngCore};
use threshold_decryption::{
	AdminSecret,
	context::{deal_box_info, join_message},
	dealing::{Constant, Deal, PublishedDeal},
};
use zeroize::Zeroizing;

/// Randomness for the boxes and for the polynomials.
pub trait Randomness: Entropy + RngCore + CryptoRng {}

impl<T: Entropy + RngCore + CryptoRng> Randomness for T {}

/// Starts a ceremony for a new key.
///
/// # Errors
/// When the numbers are not those of one.
pub fn start(
	place: Place,
	k: u16,
	admins: Vec<Seat>,
	signer: &dyn Sign,
) -> Result<Signed<Start>, CeremonyError> {
	let start = Start {
		k,
		dealers: admins.iter().map(|seat| seat.index).collect(),
		admins,
		old_committee: [0; 32],
	};
	start.check(&place, None)?;
	Ok(Signed::new(place, start, signer))
}

/// Starts a ceremony for a new epoch of an old key: `dealers` are exactly k administrators of `old`.
///
/// # Errors
/// When the numbers are not those of one.
pub fn start_reshare(
	place: Place,
	k: u16,
	admins: Vec<Seat>,
	dealers: Vec<u16>,
	old: &Committee,
	signer: &dyn Sign,
) -> Result<Signed<Start>, CeremonyError> {
	let start = Start {
		k,
		admins,
		dealers,
		old_committee: list_hash(old),
	};
	start.check(&place, Some(old))?;
	Ok(Signed::new(place, start, signer))
}

/// Takes part: a one-time key, and the file that names it. The caller has asked a person whether rule and names are right.
///
/// # Errors
/// When the signer is not an administrator of it.
pub fn join(
	board: &Board,
	signer: &dyn Sign,
	entropy: &mut dyn Randomness,
) -> Result<(Secret<32>, Signed<Join>), CeremonyError> {
	let who = signer.account();
	let index = board.index_at(Stage::Join, who)?;
	let mut bytes = Zeroizing::new([0; 32]);
	entropy.fill(&mut *bytes);
	let one_time = enc_public(&EncSecret::from_bytes(&bytes));
	let Place {
		genesis,
		key_id,
		epoch,
		attempt,
		..
	} = board.place();
	let message = join_message(genesis, *key_id, *epoch, *attempt, index, &one_time);
	let content = Join {
		start: board.start().hash(),
		index,
		one_time,
		signature: Signature::Sr25519(signer.sign(&message)),
	};
	Ok((
		Secret::from_bytes(&bytes),
		Signed::new(*board.place(), content, signer),
	))
}

/// This person's index, if the secret is that of their join file.
pub(super) fn own_index(board: &Board, who: AccountId, secret: &Secret<32>) -> Result<u16, CeremonyError> {
	let index = board.index_at(Stage::Join, who)?;
	let join = board.join_of(index).ok_or(CeremonyError::Missing {
		what: "join",
		who: vec![who],
	})?;
	let own = enc_public(&EncSecret::from_bytes(secret.expose()));
	match join.content.one_time == own {
		true => Ok(index),
		false => Err(CeremonyError::NoSecret(board.place().attempt)),
	}
}

/// A deal, and what is sealed in it. Only a dealer who may have to answer a complaint keeps the latter.
pub struct DealMade {
	/// For everybody.
	pub file: Signed<Dealt>,
	/// What each recipient was dealt, by index: `x ‖ z ‖ z'`.
	pub shares: Vec<(u16, Secret<96>)>,
}

/// Deals to everybody, oneself included. The polynomials end with this function: what is left of them is in the boxes and in
/// [`DealMade::shares`].
///
/// Deal once in an attempt: two deals tell two people two things.
///
/// # Errors
/// When not everybody has joined, or anything on the table is wrong.
pub fn deal(
	board: &Board,
	secret: &Secret<32>,
	signer: &dyn Sign,
	entropy: &mut dyn Randomness,
) -> Result<DealMade, CeremonyError> {
	board.check()?;
	let ceremony = board.context()?;
	let dealer = own_index(board, signer.account(), secret)?;
	if board.old().is_some() {
		return Err(CeremonyError::Failed);
	}
	let mut rng = EntropyRng(entropy);
	let dealt = Deal::new(&Constant::Random, board.k(), &mut rng).map_err(|_| CeremonyError::Failed)?;
	let proof = dealt.prove(&ceremony, dealer, secret.expose(), &mut rng);
	seal(board, dealer, &dealt, Some(proof), signer, &mut rng)
}

/// Deals this administrator's share of the epoch that ends to all new administrators. The caller has asked a person whether these are the right
/// ones: a ceremony for others is the one way to the key.
///
/// Deal once in an attempt: two deals tell two people two things.
///
/// # Errors
/// When the signer is not a dealer, the share is not the listed one, not everybody has joined, or anything on the table is
/// wrong.
pub fn deal_share(
	board: &Board,
	share: &AdminSecret,
	signer: &dyn Sign,
	entropy: &mut dyn Randomness,
) -> Result<DealMade, CeremonyError> {
	board.check()?;
	let dealer = board.index_at(Stage::Deal, signer.account())?;
	let own = board.old().and_then(|old| old.admin(&signer.account()));
	if own.map(points) != Some(share.public()) {
		return Err(CeremonyError::Failed);
	}
	let mut rng = EntropyRng(entropy);
	let dealt = Deal::reshare(share, board.k(), &mut rng).map_err(|_| CeremonyError::Failed)?;
	seal(board, dealer, &dealt, None, signer, &mut rng)
}

/// The file of a deal: what is for each recipient, sealed to the recipient's key.
fn seal(
	board: &Board,
	dealer: u16,
	dealt: &Deal,
	proof: Option<[u8; 64]>,
	signer: &dyn Sign,
	rng: &mut EntropyRng<'_>,
) -> Result<DealMade, CeremonyError> {
	let ceremony = board.context()?;
	let (mut boxes, mut shares) = (Vec::new(), Vec::new());
	for join in board.joins() {
		let index = join.content.index;
		let share = dealt.shares(index).map_err(|_| CeremonyError::Failed)?;
		let info = deal_box_info(&ceremony, dealer, index);
		let sealed = seal_deal_box(&join.content.one_time, &info, &share, rng);
		boxes.push(sealed.map_err(|_| CeremonyError::BadOneTimeKey(join.author))?);
		shares.push((index, Secret::from_bytes(&share)));
	}
	let published = PublishedDeal {
		commitments: dealt.commitments(),
		boxes,
		proof,
	};
	let content = Dealt {
		ceremony,
		dealer,
		deal: published.to_bytes(),
	};
	let file = Signed::new(*board.place(), content, signer);
	Ok(DealMade { file, shares })
}

/// Hands the key over, once every new administrator has certified: the committee is computed from the deals again before it is signed.
///
/// # Errors
/// When the signer is not a dealer, somebody has not certified, or anything on the table is wrong.
pub fn hand_over(board: &Board, signer: &dyn Sign) -> Result<Signed<HandedOver>, CeremonyError> {
	board.check()?;
	let index = board.index_at(Stage::HandOver, signer.account())?;
	board.require(Stage::Certify)?;
	let founded = board.founded()?;
	let content = HandedOver {
		ceremony: board.context()?,
		transcript: founded.transcript,
		index,
		committee: founded.hash,
		handover: Signature::Sr25519(signer.sign(&board.handover_message(&founded))),
	};
	Ok(Signed::new(*board.place(), content, signer))
}

/// Both kinds of randomness from one source.
struct EntropyRng<'a>(&'a mut dyn Randomness);

impl Entropy for EntropyRng<'_> {
	fn fill(&mut self, out: &mut [u8]) {
		self.0.fill(out);
	}
}

impl RngCore for EntropyRng<'_> {
	fn next_u32(&mut self) -> u32 {
		self.0.next_u32()
	}

	fn next_u64(&mut self) -> u64 {
		self.0.next_u64()
	}

	fn fill_bytes(&mut self, out: &mut [u8]) {
		self.0.fill_bytes(out);
	}

	fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
		self.0.try_fill_bytes(out)
	}
}

impl CryptoRng for EntropyRng<'_> {}

/// What is dealt to one recipient in one deal, if its box opens and what is in it fits.
pub(super) fn open_box(
	board: &Board,
	deal: &PublishedDeal,
	[dealer, recipient]: [u16; 2],
	secret: &Secret<32>,
) -> Option<Zeroizing<[u8; 96]>> {
	let ceremony = board.context().ok()?;
	let position = board.seats().iter().position(|seat| seat.index == recipient)?;
	let sealed = deal.boxes.get(position)?;
	let info = deal_box_info(&ceremony, dealer, recipient);
	let share = open_deal_box(&EncSecret::from_bytes(secret.expose()), &info, sealed).ok()?;
	deal.commitments.verify_shares(recipient, &share).ok()?;
	Some(share)
}

/// What an administrator who certifies has in the end.
pub struct Certified {
	/// The share of the committee key.
	pub secret: AdminSecret,
	/// The committee.
	pub founded: Founded,
	/// For everybody.
	pub file: Signed<Certificate>,
}

/// Opens every box, checks everything (docs/cryptography.md 5.4), and certifies. The caller has asked a person whether the
/// fingerprint is everybody's.
///
/// # Errors
/// What is wrong, with the name of the culprit where there is one. Nothing is signed then.
pub fn certify(board: &Board, secret: &Secret<32>, signer: &dyn Sign) -> Result<Certified, CeremonyError> {
	board.check()?;
	let index = own_index(board, signer.account(), secret)?;
	board.require(Stage::Deal)?;
	let mut shares = Vec::new();
	for file in board.deals() {
		let (who, dealer) = (file.author, file.content.dealer);
		let published = board.published(file)?;
		let places = [dealer, index];
		// Where the box is bad, what the dealer answered counts: it was compared with the commitments.
		let share = open_box(board, &published, places, secret).or_else(|| board.answer(places));
		shares.push((dealer, share.ok_or(CeremonyError::BadBox(who))?));
	}
	let founded = board.founded()?;
	let own = founded.combined.secret(index, &shares);
	let own = own.map_err(|_| CeremonyError::Aggregate)?;
	let content = Certificate {
		ceremony: board.context()?,
		transcript: founded.transcript,
		index,
		x: founded.committee.x,
		committee: founded.hash,
		cert: Signature::Sr25519(signer.sign(&board.certificate_message(&founded))),
	};
	Ok(Certified {
		file: Signed::new(*board.place(), content, signer),
		secret: own,
		founded,
	})
}
