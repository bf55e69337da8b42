//! How many votes a motion needs: the same parts of a body that the runtime asks for.

/// The part of a body that has to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
	/// At least a third: stops what waits, and pauses.
	Third,
	/// More than half: roles, cancelled requests, frozen accounts, collators.
	Majority,
	/// At least two thirds: committees, members, replaced accounts, code.
	TwoThirds,
}

impl Quorum {
	/// The fewest votes that are this part of a body with so many members. Fewer than these the runtime refuses, whatever the motion says.
	#[must_use]
	pub fn of(self, members: usize) -> u32 {
		let votes = match self {
			Self::Third => members.div_ceil(3),
			Self::Majority => (members / 2).saturating_add(1),
			Self::TwoThirds => members.saturating_mul(2).div_ceil(3),
		};
		u32::try_from(votes).unwrap_or(u32::MAX)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn votes_follow_the_number_of_members() {
		for (members, third, majority, two_thirds) in [
			(3, 1, 2, 2),
			(4, 2, 3, 3),
			(6, 2, 4, 4),
			(7, 3, 4, 5),
			(16, 6, 9, 11),
		] {
			assert_eq!(Quorum::Third.of(members), third, "{members}");
			assert_eq!(Quorum::Majority.of(members), majority, "{members}");
			assert_eq!(Quorum::TwoThirds.of(members), two_thirds, "{members}");
		}
	}

	/// By the runtime's own comparisons: `EnsureProportionAtLeast` and `EnsureProportionMoreThan`.
	#[test]
	fn no_fewer_votes_would_do_and_no_more_are_asked_for() {
		for members in 3..=16usize {
			let at_least = |votes: usize, part: usize, of: usize| votes * of >= part * members;
			let passes = |quorum: Quorum, votes: usize| match quorum {
				Quorum::Third => at_least(votes, 1, 3),
				Quorum::Majority => votes * 2 > members,
				Quorum::TwoThirds => at_least(votes, 2, 3),
			};
			for quorum in [Quorum::Third, Quorum::Majority, Quorum::TwoThirds] {
				let votes = quorum.of(members) as usize;
				assert!(
					passes(quorum, votes) && !passes(quorum, votes - 1),
					"{quorum:?} of {members}"
				);
			}
		}
	}
}
