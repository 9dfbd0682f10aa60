//! `check`: is this quote verbatim?

use super::exit::{Exit, Failure};
use super::session::Session;
use crate::model::PublishedDate;

/// Check whether a quote is verbatim, and what differs if not
///
/// The text may come with its quotation marks. -, @FILE and @@ mean standard input, a file, and a
/// literal @.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Text to check, @FILE, or - for standard input
    #[arg(required_unless_present = "batch", value_name = "TEXT")]
    pub text: Option<String>,

    /// Check each line of JSON Lines: {"id", "text", "speaker"?}
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "speaker"])]
    pub batch: Option<String>,

    /// Compare with the speaker that the articles name
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// Search only articles of this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Search only articles published on this date or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<PublishedDate>,

    /// Search only articles published on this date or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<PublishedDate>,

    /// Exit with 1 also for typography, disclosed cuts, warnings, and what is contested or ambiguous
    #[arg(long)]
    pub strict: bool,
}

/// Runs the command.
pub(super) fn run(_args: &Args, _session: &Session) -> Result<Exit, Failure> {
    Err(Failure::usage("this build cannot check yet"))
}
