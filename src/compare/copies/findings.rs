//! From compared pairs to what is said of each pair and of each article.

use std::collections::BTreeMap;

use super::judge::{self, Made};
use super::pairing::{Pairing, Swap};
use super::prose::Prose;
use super::usage::Usage;
use super::{
    ArticleText, MIN_ALIGNED, PairRelation, REPRINT_SHARE, REWRITE_SHARE, Relations, candidates,
    on_all_cores, runs,
};
use crate::model::{ArticleFinding, ArticleRelation, Substitution};

/// Share of a paraphrase's sentences that pair with the article it was made from.
///
/// A copy made sentence for sentence pairs in all but those that were swapped beyond recognition.
const SOURCE_PAIRED: f64 = 0.8;

/// Two articles set side by side.
#[derive(Debug)]
struct Compared {
    left: usize,
    right: usize,
    pairing: Pairing,
    /// Words in runs of six, and the words of the shorter text.
    shared: (usize, usize),
    /// Which of the two a machine made from words like the other's.
    made: Option<Made>,
    is_mechanical: bool,
}

/// Compares the pairs given and says what they are.
///
/// `elsewhere` are further texts that tell how words are used.
pub(super) fn relations(
    articles: &[ArticleText<'_>],
    pairs: &[(usize, usize)],
    elsewhere: &[&str],
) -> Relations {
    let prose = Prose::of_all(articles, pairs);
    let mut compared = on_all_cores(pairs, |pairs| {
        pairs.iter().map(|(_, pair)| compare(articles, &prose, **pair)).collect()
    });
    decide_directions(articles, &prose, &mut compared, elsewhere);
    let mut of_article: Vec<Vec<usize>> = vec![Vec::new(); articles.len()];
    let is_told = |(_, pair): &(usize, &Compared)| !pair.are_revisions(articles);
    for (at, pair) in compared.iter().enumerate().filter(is_told) {
        of_article[pair.left].push(at);
        of_article[pair.right].push(at);
    }
    let findings = (0..articles.len())
        .map(|article| {
            let own: Vec<&Compared> = of_article[article].iter().map(|at| &compared[*at]).collect();
            finding(articles, &prose, article, &own)
        })
        .collect();
    let pairs = compared.iter().map(|pair| relation(&prose, pair)).collect();
    let mechanical = compared.iter().filter(|pair| pair.is_mechanical).count();
    let articles = articles.iter().map(|article| article.id).collect();
    Relations { articles, pairs, findings, mechanical }
}

fn compare(articles: &[ArticleText<'_>], prose: &Prose, pair: (usize, usize)) -> Compared {
    let (left, right) = pair;
    let order = |at| candidates::order(articles, at);
    let (left, right) = if order(left) <= order(right) { (left, right) } else { (right, left) };
    let (a, b) = (&prose.articles[left], &prose.articles[right]);
    let pairing = Pairing::of(prose, left, right);
    let is_mechanical = judge::is_mechanical(prose, &pairing, a, b);
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    let shared = (runs::shared(&short.hashed, &long.runs), short.words.len());
    Compared { left, right, pairing, shared, made: None, is_mechanical }
}

fn decide_directions(
    articles: &[ArticleText<'_>],
    prose: &Prose,
    compared: &mut [Compared],
    elsewhere: &[&str],
) {
    let suspects = compared.iter().filter(|pair| pair.is_mechanical);
    let suspects = suspects.map(|pair| (pair.left, &pair.pairing));
    let usage = Usage::of(articles, prose, suspects, elsewhere);
    for pair in compared.iter_mut().filter(|pair| pair.is_mechanical) {
        let (left, right) = (&prose.articles[pair.left], &prose.articles[pair.right]);
        pair.made = judge::direction(prose, &usage, &pair.pairing, left, right);
    }
}

impl Compared {
    fn other(&self, article: usize) -> usize {
        if self.left == article { self.right } else { self.left }
    }

    /// Says whether the two are texts that one address had.
    fn are_revisions(&self, articles: &[ArticleText<'_>]) -> bool {
        let (left, right) = (articles[self.left].address, articles[self.right].address);
        left.is_some() && left == right
    }

    /// Says whether the article is the one that a machine made.
    fn is_made(&self, article: usize) -> bool {
        match self.made {
            Some(Made::Left) => self.left == article,
            Some(Made::Right) => self.right == article,
            None => false,
        }
    }

    /// Returns the share of an article's sentences that pair with the other's, or stand where those
    /// beside them have their counterparts.
    fn paired_share(&self, prose: &Prose, article: usize) -> f64 {
        let [left, right] = self.pairing.in_line;
        let paired = if article == self.left { left } else { right };
        paired as f64 / prose.articles[article].sentences().len().max(1) as f64
    }

    fn kind(&self) -> ArticleRelation {
        if self.made.is_some() {
            return ArticleRelation::MachineParaphrased;
        }
        self.by_shares()
    }

    fn by_shares(&self) -> ArticleRelation {
        let share = self.shared.0 as f64 / self.shared.1.max(1) as f64;
        if share >= REPRINT_SHARE {
            ArticleRelation::Reprint
        } else if share >= REWRITE_SHARE {
            ArticleRelation::Rewrite
        } else if self.pairing.equal < MIN_ALIGNED {
            ArticleRelation::InsufficientOverlap
        } else {
            ArticleRelation::Independent
        }
    }
}

/// Returns what is said of a pair; a paraphrase stands on the right.
fn relation(prose: &Prose, pair: &Compared) -> PairRelation {
    let is_turned = pair.made == Some(Made::Left);
    let (left, right) = if is_turned { (pair.right, pair.left) } else { (pair.left, pair.right) };
    let swaps = pair.pairing.swaps.iter().map(|swap| oriented(swap, is_turned));
    PairRelation {
        left,
        right,
        relation: pair.kind(),
        by_shares: pair.by_shares(),
        shared_words: pair.shared.0,
        aligned_words: pair.pairing.equal,
        swaps_per_hundred: pair.pairing.swaps_per_hundred(),
        substitutions: substitutions(prose, swaps),
        paired_share: pair.paired_share(prose, right),
    }
}

/// The words of a swap: the counterpart's, and the article's.
type Words<'a> = (&'a [u32], &'a [u32]);

/// Returns the words swapped, from the counterpart's to the article's.
fn oriented(swap: &Swap, is_turned: bool) -> Words<'_> {
    if is_turned { (&swap.right, &swap.left) } else { (&swap.left, &swap.right) }
}

fn substitutions<'a>(prose: &Prose, swaps: impl Iterator<Item = Words<'a>>) -> Vec<Substitution> {
    let mut counts: BTreeMap<Words<'_>, usize> = BTreeMap::new();
    swaps.for_each(|swap| *counts.entry(swap).or_default() += 1);
    let spelt = |words: &[u32]| {
        words.iter().map(|word| &*prose.words[*word as usize]).collect::<Vec<_>>().join(" ")
    };
    let mut found: Vec<Substitution> = counts
        .into_iter()
        .map(|((from, to), count)| Substitution { from: spelt(from), to: spelt(to), count })
        .collect();
    found.sort_by(|a, b| {
        b.count.cmp(&a.count).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    });
    found
}

/// Returns what is said of one article, given its pairs.
fn finding(
    articles: &[ArticleText<'_>],
    prose: &Prose,
    article: usize,
    pairs: &[&Compared],
) -> ArticleFinding {
    let is_made = pairs.iter().any(|pair| pair.is_made(article));
    // What a machine made of an article says nothing of how that relates to others, so that such a
    // copy is told of alone.
    let has_other = pairs.iter().any(|pair| pair.made.is_none() && pair.kind().is_copy());
    let is_own = |pair: &&&Compared| match is_made {
        true => pair.is_made(article) || !pair.is_mechanical,
        false => pair.made.is_none() || !has_other,
    };
    let relation = strongest(article, pairs);
    let is_told = |pair: &Compared| relation.is_copy() && pair.kind() == relation;
    let counted: Vec<&&Compared> = pairs
        .iter()
        .filter(is_own)
        .filter(|pair| pair.pairing.equal >= MIN_ALIGNED || is_told(pair))
        .collect();
    let told = if counted.is_empty() { pairs.iter().collect() } else { counted.clone() };
    let places = places(article, &counted);
    let equal = counted.iter().map(|pair| pair.pairing.equal).sum::<usize>();
    let swaps: usize = counted.iter().map(|pair| pair.pairing.swaps.len()).sum();
    let mut compared_with: Vec<_> =
        counted.iter().map(|pair| articles[pair.other(article)].id).collect();
    compared_with.sort_unstable();
    compared_with.dedup();
    ArticleFinding {
        relation,
        source: source(articles, prose, article, pairs),
        compared_with,
        shared_words: told.iter().map(|pair| pair.shared.0).max().unwrap_or(0),
        aligned_words: equal,
        swaps_per_hundred: 100.0 * swaps as f64 / equal.max(1) as f64,
        substitutions: substitutions(prose, places.into_values()),
        verbs: prose.articles[article].verbs.clone(),
    }
}

/// Returns the swaps by their place in the article, so that a place that differs from several
/// counterparts counts once.
fn places<'a>(article: usize, pairs: &[&&'a Compared]) -> BTreeMap<(u32, u32), Words<'a>> {
    let mut places = BTreeMap::new();
    let mut ordered: Vec<&&&Compared> = pairs.iter().collect();
    ordered.sort_by_key(|pair| std::cmp::Reverse(pair.pairing.equal));
    for pair in ordered {
        let is_left = pair.left == article;
        for swap in &pair.pairing.swaps {
            let place = if is_left { swap.left_at } else { swap.right_at };
            places.entry(place).or_insert_with(|| oriented(swap, is_left));
        }
    }
    places
}

fn strongest(article: usize, pairs: &[&Compared]) -> ArticleRelation {
    if pairs.iter().any(|pair| pair.is_made(article)) {
        return ArticleRelation::MachineParaphrased;
    }
    let has = |relation| pairs.iter().any(|pair| pair.kind() == relation);
    let order = [ArticleRelation::Reprint, ArticleRelation::Rewrite, ArticleRelation::Independent];
    order.into_iter().find(|relation| has(*relation)).unwrap_or_else(|| {
        // The source of a paraphrase is what it was before: a text of its own.
        let is_source = pairs.iter().any(|pair| pair.made.is_some());
        if is_source { ArticleRelation::Independent } else { ArticleRelation::InsufficientOverlap }
    })
}

/// Share of the words that align with the best counterpart, from which another pairs equally well.
const EQUALLY: f64 = 0.98;

/// Returns the article that a paraphrase was made from: the one that nearly all its sentences
/// pair with; of those that pair equally well the one published before all others, if one was.
fn source(
    articles: &[ArticleText<'_>],
    prose: &Prose,
    article: usize,
    pairs: &[&Compared],
) -> Option<crate::model::ArticleId> {
    let made = pairs.iter().filter(|pair| pair.is_made(article));
    let mut found: Vec<(usize, f64, usize)> = made
        .map(|pair| (pair.pairing.equal, pair.paired_share(prose, article), pair.other(article)))
        .filter(|(_, share, _)| *share >= SOURCE_PAIRED)
        .collect();
    found.sort_by(|a, b| {
        (b.0, articles[a.2].id).cmp(&(a.0, articles[b.2].id)).then(b.1.total_cmp(&a.1))
    });
    let (most, ..) = found.first()?;
    let least = EQUALLY * *most as f64;
    found.retain(|(equal, ..)| *equal as f64 >= least);
    let is_before = |one: usize, other: usize| {
        let dates = articles[one].published.zip(articles[other].published);
        dates.is_some_and(|(one, other)| one.is_before(other))
    };
    let is_first = |(.., at): &&(usize, f64, usize)| {
        found.iter().all(|(.., other)| other == at || is_before(*at, *other))
    };
    let source = found.iter().find(is_first).or_else(|| found.first());
    source.map(|(.., at)| articles[*at].id)
}
