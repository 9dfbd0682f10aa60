//! Whether two articles name the same person: evidence for a link, or against it.

use rustc_hash::FxHashMap;

use crate::text::word_keys;

/// How the speakers named for two utterances relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Both name the same person, as far as names can tell.
    Same,
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

/// The speakers of a collection, each name numbered once.
#[derive(Debug, Default)]
pub(super) struct Speakers<'a> {
    numbers: FxHashMap<&'a str, Option<u32>>,
    names: Vec<Name>,
}

/// The words of a name that tell people apart.
#[derive(Debug)]
struct Name {
    words: Vec<String>,
}

impl<'a> Speakers<'a> {
    /// Returns the number of a speaker's name; none for a pronoun, a bare title or nothing.
    pub(super) fn number(&mut self, name: Option<&'a str>) -> Option<u32> {
        let name = name?;
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let words = telling_words(name);
        let number = (!words.is_empty()).then(|| {
            self.names.push(Name { words });
            self.names.len() as u32 - 1
        });
        self.numbers.insert(name, number);
        number
    }

    /// Returns the last word of a name, by which people are told apart first.
    pub(super) fn surname(&self, number: u32) -> &str {
        self.names[number as usize].words.last().map_or("", String::as_str)
    }

    /// Says whether two names may be the same person's.
    pub(super) fn agree(&self, left: u32, right: u32) -> bool {
        left == right || self.names[left as usize].agrees(&self.names[right as usize])
    }

    /// Compares everybody named on either side: one shared person is enough.
    pub(super) fn compare(&self, left: &[u32], right: &[u32]) -> Agreement {
        if left.is_empty() || right.is_empty() {
            return Agreement::Unknown;
        }
        let is_shared = left.iter().any(|a| right.iter().any(|b| self.agree(*a, *b)));
        if is_shared { Agreement::Same } else { Agreement::Conflict }
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

/// Returns the words of a name without titles and without what follows a comma.
fn telling_words(name: &str) -> Vec<String> {
    let bare = name.split([',', '(']).next().unwrap_or(name);
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
        for name in ["he", "She", "the President", ""] {
            assert_eq!(speakers.number(Some(name)), None, "{name}");
        }
        assert_eq!(speakers.compare(&[], &[0]), Agreement::Unknown);
    }
}
