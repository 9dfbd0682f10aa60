//! What words can do to a claim: closed classes of English.
//!
//! Negation, number, modal and quantifier are closed classes, so lists of them are complete in a way
//! that no list of nouns could be. Whatever is in none of them is a content word.

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

const NEGATIONS: &[&str] = &[
    "not", "never", "no", "nobody", "none", "nothing", "nowhere", "neither", "nor", "without",
    "cannot", "non", "hardly", "barely", "scarcely", "denied", "deny", "denies", "denying",
    "refuse", "refused", "refuses", "refusing", "lack", "lacks", "lacked", "lacking", "nope",
    "noone", "cant", "wont", "dont", "doesnt", "didnt", "isnt", "wasnt", "arent", "werent",
    "couldnt", "wouldnt", "shouldnt", "hasnt", "havent", "hadnt", "ain't", "aint",
];

/// Verbs that negate what follows them with "to": "failed to mention".
const FAILING: &[&str] = &["fail", "failed", "fails", "failing"];

/// Modal verbs, each with the form that stands for it.
const MODALS: &[(&str, &str)] = &[
    ("can", "can"),
    ("cannot", "can"),
    ("cant", "can"),
    ("could", "could"),
    ("couldnt", "could"),
    ("may", "may"),
    ("might", "might"),
    ("must", "must"),
    ("shall", "shall"),
    ("shan't", "shall"),
    ("should", "should"),
    ("shouldnt", "should"),
    ("will", "will"),
    ("won't", "will"),
    ("wont", "will"),
    ("would", "would"),
    ("wouldnt", "would"),
    ("ought", "ought"),
    ("can't", "can"),
];

/// Quantifiers, each with the form that stands for it.
const QUANTIFIERS: &[(&str, &str)] = &[
    ("all", "all"),
    ("every", "every"),
    ("each", "each"),
    ("any", "any"),
    ("some", "some"),
    ("most", "most"),
    ("many", "many"),
    ("much", "much"),
    ("few", "few"),
    ("fewer", "fewer"),
    ("fewest", "fewest"),
    ("several", "several"),
    ("both", "both"),
    ("either", "either"),
    ("more", "more"),
    ("less", "less"),
    ("least", "least"),
    ("enough", "enough"),
    ("everyone", "everyone"),
    ("everybody", "everyone"),
    ("everything", "everything"),
    ("everywhere", "everywhere"),
    ("anyone", "anyone"),
    ("anybody", "anyone"),
    ("anything", "anything"),
    ("someone", "someone"),
    ("somebody", "someone"),
    ("something", "something"),
    ("always", "always"),
    ("often", "often"),
    ("sometimes", "sometimes"),
    ("usually", "usually"),
    ("rarely", "rarely"),
    ("seldom", "seldom"),
    ("only", "only"),
    ("almost", "almost"),
    ("nearly", "almost"),
    ("mostly", "mostly"),
    ("entire", "whole"),
    ("whole", "whole"),
    ("lot", "lot"),
    ("lots", "lot"),
    ("majority", "majority"),
    ("minority", "minority"),
    ("numerous", "many"),
    ("countless", "many"),
];

/// Number words with their values; magnitudes are kept apart by theirs.
const NUMBERS: &[(&str, &str)] = &[
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("hundreds", "100s"),
    ("thousand", "1000"),
    ("thousands", "1000s"),
    ("million", "1000000"),
    ("millions", "1000000s"),
    ("billion", "1000000000"),
    ("billions", "1000000000s"),
    ("trillion", "1000000000000"),
    ("trillions", "1000000000000s"),
    ("dozen", "12"),
    ("dozens", "12s"),
    ("half", "1/2"),
    ("halves", "1/2"),
    ("quarter", "1/4"),
    ("quarters", "1/4"),
    ("twice", "2x"),
    ("double", "2x"),
    ("triple", "3x"),
    ("once", "1x"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
    ("$", "$"),
    ("£", "£"),
    ("€", "€"),
    ("¥", "¥"),
    ("%", "%"),
    ("percent", "%"),
    ("pc", "%"),
    ("percentage", "%"),
    ("‰", "‰"),
];

/// Units, which are part of a number that stands before them.
const UNITS: &[&str] = &[
    "dollar",
    "euro",
    "pound",
    "yuan",
    "yen",
    "rouble",
    "ruble",
    "franc",
    "cent",
    "penny",
    "pence",
    "mile",
    "kilometre",
    "kilometer",
    "km",
    "metre",
    "meter",
    "foot",
    "feet",
    "inch",
    "inches",
    "yard",
    "acre",
    "hectare",
    "kilo",
    "kilogram",
    "kg",
    "gram",
    "ton",
    "tonne",
    "ounce",
    "litre",
    "liter",
    "gallon",
    "barrel",
    "degree",
    "watt",
    "megawatt",
    "gigawatt",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "century",
    "centuries",
    "m",
    "bn",
    "k",
    "tn",
    "celsius",
    "fahrenheit",
    "mph",
    "kph",
    "point",
];

/// Words that make a claim depend on something.
const CONDITIONS: &[&str] = &[
    "if",
    "unless",
    "except",
    "provided",
    "providing",
    "assuming",
    "supposing",
    "otherwise",
    "until",
    "whether",
    "lest",
];

/// Titles, which come and go before a name without changing whose it is.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "lord", "lady", "rev", "hon", "sen",
    "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj", "mp", "mps",
];

/// Words with a capital of their own that name nobody.
const NEVER_NAMES: &[&str] = &["i", "i'm", "i'll", "i've", "i'd"];

/// Words of closed classes that carry grammar and not content (those above excepted).
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "again",
    "against",
    "ago",
    "along",
    "also",
    "am",
    "among",
    "an",
    "and",
    "are",
    "as",
    "at",
    "away",
    "back",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "between",
    "but",
    "by",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "else",
    "even",
    "ever",
    "for",
    "from",
    "had",
    "has",
    "have",
    "having",
    "he",
    "he's",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "in",
    "inside",
    "into",
    "is",
    "it",
    "it's",
    "its",
    "itself",
    "just",
    "me",
    "mine",
    "my",
    "myself",
    "of",
    "off",
    "oh",
    "on",
    "onto",
    "or",
    "other",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "per",
    "quite",
    "rather",
    "really",
    "same",
    "she",
    "she's",
    "since",
    "so",
    "still",
    "such",
    "than",
    "that",
    "that's",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they're",
    "they've",
    "this",
    "those",
    "though",
    "through",
    "to",
    "too",
    "toward",
    "towards",
    "under",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "we're",
    "we've",
    "well",
    "were",
    "what",
    "what's",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "with",
    "within",
    "yes",
    "yet",
    "you",
    "you're",
    "you've",
    "your",
    "yours",
    "yourself",
    "yourselves",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "hasn't",
    "haven't",
    "hadn't",
];

/// Pronouns and the determiners that stand for somebody or something.
const PRONOUNS: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "you",
    "your",
    "yours",
    "yourself",
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "this",
    "that",
    "these",
    "those",
    "who",
    "whom",
    "whose",
    "which",
    "one",
    "ones",
    "there",
    "here",
    "it's",
    "he's",
    "she's",
    "they're",
    "we're",
    "i'm",
    "you're",
    "i've",
    "we've",
    "they've",
    "you've",
    "i'd",
    "he'd",
    "she'd",
    "we'd",
    "they'd",
    "you'd",
    "that's",
];

/// Says whether a word is of a closed class; all others are content words.
pub(crate) fn is_function_word(key: &str) -> bool {
    FUNCTION_WORDS.contains(&key)
        || NEGATIONS.contains(&key)
        || modal(key).is_some()
        || CONDITIONS.contains(&key)
        || QUANTIFIERS.iter().any(|(word, _)| *word == key)
}

/// Says whether a capital tells nothing about the word.
pub(crate) fn is_never_a_name(key: &str) -> bool {
    NEVER_NAMES.contains(&key) || TITLES.contains(&key)
}

/// Says whether a word is a title before a name.
pub(crate) fn is_title(key: &str) -> bool {
    TITLES.contains(&key)
}

/// Says whether a word stands for somebody or something named elsewhere.
pub(crate) fn is_pronoun(key: &str) -> bool {
    PRONOUNS.contains(&key)
}

/// Says whether a word makes a claim depend on something.
pub(crate) fn is_condition(key: &str) -> bool {
    CONDITIONS.contains(&key)
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
    if let Some((_, value)) = QUANTIFIERS.iter().find(|(word, _)| *word == key) {
        add(ChangeClass::Quantifier, value);
    }
    found
}

/// Says whether the token `at` denies: "not", "n't", "never", "failed to".
pub(crate) fn is_negation(read: &Prepared<'_>, at: usize) -> bool {
    let key = read.tokens[at].key.as_str();
    let next = read.tokens.get(at + 1).map(|token| token.key.as_str());
    NEGATIONS.contains(&key)
        || key.ends_with("n't")
        || (FAILING.contains(&key) && next == Some("to"))
}

/// Returns a name without its possessive ending.
pub(crate) fn base_name(key: &str) -> &str {
    key.strip_suffix("'s").or_else(|| key.strip_suffix('\'')).unwrap_or(key)
}

fn modal(key: &str) -> Option<&'static str> {
    if let Some((_, value)) = MODALS.iter().find(|(word, _)| *word == key) {
        return Some(value);
    }
    let stem = key.strip_suffix("n't").or_else(|| key.strip_suffix("'ve"));
    match stem {
        Some(stem) => MODALS.iter().find(|(word, _)| *word == stem).map(|(_, value)| *value),
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
    let unit = UNITS.iter().find(|unit| key == **unit || key.strip_suffix('s') == Some(**unit));
    unit.filter(|_| after_number).map(|unit| format!("unit {unit}"))
}

/// Returns what a number word or figure amounts to, in one form for both.
pub(crate) fn number_value(key: &str) -> Option<String> {
    if key.chars().any(char::is_numeric) {
        return Some(key.replace(',', ""));
    }
    NUMBERS.iter().find(|(word, _)| *word == key).map(|(_, value)| (*value).to_owned())
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
        let rows: [(&str, &[(&str, ChangeClass)]); 8] = [
            ("we can't wait", &[("can't", Negation), ("can't", Modal)]),
            ("they failed to act", &[("failed", Negation)]),
            ("the plan failed badly", &[]),
            ("we'll see five miles", &[("we'll", Modal), ("five", Number), ("miles", Number)]),
            ("all of them met Dong", &[("all", Quantifier), ("dong", Name)]),
            ("it cost $3 million", &[("$", Number), ("3", Number), ("million", Number)]),
            ("no longer mine", &[("no", Negation)]),
            ("miles to go", &[]),
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
        assert_ne!(number_value("million"), number_value("billion"));
    }
}
