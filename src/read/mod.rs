//! Reading bytes into articles: one file a format, metadata, guards.
