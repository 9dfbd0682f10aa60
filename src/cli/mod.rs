//! One file a subcommand, exit codes, the terminal.
//!
//! Each command's `Args` doc comments are its help text; its `run` loads, calls one stage or two
//! and hands the result to a report.

pub mod exit;
pub mod session;
pub mod terminal;

mod answers;
mod check;
mod completions;
mod copies;
mod demo;
mod diff;
mod export;
mod extract;
mod failures;
mod find;
mod group;
mod history;
mod ingest;
mod interrupt;
mod man;
mod outlets;
mod progress;
mod samples;
mod verify;

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use exit::{Exit, Failure};
use session::{Options, Session};

/// Track who ran which quote, in which wording, when, and what was changed on the way
#[derive(Debug, Parser)]
#[command(name = "quotetrail", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    options: Options,
}

const EXIT_CODES: &str = "\
Exit codes: 0 fine, 1 a finding, 2 wrong usage, 3 an input or the database cannot be read or
written, 4 the collection fails its integrity check, 130 interrupted.

Begin with: quotetrail demo";

#[derive(Debug, Subcommand)]
enum Command {
    Ingest(ingest::Args),
    Check(check::Args),
    Outlets(outlets::Args),
    Diff(diff::Args),
    History(history::Args),
    Export(export::Args),
    Find(find::Args),
    Copies(copies::Args),
    Verify(verify::Args),
    Extract(extract::Args),
    Group(group::Args),
    Demo(demo::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    let session = Session::new(cli.options);
    match run(&cli.command, &session) {
        Ok(exit) => exit.into(),
        Err(failure) if failure.is_closed_pipe() => Exit::Fine.into(),
        Err(failure) => {
            // Nobody is left to tell where standard error is closed.
            let _ = failure.print(&mut io::stderr().lock());
            failure.exit().into()
        }
    }
}

fn run(command: &Command, session: &Session) -> Result<Exit, Failure> {
    match command {
        Command::Ingest(args) => ingest::run(args, session),
        Command::Check(args) => check::run(args, session),
        Command::Outlets(args) => outlets::run(args, session),
        Command::Diff(args) => diff::run(args, session),
        Command::History(args) => history::run(args, session),
        Command::Export(args) => export::run(args, session),
        Command::Find(args) => find::run(args, session),
        Command::Copies(args) => copies::run(args, session),
        Command::Verify(args) => verify::run(args, session),
        Command::Extract(args) => extract::run(args, session),
        Command::Group(args) => group::run(args, session),
        Command::Demo(args) => demo::run(args, session),
        Command::Completions(args) => completions::run(args, session),
        Command::Man(args) => man::run(args, session),
    }
}

/// Prints what clap has to say: help and version on standard output, usage errors on the other.
fn refuse(error: &clap::Error) -> ExitCode {
    // A closed pipe after `--help` is no failure, and nothing else can be done about one.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage.into() } else { Exit::Fine.into() }
}

/// Returns the whole command line, for completions and manual pages.
fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_makes_sense() {
        super::command().debug_assert();
    }
}
