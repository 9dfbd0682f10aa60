//! Which articles of a collection are copies of others, and how many texts that leaves.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::copies::{
    ArticleText, Relations, SharedRuns, independent_texts_of, relate_pairs,
};
use crate::model::{Appearance, ArticleId, CharSpan, Sha256Hash};
use crate::store::{ArticleRow, RelationRow, Remembered, Store, StoreError};

/// What is remembered of the copies.
const COPIES: &str = "copies";
/// Articles whose texts are read at once: some 8 MB, enough for all cores to share.
const BATCH: usize = 2048;

/// The copies among the articles of a collection.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// Articles that reprint, paraphrase or rewrite others.
    pub(super) relations: Vec<RelationRow>,
    /// The articles whose relations these are, where they are not all.
    pub(super) only: Option<BTreeSet<ArticleId>>,
    /// Pairs of articles that are one text.
    pub(super) same_text: Vec<(ArticleId, ArticleId)>,
    /// For each article that is one text with others, the smallest of them.
    family: BTreeMap<ArticleId, ArticleId>,
    /// What is to be remembered for the next time, until it has been set aside.
    remembered: Option<Remembered>,
}

/// An article with its text, as it is compared.
struct Whole {
    article: ArticleRow,
    text: String,
    quoted: Vec<CharSpan>,
}

impl Whole {
    fn of(store: &Store, id: ArticleId) -> Result<Option<Self>, StoreError> {
        let Some(article) = store.article(id)? else { return Ok(None) };
        let Some(text) = store.text(&article.text_sha256)? else { return Ok(None) };
        Ok(Some(Self { text, quoted: store.quoted_spans_in(id)?, article }))
    }

    fn as_text(&self) -> ArticleText<'_> {
        ArticleText {
            id: self.article.id,
            outlet: self.article.facts.outlet(),
            published: self.article.seen(),
            address: self.article.facts.url(),
            text: &self.text,
            quoted: &self.quoted,
        }
    }
}

impl Copies {
    /// Compares the articles of a collection that share enough; where only a few have come since
    /// the last time, these and the pairs that they change.
    pub(super) fn among(store: &Store, changed: &[ArticleId]) -> Result<Self, StoreError> {
        match Self::with_few(store, changed)? {
            Some(copies) => Ok(copies),
            None => Self::of_all(store),
        }
    }

    /// Compares all articles; no more of their texts are in memory at a time than are read at once,
    /// or than share enough with others.
    fn of_all(store: &Store) -> Result<Self, StoreError> {
        let articles = store.articles_of_quotes()?;
        let quoted = store.quoted_spans()?;
        let mut shared = SharedRuns::default();
        let by_text = ByText::of(&articles);
        store.each_text(BATCH, |texts| shared.enter(&by_text.articles(texts, &quoted)))?;
        shared.pair_all();
        let pairs = shared.pairs();
        let ends: BTreeSet<ArticleId> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
        let in_pairs: Vec<ArticleRow> =
            articles.iter().filter(|article| ends.contains(&article.id)).cloned().collect();
        let texts = texts_of(store, &in_pairs)?;
        let mut found = relate_pairs(&as_texts(&in_pairs, &texts, &quoted), &pairs);
        if found.mechanical > 0 {
            // Which of two a machine made is told by how words are used in all.
            let texts = texts_of(store, &articles)?;
            found = relate_pairs(&as_texts(&articles, &texts, &quoted), &pairs);
        }
        let remembered = Some(remembered(&mut shared, found.mechanical));
        let same_text = found.same_text();
        Ok(Self { remembered, ..Self::new(copy_rows(found, None), None, same_text) })
    }

    /// Returns the copies after a few articles have come; none where all have to be compared
    /// again: where articles were corrected, or where which of two a machine made is told by how
    /// words are used in all.
    fn with_few(store: &Store, changed: &[ArticleId]) -> Result<Option<Self>, StoreError> {
        let kept = store.remembered(COPIES)?;
        let Some((mut shared, 0)) = SharedRuns::restore(&kept) else {
            return Ok(None);
        };
        if shared.has_any(changed) {
            return Ok(None);
        }
        if changed.is_empty() {
            let same_text = store.same_text()?;
            return Ok(Some(Self::new(Vec::new(), Some(BTreeSet::new()), same_text)));
        }
        let added = wholes(store, changed)?;
        let before: BTreeSet<_> = shared.pairs().into_iter().collect();
        shared.take_in(&added.iter().map(Whole::as_text).collect::<Vec<_>>());
        let now: BTreeSet<_> = shared.pairs().into_iter().collect();
        let moved: BTreeSet<ArticleId> =
            before.symmetric_difference(&now).flat_map(|pair| [pair.0, pair.1]).collect();
        let has_moved =
            |pair: &&(ArticleId, ArticleId)| moved.contains(&pair.0) || moved.contains(&pair.1);
        let pairs: Vec<_> = now.iter().filter(has_moved).copied().collect();
        let ends: BTreeSet<ArticleId> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
        let wholes = wholes(store, &ends.into_iter().collect::<Vec<_>>())?;
        let texts: Vec<ArticleText<'_>> = wholes.iter().map(Whole::as_text).collect();
        let found = relate_pairs(&texts, &pairs);
        if found.mechanical > 0 {
            return Ok(None);
        }
        // Without a machine's copies, articles are one text pair by pair.
        let mut same_text = store.same_text()?;
        same_text.retain(|pair| !has_moved(&pair));
        same_text.extend(found.same_text());
        same_text.sort_unstable();
        let remembered = Some(remembered(&mut shared, 0));
        let relations = copy_rows(found, Some(&moved));
        Ok(Some(Self { remembered, ..Self::new(relations, Some(moved), same_text) }))
    }

    fn new(
        relations: Vec<RelationRow>,
        only: Option<BTreeSet<ArticleId>>,
        same_text: Vec<(ArticleId, ArticleId)>,
    ) -> Self {
        let family = families(&same_text);
        Self { relations, only, family, same_text, remembered: None }
    }

    /// Sets aside what is to be remembered for the next time.
    pub(super) fn set_aside(&mut self, store: &Store) -> Result<(), StoreError> {
        self.remembered.take().map_or(Ok(()), |remembered| store.set_aside(&remembered))
    }

    /// Returns the articles that are one text with others now and were not before, or not with
    /// these.
    pub(super) fn moved(&self, store: &Store) -> Result<Vec<ArticleId>, StoreError> {
        let before = families(&store.same_text()?);
        let all: BTreeSet<ArticleId> = before.keys().chain(self.family.keys()).copied().collect();
        let has_moved = |id: &ArticleId| before.get(id) != self.family.get(id);
        Ok(all.into_iter().filter(has_moved).collect())
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

/// Articles by their texts.
struct ByText<'a> {
    articles: &'a [ArticleRow],
    /// The first digits of the hash of each article's text with the article's place, in order.
    places: Vec<(u64, usize)>,
}

impl<'a> ByText<'a> {
    fn of(articles: &'a [ArticleRow]) -> Self {
        let prefix = |(at, article): (usize, &ArticleRow)| (article.text_sha256.prefix(), at);
        let mut places: Vec<(u64, usize)> = articles.iter().enumerate().map(prefix).collect();
        places.sort_unstable();
        Self { articles, places }
    }

    /// Returns the articles that have these texts.
    fn articles<'t>(
        &self,
        texts: &'t [(Sha256Hash, String)],
        quoted: &'t BTreeMap<ArticleId, Vec<CharSpan>>,
    ) -> Vec<ArticleText<'t>>
    where
        'a: 't,
    {
        let mut found = Vec::with_capacity(texts.len());
        for (hash, text) in texts {
            let prefix = hash.prefix();
            let first = self.places.partition_point(|(other, _)| *other < prefix);
            let alike = self.places[first..].iter().take_while(|(other, _)| *other == prefix);
            let own = alike.map(|(_, at)| &self.articles[*at]);
            let own = own.filter(|article| article.text_sha256 == *hash);
            found.extend(own.map(|article| as_text(article, text, quoted)));
        }
        found
    }
}

fn texts_of(store: &Store, articles: &[ArticleRow]) -> Result<Vec<String>, StoreError> {
    let mut texts = Vec::with_capacity(articles.len());
    for article in articles {
        texts.push(store.text(&article.text_sha256)?.unwrap_or_default());
    }
    Ok(texts)
}

fn as_texts<'a>(
    articles: &'a [ArticleRow],
    texts: &'a [String],
    quoted: &'a BTreeMap<ArticleId, Vec<CharSpan>>,
) -> Vec<ArticleText<'a>> {
    articles.iter().zip(texts).map(|(article, text)| as_text(article, text, quoted)).collect()
}

fn as_text<'a>(
    article: &'a ArticleRow,
    text: &'a str,
    quoted: &'a BTreeMap<ArticleId, Vec<CharSpan>>,
) -> ArticleText<'a> {
    ArticleText {
        id: article.id,
        outlet: article.facts.outlet(),
        published: article.seen(),
        address: article.facts.url(),
        text,
        quoted: quoted.get(&article.id).map(Vec::as_slice).unwrap_or_default(),
    }
}

fn wholes(store: &Store, ids: &[ArticleId]) -> Result<Vec<Whole>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(Whole::of(store, *id)?);
    }
    Ok(found)
}

fn remembered(shared: &mut SharedRuns, mechanical: usize) -> Remembered {
    let (is_whole, rows) = shared.keep(mechanical);
    Remembered { part: COPIES, is_whole, rows }
}

/// Returns the rows of articles that are copies: of all, or of some of them.
fn copy_rows(found: Relations, only: Option<&BTreeSet<ArticleId>>) -> Vec<RelationRow> {
    let all = found.articles.into_iter().zip(found.findings);
    all.filter(|(id, finding)| {
        finding.relation.is_copy() && only.is_none_or(|only| only.contains(id))
    })
    .map(|(article_id, finding)| RelationRow { article_id, finding })
    .collect()
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
