//! How articles relate: reprinted, rewritten, machine-paraphrased, or independent.
//!
//! Pairs that share rare word runs are found through an index (`candidates`), never by
//! comparing all with all. For each pair the words that stand in both in runs of six or more are
//! counted (`runs`), the sentences outside quotation marks are paired and aligned
//! (`pairing`), and the words that stand where the other has other words tell whether a machine
//! swapped them, and in which of the two (`judge`).
//!
//! What is reported is evidence about wording, never about intent.

mod ascending;
mod candidates;
mod findings;
mod independent;
mod judge;
mod kept;
mod pairing;
mod prose;
mod runs;
mod sentences;
mod usage;
mod verbs;

use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use crate::model::{
    ArticleFinding, ArticleId, ArticleRelation, CharSpan, PublishedDate, Substitution,
};

pub use candidates::SharedRuns;
pub use independent::{independent_texts, independent_texts_of, one_text};
pub use sentences::sentence_pairs;

/// Aligned words under which nothing can be said about a pair.
///
/// Below it, chance decides the swaps for every 100 equal words (natural pairs of 755 news
/// articles).
pub const MIN_ALIGNED: usize = 80;
/// Share of the shorter text's words, in runs, from which it is a reprint.
const REPRINT_SHARE: f64 = 0.8;
/// Share of the shorter text's words, in runs, from which it is a rewrite.
const REWRITE_SHARE: f64 = 0.3;

/// One article as it is compared.
#[derive(Debug, Clone, Copy)]
pub struct ArticleText<'a> {
    /// Its id: it orders whatever could tie.
    pub id: ArticleId,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// When it was published, or revised.
    pub published: Option<&'a PublishedDate>,
    /// Its address, where that is known: revisions of one are no copies of one another.
    pub address: Option<&'a str>,
    /// What it says.
    pub text: &'a str,
    /// Where quotations stand in it: a paraphrasing machine leaves them as they were.
    pub quoted: &'a [CharSpan],
}

/// How two articles relate, with the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRelation {
    /// The article compared with, as an index into the slice given; the paraphrase's counterpart.
    pub left: usize,
    /// The article reported on: of the larger id, or the paraphrase.
    pub right: usize,
    /// How they relate.
    pub relation: ArticleRelation,
    /// How they relate by the words that they share alone, whoever made which.
    pub by_shares: ArticleRelation,
    /// Words of the shorter text that stand in the other in runs of six or more.
    pub shared_words: usize,
    /// Words of paired sentences that align.
    pub aligned_words: usize,
    /// Flanked swaps for every 100 equal words.
    pub swaps_per_hundred: f64,
    /// The swaps from `left` to `right`, most frequent first.
    pub substitutions: Vec<Substitution>,
    /// Share of the sentences of `right` that pair with one of `left`.
    pub paired_share: f64,
}

/// How the articles of a collection relate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Relations {
    /// The id of each article given, in the order given.
    pub articles: Vec<ArticleId>,
    /// Every pair that shares enough to be compared, by the ids of its articles.
    pub pairs: Vec<PairRelation>,
    /// One finding for each article given, in the order given.
    pub findings: Vec<ArticleFinding>,
    /// How many of the pairs a machine's substitutions set apart: which of two it made is told by
    /// how words are used in all articles given.
    pub mechanical: usize,
}

/// Relates all articles that share enough.
///
/// The order of the articles does not matter. Costs time linear in the text plus the pairs found.
pub fn relate(articles: &[ArticleText<'_>]) -> Relations {
    relate_pairs(articles, &SharedRuns::of(articles).pairs())
}

/// Relates these pairs of articles; those with other articles are left out.
///
/// Costs time linear in the texts of the articles given.
pub fn relate_pairs(articles: &[ArticleText<'_>], pairs: &[(ArticleId, ArticleId)]) -> Relations {
    let places: FxHashMap<ArticleId, usize> =
        articles.iter().enumerate().map(|(at, article)| (article.id, at)).collect();
    let place = |id: ArticleId| places.get(&id).copied();
    let pairs: Vec<(usize, usize)> =
        pairs.iter().filter_map(|(left, right)| place(*left).zip(place(*right))).collect();
    findings::relations(articles, &pairs, &[])
}

/// Relates two articles, whether they share anything or not.
///
/// Which of two a machine made is told from how words are used elsewhere; two articles alone
/// rarely tell it. See [`relate_two_among`].
pub fn relate_two(left: ArticleText<'_>, right: ArticleText<'_>) -> Relations {
    relate_two_among(left, right, &[])
}

/// Relates two articles, with other texts of the collection to tell how words are used.
///
/// A few hundred texts do; those on the same subject tell most. The two articles' own texts must
/// not be among them.
pub fn relate_two_among(
    left: ArticleText<'_>,
    right: ArticleText<'_>,
    elsewhere: &[&str],
) -> Relations {
    // Two revisions are asked about as any two articles are.
    let articles = [left, right].map(|article| ArticleText { address: None, ..article });
    let mut relations = findings::relations(&articles, &[(0, 1)], elsewhere);
    // Of the two alone, what was not made by a machine relates to the other by what they share.
    if let [pair] = relations.pairs.as_slice()
        && pair.relation == ArticleRelation::MachineParaphrased
    {
        relations.findings[pair.left].relation = pair.by_shares;
    }
    relations
}

/// Things that one thread works on before it takes the next ones.
const BATCH: usize = 256;

/// Works on all cores: what `work` makes of each batch of (index, item), in order.
fn on_all_cores<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&[(usize, &T)]) -> Vec<R> + Sync,
) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            if start >= items.len() {
                return done;
            }
            let end = items.len().min(start + BATCH);
            let batch: Vec<(usize, &T)> = (start..end).map(|at| (at, &items[at])).collect();
            done.push((start, work(&batch)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let helpers: Vec<_> =
            (1..threads.min(items.len().div_ceil(BATCH))).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for helper in helpers {
            match helper.join() {
                Ok(found) => done.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(start, _)| *start);
    done.into_iter().flat_map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests;
