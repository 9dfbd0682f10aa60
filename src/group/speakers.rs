//! Whether two articles name the same person: evidence for a link, or against it.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::words::hash_of;
use crate::text::word_keys;

/// How the speakers named for two utterances relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Both name the same person, as far as names can tell.
    Same,
    /// Both have the same mention that names nobody: "he", "the candidate".
    Alike,
    /// One or both name nobody.
    Unknown,
    /// They name different people.
    Conflict,
}

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "sen",
    "senator",
    "rep",
    "gov",
    "governor",
    "president",
    "minister",
    "prime",
    "secretary",
    "chief",
    "general",
    "judge",
    "justice",
    "prof",
    "professor",
    "rev",
    "former",
    "mayor",
    "chancellor",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "the",
];

/// Words that stand for somebody whom another sentence names.
const PRONOUNS: &[&str] = &[
    "he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them", "someone",
    "somebody", "one", "his", "their",
];

/// The speakers of a collection, each mention numbered once.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// The numbers by the hashes of mentions; where two have one hash, the later by the next that is free.
    numbers: FxHashMap<u64, u32>,
    hashes: Vec<u64>,
    /// All mentions one after the other, and where each ends.
    mentions: String,
    ends: Vec<usize>,
    names: Vec<OnceLock<Name>>,
    /// Whether two mentions have one hash.
    has_twins: bool,
}

/// The words of a name that tell people apart; none in a mention that names nobody.
#[derive(Debug)]
struct Name {
    words: Vec<String>,
}

impl Speakers {
    /// Returns the number of a mention; none for an empty one.
    pub(super) fn number(&mut self, mention: Option<&str>) -> Option<u32> {
        let mention = mention.map(str::trim).filter(|mention| !mention.is_empty())?;
        let hash = hash_of(mention);
        let mut slot = hash;
        while let Some(number) = self.numbers.get(&slot) {
            if self.mention(*number) == mention {
                return Some(*number);
            }
            self.has_twins |= self.hash(*number) == hash;
            slot = slot.wrapping_add(1);
        }
        let number = self.ends.len() as u32;
        self.numbers.insert(slot, number);
        self.hashes.push(hash);
        self.mentions.push_str(mention);
        self.ends.push(self.mentions.len());
        self.names.push(OnceLock::new());
        Some(number)
    }

    /// Makes room for so many further mentions.
    pub(super) fn reserve(&mut self, mentions: usize) {
        self.numbers.reserve(mentions);
    }

    /// Returns how many mentions there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Says whether two mentions have one hash.
    pub(super) fn has_twins(&self) -> bool {
        self.has_twins
    }

    /// Returns a hash of the mention of this number, the same in every run.
    pub(super) fn hash(&self, number: u32) -> u64 {
        self.hashes[number as usize]
    }

    /// Returns the mention of this number.
    pub(super) fn mention(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.mentions[start..self.ends[at]]
    }

    /// Returns the name in a mention; most of those that are remembered are never asked for.
    fn name(&self, number: u32) -> &Name {
        let at = number as usize;
        self.names[at].get_or_init(|| Name { words: telling_words(self.mention(number)) })
    }

    /// Says whether a mention names somebody: no pronoun, no bare title, no "the candidate".
    pub(super) fn is_named(&self, number: u32) -> bool {
        !self.name(number).words.is_empty()
    }

    /// Returns the last word of a name, by which people are told apart first.
    pub(super) fn surname(&self, number: u32) -> &str {
        self.name(number).words.last().map_or("", String::as_str)
    }

    /// Says whether two names may be the same person's.
    pub(super) fn agree(&self, left: u32, right: u32) -> bool {
        self.is_named(left) && (left == right || self.name(left).agrees(self.name(right)))
    }

    /// Compares everybody mentioned on either side: one shared person is enough.
    pub(super) fn compare(&self, left: &[u32], right: &[u32]) -> Agreement {
        let pairs = || left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
        let is_known = |mentions: &[u32]| mentions.iter().any(|mention| self.is_named(*mention));
        if pairs().any(|(a, b)| self.agree(a, b)) {
            Agreement::Same
        } else if pairs().any(|(a, b)| a == b) {
            Agreement::Alike
        } else if is_known(left) && is_known(right) {
            Agreement::Conflict
        } else {
            Agreement::Unknown
        }
    }
}

impl Name {
    /// A surname alone agrees with every bearer; two full names need a second word in common,
    /// or the same initial ("Don" and "Donald").
    fn agrees(&self, other: &Name) -> bool {
        let (short, long) =
            if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let shared = short.words.iter().filter(|word| long.words.contains(word)).count();
        if shared == short.words.len() && (shared > 1 || short.words.last() == long.words.last()) {
            return true;
        }
        let initial = |name: &Name| name.words.first().and_then(|word| word.chars().next());
        short.words.last() == long.words.last() && (shared > 1 || initial(short) == initial(long))
    }
}

/// Says whether a word begins a mention without naming anybody: capital or not, "The candidate".
fn is_article(word: &str) -> bool {
    ["the", "a", "an", "one", "his", "her", "their"].contains(&word.to_lowercase().as_str())
}

/// Returns the words of a name without titles and without what follows a comma.
///
/// A mention without a capital ("the candidate", "a source") names nobody: it is another in the
/// next article.
fn telling_words(name: &str) -> Vec<String> {
    let bare = name.split([',', '(']).next().unwrap_or(name);
    let is_capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let is_cased = bare.chars().any(char::is_lowercase);
    if is_cased && !bare.split_whitespace().skip_while(|word| is_article(word)).any(is_capital) {
        return Vec::new();
    }
    let all = word_keys(bare);
    let words = all.iter().map(|word| word.trim_end_matches("'s").trim_end_matches('.'));
    let telling: Vec<String> = words
        .filter(|word| !TITLES.contains(word) && !PRONOUNS.contains(word))
        .map(str::to_owned)
        .collect();
    telling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_as_a_reader_would_say() {
        let rows = [
            ("Han Dong", "Dong", true),
            ("Han Dong", "Han Tao", false),
            ("Han Dong", "Mr. Dong", true),
            ("Hillary Clinton", "Bill Clinton", false),
            ("Donald Trump", "Donald J. Trump", true),
            ("Don Trump", "Donald Trump", true),
            ("Alison Murphy", "Prime Minister's Office", false),
            ("Mike Pence, the governor of Indiana", "Gov. Pence", true),
        ];
        for (left, right, expected) in rows {
            let mut speakers = Speakers::default();
            let (a, b) = (speakers.number(Some(left)), speakers.number(Some(right)));
            let agree = a.zip(b).map(|(a, b)| speakers.agree(a, b));
            assert_eq!(agree, Some(expected), "{left} / {right}");
        }
    }

    #[test]
    fn pronouns_and_titles_name_nobody() {
        let mut speakers = Speakers::default();
        for mention in ["he", "She", "the President", "The candidate", "a source"] {
            let number = speakers.number(Some(mention)).unwrap();
            assert!(!speakers.is_named(number), "{mention}");
        }
        assert_eq!(speakers.number(Some(" ")), None);
    }

    #[test]
    fn who_is_not_named_agrees_with_nobody_for_sure() {
        let mut speakers = Speakers::default();
        let mentions = ["Ann Reed", "Reed", "Bo Hill", "he", "she"];
        let number = mentions.map(|mention| speakers.number(Some(mention)).unwrap());
        let rows = [
            (0, 1, Agreement::Same),
            (0, 2, Agreement::Conflict),
            (0, 3, Agreement::Unknown),
            (3, 3, Agreement::Alike),
            (3, 4, Agreement::Unknown),
        ];
        for (left, right, expected) in rows {
            assert_eq!(speakers.compare(&[number[left]], &[number[right]]), expected);
        }
        assert_eq!(speakers.compare(&[], &number), Agreement::Unknown);
    }
}
