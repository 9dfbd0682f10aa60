//! `export`: quote histories for a spreadsheet or a script.

use super::exit::{Exit, Failure};
use super::session::Session;

/// Export quote histories as CSV or JSON Lines, one row an appearance
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Export only this quote
    #[arg(long, value_name = "ID")]
    pub quote: Option<String>,

    /// Include labels: scare quotes, titles of works, nicknames
    #[arg(long)]
    pub labels: bool,

    /// Write a byte-order mark and CRLF, which spreadsheets expect
    #[arg(long)]
    pub excel: bool,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<std::path::PathBuf>,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build has no export yet"))
}
