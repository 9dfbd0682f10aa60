//! Parallel read and extract, one ordered writer, regrouping.
