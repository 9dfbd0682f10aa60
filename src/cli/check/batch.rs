//! `check --batch`: JSON Lines in, one check a line out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use serde::Deserialize;
use serde_json::Value;

use super::Args;
use crate::cli::exit::{Exit, Failure};
use crate::cli::session::{Format, Session};
use crate::collection::Checker;
use crate::report::{human, json};
use crate::store::Filter;

/// One line of the input; fields that are not known are passed over.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: String,
    speaker: Option<String>,
}

/// Answers every line of `input`, a file or `-`, in its order.
///
/// JSON Lines is the form unless `--format human` is given. A line that cannot be read is answered
/// with its error, the rest goes on, and the exit code says that an input could not be read.
pub(super) fn run(
    args: &Args,
    filter: &Filter,
    input: &str,
    session: &Session,
) -> Result<Exit, Failure> {
    let is_human =
        session.states_format() && session.format(&[Format::Json, Format::Human])? == Format::Human;
    let lines: Box<dyn BufRead> = match input {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(BufReader::new(File::open(path).map_err(|error| {
            Failure::unreadable(format!("could not read {path}"))
                .because(error)
                .hint("check the path")
        })?)),
    };
    let collection = session.collection()?;
    let checker = collection.checker(filter)?;
    let mut batch =
        Batch { args, session, checker, is_human, out: BufWriter::new(io::stdout().lock()) };
    let mut worst = Exit::Fine;
    for (number, line) in lines.split(b'\n').enumerate() {
        let line = line.map_err(|error| {
            Failure::unreadable(format!("could not read {input}")).because(error)
        })?;
        if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
            worst = worst.max(batch.line(number + 1, &line)?);
        }
    }
    batch.out.flush()?;
    Ok(worst)
}

struct Batch<'a, W> {
    args: &'a Args,
    session: &'a Session,
    checker: Checker<'a>,
    is_human: bool,
    out: W,
}

impl<W: Write> Batch<'_, W> {
    fn line(&mut self, number: usize, line: &[u8]) -> Result<Exit, Failure> {
        match serde_json::from_slice::<Line>(line) {
            Ok(query) if query.text.trim().is_empty() => {
                self.refuse(query.id, &format!("line {number}: the text is empty"))
            }
            Ok(query) => self.answer(query),
            Err(error) => {
                let known: Value = serde_json::from_slice(line).unwrap_or_default();
                let id = known.get("id").cloned().unwrap_or_default();
                // Each line is read by itself, so that its own number is always 1.
                let error = error.to_string().replace(" at line 1 column", " at column");
                self.refuse(id, &format!("line {number}: {error}"))
            }
        }
    }

    fn answer(&mut self, query: Line) -> Result<Exit, Failure> {
        let answer = self.checker.check(&query.text, query.speaker.as_deref())?;
        if self.is_human {
            human::batch_check(&shown(&query.id), &answer, &self.session.look, &mut self.out)?;
        } else {
            json::batch_check(query.id, &answer, &mut self.out)?;
        }
        Ok(super::exit(&answer, self.args.strict))
    }

    fn refuse(&mut self, id: Value, error: &str) -> Result<Exit, Failure> {
        if self.is_human {
            human::batch_error(&shown(&id), error, &mut self.out)?;
        } else {
            json::batch_error(id, error, &mut self.out)?;
        }
        Ok(Exit::Unreadable)
    }
}

/// Returns an id for people: a string without its marks.
fn shown(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}
