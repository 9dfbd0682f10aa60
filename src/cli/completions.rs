//! `completions`: what a shell needs to complete the command line.

use std::io::Write;

use clap_complete::Shell;

use super::exit::{Exit, Failure};
use super::session::Session;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Shell to print it for
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "quotetrail", &mut script);
    session.answer(|out| out.write_all(&script))?;
    Ok(Exit::Fine)
}
