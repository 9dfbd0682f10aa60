//! The rows of `article_row`, `outlet` and `article_former_value`.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Params, Row, ToSql, params};

use super::appearances::Bare;
use super::codes::{code, decoded_option};
use super::facts::FormerValue;
use super::{Filter, Store, StoreError, hash, parsed, parsed_option};
use crate::model::{
    Appearance, AppearanceId, Article, ArticleId, Fact, Facts, PublishedDate, Quotation,
    RevisionBasis, Sha256Hash,
};

/// One article as the collection holds it, its text left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its id.
    pub id: ArticleId,
    /// The number by which other rows lead to it.
    pub number: i64,
    /// The hash of the bytes as read.
    pub bytes_sha256: Sha256Hash,
    /// The hash of its text.
    pub text_sha256: Sha256Hash,
    /// What is known about it.
    pub facts: Facts,
    /// The file or address that it was read from.
    pub source: String,
    /// When its bytes were retrieved, where the archive that holds them says so.
    pub retrieved: Option<PublishedDate>,
    /// The code point of the text from which it is no article any more, but other paragraphs of
    /// the same page.
    pub outside_from: Option<usize>,
    /// What puts the revisions of its address in order; none where there is one only.
    pub revision_basis: Option<RevisionBasis>,
    /// Which revision of its address it is, from 1.
    pub revision: u32,
    /// Whether a later revision of the same address is in the collection.
    pub superseded: bool,
    /// The date of a later revision, where that tells that it is one.
    pub revised: Option<PublishedDate>,
    /// Whether it is a machine-paraphrased copy.
    pub in_paraphrase: bool,
}

impl ArticleRow {
    /// Returns the earliest date at which it is known to have said what it says: that of the
    /// revision, else that of publication.
    pub fn seen(&self) -> Option<&PublishedDate> {
        self.revised.as_ref().or(self.facts.published())
    }

    /// Returns a quotation of this article as an appearance that belongs to no quote yet, without
    /// the words around it.
    pub fn appearance(&self, quotation: &Quotation) -> Appearance {
        let id = AppearanceId::of(self.id, quotation.span);
        Bare::of(id, self.id, quotation).dress(self, Default::default())
    }
}

/// The date of a later revision: what tells that it is one.
macro_rules! revised {
    () => {
        "CASE WHEN revision > 1 AND revision_basis = 'modified' THEN modified
              WHEN revision > 1 AND revision_basis = 'retrieved' THEN retrieved END"
    };
}
pub(super) use revised;

/// The columns of an [`ArticleRow`], in the order in which [`article_row`] reads them.
pub(super) const COLUMNS: &str = concat!(
    "
    article.article_id, coalesce(bytes_sha256, text_sha256), text_sha256, source, revision,
    superseded,
    outlet, outlet_source, title, title_source, byline, byline_source,
    published, published_source, url, url_source,
    CASE WHEN kind_source IS NOT NULL THEN article_kind END, kind_source,
    EXISTS (SELECT 1 FROM article_relation
             WHERE article_relation.article_id = article.article_id
               AND relation = 'machine-paraphrased'),
    modified, modified_source, language, language_source, retrieved, outside_start,
    revision_basis, article.number, ",
    revised!()
);

/// How many [`COLUMNS`] are.
pub(super) const COLUMN_COUNT: usize = 28;

/// The columns that say what is known about an article, each with its source.
const FACTS: &str = "outlet, outlet_source, title, title_source, byline, byline_source,
    published, published_source, modified, modified_source, url, url_source,
    language, language_source, article_kind, kind_source";
const FACT_PLACES: &str = "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16";

pub(super) fn article_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    let brief = brief_row(row)?;
    Ok(ArticleRow {
        facts: Facts {
            title: fact(row, 8)?,
            byline: fact(row, 10)?,
            modified: fact(row, 19)?,
            language: fact(row, 21)?,
            ..brief.facts
        },
        retrieved: parsed_option(row, 23)?,
        ..brief
    })
}

/// Reads what quotes are made from.
fn brief_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: parsed(row, 0)?,
        number: row.get(26)?,
        bytes_sha256: hash(row, 1)?,
        text_sha256: hash(row, 2)?,
        source: row.get(3)?,
        revision: row.get(4)?,
        superseded: row.get(5)?,
        revised: parsed_option(row, 27)?,
        facts: Facts {
            outlet: fact(row, 6)?,
            published: fact(row, 12)?,
            url: fact(row, 14)?,
            kind: fact_of(decoded_option(row, 16)?, row, 17)?,
            ..Facts::default()
        },
        in_paraphrase: row.get(18)?,
        retrieved: None,
        outside_from: row.get::<_, Option<i64>>(24)?.and_then(|at| usize::try_from(at).ok()),
        revision_basis: parsed_option(row, 25)?,
    })
}

/// Reads a value and, from the next column, its source.
fn fact<T>(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Fact<T>>>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    fact_of(parsed_option(row, index)?, row, index + 1)
}

/// Reads the source of a value.
fn fact_of<T>(value: Option<T>, row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Fact<T>>> {
    let source = decoded_option(row, index)?;
    Ok(value.zip(source).map(|(value, source)| Fact { value, source }))
}

impl Store {
    /// Returns every article, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn articles(&self) -> Result<Vec<ArticleRow>, StoreError> {
        Ok(self.select_articles("ORDER BY article.article_id", [])?)
    }

    /// Returns the same, in the same order, without what no quote is made from: titles, bylines,
    /// languages and the like.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn articles_of_quotes(&self) -> Result<Vec<ArticleRow>, StoreError> {
        // Read in the order in which they are stored, each page once.
        let sql = format!("SELECT {COLUMNS} FROM article_row AS article ORDER BY number");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], brief_row)?;
        let mut articles = rows.collect::<Result<Vec<_>, _>>()?;
        articles.sort_unstable_by_key(|article| article.id);
        Ok(articles)
    }

    /// Returns how many articles there are.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn article_count(&self) -> Result<usize, StoreError> {
        Ok(self
            .connection
            .query_row("SELECT count(*) FROM article_row", [], |row| super::count(row, 0))?)
    }

    /// Says whether there are primary sources, or passages that were found in one.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn has_primaries(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM article_row WHERE article_kind = 1)
                       OR EXISTS (SELECT 1 FROM appearance_row WHERE kind = 3)";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// Returns the articles that `filter` admits, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn articles_in(&self, filter: &Filter) -> Result<Vec<ArticleRow>, StoreError> {
        let mut articles = self.articles()?;
        articles.retain(|article| filter.admits(article));
        Ok(articles)
    }

    /// Returns the article with this id.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn article(&self, id: ArticleId) -> Result<Option<ArticleRow>, StoreError> {
        Ok(self.select_articles("WHERE article.article_id = ?1", [id.to_string()])?.pop())
    }

    /// Returns the articles that have a text, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn articles_with_text(&self, text: &Sha256Hash) -> Result<Vec<ArticleRow>, StoreError> {
        let clause = "
            WHERE article.text = (SELECT number FROM text WHERE sha256 = ?1)
            ORDER BY article.article_id";
        Ok(self.select_articles(clause, [text.to_string()])?)
    }

    pub(super) fn articles_with_bytes(
        &self,
        bytes: &Sha256Hash,
    ) -> rusqlite::Result<Vec<ArticleRow>> {
        let mut found = self.select_articles("WHERE bytes_sha256 = ?1", [bytes.0])?;
        let clause = "
            WHERE article.text = (SELECT number FROM text WHERE sha256 = ?1)
              AND bytes_sha256 IS NULL";
        found.extend(self.select_articles(clause, [bytes.to_string()])?);
        found.sort_unstable_by_key(|article| article.id);
        Ok(found)
    }

    /// Says whether articles were read as the bytes of this one; returns the number of its text too,
    /// where it is there.
    pub(super) fn known_of(&self, article: &Article) -> rusqlite::Result<(bool, Option<i64>)> {
        let sql = "
            SELECT EXISTS (SELECT 1 FROM article_row WHERE bytes_sha256 = ?1)
                OR EXISTS (SELECT 1 FROM article_row
                            WHERE text = (SELECT number FROM text WHERE sha256 = ?2)
                              AND bytes_sha256 IS NULL),
                   (SELECT number FROM text WHERE sha256 = ?3)";
        let mut statement = self.connection.prepare_cached(sql)?;
        let (bytes, text) = (article.bytes_sha256, article.text_sha256.to_string());
        let hashes = params![bytes.0, bytes.to_string(), text];
        statement.query_row(hashes, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Says whether an address has been published at.
    pub(super) fn has_address(&self, url: &str) -> rusqlite::Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM article_row WHERE url = ?1)";
        self.connection.prepare_cached(sql)?.query_row([url], |row| row.get(0))
    }

    pub(super) fn articles_at(&self, url: &str) -> rusqlite::Result<Vec<ArticleRow>> {
        self.select_articles("WHERE url = ?1 ORDER BY article.article_id", [url])
    }

    fn select_articles(
        &self,
        clause: &str,
        params: impl Params,
    ) -> rusqlite::Result<Vec<ArticleRow>> {
        let sql = format!("SELECT {COLUMNS} FROM article_row AS article {clause}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        statement.query_map(params, article_row)?.collect()
    }

    /// Stores an article whose outlet is there and whose text has the number `text`; returns its id and
    /// its own number.
    pub(super) fn insert_article(
        &self,
        article: &Article,
        text: i64,
    ) -> rusqlite::Result<(ArticleId, i64)> {
        let id = article.id();
        let mut statement = self.connection.prepare_cached(&format!(
            "INSERT INTO article_row ({FACTS}, article_id, text, text_sha256, bytes_sha256, source,
                    ingested_at)
             VALUES ({FACT_PLACES}, ?17, ?18, ?19, ?20, ?21, unixepoch())"
        ))?;
        let bytes = Some(&article.bytes_sha256).filter(|bytes| **bytes != article.text_sha256);
        let (key, hash) = (id.to_string(), article.text_sha256.0);
        let bytes = bytes.map(|bytes| bytes.0);
        let facts = values_of(&article.facts);
        let mut all: Vec<&dyn ToSql> = facts.iter().map(|value| value as &dyn ToSql).collect();
        let own: [&dyn ToSql; 5] = [&key, &text, &hash, &bytes, &article.source];
        all.extend(own);
        statement.execute(all.as_slice())?;
        let number = self.connection.last_insert_rowid();
        self.insert_reading(id, article)?;
        Ok((id, number))
    }

    /// Returns the number by which other rows lead to an article.
    pub(super) fn article_number(&self, id: ArticleId) -> rusqlite::Result<i64> {
        let sql = "SELECT number FROM article_row WHERE article_id = ?1";
        self.connection.prepare_cached(sql)?.query_row([id.to_string()], |row| row.get(0))
    }

    /// Stores an outlet that may be there.
    pub(super) fn insert_outlet(&self, outlet: &str) -> rusqlite::Result<()> {
        let sql = "INSERT INTO outlet (name) VALUES (?1) ON CONFLICT DO NOTHING";
        self.connection.prepare_cached(sql)?.execute([outlet])?;
        Ok(())
    }

    /// Writes all facts of an article.
    pub(super) fn update_facts(&self, id: ArticleId, facts: &Facts) -> rusqlite::Result<()> {
        facts.outlet().map_or(Ok(()), |outlet| self.insert_outlet(outlet))?;
        let mut statement = self.connection.prepare_cached(&format!(
            "UPDATE article_row SET ({FACTS}) = ({FACT_PLACES}) WHERE article_id = ?17"
        ))?;
        let facts = values_of(facts);
        let mut all: Vec<&dyn ToSql> = facts.iter().map(|value| value as &dyn ToSql).collect();
        let id = id.to_string();
        all.push(&id);
        statement.execute(all.as_slice())?;
        Ok(())
    }

    pub(super) fn insert_former(
        &self,
        id: ArticleId,
        former: &FormerValue,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO article_former_value (article_id, field, value, source, replaced_at)
             VALUES (?1, ?2, ?3, ?4, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
             ON CONFLICT DO NOTHING",
        )?;
        let source = former.source.as_str();
        statement.execute(params![id.to_string(), former.field, former.value, source])?;
        Ok(())
    }

    /// Removes outlets that no article names any more.
    pub(super) fn drop_unused_outlets(&self) -> rusqlite::Result<()> {
        self.connection.execute(
            "DELETE FROM outlet
              WHERE NOT EXISTS (SELECT 1 FROM article_row
                                 WHERE article_row.outlet = outlet.name)",
            [],
        )?;
        Ok(())
    }

    /// Keeps the first by name of the places that an article was read from, so that the order in
    /// which they were read does not show.
    pub(super) fn note_source(&self, id: ArticleId, source: &str) -> rusqlite::Result<()> {
        let sql = "UPDATE article_row SET source = ?2 WHERE article_id = ?1 AND source > ?2";
        self.connection.prepare_cached(sql)?.execute(params![id.to_string(), source])?;
        Ok(())
    }
}

/// Returns the values of [`FACTS`], in their order.
fn values_of(facts: &Facts) -> [ToSqlOutput<'_>; 16] {
    [
        text(facts.outlet()),
        source_of(&facts.outlet),
        text(facts.title()),
        source_of(&facts.title),
        text(facts.byline.as_ref().map(|fact| fact.value.as_str())),
        source_of(&facts.byline),
        text(facts.published().map(PublishedDate::as_str)),
        source_of(&facts.published),
        text(facts.modified().map(PublishedDate::as_str)),
        source_of(&facts.modified),
        text(facts.url()),
        source_of(&facts.url),
        text(facts.language()),
        source_of(&facts.language),
        ToSqlOutput::Borrowed(ValueRef::Integer(code(facts.kind()))),
        source_of(&facts.kind),
    ]
}

fn text(value: Option<&str>) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(value.into())
}

fn source_of<T>(fact: &Option<Fact<T>>) -> ToSqlOutput<'static> {
    let number = fact.as_ref().map(|fact| code(fact.source));
    ToSqlOutput::Borrowed(number.map_or(ValueRef::Null, ValueRef::Integer))
}
