//! Where UAX #29 divides a text into words, quickly where its letters are common ones.
//!
//! Most characters of an article are ASCII, curly quotation marks or dashes. The rules that these
//! ask for are a handful and need no table of all Unicode; a segment that touches any other
//! character is left to the `unicode-segmentation` crate. No rule looks back over a boundary, so
//! both ways of dividing may take turns at every segment, and what they find is the same.

use unicode_segmentation::UnicodeSegmentation;

/// What the rules of UAX #29 see in a character (Unicode Standard Annex 29, "Unicode Text
/// Segmentation", table 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// ALetter.
    Letter,
    /// Numeric.
    Digit,
    /// ExtendNumLet: the underscore.
    Joiner,
    /// MidLetter: joins letters.
    MidLetter,
    /// MidNum: joins digits.
    MidDigit,
    /// MidNumLet and Single_Quote: join letters, and digits.
    Mid,
    /// WSegSpace.
    Space,
    /// CR.
    Return,
    /// LF and Newline, which nothing joins.
    Newline,
    /// Stands by itself, unless it is followed by what belongs to the character before.
    Alone,
    /// Not in this table: combining marks, scripts with rules of their own, and all the rest.
    Unknown,
}

/// The classes of ASCII characters.
const ASCII: [Class; 128] = {
    let mut table = [Class::Alone; 128];
    let mut at = 0;
    while at < table.len() {
        table[at] = match at as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Joiner,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidDigit,
            b'.' | b'\'' => Class::Mid,
            b' ' => Class::Space,
            b'\r' => Class::Return,
            b'\n' | 0x0b | 0x0c => Class::Newline,
            _ => Class::Alone,
        };
        at += 1;
    }
    table
};

/// Says of each byte whether it is an ASCII letter or digit, which go on with any word.
const IS_PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < ASCII.len() {
        table[at] = matches!(ASCII[at], Class::Letter | Class::Digit);
        at += 1;
    }
    table
};

/// Returns the class and the length in bytes of the character at `at`, none behind the end.
#[inline]
fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let first = *text.as_bytes().get(at)?;
    match ASCII.get(usize::from(first)) {
        Some(class) => Some((*class, 1)),
        None => text[at..].chars().next().map(|c| (class_of(c), c.len_utf8())),
    }
}

/// Returns the class of a character that is not ASCII.
#[inline]
fn class_of(c: char) -> Class {
    match c {
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' => Class::Letter,
        '‘' | '’' => Class::Mid,
        '“' | '”' | '„' | '–' | '—' | '…' | '•' | '\u{a0}' | '£' | '€' | '§' | '°' | '½' => {
            Class::Alone
        }
        _ => Class::Unknown,
    }
}

/// A stretch between two boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// The first byte after it.
    pub(super) end: usize,
    /// Whether it holds a letter or a digit.
    pub(super) is_word: bool,
}

/// Returns the segment that begins at the boundary `start`, none at the end of the text.
pub(super) fn segment(text: &str, start: usize) -> Option<Segment> {
    let (class, length) = class_at(text, start)?;
    let end = start + length;
    let found = match class {
        Class::Letter | Class::Digit | Class::Joiner => word(text, class, end),
        Class::Return => {
            let is_pair = text.as_bytes().get(end) == Some(&b'\n');
            Some(Segment { end: end + usize::from(is_pair), is_word: false })
        }
        Class::Newline => Some(Segment { end, is_word: false }),
        Class::Space => spaces(text, end),
        Class::MidLetter | Class::MidDigit | Class::Mid | Class::Alone => {
            // A half is a number too, though no boundary tells so.
            let is_word = text[start..end].chars().any(char::is_alphanumeric);
            is_known(text, end).then_some(Segment { end, is_word })
        }
        Class::Unknown => None,
    };
    found.or_else(|| looked_up(text, start))
}

/// Returns the rest of a word of which `last` is the character before `end`, none where another
/// character than a common one has a say in where it ends.
fn word(text: &str, mut last: Class, mut end: usize) -> Option<Segment> {
    let mut is_word = last != Class::Joiner;
    // Nearly all words are nothing else up to their ends.
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    let plain = rest.iter().take_while(|byte| IS_PLAIN[usize::from(**byte)]).count();
    if let Some(byte) = rest[..plain].last() {
        (last, is_word) = (ASCII[usize::from(*byte)], true);
        end += plain;
    }
    while let Some((class, length)) = class_at(text, end) {
        match (last, class) {
            (_, Class::Letter | Class::Digit | Class::Joiner) => {
                is_word |= class != Class::Joiner;
                (last, end) = (class, end + length);
            }
            (Class::Letter, Class::MidLetter | Class::Mid)
            | (Class::Digit, Class::MidDigit | Class::Mid) => match class_at(text, end + length) {
                Some((Class::Unknown, _)) => return None,
                Some((next, more)) if next == last => end += length + more,
                _ => break,
            },
            (_, Class::Unknown) => return None,
            _ => break,
        }
    }
    Some(Segment { end, is_word })
}

fn spaces(text: &str, mut end: usize) -> Option<Segment> {
    while let Some((Class::Space, length)) = class_at(text, end) {
        end += length;
    }
    is_known(text, end).then_some(Segment { end, is_word: false })
}

/// Says whether the character at `at`, if any, is a common one: none of those joins what is before.
fn is_known(text: &str, at: usize) -> bool {
    class_at(text, at).is_none_or(|(class, _)| class != Class::Unknown)
}

/// Returns the segment as the rules for all characters give it.
fn looked_up(text: &str, start: usize) -> Option<Segment> {
    let found = text[start..].split_word_bounds().next()?;
    let is_word = found.chars().any(char::is_alphanumeric);
    Some(Segment { end: start + found.len(), is_word })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segments(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(segment) = segment(text, at) {
            let piece = &text[at..segment.end];
            assert_eq!(segment.is_word, piece.chars().any(char::is_alphanumeric), "{piece:?}");
            found.push(piece);
            at = segment.end;
        }
        found
    }

    fn assert_equal(text: &str) {
        let expected: Vec<&str> = text.split_word_bounds().collect();
        assert_eq!(segments(text), expected, "{text:?}");
    }

    #[test]
    fn every_character_is_divided_by_the_rules_for_all() {
        // All that the table knows stand far below; beyond, one in a hundred is tried.
        for c in ('\0'..='\u{2fff}').chain(('\u{3000}'..=char::MAX).step_by(97)) {
            for (before, behind) in
                [("a", "b"), ("1", "2"), ("a", "1"), (" ", " "), ("_", "a"), ("\r", "\n")]
            {
                assert_equal(&format!("{before}{c}{behind}"));
            }
            assert_equal(&format!("{c}{c}\u{301}'a"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn common_and_rare_characters_are_divided_alike(
            text in "[a-cA-C0-3 .,;:'\"_\\-\r\n\t\u{b}\\[$%’‘“”—…·éßñ½ª\u{a0}\u{ad}\u{301}\u{200d}\u{2028}אש\"カ한中🇨🇦🇬🙂👩©\u{fe0f}\u{200b}]{0,24}"
        ) {
            assert_equal(&text);
        }

        #[test]
        fn ascii_is_divided_alike(text in "[ -~\r\n\t]{0,60}") {
            assert_equal(&text);
        }

        #[test]
        fn prose_is_divided_alike(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "don", "’", "'", "t", "3", ".", "14", ",", "000", ":", "30", " ", "  ", "\r\n",
                    "“", "”", "—", "U", "S", "_", "a", "é", "e\u{301}", "\u{ad}", "\u{200d}", "👩",
                    "🇨", "🇦", "א", "\"", "カ", "…", ";", "\n", "\u{a0}", "½",
                ]),
                0..40,
            )
        ) {
            assert_equal(&parts.concat());
        }
    }
}
