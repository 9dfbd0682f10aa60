//! `demo`: the main job on the built-in samples.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::exit::{Exit, Failure};
use super::samples;
use super::session::{Format, Session};
use super::{answers, check};
use crate::collection::{Collection, CollectionError};
use crate::pipeline::{self, Ingest};
use crate::report::human;
use crate::store::Store;

/// Show check, outlets, diff, history and copies on the built-in samples
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// A line in which one outlet dropped a word.
const LINE: &str = "At every opportunity before they returned home, I adamantly demanded their \
                    release to Canada without delay.";

/// A line that a primary source has, its "not" taken out.
const ALTERED: &str = "I want to make everyone understand fully that Han Dong is an outstanding \
                       member of our team, and suggestions that he is somehow loyal to Canada \
                       should not be entertained";

/// Runs the command.
pub(super) fn run(_args: &Args, session: &Session) -> Result<Exit, Failure> {
    session.format(&[Format::Human])?;
    let folder = TemporaryFolder::new()?;
    let collection = ingest(folder.path())?;
    let mut page = Vec::new();
    show(session, &collection, &mut page)?;
    session.answer(|out| out.write_all(&page))?;
    Ok(Exit::Fine)
}

/// Takes the samples into a collection in memory.
fn ingest(folder: &Path) -> Result<Collection, Failure> {
    let (name, manifest) = samples::MANIFEST;
    let files = samples::ARTICLES.iter().copied().chain([(name, manifest)]);
    for (name, content) in files {
        fs::write(folder.join(name), content).map_err(|error| unwritable(folder, error))?;
    }
    let mut store = Store::open_in_memory().map_err(CollectionError::from)?;
    let paths: Vec<PathBuf> = samples::ARTICLES.iter().map(|(name, _)| folder.join(name)).collect();
    let manifest = folder.join(name);
    let request = Ingest {
        paths: &paths,
        manifest: Some(&manifest),
        kind: None,
        keeps_raw: true,
        is_dry_run: false,
        jobs: pipeline::default_jobs(),
        stop: &AtomicBool::new(false),
    };
    pipeline::ingest(&mut store, &request, &mut |_| {})
        .map_err(|error| Failure::of(Exit::Unreadable, error))?;
    Ok(Collection::new(store))
}

fn unwritable(folder: &Path, error: io::Error) -> Failure {
    Failure::unreadable(format!("could not write the samples to {}", folder.display()))
        .because(error)
        .hint("set TMPDIR to a folder that you may write to")
}

/// Writes each answer below the command that gives it on one's own files.
fn show(session: &Session, collection: &Collection, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "Seven sample articles, from outlets that are invented; see samples/README.md.")?;
    command(out, "quotetrail ingest samples --manifest samples/manifest.csv")?;

    for text in [LINE, ALTERED] {
        command(out, &format!("quotetrail check \"{text}\""))?;
        let answer = check::answer(collection, text)?;
        let look = answers::look_for_check(session, collection, &answer)?;
        human::check(&answer, check::exit(&answer, false).code(), &look, out)?;
    }
    let quote = collection.find_quote(LINE)?.id;
    let look = answers::look_for_quotes(session, collection, [quote])?;
    let id = look.ids.show(quote);
    command(out, &format!("quotetrail outlets {id}"))?;
    human::outlets(&collection.outlets(quote)?, &look, out)?;

    let quote = collection.find_quote(ALTERED)?.id;
    let look = answers::look_for_quotes(session, collection, [quote])?;
    let id = look.ids.show(quote);
    command(out, &format!("quotetrail diff {id}"))?;
    human::diff(&collection.diff(quote)?, false, &look, out)?;
    command(out, &format!("quotetrail history {id}"))?;
    human::history(&collection.history(quote)?, &look, out)?;

    command(out, "quotetrail copies")?;
    let answer = collection.copies()?;
    let look = answers::look_for_articles(session, collection, &answer)?;
    human::copies(&answer, false, &look, out)?;
    writeln!(out, "\nOn your own files: quotetrail ingest FOLDER, then any of these.")?;
    Ok(())
}

fn command(out: &mut impl Write, line: &str) -> io::Result<()> {
    writeln!(out, "\n$ {line}")
}

/// Names tried for the folder of the samples.
const MOST_TRIES: u32 = 100;

/// A folder that is gone when the demo is.
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Makes a folder that nobody else has: a run that was killed may have left one behind.
    fn new() -> Result<Self, Failure> {
        let parent = std::env::temp_dir();
        let mut number = 0;
        loop {
            let name = format!("quotetrail-demo-{}-{number}", std::process::id());
            let path = parent.join(name);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && number < MOST_TRIES =>
                {
                    number += 1;
                }
                Err(error) => return Err(unwritable(&parent, error)),
            }
        }
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What cannot be removed is a few kilobytes in the folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}
