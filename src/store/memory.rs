//! The rows of `changed_article` and `grouping_memory`: what lets the next grouping cost little.

use rusqlite::params;

use super::{Store, StoreError, parsed};
use crate::model::ArticleId;

/// Bytes of one row of the memory: SQLite reads and writes them whole.
const CHUNK: usize = 1 << 20;

/// What waits until it is remembered; SQLite keeps it in a file of its own, which goes with the
/// connection.
const SET_ASIDE: &str = "
    CREATE TEMP TABLE IF NOT EXISTS part_set_aside (part TEXT NOT NULL, is_whole INTEGER NOT NULL);
    CREATE TEMP TABLE IF NOT EXISTS set_aside (
        part TEXT NOT NULL, segment INTEGER NOT NULL, chunk INTEGER NOT NULL, bytes BLOB NOT NULL)";

/// What one part of a grouping wants to have remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Which part.
    pub part: &'static str,
    /// Whether it stands in the place of all that was remembered before.
    pub is_whole: bool,
    /// The rows that are new or have changed, by number; those without bytes are removed.
    pub rows: Vec<(u32, Vec<u8>)>,
}

impl Store {
    /// Returns the articles that came in or changed since the last grouping, under their ids of
    /// before and now, in order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn changed_articles(&self) -> Result<Vec<ArticleId>, StoreError> {
        let sql = "SELECT article_id FROM changed_article ORDER BY article_id";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map([], |row| parsed(row, 0))?.collect::<Result<_, _>>()?)
    }

    pub(super) fn note_changed(&self, id: ArticleId) -> rusqlite::Result<()> {
        let sql = "INSERT INTO changed_article (article_id) VALUES (?1) ON CONFLICT DO NOTHING";
        self.connection.prepare_cached(sql)?.execute([id.to_string()])?;
        Ok(())
    }

    pub(super) fn forget_changed(&self) -> rusqlite::Result<()> {
        self.connection.execute("DELETE FROM changed_article", [])?;
        Ok(())
    }

    /// Returns what was remembered of a part, row by row; nothing where nothing was.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn remembered(&self, part: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT segment, bytes FROM grouping_memory WHERE part = ?1 ORDER BY segment, chunk",
        )?;
        let mut all: Vec<(i64, Vec<u8>)> = Vec::new();
        let mut rows = statement.query([part])?;
        while let Some(row) = rows.next()? {
            let (segment, bytes) = (row.get(0)?, row.get_ref(1)?.as_blob());
            let bytes = bytes.map_err(|error| super::unreadable(1, error))?;
            match all.last_mut().filter(|(last, _)| *last == segment) {
                Some((_, whole)) => whole.extend_from_slice(bytes),
                None => all.push((segment, bytes.to_vec())),
            }
        }
        Ok(all.into_iter().map(|(_, bytes)| bytes).collect())
    }

    /// Sets aside what a part wants to have remembered until the groups are saved: on disk, for it
    /// may be a third of what grouping has in memory.
    ///
    /// # Errors
    ///
    /// Where there is no room for a temporary file.
    pub fn set_aside(&self, remembered: &Remembered) -> Result<(), StoreError> {
        let Remembered { part, is_whole, rows } = remembered;
        let writing = self.connection.unchecked_transaction()?;
        self.connection.execute_batch(SET_ASIDE)?;
        let sql = "INSERT INTO temp.part_set_aside (part, is_whole) VALUES (?1, ?2)";
        self.connection.prepare_cached(sql)?.execute(params![part, is_whole])?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO temp.set_aside (part, segment, chunk, bytes) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (number, bytes) in rows {
            // A row without bytes stands for one that is to be removed.
            let nothing = bytes.is_empty().then_some(&[][..]);
            for (chunk, bytes) in nothing.into_iter().chain(bytes.chunks(CHUNK)).enumerate() {
                insert.execute(params![part, number, super::integer(chunk), bytes])?;
            }
        }
        drop(insert);
        Ok(writing.commit()?)
    }

    /// Forgets what an earlier grouping, which was not saved, has set aside.
    ///
    /// # Errors
    ///
    /// Where there is no room for a temporary file.
    pub fn forget_set_aside(&self) -> Result<(), StoreError> {
        self.connection.execute_batch(SET_ASIDE)?;
        self.connection
            .execute_batch("DELETE FROM temp.set_aside; DELETE FROM temp.part_set_aside")?;
        Ok(())
    }

    /// Remembers what has been set aside, in the place of what it replaces.
    pub(super) fn remember_set_aside(&self) -> Result<(), StoreError> {
        self.connection.execute_batch(SET_ASIDE)?;
        self.connection.execute_batch(
            "DELETE FROM grouping_memory
              WHERE part IN (SELECT part FROM temp.part_set_aside WHERE is_whole);
             DELETE FROM grouping_memory
              WHERE rowid IN (SELECT old.rowid
                                FROM temp.set_aside AS new
                               CROSS JOIN grouping_memory AS old
                                  ON old.part = new.part AND old.segment = new.segment);
             INSERT INTO grouping_memory (part, segment, chunk, bytes)
             SELECT part, segment, chunk, bytes FROM temp.set_aside
              WHERE length(bytes) > 0
              ORDER BY rowid",
        )?;
        self.forget_set_aside()
    }
}
