//! Appearances as grouping needs them: many at once, and little of each.

use std::collections::BTreeMap;
use std::sync::Arc;

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
        let numbers: FxHashMap<ArticleId, usize> =
            articles.iter().enumerate().map(|(number, article)| (article.id, number)).collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT appearance_id, article_id, start_offset, end_offset, text, kind, stance,
                    speaker.name, part_of, nested_in
               FROM appearance LEFT JOIN speaker ON speaker.speaker_id = appearance.speaker_id
              WHERE kind IN ('statement', 'fragment')
              ORDER BY article_id, start_offset, end_offset DESC",
        )?;
        let mut names: FxHashMap<String, Arc<str>> = FxHashMap::default();
        let mut found = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(article) = numbers.get(&parsed(row, 1)?) else { continue };
            let speaker = row.get::<_, Option<String>>(7)?.map(|name| {
                Arc::clone(names.entry(name).or_insert_with_key(|name| name.as_str().into()))
            });
            found.push(UtteranceRow {
                id: parsed(row, 0)?,
                article: *article,
                span: CharSpan::new(count(row, 2)?, count(row, 3)?),
                text: row.get(4)?,
                kind: parsed(row, 5)?,
                stance: parsed(row, 6)?,
                speaker,
                part_of: parsed_option(row, 8)?,
                nested_in: parsed_option(row, 9)?,
            });
        }
        Ok(found)
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
