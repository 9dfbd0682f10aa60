//! Plain text: the bytes of a file are one article; and telling it from JSON Lines.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use super::captions::{self, Captions};
use super::clues::facts_of;
use super::records::{Records, looks_like_records};
use super::{ReadError, Source, SourceKind};
use crate::model::{Article, ArticleKind, Fact, FactSource, Facts, Sha256Hash};

/// Most bytes of one text: SQLite takes values of up to 10⁹ bytes, and several copies of a text
/// are in memory while it is taken apart.
pub(super) const LONGEST_TEXT: usize = 256 * 1024 * 1024;
/// Bytes looked at to tell a format.
const SNIFFED: usize = 64 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The marks with which texts in UTF-16 begin; their NUL bytes make them no binary files.
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// A source that has been opened.
pub enum Opened {
    /// One article: its bytes.
    Plain(Plain),
    /// JSON Lines: an article a line.
    Records(Records),
}

/// The bytes of a plain text, and what the manifest says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// The file that it was read from.
    pub source_name: String,
    /// The name by which the caller knows it.
    pub id: String,
    /// All of its bytes.
    pub bytes: Vec<u8>,
    /// What the manifest says.
    pub facts: Facts,
}

/// Opens a source and tells what it holds.
///
/// JSON Lines have `.jsonl` or `.ndjson` at the end of their name, or begin with a line that is a
/// JSON object with a `text`; everything else is plain text and read whole.
///
/// # Errors
///
/// Where the file cannot be read or is too long for a text.
pub fn open(source: Source) -> Result<Opened, ReadError> {
    let Source { kind, name, id, facts } = source;
    let failed = |source| ReadError::Unreadable { source_name: name.clone(), source };
    let input: Box<dyn Read + Send> = match &kind {
        SourceKind::Stdin => Box::new(io::stdin()),
        SourceKind::File(path) => Box::new(File::open(path).map_err(failed)?),
    };
    let mut input = BufReader::with_capacity(SNIFFED, input);
    let first = input.fill_buf().map_err(failed)?;
    let is_named_so = match &kind {
        SourceKind::File(path) => path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("jsonl") || extension.eq_ignore_ascii_case("ndjson")
        }),
        SourceKind::Stdin => false,
    };
    if is_named_so || looks_like_records(first) {
        return Ok(Opened::Records(Records::new(name, Box::new(input), facts)));
    }
    let mut bytes = Vec::new();
    let limit = LONGEST_TEXT as u64 + 1;
    input.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > LONGEST_TEXT {
        return Err(ReadError::TooLong { source_name: name, limit: LONGEST_TEXT });
    }
    Ok(Opened::Plain(Plain { source_name: name, id, bytes, facts }))
}

/// Reads the one article that a plain text is.
///
/// A byte-order mark counts among the bytes that name the article, and is no part of its text.
///
/// # Errors
///
/// Where the bytes are empty, binary or no UTF-8.
pub fn article_of_text(plain: Plain) -> Result<Article, ReadError> {
    let Plain { source_name, bytes, facts, .. } = plain;
    if UTF_16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(ReadError::NotUtf8 { source_name, at: 0 });
    }
    let body = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    if let Some(at) = memchr::memchr(0, body) {
        return Err(ReadError::Binary { source_name, at: at + bytes.len() - body.len() });
    }
    let text = match std::str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let at = error.valid_up_to() + bytes.len() - body.len();
            return Err(ReadError::NotUtf8 { source_name, at });
        }
    };
    if text.trim().is_empty() {
        return Err(ReadError::Empty { source_name });
    }
    if let Some(captions) = captions::read(&text) {
        return spoken(source_name, captions, Sha256Hash::of(&bytes), facts);
    }
    if let Some(format) = other_format(&text) {
        return Err(ReadError::OtherFormat { source_name, format });
    }
    let with_mark = (body.len() < bytes.len()).then(|| Sha256Hash::of(&bytes));
    Ok(article(source_name, text, with_mark, facts))
}

/// Completes an article of captions: a primary source, whose first line is no headline.
fn spoken(
    source_name: String,
    captions: Captions,
    bytes_sha256: Sha256Hash,
    mut facts: Facts,
) -> Result<Article, ReadError> {
    let Captions { text, cues } = captions;
    if text.is_empty() {
        return Err(ReadError::Empty { source_name });
    }
    let kind = Some(Fact::new(ArticleKind::Primary, FactSource::Article));
    facts.fill_from(Facts { kind, ..Facts::default() });
    let text_sha256 = Sha256Hash::of(text.as_bytes());
    Ok(Article { text, bytes_sha256, text_sha256, source: source_name, facts, cues })
}

/// Returns what a text is where it is markup or data and no running text: its tags and attributes
/// would pass for words and quotations.
fn other_format(text: &str) -> Option<&'static str> {
    let begins = |with: &str| {
        let start = text.trim_start();
        start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if begins("<!doctype html") || begins("<html") {
        return Some("HTML, which is not read yet");
    }
    if begins("<?xml") {
        return Some("XML, which is not read yet");
    }
    let is_json =
        (begins("{") || begins("[")) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    is_json.then_some("JSON, but not an object with a text on each line")
}

/// Completes an article: its hashes, and what its own lines say where nothing else did.
///
/// `bytes_sha256` is given where the bytes are others than the text's.
pub(super) fn article(
    source: String,
    text: String,
    bytes_sha256: Option<Sha256Hash>,
    mut facts: Facts,
) -> Article {
    facts.fill_from(facts_of(&text));
    let text_sha256 = Sha256Hash::of(text.as_bytes());
    let bytes_sha256 = bytes_sha256.unwrap_or(text_sha256);
    Article { text, bytes_sha256, text_sha256, source, facts, cues: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Article, String> {
        let plain = Plain {
            source_name: "a.txt".to_owned(),
            id: "a.txt".to_owned(),
            bytes: bytes.to_vec(),
            facts: Facts::default(),
        };
        article_of_text(plain).map_err(|error| error.reason())
    }

    #[test]
    fn a_byte_order_mark_names_the_article_and_is_no_text() {
        let with = read(b"\xef\xbb\xbfIt is over.").expect("a text");
        let without = read(b"It is over.").expect("a text");
        assert_eq!(with.text, "It is over.");
        assert_eq!(with.text_sha256, without.text_sha256);
        assert_ne!(with.bytes_sha256, without.bytes_sha256);
    }

    #[test]
    fn text_is_kept_character_for_character() {
        let text = "  “Zoë”\r\n\tsaid \u{200b}so\u{ad} \u{202e}\n\n";
        assert_eq!(read(text.as_bytes()).map(|article| article.text), Ok(text.to_owned()));
    }

    #[test]
    fn markup_and_data_are_no_running_text() {
        let rows: [(&[u8], &str); 4] = [
            (b"\n<!DOCTYPE html>\n<p>It is over.", "is HTML, which is not read yet"),
            (b"<?xml version=\"1.0\"?><rss/>", "is XML, which is not read yet"),
            (
                b"[\n {\"text\": \"It is over.\"}\n]",
                "is JSON, but not an object with a text on each line",
            ),
            (b"{\n \"id\": 1\n}\n", "is JSON, but not an object with a text on each line"),
        ];
        for (bytes, expected) in rows {
            assert_eq!(read(bytes), Err(expected.to_owned()), "{bytes:?}");
        }
        assert!(read(b"[Applause] It is over.").is_ok());
        assert!(read("<é".as_bytes()).is_ok());
    }

    #[test]
    fn what_is_no_text_says_why() {
        let rows: [(&[u8], &str); 6] = [
            (b"\xff\xfeI\0t\0", "is not UTF-8: byte 0 cannot be read"),
            (b"", "has no text in it"),
            (b" \n\t", "has no text in it"),
            (b"\xef\xbb\xbf", "has no text in it"),
            (b"PK\x03\x04\x00\x01", "is no text: it has a NUL byte at byte 4"),
            (b"caf\xe9 closed", "is not UTF-8: byte 3 cannot be read"),
        ];
        for (bytes, expected) in rows {
            assert_eq!(read(bytes), Err(expected.to_owned()), "{bytes:?}");
        }
    }
}
