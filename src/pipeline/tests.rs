//! Tests of the stages joined.

mod decisions;
mod ingests;
mod updates;
