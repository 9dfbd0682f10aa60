//! `outlets`: who ran a quote, when and in which wording.

use super::exit::{Exit, Failure};
use super::session::Session;

/// List every outlet that ran a quote, with date, wording, link and hash
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Words of the quote, its id, @FILE, or - for standard input
    #[arg(value_name = "TEXT|ID")]
    pub quote: String,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build has no outlets yet"))
}
