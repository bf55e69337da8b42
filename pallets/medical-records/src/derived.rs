//! Weights of calls that deal with emergencies. **Derived, not measured**: each is what was measured of a call that does the same and more,
//! and what more it reads and writes. `make weights` measures the benchmarks of the nine calls that are about emergencies alone;
//! where its numbers are there, they take the place of these. What an emergency adds to the other calls stays here.

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

	/// Like the directive of those who search, and a committee with what may wait to take its place.
	pub fn set_emergency() -> Weight {
		Self::with(T::WeightInfo::set_search_directive(), 3, 0)
	}

	/// Verifies a capsule, as a registration does, which takes a deposit besides.
	pub fn add_emergency() -> Weight {
		Self::with(T::WeightInfo::register_record(), 5, 1)
	}

	/// As a suspension ends requests; all places of the record are looked at.
	pub fn remove_emergency(requests: u32) -> Weight {
		let looked_at = T::MaxRequestsPerRecord::get().into();
		let weight = Self::with(T::WeightInfo::suspend_record(requests), looked_at, 1);
		Self::ending(weight, requests, 0)
	}

	/// An ordinary request, and: role, house, entry, standing, the request before, the other committee; what is kept beside.
	pub fn break_glass(closed: u32) -> Weight {
		Self::with(Self::request_access(closed), 9, 2)
	}

	pub fn file_statement() -> Weight {
		Self::with(T::WeightInfo::set_searchable(), 1, 1)
	}

	/// Reads all administrators of the committee.
	pub fn submit_review() -> Weight {
		let seated = T::MaxAdmins::get().into();
		Self::with(T::WeightInfo::reject(), seated, 2)
	}

	pub fn enforce_review() -> Weight {
		Self::with(T::WeightInfo::set_searchable(), 2, 2)
	}

	pub fn reinstate() -> Weight {
		let openings = T::MaxUnreviewed::get().into();
		Self::with(T::WeightInfo::set_role(), 1, u64::saturating_add(openings, 1))
	}

	pub fn set_facility() -> Weight {
		Self::with(T::WeightInfo::set_role(), 0, 1)
	}
}
