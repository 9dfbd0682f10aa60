//! The words of an utterance as grouping sees them: numbered, editorial marks set apart.
//!
//! Brackets are the editor's words, not the speaker's, so they stand for any words; an ellipsis
//! says that words are missing. Neither is a word here, both excuse a gap in an alignment.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::text::{fold_word, word_indices};

/// Longest editorial insertion, in characters. A longer bracket holds an aside that was spoken.
const MAX_BRACKET: usize = 40;

/// What an utterance discloses about its own cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    /// Ellipses between words.
    pub(super) ellipses: u8,
    /// Brackets that stand for words.
    pub(super) brackets: u8,
}

/// Every distinct folded word, numbered in the order of first sight.
///
/// The numbers depend on that order; whatever decides between candidates uses `Vocabulary::hash`.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<u64, u32>,
    hashes: Vec<u64>,
    text: String,
    ends: Vec<usize>,
    /// What tells most words apart at a glance.
    signs: Vec<Sign>,
    /// The length of each word and its first bytes: most words are all there.
    heads: Vec<u64>,
    folded: String,
}

/// What tells a word from most others: its length in bytes, up to 255, its first byte and its last,
/// and a bit for each of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sign {
    letters: u32,
    length: u8,
    first: u8,
    last: u8,
}

impl Sign {
    fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let [first, last] = [bytes.first(), bytes.last()].map(|byte| byte.copied().unwrap_or(0));
        let letters = bytes.iter().fold(0, |letters, byte| letters | 1 << (byte & 31));
        Self { letters, length: length_of(word), first, last }
    }

    /// Says whether two words may be one, spelt in two ways: they have four letters, about as many
    /// and nearly the same ones, and begin or end alike.
    #[inline]
    pub(super) fn may_be_respelt(self, other: Self) -> bool {
        let shorter = self.length.min(other.length);
        let is_near = self.length.abs_diff(other.length) <= 2 || shorter == u8::MAX;
        shorter >= 4
            && is_near
            && (self.first == other.first || self.last == other.last)
            // Two edits take two letters away and bring two others in at most.
            && (self.letters ^ other.letters).count_ones() <= 4
    }
}

/// Returns the length of a word and its first bytes: where it has no more than seven, all of it.
fn head_of(word: &str) -> u64 {
    let mut head = [0; 8];
    let bytes = &word.as_bytes()[..word.len().min(WHOLE_HEAD)];
    head[..bytes.len()].copy_from_slice(bytes);
    head[WHOLE_HEAD] = length_of(word);
    u64::from_le_bytes(head)
}

/// Bytes of a word that its head has.
const WHOLE_HEAD: usize = 7;

fn length_of(word: &str) -> u8 {
    u8::try_from(word.len()).unwrap_or(u8::MAX)
}

impl Vocabulary {
    /// Makes room for so many further words.
    pub(super) fn reserve(&mut self, words: usize) {
        self.numbers.reserve(words);
        self.hashes.reserve(words);
    }

    /// Returns how many words it holds.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the folded word with this number.
    pub(super) fn word(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    /// Returns what tells the word with this number apart at a glance.
    #[inline]
    pub(super) fn sign(&self, number: u32) -> Sign {
        self.signs[number as usize]
    }

    /// Returns a hash of the word with this number, the same in every run.
    #[inline]
    pub(super) fn hash(&self, number: u32) -> u64 {
        self.hashes[number as usize]
    }

    /// Returns a hash of a list of words, the same in every run.
    pub(super) fn hash_of_all(&self, words: &[u32]) -> u64 {
        words.iter().fold(words.len() as u64, |hash, word| super::mix(hash ^ self.hash(*word)))
    }

    /// Numbers a word that is folded already, as it was kept.
    pub(super) fn restore(&mut self, folded: &str) -> u32 {
        self.number_of_folded(folded)
    }

    /// Returns the number of the first word with this hash.
    pub(super) fn number_of_hash(&self, hash: u64) -> Option<u32> {
        self.numbers.get(&hash).copied()
    }

    /// Returns the number of a folded word, none where it has not been seen.
    pub(super) fn known(&self, folded: &str) -> Option<u32> {
        let number = self.number_of_hash(hash_of(folded))?;
        (self.word(number) == folded).then_some(number)
    }

    /// Returns the number of a word, a new one where it has not been seen.
    fn number(&mut self, word: &str) -> u32 {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        if word.is_ascii() {
            folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            folded.push_str(&fold_word(word));
        }
        let number = self.number_of_folded(&folded);
        self.folded = folded;
        number
    }

    fn number_of_folded(&mut self, folded: &str) -> u32 {
        let hash = hash_of(folded);
        let head = head_of(folded);
        let mut slot = hash;
        loop {
            match self.numbers.get(&slot) {
                Some(&number)
                    if self.heads[number as usize] == head
                        && (folded.len() <= WHOLE_HEAD || self.word(number) == folded) =>
                {
                    return number;
                }
                // Another word has the same hash: the next slot is its own.
                Some(_) => slot = slot.wrapping_add(1),
                None => break,
            }
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.numbers.insert(slot, number);
        self.hashes.push(hash);
        self.signs.push(Sign::of(folded));
        self.heads.push(head);
        self.text.push_str(folded);
        self.ends.push(self.text.len());
        number
    }

    /// Appends the numbers of the words of `text` to `found` and returns its marks.
    pub(super) fn read(&mut self, text: &str, found: &mut Vec<u32>) -> Marks {
        if !text.contains('[') {
            return self.read_plain(text, found);
        }
        let (plain, brackets) = without_brackets(text);
        let marks = self.read_plain(&plain, found);
        Marks { brackets, ..marks }
    }

    fn read_plain(&mut self, text: &str, found: &mut Vec<u32>) -> Marks {
        let mut marks = Marks::default();
        let mut last = 0;
        for (byte, word) in word_indices(text) {
            if last > 0 && is_ellipsis(&text[last..byte]) {
                marks.ellipses = marks.ellipses.saturating_add(1);
            }
            found.push(self.number(word));
            last = byte + word.len();
        }
        marks
    }
}

/// Returns a hash of a text, the same in every run.
pub(super) fn hash_of(folded: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(folded.as_bytes());
    hasher.finish()
}

/// Says whether what stands between two words discloses a cut: `…`, `...`, `. . .`.
fn is_ellipsis(between: &str) -> bool {
    between.len() >= 3
        && (between.contains('…') || between.bytes().filter(|byte| *byte == b'.').count() >= 3)
}

/// Returns the text with its editorial insertions taken out, and how many there were.
///
/// `[...]` becomes an ellipsis; `[W]e` and `demand[ed]` lose only the brackets.
fn without_brackets(text: &str) -> (String, u8) {
    let mut plain = String::with_capacity(text.len());
    let mut brackets = 0u8;
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        plain.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let Some(close) = inside.find(']').filter(|at| *at <= MAX_BRACKET) else {
            plain.push(' ');
            rest = inside;
            continue;
        };
        let (held, after) = (&inside[..close], &inside[close + 1..]);
        let joins_before = plain.ends_with(char::is_alphanumeric);
        let joins_after = after.starts_with(char::is_alphanumeric);
        if joins_before || joins_after {
            plain.push_str(held);
        } else if held.chars().any(char::is_alphanumeric) {
            brackets = brackets.saturating_add(1);
        } else {
            plain.push_str(" … ");
        }
        rest = after;
    }
    plain.push_str(rest);
    (plain, brackets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Marks) {
        let mut vocabulary = Vocabulary::default();
        let mut found = Vec::new();
        let marks = vocabulary.read(text, &mut found);
        let words: Vec<_> = found.iter().map(|number| vocabulary.word(*number)).collect();
        (words.join(" "), marks)
    }

    #[test]
    fn brackets_and_ellipses_are_marks_not_words() {
        let rows = [
            ("We won … twice.", "we won twice", 1, 0),
            ("We won. . . twice.", "we won twice", 1, 0),
            ("We won [...] twice", "we won twice", 1, 0),
            ("… We won…", "we won", 0, 0),
            ("[W]e won", "we won", 0, 0),
            ("He demand[ed] it", "he demanded it", 0, 0),
            ("I told [Mr. Reed] no", "i told no", 0, 1),
            ("an [unclosed bracket", "an unclosed bracket", 0, 0),
        ];
        for (text, words, ellipses, brackets) in rows {
            assert_eq!(read(text), (words.to_owned(), Marks { ellipses, brackets }), "{text}");
        }
    }

    #[test]
    fn whatever_is_respelt_may_be() {
        let words = [
            "colour",
            "color",
            "poistive",
            "positive",
            "busness",
            "business",
            "xolour",
            "colouxy",
            "olcour",
            "cat",
            "caat",
            "",
            "1995",
            "honour",
            "honourable",
        ];
        let long = "a".repeat(254);
        let all = words.iter().map(|word| (*word).to_owned());
        let all: Vec<String> =
            all.chain((0..5).map(|more| format!("{long}{}", "b".repeat(more)))).collect();
        for left in &all {
            for right in &all {
                let may_be = Sign::of(left).may_be_respelt(Sign::of(right));
                assert!(may_be || !crate::text::is_respelt(left, right), "{left} {right}");
            }
        }
        assert!(!Sign::of("never").may_be_respelt(Sign::of("always")));
    }

    proptest::proptest! {
        #[test]
        fn two_edits_show_in_no_sign(left in "[a-cé1-2]{0,11}", right in "[a-cé1-2]{0,11}") {
            let may_be = Sign::of(&left).may_be_respelt(Sign::of(&right));
            proptest::prop_assert!(may_be || !crate::text::is_respelt(&left, &right));
        }
    }

    #[test]
    fn a_word_keeps_its_number() {
        let mut vocabulary = Vocabulary::default();
        let mut found = Vec::new();
        vocabulary.read("Don’t say don't, DON'T say", &mut found);
        assert_eq!(found, [0, 1, 0, 0, 1]);
        assert_eq!(vocabulary.len(), 2);
    }
}
