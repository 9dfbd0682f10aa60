//! `check`: is this quote verbatim?

mod batch;

use super::answers;
use super::exit::{Exit, Failure};
use super::session::{Format, Session, text_argument};
use crate::collection::{CheckRequest, Collection};
use crate::model::{Check, PublishedDate, Verdict};
use crate::report::{human, json};
use crate::store::Filter;

/// Check whether a quote is verbatim, and what differs if not
///
/// The text may come with its quotation marks. -, @FILE and @@ mean standard input, a file, and a
/// literal @. A text that begins with a hyphen stands after --.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Text to check, @FILE, or - for standard input
    #[arg(required_unless_present = "batch", value_name = "TEXT")]
    pub text: Option<String>,

    /// Check each line of JSON Lines, a file or -: {"id", "text", "speaker"?}
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "speaker"])]
    pub batch: Option<String>,

    /// Threads that answer the lines of --batch [default: one a core]
    #[arg(long, value_name = "N", conflicts_with = "text", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// Compare with the speaker that the articles name
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// Search only articles of this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Search only articles that may have been published on this date or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<PublishedDate>,

    /// Search only articles that may have been published on this date or earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<PublishedDate>,

    /// Exit with 1 also for typography, disclosed cuts, warnings, and what is contested or ambiguous
    #[arg(long)]
    pub strict: bool,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json])?;
    let filter = filter(args)?;
    if let Some(input) = &args.batch {
        return batch::run(args, &filter, input, session);
    }
    let text = text_argument(args.text.as_deref().unwrap_or_default())?;
    let collection = session.collection()?;
    note_unknown_outlet(&filter, &collection, session)?;
    let request = CheckRequest { text, speaker: args.speaker.clone(), filter };
    let answer = collection.check(&request)?;
    let exit = exit(&answer, args.strict);
    let look = answers::look_for_check(session, &collection, &answer)?;
    session.answer(|out| match format {
        Format::Json => json::check(&answer, out),
        _ => human::check(&answer, exit.code(), &look, out),
    })?;
    Ok(exit)
}

/// Outlets of like names that are told.
const MOST_ALIKE: usize = 5;

/// Says so where no outlet has the name that is asked for, with those that have it in theirs.
fn note_unknown_outlet(
    filter: &Filter,
    collection: &Collection,
    session: &Session,
) -> Result<(), Failure> {
    let Some(asked) = &filter.outlet else { return Ok(()) };
    let outlets = collection.outlet_names()?;
    if outlets.iter().any(|name| filter.admits_outlet(Some(name))) {
        return Ok(());
    }
    let wanted = asked.trim().to_lowercase();
    let is_alike = |name: &&String| {
        let name = name.to_lowercase();
        name.contains(&wanted) || wanted.contains(&name)
    };
    let alike: Vec<&str> = outlets.iter().filter(is_alike).map(String::as_str).collect();
    let alike = match alike.as_slice() {
        [] => String::new(),
        some => format!("; of like names: {}", some[..some.len().min(MOST_ALIKE)].join(", ")),
    };
    let all = outlets.len();
    session.note(&format!("note: none of the {all} outlets here is called “{asked}”{alike}"));
    Ok(())
}

/// Returns the articles that the options leave to search.
fn filter(args: &Args) -> Result<Filter, Failure> {
    if let (Some(since), Some(until)) = (&args.since, &args.until)
        && until.is_before(since)
    {
        let what = format!("--since {} is later than --until {}", since.as_str(), until.as_str());
        return Err(Failure::usage(what).hint("give the earlier date to --since"));
    }
    Ok(Filter { outlet: args.outlet.clone(), since: args.since.clone(), until: args.until.clone() })
}

/// Returns how the process ends after this answer.
pub(super) fn exit(answer: &Check, is_strict: bool) -> Exit {
    let is_doubtful = matches!(answer.verdict, Verdict::Typographic | Verdict::Elided)
        || !answer.warnings.is_empty()
        || !answer.ambiguous.is_empty()
        || answer.contested;
    if !answer.verdict.is_pass() || (is_strict && is_doubtful) { Exit::Finding } else { Exit::Fine }
}

/// Answers one text, without the global state of a command line.
pub(super) fn answer(collection: &Collection, text: &str) -> Result<Check, Failure> {
    let request = CheckRequest { text: text.to_owned(), ..CheckRequest::default() };
    Ok(collection.check(&request)?)
}
