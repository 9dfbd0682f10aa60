//! What the pipeline asks of each stage, in one place.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use super::blocks::unmarked;
use crate::extract::quotations;
use crate::model::{Article, CharIndex, CharSpan, Quotation};
use crate::read::ReadError;
use crate::store::Extracted;

/// Bytes of text that are extracted at one go. A novel has one million; a flood of quotation
/// marks takes some hundred bytes of memory for each of its own.
const LONGEST_STRETCH: usize = 2 * 1024 * 1024;

/// Returns how many threads read and extract where nobody says: one a core.
pub fn default_jobs() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Extracts the quotations of an article.
///
/// # Errors
///
/// Where the extractor fails, or finds words that are not in the text: one bad article must not
/// stop the others.
pub(super) fn extracted(article: Article) -> Result<Extracted, ReadError> {
    let found = catch_unwind(AssertUnwindSafe(|| quotations_of(&article)))
        .map_err(|_| unextractable(&article.source, "the extractor failed"))?;
    match first_fault(&article.text, &found) {
        Some(fault) => Err(unextractable(&article.source, &fault)),
        None => Ok((article, found)),
    }
}

/// Extracts the stretches of an article one by one: what stands on the page outside of it is
/// attributed by itself, and so is each part of a text too long to be an article.
fn quotations_of(article: &Article) -> Vec<Quotation> {
    let outside = article.reading.outside_from.and_then(|from| {
        article.text.char_indices().nth(from).map(|(at, _)| article.text.split_at(at))
    });
    let (inside, outside) = outside.unwrap_or((&article.text, ""));
    let mut stretches = Vec::new();
    cut(inside, &mut stretches);
    cut(outside, &mut stretches);
    let mut found: Vec<Quotation> = Vec::new();
    let mut before = 0;
    for stretch in stretches {
        let known = found.len();
        let moved = |mut quotation: Quotation| {
            let CharSpan { start, end } = quotation.span;
            quotation.span = CharSpan::new(start + before, end + before);
            quotation.part_of = quotation.part_of.map(|place| place + known);
            quotation.nested_in = quotation.nested_in.map(|place| place + known);
            quotation
        };
        found.extend(quotations_in(stretch, article.title()).into_iter().map(moved));
        if stretch.len() < article.text.len() {
            before += stretch.chars().count();
        }
    }
    found
}

/// Extracts one stretch; the words are those that stand in it, marks of blocks among them.
fn quotations_in(text: &str, title: Option<&str>) -> Vec<Quotation> {
    let running = unmarked(text);
    let mut found = quotations(&running, title);
    if let Cow::Owned(_) = running {
        let index = CharIndex::new(text);
        for quotation in &mut found {
            let words = index.slice(quotation.span).unwrap_or_default();
            words.clone_into(&mut quotation.text);
        }
    }
    found
}

/// Cuts a text into stretches of bounded length, between paragraphs where that can be.
fn cut<'a>(text: &'a str, stretches: &mut Vec<&'a str>) {
    let mut rest = text;
    while rest.len() > LONGEST_STRETCH {
        let end = rest.floor_char_boundary(LONGEST_STRETCH);
        let places = ["\n\n", "\n", " "];
        let near = rest.floor_char_boundary(end / 2);
        let found = places
            .iter()
            .find_map(|place| rest[near..end].rfind(place).map(|at| near + at + place.len()));
        let (stretch, after) = rest.split_at(found.unwrap_or(end));
        stretches.push(stretch);
        rest = after;
    }
    if !rest.is_empty() {
        stretches.push(rest);
    }
}

fn unextractable(source_name: &str, reason: &str) -> ReadError {
    let (source_name, reason) = (source_name.to_owned(), reason.to_owned());
    ReadError::Unextractable { source_name, reason }
}

/// Returns what is wrong with quotations of a text: words that are not there, two of the same
/// place, links that lead nowhere.
fn first_fault(text: &str, quotations: &[Quotation]) -> Option<String> {
    let index = CharIndex::new(text);
    let mut spans: Vec<CharSpan> = quotations.iter().map(|quotation| quotation.span).collect();
    spans.sort_unstable();
    if let Some(twice) = spans.windows(2).find(|pair| pair[0] == pair[1]) {
        return Some(format!("{} was found twice", twice[0]));
    }
    quotations.iter().enumerate().find_map(|(own, quotation)| {
        let links = [quotation.part_of, quotation.nested_in];
        let is_loose = |link: &usize| *link >= quotations.len() || *link == own;
        if index.slice(quotation.span) != Some(quotation.text.as_str()) {
            Some(format!("{} is not where it was found", quotation.span))
        } else if links.iter().flatten().any(is_loose) {
            Some(format!("{} is linked to nothing", quotation.span))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Stance};

    fn quotation(start: usize, end: usize, words: &str) -> Quotation {
        Quotation {
            span: CharSpan::new(start, end),
            text: words.to_owned(),
            kind: Kind::Statement,
            stance: Stance::Asserted,
            speaker: None,
            speaker_mention: None,
            cue: None,
            confidence: 0.0,
            part_of: None,
            nested_in: None,
        }
    }

    #[test]
    fn quotations_that_do_not_fit_their_text_are_named() {
        let text = "“Go,” she said.";
        let linked = Quotation { part_of: Some(3), ..quotation(1, 4, "Go,") };
        let rows = [
            (vec![quotation(1, 4, "Go,")], None),
            (vec![quotation(1, 4, "Go")], Some("1..4 is not where it was found")),
            (vec![quotation(1, 40, "Go,")], Some("1..40 is not where it was found")),
            (vec![quotation(1, 4, "Go,"), quotation(1, 4, "Go,")], Some("1..4 was found twice")),
            (vec![linked], Some("1..4 is linked to nothing")),
        ];
        for (found, expected) in rows {
            assert_eq!(first_fault(text, &found).as_deref(), expected, "{found:?}");
        }
    }
}
