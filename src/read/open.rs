//! Opening a source and cutting it into articles, through any archive that holds them.
//!
//! Nothing is written anywhere: names of members are only told, so that no path and no link in an
//! archive leads outside it. Inputs are read as streams; in memory are one document at a time and
//! what [`super::gzip`] keeps to go back to.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::document::{Document, Form, LONGEST_DOCUMENT, Piece, Take};
use super::encoding::{Recoded, utf_16};
use super::format::{DOCUMENTS, Format, LOOKED_AT, format_of};
use super::gzip::{Joined, Members, Step, is_too_much};
use super::{ReadError, Source, SourceKind, exports, feed, http, records, tables, tar, warc, zip};
use crate::model::Facts;

/// Archives within archives that are followed: a zip of compressed web archives is two deep.
const DEEPEST: usize = 4;
/// How the names of what a page is drawn with end.
const SCRIPTS: [&str; 4] = ["js", "mjs", "css", "map"];
/// How the names of tables end.
const TABLES: [&str; 2] = ["csv", "tsv"];
/// Bytes that are read at a time.
const BUFFER: usize = 64 * 1024;

/// Where in a source something stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The file, and the member within it.
    pub(super) name: String,
    /// The name by which the caller knows it.
    pub(super) id: String,
    /// What the manifest says about the file.
    pub(super) facts: Arc<Facts>,
    /// How many archives it stands in.
    pub(super) depth: usize,
    /// Whether it lies in the folder of what a page needs to be shown.
    pub(super) is_companion: bool,
    /// Whether it is read as UTF-8 that it is not.
    pub(super) is_recoded: bool,
}

impl Place {
    /// Returns the place of a file or stream.
    pub(super) fn new(name: String, id: String, facts: Facts) -> Self {
        Self { name, id, facts: Arc::new(facts), depth: 0, is_companion: false, is_recoded: false }
    }

    /// Returns the place of a member of this one.
    pub(super) fn member(&self, name: &str) -> Self {
        Self {
            name: format!("{}/{name}", self.name),
            id: format!("{}/{name}", self.id),
            facts: Arc::clone(&self.facts),
            depth: self.depth + 1,
            is_companion: self.is_companion,
            is_recoded: false,
        }
    }

    /// Says whether it lies beside a page: in an archive, or in the page's own folder.
    fn is_beside(&self) -> bool {
        self.depth > 0 || self.is_companion
    }

    fn has_extension(&self, known: &[&str]) -> bool {
        let extension = self.name.rsplit_once('.').map(|(_, extension)| extension);
        extension.is_some_and(|own| known.iter().any(|known| own.eq_ignore_ascii_case(known)))
    }

    fn is_named_lines(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        name.ends_with(".jsonl") || name.ends_with(".ndjson")
    }
}

/// Cuts a source into pieces, told by its content, and hands them to `take` in order.
///
/// JSON Lines have `.jsonl` or `.ndjson` at the end of their name, or begin with a line that is a
/// JSON object with a `text`; everything else is told by its first bytes alone. `counter` goes up
/// by the bytes that are read of the source.
pub fn each_piece(source: Source, counter: &Arc<AtomicU64>, take: Take<'_>) -> ControlFlow<()> {
    let Source { kind, name, id, facts, is_companion } = source;
    let place = Place { is_companion, ..Place::new(name, id, facts) };
    let failed = |source| ReadError::Unreadable { source_name: place.name.clone(), source };
    match kind {
        SourceKind::Stdin => {
            let counted = Counted { input: io::stdin().lock(), counter };
            walk(&mut BufReader::with_capacity(BUFFER, counted), &place, take)
        }
        SourceKind::File(path) => match File::open(path) {
            Ok(file) => walk_file(file, &place, counter, take),
            Err(error) => take(Piece::Failed(failed(error))),
        },
    }
}

/// Walks a file; a zip archive is read from its end, and so needs the file itself.
fn walk_file(
    mut file: File,
    place: &Place,
    counter: &Arc<AtomicU64>,
    take: Take<'_>,
) -> ControlFlow<()> {
    let mut first = Vec::with_capacity(LOOKED_AT);
    let looked_at = file.by_ref().take(LOOKED_AT as u64).read_to_end(&mut first);
    if let Err(source) = looked_at {
        let source_name = place.name.clone();
        return take(Piece::Failed(ReadError::Unreadable { source_name, source }));
    }
    if format_of(&first) == Format::Zip {
        let size = file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
        let walked = zip::walk(file, size, place, take);
        counter.fetch_add(size, Ordering::Relaxed);
        return walked;
    }
    counter.fetch_add(first.len() as u64, Ordering::Relaxed);
    let rest = BufReader::with_capacity(BUFFER, Counted { input: file, counter });
    walk_from(first, rest, place, take)
}

/// Walks whatever `input` holds.
pub(super) fn walk(input: &mut dyn BufRead, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let mut first = Vec::with_capacity(LOOKED_AT);
    match input.take(LOOKED_AT as u64).read_to_end(&mut first) {
        Ok(_) => walk_from(first, input, place, take),
        Err(error) => take(Piece::Failed(unpacking(place, error))),
    }
}

fn walk_from(first: Vec<u8>, rest: impl BufRead, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let is_list = first.trim_ascii_start().starts_with(b"[");
    let is_packed = first.starts_with(super::gzip::MAGIC);
    let format = if place.is_named_lines() && !is_packed && !is_list {
        Format::Records
    } else {
        format_of(&first)
    };
    if place.depth > DEEPEST {
        let source_name = place.name.clone();
        return take(Piece::Failed(ReadError::TooDeep { source_name }));
    }
    let other = utf_16(&first).filter(|_| {
        let in_pieces =
            [Format::Records, Format::Objects, Format::Table, Format::Feed, Format::Export];
        in_pieces.contains(&format)
    });
    if let (Some(encoding), false) = (other, place.is_recoded) {
        let recoded = Recoded::new(Cursor::new(first).chain(rest), encoding);
        let recoded = BufReader::with_capacity(BUFFER, recoded);
        // One type for any depth: each would otherwise be made of the one around it.
        let mut recoded: Box<dyn BufRead> = Box::new(recoded);
        return walk(&mut recoded, &Place { is_recoded: true, ..place.clone() }, take);
    }
    if let Some(what) = passed_over(format, place) {
        let (source_name, what) = (place.name.clone(), what.to_owned());
        return take(Piece::Failed(ReadError::PassedOver { source_name, what }));
    }
    walk_as(format, first, rest, place, take)
}

/// Walks what is of a format; `first` are its first bytes, `rest` the others.
fn walk_as(
    format: Format,
    first: Vec<u8>,
    rest: impl BufRead,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    let needs_head = matches!(format, Format::Table | Format::Objects);
    let head = if needs_head { first.clone() } else { Vec::new() };
    let mut input = Cursor::new(first).chain(rest);
    match format {
        Format::Records => records::each_line(&mut input, place, take),
        Format::Objects => records::each_object(&head, &mut input, place, take),
        Format::Table => tables::each_row(&head, &mut input, place, take),
        Format::Text => whole(&mut input, place, Form::Text, take),
        Format::Html => whole(&mut input, place, Form::Page, take),
        Format::Feed => match read_whole(&mut input, place) {
            Ok(bytes) => feed::each_entry(&bytes, place, take),
            Err(error) => take(Piece::Failed(error)),
        },
        Format::Export => match read_whole(&mut input, place) {
            Ok(bytes) => exports::each_article(&bytes, place, take),
            Err(error) => take(Piece::Failed(error)),
        },
        Format::Warc => warc::each_record(&mut input, place, take),
        Format::Gzip => walk_gzip(&mut input, place, take),
        Format::Tar => tar::walk(&mut input, place, take),
        Format::Zip => match read_whole(&mut input, place) {
            Ok(bytes) => {
                let size = bytes.len() as u64;
                zip::walk(Cursor::new(bytes), size, place, take)
            }
            Err(error) => take(Piece::Failed(error)),
        },
        Format::Answer => match read_whole(&mut input, place) {
            Ok(bytes) => answer(&bytes, place, take),
            Err(error) => take(Piece::Failed(error)),
        },
        Format::Other(format) => {
            let source_name = place.name.clone();
            take(Piece::Failed(ReadError::OtherFormat { source_name, format }))
        }
    }
}

/// Says what something is that lies beside articles and is none: the pictures, scripts and style
/// sheets of a page, and lists of files.
fn passed_over(format: Format, place: &Place) -> Option<&'static str> {
    match format {
        _ if !place.is_beside() => None,
        Format::Other(what) => Some(what).filter(|what| !DOCUMENTS.contains(what)),
        Format::Text if place.has_extension(&SCRIPTS) => Some("a script or a style sheet"),
        Format::Text if place.has_extension(&TABLES) => {
            Some("a table without a column text in its first line")
        }
        _ => None,
    }
}

/// Hands on what a server answered, whose header was saved before the page.
fn answer(bytes: &[u8], place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let source_name = place.name.clone();
    let body = match http::body(http::last_answer(bytes)) {
        Ok(body) => body,
        Err(http::Refusal::NoPage(what)) => {
            return take(Piece::Failed(ReadError::NoPage { source_name, what }));
        }
        Err(refusal) => return take(Piece::Failed(refusal.about(source_name))),
    };
    let Ok(form) = body.form() else {
        let inner = Place { depth: place.depth + 1, ..place.clone() };
        return walk(&mut body.bytes.as_slice(), &inner, take);
    };
    let mut document = Document::text(source_name, body.bytes, Facts::clone(&place.facts));
    document.id.clone_from(&place.id);
    document.form = form;
    document.charset = body.charset;
    document.retrieved = body.date;
    take(Piece::Document(Box::new(document)))
}

/// Hands on the whole input as one document.
fn whole(input: &mut dyn BufRead, place: &Place, form: Form, take: Take<'_>) -> ControlFlow<()> {
    let piece = match read_whole(input, place) {
        Ok(bytes) => {
            let mut document =
                Document::text(place.name.clone(), bytes, Facts::clone(&place.facts));
            document.id.clone_from(&place.id);
            document.form = form;
            Piece::Document(Box::new(document))
        }
        Err(error) => Piece::Failed(error),
    };
    take(piece)
}

fn read_whole(input: &mut dyn BufRead, place: &Place) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let limit = LONGEST_DOCUMENT as u64 + 1;
    input.take(limit).read_to_end(&mut bytes).map_err(|error| unpacking(place, error))?;
    if bytes.len() > LONGEST_DOCUMENT {
        return Err(ReadError::TooLong {
            source_name: place.name.clone(),
            limit: LONGEST_DOCUMENT,
        });
    }
    Ok(bytes)
}

/// Returns the error for an input that ended with `source`: damage, if it was being unpacked.
pub(super) fn unpacking(place: &Place, source: io::Error) -> ReadError {
    let source_name = place.name.clone();
    let is_damage = matches!(
        source.kind(),
        io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::Other
    );
    if source.kind() == io::ErrorKind::Unsupported {
        ReadError::Packed { source_name, reason: source.to_string() }
    } else if is_too_much(&source) {
        ReadError::UnpacksTooFar { source_name }
    } else if is_damage {
        ReadError::Damaged { source_name, reason: source.to_string() }
    } else {
        ReadError::Unreadable { source_name, source }
    }
}

/// Unpacks gzip: web archives record by record, anything else as one stream.
fn walk_gzip(input: &mut dyn BufRead, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let mut members = Members::new(input);
    let mut first = Vec::new();
    // The first member that can be read tells what the whole is.
    loop {
        match members.advance() {
            Ok(Step::End | Step::Garbage) => {
                let reason = "no part of it can be unpacked".to_owned();
                let source_name = place.name.clone();
                return take(Piece::Failed(ReadError::Damaged { source_name, reason }));
            }
            Ok(Step::Member | Step::AfterGarbage) => {}
            Err(error) => return take(Piece::Failed(unpacking(place, error))),
        }
        let read = members.by_ref().take(LOOKED_AT as u64).read_to_end(&mut first);
        if read.is_ok() || !first.is_empty() {
            break;
        }
        members.leave_broken();
    }
    let inner = Place { depth: place.depth + 1, ..place.clone() };
    if matches!(format_of(&first), Format::Warc) {
        return warc::each_member(first, members, &inner, take);
    }
    let rest = BufReader::with_capacity(BUFFER, Joined(members));
    // One type for any depth: each would otherwise be made of the one around it.
    let mut rest: Box<dyn BufRead> = Box::new(rest);
    walk_from(first, &mut rest, &inner, take)
}

/// Returns the name of a member, none for a hidden file: steps within folders and out of them are
/// left out, as nothing is ever written anywhere.
pub(super) fn member_name(name: &str, separators: &[char]) -> Option<String> {
    let is_step = |part: &str| matches!(part, "." | "..");
    let is_hidden = |part: &str| (part.starts_with('.') && !is_step(part)) || part == "__MACOSX";
    if name.split(separators).any(is_hidden) {
        return None;
    }
    if !name.split(separators).any(is_step) {
        return Some(name.to_owned());
    }
    let parts: Vec<&str> = name.split(separators).filter(|part| !is_step(part)).collect();
    Some(parts.join("/"))
}

/// Counts the bytes read.
struct Counted<'a, R> {
    input: R,
    counter: &'a AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        self.counter.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
