//! Categories that look like what a person typed.

use super::{
	number::{characters, code},
	titles,
};

/// How many are offered at most.
const OFFERED: usize = 5;

/// Listed categories that a slip of the finger leads away from, nearest first; none if nothing is near.
pub(super) fn near(text: &str) -> Vec<String> {
	let typed: Vec<char> = text
		.chars()
		.filter(char::is_ascii_alphanumeric)
		.take(3)
		.map(|character| character.to_ascii_uppercase())
		.collect();
	let mut found: Vec<(u32, u16)> = titles::all()
		.iter()
		.map(|(number, _)| (distance(&typed, &characters(*number)), *number))
		.filter(|(distance, _)| *distance <= 4)
		.collect();
	found.sort_unstable();
	found
		.into_iter()
		.map(|(_, number)| code(number))
		.take(OFFERED)
		.collect()
}

/// How far two codes are apart: 1 for signs that look alike or change places, 2 to 4 for one other or missing sign.
fn distance(typed: &[char], code: &[char; 3]) -> u32 {
	let swapped = |at: usize| {
		let mut other = *code;
		other.swap(at, at + 1);
		typed == other
	};
	match typed {
		[a, b, c] => {
			let pairs = [(a, code[0]), (b, code[1]), (c, code[2])];
			let apart: u32 = pairs
				.iter()
				.zip([5, 4, 2])
				.map(|((x, y), weight)| sign(**x, *y, weight))
				.sum();
			if swapped(0) || swapped(1) {
				apart.min(1)
			} else {
				apart
			}
		}
		[a, b] if [*a, *b] == code[..2] => 3,
		_ => u32::MAX,
	}
}

/// How far two signs are apart; the further on in a code a difference is, the less it weighs.
fn sign(typed: char, meant: char, weight: u32) -> u32 {
	const ALIKE: [(char, char); 6] = [
		('O', '0'),
		('I', '1'),
		('L', '1'),
		('S', '5'),
		('B', '8'),
		('Z', '2'),
	];
	let alike = |(letter, digit)| (typed == letter && meant == digit) || (typed == digit && meant == letter);
	match typed == meant {
		true => 0,
		false if ALIKE.into_iter().any(alike) => 1,
		// Neighbours are likelier than what is far away.
		false if u32::from(typed).abs_diff(u32::from(meant)) == 1 => weight.saturating_sub(1),
		false => weight,
	}
}
