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
use super::json::{Mended, list_within, looks_like_objects, mended};
use super::names::{Field, field_of};
use super::objects::Cutter;
use super::open::{Place, unpacking};
use super::tables::date;
use super::text::{UTF_8, article};
use crate::model::{Article, Encoding, Fact, FactSource, Facts, Reading};

/// Most bytes of one line: a text of which every character is escaped is six times as long.
const LONGEST_LINE: usize = 2 * LONGEST_DOCUMENT;

/// What describes a record goes into an object of its own in some exports.
const ABOUT: [&str; 2] = ["metadata", "meta"];
/// The ranks of the names of fields in there, which come after all others.
const RANK_WITHIN: usize = 100;

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
                Some((Field::Text, 0)) => {
                    if let Some(Text(text)) = map.next_value::<Option<Text<'de>>>()? {
                        record.state(0, text);
                    }
                }
                Some((Field::Text, rank)) => {
                    // Elsewhere an "article" may be a number, and a "body" a list.
                    if let Value::String(text) = map.next_value()? {
                        record.state(rank, text.into());
                    }
                }
                Some((field, rank)) => record.fields.push((field, rank, map.next_value()?)),
                None if ABOUT.contains(&name.to_ascii_lowercase().as_str()) => {
                    record.add_about(map.next_value()?);
                }
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
/// What stands between them is passed over: the brackets and commas of a list. `head` are the first
/// bytes of the input, by which a list is found that an object holds.
pub(super) fn each_object(
    head: &[u8],
    input: &mut dyn BufRead,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    let source_name: Arc<str> = place.name.as_str().into();
    let mut cutter = Cutter::new(LONGEST_LINE);
    if let Some(at) = list_within(head).filter(|_| !looks_like_objects(head)) {
        cutter.pass_over(&head[..at]);
        let mut before = (&mut *input).take(at as u64);
        // An error here comes back when more is read.
        let _ = std::io::copy(&mut before, &mut std::io::sink());
    }
    loop {
        let found = match input.fill_buf() {
            Ok([]) => None,
            Ok(_) if cutter.is_over() => return ControlFlow::Continue(()),
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

/// Says whether a line is an article.
pub(super) fn is_record(line: &[u8]) -> bool {
    // Which encoding it is, where it is not UTF-8, makes no difference here.
    let line = String::from_utf8_lossy(line);
    let is_one = |json: &str| serde_json::from_str::<Record<'_>>(json).is_ok();
    is_one(&line) || mended(&line).is_some_and(|mended| is_one(&mended.json))
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
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => {
            let decoded = decode(bytes.to_vec(), None);
            (Cow::Owned(decoded.text), decoded.encoding)
        }
    };
    if !text.trim_start_matches(['\u{1e}', ' ', '\t']).starts_with('{') {
        let reason = "the line is no JSON object".to_owned();
        return Err(ReadError::BadRecord { source_name: at_line(), reason });
    }
    match serde_json::from_str(&text) {
        Ok(record) => article_of_record(record, line, encoding),
        Err(error) => {
            let bad = || bad(at_line(), &error);
            let Mended { json, replaced } = mended(&text).ok_or_else(bad)?;
            let record = serde_json::from_str(&json).map_err(|_| bad())?;
            let encoding = if replaced > 0 {
                let mut encoding = encoding.unwrap_or(UTF_8);
                encoding.replaced += replaced;
                Some(encoding)
            } else {
                encoding
            };
            article_of_record(record, line, encoding)
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

    /// Takes the fields of an object that describes the record.
    fn add_about(&mut self, about: Value) {
        let Value::Object(about) = about else { return };
        let known = about.into_iter().filter_map(|(name, value)| {
            let (field, rank) = field_of(&name)?;
            (field != Field::Text).then_some((field, RANK_WITHIN + rank, value))
        });
        self.fields.extend(known);
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
mod tests;
