//! `group`: appearances in, quotes out, without a database.

use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::session::Session;

/// Group wordings of one utterance from JSON Lines, without a database
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// JSON Lines with quote_id and text; - for standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build cannot group yet"))
}
