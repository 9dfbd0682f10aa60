//! Answers as JSON, for programs: one object, one line.
//!
//! The structs here are the format. They are apart from the domain's types, which may change;
//! fields may be added here, never renamed, and [`SCHEMA_VERSION`] goes up when the meaning of one
//! changes. Ids are whole, and text from articles stands as it is, escaped as JSON asks.

mod decided;
mod edits;
mod relations;
mod row;
mod schema;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::model::{
    Appearance, Check, CopiesReport, DecidedReport, DiffReport, FindReport, HistoryReport,
    IngestReport, JournalReport, OutletsReport, VerifyReport,
};

/// The version that every object carries as `schema_version`.
pub const SCHEMA_VERSION: u32 = 1;

/// An object with its version in front.
#[derive(Serialize)]
struct Versioned<T> {
    schema_version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(flatten)]
    answer: T,
}

/// Writes the answer of `check`.
///
/// # Errors
///
/// Like every function here, fails where `out` does.
pub fn check(answer: &Check, out: &mut impl Write) -> io::Result<()> {
    object(schema::Check::of(answer), out)
}

/// Writes the answer to one line of `check --batch`, with the caller's `id` as it came.
///
/// # Errors
///
/// Fails where `out` does.
pub fn batch_check(id: Value, answer: &Check, out: &mut impl Write) -> io::Result<()> {
    line(Some(id), schema::Check::of(answer), out)
}

/// Writes why one line of `check --batch` could not be answered.
///
/// # Errors
///
/// Fails where `out` does.
pub fn batch_error(id: Value, error: &str, out: &mut impl Write) -> io::Result<()> {
    line(Some(id), schema::LineError { error }, out)
}

/// Writes the answer of `outlets`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn outlets(answer: &OutletsReport, out: &mut impl Write) -> io::Result<()> {
    object(schema::Outlets::of(answer), out)
}

/// Writes the answer of `history`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn history(answer: &HistoryReport, out: &mut impl Write) -> io::Result<()> {
    object(schema::History::of(answer), out)
}

/// Writes the answer of `diff`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn diff(answer: &DiffReport, out: &mut impl Write) -> io::Result<()> {
    object(schema::Diff::of(answer), out)
}

/// Writes the answer of `copies` and of `diff --articles`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn copies(answer: &CopiesReport, out: &mut impl Write) -> io::Result<()> {
    object(relations::Copies::of(answer), out)
}

/// Writes the answer of `find`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn find(answer: &FindReport, out: &mut impl Write) -> io::Result<()> {
    object(schema::Find::of(answer), out)
}

/// Writes the answer of `verify`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn verify(answer: &VerifyReport, out: &mut impl Write) -> io::Result<()> {
    object(schema::Verify::of(answer), out)
}

/// Writes what `ingest` did.
///
/// # Errors
///
/// Fails where `out` does.
pub fn ingest(answer: &IngestReport, out: &mut impl Write) -> io::Result<()> {
    object(schema::Ingest::of(answer), out)
}

/// Writes what `group merge`, `group split` or `group undo` decided.
///
/// # Errors
///
/// Fails where `out` does.
pub fn decided(answer: &DecidedReport, out: &mut impl Write) -> io::Result<()> {
    object(decided::Decided::of(answer), out)
}

/// Writes the answer of `group log`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn journal(answer: &JournalReport, out: &mut impl Write) -> io::Result<()> {
    object(decided::Journal::of(answer), out)
}

/// Writes one quote of `export` as JSON Lines: an object an appearance, by publication date,
/// outlet, article and start.
///
/// # Errors
///
/// Fails where `out` does.
pub fn export_quote(quote: &HistoryReport, out: &mut impl Write) -> io::Result<()> {
    super::rows::of_quote(quote).iter().try_for_each(|row| object(row::ExportRow::of(row), out))
}

/// Writes one label of `export --labels`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn export_label(label: &Appearance, out: &mut impl Write) -> io::Result<()> {
    object(row::ExportRow::of(&super::rows::of_label(label)), out)
}

fn object(answer: impl Serialize, out: &mut impl Write) -> io::Result<()> {
    line(None, answer, out)
}

fn line(id: Option<Value>, answer: impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let versioned = Versioned { schema_version: SCHEMA_VERSION, id, answer };
    serde_json::to_writer(&mut *out, &versioned)?;
    out.write_all(b"\n")
}
