//! JSON Lines: one article a line, `{"id", "text"}` at least.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use serde::Deserialize;
use serde_json::Value;

use super::ReadError;
use super::dates::whole_date;
use super::text::{LONGEST_TEXT, article};
use crate::model::{Article, Fact, FactSource, Facts};

/// Most bytes of one line: a text of which every character is escaped is six times as long.
const LONGEST_LINE: usize = 2 * LONGEST_TEXT;

/// The lines of a source, read one after another.
pub struct Records {
    source_name: String,
    input: Box<dyn BufRead + Send>,
    line: usize,
    /// What the manifest says about every record of this file.
    facts: Facts,
}

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
    byline: Option<Value>,
    #[serde(default)]
    author: Option<Value>,
    #[serde(default)]
    kind: Option<Value>,
    #[serde(default)]
    article_kind: Option<Value>,
}

impl Records {
    pub(super) fn new(source_name: String, input: Box<dyn BufRead + Send>, facts: Facts) -> Self {
        Self { source_name, input, line: 0, facts }
    }

    /// Returns the name of the file or stream.
    pub fn source_name(&self) -> &str {
        &self.source_name
    }

    /// Returns what the manifest says about every record.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns the next line that is not blank, with its number from 1.
    ///
    /// # Errors
    ///
    /// A line that is too long is passed over; after one that cannot be read there are no more.
    pub fn next_line(&mut self) -> Option<Result<(usize, Vec<u8>), ReadError>> {
        loop {
            let mut line = Vec::new();
            let mut limited = self.input.by_ref().take(LONGEST_LINE as u64);
            self.line += 1;
            match limited.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.len() == LONGEST_LINE => return Some(Err(self.pass_over())),
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Some(Ok((self.line, line))),
                Err(source) => {
                    let source_name = self.source_name.clone();
                    self.input = Box::new(std::io::empty());
                    return Some(Err(ReadError::Unreadable { source_name, source }));
                }
            }
        }
    }

    /// Reads on to the end of a line that is too long.
    fn pass_over(&mut self) -> ReadError {
        let source_name = format!("{}:{}", self.source_name, self.line);
        // An error here comes back when the next line is read.
        let _ = self.input.skip_until(b'\n');
        ReadError::TooLong { source_name, limit: LONGEST_LINE }
    }
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

/// Reads the article that line number `line` of `source_name` holds, with the caller's id of it.
///
/// The article's bytes are the UTF-8 bytes of its `text`. What the manifest says comes before
/// what the record says, and that before what the text says itself.
///
/// # Errors
///
/// Where the line is no JSON object with a `text`, or that text is empty.
pub fn article_of_record(
    source_name: &str,
    line: usize,
    bytes: &[u8],
    manifest: &Facts,
) -> Result<(Option<Value>, Article), ReadError> {
    let at_line = || format!("{source_name}:{line}");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !bytes.trim_ascii_start().starts_with(b"{") {
        let reason = "the line is no JSON object".to_owned();
        return Err(ReadError::BadRecord { source_name: at_line(), reason });
    }
    let record: Record<'_> =
        serde_json::from_slice(bytes).map_err(|error| bad(&at_line(), bytes, &error))?;
    if record.text.trim().is_empty() {
        return Err(ReadError::Empty { source_name: at_line() });
    }
    // A record is found again by its own id; a line's number changes when others come before it.
    let source = match &record.id {
        Some(Value::String(id)) if !id.is_empty() => format!("{source_name}#{id}"),
        Some(Value::Number(id)) => format!("{source_name}#{id}"),
        _ => at_line(),
    };
    let mut facts = manifest.clone();
    facts.fill_from(record.facts());
    Ok((record.id, article(source, record.text.into_owned(), None, facts)))
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
        let stated = |value: &Option<Value>| {
            let text = value.as_ref()?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let fact = |value| stated(value).map(|text| Fact::new(text, FactSource::Record));
        let date = |value| stated(value).and_then(|text| whole_date(&text).or(text.parse().ok()));
        let kind = |value| stated(value).and_then(|text| text.to_lowercase().parse().ok());
        let published = date(&self.published).or_else(|| date(&self.date));
        let kind = kind(&self.kind).or_else(|| kind(&self.article_kind));
        Facts {
            outlet: fact(&self.outlet),
            title: fact(&self.title),
            byline: fact(&self.byline).or_else(|| fact(&self.author)),
            url: fact(&self.url),
            published: published.map(|date| Fact::new(date, FactSource::Record)),
            kind: kind.map(|kind| Fact::new(kind, FactSource::Record)),
        }
    }
}

fn bad(at_line: &str, bytes: &[u8], error: &serde_json::Error) -> ReadError {
    let source_name = at_line.to_owned();
    if let Err(error) = std::str::from_utf8(bytes) {
        return ReadError::NotUtf8 { source_name, at: error.valid_up_to() };
    }
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
        article_of_record("a.jsonl", 7, line.as_bytes(), &Facts::default())
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
