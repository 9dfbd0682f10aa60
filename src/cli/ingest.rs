//! `ingest`: articles into the collection.

use std::io::{self, Write};
use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::interrupt::Interrupt;
use super::progress::Progress;
use super::session::{Format, Session};
use crate::model::ArticleKind;
use crate::pipeline::{self, Event, Ingest, Ingested};
use crate::report::{human, json};
use crate::store::{PutAction, PutOutcome, Store};

/// Read articles, extract their quotes and store both
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders of texts, pages, tables, feeds and archives; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// CSV of what is known about the files: file,outlet,published,url,title,kind,modified
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,

    /// What the articles are, where the manifest does not say: report, or primary for transcripts,
    /// statements and captions: what was really said
    #[arg(long, value_name = "KIND")]
    pub kind: Option<ArticleKind>,

    /// Print "stored SHA256" for each article once it is on disk
    #[arg(long)]
    pub acknowledge: bool,

    /// Keep no bytes of pages and other files that differ from the text taken out of them
    #[arg(long)]
    pub no_raw: bool,

    /// Read everything and say what would be stored, and store nothing
    #[arg(long, conflicts_with = "acknowledge")]
    pub dry_run: bool,

    /// Threads that read and extract [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Human, Format::Json])?;
    let mut store = match args.dry_run {
        // A rehearsal leaves no file behind.
        true if !session.db.exists() => Store::open_in_memory()?,
        true => Store::open_existing(&session.db)?,
        false => Store::open(&session.db)?,
    };
    let interrupt = Interrupt::listen();
    let request = Ingest {
        paths: &args.paths,
        manifest: args.manifest.as_deref(),
        kind: args.kind,
        keeps_raw: !args.no_raw,
        is_dry_run: args.dry_run,
        jobs: args.jobs.map_or_else(pipeline::default_jobs, usize::from),
        stop: interrupt.asked(),
    };
    let mut progress = Progress::new(session);
    let done = pipeline::ingest(&mut store, &request, &mut |event| {
        progress.note(&event);
        match event {
            Event::Committed(outcomes) if args.acknowledge => acknowledge(outcomes),
            // All that was read is on disk, and grouping can be done again.
            Event::Grouping => interrupt.allow_at_once(),
            Event::PassedOver(error) if session.verbose => {
                session.note(&format!("{} {}", error.source_name(), error.reason()));
            }
            _ => {}
        }
    });
    progress.finish();
    let Ingested { report, is_interrupted } = done?;
    session.answer(|out| match format {
        Format::Json => json::ingest(&report, out),
        _ => human::ingest(&report, &session.look, out),
    })?;
    if is_interrupted {
        session.note(
            "interrupted: what is counted above is stored; the next ingest groups its quotes",
        );
        return Ok(Exit::Interrupted);
    }
    Ok(if report.failed.is_empty() { Exit::Fine } else { Exit::Unreadable })
}

/// Says which articles are on disk, so that a script may rely on it.
fn acknowledge(outcomes: &[PutOutcome]) {
    let mut out = io::stdout().lock();
    let is_new =
        |outcome: &&PutOutcome| matches!(outcome.action, PutAction::Stored | PutAction::Revision);
    for outcome in outcomes.iter().filter(is_new) {
        // Nobody is left to tell where standard output is closed; the articles are stored anyway.
        let _ = writeln!(out, "stored {}", outcome.text_sha256);
    }
    let _ = out.flush();
}
