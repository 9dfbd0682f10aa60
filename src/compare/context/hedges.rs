//! What leaves open whether an excerpt is so, or will be.

use super::LESSENING;
use super::claims::HEARSAY;
use crate::compare::lexicon::{features, is_subject};
use crate::compare::reading::Prepared;
use crate::model::ChangeClass;

/// Words that leave open whether something is so.
const HEDGES: &[&str] = &[
    "probably",
    "perhaps",
    "maybe",
    "possibly",
    "likely",
    "presumably",
    "conceivably",
    "arguably",
    "potentially",
    "seemingly",
];

/// Returns the word that leaves open what the excerpt says, where it stands right before it or opens its
/// sentence: "perhaps".
pub(super) fn hedge_before<'a>(before: &Prepared<'a>) -> Option<&'a str> {
    let is_hedge = |at: &usize| HEDGES.contains(&before.tokens[*at].key.as_str());
    let is_joint = |key: &str| matches!(key, "but" | "and" | "so");
    let is_broken = before.marks.iter().any(|mark| mark.folded.contains([';', ':', '-']))
        || before.tokens.iter().any(|token| is_joint(&token.key));
    let last = before.tokens.len().checked_sub(1).filter(is_hedge);
    let at = last.or_else(|| (!before.tokens.is_empty() && !is_broken).then_some(0))?;
    is_hedge(&at).then(|| before.token_text(at))
}

/// Returns the word behind the excerpt that leaves open what it says: ", probably".
pub(super) fn hedge_behind<'a>(after: &Prepared<'a>) -> Option<&'a str> {
    let first = after.tokens.first().filter(|first| HEDGES.contains(&first.key.as_str()))?;
    let ends = !after.marks[1].folded.is_empty() || after.tokens.len() == 1;
    (ends && !first.key.is_empty()).then(|| after.token_text(0))
}

/// Returns the place of the "when" on which what will be depends: "we will sell it", "when the banks ask".
pub(super) fn time_of_future(read: &Prepared<'_>, excerpt: &Prepared<'_>) -> Option<usize> {
    let is_future = |at: usize| {
        features(excerpt, at).iter().any(|feature| {
            let is_modal = feature.class == ChangeClass::Modal;
            is_modal && matches!(feature.value.as_str(), "will" | "shall" | "may" | "going to")
        })
    };
    let at = (0..read.tokens.len()).find(|at| read.tokens[*at].key == "when")?;
    let opens = at == 0 && is_subject(read, 1);
    (opens && (0..excerpt.tokens.len()).any(is_future)).then_some(at)
}

/// Most words of a cut in which one that leaves the rest open is looked for: a longer one takes what it is
/// said of along.
const LONGEST_HEDGED_CUT: usize = 4;

/// Returns the word among those left out that leaves open what is kept: "allegedly", "probably".
pub(super) fn hedge_left_out<'a>(read: &Prepared<'a>) -> Option<&'a str> {
    let is_hedge = |key: &str| HEDGES.contains(&key) || HEARSAY.contains(&key);
    let count = read.tokens.len();
    let key = |at: usize| read.tokens[at].key.as_str();
    if count >= 2 && (key(count - 2), key(count - 1)) == ("so", "called") {
        return Some(read.slice(count - 2, count));
    }
    let lessens = count.checked_sub(1).filter(|last| LESSENING.contains(&key(*last)));
    let at = lessens.or_else(|| (0..count).find(|at| is_hedge(key(*at))))?;
    (count <= LONGEST_HEDGED_CUT || lessens.is_some()).then(|| read.token_text(at))
}
