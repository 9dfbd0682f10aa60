//! `verify`: is the collection what it was when it was stored?

use super::exit::{Exit, Failure};
use super::session::{Format, Session};
use crate::pipeline;
use crate::report::{human, json};
use crate::store::Store;

/// Hash every text, slice every appearance and index every word again, and compare
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json])?;
    let report = pipeline::verify(&Store::open_existing(&session.db)?)?;
    session.answer(|out| match format {
        Format::Json => json::verify(&report, out),
        _ => human::verify(&report, &session.look, out),
    })?;
    Ok(if report.failures.is_empty() { Exit::Fine } else { Exit::Integrity })
}
