//! The fields of calls about ceremonies.

use super::{CallFields, bounded, bytes, named, number, signature};
use medquorum_core::{
	domain::{KeyId, Opening, Seat, Signature, Windows},
	ledger::CeremonyCall,
};
use subxt::dynamic::Value;

fn seat(seat: &Seat) -> Value {
	Value::named_composite(named([
		("index", number(seat.index)),
		("account", bytes(&seat.account.0)),
	]))
}

fn windows(windows: &Windows) -> Value {
	Value::named_composite(named([
		("join", number(windows.join)),
		("deal", number(windows.deal)),
		("certify", number(windows.certify)),
	]))
}

fn opened(opening: &Opening) -> CallFields {
	named([
		("key_id", number(opening.key_id)),
		("attempt", number(opening.attempt)),
		("k", number(opening.k)),
		("seats", bounded(opening.seats.iter().map(seat).collect())),
		(
			"dealers",
			bounded(opening.dealers.iter().map(|index| number(*index)).collect()),
		),
		("windows", windows(&opening.windows)),
		("at_once", Value::bool(opening.at_once)),
		("author", bytes(&opening.author.0)),
		("signature", signature(&opening.signature)),
	])
}

/// One value that its sender has signed.
fn signed(key_id: KeyId, what: (&str, Value), by: &Signature) -> CallFields {
	named([("key_id", number(key_id)), what, ("signature", signature(by))])
}

/// The fields of a call about a ceremony.
pub(super) fn fields(call: &CeremonyCall) -> CallFields {
	match call {
		CeremonyCall::Open(opening) => opened(opening),
		CeremonyCall::Join {
			key_id,
			one_time,
			join_sig,
			signature: by,
		} => named([
			("key_id", number(*key_id)),
			("one_time", bytes(one_time)),
			("join_sig", signature(join_sig)),
			("signature", signature(by)),
		]),
		CeremonyCall::Deal {
			key_id,
			deal,
			signature: by,
		} => named([
			("key_id", number(*key_id)),
			("deal", Value::unnamed_composite([bytes(deal)])),
			("signature", signature(by)),
		]),
		CeremonyCall::Certify {
			key_id,
			cert,
			signature: by,
		} => signed(*key_id, ("cert", signature(cert)), by),
		CeremonyCall::HandOver {
			key_id,
			handover,
			signature: by,
		} => signed(*key_id, ("handover", signature(handover)), by),
		CeremonyCall::Complain {
			key_id,
			dealer,
			signature: by,
		} => signed(*key_id, ("dealer", number(*dealer)), by),
		CeremonyCall::Answer {
			key_id,
			accuser,
			shares,
		} => named([
			("key_id", number(*key_id)),
			("accuser", number(*accuser)),
			("shares", bytes(shares)),
		]),
		CeremonyCall::Activate { key_id }
		| CeremonyCall::Leave { key_id }
		| CeremonyCall::Expire { key_id } => named([("key_id", number(*key_id))]),
	}
}
