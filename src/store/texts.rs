//! The rows of `text`: what articles say, each distinct text once.

use rusqlite::{OptionalExtension, params};

use super::{ArticleRow, Filter, Store, StoreError};
use crate::model::Sha256Hash;

impl Store {
    /// Returns the text with this hash.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn text(&self, sha256: &Sha256Hash) -> Result<Option<String>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT body FROM text WHERE sha256 = ?1")?;
        Ok(statement.query_row([sha256.to_string()], |row| row.get(0)).optional()?)
    }

    /// Hands every article that `filter` admits to `visit`, with its text, in the order of ids.
    ///
    /// One text at a time is in memory.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read, or a text is missing.
    pub fn for_each_text(
        &self,
        filter: &Filter,
        mut visit: impl FnMut(&ArticleRow, &str),
    ) -> Result<(), StoreError> {
        for article in self.articles_in(filter)? {
            let text = self.text_of(&article)?;
            visit(&article, &text);
        }
        Ok(())
    }

    /// Returns the text of an article that the collection holds.
    pub(super) fn text_of(&self, article: &ArticleRow) -> Result<String, StoreError> {
        self.text(&article.text_sha256)?.ok_or_else(|| {
            super::verify::damaged("article", article.id, article.text_sha256, "no such text")
        })
    }

    /// Stores a text that is not there yet; returns its number.
    pub(super) fn insert_text(&self, sha256: &Sha256Hash, body: &str) -> rusqlite::Result<i64> {
        let hash = sha256.to_string();
        let sql = "SELECT number FROM text WHERE sha256 = ?1";
        let mut known = self.connection.prepare_cached(sql)?;
        if let Some(number) = known.query_row([&hash], |row| row.get(0)).optional()? {
            return Ok(number);
        }
        let sql = "INSERT INTO text (sha256, body) VALUES (?1, ?2)";
        self.connection.prepare_cached(sql)?.execute(params![hash, body])?;
        let number = self.connection.last_insert_rowid();
        let sql = "INSERT INTO search_pending (text_sha256) VALUES (?1)";
        self.connection.prepare_cached(sql)?.execute([&hash])?;
        Ok(number)
    }
}
