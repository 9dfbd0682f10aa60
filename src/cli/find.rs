//! `find`: where terms stand in quotes and texts.

use super::exit::{Exit, Failure};
use super::session::Session;

/// Search quotes and texts for terms, which are literal
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Terms that must all stand in the quote or text
    #[arg(required = true, value_name = "TERMS")]
    pub terms: Vec<String>,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build has no find yet"))
}
