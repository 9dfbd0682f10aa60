//! How many words of one text stand in another in runs of six or more.
//!
//! A text is kept as the sorted hashes of its runs, 32 bits each, so that it is read once for all
//! its pairs; in a long text one run of a thousand others is taken for another in 10,000.

/// Words in a run, as the contract counts reuse.
const RUN: usize = 6;

/// Returns the hashes of all runs of a word list, sorted, each once.
pub(super) fn hashes(words: &[u32]) -> Vec<u32> {
    let mut found: Vec<u32> = words.windows(RUN).map(hash).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn hash(run: &[u32]) -> u32 {
    let mixed = run.iter().fold(0u64, |hash, word| {
        (hash.rotate_left(19) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (mixed >> 32) as u32
}

/// Returns the words of a list that stand in runs which another text has.
pub(super) fn shared(words: &[u32], others: &[u32]) -> usize {
    let mut covered = 0;
    let mut end = 0;
    for (at, run) in words.windows(RUN).enumerate() {
        if others.binary_search(&hash(run)).is_ok() {
            covered += at + RUN - end.max(at);
            end = at + RUN;
        }
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_shorter_than_six_do_not_count() {
        assert_eq!(shared(&[1, 2, 3, 4, 5], &hashes(&[1, 2, 3, 4, 5, 6])), 0);
        assert_eq!(shared(&[1, 2, 3, 4, 5, 6, 7, 9], &hashes(&[0, 1, 2, 3, 4, 5, 6, 7, 8])), 7);
        let twice = [1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6];
        assert_eq!(shared(&twice, &hashes(&[1, 2, 3, 4, 5, 6])), 12);
    }
}
