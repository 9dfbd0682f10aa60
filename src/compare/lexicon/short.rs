//! Words written short and in full: "don't" is "do not", "gonna" is "going to".

use std::ops::Range;

use super::is_would;
use crate::compare::reading::Prepared;

/// Short forms that no rule opens, each with its words in full.
const WHOLE: &[(&str, &[&str])] = &[
    ("cannot", &["can", "not"]),
    ("can't", &["can", "not"]),
    ("won't", &["will", "not"]),
    ("shan't", &["shall", "not"]),
    ("n't", &["not"]),
    ("let's", &["let", "us"]),
    ("gonna", &["going", "to"]),
    ("gotta", &["got", "to"]),
    ("wanna", &["want", "to"]),
];

/// Words behind which "'s" is a verb and no possessive.
const BEFORE_VERB: &[&str] = &[
    "it", "he", "she", "that", "this", "there", "here", "what", "who", "where", "how", "when",
    "why",
];

/// What "'s" is short for; both say the same of what follows.
const IS: &str = "'s";

/// Says whether a word may be short for others.
pub(crate) fn is_short(key: &str) -> bool {
    key.contains('\'') || whole(key).is_some()
}

fn whole(key: &str) -> Option<&'static [&'static str]> {
    WHOLE.iter().find(|(short, _)| *short == key).map(|(_, full)| *full)
}

/// Says whether two stretches are the same words in full, some of them written short on one side.
pub(crate) fn is_same_in_full(
    left: (&Prepared<'_>, Range<usize>),
    right: (&Prepared<'_>, Range<usize>),
) -> bool {
    let in_full = |(read, range): (&Prepared<'_>, Range<usize>)| -> Vec<String> {
        range.flat_map(|at| full(read, at)).collect()
    };
    let (left, right) = (in_full(left), in_full(right));
    let is_verb = |key: &str| matches!(key, IS | "is" | "has");
    let same = |l: &str, r: &str| l == r || (l == IS || r == IS) && is_verb(l) && is_verb(r);
    left.len() == right.len() && left.iter().zip(&right).all(|(l, r)| same(l, r))
}

/// Returns the words that the token `at` is short for; itself where it is not.
fn full(read: &Prepared<'_>, at: usize) -> Vec<String> {
    let key = read.tokens[at].key.as_str();
    if let Some(words) = whole(key) {
        return words.iter().map(|word| (*word).to_owned()).collect();
    }
    let parts = match key.strip_suffix("n't") {
        Some("ai" | "") => None,
        Some(stem) => Some((stem, "not")),
        None => key.split_once('\'').and_then(|(stem, ending)| {
            let verb = match ending {
                "re" => "are",
                "ve" => "have",
                "ll" => "will",
                "m" => "am",
                "d" if is_would(read, at + 1) => "would",
                "d" => "had",
                "s" if BEFORE_VERB.contains(&stem) => IS,
                _ => return None,
            };
            Some((stem, verb))
        }),
    };
    match parts {
        Some((stem, verb)) if !stem.is_empty() => vec![stem.to_owned(), verb.to_owned()],
        _ => vec![key.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_is_the_words_that_it_is_short_for() {
        let rows = [
            ("they weren't", "they were not", true),
            ("we'll", "we will", true),
            ("we'll", "we would", false),
            ("she isn't", "she's not", true),
            ("it's", "it has", true),
            ("Ann's", "Ann is", false),
            ("who'd sing", "who would sing", true),
            ("who'd sung", "who would sung", false),
            ("who'd sung", "who had sung", true),
            ("can't", "cannot", true),
            ("can't", "can", false),
            ("wanna", "want to", true),
            ("did n't", "didn't", true),
        ];
        for (left, right, expected) in rows {
            let (l, r) = (Prepared::new(left), Prepared::new(right));
            let same = is_same_in_full((&l, 0..l.tokens.len()), (&r, 0..r.tokens.len()));
            assert_eq!(same, expected, "{left}: {right}");
        }
    }
}
