//! What has to be found out again after some utterances have come or gone.
//!
//! The links of a form depend on how many forms share each pair of its words, through the classes
//! of these counts, and on the longer forms that share enough with it. So they stay as they are
//! unless a count moves to another class, or a form that has come, changed or gone shares enough
//! and may be linked.
//! This is worked out from the new forms and the words of all, so that what it leaves alone is
//! exactly what would come out the same.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::Pattern;
use super::forms::Forms;
use super::index::{Index, MAX_SHARING, keys_of, pairs_of, word_key};
use super::link::{Sought, class_of_pair, class_of_word, most_worth};
use super::merge::{GONE, Merged};
use super::notes::Notes;
use super::weights::{Weights, taken_for};
use super::words::Vocabulary;

/// What the sum of worths may differ by where it is added up in another order.
const ROUNDING: f32 = 1e-3;

/// The forms of before and now.
pub(super) struct Change<'a> {
    pub(super) before: &'a Forms,
    pub(super) notes: &'a Notes,
    pub(super) merged: &'a Merged,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Change<'_> {
    fn forms(&self) -> &Forms {
        &self.merged.forms
    }

    /// Returns the ranks of the forms that are new or changed.
    fn come(&self) -> impl Iterator<Item = usize> {
        let all = self.merged.rank_before.iter().enumerate();
        all.filter(|(_, before)| **before == GONE).map(|(rank, _)| rank)
    }

    /// Returns the former ranks of the forms that are changed or gone.
    fn gone(&self) -> impl Iterator<Item = usize> {
        let all = self.merged.rank_now.iter().enumerate();
        all.filter(|(_, now)| **now == GONE).map(|(rank, _)| rank)
    }

    fn distinct_keys(&self, words: &[u32]) -> Vec<u32> {
        let mut keys: Vec<u32> = keys_of(self.vocabulary, words).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Says of each form whether its links have to be found again; and which forms, by their ranks
    /// of before, have one candidate more, each as often as it has, and the same links.
    pub(super) fn stale(&self) -> (Vec<bool>, Vec<u32>) {
        let mut stale: Vec<bool> =
            self.merged.rank_before.iter().map(|before| *before == GONE).collect();
        let come: Vec<Vec<u32>> =
            self.come().map(|rank| self.distinct_keys(self.forms().words(rank))).collect();
        let gone: Vec<Vec<u32>> =
            self.gone().map(|rank| self.distinct_keys(self.before.words(rank))).collect();
        let keys = come.iter().chain(&gone).flatten().copied().collect();
        let index = Index::of_keys(self.forms(), self.vocabulary, keys, MAX_SHARING + 1);
        self.mark_reclassed(&index, &come, &gone, &mut stale);
        let more = self.mark_sharing(&index, &come, &gone, &mut stale);
        (stale, more)
    }

    /// Marks the forms that have a key whose count has moved to another class.
    fn mark_reclassed(
        &self,
        index: &Index,
        come: &[Vec<u32>],
        gone: &[Vec<u32>],
        stale: &mut [bool],
    ) {
        let mut more: FxHashMap<u32, i64> = FxHashMap::default();
        come.iter().flatten().for_each(|key| *more.entry(*key).or_default() += 1);
        gone.iter().flatten().for_each(|key| *more.entry(*key).or_default() -= 1);
        let pairs = self.pair_keys();
        let mut common = Vec::new();
        let mut reweighed = Vec::new();
        for key in index.keys() {
            let now = index.count(*key);
            let before = now as i64 - more.get(key).copied().unwrap_or(0);
            let before = usize::try_from(before).unwrap_or(0);
            let is_pair = pairs.contains(key);
            if taken_for(now) != taken_for(before) {
                reweighed.push(*key);
            }
            // A key that stands for both is taken for both.
            let is_same_pair = !is_pair || class_of_pair(now) == class_of_pair(before);
            if is_same_pair && class_of_word(now) == class_of_word(before) {
                continue;
            }
            if now > MAX_SHARING && !is_same_pair {
                common.push(*key);
            }
            index.ranks(*key).iter().for_each(|rank| stale[*rank as usize] = true);
        }
        self.mark_single_words(&reweighed, stale);
        if !common.is_empty() {
            // Not all that have these are listed yet.
            let index = Index::of_keys(self.forms(), self.vocabulary, common, usize::MAX);
            for key in index.keys() {
                index.ranks(*key).iter().for_each(|rank| stale[*rank as usize] = true);
            }
        }
    }

    /// Returns the keys of the pairs of words of all forms that have come or gone.
    fn pair_keys(&self) -> FxHashSet<u32> {
        let come = self.come().map(|rank| self.forms().words(rank));
        let gone = self.gone().map(|rank| self.before.words(rank));
        come.chain(gone).flat_map(|words| pairs_of(self.vocabulary, words)).collect()
    }

    /// Marks the forms of one word that weighs something else now.
    fn mark_single_words(&self, keys: &[u32], stale: &mut [bool]) {
        let forms = self.forms();
        for rank in (0..forms.len()).take_while(|rank| forms.form(*rank).len < 2) {
            let mut own = forms.words(rank).iter().map(|word| word_key(self.vocabulary, *word));
            stale[rank] |= own.any(|key| keys.binary_search(&key).is_ok());
        }
    }

    /// Marks the forms that share enough with a longer one that has come or gone; returns those
    /// that one more leaves as they are.
    fn mark_sharing(
        &self,
        index: &Index,
        come: &[Vec<u32>],
        gone: &[Vec<u32>],
        stale: &mut [bool],
    ) -> Vec<u32> {
        let weights = Weights::of(self.vocabulary, index, self.forms().len());
        let mut sharing = Sharing::new(self.forms().len());
        let mut pattern = Pattern::new(self.vocabulary.len());
        let mut more = Vec::new();
        let mut also = vec![0u32; self.forms().len()];
        for (new, keys) in self.come().zip(come) {
            pattern.set(self.forms().words(new));
            for (rank, score) in sharing.forms(index, &weights, keys, new) {
                let Some(sought) = self.sought(rank, score).filter(|_| !stale[rank]) else {
                    continue;
                };
                pattern.align(self.forms().words(rank));
                let equal = pattern.runs.iter().map(|run| run.len).sum();
                let (also, before) = (&mut also[rank], self.merged.rank_before[rank]);
                let links = self.notes.links(before as usize);
                if sought.is_same_with(links, *also, equal, weights.unit()) {
                    *also += 1;
                    more.push(before);
                } else {
                    stale[rank] = true;
                }
            }
        }
        for (old, keys) in self.gone().zip(gone) {
            let order = self.before.order(old);
            let end = partition(self.forms(), |rank| self.forms().order(rank) < order);
            for (rank, score) in sharing.forms(index, &weights, keys, end) {
                let sought = self.sought(rank, score);
                stale[rank] |= sought.is_some_and(|sought| !sought.is_same_without());
            }
        }
        more
    }

    /// Returns what the links of a form were looked for among, where that score is enough for one
    /// more to be among them; none for a form that is new.
    fn sought(&self, rank: usize, score: f32) -> Option<Sought> {
        let before = self.merged.rank_before[rank];
        let sought = (before != GONE).then(|| self.notes.sought(before as usize))?;
        (score * (1.0 + ROUNDING) >= sought.needed).then_some(sought)
    }
}

/// Adds up what forms share with one form after another.
struct Sharing {
    scores: Vec<f32>,
    touched: Vec<u32>,
}

impl Sharing {
    fn new(forms: usize) -> Self {
        Self { scores: vec![0.0; forms], touched: Vec::new() }
    }

    /// Returns the forms before `end` that have any of these keys, and what that is worth.
    fn forms(
        &mut self,
        index: &Index,
        weights: &Weights<'_>,
        keys: &[u32],
        end: usize,
    ) -> Vec<(usize, f32)> {
        for key in keys {
            let Some(worth) = most_worth(weights, index.count(*key)) else { continue };
            for rank in index.ranks(*key).iter().take_while(|rank| (**rank as usize) < end) {
                let score = &mut self.scores[*rank as usize];
                if *score == 0.0 {
                    self.touched.push(*rank);
                }
                *score += worth;
            }
        }
        let found = self.touched.drain(..).map(|rank| rank as usize);
        found.map(|rank| (rank, std::mem::take(&mut self.scores[rank]))).collect()
    }
}

/// Returns the first rank for which `is_before` does not hold.
fn partition(forms: &Forms, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, forms.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
