//! Answers for people: the verdict first in a word, then the words, then who ran them, then what
//! is not known.
//!
//! Form says what happened and a label says its class; colour only repeats whether it is material,
//! so that plain output loses nothing. Wordings have letters, A for the one that the others are
//! set against.

mod check;
mod collation;
mod copies;
mod decided;
mod diff;
mod edits;
mod explain;
mod find;
mod history;
mod ingest;
mod ink;
mod outlets;
mod parts;
mod strip;
mod units;
mod verify;
mod wordings;

pub use check::{batch_check, batch_error, check};
pub use copies::copies;
pub use decided::{decided, journal};
pub use diff::diff;
pub use explain::explain;
pub use find::find;
pub use history::history;
pub use ingest::ingest;
pub use outlets::outlets;
pub use verify::verify;
