//! What has to be found out again after some utterances have come or gone.
//!
//! The links of a form depend on how many forms share each pair of its words, through the classes
//! of these counts, and on the longer forms that share enough with it. So they stay as they are
//! unless a count moves to another class, or a form that has come, changed or gone shares enough.
//! This is worked out from the new forms and the words of all, so that what it leaves alone is
//! exactly what would come out the same.

use rustc_hash::FxHashMap;

use super::forms::Forms;
use super::index::{Index, MAX_SHARING, keys_of};
use super::link::{class, most_worth};
use super::merge::{GONE, Merged};
use super::notes::Notes;
use super::weights::Weights;
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

    /// Says of each form whether its links have to be found again.
    pub(super) fn stale(&self) -> Vec<bool> {
        let mut stale: Vec<bool> =
            self.merged.rank_before.iter().map(|before| *before == GONE).collect();
        let come: Vec<Vec<u32>> =
            self.come().map(|rank| self.distinct_keys(self.forms().words(rank))).collect();
        let gone: Vec<Vec<u32>> =
            self.gone().map(|rank| self.distinct_keys(self.before.words(rank))).collect();
        let keys = come.iter().chain(&gone).flatten().copied().collect();
        let index = Index::of_keys(self.forms(), self.vocabulary, keys, MAX_SHARING + 1);
        self.mark_reclassed(&index, &come, &gone, &mut stale);
        self.mark_sharing(&index, &come, &gone, &mut stale);
        stale
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
        let mut common = Vec::new();
        for key in index.keys() {
            let now = index.count(*key);
            let before = now as i64 - more.get(key).copied().unwrap_or(0);
            if class(now) == class(usize::try_from(before).unwrap_or(0)) {
                continue;
            }
            if now > MAX_SHARING {
                common.push(*key);
            }
            index.ranks(*key).iter().for_each(|rank| stale[*rank as usize] = true);
        }
        if !common.is_empty() {
            // Not all that have these are listed yet.
            let index = Index::of_keys(self.forms(), self.vocabulary, common, usize::MAX);
            for key in index.keys() {
                index.ranks(*key).iter().for_each(|rank| stale[*rank as usize] = true);
            }
        }
    }

    /// Marks the forms that share enough with a longer one that has come or gone.
    fn mark_sharing(
        &self,
        index: &Index,
        come: &[Vec<u32>],
        gone: &[Vec<u32>],
        stale: &mut [bool],
    ) {
        let weights = Weights::of(self.vocabulary, index, self.forms().len());
        let come = self.come().zip(come);
        let gone = self.gone().zip(gone).map(|(before, keys)| {
            let order = self.before.order(before);
            (partition(self.forms(), |rank| self.forms().order(rank) < order), keys)
        });
        let mut scores = vec![0.0f32; self.forms().len()];
        let mut touched: Vec<u32> = Vec::new();
        for (end, keys) in come.chain(gone) {
            for key in keys {
                let Some(worth) = most_worth(&weights, index.count(*key)) else { continue };
                for rank in index.ranks(*key).iter().take_while(|rank| (**rank as usize) < end) {
                    if scores[*rank as usize] == 0.0 {
                        touched.push(*rank);
                    }
                    scores[*rank as usize] += worth;
                }
            }
            for rank in touched.drain(..).map(|rank| rank as usize) {
                let score = std::mem::take(&mut scores[rank]);
                let before = self.merged.rank_before[rank];
                if before != GONE && score * (1.0 + ROUNDING) >= self.notes.needed(before as usize)
                {
                    stale[rank] = true;
                }
            }
        }
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
