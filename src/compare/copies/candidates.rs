//! Which articles share rare runs of words.
//!
//! Every fourth run of four words outside quotation marks, chosen by its hash so that equal runs
//! are chosen in every text, is entered under its article: a quote that all run makes no copies. Runs that many articles have are boilerplate or agency
//! copy: each such article is paired with its neighbours only, which still ties reprints together.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use super::ArticleText;
use crate::model::CharSpan;
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
    let mut entries = super::on_all_cores(&by_id, |places| {
        let mut entries = Vec::new();
        for (place, article) in places {
            enter(&articles[**article], *place as u32, &mut entries);
        }
        entries
    });
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
fn enter(article: &ArticleText<'_>, place: u32, entries: &mut Vec<(u64, u32)>) {
    let mut quoted: Vec<CharSpan> = article.quoted.to_vec();
    quoted.sort_unstable();
    let mut quoted = quoted.into_iter().peekable();
    let (mut chars, mut byte, mut quoted_until) = (0, 0, 0);
    let mut last = [0u64; RUN];
    let mut seen = 0;
    for (at, word) in article.text.unicode_word_indices() {
        chars += article.text[byte..at].chars().count();
        byte = at;
        while let Some(span) = quoted.next_if(|span| span.start <= chars) {
            quoted_until = quoted_until.max(span.end);
        }
        if chars < quoted_until {
            seen = 0;
            continue;
        }
        last.rotate_left(1);
        last[RUN - 1] = word_hash(word);
        seen += 1;
        if seen < RUN {
            continue;
        }
        let run =
            last.iter().fold(0u64, |hash, word| (hash.rotate_left(23) ^ word).wrapping_mul(MIX));
        if (run >> 32).is_multiple_of(SAMPLE) {
            entries.push((run, place));
        }
    }
}

/// An odd number with well spread bits: 2^64 over the golden ratio.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

fn word_hash(word: &str) -> u64 {
    let hash = |bytes: &mut dyn Iterator<Item = u8>| {
        bytes.fold(0u64, |hash, byte| (hash.rotate_left(9) ^ u64::from(byte)).wrapping_mul(MIX))
    };
    if word.is_ascii() {
        hash(&mut word.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        hash(&mut fold_word(word).bytes())
    }
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
