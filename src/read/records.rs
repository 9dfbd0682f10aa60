//! Articles in JSON, `{"id", "text"}` at least: one a line, or objects of several lines, in a list
//! or not.

use std::borrow::Cow;
use std::fmt;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::ReadError;
use super::document::{LONGEST_DOCUMENT, Line, Piece, Take};
use super::encoding::decode;
use super::names::{Field, field_of};
use super::objects::Cutter;
use super::open::{Place, unpacking};
use super::tables::date;
use super::text::article;
use crate::model::{Article, Encoding, Fact, FactSource, Facts, Reading};

/// Most bytes of one line: a text of which every character is escaped is six times as long.
const LONGEST_LINE: usize = 2 * LONGEST_DOCUMENT;

/// Lines from which records are told where the first is none.
const LINES_LOOKED_AT: usize = 16;

/// One article as a record states it; unknown fields are passed over.
#[derive(Debug, Default)]
struct Record<'a> {
    /// The text, and the rank of the name that it stands under.
    text: Option<(usize, Cow<'a, str>)>,
    /// The other fields, with the ranks of their names: a record may have both a date and another.
    fields: Vec<(Field, usize, Value)>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Record<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// Text of a record, borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a text")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(Text(name)) = map.next_key()? {
            match field_of(&name) {
                // Which of two is meant nobody can tell.
                Some((Field::Text, 0))
                    if record.text.as_ref().is_some_and(|(rank, _)| *rank == 0) =>
                {
                    return Err(A::Error::duplicate_field("text"));
                }
                Some((Field::Text, 0)) => record.state(0, map.next_value::<Text<'de>>()?.0),
                Some((Field::Text, rank)) => {
                    // Elsewhere an "article" may be a number, and a "body" a list.
                    if let Value::String(text) = map.next_value()? {
                        record.state(rank, text.into());
                    }
                }
                Some((field, rank)) => record.fields.push((field, rank, map.next_value()?)),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match record.text {
            Some(_) => Ok(record),
            None => Err(A::Error::missing_field("text")),
        }
    }
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

/// Hands on every object, with the number of the line that it begins on.
///
/// What stands between them is passed over: the brackets and commas of a list.
pub(super) fn each_object(
    input: &mut dyn BufRead,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    let source_name: Arc<str> = place.name.as_str().into();
    let mut cutter = Cutter::new(LONGEST_LINE);
    loop {
        let found = match input.fill_buf() {
            Ok([]) => None,
            Ok(bytes) => {
                let (read, object) = cutter.read(bytes);
                input.consume(read);
                let Some(object) = object else { continue };
                Some(object)
            }
            Err(source) => return take(Piece::Failed(unpacking(place, source))),
        };
        let is_over = found.is_none();
        if let Some(object) = found.or_else(|| cutter.finish()) {
            let (source_name, number) = (Arc::clone(&source_name), object.line);
            take(match object.bytes {
                Some(bytes) => Piece::Line(Line {
                    source_name,
                    number,
                    bytes,
                    facts: Arc::clone(&place.facts),
                }),
                None => {
                    let source_name = format!("{source_name}:{number}");
                    Piece::Failed(ReadError::TooLong { source_name, limit: LONGEST_LINE })
                }
            })?;
        }
        if is_over {
            return ControlFlow::Continue(());
        }
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
        Some(line) if line.len() < first.len() => is_record(line) || are_records(first),
        // The first line is longer than what was looked at, or the only one.
        Some(line) => is_record(line) || memchr::memmem::find(line, b"\"text\"").is_some(),
        None => false,
    }
}

/// Says whether lines are records though the first is none: a header, or one that is broken.
fn are_records(first: &[u8]) -> bool {
    let whole = memchr::memrchr(b'\n', first).map_or(first, |end| &first[..end]);
    let lines = whole.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let lines: Vec<&[u8]> = lines.filter(|line| !line.is_empty()).take(LINES_LOOKED_AT).collect();
    let begun = lines.iter().filter(|line| line.starts_with(b"{")).count();
    begun * 2 > lines.len() && lines.iter().any(|line| is_record(line))
}

/// Says whether the first bytes of a source are those of a list of articles, or of an article that
/// is an object of several lines.
pub(super) fn looks_like_objects(first: &[u8]) -> bool {
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start();
    let inside = first.strip_prefix(b"[").map_or(first, <[u8]>::trim_ascii_start);
    let begins = |rest: &[u8]| rest.trim_ascii_start().starts_with(b"\"");
    if !inside.strip_prefix(b"{").is_some_and(begins) {
        return false;
    }
    let mut cutter = Cutter::new(inside.len());
    match cutter.read(inside).1.and_then(|object| object.bytes) {
        Some(object) => is_record(&object),
        // It is longer than what was looked at.
        None => memchr::memmem::find(inside, b"\"text\"").is_some(),
    }
}

fn is_record(line: &[u8]) -> bool {
    // Which encoding it is, where it is not UTF-8, makes no difference here.
    serde_json::from_str::<Record<'_>>(&String::from_utf8_lossy(line)).is_ok()
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
    let id = record.values(Field::Id).find(|id| !id.is_null()).cloned();
    let mut facts = Facts::clone(&line.facts);
    facts.fill_from(record.facts());
    let retrieved = record.find(Field::Retrieved, date);
    let text = record.text.map(|(_, text)| text).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(ReadError::Empty { source_name: at_line() });
    }
    // A record is found again by its own id; a line's number changes when others come before it.
    let source = match &id {
        Some(Value::String(id)) if !id.is_empty() => format!("{}#{id}", line.source_name),
        Some(Value::Number(id)) => format!("{}#{id}", line.source_name),
        _ => at_line(),
    };
    let reading = Reading { encoding, retrieved, ..Reading::default() };
    Ok((id, article(source, text.into_owned(), None, facts, reading)))
}

/// Returns the caller's id of a line that is no article, where it states one.
pub fn id_of_record(bytes: &[u8]) -> Option<Value> {
    #[derive(Deserialize)]
    struct Named {
        id: Value,
    }
    serde_json::from_slice::<Named>(bytes).ok().map(|named| named.id)
}

impl<'a> Record<'a> {
    /// Takes a text, unless there is one already under a more telling name.
    fn state(&mut self, rank: usize, text: Cow<'a, str>) {
        let is_better = |(known, other): &(usize, Cow<'a, str>)| {
            (text.trim().is_empty(), rank) < (other.trim().is_empty(), *known)
        };
        if self.text.as_ref().is_none_or(is_better) {
            self.text = Some((rank, text));
        }
    }

    /// Returns the values of a field, that under the most telling name first.
    fn values(&self, field: Field) -> impl Iterator<Item = &Value> {
        let mut found: Vec<(usize, &Value)> = (self.fields.iter())
            .filter(|(own, ..)| *own == field)
            .map(|(_, rank, value)| (*rank, value))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, value)| value)
    }

    /// Returns what the first of the values is that can be understood.
    fn find<T>(&self, field: Field, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.values(field).filter_map(stated).find_map(|text| read(&text))
    }

    fn facts(&self) -> Facts {
        let fact = |field| {
            let text = self.find(field, |text| Some(text.to_owned()));
            text.map(|text| Fact::new(text, FactSource::Record))
        };
        let dated = |field| self.find(field, date).map(|date| Fact::new(date, FactSource::Record));
        let kind = self.find(Field::Kind, |text| text.to_lowercase().parse().ok());
        Facts {
            outlet: fact(Field::Outlet),
            title: fact(Field::Title),
            byline: fact(Field::Byline),
            url: fact(Field::Url),
            published: dated(Field::Published),
            modified: dated(Field::Modified),
            language: fact(Field::Language),
            kind: kind.map(|kind| Fact::new(kind, FactSource::Record)),
        }
    }
}

/// Returns what a value says: text, the name of an object, or several of these.
fn stated(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Object(object) => object.get("name")?.as_str()?.trim().to_owned(),
        Value::Array(values) => {
            let flat = values.iter().filter(|value| !value.is_array());
            flat.filter_map(stated).collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
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
            (
                "{\"text\": \"a\", \"text\": \"b\"}",
                "a.jsonl:7 is no article: duplicate field `text`",
            ),
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

    #[test]
    fn lists_of_articles_are_told_by_their_first_object() {
        let rows: [(&[u8], bool); 6] = [
            (b"[{\"text\": \"It is over.\"}]", true),
            (b"\xef\xbb\xbf[\n  {\n    \"body\": \"It is over.\"\n  },", true),
            (b"{\n  \"text\": \"It is over.\"\n}\n", true),
            (b"[\n  {\"id\": 1, \"text\": \"cut off somewhe", true),
            (b"[{\"id\": 1}, {\"text\": \"later\"}]", false),
            (b"[Applause] {curly} braces", false),
        ];
        for (first, expected) in rows {
            assert_eq!(looks_like_objects(first), expected, "{}", String::from_utf8_lossy(first));
        }
    }

    #[test]
    fn fields_go_by_other_names_too() {
        let (id, article) = read(
            r#"{"id": null, "text": " ", "maintext": "It is over.", "headline": "Over", "source": {"id": 1,
                "name": "Harbour Post"}, "publishedAt": "2024-05-22", "authors": ["Jo Reed", "Al Hill"],
                "date": "soon", "article": 7}"#,
        )
        .expect("a record");
        assert_eq!(id, None);
        assert_eq!(article.text, "It is over.");
        assert_eq!(article.title(), Some("Over"));
        assert_eq!(article.outlet(), Some("Harbour Post"));
        assert_eq!(article.published().map(|date| date.as_str()), Some("2024-05-22"));
        assert_eq!(
            article.facts.byline.map(|fact| fact.value).as_deref(),
            Some("Jo Reed, Al Hill")
        );
    }
}
