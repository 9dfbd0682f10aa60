//! Which articles share rare runs of words.
//!
//! Every fourth run of four words, chosen by its hash so that equal runs are chosen in every
//! text, is entered under its article. Runs that many articles have are boilerplate or agency
//! copy: each such article is paired with its neighbours only, which still ties reprints together.

use std::collections::BTreeMap;
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};
use unicode_segmentation::UnicodeSegmentation;

use super::ArticleText;
use crate::text::fold_word;

/// Words in a run: at one swapped word in six, about half of such runs survive.
const RUN: usize = 4;
/// One run in this many is entered.
const SAMPLE: u64 = 4;
/// Articles with the same run that are all paired with one another.
const MAX_ALL_PAIRS: usize = 12;
/// Articles with the same run beyond which it is boilerplate.
const MAX_SHARING: usize = 400;
/// Entered runs that a pair must share: about twelve runs of four words in their texts.
const MIN_SHARED: u32 = 3;
/// Counterparts kept for one article, those that share most.
const MAX_PARTNERS: usize = 24;

/// Returns the pairs of articles worth comparing, as indices, smaller id first, in order of ids.
pub(super) fn pairs(articles: &[ArticleText<'_>]) -> Vec<(usize, usize)> {
    let mut by_id: Vec<usize> = (0..articles.len()).collect();
    by_id.sort_by(|a, b| order(articles, *a).cmp(&order(articles, *b)));
    let mut entries: Vec<(u64, u32)> = Vec::new();
    for (place, article) in by_id.iter().enumerate() {
        enter(articles[*article].text, place as u32, &mut entries);
    }
    entries.sort_unstable();
    entries.dedup();
    let shared = shared_counts(&entries);
    keep_best(shared).into_iter().map(|(a, b)| (by_id[a as usize], by_id[b as usize])).collect()
}

/// Orders articles by content alone.
pub(super) fn order<'a>(articles: &[ArticleText<'a>], at: usize) -> (u64, &'a str) {
    (articles[at].id.0, articles[at].text)
}

/// Enters the sampled runs of one text.
fn enter(text: &str, place: u32, entries: &mut Vec<(u64, u32)>) {
    let mut last = [0u64; RUN];
    for (at, word) in text.unicode_words().enumerate() {
        last.rotate_left(1);
        last[RUN - 1] = word_hash(word);
        if at + 1 < RUN {
            continue;
        }
        let mut hasher = FxHasher::default();
        last.iter().for_each(|hash| hasher.write_u64(*hash));
        let run = hasher.finish();
        if (run >> 32).is_multiple_of(SAMPLE) {
            entries.push((run, place));
        }
    }
}

fn word_hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        word.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
    } else {
        hasher.write(fold_word(word).as_bytes());
    }
    hasher.finish()
}

/// Counts the entered runs that each pair shares.
fn shared_counts(entries: &[(u64, u32)]) -> FxHashMap<(u32, u32), u32> {
    let mut shared: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for same in entries.chunk_by(|a, b| a.0 == b.0) {
        if same.len() < 2 || same.len() > MAX_SHARING {
            continue;
        }
        let reach = if same.len() <= MAX_ALL_PAIRS { same.len() } else { 2 };
        for (at, (_, left)) in same.iter().enumerate() {
            for (_, right) in same[at + 1..].iter().take(reach) {
                *shared.entry((*left, *right)).or_default() += 1;
            }
        }
    }
    shared
}

/// Keeps the pairs that share enough, the best of each article.
fn keep_best(shared: FxHashMap<(u32, u32), u32>) -> Vec<(u32, u32)> {
    let mut ordered: Vec<((u32, u32), u32)> =
        shared.into_iter().filter(|(_, count)| *count >= MIN_SHARED).collect();
    ordered.sort_unstable_by_key(|(pair, count)| (std::cmp::Reverse(*count), *pair));
    let mut partners: BTreeMap<u32, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for ((left, right), _) in ordered {
        let (a, b) =
            (partners.get(&left).copied().unwrap_or(0), partners.get(&right).copied().unwrap_or(0));
        if a < MAX_PARTNERS || b < MAX_PARTNERS {
            *partners.entry(left).or_default() += 1;
            *partners.entry(right).or_default() += 1;
            kept.push((left, right));
        }
    }
    kept.sort_unstable();
    kept
}
