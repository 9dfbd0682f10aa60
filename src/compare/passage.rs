//! Finds a wording in running text, quotation marks or not, also where some of its words changed.
//!
//! Rare words of the wording vote for places in the text; each place is then aligned. Costs time
//! linear in the text, and little of it where only one wording is looked for.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Comparison;
use super::pieces::{is_disclosing, parts_between_cuts};
use super::reading::Prepared;
use super::verdict::decide;
use crate::model::{CharSpan, SegmentOp, Verdict};
use crate::text::{
    Anchor, Shapes, Wanted, each_term_of, search_terms, sentences, word_indices, words_of,
};

/// A stretch of running text that has the words of a wording, or most of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Where it stands, in code points: from its first matched word to its last, or whole sentences
    /// where it begins and ends with one.
    pub span: CharSpan,
    /// How the wording relates to the passage.
    pub verdict: Verdict,
    /// Share of the wording's content words that align, from 0 to 1.
    pub content_overlap: f64,
}

impl Passage {
    /// Returns the same passage in a text that has as many code points more before it.
    fn behind(self, chars: usize) -> Self {
        Self { span: CharSpan::new(self.span.start + chars, self.span.end + chars), ..self }
    }
}

/// What of a text must stand side by side wherever it stands, by which is told quickly where it cannot:
/// all its words, or those of each part between what it discloses that it leaves out or replaces.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    parts: Vec<Words>,
    is_disclosing: bool,
}

/// Words in their order.
#[derive(Debug, Clone, PartialEq)]
struct Words {
    words: Vec<u32>,
    shapes: Shapes,
    /// One of them that is quickly found.
    anchor: Option<Anchor>,
    /// How many of the first words stand before each place as well, that word left out (Knuth, Morris
    /// and Pratt, "Fast Pattern Matching in Strings", 1977).
    again: Vec<usize>,
}

impl Standing {
    /// Returns what must stand where `text` does; nothing where it has no words.
    pub fn new(text: &str) -> Self {
        let read = Prepared::new(text);
        let is_disclosing = is_disclosing(&read);
        let parts = if is_disclosing { parts_between_cuts(&read) } else { vec![text] };
        Self { parts: parts.into_iter().filter_map(Words::of).collect(), is_disclosing }
    }

    /// Says whether the text discloses that it leaves out or replaces something.
    pub fn is_disclosing(&self) -> bool {
        self.is_disclosing
    }

    /// Says whether the words may stand in `text`, those of each part at bytes that are `wanted`: where
    /// not, nothing that is compared word by word finds them there.
    pub fn stands_in(&self, text: &str, wanted: impl Fn(Range<usize>) -> bool) -> bool {
        self.parts.iter().all(|part| part.stand_in(text, &wanted))
    }
}

impl Words {
    fn of(text: &str) -> Option<Self> {
        let shapes = Shapes::of(text);
        let (places, words): (Vec<_>, Vec<u32>) = words_of(text, &shapes).flatten().unzip();
        if words.is_empty() {
            return None;
        }
        let written: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        let anchor = Anchor::of(&written);
        let mut again = vec![0; words.len() + 1];
        let mut length = 0;
        for at in 1..words.len() {
            while length > 0 && words[at] != words[length] {
                length = again[length];
            }
            length += usize::from(words[at] == words[length]);
            again[at + 1] = length;
        }
        Some(Self { words, shapes, anchor, again })
    }

    /// Says whether they stand side by side in `text`, at bytes that are `wanted`.
    fn stand_in(&self, text: &str, wanted: impl Fn(Range<usize>) -> bool) -> bool {
        let places = self.anchor.as_ref().and_then(|anchor| anchor.places(text));
        let Some(places) = places else { return self.stand_among(text, wanted) };
        for (tried, place) in places.enumerate() {
            // A flood of one word without spaces has each place all around the others.
            if tried == MOST_TRIED {
                return self.stand_among(text, wanted);
            }
            let behind = |bytes: Range<usize>| bytes.start + place.start..bytes.end + place.start;
            if self.stand_among(&text[place.clone()], |bytes| wanted(behind(bytes))) {
                return true;
            }
        }
        false
    }

    /// Says the same, by all words of `text`.
    fn stand_among(&self, text: &str, wanted: impl Fn(Range<usize>) -> bool) -> bool {
        // Where the words begin that stand side by side up to here, and some before them.
        let mut starts = Vec::new();
        let mut length = 0;
        for found in words_of(text, &self.shapes) {
            let Some((bytes, word)) = found else {
                starts.clear();
                length = 0;
                continue;
            };
            starts.push(bytes.start);
            while length > 0 && (length == self.words.len() || self.words[length] != word) {
                length = self.again[length];
            }
            length += usize::from(self.words[length] == word);
            if length == self.words.len() && wanted(starts[starts.len() - length]..bytes.end) {
                return true;
            }
        }
        false
    }
}

/// Places of a word that are tried before all of a text is looked through.
const MOST_TRIED: usize = 64;

/// Most places of a word at which it still says where to look.
const RARE: usize = 24;
/// Words of a wording that vote, the rarest first.
const VOTERS: usize = 12;
/// Places that are aligned, those with most votes first.
const MOST_PLACES: usize = 6;

/// Bytes of a text up to which it is read whole.
const SHORT_TEXT: usize = 2_048;
/// Bytes by which a stretch is widened at most, to where a line begins or ends.
const LONGEST_LINE: usize = 4_096;

/// Returns where `wording` stands in `text`, by place.
///
/// Of a long text only the stretches are read that have most of the wording's words together.
pub fn locate(wording: &str, text: &str) -> Vec<Passage> {
    locate_any(wording, text, false)
}

/// Returns where `wording` stands in `text` word for word, or discloses what it leaves out, by
/// place.
pub fn locate_standing(wording: &str, text: &str) -> Vec<Passage> {
    let mut found = locate_any(wording, text, true);
    found.retain(|passage| passage.verdict.is_pass());
    found
}

/// Returns where `wording` stands in the lines around some bytes of `text`, the spans `quoted` left
/// out, by place.
///
/// `quoted` is in order, in code points of the text.
pub fn locate_near(
    wording: &str,
    text: &str,
    bytes: &Range<usize>,
    quoted: impl IntoIterator<Item = CharSpan>,
) -> Vec<Passage> {
    let part = widened(text, bytes, wording.len());
    let wording = Prepared::new(wording);
    let (mut chars, part) = (text[..part.start].chars().count(), &text[part]);
    let (mut rest, mut found) = (part, Vec::new());
    let end = chars + part.chars().count();
    for span in quoted.into_iter().chain([CharSpan::new(end, end)]) {
        let start = span.start.clamp(chars, end);
        let (outside, behind) = split_at_char(rest, start - chars);
        let located = locate_in(&wording, &Prepared::new(outside));
        found.extend(located.into_iter().map(|passage| passage.behind(chars)));
        let next = span.end.clamp(start, end);
        (rest, chars) = (split_at_char(behind, next - start).1, next);
    }
    found
}

fn split_at_char(text: &str, char: usize) -> (&str, &str) {
    let at = text.char_indices().nth(char).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

fn locate_any(wording: &str, text: &str, is_standing: bool) -> Vec<Passage> {
    let wording = Prepared::new(wording);
    let whole = 0..text.len();
    let parts = if text.len() <= SHORT_TEXT { vec![whole] } else { parts(wording.text, text) };
    let mut parts: Vec<(usize, Prepared<'_>)> =
        parts.into_iter().map(|part| (part.start, Prepared::new(&text[part]))).collect();
    let is_exact = |part: &Prepared<'_>| !super::align::contiguous(part, &wording).is_empty();
    if parts.iter().any(|(_, part)| is_exact(part)) || is_standing && !is_disclosing(&wording) {
        parts.retain(|(_, part)| is_exact(part));
    }
    let mut found = Vec::new();
    let (mut byte, mut chars) = (0, 0);
    for (start, part) in &parts {
        chars += text[byte..*start].chars().count();
        byte = *start;
        found.extend(locate_in(&wording, part).into_iter().map(|one| one.behind(chars)));
    }
    found
}

/// Returns the parts of a text in which a wording may stand, whole lines where they are no longer
/// than usual, by place: all that have each of its words, and the closest others.
fn parts(wording: &str, text: &str) -> Vec<Range<usize>> {
    let mut counts: BTreeMap<u32, u64> =
        search_terms(wording).into_iter().map(|term| (term, 0)).collect();
    let shapes = Shapes::of(wording);
    each_term_of(text, &shapes, |term, _| {
        if let Some(count) = counts.get_mut(&term) {
            *count += 1;
        }
    });
    counts.retain(|_, count| *count > 0);
    // A word tells the more the fewer places it has.
    let counts = counts.into_iter().map(|(term, count)| (term, 1 + 1_000 / count));
    let wanted = Wanted::new(shapes, counts);
    let width = 2 * wording.len();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut stretches = wanted.stretches(text, width, MOST_PLACES).found;
    stretches.sort_by_key(|stretch| stretch.bytes.start);
    for stretch in stretches {
        let part = widened(text, &stretch.bytes, width);
        match parts.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => parts.push(part),
        }
    }
    parts
}

/// Widens a part of a text by `width` bytes on both sides and on to where a line begins and ends,
/// or a word where that is far.
fn widened(text: &str, part: &Range<usize>, width: usize) -> Range<usize> {
    let near = |at: usize| text.floor_char_boundary(at.min(text.len()));
    let start = near(part.start.saturating_sub(width));
    let before = &text[near(start.saturating_sub(LONGEST_LINE))..start];
    let is_break = |c: char| matches!(c, '\n' | '\r');
    let starts_text = before.len() == start;
    let start = match before.rfind(is_break).or_else(|| before.rfind(' ').filter(|_| !starts_text))
    {
        Some(at) => start - before.len() + at + 1,
        None => start - before.len(),
    };
    let end = near(part.end + width);
    let behind = &text[end..near(end + LONGEST_LINE)];
    let ends_text = end + behind.len() == text.len();
    let end = match behind.find(is_break).or_else(|| behind.find(' ').filter(|_| !ends_text)) {
        Some(at) => end + at,
        None => end + behind.len(),
    };
    start..end
}

/// Returns where `wording` stands in `text`; for a text in which many wordings are looked for.
pub fn locate_in(wording: &Prepared<'_>, text: &Prepared<'_>) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let count = wording.tokens.len();
    if count == 0 {
        return found;
    }
    let exact = super::align::contiguous(text, wording);
    let windows: Vec<(usize, usize)> = if exact.is_empty() {
        windows(wording, text)
    } else {
        exact.iter().map(|start| (*start, start + count)).collect()
    };
    for (start, end) in windows {
        let passage = aligned(wording, text, start, end);
        let is_new = |passage: &Passage| {
            found.iter().all(|other: &Passage| !other.span.overlaps(passage.span))
        };
        found.extend(passage.filter(is_new));
    }
    found.sort_by_key(|passage| (passage.span.start, passage.span.end));
    found
}

/// Returns the stretches of words for which most rare words of the wording vote.
fn windows(wording: &Prepared<'_>, text: &Prepared<'_>) -> Vec<(usize, usize)> {
    let count = wording.tokens.len();
    let mut voters: Vec<usize> = (0..count)
        .filter(|at| (1..=RARE).contains(&text.positions(&wording.tokens[*at]).len()))
        .collect();
    voters.sort_by_key(|at| (text.positions(&wording.tokens[*at]).len(), *at));
    voters.truncate(VOTERS);
    // Places are counted in buckets as wide as the wording, each vote in two of them, so that a
    // place on a border is not split.
    let width = count.max(8);
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for voter in &voters {
        for (_, place) in text.positions(&wording.tokens[*voter]) {
            let bucket = (place + width - voter.min(&width)) / width;
            *votes.entry(bucket).or_default() += 1;
            *votes.entry(bucket + 1).or_default() += 1;
        }
    }
    let mut ranked: Vec<(usize, usize)> = votes.into_iter().map(|(at, n)| (n, at)).collect();
    ranked.sort_by_key(|(n, at)| (usize::MAX - n, *at));
    let least = if voters.len() > 2 { 2 } else { 1 };
    let places = ranked.into_iter().filter(|(n, _)| *n >= least).take(MOST_PLACES);
    places
        .map(|(_, bucket)| {
            let start = (bucket * width).saturating_sub(3 * width);
            (start, (start + 5 * width).min(text.tokens.len()))
        })
        .collect()
}

/// Aligns the wording with the words `start..end` of the text.
fn aligned(
    wording: &Prepared<'_>,
    text: &Prepared<'_>,
    start: usize,
    end: usize,
) -> Option<Passage> {
    let (first, last) = (text.tokens.get(start)?, text.tokens.get(end.checked_sub(1)?)?);
    let after = text.marks[end].bytes.1;
    let window = &text.text[first.bytes.0..after.max(last.bytes.1)];
    let compared = decide(&Prepared::new(window), wording);
    let is_near = compared.verdict == Verdict::Altered && has_most_words(wording, &compared, 0);
    if !(compared.verdict.is_pass() || is_near) {
        return None;
    }
    let matched = compared.matched?;
    let span = CharSpan::new(first.span.start + matched.start, first.span.start + matched.end);
    Some(Passage {
        span: whole_sentences(text.text, span),
        verdict: compared.verdict,
        content_overlap: compared.content_overlap,
    })
}

/// Share of all words of a wording, short ones included, that are most of them.
///
/// Of 1,499 wordings looked for in articles that do not have them, names in common made 19
/// passages without it (`examples/passages.rs`, variants of direct quotes).
const LEAST_THERE: f64 = 0.5;

/// Says whether a text has most words of a wording, and so many at least.
pub(super) fn has_most_words(wording: &Prepared<'_>, compared: &Comparison, fewest: usize) -> bool {
    let equal = compared.segments.iter().filter(|segment| segment.op == SegmentOp::Equal);
    let words: usize = equal.map(|segment| word_indices(&segment.to).count()).sum();
    words >= fewest && words as f64 >= LEAST_THERE * wording.word_count() as f64
}

/// Widens a span over the closing marks of its last sentence where it begins and ends with one.
fn whole_sentences(text: &str, span: CharSpan) -> CharSpan {
    let sentences = sentences(text);
    let letters = |from: usize, to: usize| {
        CharSpan::new(from, to).slice(text).is_some_and(|part| part.contains(char::is_alphanumeric))
    };
    let begins = sentences.iter().find(|s| s.start <= span.start && !letters(s.start, span.start));
    let begins = begins.filter(|s| s.end > span.start);
    let ends = sentences.iter().find(|s| s.end >= span.end && !letters(span.end, s.end));
    let ends = ends.filter(|s| s.start < span.end);
    match (begins, ends) {
        (Some(first), Some(last)) => CharSpan::new(first.start, last.end),
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Thank you all for coming. The harbour will stay open, and I adamantly refuse \
        to sell it. We have heard of no buyer so far. Any questions?";

    #[test]
    fn a_wording_is_found_word_for_word_and_changed() {
        let rows = [
            ("the harbour will stay open", "The harbour will stay open"),
            ("We have heard of no buyer so far", "We have heard of no buyer so far."),
            (
                "The harbor will stay open and I refuse to sell it",
                "The harbour will stay open, and I adamantly refuse to sell it.",
            ),
        ];
        for (wording, expected) in rows {
            let found = locate(wording, TEXT);
            let texts: Vec<_> = found.iter().filter_map(|p| p.span.slice(TEXT)).collect();
            assert_eq!(texts, [expected], "{wording}");
        }
        assert!(locate("The airport closes on Friday at noon", TEXT).is_empty());
    }

    #[test]
    fn a_flood_of_one_word_is_looked_through_once() {
        let words = Words::of("tax tax us").unwrap();
        let flood = "tax,tax,under,".repeat(5_000);
        assert!(!words.stand_in(&flood, |_| true));
        assert!(words.stand_in(&(flood + "tax,tax,us"), |_| true));
    }

    #[test]
    fn an_anchor_finds_what_all_words_find() {
        let pieces =
            ["tax", "U.S.", "us", "k[n]ot", "Knot", "no\u{ad}t", "Zoë", "é", " – ", ", ", " ", "a"];
        let text_of = |mut number: usize, length: usize| {
            let mut text = String::new();
            for _ in 0..length {
                text.push_str(pieces[number % pieces.len()]);
                text.push_str(if number.is_multiple_of(7) { "" } else { " " });
                number /= pieces.len();
            }
            text
        };
        let wordings = ["tax us", "knot a tax", "zoë us knot", "usa", "é tax", "not us a", "a"];
        for words in wordings.map(|wording| Words::of(wording).unwrap()) {
            for number in (0..pieces.len().pow(6)).step_by(97) {
                let text = text_of(number, 6);
                let all = words.stand_among(&text, |_| true);
                assert_eq!(words.stand_in(&text, |_| true), all, "{words:?} in {text:?}");
                let last = text.rfind(' ').unwrap_or(0);
                let is_late = |bytes: Range<usize>| bytes.end > last / 2;
                let all = words.stand_among(&text, is_late);
                assert_eq!(words.stand_in(&text, is_late), all, "{words:?} late in {text:?}");
            }
        }
    }

    #[test]
    fn words_stand_where_they_are_side_by_side() {
        let rows = [
            ("“We have heard of no buyer so far”", true),
            ("and I ADAMANTLY refuse", true),
            ("we have heard of no harbour", false),
            ("so any questions", false),
            ("far any questions", true),
            // What is left out may be anything, what is not must stand there.
            ("the harbour … I adamantly refuse", true),
            ("the harbour … I refuse", false),
            ("the [old] harbour will stay", true),
            ("the [old] harbour may stay", false),
            ("– !", true),
        ];
        for (wording, expected) in rows {
            assert_eq!(Standing::new(wording).stands_in(TEXT, |_| true), expected, "{wording}");
        }
    }

    #[test]
    fn words_are_found_that_begin_within_themselves() {
        let words = Standing::new("so we so we go");
        let text = "So we so we so we go, so we so we go.";
        let mut found = Vec::new();
        let seen = std::cell::RefCell::new(&mut found);
        let stands = words.stands_in(text, |bytes| {
            seen.borrow_mut().push(bytes);
            false
        });
        assert!(!stands);
        assert_eq!(found, [6..20, 22..36]);
    }
}
