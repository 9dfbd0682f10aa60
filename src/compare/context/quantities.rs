//! How much of what an excerpt says is meant: what counts or bounds it right beside it.

use super::SHOWN;
use crate::compare::lexicon::{Feature, features, is_exception, number_value, unit};
use crate::compare::reading::Prepared;
use crate::model::ChangeClass;

/// Most words between an excerpt and the quantity that counts what it begins with: "some of the".
const LONGEST_QUANTITY: usize = 3;

/// Returns the quantity that counts what the excerpt begins with: "some of the", "more than".
pub(super) fn quantity<'a>(before: &Prepared<'a>) -> Option<&'a str> {
    const LINKS: &[&str] = &[
        "of", "the", "these", "those", "my", "our", "your", "their", "his", "her", "its", "than",
        "as",
    ];
    let count = before.tokens.len();
    let key = |at: usize| before.tokens[at].key.as_str();
    let is_joined = |at: &usize| before.marks[at + 1].folded.is_empty();
    let links = (0..count).rev().take_while(|at| is_joined(at) && LINKS.contains(&key(*at)));
    let links = links.take(LONGEST_QUANTITY).count();
    let at = (count - links).checked_sub(1).filter(is_joined)?;
    let is_counted = |word| (at + 1..count).any(|link| key(link) == word);
    let counts = match features(before, at).first()?.class {
        ChangeClass::Quantifier => {
            let is_degree = matches!(key(at), "much" | "more" | "less" | "enough" | "lot" | "lots");
            !is_degree || is_counted("of") || is_counted("than")
        }
        ChangeClass::Number => is_counted("of"),
        _ => false,
    };
    // "At least", "as many as": the word before belongs to it.
    let opens = at > 0 && matches!(key(at - 1), "at" | "as" | "a");
    counts.then(|| before.slice(at - usize::from(opens), count))
}

/// Returns the word before the excerpt that says how much of what it begins with is meant: "half", "all
/// but", "about" before a number.
pub(super) fn measure<'a>(before: &Prepared<'a>, excerpt: &Prepared<'_>) -> Option<&'a str> {
    const ABOUT: &[&str] = &[
        "about",
        "around",
        "roughly",
        "approximately",
        "nearly",
        "almost",
        "some",
        "minus",
        "over",
        "under",
        "above",
        "below",
    ];
    let count = before.tokens.len();
    let last = count.checked_sub(1).filter(|_| before.marks[count].folded.is_empty())?;
    let key = before.tokens[last].key.as_str();
    let is_number = |feature: &Feature| feature.class == ChangeClass::Number;
    let opens_with_number =
        !excerpt.tokens.is_empty() && features(excerpt, 0).iter().any(is_number);
    let is_after = |word: &str| last > 0 && before.tokens[last - 1].key == word;
    let from = match key {
        "half" => last,
        "but" if is_exception(before, last) => last - 1,
        "to" if opens_with_number && (is_after("up") || is_after("close")) => last - 1,
        _ if opens_with_number && ABOUT.contains(&key) => last,
        _ => return None,
    };
    Some(before.slice(from, count))
}

/// Returns the words behind the excerpt that say how much is meant: "at most", "or more".
pub(super) fn bound<'a>(after: &Prepared<'a>) -> Option<&'a str> {
    let key = |at: usize| after.tokens.get(at).map(|token| token.key.as_str());
    let is_bound = match key(0)? {
        "at" => matches!(key(1)?, "most" | "least" | "best" | "worst"),
        "or" => matches!(key(1)?, "more" | "less" | "fewer") || key(1)? == "so" && key(2).is_none(),
        _ => false,
    };
    is_bound.then(|| after.slice(0, 2))
}

/// Returns the unit behind the excerpt of the number that it ends with: "40", "years".
pub(super) fn unit_behind<'a>(after: &Prepared<'a>, excerpt: &Prepared<'_>) -> Option<&'a str> {
    let last = excerpt.tokens.last().filter(|last| number_value(&last.key).is_some())?;
    let first = after.tokens.first().map(|token| token.key.as_str());
    if last.key == "half" && matches!(first, Some("a" | "an")) {
        return Some(after.slice(0, after.tokens.len().min(SHOWN)));
    }
    let ends = excerpt.marks.last().is_some_and(|mark| mark.folded.contains([',', ';', '?', '!']));
    let is_unit = after.tokens.first().is_some_and(|token| unit(&token.key).is_some());
    let is_counted = last.key != "once" && is_unit && after.marks[0].folded.is_empty() && !ends;
    is_counted.then(|| after.token_text(0))
}
