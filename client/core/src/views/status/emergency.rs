//! What an account is for the day on which a patient cannot answer: who breaks the glass, stands in, reviews, or allows it.

use crate::domain::*;
use serde::Serialize;

/// The part of an account in emergencies; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EmergencyPart {
	/// Of which house the account is.
	pub facility: Option<FacilityNumber>,
	/// Whether its role breaks the glass.
	pub breaks_glass: bool,
	/// Its accesses that wait for their review.
	pub unreviewed: usize,
	/// How many may.
	pub unreviewed_most: usize,
	/// Those of them whose time is over: until they are reviewed it may ask for nothing.
	pub overdue: usize,
	/// Those of them that it has not explained.
	pub unexplained: usize,
	/// Why it may ask for nothing any more.
	pub suspended: Option<SuspensionCause>,
	/// Its committees that can decide in emergencies.
	pub committees: Vec<KeyId>,
	/// Accesses of others that wait for its review.
	pub to_review: usize,
	/// What it allows, as a patient, of records that are added from now on.
	pub directive: Option<EmergencyDirective>,
}

/// What the chain says of an account where emergencies are concerned.
#[derive(Debug, Clone, Copy)]
pub struct EmergencyFacts<'a> {
	/// What it may do on this chain, once it has a role.
	pub role: Option<Role>,
	/// Of which houses accounts are.
	pub houses: &'a [(AccountId, FacilityNumber)],
	/// How it stands as one that breaks glass.
	pub breaker: &'a GlassBreaker,
	/// Accesses that wait for their review, in which it has a part.
	pub reviews: &'a [(RequestId, Review)],
	/// All committees.
	pub committees: &'a [(KeyId, Committee)],
	/// What it allows as a patient.
	pub directive: Option<EmergencyDirective>,
	/// What the chain's clock says.
	pub now: Moment,
}

/// Whether a committee can decide in an emergency: k administrators have a house, and they are of two or more.
fn decides(committee: &Committee, houses: &[(AccountId, FacilityNumber)]) -> bool {
	let of = |who: &AccountId| houses.iter().find(|(account, _)| account == who);
	let admins = committee.admins.iter();
	let mut known: Vec<_> = admins.filter_map(|admin| of(&admin.account)).collect();
	let enough = known.len() >= usize::from(committee.k);
	known.sort_by_key(|(_, house)| *house);
	known.dedup_by_key(|(_, house)| *house);
	enough && known.len() > 1
}

impl EmergencyPart {
	/// The part of `who`, by what the chain says.
	#[must_use]
	pub fn of(who: AccountId, facts: &EmergencyFacts<'_>) -> Self {
		let house = facts.houses.iter().find(|(account, _)| *account == who);
		let seat = |key_id: KeyId| {
			let committee = facts.committees.iter().find(|(id, _)| *id == key_id);
			committee.and_then(|(_, committee)| committee.admin(&who))
		};
		let may_review = |review: &Review| {
			let had_part = review.requester == who || review.voters.contains(&who);
			let verdicts = &review.verdicts;
			!had_part
				&& seat(review.key_id)
					.is_some_and(|seat| verdicts.iter().all(|(index, _)| *index != seat.index))
		};
		let reviews = || facts.reviews.iter().map(|(_, review)| review);
		let unreviewed = &facts.breaker.unreviewed;
		let decide = facts
			.committees
			.iter()
			.filter(|(id, committee)| seat(*id).is_some() && decides(committee, facts.houses));
		Self {
			facility: house.map(|(_, number)| *number),
			breaks_glass: facts.role.is_some_and(Role::can_break_glass),
			unreviewed: unreviewed.len(),
			unreviewed_most: MAX_UNREVIEWED,
			overdue: unreviewed.iter().filter(|access| facts.now > access.due).count(),
			unexplained: reviews()
				.filter(|review| review.requester == who && review.statement.is_none())
				.count(),
			suspended: facts.breaker.suspended.map(|suspended| suspended.cause),
			committees: decide.map(|(id, _)| *id).collect(),
			to_review: reviews().filter(|review| may_review(review)).count(),
			directive: facts.directive,
		}
	}

	/// The part in words, a sentence for each thing that the person is or has to do; empty where there is nothing.
	#[must_use]
	pub fn sentences(&self) -> Vec<String> {
		let mut sentences = self.as_clinician();
		sentences.extend(self.committees.iter().map(|id| self.as_officer(*id)));
		match self.to_review {
			0 => {}
			1 => sentences.push("1 access waits for your review: `medquorum emergency status`".to_owned()),
			many => sentences.push(format!(
				"{many} accesses wait for your review: `medquorum emergency status`"
			)),
		}
		if let Some(EmergencyDirective { key_id, scope }) = &self.directive {
			sentences.push(format!(
				"you allow facilities to add for emergency committee {key_id} from now on: {scope}"
			));
		}
		sentences
	}

	fn as_clinician(&self) -> Vec<String> {
		if let Some(cause) = self.suspended {
			let why = cause.words();
			return vec![format!(
				"you are SUSPENDED: {why}; only the council can reinstate you"
			)];
		}
		let mut said = Vec::new();
		if self.breaks_glass {
			said.push(match self.facility {
				Some(facility) => format!("you can break the glass, as one of facility {facility}"),
				None => {
					"you cannot break the glass before the council says of which facility you are".to_owned()
				}
			});
		}
		if self.breaks_glass || self.unreviewed > 0 {
			let (have, most) = (self.unreviewed, self.unreviewed_most);
			said.push(format!("{have} of at most {most} accesses wait for their review"));
		}
		if self.unexplained > 0 {
			let count = self.unexplained;
			said.push(format!(
				"to be explained: {count}, by `medquorum emergency statement`"
			));
		}
		if self.overdue > 0 {
			let count = self.overdue;
			said.push(format!(
				"OVERDUE for review: {count}; until it is reviewed you can ask for nothing"
			));
		}
		said
	}

	fn as_officer(&self, key_id: KeyId) -> String {
		match self.facility {
			Some(facility) => format!(
				"you stand in for patients in committee {key_id}, for clinicians of every facility but {facility}, your own"
			),
			None => format!(
				"committee {key_id} stands in for patients; you cannot answer there before the council says of which facility you are"
			),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::views::fixtures::{ADMINS, DAVE, EVE, review};
	use serde_json::json;

	/// Everything of which a part is made, for tests to change.
	struct World {
		role: Option<Role>,
		houses: Vec<(AccountId, FacilityNumber)>,
		breaker: GlassBreaker,
		reviews: Vec<(RequestId, Review)>,
		committees: Vec<(KeyId, Committee)>,
		directive: Option<EmergencyDirective>,
		now: Moment,
	}

	/// Eve has broken the glass, Alice has approved it, and nobody has explained or reviewed it. Committee 1 reviews, committee 9 has
	/// the same people and stands in for patients.
	fn world() -> World {
		let request_id = RequestId([2; 16]);
		World {
			role: Some(Role::EmergencyClinician),
			houses: vec![(EVE, 1), (ADMINS[0], 2), (ADMINS[1], 3)],
			breaker: GlassBreaker {
				unreviewed: vec![Unreviewed { request_id, due: 100 }],
				..GlassBreaker::default()
			},
			reviews: vec![(request_id, review())],
			committees: vec![(1, committee(3)), (9, committee(2))],
			directive: None,
			now: 50,
		}
	}

	fn committee(k: u16) -> Committee {
		let admins = ADMINS.into_iter().zip(1..);
		Committee {
			epoch: 1,
			k,
			x: [0; 32],
			admins: admins
				.map(|(account, index)| Admin {
					account,
					index,
					enc_pk: [0; 32],
					x_j: [0; 32],
					z_j: [0; 32],
					zp_j: [0; 32],
					cert: Signature::NONE,
				})
				.collect(),
		}
	}

	impl World {
		fn part(&self, who: AccountId) -> EmergencyPart {
			let facts = EmergencyFacts {
				role: self.role,
				houses: &self.houses,
				breaker: &self.breaker,
				reviews: &self.reviews,
				committees: &self.committees,
				directive: self.directive,
				now: self.now,
			};
			EmergencyPart::of(who, &facts)
		}

		/// The part of somebody who breaks no glass.
		fn part_of_another(&self, who: AccountId) -> EmergencyPart {
			let (role, breaker) = (None, GlassBreaker::default());
			let (houses, reviews) = (self.houses.clone(), self.reviews.clone());
			let committees = self.committees.clone();
			World {
				role,
				houses,
				breaker,
				reviews,
				committees,
				..*self
			}
			.part(who)
		}
	}

	#[test]
	fn clinicians_are_told_what_they_may_and_what_they_owe() {
		let mut world = world();
		let said = |world: &World| world.part(EVE).sentences();
		assert_eq!(
			said(&world),
			[
				"you can break the glass, as one of facility 1",
				"1 of at most 3 accesses wait for their review",
				"to be explained: 1, by `medquorum emergency statement`",
			]
		);
		world.now = 101;
		assert_eq!(
			said(&world)[3],
			"OVERDUE for review: 1; until it is reviewed you can ask for nothing"
		);
		world.reviews[0].1.statement = Some([7; 32]);
		assert_eq!(world.part(EVE).unexplained, 0);
		world.houses.clear();
		assert!(said(&world)[0].contains("before the council says of which facility you are"));
		world.role = Some(Role::Clinician);
		assert!(said(&world)[0].starts_with("1 of at most 3"));
		world.breaker.unreviewed.clear();
		assert_eq!(said(&world), [""; 0]);
		world.breaker.suspended = Some(Suspension {
			request_id: RequestId([2; 16]),
			cause: SuspensionCause::Overdue,
			at: 9,
		});
		assert_eq!(
			said(&world),
			["you are SUSPENDED: an access was not reviewed in time; only the council can reinstate you"]
		);
	}

	#[test]
	fn only_a_committee_that_can_decide_stands_in_for_patients() {
		let mut world = world();
		let committees = |world: &World, who| world.part_of_another(who).committees;
		// Three must agree in committee 1, and two have a house.
		assert_eq!(committees(&world, ADMINS[1]), [9]);
		assert_eq!(committees(&world, EVE), [0; 0]);
		let said = |world: &World, at: usize| world.part_of_another(ADMINS[at]).sentences().join(". ");
		assert!(said(&world, 1).contains("clinicians of every facility but 3"));
		// Charlie sits there, and has none.
		assert!(said(&world, 2).contains("you cannot answer there"));
		world.houses = vec![(ADMINS[0], 3), (ADMINS[1], 3)];
		assert_eq!(committees(&world, ADMINS[1]), [0; 0]);
	}

	#[test]
	fn reviews_wait_for_those_who_had_no_part_and_have_not_said_yet() {
		let mut world = world();
		let waits = |world: &World, who| world.part_of_another(who).to_review;
		// Alice approved it, and Eve and Dave sit on no committee.
		assert_eq!(
			[ADMINS[0], ADMINS[1], EVE, DAVE].map(|who| waits(&world, who)),
			[0, 1, 0, 0]
		);
		world.reviews[0].1.verdicts = vec![(2, Finding::Justified)];
		assert_eq!([ADMINS[1], ADMINS[2]].map(|who| waits(&world, who)), [0, 1]);
		let said = world.part_of_another(ADMINS[2]).sentences().join(". ");
		assert!(said.contains("1 access waits for your review"), "{said}");
		world.reviews.push(world.reviews[0].clone());
		let said = world.part_of_another(ADMINS[2]).sentences().join(". ");
		assert!(said.contains("2 accesses wait for your review"), "{said}");
	}

	#[test]
	fn patients_are_told_their_standing_word() {
		let mut world = world();
		world.directive = Some(EmergencyDirective {
			key_id: 9,
			scope: EmergencyScope::BothKeys,
		});
		let dave = world.part_of_another(DAVE);
		assert_eq!(
			dave.sentences(),
			[
				"you allow facilities to add for emergency committee 9 from now on: the whole record, without the administrators"
			]
		);
		assert_eq!(
			serde_json::to_value(&dave).unwrap(),
			json!({
				"facility": null,
				"breaks_glass": false,
				"unreviewed": 0,
				"unreviewed_most": 3,
				"overdue": 0,
				"unexplained": 0,
				"suspended": null,
				"committees": [],
				"to_review": 0,
				"directive": { "key_id": 9, "scope": "both-keys" },
			})
		);
	}
}
