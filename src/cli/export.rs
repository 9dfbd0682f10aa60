//! `export`: quote histories for a spreadsheet or a script.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::answers;
use super::exit::{Exit, Failure};
use super::session::{Format, Session};
use crate::collection::Collection;
use crate::model::{Appearance, HistoryReport};
use crate::report::{csv, json};

/// Export quote histories as CSV or JSON Lines, one row an appearance
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Export only this quote
    #[arg(long, value_name = "ID")]
    pub quote: Option<String>,

    /// Include labels: scare quotes, titles of works, nicknames
    #[arg(long)]
    pub labels: bool,

    /// Write a byte-order mark and CRLF, which spreadsheets expect
    #[arg(long)]
    pub excel: bool,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let format = session.format(&[Format::Csv, Format::Jsonl, Format::Json])?;
    let collection = session.collection()?;
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => {
            let out = BufWriter::new(io::stdout().lock());
            write(args, format, session, &collection, out)?;
        }
        Some(path) => {
            refuse_own_files(path, &session.db)?;
            let failure = || Failure::unreadable(format!("could not write {}", path.display()));
            let file = File::create(path).map_err(|error| {
                failure()
                    .because(error)
                    .hint("check that its folder exists and that you may write there")
            })?;
            write(args, format, session, &collection, BufWriter::new(file))?;
        }
    }
    Ok(Exit::Fine)
}

/// Refuses to write over the collection, or the files that SQLite keeps beside it.
fn refuse_own_files(path: &Path, db: &Path) -> Result<(), Failure> {
    let beside = |suffix: &str| {
        let mut name = db.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let is_same = |own: &Path| match (path.canonicalize(), own.canonicalize()) {
        (Ok(path), Ok(own)) => path == own,
        _ => path == own,
    };
    if ["", "-wal", "-shm"].iter().any(|suffix| is_same(&beside(suffix))) {
        return Err(Failure::usage(format!("{} is the collection itself", path.display()))
            .hint("name another file"));
    }
    Ok(())
}

fn write(
    args: &Args,
    format: Format,
    session: &Session,
    collection: &Collection,
    out: impl Write,
) -> Result<(), Failure> {
    let mut rows = Rows::new(format, args.excel, out)?;
    match &args.quote {
        Some(id) => {
            let quote = answers::quote(session, collection, id)?;
            rows.quote(&collection.history(quote)?)?;
        }
        None => {
            let with_words_around = matches!(rows, Rows::Jsonl(_));
            let each = |history| Ok::<_, Failure>(rows.quote(&history)?);
            collection.each_history(with_words_around, each)?;
        }
    }
    if args.labels {
        collection.labels()?.iter().try_for_each(|label| rows.label(label))?;
    }
    Ok(rows.finish()?)
}

/// Where the rows go, in one of the two forms.
enum Rows<W: Write> {
    Csv(Box<csv::Export<W>>),
    Jsonl(W),
}

impl<W: Write> Rows<W> {
    fn new(format: Format, is_for_spreadsheets: bool, out: W) -> io::Result<Self> {
        Ok(match format {
            Format::Jsonl | Format::Json => Self::Jsonl(out),
            _ => Self::Csv(Box::new(csv::Export::new(out, is_for_spreadsheets)?)),
        })
    }

    fn quote(&mut self, quote: &HistoryReport) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.quote(quote),
            Self::Jsonl(out) => json::export_quote(quote, out),
        }
    }

    fn label(&mut self, label: &Appearance) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.label(label),
            Self::Jsonl(out) => json::export_label(label, out),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.finish(),
            Self::Jsonl(mut out) => out.flush(),
        }
    }
}
