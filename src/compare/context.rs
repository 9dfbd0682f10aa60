//! What stands around an excerpt in its own sentence, and what a reader should know of it.

use super::lexicon::{Feature, features, is_condition, is_exception, is_negation, is_pronoun};
use super::reading::Prepared;
use crate::model::{ChangeClass, CharSpan, Context};
use crate::text::sentence_around;

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
];

/// Returns what stands before and after `span` in its sentence of `text`.
pub(crate) fn around(text: &str, span: CharSpan) -> Context {
    let sentence = sentence_around(text, span);
    let part = |start: usize, end: usize| {
        CharSpan::new(start, end).slice(text).unwrap_or_default().trim().to_owned()
    };
    let after = part(span.end, sentence.end);
    let has_words = after.chars().any(char::is_alphanumeric);
    Context {
        before: part(sentence.start, span.start),
        after: if has_words { after } else { String::new() },
    }
}

/// Returns what the context holds that turns the excerpt's sense: denials, conditions, embeddings, a
/// quantity.
pub(crate) fn warnings(context: &Context, excerpt: &str) -> Vec<String> {
    let (before, after) = (Prepared::new(&context.before), Prepared::new(&context.after));
    let mut found = Vec::new();
    if let Some(head) = embedding(&before) {
        found.push(format!("embedding: “{}”", ellipsis(&[head, context.after.trim()])));
    }
    for (read, side) in [(&before, "before"), (&after, "after")] {
        let denial = (0..read.tokens.len()).find(|at| is_negation(read, *at));
        if let Some(at) = denial {
            found.push(format!("negation {side} the excerpt: “{}”", phrase(read, at)));
        }
        let condition = (0..read.tokens.len()).find(|at| is_condition(&read.tokens[*at].key));
        if let Some(at) = condition {
            found.push(format!("condition {side} the excerpt: “{}”", phrase(read, at)));
        }
    }
    let excerpt_read = Prepared::new(excerpt);
    if let Some(words) = quantity(&before).or_else(|| measure(&before, &excerpt_read)) {
        found.push(format!("quantity before the excerpt: “{words}”"));
    }
    if let Some(words) = bound(&after) {
        found.push(format!("quantity after the excerpt: “{words}”"));
    }
    if context.after.contains('?') && !excerpt.contains('?') {
        found.push("the sentence is a question".to_owned());
    }
    found
}

/// Most words between an excerpt and the quantity that counts what it begins with: "some of the".
const LONGEST_QUANTITY: usize = 3;

/// Returns the quantity that counts what the excerpt begins with: "some of the", "more than".
fn quantity<'a>(before: &Prepared<'a>) -> Option<&'a str> {
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
fn measure<'a>(before: &Prepared<'a>, excerpt: &Prepared<'_>) -> Option<&'a str> {
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
fn bound<'a>(after: &Prepared<'a>) -> Option<&'a str> {
    let key = |at: usize| after.tokens.get(at).map(|token| token.key.as_str());
    let is_bound = match key(0)? {
        "at" => matches!(key(1)?, "most" | "least" | "best" | "worst"),
        "or" => matches!(key(1)?, "more" | "less" | "fewer" | "so"),
        _ => false,
    };
    is_bound.then(|| after.slice(0, 2))
}

/// Returns the words from which the excerpt's clause hangs, where they hand it on as a claim.
///
/// The claim must stand in the excerpt's own clause: no comma or dash between them.
fn embedding<'a>(before: &Prepared<'a>) -> Option<&'a str> {
    let count = before.tokens.len();
    let is_break =
        |at: &usize| before.marks[*at].folded.contains([',', ';', ':', '-', '.', '!', '?']);
    let clause = (1..=count).rev().find(is_break).unwrap_or(0);
    let at = (clause..count).rev().find(|at| is_claim(&before.tokens[*at].key))?;
    let links = before.tokens[at + 1..].iter().map(|token| token.key.as_str());
    let opens = links.clone().any(|key| matches!(key, "that" | "of" | "whether" | "if" | "as"));
    (opens || at + 1 == count || is_verb(before, at)).then(|| before.slice(at, count))
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

/// Words shown around the one that a warning is about.
const SHOWN: usize = 3;

fn phrase<'a>(read: &Prepared<'a>, at: usize) -> &'a str {
    read.slice(at.saturating_sub(1), (at + SHOWN).min(read.tokens.len()))
}

fn ellipsis(parts: &[&str]) -> String {
    let trimmed = parts.iter().map(|part| part.trim_end_matches([',', '.', ';', ':']));
    let kept: Vec<&str> = trimmed.collect();
    kept.join(" … ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(sentence: &str, excerpt: &str) -> Vec<String> {
        let byte = sentence.find(excerpt).unwrap();
        let start = sentence[..byte].chars().count();
        let span = CharSpan::new(start, start + excerpt.chars().count());
        warnings(&around(sentence, span), excerpt)
    }

    #[test]
    fn a_claim_that_is_handed_on_is_warned_of() {
        let sentence = "We are a team, and suggestions that he is somehow not loyal to Canada should not be entertained,";
        let found = warned(sentence, "he is somehow not loyal to Canada");
        assert_eq!(found[0], "embedding: “suggestions that … should not be entertained”");
        assert!(found[1].contains("should not be entertained"));
    }

    #[test]
    fn denials_and_conditions_around_an_excerpt_are_warned_of() {
        let rows = [
            ("I never said we will close the harbour.", "we will close the harbour", 2),
            ("If the buyer walks away, we will close the harbour.", "we will close the harbour", 1),
            ("We will close the harbour, unless a buyer comes.", "We will close the harbour", 1),
            ("Why would we close the harbour now?", "we close the harbour", 1),
            ("Some of the pumps failed at noon.", "the pumps failed at noon", 1),
            ("Most pumps failed at noon.", "pumps failed at noon", 1),
            ("As many as 40 pumps failed at noon.", "40 pumps failed at noon", 1),
            ("Half of the pumps failed at noon.", "the pumps failed at noon", 1),
            ("Half my herd would be dead.", "my herd would be dead.", 1),
            ("About 300 homes were lost.", "300 homes were lost.", 1),
            ("It takes up to $40 a day.", "$40 a day.", 1),
            ("It will take a year at most.", "It will take a year", 1),
            ("We went to 40 places.", "40 places.", 0),
            ("All but two pumps failed.", "two pumps failed.", 1),
            ("It is up to the council to decide.", "the council to decide.", 0),
            ("More rain came, and the pumps failed.", "the pumps failed", 0),
            ("The 40 pumps failed at noon.", "pumps failed at noon", 0),
            ("Yesterday we closed the harbour at noon.", "we closed the harbour", 0),
            ("It rained. We closed the harbour. Nobody came.", "We closed the harbour.", 0),
        ];
        for (sentence, excerpt, expected) in rows {
            let found = warned(sentence, excerpt);
            assert_eq!(found.len(), expected, "{sentence}: {found:?}");
        }
    }
}
