//! `group`: appearances in, quotes out; and what people decide about the quotes of a collection.

mod decide;
mod lines;

use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::session::Session;

/// Group wordings of one utterance, or decide which belong together
///
/// With a file, groups JSON Lines without a database. The commands below change a collection: what
/// they decide wins over the machine, outlasts every further ingest, and can be undone.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Args {
    /// JSON Lines with quote_id and text; - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub input: Option<PathBuf>,

    #[command(subcommand)]
    command: Option<decide::Command>,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    match (&args.command, &args.input) {
        (Some(command), _) => decide::run(command, session),
        (None, Some(input)) => lines::run(input, session),
        (None, None) => Err(Failure::usage("there is nothing to group")
            .hint("name a file of JSON Lines, - for standard input, or merge, split, undo, log")),
    }
}
