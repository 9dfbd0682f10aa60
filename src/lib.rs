//! quotetrail: who really ran these words, in which wording, when, and what was changed on the way.
//!
//! An article enters at [`read`] and leaves at [`report`]; each stage takes plain values and
//! returns plain values:
//!
//! ```text
//! read → text → extract → store → group → compare → report
//! ```
//!
//! [`pipeline`] joins the stages into an ingest; [`collection`] answers questions from the store.

pub mod cli;

pub mod collection;
pub mod compare;
pub mod extract;
pub mod group;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod report;
pub mod store;
pub mod text;
