//! The reference wording: the one that the others are set against, for display and for changes.
//!
//! It is "first seen here", never "the original".

use std::cmp::Reverse;

use super::wordings::{WordingGroup, date_order};
use crate::model::Basis;

/// Returns the reference among `wordings`, and how it was chosen.
///
/// A primary source's wording; else the strictly first dated; else the one with most independent
/// texts, then the longest, then the smallest id. An undated wording may be older than any other, so
/// beside one nothing is strictly first. Without wordings the answer is `(Undetermined, 0)`.
pub fn reference(wordings: &[WordingGroup]) -> (Basis, usize) {
    if let Some(primary) = primary(wordings) {
        return (Basis::Primary, primary);
    }
    if let Some(first) = (0..wordings.len()).find(|at| is_strictly_first(wordings, *at)) {
        return (Basis::FirstSeen, first);
    }
    let strongest = (0..wordings.len()).min_by_key(|at| {
        let wording = &wordings[*at];
        (Reverse(wording.independent_texts), Reverse(wording.text.chars().count()), wording.id)
    });
    (Basis::Undetermined, strongest.unwrap_or(0))
}

/// Returns the primary source's wording; of several the earliest, then the longest, then the
/// smallest id.
fn primary(wordings: &[WordingGroup]) -> Option<usize> {
    let primaries = (0..wordings.len()).filter(|at| wordings[*at].is_primary());
    primaries.min_by(|a, b| {
        let (a, b) = (&wordings[*a], &wordings[*b]);
        date_order(a.first_seen(), b.first_seen())
            .then_with(|| b.text.chars().count().cmp(&a.text.chars().count()))
            .then_with(|| a.id.cmp(&b.id))
    })
}

/// Says whether a wording is dated before every appearance of every other.
fn is_strictly_first(wordings: &[WordingGroup], at: usize) -> bool {
    let Some(first) = wordings[at].first_seen() else { return false };
    let others = wordings.iter().enumerate().filter(|(other, _)| *other != at);
    others
        .flat_map(|(_, other)| &other.appearances)
        .all(|appearance| appearance.seen().is_some_and(|date| first.is_before(date)))
}
