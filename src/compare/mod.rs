//! Comparing wordings and articles: alignment, changes, verdicts, lineage, copies.
//!
//! [`wording`] says how one text relates to another, [`judge`] decides a whole question of a reader,
//! [`wordings`], [`reference()`] and [`lineage`] put the wordings of one utterance in order, and
//! [`passage`] finds a wording in running text. All are pure functions of their arguments.

pub mod copies;
pub mod passage;

mod align;
mod apart;
mod brackets;
mod cells;
mod changes;
mod check;
mod context;
mod departures;
mod folds;
mod ignored;
mod lexicon;
mod lineage;
mod marks;
mod members;
mod moved;
mod pieces;
mod reading;
mod reference;
mod segments;
mod speakers;
mod spelling;
mod turns;
mod verdict;
mod wordings;

#[cfg(test)]
mod tests;

pub use apart::{OtherPart, other_parts, set_apart};
pub use check::{Candidate, CheckInput, Judged, Nearness, is_standing, judge, nearness};
pub use context::denied_before;
pub use departures::departures;
pub use ignored::{Ignored, UnknownClass};
pub use lineage::{Parentage, lineage};
pub use members::{Member, MemberAnswer, material, members};
pub(crate) use pieces::parts_between_gaps;
pub use reading::Prepared;
pub use reference::reference;
pub use speakers::surname;
pub use turns::{Spoken, spoken_at};
pub(crate) use wordings::date_order;
pub use wordings::{WordingGroup, is_lineage_unmoved, wordings, wordings_by_words, wordings_of};

use crate::model::{Change, CharSpan, Segment, Verdict};
use crate::text::Fold;

/// How one text relates to a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// `verbatim`, `typographic`, `excerpt`, `elided`, `altered`, `reworded` or `not-found`.
    pub verdict: Verdict,
    /// What changed from the reference, material changes first.
    pub changes: Vec<Change>,
    /// The alignment; all `from` rebuild the reference, all `to` the other text.
    pub segments: Vec<Segment>,
    /// The folds that fired, sorted.
    pub folds: Vec<Fold>,
    /// Share of the other text's content words that align, from 0 to 1.
    pub content_overlap: f64,
    /// How many of the other text's words are the same in the same place.
    pub same_words: usize,
    /// The stretch of the reference that the other text runs over.
    pub matched: Option<CharSpan>,
}

/// Returns how `other` relates to `reference`, by their words alone.
///
/// Outer quotation marks of `other` are left out of account.
pub fn wording(reference: &str, other: &str) -> Comparison {
    compare(&Prepared::new(reference), &Prepared::new(other))
}

/// Returns how `other` relates to `reference`; for a reference that is compared with many texts.
pub fn compare(reference: &Prepared<'_>, other: &Prepared<'_>) -> Comparison {
    verdict::decide(reference, other)
}
