//! Weights of the calls. **Derived, not measured**: each is made of what was measured of `set_committee`, which decodes the same points, verifies
//! the same kind of signatures and checks the same kind of committee, and of what is read and written. `make weights` measures
//! the benchmarks of this pallet; where its numbers are there, they take the place of these.

use core::marker::PhantomData;

use frame_support::{traits::Get, weights::Weight};

/// One weight per call.
pub trait WeightInfo {
	/// `open_ceremony` of 16 people.
	fn open_ceremony() -> Weight;
	/// `join_ceremony`, the last one.
	fn join_ceremony() -> Weight;
	/// `submit_deal` for 16 of 16, not the last one.
	fn submit_deal() -> Weight;
	/// The last `submit_deal`, `n` from 2 to 16.
	fn submit_last_deal(n: u32) -> Weight;
	/// `certify`, the last one of 16.
	fn certify() -> Weight;
	/// `hand_over`, the last one of 16.
	fn hand_over() -> Weight;
	/// `complain`, with as many complaints as there can be.
	fn complain() -> Weight;
	/// `answer`, with as many complaints as there can be.
	fn answer() -> Weight;
	/// What `activate` does beside setting the committee, `n` from 2 to 16.
	fn activate(n: u32) -> Weight;
	/// Clearing away a ceremony in which all have done everything, `n` from 2 to 16.
	fn end_ceremony(n: u32) -> Weight;
}

/// Computing for one item that is read or written, decoded or encoded: 10 µs, about twice what it takes.
const ITEM: u64 = 10_000_000;
/// Storage proof of one item: the largest, a deal, has 4 KB, and the way to it 2.5 KB.
const PROOF: u64 = 7_168;
/// One signature, with its message of up to 4 KB: 0.1 ms.
const SIGNATURE: u64 = 100_000_000;
/// Decoding a deal for 16 of 16, and checking its proof: 47 points of 10 µs, and a product.
const DEAL: u64 = 1_000_000_000;
/// Adding one dealer's points to the others', and a new administrator's points in the sum with all checks: 2 ms, of which 0.42 ms
/// were measured for the checks.
const SEAT: u64 = 2_000_000_000;

/// Weights by what is read, written and computed.
pub struct SubstrateWeight<T>(PhantomData<T>);

fn weight(compute: u64, reads: u64, writes: u64, database: Weight) -> Weight {
	let items = ITEM.saturating_mul(reads.saturating_add(writes));
	Weight::from_parts(compute.saturating_add(items), PROOF.saturating_mul(reads)).saturating_add(database)
}

impl<T: frame_system::Config> SubstrateWeight<T> {
	fn of(compute: u64, reads: u64, writes: u64) -> Weight {
		weight(
			compute,
			reads,
			writes,
			T::DbWeight::get().reads_writes(reads, writes),
		)
	}
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// The committee with its 16 administrators, what waits, the attempt, the author's account and hold; the signature.
	fn open_ceremony() -> Weight {
		Self::of(SIGNATURE, 24, 4)
	}

	// The ceremony and 16 joins, twice; two signatures.
	fn join_ceremony() -> Weight {
		Self::of(SIGNATURE.saturating_mul(2), 34, 2)
	}

	// The ceremony, 16 joins, 16 old administrators, 16 deals.
	fn submit_deal() -> Weight {
		Self::of(SIGNATURE.saturating_add(DEAL), 51, 1)
	}

	fn submit_last_deal(n: u32) -> Weight {
		let n = u64::from(n);
		let compute = DEAL.saturating_add(SEAT).saturating_mul(n);
		Self::submit_deal().saturating_add(Self::of(compute, n.saturating_mul(4), 2))
	}

	// The ceremony, the committee, 16 joins, 16 certificates twice, 32 complaints; two signatures.
	fn certify() -> Weight {
		Self::of(SIGNATURE.saturating_mul(3), 84, 2)
	}

	fn hand_over() -> Weight {
		Self::of(SIGNATURE.saturating_mul(3), 84, 2)
	}

	// The ceremony, 16 old administrators, the committee, the certificate, 32 complaints twice; a signature.
	fn complain() -> Weight {
		Self::of(SIGNATURE, 85, 2)
	}

	// The same, and a deal whose three polynomials are evaluated at one place.
	fn answer() -> Weight {
		Self::of(DEAL, 85, 2)
	}

	fn activate(n: u32) -> Weight {
		Self::of(0, u64::from(n).saturating_mul(3).saturating_add(2), 0)
	}

	// Everything that is there goes: two items for each new administrator, two for each dealer, two complaints for each.
	fn end_ceremony(n: u32) -> Weight {
		let items = u64::from(n).saturating_mul(6).saturating_add(4);
		Self::of(0, items.saturating_add(16), items)
	}
}

impl WeightInfo for () {
	fn open_ceremony() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn join_ceremony() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn submit_deal() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn submit_last_deal(n: u32) -> Weight {
		Weight::from_parts(n.into(), 0)
	}
	fn certify() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn hand_over() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn complain() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn answer() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn activate(n: u32) -> Weight {
		Weight::from_parts(n.into(), 0)
	}
	fn end_ceremony(n: u32) -> Weight {
		Weight::from_parts(n.into(), 0)
	}
}
