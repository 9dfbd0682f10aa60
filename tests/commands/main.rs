//! Every command on the real binary, over `samples/` in a temporary folder; one file a command.
//!
//! Outputs are kept as reviewed snapshots. None holds a time, a path or anything else that changes
//! from run to run.

mod captions;
mod check;
mod copies;
mod demo;
mod diff;
mod errors;
mod export;
mod extract;
mod find;
mod group;
mod help;
mod history;
mod ingest;
mod outlets;
mod support;
mod verify;
