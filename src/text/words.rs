//! Words as UAX #29 divides them, each with its place and a folded form to compare by.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

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
    let mut found = Vec::new();
    for (byte, word) in text.unicode_word_indices() {
        let start = chars + text[last..byte].chars().count();
        let end = start + word.chars().count();
        found.push(Word { text: word, key: fold_word(word), span: CharSpan::new(start, end) });
        (chars, last) = (end, byte + word.len());
    }
    found
}

/// Returns the folded forms of the words of `text`: equal lists are the same words in the same order.
pub fn word_keys(text: &str) -> Vec<String> {
    text.unicode_words().map(fold_word).collect()
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
