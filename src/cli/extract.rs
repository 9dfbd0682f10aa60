//! `extract`: articles in, appearances out, without a database; with `--explain`, why.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde_json::Value;

use super::exit::{Exit, Failure};
use super::session::{Format, Session};
use crate::extract;
use crate::pipeline::{self, Item, Work};
use crate::read::{self, ReadError};
use crate::report::{human, lines};

/// Print the quotes of articles as JSON Lines, without a database
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files or folders of texts, pages, tables, feeds and archives; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Print for people each quote in its sentence, with what decided about it and its speaker
    #[arg(long)]
    pub explain: bool,

    /// Threads that read and extract [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    if args.explain {
        session.format(&[Format::Human])?;
    } else {
        session.format(&[Format::Jsonl, Format::Json])?;
    }
    let listing = read::list(&args.paths, None, None);
    let jobs = args.jobs.map_or_else(pipeline::default_jobs, usize::from);
    let work = Work { jobs, ..Work::default() };
    let explains = args.explain;
    let mut output = Output { session, explains, failed: 0, written: Ok(()) };
    session.answer(|out| {
        for error in &listing.failed {
            output.fail(&Value::from(error.source_name()), error, out)?;
        }
        pipeline::each_article(listing.sources, &work, |item| output.take(item, out));
        std::mem::replace(&mut output.written, Ok(()))
    })?;
    Ok(if output.failed == 0 { Exit::Fine } else { Exit::Unreadable })
}

/// Writes one line an article, or a page where it explains, and remembers whether all could be read.
struct Output<'a> {
    session: &'a Session,
    explains: bool,
    failed: usize,
    written: io::Result<()>,
}

impl Output<'_> {
    fn take<W: Write>(&mut self, item: Item, out: &mut BufWriter<W>) -> ControlFlow<()> {
        let id = item.id.unwrap_or_else(|| Value::from(item.source_name));
        self.written = match item.result {
            Ok((article, _)) if self.explains => {
                let found = extract::explain(&article.text, article.facts.title());
                human::explain(&article, &found, &self.session.look, out)
            }
            Ok((article, quotations)) => lines::extracted(&id, &article, &quotations, out),
            Err(error) if error.is_passed_over() => {
                self.pass_over(&error);
                Ok(())
            }
            Err(error) => self.fail(&id, &error, out),
        };
        if self.written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Says of what is no article, such as a picture beside a page, that it was not read.
    fn pass_over(&self, error: &ReadError) {
        if self.session.verbose {
            self.session.note(&format!("{} {}", error.source_name(), error.reason()));
        }
    }

    fn fail(&mut self, id: &Value, error: &ReadError, out: &mut impl Write) -> io::Result<()> {
        self.failed += 1;
        let (name, reason, hint) = (error.source_name(), error.reason(), error.hint());
        self.session.note(&format!("{name} {reason}; {hint}"));
        if self.explains { Ok(()) } else { lines::failed(id, &reason, out) }
    }
}
