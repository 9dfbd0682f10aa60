//! What the global options say, and the ways in and out that every command shares.

use std::fs;
use std::io::{self, BufWriter, Read, StdoutLock, Write};
use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::terminal::{self, ColorChoice};
use crate::report::Look;

/// The database where neither `--db` nor `$QUOTETRAIL_DB` names one.
const DEFAULT_DATABASE: &str = "quotes.db";

/// Options that every command takes, before or after its name.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Options {
    /// Collection to use [default: $QUOTETRAIL_DB, else quotes.db]
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,

    /// Form of the answer: human, json, csv (outlets, history, copies, export), jsonl (export)
    #[arg(long, global = true, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<Format>,

    /// When to use colour: auto, always or never; NO_COLOR is respected
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub color: ColorChoice,

    /// Say nothing on standard error but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// Say more on standard error
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Text for people
    Human,
    /// JSON, with a schema_version
    Json,
    /// CSV after RFC 4180: outlets, history, copies, export
    Csv,
    /// JSON Lines: export
    Jsonl,
}

/// One run of the program.
#[derive(Debug)]
pub struct Session {
    /// The collection's file.
    pub db: PathBuf,
    /// How answers look.
    pub look: Look,
    /// Nothing but errors on standard error.
    pub quiet: bool,
    /// More on standard error.
    pub verbose: bool,
    format: Option<Format>,
}

impl Session {
    /// Returns the session that `options` ask for.
    pub fn new(options: Options) -> Self {
        Self {
            db: options.db.unwrap_or_else(default_database),
            look: terminal::look(options.color),
            quiet: options.quiet,
            verbose: options.verbose,
            format: options.format,
        }
    }

    /// Returns the form that was asked for, else the first of `offered`.
    ///
    /// # Errors
    ///
    /// Refuses a form that is not among `offered`.
    pub fn format(&self, offered: &[Format]) -> Result<Format, Failure> {
        let first = offered.first().copied().unwrap_or(Format::Human);
        let wanted = self.format.unwrap_or(first);
        if offered.contains(&wanted) {
            return Ok(wanted);
        }
        let names: Vec<String> = offered.iter().map(|format| format.name()).collect();
        Err(Failure::usage(format!("this command has no {} form", wanted.name()))
            .hint(format!("--format takes {} here", names.join(" or "))))
    }

    /// Says whether `--format` was given at all.
    pub fn states_format(&self) -> bool {
        self.format.is_some()
    }

    /// Writes an answer to standard output and flushes it.
    ///
    /// Whoever stops reading early has seen enough: a closed pipe is no failure.
    ///
    /// # Errors
    ///
    /// Fails where standard output does.
    pub fn answer(
        &self,
        write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        match write(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        }
    }

    /// Says something on standard error, unless `--quiet`.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            // Nobody is left to tell where standard error is closed.
            let _ = writeln!(io::stderr().lock(), "{}", terminal::visible(message));
        }
    }
}

impl Format {
    fn name(self) -> String {
        clap::ValueEnum::to_possible_value(&self)
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }
}

fn default_database() -> PathBuf {
    std::env::var_os("QUOTETRAIL_DB")
        .filter(|value| !value.is_empty())
        .map_or_else(|| PathBuf::from(DEFAULT_DATABASE), PathBuf::from)
}

/// Returns the text that an argument stands for: itself, `@FILE`, or `-` for standard input.
///
/// `@@` begins a text with a literal `@`. A byte-order mark and line breaks at the ends are no
/// part of a text.
///
/// # Errors
///
/// Fails on an empty text and on a file that cannot be read or is not UTF-8.
pub fn text_argument(argument: &str) -> Result<String, Failure> {
    let text = match (argument, argument.strip_prefix('@')) {
        ("-", _) => read_stdin()?,
        (_, Some(literal)) if literal.starts_with('@') => literal.to_owned(),
        (_, Some(path)) => read_file(Path::new(path))?,
        (text, None) => text.to_owned(),
    };
    let trimmed = text.trim_start_matches('\u{feff}').trim_matches(['\r', '\n']);
    if trimmed.trim().is_empty() {
        let (exit, what) = match argument {
            "-" => (Exit::Unreadable, "standard input has no text in it".to_owned()),
            argument if text == argument => {
                (Exit::Usage, "there is no text to look for".to_owned())
            }
            argument => (Exit::Unreadable, format!("{} has no text in it", &argument[1..])),
        };
        return Err(Failure::new(exit, what).hint("give the words, @FILE or - for standard input"));
    }
    Ok(trimmed.to_owned())
}

/// Reads a whole file as UTF-8.
///
/// # Errors
///
/// Fails where it cannot be read or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, Failure> {
    let failure = || Failure::unreadable(format!("could not read {}", path.display()));
    let bytes = fs::read(path).map_err(|error| {
        let hint = "check the path; a text that begins with @ is written with @@";
        failure().because(error).hint(hint)
    })?;
    String::from_utf8(bytes)
        .map_err(|error| failure().because(error.utf8_error()).hint("convert it to UTF-8"))
}

/// Reads standard input to its end as UTF-8.
///
/// # Errors
///
/// Fails where it cannot be read or is not UTF-8.
pub fn read_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    io::stdin()
        .lock()
        .read_to_string(&mut text)
        .map_err(|error| Failure::unreadable("could not read standard input").because(error))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_at_signs_begin_a_literal_one() {
        let literal = text_argument("@@sara wrote it").map_err(|failure| failure.to_string());
        assert_eq!(literal.as_deref(), Ok("@sara wrote it"));
    }

    #[test]
    fn an_empty_text_is_wrong_usage_and_an_unknown_file_is_unreadable() {
        let exit = |argument| text_argument(argument).map_err(|failure| failure.exit());
        assert_eq!(exit("  "), Err(Exit::Usage));
        assert_eq!(exit("@no/such/file"), Err(Exit::Unreadable));
    }
}
