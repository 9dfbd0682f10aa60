//! The members of a few quotes: the appearances, what is told of their articles, and the wordings
//! that they run so far.
//!
//! A quote that everybody ran has thousands of members, each in an article of its own; so all that
//! is told of one is read in one look-up, and no more than quotes are made from.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Row, Transaction, TransactionBehavior};
use rustc_hash::FxHashMap;

use super::articles::revised;
use super::codes::{decoded, decoded_option};
use super::regrouping::Before;
use super::utterances::{Reading, UTTERANCE, UTTERANCE_TABLES};
use super::{ArticleRow, Store, StoreError, UtteranceRow, hash, parsed, parsed_option};
use crate::model::{AppearanceId, ArticleId, ArticleKind, Fact, FactSource, Facts};

/// Where an appearance stands in the tables, so that it need not be looked up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The number by which rows lead to it.
    pub(super) number: i64,
    /// The number of the wording that it runs so far.
    pub wording: Option<i64>,
}

/// The members of a few quotes.
#[derive(Debug, Default)]
pub struct Members {
    /// The articles that they stand in. Titles, bylines and whatever else no quote is made from
    /// are left out.
    pub articles: Vec<ArticleRow>,
    /// The appearances, in the order of their ids.
    pub rows: Vec<UtteranceRow>,
    /// Where each of these appearances stands.
    pub standing: BTreeMap<AppearanceId, Standing>,
    /// The wordings that these run so far.
    pub before: Before,
}

/// The columns of a member after those of an utterance: its wording and its article.
const MEMBER: &str = concat!(
    "
    member.wording, article_row.article_id, text_sha256, source, outlet, outlet_source,
    published, published_source, url, url_source, article_kind, kind_source, outside_start,
    revision, superseded, ",
    revised!()
);

/// Where appearances are stored, by their ids. All are asked for at once: to begin and end a question
/// costs as much as to find a row.
const PLACES: &str = "
    SELECT number FROM json_each(?1) AS wanted
     CROSS JOIN appearance_row ON appearance_id = wanted.value";

/// The tables that have them.
const MEMBER_TABLES: &str = "
    JOIN article_row ON article_row.number = own.article
    LEFT JOIN member ON member.appearance = own.number";

impl Store {
    /// Returns these appearances as members of quotes; labels, passages and unknown ids left out.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn members(&self, ids: &BTreeSet<AppearanceId>) -> Result<Members, StoreError> {
        // One lock for all look-ups, and pages that are read once stay.
        let reading_all =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        // Looked up in the order in which they are stored, so that each page is read once.
        let mut places: Vec<i64> = self
            .connection
            .prepare_cached(PLACES)?
            .query_map([list(ids.iter().map(|id| format!("\"{id}\"")))], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        places.sort_unstable();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {UTTERANCE}, {MEMBER}, own.number, own.article
               FROM json_each(?1) AS wanted CROSS JOIN {UTTERANCE_TABLES} {MEMBER_TABLES}
              WHERE own.number = wanted.value AND own.kind IN (0, 1)"
        ))?;
        let mut numbers: FxHashMap<ArticleId, usize> = FxHashMap::default();
        let mut reading = Reading::new();
        let mut members = Members::default();
        let mut rows = statement.query([list(places.iter().map(i64::to_string))])?;
        while let Some(row) = rows.next()? {
            let article: ArticleId = parsed(row, 10)?;
            let number = match numbers.get(&article) {
                Some(number) => *number,
                None => {
                    members.articles.push(article_of_member(row, article)?);
                    numbers.insert(article, members.articles.len() - 1);
                    members.articles.len() - 1
                }
            };
            reading.push(row, number)?;
            let standing = Standing { number: row.get(25)?, wording: row.get(9)? };
            members.standing.insert(parsed(row, 0)?, standing);
        }
        let ran = members.standing.values().filter_map(|standing| standing.wording);
        members.before = self.before(&ran.collect())?;
        members.rows = reading.into_rows();
        members.rows.sort_unstable_by_key(|row| row.id);
        drop(rows);
        drop(statement);
        reading_all.finish()?;
        Ok(members)
    }
}

/// Returns a list as SQLite reads it.
pub(super) fn list(all: impl Iterator<Item = String>) -> String {
    format!("[{}]", all.collect::<Vec<_>>().join(","))
}

fn article_of_member(row: &Row<'_>, id: ArticleId) -> rusqlite::Result<ArticleRow> {
    let text_sha256 = hash(row, 11)?;
    let source = |index| decoded_option::<FactSource>(row, index);
    let text = |index| -> rusqlite::Result<Option<Fact<String>>> {
        let value: Option<String> = row.get(index)?;
        Ok(value.zip(source(index + 1)?).map(|(value, source)| Fact { value, source }))
    };
    let published = parsed_option(row, 15)?.zip(source(16)?);
    let kind: Option<(ArticleKind, FactSource)> = match source(20)? {
        Some(source) => Some((decoded(row, 19)?, source)),
        None => None,
    };
    Ok(ArticleRow {
        id,
        number: row.get(26)?,
        // Which bytes the text was read from says nothing about a quote.
        bytes_sha256: text_sha256,
        text_sha256,
        facts: Facts {
            outlet: text(13)?,
            published: published.map(|(value, source)| Fact { value, source }),
            url: text(17)?,
            kind: kind.map(|(value, source)| Fact { value, source }),
            ..Facts::default()
        },
        source: row.get(12)?,
        retrieved: None,
        outside_from: row.get::<_, Option<i64>>(21)?.and_then(|at| usize::try_from(at).ok()),
        revision_basis: None,
        revision: row.get(22)?,
        superseded: row.get(23)?,
        revised: parsed_option(row, 24)?,
        in_paraphrase: false,
    })
}
