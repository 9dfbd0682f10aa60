//! The SQLite file that holds a collection: the only SQL.
//!
//! A [`Store`] is one open file. Everything that it takes and returns is a plain value; every
//! method that can fail returns a [`StoreError`]. One file a table family:
//!
//! - `articles`, `texts`, `captions`, `readings`, `revisions`: what outlets published, how it was
//!   read and in which order; [`Store::put_articles`] is the only way in
//! - `appearances`, `utterances`, `speakers`: what is quoted in it
//! - `groups`, `regrouping`, `relations`: quotes, wordings and copies, replaced after each ingest
//! - `decisions`: what people decided about the grouping, only ever added to
//! - `search`: which texts have a word
//! - `codes`, `packing`: what is kept as a number, and which texts share a page
//! - `ids`, `verify`: finding things by id, and checking them

mod appearances;
mod articles;
mod captions;
mod codes;
mod decisions;
mod error;
mod facts;
mod filter;
mod groups;
mod ids;
mod many;
mod members;
mod memory;
mod open;
mod packing;
mod put;
mod quotations;
mod readings;
mod regrouping;
mod relations;
mod revisions;
mod search;
mod speakers;
mod texts;
mod utterances;
mod verify;
mod verify_terms;

#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::model::Sha256Hash;

pub use appearances::{Quoted, add_words_around};
pub use articles::ArticleRow;
pub use decisions::NewDecision;
pub use error::StoreError;
pub use filter::Filter;
pub use groups::{Groups, Only, Passage, QuoteGroup, QuoteRow, WordingGroup, WordingRow};
pub use ids::Resolved;
pub use many::{BriefRun, ShownWording};
pub use members::{Members, Standing};
pub use memory::Remembered;
pub use put::{Extracted, Foreseen, PutAction, PutOutcome};
pub use regrouping::{Before, WordingBefore};
pub use relations::RelationRow;
pub use search::{TermTexts, TextKey};
pub use speakers::Namesake;
pub use utterances::{BriefUtterance, DatedArticle, SomeUtterances, UtteranceRow};

/// One open collection.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: Option<PathBuf>,
    /// Bytes left on the page of the text that was written last, as far as it is known.
    text_room: Cell<usize>,
    /// Speakers that the last articles brought, so that they need not be looked up again.
    speakers: RefCell<speakers::Lasting>,
}

impl Store {
    /// Returns the file that holds the collection; none where it lives in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

/// Reads column `index` as a value that the database keeps as text.
fn parsed<T>(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text = row.get_ref(index)?.as_str().map_err(|error| unreadable(index, error))?;
    text.parse().map_err(|error| unreadable(index, error))
}

/// Reads column `index` likewise, `None` where it is NULL.
fn parsed_option<T>(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<Option<T>>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    match row.get_ref(index)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => parsed(row, index).map(Some),
    }
}

/// Reads a hash that is kept as its bytes.
fn hash(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<Sha256Hash> {
    row.get(index).map(Sha256Hash)
}

/// Reads a count or an offset.
fn count(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<usize> {
    let value: i64 = row.get(index)?;
    usize::try_from(value).map_err(|error| unreadable(index, error))
}

fn unreadable(
    index: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
}

/// Returns a count or an offset as SQLite keeps it.
fn integer(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
