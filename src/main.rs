//! The `quotetrail` command.

fn main() {}
