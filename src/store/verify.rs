//! Checking that the collection gives back what was put in: every text is hashed, every
//! appearance sliced from its text.

use std::fmt::Display;

use rusqlite::OptionalExtension;

use super::{ArticleRow, Store, StoreError, count, hash, parsed, unreadable};
use crate::model::{ArticleId, CharIndex, CharSpan, Sha256Hash, VerifyFailure, VerifyReport};

/// The byte-order mark that a text leaves out and a file's bytes may begin with.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Store {
    /// Hashes every text again and slices every appearance again.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read; what it reads wrong is in the report.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        match self.verify_all(&mut report) {
            // What SQLite itself finds broken is a finding like any other.
            Err(StoreError::Sqlite(error)) if is_corruption(&error) => {
                report.failures.push(failure("file", "pages", "ok", error));
            }
            verified => verified?,
        }
        Ok(report)
    }

    fn verify_all(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        self.verify_file(report)?;
        self.verify_texts(report)?;
        for article in self.articles()? {
            report.articles += 1;
            self.verify_article(&article, report)?;
        }
        Ok(())
    }

    /// Checks one article within its transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] with the first thing that is wrong.
    pub(super) fn check_article(&self, id: ArticleId) -> Result<(), StoreError> {
        let missing = || damaged("article", id, "an article", "none");
        let number = self.article_number(id).optional()?.ok_or_else(missing)?;
        self.check_numbered(number, id)
    }

    /// Checks the article with this number and this id likewise.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`] with the first thing that is wrong.
    pub(super) fn check_numbered(&self, number: i64, id: ArticleId) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article_id, text_sha256, coalesce(bytes_sha256, text_sha256), url, outlet, body
               FROM article_row JOIN text ON text.number = article_row.text
              WHERE article_row.number = ?1",
        )?;
        let mut rows = statement.query([number])?;
        let Some(row) = rows.next()? else {
            return Err(damaged("article", id, "an article", "none"));
        };
        let mut report = VerifyReport::default();
        let text: &str = row.get_ref(5)?.as_str().map_err(|error| unreadable(5, error))?;
        check_text(&hash(row, 1)?, text, &mut report);
        let (url, outlet): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
        let own = ArticleId::of(&hash(row, 2)?, url.as_deref(), outlet.as_deref());
        check_id(id, parsed(row, 0)?, &mut report);
        check_id(id, own, &mut report);
        self.verify_spans(number, text, &mut report)?;
        match report.failures.into_iter().next() {
            Some(failure) => Err(StoreError::Damaged(Box::new(failure))),
            None => Ok(()),
        }
    }

    /// Lets SQLite check its own pages, and that every reference leads somewhere.
    fn verify_file(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare("PRAGMA quick_check")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        for found in rows {
            let found = found?;
            if found != "ok" {
                report.failures.push(failure("file", "pages", "ok", found));
            }
        }
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
        for row in rows {
            let (table, parent) = row?;
            let expected = format!("a row of {parent}");
            report.failures.push(failure("reference", table, expected, "none"));
        }
        Ok(())
    }

    fn verify_texts(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare("SELECT sha256, body FROM text")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let expected: String = row.get(0)?;
            let found = Sha256Hash::of(row.get_ref(1)?.as_bytes().unwrap_or_default());
            if found.to_string() != expected {
                report.failures.push(failure("text", &expected, &expected, found));
            }
        }
        report
            .failures
            .sort_by(|left, right| (&left.what, &left.id).cmp(&(&right.what, &right.id)));
        Ok(())
    }

    fn verify_article(
        &self,
        article: &ArticleRow,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        match self.text(&article.text_sha256) {
            Ok(Some(text)) => {
                self.verify_bytes(article, &text, report)?;
                self.verify_article_text(article, &text, report)?;
            }
            Ok(None) => {
                let missing = failure("article", article.id, article.text_sha256, "no such text");
                report.failures.push(missing);
            }
            // Bytes that are no UTF-8 any more: the text's own hash has been reported.
            Err(_) => {
                let broken = failure("article", article.id, article.text_sha256, "unreadable text");
                report.failures.push(broken);
            }
        }
        Ok(())
    }

    /// Checks the bytes that the article was read as: its text, with or without a byte-order mark,
    /// or those that were kept.
    fn verify_bytes(
        &self,
        article: &ArticleRow,
        text: &str,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let expected = article.bytes_sha256;
        let marked = || Sha256Hash::of(format!("{BYTE_ORDER_MARK}{text}").as_bytes());
        if expected == article.text_sha256 || expected == marked() {
            return Ok(());
        }
        let Some(raw) = self.raw(&expected)? else {
            report.without_raw += 1;
            return Ok(());
        };
        match raw.expand() {
            Ok(bytes) if Sha256Hash::of(&bytes) == expected => {}
            Ok(bytes) => {
                let found = Sha256Hash::of(&bytes);
                report.failures.push(failure("bytes", article.id, expected, found));
            }
            Err(_) => {
                report.failures.push(failure("bytes", article.id, expected, "unreadable bytes"));
            }
        }
        Ok(())
    }

    fn verify_article_text(
        &self,
        article: &ArticleRow,
        text: &str,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let id = ArticleId::of(&article.bytes_sha256, article.facts.url(), article.facts.outlet());
        check_id(article.id, id, report);
        self.verify_spans(self.article_number(article.id)?, text, report)
    }

    /// Slices the appearances in an article from its text.
    fn verify_spans(
        &self,
        article: i64,
        text: &str,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT start_offset, end_offset, text, appearance_id FROM appearance_row
              WHERE article = ?1
              ORDER BY start_offset",
        )?;
        let mut rows = statement.query([article])?;
        let index = CharIndex::new(text);
        while let Some(row) = rows.next()? {
            report.appearances += 1;
            let found = index.slice(CharSpan::new(count(row, 0)?, count(row, 1)?));
            let kept = row.get_ref(2)?.as_str().map_err(|error| unreadable(2, error))?;
            if found != Some(kept) {
                let found = found.unwrap_or("a place after the text's end");
                report.failures.push(failure("appearance", row.get::<_, String>(3)?, kept, found));
            }
        }
        Ok(())
    }
}

pub(super) fn is_corruption(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

fn check_id(kept: ArticleId, expected: ArticleId, report: &mut VerifyReport) {
    if kept != expected {
        report.failures.push(failure("article", kept, expected, kept));
    }
}

fn check_text(expected: &Sha256Hash, text: &str, report: &mut VerifyReport) {
    let found = Sha256Hash::of(text.as_bytes());
    if found != *expected {
        report.failures.push(failure("text", expected, expected, found));
    }
}

/// Returns the error for a thing that is not what was put in.
pub(super) fn damaged(
    what: &str,
    id: impl Display,
    expected: impl Display,
    found: impl Display,
) -> StoreError {
    StoreError::Damaged(Box::new(failure(what, id, expected, found)))
}

pub(super) fn failure(
    what: &str,
    id: impl Display,
    expected: impl Display,
    found: impl Display,
) -> VerifyFailure {
    VerifyFailure {
        what: what.to_owned(),
        id: id.to_string(),
        expected: expected.to_string(),
        found: found.to_string(),
    }
}
