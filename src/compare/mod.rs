//! Comparing wordings and articles: alignment, changes, verdicts, lineage, copies.
