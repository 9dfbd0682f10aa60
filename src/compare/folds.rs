//! Typographic folds: the text that comparison sees, with a map back to the text as it stands.
//!
//! Folding twice changes nothing. Which folds *fired* is a matter of two texts: one is listed only
//! where both sides came to the same only through it.

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Fold, fold_char, is_ignorable};

/// A folded text and where each of its characters came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    /// The text that comparison sees.
    pub(crate) text: String,
    /// For each character of `text`, in order, where it came from.
    pub(crate) origins: Vec<Origin>,
}

/// A stretch of the text as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Its first byte.
    pub(crate) byte: usize,
    /// The first byte after it.
    pub(crate) byte_end: usize,
    /// Its first code point.
    pub(crate) start: usize,
    /// The first code point after it.
    pub(crate) end: usize,
    /// Whether it stood in brackets inside a word: "demand[ed]".
    pub(crate) bracketed: bool,
}

/// Longest pair of brackets inside a word, in code points; "[un]likely" and the like are shorter.
const LONGEST_INNER_BRACKET: usize = 12;

/// Folds `text`: look-alikes become one, what shows nothing goes, and brackets inside a word open.
pub(crate) fn fold(text: &str) -> Folded {
    let mut folded =
        Folded { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
    let inner = if text.contains('[') { inner_brackets(text) } else { Vec::new() };
    let mut place = Place { byte: 0, start: 0, inner: &inner };
    if is_nfc(text) {
        for c in text.chars() {
            folded.push(c, place.step(c.len_utf8(), 1));
        }
        return folded;
    }
    for cluster in text.graphemes(true) {
        let whole = place.step(cluster.len(), cluster.chars().count());
        for c in cluster.nfc() {
            folded.push(c, whole);
        }
    }
    folded
}

/// How far the text has been read.
struct Place<'p> {
    byte: usize,
    start: usize,
    /// Brackets inside words, as ranges of bytes.
    inner: &'p [std::ops::Range<usize>],
}

impl Place<'_> {
    /// Reads on over `bytes` bytes and `chars` code points; `None` for the edge of an inner bracket.
    fn step(&mut self, bytes: usize, chars: usize) -> Option<Origin> {
        let (byte, start) = (self.byte, self.start);
        (self.byte, self.start) = (byte + bytes, start + chars);
        let inside = self.inner.iter().find(|range| range.contains(&byte));
        let is_edge = inside.is_some_and(|r| r.start == byte || r.end == self.byte);
        let origin = Origin {
            byte,
            byte_end: self.byte,
            start,
            end: self.start,
            bracketed: inside.is_some(),
        };
        (!is_edge).then_some(origin)
    }
}

impl Folded {
    fn push(&mut self, c: char, origin: Option<Origin>) {
        if let Some(origin) = origin.filter(|_| c.is_ascii() || !is_ignorable(c)) {
            self.text.push(if c.is_ascii_alphanumeric() { c } else { lowered(fold_char(c).0) });
            self.origins.push(origin);
        }
    }
}

/// Returns a figure below the line as it stands on it: "CO₂" is "CO2".
fn lowered(c: char) -> char {
    let figure = u32::from(c).wrapping_sub(u32::from('₀'));
    char::from_digit(figure, 10).unwrap_or(c)
}

/// Returns the brackets that stand inside a word, as ranges of bytes, brackets included.
fn inner_brackets(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut found = Vec::new();
    for (open, _) in text.match_indices('[') {
        let Some((word, after)) = text[open + 1..].split_once(']') else { break };
        let is_word = !word.is_empty()
            && word.chars().count() <= LONGEST_INNER_BRACKET
            && word.chars().all(|c| c.is_alphabetic() || fold_char(c).0 == '\'');
        let touches =
            is_letter(text[..open].chars().next_back()) || is_letter(after.chars().next());
        if is_word && touches {
            found.push(open..open + word.len() + 2);
        }
    }
    found
}

/// Returns the characters of a text that a fold is about, as they stand.
type Pick = fn(&str) -> Vec<String>;

/// Returns the folds through which two stretches that read alike came to do so.
pub(crate) fn fired(left: &str, right: &str) -> Vec<Fold> {
    if left == right {
        return Vec::new();
    }
    let differs = |pick: Pick| pick(left) != pick(right);
    let rows: [(Fold, Pick); 6] = [
        (Fold::QuotationMarks, |text| pick(text, |c| matches!(fold_char(c).0, '\'' | '"'))),
        (Fold::Dashes, |text| runs(text, |c| fold_char(c).0 == '-')),
        (Fold::Ellipsis, ellipses),
        (Fold::Spaces, |text| runs(text, char::is_whitespace)),
        (Fold::Ignorable, |text| pick(text, is_ignorable)),
        (Fold::Normalization, |text| {
            let is_other =
                |c: char| lowered(c) != c || matches!(c, '？' | '！' | '，' | '：' | '；');
            let is_plain = is_nfc(text) && !text.contains(is_other);
            if is_plain { Vec::new() } else { vec![text.to_owned()] }
        }),
    ];
    rows.into_iter().filter(|(_, pick)| differs(*pick)).map(|(fold, _)| fold).collect()
}

fn pick(text: &str, belongs: fn(char) -> bool) -> Vec<String> {
    text.chars().filter(|c| belongs(*c)).map(String::from).collect()
}

fn runs(text: &str, belongs: fn(char) -> bool) -> Vec<String> {
    let parts = text.split(|c| !belongs(c)).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Returns the ellipses of `text` as they stand.
fn ellipses(text: &str) -> Vec<String> {
    let is_dot = |c: char| matches!(c, '.' | '…' | '⋯') || c.is_whitespace();
    let parts = text.split(|c| !is_dot(c)).map(str::trim);
    let is_ellipsis = |part: &&str| part.contains(['…', '⋯']) || part.matches('.').count() > 2;
    parts.filter(is_ellipsis).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["“It’s — over”…", "dip\u{ad}lomat cafe\u{301}", "[T]he plan [w]as", "a\u{a0}b"]
        {
            let once = fold(text).text;
            assert_eq!(fold(&once).text, once, "{text}");
        }
    }

    #[test]
    fn every_folded_character_knows_where_it_came_from() {
        let text = "“Cafe\u{301}” demand[ed]";
        let folded = fold(text);
        assert_eq!(folded.text, "\"Café\" demanded");
        let e = folded.origins[4];
        assert_eq!((&text[e.byte..e.byte_end], e.start, e.end), ("e\u{301}", 4, 6));
        assert_eq!(folded.origins.iter().filter(|origin| origin.bracketed).count(), 2);
    }

    #[test]
    fn a_fold_fires_only_where_the_two_sides_differ_in_it() {
        let rows: [(&str, &str, &[Fold]); 6] = [
            ("don’t", "don't", &[Fold::QuotationMarks]),
            ("don’t", "don’t", &[]),
            ("a — b", "a -- b", &[Fold::Dashes]),
            ("a … b", "a ... b", &[Fold::Ellipsis]),
            ("a  b", "a b", &[Fold::Spaces]),
            ("dip\u{ad}lomat", "diplomat", &[Fold::Ignorable]),
        ];
        for (left, right, expected) in rows {
            assert_eq!(fired(left, right), expected, "{left} {right}");
        }
    }
}
