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
    let mut terms: Vec<u32> =
        plain.split('…').flat_map(|part| part.split("...")).flat_map(search_terms).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
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
    let next = loop {
        let Some(byte) = bytes.get(end) else { break b' ' };
        let lower = LOWER[usize::from(*byte)];
        if lower == 0 {
            break *byte;
        }
        hash = (hash ^ u64::from(lower)).wrapping_mul(FNV_PRIME);
        end += 1;
    };
    let is_plain = match next {
        b'[' | b']' | 0x80.. => false,
        // The full stop of an acronym.
        b'.' => end - start > 1,
        _ => end > start,
    };
    is_plain.then_some((end, hash))
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
    let letters = bytes.filter(|byte| !matches!(byte, b'.' | b'[' | b']'));
    letters.fold((FNV_BASIS, 0), |(hash, length), byte| {
        ((hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME), length + 1)
    })
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
    fn numbers_are_the_same_on_every_machine() {
        assert_eq!(search_terms("Quote"), [0x614f_27e3]);
    }
}
