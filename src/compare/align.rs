//! Word alignment of two texts.
//!
//! Words are paired by `similar` (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986),
//! bounded by size and never by time, so that an answer does not depend on a machine's load. What a
//! longest common subsequence pairs by chance, a lone "the" far from everything else, is undone.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::lexicon::is_function_word;
use super::reading::Prepared;

/// Pairs of words, as positions in the reference and in the other text, ascending in both.
pub(crate) type Pairs = Vec<(usize, usize)>;

/// Product of word counts up to which Myers aligns; above it, the histogram method does.
///
/// Myers costs time in proportion to the length times the differences: two unrelated texts of
/// 2,000 words take it milliseconds.
const MYERS_LIMIT: usize = 4_000_000;

/// Most places at which a contiguous text is looked at; a text that stands in one more often is
/// the same word over and over.
const MOST_PLACES: usize = 16;

/// Returns where all words of `other` stand in `reference` side by side, ascending.
pub(crate) fn contiguous(reference: &Prepared<'_>, other: &Prepared<'_>) -> Vec<usize> {
    run_places(reference, other, 0, other.tokens.len(), MOST_PLACES)
}

/// Returns where the words `start..end` of `other` stand in `reference` side by side, ascending.
pub(crate) fn run_places(
    reference: &Prepared<'_>,
    other: &Prepared<'_>,
    start: usize,
    end: usize,
    most: usize,
) -> Vec<usize> {
    let rarest = (start..end).min_by_key(|at| reference.positions(&other.tokens[*at]).len());
    let Some(rarest) = rarest else { return Vec::new() };
    let words = &other.tokens[start..end];
    let places = reference.positions(&other.tokens[rarest]).iter();
    let starts = places.filter_map(|(_, place)| place.checked_sub(rarest - start));
    let stands = |at: &usize| {
        reference
            .tokens
            .get(*at..*at + words.len())
            .is_some_and(|found| found.iter().zip(words).all(|(left, right)| left.key == right.key))
    };
    starts.filter(stands).take(most).collect()
}

/// Pairs the words of two texts.
pub(crate) fn align(reference: &Prepared<'_>, other: &Prepared<'_>) -> Pairs {
    let left: Vec<usize> = shared(reference, other);
    let right: Vec<usize> = shared(other, reference);
    let (left_keys, right_keys) = (keys(reference, &left), keys(other, &right));
    let is_small = left.len().saturating_mul(right.len()) <= MYERS_LIMIT;
    let algorithm = if is_small { Algorithm::Myers } else { Algorithm::Histogram };
    let mut pairs = Vec::with_capacity(left.len().min(right.len()));
    for op in capture_diff_slices(algorithm, &left_keys, &right_keys) {
        if op.tag() == DiffTag::Equal {
            let both = op.old_range().zip(op.new_range());
            pairs.extend(both.map(|(old, new)| (left[old], right[new])));
        }
    }
    let mut runs = runs_of(&pairs);
    join_torn(&mut runs, reference, other);
    let runs = without_stray(&runs, reference, other);
    runs.iter().flat_map(|run| (0..run.len).map(|i| (run.left + i, run.right + i))).collect()
}

fn keys<'p>(read: &'p Prepared<'_>, at: &[usize]) -> Vec<&'p str> {
    at.iter().map(|at| read.tokens[*at].key.as_str()).collect()
}

/// Returns the words of `read` that `in_other` has as well.
fn shared(read: &Prepared<'_>, in_other: &Prepared<'_>) -> Vec<usize> {
    (0..read.tokens.len()).filter(|at| !in_other.positions(&read.tokens[*at]).is_empty()).collect()
}

/// Words that stand side by side in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    left: usize,
    right: usize,
    len: usize,
}

fn runs_of(pairs: &[(usize, usize)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (left, right) in pairs {
        match runs.last_mut() {
            Some(run) if run.left + run.len == *left && run.right + run.len == *right => {
                run.len += 1
            }
            _ => runs.push(Run { left: *left, right: *right, len: 1 }),
        }
    }
    runs
}

/// Joins what the alignment has torn: words that stand side by side in one text, and could in both.
fn join_torn(runs: &mut Vec<Run>, reference: &Prepared<'_>, other: &Prepared<'_>) {
    let same = |left: usize, right: usize, len: usize| {
        (0..len).all(|i| match (reference.tokens.get(left + i), other.tokens.get(right + i)) {
            (Some(l), Some(r)) => l.key == r.key,
            _ => false,
        })
    };
    let mut at = 0;
    while at + 1 < runs.len() {
        let (a, b) = (runs[at], runs[at + 1]);
        let beside_right = a.right + a.len == b.right;
        let beside_left = a.left + a.len == b.left;
        let forward = b.left >= a.len
            && a.len <= b.len
            && (beside_right && same(b.left - a.len, a.right, a.len)
                || beside_left && b.right >= a.len && same(a.left, b.right - a.len, a.len));
        let back = b.len <= a.len
            && (beside_right && same(a.left + a.len, b.right, b.len)
                || beside_left && same(b.left, a.right + a.len, b.len));
        if forward && beside_right {
            runs[at + 1] = Run { left: b.left - a.len, right: a.right, len: a.len + b.len };
            runs.remove(at);
            at = at.saturating_sub(1);
        } else if forward {
            runs[at + 1] = Run { left: a.left, right: b.right - a.len, len: a.len + b.len };
            runs.remove(at);
            at = at.saturating_sub(1);
        } else if back {
            runs[at].len += b.len;
            runs.remove(at + 1);
        } else {
            at += 1;
        }
    }
}

/// What one paired word counts for, and what one skipped word costs, when runs are chained.
///
/// A lone "the" is given up when more than five words are skipped for it, a lone noun at twelve.
const CONTENT_WEIGHT: f64 = 1.0;
const FUNCTION_WEIGHT: f64 = 0.4;
const SKIPPED_LEFT: f64 = 0.08;
const SKIPPED_RIGHT: f64 = 0.05;
/// Most that one gap can cost: two whole parts of a quote belong together however far apart.
const LARGEST_GAP: f64 = 2.5;

/// Returns the chain of runs that weighs most, gaps counted against it (Bentley, "Programming
/// Pearls: Algorithm Design Techniques", 1984).
fn without_stray(runs: &[Run], reference: &Prepared<'_>, other: &Prepared<'_>) -> Vec<Run> {
    let mut best = (0.0, 0..0);
    let mut current = (0.0, 0..0);
    for (at, run) in runs.iter().enumerate() {
        let weight: f64 = (run.left..run.left + run.len).map(|i| weight(reference, i)).sum();
        let gap = match at.checked_sub(1).map(|before| runs[before]) {
            Some(before) => gap_cost(before, *run, other),
            None => 0.0,
        };
        current = if current.0 > gap {
            (current.0 - gap + weight, current.1.start..at + 1)
        } else {
            (weight, at..at + 1)
        };
        if current.0 > best.0 {
            best = current.clone();
        }
    }
    runs[best.1].to_vec()
}

fn gap_cost(before: Run, after: Run, other: &Prepared<'_>) -> f64 {
    let (right_start, right_end) = (before.right + before.len, after.right);
    if other.has_gap(right_start, right_end) {
        return 0.0;
    }
    let left = (after.left - before.left - before.len) as f64;
    let right = (right_end - right_start) as f64;
    (left * SKIPPED_LEFT + right * SKIPPED_RIGHT).min(LARGEST_GAP)
}

/// Returns what a paired word counts for.
pub(crate) fn weight(read: &Prepared<'_>, at: usize) -> f64 {
    if is_function_word(&read.tokens[at].key) { FUNCTION_WEIGHT } else { CONTENT_WEIGHT }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(reference: &str, other: &str) -> Pairs {
        align(&Prepared::new(reference), &Prepared::new(other))
    }

    #[test]
    fn words_side_by_side_stay_side_by_side() {
        let pairs = aligned("the cat sat on the mat", "the mat");
        assert_eq!(pairs, [(4, 0), (5, 1)]);
        let pairs = aligned("a b c d e", "a b x d e");
        assert_eq!(pairs, [(0, 0), (1, 1), (3, 3), (4, 4)]);
    }

    #[test]
    fn a_stray_word_is_given_up() {
        let reference = "the council met on a wet Monday and then it voted to close our harbour";
        let pairs = aligned(reference, "the harbour");
        assert_eq!(pairs, [(14, 1)]);
    }

    #[test]
    fn a_contiguous_text_is_found_wherever_it_stands() {
        let reference = Prepared::new("we will win and we will win again");
        assert_eq!(contiguous(&reference, &Prepared::new("We will WIN")), [0, 4]);
        assert!(contiguous(&reference, &Prepared::new("win we")).is_empty());
    }
}
