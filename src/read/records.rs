//! JSON Lines: one article a line, `{"id", "text"}` at least.

use std::borrow::Cow;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::ReadError;
use super::document::{LONGEST_DOCUMENT, Line, Piece, Take};
use super::encoding::decode;
use super::open::{Place, unpacking};
use super::tables::date;
use super::text::article;
use crate::model::{Article, Encoding, Fact, FactSource, Facts, Reading};

/// Most bytes of one line: a text of which every character is escaped is six times as long.
const LONGEST_LINE: usize = 2 * LONGEST_DOCUMENT;

/// One article as a line states it; unknown fields are passed over.
#[derive(Debug, Deserialize)]
struct Record<'a> {
    #[serde(default)]
    id: Option<Value>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(default)]
    title: Option<Value>,
    #[serde(default)]
    outlet: Option<Value>,
    #[serde(default)]
    url: Option<Value>,
    // Other names for a field are fields of their own: a record may have both.
    #[serde(default)]
    published: Option<Value>,
    #[serde(default)]
    date: Option<Value>,
    #[serde(default)]
    modified: Option<Value>,
    #[serde(default)]
    retrieved: Option<Value>,
    #[serde(default)]
    language: Option<Value>,
    #[serde(default)]
    byline: Option<Value>,
    #[serde(default)]
    author: Option<Value>,
    #[serde(default)]
    kind: Option<Value>,
    #[serde(default)]
    article_kind: Option<Value>,
}

/// Hands on every line that is not blank, with its number from 1.
///
/// A line that is too long is passed over; after one that cannot be read there are no more.
pub(super) fn each_line(input: &mut dyn BufRead, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let source_name: Arc<str> = place.name.as_str().into();
    let mut number = 0;
    loop {
        number += 1;
        let mut bytes = Vec::new();
        let piece = match input.take(LONGEST_LINE as u64).read_until(b'\n', &mut bytes) {
            Ok(0) => return ControlFlow::Continue(()),
            Ok(_) if bytes.len() == LONGEST_LINE => pass_over(input, &source_name, number),
            Ok(_) if bytes.trim_ascii().is_empty() => continue,
            Ok(_) => {
                let (source_name, facts) = (Arc::clone(&source_name), Arc::clone(&place.facts));
                Piece::Line(Line { source_name, number, bytes, facts })
            }
            Err(source) => return take(Piece::Failed(unpacking(place, source))),
        };
        take(piece)?;
    }
}

/// Reads on to the end of a line that is too long.
fn pass_over(input: &mut dyn BufRead, source_name: &str, number: usize) -> Piece {
    // An error here comes back when the next line is read.
    let _ = input.skip_until(b'\n');
    let source_name = format!("{source_name}:{number}");
    Piece::Failed(ReadError::TooLong { source_name, limit: LONGEST_LINE })
}

/// Says whether the first bytes of a source are those of JSON Lines of articles.
pub(super) fn looks_like_records(first: &[u8]) -> bool {
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start();
    if !first.starts_with(b"{") {
        return false;
    }
    match first.split(|byte| *byte == b'\n').next() {
        Some(line) if line.len() < first.len() => is_record(line),
        // The first line is longer than what was looked at, or the only one.
        Some(line) => is_record(line) || memchr::memmem::find(line, b"\"text\"").is_some(),
        None => false,
    }
}

fn is_record(line: &[u8]) -> bool {
    serde_json::from_slice::<Record<'_>>(line).is_ok()
}

/// Reads the article that a line holds, with the caller's id of it.
///
/// The article's bytes are the UTF-8 bytes of its `text`. What the manifest says comes before
/// what the record says, and that before what the text says itself.
///
/// # Errors
///
/// Where the line is no JSON object with a `text`, or that text is empty.
pub fn article_of_line(line: &Line) -> Result<(Option<Value>, Article), ReadError> {
    let at_line = || format!("{}:{}", line.source_name, line.number);
    let bytes = line.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line.bytes);
    if !bytes.trim_ascii_start().starts_with(b"{") {
        let reason = "the line is no JSON object".to_owned();
        return Err(ReadError::BadRecord { source_name: at_line(), reason });
    }
    match serde_json::from_slice(bytes) {
        Ok(record) => article_of_record(record, line, None),
        Err(error) if std::str::from_utf8(bytes).is_ok() => Err(bad(at_line(), &error)),
        Err(_) => {
            let decoded = decode(bytes.to_vec(), None);
            let record =
                serde_json::from_str(&decoded.text).map_err(|error| bad(at_line(), &error))?;
            article_of_record(record, line, decoded.encoding)
        }
    }
}

fn article_of_record(
    record: Record<'_>,
    line: &Line,
    encoding: Option<Encoding>,
) -> Result<(Option<Value>, Article), ReadError> {
    let at_line = || format!("{}:{}", line.source_name, line.number);
    if record.text.trim().is_empty() {
        return Err(ReadError::Empty { source_name: at_line() });
    }
    // A record is found again by its own id; a line's number changes when others come before it.
    let source = match &record.id {
        Some(Value::String(id)) if !id.is_empty() => format!("{}#{id}", line.source_name),
        Some(Value::Number(id)) => format!("{}#{id}", line.source_name),
        _ => at_line(),
    };
    let mut facts = Facts::clone(&line.facts);
    facts.fill_from(record.facts());
    let retrieved = stated(&record.retrieved).and_then(|text| date(&text));
    let reading = Reading { encoding, retrieved, ..Reading::default() };
    Ok((record.id, article(source, record.text.into_owned(), None, facts, reading)))
}

/// Returns the caller's id of a line that is no article, where it states one.
pub fn id_of_record(bytes: &[u8]) -> Option<Value> {
    #[derive(Deserialize)]
    struct Named {
        id: Value,
    }
    serde_json::from_slice::<Named>(bytes).ok().map(|named| named.id)
}

impl Record<'_> {
    fn facts(&self) -> Facts {
        let fact = |value| stated(value).map(|text| Fact::new(text, FactSource::Record));
        let dated = |value| {
            let date = stated(value).and_then(|text| date(&text));
            date.map(|date| Fact::new(date, FactSource::Record))
        };
        let kind = |value| stated(value).and_then(|text| text.to_lowercase().parse().ok());
        let kind = kind(&self.kind).or_else(|| kind(&self.article_kind));
        Facts {
            outlet: fact(&self.outlet),
            title: fact(&self.title),
            byline: fact(&self.byline).or_else(|| fact(&self.author)),
            url: fact(&self.url),
            published: dated(&self.published).or_else(|| dated(&self.date)),
            modified: dated(&self.modified),
            language: fact(&self.language),
            kind: kind.map(|kind| Fact::new(kind, FactSource::Record)),
        }
    }
}

/// Returns a field that is text and says something.
fn stated(value: &Option<Value>) -> Option<String> {
    let text = value.as_ref()?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn bad(source_name: String, error: &serde_json::Error) -> ReadError {
    // The line's number in the message would be that of the line alone: 1.
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message).to_owned();
    ReadError::BadRecord { source_name, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sha256Hash;

    fn read(line: &str) -> Result<(Option<Value>, Article), String> {
        let facts = Arc::default();
        let bytes = line.as_bytes().to_vec();
        article_of_line(&Line { source_name: "a.jsonl".into(), number: 7, bytes, facts })
            .map_err(|error| format!("{} {}", error.source_name(), error.reason()))
    }

    #[test]
    fn a_record_states_its_facts() {
        let (id, article) = read(
            r#"{"id": 12, "text": "It is over.", "outlet": " Harbour Post ", "date": "22.05.2024",
                "url": "https://post.example/1", "kind": "primary", "title": null, "extra": [1]}"#,
        )
        .expect("a record");
        assert_eq!(id, Some(Value::from(12)));
        assert_eq!(article.source, "a.jsonl#12");
        assert_eq!(article.outlet(), Some("Harbour Post"));
        assert_eq!(article.published().map(|date| date.as_str()), Some("2024-05-22"));
        assert_eq!(article.url(), Some("https://post.example/1"));
        assert_eq!(article.kind().as_str(), "primary");
        assert_eq!(article.title(), None);
        assert_eq!(article.bytes_sha256, Sha256Hash::of(b"It is over."));
    }

    #[test]
    fn escapes_stand_for_their_characters() {
        let (_, article) =
            read(r#"{"text": "\u201cZo\u00eb\u201d\n\ud83d\ude4f"}"#).expect("a record");
        assert_eq!(article.text, "“Zoë”\n🙏");
        assert_eq!(article.source, "a.jsonl:7");
    }

    #[test]
    fn a_bad_line_says_where_and_why() {
        let rows = [
            ("{\"id\": 1}", "a.jsonl:7 is no article: missing field `text`"),
            ("[1]", "a.jsonl:7 is no article: the line is no JSON object"),
            ("{\"text\": \"It", "a.jsonl:7 is no article: EOF while parsing a string"),
            ("{\"text\": \" \"}", "a.jsonl:7 has no text in it"),
            ("{\"text\": 5}", "a.jsonl:7 is no article: invalid type"),
        ];
        for (line, expected) in rows {
            let found = read(line).map(|_| ()).expect_err("a bad line");
            assert!(found.starts_with(expected), "{line}: {found}");
        }
    }

    #[test]
    fn records_are_told_by_their_first_line() {
        let rows: [(&[u8], bool); 6] = [
            (b"{\"id\": 1, \"text\": \"It is over.\"}\n", true),
            (b"\xef\xbb\xbf\n {\"text\": \"It is over.\"}", true),
            (b"{\"id\": 1, \"text\": \"cut off somewhe", true),
            (b"{curly} braces begin this article\n", false),
            (b"{\"id\": 1}\n{\"text\": \"later\"}", false),
            (b"He said {so}", false),
        ];
        for (first, expected) in rows {
            assert_eq!(looks_like_records(first), expected, "{}", String::from_utf8_lossy(first));
        }
    }
}
