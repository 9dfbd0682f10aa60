//! People looked up by a word of their names.

use rustc_hash::FxHashMap;

/// How many people are looked through, at most, where no index leads to the right one.
///
/// An article names a few dozen. The limit keeps a book-length list of names linear.
pub(super) const SCANNED: usize = 256;

/// People by a word of their names.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// For every word the first and the last person who bears it, and how many do.
    ends: FxHashMap<u64, (usize, usize, usize)>,
    /// For every person the next one with the same word; the last is followed by itself.
    next: Vec<usize>,
}

impl Index {
    /// Makes room for so many people.
    pub(super) fn reserve(&mut self, people: usize) {
        self.ends.reserve(people);
        self.next.reserve(people);
    }

    /// Enters the person after the last one entered; returns how many before bear the word.
    pub(super) fn add(&mut self, word: u64) -> usize {
        let person = self.next.len();
        self.next.push(person);
        let (_, last, count) = self.ends.entry(word).or_insert((person, person, 0));
        self.next[*last] = person;
        *last = person;
        *count += 1;
        *count - 1
    }

    pub(super) fn has(&self, word: u64) -> bool {
        self.ends.contains_key(&word)
    }

    /// Returns the people who bear the word, the first [`SCANNED`] of them, in their order.
    pub(super) fn bearers(&self, word: u64) -> impl Iterator<Item = usize> {
        let first = self.ends.get(&word).map(|(first, ..)| *first);
        let after = |person: &usize| Some(self.next[*person]).filter(|next| next != person);
        std::iter::successors(first, after).take(SCANNED)
    }
}

/// People by a word inside their names, where only one bears it there: the Rojas of "Gustavo Rojas Pinzón".
#[derive(Debug, Default)]
pub(super) struct Middles(FxHashMap<u64, Option<usize>>);

impl Middles {
    /// Enters the words inside the name of a person.
    pub(super) fn add(&mut self, person: usize, words: &[u64]) {
        for word in words.iter().take(words.len().saturating_sub(1)).skip(1) {
            let bearer = self.0.entry(*word).or_insert(Some(person));
            *bearer = bearer.filter(|known| *known == person);
        }
    }

    /// Returns the only person who bears the word inside the name.
    pub(super) fn bearer(&self, word: u64) -> Option<usize> {
        self.0.get(&word).copied().flatten()
    }
}
