//! Values that people type: ids, purposes, hosts and the like. Each says itself what is wrong with a text.

mod find;
mod reasons;

pub use find::{AtArg, EveryArg, QuarterArg, WhatArg, YesNoArg};
pub use reasons::{ErasureArg, HoldArg, ReasonArg, RefusalArg};

use chrono::{Days, NaiveDate, NaiveTime};
use clap::{Args, ValueEnum, ValueHint, builder::PossibleValue};
use medquorum_client::domain::{Body, Bytes32, FacilityNumber, Purpose, Role};
use std::{
	fmt::{self, Display, Formatter},
	ops::Range,
	path::PathBuf,
	str::FromStr,
};

/// A purpose, typed as its HL7 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeArg(pub Purpose);

impl ValueEnum for PurposeArg {
	fn value_variants<'a>() -> &'a [Self] {
		const ALL: [PurposeArg; Purpose::ORDINARY.len()] = {
			let mut all = [PurposeArg(Purpose::Treatment); Purpose::ORDINARY.len()];
			let mut at = 0;
			while at < all.len() {
				all[at] = PurposeArg(Purpose::ORDINARY[at]);
				at += 1;
			}
			all
		};
		&ALL
	}

	fn to_possible_value(&self) -> Option<PossibleValue> {
		Some(PossibleValue::new(self.0.code()).help(self.0.words()))
	}
}

/// Why the glass is broken, typed as its HL7 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmergencyArg(pub Purpose);

impl ValueEnum for EmergencyArg {
	fn value_variants<'a>() -> &'a [Self] {
		&[
			Self(Purpose::EmergencyTreatment),
			Self(Purpose::BreakTheGlass),
			Self(Purpose::Test),
		]
	}

	fn to_possible_value(&self) -> Option<PossibleValue> {
		Some(PossibleValue::new(self.0.code()).help(self.0.words()))
	}
}

/// A day of the calendar, typed as ISO 8601 writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayArg(NaiveDate);

impl DayArg {
	/// Its beginning in UTC, in milliseconds since 1970.
	pub fn start(self) -> u64 {
		let start = self.0.and_time(NaiveTime::MIN).and_utc();
		u64::try_from(start.timestamp_millis()).unwrap_or_default()
	}

	/// Its end in UTC, in milliseconds since 1970.
	pub fn end(self) -> u64 {
		let next = self.0.checked_add_days(Days::new(1)).unwrap_or(self.0);
		let end = next.and_time(NaiveTime::MIN).and_utc();
		u64::try_from(end.timestamp_millis()).unwrap_or_default()
	}
}

impl FromStr for DayArg {
	type Err = &'static str;

	fn from_str(typed: &str) -> Result<Self, Self::Err> {
		let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
		// The parser also takes days without their zeros.
		let day = day.map(Self).filter(|day| day.to_string() == typed);
		day.ok_or("write it as YYYY-MM-DD, like 2026-01-31")
	}
}

impl Display for DayArg {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.0.format("%Y-%m-%d"))
	}
}

/// A role, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
	/// Holds records; everybody who registers
	Patient,
	/// May request records
	Clinician,
	/// May upload and request records
	Facility,
	/// May have any record erased, stop erasures, and place legal holds
	#[value(alias = "dpo")]
	DataProtectionOfficer,
	/// Keeps encrypted files, and attests that erased ones are gone
	StorageHost,
	/// May request records, and break the glass in an emergency
	EmergencyClinician,
}

impl From<RoleArg> for Role {
	fn from(role: RoleArg) -> Self {
		match role {
			RoleArg::Patient => Self::Patient,
			RoleArg::Clinician => Self::Clinician,
			RoleArg::Facility => Self::Facility,
			RoleArg::DataProtectionOfficer => Self::DataProtectionOfficer,
			RoleArg::StorageHost => Self::StorageHost,
			RoleArg::EmergencyClinician => Self::EmergencyClinician,
		}
	}
}

/// An administrator of a new committee: `NAME=INDEX`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminArg {
	/// A contact's name, an address, or a `//Name` of a development chain.
	pub who: String,
	/// The index of the share, never zero.
	pub index: u16,
}

impl FromStr for AdminArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let parts = text.rsplit_once('=').filter(|(who, _)| !who.is_empty());
		let (who, index) = parts.ok_or_else(|| "write it as NAME=INDEX, like Alice=1".to_owned())?;
		match index.parse() {
			Ok(0) | Err(_) => Err(format!(
				"`{index}` is not a valid index: use a whole number from 1 to 65535"
			)),
			Ok(index) => Ok(Self {
				who: who.to_owned(),
				index,
			}),
		}
	}
}

/// The number of a facility, or `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacilityArg(pub Option<FacilityNumber>);

impl FromStr for FacilityArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text {
			"none" => Ok(Self(None)),
			number => {
				let number = number.parse().map(|number| Self(Some(number)));
				number.map_err(|_| "write its number, or none".to_owned())
			}
		}
	}
}

/// A host of the store: `NAME=URL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostArg {
	/// What people call it.
	pub name: String,
	/// Its address.
	pub url: String,
}

impl FromStr for HostArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.split_once('=') {
			Some((name, url)) if !name.is_empty() && !url.is_empty() => Ok(Self {
				name: name.to_owned(),
				url: url.to_owned(),
			}),
			_ => Err("write it as NAME=URL, like ward-b=https://ipfs.ward-b.example:5001".to_owned()),
		}
	}
}

/// The two chain specs that a light client follows, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightArg {
	/// File of the one that finality comes from.
	pub relay: PathBuf,
	/// File of the records chain's.
	pub parachain: PathBuf,
}

impl FromStr for LightArg {
	type Err = &'static str;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		match text.split_once(',') {
			Some((relay, parachain)) if !relay.is_empty() && !parachain.is_empty() => Ok(Self {
				relay: relay.into(),
				parachain: parachain.into(),
			}),
			_ => Err("write it as RELAY,PARACHAIN: the files of two raw chain specs"),
		}
	}
}

/// A range of bytes as typed: `A..B`; B is not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangeArg(pub Range<u64>);

impl FromStr for RangeArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let wrong = || "write it as FIRST..END in bytes, like 0..1024 (END is not included)".to_owned();
		let (start, end) = text.split_once("..").ok_or_else(wrong)?;
		let number = |digits: &str| digits.parse::<u64>().map_err(|_| wrong());
		let (start, end) = (number(start)?, number(end)?);
		if end < start {
			return Err("it ends before it starts".to_owned());
		}
		Ok(Self(start..end))
	}
}

/// The part of an id that people type: hex digits, at least four, at most 32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdArg(String);

impl IdArg {
	/// The digits in lower case, without `0x`.
	pub fn digits(&self) -> &str {
		&self.0
	}
}

impl FromStr for IdArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let digits = text.trim();
		let digits = digits.strip_prefix("0x").unwrap_or(digits).to_ascii_lowercase();
		if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
			return Err("an id is written with the digits 0-9 and a-f".to_owned());
		}
		match digits.len() {
			4..=32 => Ok(Self(digits)),
			0..4 => Err("give at least the first four digits of the id".to_owned()),
			_ => Err("an id has 32 digits, and this has more; copy it again".to_owned()),
		}
	}
}

/// Which of the person's accounts.
#[derive(Debug, Clone, Default, Args)]
pub struct AtArgs {
	/// Of your accounts only the one at this facility (`medquorum account list`); the node is then asked for no other
	#[arg(long, value_name = "FACILITY")]
	pub at: Option<String>,
}

/// An administrator's share, and where the certificate over its deal goes.
#[derive(Debug, Args)]
pub struct CertifyArgs {
	/// Your share, as the dealer sent it
	#[arg(value_hint = ValueHint::FilePath)]
	pub share: PathBuf,
	/// Where the certificate goes [default: standard output]
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	pub out: Option<PathBuf>,
	/// Replace the file if it exists
	#[arg(long, requires = "out")]
	pub force: bool,
}

/// `yes` or `no`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VoteArg {
	/// In favour
	Yes,
	/// Against
	No,
}

/// Bytes in hex, with or without 0x.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HexArg(pub Vec<u8>);

impl FromStr for HexArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let digits = text.strip_prefix("0x").unwrap_or(text);
		hex::decode(digits).map(Self).map_err(|error| error.to_string())
	}
}

/// A public key of 32 bytes in hex, with or without 0x.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyArg(pub Bytes32);

impl FromStr for KeyArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let HexArg(bytes) = text.parse()?;
		let length = bytes.len();
		let key = bytes
			.try_into()
			.map_err(|_| format!("32 bytes are wanted, these are {length}"));
		key.map(Self)
	}
}

/// A body that votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BodyArg {
	/// The council
	Council,
	/// The recovery body
	Recovery,
}

impl From<BodyArg> for Body {
	fn from(body: BodyArg) -> Self {
		match body {
			BodyArg::Council => Self::Council,
			BodyArg::Recovery => Self::Recovery,
		}
	}
}

/// Where encrypted files are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum StoreArg {
	/// A folder on this machine, addressed by content
	#[default]
	Embedded,
	/// A Kubo (IPFS) daemon
	Kubo,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ids_are_read_with_or_without_prefix() {
		assert_eq!("0xABcd".parse::<IdArg>().unwrap().digits(), "abcd");
		assert!("abc".parse::<IdArg>().is_err());
		assert!("last".parse::<IdArg>().is_err());
		assert!("0".repeat(33).parse::<IdArg>().is_err());
	}

	#[test]
	fn days_are_read_in_one_way_only() {
		let day: DayArg = "2024-02-29".parse().unwrap();
		assert_eq!(day.to_string(), "2024-02-29");
		// 1 March, as the clock of the core's views tells it.
		assert_eq!(day.end(), 1_709_251_200_000);
		assert_eq!(day.start(), 1_709_164_800_000);
		for wrong in [
			"31.1.2026",
			"2026-1-31",
			"2026-02-29",
			"2026-13-01",
			"20260131",
			"",
			"2026-01-31T00:00",
		] {
			assert!(wrong.parse::<DayArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn ranges_are_read() {
		assert_eq!("1..5".parse(), Ok(RangeArg(1..5)));
		for wrong in ["", "5", "5..1", "a..b", "-1..2", "1...2", "..5", "7.."] {
			assert!(wrong.parse::<RangeArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn administrators_are_read() {
		assert_eq!(
			"//Alice=1".parse(),
			Ok(AdminArg {
				who: "//Alice".into(),
				index: 1
			})
		);
		assert_eq!(
			"a=b=2".parse(),
			Ok(AdminArg {
				who: "a=b".into(),
				index: 2
			})
		);
		for wrong in ["", "Alice", "=1", "Alice=0", "Alice=65536", "Alice=x"] {
			assert!(wrong.parse::<AdminArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn purposes_are_the_hl7_codes() {
		let codes: Vec<_> = PurposeArg::value_variants()
			.iter()
			.map(|purpose| purpose.0.code())
			.collect();
		assert_eq!(codes.first(), Some(&"TREAT"));
		assert_eq!(codes.len(), 11);
		assert_eq!(
			PurposeArg::from_str("treat", true),
			Ok(PurposeArg(Purpose::Treatment))
		);
	}
}
