//! The manifest: a CSV that says what is known about files.
//!
//! `file,outlet,published,url,title,kind,modified` with a header; `file` is required and relative
//! to the manifest, the rest may be empty or missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::ReadError;
use super::dates::whole_date;
use super::encoding::decode;
use super::rows::{Cut, Dialect, Rows, strings};
use super::tables::{too_many, unclosed};
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
                "begin it with the line file,outlet,published,url,title,kind; commas, semicolons or \
                 tabs separate"
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
        // Spreadsheets write what they like: semicolons, tabs, other encodings.
        let text = decode(bytes, None).text;
        let no_column = || ManifestError::NoFileColumn { path: path.to_owned() };
        let is_header = |cells: &[String]| Columns::of(cells).is_some();
        let dialect = Dialect::of(text.as_bytes(), is_header).ok_or_else(no_column)?;
        let mut input = text.as_bytes();
        let mut rows = Rows::new(&mut input, dialect, text.len());
        let header = rows.header().unwrap_or_default();
        let columns = Columns::of(&strings(&header)).ok_or_else(no_column)?;
        let mut manifest = Self { path: path.to_owned(), rows: BTreeMap::new() };
        let mut bad = Vec::new();
        for cut in rows {
            match manifest.row(cut, &columns, &mut bad) {
                Ok(Some((file, row))) => manifest.rows.entry(file).or_default().push(row),
                Ok(None) => {}
                Err((line, reason)) => bad.push(manifest.bad(line, reason)),
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

    fn bad(&self, line: u64, reason: String) -> ReadError {
        ReadError::BadRow { source_name: self.place(line), reason }
    }

    /// Reads a row; `None` for an empty one. A value that cannot be read is left out and goes to
    /// `bad`; the others stand.
    fn row(
        &self,
        cut: Cut,
        columns: &Columns,
        bad: &mut Vec<ReadError>,
    ) -> Result<Option<(PathBuf, Row)>, (u64, String)> {
        let (line, cells) = match cut {
            Cut::Row { line, cells } => (line, cells),
            Cut::Broken { from, to } => return Err((from, unclosed(from, to))),
            Cut::TooLong { line } => return Err((line, "the row does not end".to_owned())),
            // It is read already.
            Cut::Unreadable(_) => return Ok(None),
        };
        if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(None);
        }
        if let Some(reason) = too_many(&cells, columns.count) {
            return Err((line, reason));
        }
        let cells = strings(&cells);
        let file = columns.cell(&cells, Some(columns.file));
        let file = file.ok_or_else(|| (line, "the row names no file".to_owned()))?;
        let facts = columns.facts(&cells, &mut |reason| {
            bad.push(self.bad(line, format!("{reason}; the rest of the row is used")));
        });
        let row = Row { line, file: file.to_owned(), facts };
        Ok(Some((self.canonical(file), row)))
    }

    /// Returns the canonical path of a file that is listed relative to the manifest; one that is
    /// not there keeps the path as it is.
    fn canonical(&self, file: &str) -> PathBuf {
        let path = self.resolved(file);
        // Spreadsheets are filled in on other systems, too.
        if file.contains('\\') && !path.exists() {
            return Some(self.resolved(&file.replace('\\', "/")))
                .filter(|other| other.exists())
                .unwrap_or(path);
        }
        path
    }

    fn resolved(&self, file: &str) -> PathBuf {
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
    /// How many there are.
    count: usize,
    file: usize,
    outlet: Option<usize>,
    published: Option<usize>,
    url: Option<usize>,
    title: Option<usize>,
    kind: Option<usize>,
    modified: Option<usize>,
}

impl Columns {
    fn of(header: &[String]) -> Option<Self> {
        let find =
            |name: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        Some(Self {
            count: header.len(),
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
    fn cell<'a>(&self, cells: &'a [String], column: Option<usize>) -> Option<&'a str> {
        let cell = column.and_then(|column| cells.get(column)).map(|cell| cell.trim());
        cell.filter(|cell| !cell.is_empty())
    }

    /// Returns what a row says; `tell` is told what cannot be read.
    fn facts(&self, cells: &[String], tell: &mut dyn FnMut(String)) -> Facts {
        let fact = |column| {
            let value = self.cell(cells, column);
            value.map(|value| Fact::new(value.to_owned(), FactSource::Manifest))
        };
        let mut dated = |column| {
            let text = self.cell(cells, column)?;
            let date = text.parse().ok().or_else(|| whole_date(text));
            if date.is_none() {
                tell(format!(
                    "{text:?} is no date of the form 2023, 2023-03, 2023-03-22 or 2023-03-22T10:00:00Z"
                ));
            }
            date.map(|date| Fact::new(date, FactSource::Manifest))
        };
        let (published, modified) = (dated(self.published), dated(self.modified));
        let kind = self.cell(cells, self.kind).map(|text| text.to_lowercase().parse());
        if let Some(Err(error)) = &kind {
            tell(format!("{error}"));
        }
        let kind = kind.and_then(Result::ok);
        Facts {
            outlet: fact(self.outlet),
            title: fact(self.title),
            url: fact(self.url),
            byline: None,
            language: None,
            modified,
            published,
            kind: kind.map(|kind| Fact::new(kind, FactSource::Manifest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{SourceKind, list};

    /// Returns what a manifest says of the files beside it, and what is told of its rows.
    fn told(manifest: &[u8], given: &str) -> (Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("desk/in")).expect("a folder");
        for name in ["desk/a.txt", "desk/b.txt", "desk/in/c.txt", "d.txt"] {
            fs::write(at(name), name).expect("a file");
        }
        fs::write(at("desk/m.csv"), manifest).expect("a file");
        let (manifest, bad) = Manifest::read(&at("desk/m.csv")).expect("a manifest");
        let listing = list(&[at(given)], Some(&manifest), None);
        let found = listing.sources.iter().map(|source| {
            assert!(matches!(source.kind, SourceKind::File(_)));
            let date = source.facts.published().map(|date| format!(" {}", date.as_str()));
            let outlet = source.facts.outlet().unwrap_or("-");
            format!("{} {outlet}{}", source.id, date.unwrap_or_default())
        });
        let errors = bad.iter().chain(&listing.failed).map(|error| {
            let place = error.source_name().rsplit('/').next().unwrap_or_default();
            format!("{place} {}", error.reason())
        });
        (found.collect(), errors.collect())
    }

    #[test]
    fn manifests_are_read_as_spreadsheets_write_them() {
        let utf_16: Vec<u8> = "\u{feff}file\toutlet\r\na.txt\tCafé\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let rows: [(&[u8], &str); 7] = [
            (b"file;outlet;published\na.txt;Post;2024-05-22\n", "a.txt Post 2024-05-22"),
            (b"file\toutlet\na.txt\tPost\n", "a.txt Post"),
            (&utf_16, "a.txt Café"),
            (b"file,outlet\na.txt,Caf\xe9\n", "a.txt Café"),
            (b"\xef\xbb\xbf\"File\",\"Outlet\"\r\n\"a.txt\",\"Post, The\"\r\n", "a.txt Post, The"),
            (b"file,outlet\rin\\c.txt,Post\r", "in/c.txt Post"),
            (b"file,outlet\n./in/../a.txt,Post,\n", "a.txt Post"),
        ];
        for (manifest, expected) in rows {
            let (found, errors) = told(manifest, "desk");
            assert_eq!((found, errors), (vec![expected.to_owned()], Vec::new()));
        }
    }

    #[test]
    fn what_is_wrong_with_a_row_is_told_and_costs_no_more() {
        let rows: [(&[u8], &[&str], &str); 5] = [
            (
                b"file,outlet,published\na.txt,Post,soon\nb.txt,Wire,2024\n",
                &["a.txt Post", "b.txt Wire 2024"],
                "m.csv:2 \"soon\" is no date of the form 2023, 2023-03, 2023-03-22 or \
                 2023-03-22T10:00:00Z; the rest of the row is used",
            ),
            (
                b"file,outlet,kind\na.txt,Post,talk\n",
                &["a.txt Post"],
                "m.csv:2 \"talk\" is no kind of article: expected \"report\" or \"primary\"; the \
                 rest of the row is used",
            ),
            (
                b"file,outlet,url\na.txt,\"Post,\nb.txt,Wire,\nin/c.txt,Mail,\n",
                &["b.txt Wire", "in/c.txt Mail"],
                "m.csv:2 line 2: a quotation mark begins a cell, and none ends it",
            ),
            (
                b"file,outlet\na.txt,Post, The\nb.txt,Wire\n",
                &["b.txt Wire"],
                "m.csv:2 it has 3 cells where the first line names 2: what has a separator in it \
                 stands in quotation marks",
            ),
            (
                b"file,outlet\na.txt,Post\nnone.txt,Wire\n",
                &["a.txt Post"],
                "m.csv:3 the row names none.txt, which is no file there",
            ),
        ];
        for (manifest, expected, error) in rows {
            assert_eq!(told(manifest, "desk").0, expected);
            assert_eq!(told(manifest, "desk").1, [error]);
        }
    }

    #[test]
    fn rows_outside_of_the_folder_are_told_where_all_was_given() {
        let manifest = b"file,outlet\na.txt,Post\nin/c.txt,Mail\n../d.txt,Wire\n../e.txt,Sun\n";
        let none = "m.csv:5 the row names ../e.txt, which is no file there";
        let outside = "m.csv:4 the row names ../d.txt, which is outside of the folder that is read";
        let rows: [(&str, &[&str], &[&str]); 4] = [
            ("desk", &["a.txt Post", "in/c.txt Mail"], &[outside, none]),
            ("desk/in", &["c.txt Mail"], &[none]),
            ("", &["d.txt Wire", "desk/a.txt Post", "desk/in/c.txt Mail"], &[none]),
            ("desk/a.txt", &["a.txt Post"], &[]),
        ];
        for (given, expected, errors) in rows {
            let (found, told) = told(manifest, given);
            assert_eq!(found, expected, "{given}");
            assert_eq!(told, errors, "{given}");
        }
    }
}
