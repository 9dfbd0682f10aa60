//! `copies`: articles that are made from one another.

use super::answers;
use super::exit::{Exit, Failure};
use super::session::{Format, Session};
use crate::report::{csv, human, json};

/// List articles that reprint, paraphrase or rewrite one another
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json, Format::Csv])?;
    let collection = session.collection()?;
    let answer = collection.copies()?;
    let look = answers::look_for_articles(session, &collection, &answer)?;
    session.answer(|out| match format {
        Format::Json => json::copies(&answer, out),
        Format::Csv => csv::copies(&answer, out),
        _ => human::copies(&answer, false, &look, out),
    })?;
    Ok(Exit::Fine)
}
