//! `group -`: appearances in, quotes out, without a database.

use std::io::{self, Write};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::cli::exit::{Exit, Failure};
use crate::cli::session::{Format, Session, read_file, read_stdin};
use crate::pipeline::{Line, LineAnswer, Lines, group_lines};
use crate::report::lines::{self, Grouped};

/// A line of the input as it stands.
#[derive(Debug, Deserialize)]
struct Stated {
    quote_id: Value,
    text: String,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    reference: Option<bool>,
}

/// What became of the lines of the input.
#[derive(Default)]
struct Input {
    good: Lines,
    /// The ids of lines that cannot be used and what is wrong with them, each with how many good
    /// ones stand before it.
    bad: Vec<(usize, Value, String)>,
}

/// Groups the lines of a file, `-` for standard input.
pub(super) fn run(input: &Path, session: &Session) -> Result<Exit, Failure> {
    session.format(&[Format::Jsonl, Format::Json])?;
    let text = if input == Path::new("-") { read_stdin()? } else { read_file(input)? };
    let input = Input::read(&text, session);
    drop(text);
    let answers = group_lines(&input.good);
    session.answer(|out| {
        let mut bad = input.bad.iter().peekable();
        for (at, answer) in answers.iter().enumerate() {
            while let Some((_, id, error)) = bad.next_if(|(before, ..)| *before == at) {
                lines::failed(id, error, out)?;
            }
            input.write(at, answer, out)?;
        }
        bad.try_for_each(|(_, id, error)| lines::failed(id, error, out))
    })?;
    Ok(if input.bad.is_empty() { Exit::Fine } else { Exit::Unreadable })
}

impl Input {
    fn read(text: &str, session: &Session) -> Self {
        let mut input = Self::default();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match line_of(line) {
                Ok(line) => input.good.push(line),
                Err(error) => {
                    session.note(&format!("line {} is left out: {error}", number + 1));
                    input.bad.push((input.good.len(), id_of(line), error));
                }
            }
        }
        input
    }

    fn write(&self, at: usize, answer: &LineAnswer, out: &mut impl Write) -> io::Result<()> {
        let id = |at: usize| self.good.id(at);
        let parent = answer.parent.map(id);
        let grouped = Grouped {
            quote_id: &id(at),
            cluster: &id(answer.cluster),
            parent: parent.as_ref(),
            verdict: answer.verdict,
            changes: answer.changes.as_deref(),
            material: answer.material,
        };
        lines::grouped(grouped, out)
    }
}

fn line_of(line: &str) -> Result<Line, String> {
    let stated: Stated = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let is_id = matches!(stated.quote_id, Value::String(_) | Value::Number(_));
    if !is_id {
        return Err("quote_id is neither a string nor a number".to_owned());
    }
    // A date that cannot be read is no evidence; the words can be grouped all the same.
    let published = stated.date.and_then(|date| date.parse().ok());
    Ok(Line {
        id: stated.quote_id,
        text: stated.text,
        speaker: stated.speaker.filter(|name| !name.trim().is_empty()),
        outlet: stated.outlet.filter(|name| !name.trim().is_empty()),
        published,
        is_reference: stated.reference.unwrap_or_default(),
    })
}

/// Returns the id of a line that cannot be used, where it states one.
fn id_of(line: &str) -> Value {
    let value: Option<Value> = serde_json::from_str(line).ok();
    value.and_then(|value| value.get("quote_id").cloned()).unwrap_or_default()
}
