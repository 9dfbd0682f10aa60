//! Reading bytes into articles: one file a format, metadata, guards.
//!
//! [`list`] turns the paths of a command line into [`Source`]s; [`open`] tells what a source holds
//! and either reads its one article or hands out its records, which [`article_of_record`] reads.
//! Formats are told by content. Nothing that cannot be read stops the rest: it becomes a
//! [`ReadError`] that names the source, the reason and the next step.

mod captions;
mod clues;
mod dates;
mod error;
mod files;
mod manifest;
mod records;
mod text;

pub use error::ReadError;
pub use files::{Listing, Source, SourceKind, list};
pub use manifest::{Manifest, ManifestError};
pub use records::{Records, article_of_record, id_of_record};
pub use text::{Opened, Plain, article_of_text, open};
