//! Words as UAX #29 divides them, each with its place and a folded form to compare by.

mod segments;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use self::segments::segment;
use super::fold::{fold_char, is_ignorable};
use crate::model::CharSpan;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as it stands.
    pub text: &'a str,
    /// Its folded form: lower case, NFC, straight apostrophes, nothing invisible.
    pub key: String,
    /// Where it stands, in code points.
    pub span: CharSpan,
}

/// Returns the words of `text` in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut chars = 0;
    let mut last = 0;
    let mut found = Vec::with_capacity(text.len() / 6);
    for (byte, word) in word_indices(text) {
        let start = chars + text[last..byte].chars().count();
        let end = start + word.chars().count();
        found.push(Word { text: word, key: fold_word(word), span: CharSpan::new(start, end) });
        (chars, last) = (end, byte + word.len());
    }
    found
}

/// Returns the words of `text` as they stand, each with its first byte.
pub fn word_indices(text: &str) -> impl Iterator<Item = (usize, &str)> {
    segments(text).filter(|(.., is_word)| *is_word).map(|(at, word, _)| (at, word))
}

/// Returns the stretches between the boundaries of words, words and what stands between them: with
/// the first byte of each, and whether it is a word.
pub fn segments(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = segment(text, at)?;
        let start = std::mem::replace(&mut at, found.end);
        Some((start, &text[start..found.end], found.is_word))
    })
}

/// Returns the folded forms of the words of `text`: equal lists are the same words in the same order.
pub fn word_keys(text: &str) -> Vec<String> {
    word_indices(text).map(|(_, word)| fold_word(word)).collect()
}

/// Returns the form of a word by which words are compared.
pub fn fold_word(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let visible = word.chars().filter(|c| !is_ignorable(*c)).map(|c| fold_char(c).0);
    let folded: String = visible.flat_map(char::to_lowercase).collect();
    if is_nfc(&folded) { folded } else { folded.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_carry_their_place_in_code_points() {
        let text = "🚨 Zoë’s anti-war 3.5";
        let found: Vec<_> = words(text)
            .into_iter()
            .map(|w| (w.key.clone(), w.span.slice(text) == Some(w.text)))
            .collect();
        let expected = [("zoë's", true), ("anti", true), ("war", true), ("3.5", true)];
        assert_eq!(found, expected.map(|(key, holds)| (key.to_owned(), holds)));
    }

    #[test]
    fn what_cannot_be_seen_makes_no_other_word() {
        assert_eq!(word_keys("dip\u{ad}lomat cafe\u{301}"), word_keys("Diplomat café"));
        assert_eq!(word_keys("don't"), word_keys("Don’t"));
    }
}
