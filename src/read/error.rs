//! What can be wrong with an input; each is reported, counted and passed over.

use std::io;

/// What is wrong with an input.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error("cannot be read")]
    Unreadable {
        /// The file.
        source_name: String,
        /// Why.
        source: io::Error,
    },
    /// There is nothing in it but white space.
    #[error("has no text in it")]
    Empty {
        /// The file, with the line of a record.
        source_name: String,
    },
    /// It holds NUL bytes, as texts never do.
    #[error("is no text: it has a NUL byte at byte {at}")]
    Binary {
        /// The file.
        source_name: String,
        /// The first NUL byte, from 0.
        at: usize,
    },
    /// Its bytes are no UTF-8.
    #[error("is not UTF-8: byte {at} cannot be read")]
    NotUtf8 {
        /// The file, with the line of a record.
        source_name: String,
        /// The first byte that is wrong, from 0.
        at: usize,
    },
    /// It is longer than one text may be.
    #[error("is too long: more than {limit} bytes")]
    TooLong {
        /// The file, with the line of a record.
        source_name: String,
        /// How many bytes a text may have.
        limit: usize,
    },
    /// It is a document, and of a format that is not read.
    #[error("is {format}")]
    OtherFormat {
        /// The file.
        source_name: String,
        /// What it is.
        format: &'static str,
    },
    /// It lies among articles and is none: a picture beside a page.
    #[error("is no article: {what}")]
    PassedOver {
        /// The archive, with the member or record.
        source_name: String,
        /// What it is.
        what: String,
    },
    /// It is what a server answers where it has no page.
    #[error("is no article: {what}")]
    NoPage {
        /// The file.
        source_name: String,
        /// What it is.
        what: String,
    },
    /// Its bytes are not what they were: cut short, or overwritten.
    #[error("is damaged: {reason}")]
    Damaged {
        /// The file, with the member or record.
        source_name: String,
        /// What shows it.
        reason: String,
    },
    /// It is packed in a way that is not undone.
    #[error("cannot be unpacked: {reason}")]
    Packed {
        /// The file, with the member or record.
        source_name: String,
        /// Why.
        reason: String,
    },
    /// It unpacks to far more than texts do, as files that are made to fill a disk.
    #[error("unpacks to more than {} times its size", super::gzip::UNPACKED_RATIO)]
    UnpacksTooFar {
        /// The file, with the member.
        source_name: String,
    },
    /// Archives stand in archives beyond a bound.
    #[error("is an archive in an archive in an archive")]
    TooDeep {
        /// The file, with the members.
        source_name: String,
    },
    /// A line of JSON Lines is no JSON object with a text.
    #[error("is no article: {reason}")]
    BadRecord {
        /// The file and the line.
        source_name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A row of the manifest cannot be used.
    #[error("{reason}")]
    BadRow {
        /// The manifest and the line.
        source_name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The extractor found words that are not in the text: a fault of this program.
    #[error("could not be taken apart: {reason}")]
    Unextractable {
        /// The file, with the line of a record.
        source_name: String,
        /// What went wrong.
        reason: String,
    },
}

impl ReadError {
    /// Returns the file, with the line of a record, that it is about.
    pub fn source_name(&self) -> &str {
        match self {
            Self::Unreadable { source_name, .. }
            | Self::Empty { source_name }
            | Self::Binary { source_name, .. }
            | Self::NotUtf8 { source_name, .. }
            | Self::TooLong { source_name, .. }
            | Self::OtherFormat { source_name, .. }
            | Self::PassedOver { source_name, .. }
            | Self::NoPage { source_name, .. }
            | Self::Damaged { source_name, .. }
            | Self::Packed { source_name, .. }
            | Self::UnpacksTooFar { source_name }
            | Self::TooDeep { source_name }
            | Self::BadRecord { source_name, .. }
            | Self::BadRow { source_name, .. }
            | Self::Unextractable { source_name, .. } => source_name,
        }
    }

    /// Returns the reason with its causes, as one fragment.
    pub fn reason(&self) -> String {
        match self {
            Self::Unreadable { source, .. } => format!("{self}: {source}"),
            _ => self.to_string(),
        }
    }

    /// Says whether it is about something that nobody would call an article.
    pub fn is_passed_over(&self) -> bool {
        matches!(self, Self::PassedOver { .. })
    }

    /// Returns the next step.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "check that the path exists and that you may read it",
            Self::Empty { .. } => "remove it from the input, or save the article again",
            Self::Binary { .. } | Self::OtherFormat { .. } => {
                "save the article as a web page, plain text or JSON Lines"
            }
            Self::PassedOver { .. } => "nothing is to be done; it was passed over",
            Self::NoPage { .. } => "fetch the page again, and save it once it is there",
            Self::Damaged { .. } => {
                "fetch or save it again; everything else that could be recovered was read"
            }
            Self::Packed { .. } => "unpack it yourself, and ingest the folder",
            Self::UnpacksTooFar { .. } | Self::TooDeep { .. } => {
                "unpack it yourself, look at what it holds, and ingest the folder"
            }
            Self::NotUtf8 { .. } => "convert it to UTF-8, for example with `iconv -t UTF-8`",
            Self::TooLong { .. } => "split it into its articles",
            Self::BadRecord { .. } => "correct the line; every other line was read",
            Self::BadRow { .. } => "correct the row and run the command again",
            Self::Unextractable { .. } => "please report it with the text",
        }
    }
}
