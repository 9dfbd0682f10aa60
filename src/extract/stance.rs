//! Whether a quotation is presented as said: from a denial or a "nobody" over its verb of saying.

use super::candidates::Candidate;
use super::lexicon::{ADVERB, AUXILIARY, DENYING, NEGATION, REPORTING, SAYING};
use super::scene::Scene;
use super::tokens::{Sort, Token, ends_sentence};
use crate::model::Stance;

/// How far from the quotation its verb of saying may stand, in tokens.
const CUE_REACH: usize = 5;
/// How far from the verb of saying a word that denies it may stand, in tokens.
const DENIAL_REACH: usize = 6;

/// Returns the stance of `candidate`.
pub(super) fn stance(scene: &Scene<'_>, candidate: &Candidate) -> Stance {
    let (first, last) = scene.range(candidate.outer_start, candidate.outer_end);
    let before = &scene.tokens[..first];
    if is_put_to_somebody(scene, before) {
        return Stance::Hypothetical;
    }
    if let Some(cue) = cue_before(scene, before) {
        let clause = clause_before(before, cue);
        if is_unsaid(scene, clause) {
            return Stance::Hypothetical;
        }
        let is_denied = clause.iter().rev().take(DENIAL_REACH).any(|t| t.is(DENYING));
        if is_denied || is_negated(scene, clause) || is_fabricated(scene, clause) {
            return Stance::Denied;
        }
    }
    if is_denied_after(&scene.tokens[last..]) { Stance::Denied } else { Stance::Asserted }
}

/// Returns the verb of reporting that stands closely before the end of `tokens`, in its clause.
fn cue_before(scene: &Scene<'_>, tokens: &[Token]) -> Option<usize> {
    let from = tokens.len().saturating_sub(CUE_REACH);
    let near = tokens.iter().enumerate().skip(from).rev();
    near.take_while(|(at, t)| !breaks_clause(tokens, *at, t, tokens.len()))
        .find(|(_, t)| t.is(SAYING) || is_uttering(&scene.text[t.start..t.end]))
        .map(|(at, _)| at)
}

/// Returns the tokens before `cue` that belong to its clause.
fn clause_before(tokens: &[Token], cue: usize) -> &[Token] {
    let start = (0..cue)
        .rev()
        .take(2 * DENIAL_REACH)
        .take_while(|at| !breaks_clause(tokens, *at, &tokens[*at], usize::MAX));
    let length = start.count();
    &tokens[cue - length..cue]
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

/// Says whether the words right before a verb of saying negate it: "never said", "did not ever
/// say"; not those of "could not believe she said" or "not only said".
fn is_negated(scene: &Scene<'_>, clause: &[Token]) -> bool {
    let near = clause.iter().rev().take_while(|t| t.is(AUXILIARY | ADVERB | NEGATION));
    let mut words = near.map(|t| (t, &scene.text[t.start..t.end]));
    words.any(|(t, word)| t.is(NEGATION) && !matches!(word, "no" | "without" | "nothing"))
        && !clause.last().is_some_and(|t| matches!(&scene.text[t.start..t.end], "only" | "just"))
}

/// Says whether the clause is "nobody has", "if she" or "he might": nobody said the words so far.
fn is_unsaid(scene: &Scene<'_>, clause: &[Token]) -> bool {
    let word = |token: &Token| &scene.text[token.start..token.end];
    let is = |token: &Token, expected: &str| word(token).eq_ignore_ascii_case(expected);
    let is_nobody = clause.iter().enumerate().any(|(at, token)| {
        is(token, "nobody")
            || is(token, "no-one")
            || is(token, "unless")
            || (is(token, "no") && clause.get(at + 1).is_some_and(|next| is(next, "one")))
            || (is(token, "if") && is_condition(at, clause.len()))
    });
    is_nobody || clause.last().is_some_and(|last| is(last, "might") || is(last, "may"))
}

/// Says whether an "if" at `at` governs the verb of saying after the clause: a subject stands
/// between them, and not much more. "If asked, she said" asserts.
fn is_condition(at: usize, length: usize) -> bool {
    (at + 2..=at + 5).contains(&length)
}

/// Says whether the words stand in a question that somebody was asked: "Asked whether the dam was “safe”".
/// Whose words they are nobody says.
fn is_put_to_somebody(scene: &Scene<'_>, before: &[Token]) -> bool {
    let clause = clause_before(before, before.len());
    let word = |token: &Token| scene.text[token.start..token.end].to_ascii_lowercase();
    let asked = clause.iter().rposition(|t| word(t) == "asked");
    let Some(asked) = asked else { return false };
    let asks = clause.get(asked + 1).is_some_and(|t| matches!(&*word(t), "whether" | "if"));
    let is_passive = asked.checked_sub(1).is_none_or(|at| {
        let led = matches!(&*word(&clause[at]), "when" | "was" | "were" | "been" | "being" | "if");
        led || clause[at].is(ADVERB) && at == 0
    });
    asks && is_passive
}

/// Says whether a text that is not genuine is what says the words: "a fake post had him say".
fn is_fabricated(scene: &Scene<'_>, clause: &[Token]) -> bool {
    let word = |token: &Token| scene.text[token.start..token.end].to_ascii_lowercase();
    clause.iter().enumerate().any(|(at, token)| {
        let next = clause.get(at + 1).map(word);
        let next = next.as_deref().unwrap_or_default();
        match &*word(token) {
            "falsely" => {
                matches!(next, "quoted" | "quotes" | "quoting" | "attributed" | "reported")
            }
            adjective => {
                UNTRUE.contains(&adjective) && CARRIERS.contains(&next.trim_end_matches('s'))
            }
        }
    })
}

/// What texts and pictures are called that are not genuine.
const UNTRUE: &[&str] = &[
    "false",
    "fake",
    "faked",
    "fabricated",
    "doctored",
    "bogus",
    "forged",
    "manipulated",
    "invented",
    "ai-generated",
    "deepfake",
    "made-up",
];

/// Texts and pictures that can carry words.
const CARRIERS: &[&str] = &[
    "post",
    "tweet",
    "clip",
    "video",
    "image",
    "photo",
    "picture",
    "letter",
    "quote",
    "memo",
    "screenshot",
    "audio",
    "recording",
    "advert",
    "ad",
    "email",
    "message",
    "story",
    "article",
    "report",
    "website",
    "page",
    "leaflet",
    "statement",
    "transcript",
    "headline",
    "meme",
    "graphic",
    "poster",
];

/// Says whether the words after the quotation deny it: "…, Dunn denied saying".
fn is_denied_after(tokens: &[Token]) -> bool {
    let near = &tokens[..tokens.len().min(CUE_REACH)];
    let denial = near.iter().position(|t| t.is(DENYING));
    let ends = near.iter().position(|t| t.sort == Sort::Mark || matches!(t.first, '.' | ';'));
    denial.is_some_and(|at| {
        ends.is_none_or(|end| at < end) && tokens[at + 1..].iter().take(3).any(|t| t.is(REPORTING))
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::Classifier;
    use crate::extract::lessons::quotations_by;
    use crate::model::Stance::{self, Asserted, Denied, Hypothetical};

    #[test]
    fn a_denial_counts_only_over_the_verb_of_saying() {
        let rows: [(&str, Stance); 22] = [
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
