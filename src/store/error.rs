//! What can go wrong with a collection.

use std::path::PathBuf;

use crate::model::VerifyFailure;

/// What can go wrong with a collection.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file where the collection should be.
    #[error("there is no collection at {}", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file is something else; it was left as it is.
    #[error("{} is not a quotetrail collection: {reason}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is, or lacks.
        reason: &'static str,
    },
    /// The file has a schema that this program does not know; it was left as it is.
    #[error(
        "{} was written by a newer quotetrail: it has schema {found}, and this one knows up to {known}",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The schema that the file has.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The file cannot be opened.
    #[error("could not open {}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite could not do what was asked.
    #[error("the collection could not be read or written")]
    Sqlite(#[from] rusqlite::Error),
    /// The tables could not be brought to the newest schema.
    #[error("the tables of the collection could not be set up")]
    Schema(#[from] rusqlite_migration::Error),
    /// What the collection holds is not what was put in.
    #[error("{} {} is damaged: expected {}, found {}", .0.what, .0.id, .0.expected, .0.found)]
    Damaged(Box<VerifyFailure>),
    /// An abbreviated id fits several things.
    #[error("{prefix:?} could be any of {}", candidates.join(", "))]
    Ambiguous {
        /// The id as given.
        prefix: String,
        /// Some of the ids that it fits.
        candidates: Vec<String>,
    },
}

impl StoreError {
    /// Returns the next step for whoever meets this error.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing { .. } => Some(
                "run `quotetrail ingest PATH` to start one, or name another file with --db FILE",
            ),
            Self::Foreign { .. } => {
                Some("nothing was changed; name another file with --db FILE or $QUOTETRAIL_DB")
            }
            Self::Newer { .. } => Some("nothing was changed; update quotetrail"),
            Self::Open { .. } => {
                Some("check that the path exists and that you may read and write it")
            }
            Self::Sqlite(error) => sqlite_hint(error),
            Self::Schema(_) => None,
            Self::Damaged(_) => {
                Some("nothing more was stored; run `quotetrail verify` to see all that is damaged")
            }
            Self::Ambiguous { .. } => Some("give more digits of the id"),
        }
    }

    /// Says whether the collection fails its integrity check, as opposed to not being readable.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_))
    }
}

fn sqlite_hint(error: &rusqlite::Error) -> Option<&'static str> {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseCorrupt, DiskFull, ReadOnly};
    match error.sqlite_error_code()? {
        DiskFull => {
            Some("free some space and run the command again: what was acknowledged is kept")
        }
        DatabaseBusy => {
            Some("another program holds the collection; try again when it has finished")
        }
        ReadOnly | CannotOpen => Some("check that you may write the file and its folder"),
        DatabaseCorrupt => Some("run `quotetrail verify`, and restore the file from a copy"),
        _ => None,
    }
}
