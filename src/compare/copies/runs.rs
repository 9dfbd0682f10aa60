//! How many words of one text stand in another in runs of six or more.

use rustc_hash::FxHashSet;

/// Words in a run, as the contract counts reuse.
const RUN: usize = 6;

/// Returns the words of the shorter list that stand in the longer one in runs of six or more, and
/// the length of the shorter one.
pub(super) fn shared(left: &[u32], right: &[u32]) -> (usize, usize) {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let known: FxHashSet<&[u32]> = long.windows(RUN).collect();
    let mut covered = 0;
    let mut end = 0;
    for (at, run) in short.windows(RUN).enumerate() {
        if known.contains(run) {
            covered += at + RUN - end.max(at);
            end = at + RUN;
        }
    }
    (covered, short.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_shorter_than_six_do_not_count() {
        assert_eq!(shared(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5, 6]), (0, 5));
        assert_eq!(shared(&[1, 2, 3, 4, 5, 6, 7, 9], &[0, 1, 2, 3, 4, 5, 6, 7, 8]), (7, 8));
    }
}
