//! Why calls are refused, each with its remedy: wallets show these texts.

use frame_support::pallet_macros::pallet_section;

/// Why calls are refused, each with its remedy: wallets show these texts.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// A ceremony of this key is under way. Wait until it has ended, or let it expire when its time is over.
		CeremonyUnderWay,
		/// No ceremony of this key is under way. The council opens one.
		CeremonyNotFound,
		/// The attempt's number was used before. Take a higher one: no two attempts may be mistaken for each other.
		AttemptUsed,
		/// The rule or the administrators cannot be: it takes 2 <= k <= n <= 16, ascending indices from 1, and each account once.
		BadSeats,
		/// A new key is dealt by all of its administrators, an old one by exactly k of the present ones. Name those, ascending.
		BadDealers,
		/// Who stays keeps the index, and nobody gets one that was somebody else's. Take numbers that nobody has had for new people.
		BadIndex,
		/// A window is shorter or longer than the chain's limits. Choose one between MinWindow and MaxWindow moments.
		BadWindow,
		/// The committee is retired, and takes no new administrators. Found another key.
		CommitteeRetired,
		/// Another change of this committee waits for its moment. Open the ceremony when that has come.
		HandoverPending,
		/// The signature under the file does not fit. Sign exactly this content, for this chain, key, epoch and attempt.
		BadFileSignature,
		/// The signature for the one-time key does not fit. Sign it by the account that joins, for this attempt.
		BadJoinSignature,
		/// The one-time key cannot be sealed to, or another administrator has joined with it. Make a new one.
		BadOneTimeKey,
		/// The caller has nothing to do in this part of the ceremony. Only those who are listed take part.
		NotYourStep,
		/// The ceremony waits for something else. Its stage is in its state.
		OtherStage,
		/// The time for this is over. Anybody can expire the ceremony; then the council opens the next attempt.
		TooLate,
		/// The caller has done this already. Nothing is to be done twice in one attempt.
		DoneAlready,
		/// The deal is not one for this rule and these administrators. Deal with the length and the points that the ceremony asks for.
		BadDeal,
		/// The proof of the deal's constant does not hold for this ceremony. Prove it for this attempt and these one-time keys.
		BadProof,
		/// The deal's constant is not the dealer's own share of the key. Deal the share of the present epoch.
		OtherConstant,
		/// The deals make no committee. Let this attempt expire, and open another.
		BadAggregate,
		/// The certificate does not fit the committee that the deals make. Compute it from the deals that are in state.
		BadCertificate,
		/// The handover does not fit the committee that the deals make. Compute it from the deals that are in state.
		BadHandover,
		/// A complaint of the caller waits for its answer. Wait for it, or for its time to be over.
		ComplaintOpen,
		/// There is no such complaint that waits for an answer. Look at the complaints in state.
		ComplaintNotFound,
		/// What the dealer shows does not fit its commitments. Show what was dealt to this administrator.
		BadAnswer,
		/// The time for what the ceremony waits for is not over. Expire it afterwards.
		NotExpired,
		/// Everybody has done their part, so nobody can leave any more. Activate the committee.
		CeremonyReady,
	}
}
