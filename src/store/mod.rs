//! The SQLite file: the only SQL.
