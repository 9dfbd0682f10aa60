//! How articles were read: the rows of `raw_bytes` and `article_statement`, and the columns of
//! `article` about encodings.

use rusqlite::{OptionalExtension, named_params, params};

use super::{ArticleRow, Store, integer};
use crate::model::{Article, ArticleId, Compressed, Encoding, PublishedDate, Sha256Hash};

impl Store {
    /// Writes how an article was read; nothing for UTF-8 that nothing is to be said about.
    pub(super) fn insert_reading(&self, id: ArticleId, article: &Article) -> rusqlite::Result<()> {
        let reading = &article.reading;
        self.insert_raw(&article.bytes_sha256, reading.raw.as_ref())?;
        if reading.is_plain() {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(
            "UPDATE article_row
                SET retrieved = :retrieved, encoding = :encoding, encoding_basis = :basis,
                    replaced_characters = :replaced, hidden_characters = :hidden,
                    outside_start = :outside
              WHERE article_id = :id",
        )?;
        let encoding: Option<&Encoding> = reading.encoding.as_ref();
        statement.execute(named_params! {
            ":id": id.to_string(),
            ":retrieved": reading.retrieved.as_ref().map(|date| date.as_str()),
            ":encoding": encoding.map(|encoding| encoding.name),
            ":basis": encoding.map(|encoding| encoding.basis.as_str()),
            ":replaced": integer(encoding.map_or(0, |encoding| encoding.replaced)),
            ":hidden": integer(reading.hidden_characters),
            ":outside": reading.outside_from.map(integer),
        })?;
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO article_statement (article_id, field, place, value)
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        )?;
        for stated in &reading.statements {
            let place = stated.place.as_str();
            statement.execute(params![id.to_string(), stated.field, place, stated.value])?;
        }
        Ok(())
    }

    /// Replaces the text of an article with the one, of this number, that its bytes were now read
    /// as, and with it how they were read; the earliest retrieval stays.
    pub(super) fn replace_text(
        &self,
        stored: &ArticleRow,
        article: &Article,
        text: i64,
    ) -> rusqlite::Result<()> {
        let id = stored.id.to_string();
        let bytes = Some(&article.bytes_sha256).filter(|bytes| **bytes != article.text_sha256);
        let sql = "
            UPDATE article_row
               SET text = ?2, text_sha256 = ?3, bytes_sha256 = ?4, encoding = NULL,
                   encoding_basis = NULL, replaced_characters = 0, hidden_characters = 0,
                   outside_start = NULL
             WHERE article_id = ?1";
        let hashes = params![id, text, article.text_sha256.0, bytes.map(|bytes| bytes.0)];
        self.connection.prepare_cached(sql)?.execute(hashes)?;
        for sql in [
            "DELETE FROM article_statement WHERE article_id = ?1",
            "DELETE FROM caption WHERE article_id = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([&id])?;
        }
        self.insert_reading(stored.id, article)?;
        self.insert_cues(stored.id, &article.cues)?;
        self.note_retrieved(stored.id, stored.retrieved.as_ref())?;
        Ok(())
    }

    /// Keeps bytes that differ from the text, where they are at hand.
    pub(super) fn insert_raw(
        &self,
        sha256: &Sha256Hash,
        raw: Option<&Compressed>,
    ) -> rusqlite::Result<()> {
        if let Some(raw) = raw {
            let mut statement = self.connection.prepare_cached(
                "INSERT INTO raw_bytes (sha256, zlib) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            )?;
            statement.execute(params![sha256.to_string(), raw.stored()])?;
        }
        Ok(())
    }

    /// Returns the bytes that were kept under this hash.
    pub(super) fn raw(&self, sha256: &Sha256Hash) -> rusqlite::Result<Option<Compressed>> {
        let sql = "SELECT zlib FROM raw_bytes WHERE sha256 = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let stored = statement.query_row([sha256.to_string()], |row| row.get(0)).optional()?;
        Ok(stored.map(Compressed::from_stored))
    }

    /// Notes that the same bytes were retrieved earlier than was known.
    pub(super) fn note_retrieved(
        &self,
        id: ArticleId,
        retrieved: Option<&PublishedDate>,
    ) -> rusqlite::Result<bool> {
        let Some(retrieved) = retrieved else { return Ok(false) };
        let known: Option<String> = self
            .connection
            .prepare_cached("SELECT retrieved FROM article_row WHERE article_id = ?1")?
            .query_row([id.to_string()], |row| row.get(0))?;
        let known = known.and_then(|known| known.parse().ok());
        let is_earlier = known.is_none_or(|known| retrieved.display_order(&known).is_lt());
        if is_earlier {
            let sql = "UPDATE article_row SET retrieved = ?2 WHERE article_id = ?1";
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.execute(params![id.to_string(), retrieved.as_str()])?;
        }
        Ok(is_earlier)
    }
}
