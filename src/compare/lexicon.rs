//! What words can do to a claim: closed classes of English.
//!
//! Negation, number, modal and quantifier are closed classes, so lists of them are complete in a way
//! that no list of nouns could be. Whatever is in none of them is a content word.

mod amounts;
mod short;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub(crate) use self::amounts::{
    LONGEST_NUMBER, amount, goes_on, is_currency, is_currency_sign, is_magnitude, is_part,
    number_value, unit,
};
use self::amounts::{names_month, number, roman};
pub(crate) use self::short::{is_same_in_full, is_short};
use self::words::{
    BEFORE_VERBS, CONDITIONS, FAILING, FUNCTION_WORDS, MODALS, MODALS_BEFORE_TO, NEGATIONS,
    NEVER_NAMES, NUMBERS, PARTICIPLES, PRONOUNS, QUANTIFIERS, SCARCELY, TITLES, UNITS,
};
use super::reading::{Prepared, Token};
use crate::model::ChangeClass;

/// What a word says that changes a claim when it goes or comes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    /// One of the five material classes.
    pub(crate) class: ChangeClass,
    /// What it says: two words with equal values say the same ("two", "2").
    pub(crate) value: String,
}

/// What the closed classes say of one word.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    function: bool,
    negation: bool,
    scarcely: bool,
    failing: bool,
    participle: bool,
    before_verb: bool,
    condition: bool,
    pronoun: bool,
    title: bool,
    never_name: bool,
    unit: bool,
    modal: Option<&'static str>,
    modal_before_to: Option<&'static str>,
    quantifier: Option<&'static str>,
    number: Option<&'static str>,
}

/// All words of the closed classes: each is looked up once for every word of every text.
static ENTRIES: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut entries: FxHashMap<&'static str, Entry> = FxHashMap::default();
    let mut mark = |list: &'static [&'static str], set: fn(&mut Entry)| {
        list.iter().for_each(|word| set(entries.entry(word).or_default()));
    };
    mark(FUNCTION_WORDS, |entry| entry.function = true);
    mark(NEGATIONS, |entry| (entry.negation, entry.function) = (true, true));
    mark(CONDITIONS, |entry| (entry.condition, entry.function) = (true, true));
    mark(SCARCELY, |entry| entry.scarcely = true);
    mark(FAILING, |entry| entry.failing = true);
    mark(PARTICIPLES, |entry| entry.participle = true);
    mark(BEFORE_VERBS, |entry| entry.before_verb = true);
    mark(PRONOUNS, |entry| entry.pronoun = true);
    mark(TITLES, |entry| (entry.title, entry.never_name) = (true, true));
    mark(NEVER_NAMES, |entry| entry.never_name = true);
    mark(UNITS, |entry| entry.unit = true);
    for (word, value) in MODALS.iter().copied() {
        let entry = entries.entry(word).or_default();
        (entry.modal, entry.function) = (Some(value), true);
    }
    for (word, value) in MODALS_BEFORE_TO.iter().copied() {
        entries.entry(word).or_default().modal_before_to = Some(value);
    }
    for (word, value) in QUANTIFIERS.iter().copied() {
        let entry = entries.entry(word).or_default();
        (entry.quantifier, entry.function) = (Some(value), true);
    }
    for (word, value) in NUMBERS.iter().copied() {
        entries.entry(word).or_default().number = Some(value);
    }
    entries
});

fn entry(key: &str) -> Entry {
    ENTRIES.get(key).copied().unwrap_or_default()
}

/// Says whether a word is of a closed class; all others are content words.
pub(crate) fn is_function_word(key: &str) -> bool {
    entry(key).function || key.contains('\'') && modal(key).is_some()
}

/// Says whether a capital tells nothing about the word.
pub(crate) fn is_never_a_name(key: &str) -> bool {
    entry(key).never_name
}

/// Says whether a word is a title before a name.
pub(crate) fn is_title(key: &str) -> bool {
    entry(key).title
}

/// Says whether a word stands for somebody or something named elsewhere.
pub(crate) fn is_pronoun(key: &str) -> bool {
    entry(key).pronoun
}

/// Says whether a pronoun stands for somebody: "he", and not "that", which also opens clauses.
pub(crate) fn is_personal(key: &str) -> bool {
    const OTHERS: &[&str] =
        &["that", "this", "these", "those", "which", "there", "here", "one", "ones", "that's"];
    is_pronoun(key) && !OTHERS.contains(&key)
}

/// Says whether a pronoun stands for somebody else than who speaks or is spoken to.
pub(crate) fn is_third_person(key: &str) -> bool {
    const THIRD: &[&str] = &[
        "he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs",
        "he's", "she's", "they're",
    ];
    THIRD.contains(&key)
}

/// Says whether the token `at` makes a claim depend on something: "unless", the "long" of "as long as", the
/// "had" of "had we known".
pub(crate) fn is_condition(read: &Prepared<'_>, at: usize) -> bool {
    let key = |at: usize| read.tokens.get(at).map_or("", |token| token.key.as_str());
    let before = |count: usize| at.checked_sub(count).map_or("", key);
    match key(at) {
        "long" => {
            // "As long as 40 minutes", "as long as a train".
            let is_one_text = |next: &Token| next.bracket == read.tokens[at].bracket;
            let is_length =
                |key: &str| matches!(key, "a" | "an" | "possible") || number_value(key).is_some();
            let follows = read.tokens.get(at + 2).filter(|next| is_one_text(next));
            matches!(before(1), "as" | "so")
                && key(at + 1) == "as"
                && !follows.is_some_and(|next| is_length(&next.key))
        }
        "condition" => before(1) == "on" || before(2) == "on" && before(1) == "the",
        "case" => before(1) == "in" && key(at + 1) != "studies",
        "event" => before(2) == "in" && before(1) == "the",
        "subject" => key(at + 1) == "to" && is_form_of_be_or_mark(read, at),
        "but" => key(at + 1) == "for" && opens_clause(read, at),
        "when" | "after" | "where" | "once" if before(1) == "only" => true,
        "once" => is_subject(read, at + 1),
        "until" => !is_time_behind(read, at + 1),
        "had" | "were" | "should" => is_inverted(read, at),
        key => entry(key).condition,
    }
}

/// Says whether a clause may begin with the token `at`: with a sentence, or behind a mark.
fn opens_clause(read: &Prepared<'_>, at: usize) -> bool {
    read.tokens[at].starts_sentence || read.marks[at].folded.contains([',', ';', '-', ':'])
}

/// Says whether "subject" is said of something: "is subject to a vote", "open, subject to a vote".
fn is_form_of_be_or_mark(read: &Prepared<'_>, at: usize) -> bool {
    opens_clause(read, at)
        || at.checked_sub(1).is_some_and(|before| is_form_of_be(&read.tokens[before].key))
}

/// Says whether the token `at` may be what a clause is about: "we", "the", a name.
pub(crate) fn is_subject(read: &Prepared<'_>, at: usize) -> bool {
    const SUBJECTS: &[&str] =
        &["i", "we", "you", "he", "she", "it", "they", "the", "this", "these", "those", "there"];
    const OWNERS: &[&str] =
        &["my", "our", "your", "his", "her", "its", "their", "all", "everyone", "everybody"];
    read.tokens.get(at).is_some_and(|token| {
        let key = token.key.as_str();
        token.is_name || SUBJECTS.contains(&key) || OWNERS.contains(&key)
    })
}

/// Says whether the token `at` is a time, on which nothing depends: "until noon", "until 2030".
fn is_time_behind(read: &Prepared<'_>, at: usize) -> bool {
    const TIMES: &[&str] = &[
        "now",
        "then",
        "today",
        "tomorrow",
        "tonight",
        "midnight",
        "noon",
        "midday",
        "next",
        "last",
        "late",
        "early",
        "recently",
        "yesterday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let is_time = |key: &str| TIMES.contains(&key) || number_value(key).is_some();
    read.tokens.get(at).is_some_and(|token| is_time(&token.key)) || names_month(read, at)
}

/// Says whether a verb stands before what it is said of, where nothing is asked: "Had we known, …".
fn is_inverted(read: &Prepared<'_>, at: usize) -> bool {
    let behind = &read.marks[at + 1..];
    let end = behind.iter().find(|mark| mark.folded.contains(['.', '?', '!', ';']));
    let is_asked = end.is_some_and(|mark| mark.folded.contains('?'));
    opens_clause(read, at) && is_subject(read, at + 1) && !is_asked
}

/// Returns the material features of the token `at`, none for most.
pub(crate) fn features(read: &Prepared<'_>, at: usize) -> Vec<Feature> {
    let key = read.tokens[at].key.as_str();
    let mut found = Vec::new();
    let mut add = |class, value: &str| found.push(Feature { class, value: value.to_owned() });
    if is_negation(read, at) {
        add(ChangeClass::Negation, if entry(key).scarcely { "hardly" } else { "not" });
    } else if at > 0 && is_limit(key) && is_beside(read, at) && is_negation(read, at - 1) {
        add(ChangeClass::Negation, "not only");
    }
    if let Some(value) = number(read, at) {
        add(ChangeClass::Number, &value);
    }
    // "World War Two", "World War II".
    let is_number = entry(key).number.is_some() || roman(read, at).is_some();
    if read.tokens[at].is_name && !is_number {
        add(ChangeClass::Name, base_name(key));
    }
    if let Some(value) = modal_at(read, at).filter(|_| !is_month(read, at)) {
        add(ChangeClass::Modal, value);
    }
    if let Some(value) = quantifier(read, at) {
        add(ChangeClass::Quantifier, value);
    }
    found
}

/// Says whether a "May" is the month: written as a name, or beside a number.
fn is_month(read: &Prepared<'_>, at: usize) -> bool {
    let is_figure = |at: usize| {
        read.tokens.get(at).is_some_and(|token| token.key.starts_with(|c: char| c.is_ascii_digit()))
    };
    let token = &read.tokens[at];
    token.key == "may"
        && (token.is_name || is_figure(at + 1) || at.checked_sub(1).is_some_and(is_figure))
        && read.token_text(at).starts_with(char::is_uppercase)
}

/// Says whether a word narrows a claim, which "not" before it widens: "not just a business".
fn is_limit(key: &str) -> bool {
    matches!(key, "just" | "only" | "merely" | "simply" | "solely" | "necessarily")
}

/// Says whether nothing but space stands between the token `at` and the one before.
fn is_beside(read: &Prepared<'_>, at: usize) -> bool {
    read.marks[at].folded.is_empty()
}

/// Says whether the token `at` is the "but" of "all but two".
pub(crate) fn is_exception(read: &Prepared<'_>, at: usize) -> bool {
    const ALL: &[&str] =
        &["all", "everything", "everyone", "everybody", "anything", "nothing", "none"];
    let is_all = |at: usize| ALL.contains(&read.tokens[at].key.as_str());
    at > 0 && read.tokens[at].key == "but" && is_beside(read, at) && is_all(at - 1)
}

/// Says whether the token `at` is a number, or the sign of a currency before one.
fn is_amount(read: &Prepared<'_>, at: usize) -> bool {
    let key = read.tokens.get(at).map(|token| token.key.as_str());
    key.is_some_and(|key| is_currency(key) || number_value(key).is_some())
}

/// Returns the quantifier that the token `at` is: "some", "everybody's", the "couple" of "a couple of".
fn quantifier(read: &Prepared<'_>, at: usize) -> Option<&'static str> {
    let key = read.tokens[at].key.as_str();
    let is_before = |word| read.tokens.get(at + 1).is_some_and(|next| next.key == word);
    match key {
        "but" => is_exception(read, at).then_some("all but"),
        "up" => (is_before("to") && is_amount(read, at + 2)).then_some("up to"),
        "over" | "above" => is_amount(read, at + 1).then_some("more"),
        "under" | "below" => is_amount(read, at + 1).then_some("less"),
        "a" => is_before("few").then_some("a few"),
        "couple" => is_before("of").then_some("couple"),
        _ => entry(base_name(key)).quantifier,
    }
}

/// Says whether the token `at` denies: "not", "n't", "never", "failed to".
pub(crate) fn is_negation(read: &Prepared<'_>, at: usize) -> bool {
    let key = read.tokens[at].key.as_str();
    let next = read.tokens.get(at + 1).map(|token| token.key.as_str());
    let entry = entry(base_name(key));
    entry.negation
        || key.contains("n't")
        || entry.failing && next == Some("to")
        || key == "far" && next == Some("from") && is_far_from_being(read, at)
        || matches!(key, "doubt" | "doubts" | "doubted") && is_said_of_somebody(read, at)
}

/// Says whether the token `at` is the verb of somebody named right before: "we doubt", and not "big doubts".
fn is_said_of_somebody(read: &Prepared<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &read.tokens[before]);
    before.is_some_and(|token| token.is_name || is_personal(&token.key))
}

/// Says whether a "far from" denies what it is said to be: "is far from perfect", and no way to go.
fn is_far_from_being(read: &Prepared<'_>, at: usize) -> bool {
    let is_place = |key: &str| entry(key).pronoun || matches!(key, "the" | "a" | "an" | "home");
    let follows = read.tokens.get(at + 2);
    at > 0
        && is_form_of_be(&read.tokens[at - 1].key)
        && follows.is_some_and(|token| !token.is_name && !is_place(&token.key))
}

/// Returns a name without its possessive ending.
pub(crate) fn base_name(key: &str) -> &str {
    key.strip_suffix("'s").or_else(|| key.strip_suffix('\'')).unwrap_or(key)
}

fn modal(key: &str) -> Option<&'static str> {
    if let Some(value) = entry(key).modal {
        return Some(value);
    }
    if !key.contains('\'') {
        return None;
    }
    if key.ends_with("'ll") {
        return Some("will");
    }
    let stem = key.strip_suffix("'ve").unwrap_or(key);
    match stem.strip_suffix("n't").unwrap_or(stem) {
        short if short.ends_with("'d") => (stem != key).then_some("would"),
        stem => entry(stem).modal,
    }
}

/// Returns the modal verb that the token `at` is or does the work of: "must", "needs to", "I'd go".
fn modal_at(read: &Prepared<'_>, at: usize) -> Option<&'static str> {
    let key = read.tokens[at].key.as_str();
    if let Some(value) = modal(key) {
        return Some(value);
    }
    if key.ends_with("'d") {
        return is_would(read, at + 1).then_some("would");
    }
    let next = read.tokens.get(at + 1)?;
    // "We are used to it", "it is used to dig": a custom, a use.
    let is_other_use = key == "used" && at > 0 && is_form_of_be(&read.tokens[at - 1].key);
    entry(key).modal_before_to.filter(|_| next.key == "to" && !is_other_use)
}

/// Says whether a "to" among some words makes a modal verb of the word before them: the "to" of "have to go".
pub(crate) fn makes_modal(read: &Prepared<'_>, range: Range<usize>) -> bool {
    let Some(before) = range.start.checked_sub(1) else { return false };
    read.tokens.get(range.start).is_some_and(|token| token.key == "to")
        && !range.is_empty()
        && is_beside(read, range.start)
        && entry(&read.tokens[before].key).modal_before_to.is_some()
        && modal_at(read, before).is_some()
}

fn is_form_of_be(key: &str) -> bool {
    const FORMS: &[&str] =
        &["be", "am", "is", "are", "was", "were", "been", "being", "get", "got", "getting"];
    FORMS.contains(&key) || ["'m", "'re", "'s"].iter().any(|ending| key.ends_with(ending))
}

/// Says whether a "'d" before the token `at` is "would": "had" stands before a participle.
fn is_would(read: &Prepared<'_>, at: usize) -> bool {
    let rest = read.tokens.get(at..).unwrap_or_default();
    let verb = rest.iter().map(|token| token.key.as_str()).find(|key| !entry(key).before_verb);
    let is_participle = |key: &str| entry(key).participle || key.ends_with("ed") && key != "need";
    verb.is_some_and(|key| !is_participle(key) && !key.ends_with("en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<(String, ChangeClass)> {
        let read = Prepared::new(text);
        let all = (0..read.tokens.len()).flat_map(|at| {
            let key = read.tokens[at].key.clone();
            features(&read, at).into_iter().map(move |feature| (key.clone(), feature.class))
        });
        all.collect()
    }

    #[test]
    fn what_changes_a_claim_is_known_by_its_class() {
        use ChangeClass::{Modal, Name, Negation, Number, Quantifier};
        let rows: [(&str, &[(&str, ChangeClass)]); 36] = [
            ("we can't wait", &[("can't", Negation), ("can't", Modal)]),
            ("they failed to act", &[("failed", Negation)]),
            ("the plan failed badly", &[]),
            ("we'll see five miles", &[("we'll", Modal), ("five", Number), ("miles", Number)]),
            ("all of them met Dong", &[("all", Quantifier), ("dong", Name)]),
            ("it cost $3 million", &[("$", Number), ("3", Number), ("million", Number)]),
            ("no longer mine", &[("no", Negation)]),
            ("miles to go", &[]),
            ("by 5 p.m. I am there", &[("5", Number), ("pm", Number)]),
            ("a few came", &[("a", Quantifier), ("few", Quantifier)]),
            ("a man came", &[]),
            ("they have to go", &[("have", Modal)]),
            ("they have two", &[("two", Number)]),
            ("she needs to go", &[("needs", Modal)]),
            ("it used to rain", &[("used", Modal)]),
            ("it is used to dig", &[]),
            ("we'd never go", &[("we'd", Modal), ("never", Negation)]),
            ("we'd never gone", &[("never", Negation)]),
            ("he'd've come", &[("he'd've", Modal)]),
            ("nobody's here", &[("nobody's", Negation)]),
            ("they declined to say", &[("declined", Negation)]),
            ("two crore came", &[("two", Number), ("crore", Number)]),
            ("a couple of men", &[("couple", Quantifier)]),
            ("the couple left", &[]),
            ("minus 40 degrees", &[("minus", Number), ("40", Number), ("degrees", Number)]),
            ("all but two", &[("all", Quantifier), ("but", Quantifier), ("two", Number)]),
            ("all came, but two left", &[("all", Quantifier), ("two", Number)]),
            ("up to $40", &[("up", Quantifier), ("$", Number), ("40", Number)]),
            ("over 40 and over there", &[("over", Quantifier), ("40", Number)]),
            ("it is not just rain", &[("not", Negation), ("just", Negation)]),
            ("we have yet to go", &[("yet", Negation)]),
            ("it is far from perfect", &[("far", Negation)]),
            ("it is far from the sea", &[]),
            ("we doubt it", &[("doubt", Negation)]),
            ("they had doubts", &[]),
            ("no one came", &[("no", Negation)]),
        ];
        for (text, expected) in rows {
            let expected: Vec<_> =
                expected.iter().map(|(word, class)| ((*word).to_owned(), *class)).collect();
            assert_eq!(classes(text), expected, "{text}");
        }
    }
}
