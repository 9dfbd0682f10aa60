//! Reading and extracting on several threads, handing articles on in the order of the input.
//!
//! One thread opens sources and cuts them into units of work; others read and extract them. For
//! each unit a slot waits in a queue of bounded length, so that the order is that of the input
//! and a slow unit holds up the reader, not the memory.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use serde_json::Value;

use super::search::{Terms, terms};
use super::stages::extracted;
use crate::read::{self, Document, Line, Piece, ReadError, Source};
use crate::store::Extracted;

/// Bytes of JSON Lines that make one unit of work: enough that the queues cost nothing beside it.
const UNIT_BYTES: usize = 256 * 1024;
/// Lines that make one unit at most: what is told of each costs memory, however short it is.
const UNIT_LINES: usize = 1_024;
/// Units that wait for each thread: one to work on while the next is read, and as many as are read
/// while the writer stores and commits what it has, so that nobody waits for it. More would only be
/// left to the writer alone when all is read.
const UNITS_PER_JOB: usize = 24;
/// Bytes of input that are on their way from the reader to the writer at once, whatever their
/// number; only what is longer by itself goes beyond, and then alone.
const BYTES_UNDER_WAY: usize = 48 * 1024 * 1024;
/// Stack of a thread that reads pages: trees of the deepest page that is let through.
const STACK: usize = 16 * 1024 * 1024;

/// One article taken apart, or why not.
#[derive(Debug)]
pub struct Item {
    /// The name of the source, with the record.
    pub source_name: String,
    /// The id that the record states; for a file, its name within the folder given.
    pub id: Option<Value>,
    /// The article with its quotations, or what is wrong with it.
    pub result: Result<Extracted, ReadError>,
    /// What the article is found by, where that was asked for.
    pub terms: Terms,
}

/// Something to read and extract at one go.
enum Unit {
    Document(Box<Document>),
    Lines(Vec<Line>),
    Failed(ReadError),
}

/// A unit and the slot for what becomes of it.
type Task = (Unit, Sender<Vec<Item>>);

/// What waits for the answer to a unit, and the bytes that are under way for it.
type Slot = (Receiver<Vec<Item>>, usize);

/// How sources are read.
#[derive(Debug, Default)]
pub struct Work {
    /// Threads that read and extract; one at least.
    pub jobs: usize,
    /// Whether the bytes of articles are kept where they differ from their text.
    pub keeps_raw: bool,
    /// Whether the terms are wanted that articles are found by.
    pub finds_terms: bool,
    /// Goes up by the bytes that are read.
    pub counter: Arc<AtomicU64>,
}

/// Reads and extracts `sources`; hands the articles to `sink` in order, until there are no more or
/// it breaks off.
pub fn each_article(
    sources: Vec<Source>,
    how: &Work,
    mut sink: impl FnMut(Item) -> ControlFlow<()>,
) {
    let jobs = how.jobs.max(1);
    let (task_sender, task_receiver) = bounded::<Task>(jobs * UNITS_PER_JOB);
    let (slot_sender, slot_receiver) = bounded::<Slot>(jobs * UNITS_PER_JOB);
    let under_way = UnderWay::default();
    thread::scope(|scope| {
        let reader = Reader { tasks: task_sender, slots: slot_sender, under_way: &under_way };
        scope.spawn(move || reader.read_all(sources, how));
        for _ in 0..jobs {
            let tasks = task_receiver.clone();
            let worker = thread::Builder::new().stack_size(STACK);
            // Where no thread can be had, the others do its work.
            let _ = worker.spawn_scoped(scope, move || work(&tasks, how.finds_terms));
        }
        drop(task_receiver);
        for (slot, bytes) in &slot_receiver {
            // A slot without an answer belongs to a worker that is gone; the thread's panic is
            // passed on when the scope ends.
            let items = slot.recv().unwrap_or_default();
            let flow = items.into_iter().try_for_each(&mut sink);
            under_way.arrive(bytes);
            if flow.is_break() {
                break;
            }
        }
        // The reader stops when nobody takes its slots.
        drop(slot_receiver);
        under_way.close();
    });
}

/// The bytes between the reader and the writer.
#[derive(Default)]
struct UnderWay {
    bytes: Mutex<usize>,
    changed: Condvar,
}

impl UnderWay {
    /// Waits until `bytes` more may be under way.
    fn depart(&self, bytes: usize) {
        let known = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full =
            |known: &mut usize| *known > 0 && known.saturating_add(bytes) > BYTES_UNDER_WAY;
        let known = self.changed.wait_while(known, is_full);
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        *known = known.saturating_add(bytes);
    }

    fn arrive(&self, bytes: usize) {
        let mut known = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        *known = known.saturating_sub(bytes);
        self.changed.notify_all();
    }

    /// Lets everything pass: nobody waits for it any more.
    fn close(&self) {
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        self.changed.notify_all();
    }
}

/// Opens one source after another and cuts them into units.
struct Reader<'a> {
    tasks: Sender<Task>,
    slots: Sender<Slot>,
    under_way: &'a UnderWay,
}

impl Reader<'_> {
    /// Reads all sources; ends early where nobody wants more.
    fn read_all(self, sources: Vec<Source>, how: &Work) {
        for source in sources {
            let mut lines = Lines::default();
            let read = read::each_piece(source, &how.counter, &mut |piece| match piece {
                Piece::Line(line) => match lines.add(line) {
                    Some(unit) => self.send(unit),
                    None => ControlFlow::Continue(()),
                },
                Piece::Document(mut document) => {
                    self.send_lines(&mut lines)?;
                    document.keeps_raw = how.keeps_raw;
                    let bytes = document.bytes.len();
                    self.send((Unit::Document(document), bytes))
                }
                Piece::Failed(error) => {
                    self.send_lines(&mut lines)?;
                    self.send((Unit::Failed(error), 0))
                }
            });
            if read.is_break() || self.send_lines(&mut lines).is_break() {
                return;
            }
        }
    }

    fn send_lines(&self, lines: &mut Lines) -> ControlFlow<()> {
        lines.finish().map_or(ControlFlow::Continue(()), |unit| self.send(unit))
    }

    fn send(&self, (unit, bytes): (Unit, usize)) -> ControlFlow<()> {
        self.under_way.depart(bytes);
        let (sender, receiver) = bounded(1);
        let sent =
            self.slots.send((receiver, bytes)).is_ok() && self.tasks.send((unit, sender)).is_ok();
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// Lines that are collected into a unit.
#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    bytes: usize,
}

impl Lines {
    fn add(&mut self, line: Line) -> Option<(Unit, usize)> {
        self.bytes += line.bytes.len();
        self.lines.push(line);
        let is_full = self.bytes >= UNIT_BYTES || self.lines.len() >= UNIT_LINES;
        if is_full { self.finish() } else { None }
    }

    fn finish(&mut self) -> Option<(Unit, usize)> {
        let lines = std::mem::take(&mut self.lines);
        let bytes = std::mem::take(&mut self.bytes);
        (!lines.is_empty()).then_some((Unit::Lines(lines), bytes))
    }
}

fn work(tasks: &Receiver<Task>, finds_terms: bool) {
    for (unit, slot) in tasks {
        let mut items = items(unit);
        if finds_terms {
            items.iter_mut().for_each(Item::find_terms);
        }
        // Nobody waits for the slot any more where the sink broke off.
        let _ = slot.send(items);
    }
}

impl Item {
    fn new(source_name: String, id: Option<Value>, result: Result<Extracted, ReadError>) -> Self {
        Self { source_name, id, result, terms: Vec::new() }
    }

    fn find_terms(&mut self) {
        if let Ok((article, _)) = &self.result {
            self.terms = terms(&article.text);
        }
    }
}

fn items(unit: Unit) -> Vec<Item> {
    match unit {
        Unit::Document(document) => {
            let (source_name, id) =
                (document.source_name.clone(), Value::from(document.id.clone()));
            let result = read::article_of_document(*document).and_then(extracted);
            vec![Item::new(source_name, Some(id), result)]
        }
        Unit::Lines(lines) => lines.iter().map(item_of_line).collect(),
        Unit::Failed(error) => {
            let source_name = error.source_name().to_owned();
            vec![Item::new(source_name, None, Err(error))]
        }
    }
}

fn item_of_line(line: &Line) -> Item {
    match read::article_of_line(line) {
        Ok((id, article)) => {
            let source_name = article.source.clone();
            Item::new(source_name, id, extracted(article))
        }
        Err(error) => {
            let id = read::id_of_record(&line.bytes);
            Item::new(error.source_name().to_owned(), id, Err(error))
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
            each_article(listing.sources, &Work { jobs, ..Work::default() }, |item| {
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
        each_article(listing.sources, &Work { jobs: 2, ..Work::default() }, |_| {
            taken += 1;
            if taken == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(taken, 5);
    }
}
