//! `verify`: is the collection what it was when it was stored?

use super::exit::{Exit, Failure};
use super::session::Session;

/// Hash every text and slice every appearance again, and compare
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build cannot verify yet"))
}
