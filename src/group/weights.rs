//! How much a shared pair of words says: little where many utterances have it.
//!
//! Counts from the collection alone say nothing in a collection of five articles, so they start
//! from a prior: as if `PRIOR` more utterances had been counted, in which common words and
//! their pairs occur as often as they do in news.

use super::index::{Index, word_key};
use super::words::Vocabulary;

/// Utterances that the prior stands for.
const PRIOR: f32 = 4000.0;
/// Share of the prior's utterances that have a given pair of two common words, of a common and
/// another word, of two others.
const PAIR_RATES: [f32; 3] = [1.0 / 256.0, 1.0 / 4096.0, 1.0 / 65536.0];
/// Share of the prior's utterances that have a given common word, or another.
const WORD_RATES: [f32; 2] = [1.0 / 8.0, 1.0 / 2048.0];

/// The words that make up half of English prose; they tell nothing about who said what.
const COMMON: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "back",
    "be", "because", "been", "before", "being", "but", "by", "can", "come", "could", "day", "did",
    "do", "does", "doing", "don't", "down", "even", "every", "first", "for", "from", "get", "give",
    "go", "going", "good", "got", "had", "has", "have", "he", "her", "here", "him", "his", "how",
    "i", "i'm", "i've", "if", "in", "into", "is", "it", "it's", "its", "just", "know", "like",
    "look", "make", "many", "may", "me", "more", "most", "much", "must", "my", "need", "never",
    "new", "no", "not", "now", "of", "on", "one", "only", "or", "other", "our", "out", "over",
    "people", "really", "right", "said", "say", "see", "she", "should", "so", "some", "such",
    "take", "than", "that", "that's", "the", "their", "them", "then", "there", "there's", "these",
    "they", "they're", "thing", "things", "think", "this", "those", "time", "to", "too", "two",
    "up", "us", "very", "want", "was", "way", "we", "we're", "we've", "well", "were", "what",
    "when", "where", "which", "who", "why", "will", "with", "work", "would", "year", "years",
    "yes", "you", "you're", "your",
];

/// Returns the common words, in order.
pub(super) fn common_words() -> &'static [&'static str] {
    COMMON
}

/// Counts under which a pair is simply rare: which of them it is tells little, and a collection
/// that grows would change all the time what its quotes weigh.
const RARE: usize = 8;
/// What such counts are taken for.
const RARE_AS: usize = 2;
/// How many times as large a count has to be to weigh less.
const STEP: usize = 4;
/// Utterances, those of the prior among them, up to which a collection is of the smallest size;
/// each further size has twice as many.
const SMALLEST: usize = 5_000;

/// Returns what a count is taken for: what quotes weigh has to stay the same while a collection
/// grows a little, or every new article would change the weight of all.
pub(super) fn taken_for(count: usize) -> usize {
    if count < RARE {
        return RARE_AS;
    }
    let mut from = RARE;
    while count >= from * STEP {
        from *= STEP;
    }
    from * 2
}

/// Returns how many utterances a collection of so many forms is taken to have.
pub(super) fn size(forms: usize) -> usize {
    let all = forms + PRIOR as usize;
    let mut size = SMALLEST;
    while size < all {
        size *= 2;
    }
    size
}

/// Weighs words and pairs of words against the whole collection.
#[derive(Debug)]
pub(super) struct Weights<'a> {
    vocabulary: &'a Vocabulary,
    index: &'a Index,
    is_common: Vec<bool>,
    total: f32,
}

impl<'a> Weights<'a> {
    /// Returns the weights in a collection of that many forms.
    pub(super) fn of(vocabulary: &'a Vocabulary, index: &'a Index, forms: usize) -> Self {
        let mut is_common = vec![false; vocabulary.len()];
        let known = COMMON.iter().filter_map(|word| vocabulary.known(word));
        known.for_each(|word| is_common[word as usize] = true);
        Self { vocabulary, index, is_common, total: size(forms) as f32 }
    }

    /// Returns the weight of a pair that nobody else has: the unit in which evidence is counted.
    pub(super) fn unit(&self) -> f32 {
        self.total.ln()
    }

    /// Says whether a word is one of the common ones.
    pub(super) fn is_common(&self, word: u32) -> bool {
        self.is_common[word as usize]
    }

    /// Returns the weight of a pair of words that so many have.
    fn pair(&self, left: u32, right: u32, count: usize) -> f32 {
        let others = 2 - usize::from(self.is_common(left)) - usize::from(self.is_common(right));
        self.rarity(count, PAIR_RATES[others])
    }

    fn word(&self, word: u32) -> f32 {
        let count = self.index.count(word_key(self.vocabulary, word));
        self.rarity(count, WORD_RATES[usize::from(!self.is_common(word))])
    }

    /// Returns minus the logarithm of the share of utterances that have it.
    pub(super) fn rarity(&self, count: usize, rate: f32) -> f32 {
        (self.total / (taken_for(count) as f32 + PRIOR * rate)).ln()
    }

    /// Replaces `found` by the weight of each word: the mean of the pairs that it stands in, given
    /// how many have each of these.
    pub(super) fn weigh(
        &self,
        words: &[u32],
        counts: impl Iterator<Item = usize>,
        found: &mut Vec<f32>,
    ) {
        found.clear();
        if let [word] = words {
            found.push(self.word(*word));
            return;
        }
        let mut last = None;
        for (pair, count) in words.windows(2).zip(counts) {
            let weight = self.pair(pair[0], pair[1], count);
            found.push(last.map_or(weight, |last: f32| (last + weight) / 2.0));
            last = Some(weight);
        }
        found.extend(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_sorted() {
        assert!(COMMON.is_sorted());
        // What is remembered has a byte for each.
        assert!(COMMON.len() < usize::from(super::super::codebook::WHOLE_HASH));
    }
}
