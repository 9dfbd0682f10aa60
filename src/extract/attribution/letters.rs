//! The letters of a word, eight at a time: a hash of their lower-case form, and its shape.
//!
//! Every word of an article passes here. Nearly all are ASCII and shorter than eight letters, so
//! that one number holds the word, and all its letters are looked at with a few operations
//! ("SIMD within a register": Leslie Lamport, "Multiple Byte Processing with Full-Word
//! Instructions", 1975).

use super::tokens::{ALL_CAPITALS, CAPITAL, DIGIT, ENDS_ED, ENDS_ING, ENDS_LY, ENDS_S, Shape};

/// How many letters are read at a time.
const WIDTH: usize = 8;

/// A number with `byte` at all eight places.
const fn everywhere(byte: u8) -> u64 {
    u64::from_le_bytes([byte; WIDTH])
}

/// A hash of letters, taken in by eight.
#[derive(Clone, Copy, Default)]
struct Hash(u64);

impl Hash {
    /// Returns the hash with the letters of `chunk` behind those before.
    ///
    /// An odd factor maps different chunks to different numbers, so that no two words of up to
    /// eight letters share a hash. It is that of Sebastiano Vigna and Guy Steele, "Computationally
    /// Easy, Spectrally Good Multipliers for Congruential Pseudorandom Number Generators" (2021).
    fn with(self, chunk: u64) -> Self {
        Self((self.0.rotate_left(23) ^ chunk).wrapping_mul(0xf135_7aea_2e62_a9c5))
    }

    fn of(bytes: &[u8]) -> Self {
        bytes.chunks(WIDTH).fold(Self::default(), |hash, chunk| {
            let mut letters = [0; WIDTH];
            letters[..chunk.len()].copy_from_slice(chunk);
            hash.with(u64::from_le_bytes(letters))
        })
    }
}

/// What the letters of a word tell by themselves.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    /// A hash of their lower-case forms.
    pub hash: u64,
    /// Whether a capital is among them.
    has_capital: bool,
    /// Whether a small letter is among them.
    has_small: bool,
}

/// Returns a hash of the lower-case letters of `word`; curly apostrophes count as straight ones.
pub(crate) fn hash_word(word: &str) -> u64 {
    if word.is_ascii() { ascii(word.as_bytes(), 0, word.len()).hash } else { unicode(word).hash }
}

/// Returns the letters of the word that stands at bytes `from..to` of `text`.
pub(super) fn letters(text: &str, from: usize, to: usize, is_ascii: bool) -> Letters {
    if is_ascii { ascii(text.as_bytes(), from, to) } else { unicode(&text[from..to]) }
}

fn ascii(bytes: &[u8], from: usize, to: usize) -> Letters {
    let (mut hash, mut capitals, mut small) = (Hash::default(), 0, 0);
    for at in (from..to).step_by(WIDTH) {
        let chunk = load(bytes, at, to);
        let upper = between(chunk, b'A', b'Z');
        capitals |= upper;
        small |= between(chunk, b'a', b'z');
        // The bit that sets a mark of 0x80 off from 0x20 is what a capital lacks.
        hash = hash.with(chunk | (upper >> 2));
    }
    Letters { hash: hash.0, has_capital: capitals != 0, has_small: small != 0 }
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
    from_low & !above_high & !chunk & everywhere(0x80)
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
    Letters { hash: Hash::of(lower.as_bytes()).0, has_capital, has_small }
}

/// Returns the shape of `word`, whose letters are `letters`.
pub(super) fn shape(word: &str, letters: Letters) -> Shape {
    let bytes = word.as_bytes();
    let (first, is_digit) = match bytes.first() {
        Some(first) if first.is_ascii() => (*first, first.is_ascii_digit()),
        _ => (0, word.starts_with(char::is_numeric)),
    };
    let is_capital = (letters.has_capital && !first.is_ascii_digit()) || first == b'@';
    let is_shouted = letters.has_capital && !letters.has_small;
    let rules = [(is_capital, CAPITAL), (is_digit, DIGIT), (is_shouted, ALL_CAPITALS)];
    rules.iter().filter(|(applies, _)| *applies).fold(ending(bytes), |shape, (_, bit)| shape | bit)
}

/// Returns what the end of a word tells, in any case.
fn ending(word: &[u8]) -> Shape {
    let is_long = word.len() > 4;
    let last = |back: usize| word.len().checked_sub(back).map_or(0, |at| word[at] | 0x20);
    match last(1) {
        b'd' if is_long && last(2) == b'e' && last(3) != b'e' => ENDS_ED,
        b'g' if is_long && last(2) == b'n' && last(3) == b'i' => ENDS_ING,
        b'y' if last(2) == b'l' => ENDS_LY,
        b's' if word.len() > 2 => ENDS_S,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(word: &str) -> Shape {
        shape(word, letters(word, 0, word.len(), word.is_ascii()))
    }

    #[test]
    fn a_hash_does_not_depend_on_case_place_or_the_form_of_an_apostrophe() {
        for word in ["Said", "spokeswoman", "didn't", "ab_c-d@z{[`", "Straße", "Éa’b", "x"] {
            let around = format!("Zz{word}zZ and more words behind");
            let lower: String = word.to_lowercase();
            let found = letters(&around, 2, 2 + word.len(), word.is_ascii());
            assert_eq!(found.hash, hash_word(&lower), "{word}");
            assert_eq!(found.hash, hash_word(word), "{word}");
        }
        assert_eq!(hash_word("didn’t"), hash_word("DIDN'T"));
        assert_eq!(hash_word("dip\u{ad}lomat"), hash_word("diplomat"));
        assert_ne!(hash_word("abcdefgh"), hash_word("abcdefghi"));
        assert_ne!(hash_word("abcdefgh"), hash_word("abcdefgi"));
    }

    #[test]
    fn the_shape_of_a_word_is_its_capitals_and_its_end() {
        let rows = [
            ("Moss", CAPITAL | ENDS_S),
            ("McKay", CAPITAL),
            ("NATO", CAPITAL | ALL_CAPITALS),
            ("ADDED", CAPITAL | ALL_CAPITALS | ENDS_ED),
            ("agreed", 0),
            ("red", 0),
            ("saying", ENDS_ING),
            ("only", ENDS_LY),
            ("is", 0),
            ("his", ENDS_S),
            ("3rd", DIGIT),
            ("737s", DIGIT | ENDS_S),
            ("5G", DIGIT | ALL_CAPITALS),
            ("@a", CAPITAL),
            ("Émile", CAPITAL),
            ("ÉTÉ", CAPITAL | ALL_CAPITALS),
            ("été", 0),
            ("٣", DIGIT),
            ("½", DIGIT),
        ];
        for (word, expected) in rows {
            assert_eq!(shape_of(word), expected, "{word}");
        }
    }
}
