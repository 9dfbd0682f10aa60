//! Reading and extracting on several threads, handing articles on in the order of the input.
//!
//! One thread opens sources and cuts them into units of work; others read and extract them. For
//! each unit a slot waits in a queue of bounded length, so that the order is that of the input
//! and a slow unit holds up the reader, not the memory.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use serde_json::Value;

use super::stages::extracted;
use crate::model::Facts;
use crate::read::{self, Opened, Plain, ReadError, Records, Source};
use crate::store::Extracted;

/// Bytes of JSON Lines that make one unit of work: enough that the queues cost nothing beside it.
const UNIT_BYTES: usize = 256 * 1024;
/// Units that wait for each thread: one to work on while the next is read, and some for the
/// writer to have while it commits.
const UNITS_PER_JOB: usize = 8;

/// One article taken apart, or why not.
#[derive(Debug)]
pub struct Item {
    /// The name of the source, with the record.
    pub source_name: String,
    /// The id that the record states; for a file, its name within the folder given.
    pub id: Option<Value>,
    /// The article with its quotations, or what is wrong with it.
    pub result: Result<Extracted, ReadError>,
}

/// Something to read and extract at one go.
enum Unit {
    Plain(Box<Plain>),
    Lines { source_name: Arc<str>, facts: Arc<Facts>, lines: Vec<(usize, Vec<u8>)> },
    Failed(ReadError),
}

/// A unit and the slot for what becomes of it.
type Task = (Unit, Sender<Vec<Item>>);

/// Reads and extracts `sources` with `jobs` threads; hands the articles to `sink` in order, until
/// there are no more or it breaks off.
pub fn each_article(
    sources: Vec<Source>,
    jobs: usize,
    mut sink: impl FnMut(Item) -> ControlFlow<()>,
) {
    let jobs = jobs.max(1);
    let (task_sender, task_receiver) = bounded::<Task>(jobs * UNITS_PER_JOB);
    let (slot_sender, slot_receiver) = bounded::<Receiver<Vec<Item>>>(jobs * UNITS_PER_JOB);
    thread::scope(|scope| {
        scope.spawn(move || read_all(sources, &task_sender, &slot_sender));
        for _ in 0..jobs {
            let tasks = task_receiver.clone();
            scope.spawn(move || work(&tasks));
        }
        drop(task_receiver);
        // A slot without an answer belongs to a worker that is gone; the thread's panic is passed
        // on when the scope ends.
        let items = slot_receiver.iter().flat_map(|slot| slot.recv().unwrap_or_default());
        for item in items {
            if sink(item).is_break() {
                break;
            }
        }
        // The reader stops when nobody takes its slots.
        drop(slot_receiver);
    });
}

/// Opens one source after another; ends early where nobody wants more.
fn read_all(sources: Vec<Source>, tasks: &Sender<Task>, slots: &Sender<Receiver<Vec<Item>>>) {
    let send = |unit| -> Result<(), ()> {
        let (sender, receiver) = bounded(1);
        slots.send(receiver).map_err(|_| ())?;
        tasks.send((unit, sender)).map_err(|_| ())
    };
    for source in sources {
        let sent = match read::open(source) {
            Ok(Opened::Plain(plain)) => send(Unit::Plain(Box::new(plain))),
            Ok(Opened::Records(records)) => send_records(records, &send),
            Err(error) => send(Unit::Failed(error)),
        };
        if sent.is_err() {
            return;
        }
    }
}

fn send_records(mut records: Records, send: &impl Fn(Unit) -> Result<(), ()>) -> Result<(), ()> {
    let source_name: Arc<str> = records.source_name().into();
    let facts = Arc::new(records.facts().clone());
    let unit = |lines| Unit::Lines {
        source_name: Arc::clone(&source_name),
        facts: Arc::clone(&facts),
        lines,
    };
    let mut lines = Vec::new();
    let mut bytes = 0;
    while let Some(line) = records.next_line() {
        match line {
            Ok((number, line)) => {
                bytes += line.len();
                lines.push((number, line));
                if bytes >= UNIT_BYTES {
                    send(unit(std::mem::take(&mut lines)))?;
                    bytes = 0;
                }
            }
            Err(error) => {
                send(unit(std::mem::take(&mut lines)))?;
                bytes = 0;
                send(Unit::Failed(error))?;
            }
        }
    }
    send(unit(lines))
}

fn work(tasks: &Receiver<Task>) {
    for (unit, slot) in tasks {
        // Nobody waits for the slot any more where the sink broke off.
        let _ = slot.send(items(unit));
    }
}

fn items(unit: Unit) -> Vec<Item> {
    match unit {
        Unit::Plain(plain) => {
            let (source_name, id) = (plain.source_name.clone(), Value::from(plain.id.clone()));
            let result = read::article_of_text(*plain).and_then(extracted);
            vec![Item { source_name, id: Some(id), result }]
        }
        Unit::Lines { source_name, facts, lines } => lines
            .iter()
            .map(|(number, line)| item_of_line(&source_name, *number, line, &facts))
            .collect(),
        Unit::Failed(error) => {
            let source_name = error.source_name().to_owned();
            vec![Item { source_name, id: None, result: Err(error) }]
        }
    }
}

fn item_of_line(source_name: &str, number: usize, line: &[u8], facts: &Facts) -> Item {
    match read::article_of_record(source_name, number, line, facts) {
        Ok((id, article)) => {
            let source_name = article.source.clone();
            Item { source_name, id, result: extracted(article) }
        }
        Err(error) => {
            let id = read::id_of_record(line);
            Item { source_name: error.source_name().to_owned(), id, result: Err(error) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_come_in_the_order_of_the_input() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("many.jsonl");
        let lines: String = (0..2000)
            .map(|number| {
                let filler = "word ".repeat(number % 97 * 5);
                format!("{{\"id\": {number}, \"text\": \"Number {number}. {filler}\"}}\n")
            })
            .collect();
        std::fs::write(&path, lines).expect("a written file");
        for jobs in [1, 3] {
            let listing = read::list(std::slice::from_ref(&path), None, None);
            let mut found = Vec::new();
            each_article(listing.sources, jobs, |item| {
                found.push(item.id.and_then(|id| id.as_u64()));
                ControlFlow::Continue(())
            });
            assert_eq!(found, (0..2000).map(Some).collect::<Vec<_>>(), "{jobs} jobs");
        }
    }

    #[test]
    fn a_sink_that_breaks_off_ends_the_reading() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for number in 0..300 {
            let path = folder.path().join(format!("{number:03}.txt"));
            std::fs::write(path, format!("Number {number}.")).expect("a written file");
        }
        let listing = read::list(&[folder.path().to_owned()], None, None);
        let mut taken = 0;
        each_article(listing.sources, 2, |_| {
            taken += 1;
            if taken == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(taken, 5);
    }
}
