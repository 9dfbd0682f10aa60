//! `find`: where terms stand in quotes and texts.

use super::answers;
use super::exit::{Exit, Failure};
use super::session::{Format, Session};
use crate::report::{human, json};
use crate::store::Filter;

/// Search quotes and texts for terms, which are literal
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Terms that must all stand in the quote or sentence; letter case and typography aside
    #[arg(required = true, value_name = "TERMS")]
    pub terms: Vec<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json])?;
    if args.terms.iter().all(|term| term.trim().is_empty()) {
        return Err(Failure::usage("there is no term to look for").hint("give a word or more"));
    }
    let collection = session.collection()?;
    let answer = collection.find(&args.terms, &Filter::default())?;
    let look = answers::look_for_hits(session, &collection, &answer)?;
    session.answer(|out| match format {
        Format::Json => json::find(&answer, out),
        _ => human::find(&answer, &look, out),
    })?;
    Ok(if answer.hits.is_empty() { Exit::Finding } else { Exit::Fine })
}
