//! What a ceremony takes of state and of blocks: the figures of README.

use parity_scale_codec::Encode;

use crate::{Ceremonies as Table, Certificates, Deals, Foundations, Handovers, Joins, mock::*, people::*};

/// Bytes of values in state.
fn state() -> usize {
	let joins: usize = Joins::<Test>::iter_values()
		.map(|value| value.encode().len())
		.sum();
	let deals: usize = Deals::<Test>::iter_values()
		.map(|value| value.encode().len())
		.sum();
	let certificates: usize = Certificates::<Test>::iter_values()
		.map(|value| value.encode().len())
		.sum();
	let handovers: usize = Handovers::<Test>::iter_values()
		.map(|value| value.encode().len())
		.sum();
	let rest = Table::<Test>::get(KEY).encode().len() + Foundations::<Test>::get(KEY).encode().len();
	// Both are options here, and none in state.
	joins + deals + certificates + handovers + rest - 2
}

/// Call data of all steps, with pallet and call.
fn calls(cast: &Cast) -> [usize; 2] {
	let opening = cast.opening::<Test>(WINDOWS);
	let arguments = (
		opening.key_id,
		opening.attempt,
		opening.k,
		opening.seats,
		opening.dealers,
		opening.windows,
		opening.at_once,
		opening.author,
		opening.signature,
	);
	let mut rest = 2 + KEY.encode().len();
	for index in cast.seats.iter().map(|seat| seat.index) {
		rest += 6 + Joins::<Test>::get(KEY, index).unwrap().encode().len();
		rest += 6 + Certificates::<Test>::get(KEY, index).unwrap().encode().len();
	}
	for index in cast.dealers.iter().map(|(seat, _)| seat.index) {
		rest += 6 + Deals::<Test>::get(KEY, index).unwrap().encode().len();
	}
	[2 + arguments.encode().len(), rest]
}

/// State while it lasts, and call data: of the opening, and of all the rest.
fn of(k: u16, n: u16) -> [usize; 3] {
	let mut told = [0; 3];
	run(|| {
		let cast = opened(k, n);
		cast.join_all::<Test>();
		cast.deal_all::<Test>();
		cast.certify_all::<Test>();
		let [open, rest] = calls(&cast);
		told = [state(), open, rest];
	});
	told
}

#[test]
fn a_ceremony_takes_so_many_bytes() {
	let (small, large) = (of(3, 4), of(9, 16));
	println!(
		"a ceremony of 4 takes {} B of state, its opening {} B, all its other calls {} B; of 16 {}, {} and {} B",
		small[0], small[1], small[2], large[0], large[1], large[2]
	);
	assert_eq!(small, [5_851, 266, 5_098]);
	assert_eq!(large, [59_359, 698, 57_238]);
}
