//! How many of the articles that ran a quote are texts of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::Relations;
use crate::model::{ArticleId, ArticleRelation};

/// Counts the texts among `articles` that are no copies of one another.
///
/// The articles of one outlet count once, and so do reprints and paraphrases of a known source.
/// A paraphrase whose source is not in the collection counts as one and joins no others.
pub fn independent_texts(articles: &[(ArticleId, Option<&str>)], relations: &Relations) -> usize {
    independent_texts_of(articles, &relations.same_text())
}

/// Returns for every article of `same_text`, the pairs that are one text, the one that stands for
/// all which are one text with it.
pub fn one_text(same_text: &[(ArticleId, ArticleId)]) -> BTreeMap<ArticleId, ArticleId> {
    let mut nodes = Nodes::default();
    for (left, right) in same_text {
        let (left, right) = (nodes.of(*left), nodes.of(*right));
        nodes.join(left, right);
    }
    let mut first: BTreeMap<usize, ArticleId> = BTreeMap::new();
    let articles: BTreeSet<ArticleId> =
        same_text.iter().flat_map(|(left, right)| [*left, *right]).collect();
    let text_of = |id: ArticleId| {
        let node = nodes.of(id);
        (id, *first.entry(nodes.root(node)).or_insert(id))
    };
    articles.into_iter().map(text_of).collect()
}

/// Counts the texts among `articles`, given the pairs of articles that are one text.
pub fn independent_texts_of(
    articles: &[(ArticleId, Option<&str>)],
    same_text: &[(ArticleId, ArticleId)],
) -> usize {
    let mut nodes = Nodes::default();
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, outlet) in articles {
        let node = nodes.of(*id);
        if let Some(outlet) = outlet {
            let first = *outlets.entry(outlet).or_insert(node);
            nodes.join(first, node);
        }
    }
    // Two reprints of one text are one text even where the text itself did not run the quote.
    for (left, right) in same_text {
        let (left, right) = (nodes.of(*left), nodes.of(*right));
        nodes.join(left, right);
    }
    let mut roots = Vec::with_capacity(articles.len());
    for (id, _) in articles {
        let node = nodes.of(*id);
        roots.push(nodes.root(node));
    }
    roots.sort_unstable();
    roots.dedup();
    roots.len()
}

impl Relations {
    /// Returns the pairs of articles that are one text: reprints, and paraphrases with their
    /// source, in order.
    pub fn same_text(&self) -> Vec<(ArticleId, ArticleId)> {
        let reprints = self
            .pairs
            .iter()
            .filter(|pair| pair.relation == ArticleRelation::Reprint)
            .map(|pair| (self.articles[pair.left], self.articles[pair.right]));
        let paraphrases = self
            .articles
            .iter()
            .zip(&self.findings)
            .filter_map(|(id, finding)| finding.source.map(|source| (source, *id)));
        let mut pairs: Vec<_> = reprints.chain(paraphrases).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// Articles as a forest of those that are one text.
#[derive(Default)]
struct Nodes {
    numbers: BTreeMap<ArticleId, usize>,
    parents: Vec<usize>,
}

impl Nodes {
    fn of(&mut self, id: ArticleId) -> usize {
        let next = self.parents.len();
        let node = *self.numbers.entry(id).or_insert(next);
        if node == next {
            self.parents.push(next);
        }
        node
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parents[node] != node {
            self.parents[node] = self.parents[self.parents[node]];
            node = self.parents[node];
        }
        node
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        self.parents[left.max(right)] = left.min(right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_and_copies_count_once() {
        let id = ArticleId;
        type Row<'a> = (&'a [(ArticleId, Option<&'a str>)], &'a [(u64, u64)], usize);
        let rows: [Row<'_>; 5] = [
            (&[(id(1), Some("A")), (id(2), Some("A")), (id(3), Some("B"))], &[], 2),
            (&[(id(1), None), (id(2), None)], &[], 2),
            (&[(id(1), Some("A")), (id(2), Some("B")), (id(3), Some("C"))], &[(1, 3)], 2),
            // Both reprint an agency's text that did not itself run the quote.
            (&[(id(1), Some("A")), (id(2), Some("B"))], &[(1, 9), (2, 9)], 1),
            (&[], &[], 0),
        ];
        for (articles, pairs, expected) in rows {
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| (id(*a), id(*b))).collect();
            assert_eq!(independent_texts_of(articles, &pairs), expected);
        }
    }
}
