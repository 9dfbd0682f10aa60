//! The shape of a word: its capitals, its ending, and what its place has told of it.

use crate::extract::letters::Letters;

/// The shape of a word, one bit each.
pub(crate) type Shape = u16;

/// It begins with a capital, or has one inside.
pub(crate) const CAPITAL: Shape = 1;
/// It ends with `ed`.
pub(crate) const ENDS_ED: Shape = 1 << 1;
/// It ends with `ing`.
pub(crate) const ENDS_ING: Shape = 1 << 2;
/// It ends with `ly`.
pub(crate) const ENDS_LY: Shape = 1 << 3;
/// It ends with `s`.
pub(crate) const ENDS_S: Shape = 1 << 4;
/// It begins with a digit.
pub(crate) const DIGIT: Shape = 1 << 5;
/// It has letters, and all of them are capitals.
pub(crate) const ALL_CAPITALS: Shape = 1 << 6;
/// It stands in a line in which nearly all words are capitalised.
pub(crate) const IN_TITLE_LINE: Shape = 1 << 7;
/// It is used as a verb of saying here, as far as its neighbours tell.
pub(crate) const IS_CUE: Shape = 1 << 8;
/// It is a verb of saying only by its place beside a quotation; no list has it.
pub(crate) const BY_FRAME: Shape = 1 << 9;
/// It is a name although it is a function word elsewhere: "said Will Lund", "Ada May".
pub(crate) const KNOWN_NAME: Shape = 1 << 10;

/// Returns the shape of `word`, whose letters are `letters`.
#[inline]
pub(super) fn shape(word: &str, letters: Letters) -> Shape {
    let bytes = word.as_bytes();
    let (first, is_digit) = match bytes.first() {
        Some(first) if first.is_ascii() => (*first, first.is_ascii_digit()),
        _ => (0, word.starts_with(char::is_numeric)),
    };
    let is_capital = (letters.has_capital && !first.is_ascii_digit()) || first == b'@';
    let is_shouted = letters.has_capital && !letters.has_small;
    ending(bytes)
        | (Shape::from(is_capital) * CAPITAL)
        | (Shape::from(is_digit) * DIGIT)
        | (Shape::from(is_shouted) * ALL_CAPITALS)
}

/// Returns what the end of a word tells, in any case.
#[inline]
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
    use crate::extract::letters::letters;

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
            assert_eq!(shape(word, letters(word, 0, word.len())), expected, "{word}");
        }
    }
}
