//! How often words stand together in the rest of the collection.
//!
//! A machine swaps a word without looking at its neighbours: "consul normal", "going through
//! extradition". Where two articles have other words in the same place, the one whose words stand
//! more often between those neighbours elsewhere is the one that a person wrote.

use rustc_hash::FxHashMap;

use super::ArticleText;
use super::pairing::{Pairing, Swap};
use super::prose::{Article, Prose};

/// What a word or pair that was never seen counts as.
const UNSEEN: f64 = 0.3;
/// Most that one word or pair may say, as a natural logarithm of a ratio.
const MAX_SAID: f64 = 2.5;
/// Stands for no neighbour in a key.
const NOBODY: u32 = u32::MAX;

/// Counts of the words and pairs that are asked for, over all articles read.
#[derive(Debug, Default)]
pub(super) struct Usage {
    counts: FxHashMap<(u32, u32), u32>,
}

/// The places around a swap, and the words in each article.
struct Place<'a> {
    before: Option<u32>,
    after: Option<u32>,
    left: &'a [u32],
    right: &'a [u32],
}

impl Usage {
    /// Counts what the swaps of the pairs ask for in all articles, those in no pair too.
    pub(super) fn of<'a>(
        articles: &[ArticleText<'_>],
        prose: &Prose,
        pairs: impl Iterator<Item = (usize, &'a Pairing)>,
        elsewhere: &[&str],
    ) -> Self {
        let mut usage = Self::default();
        for (left, pairing) in pairs {
            for swap in &pairing.swaps {
                let place = Place::of(&prose.articles[left], swap);
                for words in [place.left, place.right] {
                    place.keys(prose, words).for_each(|key| {
                        usage.counts.insert(key, 0);
                    });
                }
            }
        }
        if usage.counts.is_empty() {
            return usage;
        }
        for (article, read) in articles.iter().zip(&prose.articles) {
            if read.words.is_empty() {
                usage.count(prose.numbers_of(article.text));
            } else {
                usage.count(read.words.iter().copied());
            }
        }
        elsewhere.iter().for_each(|text| usage.count(prose.numbers_of(text)));
        usage
    }

    fn count(&mut self, words: impl Iterator<Item = u32>) {
        let mut before = NOBODY;
        for word in words {
            for key in [(before, word), (NOBODY, word)] {
                if let Some(count) = self.counts.get_mut(&key) {
                    *count += 1;
                }
            }
            before = word;
        }
    }

    /// Returns how much more at home the left words of a swap are than the right ones, as a sum
    /// of logarithms of ratios; the two articles' own use is left out.
    pub(super) fn favours_left(
        &self,
        prose: &Prose,
        left: &Article,
        right: &Article,
        swap: &Swap,
    ) -> f64 {
        let place = Place::of(left, swap);
        let own = |key: &(u32, u32)| count_in(&left.words, *key) + count_in(&right.words, *key);
        let elsewhere = |key: &(u32, u32)| {
            let all = self.counts.get(key).copied().unwrap_or(0);
            f64::from(all.saturating_sub(own(key))) + UNSEEN
        };
        let pairs = place.keys(prose, place.left).zip(place.keys(prose, place.right));
        pairs.map(|(a, b)| (elsewhere(&a) / elsewhere(&b)).ln().clamp(-MAX_SAID, MAX_SAID)).sum()
    }
}

/// Counts a word or a pair of neighbours in one article.
fn count_in(words: &[u32], key: (u32, u32)) -> u32 {
    let count = match key {
        (NOBODY, word) => words.iter().filter(|other| **other == word).count(),
        (before, word) => words.windows(2).filter(|pair| pair == &[before, word]).count(),
    };
    count as u32
}

impl<'a> Place<'a> {
    fn of(article: &Article, swap: &'a Swap) -> Self {
        let sentence = article.sentence(swap.left_at.0 as usize);
        let start = swap.left_at.1 as usize;
        Self {
            before: start.checked_sub(1).and_then(|at| sentence.get(at)).copied(),
            after: sentence.get(start + swap.left.len()).copied(),
            left: &swap.left,
            right: &swap.right,
        }
    }

    /// Returns the keys that tell how `words` fit here: with each neighbour, and by themselves.
    fn keys(&self, prose: &Prose, words: &[u32]) -> impl Iterator<Item = (u32, u32)> + use<> {
        let (first, last) = (words.first().copied(), words.last().copied());
        // The longest word is as a rule the rarest: "result" of "as a result of".
        let spelt = |word: &&u32| prose.words[**word as usize].as_str();
        let longest = words.iter().max_by_key(|word| (spelt(word).len(), spelt(word))).copied();
        let key =
            |pair: (Option<u32>, Option<u32>)| (pair.0.unwrap_or(NOBODY), pair.1.unwrap_or(NOBODY));
        [key((self.before, first)), key((last, self.after)), key((None, longest))].into_iter()
    }
}
