//! The letters of a word, eight at a time, and an index of words by a hash of their letters.
//!
//! Every word of an article passes here. Nearly all are ASCII and shorter than eight letters, so
//! that one number holds the word, and all its letters are looked at with a few operations
//! (Leslie Lamport, "Multiple Byte Processing with Full-Word Instructions", 1975).

use rustc_hash::FxHashMap;

/// How many letters are read at a time.
const WIDTH: usize = 8;

/// The highest bit of all eight bytes.
const HIGH: u64 = everywhere(0x80);

/// The bit in which small letters differ from capitals, of all eight bytes.
const SMALL: u64 = everywhere(0x20);

/// A number with `byte` at all eight places.
const fn everywhere(byte: u8) -> u64 {
    u64::from_le_bytes([byte; WIDTH])
}

/// What the letters of a word tell by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters {
    /// A hash of their lower-case forms.
    pub(super) hash: u64,
    /// Whether a capital is among them.
    pub(super) has_capital: bool,
    /// Whether a small letter is among them.
    pub(super) has_small: bool,
}

/// Returns a hash of the lower-case letters of `word`; curly apostrophes count as straight ones.
pub(super) fn hash_word(word: &str) -> u64 {
    letters(word, 0, word.len()).hash
}

/// Returns the same of a word in small ASCII letters while the program is compiled.
pub(super) const fn hash_of_lower(word: &str) -> u64 {
    assert!(word.is_ascii());
    let bytes = word.as_bytes();
    let (mut hash, mut at) = (0, 0);
    while at < bytes.len() {
        let (mut chunk, mut place) = (0, 0);
        while place < WIDTH && at + place < bytes.len() {
            chunk |= (bytes[at + place] as u64) << (8 * place);
            place += 1;
        }
        hash = mixed(hash, chunk);
        at += WIDTH;
    }
    hash
}

/// Returns the hashes of words in small ASCII letters, for a `const`.
macro_rules! hashes {
    [$($word:literal),+ $(,)?] => { &[$($crate::extract::letters::hash_of_lower($word)),+] };
}
pub(super) use hashes;

/// Returns the letters of the word that stands at bytes `from..to` of `text`.
pub(super) fn letters(text: &str, from: usize, to: usize) -> Letters {
    let bytes = text.as_bytes();
    if bytes[from..to].is_ascii() { ascii(bytes, from, to) } else { unicode(&text[from..to]) }
}

/// Returns the letters of the word at `at`, with their count, if it is a run of ASCII letters and
/// digits; the last few words of a text are left to [`letters`].
#[inline]
pub(super) fn plain_word(text: &[u8], at: usize) -> Option<(usize, Letters)> {
    // Nearly all words end within two chunks. Which one they end in cannot be foreseen: both are
    // looked at, and no branch depends on it.
    let first = Chunk::at(text, at)?;
    let Some(second) = Chunk::at(text, at + WIDTH) else { return long_word(text, at) };
    let goes_on = u64::from(first.length() == WIDTH).wrapping_neg();
    let second = Chunk { inside: second.inside & goes_on, ..second };
    let length = first.length() + second.length();
    if length == 2 * WIDTH {
        return long_word(text, at);
    }
    let short = mixed(0, first.lower());
    let long = mixed(short, second.lower());
    let found = Letters {
        hash: if second.inside == 0 { short } else { long },
        has_capital: first.capitals() | second.capitals() != 0,
        has_small: first.small() | second.small() != 0,
    };
    Some((length, found))
}

/// Returns the same, chunk by chunk.
fn long_word(text: &[u8], at: usize) -> Option<(usize, Letters)> {
    let mut found = Letters { hash: 0, has_capital: false, has_small: false };
    let mut length = 0;
    loop {
        let chunk = Chunk::at(text, at + length)?;
        if chunk.inside != 0 {
            found.hash = mixed(found.hash, chunk.lower());
            found.has_capital |= chunk.capitals() != 0;
            found.has_small |= chunk.small() != 0;
        }
        length += chunk.length();
        if chunk.inside != u64::MAX {
            return Some((length, found));
        }
    }
}

/// Eight bytes of a text, of which the first may be letters and digits.
#[derive(Clone, Copy)]
struct Chunk {
    bytes: u64,
    /// All bits of those letters and digits.
    inside: u64,
}

impl Chunk {
    #[inline]
    fn at(text: &[u8], at: usize) -> Option<Self> {
        let bytes = u64::from_le_bytes(text.get(at..at + WIDTH)?.try_into().ok()?);
        // A digit has the bit 0x20 already, so that a run of letters and digits is lower case with it.
        let lower = bytes | SMALL;
        let others = HIGH & !(between(lower, b'a', b'z') | between(bytes, b'0', b'9'));
        // The bits below the first of the others; all where there is none.
        let inside = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
        Some(Self { bytes, inside })
    }

    /// Returns how many letters and digits it begins with.
    fn length(self) -> usize {
        self.inside.trailing_ones() as usize / 8
    }

    /// Returns them in lower case.
    fn lower(self) -> u64 {
        (self.bytes | SMALL) & self.inside
    }

    /// Returns the bit 0x20 of those that are capitals.
    fn capitals(self) -> u64 {
        !self.bytes & SMALL & self.inside
    }

    /// Returns a bit for each that is a small letter: letters have the bit 0x40, digits do not.
    fn small(self) -> u64 {
        self.bytes & (self.bytes << 1) & (SMALL << 1) & self.inside
    }
}

fn ascii(bytes: &[u8], from: usize, to: usize) -> Letters {
    let mut found = Letters { hash: 0, has_capital: false, has_small: false };
    let mut at = from;
    while at < to {
        let chunk = load(bytes, at, to);
        let capitals = between(chunk, b'A', b'Z');
        found.has_capital |= capitals != 0;
        found.has_small |= between(chunk, b'a', b'z') != 0;
        // A capital lacks the bit 0x20; it is marked by 0x80.
        found.hash = mixed(found.hash, chunk | capitals >> 2);
        at += WIDTH;
    }
    found
}

/// Returns the eight bytes at `at` as a number, those from `to` on as zeros.
fn load(bytes: &[u8], at: usize, to: usize) -> u64 {
    let length = (to - at).min(WIDTH);
    if let Some(whole) = bytes.get(at..at + WIDTH).and_then(|part| part.try_into().ok()) {
        return u64::from_le_bytes(whole) & (u64::MAX >> (8 * (WIDTH - length)));
    }
    let mut part = [0; WIDTH];
    part[..length].copy_from_slice(&bytes[at..at + length]);
    u64::from_le_bytes(part)
}

/// Returns 0x80 at the place of every ASCII byte that lies between `low` and `high`.
fn between(chunk: u64, low: u8, high: u8) -> u64 {
    let plain = chunk & everywhere(0x7f);
    let from_low = plain + everywhere(0x80 - low);
    let above_high = plain + everywhere(0x7f - high);
    from_low & !above_high & !chunk & HIGH
}

/// Returns the hash of what `hash` stands for and `chunk` behind it.
///
/// An odd factor maps different chunks to different numbers, so that no two words of up to eight
/// letters share a hash. It is that of Guy Steele and Sebastiano Vigna, "Computationally Easy,
/// Spectrally Good Multipliers for Congruential Pseudorandom Number Generators" (2021).
const fn mixed(hash: u64, chunk: u64) -> u64 {
    (hash.rotate_left(23) ^ chunk).wrapping_mul(0xf135_7aea_2e62_a9c5)
}

fn unicode(word: &str) -> Letters {
    let mut lower = String::with_capacity(word.len() + 4);
    let (mut has_capital, mut has_small) = (false, false);
    for c in word.chars() {
        match c {
            '’' | '‘' | '`' => lower.push('\''),
            '\u{ad}' => {}
            c if c.is_ascii() => {
                has_capital |= c.is_ascii_uppercase();
                has_small |= c.is_ascii_lowercase();
                lower.push(c.to_ascii_lowercase());
            }
            c => {
                has_capital |= c.is_uppercase();
                has_small |= c.is_lowercase();
                lower.extend(c.to_lowercase());
            }
        }
    }
    let bytes = lower.as_bytes();
    let starts = (0..bytes.len()).step_by(WIDTH);
    let hash = starts.fold(0, |hash, at| mixed(hash, load(bytes, at, bytes.len())));
    Letters { hash, has_capital, has_small }
}

/// What is known of some words, laid out to be asked for every word of an article, of which most
/// are not among them.
///
/// The slots are few enough to stay in a fast cache, and seven of eight are empty: an unknown word
/// mostly costs one look at one of them, whose outcome the processor foresees.
#[derive(Debug)]
pub(super) struct WordIndex<T> {
    /// For every slot the number of its word, from 1, and in the high half a part of its hash, by
    /// which nearly all other words are told without a look at it; 0 where it is empty. A word
    /// whose slot is taken stands in the next free one.
    slots: Box<[u32]>,
    words: Vec<(u64, T)>,
    /// How far a hash is shifted to leave the number of its slot.
    shift: u32,
}

impl<T: Copy + Default> WordIndex<T> {
    /// Lays out a table of what is known by [`hash_word`]; it has room for 65,535 words.
    pub(super) fn of(table: FxHashMap<u64, T>) -> Self {
        let mut words: Vec<(u64, T)> = table.into_iter().collect();
        words.sort_unstable_by_key(|(hash, _)| *hash);
        words.truncate(usize::from(u16::MAX));
        let count = (words.len() * 8 + 2).next_power_of_two();
        let shift = u64::BITS - count.trailing_zeros();
        let mut index = Self { slots: vec![0; count].into_boxed_slice(), words, shift };
        for number in 0..index.words.len() {
            let mut slot = index.first_slot(index.words[number].0);
            while index.slots[slot] != 0 {
                slot = (slot + 1) % count;
            }
            index.slots[slot] = tag(index.words[number].0) | (number as u32 + 1);
        }
        index
    }

    /// Returns what is known of the word with this hash, the default for a word that is not here.
    #[inline]
    pub(super) fn look_up(&self, hash: u64) -> T {
        let mut slot = self.first_slot(hash);
        loop {
            let entry = self.slots[slot];
            if entry == 0 {
                return T::default();
            }
            if entry & TAG == tag(hash) {
                let (known, value) = &self.words[(entry & !TAG) as usize - 1];
                if *known == hash {
                    return *value;
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Returns the slot where the search for a hash begins: its highest bits, which depend on all
    /// letters.
    fn first_slot(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }
}

/// The bits of a slot that hold a part of the hash.
const TAG: u32 = 0xffff_0000;

/// Returns a part of a hash that its slot does not depend on.
fn tag(hash: u64) -> u32 {
    (hash >> 16) as u32 & TAG
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_does_not_depend_on_case_place_or_the_form_of_an_apostrophe() {
        for word in ["Said", "spokeswoman", "didn't", "ab_c-d@z{[`", "Straße", "Éa’b", "x"] {
            let around = format!("Zz{word}zZ and more words behind");
            let lower: String = word.to_lowercase();
            let found = letters(&around, 2, 2 + word.len());
            assert_eq!(found.hash, hash_word(&lower), "{word}");
            if lower.is_ascii() {
                assert_eq!(found.hash, hash_of_lower(&lower), "{word}");
            }
            assert_eq!(found.hash, hash_word(word), "{word}");
        }
        assert_eq!(hash_word("didn’t"), hash_word("DIDN'T"));
        assert_eq!(hash_word("dip\u{ad}lomat"), hash_word("diplomat"));
        assert_ne!(hash_word("abcdefgh"), hash_word("abcdefghi"));
        assert_ne!(hash_word("abcdefgh"), hash_word("abcdefgi"));
    }

    #[test]
    fn a_plain_word_has_the_same_letters_however_it_is_read() {
        let texts = ["I am here.", "NATO's men", "A1b2C3d rest", "Mr. Zoë Hall", "été au lac"];
        let long = ["Sixteen8 letters", "Spokeswomen-of the day", "internationalisaTION, a word"];
        for text in texts.into_iter().chain(long) {
            let (length, found) = plain_word(text.as_bytes(), 0).unwrap();
            let word: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
            assert_eq!((length, found), (word.len(), letters(text, 0, word.len())), "{text}");
        }
        assert_eq!(plain_word(b"the end", 4), None);
    }

    #[test]
    fn an_index_knows_its_words_and_no_others() {
        let words: Vec<String> = (0..3000).map(|n| format!("word{n}")).collect();
        let table = (1..).zip(&words).map(|(n, word)| (hash_word(word), n)).collect();
        let index: WordIndex<u32> = WordIndex::of(table);
        for (n, word) in (1..).zip(&words) {
            assert_eq!(index.look_up(hash_word(word)), n, "{word}");
            assert_eq!(index.look_up(hash_word(&format!("{word}x"))), 0, "{word}");
        }
        assert_eq!(WordIndex::<u32>::of(FxHashMap::default()).look_up(0), 0);
    }
}
