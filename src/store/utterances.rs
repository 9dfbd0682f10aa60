//! Appearances as grouping needs them: many at once, and little of each.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::Row;
use rustc_hash::FxHashMap;

use super::appearances::Bare;
use super::codes::decoded;
use super::{ArticleRow, Store, StoreError, count, parsed, parsed_option};
use crate::model::{Appearance, AppearanceId, ArticleId, CharSpan, Kind, PublishedDate, Stance};

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
    /// What it is linked to: for one in a hundred, so that there is no room for it in the others.
    links: Option<Box<Links>>,
}

/// Other appearances that one belongs to.
#[derive(Debug, Clone, PartialEq)]
struct Links {
    part_of: Option<AppearanceId>,
    nested_in: Option<AppearanceId>,
}

impl UtteranceRow {
    /// Returns the earlier part of the same utterance.
    pub fn part_of(&self) -> Option<AppearanceId> {
        self.links.as_ref()?.part_of
    }

    /// Returns the appearance that it stands inside.
    pub fn nested_in(&self) -> Option<AppearanceId> {
        self.links.as_ref()?.nested_in
    }

    /// Joins what its article knows; mention, cue, and the words around it are left out.
    pub fn appearance(&self, articles: &[ArticleRow]) -> Appearance {
        let article = &articles[self.article];
        Bare::of_utterance(self, article.id).dress(article, Default::default())
    }
}

/// Some utterances, and no more of them than grouping needs.
#[derive(Debug, Default)]
pub struct SomeUtterances {
    rows: Vec<BriefRow>,
    /// The words of all, each followed by who is named for it.
    texts: String,
}

/// An utterance among others: `text` ends where `speaker` begins.
#[derive(Debug)]
struct BriefRow {
    id: AppearanceId,
    article: usize,
    nested_in: Option<AppearanceId>,
    text_end: usize,
    speaker_end: Option<usize>,
}

/// An utterance as it is grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BriefUtterance<'a> {
    /// Its id.
    pub id: AppearanceId,
    /// Its article, as an index into the articles that were given.
    pub article: usize,
    /// The words, verbatim.
    pub text: &'a str,
    /// Who is named for it in its own article.
    pub speaker: Option<&'a str>,
    /// The utterance that it stands inside.
    pub nested_in: Option<AppearanceId>,
}

impl SomeUtterances {
    fn push(&mut self, row: &Row<'_>, article: usize) -> rusqlite::Result<()> {
        self.texts.push_str(row.get_ref(2)?.as_str()?);
        let text_end = self.texts.len();
        let speaker = row.get_ref(3)?.as_str_or_null()?;
        self.texts.push_str(speaker.unwrap_or_default());
        let speaker_end = speaker.map(|_| self.texts.len());
        let (id, nested_in) = (parsed(row, 0)?, parsed_option(row, 4)?);
        self.rows.push(BriefRow { id, article, nested_in, text_end, speaker_end });
        Ok(())
    }

    /// Returns them in order.
    pub fn iter(&self) -> impl Iterator<Item = BriefUtterance<'_>> {
        let mut start = 0;
        self.rows.iter().map(move |row| {
            let text = &self.texts[start..row.text_end];
            let speaker = row.speaker_end.map(|end| &self.texts[row.text_end..end]);
            start = row.speaker_end.unwrap_or(row.text_end);
            BriefUtterance {
                id: row.id,
                article: row.article,
                text,
                speaker,
                nested_in: row.nested_in,
            }
        })
    }
}

/// An article as far as it tells utterances apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedArticle {
    /// Its id.
    pub id: ArticleId,
    /// When it was published.
    pub published: Option<PublishedDate>,
    /// The number by which rows lead to it.
    number: i64,
}

/// The columns of an [`UtteranceRow`], in the order in which [`Reading`] reads them.
pub(super) const UTTERANCE: &str = "
    own.appearance_id, own.start_offset, own.end_offset, own.text, own.kind, own.stance,
    speaker.name, part.appearance_id, container.appearance_id";

/// The tables that have them.
pub(super) const UTTERANCE_TABLES: &str = "
    appearance_row AS own
    LEFT JOIN speaker ON speaker.number = own.speaker
    LEFT JOIN appearance_row AS part ON part.number = own.part_of
    LEFT JOIN appearance_row AS container ON container.number = own.nested_in";

/// Rows that are being read; a name that many have is kept once.
pub(super) struct Reading {
    names: FxHashMap<String, Arc<str>>,
    rows: Vec<UtteranceRow>,
}

impl Reading {
    pub(super) fn new() -> Self {
        Self { names: FxHashMap::default(), rows: Vec::new() }
    }

    /// Returns what was read.
    pub(super) fn into_rows(self) -> Vec<UtteranceRow> {
        self.rows
    }

    /// Reads one row, of the article with that number.
    pub(super) fn push(&mut self, row: &Row<'_>, article: usize) -> rusqlite::Result<()> {
        let speaker = match row.get_ref(6)?.as_str_or_null()? {
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
        let (part_of, nested_in) = (parsed_option(row, 7)?, parsed_option(row, 8)?);
        let is_linked = part_of.is_some() || nested_in.is_some();
        self.rows.push(UtteranceRow {
            id: parsed(row, 0)?,
            article,
            span: CharSpan::new(count(row, 1)?, count(row, 2)?),
            text: row.get(3)?,
            kind: decoded(row, 4)?,
            stance: decoded(row, 5)?,
            speaker,
            links: is_linked.then(|| Box::new(Links { part_of, nested_in })),
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
        let sql = format!(
            "SELECT {UTTERANCE}, own.article FROM {UTTERANCE_TABLES} WHERE own.kind IN (0, 1)
              ORDER BY own.number"
        );
        let places: FxHashMap<ArticleId, usize> =
            articles.iter().enumerate().map(|(place, one)| (one.id, place)).collect();
        let numbers = self.article_numbers()?;
        let places: FxHashMap<i64, usize> = numbers
            .into_iter()
            .filter_map(|(number, id)| Some((number, *places.get(&id)?)))
            .collect();
        let mut found = Reading::new();
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        // Read in the order in which they are stored, each page once.
        while let Some(row) = rows.next()? {
            if let Some(article) = places.get(&row.get(9)?) {
                found.push(row, *article)?;
            }
        }
        let mut found = found.into_rows();
        let place =
            |row: &UtteranceRow| (articles[row.article].id, row.span.start, Reverse(row.span.end));
        found.sort_unstable_by_key(place);
        Ok(found)
    }

    /// Returns every article as far as it tells utterances apart.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn dated_articles(&self) -> Result<Vec<DatedArticle>, StoreError> {
        let sql = "SELECT number, article_id, iif(published_source IS NULL, NULL, published)
                     FROM article_row ORDER BY number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(DatedArticle {
                number: row.get(0)?,
                id: parsed(row, 1)?,
                published: parsed_option(row, 2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Hands every appearance in `articles` that can belong to a quote to `visit`, so many at a time,
    /// in the order in which they are stored, until it breaks off.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn each_utterance(
        &self,
        articles: &[DatedArticle],
        at_a_time: usize,
        mut visit: impl FnMut(SomeUtterances) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT own.appearance_id, own.article, own.text, speaker.name, container.appearance_id
               FROM appearance_row AS own
               LEFT JOIN speaker ON speaker.number = own.speaker
               LEFT JOIN appearance_row AS container
                    ON container.number = own.nested_in AND container.kind IN (0, 1)
              WHERE own.kind IN (0, 1)
              ORDER BY own.number",
        )?;
        let mut rows = statement.query([])?;
        let mut some = SomeUtterances::default();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(1)?;
            let article = articles.binary_search_by_key(&number, |article| article.number);
            // Articles that have come since are grouped the next time.
            let Ok(article) = article else { continue };
            some.push(row, article)?;
            if some.rows.len() == at_a_time && visit(std::mem::take(&mut some)).is_break() {
                return Ok(());
            }
        }
        if !some.rows.is_empty() {
            let _ = visit(some);
        }
        Ok(())
    }

    /// Returns the articles by the numbers by which rows lead to them.
    fn article_numbers(&self) -> rusqlite::Result<FxHashMap<i64, ArticleId>> {
        let sql = "SELECT number, article_id FROM article_row";
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_map([], |row| Ok((row.get(0)?, parsed(row, 1)?)))?.collect()
    }

    /// Returns the same of a few articles, which alone are looked up.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn utterances_in(&self, articles: &[ArticleRow]) -> Result<Vec<UtteranceRow>, StoreError> {
        let sql = format!(
            "SELECT {UTTERANCE}
               FROM article_row JOIN {UTTERANCE_TABLES}
              WHERE article_row.article_id = ?1 AND own.article = article_row.number
                AND own.kind IN (0, 1)
              ORDER BY own.start_offset, own.end_offset DESC"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = Reading::new();
        for (place, article) in articles.iter().enumerate() {
            let mut rows = statement.query([article.id.to_string()])?;
            while let Some(row) = rows.next()? {
                found.push(row, place)?;
            }
        }
        Ok(found.into_rows())
    }

    /// Returns the ids of the appearances in an article that can belong to quotes.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn utterance_ids_in(&self, article: ArticleId) -> Result<Vec<AppearanceId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT appearance_id
               FROM article_row JOIN appearance_row ON article = article_row.number
              WHERE article_id = ?1 AND kind IN (0, 1)",
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
            "SELECT start_offset, end_offset
               FROM article_row JOIN appearance_row ON article = article_row.number
              WHERE article_id = ?1 AND kind IN (0, 1)
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
        let numbers = self.article_numbers()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT article, start_offset, end_offset FROM appearance_row WHERE kind IN (0, 1)
              ORDER BY number",
        )?;
        let mut spans: BTreeMap<ArticleId, Vec<CharSpan>> = BTreeMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(article) = numbers.get(&row.get(0)?) else { continue };
            let span = CharSpan::new(count(row, 1)?, count(row, 2)?);
            spans.entry(*article).or_default().push(span);
        }
        for spans in spans.values_mut() {
            spans.sort_by_key(|span| (span.start, Reverse(span.end)));
        }
        Ok(spans)
    }
}
