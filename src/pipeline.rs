//! Joining the stages: read and extract on all cores, store in input order, then group.
//!
//! One thread or sixteen give the same rows: articles are handed on in the order of the input
//! ([`each_article`]), and grouping does not depend on any order. What happens is told as
//! [`Event`]s; drawing them is somebody else's work.

mod articles;
mod blocks;
mod clusters;
mod copies;
mod decide;
mod decisions;
mod ingest;
mod known;
mod lines;
mod passages;
mod people;
mod regroup;
mod search;
mod stages;

#[cfg(test)]
mod tests;

pub use articles::{Item, Work, each_article};
pub use decide::{DecideError, journal, merge, split, undo};
pub use ingest::{Event, Ingest, IngestError, Ingested, ingest};
pub use lines::{Line, LineAnswer, Lines, group_lines};
pub use regroup::regroup;
pub use search::{Terms, enter_terms, verify};
pub use stages::default_jobs;
