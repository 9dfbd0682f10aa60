//! What a text is found by: a number for each of its words, and for each two short words side by
//! side.
//!
//! Short words stand in nearly every text, two of them together seldom do; so that a sentence of
//! nothing but short words can be found as well.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::is_ignorable;
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

    fn has(&self, first: u8, length: usize) -> bool {
        self.lengths[usize::from(first)] & bit_of(length) != 0
    }
}

/// Returns the bit that stands for a length; the last stands for all from 63 on.
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
/// most words no more is read than where they end.
pub fn each_term_of(text: &str, shapes: &Shapes, mut visit: impl FnMut(u32, Range<usize>)) {
    let mut before: Option<(u64, usize)> = None;
    for (word, hash) in ShapedWords::of(text, shapes) {
        let Some((hash, length)) = hash else {
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

/// Returns the words of `text`, where each stands, with the numbers of those that have one of some shapes.
pub fn words_of<'t>(
    text: &'t str,
    shapes: &'t Shapes,
) -> impl Iterator<Item = (Range<usize>, Option<u32>)> + 't {
    ShapedWords::of(text, shapes).map(|(word, hash)| (word, hash.map(|(hash, _)| short(hash))))
}

/// The words of a text in their order, with the hashes of those that may have one of some shapes.
struct ShapedWords<'t> {
    text: &'t str,
    shapes: &'t Shapes,
    /// A bit for each byte: the ASCII letters and digits.
    plain: Vec<u64>,
    /// The same, and all bytes beyond ASCII.
    all: Vec<u64>,
    at: usize,
}

impl<'t> ShapedWords<'t> {
    fn of(text: &'t str, shapes: &'t Shapes) -> Self {
        let (plain, all) = letter_bits(text.as_bytes());
        Self { text, shapes, plain, all, at: 0 }
    }
}

impl Iterator for ShapedWords<'_> {
    type Item = (Range<usize>, Option<(u64, usize)>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let start = next_bit(&self.all, self.at, 0)?;
        let end = next_bit(&self.plain, start, u64::MAX).unwrap_or(bytes.len());
        if ends_plainly(bytes, start, end) {
            self.at = end;
            let is_wanted = self.shapes.has(LOWER[usize::from(bytes[start])], end - start);
            let hash = is_wanted.then(|| (hash_plain(&bytes[start..end]), end - start));
            return Some((start..end, hash));
        }
        let word = next_word(self.text, start)?;
        self.at = word.end;
        Some((word.clone(), Some(hash(&self.text[word]))))
    }
}

/// Returns the place of the first bit from `from` on that is set once all are turned over by `turned`.
#[inline]
fn next_bit(bits: &[u64], from: usize, turned: u64) -> Option<usize> {
    let mut at = from / 64;
    let mut rest = (bits.get(at)? ^ turned) & (u64::MAX << (from % 64));
    while rest == 0 {
        at += 1;
        rest = bits.get(at)? ^ turned;
    }
    Some(64 * at + rest.trailing_zeros() as usize)
}

/// Returns a bit for each byte that says whether it is an ASCII letter or digit, and one that says
/// whether it is that or beyond ASCII; eight bytes are told at once (Henry Warren, "Hacker's Delight",
/// 2002).
fn letter_bits(bytes: &[u8]) -> (Vec<u64>, Vec<u64>) {
    let blocks = bytes.len() / 64 + 1;
    let (mut plain, mut all) = (Vec::with_capacity(blocks), Vec::with_capacity(blocks));
    let mut push = |block: &[u8; 64]| {
        let (mut letters, mut high) = (0, 0);
        for (at, eight) in block.as_chunks::<8>().0.iter().enumerate() {
            let eight = u64::from_le_bytes(*eight);
            letters |= gathered(letters_of(eight)) << (8 * at);
            high |= gathered(eight) << (8 * at);
        }
        plain.push(letters);
        all.push(letters | high);
    };
    let (whole, rest) = bytes.as_chunks::<64>();
    whole.iter().for_each(&mut push);
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    push(&last);
    (plain, all)
}

/// One bit in each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Sets the highest bit of each of eight bytes that is an ASCII letter or digit.
fn letters_of(eight: u64) -> u64 {
    let within = |bytes: u64, from: u8, to: u8| {
        let from = bytes + ONES * u64::from(0x80 - from);
        let beyond = bytes + ONES * u64::from(0x7f - to);
        from & !beyond
    };
    let low = eight & (ONES * 0x7f);
    (within(low | (ONES * 0x20), b'a', b'z') | within(low, b'0', b'9')) & !eight & (ONES * 0x80)
}

/// Puts the highest bits of eight bytes side by side.
fn gathered(eight: u64) -> u64 {
    ((eight >> 7) & ONES).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Says whether ASCII letters and digits are a word, and nothing follows with which it could go on.
fn ends_plainly(bytes: &[u8], start: usize, end: usize) -> bool {
    match bytes.get(end) {
        Some(b'[' | b']' | 0x80..) => false,
        // The full stop of an acronym.
        Some(b'.') => end - start > 1,
        _ => end > start,
    }
}

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
        let all: Vec<char> = "ab1.[]'- é\u{ad}\u{301}".chars().collect();
        let passages = ["ab a1", "a.b", "[a]b 1é b", "a\u{ad}b e\u{301} 1 … aa"];
        for number in (0..all.len().pow(6)).step_by(31) {
            let text: String =
                (0..6).map(|place| all[number / all.len().pow(place) % all.len()]).collect();
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
    fn letters_are_told_eight_at_once() {
        for length in [0, 1, 63, 64, 65, 300] {
            let bytes: Vec<u8> = (0..length).map(|at| (at * 37 % 256) as u8).collect();
            let (plain, all) = letter_bits(&bytes);
            for at in 0..64 * plain.len() {
                let byte = bytes.get(at).copied().unwrap_or(b' ');
                let has = |bits: &[u64]| bits[at / 64] >> (at % 64) & 1 == 1;
                assert_eq!(has(&plain), byte.is_ascii_alphanumeric(), "{byte}");
                assert_eq!(has(&all), byte.is_ascii_alphanumeric() || !byte.is_ascii(), "{byte}");
            }
        }
    }

    #[test]
    fn words_are_told_whatever_shapes_are_wanted() {
        let text = "It is the U.S. [n]avy’s sh\u{ad}ip, Zoë said.";
        let mut expected = Vec::new();
        let mut at = 0;
        while let Some((word, (hash, _))) = next_hashed(text, at) {
            at = word.end;
            expected.push((word, Some(short(hash))));
        }
        let shapes = Shapes::of(text);
        assert_eq!(words_of(text, &shapes).collect::<Vec<_>>(), expected);
        let none = Shapes::default();
        let bare = |(word, _)| word;
        let words: Vec<_> = words_of(text, &none).map(bare).collect();
        assert_eq!(words, expected.into_iter().map(bare).collect::<Vec<_>>());
    }

    #[test]
    fn numbers_are_the_same_on_every_machine() {
        assert_eq!(search_terms("Quote"), [0x614f_27e3]);
    }
}
