//! The rows of `article_relation` and its companions: which articles are copies of others.

use std::collections::BTreeSet;

use rusqlite::params;

use super::{Store, StoreError, count, integer, parsed, parsed_option};
use crate::model::{ArticleFinding, ArticleId, ArticleRelation, Substitution};

/// How one article relates to the others of the collection.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationRow {
    /// The article.
    pub article_id: ArticleId,
    /// How it relates.
    pub finding: ArticleFinding,
}

impl Store {
    /// Returns every relation that the last grouping found, by article.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn relations(&self) -> Result<Vec<RelationRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article_id, relation, source_article_id, shared_words, aligned_words,
                    swaps_per_hundred
               FROM article_relation ORDER BY article_id",
        )?;
        let rows = statement.query_map([], |row| {
            let relation: String = row.get(1)?;
            let finding = ArticleFinding {
                relation: relation_named(&relation),
                source: parsed_option(row, 2)?,
                compared_with: Vec::new(),
                shared_words: count(row, 3)?,
                aligned_words: count(row, 4)?,
                swaps_per_hundred: row.get(5)?,
                substitutions: Vec::new(),
                verbs: Vec::new(),
            };
            Ok(RelationRow { article_id: parsed(row, 0)?, finding })
        })?;
        let mut relations: Vec<RelationRow> = rows.collect::<Result<_, _>>()?;
        relations.iter_mut().try_for_each(|relation| self.fill_relation(relation))?;
        Ok(relations)
    }

    fn fill_relation(&self, relation: &mut RelationRow) -> rusqlite::Result<()> {
        let key = relation.article_id.to_string();
        let relation = &mut relation.finding;
        relation.compared_with = self
            .connection
            .prepare_cached(
                "SELECT other_article_id FROM article_compared WHERE article_id = ?1
                  ORDER BY other_article_id",
            )?
            .query_map([&key], |row| parsed(row, 0))?
            .collect::<Result<_, _>>()?;
        relation.substitutions = self
            .connection
            .prepare_cached(
                "SELECT from_words, to_words, count FROM article_substitution
                  WHERE article_id = ?1 ORDER BY count DESC, from_words, to_words",
            )?
            .query_map([&key], |row| {
                Ok(Substitution { from: row.get(0)?, to: row.get(1)?, count: count(row, 2)? })
            })?
            .collect::<Result<_, _>>()?;
        relation.verbs = self
            .connection
            .prepare_cached(
                "SELECT verb, count FROM article_verb
                  WHERE article_id = ?1 ORDER BY count DESC, verb",
            )?
            .query_map([&key], |row| Ok((row.get(0)?, count(row, 1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Returns the pairs of articles that are one text, each pair in the order of ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn same_text(&self) -> Result<Vec<(ArticleId, ArticleId)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article_id, other_article_id FROM article_same_text
              ORDER BY article_id, other_article_id",
        )?;
        let rows = statement.query_map([], |row| Ok((parsed(row, 0)?, parsed(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn replace_same_text(
        &self,
        pairs: &[(ArticleId, ArticleId)],
    ) -> rusqlite::Result<()> {
        let wanted: BTreeSet<(ArticleId, ArticleId)> =
            pairs.iter().map(|(left, right)| (*left.min(right), *left.max(right))).collect();
        let sql = "SELECT article_id, other_article_id FROM article_same_text";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((parsed(row, 0)?, parsed(row, 1)?)))?;
        let present: BTreeSet<(ArticleId, ArticleId)> = rows.collect::<Result<_, _>>()?;
        let mut delete = self.connection.prepare_cached(
            "DELETE FROM article_same_text WHERE article_id = ?1 AND other_article_id = ?2",
        )?;
        for (left, right) in present.difference(&wanted) {
            delete.execute([left.to_string(), right.to_string()])?;
        }
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO article_same_text (article_id, other_article_id) VALUES (?1, ?2)",
        )?;
        for (left, right) in wanted.difference(&present) {
            insert.execute([left.to_string(), right.to_string()])?;
        }
        Ok(())
    }

    /// Puts relations in the place of all that there were or, where some articles are named, of
    /// theirs.
    pub(super) fn replace_relations(
        &self,
        relations: &[RelationRow],
        only: Option<&BTreeSet<ArticleId>>,
    ) -> rusqlite::Result<()> {
        // The companions go with their relation.
        match only {
            None => {
                self.connection.execute("DELETE FROM article_relation", [])?;
            }
            Some(only) => {
                let sql = "DELETE FROM article_relation WHERE article_id = ?1";
                let mut delete = self.connection.prepare_cached(sql)?;
                for id in only {
                    delete.execute([id.to_string()])?;
                }
            }
        }
        relations.iter().try_for_each(|relation| self.insert_relation(relation))
    }

    fn insert_relation(&self, relation: &RelationRow) -> rusqlite::Result<()> {
        let id = relation.article_id.to_string();
        let finding = &relation.finding;
        self.connection
            .prepare_cached(
                "INSERT INTO article_relation (article_id, relation, source_article_id,
                        shared_words, aligned_words, swaps_per_hundred)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                id,
                finding.relation.as_str(),
                finding.source.map(|source| source.to_string()),
                integer(finding.shared_words),
                integer(finding.aligned_words),
                finding.swaps_per_hundred,
            ])?;
        let mut compared = self.connection.prepare_cached(
            "INSERT INTO article_compared (article_id, other_article_id) VALUES (?1, ?2)
             ON CONFLICT DO NOTHING",
        )?;
        for other in &finding.compared_with {
            compared.execute(params![id, other.to_string()])?;
        }
        let mut substitution = self.connection.prepare_cached(
            "INSERT INTO article_substitution (article_id, from_words, to_words, count)
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        )?;
        for swap in &finding.substitutions {
            substitution.execute(params![id, swap.from, swap.to, integer(swap.count)])?;
        }
        let mut verb = self.connection.prepare_cached(
            "INSERT INTO article_verb (article_id, verb, count) VALUES (?1, ?2, ?3)
             ON CONFLICT DO NOTHING",
        )?;
        for (word, uses) in &finding.verbs {
            verb.execute(params![id, word, integer(*uses)])?;
        }
        Ok(())
    }
}

fn relation_named(word: &str) -> ArticleRelation {
    use ArticleRelation::{Independent, InsufficientOverlap, MachineParaphrased, Reprint, Rewrite};
    [Reprint, MachineParaphrased, Rewrite, InsufficientOverlap]
        .into_iter()
        .find(|relation| relation.as_str() == word)
        .unwrap_or(Independent)
}
