//! Tests of the stages joined.

mod decisions;
mod formats;
mod ingests;
mod updates;
