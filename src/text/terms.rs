//! What a text is found by: a number for each of its words, and for each two short words side by
//! side.
//!
//! Short words stand in nearly every text, two of them together seldom do; so that a sentence of
//! nothing but short words can be found as well.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::is_ignorable;
use super::word_bits::{WordBits, is_mark};
use super::words::fold_word;

/// Most bytes of a word that is also looked for together with its neighbour.
const SHORT: usize = 4;

/// Where the FNV-1a hash of 64 bits begins, and what it is multiplied by for each byte.
const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Returns the numbers of the words of `text` and of its pairs of short words, each once, in
/// ascending order.
///
/// A word is a run of letters and digits, or one ideograph; typography and case are set aside, and
/// so are square brackets inside a word and the full stops of an acronym. Numbers have 32 bits, so
/// that two words may share one: what is found is a candidate, no answer.
pub fn search_terms(text: &str) -> Vec<u32> {
    let mut terms = terms_as_they_come(text);
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Returns the same in the order of the text, as often as they stand there.
pub fn terms_as_they_come(text: &str) -> Vec<u32> {
    let mut terms = Vec::with_capacity(text.len() / 3);
    each_term(text, |term, _| terms.push(term));
    terms
}

/// Returns the terms of a passage that must stand in a text that has it: none of words that its
/// square brackets touch, none that two pieces around an ellipsis make together.
pub fn passage_terms(passage: &str) -> Vec<u32> {
    let plain = without_brackets(passage);
    let mut terms: Vec<u32> = parts(&plain).flat_map(search_terms).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Returns what stands between the ellipses of a text.
fn parts(plain: &str) -> impl Iterator<Item = &str> {
    plain.split('…').flat_map(|part| part.split("..."))
}

/// What is told of some words without reading them: their first letters and their lengths.
#[derive(Debug, Clone, PartialEq)]
pub struct Shapes {
    /// A bit for each length of the words that begin with a byte.
    lengths: [u64; 256],
}

impl Default for Shapes {
    fn default() -> Self {
        Self { lengths: [0; 256] }
    }
}

impl Shapes {
    /// Returns those of the words of `text`.
    pub fn of(text: &str) -> Self {
        let mut shapes = Self::default();
        shapes.add(text);
        shapes
    }

    /// Returns those of the words of which [`passage_terms`] tells.
    pub fn of_passage(passage: &str) -> Self {
        let mut shapes = Self::default();
        parts(&without_brackets(passage)).for_each(|part| shapes.add(part));
        shapes
    }

    fn add(&mut self, text: &str) {
        let mut at = 0;
        while let Some(word) = next_word(text, at) {
            at = word.end;
            let letters = letters(&text[word]);
            if let Some(first) = letters.first() {
                self.lengths[usize::from(*first)] |= bit_of(letters.len());
            }
        }
    }

    /// Says whether a word has one of them that begins with an ASCII letter or digit in either case.
    #[inline]
    fn has(&self, first: u8, length: usize) -> bool {
        self.lengths[usize::from(LOWER[usize::from(first)])] & bit_of(length) != 0
    }

    /// Says whether any begins with an ASCII letter or digit, in either case.
    #[inline]
    fn begin_with(&self, first: u8) -> bool {
        self.lengths[usize::from(LOWER[usize::from(first)])] != 0
    }
}

/// Returns the bit that stands for a length; the last stands for all from 63 on.
#[inline]
fn bit_of(length: usize) -> u64 {
    1 << length.min(63)
}

/// Returns a text with an ellipsis in the place of each pair of square brackets and of the words
/// that it touches.
fn without_brackets(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        plain.push_str(before.trim_end_matches(char::is_alphanumeric));
        plain.push('…');
        rest = behind.split_once(']').map_or("", |(_, after)| after);
        rest = rest.trim_start_matches(char::is_alphanumeric);
    }
    plain.push_str(rest);
    plain
}

/// Hands every term of `text` to `visit`, with the bytes that it stands on, in the order of the
/// text.
pub fn each_term(text: &str, mut visit: impl FnMut(u32, Range<usize>)) {
    let mut before: Option<(u64, usize)> = None;
    let mut at = 0;
    while let Some((word, hash)) = next_hashed(text, at) {
        at = word.end;
        let (hash, length) = hash;
        visit(short(hash), word.clone());
        let is_short = length <= SHORT;
        if let Some((before, start)) = before.filter(|_| is_short) {
            visit(short(before.rotate_left(7) ^ hash), start..word.end);
        }
        before = is_short.then_some((hash, word.start));
    }
}

/// Hands those terms of `text` to `visit` that words of some shapes make, in the order of the text: of
/// most words no more is read than their first letters.
pub fn each_term_of(text: &str, shapes: &Shapes, mut visit: impl FnMut(u32, Range<usize>)) {
    let mut before: Option<(u64, usize)> = None;
    for found in ShapedWords::of(text, shapes) {
        let Some((word, (hash, length))) = found else {
            before = None;
            continue;
        };
        visit(short(hash), word.clone());
        let is_short = length <= SHORT;
        if let Some((before, start)) = before.filter(|_| is_short) {
            visit(short(before.rotate_left(7) ^ hash), start..word.end);
        }
        before = is_short.then_some((hash, word.start));
    }
}

/// Returns the words of `text` that have one of some shapes, where each stands, with their numbers, and
/// nothing in the place of all others between two of them.
pub fn words_of<'t>(
    text: &'t str,
    shapes: &'t Shapes,
) -> impl Iterator<Item = Option<(Range<usize>, u32)>> + 't {
    let number = |(word, (hash, _))| (word, short(hash));
    ShapedWords::of(text, shapes).map(move |found| found.map(number))
}

/// The words of a text that may have one of some shapes, in their order, with their hashes; nothing in
/// the place of all others between two of them.
struct ShapedWords<'t> {
    text: &'t str,
    shapes: &'t Shapes,
    bits: WordBits,
    at: usize,
    /// Whether words before `at` have been passed over of which nothing has been said.
    has_others: bool,
}

impl<'t> ShapedWords<'t> {
    fn of(text: &'t str, shapes: &'t Shapes) -> Self {
        let bits = WordBits::of(text.as_bytes());
        Self { text, shapes, bits, at: 0, has_others: false }
    }
}

impl Iterator for ShapedWords<'_> {
    type Item = Option<(Range<usize>, (u64, usize))>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        // What a single letter and a full stop begin may be an acronym.
        let may_be = |start: usize| {
            self.shapes.begin_with(bytes[start]) || bytes.get(start + 1) == Some(&b'.')
        };
        loop {
            let (start, has_others) = self.bits.next_start(self.at, may_be)?;
            self.has_others |= has_others;
            let end = self.bits.plain_end(start);
            let is_plain = ends_plainly(bytes, start, end);
            if is_plain && !self.shapes.has(bytes[start], end - start) {
                (self.at, self.has_others) = (end, true);
                continue;
            }
            if std::mem::take(&mut self.has_others) {
                self.at = start;
                return Some(None);
            }
            if is_plain {
                self.at = end;
                return Some(Some((start..end, (hash_plain(&bytes[start..end]), end - start))));
            }
            let word = next_word(self.text, start)?;
            self.at = word.end;
            let hash = hash(&self.text[word.clone()]);
            return Some(Some((word, hash)));
        }
    }
}

/// Says whether ASCII letters and digits are a word, and nothing follows with which it could go on.
#[inline]
fn ends_plainly(bytes: &[u8], start: usize, end: usize) -> bool {
    match bytes.get(end) {
        Some(b'[' | b']') => false,
        Some(0x80..) => end > start && is_mark(bytes, end),
        // The full stop of an acronym.
        Some(b'.') => end - start > 1,
        _ => end > start,
    }
}

#[inline]
fn hash_plain(word: &[u8]) -> u64 {
    word.iter().fold(FNV_BASIS, |hash, byte| {
        (hash ^ u64::from(LOWER[usize::from(*byte)])).wrapping_mul(FNV_PRIME)
    })
}

/// Returns where the first word of `text` from the byte `from` on stands, and its hash.
fn next_hashed(text: &str, from: usize) -> Option<(Range<usize>, (u64, usize))> {
    let bytes = text.as_bytes();
    let begins = |byte: &u8| LOWER[usize::from(*byte)] != 0 || !byte.is_ascii();
    let start = from + bytes[from..].iter().position(begins)?;
    if let Some((end, hash)) = plain_word(bytes, start) {
        return Some((start..end, (hash, end - start)));
    }
    let word = next_word(text, start)?;
    let hash = hash(&text[word.clone()]);
    Some((word, hash))
}

/// Each ASCII letter in lower case, and each digit, at its own place; 0 at all others.
const LOWER: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// Returns the end and the hash of the word that begins at `start`, as nearly all words do and end:
/// ASCII letters and digits, and behind them nothing with which a word could go on.
fn plain_word(bytes: &[u8], start: usize) -> Option<(usize, u64)> {
    let (mut end, mut hash) = (start, FNV_BASIS);
    while let Some(byte) = bytes.get(end) {
        let lower = LOWER[usize::from(*byte)];
        if lower == 0 {
            break;
        }
        hash = (hash ^ u64::from(lower)).wrapping_mul(FNV_PRIME);
        end += 1;
    }
    ends_plainly(bytes, start, end).then_some((end, hash))
}

/// Returns where the first word of `text` from the byte `from` on stands.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = match rest.bytes().position(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) {
        Some(at) if rest.as_bytes()[at].is_ascii() => from + at,
        Some(at) => from + at + rest[at..].find(char::is_alphanumeric)?,
        None => return None,
    };
    let first = text[start..].chars().next()?;
    if stands_alone(first) {
        return Some(start..start + first.len_utf8());
    }
    let mut end = start + first.len_utf8();
    // Where the part behind the last full stop of an acronym begins; none once it is no acronym.
    let mut part = Some(start);
    loop {
        end += text[end..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        // What follows most words, told without reading letters.
        if matches!(text.as_bytes().get(end), None | Some(b' ' | b',' | b'\n')) {
            break;
        }
        let Some(next) = text[end..].chars().next() else { break };
        let behind = text[end + next.len_utf8()..].chars().next();
        let goes_on = match next {
            '[' | ']' => behind.is_some_and(|c| c.is_alphanumeric() && !stands_alone(c)),
            '.' => {
                part = part.filter(|part| is_letter(&text[*part..end])).map(|_| end + 1);
                part.is_some_and(|part| opens_initial(&text[part..]))
            }
            c if c.is_ascii() => false,
            c => {
                (c.is_alphanumeric() && !stands_alone(c)) || is_ignorable(c) || is_combining_mark(c)
            }
        };
        if !goes_on {
            break;
        }
        end += next.len_utf8();
    }
    Some(start..end)
}

fn is_letter(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Says whether `rest` begins with a letter that stands by itself.
fn opens_initial(rest: &str) -> bool {
    let mut chars = rest.chars();
    let is_alone = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
    chars.next().is_some_and(|c| c.is_alphabetic() && !stands_alone(c))
        && chars.next().is_none_or(is_alone)
}

/// Says whether a letter is written without spaces around its words: kana, ideographs.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Returns the FNV-1a hash (Fowler, Noll and Vo, 1991) of a word's folded letters and digits: the
/// same on every machine, as it is stored. And how many bytes they are.
fn hash(word: &str) -> (u64, usize) {
    if word.is_ascii() {
        hash_bytes(word.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        hash_bytes(fold_word(word).bytes())
    }
}

fn hash_bytes(bytes: impl Iterator<Item = u8>) -> (u64, usize) {
    bytes.filter(is_hashed).fold((FNV_BASIS, 0), |(hash, length), byte| {
        ((hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME), length + 1)
    })
}

fn is_hashed(byte: &u8) -> bool {
    !matches!(byte, b'.' | b'[' | b']')
}

/// Returns what is hashed of a word.
fn letters(word: &str) -> Vec<u8> {
    if word.is_ascii() {
        word.bytes().map(|byte| byte.to_ascii_lowercase()).filter(is_hashed).collect()
    } else {
        fold_word(word).bytes().filter(is_hashed).collect()
    }
}

/// Returns the low and the high half of a hash in one.
fn short(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_all(text: &str, part: &str) -> bool {
        let terms = search_terms(text);
        search_terms(part).iter().all(|term| terms.binary_search(term).is_ok())
    }

    #[test]
    fn a_stretch_of_a_text_has_only_terms_of_the_text() {
        let text = "“I do NOT know what we will do,” the mayor’s aide said – not at 3.5 per cent.";
        for part in
            ["I do not know", "the mayor's aide said", "not at 3.5 per cent", "WHAT WE WILL"]
        {
            assert!(has_all(text, part), "{part}");
        }
        assert!(!has_all(text, "know not"), "the pair stands in another order");
        assert!(!has_all(text, "the mayor's maid"));
    }

    #[test]
    fn what_comparing_sets_aside_makes_no_difference() {
        let rows = [
            ("dip\u{ad}lomat cafe\u{301}", "Diplomat CAFÉ"),
            ("the U.S. Navy", "the US Navy"),
            ("[A]t every turn he demand[ed] it", "at every turn he demanded it"),
            ("delay.Any word", "delay any word"),
            ("", "… – !"),
        ];
        for (left, right) in rows {
            assert_eq!(search_terms(left), search_terms(right), "{left}");
        }
        assert!(search_terms("… – !").is_empty());
        assert!(has_all("It is so. A man came.", "a man came"));
        assert!(has_all("pages 3.5.7 and on", "7 and"));
    }

    #[test]
    fn ideographs_are_words_by_themselves() {
        assert!(has_all("大会将于五月举行。", "五月"));
        assert!(!has_all("大会将于五月举行。", "月五"));
    }

    #[test]
    fn terms_stand_where_they_are_said_to() {
        let text = "Zoë’s [n]ot in the U.S.";
        let mut found = Vec::new();
        each_term(text, |_, place| found.push(&text[place]));
        let expected = ["Zoë", "s", "Zoë’s", "n]ot", "s [n]ot", "in", "n]ot in", "the", "in the"];
        assert_eq!(found[..9], expected);
        assert_eq!(found[9..], ["U.S", "the U.S"]);
    }

    #[test]
    fn what_stands_in_brackets_need_not_be_in_a_text() {
        let rows = [
            ("He [Mr. Reed] demand[ed] it", "He … … it"),
            ("[A]t every turn", "… every turn"),
            ("so it [goes", "so it …"),
            ("so] it goes", "so] it goes"),
        ];
        for (text, expected) in rows {
            assert_eq!(without_brackets(text), expected);
        }
        let mut expected = ["we", "will", "go"].map(|word| search_terms(word)[0]);
        expected.sort_unstable();
        assert_eq!(passage_terms("we [all] will … go"), expected);
    }

    #[test]
    fn plain_words_are_told_as_all_others() {
        let all: Vec<char> = "ab1.[]'-, é’字\u{ad}\u{301}@".chars().collect();
        // Every text of six of these characters, one in ninety-seven.
        for number in (0..all.len().pow(6)).step_by(97) {
            let text: String =
                (0..6).map(|place| all[number / all.len().pow(place) % all.len()]).collect();
            let mut at = 0;
            while let Some(word) = next_word(&text, at) {
                let expected = (word.clone(), hash(&text[word.clone()]));
                assert_eq!(next_hashed(&text, at), Some(expected), "{text:?}");
                at = word.end;
            }
            assert_eq!(next_hashed(&text, at), None, "{text:?}");
        }
    }

    #[test]
    fn terms_of_wanted_shapes_are_told_as_all_others() {
        let all: Vec<char> = "ab1.[]'- é\u{ad}\u{301}’文".chars().collect();
        let passages = ["ab a1", "a.b", "[a]b 1é b", "a\u{ad}b e\u{301} 1 … aa"];
        for number in (0..all.len().pow(6)).step_by(61) {
            let some = |place: u32| all[number / all.len().pow(place) % all.len()];
            // What is told of 64 bytes together must not depend on where these begin.
            let mut text = " ".repeat(number % 67);
            text.extend((0..6).map(some));
            for passage in passages {
                let wanted = passage_terms(passage);
                let (mut told, mut expected) = (Vec::new(), Vec::new());
                each_term(&text, |term, place| expected.push((term, place)));
                each_term_of(&text, &Shapes::of_passage(passage), |term, place| {
                    told.push((term, place));
                });
                for found in [&mut told, &mut expected] {
                    found.retain(|(term, _)| wanted.binary_search(term).is_ok());
                }
                assert_eq!(told, expected, "{passage:?} in {text:?}");
            }
        }
    }

    #[test]
    fn nothing_is_told_in_the_place_of_other_words() {
        let text = "It is the U.S. [n]avy’s sh\u{ad}ip, Zoë said, and “that” one.";
        let mut all = Vec::new();
        let mut at = 0;
        while let Some((word, (hash, _))) = next_hashed(text, at) {
            at = word.end;
            all.push(Some((word, short(hash))));
        }
        let shapes = Shapes::of(text);
        assert_eq!(words_of(text, &shapes).collect::<Vec<_>>(), all);
        let shapes = Shapes::of("this one");
        let told: Vec<Option<&str>> =
            words_of(text, &shapes).map(|found| found.map(|(word, _)| &text[word])).collect();
        let odd = [None, Some("U.S"), Some("n]avy"), None, Some("sh\u{ad}ip"), Some("Zoë")];
        assert_eq!(told[..6], odd);
        assert_eq!(told[6..], [None, Some("that"), Some("one")]);
    }

    #[test]
    fn numbers_are_the_same_on_every_machine() {
        assert_eq!(search_terms("Quote"), [0x614f_27e3]);
    }
}
