//! The rows of `text`: what articles say, each distinct text once.

use rusqlite::{OptionalExtension, Row, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{ArticleRow, Extracted, Store, StoreError, packing, parsed};
use crate::model::{Article, Sha256Hash};

/// Bytes of texts that are read together at most, and one text beyond.
const MOST_BYTES: usize = 16 << 20;

/// What a text says, as bytes: of a string SQLite makes a copy that ends with a zero.
pub(super) const BODY: &str = "CAST(text.body AS BLOB)";

/// Reads [`BODY`] from a column.
pub(super) fn body<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<&'r str> {
    let bytes = row.get_ref(at)?.as_blob()?;
    str::from_utf8(bytes).map_err(|error| rusqlite::Error::Utf8Error(at, error))
}

impl Store {
    /// Returns the text with this hash.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn text(&self, sha256: &Sha256Hash) -> Result<Option<String>, StoreError> {
        self.with_text(sha256, str::to_owned)
    }

    /// Returns what `read` makes of the text with this hash, which it reads where SQLite has it.
    pub(super) fn with_text<T>(
        &self,
        sha256: &Sha256Hash,
        read: impl FnOnce(&str) -> T,
    ) -> Result<Option<T>, StoreError> {
        let sql = format!("SELECT {BODY} FROM text WHERE sha256 = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([sha256.to_string()], |row| Ok(read(body(row, 0)?))).optional()?)
    }

    /// Hands every text to `visit` with its hash, so many at a time, or fewer long ones, in the order in
    /// which they are stored.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn each_text(
        &self,
        at_a_time: usize,
        mut visit: impl FnMut(&[(Sha256Hash, String)]),
    ) -> Result<(), StoreError> {
        let sql = "SELECT sha256, body FROM text ORDER BY number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let (mut some, mut bytes) = (Vec::with_capacity(at_a_time), 0);
        while let Some(row) = rows.next()? {
            let body: String = row.get(1)?;
            bytes += body.len();
            some.push((parsed(row, 0)?, body));
            if some.len() == at_a_time || bytes > MOST_BYTES {
                visit(&some);
                some.clear();
                bytes = 0;
            }
        }
        visit(&some);
        Ok(())
    }

    /// Returns the text of an article that the collection holds.
    pub(super) fn text_of(&self, article: &ArticleRow) -> Result<String, StoreError> {
        self.text(&article.text_sha256)?.ok_or_else(|| {
            super::verify::damaged("article", article.id, article.text_sha256, "no such text")
        })
    }

    /// Stores the texts of those articles that are certainly new, because nothing was ever read as
    /// their bytes; returns for each of the batch the number of its text, if so.
    pub(super) fn insert_new_texts(
        &self,
        batch: &[Extracted],
    ) -> rusqlite::Result<Vec<Option<i64>>> {
        let mut numbers = vec![None; batch.len()];
        let mut seen_bytes: FxHashSet<&Sha256Hash> = FxHashSet::default();
        let mut places: FxHashMap<&Sha256Hash, Vec<usize>> = FxHashMap::default();
        let mut new: Vec<&Article> = Vec::new();
        for (place, (article, _)) in batch.iter().enumerate() {
            if !seen_bytes.insert(&article.bytes_sha256) {
                continue;
            }
            let (has_bytes, number) = self.known_of(article)?;
            if has_bytes {
                continue;
            }
            numbers[place] = number;
            if numbers[place].is_none() {
                let same = places.entry(&article.text_sha256).or_default();
                if same.is_empty() {
                    new.push(article);
                }
                same.push(place);
            }
        }
        let lengths: Vec<usize> = new.iter().map(|article| article.text.len()).collect();
        let mut room = self.text_room.get();
        for at in packing::order(&lengths, &mut room) {
            let article = new[at];
            let number = self.insert_unknown_text(&article.text_sha256, &article.text)?;
            for place in places.get(&article.text_sha256).into_iter().flatten() {
                numbers[*place] = Some(number);
            }
        }
        self.text_room.set(room);
        Ok(numbers)
    }

    /// Stores a text that may be there; returns its number.
    pub(super) fn insert_text(&self, sha256: &Sha256Hash, body: &str) -> rusqlite::Result<i64> {
        match self.text_number(sha256)? {
            Some(number) => Ok(number),
            None => self.insert_unknown_text(sha256, body),
        }
    }

    fn text_number(&self, sha256: &Sha256Hash) -> rusqlite::Result<Option<i64>> {
        let sql = "SELECT number FROM text WHERE sha256 = ?1";
        let mut known = self.connection.prepare_cached(sql)?;
        known.query_row([sha256.to_string()], |row| row.get(0)).optional()
    }

    /// Stores a text that is not there.
    fn insert_unknown_text(&self, sha256: &Sha256Hash, body: &str) -> rusqlite::Result<i64> {
        let hash = sha256.to_string();
        let sql = "INSERT INTO text (sha256, body) VALUES (?1, ?2)";
        self.connection.prepare_cached(sql)?.execute(params![hash, body])?;
        let number = self.connection.last_insert_rowid();
        let sql = "INSERT INTO search_pending (text) VALUES (?1)";
        self.connection.prepare_cached(sql)?.execute([number])?;
        Ok(number)
    }
}
