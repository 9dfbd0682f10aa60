//! Whether a quotation is presented as said: from a denial or a "nobody" over its verb of saying.

use super::candidates::Candidate;
use super::clause::{Clause, UNTRUE};
use super::lexicon::{ADVERB, AUXILIARY, DENYING, NEGATION, REPORTING, SAYING, SUBJECT};
use super::scene::Scene;
use super::tokens::{Sort, Token, ends_sentence};
use crate::model::Stance;

/// How far from the quotation its verb of saying may stand, in tokens.
const CUE_REACH: usize = 5;
/// How far from the verb of saying a word that denies it may stand, in tokens.
pub(super) const DENIAL_REACH: usize = 6;

/// Returns the stance of `candidate`.
pub(super) fn stance(scene: &Scene<'_>, candidate: &Candidate) -> Stance {
    let (first, last) = scene.range(candidate.outer_start, candidate.outer_end);
    let (before, after) = (&scene.tokens[..first], &scene.tokens[last..]);
    if clause_of(scene, before, before.len()).asks_somebody() {
        return Stance::Hypothetical;
    }
    if let Some(cue) = cue_before(scene, before) {
        let clause = clause_of(scene, before, cue);
        if clause.supposes() {
            return Stance::Hypothetical;
        }
        if clause.denies() || clause.is_claim() && is_called_untrue(scene, after) {
            return Stance::Denied;
        }
    }
    if is_denied_after(scene, after) { Stance::Denied } else { Stance::Asserted }
}

/// Returns the verb of reporting that stands closely before the end of `tokens`, in its clause.
fn cue_before(scene: &Scene<'_>, tokens: &[Token]) -> Option<usize> {
    let from = tokens.len().saturating_sub(CUE_REACH);
    let near = tokens.iter().enumerate().skip(from).rev();
    near.take_while(|(at, t)| !breaks_clause(tokens, *at, t, tokens.len()))
        .find(|(_, t)| t.is(SAYING) || is_uttering(&scene.text[t.start..t.end]))
        .map(|(at, _)| at)
}

/// Returns what stands before `cue` in its clause.
fn clause_of<'a>(scene: &Scene<'a>, tokens: &'a [Token], cue: usize) -> Clause<'a> {
    let start = (0..cue)
        .rev()
        .take(2 * DENIAL_REACH)
        .take_while(|at| !breaks_clause(tokens, *at, &tokens[*at], usize::MAX));
    let length = start.count();
    let opens = cue.checked_sub(length + 1).is_none_or(|at| ends_sentence(tokens, at));
    let verb = tokens.get(cue).map_or("", |t| &scene.text[t.start..t.end]);
    Clause { text: scene.text, tokens: &tokens[cue - length..cue], verb, opens }
}

/// Says whether a clause cannot run over token `at`; the comma right before the quotation is no
/// break.
fn breaks_clause(tokens: &[Token], at: usize, token: &Token, end: usize) -> bool {
    let is_before_mark = at + 1 == end && matches!(token.first, ',' | ':');
    match token.sort {
        Sort::Mark => true,
        Sort::Stop => {
            let is_stop = matches!(token.first, ',' | ';' | ':') || ends_sentence(tokens, at);
            is_stop && !is_before_mark
        }
        _ => false,
    }
}

/// Says whether the word is a form of "use" or "utter", as in "denied using the word".
fn is_uttering(word: &str) -> bool {
    matches!(word, "use" | "used" | "using" | "utter" | "uttered" | "uttering")
}

/// Says whether the words after the quotation deny it: "…, Dunn denied saying", "…, Dunn never said".
fn is_denied_after(scene: &Scene<'_>, tokens: &[Token]) -> bool {
    let near = &tokens[..tokens.len().min(CUE_REACH)];
    let denial = near.iter().position(|t| t.is(DENYING));
    let ends = near.iter().position(|t| t.sort == Sort::Mark || matches!(t.first, '.' | ';'));
    denial.is_some_and(|at| {
        ends.is_none_or(|end| at < end) && tokens[at + 1..].iter().take(3).any(|t| t.is(REPORTING))
    }) || is_negated_after(scene, tokens)
}

/// Says whether a subject, a negation and a verb of saying that ends its sentence follow.
fn is_negated_after(scene: &Scene<'_>, tokens: &[Token]) -> bool {
    let comma = tokens.first().is_some_and(|t| t.first == ',');
    let rest = &tokens[usize::from(comma)..];
    let names =
        rest.iter().take(MAX_SUBJECT).take_while(|t| t.is_capital() || t.is(SUBJECT)).count();
    let verbs = rest[names..].iter().take_while(|t| t.is(AUXILIARY | ADVERB | NEGATION)).count();
    let negates = rest[names..names + verbs].iter().any(|t| {
        let word = &scene.text[t.start..t.end];
        t.is(NEGATION) && !matches!(word, "no" | "nothing")
    });
    let says = rest.get(names + verbs).is_some_and(|t| t.is(SAYING));
    let ends = rest.get(names + verbs + 1).is_none_or(|t| t.sort == Sort::Stop && t.first == '.');
    names > 0 && negates && says && ends
}

/// Says whether the words after the quotation call the report of it untrue: "… is false".
fn is_called_untrue(scene: &Scene<'_>, tokens: &[Token]) -> bool {
    let mut rest = tokens.iter().take(CUE_REACH).skip_while(|t| t.first == ',');
    let word = |t: &Token| &scene.text[t.start..t.end];
    let is_verb = rest.next().is_some_and(|t| matches!(word(t), "is" | "was" | "are" | "were"));
    is_verb && rest.take_while(|t| t.sort == Sort::Word).any(|t| UNTRUE.contains(&word(t)))
}

/// Most words of a name before a verb that follows the quotation.
const MAX_SUBJECT: usize = 4;

#[cfg(test)]
mod tests {
    use crate::extract::Classifier;
    use crate::extract::lessons::quotations_by;
    use crate::model::Stance::{self, Asserted, Denied, Hypothetical};

    #[test]
    fn a_denial_counts_only_over_the_verb_of_saying() {
        let rows: [(&str, Stance); 46] = [
            ("If Reyes had said “the dam will hold,” we would have stayed.", Hypothetical),
            ("Reyes might say “the dam will hold” tomorrow.", Hypothetical),
            ("Reyes asked if it leaked. Lund said: “The dam will hold.”", Asserted),
            ("Reyes will come if asked. “The dam will hold.”", Asserted),
            ("If we hear it right when Reyes says “the dam will hold,” we stay.", Asserted),
            ("Reyes said “the dam will hold.”", Asserted),
            ("Reyes denied ever saying “the dam will hold.”", Denied),
            ("Reyes denied that she had said “the dam will hold.”", Denied),
            ("“The dam will hold,” Reyes denied saying.", Denied),
            ("Reyes never said “the dam will hold.”", Denied),
            ("Reyes did not say: “The dam will hold.”", Denied),
            ("Nobody has said “the dam will hold” so far.", Hypothetical),
            ("Reyes denied the report, saying “the dam will hold.”", Asserted),
            ("Reyes, who does not live there, said “the dam will hold.”", Asserted),
            ("Reyes not only said “the dam will hold” but wrote it.", Asserted),
            ("Asked whether “the dam will hold”, Reyes left.", Hypothetical),
            ("Reyes was asked if the dam was “a danger to the town”.", Hypothetical),
            ("Asked whether it leaked, Reyes said: “The dam will hold.”", Asserted),
            ("Reyes asked whether “the dam will hold” for long.", Asserted),
            ("Reyes refused to say “the dam will hold.”", Denied),
            ("Reyes stopped short of saying “the dam will hold.”", Denied),
            ("Reyes could not bring herself to say “the dam will hold.”", Denied),
            ("Reyes refused to resign and said “the dam will hold.”", Asserted),
            ("Neither Reyes nor Lund said “the dam will hold.”", Denied),
            ("Reyes neither ate nor slept but said “the dam will hold.”", Asserted),
            ("It is not true that Reyes said “the dam will hold.”", Denied),
            ("It is true that Reyes said “the dam will hold.”", Asserted),
            ("The claim that Reyes said “the dam will hold” is false.", Denied),
            ("The claim that Reyes said “the dam will hold” is old.", Asserted),
            ("“The dam will hold,” Ana Reyes never said.", Denied),
            ("“The dam will hold,” Reyes did not say.", Denied),
            ("“The dam will hold,” Reyes did not say on Friday alone.", Asserted),
            ("“The dam will hold,” Reyes said.", Asserted),
            ("Reyes was wrongly quoted as saying “the dam will hold.”", Denied),
            ("Reyes was misquoted as saying “the dam will hold.”", Denied),
            ("Had Reyes said “the dam will hold,” we would have stayed.", Hypothetical),
            ("Reyes had said “the dam will hold.”", Asserted),
            ("Reyes should have said “the dam will hold.”", Hypothetical),
            ("Reyes must have been told, and said “the dam will hold.”", Asserted),
            ("Lund wants Reyes to say “the dam will hold.”", Hypothetical),
            ("Reyes went on to say “the dam will hold.”", Asserted),
            ("Reyes will say: “The dam will hold.”", Asserted),
            ("My father would say “the dam will hold.”", Asserted),
            ("A fake post had Reyes say “the dam will hold.”", Denied),
            ("Reyes was falsely quoted as saying “the dam will hold.”", Denied),
            ("Reyes called the report false and said “the dam will hold.”", Asserted),
        ];
        for (text, expected) in rows {
            let found = quotations_by(Classifier::shipped(), text);
            assert_eq!(found.first().map(|q| q.stance), Some(expected), "{text}");
        }
    }
}
