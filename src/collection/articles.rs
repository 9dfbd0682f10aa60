//! Which articles copy one another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Collection, CollectionError};
use crate::compare::copies::{self, ArticleText, independent_texts_of, one_text};
use crate::model::{
    Appearance, ArticleId, ArticleRelation, CharSpan, CopiesReport, RelatedArticle,
};
use crate::store::{ArticleRow, RelationRow};

/// Most texts that are read to tell how words are used beside two articles.
///
/// Telling which of two a machine made takes a few hundred (see [`copies::relate_two_among`]).
const MOST_BESIDE: usize = 256;

/// The articles that are one text with another, for counting texts.
pub(super) struct SameText {
    /// The article that stands for all which are one text with it.
    stands_for: BTreeMap<ArticleId, ArticleId>,
}

impl SameText {
    /// Counts the texts that run `appearances` and are no copies of one another.
    pub(super) fn independent<'a>(
        &self,
        appearances: impl Iterator<Item = &'a Appearance>,
    ) -> usize {
        let articles: BTreeMap<ArticleId, Option<&str>> =
            appearances.map(|one| (one.article_id, one.outlet.as_deref())).collect();
        let articles: Vec<_> = articles.into_iter().collect();
        let known = articles.iter().filter_map(|(id, _)| Some((*id, *self.stands_for.get(id)?)));
        independent_texts_of(&articles, &known.collect::<Vec<_>>())
    }
}

impl Collection {
    pub(super) fn same_text(&self) -> Result<SameText, CollectionError> {
        Ok(SameText { stands_for: one_text(&self.store.same_text()?) })
    }

    /// Returns the articles that reprint, paraphrase or rewrite others.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn copies(&self) -> Result<CopiesReport, CollectionError> {
        let articles = self.store.articles()?;
        let mut relations = self.store.relations()?;
        relations.retain(|row| row.finding.relation.is_copy());
        Ok(report(&articles, relations))
    }

    /// Returns how two articles relate, whether they share anything or not.
    ///
    /// # Errors
    ///
    /// Where an article is not there or the collection cannot be read.
    pub fn diff_articles(&self, left: &str, right: &str) -> Result<CopiesReport, CollectionError> {
        let articles = [self.find_article(left)?, self.find_article(right)?];
        let texts = [self.text_of(&articles[0])?, self.text_of(&articles[1])?];
        let quoted = [self.quoted_in(&articles[0])?, self.quoted_in(&articles[1])?];
        let text = |at: usize| ArticleText {
            id: articles[at].id,
            outlet: articles[at].facts.outlet(),
            published: articles[at].seen(),
            address: articles[at].facts.url(),
            text: &texts[at],
            quoted: &quoted[at],
        };
        let elsewhere = self.texts_beside(&articles)?;
        let elsewhere: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        let relations = copies::relate_two_among(text(0), text(1), &elsewhere);
        let rows = relations.articles.iter().zip(relations.findings);
        let rows = rows.map(|(id, finding)| RelationRow { article_id: *id, finding }).collect();
        Ok(CopiesReport {
            asked: Some([articles[0].id, articles[1].id]),
            pairs: copies::sentence_pairs(&texts[0], &texts[1]),
            edits: self.edits_between(&articles[0], &articles[1])?,
            ..report(&articles, rows)
        })
    }

    /// Returns texts of other articles, which tell how words are used: those that `copies` compared
    /// with either first, then others by their ids.
    fn texts_beside(&self, pair: &[ArticleRow; 2]) -> Result<Vec<String>, CollectionError> {
        let mut compared: BTreeSet<ArticleId> = BTreeSet::new();
        for row in self.store.relations()? {
            let is_of_pair = pair.iter().any(|article| article.id == row.article_id);
            compared.extend(row.finding.compared_with.iter().filter(|_| is_of_pair));
        }
        let mut others = self.store.articles()?;
        others.retain(|other| pair.iter().all(|article| article.text_sha256 != other.text_sha256));
        others.sort_by_key(|other| (!compared.contains(&other.id), other.id));
        others.iter().take(MOST_BESIDE).map(|other| self.text_of(other)).collect()
    }

    pub(super) fn text_of(&self, article: &ArticleRow) -> Result<String, CollectionError> {
        let missing = CollectionError::MissingText { article: article.id };
        self.store.text(&article.text_sha256)?.ok_or(missing)
    }

    fn quoted_in(&self, article: &ArticleRow) -> Result<Vec<CharSpan>, CollectionError> {
        let appearances = self.store.appearances_in_article(article.id)?;
        Ok(appearances.into_iter().map(|appearance| appearance.span).collect())
    }
}

/// Dresses relations with what is known about their articles, paraphrases first.
fn report(articles: &[ArticleRow], relations: Vec<RelationRow>) -> CopiesReport {
    let known: BTreeMap<ArticleId, &ArticleRow> =
        articles.iter().map(|article| (article.id, article)).collect();
    let mentioned: BTreeSet<ArticleId> = relations
        .iter()
        .flat_map(|RelationRow { article_id, finding }| {
            finding.compared_with.iter().chain(&finding.source).chain([article_id])
        })
        .copied()
        .collect();
    let named = mentioned.iter().filter_map(|id| known.get(id)).map(|article| {
        let facts = &article.facts;
        let (outlet, title) = (facts.outlet().map(str::to_owned), facts.title().map(str::to_owned));
        (article.id, outlet, title, article.source.clone())
    });
    let named = named.collect();
    let mut related: Vec<RelatedArticle> = relations
        .into_iter()
        .filter_map(|row| known.get(&row.article_id).map(|article| dressed(article, row)))
        .collect();
    related.sort_by_key(|one| (rank(one.finding.relation), one.article_id));
    CopiesReport { articles: related, named, asked: None, pairs: Vec::new(), edits: Vec::new() }
}

fn rank(relation: ArticleRelation) -> u8 {
    match relation {
        ArticleRelation::MachineParaphrased => 0,
        ArticleRelation::Reprint => 1,
        ArticleRelation::Rewrite => 2,
        ArticleRelation::Independent => 3,
        ArticleRelation::InsufficientOverlap => 4,
    }
}

fn dressed(article: &ArticleRow, row: RelationRow) -> RelatedArticle {
    RelatedArticle {
        article_id: row.article_id,
        outlet: article.facts.outlet().map(str::to_owned),
        title: article.facts.title().map(str::to_owned),
        origin: article.source.clone(),
        published: article.facts.published().cloned(),
        revised: article.revised.clone(),
        finding: row.finding,
    }
}
