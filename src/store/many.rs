//! Quotes of many appearances: what is read of them where only some of their wordings matter.

use rusqlite::{OptionalExtension, params};

use super::codes::decoded;
use super::{Store, StoreError, integer, parsed, parsed_option};
use crate::model::{Appearance, AppearanceId, PublishedDate, QuoteId, Stance, WordingId};

/// The clause that narrows the columns of an appearance to a wording, with the parts before and
/// behind in its quote.
const OF_WORDING: &str = "
     WHERE own.number IN (
           SELECT appearance FROM member WHERE wording = ?1
           UNION
           SELECT one.part_of
             FROM member JOIN appearance_row AS one ON one.number = member.appearance
            WHERE member.wording = ?1 AND one.part_of IS NOT NULL
           UNION
           SELECT next.number
             FROM member JOIN appearance_row AS next ON next.part_of = member.appearance
            WHERE member.wording = ?1)
       AND wording_row.quote = (SELECT quote FROM wording_row WHERE number = ?1)";

/// What tells which of the runs of a wording is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefRun {
    /// The number of its row.
    pub number: i64,
    /// Its id.
    pub id: AppearanceId,
    /// Its words.
    pub text: String,
    /// Whether the article asserts them.
    pub stance: Stance,
    /// The outlet that ran it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<PublishedDate>,
    /// Whether it is a part of an utterance that has others.
    pub is_linked: bool,
}

/// A wording of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownWording {
    /// The number of its row.
    pub number: i64,
    /// Its id.
    pub id: WordingId,
    /// The words that stand for it; nothing where the appearance that showed them is gone.
    pub text: String,
}

impl Store {
    /// Returns the runs of a wording, in brief.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn brief_runs(&self, wording: i64) -> Result<Vec<BriefRun>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT own.number, own.appearance_id, own.text, own.stance, outlet, published,
                    own.part_of IS NOT NULL OR EXISTS (
                        SELECT 1 FROM appearance_row AS next WHERE next.part_of = own.number)
               FROM member
               JOIN appearance_row AS own ON own.number = member.appearance
               JOIN article_row ON article_row.number = own.article
              WHERE member.wording = ?1",
        )?;
        let rows = statement.query_map([wording], |row| {
            Ok(BriefRun {
                number: row.get(0)?,
                id: parsed(row, 1)?,
                text: row.get(2)?,
                stance: decoded(row, 3)?,
                outlet: row.get(4)?,
                published: parsed_option(row, 5)?,
                is_linked: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says whether a primary source has a quote.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn has_primary(&self, id: QuoteId) -> Result<bool, StoreError> {
        let sql = "SELECT basis = 0 FROM quote_row WHERE quote_id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row([id.to_string()], |row| row.get(0)).optional()?;
        Ok(found.unwrap_or(false))
    }

    /// Says whether a quote has more than `most` appearances.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn has_more_runs(&self, id: QuoteId, most: usize) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT ?2 < (SELECT count(*) FROM (
                          SELECT 1
                            FROM quote_row
                           CROSS JOIN wording_row ON wording_row.quote = quote_row.number
                           CROSS JOIN member ON member.wording = wording_row.number
                           WHERE quote_id = ?1
                           LIMIT ?2 + 1))",
        )?;
        Ok(statement.query_row(params![id.to_string(), integer(most)], |row| row.get(0))?)
    }

    /// Returns the wordings of a quote; none where it has no more than `few` appearances, or a primary
    /// source has it.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn wordings_of_many(
        &self,
        id: QuoteId,
        few: usize,
    ) -> Result<Option<Vec<ShownWording>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM quote_row
              WHERE quote_id = ?1 AND basis <> 0
                AND ?2 < (SELECT count(*) FROM (
                          SELECT 1
                            FROM wording_row JOIN member ON member.wording = wording_row.number
                           WHERE wording_row.quote = quote_row.number
                           LIMIT ?2 + 1))",
        )?;
        let quote = statement.query_row(params![id.to_string(), integer(few)], |row| row.get(0));
        let Some(quote): Option<i64> = quote.optional()? else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "SELECT wording_row.number, wording_row.wording_id, coalesce(appearance_row.text, '')
               FROM wording_row
               LEFT JOIN appearance_row ON appearance_row.number = wording_row.shown
              WHERE wording_row.quote = ?1",
        )?;
        let rows = statement.query_map([quote], |row| {
            Ok(ShownWording { number: row.get(0)?, id: parsed(row, 1)?, text: row.get(2)? })
        })?;
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    /// Returns the appearances of some wordings by article and place, and with them the other parts of
    /// the same utterances in the same quote, and those with the numbers `more`; without the words
    /// around them.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn runs_of_wordings(
        &self,
        wordings: &[i64],
        more: &[i64],
    ) -> Result<Vec<Appearance>, StoreError> {
        let mut rows = self.select_without_context(OF_WORDING, wordings)?;
        rows.extend(self.select_without_context("WHERE own.number = ?1", more)?);
        rows.sort_by_key(|row| (row.article_id, row.span.start, row.id));
        rows.dedup_by_key(|row| row.id);
        Ok(rows)
    }
}
