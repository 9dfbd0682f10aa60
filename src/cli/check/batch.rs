//! `check --batch`: JSON Lines in, one check a line out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use serde::Deserialize;
use serde_json::Value;

use super::Args;
use crate::cli::exit::{Exit, Failure};
use crate::cli::session::{Format, Session};
use crate::collection::{Checker, Collection};
use crate::pipeline::default_jobs;
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

/// What a line of the input became: what to print, and how it would end by itself.
type Answer = Result<(Vec<u8>, Exit), Failure>;

/// A line to answer, with its number, or why there are no more; and the slot for its answer.
type Task = (Result<(usize, Vec<u8>), Failure>, Sender<Answer>);

/// Lines that wait for each thread.
const LINES_PER_JOB: usize = 16;
/// Stack of a thread that answers: that of the one which answers a single text.
const STACK: usize = 8 * 1024 * 1024;

/// Answers every line of `input`, a file or `-`, in its order, on all cores.
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
    let file = match input {
        "-" => None,
        path => Some(File::open(path).map_err(|error| {
            Failure::unreadable(format!("could not read {path}"))
                .because(error)
                .hint("check the path")
        })?),
    };
    let mut first = Some(session.collection()?);
    let batch = Batch { args, filter, session, is_human };
    let jobs = args.jobs.map_or_else(default_jobs, usize::from);
    let (task_sender, task_receiver) = bounded::<Task>(jobs * LINES_PER_JOB);
    let (slot_sender, slot_receiver) = bounded::<Receiver<Answer>>(jobs * LINES_PER_JOB);
    thread::scope(|scope| {
        scope.spawn(move || read_lines(input, file, &task_sender, &slot_sender));
        for _ in 0..jobs {
            let (tasks, batch, collection) = (task_receiver.clone(), &batch, first.take());
            let thread = thread::Builder::new().stack_size(STACK);
            thread
                .spawn_scoped(scope, move || batch.work(collection, &tasks))
                .map_err(|error| Failure::unreadable("could not start a thread").because(error))?;
        }
        drop(task_receiver);
        let done = write_in_order(&slot_receiver);
        // The reader stops when nobody takes its slots.
        drop(slot_receiver);
        done
    })
}

/// Hands every line on with a slot for its answer, until there are no more or nobody waits for them.
fn read_lines(
    input: &str,
    file: Option<File>,
    tasks: &Sender<Task>,
    slots: &Sender<Receiver<Answer>>,
) {
    let lines: Box<dyn BufRead> = match file {
        None => Box::new(io::stdin().lock()),
        Some(file) => Box::new(BufReader::new(file)),
    };
    for (number, line) in (1..).zip(lines.split(b'\n')) {
        let task = match line {
            Ok(line) if line.iter().all(u8::is_ascii_whitespace) => continue,
            Ok(line) => Ok((number, line)),
            Err(error) => {
                Err(Failure::unreadable(format!("could not read {input}")).because(error))
            }
        };
        let is_last = task.is_err();
        let (answer, slot) = bounded(1);
        if slots.send(slot).is_err() || tasks.send((task, answer)).is_err() || is_last {
            return;
        }
    }
}

/// Prints the answers in the order of their slots; returns the worst of how they end.
fn write_in_order(slots: &Receiver<Receiver<Answer>>) -> Result<Exit, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut worst = Exit::Fine;
    for slot in slots {
        let answer = match slot.try_recv() {
            Ok(answer) => answer,
            Err(_) => {
                // Whoever waits for answers before asking more gets those that there are.
                out.flush()?;
                // Without an answer, its thread is gone, whose panic is passed on at the end.
                let Ok(answer) = slot.recv() else { break };
                answer
            }
        };
        let (printed, exit) = answer?;
        out.write_all(&printed)?;
        worst = worst.max(exit);
    }
    out.flush()?;
    Ok(worst)
}

/// What all lines have in common.
struct Batch<'a> {
    args: &'a Args,
    filter: &'a Filter,
    session: &'a Session,
    is_human: bool,
}

impl Batch<'_> {
    /// Answers lines with a connection of its own, opened when there is a first one.
    fn work(&self, collection: Option<Collection>, tasks: &Receiver<Task>) {
        let Ok(mut next) = tasks.recv() else { return };
        let opened = match collection.map_or_else(|| self.session.collection(), Ok) {
            Ok(collection) => collection,
            Err(failure) => return drop(next.1.send(Err(failure))),
        };
        let checker = match opened.checker(self.filter) {
            Ok(checker) => checker,
            Err(error) => return drop(next.1.send(Err(error.into()))),
        };
        loop {
            let (task, answer) = next;
            let done = task.and_then(|(number, line)| self.line(&checker, number, &line));
            // Where nobody waits for it any more, the next one is not there either.
            let _ = answer.send(done);
            match tasks.recv() {
                Ok(task) => next = task,
                Err(_) => return,
            }
        }
    }

    fn line(&self, checker: &Checker<'_>, number: usize, line: &[u8]) -> Answer {
        match serde_json::from_slice::<Line>(line) {
            Ok(query) if query.text.trim().is_empty() => {
                self.refuse(query.id, &format!("line {number}: the text is empty"))
            }
            Ok(query) => self.answer(checker, query),
            Err(error) => {
                let known: Value = serde_json::from_slice(line).unwrap_or_default();
                let id = known.get("id").cloned().unwrap_or_default();
                // Each line is read by itself, so that its own number is always 1.
                let error = error.to_string().replace(" at line 1 column", " at column");
                self.refuse(id, &format!("line {number}: {error}"))
            }
        }
    }

    fn answer(&self, checker: &Checker<'_>, query: Line) -> Answer {
        let answer = checker.check(&query.text, query.speaker.as_deref())?;
        let mut out = Vec::new();
        if self.is_human {
            human::batch_check(&shown(&query.id), &answer, &self.session.look, &mut out)?;
        } else {
            json::batch_check(query.id, &answer, &mut out)?;
        }
        Ok((out, super::exit(&answer, self.args.strict)))
    }

    fn refuse(&self, id: Value, error: &str) -> Answer {
        let mut out = Vec::new();
        if self.is_human {
            human::batch_error(&shown(&id), error, &mut out)?;
        } else {
            json::batch_error(id, error, &mut out)?;
        }
        Ok((out, Exit::Unreadable))
    }
}

/// Returns an id for people: a string without its marks.
fn shown(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}
