//! What the people of a ceremony do, one stage after another. Everything is checked that can be without a secret.

use alloc::vec::Vec;

use frame_support::{BoundedVec, ensure};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_medical_records::{Admin, Committee, KeyId, Pallet as Records, no_signature};
use sp_runtime::{
	AccountId32, ArithmeticError, DispatchError, DispatchResult,
	traits::{CheckedAdd, Saturating},
};
use threshold_decryption::{
	AdminPoints,
	ceremony::{Combined, Founding, OldCommittee, Reshare},
	context::{CeremonyContext, CeremonyKind, deal_hash, transcript},
	dealing::{PublishedDeal, is_one_time_key},
};

use crate::{
	Ceremonies, CeremonyOf, Certificates, Complaints, Config, Deals, Error, Event, Foundations, Handovers,
	Joins, Pallet,
	files::{Place, Start, is_signed_by},
	types::*,
};

impl<Moment, Ticket> Ceremony<Moment, Ticket> {
	/// What files of it belong to.
	pub(crate) fn place(&self, genesis: [u8; 32], key_id: KeyId) -> Place {
		Place {
			genesis,
			key_id,
			epoch: self.epoch,
			attempt: self.attempt,
			renewal: self.renewal,
		}
	}

	/// What it is for.
	pub(crate) fn start(&self) -> Start<'_> {
		Start {
			k: self.k,
			seats: &self.seats,
			dealers: &self.dealers,
			old_committee: &self.old_committee,
		}
	}

	/// The index of a new administrator.
	pub(crate) fn seat_of(&self, who: &AccountId32) -> Option<u16> {
		let seat = self.seats.iter().find(|seat| seat.account == *who);
		seat.map(|seat| seat.index)
	}

	fn kind(&self) -> CeremonyKind {
		match self.renewal {
			true => CeremonyKind::Reshare,
			false => CeremonyKind::Random,
		}
	}

	/// How many new administrators there are.
	pub(crate) fn n(&self) -> u16 {
		u16::try_from(self.seats.len()).unwrap_or(u16::MAX)
	}
}

/// How many of these there are.
fn all<K>(done: impl Iterator<Item = K>, of: usize) -> bool {
	done.count() == of
}

impl<T: Config> Pallet<T> {
	/// The moment so much later than now.
	pub(crate) fn after(window: BlockNumberFor<T>) -> Result<BlockNumberFor<T>, DispatchError> {
		Ok(Records::<T>::now()
			.checked_add(&window)
			.ok_or(ArithmeticError::Overflow)?)
	}

	/// The ceremony of a key, if it waits for this and the time is not over.
	pub(crate) fn in_stage(key_id: KeyId, stage: Stage) -> Result<CeremonyOf<T>, Error<T>> {
		let ceremony = Ceremonies::<T>::get(key_id).ok_or(Error::<T>::CeremonyNotFound)?;
		ensure!(ceremony.stage == stage, Error::<T>::OtherStage);
		ensure!(ceremony.deadline >= Records::<T>::now(), Error::<T>::TooLate);
		Ok(ceremony)
	}

	/// The index under which somebody deals: a new administrator's own, or the one in the epoch that ends.
	pub(crate) fn dealer_of(key_id: KeyId, ceremony: &CeremonyOf<T>, who: &AccountId32) -> Option<u16> {
		let index = match ceremony.renewal {
			false => ceremony.seat_of(who),
			true => Self::old_admins(key_id, ceremony)
				.iter()
				.find(|admin| admin.account == *who)
				.map(|admin| admin.index),
		};
		index.filter(|index| ceremony.dealers.contains(index))
	}

	/// The administrators whose key is passed on.
	pub(crate) fn old_admins(key_id: KeyId, ceremony: &CeremonyOf<T>) -> Vec<Admin> {
		Records::<T>::administrators(key_id, ceremony.epoch.saturating_sub(1))
	}

	/// The next stage begins.
	fn advance(key_id: KeyId, ceremony: &mut CeremonyOf<T>, stage: Stage) -> DispatchResult {
		let window = match stage {
			Stage::Deal => ceremony.windows.deal,
			Stage::Join | Stage::Certify | Stage::HandOver | Stage::Ready => ceremony.windows.certify,
		};
		ceremony.stage = stage;
		ceremony.deadline = Self::after(window)?;
		Self::deposit_event(Event::StageBegun {
			key_id,
			stage,
			until: ceremony.deadline,
		});
		Ok(())
	}

	pub(crate) fn do_join(who: &AccountId32, key_id: KeyId, join: Join) -> DispatchResult {
		let mut ceremony = Self::in_stage(key_id, Stage::Join)?;
		let index = ceremony.seat_of(who).ok_or(Error::<T>::NotYourStep)?;
		ensure!(!Joins::<T>::contains_key(key_id, index), Error::<T>::DoneAlready);
		let mut others = Joins::<T>::iter_prefix_values(key_id);
		ensure!(
			is_one_time_key(&join.one_time) && !others.any(|other| other.one_time == join.one_time),
			Error::<T>::BadOneTimeKey
		);
		let place = ceremony.place(Records::<T>::genesis(), key_id);
		let message = place.one_time_message(index, &join.one_time);
		ensure!(
			is_signed_by(who, &join.join_sig, &message),
			Error::<T>::BadJoinSignature
		);
		let start = place.start_hash(&ceremony.author, &ceremony.start());
		let message = place.join_file_message(who, &start, index, &join.one_time, &join.join_sig);
		ensure!(
			is_signed_by(who, &join.signature, &message),
			Error::<T>::BadFileSignature
		);

		Joins::<T>::insert(key_id, index, join);
		Self::deposit_event(Event::Joined { key_id, index });
		if all(Joins::<T>::iter_key_prefix(key_id), ceremony.seats.len()) {
			Self::advance(key_id, &mut ceremony, Stage::Deal)?;
			Ceremonies::<T>::insert(key_id, ceremony);
		}
		Ok(())
	}

	/// What the deals of a ceremony are bound to, once all have joined.
	pub(crate) fn context(key_id: KeyId, ceremony: &CeremonyOf<T>) -> [u8; 32] {
		let admins: Vec<(u16, [u8; 32], [u8; 32])> = ceremony
			.seats
			.iter()
			.map(|seat| {
				let join = Joins::<T>::get(key_id, seat.index);
				let one_time = join.map(|join| join.one_time).unwrap_or_default();
				(seat.index, seat.account.clone().into(), one_time)
			})
			.collect();
		CeremonyContext {
			genesis: &Records::<T>::genesis(),
			key_id,
			epoch: ceremony.epoch,
			attempt: ceremony.attempt,
			kind: ceremony.kind(),
			k: ceremony.k,
			admins: &admins,
			dealers: &ceremony.dealers,
			old_committee: &ceremony.old_committee,
		}
		.hash()
	}

	/// Whether a deal is one of this ceremony, as far as can be seen without a secret.
	fn check_deal(
		key_id: KeyId,
		ceremony: &CeremonyOf<T>,
		context: &[u8; 32],
		dealer: u16,
		deal: &[u8],
	) -> Result<(), Error<T>> {
		let deal = Self::decode(ceremony, deal)?;
		match (ceremony.renewal, &deal.proof) {
			(false, Some(proof)) => (deal.commitments)
				.verify_proof(context, dealer, proof)
				.map_err(|_| Error::<T>::BadProof),
			// Nobody proves to know what it deals: it must be what it is known to hold.
			(true, None) => {
				let old = Self::old_admins(key_id, ceremony);
				let own = old.iter().find(|admin| admin.index == dealer);
				let same = own.is_some_and(|own| own.x_j == deal.commitments.constant());
				same.then_some(()).ok_or(Error::<T>::OtherConstant)
			}
			_ => Err(Error::<T>::BadDeal),
		}
	}

	fn decode(ceremony: &CeremonyOf<T>, deal: &[u8]) -> Result<PublishedDeal, Error<T>> {
		PublishedDeal::from_bytes(ceremony.kind(), ceremony.k, ceremony.n(), deal)
			.map_err(|_| Error::<T>::BadDeal)
	}

	/// The commitments of one deal that is in state.
	pub(crate) fn dealt(
		key_id: KeyId,
		ceremony: &CeremonyOf<T>,
		dealer: u16,
	) -> Result<PublishedDeal, Error<T>> {
		let dealt = Deals::<T>::get(key_id, dealer).ok_or(Error::<T>::BadDeal)?;
		Self::decode(ceremony, &dealt.deal)
	}

	/// Gives the number of administrators if this was the last deal.
	pub(crate) fn do_deal(
		who: &AccountId32,
		key_id: KeyId,
		dealt: Dealt,
	) -> Result<Option<u32>, DispatchError> {
		let mut ceremony = Self::in_stage(key_id, Stage::Deal)?;
		let dealer = Self::dealer_of(key_id, &ceremony, who).ok_or(Error::<T>::NotYourStep)?;
		ensure!(!Deals::<T>::contains_key(key_id, dealer), Error::<T>::DoneAlready);
		let context = Self::context(key_id, &ceremony);
		let place = ceremony.place(Records::<T>::genesis(), key_id);
		let message = place.deal_file_message(who, &context, dealer, &dealt.deal);
		ensure!(
			is_signed_by(who, &dealt.signature, &message),
			Error::<T>::BadFileSignature
		);
		Self::check_deal(key_id, &ceremony, &context, dealer, &dealt.deal)?;

		Deals::<T>::insert(key_id, dealer, dealt);
		Self::deposit_event(Event::DealSubmitted { key_id, dealer });
		if !all(Deals::<T>::iter_key_prefix(key_id), ceremony.dealers.len()) {
			return Ok(None);
		}
		let founded = Self::found(key_id, &ceremony, context)?;
		Foundations::<T>::insert(key_id, founded);
		Self::advance(key_id, &mut ceremony, Stage::Certify)?;
		let n = u32::from(ceremony.n());
		Ceremonies::<T>::insert(key_id, ceremony);
		Ok(Some(n))
	}

	/// The committee that all deals together make.
	fn found(key_id: KeyId, ceremony: &CeremonyOf<T>, context: [u8; 32]) -> Result<Founded, DispatchError> {
		let combined = Self::combined(key_id, ceremony, &context)?;
		let mut hashes = Vec::with_capacity(ceremony.dealers.len());
		for dealer in &ceremony.dealers {
			let dealt = Deals::<T>::get(key_id, dealer).ok_or(Error::<T>::BadAggregate)?;
			hashes.push((*dealer, deal_hash(&context, *dealer, &dealt.deal)));
		}
		let points: Vec<[[u8; 32]; 3]> = combined
			.points()
			.iter()
			.map(|admin| [admin.x, admin.z, admin.zp])
			.collect();
		let mut founded = Founded {
			context,
			transcript: transcript(&context, &hashes),
			x: *combined.x(),
			hash: [0; 32],
			points: BoundedVec::try_from(points).map_err(|_| Error::<T>::BadAggregate)?,
		};
		founded.hash = Committee::list_hash(&Self::listed(key_id, ceremony, &founded));
		Ok(founded)
	}

	fn combined(
		key_id: KeyId,
		ceremony: &CeremonyOf<T>,
		context: &[u8; 32],
	) -> Result<Combined, DispatchError> {
		let bad = |_| Error::<T>::BadAggregate;
		let indices: Vec<u16> = ceremony.seats.iter().map(|seat| seat.index).collect();
		if !ceremony.renewal {
			let mut founding = Founding::new(context, ceremony.k, &indices).map_err(bad)?;
			for dealer in &ceremony.dealers {
				let deal = Self::dealt(key_id, ceremony, *dealer)?;
				let proof = deal.proof.ok_or(Error::<T>::BadProof)?;
				founding.accept(*dealer, deal.commitments, &proof).map_err(bad)?;
			}
			return Ok(founding.finish().map_err(bad)?);
		}
		let committee = Records::<T>::committee_in_force(key_id).ok_or(Error::<T>::BadAggregate)?;
		let points: Vec<AdminPoints> = Self::old_admins(key_id, ceremony)
			.iter()
			.map(Admin::points)
			.collect();
		let old = OldCommittee {
			k: committee.k,
			x: &committee.x,
			points: &points,
		};
		let mut reshare = Reshare::new(old, ceremony.k, &indices).map_err(bad)?;
		for dealer in &ceremony.dealers {
			let deal = Self::dealt(key_id, ceremony, *dealer)?;
			reshare.accept(*dealer, deal.commitments).map_err(bad)?;
		}
		Ok(reshare.finish().map_err(bad)?)
	}

	/// The administrators as they are set: each with the certificate that is there.
	pub(crate) fn listed(key_id: KeyId, ceremony: &CeremonyOf<T>, founded: &Founded) -> Vec<Admin> {
		let seats = ceremony.seats.iter().zip(&founded.points);
		seats
			.map(|(seat, [x_j, z_j, zp_j])| Admin {
				account: seat.account.clone(),
				index: seat.index,
				enc_pk: Joins::<T>::get(key_id, seat.index)
					.map(|join| join.one_time)
					.unwrap_or_default(),
				x_j: *x_j,
				z_j: *z_j,
				zp_j: *zp_j,
				cert: Certificates::<T>::get(key_id, seat.index)
					.map_or_else(no_signature, |certified| certified.cert),
			})
			.collect()
	}

	pub(crate) fn do_certify(who: &AccountId32, key_id: KeyId, certified: Certified) -> DispatchResult {
		let mut ceremony = Self::in_stage(key_id, Stage::Certify)?;
		let index = ceremony.seat_of(who).ok_or(Error::<T>::NotYourStep)?;
		ensure!(
			!Certificates::<T>::contains_key(key_id, index),
			Error::<T>::DoneAlready
		);
		ensure!(!Self::has_complaint(key_id, index), Error::<T>::ComplaintOpen);
		let founded = Foundations::<T>::get(key_id).ok_or(Error::<T>::BadAggregate)?;
		let admins = Self::listed(key_id, &ceremony, &founded);
		let genesis = Records::<T>::genesis();
		let message = Committee::new(ceremony.epoch, ceremony.k, founded.x, &admins)
			.certificate_message(&admins, &genesis, key_id);
		ensure!(
			is_signed_by(who, &certified.cert, &message),
			Error::<T>::BadCertificate
		);
		let message =
			ceremony
				.place(genesis, key_id)
				.certificate_file_message(who, &founded, index, &certified.cert);
		ensure!(
			is_signed_by(who, &certified.signature, &message),
			Error::<T>::BadFileSignature
		);

		Certificates::<T>::insert(key_id, index, certified);
		Self::deposit_event(Event::CommitteeCertified { key_id, index });
		if all(Certificates::<T>::iter_key_prefix(key_id), ceremony.seats.len()) {
			let next = match ceremony.renewal {
				true => Stage::HandOver,
				false => Stage::Ready,
			};
			Self::advance(key_id, &mut ceremony, next)?;
			Ceremonies::<T>::insert(key_id, ceremony);
		}
		Ok(())
	}

	/// Whether a complaint of this administrator waits for its answer.
	pub(crate) fn has_complaint(key_id: KeyId, index: u16) -> bool {
		Complaints::<T>::iter_prefix(key_id)
			.any(|((_, accuser), complaint)| accuser == index && complaint.answer.is_none())
	}

	pub(crate) fn do_hand_over(who: &AccountId32, key_id: KeyId, handed: HandedOver) -> DispatchResult {
		let mut ceremony = Self::in_stage(key_id, Stage::HandOver)?;
		let dealer = Self::dealer_of(key_id, &ceremony, who).ok_or(Error::<T>::NotYourStep)?;
		ensure!(
			!Handovers::<T>::contains_key(key_id, dealer),
			Error::<T>::DoneAlready
		);
		let founded = Foundations::<T>::get(key_id).ok_or(Error::<T>::BadAggregate)?;
		let admins = Self::listed(key_id, &ceremony, &founded);
		let genesis = Records::<T>::genesis();
		let old = ceremony.epoch.saturating_sub(1);
		let message = Committee::new(ceremony.epoch, ceremony.k, founded.x, &admins)
			.handover_message(&admins, &genesis, key_id, old);
		ensure!(
			is_signed_by(who, &handed.handover, &message),
			Error::<T>::BadHandover
		);
		let message =
			ceremony
				.place(genesis, key_id)
				.handover_file_message(who, &founded, dealer, &handed.handover);
		ensure!(
			is_signed_by(who, &handed.signature, &message),
			Error::<T>::BadFileSignature
		);

		Handovers::<T>::insert(key_id, dealer, handed);
		Self::deposit_event(Event::KeyHandedOver { key_id, dealer });
		if all(Handovers::<T>::iter_key_prefix(key_id), ceremony.dealers.len()) {
			Self::advance(key_id, &mut ceremony, Stage::Ready)?;
			Ceremonies::<T>::insert(key_id, ceremony);
		}
		Ok(())
	}

	/// Gives people so much more time, who could not do their part before.
	pub(crate) fn prolong(ceremony: &mut CeremonyOf<T>) {
		let until = Records::<T>::now().saturating_add(ceremony.windows.certify);
		ceremony.deadline = ceremony.deadline.max(until);
	}
}
