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
    // The verbs of another language are not known.
    let is_clause = words >= CLAUSE && (finite > 0 || has_subject() || scene.is_foreign());
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

#[cfg(test)]
mod tests {
    use crate::extract::Classifier;
    use crate::extract::lessons::quotations_by;
    use crate::model::Kind::{self, Fragment, Statement};

    #[test]
    fn a_clause_is_a_statement_and_a_phrase_a_fragment() {
        let rows: [(&str, Kind); 9] = [
            ("“The ferry will sail,” Reyes said.", Statement),
            ("“Traffic,” Reyes said.", Statement),
            ("Reyes said: “Never again”", Statement),
            ("Reyes said the ferry “will not come back before Friday.”", Statement),
            (
                "Reyes wrote that her office “only learned of it after the ferry had left.”",
                Statement,
            ),
            ("Reyes said it “ignores the rules and makes a mockery of the port.”", Statement),
            ("Reyes called the tower “a monument to one man’s pride” and left.", Fragment),
            ("Reyes said it was “finished,” then rose.", Fragment),
            ("Reyes told the council “to resign today.”", Fragment),
        ];
        for (text, expected) in rows {
            let found = quotations_by(Classifier::shipped(), text);
            assert_eq!(found.first().map(|q| q.kind), Some(expected), "{text}");
        }
    }
}
