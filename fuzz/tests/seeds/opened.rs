//! Files that somebody opens in the browser: what others have uploaded.

use super::{Seed, seed};

/// An element of a DICOM file: explicit VR, little endian (PS3.5, 7.1.2).
fn element(group: u16, number: u16, vr: &str, value: &[u8]) -> Vec<u8> {
	let mut bytes = [group.to_le_bytes(), number.to_le_bytes()].concat();
	bytes.extend(vr.as_bytes());
	let length = u16::try_from(value.len()).unwrap();
	if vr == "OB" {
		bytes.extend([0, 0]);
		bytes.extend(u32::from(length).to_le_bytes());
	} else {
		bytes.extend(length.to_le_bytes());
	}
	bytes.extend(value);
	bytes
}

fn short(group: u16, number: u16, value: u16) -> Vec<u8> {
	element(group, number, "US", &value.to_le_bytes())
}

/// Four pixels, behind so many empty sequences, each in the one before.
fn dicom(depth: usize) -> Vec<u8> {
	let meta = [
		element(2, 1, "OB", &[0, 1]),
		element(2, 2, "UI", b"1.2.840.10008.5.1.4.1.1.2\0"),
		element(2, 3, "UI", b"2.25.1"),
		element(2, 0x10, "UI", b"1.2.840.10008.1.2.1\0"),
	]
	.concat();
	let length = u32::try_from(meta.len()).unwrap();
	let begins = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff".repeat(depth);
	let ends = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0".repeat(depth);
	[
		vec![0; 128],
		b"DICM".to_vec(),
		element(2, 0, "UL", &length.to_le_bytes()),
		meta,
		begins,
		ends,
		short(0x28, 2, 1),
		element(0x28, 4, "CS", b"MONOCHROME2 "),
		short(0x28, 0x10, 2),
		short(0x28, 0x11, 2),
		short(0x28, 0x100, 8),
		short(0x28, 0x101, 8),
		short(0x28, 0x102, 7),
		short(0x28, 0x103, 0),
		element(0x7fe0, 0x10, "OB", &[0, 80, 160, 240]),
	]
	.concat()
}

/// What the target `look` takes.
pub fn of_opened_files() -> Vec<Seed> {
	let report = r#"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"CT of the head"},
		"text":{"status":"generated","div":"<div><script>alert(1)</script></div>"},"conclusion":"nothing found"}"#;
	vec![
		seed("look", "slice.dcm", dicom(0)),
		seed("look", "nested.dcm", dicom(2)),
		seed("look", "report.json", report),
		seed("look", "letter.txt", "Dear colleague"),
	]
}
