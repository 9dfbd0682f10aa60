//! Words of which there are a few, as the numbers that the database keeps for them.
//!
//! Each stands at the place of its number; schema and views say the same.

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::{count, integer};
use crate::model::{ArticleKind, FactSource, Kind, Stance};

/// What a span is.
const KINDS: [Kind; 4] = [Kind::Statement, Kind::Fragment, Kind::Label, Kind::Passage];
/// How it is presented.
const STANCES: [Stance; 3] = [Stance::Asserted, Stance::Denied, Stance::Hypothetical];
/// Where a value of an article came from.
const SOURCES: [FactSource; 3] = [FactSource::Manifest, FactSource::Record, FactSource::Article];
/// What an article is.
const ARTICLE_KINDS: [ArticleKind; 2] = [ArticleKind::Report, ArticleKind::Primary];

/// What is kept as a number.
pub(super) trait Coded: Copy + PartialEq + 'static {
    /// All there are, in the order of their numbers.
    const ALL: &'static [Self];
}

impl Coded for Kind {
    const ALL: &'static [Self] = &KINDS;
}

impl Coded for Stance {
    const ALL: &'static [Self] = &STANCES;
}

impl Coded for FactSource {
    const ALL: &'static [Self] = &SOURCES;
}

impl Coded for ArticleKind {
    const ALL: &'static [Self] = &ARTICLE_KINDS;
}

/// Returns the number of a word.
pub(super) fn code<T: Coded>(one: T) -> i64 {
    T::ALL.iter().position(|other| *other == one).map_or(0, integer)
}

/// Reads column `index` as the word that its number stands for.
pub(super) fn decoded<T: Coded>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let number = count(row, index)?;
    let unknown = || rusqlite::Error::IntegralValueOutOfRange(index, integer(number));
    T::ALL.get(number).copied().ok_or_else(unknown)
}

/// Reads column `index` likewise, `None` where it is NULL.
pub(super) fn decoded_option<T: Coded>(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<T>> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        _ => decoded(row, index).map(Some),
    }
}
