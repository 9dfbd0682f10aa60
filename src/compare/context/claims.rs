//! Who else claims what an excerpt says: what hands it on, from before it, in its sentence or behind it.

use super::SHOWN;
use crate::compare::lexicon::{is_personal, is_pronoun};
use crate::compare::reading::Prepared;
use crate::compare::spelling::is_inflection;

/// Nouns and verbs that hand on a claim without making it.
const CLAIMS: &[&str] = &[
    "suggestion",
    "claim",
    "allegation",
    "accusation",
    "assertion",
    "idea",
    "notion",
    "belief",
    "rumour",
    "rumor",
    "theory",
    "report",
    "argument",
    "charge",
    "insinuation",
    "impression",
    "speculation",
    "possibility",
    "hypothesis",
    "myth",
    "lie",
    "story",
    "view",
    "opinion",
    "perception",
    "implication",
    "contention",
    "complaint",
    "concern",
    "fear",
    "hope",
    "assumption",
    "prospect",
    "pretence",
    "pretense",
    "fiction",
    "falsehood",
    "innuendo",
    "say",
    "said",
    "saying",
    "claimed",
    "claiming",
    "allege",
    "alleged",
    "alleging",
    "suggest",
    "suggested",
    "suggesting",
    "think",
    "thought",
    "thinking",
    "believe",
    "believed",
    "believing",
    "argue",
    "argued",
    "arguing",
    "assert",
    "asserted",
    "asserting",
    "pretend",
    "pretended",
    "pretending",
    "imagine",
    "imagined",
    "suppose",
    "supposed",
    "deny",
    "denied",
    "denying",
    "doubt",
    "doubted",
    "doubting",
    "wonder",
    "wondered",
    "imply",
    "implied",
    "implying",
    "insinuate",
    "insinuated",
    "assume",
    "assumed",
    "assuming",
    "speculate",
    "speculated",
    "wish",
    "wished",
    "accuse",
    "accused",
    "accusing",
    "told",
    "tell",
    "telling",
    "heard",
    "feared",
    "hoped",
    "dreamt",
    "dreamed",
    "convinced",
    "persuaded",
    "rumoured",
    "rumored",
    "insist",
    "insisted",
    "insisting",
    "warn",
    "warned",
    "warning",
    "swear",
    "swore",
    "sworn",
    "complain",
    "complained",
    "complaining",
    "false",
    "untrue",
    "wrong",
    "guess",
    "guessed",
    "suspect",
    "suspected",
    "suspecting",
    "reckon",
    "reckoned",
    "seem",
    "seemed",
    "forbid",
];

/// Words that hand on a whole sentence as somebody's claim, wherever they stand in it.
pub(super) const HEARSAY: &[&str] = &[
    "supposedly",
    "allegedly",
    "reportedly",
    "purportedly",
    "apparently",
    "ostensibly",
    "rumour",
    "rumor",
];

/// Returns the words from which the excerpt's clause hangs, where they hand it on as a claim.
///
/// The claim must stand in the excerpt's own clause: no comma or dash between them.
pub(super) fn embedding<'a>(before: &Prepared<'a>) -> Option<&'a str> {
    let count = before.tokens.len();
    let is_break =
        |at: &usize| before.marks[*at].folded.contains([',', ';', ':', '-', '.', '!', '?']);
    let clause = (1..=count).rev().find(is_break).unwrap_or(0);
    let at = (clause..count).rev().find(|at| is_claim(&before.tokens[*at].key))?;
    let links = before.tokens[at + 1..].iter().map(|token| token.key.as_str());
    let opens = links.clone().any(|key| matches!(key, "that" | "of" | "whether" | "if" | "as"));
    // "They warned us", "a lie to tell you".
    let is_told = links.clone().all(is_pronoun);
    (opens || is_told || is_verb(before, at)).then(|| before.slice(at, count))
}

/// Returns the words of a sentence that make all of it somebody's claim: "according to my neighbour".
pub(super) fn hearsay<'a>(read: &Prepared<'a>) -> Option<&'a str> {
    let count = read.tokens.len();
    let key = |at: usize| read.tokens.get(at).map(|token| token.key.as_str());
    let is_hearsay = |at: &usize| {
        HEARSAY.contains(&read.tokens[*at].key.as_str())
            || key(*at) == Some("according") && key(at + 1) == Some("to")
    };
    let at = (0..count).find(is_hearsay)?;
    Some(read.slice(at, count))
}

/// Returns the end of some words, where it makes of what follows a thing only tried, kept from happening,
/// voted against or likened.
pub(super) fn governing<'a>(read: &Prepared<'a>) -> Option<&'a str> {
    const STOPPING: &[&str] =
        &["stop", "prevent", "keep", "kept", "ban", "bar", "block", "save", "protect"];
    const TRYING: &[&str] = &[
        "try",
        "tried",
        "tries",
        "trying",
        "attempted",
        "attempts",
        "wanted",
        "hoped",
        "planned",
        "threatened",
        "offered",
        "promised",
        "seem",
        "seems",
        "seemed",
        "appear",
        "appears",
        "appeared",
        "claims",
        "claimed",
    ];
    const LIKENING: &[&str] = &["look", "sound", "feel", "felt", "act", "behave", "treat", "seem"];
    let last = read.tokens.len().checked_sub(1)?;
    let first = (1..=last).rev().find(|at| !read.marks[*at].folded.is_empty()).unwrap_or(0);
    let key = |at: usize| read.tokens[at].key.as_str();
    let stops =
        |key: &str| STOPPING.iter().any(|verb| is_inflection(verb, key) || key.starts_with(verb));
    let likens = |key: &str| LIKENING.iter().any(|verb| is_inflection(verb, key) || *verb == key);
    let turned = match key(last) {
        "against" => true,
        "than" => (first..last).any(|at| key(at) == "rather"),
        "from" => (first..last).any(|at| stops(key(at))),
        "to" => last > first && TRYING.contains(&key(last - 1)),
        "of" => last > first && key(last - 1) == "instead",
        "like" => (first..last).rev().take(SHOWN).any(|at| likens(key(at))),
        _ => false,
    };
    turned.then(|| read.slice(last.saturating_sub(SHOWN), last + 1))
}

/// Most words of a clause behind an excerpt that tells whose claim it is.
const LONGEST_CLAIM: usize = 8;

/// Returns the clause behind the excerpt that tells whose claim it is: ", or so the builders say", ", her
/// neighbours like to say".
pub(super) fn claim_behind<'a>(after: &Prepared<'a>) -> Option<&'a str> {
    let key = |at: usize| after.tokens.get(at).map(|token| token.key.as_str());
    let is_aside = after.marks[0].folded.contains([',', '-']);
    let is_so = key(0) == Some("or") && key(1) == Some("so");
    let end = (1..after.tokens.len()).find(|at| !after.marks[*at].folded.is_empty());
    let end = end.unwrap_or(after.tokens.len());
    if !(is_aside || is_so) || !(2..=LONGEST_CLAIM).contains(&end) {
        return None;
    }
    let first = &after.tokens[0];
    const OPENING: &[&str] =
        &["the", "some", "many", "a", "my", "his", "her", "our", "their", "its"];
    let opens =
        is_so || first.is_name || is_personal(&first.key) || OPENING.contains(&first.key.as_str());
    let verb = (1..end).rev().find(|at| key(*at).is_none_or(|key| !is_pronoun(key)))?;
    (opens && is_claim(key(verb)?)).then(|| after.slice(0, end))
}

/// Says whether a word hands a claim on without making it, or is one that does so.
pub(crate) fn is_claim(key: &str) -> bool {
    CLAIMS.contains(&key) || key.strip_suffix('s').is_some_and(|stem| CLAIMS.contains(&stem))
}

/// Says whether a pronoun or a name stands right before the word: "they say".
fn is_verb(read: &Prepared<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| read.tokens.get(at));
    before.is_some_and(|token| is_pronoun(&token.key) || token.is_name)
}
