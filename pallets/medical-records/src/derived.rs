//! What an emergency adds to the weights of other calls. **Derived, not measured**: each is what was measured of the call without one, and
//! what more it reads and writes. The calls that are about emergencies alone are measured (`weights.rs`).

use core::marker::PhantomData;

use frame_support::{traits::Get, weights::Weight};

use crate::{Config, WeightInfo};

/// Computing for one item that is read or written, decoded or encoded: 10 µs, about twice what the largest of them takes.
const ITEM: u64 = 10_000_000;
/// Storage proof of one item: the largest, a review, has 0.7 KB, and the way to it in a state of millions of items 2.5 KB.
const PROOF: u64 = 4_096;

/// Weights by which the calls of this pallet are charged where an emergency may be about them.
pub(crate) struct Weights<T>(PhantomData<T>);

impl<T: Config> Weights<T> {
	/// With so many more items read and written.
	fn with(weight: Weight, reads: u64, writes: u64) -> Weight {
		let items = reads.saturating_add(writes);
		weight
			.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
			.saturating_add(Weight::from_parts(
				ITEM.saturating_mul(items),
				PROOF.saturating_mul(reads),
			))
	}

	/// With the entries beside so many requests that end, and those of so many records that go.
	fn ending(weight: Weight, requests: u32, records: u32) -> Weight {
		let items = u64::from(requests).saturating_add(records.into());
		Self::with(weight, items, items)
	}

	pub fn request_access(closed: u32) -> Weight {
		Self::ending(Self::with(T::WeightInfo::request_access(closed), 1, 0), closed, 0)
	}

	/// Standing of the requester, the entry beside the request, both houses; with the last one the review.
	pub fn approve() -> Weight {
		Self::with(T::WeightInfo::approve(), 4, 3)
	}

	pub fn approve_many(n: u32) -> Weight {
		let each = u64::from(n);
		Self::with(
			T::WeightInfo::approve_many(n),
			each.saturating_mul(4),
			each.saturating_mul(3),
		)
	}

	pub fn reject() -> Weight {
		Self::with(T::WeightInfo::reject(), 2, 1)
	}

	pub fn grant_consent() -> Weight {
		Self::with(T::WeightInfo::grant_consent(), 2, 0)
	}

	pub fn close_request() -> Weight {
		Self::ending(T::WeightInfo::close_request(), 1, 0)
	}

	pub fn cancel_request() -> Weight {
		Self::ending(T::WeightInfo::cancel_request(), 1, 0)
	}

	pub fn acknowledge_record(versions: u32, requests: u32) -> Weight {
		let weight = T::WeightInfo::acknowledge_record(versions, requests);
		Self::ending(weight, requests, 0)
	}

	pub fn suspend_record(requests: u32) -> Weight {
		Self::ending(T::WeightInfo::suspend_record(requests), requests, 0)
	}

	pub fn refuse_record(requests: u32) -> Weight {
		Self::ending(T::WeightInfo::refuse_record(requests), requests, 1)
	}

	pub fn erase_record(versions: u32, requests: u32) -> Weight {
		let weight = T::WeightInfo::erase_record(versions, requests);
		Self::ending(weight, requests, versions)
	}

	pub fn finish_erasure(versions: u32, requests: u32) -> Weight {
		let weight = T::WeightInfo::finish_erasure(versions, requests);
		Self::ending(weight, requests, 1)
	}

	pub fn deregister() -> Weight {
		Self::with(T::WeightInfo::deregister(), 0, 1)
	}
}
