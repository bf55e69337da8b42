//! Studies: a thousand images as one record, of which a reader fetches what it wants.

use crate::common::*;
use dicom_core::{DataElement, PrimitiveValue, VR, dicom_value};
use dicom_dictionary_std::{tags, uids};
use dicom_object::{FileMetaTableBuilder, InMemDicomObject};
use medquorum_client::{
	domain::*,
	error::Error,
	store::faulty::Fault,
	study::{Contents, OutputFolder, Study, StudyError},
};
use std::{
	fs,
	io::Read as _,
	path::{Path, PathBuf},
};

const SIDE: u16 = 48;

/// An image of a series, with pixels that tell it from all others.
fn image(series: u32, number: u32) -> Vec<u8> {
	let text = |value: String| PrimitiveValue::from(value);
	let pixels: Vec<u16> = (0..u32::from(SIDE) * u32::from(SIDE))
		.map(|at| u16::try_from((at * 7 + series * 1000 + number) % 4096).unwrap())
		.collect();
	let object = InMemDicomObject::from_element_iter([
		DataElement::new(tags::SOP_CLASS_UID, VR::UI, uids::CT_IMAGE_STORAGE),
		DataElement::new(
			tags::SOP_INSTANCE_UID,
			VR::UI,
			text(format!("1.2.3.{series}.{number}")),
		),
		DataElement::new(tags::MODALITY, VR::CS, "CT"),
		DataElement::new(
			tags::SERIES_DESCRIPTION,
			VR::LO,
			text(format!("series of {series}")),
		),
		DataElement::new(tags::SERIES_INSTANCE_UID, VR::UI, text(format!("1.2.3.{series}"))),
		DataElement::new(tags::SERIES_NUMBER, VR::IS, text(series.to_string())),
		DataElement::new(tags::SAMPLES_PER_PIXEL, VR::US, dicom_value!(U16, [1])),
		DataElement::new(tags::PHOTOMETRIC_INTERPRETATION, VR::CS, "MONOCHROME2"),
		DataElement::new(tags::ROWS, VR::US, dicom_value!(U16, [SIDE])),
		DataElement::new(tags::COLUMNS, VR::US, dicom_value!(U16, [SIDE])),
		DataElement::new(tags::BITS_ALLOCATED, VR::US, dicom_value!(U16, [16])),
		DataElement::new(tags::BITS_STORED, VR::US, dicom_value!(U16, [12])),
		DataElement::new(tags::HIGH_BIT, VR::US, dicom_value!(U16, [11])),
		DataElement::new(tags::PIXEL_REPRESENTATION, VR::US, dicom_value!(U16, [0])),
		DataElement::new(tags::PIXEL_DATA, VR::OW, PrimitiveValue::U16(pixels.into())),
	]);
	let meta = FileMetaTableBuilder::new()
		.transfer_syntax(uids::EXPLICIT_VR_LITTLE_ENDIAN)
		.media_storage_sop_class_uid(uids::CT_IMAGE_STORAGE);
	let mut bytes = Vec::new();
	object.with_meta(meta).unwrap().write_all(&mut bytes).unwrap();
	bytes
}

/// Three series of 400, 300 and 300 images, and a report.
fn thousand_images(folder: &Path) {
	for (series, images) in [(1, 400), (2, 300), (3, 300)] {
		let folder = folder.join(format!("S{series}"));
		fs::create_dir_all(&folder).unwrap();
		for number in 0..images {
			fs::write(folder.join(format!("{number:04}.dcm")), image(series, number)).unwrap();
		}
	}
	fs::write(folder.join("report.txt"), "no finding").unwrap();
}

fn files_below(folder: &Path, name: &str, to: &mut Vec<(String, Vec<u8>)>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		let own = path.file_name().unwrap().to_str().unwrap();
		let name = if name.is_empty() {
			own.to_owned()
		} else {
			format!("{name}/{own}")
		};
		match path.is_dir() {
			true => files_below(&path, &name, to),
			false => to.push((name, fs::read(&path).unwrap())),
		}
	}
}

/// Everything below a folder, by name.
fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
	let mut all = Vec::new();
	files_below(folder, "", &mut all);
	all.sort();
	all
}

/// A study in the store, its request approved and consented to.
async fn uploaded(world: &World, study: Study) -> RequestId {
	let facility = &world.facility;
	let place = world.place(facility);
	let uploaded = place
		.uploader()
		.upload(
			&facility.signer,
			UploadSource::of_study(study).unwrap(),
			&world.options(),
		)
		.await
		.unwrap();
	let id = world.request(&world.clinician, uploaded.record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	id
}

async fn open(world: &World, id: RequestId) -> Opened {
	let person = &world.clinician;
	let place = world.place(person);
	place
		.requester()
		.open(person.account(), &person.keystore, id, CspSource::Consent)
		.await
		.unwrap()
}

fn archive_of(study: Study) -> Vec<u8> {
	let mut archive = Vec::new();
	study.into_reader().read_to_end(&mut archive).unwrap();
	archive
}

#[tokio::test(flavor = "multi_thread")]
async fn a_series_of_a_thousand_images_is_read_without_the_others() {
	let world = World::new().await;
	let dir = tempfile::tempdir().unwrap();
	let source = dir.path().join("study");
	thousand_images(&source);
	let study = Study::of_folder(&source).unwrap();
	let expected = study.contents().clone();
	assert_eq!(expected.files.len(), 1001);
	let id = uploaded(&world, study).await;
	let (place, opened) = (world.place(&world.clinician), open(&world, id).await);

	// Damage in the first series, which nobody asks for: that it goes unnoticed shows that it is not fetched.
	world.store.set(Fault::AlteredAt(300_000));
	let contents = place.requester().contents(&opened).await.unwrap();
	assert_eq!(contents, expected);
	let series = contents.series.iter();
	let names: Vec<_> = series
		.map(|series| (series.description.as_str(), series.number))
		.collect();
	let expected = [1, 2, 3].map(|number| (format!("series of {number}"), Some(number)));
	assert_eq!(
		names,
		expected.each_ref().map(|(name, number)| (name.as_str(), *number))
	);

	let wanted = Selection::Series("1.2.3.3".to_owned()).choose(&contents).unwrap();
	assert_eq!(wanted.len(), 300);
	let target = dir.path().join("series");
	let mut folder = OutputFolder::create(&target, &contents, &wanted).unwrap();
	place.requester().read_files(&opened, &mut folder).await.unwrap();
	folder.commit().unwrap();
	assert_eq!(content(&target.join("S3")), content(&source.join("S3")));
	assert_eq!(content(&target).len(), 300);

	let picture = place
		.requester()
		.preview(&opened, &contents.series[1])
		.await
		.unwrap()
		.unwrap();
	assert!(picture.starts_with(b"\x89PNG\r\n"));

	// With all files wanted, the damage shows, and nothing is left.
	let all = Selection::All.choose(&contents).unwrap();
	let target = dir.path().join("all");
	let mut folder = OutputFolder::create(&target, &contents, &all).unwrap();
	let refused = place.requester().read_files(&opened, &mut folder).await;
	assert!(matches!(refused, Err(Error::Open(_))));
	drop(folder);
	assert!(!target.exists());

	world.store.set(Fault::None);
	let mut folder = OutputFolder::create(&target, &contents, &all).unwrap();
	place.requester().read_files(&opened, &mut folder).await.unwrap();
	folder.commit().unwrap();
	assert_eq!(content(&target), content(&source));
}

#[test]
fn the_archive_is_a_tar_that_others_read() {
	let dir = tempfile::tempdir().unwrap();
	let source = dir.path().join("study");
	let long = format!("{}/{}", "long-name-of-a-folder/".repeat(12), "x".repeat(120));
	for (name, bytes) in [
		("a.txt", vec![1; 511]),
		("empty", vec![]),
		("sub/b", vec![2; 512]),
		(&long, vec![3; 5]),
	] {
		let path = source.join(name);
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		fs::write(path, bytes).unwrap();
	}
	let study = Study::of_folder(&source).unwrap();
	let (len, table, contents) = (study.len(), study.table(), study.contents().clone());
	let archive = archive_of(study);
	assert_eq!(archive.len() as u64, len);
	let place = |at: u64| usize::try_from(at).unwrap();
	let at = |range: std::ops::Range<u64>| &archive[place(range.start)..place(range.end)];
	assert_eq!(
		Contents::decode(at(table.clone()), table.start).unwrap(),
		contents
	);
	for file in &contents.files {
		assert_eq!(
			at(file.range()),
			fs::read(source.join(&file.path)).unwrap(),
			"{}",
			file.path
		);
	}
	let unpacked = dir.path().join("unpacked");
	tar::Archive::new(archive.as_slice()).unpack(&unpacked).unwrap();
	fs::remove_dir_all(unpacked.join(".medquorum")).unwrap();
	assert_eq!(content(&unpacked), content(&source));
}

#[test]
fn files_are_taken_under_their_own_names() {
	let dir = tempfile::tempdir().unwrap();
	let path = |name: &str| dir.path().join(name);
	fs::create_dir_all(path("one/deep")).unwrap();
	fs::create_dir(path("two")).unwrap();
	for name in ["letter", "one/scan", "one/deep/scan", "two/letter"] {
		fs::write(path(name), name).unwrap();
	}
	let study = Study::of_paths(&[path("letter"), path("one")]).unwrap();
	let names: Vec<_> = study
		.contents()
		.files
		.iter()
		.map(|file| file.path.as_str())
		.collect();
	assert_eq!(names, ["letter", "one/deep/scan", "one/scan"]);
	let twice = Study::of_paths(&[path("letter"), path("two/letter")]);
	assert!(matches!(twice, Err(StudyError::SameName(name)) if name == "letter"));
}

#[test]
fn what_is_no_file_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let empty = Study::of_folder(dir.path());
	assert!(matches!(empty, Err(StudyError::Empty { .. })));
	fs::write(dir.path().join("a"), "a").unwrap();
	std::os::unix::fs::symlink("/etc/hostname", dir.path().join("link")).unwrap();
	assert!(matches!(
		Study::of_folder(dir.path()),
		Err(StudyError::Special { .. })
	));
	fs::remove_file(dir.path().join("link")).unwrap();
	fs::create_dir(dir.path().join(".medquorum")).unwrap();
	fs::write(dir.path().join(".medquorum/contents.cbor"), "forged").unwrap();
	assert!(matches!(
		Study::of_folder(dir.path()),
		Err(StudyError::BadName { .. })
	));
	let gone = Study::of_paths(&[PathBuf::from("no/such/file")]);
	assert!(matches!(gone, Err(StudyError::File(_))));
}

#[tokio::test]
async fn a_file_that_changes_under_way_is_noticed() {
	let world = World::new().await;
	let dir = tempfile::tempdir().unwrap();
	let file = dir.path().join("a");
	for now in [&b"shorter"[..], b"longer than it was before"] {
		fs::write(&file, b"as long as this").unwrap();
		let study = Study::of_folder(dir.path()).unwrap();
		fs::write(&file, now).unwrap();
		let facility = &world.facility;
		let refused = world
			.place(facility)
			.uploader()
			.upload(
				&facility.signer,
				UploadSource::of_study(study).unwrap(),
				&world.options(),
			)
			.await;
		assert!(matches!(
			refused,
			Err(Error::Upload(
				medquorum_client::error::UploadError::Changed { .. }
			))
		));
		assert_eq!(world.objects(), 0);
	}
}

#[tokio::test]
async fn a_record_of_one_file_is_no_study() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE, BOB, CHARLIE]).await;
	let opened = open(&world, id).await;
	let refused = world.place(&world.clinician).requester().contents(&opened).await;
	assert!(matches!(refused, Err(Error::Study(StudyError::NotAStudy))));
}

#[test]
fn a_damaged_dicom_file_is_simply_a_file() {
	let dir = tempfile::tempdir().unwrap();
	let whole = image(1, 1);
	for end in [132, 140, 200, 400, whole.len() - 10] {
		fs::write(dir.path().join("a.dcm"), &whole[..end]).unwrap();
		let study = Study::of_folder(dir.path()).unwrap();
		assert_eq!(archive_of(study).len() % 512, 0);
	}
}
