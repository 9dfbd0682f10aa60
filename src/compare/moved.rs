//! Words that stand in another place: found among what the alignment left over.

use rustc_hash::FxHashSet;

use super::align::Pairs;
use super::cells::Both;
use super::lexicon::is_function_word;

/// The words that moved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moved {
    /// Words of the reference.
    pub(crate) left: FxHashSet<usize>,
    /// Words of the other text.
    pub(crate) right: FxHashSet<usize>,
    /// Each run: where it begins on either side, and its length.
    pub(crate) runs: Vec<(usize, usize, usize)>,
}

/// Product of the numbers of left-over words up to which moves are looked for.
const LIMIT: usize = 40_000;
/// Words apart up to which one word alone counts as moved; further off it is another use of it.
const CONTENT_REACH: usize = 12;
/// The same for words such as "it" and "the", which stand everywhere.
const FUNCTION_REACH: usize = 2;

/// Returns the runs of words that one text has elsewhere than the other.
pub(crate) fn moved(both: &Both<'_, '_>, pairs: &Pairs) -> Moved {
    let mut moved = Moved::default();
    if pairs.len() == both.left.tokens.len() || pairs.len() == both.right.tokens.len() {
        return moved;
    }
    let paired_left: FxHashSet<usize> = pairs.iter().map(|pair| pair.0).collect();
    let paired_right: FxHashSet<usize> = pairs.iter().map(|pair| pair.1).collect();
    let left: Vec<usize> =
        (0..both.left.tokens.len()).filter(|at| !paired_left.contains(at)).collect();
    let is_free = |at: &usize| !paired_right.contains(at) && both.right.tokens[*at].bracket == 0;
    let right: Vec<usize> = (0..both.right.tokens.len()).filter(is_free).collect();
    if left.is_empty() || right.is_empty() || left.len() * right.len() > LIMIT {
        return moved;
    }
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for l in &left {
        for r in &right {
            let length = run_length(both, &paired_left, &paired_right, *l, *r);
            if length > 0 && is_move(both, pairs, (*l, *r, length)) {
                runs.push((*l, *r, length));
            }
        }
    }
    runs.sort_by_key(|(l, r, length)| (usize::MAX - length, l.abs_diff(*r), *l, *r));
    for (l, r, length) in runs {
        let is_free = (l..l + length).all(|at| !moved.left.contains(&at))
            && (r..r + length).all(|at| !moved.right.contains(&at));
        if is_free {
            moved.left.extend(l..l + length);
            moved.right.extend(r..r + length);
            moved.runs.push((l, r, length));
        }
    }
    moved.runs.sort_unstable();
    moved
}

fn run_length(
    both: &Both<'_, '_>,
    paired_left: &FxHashSet<usize>,
    paired_right: &FxHashSet<usize>,
    left: usize,
    right: usize,
) -> usize {
    let same = |i: &usize| match (both.left.tokens.get(left + i), both.right.tokens.get(right + i))
    {
        (Some(l), Some(r)) => {
            l.key == r.key
                && r.bracket == 0
                && !paired_left.contains(&(left + i))
                && !paired_right.contains(&(right + i))
        }
        _ => false,
    };
    (0..).take_while(same).count()
}

/// Says whether the run is long enough, or near enough, to be the same words and not others alike.
fn is_move(both: &Both<'_, '_>, pairs: &Pairs, run: (usize, usize, usize)) -> bool {
    let (left, right, length) = run;
    let content = (left..left + length).any(|at| !is_function_word(&both.left.tokens[at].key));
    let before_left = pairs.partition_point(|pair| pair.0 < left);
    let before_right = pairs.partition_point(|pair| pair.1 < right);
    // Without a paired word between them the two stand in one place: nothing has moved past anything.
    let passed = before_left.abs_diff(before_right);
    let reach = match (length, content) {
        (1, false) => FUNCTION_REACH,
        (1, true) => CONTENT_REACH,
        (_, false) => CONTENT_REACH,
        _ => usize::MAX,
    };
    passed > 0 && passed <= reach
}
