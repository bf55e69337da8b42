//! Benchmarks of every call in its worst case, with real deals, proofs and signatures.

use alloc::vec::Vec;

use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, EnsureOrigin, Footprint, Get};
use frame_system::{RawOrigin, pallet_prelude::BlockNumberFor};

use crate::{opening::Opening, people::*, *};

fn windows<T: Config>() -> Windows<BlockNumberFor<T>> {
	let window = T::MaxWindow::get().into();
	Windows {
		join: window,
		deal: window,
		certify: window,
	}
}

/// The rule that makes checking a committee most expensive.
fn k_of(n: u16) -> u16 {
	(n / 2).saturating_add(1)
}

/// The next epoch of a key of 16, for as many others.
fn renewal<T: Config>(n: u16) -> Cast {
	let old = Old::seat::<T>(k_of(n), n);
	Cast::renewing(&old, n, n, 1)
}

fn open<T: Config>(cast: &Cast) -> Result<(), BenchmarkError> {
	// More than the deposit of the largest.
	T::Consideration::ensure_successful(&cast.author, Footprint::from_parts(1, 200_000));
	Pallet::<T>::do_open(cast.opening::<T>(windows::<T>())).map_err(|_| "opening failed")?;
	Ok(())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open_ceremony() -> Result<(), BenchmarkError> {
		let caller = T::OpenOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let cast = renewal::<T>(16);
		T::Consideration::ensure_successful(&cast.author, Footprint::from_parts(1, 200_000));
		let Opening {
			key_id,
			attempt,
			k,
			seats,
			dealers,
			windows,
			at_once,
			author,
			signature,
		} = cast.opening::<T>(windows::<T>());

		#[extrinsic_call]
		_(
			caller as T::RuntimeOrigin,
			key_id,
			attempt,
			k,
			seats,
			dealers,
			windows,
			at_once,
			author,
			signature,
		);

		assert!(Ceremonies::<T>::contains_key(KEY));
		Ok(())
	}

	#[benchmark]
	fn join_ceremony() -> Result<(), BenchmarkError> {
		let cast = Cast::new(9, 16);
		open::<T>(&cast)?;
		for at in 0..15 {
			Pallet::<T>::do_join(&cast.seats[at].account, KEY, cast.join::<T>(at))?;
		}
		let Join {
			one_time,
			join_sig,
			signature,
		} = cast.join::<T>(15);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(cast.seats[15].account.clone()),
			KEY,
			one_time,
			join_sig,
			signature,
		);

		assert_eq!(
			Ceremonies::<T>::get(KEY).map(|ceremony| ceremony.stage),
			Some(Stage::Deal)
		);
		Ok(())
	}

	#[benchmark]
	fn submit_deal() -> Result<(), BenchmarkError> {
		// All but two have dealt, with the most points that there can be.
		let cast = Cast::new(16, 16);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		for at in 0..14 {
			Pallet::<T>::do_deal(&cast.dealers[at].0.account, KEY, cast.deal::<T>(at))?;
		}
		let Dealt { deal, signature } = cast.deal::<T>(14);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(cast.dealers[14].0.account.clone()),
			KEY,
			deal,
			signature,
		);

		assert!(Deals::<T>::contains_key(KEY, 15));
		Ok(())
	}

	#[benchmark]
	fn submit_last_deal(n: Linear<2, 16>) -> Result<(), BenchmarkError> {
		let n = u16::try_from(n).map_err(|_| "too many administrators")?;
		let cast = Cast::new(k_of(n), n);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		let last = usize::from(n).saturating_sub(1);
		for at in 0..last {
			Pallet::<T>::do_deal(&cast.dealers[at].0.account, KEY, cast.deal::<T>(at))?;
		}
		let Dealt { deal, signature } = cast.deal::<T>(last);

		#[extrinsic_call]
		submit_deal(
			RawOrigin::Signed(cast.dealers[last].0.account.clone()),
			KEY,
			deal,
			signature,
		);

		assert!(Foundations::<T>::contains_key(KEY));
		Ok(())
	}

	#[benchmark]
	fn certify() -> Result<(), BenchmarkError> {
		let cast = Cast::new(9, 16);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		cast.deal_all::<T>();
		for at in 0..15 {
			cast.certify::<T>(at)?;
		}
		let Certified { cert, signature } = cast.certificate::<T>(15);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(cast.seats[15].account.clone()),
			KEY,
			cert,
			signature,
		);

		assert_eq!(
			Ceremonies::<T>::get(KEY).map(|ceremony| ceremony.stage),
			Some(Stage::Ready)
		);
		Ok(())
	}

	#[benchmark]
	fn hand_over() -> Result<(), BenchmarkError> {
		let cast = renewal::<T>(16);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		cast.deal_all::<T>();
		cast.certify_all::<T>();
		let last = cast.dealers.len().saturating_sub(1);
		for at in 0..last {
			Pallet::<T>::do_hand_over(&cast.dealers[at].0.account, KEY, cast.handover::<T>(at))?;
		}
		let HandedOver { handover, signature } = cast.handover::<T>(last);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(cast.dealers[last].0.account.clone()),
			KEY,
			handover,
			signature,
		);

		assert_eq!(
			Ceremonies::<T>::get(KEY).map(|ceremony| ceremony.stage),
			Some(Stage::Ready)
		);
		Ok(())
	}

	#[benchmark]
	fn complain() -> Result<(), BenchmarkError> {
		let cast = renewal::<T>(16);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		cast.deal_all::<T>();
		// Everybody else has complained about somebody.
		for at in 0..15usize {
			let dealer = cast.dealers[at.saturating_add(1) % cast.dealers.len()].0.index;
			let _ = Pallet::<T>::do_complain(
				&cast.seats[at].account,
				KEY,
				dealer,
				cast.complaint::<T>(at, dealer),
			)?;
		}

		let dealer = cast.dealers[0].0.index;
		let signature = cast.complaint::<T>(15, dealer);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(cast.seats[15].account.clone()),
			KEY,
			dealer,
			signature,
		);

		assert_eq!(Complaints::<T>::iter_prefix(KEY).count(), 16);
		Ok(())
	}

	#[benchmark]
	fn answer() -> Result<(), BenchmarkError> {
		let cast = renewal::<T>(16);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		cast.deal_all::<T>();
		for at in 1..16 {
			let dealer = cast.dealers[at % cast.dealers.len()].0.index;
			let who = &cast.seats[at].account;
			let _ = Pallet::<T>::do_complain(who, KEY, dealer, cast.complaint::<T>(at, dealer))?;
		}
		let accuser = cast.seats[1].index;
		let dealt = cast
			.polynomials(1)
			.shares(accuser)
			.map_err(|_| "dealing failed")?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(cast.dealers[1].0.account.clone()),
			KEY,
			accuser,
			*dealt,
		);

		let complaint = Complaints::<T>::get(KEY, (cast.dealers[1].0.index, accuser));
		assert!(complaint.is_some_and(|complaint| complaint.answer.is_some()));
		Ok(())
	}

	#[benchmark]
	fn activate(n: Linear<2, 16>) -> Result<(), BenchmarkError> {
		// What it does beside: the ceremony's items are read, and the list is made of them.
		let n = u16::try_from(n).map_err(|_| "too many administrators")?;
		let cast = Cast::new(k_of(n), n);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		cast.deal_all::<T>();
		cast.certify_all::<T>();
		let listed: Vec<_>;

		#[block]
		{
			let ceremony = Pallet::<T>::in_stage(KEY, Stage::Ready).map_err(|_| "it is not ready")?;
			let founded = Foundations::<T>::get(KEY).ok_or("there is no committee")?;
			listed = Pallet::<T>::listed(KEY, &ceremony, &founded);
		}

		assert_eq!(listed.len(), usize::from(n));
		Ok(())
	}

	#[benchmark]
	fn end_ceremony(n: Linear<2, 16>) -> Result<(), BenchmarkError> {
		let n = u16::try_from(n).map_err(|_| "too many administrators")?;
		let cast = Cast::new(k_of(n), n);
		open::<T>(&cast)?;
		cast.join_all::<T>();
		cast.deal_all::<T>();
		for at in 1..usize::from(n) {
			cast.certify::<T>(at)?;
		}

		#[extrinsic_call]
		leave_ceremony(RawOrigin::Signed(cast.seats[0].account.clone()), KEY);

		assert!(!Ceremonies::<T>::contains_key(KEY));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
