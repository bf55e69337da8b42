//! Diseases: numbers, what people type, titles, search by words.

use medquorum_catalogue::{
	CodeError,
	codes::{CATEGORIES, Category, Chapter, CodeRange, all_titles, find_words},
	entry::{Modality, Quarter, table_hash},
};
use medquorum_core::advice::Advice as _;
use std::collections::BTreeSet;

fn number(text: &str) -> u16 {
	text.parse::<Category>().unwrap().as_u16()
}

#[test]
fn all_9360_codes_round_trip() {
	let mut codes = BTreeSet::new();
	for number in 1..=CATEGORIES {
		let category = Category::from_u16(number).unwrap();
		let code = category.to_string();
		assert_eq!(code.len(), 3);
		assert_eq!(code.parse::<Category>().unwrap(), category);
		assert_eq!(code.to_lowercase().parse::<Category>().unwrap(), category);
		assert!(!category.is_chapter());
		codes.insert(code);
	}
	assert_eq!(codes.len(), 9_360);
	assert_eq!((number("A00"), number("Z9Z")), (1, 9_360));
}

#[test]
fn chapters_round_trip_and_other_numbers_are_nothing() {
	for chapter in Chapter::all() {
		let category = Category::of_chapter(chapter);
		assert_eq!(category.as_u16(), 0xF000 + u16::from(chapter.number()));
		assert_eq!(category.to_string().parse::<Category>().unwrap(), category);
		assert_eq!(
			(category.chapter(), category.title()),
			(chapter, Some(chapter.title()))
		);
	}
	assert_eq!("Chapter xxii".parse::<Category>().unwrap().as_u16(), 0xF016);
	let meaningful = (0..=u16::MAX).filter_map(Category::from_u16).count();
	assert_eq!(meaningful, 9_360 + 22);
	for nothing in [0, 9_361, 0xF000, 0xF017, u16::MAX] {
		assert_eq!(Category::from_u16(nothing), None);
	}
}

#[test]
fn every_spelling_of_a_code_is_its_category() {
	for text in [
		"E11", "e11", " E11.9 ", "E119", "E11.65", "E11.-", "E11-", "E11.9+", "E11.3†", "E11.90G", "E11*",
	] {
		assert_eq!(number(text), number("E11"), "{text}");
	}
	assert_eq!(number("S72.001A"), number("S72"));
	assert_eq!(number("C4A.0"), number("C4A"));
	assert_eq!(number("z3a.01"), number("Z3A"));
}

#[test]
fn what_is_no_code_is_refused_with_near_ones() {
	let long = "E11.".to_owned() + &"9".repeat(1_000);
	for text in [
		"",
		"E",
		"E1",
		"11E",
		"EE1x",
		"E11.",
		"E11..9",
		"E11.9.9",
		"ÄÖÜ",
		"E1\u{301}1",
		"E11 9",
		&long,
	] {
		assert!(
			matches!(text.parse::<Category>(), Err(CodeError::Form { .. })),
			"{text}"
		);
	}
	let Err(error @ CodeError::Form { .. }) = "1E1".parse::<Category>() else {
		panic!()
	};
	assert!(
		error.next().contains("E11 (Type 2 diabetes mellitus)"),
		"{}",
		error.next()
	);
	let error = "EI1".parse::<Category>().unwrap_err();
	assert!(error.next().contains("E11"), "{}", error.next());
	assert!(
		"(╯°□°)╯"
			.parse::<Category>()
			.unwrap_err()
			.next()
			.starts_with("a code is")
	);
}

#[test]
fn a_code_that_is_not_listed_offers_its_neighbours() {
	assert_eq!(Category::listed("E11.9").unwrap().to_string(), "E11");
	let Err(CodeError::Unknown { code, near }) = Category::listed("E12.1") else {
		panic!()
	};
	assert_eq!(code, "E12");
	assert_eq!(near[..2], ["E11", "E13"]);
	// Read all the same: another national edition may list it.
	assert!("E12.1".parse::<Category>().is_ok());
}

#[test]
fn a_letter_in_second_place_is_listed_by_chapter() {
	let Err(error @ CodeError::NoNumber { .. }) = "QA0.0101".parse::<Category>() else {
		panic!()
	};
	assert!(error.next().starts_with("use `chapter 17`"), "{}", error.next());
	assert!("chapter 23".parse::<Category>().is_err() && "chapter 0".parse::<Category>().is_err());
}

#[test]
fn titles_are_those_of_the_table() {
	assert_eq!(all_titles().count(), 1_917);
	assert_eq!(
		"E11".parse::<Category>().unwrap().title(),
		Some("Type 2 diabetes mellitus")
	);
	assert_eq!("Z9Z".parse::<Category>().unwrap().title(), None);
	let (category, title) = all_titles().last().unwrap();
	assert_eq!(
		(category.to_string().as_str(), category.title()),
		("Z99", Some(title))
	);
}

/// What the table prints of each chapter fits the numbers, and every number is in exactly one chapter.
#[test]
fn chapters_cover_all_categories_once() {
	for chapter in Chapter::all() {
		let (first, last) = chapter.numbers();
		let (from, to) = chapter.printed().split_once('-').unwrap();
		assert!((first..=last).contains(&number(from)), "{chapter}");
		// QA0 has no number.
		if to != "QA0" {
			assert!((first..=last).contains(&number(to)), "{chapter}");
		}
	}
	for number in 1..=CATEGORIES {
		let of = Category::from_u16(number).unwrap().chapter();
		let holders =
			Chapter::all().filter(|chapter| (chapter.numbers().0..=chapter.numbers().1).contains(&number));
		assert_eq!(holders.collect::<Vec<_>>(), [of]);
	}
	let chapter = |code: &str| code.parse::<Category>().unwrap().chapter().number();
	assert_eq!(
		["D49", "D50", "H59", "H60", "T88", "U07", "V00", "Z3A"].map(chapter),
		[2, 3, 7, 8, 19, 22, 20, 21]
	);
}

#[test]
fn ranges_are_read_and_checked() {
	let numbers = |text: &str| text.parse::<CodeRange>().unwrap().numbers();
	assert_eq!(numbers("E08-E13"), (number("E08"), number("E13")));
	assert_eq!(numbers("E11.-"), (number("E11"), number("E11")));
	assert_eq!(numbers("chapter 7"), (number("H00"), number("H5Z")));
	let chapters = |text: &str| {
		text.parse::<CodeRange>()
			.unwrap()
			.chapters()
			.map(Chapter::number)
			.collect::<Vec<_>>()
	};
	assert_eq!(chapters("D40-E11"), [2, 3, 4]);
	assert_eq!(chapters("chapter IV"), [4]);
	assert!(matches!(
		"E13-E08".parse::<CodeRange>(),
		Err(CodeError::Backwards(_))
	));
	assert!(matches!(
		"E11-chapter 4".parse::<CodeRange>(),
		Err(CodeError::Backwards(_))
	));
	assert!("E11-x".parse::<CodeRange>().is_err());
}

fn words(text: &str) -> Vec<String> {
	find_words(text, 8)
		.iter()
		.map(|found| found.category.to_string())
		.collect()
}

#[test]
fn words_find_categories_best_first() {
	let diabetes = words("diabetes");
	let mut first: Vec<_> = diabetes[..5].to_vec();
	first.sort();
	assert_eq!(first, ["E08", "E09", "E10", "E11", "E13"]);
	assert_eq!(words("Type 2 DIABETES")[0], "E11");
	assert_eq!(words("diab")[..5].len(), 5);
	assert_eq!(words("breast cancer")[0], "C50");
	assert_eq!(words("leukaemia lymphoid")[0], "C91");
	assert_eq!(words("heart attack")[0], "I21");
	assert!(words("fractures femur").contains(&"S72".to_owned()));
	assert!(words("zebra").is_empty() && words("").is_empty() && words("of the").is_empty());
	assert_eq!(find_words("disorder", 3).len(), 3);
}

#[test]
fn quarters_are_read_and_checked() {
	let since = |text: &str| Quarter::since(text).unwrap().to_string();
	let until = |text: &str| Quarter::until(text).unwrap().to_string();
	assert_eq!(
		(since("2024"), until("2024")),
		("2024-Q1".into(), "2024-Q4".into())
	);
	assert_eq!(
		(since("2024-05"), until("2024-05")),
		("2024-Q2".into(), "2024-Q2".into())
	);
	assert_eq!(since("2024-q3"), "2024-Q3");
	assert_eq!(since("2024-02-29"), "2024-Q1");
	assert_eq!(Quarter::since("1900").unwrap().as_u16(), 0);
	for text in [
		"",
		"24",
		"2023-02-29",
		"2024-13",
		"2024-00",
		"2024-Q0",
		"2024-Q5",
		"1899",
		"10000",
		"2024-1-1-1",
		"+024",
		"２０２４",
		"2024-é",
		"2024-q",
	] {
		assert!(matches!(Quarter::since(text), Err(CodeError::Date(_))), "{text}");
	}
}

#[test]
fn modalities_are_64_and_frozen() {
	assert_eq!(Modality::all().count(), 64);
	for modality in Modality::all() {
		assert_eq!(
			modality.code().to_lowercase().parse::<Modality>().unwrap(),
			modality
		);
		assert!(!modality.words().is_empty());
	}
	assert_eq!("ct".parse::<Modality>().unwrap().as_u8(), 1);
	assert!("XYZ".parse::<Modality>().is_err());
	assert_ne!(table_hash(), [0; 32]);
}
