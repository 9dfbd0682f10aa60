//! The rows of `caption`: when the words of a caption file were spoken, and by which voice.

use rusqlite::params;

use super::{Store, StoreError, count, integer};
use crate::model::{ArticleId, Cue, TimeCode};

impl Store {
    /// Returns the captions of an article by place; none for what is no caption file.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn cues(&self, article: ArticleId) -> Result<Vec<Cue>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT start_offset, voice, shown_ms, hidden_ms FROM caption
              WHERE article_id = ?1
              ORDER BY start_offset",
        )?;
        let cue = |row: &rusqlite::Row<'_>| {
            Ok(Cue {
                start: count(row, 0)?,
                voice: row.get(1)?,
                shown_at: time_code(row, 2)?,
                hidden_at: time_code(row, 3)?,
            })
        };
        let rows = statement.query_map([article.to_string()], cue)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn insert_cues(&self, article: ArticleId, cues: &[Cue]) -> rusqlite::Result<()> {
        if cues.is_empty() {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO caption (article_id, start_offset, voice, shown_ms, hidden_ms)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let id = article.to_string();
        let kept = |time: Option<TimeCode>| time.and_then(|time| i64::try_from(time.0).ok());
        for cue in cues {
            let (shown, hidden) = (kept(cue.shown_at), kept(cue.hidden_at));
            statement.execute(params![id, integer(cue.start), cue.voice, shown, hidden])?;
        }
        Ok(())
    }
}

/// Reads a column of milliseconds.
pub(super) fn time_code(
    row: &rusqlite::Row<'_>,
    index: usize,
) -> rusqlite::Result<Option<TimeCode>> {
    let value: Option<i64> = row.get(index)?;
    Ok(value.and_then(|value| u64::try_from(value).ok()).map(TimeCode))
}
