//! Pairs the sentences of two articles and lists the words that stand where others stand.
//!
//! A sentence's counterpart shares most of its rarer stems. A *swap* is at most four words for
//! three between runs of equal words, one of them two words long: what a thesaurus does, and a
//! writer rarely.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::prose::Prose;

/// Least share of the weight of a sentence's stems that its counterpart has.
const MIN_SIMILARITY: f64 = 0.38;
/// Stems that two sentences must share.
const MIN_SHARED: usize = 3;
/// Sentences with the same stem beyond which it pairs nothing, and costs much in a hostile text.
const MAX_PLACES: usize = 100;
/// Most words on one side of a swap.
const MAX_SWAPPED: usize = 4;
/// Most words on both sides of a swap: four for three.
const MAX_SWAPPED_BOTH: usize = 7;
/// Sentences in a row that are taken for swapped beyond recognition.
const MAX_BETWEEN: i64 = 3;
/// Words that one of the runs beside a swap must have.
const MIN_FLANK: usize = 2;

/// One place where two aligned sentences have other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Swap {
    /// The sentence of the left article, and where in it.
    pub(super) left_at: (u32, u32),
    /// The sentence of the right article, and where in it.
    pub(super) right_at: (u32, u32),
    /// The words on the left.
    pub(super) left: Vec<u32>,
    /// The words on the right.
    pub(super) right: Vec<u32>,
}

/// Two articles, aligned sentence by sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairing {
    /// Words that are equal in aligned sentences.
    pub(super) equal: usize,
    /// The equal words, counted by number.
    pub(super) kept: FxHashMap<u32, u32>,
    /// Words of aligned sentences that only one side has, swaps apart.
    pub(super) loose: usize,
    /// The swaps, in order.
    pub(super) swaps: Vec<Swap>,
    /// How many sentences of the left article have a counterpart.
    pub(super) left_paired: usize,
    /// How many sentences of the right article have one.
    pub(super) right_paired: usize,
    /// How many of each article have one, or stand among as few sentences as the other has there,
    /// between those that do: what a machine swapped beyond recognition.
    pub(super) in_line: [usize; 2],
}

impl Pairing {
    /// Pairs the sentences of two articles: each sentence of the one that has fewer, or of the
    /// left one, with its best counterpart.
    pub(super) fn of(prose: &Prose, left: usize, right: usize) -> Self {
        let a: Vec<&[u32]> = prose.articles[left].sentences().collect();
        let b: Vec<&[u32]> = prose.articles[right].sentences().collect();
        let mut pairs: Vec<(u32, u32)> = if a.len() <= b.len() {
            counterparts(prose, &a, &b)
        } else {
            counterparts(prose, &b, &a).into_iter().map(|(b, a)| (a, b)).collect()
        };
        pairs.sort_unstable();
        let mut pairing = Self::default();
        for (at, other) in &pairs {
            pairing.align((*at, a[*at as usize]), (*other, b[*other as usize]));
        }
        let distinct = |mut sentences: Vec<u32>| {
            sentences.sort_unstable();
            sentences.dedup();
            sentences.len()
        };
        pairing.left_paired = distinct(pairs.iter().map(|pair| pair.0).collect());
        pairing.right_paired = distinct(pairs.iter().map(|pair| pair.1).collect());
        let between = between(&pairs, (a.len(), b.len()));
        pairing.in_line = [pairing.left_paired + between, pairing.right_paired + between];
        pairing
    }

    /// Returns the flanked swaps for every 100 equal words.
    pub(super) fn swaps_per_hundred(&self) -> f64 {
        100.0 * self.swaps.len() as f64 / self.equal.max(1) as f64
    }

    fn align(&mut self, left: (u32, &[u32]), right: (u32, &[u32])) {
        let ops = capture_diff_slices(Algorithm::Myers, left.1, right.1);
        let run = |op: Option<&DiffOp>| match op {
            Some(DiffOp::Equal { len, .. }) => *len,
            _ => 0,
        };
        for (at, op) in ops.iter().enumerate() {
            match *op {
                DiffOp::Equal { old_index, len, .. } => {
                    self.equal += len;
                    for word in &left.1[old_index..old_index + len] {
                        *self.kept.entry(*word).or_default() += 1;
                    }
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    let before = run(at.checked_sub(1).and_then(|before| ops.get(before)));
                    let after = run(ops.get(at + 1));
                    let is_flanked = before > 0 && after > 0 && before.max(after) >= MIN_FLANK;
                    let is_short = old_len.max(new_len) <= MAX_SWAPPED
                        && old_len + new_len <= MAX_SWAPPED_BOTH;
                    if is_flanked && is_short {
                        self.swaps.push(Swap {
                            left_at: (left.0, old_index as u32),
                            right_at: (right.0, new_index as u32),
                            left: left.1[old_index..old_index + old_len].to_vec(),
                            right: right.1[new_index..new_index + new_len].to_vec(),
                        });
                    } else {
                        self.loose += old_len.max(new_len);
                    }
                }
                DiffOp::Delete { old_len, .. } => self.loose += old_len,
                DiffOp::Insert { new_len, .. } => self.loose += new_len,
            }
        }
    }
}

/// Returns how many sentences of either side stand between paired ones that follow one another on both
/// sides, or before the first or behind the last, where as few stand on the other.
fn between(pairs: &[(u32, u32)], (left, right): (usize, usize)) -> usize {
    let ends = pairs.iter().map(|(at, other)| (i64::from(*at), i64::from(*other)));
    let ends: Vec<(i64, i64)> =
        [(-1, -1)].into_iter().chain(ends).chain([(left as i64, right as i64)]).collect();
    let gaps = ends.windows(2).map(|pair| (pair[1].0 - pair[0].0 - 1, pair[1].1 - pair[0].1 - 1));
    let even = gaps.filter(|(own, other)| own == other && (1..=MAX_BETWEEN).contains(own));
    even.map(|(own, _)| own as usize).sum()
}

/// Returns, for each sentence of `of`, the sentence of `among` that shares most rare stems.
fn counterparts(prose: &Prose, of: &[&[u32]], among: &[&[u32]]) -> Vec<(u32, u32)> {
    let stems = |sentence: &[u32]| {
        let mut stems: Vec<u32> = sentence
            .iter()
            .filter(|word| !prose.is_function[**word as usize])
            .map(|word| prose.stems[*word as usize])
            .collect();
        // Not by number, which depends on what was read before: sums would differ in their last bit.
        stems.sort_unstable_by_key(|stem| (prose.hashes[*stem as usize], *stem));
        stems.dedup();
        stems
    };
    let of: Vec<Vec<u32>> = of.iter().map(|sentence| stems(sentence)).collect();
    let among: Vec<Vec<u32>> = among.iter().map(|sentence| stems(sentence)).collect();
    let mut places: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, sentence) in among.iter().enumerate() {
        sentence.iter().for_each(|stem| places.entry(*stem).or_default().push(at as u32));
    }
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    of.iter().chain(&among).flatten().for_each(|stem| *counts.entry(*stem).or_default() += 1);
    let total = (of.len() + among.len()) as f64;
    let weight = |stem: &u32| (1.0 + total / f64::from(counts[stem])).ln();
    let weigh = |sentence: &Vec<u32>| sentence.iter().map(weight).sum::<f64>();
    let weights: Vec<f64> = among.iter().map(weigh).collect();
    let mut found = Vec::new();
    let mut scores: Vec<(f64, usize)> = vec![(0.0, 0); among.len()];
    for (at, sentence) in of.iter().enumerate() {
        scores.fill((0.0, 0));
        for stem in sentence {
            let places = places.get(stem).filter(|places| places.len() <= MAX_PLACES);
            for place in places.into_iter().flatten() {
                let score = &mut scores[*place as usize];
                *score = (score.0 + weight(stem), score.1 + 1);
            }
        }
        let own = weigh(sentence);
        let best = scores
            .iter()
            .enumerate()
            .filter(|(_, (_, shared))| *shared >= MIN_SHARED)
            .map(|(other, (score, _))| (score / own.min(weights[other]).max(0.1), *score, other))
            .filter(|(similarity, ..)| *similarity >= MIN_SIMILARITY)
            .max_by(|a, b| (a.0 * a.1).total_cmp(&(b.0 * b.1)).then(b.2.cmp(&a.2)));
        found.extend(best.map(|(.., other)| (at as u32, other as u32)));
    }
    found
}
