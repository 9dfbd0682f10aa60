//! `extract`: articles in, appearances out, without a database.

use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::session::Session;

/// Print the quotes of articles as JSON Lines, without a database
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders of .txt and .jsonl; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build cannot extract yet"))
}
