//! Reading bytes into articles: one file a format, metadata, guards.
//!
//! [`list`] turns the paths of a command line into [`Source`]s; [`each_piece`] tells what a source
//! holds, through any archive, and cuts it into [`Piece`]s, which can be read side by side:
//! [`article_of_document`] and [`article_of_line`]. Formats are told by content. Nothing that cannot be read stops the rest: it becomes a
//! [`ReadError`] that names the source, the reason and the next step.

mod captions;
mod clues;
mod dates;
mod document;
mod encoding;
mod error;
mod exports;
mod feed;
mod files;
mod format;
mod gzip;
mod html;
mod http;
mod json;
mod manifest;
mod names;
mod objects;
mod open;
mod records;
mod rows;
mod tables;
mod tar;
mod text;
mod warc;
mod zip;

#[cfg(test)]
mod tests;

pub use document::{Document, Line, Piece, Take};
pub use error::ReadError;
pub use files::{Listing, Source, SourceKind, list};
pub use html::article_of_document;
pub use manifest::{Manifest, ManifestError};
pub use open::each_piece;
pub use records::{article_of_line, id_of_record};
