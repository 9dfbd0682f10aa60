//! `history`: when each wording first appeared, and from which it came.

use super::exit::{Exit, Failure};
use super::session::Session;

/// Show when each wording of a quote first appeared, and from which it came
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Words of the quote, its id, @FILE, or - for standard input
    #[arg(value_name = "TEXT|ID")]
    pub quote: String,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build has no history yet"))
}
