//! Which forms share a pair of neighbouring words, or a rare word.
//!
//! Keys are hashes of the words themselves, 32 bits: among a hundred million entries one in fifty
//! keys has a namesake, which costs a needless look and decides nothing. Keys that one form alone
//! has are not kept.

use super::forms::Forms;
use super::mix;
use super::words::Vocabulary;

/// Keys and, for each, the ranks of the forms that have it, in order.
#[derive(Debug, Default)]
pub(super) struct Index {
    keys: Vec<u32>,
    starts: Vec<u32>,
    ranks: Vec<u32>,
    /// Where in `keys` those with the same high bits begin.
    buckets: Vec<u32>,
    shift: u32,
}

/// Returns the key of two neighbouring words.
pub(super) fn pair_key(vocabulary: &Vocabulary, left: u32, right: u32) -> u32 {
    (mix(vocabulary.hash(left).rotate_left(17) ^ vocabulary.hash(right)) >> 32) as u32
}

/// Returns the key of one word.
pub(super) fn word_key(vocabulary: &Vocabulary, word: u32) -> u32 {
    (mix(vocabulary.hash(word) ^ 0x5851_f42d_4c95_7f2d) >> 32) as u32
}

/// Entries that are sorted at a time, for each core: 32 MiB.
const PART: usize = 1 << 22;

/// Returns the words of a form that are indexed: those that are aligned.
fn indexed(forms: &Forms, rank: usize) -> &[u32] {
    let words = forms.words(rank);
    &words[..words.len().min(super::align::MAX_WORDS)]
}

impl Index {
    /// Indexes all forms, a range of keys at a time so that memory stays small: 4 bytes an entry
    /// and 8 a key, 8 bytes an entry while a part is sorted.
    pub(super) fn of(forms: &Forms, vocabulary: &Vocabulary) -> Self {
        let entries: usize = (0..forms.len()).map(|rank| 2 * indexed(forms, rank).len()).sum();
        let bits = entries.div_ceil(PART).next_power_of_two().ilog2();
        let parts = super::cores::map(1 << bits, 1, Vec::new, |entries, part| {
            Self::part(forms, vocabulary, bits, part as u32, entries)
        });
        let mut index = Self::default();
        for part in parts {
            let before = index.ranks.len() as u32;
            index.keys.extend(part.keys);
            index.starts.extend(part.starts.iter().map(|start| start + before));
            index.ranks.extend(part.ranks);
        }
        index.starts.push(index.ranks.len() as u32);
        index.open_buckets();
        index
    }

    /// Indexes the keys whose first bits are those of `part`.
    fn part(
        forms: &Forms,
        vocabulary: &Vocabulary,
        bits: u32,
        part: u32,
        entries: &mut Vec<u64>,
    ) -> Self {
        entries.clear();
        for rank in 0..forms.len() {
            let words = indexed(forms, rank);
            let mut push = |key: u32| {
                if key.checked_shr(32 - bits).unwrap_or(0) == part {
                    entries.push(u64::from(key) << 32 | rank as u64);
                }
            };
            words.iter().for_each(|word| push(word_key(vocabulary, *word)));
            words.windows(2).for_each(|pair| push(pair_key(vocabulary, pair[0], pair[1])));
        }
        entries.sort_unstable();
        entries.dedup();
        let mut index = Self::default();
        for same in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
            if same.len() > 1 {
                index.keys.push((same[0] >> 32) as u32);
                index.starts.push(index.ranks.len() as u32);
                index.ranks.extend(same.iter().map(|entry| *entry as u32));
            }
        }
        index
    }

    fn open_buckets(&mut self) {
        let bits = self.keys.len().max(2).ilog2().min(28);
        self.shift = 32 - bits;
        let mut at = 0;
        self.buckets = (0..=1u64 << bits)
            .map(|bucket| {
                let first = bucket << self.shift;
                at += self.keys[at..].iter().take_while(|key| u64::from(**key) < first).count();
                at as u32
            })
            .collect();
    }

    /// Returns the forms that have this key, none where at most one has.
    pub(super) fn ranks(&self, key: u32) -> &[u32] {
        let bucket = (key >> self.shift) as usize;
        let (start, end) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        match self.keys[start..end].iter().position(|other| *other == key) {
            Some(at) => {
                let at = start + at;
                &self.ranks[self.starts[at] as usize..self.starts[at + 1] as usize]
            }
            None => &[],
        }
    }
}
