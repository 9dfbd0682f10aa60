//! What words can do to a claim: closed classes of English.
//!
//! Negation, number, modal and quantifier are closed classes, so lists of them are complete in a way
//! that no list of nouns could be. Whatever is in none of them is a content word.

mod words;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use self::words::{
    CONDITIONS, FAILING, FUNCTION_WORDS, MODALS, NEGATIONS, NEVER_NAMES, NUMBERS, PRONOUNS,
    QUANTIFIERS, TITLES, UNITS,
};
use super::reading::Prepared;
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
    failing: bool,
    condition: bool,
    pronoun: bool,
    title: bool,
    never_name: bool,
    unit: bool,
    modal: Option<&'static str>,
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
    mark(FAILING, |entry| entry.failing = true);
    mark(PRONOUNS, |entry| entry.pronoun = true);
    mark(TITLES, |entry| (entry.title, entry.never_name) = (true, true));
    mark(NEVER_NAMES, |entry| entry.never_name = true);
    mark(UNITS, |entry| entry.unit = true);
    for (word, value) in MODALS.iter().copied() {
        let entry = entries.entry(word).or_default();
        (entry.modal, entry.function) = (Some(value), true);
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

/// Says whether a word makes a claim depend on something.
pub(crate) fn is_condition(key: &str) -> bool {
    entry(key).condition
}

/// Returns the material features of the token `at`, none for most.
pub(crate) fn features(read: &Prepared<'_>, at: usize) -> Vec<Feature> {
    let key = read.tokens[at].key.as_str();
    let mut found = Vec::new();
    let mut add = |class, value: &str| found.push(Feature { class, value: value.to_owned() });
    if is_negation(read, at) {
        add(ChangeClass::Negation, "not");
    }
    if let Some(value) = number(read, at) {
        add(ChangeClass::Number, &value);
    }
    if read.tokens[at].is_name {
        add(ChangeClass::Name, base_name(key));
    }
    if let Some(value) = modal(key) {
        add(ChangeClass::Modal, value);
    }
    let is_a_few = key == "a" && read.tokens.get(at + 1).is_some_and(|next| next.key == "few");
    if let Some(value) = entry(key).quantifier.or(is_a_few.then_some("a few")) {
        add(ChangeClass::Quantifier, value);
    }
    found
}

/// Says whether the token `at` denies: "not", "n't", "never", "failed to".
pub(crate) fn is_negation(read: &Prepared<'_>, at: usize) -> bool {
    let key = read.tokens[at].key.as_str();
    let next = read.tokens.get(at + 1).map(|token| token.key.as_str());
    let entry = entry(key);
    entry.negation || key.ends_with("n't") || entry.failing && next == Some("to")
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
    let stem = key.strip_suffix("n't").or_else(|| key.strip_suffix("'ve"));
    match stem {
        Some(stem) => entry(stem).modal,
        None => key.ends_with("'ll").then_some("will"),
    }
}

/// Returns the value of the number, unit or magnitude at `at`.
fn number(read: &Prepared<'_>, at: usize) -> Option<String> {
    let key = read.tokens[at].key.as_str();
    if let Some(value) = number_value(key) {
        return Some(value);
    }
    let after_number = at > 0
        && (read.tokens[at - 1].key.chars().any(char::is_numeric)
            || number_value(&read.tokens[at - 1].key).is_some());
    if key == "cent" && at > 0 && read.tokens[at - 1].key == "per" {
        return Some("%".to_owned());
    }
    let single = key.strip_suffix('s').filter(|single| entry(single).unit);
    let unit = if entry(key).unit { Some(key) } else { single };
    unit.filter(|_| after_number).map(|unit| format!("unit {unit}"))
}

/// Returns what a number word or figure amounts to, in one form for both.
pub(crate) fn number_value(key: &str) -> Option<String> {
    if key.chars().any(char::is_numeric) {
        return Some(if is_grouped(key) { key.replace(',', "") } else { key.to_owned() });
    }
    entry(key).number.map(str::to_owned)
}

/// Says whether every comma stands before a group of three figures: "3,5" is no 35.
fn is_grouped(key: &str) -> bool {
    let mut groups = key.split(',').skip(1);
    groups.all(|group| group.chars().take_while(|c| c.is_numeric()).count() == 3)
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
        let rows: [(&str, &[(&str, ChangeClass)]); 11] = [
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
        ];
        for (text, expected) in rows {
            let expected: Vec<_> =
                expected.iter().map(|(word, class)| ((*word).to_owned(), *class)).collect();
            assert_eq!(classes(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_the_same_in_words_and_in_figures() {
        assert_eq!(number_value("two"), number_value("2"));
        assert_eq!(number_value("1,000"), number_value("1000"));
        assert_eq!(number_value("1,234,567.8"), number_value("1234567.8"));
        assert_ne!(number_value("3,5"), number_value("35"));
        assert_ne!(number_value("million"), number_value("billion"));
    }
}
