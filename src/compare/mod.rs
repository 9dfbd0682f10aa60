//! Comparing wordings and articles: alignment, changes, verdicts, lineage, copies.

pub mod copies;
