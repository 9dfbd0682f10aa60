//! `ingest`: articles into the collection.

use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::session::Session;

/// Read articles, extract their quotes and store both
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders of .txt and .jsonl; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// CSV of what is known about the files: file,outlet,published,url,title,kind
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,

    /// Print "stored SHA256" for each article once it is on disk
    #[arg(long)]
    pub acknowledge: bool,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build cannot ingest yet"))
}
