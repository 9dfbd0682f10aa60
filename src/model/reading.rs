//! How the bytes of an article became its text.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::PublishedDate;

/// How an article was read, beyond what its text says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// How its bytes were decoded; none for UTF-8 that was taken as it is.
    pub encoding: Option<Encoding>,
    /// Characters of the text that show nothing and may mislead a reader: zero-width ones, and
    /// those that turn the direction of writing.
    pub hidden_characters: usize,
    /// When its bytes were retrieved, where the archive that holds them says so.
    pub retrieved: Option<PublishedDate>,
    /// The code point of the text from which it is no article any more, but the other paragraphs
    /// of the same page in which somebody is quoted.
    pub outside_from: Option<usize>,
    /// What the page states about itself, with the place of each statement.
    pub statements: Vec<Statement>,
    /// The bytes as read, where they differ from the text and are to be kept.
    pub raw: Option<Compressed>,
}

impl Reading {
    /// Says whether there is nothing to say about it: UTF-8, all of it shown, from no archive.
    pub fn is_plain(&self) -> bool {
        self.encoding.is_none()
            && self.hidden_characters == 0
            && self.retrieved.is_none()
            && self.outside_from.is_none()
            && self.statements.is_empty()
    }
}

/// How bytes were decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// Its name in the WHATWG's Encoding Standard: `windows-1252`.
    pub name: &'static str,
    /// Why it was this one.
    pub basis: EncodingBasis,
    /// How many characters could not be read and are U+FFFD in the text.
    pub replaced: usize,
}

/// What decided about an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EncodingBasis {
    /// A byte-order mark.
    Mark,
    /// The page or its transport says so.
    Declared,
    /// The bytes themselves.
    Detected,
}

impl EncodingBasis {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mark => "byte-order-mark",
            Self::Declared => "declared",
            Self::Detected => "detected",
        }
    }
}

/// One thing that a page states about itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// What it is about: `title`, `outlet`, `byline`, `published`, `modified`, `url` or `language`.
    pub field: &'static str,
    /// Where it stands.
    pub place: Place,
    /// The value as it was understood.
    pub value: String,
}

/// Where a page states something about itself, the most trusted place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A `NewsArticle` or another kind of article in JSON-LD.
    JsonLd,
    /// A `<link>` of the page's head.
    Link,
    /// A property of the Open Graph protocol.
    OpenGraph,
    /// Another `<meta>`.
    Meta,
    /// A `<time>` element.
    Time,
    /// The headline, `<h1>`.
    Heading,
    /// The `<title>` element.
    Title,
    /// An attribute of the page as a whole, such as `lang`.
    Attribute,
    /// A note that the program which saved the page left in it.
    Comment,
}

impl Place {
    /// Returns the word that the database uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JsonLd => "json-ld",
            Self::Link => "link",
            Self::OpenGraph => "open-graph",
            Self::Meta => "meta",
            Self::Time => "time",
            Self::Heading => "heading",
            Self::Title => "title",
            Self::Attribute => "attribute",
            Self::Comment => "comment",
        }
    }
}

/// What puts the revisions of one address in order, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RevisionBasis {
    /// When each says that it was changed.
    #[default]
    Modified,
    /// When each says that it was published.
    Published,
    /// When each was retrieved.
    Retrieved,
    /// Nothing.
    Undetermined,
}

impl RevisionBasis {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Modified => "modified",
            Self::Published => "published",
            Self::Retrieved => "retrieved",
            Self::Undetermined => "undetermined",
        }
    }
}

/// The text names nothing that revisions are ordered by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is nothing that revisions are ordered by")]
pub struct UnknownRevisionBasis(String);

impl std::str::FromStr for RevisionBasis {
    type Err = UnknownRevisionBasis;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::Modified, Self::Published, Self::Retrieved, Self::Undetermined];
        let found = all.into_iter().find(|basis| basis.as_str() == text);
        found.ok_or_else(|| UnknownRevisionBasis(text.to_owned()))
    }
}

/// Bytes, compressed as zlib (RFC 1950).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compressed(Vec<u8>);

impl Compressed {
    /// Compresses `bytes`; the fastest level, as pages repeat themselves within a few lines.
    pub fn of(bytes: &[u8]) -> Self {
        let mut encoder =
            ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
        // A vector takes everything.
        let _ = encoder.write_all(bytes);
        Self(encoder.finish().unwrap_or_default())
    }

    /// Returns what was stored as compressed bytes.
    pub fn from_stored(stored: Vec<u8>) -> Self {
        Self(stored)
    }

    /// Returns the compressed bytes.
    pub fn stored(&self) -> &[u8] {
        &self.0
    }

    /// Returns the bytes that were compressed.
    ///
    /// # Errors
    ///
    /// Where the compressed bytes are damaged.
    pub fn expand(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        ZlibDecoder::new(self.0.as_slice()).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_were_or_not_at_all() {
        let bytes = b"<p>\xe9 said so</p>".repeat(50);
        let compressed = Compressed::of(&bytes);
        assert!(compressed.stored().len() < bytes.len() / 5);
        assert_eq!(compressed.expand().expect("whole"), bytes);
        let mut damaged = compressed.stored().to_vec();
        damaged[20] ^= 0x55;
        assert!(Compressed::from_stored(damaged).expand().is_err());
    }
}
