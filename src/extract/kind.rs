//! Statement or fragment: a clause or more, or a few words inside somebody else's sentence.

use super::candidates::Candidate;
use super::lexicon::SUBJECT;
use super::scene::{Counts, Scene};
use super::tokens::{Sort, ends_sentence};
use crate::model::Kind;

/// From this many words on, quoted words are a statement even without a verb that is known.
const LONG: usize = 12;
/// From this many words on, a finite verb makes a statement.
const CLAUSE: usize = 3;

/// Returns the kind of a quotation that is no label.
pub(super) fn kind(scene: &Scene<'_>, candidate: &Candidate) -> Kind {
    let Counts { words, finite, .. } = scene.count(candidate);
    let (first, last) = scene.range(candidate.start, candidate.end);
    let has_subject = || scene.tokens[first..last].iter().any(|t| t.is(SUBJECT));
    let is_clause = words >= CLAUSE && (finite > 0 || has_subject());
    if words >= LONG || is_clause || stands_alone(scene, candidate) {
        Kind::Statement
    } else {
        Kind::Fragment
    }
}

/// Says whether the words are a sentence by their dress: a capital, a stop, and before the mark
/// the beginning of a sentence, a comma or a colon.
fn stands_alone(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let words = &scene.text[candidate.start..candidate.end];
    let is_capital =
        words.trim_start_matches(['[', '¿', '¡']).starts_with(|c: char| !c.is_lowercase());
    let words = words.trim_end_matches(['’', '”', '"', '\'', '»', '›', ' ']);
    let is_stopped = words.ends_with([',', '.', '!', '?', '…', '—']);
    let (first, last) = scene.range(candidate.outer_start, candidate.outer_end);
    let before = first.checked_sub(1);
    let is_free = before.is_none_or(|at| {
        let token = &scene.tokens[at];
        token.sort == Sort::Mark
            || matches!(token.first, ',' | ':' | '(' | '—' | '–')
            || ends_sentence(&scene.tokens[..first], at)
    });
    let stops_after = scene.tokens.get(last).is_none_or(|t| t.sort == Sort::Stop);
    is_capital && is_free && (is_stopped || (before.is_some() && stops_after))
}
