//! Finds a wording in running text, quotation marks or not, also where some of its words changed.
//!
//! Rare words of the wording vote for places in the text; each place is then aligned. Costs time
//! linear in the text.

use std::collections::BTreeMap;

use memchr::memmem;
use unicode_segmentation::UnicodeSegmentation;

use super::Comparison;
use super::reading::Prepared;
use super::verdict::decide;
use crate::model::{CharSpan, SegmentOp, Verdict};
use crate::text::sentences;

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

/// Most places of a word at which it still says where to look.
const RARE: usize = 24;
/// Words of a wording that vote, the rarest first.
const VOTERS: usize = 12;
/// Places that are aligned, those with most votes first.
const MOST_PLACES: usize = 6;

/// Returns where `wording` stands in `text`, by place.
pub fn locate(wording: &str, text: &str) -> Vec<Passage> {
    let wording = Prepared::new(wording);
    if may_hold(&wording, text) { locate_in(&wording, &Prepared::new(text)) } else { Vec::new() }
}

/// Words of a wording that a text is searched for before it is read, the longest first.
const PROBES: usize = 8;
/// Letters under which a word stands in every text, as a part of others if not by itself.
const SHORTEST_PROBE: usize = 4;

/// Says whether a text has enough of the wording's long words, as letters side by side, to be read.
///
/// A passage has at least half of the content words, so a text without a third of the longest has
/// none. Searching for letters is a hundred times as fast as reading words.
fn may_hold(wording: &Prepared<'_>, text: &str) -> bool {
    let mut probes: Vec<&str> = wording
        .keys()
        .filter(|key| key.len() >= SHORTEST_PROBE && key.bytes().all(|b| b.is_ascii_alphanumeric()))
        .collect();
    probes.sort_unstable_by_key(|key| (usize::MAX - key.len(), *key));
    probes.dedup();
    probes.truncate(PROBES);
    // Where letters are joined by what cannot be seen, a search for letters finds nothing.
    let is_plain = !text.contains(['\u{ad}', '\u{200b}', '\u{200d}', '[']);
    if probes.len() < 2 || !is_plain {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let found =
        probes.iter().filter(|probe| memmem::find(lower.as_bytes(), probe.as_bytes()).is_some());
    3 * found.count() >= probes.len()
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
    let is_near = compared.verdict == Verdict::Altered && is_mostly_there(wording, &compared);
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

/// Share of all words of a wording, short ones included, that a changed passage must have.
///
/// Of 1,499 wordings looked for in articles that do not have them, names in common made 19
/// passages without it (`examples/passages.rs`, variants of direct quotes).
const LEAST_THERE: f64 = 0.5;

fn is_mostly_there(wording: &Prepared<'_>, compared: &Comparison) -> bool {
    let equal = compared.segments.iter().filter(|segment| segment.op == SegmentOp::Equal);
    let words: usize = equal.map(|segment| segment.to.unicode_words().count()).sum();
    words as f64 >= LEAST_THERE * wording.word_count() as f64
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
}
