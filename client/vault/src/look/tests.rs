//! What is shown, and what hostile, damaged and huge files come to.

use super::*;
use dicom_core::{DataElement, PrimitiveValue, VR, dicom_value};
use dicom_dictionary_std::tags;
use dicom_object::{FileMetaTableBuilder, InMemDicomObject};
use proptest::prelude::*;
use serde_json::json;

const IMPLICIT: &str = "1.2.840.10008.1.2";
const EXPLICIT: &str = "1.2.840.10008.1.2.1";
const DEFLATED: &str = "1.2.840.10008.1.2.1.99";

/// A CT slice of this many pixels a side: Hounsfield values from -1024 upwards, one more from pixel to pixel.
fn ct(side: u16, number: i32, syntax: &str) -> Vec<u8> {
	let text = |tag, vr, value: &str| DataElement::new(tag, vr, PrimitiveValue::from(value));
	let short = |tag, value: u16| DataElement::new(tag, VR::US, dicom_value!(U16, [value]));
	let pixels: Vec<u16> = (0..u32::from(side) * u32::from(side))
		.map(|at| u16::try_from(at % 4096).unwrap())
		.collect();
	let object = InMemDicomObject::from_element_iter([
		text(tags::SOP_CLASS_UID, VR::UI, "1.2.840.10008.5.1.4.1.1.2"),
		text(tags::SOP_INSTANCE_UID, VR::UI, &format!("1.2.3.{number}")),
		text(tags::MODALITY, VR::CS, "CT"),
		text(tags::INSTANCE_NUMBER, VR::IS, &number.to_string()),
		text(tags::PHOTOMETRIC_INTERPRETATION, VR::CS, "MONOCHROME2"),
		text(tags::RESCALE_INTERCEPT, VR::DS, "-1024"),
		text(tags::RESCALE_SLOPE, VR::DS, "1"),
		text(tags::WINDOW_CENTER, VR::DS, "40"),
		text(tags::WINDOW_WIDTH, VR::DS, "400"),
		short(tags::SAMPLES_PER_PIXEL, 1),
		short(tags::ROWS, side),
		short(tags::COLUMNS, side),
		short(tags::BITS_ALLOCATED, 16),
		short(tags::BITS_STORED, 12),
		short(tags::HIGH_BIT, 11),
		short(tags::PIXEL_REPRESENTATION, 0),
		DataElement::new(tags::PIXEL_DATA, VR::OW, PrimitiveValue::U16(pixels.into())),
	]);
	let meta = FileMetaTableBuilder::new()
		.media_storage_sop_class_uid("1.2.840.10008.5.1.4.1.1.2")
		.media_storage_sop_instance_uid("1.2.3")
		.transfer_syntax(syntax);
	let mut out = Vec::new();
	object.with_meta(meta).unwrap().write_all(&mut out).unwrap();
	out
}

/// The grey values of a PNG.
fn pixels(png: &[u8]) -> (u32, Vec<u8>) {
	let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
	let mut out = vec![0; reader.output_buffer_size().unwrap()];
	let frame = reader.next_frame(&mut out).unwrap();
	(frame.width, out)
}

fn png_of(width: u32, height: u32) -> Vec<u8> {
	let mut out = Vec::new();
	let mut encoder = png::Encoder::new(&mut out, width, height);
	encoder.set_color(png::ColorType::Rgba);
	encoder
		.add_text_chunk("Comment".into(), "<script>".into())
		.unwrap();
	let bytes = vec![9; usize::try_from(width * height * 4).unwrap()];
	encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
	out
}

#[test]
fn slices_are_in_order_and_drawn_through_windows() {
	for syntax in [IMPLICIT, EXPLICIT] {
		let files: Vec<_> = [3, 1, 2]
			.iter()
			.map(|number| ct(64, *number, syntax).into())
			.collect();
		let slices = Slices::of(files).unwrap();
		assert_eq!((slices.len(), slices.modality()), (3, "CT"));
		assert_eq!(slices.window(), Window::clamped(40.0, 400.0));
		let (side, own) = pixels(&slices.png(0, None).unwrap());
		assert_eq!((side, own.len()), (64, 64 * 64));
		// Air is black, bone is white, and what lies between is grey.
		let at = |hounsfield: usize| own[hounsfield + 1024];
		assert_eq!((own[0], at(0) > 60, at(0) < 130, at(1000)), (0, true, true, 255));
		let bone = PRESETS[2].window;
		let (_, bone) = pixels(&slices.png(0, Some(bone)).unwrap());
		assert!((1..255).contains(&bone[1024 + 1000]));
		let drawn: Vec<_> = (0..3).map(|at| slices.png(at, None).unwrap()).collect();
		assert_eq!(drawn[0], drawn[1]);
		assert_eq!(slices.png(3, None), Err(LookError::NoSlice(4)));
	}
}

#[test]
fn images_that_are_not_drawn_say_why() {
	let refused = |bytes: Vec<u8>| Slices::of(vec![bytes.into()]).err();
	assert_eq!(
		refused(ct(8, 1, DEFLATED)),
		Some(LookError::Syntax(DEFLATED.to_owned()))
	);
	assert_eq!(refused(ct(0, 1, EXPLICIT)), Some(LookError::NoImage));
	// Rows and columns that were made up: the pixels are not there, or would be too many.
	let whole = ct(8, 1, EXPLICIT);
	let rows = whole
		.windows(10)
		.position(|part| part == [0x28, 0, 0x10, 0, b'U', b'S', 2, 0, 8, 0])
		.unwrap();
	let mut huge = whole.clone();
	huge[rows + 8..rows + 10].copy_from_slice(&[0xff, 0xff]);
	let columns = rows + 10;
	huge[columns + 8..columns + 10].copy_from_slice(&[0xff, 0xff]);
	assert_eq!(refused(huge), Some(LookError::TooManyPixels));
	let mut long = whole.clone();
	long[rows + 8..rows + 10].copy_from_slice(&[0, 8]);
	let slices = Slices::of(vec![long.into()]).unwrap();
	assert!(slices.png(0, None).is_err());
	// One that can be drawn is, beside those that cannot.
	let mixed = Slices::of(vec![b"no image".to_vec().into(), whole.into()]).unwrap();
	assert_eq!(mixed.len(), 1);
}

/// Such a file would end the whole program, and comes from somebody else.
#[test]
fn sequences_in_sequences_without_end_are_damage() {
	for depth in [33, 100_000] {
		let file = crate::nesting::tests::nested(&ct(4, 1, "1.2.840.10008.1.2.1"), depth);
		assert!(
			matches!(Slices::of(vec![file.into()]), Err(LookError::Damaged)),
			"{depth}"
		);
	}
}

#[test]
fn pictures_are_made_anew() {
	let picture = png_of(4, 3);
	let Seen::Picture(shown) = look(&picture) else {
		panic!()
	};
	assert!(
		!shown.windows(8).any(|part| part == b"<script>"),
		"a comment came through"
	);
	assert_eq!(pixels(&shown).0, 4);
	let mut huge = picture.clone();
	// Width and height of the header, whose checksum is then wrong as well.
	huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
	assert!(matches!(look(&huge), Seen::Nothing(_)));
	assert!(matches!(look(&picture[..40]), Seen::Nothing(LookError::Damaged)));
	assert!(matches!(
		look(b"\xff\xd8\xff\xe0 no more"),
		Seen::Nothing(LookError::Damaged)
	));
}

#[test]
fn texts_are_texts_and_other_bytes_are_nothing() {
	let Seen::Text(text, false) = look(b"<script>alert(1)</script>") else {
		panic!()
	};
	assert_eq!(text, "<script>alert(1)</script>");
	let Seen::Text(text, true) = look("ü".repeat(300_000).as_bytes()) else {
		panic!()
	};
	assert_eq!(text.chars().count(), MAX_TEXT);
	for other in [&b"%PDF-1.7\n\xff\xfe"[..], b"PK\x03\x04\0\0", b"MZ\0\0"] {
		assert!(matches!(look(other), Seen::Nothing(LookError::Unknown)));
	}
	assert!(matches!(look(br#"{"a":1}"#), Seen::Text(..)));
}

fn read(value: &serde_json::Value) -> Document {
	Document::read(value.to_string().as_bytes()).unwrap()
}

#[test]
fn documents_become_plain_values() {
	let report = json!({
		"resourceType": "DiagnosticReport", "status": "final",
		"code": { "coding": [{ "system": "http://loinc.org", "code": "24627-2", "display": "CT Chest" }] },
		"subject": { "display": "E." }, "effectiveDateTime": "2026-11-28",
		"conclusion": "No nodules.",
		"presentedForm": [{ "contentType": "application/pdf", "data": "JVBERi0=" }],
		"text": { "status": "generated", "div": "<div onclick=\"x()\"><p>No <b>nodules</b> &amp; nothing</p><script>x()</script></div>" },
	});
	let document = read(&report);
	assert_eq!(document.title, "Diagnostic report");
	let [section] = document.sections.as_slice() else {
		panic!()
	};
	let told = |word: &str| {
		let mut facts = section.facts.iter();
		facts
			.find(|(known, _)| known == word)
			.map(|(_, told)| told.as_str())
	};
	assert_eq!(told("What"), Some("CT Chest (24627-2)"));
	assert_eq!(told("Patient"), Some("E."));
	assert_eq!(told("Conclusion"), Some("No nodules."));
	assert_eq!(
		told("Attachment"),
		Some("application/pdf, inside this document, 8 characters")
	);
	assert_eq!(section.words, ["No nodules & nothing x()"]);
}

#[test]
fn summaries_are_read_section_by_section() {
	let summary = json!({ "resourceType": "Bundle", "type": "document", "timestamp": "2026-11-28T10:00:00Z", "entry": [
		{ "resource": { "resourceType": "Composition", "title": "Patient summary", "status": "final", "section": [
			{ "title": "Allergies", "code": { "text": "48765-2" }, "text": { "div": "<div>Penicillin</div>" }, "entry": [{ "reference": "AllergyIntolerance/1" }],
			  "section": [{ "title": "More" }] },
		] } },
		{ "resource": { "resourceType": "Patient", "name": [{ "family": "Müller", "given": ["Ève", "M."] }], "birthDate": "1970-01-01" } },
		{ "resource": { "resourceType": "Observation", "code": { "text": "Hb" }, "valueQuantity": { "value": 13.5, "unit": "g/dL" },
		  "referenceRange": [{ "low": { "value": 12, "unit": "g/dL" }, "high": { "value": 16, "unit": "g/dL" } }] } },
		{ "fullUrl": "urn:uuid:1" },
	] });
	let document = read(&summary);
	assert_eq!(document.title, "Patient summary");
	let headings: Vec<&str> = document
		.sections
		.iter()
		.map(|section| section.heading.as_str())
		.collect();
	assert_eq!(
		headings,
		[
			"Bundle",
			"Composition",
			"Allergies",
			"More",
			"Patient",
			"Observation"
		]
	);
	let facts = |at: usize| format!("{:?}", document.sections[at].facts);
	assert!(facts(4).contains("Ève M. Müller"), "{}", facts(4));
	assert!(facts(5).contains("13.5 g/dL"), "{}", facts(5));
	assert!(facts(5).contains("12 g/dL to 16 g/dL"), "{}", facts(5));
	assert_eq!(document.sections[2].words, ["Penicillin"]);
}

#[test]
fn hostile_documents_are_bounded() {
	for none in [
		"",
		"[]",
		"{}",
		r#"{"resourceType":7}"#,
		r#"{"resourceType":"<script>"}"#,
		r#"{"resourceType":""}"#,
	] {
		assert_eq!(Document::read(none.as_bytes()), None, "{none}");
	}
	let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
	assert_eq!(Document::read(deep.as_bytes()), None);
	let entry = json!({ "resource": { "resourceType": "Patient", "name": "x".repeat(30_000) } });
	let many = read(&json!({ "resourceType": "Bundle", "entry": vec![entry; 200] }));
	assert!(
		many.sections
			.iter()
			.all(|section| section.facts.iter().all(|(_, told)| told.len() <= 20_000))
	);
	let small = json!({ "resource": { "resourceType": "Patient" } });
	let many = read(&json!({ "resourceType": "Bundle", "entry": vec![small; 5_000] }));
	assert!(many.cut && many.sections.len() == 500);
	let mut nested = json!({ "title": "last" });
	for _ in 0..20 {
		nested = json!({ "title": "one", "section": [nested] });
	}
	let composition = json!({ "resourceType": "Composition", "section": [nested] });
	assert!(read(&composition).cut);
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

	#[test]
	fn no_bytes_crash_what_looks(
		bytes in proptest::collection::vec(any::<u8>(), 0..600),
		head in 0..4usize,
		at in 0..1200usize,
		value in any::<u8>(),
	) {
		// Bytes of chance behind a right beginning, and right files with one byte changed.
		let begun = [&b""[..], PNG, JPEG, b"{\"resourceType\":\"Bundle\","][head];
		let _ = look(&[begun, &bytes].concat());
		for mut whole in [ct(16, 1, EXPLICIT), png_of(8, 8)] {
			if let Some(byte) = whole.get_mut(at) {
				*byte = value;
			}
			if let Seen::Slices(slices) = look(&whole) {
				let _ = slices.png(0, None);
			}
		}
	}
}
