//! The whole answer to "is this quote verbatim?", over everything that may hold its words.
//!
//! The first row of the contract's table that applies is the verdict. The deciding texts of a quote
//! are its primary passages where it has any, else its asserted appearances.

mod answer;
mod deciding;
#[cfg(test)]
mod tests;

pub use answer::{Judged, judge};
pub use deciding::is_standing;

use super::reading::Prepared;
use super::verdict::decide;
use crate::model::{Appearance, ArticleId, QuoteId, Scope, Verdict};

/// One quote that may hold the words, with its appearances: all that come close to them.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The quote.
    pub quote_id: QuoteId,
    /// Its appearances; passages of primary sources among them.
    pub appearances: &'a [Appearance],
}

/// What is asked, and everything that may answer it.
#[derive(Clone, Copy)]
pub struct CheckInput<'a> {
    /// The text to check, as given.
    pub query: &'a str,
    /// The speaker to check it against.
    pub speaker: Option<&'a str>,
    /// The quotes that share words with it.
    pub candidates: &'a [Candidate<'a>],
    /// Returns the text of an article; asked for primary sources.
    pub text: &'a dyn Fn(ArticleId) -> Option<String>,
    /// Counts the texts that are no copies of one another behind some appearances.
    pub independent: &'a dyn Fn(&[&Appearance]) -> usize,
    /// What was searched.
    pub scope: &'a Scope,
}

/// Words under which a text is too short for a verdict.
pub(crate) const FEWEST_WORDS: usize = 4;

/// How close a text comes to another: the less, the closer.
///
/// Orders as the answer does: by verdict, then by aligned content words, then by all words, then by
/// changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Nearness {
    verdict: Option<Verdict>,
    /// Content words of a thousand that do not align.
    unaligned: u32,
    /// Words of the text that are not the same in the same place.
    other_words: usize,
    changes: usize,
}

impl Nearness {
    /// Returns how many content words of a thousand do not align.
    pub fn unaligned(&self) -> u32 {
        self.unaligned
    }
}

/// Returns how close `query` comes to `text`.
pub fn nearness(query: &Prepared<'_>, text: &str) -> Nearness {
    let compared = decide(&Prepared::new(text), query);
    Nearness {
        verdict: Some(compared.verdict),
        unaligned: (1_000.0 * (1.0 - compared.content_overlap)) as u32,
        other_words: query.word_count() - compared.same_words,
        changes: compared.changes.len(),
    }
}
