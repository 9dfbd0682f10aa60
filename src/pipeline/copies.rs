//! Which articles of a collection are copies of others, and how many texts that leaves.

use std::collections::BTreeMap;

use crate::compare::copies::{ArticleFinding, ArticleText, independent_texts_of, relate};
use crate::model::{Appearance, ArticleId};
use crate::store::{ArticleRow, Filter, RelationRow, Store, StoreError};

/// The copies among the articles of a collection.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// Articles that reprint, paraphrase or rewrite others.
    pub(super) relations: Vec<RelationRow>,
    /// Pairs of articles that are one text.
    pub(super) same_text: Vec<(ArticleId, ArticleId)>,
    /// For each article that is one text with others, the smallest of them.
    family: BTreeMap<ArticleId, ArticleId>,
}

impl Copies {
    /// Compares all articles of a collection that share enough.
    pub(super) fn among(store: &Store, articles: &[ArticleRow]) -> Result<Self, StoreError> {
        let mut texts = Vec::with_capacity(articles.len());
        store.for_each_text(&Filter::default(), |_, text| texts.push(text.to_owned()))?;
        let quoted = store.quoted_spans()?;
        let read: Vec<ArticleText<'_>> = articles
            .iter()
            .zip(&texts)
            .map(|(article, text)| ArticleText {
                id: article.id,
                outlet: article.facts.outlet(),
                published: article.facts.published(),
                text,
                quoted: quoted.get(&article.id).map(Vec::as_slice).unwrap_or_default(),
            })
            .collect();
        let found = relate(&read);
        let same_text = found.same_text();
        let relations = found
            .articles
            .iter()
            .zip(found.findings)
            .filter(|(_, finding)| finding.relation.is_copy())
            .map(|(id, finding)| relation(*id, finding))
            .collect();
        Ok(Self { relations, family: families(&same_text), same_text })
    }

    /// Counts the texts among the articles of `members` that are no copies of one another.
    pub(super) fn independent_texts(&self, members: &[&Appearance]) -> usize {
        let articles: BTreeMap<ArticleId, Option<&str>> =
            members.iter().map(|one| (one.article_id, one.outlet.as_deref())).collect();
        // Only the pairs of these articles matter; each with the smallest of its family says as
        // much as all of them.
        let pairs: Vec<_> = articles
            .keys()
            .filter_map(|id| self.family.get(id).map(|smallest| (*smallest, *id)))
            .collect();
        independent_texts_of(&articles.into_iter().collect::<Vec<_>>(), &pairs)
    }
}

/// Returns the row of what was found about an article.
pub(crate) fn relation(article_id: ArticleId, finding: ArticleFinding) -> RelationRow {
    RelationRow {
        article_id,
        relation: finding.relation,
        source: finding.source,
        compared_with: finding.compared_with,
        shared_words: finding.shared_words,
        aligned_words: finding.aligned_words,
        swaps_per_hundred: finding.swaps_per_hundred,
        substitutions: finding.substitutions,
        verbs: finding.verbs,
    }
}

/// Returns, for each article of a pair, the smallest that a chain of pairs leads to.
fn families(pairs: &[(ArticleId, ArticleId)]) -> BTreeMap<ArticleId, ArticleId> {
    let mut parent: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
    for (left, right) in pairs {
        let (left, right) = (root(&mut parent, *left), root(&mut parent, *right));
        parent.insert(left.max(right), left.min(right));
    }
    let members: Vec<ArticleId> = pairs.iter().flat_map(|(left, right)| [*left, *right]).collect();
    members.into_iter().map(|id| (id, root(&mut parent, id))).collect()
}

fn root(parent: &mut BTreeMap<ArticleId, ArticleId>, id: ArticleId) -> ArticleId {
    let mut at = id;
    while let Some(above) = parent.get(&at).copied().filter(|above| *above != at) {
        at = above;
    }
    parent.insert(id, at);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_pairs_is_one_family() {
        let pairs = [(5, 9), (2, 5), (7, 8), (9, 3)].map(|(l, r)| (ArticleId(l), ArticleId(r)));
        let found = families(&pairs);
        let expected = [(2, 2), (3, 2), (5, 2), (7, 7), (8, 7), (9, 2)];
        assert_eq!(found, expected.map(|(id, root)| (ArticleId(id), ArticleId(root))).into());
    }
}
