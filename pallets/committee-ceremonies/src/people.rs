//! People of a ceremony who do everything right, for tests and benchmarks: real deals, proofs and signatures. Boxes are opaque here, and so
//! they are filled with anything.

#![allow(clippy::expect_used, reason = "tests and benchmarks may panic")]

use alloc::vec::Vec;

use frame_support::BoundedVec;
#[cfg(test)]
use frame_support::traits::OriginTrait;
use frame_system::pallet_prelude::BlockNumberFor;
#[cfg(test)]
use frame_system::pallet_prelude::OriginFor;
use pallet_medical_records::{Admin, Committee, KeyId, Pallet as Records, Proposed, no_signature};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_io::crypto::{sr25519_generate, sr25519_sign};
use sp_runtime::{AccountId32, DispatchResult, MultiSignature};
use threshold_decryption::{
	AdminSecret, deal_committee,
	dealing::{Constant, Deal, PublishedDeal},
};

use crate::{Ceremonies, Config, Foundations, Pallet, files::Place, opening::Opening, types::*};

/// Names our keys in the host's keystore.
const KEY_TYPE: KeyTypeId = KeyTypeId(*b"mqcc");
/// The committee of every ceremony here: one that no genesis has.
pub(crate) const KEY: KeyId = 101;

pub(crate) fn rng() -> ChaCha20Rng {
	ChaCha20Rng::from_seed([7; 32])
}

/// A new account that can sign.
pub(crate) fn signer() -> AccountId32 {
	sr25519_generate(KEY_TYPE, None).into()
}

pub(crate) fn sign(who: &AccountId32, message: &[u8]) -> MultiSignature {
	let public = sr25519::Public::from_raw(*AsRef::<[u8; 32]>::as_ref(who));
	sr25519_sign(KEY_TYPE, &public, message)
		.expect("the keystore has the key")
		.into()
}

#[cfg(test)]
pub(crate) fn origin<T: Config>(who: &AccountId32) -> OriginFor<T> {
	OriginFor::<T>::signed(who.clone())
}

/// Those who hold the key now.
pub(crate) struct Old {
	pub k: u16,
	pub admins: Vec<Admin>,
	pub secrets: Vec<AdminSecret>,
}

impl Old {
	/// A committee of one dealer, set as governance does.
	pub fn seat<T: Config>(k: u16, n: u16) -> Self {
		let indices: Vec<u16> = (1..=n).collect();
		let (x, secrets) = deal_committee(k, &indices, &mut rng()).expect("a rule that can be");
		let mut admins: Vec<Admin> = secrets
			.iter()
			.map(|secret| {
				let points = secret.public();
				Admin {
					account: signer(),
					index: points.index,
					enc_pk: [1; 32],
					x_j: points.x,
					z_j: points.z,
					zp_j: points.zp,
					cert: no_signature(),
				}
			})
			.collect();
		let message =
			Committee::new(1, k, x, &admins).certificate_message(&admins, &Records::<T>::genesis(), KEY);
		for admin in &mut admins {
			admin.cert = sign(&admin.account, &message);
		}
		Records::<T>::do_set_committee(Proposed {
			key_id: KEY,
			k,
			x,
			admins: BoundedVec::truncate_from(admins.clone()),
			handover: BoundedVec::default(),
			at_once: true,
		})
		.expect("certified by all");
		Self { k, admins, secrets }
	}
}

/// What a ceremony is for, and who takes part.
pub(crate) struct Cast {
	pub attempt: u16,
	pub epoch: u32,
	pub k: u16,
	pub author: AccountId32,
	pub seats: Vec<Seat>,
	/// Those who deal, with their share of the old key if they have one.
	pub dealers: Vec<(Seat, Option<AdminSecret>)>,
	pub old_committee: [u8; 32],
	pub renewal: bool,
}

impl Cast {
	/// A new key, under k of n.
	pub fn new(k: u16, n: u16) -> Self {
		let seats: Vec<Seat> = (1..=n)
			.map(|index| Seat {
				index,
				account: signer(),
			})
			.collect();
		Self {
			attempt: 1,
			epoch: 1,
			k,
			author: signer(),
			dealers: seats.iter().map(|seat| (seat.clone(), None)).collect(),
			seats,
			old_committee: [0; 32],
			renewal: false,
		}
	}

	/// The next epoch of an old key: the first `stay` of its administrators, and others up to n.
	pub fn renewing(old: &Old, k: u16, n: u16, stay: usize) -> Self {
		let next = u16::try_from(old.admins.len())
			.expect("16 at most")
			.saturating_add(1);
		let mut seats: Vec<Seat> = old
			.admins
			.iter()
			.take(stay)
			.map(|admin| Seat {
				index: admin.index,
				account: admin.account.clone(),
			})
			.collect();
		let mut newcomers = (next..).map(|index| Seat {
			index,
			account: signer(),
		});
		while seats.len() < usize::from(n) {
			seats.extend(newcomers.next());
		}
		let dealers = old.admins.iter().zip(&old.secrets).take(usize::from(old.k));
		Self {
			attempt: 1,
			epoch: 2,
			k,
			author: signer(),
			seats,
			dealers: dealers
				.map(|(admin, secret)| {
					let seat = Seat {
						index: admin.index,
						account: admin.account.clone(),
					};
					let again = AdminSecret::from_bytes(admin.index, &secret.to_bytes());
					(seat, Some(again.expect("it was one")))
				})
				.collect(),
			old_committee: Committee::list_hash(&old.admins),
			renewal: true,
		}
	}

	fn place<T: Config>(&self) -> Place {
		Place {
			genesis: Records::<T>::genesis(),
			key_id: KEY,
			epoch: self.epoch,
			attempt: self.attempt,
			renewal: self.renewal,
		}
	}

	/// What the council decides, signed by the author.
	pub fn opening<T: Config>(&self, windows: Windows<BlockNumberFor<T>>) -> Opening<BlockNumberFor<T>> {
		let dealers: Vec<u16> = self.dealers.iter().map(|(seat, _)| seat.index).collect();
		let start = crate::Start {
			k: self.k,
			seats: &self.seats,
			dealers: &dealers,
			old_committee: &self.old_committee,
		};
		let message = self.place::<T>().start_message(&self.author, &start);
		Opening {
			key_id: KEY,
			attempt: self.attempt,
			k: self.k,
			seats: BoundedVec::truncate_from(self.seats.clone()),
			dealers: BoundedVec::truncate_from(dealers),
			windows,
			at_once: true,
			author: self.author.clone(),
			signature: sign(&self.author, &message),
		}
	}

	/// What the one in this seat joins with.
	pub fn join<T: Config>(&self, at: usize) -> Join {
		let Seat { index, account } = &self.seats[at];
		let ceremony = Ceremonies::<T>::get(KEY).expect("it is open");
		let one_time = [u8::try_from(at).expect("16 at most").saturating_add(2); 32];
		let place = self.place::<T>();
		let join_sig = sign(account, &place.one_time_message(*index, &one_time));
		let start = place.start_hash(&ceremony.author, &ceremony.start());
		let message = place.join_file_message(account, &start, *index, &one_time, &join_sig);
		Join {
			one_time,
			join_sig,
			signature: sign(account, &message),
		}
	}

	pub fn join_all<T: Config>(&self) {
		for at in 0..self.seats.len() {
			Pallet::<T>::do_join(&self.seats[at].account, KEY, self.join::<T>(at)).expect("it fits");
		}
	}

	/// The polynomials of the dealer in this place: always the same.
	pub fn polynomials(&self, at: usize) -> Deal {
		let mut rng = ChaCha20Rng::from_seed([u8::try_from(at).expect("16 at most"); 32]);
		match &self.dealers[at].1 {
			None => Deal::new(&Constant::Random, self.k, &mut rng),
			Some(share) => Deal::reshare(share, self.k, &mut rng),
		}
		.expect("a rule that can be")
	}

	/// What the dealer in this place publishes, before it is signed.
	pub fn published<T: Config>(&self, at: usize) -> Vec<u8> {
		let ceremony = Ceremonies::<T>::get(KEY).expect("it is open");
		let (context, deal) = (Pallet::<T>::context(KEY, &ceremony), self.polynomials(at));
		let prove = || deal.prove(&context, self.dealers[at].0.index, &[3; 32], &mut rng());
		PublishedDeal {
			commitments: deal.commitments(),
			boxes: self.seats.iter().map(|_| [4; 144]).collect(),
			proof: (!self.renewal).then(prove),
		}
		.to_bytes()
	}

	/// These bytes as the dealer's own, whatever they are.
	pub fn signed_deal<T: Config>(&self, at: usize, deal: Vec<u8>) -> Dealt {
		let ceremony = Ceremonies::<T>::get(KEY).expect("it is open");
		let context = Pallet::<T>::context(KEY, &ceremony);
		let Seat { index, account } = &self.dealers[at].0;
		let message = self
			.place::<T>()
			.deal_file_message(account, &context, *index, &deal);
		Dealt {
			deal: BoundedVec::truncate_from(deal),
			signature: sign(account, &message),
		}
	}

	pub fn deal<T: Config>(&self, at: usize) -> Dealt {
		self.signed_deal::<T>(at, self.published::<T>(at))
	}

	pub fn deal_all<T: Config>(&self) {
		for at in 0..self.dealers.len() {
			Pallet::<T>::do_deal(&self.dealers[at].0.account, KEY, self.deal::<T>(at)).expect("it fits");
		}
	}

	/// The committee that the deals make, and the list of its administrators.
	fn founded<T: Config>(&self) -> (Founded, Vec<Admin>, Committee) {
		let ceremony = Ceremonies::<T>::get(KEY).expect("it is open");
		let founded = Foundations::<T>::get(KEY).expect("all have dealt");
		let admins = Pallet::<T>::listed(KEY, &ceremony, &founded);
		let committee = Committee::new(self.epoch, self.k, founded.x, &admins);
		(founded, admins, committee)
	}

	/// The certificate of the one in this seat.
	pub fn certificate<T: Config>(&self, at: usize) -> Certified {
		let (founded, admins, committee) = self.founded::<T>();
		let Seat { index, account } = &self.seats[at];
		let message = committee.certificate_message(&admins, &Records::<T>::genesis(), KEY);
		let cert = sign(account, &message);
		let message = self
			.place::<T>()
			.certificate_file_message(account, &founded, *index, &cert);
		Certified {
			signature: sign(account, &message),
			cert,
		}
	}

	pub fn certify_all<T: Config>(&self) {
		for at in 0..self.seats.len() {
			self.certify::<T>(at).expect("it fits");
		}
	}

	pub fn certify<T: Config>(&self, at: usize) -> DispatchResult {
		Pallet::<T>::do_certify(&self.seats[at].account, KEY, self.certificate::<T>(at))
	}

	/// The complaint of the one in this seat about a dealer.
	pub fn complaint<T: Config>(&self, at: usize, dealer: u16) -> MultiSignature {
		let Seat { index, account } = &self.seats[at];
		let context = Foundations::<T>::get(KEY).expect("all have dealt").context;
		let message = self
			.place::<T>()
			.complaint_message(account, &context, *index, dealer);
		sign(account, &message)
	}

	/// The handover of the dealer in this place.
	pub fn handover<T: Config>(&self, at: usize) -> HandedOver {
		let (founded, admins, committee) = self.founded::<T>();
		let Seat { index, account } = &self.dealers[at].0;
		let old = self.epoch.saturating_sub(1);
		let message = committee.handover_message(&admins, &Records::<T>::genesis(), KEY, old);
		let handover = sign(account, &message);
		let message = self
			.place::<T>()
			.handover_file_message(account, &founded, *index, &handover);
		HandedOver {
			signature: sign(account, &message),
			handover,
		}
	}

	#[cfg(test)]
	pub fn hand_over_all<T: Config>(&self) {
		for at in 0..self.dealers.len() {
			let who = &self.dealers[at].0.account;
			Pallet::<T>::do_hand_over(who, KEY, self.handover::<T>(at)).expect("it fits");
		}
	}
}
