//! Quotes and their wordings: what grouping hands over, what is read back, and the rows of
//! `possible_quote`.
//!
//! Groups are replaced whole, in one transaction; rows that stay as they are are not written
//! again, so that a few new articles cost a few writes.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Row};

use super::members::Standing;
use super::quotations::Place;
use super::regrouping::Before;
use super::speakers::{Namesake, SeenSpeakers};
use super::{RelationRow, Store, StoreError, count, parsed, parsed_option};
use crate::model::{AppearanceId, ArticleId, Basis, Quotation, QuoteId, Sha256Hash, WordingId};

/// One utterance as the collection holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteRow {
    /// Its id.
    pub id: QuoteId,
    /// How the reference was chosen.
    pub basis: Basis,
    /// The reference wording.
    pub reference: WordingId,
    /// How many texts that are no copies of one another ran it.
    pub independent_texts: usize,
}

/// One wording as the collection holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingRow {
    /// Its id.
    pub id: WordingId,
    /// The quote that it belongs to.
    pub quote_id: QuoteId,
    /// The appearance whose words stand for it.
    pub shown: AppearanceId,
    /// How many texts that are no copies of one another ran it.
    pub independent_texts: usize,
    /// The wording that it most likely came from.
    pub parent: Option<WordingId>,
    /// Why, in words; or why not.
    pub evidence: String,
}

/// A quote with its wordings, as grouping makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteGroup {
    /// The quote.
    pub quote: QuoteRow,
    /// Its wordings.
    pub wordings: Vec<WordingGroup>,
}

/// A wording with the appearances that run it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingGroup {
    /// The wording.
    pub wording: WordingRow,
    /// Who runs it.
    pub appearances: Vec<AppearanceId>,
}

/// Words found outside quotation marks, to be kept as an appearance of kind `passage`.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The article that they stand in.
    pub article_id: ArticleId,
    /// The hash of its text.
    pub text_sha256: Sha256Hash,
    /// What was found.
    pub quotation: Quotation,
}

/// All that grouping and comparing find out about a collection.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Groups {
    /// What [`Store::data_version`] was before the collection was read for this; the groups are
    /// not saved if another program has changed it since. None saves them in any case.
    pub read_at: Option<i64>,
    /// Every quote.
    pub quotes: Vec<QuoteGroup>,
    /// Pairs of quotes that may be one utterance.
    pub possible: Vec<(QuoteId, QuoteId)>,
    /// Passages that belong to quotes; their ids stand among the quotes' appearances.
    pub passages: Vec<Passage>,
    /// Ids that passages may have had while their quotes were smaller, and what stands for them.
    pub passage_aliases: Vec<(AppearanceId, AppearanceId)>,
    /// Articles that are copies of others.
    pub relations: Vec<RelationRow>,
    /// Where these are not all: the articles whose relations they are.
    pub relations_of: Option<BTreeSet<ArticleId>>,
    /// Pairs of articles that are one text: reprints, and paraphrases with their source.
    pub same_text: Vec<(ArticleId, ArticleId)>,
    /// Speakers known by a single word whose full name other articles give.
    pub namesakes: Vec<Namesake>,
    /// Where these are not all quotes: what they are about. `None` puts them in the place of all.
    pub only: Option<Only>,
}

/// What a partial grouping is about; all else stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Only {
    /// The appearances that its quotes have, and where they stand: with each, all that were in one
    /// quote with it.
    pub appearances: BTreeMap<AppearanceId, Standing>,
    /// What these ran before.
    pub before: Before,
    /// The speakers known by a single word, and the texts that name them so.
    pub speakers: BTreeSet<(String, Sha256Hash)>,
    /// Whether appearances have gone since.
    pub has_gone: bool,
}

fn quote_row(row: &Row<'_>) -> rusqlite::Result<QuoteRow> {
    Ok(QuoteRow {
        id: parsed(row, 0)?,
        basis: match row.get(1)? {
            0 => Basis::Primary,
            1 => Basis::FirstSeen,
            _ => Basis::Undetermined,
        },
        reference: parsed(row, 2)?,
        independent_texts: count(row, 3)?,
    })
}

const QUOTE: &str = "
    SELECT quote_row.quote_id, basis, reference.wording_id, quote_row.independent_texts
      FROM quote_row JOIN wording_row AS reference ON reference.number = quote_row.reference";

fn wording_row(row: &Row<'_>) -> rusqlite::Result<WordingRow> {
    Ok(WordingRow {
        id: parsed(row, 0)?,
        quote_id: parsed(row, 1)?,
        // The appearance may be gone until the quotes have been grouped again.
        shown: parsed_option(row, 2)?.unwrap_or(AppearanceId(0)),
        independent_texts: count(row, 3)?,
        parent: parsed_option(row, 4)?,
        evidence: row.get(5)?,
    })
}

const WORDING: &str = "
    SELECT own.wording_id, quote_row.quote_id, appearance_row.appearance_id,
           own.independent_texts, parent.wording_id, coalesce(own.evidence, 'the reference')
      FROM wording_row AS own
      JOIN quote_row ON quote_row.number = own.quote
      LEFT JOIN wording_row AS parent ON parent.number = own.parent
      LEFT JOIN appearance_row ON appearance_row.number = own.shown";

impl Store {
    /// Returns every quote, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quotes(&self) -> Result<Vec<QuoteRow>, StoreError> {
        let mut statement =
            self.connection.prepare_cached(&format!("{QUOTE} ORDER BY quote_row.quote_id"))?;
        Ok(statement.query_map([], quote_row)?.collect::<Result<_, _>>()?)
    }

    /// Returns one quote.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quote(&self, id: QuoteId) -> Result<Option<QuoteRow>, StoreError> {
        let sql = format!("{QUOTE} WHERE quote_row.quote_id = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([id.to_string()], quote_row).optional()?)
    }

    /// Returns the words of a quote's reference wording.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quote_text(&self, id: QuoteId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT text FROM quote WHERE quote_id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([id.to_string()], |row| row.get(0)).optional()?)
    }

    /// Returns how many quotes there are.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quote_count(&self) -> Result<usize, StoreError> {
        Ok(self.connection.query_row("SELECT count(*) FROM quote_row", [], |row| count(row, 0))?)
    }

    /// Returns the wordings of one quote, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn wordings_of_quote(&self, id: QuoteId) -> Result<Vec<WordingRow>, StoreError> {
        let sql = format!("{WORDING} WHERE quote_row.quote_id = ?1 ORDER BY own.wording_id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([id.to_string()], wording_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns every wording, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn wordings(&self) -> Result<Vec<WordingRow>, StoreError> {
        let sql = format!("{WORDING} ORDER BY own.wording_id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([], wording_row)?.collect::<Result<_, _>>()?)
    }

    /// Returns the quotes that may be the same utterance as this one, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn possible_quotes(&self, id: QuoteId) -> Result<Vec<QuoteId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT other_quote_id FROM possible_quote WHERE quote_id = ?1
             UNION
             SELECT quote_id FROM possible_quote WHERE other_quote_id = ?1
             ORDER BY 1",
        )?;
        let rows = statement.query_map([id.to_string()], |row| parsed(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says whether the quotes take in all that was put; not so after an interrupted ingest.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn is_grouped(&self) -> Result<bool, StoreError> {
        let sql = "SELECT value = 'current' FROM state WHERE name = 'grouping'";
        Ok(self.connection.query_row(sql, [], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    pub(super) fn set_grouped(&self, is_current: bool) -> rusqlite::Result<()> {
        let value = if is_current { "current" } else { "pending" };
        self.connection
            .prepare_cached("UPDATE state SET value = ?1 WHERE name = 'grouping'")?
            .execute([value])?;
        Ok(())
    }

    /// Returns a number that changes when another program changes the collection.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Puts `groups` in the place of all that was grouped before, in one transaction.
    ///
    /// What has been set aside since ([`Store::set_aside`]) is remembered with them. Returns whether it
    /// did all that: not so where another program has changed the collection since it
    /// was read. Whoever stored last groups everything.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be written, or a passage is not in its text.
    pub fn replace_groups(&mut self, groups: &Groups) -> Result<bool, StoreError> {
        self.replace(groups, |store| store.replace_quotes(&groups.quotes, groups.only.as_ref()))
    }

    /// Does the same with quotes that come in parts, each of which is forgotten once it is written:
    /// those of `groups` are not asked for, and nothing is left of what was there before.
    ///
    /// # Errors
    ///
    /// Likewise.
    pub fn replace_all_groups(
        &mut self,
        groups: &Groups,
        quotes: impl IntoIterator<Item = Vec<QuoteGroup>>,
    ) -> Result<bool, StoreError> {
        self.replace(groups, |store| store.replace_all_quotes(quotes))
    }

    fn replace(
        &mut self,
        groups: &Groups,
        replace_quotes: impl FnOnce(&Self) -> rusqlite::Result<()>,
    ) -> Result<bool, StoreError> {
        self.take_memory()?;
        self.transaction(|store| {
            if groups.read_at.is_some() && groups.read_at != Some(store.data_version()?) {
                return Ok(false);
            }
            store.connection.pragma_update(None, "defer_foreign_keys", true)?;
            // First of all, so that what is written next fills its pages.
            store.forget_changed()?;
            if groups.only.is_none() {
                store.replace_passages(&groups.passages)?;
                store.replace_passage_aliases(&groups.passage_aliases)?;
            }
            let only = groups.only.as_ref();
            replace_quotes(store)?;
            store.replace_possible(&groups.possible)?;
            store.replace_relations(&groups.relations, groups.relations_of.as_ref())?;
            store.replace_same_text(&groups.same_text)?;
            if only.is_none_or(|only| only.has_gone) {
                store.drop_unused_speakers()?;
            }
            store.replace_namesakes(&groups.namesakes, only.map(|only| &only.speakers))?;
            store.remember_set_aside()?;
            store.set_grouped(true)?;
            Ok(true)
        })
    }

    fn replace_passages(&self, passages: &[Passage]) -> Result<(), StoreError> {
        let wanted: BTreeMap<AppearanceId, &Passage> = passages
            .iter()
            .map(|passage| (AppearanceId::of(passage.article_id, passage.quotation.span), passage))
            .collect();
        let present = self.passage_ids()?;
        let gone = present.iter().filter(|(id, _)| !wanted.contains_key(id));
        for number in gone.map(|(_, number)| *number) {
            self.leave_wording(number)?;
            let sql = "DELETE FROM appearance_row WHERE number = ?1";
            self.connection.prepare_cached(sql)?.execute([number])?;
        }
        let mut seen = SeenSpeakers::default();
        let mut changed: BTreeMap<ArticleId, ()> = BTreeMap::new();
        for (id, passage) in &wanted {
            if !present.contains_key(id) {
                let found = std::slice::from_ref(&passage.quotation);
                let (id, text) = (passage.article_id, &passage.text_sha256);
                let number = self.article_number(id)?;
                self.insert_quotations(Place { id, number, text }, found, &mut seen)?;
                changed.insert(passage.article_id, ());
            }
        }
        changed.keys().try_for_each(|id| self.check_article(*id))
    }

    /// Returns the passages there are, with their numbers.
    fn passage_ids(&self) -> rusqlite::Result<BTreeMap<AppearanceId, i64>> {
        let sql = "SELECT appearance_id, number FROM appearance_row WHERE kind = 3";
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_map([], |row| Ok((parsed(row, 0)?, row.get(1)?)))?.collect()
    }

    fn replace_possible(&self, possible: &[(QuoteId, QuoteId)]) -> rusqlite::Result<()> {
        let ordered = possible.iter().map(|(left, right)| (*left.min(right), *left.max(right)));
        let wanted: BTreeSet<(QuoteId, QuoteId)> =
            ordered.filter(|(left, right)| left != right).collect();
        let sql = "SELECT quote_id, other_quote_id FROM possible_quote";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((parsed(row, 0)?, parsed(row, 1)?)))?;
        let present: BTreeSet<(QuoteId, QuoteId)> = rows.collect::<Result<_, _>>()?;
        let mut delete = self.connection.prepare_cached(
            "DELETE FROM possible_quote WHERE quote_id = ?1 AND other_quote_id = ?2",
        )?;
        for (left, right) in present.difference(&wanted) {
            delete.execute([left.to_string(), right.to_string()])?;
        }
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO possible_quote (quote_id, other_quote_id) VALUES (?1, ?2)",
        )?;
        for (left, right) in wanted.difference(&present) {
            insert.execute([left.to_string(), right.to_string()])?;
        }
        Ok(())
    }
}
