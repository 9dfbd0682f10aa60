//! `diff`: how wordings, or two articles, differ.

use super::answers::{self, Shown};
use super::exit::{Exit, Failure};
use super::session::{Format, Session};
use crate::report::{csv, human, json};

/// Compare the wording of a quote across outlets, word by word
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Words of the quote, its id, @FILE, or - for standard input
    #[arg(required_unless_present = "articles", value_name = "TEXT|ID")]
    pub quote: Option<String>,

    /// Compare two articles instead: id, SHA-256, address or file name of each
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "quote")]
    pub articles: Option<Vec<String>>,

    #[command(flatten)]
    pub shown: Shown,

    /// Show nothing but the changes and a few words around each
    #[arg(long, conflicts_with = "articles")]
    pub changes_only: bool,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    match (&args.quote, args.articles.as_deref()) {
        (Some(quote), _) => wordings(quote, args, session),
        (None, Some([left, right])) => articles(left, right, session),
        (None, _) => Err(Failure::usage("neither a quote nor two articles are named")
            .hint("give the words of a quote, its id, or --articles A B")),
    }
}

fn wordings(quote: &str, args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json])?;
    let collection = session.collection()?;
    let quote = answers::quote(session, &collection, quote)?;
    let mut answer = collection.diff(quote)?;
    args.shown.ignored()?.leave_out_of_diff(&mut answer);
    let look = answers::look_for_quotes(
        session,
        &collection,
        answer.possible.iter().copied().chain([quote]),
    )?;
    session.answer(|out| match format {
        Format::Json => json::diff(&answer, out),
        _ => human::diff(&answer, args.changes_only, &look, out),
    })?;
    Ok(Exit::Fine)
}

fn articles(left: &str, right: &str, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json, Format::Csv])?;
    let collection = session.collection()?;
    let answer = collection.diff_articles(left, right)?;
    let look = answers::look_for_articles(session, &collection, &answer)?;
    session.answer(|out| match format {
        Format::Json => json::copies(&answer, out),
        Format::Csv => csv::copies(&answer, out),
        _ => human::copies(&answer, true, &look, out),
    })?;
    Ok(Exit::Fine)
}
