//! English titles of chapters and categories, from ICD-10-CM. Source and licence stand at the head of `icd10cm.tsv`.

use super::number::read;
use std::sync::LazyLock;

const TABLE: &str = include_str!("icd10cm.tsv");

/// Rows of the table by tab, without its head.
fn rows() -> impl Iterator<Item = Vec<&'static str>> {
	TABLE
		.lines()
		.filter(|line| !line.starts_with('#'))
		.map(|line| line.split('\t').collect())
}

/// Range and title by number of chapter.
static CHAPTERS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
	rows()
		.filter_map(|row| match row[..] {
			[_, range, title] => Some((range, title)),
			_ => None,
		})
		.collect()
});

/// Titles by category, ascending. A category that the numbering has no room for is left out.
static TITLES: LazyLock<Vec<(u16, &str)>> = LazyLock::new(|| {
	let mut titles: Vec<(u16, &str)> = rows()
		.filter_map(|row| match row[..] {
			[code, title] => read(code).map(|number| (number, title)),
			_ => None,
		})
		.collect();
	titles.sort_unstable_by_key(|(number, _)| *number);
	titles
});

/// Categories with a letter in second place, which the numbering has no room for: `QA0`.
static UNNUMBERED: LazyLock<Vec<&str>> = LazyLock::new(|| {
	rows()
		.filter_map(|row| match row[..] {
			[code, _] if read(code).is_none() => Some(code),
			_ => None,
		})
		.collect()
});

/// Whether these three characters are a listed category without a number.
pub(super) fn is_unnumbered(start: &str) -> bool {
	UNNUMBERED.contains(&start)
}

/// Range and title of a chapter.
pub(crate) fn chapter(number: u8) -> (&'static str, &'static str) {
	let at = usize::from(number).saturating_sub(1);
	CHAPTERS.get(at).copied().unwrap_or_default()
}

/// Every listed category with its title, by number.
pub(crate) fn all() -> &'static [(u16, &'static str)] {
	&TITLES
}

/// The title of the category with this number, if ICD-10-CM lists it.
pub(crate) fn title(number: u16) -> Option<&'static str> {
	let at = TITLES.binary_search_by_key(&number, |(listed, _)| *listed).ok()?;
	TITLES.get(at).map(|(_, title)| *title)
}
