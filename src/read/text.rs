//! Running text, Markdown among it: the bytes of a document are one article.

use super::ReadError;
use super::captions::{self, Captions};
use super::clues::facts_of;
use super::document::Document;
use super::encoding::{decode, hidden_characters, utf_16_without_mark};
use crate::model::{
    Article, ArticleKind, Compressed, Encoding, EncodingBasis, Fact, FactSource, Facts, Reading,
    Sha256Hash,
};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The marks with which texts in UTF-16 begin; their NUL bytes make them no binary files.
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
/// One character in so many may be a control character before a text is taken for a binary file.
const TEXT_TO_CONTROL: usize = 50;
/// Bytes from which a binary file is told.
const LOOKED_AT: usize = 4096;

/// Reads the one article that a text is.
///
/// A byte-order mark counts among the bytes that name the article, and is no part of its text.
/// A stray NUL becomes U+FFFD, one character for one, as many programs end a text there.
///
/// # Errors
///
/// Where the bytes are empty or binary, or data and no running text.
pub(super) fn article_of_text(document: Document) -> Result<Article, ReadError> {
    let Document { source_name, bytes, facts, charset, retrieved, keeps_raw, .. } = document;
    let is_detected = document.is_charset_detected;
    if let Some(at) = first_of_binary(&bytes) {
        return Err(ReadError::Binary { source_name, at });
    }
    let mut decoded = decode(bytes.clone(), charset.as_deref());
    if is_detected {
        decoded.encoding = decoded.encoding.filter(|_| !bytes.is_ascii());
        if let Some(encoding) = &mut decoded.encoding {
            encoding.basis = EncodingBasis::Detected;
        }
    }
    let nuls = memchr::memchr_iter(0, decoded.text.as_bytes()).count();
    if nuls > 0 {
        decoded.text = decoded.text.replace('\0', "\u{fffd}");
        let encoding = decoded.encoding.get_or_insert(UTF_8);
        encoding.replaced += nuls;
    }
    if decoded.text.trim().is_empty() {
        return Err(ReadError::Empty { source_name });
    }
    if let Some(Captions { text, cues }) = captions::read(&decoded.text) {
        if text.is_empty() {
            return Err(ReadError::Empty { source_name });
        }
        // What is spoken is a primary source, and its first line is no headline.
        let kind = Some(Fact::new(ArticleKind::Primary, FactSource::Article));
        let mut facts = facts;
        facts.fill_from(Facts { kind, ..Facts::default() });
        let reading = Reading { encoding: decoded.encoding, retrieved, ..Reading::default() };
        let bytes = Bytes { bytes: &bytes, are_kept: keeps_raw };
        let article = complete(source_name, text, Some(bytes), facts, reading);
        return Ok(Article { cues, ..article });
    }
    if let Some(format) = other_format(&decoded.text) {
        return Err(ReadError::OtherFormat { source_name, format });
    }
    let reading = Reading { encoding: decoded.encoding, retrieved, ..Reading::default() };
    let bytes = Bytes { bytes: &bytes, are_kept: keeps_raw };
    Ok(article(source_name, decoded.text, Some(bytes), facts, reading))
}

/// How bytes are decoded that were UTF-8 but for characters that are no text.
pub(super) const UTF_8: Encoding =
    Encoding { name: "UTF-8", basis: EncodingBasis::Detected, replaced: 0 };

/// Returns the first byte that shows a file to be no text: a NUL, among many control characters.
pub(super) fn first_of_binary(bytes: &[u8]) -> Option<usize> {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    let nul = memchr::memchr(0, looked_at)?;
    if UTF_16.iter().any(|mark| bytes.starts_with(mark)) || utf_16_without_mark(bytes).is_some() {
        return None;
    }
    let is_control = |byte: &&u8| **byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 12 | 27);
    let controls = looked_at.iter().filter(is_control).count();
    (controls * TEXT_TO_CONTROL > looked_at.len()).then_some(nul)
}

/// Returns what a text is where it is data and no running text: its keys would pass for quotations.
fn other_format(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    let is_json = start.starts_with(['{', '['])
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    is_json.then_some("JSON, and no article with a text")
}

/// The bytes that a text was read from.
pub(super) struct Bytes<'a> {
    pub(super) bytes: &'a [u8],
    /// Whether they are to be kept where they differ from the text.
    pub(super) are_kept: bool,
}

/// Completes an article: its hashes, and what its own lines say where nothing else did.
///
/// `bytes` are given where they may be others than the text's, and kept where they are.
pub(super) fn article(
    source: String,
    text: String,
    bytes: Option<Bytes<'_>>,
    mut facts: Facts,
    reading: Reading,
) -> Article {
    facts.fill_from(facts_of(&text));
    complete(source, text, bytes, facts, reading)
}

/// Completes an article of which all is known that can be.
fn complete(
    source: String,
    text: String,
    bytes: Option<Bytes<'_>>,
    facts: Facts,
    mut reading: Reading,
) -> Article {
    let text_sha256 = Sha256Hash::of(text.as_bytes());
    let other = bytes.as_ref().map(|bytes| bytes.bytes).filter(|bytes| *bytes != text.as_bytes());
    let are_kept = bytes.as_ref().is_some_and(|bytes| bytes.are_kept);
    let bytes_sha256 = other.map_or(text_sha256, Sha256Hash::of);
    // A byte-order mark alone can be put back.
    let has_mark = |bytes: &&[u8]| bytes.strip_prefix(BYTE_ORDER_MARK) == Some(text.as_bytes());
    reading.raw = other.filter(|bytes| are_kept && !has_mark(bytes)).map(Compressed::of);
    reading.hidden_characters = hidden_characters(&text);
    Article { text, bytes_sha256, text_sha256, source, facts, cues: Vec::new(), reading }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article_of(bytes: &[u8]) -> Result<Article, String> {
        let mut document = Document::text("a.txt".to_owned(), bytes.to_vec(), Facts::default());
        document.keeps_raw = true;
        article_of_text(document).map_err(|error| error.reason())
    }

    #[test]
    fn a_byte_order_mark_names_the_article_and_is_no_text() {
        let with = article_of(b"\xef\xbb\xbfIt is over.").expect("a text");
        let without = article_of(b"It is over.").expect("a text");
        assert_eq!(with.text, "It is over.");
        assert_eq!(with.text_sha256, without.text_sha256);
        assert_ne!(with.bytes_sha256, without.bytes_sha256);
        assert_eq!((with.reading.raw, without.reading.raw), (None, None));
    }

    #[test]
    fn text_is_kept_character_for_character() {
        let text =
            "  “Zoë”\r\n\tsaid \u{200b}so\u{ad} \u{202e}\n\n> *and* [more](https://a.example)";
        let article = article_of(text.as_bytes()).expect("a text");
        assert_eq!(article.text, text);
        assert_eq!(article.reading.hidden_characters, 2);
        assert_eq!(article.reading.encoding, None);
    }

    #[test]
    fn other_encodings_are_read_and_their_bytes_kept() {
        let bytes = b"He said \x93caf\xe9\x94.";
        let article = article_of(bytes).expect("a text");
        assert_eq!(article.text, "He said “café”.");
        assert_eq!(article.bytes_sha256, Sha256Hash::of(bytes));
        let raw = article.reading.raw.expect("bytes that differ from the text");
        assert_eq!(raw.expand().expect("whole"), bytes);
    }

    #[test]
    fn a_stray_nul_is_one_character_that_could_not_be_read() {
        let article =
            article_of(b"It is over, she said, and\0 nothing else. So it was, he said too.");
        let article = article.expect("a text");
        assert!(article.text.contains("and\u{fffd} nothing"), "{}", article.text);
        assert_eq!(article.reading.encoding.map(|encoding| encoding.replaced), Some(1));
    }

    #[test]
    fn data_is_no_running_text() {
        let rows: [&[u8]; 2] = [b"[\n {\"words\": \"It is over.\"}\n]", b"{\n \"id\": 1\n}\n"];
        for bytes in rows {
            let expected = "is JSON, and no article with a text";
            assert_eq!(article_of(bytes), Err(expected.to_owned()), "{bytes:?}");
        }
        assert!(article_of(b"[Applause] It is over.").is_ok());
        assert!(article_of("<é".as_bytes()).is_ok());
    }

    #[test]
    fn what_is_no_text_says_why() {
        let rows: [(&[u8], &str); 4] = [
            (b"", "has no text in it"),
            (b" \n\t", "has no text in it"),
            (b"\xef\xbb\xbf", "has no text in it"),
            (b"\x01\x02\x03\x04\x00\x01", "is no text: it has a NUL byte at byte 4"),
        ];
        for (bytes, expected) in rows {
            assert_eq!(article_of(bytes), Err(expected.to_owned()), "{bytes:?}");
        }
    }
}
