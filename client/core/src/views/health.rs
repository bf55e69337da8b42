//! How a committee stands: whose share is known to be there, and how many may still be lost.

use crate::{
	domain::*,
	error::ShareError,
	ledger::Event,
	trust::alive::{Place, SignOfLife},
};

/// What is known of one administrator. All of it are blocks: the newest in which something is known to have been so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberHealth {
	/// The place in the committee.
	pub index: u16,
	/// Who it is.
	pub account: AccountId,
	/// Approved a request about a patient.
	pub approved: Option<BlockNumber>,
	/// Rejected one: the person was there, and the share may be lost.
	pub rejected: Option<BlockNumber>,
	/// Approved a request of a drill.
	pub drilled: Option<BlockNumber>,
	/// Gave a sign of life.
	pub alive: Option<BlockNumber>,
}

impl MemberHealth {
	/// The newest block in which the share was there and right. The chain took an approval by its proof, whoever shows it; a sign of life
	/// proves itself.
	#[must_use]
	pub fn confirmed_at(&self) -> Option<BlockNumber> {
		self.approved.max(self.drilled).max(self.alive)
	}
}

/// A sign of life that is not counted, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtedSign {
	/// The file's name.
	pub file: String,
	/// What is wrong with it.
	pub why: ShareError,
}

/// A committee, and what is known of its shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitteeHealth {
	/// Number of its key on the chain.
	pub key_id: KeyId,
	/// How often the key has changed hands; 1 for those who founded it.
	pub epoch: Epoch,
	/// Approvals that a request takes.
	pub k: u16,
	/// Its administrators, by index.
	pub members: Vec<MemberHealth>,
	/// The block in which this epoch was set; `None` where it is older than what was looked at.
	pub set_in: Option<BlockNumber>,
	/// The first block that was looked at.
	pub from: BlockNumber,
	/// From which block on what is known of a share counts as recent.
	pub recent: BlockNumber,
	/// Signs of life of this committee that are not counted.
	pub doubted: Vec<DoubtedSign>,
}

fn newer(known: &mut Option<BlockNumber>, block: BlockNumber) {
	*known = (*known).max(Some(block));
}

impl CommitteeHealth {
	/// A committee of which nothing is known yet.
	#[must_use]
	pub fn new(key_id: KeyId, committee: &Committee, from: BlockNumber, recent: BlockNumber) -> Self {
		let members = committee.admins.iter().map(|admin| MemberHealth {
			index: admin.index,
			account: admin.account,
			approved: None,
			rejected: None,
			drilled: None,
			alive: None,
		});
		Self {
			key_id,
			epoch: committee.epoch,
			k: committee.k,
			members: members.collect(),
			set_in: None,
			from,
			recent,
			doubted: Vec::new(),
		}
	}

	fn member(&mut self, index: u16) -> Option<&mut MemberHealth> {
		self.members.iter_mut().find(|member| member.index == index)
	}

	/// Takes in an event of a block. `drill` says of a record whether it is one of a drill.
	pub fn take_event(&mut self, block: BlockNumber, event: &Event, drill: impl Fn(&str) -> bool) {
		let number = |name| event.field(name).and_then(|text| text.parse::<u32>().ok());
		if number("key_id") != Some(self.key_id) || number("epoch") != Some(self.epoch) {
			return;
		}
		if event.name == "CommitteeSet" {
			newer(&mut self.set_in, block);
		}
		let index = number("index").and_then(|index| u16::try_from(index).ok());
		let Some(member) = index.and_then(|index| self.member(index)) else {
			return;
		};
		let of_drill = event.field("record_id").is_some_and(drill);
		match (event.name.as_str(), of_drill) {
			("ApprovalRecorded", false) => newer(&mut member.approved, block),
			("ApprovalRecorded", true) => newer(&mut member.drilled, block),
			("RejectionRecorded", _) => newer(&mut member.rejected, block),
			_ => {}
		}
	}

	/// Takes in an answer to a request in state: it was given in the request's block or later.
	pub fn take_vote(&mut self, request: &Request, (index, vote): (u16, &Vote), drill: bool) {
		if (request.key_id, request.epoch) != (self.key_id, self.epoch) {
			return;
		}
		let Some(member) = self.member(index) else { return };
		match (vote, drill) {
			(Vote::Share(_), false) => newer(&mut member.approved, request.created),
			(Vote::Share(_), true) => newer(&mut member.drilled, request.created),
			(Vote::Rejection(_), _) => newer(&mut member.rejected, request.created),
		}
	}

	/// Takes in a sign of life that a file holds, if everything about it holds. `hash` is the chain's hash of the block that it names.
	pub fn take_sign(
		&mut self,
		genesis: &Bytes32,
		committee: &Committee,
		(file, sign): (&str, &SignOfLife),
		hash: Option<Bytes32>,
	) {
		let place = Place {
			genesis,
			key_id: self.key_id,
			committee,
		};
		let (who, block) = (sign.account, sign.block);
		let checked = sign.check(&place).and_then(|()| match hash {
			Some(hash) if hash == sign.block_hash => Ok(()),
			Some(_) | None => Err(ShareError::OtherBlock { who, block }),
		});
		match (checked, self.member(sign.index)) {
			(Ok(()), Some(member)) => newer(&mut member.alive, block),
			(Ok(()), None) => {}
			(Err(why), _) => self.doubted.push(DoubtedSign {
				file: file.to_owned(),
				why,
			}),
		}
	}

	/// Whether a member's share is confirmed by something recent.
	#[must_use]
	pub fn is_confirmed(&self, member: &MemberHealth) -> bool {
		member.confirmed_at().is_some_and(|block| block >= self.recent)
	}

	/// How many shares are.
	#[must_use]
	pub fn confirmed(&self) -> usize {
		let members = self.members.iter();
		members.filter(|member| self.is_confirmed(member)).count()
	}

	/// How many more losses the committee survives, counting on confirmed shares alone; `None` where not even k are.
	#[must_use]
	pub fn survives(&self) -> Option<usize> {
		self.confirmed().checked_sub(usize::from(self.k))
	}

	/// How many it would survive if every share were there.
	#[must_use]
	pub fn survives_at_best(&self) -> usize {
		self.members.len().saturating_sub(usize::from(self.k))
	}

	/// Whether one more loss would be fatal, or may have been already.
	#[must_use]
	pub fn is_at_risk(&self) -> bool {
		self.survives().is_none_or(|losses| losses == 0)
	}
}
