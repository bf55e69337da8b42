//! One page of a long list of records. In what order uploads from here were registered is noted, so that only those on the page are asked for.

use super::Observer;
use crate::error::Error;
use medquorum_core::{domain::*, views::RecordView};
use std::collections::BTreeMap;

/// A page of the records that concern somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsPage {
	/// Those on it, the newest first. One that is noted here and gone from the chain is left out.
	pub views: Vec<RecordView>,
	/// How many there are on all pages.
	pub all: usize,
	/// Which page it is, from 1.
	pub page: usize,
	/// How many pages there are.
	pub pages: usize,
	/// Whether, of a facility's uploads, only those were looked at that are noted here.
	pub noted_alone: bool,
}

/// The records of a list, each with the block that registered it.
type Listed = BTreeMap<RecordId, BlockNumber>;

/// Whose records are listed.
#[derive(Default)]
struct Whose {
	/// Those whom they are about.
	patients: Vec<AccountId>,
	/// Those who uploaded them.
	uploaders: Vec<AccountId>,
}

impl Whose {
	fn has(&self, record: &Record) -> bool {
		self.patients.contains(&record.patient) || self.uploaders.contains(&record.uploader)
	}
}

impl Observer<'_> {
	/// A page, of at most `size`, of the records that concern any of these accounts. `noted` are the uploads from here, each with the
	/// block that registered it: those on the page alone are asked for. With none noted, all records of the chain are looked through.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn records_page(
		&self,
		accounts: &[AccountId],
		noted: &[(RecordId, Option<BlockNumber>)],
		page: usize,
		size: usize,
	) -> Result<RecordsPage, Error> {
		let size = size.max(1);
		let whose = self.whose(accounts).await?;
		let mut listed = Listed::new();
		for patient in &whose.patients {
			let records = self.desk.ledger.records_of(*patient).await?.into_iter();
			listed.extend(records.map(|(id, record)| (id, record.created)));
		}
		if !whose.uploaders.is_empty() {
			self.add_uploads(&whose, noted, &mut listed).await?;
		}
		let (all, pages) = (listed.len(), listed.len().div_ceil(size).max(1));
		let page = page.clamp(1, pages);
		let before = page.saturating_sub(1).saturating_mul(size);
		let mut order: Vec<_> = listed.into_iter().map(|(id, block)| (block, id)).collect();
		order.sort_unstable();
		let newest = order.into_iter().rev().skip(before).take(size);
		let ids: Vec<RecordId> = newest.map(|(_, id)| id).collect();
		Ok(RecordsPage {
			views: self.page_of(&ids, &whose).await?,
			all,
			page,
			pages,
			noted_alone: !whose.uploaders.is_empty() && !noted.is_empty(),
		})
	}

	/// Whose records concern these accounts.
	async fn whose(&self, accounts: &[AccountId]) -> Result<Whose, Error> {
		let mut whose = Whose::default();
		for account in accounts {
			whose.patients.push(*account);
			whose.patients.extend(self.desk.replaced_by(*account).await?);
			let role = self.desk.ledger.user(*account).await?.map(|user| user.role);
			if role.is_some_and(Role::can_upload) {
				whose.uploaders.push(*account);
			}
		}
		Ok(whose)
	}

	/// Adds what was uploaded.
	async fn add_uploads(
		&self,
		whose: &Whose,
		noted: &[(RecordId, Option<BlockNumber>)],
		listed: &mut Listed,
	) -> Result<(), Error> {
		let ledger = self.desk.ledger;
		if noted.is_empty() {
			let records = ledger.records().await?.into_iter();
			let own = records.filter(|(_, record)| whose.uploaders.contains(&record.uploader));
			listed.extend(own.map(|(id, record)| (id, record.created)));
			return Ok(());
		}
		let sure = noted.iter().filter_map(|(id, block)| Some((*id, (*block)?)));
		listed.extend(sure);
		let unsure = noted.iter().filter(|(_, block)| block.is_none());
		let unsure: Vec<RecordId> = unsure.map(|(id, _)| *id).collect();
		let lines = ledger.record_lines(&unsure).await?;
		for (id, line) in unsure.into_iter().zip(lines) {
			if let Some(line) = line.filter(|line| whose.has(&line.record)) {
				listed.insert(id, line.record.created);
			}
		}
		Ok(())
	}

	/// What is shown of these, in their order.
	async fn page_of(&self, ids: &[RecordId], whose: &Whose) -> Result<Vec<RecordView>, Error> {
		let now = self.desk.clock().await?;
		let lines = self.desk.ledger.record_lines(ids).await?;
		let lines = ids.iter().zip(lines);
		// Uploads of another account of this home are not this one's to see.
		let own = lines.filter_map(|(id, line)| {
			let line = line.filter(|line| whose.has(&line.record))?;
			Some(RecordView {
				id: *id,
				record: line.record,
				requests: line.requests,
				ends: line.ends,
				now,
			})
		});
		Ok(own.collect())
	}
}
