//! What stands around an excerpt in its own sentence, and what a reader should know of it.

mod claims;
mod hedges;
mod quantities;
mod quotation;

use crate::compare::lexicon::{base_name, is_condition, is_negation, is_title};
use crate::compare::reading::Prepared;
use crate::compare::speakers::is_office;
use crate::model::{CharSpan, Context};
use crate::text::{sentence_around, sentences};
use claims::{claim_behind, embedding, governing, hearsay};
use hedges::{hedge_before, hedge_behind, hedge_left_out, time_of_future};
use quantities::{bound, measure, quantity, unit_behind};

pub(crate) use claims::is_claim;
pub use quotation::denied_before;
pub(crate) use quotation::{begins_in_quotation, inside_quotation};

/// Words before a noun that make something else of it: "vice president", "so-called experts".
const LESSENING: &[&str] =
    &["vice", "deputy", "former", "ex", "acting", "pseudo", "fake", "mock", "alleged", "assistant"];

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
    let excerpt_read = Prepared::new(excerpt);
    let mut found = Vec::new();
    let head = embedding(&before).or_else(|| hearsay(&before)).or_else(|| governing(&before));
    if let Some(head) = head {
        found.push(format!("embedding: “{}”", ellipsis(&[head, context.after.trim()])));
    } else if let Some(tail) = claim_behind(&after).or_else(|| hearsay(&after)) {
        found.push(format!("embedding: “… {tail}”"));
    }
    for (read, side) in [(&before, "before"), (&after, "after")] {
        let denial = (0..read.tokens.len()).find(|at| is_negation(read, *at));
        if let Some(at) = denial {
            found.push(format!("negation {side} the excerpt: “{}”", phrase(read, at)));
        }
        let condition = (0..read.tokens.len()).find(|at| is_condition(read, *at));
        let condition = condition.or_else(|| time_of_future(read, &excerpt_read));
        if let Some(at) = condition {
            found.push(format!("condition {side} the excerpt: “{}”", phrase(read, at)));
        }
    }
    if let Some(word) = hedge_before(&before) {
        found.push(format!("hedge before the excerpt: “{word}”"));
    }
    if let Some(word) = hedge_behind(&after) {
        found.push(format!("hedge after the excerpt: “{word}”"));
    }
    if let Some(words) = quantity(&before).or_else(|| measure(&before, &excerpt_read)) {
        found.push(format!("quantity before the excerpt: “{words}”"));
    }
    if let Some(words) = bound(&after).or_else(|| unit_behind(&after, &excerpt_read)) {
        found.push(format!("quantity after the excerpt: “{words}”"));
    }
    if let Some(words) = compound(context, excerpt) {
        found.push(format!("cut inside a compound: “{words}”"));
    }
    if context.after.contains('?') && !excerpt.contains('?') {
        found.push("the sentence is a question".to_owned());
    }
    found
}

/// Most words of a sentence that takes back the one before it.
const LONGEST_RETRACTION: usize = 8;

/// Returns the sentence behind that of `span` which takes it back: "That is not true."
pub(crate) fn taken_back(text: &str, span: CharSpan) -> Option<String> {
    const FALSE: &[&str] = &["lie", "nonsense", "joke", "false", "untrue", "myth", "rubbish"];
    const TRUE: &[&str] = &["true", "right", "so", "correct", "case", "happening"];
    const WHOLE: &[&[&str]] = &[
        &["of", "course", "not"],
        &["just", "kidding"],
        &["only", "kidding"],
        &["just", "joking"],
        &["only", "joking"],
        &["i'm", "joking"],
        &["i'm", "kidding"],
        &["not", "really"],
    ];
    let own = sentence_around(text, span);
    let rest: String = text.chars().skip(own.end).collect();
    let next = *sentences(&rest).first()?;
    let words = next.slice(&rest)?;
    let read = Prepared::new(words);
    let keys: Vec<&str> = read.keys().collect();
    let opens = matches!(
        *keys.first()?,
        "that" | "that's" | "this" | "it" | "it's" | "not" | "none" | "no"
    ) || keys.starts_with(&["of", "course"]);
    let is_denied = |at: usize| is_negation(&read, at);
    let denies = (0..keys.len()).any(is_denied) && keys.iter().any(|key| TRUE.contains(key));
    let says_false = keys.iter().any(|key| FALSE.contains(key)) && !(0..keys.len()).any(is_denied);
    let is_short = keys.len() <= LONGEST_RETRACTION && !words.contains('?');
    let takes_back = WHOLE.contains(&keys.as_slice()) || opens && (denies || says_false);
    (is_short && takes_back).then(|| format!("taken back in the next sentence: “{words}”"))
}

/// Returns the end of the words that an ellipsis stands for, where they turn the sense of what follows: a
/// claim that is handed on, or what is only tried, kept from happening or voted against.
pub(crate) fn left_out(words: &str) -> Option<String> {
    let read = Prepared::new(words);
    let found = embedding(&read).or_else(|| governing(&read));
    let found = found.or_else(|| hedge_left_out(&read))?;
    Some(format!("left out before what follows: “{found}”"))
}

/// Returns the compound or the name that the excerpt begins or ends within: "deputy prime minister",
/// "Papua New Guinea", "ex-husband".
fn compound(context: &Context, excerpt: &str) -> Option<String> {
    let joined = |before: &str| before.ends_with(['-', '‐', '‑']) && !before.ends_with(" -");
    let whole = format!("{} {excerpt} {}", context.before, context.after);
    let read = Prepared::new(&whole);
    let first = read.tokens.iter().position(|token| token.bytes.0 >= context.before.len())?;
    let end = context.before.len() + 1 + excerpt.len();
    let behind = read.tokens.iter().position(|token| token.bytes.0 >= end);
    let show = |from: usize, to: usize| read.slice(from, to.min(read.tokens.len())).to_owned();
    let is_name = |at: usize| {
        let token = &read.tokens[at];
        token.is_name
            && !is_title(&token.key)
            && !is_office(&token.key)
            && base_name(&token.key) == token.key
    };
    let is_beside = |at: usize| read.marks[at].folded.is_empty();
    // A capital at the beginning of a sentence tells little: "Yesterday Ann came".
    let are_one = |at: usize| {
        is_beside(at) && is_name(at) && is_name(at - 1) && !read.tokens[at - 1].starts_sentence
    };
    if let Some(before) = first.checked_sub(1) {
        let key = |at: usize| read.tokens[at].key.as_str();
        let is_so_called = key(before) == "called" && before > 0 && key(before - 1) == "so";
        let is_in_marks = matches!(read.marks[first].folded.as_str(), "'" | "\"");
        let lessens =
            (is_beside(first) || is_in_marks) && (LESSENING.contains(&key(before)) || is_so_called);
        if joined(&context.before) || lessens || are_one(first) {
            return Some(show(before, first + 2).replace("- ", "-"));
        }
    }
    let behind = behind.filter(|at| *at > first && *at < read.tokens.len())?;
    let starts_joined = context.after.starts_with(['-', '‐', '‑'])
        && context.after.chars().nth(1).is_some_and(char::is_alphanumeric);
    (starts_joined || are_one(behind)).then(|| show(behind - 1, behind + 1).replace(" -", "-"))
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
    fn whoever_else_claims_it_is_warned_of() {
        let rows = [
            ("The union insists the mine leaked for years.", "the mine leaked for years", 1),
            ("He warned us that the mine leaked for years.", "the mine leaked for years", 1),
            ("According to my aunt, the mine leaked for years.", "the mine leaked for years", 1),
            ("It is untrue that the mine leaked for years.", "the mine leaked for years", 1),
            ("Allegedly she sold the mine.", "she sold the mine", 1),
            ("The mine is safe, or so the owners keep telling us.", "The mine is safe", 1),
            ("The mine is safe, according to a leaflet.", "The mine is safe", 1),
            ("The mine is safe or so I was told.", "The mine is safe", 1),
            ("The mine is safe, the owners like to say.", "The mine is safe", 1),
            ("I suspect the mine leaked for years.", "the mine leaked for years", 1),
            ("Heaven forbid the mine leaks for years.", "the mine leaks for years", 1),
            ("The mine is safe, and the owners live there.", "The mine is safe", 0),
            ("The mine is safe, which is good news for us.", "The mine is safe", 0),
            ("It takes an hour or so.", "It takes an hour", 1),
        ];
        for (sentence, excerpt, expected) in rows {
            let found = warned(sentence, excerpt);
            assert_eq!(found.len(), expected, "{sentence}: {found:?}");
            let is_embedding = found.iter().all(|one| one.starts_with("embedding"));
            assert!(is_embedding || sentence.contains("hour"), "{sentence}: {found:?}");
        }
    }

    #[test]
    fn what_an_ellipsis_takes_from_the_words_behind_it_is_told() {
        let rows = [
            ("suspected by many, and accused of", true),
            ("the road and against", true),
            ("rather sell the theatre than", true),
            ("allegedly", true),
            ("was perhaps", true),
            ("seems to", true),
            ("was treated like", true),
            ("would like", false),
            ("paid more than", false),
            ("so-called", true),
            ("met the former", true),
            ("possibly the best known of all the singers here", false),
            ("tried to", true),
            ("stopped the boys from", true),
            ("came home from", false),
            ("said a few words on the lawn and went to", false),
            ("went to", false),
        ];
        for (words, expected) in rows {
            assert_eq!(left_out(words).is_some(), expected, "{words}: {:?}", left_out(words));
        }
    }

    #[test]
    fn a_cut_inside_a_compound_or_a_name_is_warned_of() {
        let rows = [
            ("Our deputy mayor sold the mine.", "mayor sold the mine", 1),
            ("Her ex-husband sold the mine.", "husband sold the mine", 1),
            ("I fear that South Sudan will leave the talks.", "Sudan will leave the talks", 1),
            ("They never asked North Korea.", "They never asked North", 1),
            ("The so-called ‘quiet neighbours’ sold the mine.", "quiet neighbours’ sold", 1),
            ("The ‘quiet neighbours’ sold the mine.", "quiet neighbours’ sold", 0),
            ("We told Mr Smith that the mine leaked.", "Smith that the mine leaked", 0),
            ("Yesterday Germany left the talks.", "Germany left the talks", 0),
            ("The mayor sold the mine.", "mayor sold the mine", 0),
            ("We left – nobody asked Germany.", "nobody asked Germany", 0),
        ];
        for (sentence, excerpt, expected) in rows {
            let found = warned(sentence, excerpt);
            let cuts = found.iter().filter(|one| one.starts_with("cut inside")).count();
            assert_eq!(cuts, expected, "{sentence}: {found:?}");
        }
    }

    #[test]
    fn words_inside_an_inner_quotation_are_somebody_elses() {
        let rows = [
            ("The clerk told us, ‘The mine is safe today,’ and left.", "The mine is safe", true),
            ("The clerk said: 'The mine is safe today.'", "mine is safe today.", true),
            (
                "The clerk said: “The mine is safe.” We don’t agree with him.",
                "We don’t agree",
                false,
            ),
            ("‘Shut it,’ he said, and the mine is safe, isn’t it.", "the mine is safe", false),
            ("The workers’ mine is safe and the owners’ mine is not.", "mine is safe", false),
        ];
        for (sentence, excerpt, expected) in rows {
            let start = sentence[..sentence.find(excerpt).unwrap()].chars().count();
            let span = CharSpan::new(start, start + excerpt.chars().count());
            let found = inside_quotation(sentence, span);
            assert_eq!(found.is_some(), expected, "{sentence}: {found:?}");
        }
    }

    #[test]
    fn a_sentence_that_is_taken_back_by_the_next_is_told() {
        let rows = [
            ("I sold the harbour. That is not true, of course.", true),
            ("I sold the harbour. Of course not. I love it.", true),
            ("I sold the harbour. That’s a lie!", true),
            ("I sold the harbour. Of course that isn’t true.", true),
            ("I sold the harbour. Of course that was hard.", false),
            ("I sold the harbour. Just kidding.", true),
            ("I sold the harbour. It was not easy.", false),
            ("I sold the harbour. That was the right thing to do.", false),
            ("I sold the harbour. That is no lie.", false),
            ("I sold the harbour. That is not true of the mill, which I kept for my son.", false),
            ("I sold the harbour.", false),
        ];
        for (text, expected) in rows {
            let found = taken_back(text, CharSpan::new(0, 19));
            assert_eq!(found.is_some(), expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn an_excerpt_may_begin_inside_an_inner_quotation_and_end_behind_it() {
        let rows = [
            ("He shouted ‘Sell the boats!’ and ran off.", "Sell the boats!’ and ran off", true),
            ("He shouted ‘Sell the boats!’ and ran off.", "and ran off", false),
            ("Back in the '90s the owners' boats sank.", "boats sank", false),
            ("The workers’ boats, the owners’ pride, sank.", "boats, the owners’ pride", false),
        ];
        for (sentence, excerpt, expected) in rows {
            let start = sentence[..sentence.find(excerpt).unwrap()].chars().count();
            let span = CharSpan::new(start, start + excerpt.chars().count());
            let found = begins_in_quotation(sentence, span);
            assert_eq!(found.is_some(), expected, "{sentence}: {found:?}");
        }
    }

    #[test]
    fn what_an_article_denies_of_what_it_quotes_is_told() {
        let rows = [
            ("The clerk said she did not think “", Some("not think")),
            ("but nobody claimed that there was “", Some("nobody claimed that there was")),
            ("The clerk did not elaborate. She said “", None),
            ("The clerk, who was not there, said “", None),
            ("He never replied, but thought: “", None),
            ("The clerk said the boats were “", None),
        ];
        for (before, expected) in rows {
            let found = denied_before(before);
            assert_eq!(found.is_some(), expected.is_some(), "{before}: {found:?}");
            let has = |words: &str| found.as_ref().is_some_and(|found| found.contains(words));
            assert!(expected.is_none_or(has), "{before}: {found:?}");
        }
    }

    #[test]
    fn denials_and_conditions_around_an_excerpt_are_warned_of() {
        let rows = [
            ("I never said we will close the harbour.", "we will close the harbour", 2),
            ("If the buyer walks away, we will close the harbour.", "we will close the harbour", 1),
            ("We will close the harbour, unless a buyer comes.", "We will close the harbour", 1),
            ("Why would we close the harbour now?", "we close the harbour", 1),
            ("We will open the lock as long as the rain holds off.", "We will open the lock", 1),
            ("We will open the lock on condition that they pay.", "We will open the lock", 1),
            ("In case the dyke breaks, we will open the lock.", "we will open the lock", 1),
            ("We will open the lock, subject to a vote.", "We will open the lock", 1),
            ("But for the nurse, we had lost the boy.", "we had lost the boy", 1),
            ("We will open the lock once the ice has gone.", "We will open the lock", 1),
            ("Should the dyke break, we will open the lock.", "we will open the lock", 1),
            ("We would have left the town, had we known.", "We would have left the town", 1),
            ("We open the lock once a year.", "We open the lock", 0),
            ("The lock is as long as a train.", "The lock is", 0),
            ("In any case we will open the lock.", "we will open the lock", 0),
            ("The new subject we open in May is art.", "we open in May", 0),
            (
                "It was not for us but for the town that we opened the lock.",
                "we opened the lock",
                1,
            ),
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
            ("We will open the lock when the boats arrive.", "We will open the lock", 1),
            ("When our boats arrive, we’ll open the lock.", "we’ll open the lock", 1),
            ("We opened the lock when the boats arrived.", "We opened the lock", 0),
            ("Our men opened the lock when asked.", "Our men opened the lock", 0),
            ("It stays open until the ice comes.", "It stays open", 1),
            ("It stays open until midnight.", "It stays open", 0),
            ("Perhaps we closed the harbour too early.", "we closed the harbour too early.", 1),
            ("He probably closed the harbour.", "closed the harbour.", 1),
            ("We closed the harbour too early, perhaps.", "We closed the harbour too early", 1),
            ("Perhaps it rained, but we closed the harbour.", "we closed the harbour", 0),
            ("We closed the harbour, perhaps the best in Spain.", "We closed the harbour", 0),
            ("The lock is open for 40 minutes.", "The lock is open for 40", 1),
            ("The lock is open for 40 boats.", "The lock is open for 40", 0),
            ("We tried to open the lock at noon.", "open the lock at noon", 1),
            ("We went to open the lock at noon.", "open the lock at noon", 0),
            ("They paid instead of closing the harbour.", "closing the harbour", 1),
            ("I felt like we owned the harbour.", "we owned the harbour", 1),
            ("We like to see the harbour.", "to see the harbour", 0),
            ("Traffic fell by half a point here.", "Traffic fell by half", 1),
            ("Traffic fell by half here.", "Traffic fell by half", 0),
        ];
        for (sentence, excerpt, expected) in rows {
            let found = warned(sentence, excerpt);
            assert_eq!(found.len(), expected, "{sentence}: {found:?}");
        }
    }
}
