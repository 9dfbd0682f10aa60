//! What a server answered, as web archives and some programs keep it: a status, a header and a body.

use std::io::{self, Read};

use super::ReadError;
use super::dates::moment;
use super::document::{Form, LONGEST_DOCUMENT};
use super::format::{Format, LOOKED_AT, by_magic, format_of};
use crate::model::PublishedDate;

/// Most bytes of a header; servers write some thousands.
const LONGEST_HEADER: usize = 256 * 1024;

/// The body of an answer, its transfer and content encodings undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    /// In lower case, without parameters: `text/html`.
    pub(super) media_type: String,
    pub(super) charset: Option<String>,
    /// When the server says that it answered.
    pub(super) date: Option<PublishedDate>,
}

/// Why an answer holds no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is none, by the server's own word.
    NoPage(String),
    /// It cannot be read.
    Broken(String),
    /// It is packed in a way that is not undone.
    Packed(String),
    /// It unpacks to more than a document may have.
    TooLong,
}

impl Refusal {
    /// Returns the error for the record of this name.
    pub(super) fn about(self, source_name: String) -> ReadError {
        match self {
            Self::NoPage(what) => ReadError::PassedOver { source_name, what },
            Self::Broken(reason) => ReadError::Damaged { source_name, reason },
            Self::Packed(reason) => ReadError::Packed { source_name, reason },
            Self::TooLong => ReadError::TooLong { source_name, limit: LONGEST_DOCUMENT },
        }
    }
}

impl Body {
    /// Returns bytes of the given `Content-Type`.
    pub(super) fn of(bytes: Vec<u8>, content_type: &str) -> Self {
        let (media_type, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        let charset = parameters.split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
        Self { bytes, media_type: media_type.trim().to_ascii_lowercase(), charset, date: None }
    }

    /// Tells a page from a text, by what the server says and then by the bytes; what it is
    /// otherwise, as the error.
    pub(super) fn form(&self) -> Result<Form, String> {
        let is = |kind: &str| self.media_type == kind;
        // Servers send pictures as pages, and pages as whatever they like.
        match by_magic(&self.bytes[..self.bytes.len().min(LOOKED_AT)]) {
            Some(Format::Other(what)) => return Err(what.to_owned()),
            Some(Format::Answer) | None => {}
            Some(_) => return Err("an archive".to_owned()),
        }
        if is("text/html") || is("application/xhtml+xml") {
            return Ok(Form::Page);
        }
        match format_of(&self.bytes[..self.bytes.len().min(4096)]) {
            Format::Html => Ok(Form::Page),
            Format::Text
                if is("text/plain") || is("text/markdown") || self.media_type.is_empty() =>
            {
                Ok(Form::Text)
            }
            Format::Other(what) => Err(what.to_owned()),
            _ => Err(format!("a file of the type {}", self.media_type)),
        }
    }
}

/// Says whether an input begins with the header of an answer, as programs save that before the page.
pub(super) fn begins_answer(first: &[u8]) -> bool {
    let Some((header, rest)) = first.starts_with(b"HTTP/").then(|| split(first)).flatten() else {
        return false;
    };
    let header = String::from_utf8_lossy(header);
    let mut lines = header.lines();
    let is_field = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name).unwrap_or_default();
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let is_bare = lines.clone().nth(1).is_none();
    let goes_on = rest.starts_with(b"HTTP/") || rest.trim_ascii_start().starts_with(b"<");
    lines.next().and_then(status).is_some()
        && (!is_bare || goes_on)
        && lines.all(|line| line.starts_with([' ', '\t']) || is_field(line))
}

/// Returns the last of the answers at the beginning of an input: redirections, and what a proxy
/// says first, come before the page.
pub(super) fn last_answer(bytes: &[u8]) -> &[u8] {
    let mut answer = bytes;
    while let Some((_, rest)) = split(answer).filter(|(_, rest)| begins_answer(rest)) {
        answer = rest;
    }
    answer
}

/// Reads a whole answer.
pub(super) fn body(block: &[u8]) -> Result<Body, Refusal> {
    let (header, rest) = split(block).ok_or_else(|| Refusal::Broken("no HTTP header".into()))?;
    let header = String::from_utf8_lossy(header);
    let mut lines = header.lines();
    let status = lines.next().and_then(status);
    let status = status.ok_or_else(|| Refusal::Broken("no HTTP status".to_owned()))?;
    if !(200..300).contains(&status) {
        return Err(Refusal::NoPage(format!("an answer with the status {status}")));
    }
    let field = |wanted: &str| {
        header.lines().skip(1).find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().to_ascii_lowercase())
        })
    };
    let is_chunked = field("transfer-encoding").is_some_and(|value| value.contains("chunked"));
    let mut bytes = if is_chunked { joined(rest) } else { rest.to_vec() };
    for encoding in field("content-encoding").unwrap_or_default().split(',').rev() {
        bytes = decoded(bytes, encoding.trim())?;
    }
    let date = field("date").and_then(|date| moment(&date));
    Ok(Body { date, ..Body::of(bytes, &field("content-type").unwrap_or_default()) })
}

fn split(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let looked_at = &block[..block.len().min(LONGEST_HEADER)];
    let find = |end: &[u8]| memchr::memmem::find(looked_at, end).map(|at| (at, at + end.len()));
    let ends = [find(b"\r\n\r\n"), find(b"\n\n")];
    let (end, begin) = ends.into_iter().flatten().min()?;
    Some((&block[..end], &block[begin..]))
}

fn status(line: &str) -> Option<u16> {
    let mut words = line.split_whitespace();
    words.next().filter(|word| word.starts_with("HTTP/"))?;
    words.next()?.parse().ok()
}

/// Joins the chunks of a chunked body; one that is not chunked after all, as many archives keep
/// them, is returned as it is.
fn joined(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(4096)]) {
        let line = String::from_utf8_lossy(&rest[..end]);
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else { break };
        if size == 0 {
            return bytes;
        }
        let chunk = &rest[end + 1..];
        let Some(after) = chunk.get(size..) else {
            // Cut short: what is there was sent.
            bytes.extend_from_slice(chunk);
            return bytes;
        };
        bytes.extend_from_slice(&chunk[..size]);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
    if bytes.is_empty() { body.to_vec() } else { bytes }
}

/// Undoes one content encoding; bytes that do not have it, as many archives undo it themselves,
/// are returned as they are.
fn decoded(bytes: Vec<u8>, encoding: &str) -> Result<Vec<u8>, Refusal> {
    let unpacked = match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(super::gzip::MAGIC) => {
            unpacked(flate2::read::MultiGzDecoder::new(bytes.as_slice()))?
        }
        "deflate" if bytes.first().is_some_and(|first| first & 15 == 8) => {
            unpacked(flate2::read::ZlibDecoder::new(bytes.as_slice()))?
        }
        // What the name means by the standard is the above, and what some servers send is this.
        "deflate" => inflated(&bytes).unwrap_or(bytes),
        "br" | "zstd" | "compress"
            if std::str::from_utf8(&bytes[..bytes.len().min(64)]).is_err() =>
        {
            return Err(Refusal::Packed(format!("it is compressed with {encoding}")));
        }
        _ => bytes,
    };
    Ok(unpacked)
}

/// Unpacks DEFLATE without a wrapping; none where it is not that.
fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    if std::str::from_utf8(&bytes[..bytes.len().min(64)]).is_ok() {
        return None;
    }
    let mut unpacked = Vec::new();
    let reader = flate2::read::DeflateDecoder::new(bytes);
    reader.take(LONGEST_DOCUMENT as u64).read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

/// Unpacks what can be: of a body that is cut short, its beginning.
fn unpacked(reader: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = reader.take(LONGEST_DOCUMENT as u64 + 1).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() > LONGEST_DOCUMENT => Err(Refusal::TooLong),
        Ok(_) => Ok(bytes),
        Err(error) if bytes.is_empty() => Err(Refusal::Broken(reason(&error))),
        Err(_) => Ok(bytes),
    }
}

fn reason(error: &io::Error) -> String {
    format!("its body cannot be unpacked: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(answer: &[u8]) -> Result<String, Refusal> {
        body(answer).map(|body| String::from_utf8_lossy(&body.bytes).into_owned())
    }

    #[test]
    fn a_body_is_what_a_reader_was_sent() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, b"It is over.").expect("memory");
        let packed = encoder.finish().expect("memory");
        let zipped =
            [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", packed.as_slice()].concat();
        let mut encoder =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, "It is over.".repeat(9).as_bytes()).expect("memory");
        let packed = encoder.finish().expect("memory");
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n";
        let bare = [head.as_slice(), packed.as_slice()].concat();
        assert_eq!(text(&bare).as_deref(), Ok("It is over.".repeat(9).as_str()));
        let rows: [(&[u8], &str); 5] = [
            (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nIt is over.", "It is over."),
            (
                b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nIt is \r\n5;a=b\r\nover.\r\n0\r\n\r\n",
                "It is over.",
            ),
            // The archive has joined the chunks and kept the header.
            (b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nIt is over.", "It is over."),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nIt is over.", "It is over."),
            (&zipped, "It is over."),
        ];
        for (answer, expected) in rows {
            assert_eq!(text(answer).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn the_last_answer_has_the_page() {
        let page = "HTTP/1.1 200 OK\r\nDate: Tue, 11 Jun 2024 20:00:00 GMT\r\n\r\n<p>It is over.";
        let moved = format!("HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n{page}");
        let through = format!("HTTP/1.0 200 Connection established\r\nVia: a\r\n\r\n{moved}");
        let asked = format!("HTTP/1.1 100 Continue\r\n\r\n{page}");
        for answer in [page, &moved, &through, &asked] {
            let last = last_answer(answer.as_bytes());
            assert_eq!(last, page.as_bytes());
            let date = body(last).map(|body| body.date.map(|date| date.to_string()));
            assert_eq!(date, Ok(Some("2024-06-11".to_owned())));
        }
    }

    #[test]
    fn what_is_no_page_says_why() {
        let moved = body(b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n");
        assert_eq!(moved, Err(Refusal::NoPage("an answer with the status 301".to_owned())));
        assert!(matches!(body(b"nothing of the kind"), Err(Refusal::Broken(_))));
    }

    #[test]
    fn a_charset_is_read_with_or_without_marks() {
        for kind in ["text/html; charset=\"Windows-1252\"", "TEXT/HTML;x=y; Charset=Windows-1252"] {
            let body = Body::of(Vec::new(), kind);
            assert_eq!(body.media_type, "text/html");
            assert_eq!(body.charset.as_deref(), Some("Windows-1252"));
        }
    }
}
