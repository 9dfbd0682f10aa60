//! Which forms share a pair of neighbouring words, or a rare word.
//!
//! Keys are hashes of the words themselves, 31 bits and one that tells words from pairs: among a
//! hundred million entries one in twenty-five keys has a namesake, which costs a needless look and
//! decides nothing.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::forms::Forms;
use super::words::Vocabulary;
use super::{cores, mix};

/// Forms that may share a pair of words before the pair says nothing.
pub(super) const MAX_SHARING: usize = 400;
/// Forms that may share a single word before the word says nothing.
pub(super) const MAX_SHARING_WORD: usize = 40;

/// Keys and, for each, the ranks of the forms that have it, in order.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The keys, and where the ranks of each begin, side by side because they are looked up together.
    keys: Vec<(u32, u32)>,
    ranks: Vec<u32>,
    /// How many forms have each key, where not all of them are listed.
    counts: Vec<u32>,
    /// How many forms have a key that says nothing, by its place, where it alone has none listed.
    common: FxHashMap<u32, u32>,
    /// Where in `keys` those with the same high bits begin.
    buckets: Vec<u32>,
    shift: u32,
}

/// How many of the forms that have a key are listed: all, or so many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    /// Of those that have a pair.
    pub(super) pairs: usize,
    /// Of those that have a word: a common one is in half of all forms.
    pub(super) words: usize,
}

impl Listed {
    /// As many as may share a key before it says nothing.
    pub(super) const TELLING: Self = Self { pairs: MAX_SHARING, words: MAX_SHARING_WORD };

    /// Returns how many of those that have this key are listed.
    pub(super) fn of(self, key: u32) -> usize {
        if is_pair(key) { self.pairs } else { self.words }
    }
}

/// Where a key stands in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u32);

/// A key that is looked for: the bounds of its bucket, and the first key there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    key: u32,
    start: u32,
    end: u32,
    first: u32,
}

/// The bit that tells the key of a word from that of a pair.
const WORD: u32 = 1;

/// Says whether a key stands for a pair of words.
pub(super) fn is_pair(key: u32) -> bool {
    key & WORD == 0
}

/// Returns the key of two neighbouring words.
pub(super) fn pair_key(vocabulary: &Vocabulary, left: u32, right: u32) -> u32 {
    key_of_hashes(vocabulary.hash(left), vocabulary.hash(right))
}

fn key_of_hashes(left: u64, right: u64) -> u32 {
    (mix(left.rotate_left(17) ^ right) >> 32) as u32 & !WORD
}

/// Returns the key of one word.
pub(super) fn word_key(vocabulary: &Vocabulary, word: u32) -> u32 {
    (mix(vocabulary.hash(word) ^ 0x5851_f42d_4c95_7f2d) >> 32) as u32 | WORD
}

/// Returns all keys of a list of words, pairs last, some of them more than once.
pub(super) fn keys_of(vocabulary: &Vocabulary, words: &[u32]) -> impl Iterator<Item = u32> {
    let words = &words[..words.len().min(super::align::MAX_WORDS)];
    let singles = words.iter().map(|word| word_key(vocabulary, *word));
    singles.chain(pairs_of(vocabulary, words))
}

/// Returns the keys of all pairs of neighbouring words in a list.
pub(super) fn pairs_of(vocabulary: &Vocabulary, words: &[u32]) -> impl Iterator<Item = u32> {
    let words = &words[..words.len().min(super::align::MAX_WORDS)];
    words.windows(2).map(|pair| pair_key(vocabulary, pair[0], pair[1]))
}

/// Fewest and most entries that are sorted at a time, for each core: 32 and 64 MiB.
const PART: (usize, usize) = (1 << 22, 1 << 23);
/// Parts that entries are sorted in while these bounds allow it, for all keys are made once for each.
const PARTS: usize = 16;
/// Stands for the place of a key that is not looked for.
const NOWHERE: u32 = u32::MAX;
/// Forms whose pairs one thread makes before it takes the next ones; fewest that one looks through.
const RANGE: usize = 1 << 14;
/// Ranges of forms for each core where all are looked through: each counts all keys, and yet no core
/// should wait long for another.
const RANGES: usize = 2;

/// Returns the words of a form that are indexed: those that are aligned.
fn indexed(forms: &Forms, rank: usize) -> &[u32] {
    let words = forms.words(rank);
    &words[..words.len().min(super::align::MAX_WORDS)]
}

/// Keys that begin with the same bits.
#[derive(Debug, Clone, Copy)]
struct Part {
    bits: u32,
    number: u32,
}

impl Part {
    fn has(self, key: u32) -> bool {
        key.checked_shr(32 - self.bits).unwrap_or(0) == self.number
    }

    /// Returns those of a list in the order of keys that are in this part.
    fn of<T>(self, all: &[T], key: impl Fn(&T) -> u32) -> &[T] {
        let number = |one: &T| key(one).checked_shr(32 - self.bits).unwrap_or(0);
        let start = all.partition_point(|one| number(one) < self.number);
        let end = all.partition_point(|one| number(one) <= self.number);
        &all[start..end]
    }
}

/// The keys of all pairs of words, form by form: made once, and looked through for each part.
struct Pairs(Vec<PairsOfSome>);

/// The keys of the pairs of some forms, one after the other.
struct PairsOfSome {
    first: usize,
    keys: Vec<u32>,
    /// Where those of each form end.
    ends: Vec<u32>,
}

impl Pairs {
    fn of(forms: &Forms, vocabulary: &Vocabulary) -> Self {
        let some = |(): &mut (), at: usize| {
            let ranks = at * RANGE..forms.len().min((at + 1) * RANGE);
            let count =
                ranks.clone().map(|rank| indexed(forms, rank).len().saturating_sub(1)).sum();
            let (mut keys, mut ends) = (Vec::with_capacity(count), Vec::with_capacity(RANGE));
            for rank in ranks {
                keys.extend(pairs_of(vocabulary, forms.words(rank)));
                ends.push(keys.len() as u32);
            }
            PairsOfSome { first: at * RANGE, keys, ends }
        };
        Self(cores::map(forms.len().div_ceil(RANGE), 1, || (), some))
    }

    fn count(&self) -> usize {
        self.0.iter().map(|some| some.keys.len()).sum()
    }

    /// Adds the keys of a part, each with the rank of its form.
    fn enter(&self, part: Part, entries: &mut Vec<u64>) {
        for some in &self.0 {
            let mut start = 0;
            for (rank, end) in (some.first..).zip(&some.ends) {
                let keys = some.keys[start..*end as usize].iter();
                let keys = keys.filter(|key| part.has(**key));
                entries.extend(keys.map(|key| u64::from(*key) << 32 | rank as u64));
                start = *end as usize;
            }
        }
    }
}

/// The keys of words that few forms have, and how many have the others.
struct RareWords {
    /// Keys and the ranks of the forms that have them, in order.
    entries: Vec<u64>,
    /// Keys that say nothing, in order, and how many forms have them.
    common: Vec<(u32, u32)>,
}

impl RareWords {
    fn of(forms: &Forms, vocabulary: &Vocabulary) -> Self {
        let mut by_key: Vec<(u32, u32)> =
            (0..vocabulary.len() as u32).map(|word| (word_key(vocabulary, word), word)).collect();
        by_key.sort_unstable();
        // Words whose keys are the same are counted as one.
        let mut keys = Vec::new();
        let mut places = vec![0; by_key.len()];
        for same in by_key.chunk_by(|one, other| one.0 == other.0) {
            same.iter().for_each(|(_, word)| places[*word as usize] = keys.len() as u32);
            keys.push(same[0].0);
        }
        let mut counts = vec![0u32; keys.len()];
        each_once(forms, &places, |place, _| counts[place as usize] += 1);
        let mut entries = Vec::new();
        each_once(forms, &places, |place, rank| {
            if (2..=MAX_SHARING_WORD as u32).contains(&counts[place as usize]) {
                entries.push(u64::from(keys[place as usize]) << 32 | u64::from(rank));
            }
        });
        entries.sort_unstable();
        let all = keys.into_iter().zip(counts);
        Self {
            entries,
            common: all.filter(|(_, count)| *count as usize > MAX_SHARING_WORD).collect(),
        }
    }
}

/// Visits the words of each form, by their places, each once for every form that has it.
fn each_once(forms: &Forms, places: &[u32], mut visit: impl FnMut(u32, u32)) {
    let mut last = vec![NOWHERE; places.len()];
    for rank in 0..forms.len() {
        for word in indexed(forms, rank) {
            let place = places[*word as usize];
            if std::mem::replace(&mut last[place as usize], rank as u32) != rank as u32 {
                visit(place, rank as u32);
            }
        }
    }
}

/// What was found in some forms.
struct Found {
    /// How many have each key.
    counts: Vec<u32>,
    /// The places of keys and the ranks of forms that have them.
    listed: Vec<(u32, u32)>,
}

/// What is looked through for some keys.
struct Look<'a> {
    forms: &'a Forms,
    sieve: &'a Sieve,
    /// For each word its hash and the place of its key.
    words: &'a [(u64, u32)],
}

impl Index {
    /// Indexes all forms, a range of keys at a time so that memory stays small: 4 bytes an entry
    /// and 8 a key, 8 bytes an entry while a part is sorted. Keys that one form alone has are not
    /// kept, and those that say nothing because too many have them are only counted.
    pub(super) fn of(forms: &Forms, vocabulary: &Vocabulary) -> Self {
        let pairs = Pairs::of(forms, vocabulary);
        let words = RareWords::of(forms, vocabulary);
        let entries = pairs.count() + words.entries.len();
        let part = (entries / PARTS).clamp(PART.0, PART.1);
        let bits = entries.div_ceil(part).next_power_of_two().ilog2();
        // Parts are nearly of one size, because keys are hashes.
        let room = (entries >> bits) + (entries >> bits >> 5);
        let mut index = Self::default();
        let parts: Vec<u32> = (0..1 << bits).collect();
        // As many parts as there are cores at a time, or all would be in memory twice.
        for round in parts.chunks(cores::count()) {
            let begin = || Vec::with_capacity(room);
            let found = cores::map(round.len(), 1, begin, |entries, at| {
                Self::part(&pairs, &words, Part { bits, number: round[at] }, entries)
            });
            for part in found {
                let before = index.ranks.len() as u32;
                let keys = index.keys.len() as u32;
                index.keys.extend(part.keys.iter().map(|(key, start)| (*key, start + before)));
                index.ranks.extend(part.ranks);
                let common = part.common.into_iter();
                index.common.extend(common.map(|(place, count)| (place + keys, count)));
            }
        }
        index.open_buckets();
        index
    }

    /// Indexes the keys of one part.
    fn part(pairs: &Pairs, words: &RareWords, part: Part, entries: &mut Vec<u64>) -> Self {
        entries.clear();
        pairs.enter(part, entries);
        entries.extend_from_slice(part.of(&words.entries, |entry| (entry >> 32) as u32));
        entries.sort_unstable();
        entries.dedup();
        let mut index = Self::default();
        let mut common = part.of(&words.common, |(key, _)| *key).iter().copied().peekable();
        for same in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
            let key = (same[0] >> 32) as u32;
            while let Some((key, count)) = common.next_if(|(word, _)| *word < key) {
                index.push_common(key, count);
            }
            if same.len() > MAX_SHARING {
                index.push_common(key, same.len() as u32);
            } else if same.len() > 1 {
                index.keys.push((key, index.ranks.len() as u32));
                index.ranks.extend(same.iter().map(|entry| *entry as u32));
            }
        }
        common.for_each(|(key, count)| index.push_common(key, count));
        index
    }

    /// Adds a key after all others that so many have that it says nothing.
    fn push_common(&mut self, key: u32, count: u32) {
        self.common.insert(self.keys.len() as u32, count);
        self.keys.push((key, self.ranks.len() as u32));
    }

    /// Indexes only these keys, in one look through all forms; of keys that more forms have than are to
    /// be listed, these are counted.
    pub(super) fn of_keys(
        forms: &Forms,
        vocabulary: &Vocabulary,
        mut keys: Vec<u32>,
        most: Listed,
    ) -> Self {
        keys.sort_unstable();
        keys.dedup();
        let sieve = Sieve::of(&keys);
        let keys = keys.into_iter().map(|key| (key, 0)).collect();
        let mut index = Self { keys, ..Self::default() };
        index.open_buckets();
        let places = index.words(vocabulary);
        let place = |word: u32| places[word as usize].1.map_or(NOWHERE, |at| at.0);
        let words: Vec<(u64, u32)> =
            (0..vocabulary.len() as u32).map(|word| (vocabulary.hash(word), place(word))).collect();
        let length = RANGE.max(forms.len().div_ceil(RANGES * cores::count()));
        let look = Look { forms, sieve: &sieve, words: &words };
        let found = cores::map(
            forms.len().div_ceil(length),
            1,
            || (),
            |(), range| {
                let range = range * length..forms.len().min((range + 1) * length);
                index.look_through(&look, range, most)
            },
        );
        index.take_in(&found, most);
        index
    }

    /// Returns how many forms have each key, and the place of a key and the rank of a form for as many
    /// of them as `most`.
    fn look_through(&self, look: &Look<'_>, range: Range<usize>, most: Listed) -> Found {
        // For each key how many have it, and one more than the form that was last seen to.
        let mut seen = vec![(0u32, 0u32); self.keys.len()];
        let mut listed = Vec::new();
        for rank in range {
            let now = rank as u32 + 1;
            // A form that has a key twice has it once.
            let mut note = |place: u32, most: usize| {
                let (count, last) = &mut seen[place as usize];
                if *last != now {
                    (*count, *last) = (*count + 1, now);
                    if *count as usize <= most {
                        listed.push((place, rank as u32));
                    }
                }
            };
            let mut before = None;
            for word in indexed(look.forms, rank) {
                let (hash, place) = look.words[*word as usize];
                if place != NOWHERE {
                    note(place, most.words);
                }
                if let Some(before) = before.replace(hash) {
                    let key = key_of_hashes(before, hash);
                    if look.sieve.may_have(key)
                        && let Some(place) = self.find(key)
                    {
                        note(place.0, most.pairs);
                    }
                }
            }
        }
        Found { counts: seen.into_iter().map(|(count, _)| count).collect(), listed }
    }

    fn take_in(&mut self, found: &[Found], most: Listed) {
        self.counts = vec![0; self.keys.len()];
        for found in found {
            self.counts.iter_mut().zip(&found.counts).for_each(|(all, some)| *all += some);
        }
        let mut end = 0;
        for ((key, start), count) in self.keys.iter_mut().zip(&self.counts) {
            *start = end;
            end += (*count as usize).min(most.of(*key)) as u32;
        }
        let mut next: Vec<u32> = self.keys.iter().map(|(_, start)| *start).collect();
        self.ranks = vec![0; end as usize];
        for (place, rank) in found.iter().flat_map(|found| &found.listed) {
            let next = &mut next[*place as usize];
            if *next < self.end(Place(*place)) {
                self.ranks[*next as usize] = *rank;
                *next += 1;
            }
        }
    }

    fn open_buckets(&mut self) {
        let bits = self.keys.len().max(2).ilog2().min(28);
        self.shift = 32 - bits;
        let mut at = 0;
        self.buckets = (0..=1u64 << bits)
            .map(|bucket| {
                let first = bucket << self.shift;
                at += self.keys[at..].iter().take_while(|(key, _)| u64::from(*key) < first).count();
                at as u32
            })
            .collect();
    }

    /// Returns where a key stands.
    #[inline]
    pub(super) fn find(&self, key: u32) -> Option<Place> {
        let bucket = (key >> self.shift) as usize;
        let (start, end) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        let at = self.keys[start..end].iter().position(|(other, _)| *other == key)?;
        Some(Place((start + at) as u32))
    }

    /// Finds many keys: each with where it stands, and how many forms have it.
    ///
    /// All that is read from far apart is asked for before the first of it is needed, because
    /// waiting for memory is what a search costs; `between` is room to do so.
    pub(super) fn find_all(
        &self,
        keys: impl Iterator<Item = u32>,
        between: &mut Vec<Sought>,
        found: &mut Vec<(u32, Option<Place>, usize)>,
    ) {
        between.clear();
        between.extend(keys.map(|key| {
            let bucket = (key >> self.shift) as usize;
            Sought { key, start: self.buckets[bucket], end: self.buckets[bucket + 1], first: 0 }
        }));
        for sought in between.iter_mut() {
            sought.first = self.keys.get(sought.start as usize).map_or(0, |(key, _)| *key);
        }
        found.clear();
        found.extend(between.iter().map(|&Sought { key, start, end, first }| {
            let place = match start < end {
                true if first == key => Some(Place(start)),
                true => {
                    let mut rest = self.keys[start as usize + 1..end as usize].iter();
                    let at = rest.position(|(other, _)| *other == key);
                    at.map(|at| Place(start + 1 + at as u32))
                }
                false => None,
            };
            (key, place, self.count_at(place))
        }));
    }

    /// Returns the key of each word, and where it stands.
    pub(super) fn words(&self, vocabulary: &Vocabulary) -> Vec<(u32, Option<Place>)> {
        let word = |word| {
            let key = word_key(vocabulary, word);
            (key, self.find(key))
        };
        (0..vocabulary.len() as u32).map(word).collect()
    }

    /// Returns where the ranks of the key that stands there end.
    #[inline]
    fn end(&self, place: Place) -> u32 {
        self.keys.get(place.0 as usize + 1).map_or(self.ranks.len() as u32, |(_, start)| *start)
    }

    /// Returns the forms that have this key; none where at most one has.
    pub(super) fn ranks(&self, key: u32) -> &[u32] {
        self.ranks_at(self.find(key))
    }

    /// Returns the forms that have the key that stands there.
    #[inline]
    pub(super) fn ranks_at(&self, place: Option<Place>) -> &[u32] {
        match place {
            Some(at) => &self.ranks[self.keys[at.0 as usize].1 as usize..self.end(at) as usize],
            None => &[],
        }
    }

    /// Returns how many forms have this key, 1 where it is not known.
    pub(super) fn count(&self, key: u32) -> usize {
        self.count_at(self.find(key))
    }

    /// Returns how many forms have the key that stands there, 1 where it is not known.
    #[inline]
    pub(super) fn count_at(&self, place: Option<Place>) -> usize {
        match place {
            Some(at) if self.counts.is_empty() => {
                let listed = self.end(at) - self.keys[at.0 as usize].1;
                let count = if listed > 0 { Some(listed) } else { None };
                count.or_else(|| self.common.get(&at.0).copied()).unwrap_or(1) as usize
            }
            Some(at) => self.counts[at.0 as usize] as usize,
            None => 1,
        }
    }

    /// Returns the keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = u32> {
        self.keys.iter().map(|(key, _)| *key)
    }
}

/// Tells most of what is not among some keys at a glance: one bit in sixteen is set.
struct Sieve {
    bits: Vec<u64>,
    shift: u32,
}

impl Sieve {
    fn of(keys: &[u32]) -> Self {
        let bits = (keys.len().max(4) * 16).next_power_of_two().ilog2().min(32);
        let mut sieve = Self { bits: vec![0; 1 << (bits - 6)], shift: 32 - bits };
        for key in keys {
            let bit = (key >> sieve.shift) as usize;
            sieve.bits[bit / 64] |= 1 << (bit % 64);
        }
        sieve
    }

    fn may_have(&self, key: u32) -> bool {
        let bit = (key >> self.shift) as usize;
        self.bits[bit / 64] >> (bit % 64) & 1 == 1
    }
}
