//! What the pipeline asks of each stage, in one place.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crate::extract::quotations;
use crate::model::{Article, CharIndex, CharSpan, Quotation};
use crate::read::ReadError;
use crate::store::Extracted;

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
    let title = article.title().map(str::to_owned);
    let found = catch_unwind(AssertUnwindSafe(|| quotations(&article.text, title.as_deref())))
        .map_err(|_| unextractable(&article.source, "the extractor failed"))?;
    match first_fault(&article.text, &found) {
        Some(fault) => Err(unextractable(&article.source, &fault)),
        None => Ok((article, found)),
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
