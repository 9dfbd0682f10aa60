//! CSV of articles: a header with a column `text` or `body`, and an article a row.
//!
//! Commas, semicolons, tabs and bars separate; columns have the names of the fields of JSON Lines.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use super::ReadError;
use super::dates::moment;
use super::document::{Document, LONGEST_DOCUMENT, Piece, Take};
use super::encoding::{decode, encoding_of, utf_16};
use super::names::{Field, field_of};
use super::open::{Place, unpacking};
use super::rows::{Cut, Dialect, Rows};
use crate::model::{Fact, FactSource, Facts, PublishedDate};

/// Says whether the first bytes of an input are those of a table of articles.
pub(super) fn looks_like_articles(first: &[u8]) -> bool {
    if utf_16(first).is_some() {
        return dialect_of(decode(first.to_vec(), None).text.as_bytes()).is_some();
    }
    dialect_of(first).is_some()
}

/// Tells how a table is written whose header names a text and something else.
fn dialect_of(first: &[u8]) -> Option<Dialect> {
    Dialect::of(first, |header| {
        let columns = Columns::of(header);
        let known =
            [&columns.title, &columns.outlet, &columns.url, &columns.published, &columns.id];
        // A sentence has no names between its commas; a header has nothing else.
        let are_names = header.iter().all(|cell| {
            let words = cell.split_whitespace().count();
            (words <= 3 && !cell.ends_with('.')) || cell.trim().is_empty()
        });
        are_names && columns.text.is_some() && known.iter().any(|column| column.is_some())
    })
}

/// Hands on every row as an article.
pub(super) fn each_row(
    first: &[u8],
    input: &mut dyn BufRead,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    let Some(dialect) = dialect_of(first) else { return ControlFlow::Continue(()) };
    let charset = encoding_of(first);
    let mut rows = Rows::new(input, dialect, LONGEST_DOCUMENT);
    let columns = match rows.header() {
        Ok(header) => Columns::of(&text_of(&header, charset)),
        Err(error) => return take(broken(error, place)),
    };
    for cut in rows {
        let at_line = |line| format!("{}:{line}", place.name);
        take(match cut {
            Cut::Row { cells, .. } if cells.iter().all(|cell| cell.trim_ascii().is_empty()) => {
                continue;
            }
            Cut::Row { line, cells } => columns.document(&cells, charset, &at_line(line), place),
            Cut::Broken { from, to } => {
                let reason = unclosed(from, to);
                Piece::Failed(ReadError::BadRecord { source_name: at_line(from), reason })
            }
            Cut::TooLong { line } => {
                let (source_name, limit) = (at_line(line), LONGEST_DOCUMENT);
                Piece::Failed(ReadError::TooLong { source_name, limit })
            }
            Cut::Unreadable(error) => broken(error, place),
        })?;
    }
    ControlFlow::Continue(())
}

fn broken(error: io::Error, place: &Place) -> Piece {
    Piece::Failed(unpacking(place, error))
}

/// Says what is wrong with lines of a table that are no row.
pub(super) fn unclosed(from: u64, to: u64) -> String {
    let lines = if from == to { format!("line {from}") } else { format!("lines {from} to {to}") };
    format!("{lines}: a quotation mark begins a cell, and none ends it")
}

/// Says what is wrong with a row that has more cells than the header; none where nothing is.
pub(super) fn too_many(cells: &[Vec<u8>], columns: usize) -> Option<String> {
    let is_blank = |cell: &Vec<u8>| cell.trim_ascii().is_empty();
    let has_more = cells.len() > columns && !cells[columns..].iter().all(is_blank);
    has_more.then(|| {
        let cells = cells.len();
        format!(
            "it has {cells} cells where the first line names {columns}: what has a separator in it \
             stands in quotation marks"
        )
    })
}

/// Decodes a whole row at once, as the table is where that is known: a name alone shows too little.
fn text_of(cells: &[Vec<u8>], charset: Option<&str>) -> Vec<String> {
    let own = |cell: &Vec<u8>| String::from_utf8(cell.clone());
    let cells_as_utf_8: Result<Vec<String>, _> = cells.iter().map(own).collect();
    cells_as_utf_8
        .unwrap_or_else(|_| cells.iter().map(|cell| decode(cell.clone(), charset).text).collect())
}

/// Where the columns stand.
struct Columns {
    /// How many there are.
    count: usize,
    text: Option<usize>,
    title: Option<usize>,
    outlet: Option<usize>,
    url: Option<usize>,
    published: Option<usize>,
    modified: Option<usize>,
    retrieved: Option<usize>,
    byline: Option<usize>,
    language: Option<usize>,
    kind: Option<usize>,
    id: Option<usize>,
}

impl Columns {
    fn of(header: &[String]) -> Self {
        let known: Vec<_> = header.iter().map(|name| field_of(name)).collect();
        let find = |field| {
            let named = known.iter().enumerate().filter_map(|(at, known)| Some((at, (*known)?)));
            let named = named.filter(|(_, (known, _))| *known == field);
            named.min_by_key(|(_, (_, rank))| *rank).map(|(at, _)| at)
        };
        Self {
            count: header.len(),
            text: find(Field::Text),
            title: find(Field::Title),
            outlet: find(Field::Outlet),
            url: find(Field::Url),
            published: find(Field::Published),
            modified: find(Field::Modified),
            retrieved: find(Field::Retrieved),
            byline: find(Field::Byline),
            language: find(Field::Language),
            kind: find(Field::Kind),
            id: find(Field::Id),
        }
    }

    /// Returns the article of a row; its bytes are those of its text.
    fn document(
        &self,
        cells: &[Vec<u8>],
        charset: Option<&str>,
        at_line: &str,
        place: &Place,
    ) -> Piece {
        let row = text_of(cells, charset);
        let cell = |column: Option<usize>| {
            let cell = column.and_then(|column| row.get(column)).map(|cell| cell.trim());
            cell.filter(|cell| !cell.is_empty())
        };
        let source_name = match cell(self.id) {
            Some(id) => format!("{}#{id}", place.name),
            None => at_line.to_owned(),
        };
        if let Some(reason) = too_many(cells, self.count) {
            return Piece::Failed(ReadError::BadRecord { source_name, reason });
        }
        let Some(bytes) = self
            .text
            .and_then(|column| cells.get(column))
            .filter(|text| !text.trim_ascii().is_empty())
        else {
            return Piece::Failed(ReadError::Empty { source_name });
        };
        let mut document = Document::text(source_name, bytes.clone(), place.facts.as_ref().clone());
        document.id = cell(self.id).map_or_else(|| at_line.to_owned(), str::to_owned);
        document.charset = charset.map(str::to_owned);
        document.is_charset_detected = charset.is_some();
        document.retrieved = cell(self.retrieved).and_then(date);
        document.facts.fill_from(self.facts(&cell));
        Piece::Document(Box::new(document))
    }

    fn facts<'a>(&self, cell: &impl Fn(Option<usize>) -> Option<&'a str>) -> Facts {
        let fact =
            |column| cell(column).map(|value| Fact::new(value.to_owned(), FactSource::Record));
        let dated =
            |column| cell(column).and_then(date).map(|date| Fact::new(date, FactSource::Record));
        let kind = cell(self.kind).and_then(|kind| kind.to_lowercase().parse().ok());
        Facts {
            outlet: fact(self.outlet),
            title: fact(self.title),
            byline: fact(self.byline),
            published: dated(self.published),
            modified: dated(self.modified),
            url: fact(self.url),
            language: fact(self.language),
            kind: kind.map(|kind| Fact::new(kind, FactSource::Record)),
        }
    }
}

/// Reads a date as records state it.
pub(super) fn date(text: &str) -> Option<PublishedDate> {
    moment(text)
}
