//! The columns of a manifest, by name.

use crate::error::ManifestError;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
	/// A file or folder.
	Path,
	/// Whose record it is.
	Patient,
	/// Day of the examination.
	Date,
	/// Diagnoses.
	Icd10,
	/// The name that the requester will see.
	Name,
	/// Whether the record may be found by its diagnoses.
	Searchable,
}

impl Column {
	/// All, in the order in which a report writes them.
	pub const ALL: [Self; 6] = [
		Self::Path,
		Self::Patient,
		Self::Date,
		Self::Icd10,
		Self::Name,
		Self::Searchable,
	];

	/// Columns that a report adds behind them; they are not read.
	pub(crate) const OF_REPORTS: [&'static str; 2] = ["refused", "next"];

	/// Its name in the header row.
	#[must_use]
	pub fn name(self) -> &'static str {
		match self {
			Self::Path => "path",
			Self::Patient => "patient",
			Self::Date => "date",
			Self::Icd10 => "icd10",
			Self::Name => "name",
			Self::Searchable => "searchable",
		}
	}

	/// Whether a manifest cannot do without it.
	fn is_needed(self) -> bool {
		matches!(self, Self::Path | Self::Patient)
	}
}

/// Where each column stands, and how many there are in all.
pub(crate) struct Layout {
	places: [Option<usize>; Column::ALL.len()],
	pub(crate) width: usize,
}

impl Layout {
	/// Reads the header row. `ICD-10`, `Icd 10` and `icd10` are one name.
	pub(crate) fn of_header(names: &[&str]) -> Result<Self, ManifestError> {
		if let [one] = names
			&& let Some(separator) = one.chars().find(|c| matches!(c, ';' | '\t' | '|'))
		{
			return Err(ManifestError::Separator(separator));
		}
		let mut places = [None; Column::ALL.len()];
		for (at, typed) in names.iter().enumerate() {
			let plain: String = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
			let plain = plain.to_lowercase();
			if Column::OF_REPORTS.contains(&plain.as_str()) {
				continue;
			}
			let column = Column::ALL.iter().find(|column| column.name() == plain);
			let column = *column.ok_or_else(|| ManifestError::UnknownColumn((*typed).to_owned()))?;
			let place = places.get_mut(column as usize);
			if place.is_some_and(|place| place.replace(at).is_some()) {
				return Err(ManifestError::ColumnTwice(column.name()));
			}
		}
		let layout = Self {
			places,
			width: names.len(),
		};
		let lacking = |column: &Column| column.is_needed() && layout.place(*column).is_none();
		match Column::ALL.into_iter().find(lacking) {
			Some(column) => Err(ManifestError::MissingColumn(column.name())),
			None => Ok(layout),
		}
	}

	/// Where a column stands in a row.
	pub(crate) fn place(&self, column: Column) -> Option<usize> {
		self.places.get(column as usize).copied().flatten()
	}
}
