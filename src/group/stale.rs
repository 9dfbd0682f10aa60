//! What has to be found out again after some utterances have come or gone.
//!
//! The links of a form depend on how many forms share each pair of its words, through the classes
//! of these counts, and on the longer forms that share enough with it. So they stay as they are
//! unless a count moves to another class, or a form that has come, changed or gone shares enough
//! and may be linked.
//! This is worked out from the new forms and the words of all, so that what it leaves alone is
//! exactly what would come out the same.

use rustc_hash::FxHashMap;

use super::align::Pattern;
use super::forms::Forms;
use super::index::{Index, Listed, MAX_SHARING, keys_of, word_key};
use super::link::{Sought, class_of, place_of, worth};
use super::merge::{GONE, Merged, partition};
use super::notes::Notes;
use super::weights::{Weights, taken_for};
use super::words::Vocabulary;

/// Forms for each that has come or changed, from which on all that have a pair of these are listed at
/// once: of a common pair whose count changes its class all are asked for, which else takes another look
/// through all forms, and of so few pairs they take little room.
const FEW: usize = 100;

/// The forms now, those that were others before, and what was known.
pub(super) struct Change<'a> {
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

    fn distinct_keys(&self, words: &[u32]) -> Vec<u32> {
        let mut keys: Vec<u32> = keys_of(self.vocabulary, words).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Says of each form whether its links have to be found again; and which forms, by their ranks
    /// of before, have another number of candidates and the same links.
    pub(super) fn stale(&self) -> (Vec<bool>, Vec<(u32, u32)>) {
        let mut stale: Vec<bool> =
            self.merged.rank_before.iter().map(|before| *before == GONE).collect();
        let come: Vec<Vec<u32>> =
            self.come().map(|rank| self.distinct_keys(self.forms().words(rank))).collect();
        let old = &self.merged.gone;
        let gone: Vec<Vec<u32>> =
            (0..old.len()).map(|at| self.distinct_keys(old.words(at))).collect();
        let keys = come.iter().chain(&gone).flatten().copied().collect();
        let is_few = come.len() * FEW <= self.forms().len();
        let pairs = if is_few { usize::MAX } else { MAX_SHARING + 1 };
        let listed = Listed { pairs, words: MAX_SHARING + 1 };
        let index = Index::of_keys(self.forms(), self.vocabulary, keys, listed);
        self.mark_reclassed((&index, listed), &come, &gone, &mut stale);
        let counts = self.mark_sharing(&index, come, gone, &mut stale);
        (stale, counts)
    }

    /// Marks the forms that have a key whose count has moved to another class.
    fn mark_reclassed(
        &self,
        (index, listed): (&Index, Listed),
        come: &[Vec<u32>],
        gone: &[Vec<u32>],
        stale: &mut [bool],
    ) {
        let mut more: FxHashMap<u32, i64> = FxHashMap::default();
        come.iter().flatten().for_each(|key| *more.entry(*key).or_default() += 1);
        gone.iter().flatten().for_each(|key| *more.entry(*key).or_default() -= 1);
        let mut common = Vec::new();
        let mut reweighed = Vec::new();
        for key in index.keys() {
            let now = index.count(key);
            let before = now as i64 - more.get(&key).copied().unwrap_or(0);
            let before = usize::try_from(before).unwrap_or(0);
            if taken_for(now) != taken_for(before) {
                reweighed.push(key);
            }
            if class_of(key, now) == class_of(key, before) {
                continue;
            }
            if now > listed.of(key) {
                common.push(key);
            }
            index.ranks(key).iter().for_each(|rank| stale[*rank as usize] = true);
        }
        self.mark_single_words(&reweighed, stale);
        if !common.is_empty() {
            // Not all that have these are listed yet.
            let all = Listed { pairs: usize::MAX, words: usize::MAX };
            let index = Index::of_keys(self.forms(), self.vocabulary, common, all);
            for key in index.keys() {
                index.ranks(key).iter().for_each(|rank| stale[*rank as usize] = true);
            }
        }
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
    /// that it leaves as they are, with the candidates that they have now.
    fn mark_sharing(
        &self,
        index: &Index,
        come: Vec<Vec<u32>>,
        gone: Vec<Vec<u32>>,
        stale: &mut [bool],
    ) -> Vec<(u32, u32)> {
        let weights = Weights::of(self.vocabulary, index, self.forms().len());
        let mut sharing = Sharing::new(index, &weights, self.forms().len());
        let mut pattern = Pattern::new(self.vocabulary.len());
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for (new, keys) in self.come().zip(come) {
            let mut is_taken = false;
            for (rank, score) in sharing.forms(&keys, new) {
                self.count(rank, score, stale, &mut counts, &mut |sought, count| {
                    if !is_taken {
                        pattern.set(self.forms().words(new));
                        is_taken = true;
                    }
                    pattern.align(self.forms().words(rank));
                    let equal = pattern.runs.iter().map(|run| run.len).sum();
                    sought.count_with(count, score, equal, weights.unit())
                });
            }
        }
        for (old, keys) in gone.into_iter().enumerate() {
            let order = self.merged.gone.order(old);
            let end = partition(self.forms().len(), |rank| self.forms().order(rank) < order);
            for (rank, score) in sharing.forms(&keys, end) {
                self.count(rank, score, stale, &mut counts, &mut |sought, count| {
                    sought.count_without(count, score)
                });
            }
        }
        let mut counts: Vec<(u32, u32)> =
            counts.into_iter().filter(|(rank, _)| !stale[*rank as usize]).collect();
        counts.iter_mut().for_each(|(rank, _)| *rank = self.merged.rank_before[*rank as usize]);
        counts.sort_unstable();
        counts
    }

    /// Notes how many candidates a form has after another one with this score has come or gone,
    /// as `recount` says, or that its links have to be found again.
    fn count(
        &self,
        rank: usize,
        score: f32,
        stale: &mut [bool],
        counts: &mut FxHashMap<u32, u32>,
        recount: &mut dyn FnMut(Sought, u32) -> Option<u32>,
    ) {
        if stale[rank] {
            return;
        }
        let sought = self.notes.sought(self.merged.rank_before[rank] as usize);
        if score < sought.floor {
            return;
        }
        let count = counts.get(&(rank as u32)).copied().unwrap_or(sought.candidates);
        match recount(sought, count) {
            Some(now) if now == count => {}
            Some(now) => {
                counts.insert(rank as u32, now);
            }
            None => stale[rank] = true,
        }
    }
}

/// Adds up what forms share with one form after another, just as it is added up where the links of
/// each of them are looked for.
struct Sharing<'a> {
    index: &'a Index,
    weights: &'a Weights<'a>,
    scores: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> Sharing<'a> {
    fn new(index: &'a Index, weights: &'a Weights<'a>, forms: usize) -> Self {
        Self { index, weights, scores: vec![0.0; forms], touched: Vec::new() }
    }

    /// Returns the forms before `end` that have any of these keys, and what that is worth.
    fn forms(&mut self, keys: &[u32], end: usize) -> Vec<(usize, f32)> {
        let place = |key: &u32| {
            let place = self.index.find(*key);
            (place_of(*key, self.index.count_at(place)), place)
        };
        let mut keys: Vec<_> = keys.iter().map(place).collect();
        keys.sort_unstable_by_key(|(order, _)| *order);
        for ((.., key), place) in keys {
            let sharing = self.index.count_at(place);
            let Some(worth) = worth(self.weights, key, sharing) else { continue };
            for rank in self.index.ranks_at(place).iter().take_while(|rank| (**rank as usize) < end)
            {
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
