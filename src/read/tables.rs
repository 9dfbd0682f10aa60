//! CSV of articles: a header with a column `text` or `body`, and an article a row.
//!
//! Commas, semicolons and tabs separate; columns have the names of the fields of JSON Lines.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::ReadError;
use super::dates::moment;
use super::document::{Document, LONGEST_DOCUMENT, Piece, Take};
use super::encoding::{decode, encoding_of};
use super::names::{Field, field_of};
use super::open::Place;
use crate::model::{Fact, FactSource, Facts, PublishedDate};

/// Characters that may stand between two cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// Most bytes of a header; a longer first line is a paragraph.
const LONGEST_HEADER: usize = 4096;

/// Says whether the first bytes of an input are those of a table of articles.
pub(super) fn looks_like_articles(first: &[u8]) -> bool {
    header_of(first).is_some()
}

/// Returns the separator of a header that names a text and something else.
fn header_of(first: &[u8]) -> Option<u8> {
    let decoded;
    let first = if first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff") {
        decoded = decode(first.to_vec(), None).text.into_bytes();
        decoded.as_slice()
    } else {
        first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first)
    };
    let line = &first[..memchr::memchr(b'\n', first)?];
    if line.len() > LONGEST_HEADER {
        return None;
    }
    let names_text = |separator: &u8| {
        let mut reader = csv::ReaderBuilder::new().delimiter(*separator).from_reader(line);
        let Ok(header) = reader.headers() else { return false };
        let columns = Columns::of(header);
        let known =
            [&columns.title, &columns.outlet, &columns.url, &columns.published, &columns.id];
        // A sentence has no names between its commas; a header has nothing else.
        let are_names = header.iter().all(|cell| {
            let words = cell.split_whitespace().count();
            (words <= 3 && !cell.ends_with('.')) || cell.trim().is_empty()
        });
        are_names && columns.text.is_some() && known.iter().any(|column| column.is_some())
    };
    SEPARATORS.into_iter().find(names_text)
}

/// Hands on every row as an article.
pub(super) fn each_row(
    first: &[u8],
    input: &mut dyn BufRead,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    let separator = header_of(first).unwrap_or(b',');
    let left = Arc::new(AtomicU64::new(0));
    let limited = Limited { input, left: Arc::clone(&left) };
    let renew = || left.store(LONGEST_DOCUMENT as u64, Ordering::Relaxed);
    renew();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(limited);
    let header = reader.byte_headers().cloned().unwrap_or_default();
    let charset = encoding_of(first);
    let columns = Columns::of(&text_of(&header, charset));
    let mut record = csv::ByteRecord::new();
    loop {
        renew();
        let line = reader.position().line();
        let name = format!("{}:{line}", place.name);
        let piece = match reader.read_byte_record(&mut record) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) if record.iter().all(|cell| cell.trim_ascii().is_empty()) => continue,
            Ok(true) => match columns.document(&record, charset, &name, place) {
                Piece::Failed(ReadError::Empty { source_name }) if goes_on(&record) => {
                    // The line after the last of the row is next.
                    let last = reader.position().line().saturating_sub(1);
                    let reason = format!(
                        "it has no text, and takes in all lines up to {last}, as with a quotation \
                         mark that nothing closes"
                    );
                    Piece::Failed(ReadError::BadRecord { source_name, reason })
                }
                piece => piece,
            },
            Err(error) => Piece::Failed(broken(error, name)),
        };
        let is_over = matches!(
            &piece,
            Piece::Failed(ReadError::Unreadable { .. } | ReadError::TooLong { .. })
        );
        take(piece)?;
        if is_over {
            return ControlFlow::Continue(());
        }
    }
}

fn broken(error: csv::Error, source_name: String) -> ReadError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            ReadError::TooLong { source_name, limit: LONGEST_DOCUMENT }
        }
        csv::ErrorKind::Io(source) => ReadError::Unreadable { source_name, source },
        other => {
            let reason = format!("the row is no CSV: {other:?}");
            ReadError::BadRecord { source_name, reason }
        }
    }
}

/// Says whether a cell of a row has several lines.
fn goes_on(record: &csv::ByteRecord) -> bool {
    record.iter().any(|cell| memchr::memchr(b'\n', cell.trim_ascii()).is_some())
}

/// Decodes a whole row at once, as the table is where that is known: a name alone shows too little.
fn text_of(record: &csv::ByteRecord, charset: Option<&str>) -> csv::StringRecord {
    csv::StringRecord::from_byte_record(record.clone()).unwrap_or_else(|_| {
        let cells = record.iter().map(|cell| decode(cell.to_vec(), charset).text);
        cells.collect::<Vec<_>>().into()
    })
}

/// An input that gives up where one row does not end: a mark that is never closed.
struct Limited<'a> {
    input: &'a mut dyn BufRead,
    left: Arc<AtomicU64>,
}

impl Read for Limited<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        let left = self.left.load(Ordering::Relaxed);
        if read as u64 > left {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Where the columns stand.
struct Columns {
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
    fn of(header: &csv::StringRecord) -> Self {
        let known: Vec<_> = header.iter().map(field_of).collect();
        let find = |field| {
            let named = known.iter().enumerate().filter_map(|(at, known)| Some((at, (*known)?)));
            let named = named.filter(|(_, (known, _))| *known == field);
            named.min_by_key(|(_, (_, rank))| *rank).map(|(at, _)| at)
        };
        Self {
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
        record: &csv::ByteRecord,
        charset: Option<&str>,
        at_line: &str,
        place: &Place,
    ) -> Piece {
        let row = text_of(record, charset);
        let cell = |column: Option<usize>| {
            column.and_then(|column| row.get(column)).map(str::trim).filter(|cell| !cell.is_empty())
        };
        let source_name = match cell(self.id) {
            Some(id) => format!("{}#{id}", place.name),
            None => at_line.to_owned(),
        };
        let Some(bytes) = self
            .text
            .and_then(|column| record.get(column))
            .filter(|text| !text.trim_ascii().is_empty())
        else {
            return Piece::Failed(ReadError::Empty { source_name });
        };
        let mut document =
            Document::text(source_name, bytes.to_vec(), place.facts.as_ref().clone());
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
