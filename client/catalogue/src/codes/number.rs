//! The numbers of categories: `1 + (letter * 10 + digit) * 36 + third`.

/// How many numbers categories may have: 26 letters, 10 digits, 36 third characters.
pub const CATEGORIES: u16 = 26 * 10 * 36;
/// The number before that of chapter 1.
pub(super) const CHAPTERS: u16 = 0xF000;
/// No code of any national edition is longer, dot and mark included.
const LONGEST: usize = 12;

/// The three characters of a category with this number; of no use for others.
pub(super) fn characters(number: u16) -> [char; 3] {
	let from_zero = u32::from(number).saturating_sub(1);
	let (letter, digit, third) = (from_zero / 360, from_zero / 36 % 10, from_zero % 36);
	[letter + 10, digit, third]
		.map(|value| char::from_digit(value, 36).map_or('?', |character| character.to_ascii_uppercase()))
}

/// The same as text.
pub(crate) fn code(number: u16) -> String {
	characters(number).iter().collect()
}

/// A code of any length as the number of its category; `None` if it has not the form of a code.
pub(crate) fn read(text: &str) -> Option<u16> {
	if text.len() > LONGEST {
		return None;
	}
	let mut characters = text.chars();
	let letter = characters
		.next()
		.filter(char::is_ascii_alphabetic)?
		.to_digit(36)?
		- 10;
	let digit = characters.next()?.to_digit(10)?;
	let third = characters.next()?.to_digit(36)?;
	is_rest(characters.as_str()).then_some(())?;
	u16::try_from(1 + (letter * 10 + digit) * 36 + third).ok()
}

/// Whether this may follow the third character: a dot or none, up to four characters, one mark (dagger, asterisk and the like).
fn is_rest(rest: &str) -> bool {
	let rest = rest.strip_suffix(['+', '*', '!', '†', '#']).unwrap_or(rest);
	let (dot, detail) = match rest.strip_prefix('.') {
		Some(detail) => (true, detail),
		None => (false, rest),
	};
	match detail {
		"-" => true,
		"" => !dot,
		_ => detail.len() <= 5 && detail.chars().all(|c| c.is_ascii_alphanumeric()),
	}
}

/// The first three characters of what has the form of a code but for its second character; `None` otherwise.
pub(super) fn read_start(text: &str) -> Option<String> {
	let start = text.get(..3).filter(|_| text.len() <= LONGEST)?;
	is_rest(&text[3..]).then(|| start.to_ascii_uppercase())
}

/// What a person typed, short enough for a message.
pub(crate) fn shown(text: &str) -> String {
	text.chars()
		.filter(|character| !character.is_control())
		.take(LONGEST * 2)
		.collect()
}
