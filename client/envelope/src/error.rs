//! Everything that can go wrong, in the order in which a reader meets it.

/// Why an envelope, a code or a key was refused.
///
/// The order is the ladder a client climbs: everything up to [`Error::LocatorCorrupt`] is known before the first
/// byte is fetched. Texts name no secret and no personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
	/// The CSP code is not what was written down: characters changed, missing or added.
	#[error("the CSP code has a typing error")]
	CspTypo,
	/// The code holds the patient's root key, which nobody but the patient may ever use.
	#[error("this is a root code: it opens every record of a patient and must never be handed over")]
	CspRootGiven,
	/// The CSP code is intact and belongs to another record.
	#[error("the CSP code belongs to another record")]
	CspOtherRecord,
	/// The CSP key does not match the check value that the record carries on chain.
	#[error("the CSP key is not the one of this record")]
	CspWrong,
	/// The root code is not what was written down.
	#[error("the root code has a typing error")]
	RootTypo,
	/// A backup phrase has another number of words than 24.
	#[error("a backup phrase has 24 words, this one has {words}")]
	PhraseLength {
		/// How many words were given.
		words: usize,
	},
	/// A word of the backup phrase is not in the English BIP-39 list.
	#[error("word {position} of the backup phrase is not in the English word list")]
	PhraseWord {
		/// Which one, counted from 1.
		position: usize,
	},
	/// Every word is known but together they are not a phrase: wrong order, or one word taken for another.
	#[error("the backup phrase does not match its checksum: check the order of the words")]
	PhraseChecksum,
	/// A public key that no honest party makes (it yields an all-zero shared secret).
	#[error("the public key is not usable")]
	BadPublicKey,
	/// The patient's grant was not made for this request, or was altered.
	#[error("the CSP grant does not open with the key of this request")]
	GrantCorrupt,
	/// The box with an administrator's share was not made for this recipient, or was altered.
	#[error("the box does not open with this key")]
	DealCorrupt,
	/// The wrap of an emergency does not open with what the emergency committee released: made for another record, or altered.
	#[error("what was kept for an emergency does not open with the approvals")]
	EmergencyCorrupt,
	/// The locator on chain does not open with a CSP key that is right.
	#[error("the locator of the record is corrupt")]
	LocatorCorrupt,
	/// The fetched header is not the one the chain commits to.
	#[error("the header is not the one registered on chain")]
	CommitmentMismatch,
	/// The header breaks a rule of its format. The one who sealed it did that: its commitment matched.
	#[error("the header is corrupt")]
	HeaderCorrupt,
	/// Both keys are proven right but do not give the key this file was sealed under: the uploader's fault.
	#[error("the file was not sealed under the keys of this record")]
	KeyCommitMismatch,
	/// The description of the file inside the header is unreadable.
	#[error("the metadata in the header is corrupt")]
	MetadataCorrupt,
	/// Name, type and the other fields do not fit into the header.
	#[error("the metadata is {excess} bytes too long")]
	MetadataTooLong {
		/// By how many bytes.
		excess: usize,
	},
	/// A segment is not what was sealed at this place of this file.
	#[error("segment {index} of the file is corrupt")]
	SegmentCorrupt {
		/// Which segment, from 0.
		index: u32,
	},
	/// The same segment was to be sealed twice, or one behind the last. It would repeat a nonce, so it is refused.
	#[error("segment {index} was sealed before or lies behind the last one")]
	SegmentReused {
		/// Which segment, from 0.
		index: u32,
	},
	/// A buffer has a length that segment cannot have.
	#[error("segment {index} has an impossible length")]
	SegmentLength {
		/// Which segment, from 0.
		index: u32,
	},
	/// The ciphertext ends too early.
	#[error("the file is cut off")]
	Truncated,
	/// Bytes follow the end of the ciphertext.
	#[error("there is data behind the end of the file")]
	TrailingData,
	/// More plaintext than 2^32 segments hold.
	#[error("the file is too long")]
	TooLong,
	/// The padding is not zero, or not as long as the true length demands.
	#[error("the padding of the file is corrupt")]
	PaddingCorrupt,
	/// Not a CID of the one profile in use: CIDv1, SHA-256, codec raw or dag-pb.
	#[error("not a content identifier of the expected kind")]
	BadCid,
	/// Not a file node as the balanced UnixFS layout writes it.
	#[error("not a file node of the expected kind")]
	BadBlock,
}
