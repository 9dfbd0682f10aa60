//! `copies`: articles that are made from one another.

use super::exit::{Exit, Failure};
use super::session::Session;

/// List articles that reprint, paraphrase or rewrite one another
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build has no copies yet"))
}
