//! The manifest: a CSV that says what is known about files.
//!
//! `file,outlet,published,url,title,kind,modified` with a header; `file` is required and relative
//! to the manifest, the rest may be empty or missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::ReadError;
use super::dates::whole_date;
use crate::model::{Fact, FactSource, Facts};

/// The manifest as a whole cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The file cannot be opened or read.
    #[error("could not read the manifest {}", path.display())]
    Unreadable {
        /// The manifest.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is no CSV with the column that is required.
    #[error("the manifest {} has no column \"file\" in its first line", path.display())]
    NoFileColumn {
        /// The manifest.
        path: PathBuf,
    },
}

impl ManifestError {
    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "check that the path exists and that you may read it",
            Self::NoFileColumn { .. } => {
                "begin it with the line file,outlet,published,url,title,kind"
            }
        }
    }
}

/// What a manifest says, by file.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    path: PathBuf,
    /// Every row of a file, in order: one file may have been published by several outlets.
    rows: BTreeMap<PathBuf, Vec<Row>>,
}

/// One row that can be used.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) file: String,
    pub(super) facts: Facts,
}

impl Manifest {
    /// Reads the manifest at `path`; rows that cannot be used are handed back as errors.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or has no column `file`.
    pub fn read(path: &Path) -> Result<(Self, Vec<ReadError>), ManifestError> {
        let bytes = fs::read(path)
            .map_err(|source| ManifestError::Unreadable { path: path.to_owned(), source })?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let columns = Columns::of(&mut reader)
            .ok_or_else(|| ManifestError::NoFileColumn { path: path.to_owned() })?;
        let mut manifest = Self { path: path.to_owned(), rows: BTreeMap::new() };
        let mut bad = Vec::new();
        for (index, record) in reader.byte_records().enumerate() {
            match manifest.row(index, record, &columns) {
                Ok(Some((file, row))) => manifest.rows.entry(file).or_default().push(row),
                Ok(None) => {}
                Err(error) => bad.push(error),
            }
        }
        Ok((manifest, bad))
    }

    /// Returns the manifest's own file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the rows of a file, given by its canonical path.
    pub(super) fn rows_of(&self, file: &Path) -> &[Row] {
        self.rows.get(file).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns every file listed, by its canonical path, with its rows.
    pub(super) fn files(&self) -> impl Iterator<Item = (&Path, &[Row])> {
        self.rows.iter().map(|(file, rows)| (file.as_path(), rows.as_slice()))
    }

    /// Returns the place of a row, for messages.
    pub(super) fn place(&self, line: u64) -> String {
        format!("{}:{line}", self.path.display())
    }

    /// Reads a row; `None` for an empty one.
    fn row(
        &self,
        index: usize,
        record: Result<csv::ByteRecord, csv::Error>,
        columns: &Columns,
    ) -> Result<Option<(PathBuf, Row)>, ReadError> {
        let bad =
            |line, reason: String| ReadError::BadRow { source_name: self.place(line), reason };
        // The header is line 1; the position is only missing where the CSV itself is broken.
        let fallback = index as u64 + 2;
        let record = record.map_err(|error| {
            let line = error.position().map_or(fallback, csv::Position::line);
            bad(line, format!("the row is no CSV: {error}"))
        })?;
        let line = record.position().map_or(fallback, csv::Position::line);
        let record = csv::StringRecord::from_byte_record(record)
            .map_err(|_| bad(line, "the row is not UTF-8".to_owned()))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(None);
        }
        let file = columns
            .cell(&record, columns.file)
            .ok_or_else(|| bad(line, "the row names no file".to_owned()))?;
        let facts = columns.facts(&record).map_err(|reason| bad(line, reason))?;
        let row = Row { line, file: file.to_owned(), facts };
        Ok(Some((self.canonical(file), row)))
    }

    /// Returns the canonical path of a file that is listed relative to the manifest; one that is
    /// not there keeps the path as it is.
    fn canonical(&self, file: &str) -> PathBuf {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let path = folder.join(file);
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // Only the folder is resolved, so that a link stays told from what it leads to.
        match (path.parent().map(fs::canonicalize), path.file_name()) {
            (Some(Ok(parent)), Some(name)) => parent.join(name),
            _ => fs::canonicalize(folder).unwrap_or_default().join(file),
        }
    }
}

/// Where the columns stand.
struct Columns {
    file: usize,
    outlet: Option<usize>,
    published: Option<usize>,
    url: Option<usize>,
    title: Option<usize>,
    kind: Option<usize>,
    modified: Option<usize>,
}

impl Columns {
    fn of(reader: &mut csv::Reader<&[u8]>) -> Option<Self> {
        let headers = reader.byte_headers().ok()?.clone();
        let find = |name: &str| {
            headers.iter().position(|cell| cell.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
        };
        Some(Self {
            file: find("file")?,
            outlet: find("outlet"),
            published: find("published"),
            url: find("url"),
            title: find("title"),
            kind: find("kind"),
            modified: find("modified"),
        })
    }

    /// Returns a cell that holds something.
    fn cell<'a>(&self, record: &'a csv::StringRecord, column: usize) -> Option<&'a str> {
        record.get(column).map(str::trim).filter(|cell| !cell.is_empty())
    }

    fn facts(&self, record: &csv::StringRecord) -> Result<Facts, String> {
        let cell = |column: Option<usize>| column.and_then(|column| self.cell(record, column));
        let fact =
            |column| cell(column).map(|value| Fact::new(value.to_owned(), FactSource::Manifest));
        let dated = |column| {
            match cell(column) {
            None => Ok(None),
            Some(text) => text.parse().ok().or_else(|| whole_date(text)).map(Some).ok_or_else(|| {
                format!("{text:?} is no date of the form 2023, 2023-03, 2023-03-22 or 2023-03-22T10:00:00Z")
            }),
        }
        };
        let (published, modified) = (dated(self.published)?, dated(self.modified)?);
        let kind = match cell(self.kind) {
            None => None,
            Some(text) => Some(text.to_lowercase().parse().map_err(|error| format!("{error}"))?),
        };
        Ok(Facts {
            outlet: fact(self.outlet),
            title: fact(self.title),
            url: fact(self.url),
            byline: None,
            language: None,
            modified: modified.map(|date| Fact::new(date, FactSource::Manifest)),
            published: published.map(|date| Fact::new(date, FactSource::Manifest)),
            kind: kind.map(|kind| Fact::new(kind, FactSource::Manifest)),
        })
    }
}
