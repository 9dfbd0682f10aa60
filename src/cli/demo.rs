//! `demo`: the main job on the built-in samples.

use super::exit::{Exit, Failure};
use super::session::Session;

/// Show check, outlets, diff, history and copies on the built-in samples
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build has no demo yet"))
}
