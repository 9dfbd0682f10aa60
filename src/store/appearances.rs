//! The rows of `appearance_row`: quoted spans, read with all that is known about their articles.

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Params, Row, ToSql, params};

use super::captions::time_code;
use super::codes::decoded;
use super::members::list;
use super::texts::{BODY, body};
use super::{
    ArticleRow, Filter, Store, StoreError, UtteranceRow, articles, count, integer, parsed,
    parsed_option,
};
use crate::model::{
    Appearance, AppearanceId, ArticleId, CharIndex, CharSpan, Kind, Quotation, QuoteId, Sha256Hash,
    Stance, TimeCode, WordingId,
};

/// Characters of context given before and after an appearance.
const CONTEXT: usize = 32;

/// Characters before a part of an article from which a quotation is looked for that reaches into
/// it. What is longer is found by the parts it begins in.
const LONGEST_QUOTED: usize = 16 << 10;

/// An appearance without what its article knows.
#[derive(Debug, Clone)]
pub(super) struct Bare {
    pub(super) id: AppearanceId,
    pub(super) article_id: ArticleId,
    pub(super) quote_id: Option<QuoteId>,
    pub(super) wording_id: Option<WordingId>,
    pub(super) span: CharSpan,
    pub(super) text: String,
    pub(super) kind: Kind,
    stance: Stance,
    speaker: Option<String>,
    /// The speaker's name in full, where other articles give it.
    person: Option<String>,
    time_code: Option<TimeCode>,
    speaker_mention: Option<String>,
    cue: Option<String>,
    confidence: f64,
    part_of: Option<AppearanceId>,
    nested_in: Option<AppearanceId>,
}

/// Where something is quoted, and where it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoted {
    /// The appearance.
    pub id: AppearanceId,
    /// The number of its row.
    pub number: i64,
    /// The utterance that it belongs to; none for a label, until it has been grouped, or where nobody
    /// asked.
    pub quote_id: Option<QuoteId>,
    /// Where it stands.
    pub span: CharSpan,
    /// What it is.
    pub kind: Kind,
}

/// The columns of a [`Bare`], in the order in which [`bare`] reads them.
const COLUMNS: &str = "
           own.appearance_id, article.article_id, quote_row.quote_id, wording_row.wording_id,
           own.start_offset, own.end_offset, own.text, own.kind, own.stance, speaker.name,
           CASE own.speaker_mention WHEN '' THEN speaker.name ELSE own.speaker_mention END,
           own.cue, own.confidence, part.appearance_id, container.appearance_id, person.name,
           (SELECT shown_ms FROM caption
             WHERE caption.article_id = article.article_id
               AND caption.start_offset <= own.start_offset
             ORDER BY caption.start_offset DESC LIMIT 1)";

/// How many [`COLUMNS`] are.
const COLUMN_COUNT: usize = 17;

/// Where [`COLUMNS`] and those of the article are.
const TABLES: &str = "
      FROM appearance_row AS own
      JOIN article_row AS article ON article.number = own.article
      LEFT JOIN member ON member.appearance = own.number
      LEFT JOIN wording_row ON wording_row.number = member.wording
      LEFT JOIN quote_row ON quote_row.number = wording_row.quote
      LEFT JOIN speaker ON speaker.number = own.speaker
      LEFT JOIN speaker AS person ON person.speaker_id = speaker.same_as
      LEFT JOIN appearance_row AS part ON part.number = own.part_of
      LEFT JOIN appearance_row AS container ON container.number = own.nested_in";

/// The same for the appearances of one quote, found from it on: SQLite then reads no more rows of each
/// than its own, its article's and its speaker's, which lie all over the file.
const TABLES_OF_QUOTE: &str = "
      FROM quote_row
     CROSS JOIN wording_row ON wording_row.quote = quote_row.number
     CROSS JOIN member ON member.wording = wording_row.number
     CROSS JOIN appearance_row AS own ON own.number = member.appearance
     CROSS JOIN article_row AS article ON article.number = own.article
      LEFT JOIN speaker ON speaker.number = own.speaker
      LEFT JOIN speaker AS person ON person.speaker_id = speaker.same_as
      LEFT JOIN appearance_row AS part ON part.number = own.part_of
      LEFT JOIN appearance_row AS container ON container.number = own.nested_in";

/// Reads a [`Bare`] from the columns from `at` on.
fn bare(row: &Row<'_>, at: usize) -> rusqlite::Result<Bare> {
    Ok(Bare {
        id: parsed(row, at)?,
        article_id: parsed(row, at + 1)?,
        quote_id: parsed_option(row, at + 2)?,
        wording_id: parsed_option(row, at + 3)?,
        span: CharSpan::new(count(row, at + 4)?, count(row, at + 5)?),
        text: row.get(at + 6)?,
        kind: decoded(row, at + 7)?,
        stance: decoded(row, at + 8)?,
        speaker: row.get(at + 9)?,
        speaker_mention: row.get(at + 10)?,
        cue: row.get(at + 11)?,
        confidence: row.get(at + 12)?,
        part_of: parsed_option(row, at + 13)?,
        nested_in: parsed_option(row, at + 14)?,
        person: row.get(at + 15)?,
        time_code: time_code(row, at + 16)?,
    })
}

impl Bare {
    /// Returns a quotation as found, its links left out.
    pub(super) fn of(id: AppearanceId, article_id: ArticleId, quotation: &Quotation) -> Self {
        Self {
            id,
            article_id,
            quote_id: None,
            wording_id: None,
            span: quotation.span,
            text: quotation.text.clone(),
            kind: quotation.kind,
            stance: quotation.stance,
            speaker: quotation.speaker.clone(),
            person: None,
            time_code: None,
            speaker_mention: quotation.speaker_mention.clone(),
            cue: quotation.cue.clone(),
            confidence: quotation.confidence,
            part_of: None,
            nested_in: None,
        }
    }

    /// Returns an utterance, as far as it says.
    pub(super) fn of_utterance(row: &UtteranceRow, article_id: ArticleId) -> Self {
        Self {
            id: row.id,
            article_id,
            quote_id: None,
            wording_id: None,
            span: row.span,
            text: row.text.to_string(),
            kind: row.kind,
            stance: row.stance,
            speaker: row.speaker.as_deref().map(str::to_owned),
            person: None,
            time_code: None,
            speaker_mention: None,
            cue: None,
            confidence: 0.0,
            part_of: row.part_of(),
            nested_in: row.nested_in(),
        }
    }

    /// Joins what the article knows, and `around`: the words before and after the span.
    pub(super) fn dress(self, article: &ArticleRow, around: (String, String)) -> Appearance {
        let (prefix, suffix) = around;
        Appearance {
            id: self.id,
            article_id: article.id,
            quote_id: self.quote_id,
            wording_id: self.wording_id,
            outlet: article.facts.outlet().map(str::to_owned),
            article_kind: article.facts.kind(),
            source: article.source.clone(),
            published: article.facts.published().cloned(),
            title: article.facts.title().map(str::to_owned),
            url: article.facts.url().map(str::to_owned),
            text_sha256: article.text_sha256,
            revision: article.revision,
            superseded: article.superseded,
            revised: article.revised.clone(),
            outside_article: article.outside_from.is_some_and(|from| self.span.start >= from),
            span: self.span,
            text: self.text,
            prefix,
            suffix,
            kind: self.kind,
            stance: self.stance,
            speaker: self.person.or(self.speaker),
            speaker_mention: self.speaker_mention,
            cue: self.cue,
            confidence: self.confidence,
            part_of: self.part_of,
            nested_in: self.nested_in,
            in_paraphrase: article.in_paraphrase,
            time_code: self.time_code,
        }
    }
}

/// Returns up to 32 characters before and after `span`.
fn words_around(text: &CharIndex<'_>, span: CharSpan) -> (String, String) {
    let slice = |start, end| text.slice(CharSpan::new(start, end)).unwrap_or_default().to_owned();
    let end = (span.end + CONTEXT).min(text.chars());
    (slice(span.start.saturating_sub(CONTEXT), span.start), slice(span.end, end))
}

/// Adds up to 32 characters before and after appearances that stand in one text.
///
/// # Errors
///
/// [`StoreError::Damaged`] where the text has other words in the place of one.
pub fn add_words_around<'a>(
    text: &str,
    runs: impl IntoIterator<Item = &'a mut Appearance>,
) -> Result<(), StoreError> {
    let index = CharIndex::new(text);
    for run in runs {
        let words = index.slice(run.span).unwrap_or_default();
        if words != run.text {
            return Err(super::verify::damaged("appearance", run.id, &run.text, words));
        }
        (run.prefix, run.suffix) = words_around(&index, run.span);
    }
    Ok(())
}

/// Puts appearances in the order of their articles and places.
fn by_place(mut found: Vec<Appearance>) -> Vec<Appearance> {
    found.sort_by_key(|one| (one.article_id, one.span.start, one.id));
    found
}

fn missing_text(article: ArticleId, text: Sha256Hash) -> StoreError {
    super::verify::damaged("article", article, text, "no such text")
}

impl Store {
    /// Returns every appearance in the articles that `filter` admits, labels and passages too, by
    /// article and place.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn appearances(&self, filter: &Filter) -> Result<Vec<Appearance>, StoreError> {
        let mut found = Vec::new();
        for article in self.articles_in(filter)? {
            let rows = self.bare_in_article(article.id)?;
            self.dress_in(&article, rows, &mut found)?;
        }
        Ok(found)
    }

    /// Returns the appearances of one quote, by article and place; none where there is no such
    /// quote.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn appearances_of_quote(&self, quote: QuoteId) -> Result<Vec<Appearance>, StoreError> {
        let sql = format!(
            "SELECT {}, {COLUMNS}, {BODY} {TABLES_OF_QUOTE}
               LEFT JOIN text ON text.number = article.text
              WHERE quote_row.quote_id = ?1",
            articles::COLUMNS
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([quote.to_string()])?;
        let mut found: Vec<Appearance> = Vec::new();
        // Those of one text mostly come one after another, and it may be a long one: it is read once.
        let (mut first, mut text) = (0, String::new());
        while let Some(row) = rows.next()? {
            let article = articles::article_row(row)?;
            let last = found.last().map(|one| one.text_sha256);
            if last != Some(article.text_sha256) {
                add_words_around(&text, &mut found[first..])?;
                first = found.len();
                let at = articles::COLUMN_COUNT + COLUMN_COUNT;
                if row.get_ref(at)? == ValueRef::Null {
                    return Err(missing_text(article.id, article.text_sha256));
                }
                text.clear();
                text.push_str(body(row, at)?);
            }
            found.push(bare(row, articles::COLUMN_COUNT)?.dress(&article, Default::default()));
        }
        add_words_around(&text, &mut found[first..])?;
        Ok(by_place(found))
    }

    /// Returns the appearances of one quote likewise, without the words around them, which
    /// [`add_context`](Self::add_context) adds.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn runs_of_quote(&self, quote: QuoteId) -> Result<Vec<Appearance>, StoreError> {
        let clause = "WHERE quote_row.quote_id = ?1";
        let found = self.without_context_from(TABLES_OF_QUOTE, clause, &[quote.to_string()])?;
        Ok(by_place(found))
    }

    /// Adds the words around appearances that came without.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read, or a text is missing.
    pub fn add_context(&self, mut runs: Vec<&mut Appearance>) -> Result<(), StoreError> {
        runs.sort_by_key(|run| run.text_sha256);
        for together in runs.chunk_by_mut(|left, right| left.text_sha256 == right.text_sha256) {
            let Some(first) = together.first() else { continue };
            let (id, hash) = (first.article_id, first.text_sha256);
            let add =
                |text: &str| add_words_around(text, together.iter_mut().map(|run| &mut **run));
            self.with_text(&hash, add)?.ok_or_else(|| missing_text(id, hash))??;
        }
        Ok(())
    }

    /// Returns where something is quoted in a part of an article, by place; to which utterance it
    /// belongs only where it overlaps a span of `near`, as each takes three rows from all over the file.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quoted_in(
        &self,
        article: &ArticleRow,
        part: CharSpan,
        near: &[CharSpan],
    ) -> Result<Vec<Quoted>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT appearance_id, number, start_offset, end_offset, kind
               FROM appearance_row
              WHERE article = ?1 AND start_offset BETWEEN ?2 AND ?3
              ORDER BY start_offset, end_offset DESC",
        )?;
        let from = part.start.saturating_sub(LONGEST_QUOTED);
        let range = params![article.number, integer(from), integer(part.end)];
        let mut rows = statement.query(range)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let span = CharSpan::new(count(row, 2)?, count(row, 3)?);
            let is_near = near.iter().any(|one| one.overlaps(span));
            let number = row.get(1)?;
            let quote_id = if is_near { self.quote_of_row(number)? } else { None };
            let (id, kind) = (parsed(row, 0)?, decoded(row, 4)?);
            found.push(Quoted { id, number, quote_id, span, kind });
        }
        Ok(found)
    }

    /// Returns the utterance to which the appearance in a row belongs.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn quote_of_row(&self, number: i64) -> Result<Option<QuoteId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT quote_row.quote_id
               FROM member
               JOIN wording_row ON wording_row.number = member.wording
               JOIN quote_row ON quote_row.number = wording_row.quote
              WHERE member.appearance = ?1",
        )?;
        Ok(statement.query_row([number], |row| parsed(row, 0)).optional()?)
    }

    /// Returns the appearances in one article, by place.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn appearances_in_article(&self, id: ArticleId) -> Result<Vec<Appearance>, StoreError> {
        let rows = self.bare_in_article(id)?;
        self.dress_all(rows)
    }

    /// Returns one appearance.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn appearance(&self, id: AppearanceId) -> Result<Option<Appearance>, StoreError> {
        let rows = self.select_bare("WHERE own.appearance_id = ?1", [id.to_string()])?;
        Ok(self.dress_all(rows)?.pop())
    }

    /// Returns the parts of the utterance of which an appearance is one, by place; none where its cue does
    /// not divide it.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn parts_of_utterance(&self, id: AppearanceId) -> Result<Vec<Appearance>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "WITH RECURSIVE linked (number) AS (
               SELECT number FROM appearance_row WHERE appearance_id = ?1
                UNION
               SELECT own.part_of
                 FROM linked
                 JOIN appearance_row AS own ON own.number = linked.number
                WHERE own.part_of IS NOT NULL
                UNION
               SELECT own.number
                 FROM linked
                 JOIN appearance_row AS own ON own.part_of = linked.number
             )
             SELECT appearance_row.appearance_id
               FROM linked
               JOIN appearance_row ON appearance_row.number = linked.number",
        )?;
        let ids = statement.query_map([id.to_string()], |row| row.get::<_, String>(0))?;
        let ids: Vec<String> = ids.collect::<rusqlite::Result<_>>()?;
        if ids.len() < 2 {
            return Ok(Vec::new());
        }
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(self.select_bare("WHERE own.appearance_id = ?1", [id])?);
        }
        Ok(by_place(self.dress_all(rows)?))
    }

    /// Returns those of some appearances that are parts of an utterance which has others.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn parted(&self, some: &[AppearanceId]) -> Result<Vec<AppearanceId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT own.appearance_id
               FROM json_each(?1) AS wanted
              CROSS JOIN appearance_row AS own ON own.appearance_id = wanted.value
              WHERE own.part_of IS NOT NULL
                 OR EXISTS (SELECT 1 FROM appearance_row AS next WHERE next.part_of = own.number)",
        )?;
        let wanted = list(some.iter().map(|id| format!("\"{id}\"")));
        let rows = statement.query_map([wanted], |row| parsed(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the labels in the articles that `filter` admits, by article and place.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn labels(&self, filter: &Filter) -> Result<Vec<Appearance>, StoreError> {
        let clause = "WHERE own.kind = 2 ORDER BY article.article_id, own.start_offset";
        let rows = self.select_bare(clause, [])?;
        let mut labels = self.dress_all(rows)?;
        labels.retain(|label| {
            filter.admits_values(label.outlet.as_deref(), label.published.as_ref())
        });
        Ok(labels)
    }

    /// Returns how many appearances there are, labels and passages among them.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn appearance_count(&self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM appearance_row";
        Ok(self.connection.query_row(sql, [], |row| count(row, 0))?)
    }

    pub(super) fn bare_in_article(&self, id: ArticleId) -> rusqlite::Result<Vec<Bare>> {
        let clause = "
            WHERE article.article_id = ?1
            ORDER BY own.start_offset, own.end_offset DESC";
        self.select_bare(clause, [id.to_string()])
    }

    pub(super) fn select_bare(
        &self,
        clause: &str,
        params: impl Params,
    ) -> rusqlite::Result<Vec<Bare>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} {TABLES} {clause}"))?;
        statement.query_map(params, |row| bare(row, 0))?.collect()
    }

    /// Joins rows, those of one article together, with what their articles know.
    fn dress_all(&self, rows: Vec<Bare>) -> Result<Vec<Appearance>, StoreError> {
        let mut found = Vec::with_capacity(rows.len());
        self.each_article(rows, |article, rows| self.dress_in(article, rows, &mut found))?;
        Ok(found)
    }

    /// Returns appearances without the words around them, each with what its article knows: those that
    /// `clause` finds of each of some numbers.
    pub(super) fn select_without_context(
        &self,
        clause: &str,
        numbers: &[i64],
    ) -> rusqlite::Result<Vec<Appearance>> {
        self.without_context_from(TABLES, clause, numbers)
    }

    fn without_context_from(
        &self,
        tables: &str,
        clause: &str,
        wanted: &[impl ToSql],
    ) -> rusqlite::Result<Vec<Appearance>> {
        let sql = format!("SELECT {}, {COLUMNS} {tables} {clause}", articles::COLUMNS);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for one in wanted {
            let rows = statement.query_map([one], |row| {
                let article = articles::article_row(row)?;
                Ok(bare(row, articles::COLUMN_COUNT)?.dress(&article, Default::default()))
            })?;
            for row in rows {
                found.push(row?);
            }
        }
        Ok(found)
    }

    /// Hands rows to `visit`, those of one article together, with the article.
    fn each_article(
        &self,
        rows: Vec<Bare>,
        mut visit: impl FnMut(&ArticleRow, Vec<Bare>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut rows = rows.into_iter().peekable();
        while let Some(first) = rows.next() {
            let id = first.article_id;
            let article = self.article(id)?.ok_or_else(|| {
                super::verify::damaged("appearance", first.id, id, "no such article")
            })?;
            let mut together = vec![first];
            together.extend(std::iter::from_fn(|| rows.next_if(|row| row.article_id == id)));
            visit(&article, together)?;
        }
        Ok(())
    }

    fn dress_in(
        &self,
        article: &ArticleRow,
        rows: Vec<Bare>,
        found: &mut Vec<Appearance>,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let text = self.text_of(article)?;
        let first = found.len();
        found.extend(rows.into_iter().map(|row| row.dress(article, Default::default())));
        add_words_around(&text, &mut found[first..])
    }
}
