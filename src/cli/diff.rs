//! `diff`: how wordings or articles differ.

use super::exit::{Exit, Failure};
use super::session::Session;

/// Compare the wording of a quote across outlets, word by word
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Words of the quote, its id, @FILE, or - for standard input
    #[arg(required_unless_present = "articles", value_name = "TEXT|ID")]
    pub quote: Option<String>,

    /// Compare two articles instead: id, SHA-256, address or file name of each
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "quote")]
    pub articles: Option<Vec<String>>,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build has no diff yet"))
}
