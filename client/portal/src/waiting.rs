//! What waits for the person, numbered in the order in which it was first seen: a page knows by one number whether something came since.

use medquorum_client::views::{Inbox, Line, Task};
use std::{
	collections::BTreeMap,
	sync::{Mutex, MutexGuard, PoisonError},
	time::{Duration, Instant},
};

/// The chain is asked no more often than this, however many pages are open.
const PACE: Duration = Duration::from_secs(10);

/// What a page lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
	/// All that waits.
	All,
	/// Requests alone.
	Requests,
}

impl Listed {
	/// What stands for it in an address.
	pub fn word(self) -> &'static str {
		match self {
			Self::All => "start",
			Self::Requests => "requests",
		}
	}

	/// The page that lists it.
	pub fn page(self) -> &'static str {
		match self {
			Self::All => "/",
			Self::Requests => "/requests",
		}
	}

	/// What a word stands for; one that is unknown stands for nothing.
	pub fn of(word: &str) -> Option<Self> {
		[Self::All, Self::Requests]
			.into_iter()
			.find(|listed| listed.word() == word)
	}
}

/// Something that waits, told from everything else: what is to be done, and with what. The first is whether it is a request.
pub type Mark = (bool, String);

/// All that waits for the person; what others must do is not among it.
pub fn marks(inbox: &Inbox) -> Vec<Mark> {
	let lines = inbox.lines().into_iter();
	lines
		.filter(|(task, _)| *task != Task::Wait)
		.map(|(task, line)| match line {
			Line::Request(request) => (true, format!("{task:?} {}", request.request_id)),
			Line::Record(record) => (false, format!("{task:?} {}", record.record_id)),
			Line::Review(review) => (false, format!("{task:?} {}", review.request_id)),
			Line::Ceremony(ceremony) => {
				let (key, epoch, attempt) = (ceremony.key_id, ceremony.epoch, ceremony.attempt);
				let due = ceremony.due;
				(false, format!("{task:?} {key} {epoch} {attempt} {due:?}"))
			}
		})
		.collect()
}

#[derive(Default)]
struct Known {
	/// When the newest reading began.
	read: Option<Instant>,
	/// When the chain was last asked because a page wanted to know.
	asked: Option<Instant>,
	/// The highest number that was given.
	last: u64,
	numbers: BTreeMap<Mark, u64>,
}

/// What waits, as it was last read by whichever page.
#[derive(Default)]
pub struct Waiting(Mutex<Known>);

impl Waiting {
	fn known(&self) -> MutexGuard<'_, Known> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Whether it is time to ask the chain; who is told so does it, and nobody else for a while.
	pub fn may_ask(&self, now: Instant) -> bool {
		let mut known = self.known();
		let early = known
			.asked
			.is_some_and(|asked| now.saturating_duration_since(asked) < PACE);
		if !early {
			known.asked = Some(now);
		}
		!early
	}

	/// Takes in a reading that began at `begun`; gives the number that its page carries. One that began before another that is already
	/// here tells nothing new.
	pub fn learn(&self, begun: Instant, marks: &[Mark]) -> u64 {
		let mut known = self.known();
		if known.read.is_none_or(|read| read <= begun) {
			known.read = Some(begun);
			let mut numbers = BTreeMap::new();
			for mark in marks {
				let number = known.numbers.get(mark).copied();
				let number = number.unwrap_or_else(|| {
					known.last += 1;
					known.last
				});
				numbers.insert(mark.clone(), number);
			}
			known.numbers = numbers;
		}
		let numbers = marks.iter().filter_map(|mark| known.numbers.get(mark));
		numbers.copied().max().unwrap_or_default()
	}

	/// Whether something waits that a page with this number does not list.
	pub fn is_more(&self, listed: Listed, after: u64) -> bool {
		let known = self.known();
		let mut numbers = known.numbers.iter();
		numbers.any(|((is_request, _), number)| *number > after && (listed == Listed::All || *is_request))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn request(name: &str) -> Mark {
		(true, name.to_owned())
	}

	fn record(name: &str) -> Mark {
		(false, name.to_owned())
	}

	#[test]
	fn a_page_hears_of_what_came_after_it() {
		let (waiting, now) = (Waiting::default(), Instant::now());
		let at = |seconds| now + Duration::from_secs(seconds);
		let empty = waiting.learn(at(0), &[]);
		assert!(!waiting.is_more(Listed::All, empty));
		let first = waiting.learn(at(1), &[request("a")]);
		assert!(waiting.is_more(Listed::All, empty) && !waiting.is_more(Listed::All, first));
		// What is done and what stays is nothing new.
		let both = waiting.learn(at(2), &[request("a"), record("b")]);
		assert!(waiting.is_more(Listed::All, first) && !waiting.is_more(Listed::All, both));
		waiting.learn(at(3), &[record("b")]);
		assert!(!waiting.is_more(Listed::All, both));
		assert!(waiting.is_more(Listed::All, first));
	}

	#[test]
	fn a_page_hears_only_of_what_it_lists() {
		let (waiting, now) = (Waiting::default(), Instant::now());
		let shown = waiting.learn(now, &[request("a")]);
		waiting.learn(now, &[request("a"), record("b")]);
		assert!(waiting.is_more(Listed::All, shown) && !waiting.is_more(Listed::Requests, shown));
		waiting.learn(now, &[request("a"), record("b"), request("c")]);
		assert!(waiting.is_more(Listed::Requests, shown));
		for listed in [Listed::All, Listed::Requests] {
			assert_eq!(Listed::of(listed.word()), Some(listed));
		}
		assert_eq!(Listed::of("//evil.example"), None);
	}

	#[test]
	fn a_reading_that_was_overtaken_takes_nothing_back() {
		let (waiting, now) = (Waiting::default(), Instant::now());
		let (early, late) = (now, now + Duration::from_secs(1));
		waiting.learn(late, &[request("a"), request("b")]);
		// This page shows what was read before `b` was there, so it is told of it.
		let shown = waiting.learn(early, &[request("a")]);
		assert!(waiting.is_more(Listed::All, shown));
		let again = waiting.learn(late, &[request("a"), request("b")]);
		assert!(!waiting.is_more(Listed::All, again));
	}

	#[test]
	fn many_pages_ask_the_chain_as_often_as_one() {
		let (waiting, now) = (Waiting::default(), Instant::now());
		let asked = |seconds| waiting.may_ask(now + Duration::from_secs(seconds));
		let times: Vec<bool> = [0, 0, 1, 9, 10, 11, 19, 20].into_iter().map(asked).collect();
		assert_eq!(times, [true, false, false, false, true, false, false, true]);
	}
}
