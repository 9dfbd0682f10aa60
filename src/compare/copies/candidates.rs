//! Which articles share rare runs of words.
//!
//! Every fourth run of four words outside quotation marks, chosen by its hash so that equal runs
//! are chosen in every text, is entered under its article: a quote that all run makes no copies. Runs that many articles have are boilerplate or agency
//! copy: each such article is paired with its neighbours only, which still ties reprints together.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ArticleText;
use crate::model::{ArticleId, CharIndex, CharSpan};
use crate::text::{fold_word, word_indices};

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

/// Orders articles by content alone.
pub(super) fn order<'a>(articles: &[ArticleText<'a>], at: usize) -> (u64, &'a str) {
    (articles[at].id.0, articles[at].text)
}

/// Returns where quotations stand in a text, in bytes and in order; one that runs past the end of the
/// text ends there.
fn bytes_of(article: &ArticleText<'_>) -> Vec<Range<usize>> {
    let mut quoted: Vec<CharSpan> = article.quoted.to_vec();
    quoted.sort_unstable();
    if quoted.is_empty() {
        return Vec::new();
    }
    let index = CharIndex::new(article.text);
    let byte = |at: usize| index.byte_of(at).unwrap_or(article.text.len());
    quoted.into_iter().map(|span| byte(span.start)..byte(span.end)).collect()
}

/// Returns the sampled runs of one text, sorted, each once.
fn runs_of(article: &ArticleText<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    let mut quoted = bytes_of(article).into_iter().peekable();
    let mut quoted_until = 0;
    let mut last = [0u64; RUN];
    let mut seen = 0;
    for (at, word) in word_indices(article.text) {
        while let Some(span) = quoted.next_if(|span| span.start <= at) {
            quoted_until = quoted_until.max(span.end);
        }
        if at < quoted_until {
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
            // The bits that chose it say nothing more.
            found.push((run.wrapping_mul(MIX) >> 32) as u32);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Bits of a run by which most are told from the few that are new.
const SIEVE: u32 = 18;

/// An odd number with well spread bits: 2^64 over the golden ratio.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Returns a hash of a folded word, the same in every run.
pub(super) fn folded_hash(folded: &str) -> u32 {
    let hash = folded
        .bytes()
        .fold(0u64, |hash, byte| (hash.rotate_left(9) ^ u64::from(byte)).wrapping_mul(MIX));
    (hash >> 32) as u32
}

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

/// The sampled runs of the articles of a collection, and which pairs share enough of them.
///
/// Articles may be taken in one by one; the pairs are those of all at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SharedRuns {
    articles: Vec<ArticleId>,
    ends: Vec<u32>,
    runs: Vec<u32>,
    /// How many runs each pair shares, smaller id first; those that share too few left out.
    pairs: BTreeMap<(ArticleId, ArticleId), u32>,
    /// Into how many bits of an id the rows are divided that it was written down in.
    written: Option<u32>,
    /// The articles about which something has changed since.
    changed: BTreeSet<ArticleId>,
}

impl SharedRuns {
    /// Returns what the articles of a collection share.
    pub fn of(articles: &[ArticleText<'_>]) -> Self {
        let mut shared = Self::default();
        shared.enter(articles);
        shared.pair_all();
        shared
    }

    /// Finds the pairs among all articles that were entered.
    pub fn pair_all(&mut self) {
        let mut by_id: Vec<usize> = (0..self.articles.len()).collect();
        by_id.sort_unstable_by_key(|at| self.articles[*at]);
        let mut entries: Vec<u64> = Vec::with_capacity(self.runs.len());
        for (place, at) in by_id.iter().enumerate() {
            let runs = self.runs_at(*at).iter();
            entries.extend(runs.map(|run| u64::from(*run) << 32 | place as u64));
        }
        entries.sort_unstable();
        let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut places = Vec::new();
        for same in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
            places.clear();
            places.extend(same.iter().map(|entry| *entry as u32));
            each_pair(&places, |pair| *counts.entry(pair).or_default() += 1);
        }
        let id = |place: u32| self.articles[by_id[place as usize]];
        let enough = counts.into_iter().filter(|(_, count)| *count >= MIN_SHARED);
        self.pairs = enough.map(|((left, right), count)| ((id(left), id(right)), count)).collect();
    }

    /// Takes in further articles, none of which is here.
    pub fn take_in(&mut self, added: &[ArticleText<'_>]) {
        let before = self.articles.len();
        self.enter(added);
        let new: FxHashSet<ArticleId> = self.articles[before..].iter().copied().collect();
        let first = before.checked_sub(1).map_or(0, |last| self.ends[last] as usize);
        let mut sharing: FxHashMap<u32, Vec<ArticleId>> =
            self.runs[first..].iter().map(|run| (*run, Vec::new())).collect();
        // Most runs are none of the new ones, which a bit tells faster than a table.
        let mut may_be_new = vec![false; 1 << SIEVE];
        sharing.keys().for_each(|run| may_be_new[(run >> (u32::BITS - SIEVE)) as usize] = true);
        let mut start = 0;
        for (id, end) in self.articles.iter().zip(&self.ends) {
            for run in &self.runs[start..*end as usize] {
                if may_be_new[(run >> (u32::BITS - SIEVE)) as usize]
                    && let Some(articles) = sharing.get_mut(run)
                {
                    articles.push(*id);
                }
            }
            start = *end as usize;
        }
        let mut more: FxHashMap<(ArticleId, ArticleId), u32> = FxHashMap::default();
        let mut fewer: FxHashMap<(ArticleId, ArticleId), u32> = FxHashMap::default();
        for articles in sharing.values_mut() {
            articles.sort_unstable();
            each_pair(articles, |pair| *more.entry(pair).or_default() += 1);
            articles.retain(|id| !new.contains(id));
            each_pair(articles, |pair| *fewer.entry(pair).or_default() += 1);
        }
        self.changed.extend(&new);
        // A run that more articles have may say less of those that were here, never more.
        for (pair, before) in fewer {
            let less = before - more.get(&pair).copied().unwrap_or(0).min(before);
            if let Some(count) = self.pairs.get_mut(&pair) {
                *count = count.saturating_sub(less);
                if less > 0 {
                    self.changed.insert(pair.0);
                }
            }
        }
        self.pairs.retain(|_, count| *count >= MIN_SHARED);
        let is_new = |pair: &(ArticleId, ArticleId)| new.contains(&pair.0) || new.contains(&pair.1);
        let enough = more.into_iter().filter(|(_, count)| *count >= MIN_SHARED);
        for (pair, count) in enough.filter(|(pair, _)| is_new(pair)) {
            self.changed.insert(pair.0);
            self.pairs.insert(pair, count);
        }
    }

    /// Says whether any of these articles is here.
    pub fn has_any(&self, ids: &[ArticleId]) -> bool {
        let ids: FxHashSet<ArticleId> = ids.iter().copied().collect();
        self.articles.iter().any(|id| ids.contains(id))
    }

    /// Returns the pairs of articles worth comparing, smaller id first, in order.
    pub fn pairs(&self) -> Vec<(ArticleId, ArticleId)> {
        let mut ordered: Vec<((ArticleId, ArticleId), u32)> =
            self.pairs.iter().map(|(pair, count)| (*pair, *count)).collect();
        ordered.sort_unstable_by_key(|(pair, count)| (std::cmp::Reverse(*count), *pair));
        let mut partners: BTreeMap<ArticleId, usize> = BTreeMap::new();
        let mut kept = Vec::new();
        for ((left, right), _) in ordered {
            let count = |id: ArticleId| partners.get(&id).copied().unwrap_or(0);
            if count(left) < MAX_PARTNERS || count(right) < MAX_PARTNERS {
                *partners.entry(left).or_default() += 1;
                *partners.entry(right).or_default() += 1;
                kept.push((left, right));
            }
        }
        kept.sort_unstable();
        kept
    }

    /// Returns the articles.
    pub(super) fn articles(&self) -> &[ArticleId] {
        &self.articles
    }

    /// Returns how many runs each pair shares.
    pub(super) fn pair_counts(&self) -> &BTreeMap<(ArticleId, ArticleId), u32> {
        &self.pairs
    }

    /// Returns the articles about which something has changed since it was written down, none where
    /// that was never done, or in rows of other bits; from then on, nothing has changed.
    pub(super) fn take_changed(&mut self, bits: u32) -> Option<BTreeSet<ArticleId>> {
        let changed = std::mem::take(&mut self.changed);
        let before = self.written.replace(bits);
        (before == Some(bits)).then_some(changed)
    }

    /// Adds an article that was written down, whose runs `read` adds to those of others.
    pub(super) fn add_kept(
        &mut self,
        id: ArticleId,
        read: impl FnOnce(&mut Vec<u32>) -> Option<()>,
    ) -> Option<()> {
        self.articles.push(id);
        read(&mut self.runs)?;
        self.ends.push(self.runs.len() as u32);
        Some(())
    }

    /// Takes these pairs for all there are, and everything for written down.
    pub(super) fn set_kept(&mut self, pairs: BTreeMap<(ArticleId, ArticleId), u32>, bits: u32) {
        self.pairs = pairs;
        self.written = Some(bits);
    }

    /// Enters articles, their pairs aside, none of which is here; their texts are not needed again.
    pub fn enter(&mut self, articles: &[ArticleText<'_>]) {
        let found = super::on_all_cores(articles, |some| {
            some.iter().map(|(_, article)| runs_of(article)).collect()
        });
        for (article, runs) in articles.iter().zip(found) {
            self.articles.push(article.id);
            self.runs.extend(runs);
            self.ends.push(self.runs.len() as u32);
        }
    }

    /// Returns the runs of the article at that place.
    pub(super) fn runs_at(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.runs[start..self.ends[at] as usize]
    }
}

/// Hands on the pairs that articles with the same run are; they are in the order of ids.
fn each_pair<T: Copy>(same: &[T], mut visit: impl FnMut((T, T))) {
    if same.len() < 2 || same.len() > MAX_SHARING {
        return;
    }
    let reach = if same.len() <= MAX_ALL_PAIRS { same.len() } else { 2 };
    for (at, left) in same.iter().enumerate() {
        for right in same[at + 1..].iter().take(reach) {
            visit((*left, *right));
        }
    }
}
