//! Whether one form is a version or a part of a longer one.
//!
//! Candidates share rare pairs of words; an alignment then decides. A link needs most of the
//! shorter form's weight in the longer one, enough weight in all, few words of the longer one in
//! between, and speakers and dates that allow it.

use std::cmp::Ordering;
use std::hint::black_box;

use super::align::{MAX_WORDS, Pattern};
use super::forms::Forms;
use super::index::{self, Index, MAX_SHARING, MAX_SHARING_WORD, Place, is_pair, pairs_of};
use super::judge::{Circumstances, Overlap, drop_chance_runs, lone_words, open_gap};
use super::mend::{self, Fate};
use super::speakers::Speakers;
use super::weights::{Weights, taken_for};
use super::words::Vocabulary;

/// Entries of the index that are looked at for one form, the rarest keys first.
///
/// They are counted by the class of the key, so that one more is not one too many.
const MAX_LOOKED_AT: usize = 2048;
/// How many times as long as the candidates a list has to be for these to be looked up in it, rather
/// than the list to be gone through.
const LOOK_UP: usize = 8;
/// Candidates that are aligned for one form.
const MAX_ALIGNED: usize = 24;
/// Share of what a form shares with anybody that a candidate must share.
const MIN_SHARED: f32 = 0.2;
/// Share of a form's weight that must align word for word before slips and moves are looked for.
const MIN_MENDED: f32 = 0.3;
/// Score of a link that no other can better: nearly all words, one speaker, nothing in between.
const SURE_SCORE: f32 = 1.0;
/// Links kept for one form, the best first.
pub(super) const MAX_LINKS: usize = 4;

/// What a shared word is taken to be shared by where the rarest keys come first: whatever its count,
/// so that a count may change and nothing else.
const WORD_TAKEN_FOR: usize = 16;
/// What a shared word is worth beside pairs, whose worth is their rarity.
const WORD_WORTH: f32 = 3.0;

/// Returns a number that changes where what is decided by the count of a key changes: where it comes
/// into use, weighs less, or says nothing any more.
///
/// While it stays the same a count may change without anything else: candidates, weights and links
/// depend on counts through this alone. A word weighs nothing but in a form of its own.
pub(super) fn class_of(key: u32, count: usize) -> usize {
    if is_pair(key) {
        taken_for(count) * 4 + usize::from(count > 1) * 2 + usize::from(count > MAX_SHARING)
    } else {
        usize::from(count > 1) + usize::from(count > MAX_SHARING_WORD)
    }
}

/// Returns what a shared key says, none where it says nothing.
pub(super) fn worth(weights: &Weights<'_>, key: u32, sharing: usize) -> Option<f32> {
    match is_pair(key) {
        true if (2..=MAX_SHARING).contains(&sharing) => Some(weights.rarity(sharing, 0.0)),
        false if (2..=MAX_SHARING_WORD).contains(&sharing) => Some(WORD_WORTH),
        _ => None,
    }
}

/// Returns what keys are ordered by where candidates are looked for, the rarest first; its first
/// part is how many forms share the key, about.
pub(super) fn place_of(key: u32, sharing: usize) -> (usize, bool, u32) {
    let is_pair = is_pair(key);
    (if is_pair { taken_for(sharing) } else { WORD_TAKEN_FOR }, is_pair, key)
}

/// A form that another may be a version or a part of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    /// The rank of the longer form.
    pub(super) to: u32,
    /// How strong the evidence is, from 0 to a little over 1.
    pub(super) score: f32,
    /// Whether it is strong enough to join the two.
    pub(super) holds: bool,
}

/// What the links of a form were looked for among.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sought {
    /// What another form must share with it to be a candidate.
    pub(super) floor: f32,
    /// What a candidate must share with it to be aligned: more than the floor where not all were.
    pub(super) needed: f32,
    /// The weight of its words.
    pub(super) weight: f32,
    /// How many candidates there are; where a sure link was found, how many were aligned.
    pub(super) candidates: u32,
    /// Whether a sure link was found, after which nothing is aligned.
    pub(super) is_sure: bool,
    /// Whether some of its keys were left out, because so many forms have them.
    pub(super) is_cut: bool,
}

impl Sought {
    /// Returns how many candidates there are when one more of that score comes to `count` others,
    /// and no link changes: with so many equal words it cannot be linked, nor displaces another.
    /// None where the links have to be found again.
    pub(super) fn count_with(
        &self,
        count: u32,
        score: f32,
        equal_words: usize,
        most_weight: f32,
    ) -> Option<u32> {
        let may_be_linked =
            || equal_words as f32 * most_weight >= MIN_MENDED * self.weight * (1.0 - 1e-3);
        match self.is_unmoved_by(count, score)? {
            true => Some(count + u32::from(!self.is_sure)),
            false if count as usize >= MAX_ALIGNED || may_be_linked() => None,
            false => Some(count + 1),
        }
    }

    /// Returns how many candidates are left when one of that score, to which no link leads, goes.
    pub(super) fn count_without(&self, count: u32, score: f32) -> Option<u32> {
        let is_unmoved = self.is_unmoved_by(count, score)?;
        let left = count.checked_sub(1)?;
        match (is_unmoved, self.is_sure) {
            (true, true) => Some(count),
            // With so few left all of them are aligned.
            (true, false) if left as usize <= MAX_ALIGNED => None,
            _ => Some(left),
        }
    }

    /// Says whether a candidate of that score is none of those that are aligned; none where that
    /// cannot be told, or where it takes the place of another.
    fn is_unmoved_by(&self, count: u32, score: f32) -> Option<bool> {
        let is_crowded = !self.is_sure && count as usize > MAX_ALIGNED;
        if self.is_cut || is_crowded && score >= self.needed || self.is_sure && score == self.needed
        {
            return None;
        }
        Some((is_crowded || self.is_sure) && score < self.needed)
    }
}

/// Everything that links are decided by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub(super) forms: &'a Forms,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) index: &'a Index,
    /// The key of each word, and where it stands in the index.
    pub(super) words: &'a [(u32, Option<Place>)],
    pub(super) weights: &'a Weights<'a>,
    pub(super) speakers: &'a Speakers,
}

/// A key that a form shares with others.
#[derive(Debug, Clone, Copy)]
struct Shared {
    order: (usize, bool, u32),
    worth: f32,
    place: Option<Place>,
}

/// Finds the links of one form after another; its buffers are reused.
#[derive(Debug)]
pub(super) struct Linker<'a> {
    evidence: Evidence<'a>,
    pattern: Pattern,
    weights: Vec<f32>,
    weight: f32,
    rank: usize,
    scores: Vec<f32>,
    touched: Vec<u32>,
    fates: Vec<Fate>,
    keys: Vec<Shared>,
    /// The longest form that has each of the rarer keys.
    longest: Vec<u32>,
    /// Room to look for the keys of pairs.
    sought: Vec<index::Sought>,
    /// The key of each pair of words, where it stands, and how many forms have it.
    pairs: Vec<(u32, Option<Place>, usize)>,
}

impl<'a> Linker<'a> {
    pub(super) fn new(evidence: Evidence<'a>) -> Self {
        Self {
            evidence,
            pattern: Pattern::new(evidence.vocabulary.len()),
            weights: Vec::new(),
            weight: 0.0,
            rank: usize::MAX,
            scores: vec![0.0; evidence.forms.len()],
            touched: Vec::new(),
            fates: Vec::new(),
            keys: Vec::new(),
            longest: Vec::new(),
            sought: Vec::new(),
            pairs: Vec::new(),
        }
    }

    /// Returns the best links of the form of this rank to longer ones, and what they were looked for
    /// among.
    pub(super) fn links(&mut self, rank: usize) -> (Vec<Link>, Sought) {
        self.take(rank);
        let mut sought = self.find_candidates();
        let mut found: Vec<Link> = Vec::new();
        self.ask_for_candidates();
        for at in 0..self.touched.len().min(MAX_ALIGNED) {
            let to = self.touched[at];
            let overlap = self.overlap(to as usize);
            let link = self.judge(to, overlap);
            found.extend(link);
            if self.touched.len() > MAX_ALIGNED {
                sought.needed = self.scores[to as usize];
            }
            if link.is_some_and(|link| link.holds && link.score >= SURE_SCORE) {
                let (needed, candidates) = (self.scores[to as usize], at as u32 + 1);
                sought = Sought { needed, candidates, is_sure: true, ..sought };
                break;
            }
        }
        self.touched.iter().for_each(|rank| self.scores[*rank as usize] = 0.0);
        found.sort_by(|a, b| {
            b.holds.cmp(&a.holds).then(descending(a.score, b.score)).then(a.to.cmp(&b.to))
        });
        found.truncate(MAX_LINKS);
        found.shrink_to_fit();
        (found, sought)
    }

    /// Makes the form of this rank the shorter side of the next alignments.
    pub(super) fn take(&mut self, rank: usize) {
        if self.rank == rank {
            return;
        }
        self.rank = rank;
        let Evidence { forms, vocabulary, index, weights, .. } = self.evidence;
        let words = forms.words(rank);
        let words = &words[..words.len().min(MAX_WORDS)];
        self.pattern.set(words);
        index.find_all(pairs_of(vocabulary, words), &mut self.sought, &mut self.pairs);
        let counts = self.pairs.iter().map(|(.., count)| *count);
        weights.weigh(words, counts, &mut self.weights);
        self.weight = self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    }

    /// Fills `touched` with the longer forms that share rare keys, most evidence first.
    fn find_candidates(&mut self) -> Sought {
        let Evidence { forms, index, words: of_words, weights, .. } = self.evidence;
        self.keys.clear();
        let words = forms.words(self.rank);
        let words = words[..words.len().min(MAX_WORDS)].iter().map(|word| {
            let (key, place) = of_words[*word as usize];
            (key, place, index.count_at(place))
        });
        for (key, place, sharing) in words.chain(self.pairs.iter().copied()) {
            if let Some(worth) = worth(weights, key, sharing) {
                self.keys.push(Shared { order: place_of(key, sharing), worth, place });
            }
        }
        self.keys.sort_unstable_by_key(|shared| shared.order);
        self.keys.dedup_by_key(|shared| shared.order);
        self.touched.clear();
        let (used, total) = within_reach(&self.keys);
        let floor = total * MIN_SHARED;
        self.score(used, floor);
        self.keep_promising(floor);
        let candidates = self.touched.len() as u32;
        let is_cut = used < self.keys.len();
        let weight = self.weight;
        Sought { floor, needed: floor, weight, candidates, is_sure: false, is_cut }
    }

    /// Touches the words of the forms that are to be aligned: they lie far apart, and memory hands
    /// out many at a time in the time that it takes for one.
    fn ask_for_candidates(&self) {
        let aligned = &self.touched[..self.touched.len().min(MAX_ALIGNED)];
        let first = |to: &u32| self.evidence.forms.words(*to as usize).first().copied();
        black_box(aligned.iter().filter_map(first).max());
    }

    /// Adds up what longer forms share with the one taken, for all that share as much as `floor`.
    ///
    /// The commonest keys, together worth less than the floor, make nothing a candidate that has
    /// none of the others, and they are in the longest lists: what is known to share rarer ones is
    /// looked up there (prefix filtering: Chaudhuri, Ganti and Kaushik, "A Primitive Operator for
    /// Similarity Joins in Data Cleaning", 2006).
    fn score(&mut self, used: usize, floor: f32) {
        let index = self.evidence.index;
        let (keys, scores, touched) = (&self.keys[..used], &mut self.scores, &mut self.touched);
        // Sums are rounded, which must decide nothing.
        let mut spare = floor * (1.0 - 1e-3);
        let is_tail = |shared: &&Shared| {
            spare -= shared.worth;
            spare > 0.0
        };
        let prefix = keys.len() - keys.iter().rev().take_while(is_tail).count();
        let (prefix, tail) = keys.split_at(prefix);
        // The lists lie far apart: all are asked for before the first is needed.
        self.longest.clear();
        let last = |shared: &Shared| index.ranks_at(shared.place).last().copied();
        self.longest.extend(prefix.iter().map(|shared| last(shared).unwrap_or_default()));
        let has_longer = |longest: &u32| *longest as usize > self.rank;
        let prefix = prefix.iter().zip(&self.longest).filter(|(_, longest)| has_longer(longest));
        for (Shared { worth, place, .. }, _) in prefix {
            for other in longer(index.ranks_at(*place), self.rank) {
                let score = &mut scores[*other as usize];
                if *score == 0.0 {
                    touched.push(*other);
                }
                *score += worth;
            }
        }
        let rest: f32 = tail.iter().map(|shared| shared.worth).sum();
        touched.retain(|rank| {
            let score = &mut scores[*rank as usize];
            let may_reach = *score + rest >= floor * (1.0 - 1e-3);
            if !may_reach {
                *score = 0.0;
            }
            may_reach
        });
        for Shared { worth, place, .. } in tail {
            let ranks = index.ranks_at(*place);
            if touched.len() * LOOK_UP < ranks.len() {
                for other in touched.iter().filter(|other| ranks.binary_search(other).is_ok()) {
                    scores[*other as usize] += worth;
                }
            } else {
                for other in longer(ranks, self.rank) {
                    let score = &mut scores[*other as usize];
                    if *score != 0.0 {
                        *score += worth;
                    }
                }
            }
        }
    }

    /// Keeps the candidates of at least that score, those to be aligned in order in front.
    fn keep_promising(&mut self, least: f32) {
        let scores = &mut self.scores;
        self.touched.retain(|rank| {
            let score = &mut scores[*rank as usize];
            let is_promising = *score >= least;
            if !is_promising {
                *score = 0.0;
            }
            is_promising
        });
        let scores = &self.scores;
        let order =
            |a: &u32, b: &u32| descending(scores[*a as usize], scores[*b as usize]).then(a.cmp(b));
        if self.touched.len() > MAX_ALIGNED {
            // Those that are not aligned still have a score to be cleared.
            self.touched.select_nth_unstable_by(MAX_ALIGNED, order);
            self.touched[..MAX_ALIGNED].sort_unstable_by(order);
        } else {
            self.touched.sort_unstable_by(order);
        }
    }

    /// Aligns the form taken with a longer one.
    pub(super) fn overlap(&mut self, to: usize) -> Overlap {
        let Evidence { forms, vocabulary, weights, .. } = self.evidence;
        let (short, long) = (forms.words(self.rank), forms.words(to));
        self.pattern.align(long);
        drop_chance_runs(&mut self.pattern.runs);
        let runs = &self.pattern.runs;
        let short = &short[..self.weights.len()];
        let equal: f32 =
            runs.iter().flat_map(|run| &self.weights[run.from..run.from + run.len]).sum();
        if equal < MIN_MENDED * self.weight {
            return Overlap::default();
        }
        mend::fates(vocabulary, short, long, runs, &mut self.fates);
        let credit = |fate: Fate| match fate {
            Fate::Equal => 1.0,
            Fate::Respelt => 0.9,
            Fate::Moved => 0.8,
            Fate::Replaced => 0.35,
            Fate::Missing => 0.0,
        };
        let mass: f32 =
            self.fates.iter().zip(&self.weights).map(|(fate, weight)| credit(*fate) * weight).sum();
        let words = self.fates.iter().filter(|fate| **fate >= Fate::Moved).count();
        let lone = lone_words(runs, |at| weights.is_common(short[at]));
        let has_matter = self
            .fates
            .iter()
            .zip(short)
            .any(|(fate, word)| *fate >= Fate::Moved && !weights.is_common(*word));
        let is_missing = |a: &Fate, b: &Fate| (*a < Fate::Moved) == (*b < Fate::Moved);
        let stretches = self.fates.chunk_by(is_missing);
        let hole = stretches.filter(|s| s[0] < Fate::Moved).map(<[Fate]>::len).max().unwrap_or(0);
        let gap = open_gap(runs, forms.form(self.rank).marks.ellipses.into());
        Overlap {
            share: mass / self.weight,
            mass: mass / weights.unit(),
            gap: gap as f32 / (gap + words).max(1) as f32,
            words: words - lone,
            hole,
            has_matter,
        }
    }

    /// Returns the link that words, speakers and dates allow, if any.
    fn judge(&self, to: u32, overlap: Overlap) -> Option<Link> {
        let Evidence { forms, speakers, .. } = self.evidence;
        let (form, other) = (forms.form(self.rank), forms.form(to as usize));
        let agreement = speakers.compare(forms.speakers(self.rank), forms.speakers(to as usize));
        let judgement =
            Circumstances::of(form, other, agreement).judge(form.len as usize, overlap)?;
        Some(Link { to, score: judgement.score, holds: judgement.holds })
    }
}

/// Returns how many of these keys are looked at, and what they are worth together.
fn within_reach(keys: &[Shared]) -> (usize, f32) {
    let (mut looked_at, mut total) = (0, 0.0);
    for (at, shared) in keys.iter().enumerate() {
        looked_at += shared.order.0;
        if looked_at > MAX_LOOKED_AT {
            return (at, total);
        }
        total += shared.worth;
    }
    (keys.len(), total)
}

/// Returns the ranks of longer forms among those that share a key, longest first.
fn longer(ranks: &[u32], rank: usize) -> impl Iterator<Item = &u32> {
    ranks.iter().rev().take_while(move |other| **other as usize > rank)
}

fn descending(a: f32, b: f32) -> Ordering {
    b.total_cmp(&a)
}
