//! Slices of a CT series as a page draws them: decoded, windowed, encoded as PNG. Goal: at least 10 in a second.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dicom_core::{DataElement, PrimitiveValue, VR, dicom_value};
use dicom_dictionary_std::{tags, uids};
use dicom_object::{FileMetaTableBuilder, InMemDicomObject};
use medquorum_client::look::{PRESETS, Slices};
use std::hint::black_box;

const SIDE: u16 = 512;

/// A slice that looks like one: noise over a disc, in 12 of 16 bits.
fn ct() -> Vec<u8> {
	let text = |tag, vr, value: &str| DataElement::new(tag, vr, PrimitiveValue::from(value));
	let short = |tag, value: u16| DataElement::new(tag, VR::US, dicom_value!(U16, [value]));
	let mut noise = 1u32;
	let pixel = |at: u32| {
		noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
		let (x, y) = (at % u32::from(SIDE), at / u32::from(SIDE));
		let far = x.abs_diff(256).pow(2) + y.abs_diff(256).pow(2) > 200 * 200;
		u16::try_from(if far { 24 } else { 1000 } + (noise >> 26)).unwrap()
	};
	let pixels: Vec<u16> = (0..u32::from(SIDE) * u32::from(SIDE)).map(pixel).collect();
	let object = InMemDicomObject::from_element_iter([
		text(tags::SOP_CLASS_UID, VR::UI, uids::CT_IMAGE_STORAGE),
		text(tags::SOP_INSTANCE_UID, VR::UI, "1.2.3"),
		text(tags::PHOTOMETRIC_INTERPRETATION, VR::CS, "MONOCHROME2"),
		text(tags::RESCALE_INTERCEPT, VR::DS, "-1024"),
		text(tags::RESCALE_SLOPE, VR::DS, "1"),
		short(tags::SAMPLES_PER_PIXEL, 1),
		short(tags::ROWS, SIDE),
		short(tags::COLUMNS, SIDE),
		short(tags::BITS_ALLOCATED, 16),
		short(tags::BITS_STORED, 12),
		short(tags::HIGH_BIT, 11),
		short(tags::PIXEL_REPRESENTATION, 0),
		DataElement::new(tags::PIXEL_DATA, VR::OW, PrimitiveValue::U16(pixels.into())),
	]);
	let meta = FileMetaTableBuilder::new()
		.media_storage_sop_class_uid(uids::CT_IMAGE_STORAGE)
		.transfer_syntax(uids::EXPLICIT_VR_LITTLE_ENDIAN);
	let mut out = Vec::new();
	object.with_meta(meta).unwrap().write_all(&mut out).unwrap();
	out
}

fn slices(criterion: &mut Criterion) {
	let slices = Slices::of(vec![ct().into()]).unwrap();
	let mut group = criterion.benchmark_group("look");
	group.throughput(Throughput::Elements(1));
	for preset in &PRESETS {
		group.bench_function(format!("slice of 512 by 512, {}", preset.name), |bencher| {
			bencher.iter(|| black_box(slices.png(0, Some(preset.window)).unwrap()));
		});
	}
	group.finish();
}

criterion_group!(benches, slices);
criterion_main!(benches);
