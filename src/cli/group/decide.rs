//! `group merge`, `split`, `undo` and `log`: a person's decisions about the grouping.

use crate::cli::exit::{Exit, Failure};
use crate::cli::session::{Format, Session};
use crate::collection::CollectionError;
use crate::model::{DecidedReport, Decision};
use crate::pipeline::{self, DecideError};
use crate::report::{Look, ShortIds, human, json};
use crate::store::{Store, StoreError};

/// What a person decides about the grouping.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Decide that these quotes are one utterance
    Merge {
        /// Ids of the quotes, or of any wording or appearance in them
        #[arg(value_name = "ID", required = true, num_args = 2..)]
        ids: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// Decide that these wordings or appearances are another utterance than the rest of their quote
    ///
    /// A wording takes along whatever else has its words, now and later; an appearance goes alone,
    /// but for the same words in other revisions of its article.
    Split {
        /// Ids of wordings (w:) or appearances (x:) of one quote
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        #[command(flatten)]
        why: Why,
    },
    /// Take back a decision: the latest, or the one named
    Undo {
        /// Number of the decision, or an id of the quote that it is about
        #[arg(value_name = "N|ID")]
        which: Option<String>,
        #[command(flatten)]
        why: Why,
    },
    /// List all decisions in the order in which they were taken; a later one prevails
    Log,
}

/// The reason for a decision.
#[derive(Debug, clap::Args)]
pub(super) struct Why {
    /// Why, kept with the decision
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Runs the command.
pub(super) fn run(command: &Command, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json])?;
    let mut store = Store::open_existing(&session.db).map_err(unusable)?;
    let answer = match command {
        Command::Merge { ids, why } => pipeline::merge(&mut store, ids, why.note.as_deref()),
        Command::Split { ids, why } => pipeline::split(&mut store, ids, why.note.as_deref()),
        Command::Undo { which, why } => {
            pipeline::undo(&mut store, which.as_deref(), why.note.as_deref())
        }
        Command::Log => return list(&store, format, session),
    };
    let answer = answer.map_err(refused)?;
    let look = look(session, &store, std::slice::from_ref(&answer.decision))?;
    write(&answer, format, &look, session)?;
    Ok(Exit::Fine)
}

fn write(
    answer: &DecidedReport,
    format: Format,
    look: &Look,
    session: &Session,
) -> Result<(), Failure> {
    session.answer(|out| match format {
        Format::Json => json::decided(answer, out),
        _ => human::decided(answer, look, out),
    })
}

fn list(store: &Store, format: Format, session: &Session) -> Result<Exit, Failure> {
    let answer = pipeline::journal(store).map_err(unusable)?;
    let look = look(session, store, &answer.decisions)?;
    session.answer(|out| match format {
        Format::Json => json::journal(&answer, out),
        _ => human::journal(&answer, &look, out),
    })?;
    Ok(Exit::Fine)
}

/// Returns the session's page with short forms for what decisions named and concern.
fn look(session: &Session, store: &Store, decisions: &[Decision]) -> Result<Look, Failure> {
    let mut short = ShortIds::default();
    for decision in decisions {
        let quotes = decision.quotes.iter().map(ToString::to_string);
        for id in quotes.chain(decision.asked.iter().cloned()) {
            // Short forms are of present ids; what a decision named may stand for another by now.
            if let Ok(Some(resolved)) = store.resolve(&id)
                && resolved.to_string() == id
            {
                short.learn(&id, &store.shortened(resolved).map_err(unusable)?);
            }
        }
    }
    Ok(Look { ids: short, ..session.look.clone() })
}

fn unusable(error: StoreError) -> Failure {
    Failure::from(CollectionError::from(error))
}

fn refused(error: DecideError) -> Failure {
    let exit = match error {
        DecideError::Store(error) => return unusable(error),
        _ if error.is_finding() => Exit::Finding,
        _ => Exit::Usage,
    };
    let hint = error.hint();
    let failure = Failure::of(exit, error);
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
