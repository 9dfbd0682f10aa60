//! What the words around a candidate settle, whatever the classifier thinks: cases that are too
//! plain to be weighed, or too rare in the annotated articles to be learned.

use super::candidates::{Candidate, Reading, attributes};
use super::features::Code;
use super::lexicon::{
    ADVERB, AUXILIARY, CONJUNCTION, DETERMINER, FINITE, LABELLING, MISNOMER, PRONOUN, REPORTING,
    SAYING, SUBJECT,
};
use super::marks::Glyph;
use super::observe::{Surroundings, repeats};
use super::scene::{Neighbour, Scene, Side};
use super::tokens::{Sort, Token};

/// How likely a candidate is a quotation that is one by a plain pattern.
const PLAIN: f64 = 0.95;
/// How likely a sentence that stands alone between marks is one, at least.
const ALONE: f64 = 0.6;
/// How likely a name or a word as a word is one, at most.
const NAMED: f64 = 0.2;

/// Most words of a name in marks.
const MAX_NAME_WORDS: usize = 4;
/// Most words of a title after "the novel" or "the show".
const MAX_TITLE_WORDS: usize = 10;
/// Most tokens of a dash with a name and what the person is.
const MAX_SIGNATURE: usize = 10;
/// From this many words on, a quotation left open before a new mark is one.
const LONG_UNCLOSED: usize = 5;
/// From this many words on, marked words in a language without known words are a quotation.
const LONG_FOREIGN: usize = 4;

/// A plain pattern that settles what a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A title, a nickname or another name in marks.
    Name,
    /// The next paragraph carries it on.
    CarriedOn,
    /// “x,” she said.
    Spoken,
    /// Marked words in a language that the lexicon doesn't know.
    Foreign,
    /// A sentence with nothing but quotations beside it.
    Alone,
    /// “X” – Ann Roe, nurse.
    Signed,
    /// One of two ways to read a plural's apostrophe in single marks, and not the likelier.
    Misread,
}

impl Rule {
    /// Returns how likely a quotation is that the classifier thinks likely by `learned`.
    pub(super) fn settle(self, learned: f64) -> f64 {
        match self {
            Self::Name => learned.min(NAMED),
            Self::Misread => 0.0,
            Self::CarriedOn | Self::Spoken | Self::Signed => learned.max(PLAIN),
            Self::Foreign | Self::Alone => learned.max(ALONE),
        }
    }

    /// Returns the pattern in words.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Name => "a name or a title in marks",
            Self::CarriedOn => "left open, and the next paragraph opens again",
            Self::Spoken => "a speaker with a verb of saying follows at once",
            Self::Foreign => "long or introduced, in a language without known words",
            Self::Alone => "a sentence with nothing but quotations beside it",
            Self::Signed => "alone in its line, with a name behind a dash",
            Self::Misread => "its mark is read as a plural's apostrophe, or as closing, elsewhere",
        }
    }
}

/// Returns the rule that candidate `at` falls under, if any.
pub(super) fn rule(
    scene: &Scene<'_>,
    at: usize,
    around: Surroundings,
    (left, right): &(Side, Side),
) -> Option<Rule> {
    let candidate = &scene.candidates[at];
    let is_label = is_name(scene, candidate, left)
        || is_shunned_word(scene, left)
        || !around.is_headline && is_nickname(scene, candidate, left, right);
    if matches!(candidate.open, Glyph::TitleOpen) || is_label {
        Some(Rule::Name)
    } else if candidate.reading == Reading::Unopened {
        Some(unopened(scene, candidate, around))
    } else if is_misread(scene, candidate, around) {
        Some(Rule::Misread)
    } else if is_signed(scene, candidate, left, right) {
        Some(Rule::Signed)
    } else if carries_on(scene, candidate, around) {
        Some(Rule::CarriedOn)
    } else if is_spoken(scene, candidate, left, right) {
        Some(Rule::Spoken)
    } else if scene.is_foreign() {
        is_foreign_quotation(scene, candidate, left, right).then_some(Rule::Foreign)
    } else {
        is_sentence_alone(scene, candidate, left, right).then_some(Rule::Alone)
    }
}

/// Says whether the words are a name: after "so-called",
/// capitalised after "the show", or a phrase such as “two Michaels” that counts or points, ends
/// in a name and comes again.
fn is_name(scene: &Scene<'_>, candidate: &Candidate, left: &Side) -> bool {
    let count = scene.count(candidate);
    let (first, last) = scene.range(candidate.start, candidate.end);
    let mut words = scene.tokens[first..last].iter().filter(|t| t.sort == Sort::Word);
    let Some(head) = words.next().filter(|_| count.words <= MAX_TITLE_WORDS) else { return false };
    let before = &left.near[0];
    if before.is(LABELLING) && count.titled == count.words && !head.is_small() {
        return true;
    }
    if count.titled == count.words
        && !head.is_small()
        && is_labelled(candidate, left, count.words, scene)
    {
        return true;
    }
    let ends_in_name = head.is(DETERMINER) && words.next_back().is_some_and(Token::is_capital);
    count.words <= MAX_NAME_WORDS
        && (before.is(MISNOMER) || (ends_in_name && repeats(scene.text, candidate) != (0, 0)))
}

/// Verbs by which somebody keeps away from a word.
const SHUNNING: &[&str] = &[
    "reject",
    "rejects",
    "rejected",
    "rejecting",
    "avoid",
    "avoids",
    "avoided",
    "avoiding",
    "shun",
    "shuns",
    "shunned",
    "shunning",
    "eschew",
    "eschews",
    "eschewed",
    "dislike",
    "dislikes",
    "disliked",
    "hate",
    "hates",
    "hated",
    "loathe",
    "loathes",
    "loathed",
    "detest",
    "detests",
    "ban",
    "bans",
    "banned",
    "banning",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "ditch",
    "ditched",
    "banish",
    "banished",
    "resist",
    "resists",
    "resisted",
];

/// Says whether the marks hold a word that somebody does not want: "rejected the word “crisis”".
fn is_shunned_word(scene: &Scene<'_>, left: &Side) -> bool {
    let [noun, article, verb] =
        left.near.map(|n| n.token.map_or("", |t| &scene.text[t.start..t.end]));
    matches!(noun, "word" | "term" | "phrase" | "expression" | "label" | "name" | "tag")
        && left.near[1].is(DETERMINER)
        && !article.is_empty()
        && SHUNNING.contains(&verb)
}

/// Says whether the marks hold what somebody is called, inside the name: Ian “Mac” McAllister.
fn is_nickname(scene: &Scene<'_>, candidate: &Candidate, left: &Side, right: &Side) -> bool {
    let is_part = |n: &Neighbour| n.token.is_some_and(|t| t.is_capital() && t.word == 0);
    let count = scene.count(candidate);
    is_pair(candidate)
        && count.words <= 2
        && count.capitals == count.words
        && !last_is(scene, candidate, &[',', '.', '!', '?', '…', ':'])
        && is_part(&left.near[0])
        && is_part(&right.near[0])
}

/// Says whether a name behind a dash signs the candidate, and nothing else stands in the line: “X” – Ann
/// Roe, nurse.
fn is_signed(scene: &Scene<'_>, candidate: &Candidate, left: &Side, right: &Side) -> bool {
    let (first, last) = scene.range(candidate.outer_start, candidate.outer_end);
    let opens =
        first <= 2 && scene.tokens[..first].iter().all(|t| t.sort != Sort::Word || t.is_number());
    let rest = &scene.tokens[last..];
    let [dash, given, surname] = &right.near;
    is_pair(candidate)
        && !candidate.open.is_closer()
        && opens
        && left.length == 0
        && dash.code == Code::stop('-')
        && rest.len() <= MAX_SIGNATURE
        && given.is_capital()
        && surname.is_capital()
        && !rest.iter().any(|t| t.is(REPORTING | AUXILIARY))
}

/// Returns what becomes of words that no mark of their paragraph opens: an earlier one may have, or the mark
/// was lost, as before “…,” said Reyes.
fn unopened(scene: &Scene<'_>, candidate: &Candidate, around: Surroundings) -> Rule {
    let is_spoken = last_is(scene, candidate, STOPS_BEFORE_CUE)
        && scene.count(candidate).finite > 0
        && attributes(&scene.text[candidate.outer_end..]);
    // "Ann Roe, deputy mayor.”" right behind signs what stands before.
    let count = scene.count(candidate);
    let is_clause = count.finite > 0 || count.personal > 0;
    let is_open = around.open_since > 1 || around.open_since == 1 && is_clause;
    if is_open {
        Rule::CarriedOn
    } else if is_spoken {
        Rule::Spoken
    } else {
        Rule::Misread
    }
}

/// Says whether the candidate is the unlikelier reading of a single mark behind an `s`: the next paragraph
/// opens again where the mark was an apostrophe.
fn is_misread(scene: &Scene<'_>, candidate: &Candidate, around: Surroundings) -> bool {
    let runs_on = |c: &&Candidate| c.reading == Reading::Unclosed && c.is_plural_close;
    match candidate.reading {
        Reading::Unclosed => candidate.is_plural_close && !around.before_single,
        Reading::Single => {
            let open = scene.candidates.iter().find(runs_on);
            around.before_single && open.is_some_and(|c| c.outer_start == candidate.outer_start)
        }
        _ => false,
    }
}

/// Says whether a noun before the marks says what bears the name in them: "his memoir, “Low Water”",
/// "a cookbook called “Puddings of the Clyde”".
fn is_labelled(candidate: &Candidate, left: &Side, words: usize, scene: &Scene<'_>) -> bool {
    let [before, noun, _] = &left.near;
    let verb = before.token.map(|t| &scene.text[t.start..t.end]);
    let is_called = matches!(verb, Some("called" | "entitled" | "titled" | "named" | "dubbed"));
    let grammar = AUXILIARY | PRONOUN | ADVERB | REPORTING | CONJUNCTION | DETERMINER | FINITE;
    let is_noun = noun.token.is_some_and(|t| t.sort == Sort::Word) && noun.is_small();
    let is_apposed = before.is_stop(',') && noun.is(LABELLING);
    words > 1
        && !last_is(scene, candidate, &['!', '?'])
        && (is_apposed || is_called && is_noun && !noun.is(grammar))
}

/// Says whether the next paragraph carries on what this one leaves open, or this one what the last left
/// open: a new mark says so of a sentence or a clause, and of anything where this paragraph is itself
/// carried on.
fn carries_on(scene: &Scene<'_>, candidate: &Candidate, around: Surroundings) -> bool {
    let (first, _) = scene.range(candidate.outer_start, candidate.outer_end);
    let is_attributed = scene.candidates.iter().any(|c| c.reading == Reading::UnclosedBeforeCue);
    let is_whole = first == 0 && (around.after_unclosed || last_is(scene, candidate, STOPS));
    // What the paragraph before left open ends here.
    let ends_it = first == 0 && around.after_unclosed && last_is(scene, candidate, STOPS);
    if ends_it && candidate.reading == Reading::Single && is_pair(candidate) {
        return true;
    }
    candidate.reading == Reading::Unclosed
        && around.before_mark
        && !is_attributed
        && (is_whole || scene.count(candidate).words >= LONG_UNCLOSED)
}

const STOPS: &[char] = &['.', '!', '?', '…', '。', '！', '？'];
const STOPS_BEFORE_CUE: &[char] = &[',', '!', '?', '，', '！', '？'];

fn last_is(scene: &Scene<'_>, candidate: &Candidate, stops: &[char]) -> bool {
    scene.text[candidate.start..candidate.end].ends_with(stops)
}

fn is_pair(candidate: &Candidate) -> bool {
    match candidate.reading {
        Reading::Paired => true,
        Reading::Single => !candidate.is_plural_close && !candidate.is_inner,
        _ => false,
    }
}

/// Says whether “x,” she said or “x,” said Reyes stands there, at the beginning of a sentence.
fn is_spoken(scene: &Scene<'_>, candidate: &Candidate, left: &Side, right: &Side) -> bool {
    let [next, second, _] = &right.near;
    let is_named = next.is_capital() || next.is(SUBJECT);
    let is_subject_first = is_named && second.is(SAYING);
    let is_verb_first = next.is(SAYING) && (second.is_capital() || second.is(SUBJECT));
    is_pair(candidate)
        && is_free(&left.near[0])
        && last_is(scene, candidate, STOPS_BEFORE_CUE)
        && (is_subject_first || is_verb_first)
}

/// Says whether a sentence may begin after the neighbour.
fn is_free(before: &Neighbour) -> bool {
    before.token.is_none_or(|t| t.sort == Sort::Stop && !matches!(t.first, ',' | '-' | '–'))
}

/// Says whether the candidate is a whole sentence with nothing but quotations beside it. Single
/// marks don't count: a line between them is a heading.
fn is_sentence_alone(scene: &Scene<'_>, candidate: &Candidate, left: &Side, right: &Side) -> bool {
    let is_beside = |n: &Neighbour| n.code == Code::EDGE || n.code == Code::QUOTE;
    let is_capital = scene.text[candidate.start..].starts_with(char::is_uppercase);
    candidate.reading == Reading::Paired
        && is_capital
        && last_is(scene, candidate, STOPS)
        && is_beside(&left.near[0])
        && is_beside(&right.near[0])
}

/// Says whether marked words in a language that the lexicon doesn't know are a quotation: after a
/// colon, before a comma, or long.
fn is_foreign_quotation(
    scene: &Scene<'_>,
    candidate: &Candidate,
    left: &Side,
    right: &Side,
) -> bool {
    let is_comma = |n: &Neighbour| n.is_stop(',') || n.is_stop('，');
    let is_introduced = left.near[0].is_stop(':') || left.near[0].is_stop('：');
    let words = scene.count(candidate).words;
    is_pair(candidate)
        && !right.near.iter().any(|n| n.is(REPORTING))
        && (is_introduced
            || words >= LONG_FOREIGN
            || (words > 1
                && (is_comma(&right.near[0]) || last_is(scene, candidate, STOPS_BEFORE_CUE))))
}
