//! `history`: when each wording first appeared, and from which it came.

use super::answers::{self, Shown};
use super::exit::{Exit, Failure};
use super::session::{Format, Session};
use crate::report::{csv, human, json};

/// Show when each wording of a quote first appeared, and from which it came
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Words of the quote, its id, @FILE, or - for standard input
    #[arg(value_name = "TEXT|ID")]
    pub quote: String,

    #[command(flatten)]
    pub shown: Shown,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json, Format::Csv])?;
    let collection = session.collection()?;
    let quote = answers::quote(session, &collection, &args.quote)?;
    let mut answer = collection.history(quote)?;
    args.shown.ignored()?.leave_out_of_history(&mut answer);
    let look = answers::look_for_quotes(
        session,
        &collection,
        answer.possible.iter().copied().chain([quote]),
    )?;
    session.answer(|out| match format {
        Format::Json => json::history(&answer, out),
        Format::Csv => csv::history(&answer, out),
        _ => human::history(&answer, &look, out),
    })?;
    Ok(Exit::Fine)
}
