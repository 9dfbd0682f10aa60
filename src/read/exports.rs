//! Text that news databases export: several articles in one file, with what is known of each in
//! lines of its own.
//!
//! An article begins with a line such as `2 of 10 DOCUMENTS`, or ends with one such as `End of
//! Document` or `Document` and the number that it has in the database. Its text is the input
//! between two of those, character for character.

use std::ops::{ControlFlow, Range};

use super::ReadError;
use super::dates::leading_date;
use super::document::{Document, Piece, Take};
use super::encoding::decode;
use super::open::Place;
use crate::model::{Fact, FactSource, Facts, PublishedDate};

/// Most bytes of a line that stands between two articles.
const LONGEST_MARK: usize = 80;
/// Fewest characters of the number of an article, and fewest digits among them.
const SHORTEST_NUMBER: (usize, usize) = (16, 8);
/// What fields are called that a colon follows.
const LABELS: [&str; 12] = [
    "byline",
    "section",
    "length",
    "headline",
    "dateline",
    "load-date",
    "author",
    "title",
    "full text",
    "publication title",
    "publication date",
    "publication info",
];
/// What fields are called that have two letters.
const CODES: [&str; 12] = ["HD", "BY", "WC", "PD", "SN", "SC", "LA", "CY", "LP", "TD", "AN", "SE"];

/// What stands above the text of an article.
const BODY: &str = "body";
/// Marks of quotations: what has one is never passed over.
const MARKS: [char; 8] = ['"', '“', '”', '„', '«', '»', '‘', '「'];

/// What a line says about the articles before and behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// One begins.
    Begin,
    /// One has ended.
    End,
}

impl Mark {
    fn of(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line.trim_ascii()).ok()?;
        if line.is_empty() || line.len() > LONGEST_MARK {
            return None;
        }
        let is_count = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = |word: &str| {
            let (length, digits) = SHORTEST_NUMBER;
            word.len() >= length
                && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && word.starts_with(|c: char| c.is_ascii_uppercase())
                && word.bytes().filter(u8::is_ascii_digit).count() >= digits
        };
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        match words.as_slice() {
            [one, "of", all, "DOCUMENTS" | "DOCUMENT"] | ["Document", one, "of", all]
                if is_count(one) && is_count(all) =>
            {
                Some(Self::Begin)
            }
            ["End", "of", "Document"] => Some(Self::End),
            ["Document", number] if is_number(number) => Some(Self::End),
            _ => None,
        }
    }
}

/// Says whether the first bytes of a text are those of an export.
pub(super) fn looks_like_export(first: &[u8]) -> bool {
    let mut lines = first.split(|byte| *byte == b'\n');
    let Some(mark) = lines.by_ref().find_map(Mark::of) else { return false };
    // The words may end a text that is no export; the fields are no words.
    mark == Mark::Begin || lines.any(is_field) || first.split(|byte| *byte == b'\n').any(is_field)
}

fn is_field(line: &[u8]) -> bool {
    // What is not UTF-8 in a line is in its value.
    let line = String::from_utf8_lossy(line.trim_ascii());
    label(&line).is_some() || code(&line).is_some_and(|(code, _)| code == "HD")
}

/// Returns the name of a field that a colon follows, and what follows that in its line.
fn label(line: &str) -> Option<(&'static str, &str)> {
    // The article itself begins below one that has no colon.
    if line.eq_ignore_ascii_case(BODY) {
        return Some((BODY, ""));
    }
    let (name, value) = line.split_once(':')?;
    LABELS
        .into_iter()
        .find(|label| label.eq_ignore_ascii_case(name.trim()))
        .map(|label| (label, value.trim()))
}

/// Returns the name of a field of two letters and what follows it in its line.
fn code(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_at_checked(2)?;
    let is_alone = value.is_empty() || value.starts_with("  ") || value.starts_with('\t');
    CODES.into_iter().find(|code| is_alone && *code == name).map(|code| (code, value.trim()))
}

/// Hands on every article of an export.
pub(super) fn each_article(bytes: &[u8], place: &Place, take: Take<'_>) -> ControlFlow<()> {
    for (index, part) in parts(bytes).into_iter().enumerate() {
        let source_name = format!("{}#{}", place.name, index + 1);
        let own = &bytes[part.range];
        let text = decode(own.to_vec(), None).text;
        let is_article = own.split(|byte| *byte == b'\n').any(is_field) || text.contains(MARKS);
        if part.is_around && !is_article {
            // The search and its terms, before the first article or behind the last.
            let what = "what stands around the articles of an export".to_owned();
            take(Piece::Failed(ReadError::PassedOver { source_name, what }))?;
            continue;
        }
        let facts = Facts::clone(&place.facts);
        let mut document = Document::text(source_name, own.to_vec(), facts);
        document.id = format!("{}#{}", place.id, index + 1);
        document.facts.fill_from(facts_of(&text));
        take(Piece::Document(Box::new(document)))?;
    }
    ControlFlow::Continue(())
}

/// A part of an export.
struct Part {
    range: Range<usize>,
    /// Whether it stands before the line that begins the first article, or behind the one that
    /// ends the last.
    is_around: bool,
}

/// Returns the parts of an export in which something stands.
fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut start, mut at, mut before) = (0, 0, None);
    let mut add = |range: Range<usize>, is_around| {
        if !bytes[range.clone()].trim_ascii().is_empty() {
            parts.push(Part { range, is_around });
        }
    };
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (from, to) = (at, at + line.len());
        at = to;
        let Some(mark) = Mark::of(line) else { continue };
        let end = if mark == Mark::Begin { from } else { to };
        // Between the end of one and the beginning of another there is none.
        add(start..end, mark == Mark::Begin && before != Some(Mark::Begin));
        (start, before) = (to, Some(mark));
    }
    add(start..bytes.len(), before == Some(Mark::End));
    parts
}

/// Returns what the fields of an article say.
fn facts_of(text: &str) -> Facts {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let has_codes = lines.iter().any(|line| code(line).is_some_and(|(code, _)| code == "HD"));
    let own = |value: String| Fact::new(value, FactSource::Article);
    let dated = |text: &str| leading_date(text).map(|(date, _)| date);
    let field =
        |name: &str, field: fn(&str) -> Option<(&'static str, &str)>| value_of(&lines, name, field);
    if has_codes {
        return Facts {
            title: field("HD", code).map(own),
            byline: field("BY", code).map(own),
            outlet: field("SN", code).map(own),
            published: field("PD", code).and_then(|text| dated(&text)).map(fact_of_date),
            ..Facts::default()
        };
    }
    let above = paragraphs(lines.iter().take_while(|line| label(line).is_none()));
    if let [title, outlet, date] = top_lines(&lines).as_slice()
        && let Some(date) = dated(date)
    {
        return Facts {
            title: Some(own((*title).to_owned())),
            outlet: Some(own((*outlet).to_owned())),
            byline: field("byline", label).map(own),
            published: Some(fact_of_date(date)),
            ..Facts::default()
        };
    }
    let at_date = above.iter().position(|paragraph| dated(paragraph).is_some());
    let headline = at_date.filter(|at| at + 1 < above.len()).and_then(|_| above.last().cloned());
    let labelled = |names: [&str; 2]| names.iter().find_map(|name| field(name, label));
    let date = field("publication date", label).and_then(|text| dated(&text));
    // The outlet stands above the date, and the headline below it and any edition.
    let outlet = at_date.filter(|at| *at == 1).map(|_| above[0].clone());
    Facts {
        outlet: field("publication title", label).or(outlet).map(own),
        title: labelled(["headline", "title"]).or(headline).map(own),
        byline: labelled(["byline", "author"]).map(own),
        published: date.or_else(|| dated(&above[at_date?])).map(fact_of_date),
        ..Facts::default()
    }
}

/// Returns the lines of the first paragraph.
fn top_lines<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let lines = lines.iter().skip_while(|line| line.is_empty());
    lines.take_while(|line| !line.is_empty()).copied().collect()
}

fn fact_of_date(date: PublishedDate) -> Fact<PublishedDate> {
    Fact::new(date, FactSource::Article)
}

/// Returns the value of a field: the rest of its line, or the lines below it.
fn value_of(
    lines: &[&str],
    name: &str,
    field: fn(&str) -> Option<(&'static str, &str)>,
) -> Option<String> {
    let is_it = |line: &&str| field(line).is_some_and(|(known, _)| known == name);
    let at = lines.iter().position(is_it)?;
    let first = field(lines[at]).map(|(_, value)| value).unwrap_or_default();
    let rest = lines[at + 1..].iter().skip_while(|line| first.is_empty() && line.is_empty());
    let rest = rest.take_while(|line| !line.is_empty() && field(line).is_none());
    let rest: Vec<&str> = std::iter::once(first).chain(rest.copied()).collect();
    Some(rest.join(" ").trim().to_owned()).filter(|value| !value.is_empty())
}

/// Returns the paragraphs of lines, each in one.
fn paragraphs<'a>(lines: impl Iterator<Item = &'a &'a str>) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_begun = false;
    for line in lines {
        match found.last_mut() {
            _ if line.is_empty() => is_begun = false,
            Some(last) if is_begun => {
                *last = format!("{last} {line}");
            }
            _ => {
                found.push((*line).to_owned());
                is_begun = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `source|outlet|title|byline|date|text` of every article.
    fn articles(export: &str) -> Vec<String> {
        let place = Place::new("a".into(), "a".into(), Facts::default());
        let mut found = Vec::new();
        let _ = each_article(export.as_bytes(), &place, &mut |piece| {
            found.push(match piece {
                Piece::Document(document) => {
                    let Facts { outlet, title, byline, published, .. } = &document.facts;
                    let [outlet, title, byline] = [outlet, title, byline]
                        .map(|fact| fact.as_ref().map_or("-", |fact| fact.value.as_str()));
                    let date = published.as_ref().map_or("-", |fact| fact.value.as_str());
                    let text = String::from_utf8_lossy(&document.bytes);
                    assert!(export.contains(&*text));
                    let last = text.lines().rfind(|line| line.contains('“')).unwrap_or_default();
                    format!("{}|{outlet}|{title}|{byline}|{date}|{last}", document.source_name)
                }
                Piece::Failed(error) => error.reason(),
                Piece::Line(_) => "a line".to_owned(),
            });
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn every_article_of_an_export_has_its_own_facts() {
        let numbered = "Search: bridge\n\n   1 of 2 DOCUMENTS\n\n The Harbour Post\n\n May 22, 2024 Wednesday\n Final Edition\n\n\
            Bridge shut\nto lorries\n\nBYLINE: Jo Reed\n\nLENGTH: 9 words\n\n“It is over,” she said.\n\n\
            2 of 2 DOCUMENTS\n\nWire\n\nMay 2, 2023\n\nHEADLINE: Ferry late\n\n“So it was,” he said.\n";
        let coded = "HD\nBridge shut\n\nBY   Jo Reed\nPD\n22 May 2024\nSN\nHarbour Post\nLP\n\n“It is over,” she said.\n\n\
            Document HPOST00020240522ek5m0000a\n\nHD Ferry\n\nHD\nFerry late\nPD\n2 May 2023\nLP\n“So it was,” he said.\n\
            Document WIRE000020230502ej5200001\n\nAll rights reserved.\n";
        let ended = "Bridge shut\nHarbour Post\nMay 22, 2024 Wednesday\n\nLength: 9 words\nByline: Jo Reed\nBody\n\n\
            “It is over,” she said.\nEnd of Document\n";
        let other = "Document 1 of 2\n\nBridge shut\n\nAuthor: Jo Reed\nPublication title: Harbour Post\n\
            Publication date: May 22, 2024\nFull text: “It is over,” she said.\n\nDocument 2 of 2\n\n“So it was.”\n";
        let rows: [(&str, &[&str]); 4] = [
            (
                other,
                &[
                    "a#1|Harbour Post|-|Jo Reed|2024-05-22|Full text: “It is over,” she said.",
                    "a#2|-|-|-|-|“So it was.”",
                ],
            ),
            (
                numbered,
                &[
                    "is no article: what stands around the articles of an export",
                    "a#2|The Harbour Post|Bridge shut to lorries|Jo Reed|2024-05-22|“It is over,” she said.",
                    "a#3|Wire|Ferry late|-|2023-05-02|“So it was,” he said.",
                ],
            ),
            (
                coded,
                &[
                    "a#1|Harbour Post|Bridge shut|Jo Reed|2024-05-22|“It is over,” she said.",
                    "a#2|-|Ferry late|-|2023-05-02|“So it was,” he said.",
                    "is no article: what stands around the articles of an export",
                ],
            ),
            (ended, &["a#1|Harbour Post|Bridge shut|Jo Reed|2024-05-22|“It is over,” she said."]),
        ];
        for (export, expected) in rows {
            assert!(looks_like_export(export.as_bytes()), "{export}");
            assert_eq!(articles(export), expected, "{export}");
        }
    }

    #[test]
    fn nothing_that_is_quoted_is_passed_over() {
        let export = "“It is over,” she said.\n\n1 of 2 DOCUMENTS\n\nSo it was.\n";
        let expected = ["a#1|-|-|-|-|“It is over,” she said.", "a#2|-|-|-|-|"];
        assert_eq!(articles(export), expected);
    }

    #[test]
    fn other_texts_are_no_exports() {
        let rows = [
            "She read 1 of 2 documents, and left.",
            "It is over.\n\nEnd of Document\n",
            "Document everything\n\nBYLINE: Jo Reed\n",
            "HD\nIt is over.",
            "",
        ];
        for text in rows {
            assert!(!looks_like_export(text.as_bytes()), "{text}");
        }
    }
}
