//! Closed word lists of English: what a word can be, without knowing what the news is about.
//!
//! Only function words, verbs of saying, titles, calendar words and the nouns by which reports
//! call a source stand here. No name, place or topic does, so that nothing learned over these
//! lists is tied to one year's news.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::word_lists::*;
use crate::extract::letters::{WordIndex, hash_word};

/// A set of word classes, one bit each.
pub(crate) type Classes = u64;

/// A verb of saying, in any form, or `according`.
pub(crate) const CUE: Classes = 1;
/// A verb that hardly ever does anything but report speech.
pub(crate) const STRONG: Classes = 1 << 1;
/// A pronoun.
pub(crate) const PRONOUN: Classes = 1 << 2;
/// A pronoun that can be a subject.
pub(crate) const SUBJECT_PRONOUN: Classes = 1 << 3;
/// A determiner, quantifier or small number.
pub(crate) const DETERMINER: Classes = 1 << 4;
/// A preposition.
pub(crate) const PREPOSITION: Classes = 1 << 5;
/// A conjunction, relative or question word.
pub(crate) const CONJUNCTION: Classes = 1 << 6;
/// An auxiliary or modal verb.
pub(crate) const AUXILIARY: Classes = 1 << 7;
/// A frequent verb that is no verb of saying.
pub(crate) const COMMON_VERB: Classes = 1 << 8;
/// An adverb that may stand between a subject and its verb.
pub(crate) const ADVERB: Classes = 1 << 9;
/// A word that no noun phrase without a determiner has.
pub(crate) const FUNCTION: Classes =
    PREPOSITION | CONJUNCTION | AUXILIARY | PRONOUN | DETERMINER | ADVERB;
/// A title before a name.
pub(crate) const TITLE: Classes = 1 << 10;
/// A word that begins no name although a sentence may begin with it.
pub(crate) const NOT_A_NAME: Classes = 1 << 11;
/// A day or a month.
pub(crate) const CALENDAR: Classes = 1 << 12;
/// A noun by which reports call a source: "spokesman", "report".
pub(crate) const ROLE: Classes = 1 << 13;
/// A small word inside a name: "von", "de", "of".
pub(crate) const PARTICLE: Classes = 1 << 14;
/// A verb that asks.
pub(crate) const ASKING: Classes = 1 << 15;
/// The plain form of a verb of saying, which may also be a noun.
pub(crate) const BASE_FORM: Classes = 1 << 16;
/// A verb that denies.
pub(crate) const DENYING: Classes = 1 << 17;
/// A noun for a text or a thing that can carry words: "report", "sign".
pub(crate) const DOCUMENT: Classes = 1 << 18;
/// A word that says nobody: "nobody", "neither".
pub(crate) const NOBODY: Classes = 1 << 19;
/// A form of "say".
pub(crate) const SAY: Classes = 1 << 20;

/// A pronoun that owns: "his".
pub(crate) const OWNER: Classes = 1 << 21;
/// A quantifier that can be a subject by itself: "many said".
pub(crate) const QUANTIFIER: Classes = 1 << 22;
/// `according`.
pub(crate) const ACCORDING: Classes = 1 << 23;
/// A word after which a plain verb form is a verb: "to say", "people say".
pub(crate) const BEFORE_VERB: Classes = 1 << 24;
/// A word that negates its clause: "not", "never".
pub(crate) const NEGATION: Classes = 1 << 25;
/// A masculine pronoun or form of address.
pub(crate) const MASCULINE: Classes = 1 << 26;
/// A feminine pronoun or form of address.
pub(crate) const FEMININE: Classes = 1 << 27;
/// A word in the names of bodies: "News", "Office".
pub(crate) const BODY: Classes = 1 << 28;
/// A word behind a surname: "Jr".
pub(crate) const JUNIOR: Classes = 1 << 29;
/// A word ending with "ly" that is no adverb.
pub(crate) const NO_ADVERB: Classes = 1 << 30;
/// A word that opens a phrase and stands inside none: "the".
pub(crate) const ARTICLE: Classes = 1 << 31;
/// A noun for something said: "claim", "remarks".
pub(crate) const SPEECH: Classes = 1 << 32;
/// A pronoun for several.
pub(crate) const PLURAL: Classes = 1 << 33;
/// A pronoun for a thing or a body.
pub(crate) const NEUTER: Classes = 1 << 34;

/// What somebody is by trade or in a game, before a name: "striker".
pub(crate) const CALLING: Classes = 1 << 35;
/// A member of a party, before a name.
pub(crate) const PARTY: Classes = 1 << 36;
/// Somebody by where they come from: "Scot".
pub(crate) const DEMONYM: Classes = 1 << 38;
/// Letters behind a name: "MP".
pub(crate) const POSTNOMINAL: Classes = 1 << 37;
/// A calling that a given name alone may follow: "husband".
pub(crate) const KINSHIP: Classes = 1 << 39;
/// A month that is also a given name.
pub(crate) const GIVEN_MONTH: Classes = 1 << 40;

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The classes that it belongs to.
    pub classes: Classes,
    /// The number of its verb of saying, from 1; 0 for other words.
    pub verb: u16,
    /// Its own number among function words, from 1; 0 for other words.
    pub word: u16,
    /// What it is as a neighbour of a mention; 0 where its shape tells more.
    pub neighbour: u8,
}

/// Words that mean most as neighbours of a mention, each group with its number.
pub(crate) const NEIGHBOURS: &[(&str, u8)] = &[
    ("to", 9),
    ("by", 10),
    ("with", 11),
    ("of", 12),
    ("for", 13),
    ("from", 14),
    ("in", 15),
    ("on", 16),
    ("at", 17),
    ("and", 18),
    ("that", 19),
    ("as", 20),
    ("but", 21),
    ("when while if because although though whether where after before since until", 22),
    ("who which whom whose", 23),
    ("or nor", 24),
];

/// The neighbour number of "of".
pub(crate) const OF: u8 = 12;
/// The neighbour number of "for".
pub(crate) const FOR: u8 = 13;
/// The neighbour number of "that".
pub(crate) const THAT: u8 = 19;
/// The neighbour number of "as".
pub(crate) const AS: u8 = 20;
/// The neighbour number of "who" and "which".
pub(crate) const RELATIVE: u8 = 23;
/// The neighbour number of "when" and other words that open a clause.
pub(crate) const SUBORDINATOR: u8 = 22;

type Table = FxHashMap<u64, Entry>;

static INDEX: LazyLock<WordIndex<Entry>> = LazyLock::new(|| WordIndex::of(build()));

/// Returns what is known of the word with this [`hash_word`], whatever its case.
#[inline]
pub(crate) fn look_up(hash: u64) -> Entry {
    INDEX.look_up(hash)
}

fn build() -> Table {
    let mut table = Table::default();
    add_verbs(&mut table);
    let classes = [
        (PRONOUNS, PRONOUN),
        (SUBJECT_PRONOUNS, SUBJECT_PRONOUN),
        (DETERMINERS, DETERMINER),
        (PREPOSITIONS, PREPOSITION),
        (CONJUNCTIONS, CONJUNCTION),
        (AUXILIARIES, AUXILIARY),
        (COMMON_VERBS, COMMON_VERB),
        (ADVERBS, ADVERB),
        (TITLES, TITLE),
        (NOT_NAMES, NOT_A_NAME),
        (CALENDAR_WORDS, CALENDAR),
        (ROLES, ROLE),
        (DOCUMENTS, DOCUMENT),
        (PARTICLES, PARTICLE),
        (NOBODIES, NOBODY),
        (SPEECHES, SPEECH),
        (ARTICLES, ARTICLE),
        (BODIES, BODY),
        (JUNIORS, JUNIOR),
        (NO_ADVERBS, NO_ADVERB),
        (OWNERS, OWNER),
        (QUANTIFIERS, QUANTIFIER),
        (BEFORE_VERBS, BEFORE_VERB),
        (NEGATIONS, NEGATION),
        (MASCULINES, MASCULINE),
        (FEMININES, FEMININE),
        (CALLINGS, CALLING),
        (KIN, CALLING | KINSHIP),
        (PARTIES, PARTY),
        (DEMONYMS, DEMONYM),
        (POSTNOMINALS, POSTNOMINAL),
        ("april may june august", GIVEN_MONTH),
        ("they", PLURAL),
        ("it", NEUTER),
    ];
    for (list, class) in classes {
        for word in list.split_whitespace() {
            table.entry(hash_word(word)).or_default().classes |= class;
        }
    }
    for parent in PARENTS.split_whitespace() {
        for number in CHILDREN.split_whitespace() {
            let word = format!("{parent}-of-{number}");
            let gender = table.get(&hash_word(parent)).map_or(0, |entry| entry.classes);
            let gender = gender & (MASCULINE | FEMININE);
            table.entry(hash_word(&word)).or_default().classes |= CALLING | gender;
        }
    }
    for (words, number) in NEIGHBOURS {
        for word in words.split_whitespace() {
            table.entry(hash_word(word)).or_default().neighbour = *number;
        }
    }
    number_function_words(&mut table);
    table
}

fn add_verbs(table: &mut Table) {
    let mut number = 0;
    for row in IRREGULAR.split('|') {
        number += 1;
        let base = row.split_whitespace().next().unwrap_or_default();
        let classes = verb_classes(base);
        for form in row.split_whitespace() {
            add_form(table, form, base, number, classes);
        }
    }
    for base in REGULAR.split_whitespace() {
        number += 1;
        let classes = verb_classes(base);
        for form in regular_forms(base) {
            add_form(table, &form, base, number, classes);
        }
    }
}

/// Returns the forms that a regular verb may have, and some that it has not: they do no harm.
fn regular_forms(base: &str) -> [String; 8] {
    let stem = base.strip_suffix('e').unwrap_or(base);
    let last = base.chars().last().unwrap_or('e');
    let y_stem = base.strip_suffix('y').unwrap_or(base);
    [
        base.to_owned(),
        format!("{base}s"),
        format!("{base}es"),
        format!("{stem}ed"),
        format!("{stem}ing"),
        format!("{base}{last}ed"),
        format!("{base}{last}ing"),
        format!("{y_stem}ied"),
    ]
}

/// Returns the classes of all forms of a verb of saying.
fn verb_classes(base: &str) -> Classes {
    let has = |list: &str| list.split(' ').any(|verb| verb == base);
    let rules = [
        (has(STRONG_VERBS), STRONG),
        (has(ASKING_VERBS), ASKING),
        (has(DENYING_VERBS), DENYING),
        (base == "say", SAY),
        (base == "according", ACCORDING),
    ];
    rules.iter().filter(|(applies, _)| *applies).fold(CUE, |classes, (_, class)| classes | class)
}

fn add_form(table: &mut Table, form: &str, base: &str, number: u16, classes: Classes) {
    let entry = table.entry(hash_word(form)).or_default();
    if entry.verb == 0 {
        entry.verb = number;
    }
    entry.classes |= classes;
    if form == base && !matches!(form, "put" | "read" | "according") {
        entry.classes |= BASE_FORM;
    }
}

/// Numbers the function words in the order of their lists, so that a model can name them.
fn number_function_words(table: &mut Table) {
    let lists = [PRONOUNS, DETERMINERS, PREPOSITIONS, CONJUNCTIONS, AUXILIARIES, ADVERBS];
    let mut number = 0;
    for word in lists.iter().flat_map(|list| list.split_whitespace()) {
        if let Some(entry) = table.get_mut(&hash_word(word)).filter(|entry| entry.word == 0) {
            number += 1;
            entry.word = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case_and_with_any_apostrophe() {
        let known = |word: &str| look_up(hash_word(word));
        assert_ne!(known("SAID").classes & SAY, 0);
        assert_ne!(known("Mr").classes & TITLE, 0);
        assert_ne!(known("didn’t").classes & AUXILIARY, 0);
        assert_eq!(known("tweeted").verb, known("Tweets").verb);
        assert_eq!(known("Zoë"), Entry::default());
        assert_eq!(known(""), Entry::default());
    }
}
