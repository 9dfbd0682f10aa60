//! JSON as it is found: telling that it holds articles, and mending what programs write wrongly.

use serde::de::IgnoredAny;

use super::objects::Cutter;
use super::records::is_record;

/// Lines, or objects, from which records are told where the first is none.
const LOOKED_AT: usize = 16;

/// Says whether the first bytes of a source are those of JSON Lines of articles.
pub(super) fn looks_like_records(first: &[u8]) -> bool {
    let first = without_mark(first);
    if !first.starts_with(b"{") {
        return false;
    }
    match first.split(|byte| *byte == b'\n').next() {
        Some(line) if line.len() < first.len() => is_record(line) || are_records(first),
        // The first line is longer than what was looked at, or the only one.
        Some(line) => {
            let is_whole = serde_json::from_slice::<IgnoredAny>(line).is_ok();
            is_record(line) || (!is_whole && has_text(line))
        }
        None => false,
    }
}

/// Says whether lines are records though the first is none: a header, or one that is broken.
fn are_records(first: &[u8]) -> bool {
    let whole = memchr::memrchr(b'\n', first).map_or(first, |end| &first[..end]);
    let lines = whole.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let lines: Vec<&[u8]> = lines.filter(|line| !line.is_empty()).take(LOOKED_AT).collect();
    let begun = lines.iter().filter(|line| line.starts_with(b"{")).count();
    begun * 2 > lines.len() && lines.iter().any(|line| is_record(line))
}

/// Says whether the first bytes of a source are those of a list of articles, or of an article that
/// is an object of several lines.
pub(super) fn looks_like_objects(first: &[u8]) -> bool {
    let first = without_mark(first);
    let inside = first.strip_prefix(b"[").map_or(first, <[u8]>::trim_ascii_start);
    let begins = |rest: &[u8]| rest.trim_ascii_start().starts_with(b"\"");
    inside.strip_prefix(b"{").is_some_and(begins) && has_record(Cutter::new(inside.len()), inside)
}

/// Returns where a list of articles begins that an object holds: what services answer is such.
pub(super) fn list_within(first: &[u8]) -> Option<usize> {
    let inside = without_mark(first).strip_prefix(b"{")?.trim_ascii_start();
    if !inside.starts_with(b"\"") {
        return None;
    }
    let lists = memchr::memchr_iter(b'[', first).filter(|at| {
        let is_value = first[..*at].trim_ascii_end().ends_with(b":");
        is_value && first[at + 1..].trim_ascii_start().starts_with(b"{")
    });
    lists.take(LOOKED_AT).map(|at| at + 1).find(|at| {
        let mut cutter = Cutter::new(first.len());
        cutter.pass_over(b"");
        has_record(cutter, &first[*at..])
    })
}

/// Says whether one of the first objects is an article.
fn has_record(mut cutter: Cutter, objects: &[u8]) -> bool {
    let mut rest = objects;
    for _ in 0..LOOKED_AT {
        let (read, object) = cutter.read(rest);
        match object.and_then(|object| object.bytes) {
            Some(object) if is_record(&object) => return true,
            Some(_) => rest = &rest[read..],
            // It is longer than what was looked at, or there are no more.
            None => {
                let is_first = rest.len() == objects.len();
                return is_first && !cutter.is_over() && has_text(objects);
            }
        }
    }
    false
}

fn has_text(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"\"text\"").is_some()
}

fn without_mark(first: &[u8]) -> &[u8] {
    first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start()
}

/// JSON that was put right.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mended {
    pub(super) json: String,
    /// Halves of characters that became U+FFFD.
    pub(super) replaced: usize,
}

/// Puts right what many programs write and the standard forbids: lines within strings, commas
/// before an end, `NaN`, and halves of characters. None where there is nothing of that.
pub(super) fn mended(json: &str) -> Option<Mended> {
    let bare = json.trim_start_matches(['\u{feff}', '\u{1e}']);
    let mut mending = Mending { rest: bare, json: String::new(), replaced: 0 };
    while let Some(c) = mending.rest.chars().next() {
        match c {
            '"' => mending.string(),
            ',' if mending.rest[1..].trim_start().starts_with(['}', ']']) => mending.skip(1),
            'N' | 'I' | '-' => mending.number(),
            _ => mending.keep(c.len_utf8()),
        }
    }
    let Mending { json: mended, replaced, .. } = mending;
    (mended != json).then_some(Mended { json: mended, replaced })
}

struct Mending<'a> {
    rest: &'a str,
    json: String,
    replaced: usize,
}

impl Mending<'_> {
    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    fn keep(&mut self, bytes: usize) {
        self.json.push_str(&self.rest[..bytes]);
        self.skip(bytes);
    }

    fn number(&mut self) {
        let none = ["NaN", "Infinity", "-Infinity"];
        match none.iter().find(|none| self.rest.starts_with(**none)) {
            Some(none) => {
                self.json.push_str("null");
                self.skip(none.len());
            }
            None => self.keep(1),
        }
    }

    /// Copies a string from its first mark to its last.
    fn string(&mut self) {
        self.keep(1);
        while let Some(c) = self.rest.chars().next() {
            match c {
                '"' => return self.keep(1),
                '\\' if self.rest[1..].starts_with('u') => self.escape(),
                '\\' => {
                    let escaped = self.rest[1..].chars().next().map_or(0, char::len_utf8);
                    self.keep(1 + escaped);
                }
                c if c < ' ' => {
                    self.json.push_str(&format!("\\u{:04x}", u32::from(c)));
                    self.skip(1);
                }
                c => self.keep(c.len_utf8()),
            }
        }
    }

    /// Copies `\u` with its digits; two of them where they are the halves of a character.
    fn escape(&mut self) {
        let unit = |at: usize| {
            let digits = self.rest.get(at..at + 6)?.strip_prefix("\\u")?;
            u32::from_str_radix(digits, 16).ok()
        };
        match (unit(0), unit(6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => self.keep(12),
            (Some(0xd800..=0xdfff), _) => {
                self.json.push_str("\\ufffd");
                self.replaced += 1;
                self.skip(6);
            }
            _ => self.keep(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_by_their_first_line() {
        let rows: [(&[u8], bool); 7] = [
            (b"{\"id\": 1, \"text\": \"It is over.\"}\n", true),
            (b"\xef\xbb\xbf\n {\"text\": \"It is over.\"}", true),
            (b"{\"id\": 1, \"text\": \"cut off somewhe", true),
            (b"{curly} braces begin this article\n", false),
            (b"{\"id\": 1}\n{\"text\": \"later\"}", false),
            (b"{\"items\": [{\"text\": \"It is over.\"}]}", false),
            (b"He said {so}", false),
        ];
        for (first, expected) in rows {
            assert_eq!(looks_like_records(first), expected, "{}", String::from_utf8_lossy(first));
        }
    }

    #[test]
    fn lists_of_articles_are_told_by_their_first_objects() {
        let rows: [(&[u8], bool); 7] = [
            (b"[{\"text\": \"It is over.\"}]", true),
            (b"\xef\xbb\xbf[\n  {\n    \"body\": \"It is over.\"\n  },", true),
            (b"{\n  \"text\": \"It is over.\"\n}\n", true),
            (b"[\n  {\"id\": 1, \"text\": \"cut off somewhe", true),
            (b"[{\"id\": 1}, {\"text\": \"later\"}]", true),
            (b"[{\"id\": 1}, {\"words\": \"later\"}]", false),
            (b"[Applause] {curly} braces", false),
        ];
        for (first, expected) in rows {
            assert_eq!(looks_like_objects(first), expected, "{}", String::from_utf8_lossy(first));
        }
    }

    #[test]
    fn articles_are_found_in_what_a_service_answers() {
        let rows: [(&str, Option<&str>); 5] = [
            (
                "{\"status\": \"ok\", \"tags\": [{\"id\": 1}], \"articles\": [{\"text\": \"It is over.\"}]}",
                Some("{\"text"),
            ),
            (
                "{\n \"articles\": [\n {\"id\": 1},\n {\"content\": \"It is over.\"}]}",
                Some("\n {\"id"),
            ),
            ("{\"articles\": [\"text\"]}", None),
            ("[{\"articles\": [{\"text\": \"It is over.\"}]}]", None),
            ("{so} he wrote: [{\"text\": \"\"}]", None),
        ];
        for (first, expected) in rows {
            let found = list_within(first.as_bytes());
            assert_eq!(found.is_some(), expected.is_some(), "{first}");
            let (at, expected) = (found.unwrap_or_default(), expected.unwrap_or_default());
            assert!(first[at..].starts_with(expected), "{first}");
        }
    }

    #[test]
    fn what_programs_write_wrongly_is_put_right() {
        let rows = [
            ("{\"a\": \"one\ntwo\tthree\"}", Some((r#"{"a": "one\u000atwo\u0009three"}"#, 0))),
            ("{\"a\": [1, 2, ], }", Some(("{\"a\": [1, 2 ] }", 0))),
            ("{\"a\": NaN, \"b\": -Infinity}", Some(("{\"a\": null, \"b\": null}", 0))),
            (r#"{"a": "x\ud83d y \udc00"}"#, Some((r#"{"a": "x\ufffd y \ufffd"}"#, 2))),
            (r#"{"a": "\ud83d\ude4f \\ud83d \"N,]\""}"#, None),
            ("\u{feff}{\"a\": -1}", Some(("{\"a\": -1}", 0))),
            ("{\"a\": \"\\", None),
            ("{\"a\": \"\\ud8é", None),
        ];
        for (json, expected) in rows {
            let expected =
                expected.map(|(json, replaced)| Mended { json: json.to_owned(), replaced });
            assert_eq!(mended(json), expected, "{json}");
        }
    }
}
