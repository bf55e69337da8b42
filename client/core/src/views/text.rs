//! Text from others on its way to a person: file names, notes, names on the chain, words of nodes and stores. It may hold whatever its
//! author liked, and must not move the cursor, colour a terminal, hide or reorder what stands beside it.

/// Longer lines of others are cut: nobody reads them, and they tear a table apart.
const MAX_LINE: usize = 300;
/// Stands for a character that must not be shown.
const HIDDEN: char = '\u{fffd}';

/// Characters that are invisible, move the cursor, or reorder what stands beside them: a text with them could pass for another one.
#[must_use]
pub fn is_invisible(c: char) -> bool {
	c.is_control()
		|| matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text with a mark in place of each such character. Line breaks and tabs stay, and so do the two joiners that Persian, Hindi and
/// others are written with.
#[must_use]
pub fn plain(text: &str) -> String {
	text.chars().map(shown).collect()
}

/// What is shown for a character.
#[must_use]
pub fn shown(c: char) -> char {
	match c {
		'\n' | '\t' | '\u{200c}' | '\u{200d}' => c,
		c if is_invisible(c) => HIDDEN,
		c => c,
	}
}

/// The text as one line of bounded length: for tables, lists and sentences.
#[must_use]
pub fn line(text: &str) -> String {
	let flat = |c| {
		if matches!(c, '\n' | '\t' | '\r') {
			' '
		} else {
			shown(c)
		}
	};
	let mut chars = text.chars();
	let mut line: String = chars.by_ref().take(MAX_LINE).map(flat).collect();
	if chars.next().is_some() {
		line.push('…');
	}
	line
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Escape sequences, a carriage return, reversed text, a hidden space, a tag.
	const ENEMY: &str = "scan\u{1b}[2J\u{1b}]0;x\u{7}\r\u{202e}gpj.exe\u{200b}\u{e0041}";

	#[test]
	fn nothing_of_an_enemys_text_acts() {
		for shown in [plain(ENEMY), line(ENEMY)] {
			assert!(!shown.contains(is_invisible), "{shown:?}");
			assert!(shown.starts_with("scan") && shown.contains("gpj.exe"));
		}
		assert_eq!(plain("one\n\ttwo"), "one\n\ttwo");
		assert_eq!(line("one\n\ttwo\r"), "one  two ");
	}

	#[test]
	fn peoples_scripts_stay_as_they_are() {
		for text in [
			"Ève Müller",
			"می\u{200c}خواهم",
			"क्\u{200d}ष",
			"王小明",
			"e\u{301}",
		] {
			assert_eq!(plain(text), text);
			assert_eq!(line(text), text);
		}
	}

	#[test]
	fn endless_lines_are_cut() {
		assert_eq!(line(&"x".repeat(MAX_LINE)).chars().count(), MAX_LINE);
		assert_eq!(line(&"x".repeat(10_000)).chars().count(), MAX_LINE + 1);
	}
}
