//! How far long work is, told while it runs.

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
	/// Encrypting a file and handing it to the store; counted in bytes of the file.
	Upload,
	/// Fetching and decrypting a file; counted in bytes of the file.
	Download,
	/// Having other hosts pin what was stored: not counted during an upload, in objects during a repair.
	Replicate,
	/// Reading stored objects and comparing them with their CIDs; counted in objects.
	Verify,
	/// Storing what a facility publishes for those who search; counted in objects.
	Catalogue,
	/// Fetching what facilities published; counted in blocks of one catalogue.
	Synchronize,
	/// Removing from a host what belongs to erased records; counted in records.
	Erase,
	/// Attesting erasures; counted in records.
	Attest,
	/// Waiting for the chain to finalize a call; not counted.
	Chain,
	/// Proving the newest finalized block by a light client; not counted.
	Prove,
	/// Reading what happened in blocks; counted in blocks.
	Blocks,
	/// Looking at the files of an archive; counted in rows.
	Look,
	/// Waiting for approvals of an emergency; counted in approvals.
	Emergency,
	/// Waits for the others in a ceremony on the chain.
	Ceremony,
}

/// How far the rows of an archive have come; each is counted in every stage that it has reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
	/// All of the manifest.
	pub total: u64,
	/// Encrypted, by this run or an earlier one.
	pub sealed: u64,
	/// Confirmed by the store, file and header.
	pub stored: u64,
	/// Registered, by this run or an earlier one.
	pub registered: u64,
	/// Left out because of a fault in the row, its files or its people.
	pub refused: u64,
}

/// Hears how far long work is. Called from worker threads.
pub trait Progress: Sync + Send {
	/// `done` of `total` bytes of this step; both 0 where nothing is counted.
	fn advance(&self, step: Step, done: u64, total: u64);

	/// An archive is brought in.
	fn rows(&self, rows: Rows) {
		let _ = rows;
	}

	/// An upload runs without its sealed copy, of `needed` bytes, because the disk has no room for it: if it is killed, it
	/// starts from the beginning.
	fn no_room_to_resume(&self, needed: u64) {
		let _ = needed;
	}
}
