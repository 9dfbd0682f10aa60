//! Appearances as grouping needs them: many at once, and little of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Row, Rows};
use rustc_hash::FxHashMap;

use super::appearances::Bare;
use super::{ArticleRow, Store, StoreError, count, parsed, parsed_option};
use crate::model::{Appearance, AppearanceId, ArticleId, CharSpan, Kind, Stance};

/// One appearance that can belong to a quote, as extraction found it.
#[derive(Debug, Clone, PartialEq)]
pub struct UtteranceRow {
    /// Its id.
    pub id: AppearanceId,
    /// Its article, as an index into the articles that were given.
    pub article: usize,
    /// Where it stands.
    pub span: CharSpan,
    /// The words, verbatim.
    pub text: Box<str>,
    /// What it is: a statement or a fragment.
    pub kind: Kind,
    /// Whether it is presented as said.
    pub stance: Stance,
    /// Who is named for it in its own article.
    pub speaker: Option<Arc<str>>,
    /// The earlier part of the same utterance.
    pub part_of: Option<AppearanceId>,
    /// The appearance that it stands inside.
    pub nested_in: Option<AppearanceId>,
}

impl UtteranceRow {
    /// Joins what its article knows; mention, cue, and the words around it are left out.
    pub fn appearance(&self, articles: &[ArticleRow]) -> Appearance {
        let article = &articles[self.article];
        Bare::of_utterance(self, article.id).dress(article, Default::default())
    }
}

/// The columns of an [`UtteranceRow`], in the order in which [`Reading`] reads them.
const UTTERANCE: &str = "
    SELECT appearance_id, article_id, start_offset, end_offset, text, kind, stance, speaker.name,
           part_of, nested_in
      FROM appearance LEFT JOIN speaker ON speaker.speaker_id = appearance.speaker_id
     WHERE kind IN ('statement', 'fragment')";

/// Rows that are being read; a name that many have is kept once.
pub(super) struct Reading {
    numbers: FxHashMap<ArticleId, usize>,
    names: FxHashMap<String, Arc<str>>,
    rows: Vec<UtteranceRow>,
}

impl Reading {
    pub(super) fn new(articles: &[ArticleRow]) -> Self {
        let numbers = articles.iter().enumerate().map(|(number, one)| (one.id, number)).collect();
        Self { numbers, names: FxHashMap::default(), rows: Vec::new() }
    }

    /// Returns what was read.
    pub(super) fn into_rows(self) -> Vec<UtteranceRow> {
        self.rows
    }

    fn read(&mut self, rows: &mut Rows<'_>) -> rusqlite::Result<()> {
        while let Some(row) = rows.next()? {
            if let Some(article) = self.numbers.get(&parsed(row, 1)?) {
                self.push(row, *article)?;
            }
        }
        Ok(())
    }

    /// Reads one row, of the article with that number.
    pub(super) fn push(&mut self, row: &Row<'_>, article: usize) -> rusqlite::Result<()> {
        let speaker = match row.get_ref(7)?.as_str_or_null()? {
            Some(name) => match self.names.get(name) {
                Some(known) => Some(Arc::clone(known)),
                None => {
                    let new: Arc<str> = name.into();
                    self.names.insert(name.to_owned(), Arc::clone(&new));
                    Some(new)
                }
            },
            None => None,
        };
        self.rows.push(UtteranceRow {
            id: parsed(row, 0)?,
            article,
            span: CharSpan::new(count(row, 2)?, count(row, 3)?),
            text: row.get(4)?,
            kind: parsed(row, 5)?,
            stance: parsed(row, 6)?,
            speaker,
            part_of: parsed_option(row, 8)?,
            nested_in: parsed_option(row, 9)?,
        });
        Ok(())
    }
}

impl Store {
    /// Returns every appearance in `articles` that can belong to a quote: no labels, no passages.
    /// By article and place.
    ///
    /// What grouping found out before is left out, for it may not lead to what it finds next.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn utterances(&self, articles: &[ArticleRow]) -> Result<Vec<UtteranceRow>, StoreError> {
        let sql = format!("{UTTERANCE} ORDER BY article_id, start_offset, end_offset DESC");
        let mut found = Reading::new(articles);
        found.read(&mut self.connection.prepare_cached(&sql)?.query([])?)?;
        Ok(found.rows)
    }

    /// Returns the same of a few articles, which alone are looked up.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn utterances_in(&self, articles: &[ArticleRow]) -> Result<Vec<UtteranceRow>, StoreError> {
        let sql = format!(
            "{UTTERANCE} AND article_id = ?1 ORDER BY article_id, start_offset, end_offset DESC"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = Reading::new(articles);
        for article in articles {
            found.read(&mut statement.query([article.id.to_string()])?)?;
        }
        Ok(found.rows)
    }

    /// Returns the ids of the appearances in an article that can belong to quotes.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn utterance_ids_in(&self, article: ArticleId) -> Result<Vec<AppearanceId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT appearance_id FROM appearance
              WHERE article_id = ?1 AND kind IN ('statement', 'fragment')",
        )?;
        let rows = statement.query_map([article.to_string()], |row| parsed(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns where quotations stand in one article, labels left out, by place.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quoted_spans_in(&self, article: ArticleId) -> Result<Vec<CharSpan>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT start_offset, end_offset FROM appearance
              WHERE article_id = ?1 AND kind IN ('statement', 'fragment')
              ORDER BY start_offset, end_offset DESC",
        )?;
        let span = |row: &rusqlite::Row<'_>| Ok(CharSpan::new(count(row, 0)?, count(row, 1)?));
        Ok(statement.query_map([article.to_string()], span)?.collect::<Result<_, _>>()?)
    }

    /// Returns where quotations stand in each article that has any, labels left out, by place.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quoted_spans(&self) -> Result<BTreeMap<ArticleId, Vec<CharSpan>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article_id, start_offset, end_offset FROM appearance
              WHERE kind IN ('statement', 'fragment')
              ORDER BY article_id, start_offset, end_offset DESC",
        )?;
        let mut spans: BTreeMap<ArticleId, Vec<CharSpan>> = BTreeMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let span = CharSpan::new(count(row, 1)?, count(row, 2)?);
            spans.entry(parsed(row, 0)?).or_default().push(span);
        }
        Ok(spans)
    }
}
