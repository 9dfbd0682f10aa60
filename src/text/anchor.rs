//! Where in a text a passage may stand, told by the rarest letter in it.

use std::ops::Range;

use memchr::{memchr2_iter, memchr3_iter};

use super::fold::is_ignorable;

/// Letters and digits from the commonest to the rarest in English.
const BY_FREQUENCY: &[u8] = b"etaoinsrhldcumfpgwybv0123456789kxjqz";

/// Bytes that are asked at once whether all are ASCII.
const CHUNK: usize = 64;

/// ASCII letters and digits side by side, which are looked for by the rarest of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    letters: Vec<u8>,
    /// The place of the rarest.
    at: usize,
}

impl Run {
    fn of(letters: &str) -> Option<Self> {
        let at = (0..letters.len()).max_by_key(|at| rarity(letters.as_bytes()[*at]))?;
        Some(Self { letters: letters.as_bytes().to_vec(), at })
    }

    /// Returns the longest in some words, none where they have none.
    pub fn longest(words: &str) -> Option<Self> {
        let runs = words.split(|c: char| !c.is_ascii_alphanumeric());
        runs.max_by_key(|run| run.len()).and_then(Self::of)
    }

    /// Says whether they may stand in `text` once letter case and what shows nothing are set aside.
    pub fn may_stand_in(&self, text: &str) -> bool {
        self.places(text.as_bytes()).next().is_some() || has_odd(text)
    }

    /// Returns where they begin, in either case, whatever stands around them.
    fn places<'t>(&'t self, bytes: &'t [u8]) -> impl Iterator<Item = usize> + 't {
        let rarest = self.letters[self.at];
        let (lower, upper) = (rarest.to_ascii_lowercase(), rarest.to_ascii_uppercase());
        memchr2_iter(lower, upper, bytes).filter_map(|found| {
            let start = found.checked_sub(self.at)?;
            let own = bytes.get(start..start + self.letters.len())?;
            own.eq_ignore_ascii_case(&self.letters).then_some(start)
        })
    }
}

/// Returns how rare a letter or digit is; none of anything else.
fn rarity(byte: u8) -> Option<usize> {
    BY_FREQUENCY.iter().position(|known| *known == byte.to_ascii_lowercase())
}

/// The word of a passage with its rarest letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    word: Run,
    /// The plain letter, in lower case, with which the word before it ends, and the one behind begins.
    last_before: Option<u8>,
    first_behind: Option<u8>,
    /// Most runs of letters and digits that the words before it may be written as, and those behind.
    before: usize,
    behind: usize,
}

impl Anchor {
    /// Chooses one of the words of a passage, in their order; none where none has plain letters.
    pub fn of(words: &[&str]) -> Option<Self> {
        let plain = words.iter().enumerate().filter(|(_, word)| is_plain(word.as_bytes()));
        let runs = plain.filter_map(|(place, word)| {
            let run = Run::of(word)?;
            Some((rarity(run.letters[run.at]), word.len(), place, run))
        });
        let (.., place, word) =
            runs.max_by_key(|(rarity, length, place, _)| (*rarity, *length, *place))?;
        // Each letter may stand by itself, with full stops or brackets between them.
        let runs = |words: &[&str]| words.iter().map(|word| word.len()).sum();
        let (before, behind) = (words[..place].last(), words.get(place + 1));
        Some(Self {
            word,
            last_before: before.and_then(|word| lower(word.bytes().last())),
            first_behind: behind.and_then(|word| lower(word.bytes().next())),
            before: runs(&words[..place]),
            behind: runs(&words[place + 1..]),
        })
    }

    /// Returns the bytes around each place of the word in `text`, as far as the passage may reach; none
    /// where the word may stand there otherwise than in plain letters.
    pub fn places<'t>(&'t self, text: &'t str) -> Option<impl Iterator<Item = Range<usize>> + 't> {
        let length = self.word.letters.len();
        if may_have_odd(text, length) {
            return None;
        }
        let bytes = text.as_bytes();
        let is_letter = u8::is_ascii_alphanumeric;
        let found = self.word.places(bytes).map(move |start| start..start + length);
        let found = found.filter(move |word| {
            let (before, behind) = (&bytes[..word.start], &bytes[word.end..]);
            !before.last().is_some_and(is_letter)
                && !behind.first().is_some_and(is_letter)
                && self.has_neighbours(before, behind)
        });
        Some(found.map(|word| {
            let start = runs_before(&bytes[..word.start], self.before);
            let end = word.end + runs_behind(&bytes[word.end..], self.behind);
            // Other letters may stand at both ends.
            let is_space = u8::is_ascii_whitespace;
            let start = bytes[..start].iter().rposition(is_space).map_or(0, |space| space + 1);
            let length = bytes[end..].iter().position(is_space);
            start..length.map_or(bytes.len(), |length| end + length)
        }))
    }

    /// Says whether the last letter before the word and the first one behind it are those of the passage.
    fn has_neighbours(&self, before: &[u8], behind: &[u8]) -> bool {
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric();
        let last = || lower(before.iter().copied().rfind(is_letter));
        let first = || lower(behind.iter().copied().find(is_letter));
        self.last_before.is_none_or(|wanted| last() == Some(wanted))
            && self.first_behind.is_none_or(|wanted| first() == Some(wanted))
    }
}

/// Returns a letter or digit in lower case.
fn lower(byte: Option<u8>) -> Option<u8> {
    byte.filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

fn is_plain(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(u8::is_ascii_alphanumeric)
}

/// Returns where as many runs of letters and digits begin, or fewer, with which `bytes` end.
fn runs_before(bytes: &[u8], runs: usize) -> usize {
    let mut at = bytes.len();
    let mut pass = |are: bool| {
        while at > 0 && bytes[at - 1].is_ascii_alphanumeric() == are {
            at -= 1;
        }
    };
    for _ in 0..runs {
        pass(false);
        pass(true);
    }
    at
}

/// Returns where they end with which `bytes` begin.
fn runs_behind(bytes: &[u8], runs: usize) -> usize {
    let mut at = 0;
    let mut pass = |are: bool| {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() == are) {
            at += 1;
        }
    };
    for _ in 0..runs {
        pass(false);
        pass(true);
    }
    at
}

/// Says whether `text` may have a word of so many plain letters that is written otherwise.
fn may_have_odd(text: &str, letters: usize) -> bool {
    let bytes = text.as_bytes();
    if has_odd(text) {
        return true;
    }
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut within =
        memchr3_iter(b'[', b']', b'.', bytes).filter(|at| *at > 0 && is_letter(at - 1));
    within.any(|at| match bytes[at] {
        b'.' => is_letter(at + 1) && initials_from(&bytes[at - 1..]) == letters,
        _ => is_letter(at + 1) || matches!(bytes.get(at + 1), Some(b'[' | b']' | 0x80..)),
    })
}

/// Says whether a word in `text` may be written with other characters and be one of plain letters.
fn has_odd(text: &str) -> bool {
    let mut chunks =
        text.as_bytes().chunks(CHUNK).enumerate().filter(|(_, chunk)| !chunk.is_ascii());
    chunks.any(|(number, chunk)| {
        let begin = chunk.iter().enumerate().filter(|(_, byte)| **byte >= 0xc0);
        let mut chars = begin.filter_map(|(at, _)| text[CHUNK * number + at..].chars().next());
        chars.any(is_odd)
    })
}

/// Says whether a word may have a character and be one of plain letters: because it shows nothing, or is
/// another form of one of these. A letter with an accent is none.
fn is_odd(c: char) -> bool {
    match c {
        '\u{c0}'..='\u{12f}' | '\u{2010}'..='\u{2027}' => false,
        _ => is_ignorable(c) || c.to_lowercase().any(|c| c.is_ascii()),
    }
}

/// Returns how many letters are divided by single full stops, from the first on.
fn initials_from(bytes: &[u8]) -> usize {
    let pairs = bytes.as_chunks::<2>().0.iter();
    let is_initial = |pair: &&[u8; 2]| pair[0].is_ascii_alphanumeric() && pair[1] == b'.';
    let stopped = pairs.take_while(is_initial).count();
    // The last one may have none.
    stopped + usize::from(bytes.get(2 * stopped).is_some_and(u8::is_ascii_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places<'t>(words: &[&str], text: &'t str) -> Option<Vec<&'t str>> {
        let anchor = Anchor::of(words).unwrap();
        let found = anchor.places(text)?;
        Some(found.map(|place| &text[place]).collect())
    }

    #[test]
    fn the_word_with_the_rarest_letter_is_looked_for() {
        let words = ["no", "tax", "is", "due"];
        assert_eq!(Anchor::of(&words).unwrap().word.letters, b"tax");
        let text = "“No tax” – is due. Tax is a tax. Taxes? They – pay\u{a0}NO TAX (it was).";
        let found = ["“No tax” – is due. Tax is a", "pay\u{a0}NO TAX (it was)."];
        assert_eq!(places(&words, text).unwrap(), found);
        assert_eq!(Anchor::of(&["é", ""]), None);
    }

    #[test]
    fn the_longest_run_is_looked_for_in_either_case() {
        let run = Run::longest("of-stairwells, 12").unwrap();
        assert_eq!(run.letters, b"stairwells");
        let may = ["STAIRWELLS", "xstairwellsx", "stair\u{ad}wells", "the sta\u{212a}"];
        assert!(may.iter().all(|text| run.may_stand_in(text)));
        let may_not = ["", "stairwell", "Zoë’s stair wells – “no”", "s"];
        assert!(!may_not.iter().any(|text| run.may_stand_in(text)));
        assert_eq!(Run::longest("“…”"), None);
    }

    #[test]
    fn words_that_may_be_written_otherwise_are_not_looked_for() {
        let words = ["the", "usa"];
        for odd in ["the U.S.A. is", "the us[a]", "the u[s]a", "us\u{ad}a", "[the] us[[a"] {
            assert_eq!(places(&words, odd), None, "{odd}");
        }
        for plain in ["the U.S. is", "of 3.5 [per cent]", "“the” – £5", "Zoë", "delay.Any"]
        {
            assert_eq!(places(&words, plain), Some(Vec::new()), "{plain}");
        }
    }
}
