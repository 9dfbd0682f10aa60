//! What a source is cut into: documents of one article each, and lines that are read later.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::ReadError;
use crate::model::{Facts, PublishedDate};

/// Most bytes of one document; an article of this length would be thirty novels. Several copies
/// of a text are in memory while it is taken apart.
pub(super) const LONGEST_DOCUMENT: usize = 64 * 1024 * 1024;

/// What a source is cut into. Reading it further needs nothing but itself.
#[derive(Debug)]
pub enum Piece {
    /// One article.
    Document(Box<Document>),
    /// A line of JSON Lines.
    Line(Line),
    /// Something that cannot be read, or is no article.
    Failed(ReadError),
}

/// Takes pieces in the order of the source, until it breaks off.
pub type Take<'a> = &'a mut dyn FnMut(Piece) -> ControlFlow<()>;

/// One line of JSON Lines.
#[derive(Debug)]
pub struct Line {
    /// The file or stream.
    pub source_name: Arc<str>,
    /// Its number, from 1.
    pub number: usize,
    /// All of its bytes.
    pub bytes: Vec<u8>,
    /// What the manifest says about every line of the source.
    pub facts: Arc<Facts>,
}

/// The bytes of one article, and what is known about it from around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file that it was read from, with the member or record.
    pub source_name: String,
    /// The name by which the caller knows it.
    pub id: String,
    /// All of its bytes.
    pub bytes: Vec<u8>,
    /// What the manifest says, or the record that holds it.
    pub facts: Facts,
    /// When it was retrieved, where the archive says so.
    pub retrieved: Option<PublishedDate>,
    /// Whether its bytes are to be kept where they differ from its text.
    pub keeps_raw: bool,
    /// The address that an archive has it from.
    pub(super) address: Option<String>,
    /// The encoding that its transport declares.
    pub(super) charset: Option<String>,
    /// Whether that was told by the bytes around it, and not declared.
    pub(super) is_charset_detected: bool,
    pub(super) form: Form,
}

/// How the bytes of a document are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Running text.
    Text,
    /// A whole page, of which the article is a part.
    Page,
    /// A piece of HTML that is all article.
    Fragment,
}

impl Document {
    /// Returns a document that is running text.
    pub(super) fn text(source_name: String, bytes: Vec<u8>, facts: Facts) -> Self {
        Self {
            id: source_name.clone(),
            source_name,
            bytes,
            facts,
            retrieved: None,
            keeps_raw: false,
            address: None,
            charset: None,
            is_charset_detected: false,
            form: Form::Text,
        }
    }
}
