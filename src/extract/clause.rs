//! What stands before a verb of saying in its clause, and whether it denies or only supposes that
//! anything was said.

use super::lexicon::{ADVERB, AUXILIARY, DENYING, NEGATION};
use super::stance::DENIAL_REACH;
use super::tokens::Token;

/// The tokens before a verb of saying that belong to its clause.
pub(super) struct Clause<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// The verb, as it is written.
    pub(super) verb: &'a str,
    /// Whether the clause opens its sentence.
    pub(super) opens: bool,
}

/// How many tokens before the verb a word may stand that keeps somebody from saying it.
const REFUSAL_REACH: usize = 3;
/// How many tokens somebody has who is wished to say something: "wants the mayor of the town to say".
const WISH_REACH: usize = 7;

impl Clause<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.start..t.end])
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        words.iter().any(|known| word.eq_ignore_ascii_case(known))
    }

    /// Returns the last place of any of `words`.
    fn last(&self, words: &[&str]) -> Option<usize> {
        (0..self.tokens.len()).rev().find(|at| self.is(*at, words))
    }

    /// Returns how many tokens stand behind place `at`.
    fn behind(&self, at: usize) -> usize {
        self.tokens.len() - at - 1
    }

    /// Says whether the clause puts a question to somebody: "Asked whether the dam was “safe”". Whose words
    /// stand in it nobody says.
    pub(super) fn asks_somebody(&self) -> bool {
        let Some(asked) = self.last(&["asked"]) else { return false };
        let is_passive = asked.checked_sub(1).is_none_or(|at| {
            let is_led = self.is(at, &["when", "was", "were", "been", "being", "if"]);
            is_led || self.tokens[at].is(ADVERB) && at == 0
        });
        is_passive && self.is(asked + 1, &["whether", "if"])
    }

    /// Says whether the clause is "nobody has", "if she", "he might", "had she" or "we want her to": nobody
    /// said the words so far.
    pub(super) fn supposes(&self) -> bool {
        let length = self.tokens.len();
        let is_nobody = (0..length).any(|at| {
            self.is(at, &["nobody", "no-one", "unless"])
                || (self.is(at, &["no"]) && self.is(at + 1, &["one"]))
                || (self.is(at, &["if"]) && is_condition(at, length))
        });
        let Some(last) = length.checked_sub(1) else { return false };
        let is_perfect = self.is(last, &["have"]);
        let modal = last.checked_sub(usize::from(is_perfect));
        let is_possible = modal.is_some_and(|at| {
            self.is(at, &["might", "may"])
                || is_perfect && self.is(at, &["should", "could", "would"])
        });
        let is_inverted = self.opens && self.word(0) == "Had" && (2..=5).contains(&length);
        is_nobody || is_possible || is_inverted || self.wishes()
    }

    /// Says whether somebody is wished to say it: "wants her to say".
    fn wishes(&self) -> bool {
        let Some(to) = self.tokens.len().checked_sub(1).filter(|to| self.is(*to, &["to"])) else {
            return false;
        };
        let wish = self.last(&["want", "wants", "wanted", "wish", "wishes", "wished"]);
        wish.is_some_and(|at| to > at + 1 && to - at <= WISH_REACH)
    }

    /// Says whether the clause denies that the words were said.
    pub(super) fn denies(&self) -> bool {
        let is_denied = self.tokens.iter().rev().take(DENIAL_REACH).any(|t| t.is(DENYING));
        is_denied || self.negates() || self.refuses() || self.excludes() || self.is_fabricated()
    }

    /// Says whether the words right before the verb negate it: "never said", "did not ever say"; not those
    /// of "could not believe she said" or "not only said".
    fn negates(&self) -> bool {
        let near = self.tokens.iter().rev().take_while(|t| t.is(AUXILIARY | ADVERB | NEGATION));
        let mut words = near.map(|t| (t, &self.text[t.start..t.end]));
        words.any(|(t, word)| t.is(NEGATION) && !matches!(word, "no" | "without" | "nothing"))
            && !self.tokens.len().checked_sub(1).is_some_and(|at| self.is(at, &["only", "just"]))
    }

    /// Says whether somebody keeps from saying it: "refused to say", "stopped short of saying".
    fn refuses(&self) -> bool {
        let to = self.tokens.len().checked_sub(1);
        let is_infinitive = to.is_some_and(|to| self.is(to, &["to"]));
        let refusal = self.last(REFUSING).filter(|at| self.behind(*at) < REFUSAL_REACH);
        let is_short = self.verb.ends_with("ing")
            && self.last(&["short"]).is_some_and(|at| self.is(at + 1, &["of"]));
        let brought = self.last(&["bring"]).filter(|at| is_infinitive && self.behind(*at) <= 2);
        let cannot =
            |at: usize| at > 0 && (self.tokens[at - 1].is(NEGATION) || self.is(at - 1, &["never"]));
        refusal.is_some() && is_infinitive || is_short || brought.is_some_and(cannot)
    }

    /// Says whether nobody of two said it, or the saying is said not to be true: "neither Lund nor Reyes",
    /// "it is not true that Reyes".
    fn excludes(&self) -> bool {
        let nor = self.last(&["nor"]).filter(|at| self.behind(*at) <= REFUSAL_REACH);
        let neither = self.last(&["neither"]);
        // "Neither ate nor slept but said".
        let turns = |nor: usize| (nor..self.tokens.len()).any(|at| self.is(at, &["but", "and"]));
        let is_neither = neither.zip(nor).is_some_and(|(first, nor)| first < nor && !turns(nor));
        let truth = self.last(&["true"]).filter(|at| self.is(*at + 1, &["that"]));
        let is_untrue = truth.is_some_and(|at| at > 0 && self.tokens[at - 1].is(NEGATION));
        let is_false = self.last(&["untrue", "false"]).is_some_and(|at| self.is(at + 1, &["that"]));
        is_neither || is_untrue || is_false
    }

    /// Says whether the saying is a claim's or a report's, which may be called untrue behind it.
    pub(super) fn is_claim(&self) -> bool {
        self.last(CLAIMS).is_some_and(|at| self.is(at + 1, &["that"]))
    }

    /// Says whether a text that is not genuine is what says the words, or a quotation that went wrong: "a
    /// fake post had him say", "misquoted as saying".
    fn is_fabricated(&self) -> bool {
        (0..self.tokens.len()).any(|at| {
            let is_wrong = self.is(at, WRONGLY) && self.is(at + 1, QUOTED);
            let carrier = || self.word(at + 1).trim_end_matches('s');
            let is_text = || CARRIERS.iter().any(|known| carrier().eq_ignore_ascii_case(known));
            is_wrong || self.is(at, &["misquoted"]) || self.is(at, UNTRUE) && is_text()
        })
    }
}

/// Says whether an "if" at `at` governs the verb of saying after the clause: a subject stands
/// between them, and not much more. "If asked, she said" asserts.
fn is_condition(at: usize, length: usize) -> bool {
    (at + 2..=at + 5).contains(&length)
}

/// Verbs by which somebody keeps from saying something.
const REFUSING: &[&str] = &[
    "refuse",
    "refuses",
    "refused",
    "refusing",
    "decline",
    "declines",
    "declined",
    "declining",
    "fail",
    "fails",
    "failed",
    "unable",
    "unwilling",
    "reluctant",
];

/// Nouns for what others say happened.
const CLAIMS: &[&str] = &[
    "claim",
    "claims",
    "report",
    "reports",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "suggestion",
    "allegation",
    "story",
    "idea",
];

/// Words that say a quotation went wrong.
const WRONGLY: &[&str] = &["falsely", "wrongly", "mistakenly", "erroneously", "incorrectly"];

const QUOTED: &[&str] = &["quoted", "quotes", "quoting", "attributed", "reported"];

/// What texts and pictures are called that are not genuine, and claims that are not true.
pub(super) const UNTRUE: &[&str] = &[
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
    "untrue",
    "nonsense",
    "baseless",
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
