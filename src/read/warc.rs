//! WARC (ISO 28500), the form in which web archives keep what they fetched.
//!
//! Responses and resources that are pages or texts become documents, with the address and the
//! moment of retrieval that the archive states; conversions, which archives of extracted text
//! hold, become texts. A record that is broken is named and passed over: reading goes on at the
//! next line that begins one, or with the next compressed member.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

use super::ReadError;
use super::document::{Document, Form, LONGEST_DOCUMENT, Piece, Take};
use super::gzip::{Members, Rewind, Step, is_too_much};
use super::http;
use super::open::{Place, unpacking};
use crate::model::{Fact, FactSource, Facts, PublishedDate};

/// Most bytes of a record's header; archives write some hundreds.
const LONGEST_HEADER: usize = 64 * 1024;
/// Bytes of a record that are kept to look for the next one, where its length is wrong.
const KEPT: usize = 16 * 1024 * 1024;
/// What is said of a record that ends before its length does.
const CUT_SHORT: &str = "the record is cut short";
/// What is said of a record whose length takes in the beginning of the next.
const TOO_LONG: &str = "the length of the record is wrong; it ends where the next begins";
/// The end of a record and the beginning of the next.
const NEXT: &[u8] = b"\r\n\r\nWARC/";
/// Bytes behind a record that tell whether the next one begins there.
const BEHIND: usize = 9;
/// Bytes that are read at a time.
const BUFFER: usize = 64 * 1024;

/// Hands on the pages of an archive that is not compressed.
pub(super) fn each_record(
    input: &mut dyn BufRead,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    match Stream::new(input, place).each(take) {
        Flow::Broken(error) => take(Piece::Failed(unpacking(place, error))),
        Flow::Over => ControlFlow::Continue(()),
        Flow::Stopped => ControlFlow::Break(()),
    }
}

/// Hands on the pages of a compressed archive, of whose first member `first` has been read.
pub(super) fn each_member(
    first: Vec<u8>,
    mut members: Members<'_>,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    let mut first = Some(first);
    // Consecutive failures are one broken stretch, and told once.
    let mut is_in_broken_stretch = false;
    loop {
        let head = Cursor::new(first.take().unwrap_or_default());
        let rest = BufReader::with_capacity(BUFFER, &mut members);
        let mut input = head.chain(rest);
        let mut found = 0;
        let mut counted = |piece| {
            found += usize::from(matches!(piece, Piece::Document(_)));
            take(piece)
        };
        let flow = Stream::new(&mut input, place).each(&mut counted);
        match flow {
            Flow::Stopped => return ControlFlow::Break(()),
            Flow::Over => is_in_broken_stretch = false,
            Flow::Broken(error) => {
                if found > 0 || !is_in_broken_stretch {
                    take(Piece::Failed(unpacking(place, clone(&error))))?;
                }
                is_in_broken_stretch = true;
                if is_too_much(&error) { members.leave_behind() } else { members.leave_broken() }
            }
        }
        match members.advance() {
            Ok(Step::Member) => {}
            Ok(Step::End) => return ControlFlow::Continue(()),
            Ok(step) => {
                if !is_in_broken_stretch {
                    let reason = "bytes that belong to no record".to_owned();
                    let source_name = place.name.clone();
                    take(Piece::Failed(ReadError::Damaged { source_name, reason }))?;
                }
                if step == Step::Garbage {
                    return ControlFlow::Continue(());
                }
            }
            Err(error) => return take(Piece::Failed(unpacking(place, error))),
        }
    }
}

/// Returns an error like `error`, for a message and a decision.
fn clone(error: &io::Error) -> io::Error {
    if is_too_much(error) {
        return io::Error::other(super::gzip::TooMuch);
    }
    io::Error::new(error.kind(), error.to_string())
}

/// How reading records ended.
enum Flow {
    /// There are no more.
    Over,
    /// Nobody wants more.
    Stopped,
    /// The input cannot be read on.
    Broken(io::Error),
}

/// Records one after another.
struct Stream<'a> {
    input: Rewind<'a>,
    place: &'a Place,
    /// Whether all that is left of the input is at hand, so that a length beyond it is known to be
    /// wrong without reading up to the end once more.
    is_all_at_hand: bool,
}

/// What the header of a record says.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    id: Option<String>,
    address: Option<String>,
    date: Option<PublishedDate>,
    content_type: String,
    length: Option<u64>,
    /// Which part it is, of a record that was cut into several.
    segment: Option<String>,
}

/// What became of reading a header.
enum Head {
    End,
    Header(Header),
    /// Lines that begin no record.
    Stray,
}

impl<'a> Stream<'a> {
    fn new(input: &'a mut dyn BufRead, place: &'a Place) -> Self {
        Self { input: Rewind::new(input, KEPT), place, is_all_at_hand: false }
    }

    fn each(&mut self, take: Take<'_>) -> Flow {
        let mut is_lost = false;
        loop {
            let head = match self.head() {
                Ok(head) => head,
                Err(error) => return Flow::Broken(error),
            };
            let pieces = match head {
                Head::End => return Flow::Over,
                Head::Stray if is_lost => continue,
                Head::Stray => {
                    is_lost = true;
                    vec![self.damaged(None, "lines that begin no record")]
                }
                Head::Header(header) => match self.record(header) {
                    Ok(pieces) => {
                        // What follows a damaged record may be the rest of it.
                        is_lost =
                            matches!(pieces.last(), Some(Piece::Failed(ReadError::Damaged { .. })));
                        pieces
                    }
                    Err(error) => return Flow::Broken(error),
                },
            };
            if pieces.into_iter().any(|piece| take(piece).is_break()) {
                return Flow::Stopped;
            }
        }
    }

    fn damaged(&self, id: Option<&str>, reason: &str) -> Piece {
        let (source_name, reason) = (self.name_of(id), reason.to_owned());
        Piece::Failed(ReadError::Damaged { source_name, reason })
    }

    fn name_of(&self, id: Option<&str>) -> String {
        match id {
            Some(id) => format!("{}#{id}", self.place.name),
            None => self.place.name.clone(),
        }
    }

    /// Reads a line, its end left out; `None` at the end of the input.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let read = self.input.by_ref().take(LONGEST_HEADER as u64).read_until(b'\n', &mut line)?;
        line.truncate(line.trim_ascii_end().len());
        Ok((read > 0).then_some(line))
    }

    fn head(&mut self) -> io::Result<Head> {
        loop {
            // Blank lines before a record are no part of it, and never read again.
            self.input.mark();
            match self.line()? {
                None => return Ok(Head::End),
                Some(line) if line.is_empty() => {}
                Some(line) if line.starts_with(b"WARC/") => break,
                Some(_) => return Ok(Head::Stray),
            }
        }
        let mut header = Header::default();
        let mut read = 0;
        while let Some(line) = self.line()?.filter(|line| !line.is_empty()) {
            read += line.len();
            if read > LONGEST_HEADER {
                return Ok(Head::Stray);
            }
            header.note(&String::from_utf8_lossy(&line));
        }
        Ok(Head::Header(header))
    }

    /// Reads the block of a record; nothing where it is of a kind that holds no page.
    fn record(&mut self, header: Header) -> io::Result<Vec<Piece>> {
        let id = header.id.clone();
        let Some(length) = header.length else {
            return Ok(vec![self.damaged(id.as_deref(), "a record without a length")]);
        };
        if self.is_all_at_hand && length > self.input.at_hand() as u64 {
            return Ok(vec![self.damaged(id.as_deref(), CUT_SHORT)]);
        }
        if length > LONGEST_DOCUMENT as u64 {
            return self.pass_over(length, &header);
        }
        let begin = self.input.since_mark();
        let mut block = Vec::new();
        self.input.by_ref().take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Ok(vec![self.cut_short(id.as_deref())]);
        }
        let mut pieces = Vec::new();
        if let Some(end) = self.next_within(&block, begin)? {
            block.truncate(end);
            pieces.push(self.damaged(id.as_deref(), TOO_LONG));
        }
        if header.is_wanted() {
            pieces.push(header.piece(block, self.place));
        }
        Ok(pieces)
    }

    /// Returns where a block ends in truth that takes in the record behind it, and goes back to
    /// that; what follows a right length is the next record, whatever the page itself may show.
    fn next_within(&mut self, block: &[u8], begin: Option<usize>) -> io::Result<Option<usize>> {
        let next = memchr::memmem::find_iter(block, NEXT).find(|at| {
            let rest = &block[at + NEXT.len()..];
            memchr::memmem::find(&rest[..rest.len().min(16)], b"\r\nWARC-").is_some()
        });
        let (Some(next), Some(begin)) = (next, begin) else { return Ok(None) };
        let mut behind = Vec::new();
        self.input.by_ref().take(BEHIND as u64).read_to_end(&mut behind)?;
        let behind = behind.trim_ascii_start();
        let is_right = behind.is_empty() || behind.starts_with(b"WARC/");
        // Where it is too long ago to go back to, the length is taken for right.
        let back = begin + if is_right { block.len() } else { next + 4 };
        let is_back = self.input.rewind(back) > 0;
        Ok(Some(next).filter(|_| is_back && !is_right))
    }

    /// Reads over a record that is too long to be an article, or says so wrongly.
    fn pass_over(&mut self, length: u64, header: &Header) -> io::Result<Vec<Piece>> {
        let id = header.id.as_deref();
        let read = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
        if read < length {
            return Ok(vec![self.cut_short(id)]);
        }
        if !header.is_wanted() {
            return Ok(Vec::new());
        }
        let source_name = self.name_of(id);
        Ok(vec![Piece::Failed(ReadError::TooLong { source_name, limit: LONGEST_DOCUMENT })])
    }

    /// Goes back behind the first letter of the record, so that the next line that begins one is
    /// found within what its wrong length took in.
    fn cut_short(&mut self, id: Option<&str>) -> Piece {
        self.is_all_at_hand = self.input.rewind(1) > 0;
        self.damaged(id, CUT_SHORT)
    }
}

impl Header {
    fn note(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        let bare = || value.trim_matches(['<', '>']).to_owned();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-record-id" => self.id = Some(bare()),
            "warc-target-uri" => self.address = Some(bare()),
            "warc-date" => self.date = value.parse().ok(),
            "warc-segment-number" => self.segment = Some(value.to_owned()),
            "content-type" => self.content_type = value.to_ascii_lowercase(),
            "content-length" => self.length = value.parse().ok(),
            _ => {}
        }
    }

    /// Says whether records of this kind hold what was published.
    fn is_wanted(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource" | "conversion")
            && self.segment.as_deref().is_none_or(|number| number == "1")
            && !self.address.as_deref().is_some_and(|address| address.starts_with("dns:"))
    }

    /// Returns the document that a block is, or why there is none.
    fn piece(self, block: Vec<u8>, place: &Place) -> Piece {
        let name = self.id.as_deref().or(self.address.as_deref()).unwrap_or("record");
        let source_name = format!("{}#{name}", place.name);
        if self.segment.is_some() {
            let reason = "it is the first part of a record in several".to_owned();
            return Piece::Failed(ReadError::Packed { source_name, reason });
        }
        let is_http = self.kind == "response" && self.content_type.starts_with("application/http");
        let body = if is_http {
            match http::body(&block) {
                Ok(body) => body,
                Err(refusal) => return Piece::Failed(refusal.about(source_name)),
            }
        } else {
            http::Body::of(block, &self.content_type)
        };
        let form = match body.form() {
            Ok(form) => form,
            Err(what) => return Piece::Failed(ReadError::PassedOver { source_name, what }),
        };
        let mut document = Document::text(source_name, body.bytes, Facts::clone(&place.facts));
        document.id = name.to_owned();
        document.form = form;
        document.charset = body.charset;
        document.retrieved = self.date;
        if form == Form::Text && document.facts.url.is_none() {
            let address = self.address.clone().filter(|address| address.starts_with("http"));
            document.facts.url = address.map(|address| Fact::new(address, FactSource::Record));
        }
        document.address = self.address;
        Piece::Document(Box::new(document))
    }
}
