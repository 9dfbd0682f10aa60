//! Enters texts into the index of words.
//!
//! Sort-based inversion (Ian Witten, Alistair Moffat and Timothy Bell, Managing Gigabytes, 1999):
//! what the texts of one batch have is sorted into a packed run while the next batch is read, and
//! the runs are merged into the index once they have grown, or all is read.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::mem;
use std::panic::resume_unwind;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use crate::model::{Reader, Sha256Hash, VerifyReport, Writer};
use crate::store::{Store, StoreError, TermTexts, TextKey};
use crate::text::{pieces, search_terms, terms_as_they_come};

/// Texts whose words are read at one go where they come from the collection.
const CHUNK: usize = 1_024;
/// Bytes of runs that are held until they are merged into the index in one transaction: what
/// 50,000 articles have is about as much.
const MOST_HELD: usize = 64 << 20;
/// Terms that are handed on at one go while runs are merged.
const HANDED_ON: usize = 1_024;

/// The terms of each piece of a text.
pub type Terms = Vec<Box<[u32]>>;

/// Returns the terms of `text`, piece by piece, as often as they stand there: runs are sorted anyway.
pub(super) fn terms(text: &str) -> Terms {
    // Copied into no more room than they take: many wait until their texts are stored.
    let terms = |piece: &str| Box::from(terms_as_they_come(piece).as_slice());
    pieces(text).into_iter().map(|at| terms(&text[at])).collect()
}

/// Returns the terms of `text`, piece by piece, each once in a piece.
fn distinct_terms(text: &str) -> Terms {
    pieces(text).into_iter().map(|at| search_terms(&text[at]).into()).collect()
}

/// Enters the words of all texts that are pending; reads with `jobs` threads.
///
/// Memory is bounded, whatever the collection. What was entered when an error comes stays entered.
///
/// # Errors
///
/// Where the collection cannot be read or written.
pub fn enter_terms(store: &mut Store, jobs: usize) -> Result<(), StoreError> {
    let mut index = Runs::default();
    for chunk in store.pending_texts()?.chunks(CHUNK) {
        let mut bodies = Vec::with_capacity(chunk.len());
        for sha256 in chunk {
            bodies.push(store.text(sha256)?.unwrap_or_default());
        }
        let texts = chunk.iter().copied().zip(all_terms(&bodies, jobs)).collect();
        index.add(texts, store)?;
    }
    index.write(store)
}

/// Checks that the collection gives back what was put in: hashes every text again, slices every
/// appearance again, and reads every text for what the index of words says of it.
///
/// # Errors
///
/// Where the collection cannot be read; what it reads wrong is in the report.
pub fn verify(store: &Store) -> Result<VerifyReport, StoreError> {
    let mut report = store.verify()?;
    store.verify_terms(&distinct_terms, &mut report)?;
    Ok(report)
}

/// Texts read and not yet entered.
#[derive(Default)]
pub(super) struct Runs {
    texts: Vec<(Sha256Hash, usize)>,
    runs: Vec<Run>,
    maker: Option<Maker>,
}

/// What some texts have, in the order of their terms: for each the distance from the one before,
/// how many texts have it, and the distances between their ascending keys.
type Run = Vec<u8>;

impl Runs {
    /// Takes the terms of texts that the collection has; where much is held, enters it.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be written.
    pub(super) fn add(
        &mut self,
        texts: Vec<(Sha256Hash, Terms)>,
        store: &mut Store,
    ) -> Result<(), StoreError> {
        if self.runs.iter().map(Vec::len).sum::<usize>() > MOST_HELD {
            mem::take(self).write(store)?;
        }
        self.texts.extend(texts.iter().map(|(text, pieces)| (*text, pieces.len())));
        self.runs.extend(self.maker.get_or_insert_with(Maker::new).make(texts));
        Ok(())
    }

    /// Enters all that is held.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be written.
    pub(super) fn write(mut self, store: &mut Store) -> Result<(), StoreError> {
        self.runs.extend(self.maker.take().map(Maker::finish).unwrap_or_default());
        if self.texts.is_empty() {
            return Ok(());
        }
        let (runs, texts) = (&self.runs, &self.texts);
        thread::scope(|scope| {
            let (sender, merged) = bounded(4);
            scope.spawn(move || merge(runs, &sender));
            store.enter_terms(texts, merged.into_iter().flatten())
        })
    }
}

/// A thread that makes runs while the next texts are read: one, so that its room is used again.
struct Maker {
    texts: Sender<Vec<(Sha256Hash, Terms)>>,
    runs: Receiver<Run>,
    thread: JoinHandle<()>,
}

impl Maker {
    fn new() -> Self {
        let (texts, wanted) = bounded::<Vec<(Sha256Hash, Terms)>>(0);
        let (made, runs) = unbounded();
        let thread = thread::spawn(move || {
            let mut room = Room::default();
            for texts in wanted {
                // Where nobody takes it, the ingest has failed.
                let _ = made.send(run(&texts, &mut room));
            }
        });
        Self { texts, runs, thread }
    }

    /// Begins another run once the last is done; returns those that are.
    fn make(&self, texts: Vec<(Sha256Hash, Terms)>) -> impl Iterator<Item = Run> {
        // It can only fail where the thread has panicked, which is told at the end.
        let _ = self.texts.send(texts);
        self.runs.try_iter()
    }

    fn finish(self) -> Vec<Run> {
        drop(self.texts);
        let runs = self.runs.iter().collect();
        self.thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        runs
    }
}

/// Room to sort in, used again and again.
#[derive(Default)]
struct Room {
    /// Terms, each in the high half of a number with the key of a text that has it in the low half.
    postings: Vec<u64>,
    spare: Vec<u64>,
}

impl Room {
    /// Sorts what was put in by its terms, what is equal in these stays as it was: a radix sort of
    /// four digits (Donald Knuth, The Art of Computer Programming, volume 3, 1998, section 5.2.5).
    fn sort_by_term(&mut self) {
        const DIGITS: [u32; 4] = [32, 40, 48, 56];
        let digit = |posting: u64, shift: u32| usize::from((posting >> shift) as u8);
        let mut places = [[0_usize; 256]; DIGITS.len()];
        for posting in &self.postings {
            for (places, shift) in places.iter_mut().zip(DIGITS) {
                places[digit(*posting, shift)] += 1;
            }
        }
        self.spare.resize(self.postings.len(), 0);
        for (mut places, shift) in places.into_iter().zip(DIGITS) {
            let mut before = 0;
            for place in &mut places {
                before += mem::replace(place, before);
            }
            for posting in &self.postings {
                let place = &mut places[digit(*posting, shift)];
                self.spare[*place] = *posting;
                *place += 1;
            }
            mem::swap(&mut self.postings, &mut self.spare);
        }
    }
}

/// Returns the run of some texts.
fn run(texts: &[(Sha256Hash, Terms)], room: &mut Room) -> Run {
    let mut keyed: Vec<(TextKey, &[u32])> = Vec::with_capacity(texts.len());
    for (text, pieces) in texts {
        for (number, terms) in pieces.iter().enumerate() {
            let key = match number {
                0 => Store::text_key(text),
                _ => Store::piece_key(text, number),
            };
            keyed.push((key, &terms[..]));
        }
    }
    keyed.sort_unstable_by_key(|(key, _)| *key);
    room.postings.clear();
    for (key, terms) in keyed {
        let posting = |term: &u32| u64::from(*term) << 32 | u64::from(key);
        room.postings.extend(terms.iter().map(posting));
    }
    room.sort_by_term();
    let postings = &mut room.postings;
    postings.dedup();
    let mut run = Writer::default();
    let mut before = 0;
    for texts in postings.chunk_by(|left, right| left >> 32 == right >> 32) {
        let term = texts.first().map_or(0, |posting| posting >> 32);
        run.count((term - before) as usize);
        run.count(texts.len());
        before = term;
        let mut last = 0;
        for posting in texts {
            let key = posting & u64::from(u32::MAX);
            run.count((key - last) as usize);
            last = key;
        }
    }
    run.0.shrink_to_fit();
    run.0
}

/// Hands the terms of all runs to `merged`, in ascending order, each with all its texts.
fn merge(runs: &[Run], merged: &Sender<Vec<(u32, TermTexts)>>) {
    let mut readers: Vec<Reader<'_>> = runs.iter().map(|run| Reader(run)).collect();
    // The next term of each run, the smallest on top.
    let mut terms: BinaryHeap<Reverse<(u32, usize)>> = BinaryHeap::with_capacity(readers.len());
    for (number, reader) in readers.iter_mut().enumerate() {
        terms.extend(reader.count().map(|term| Reverse((term as u32, number))));
    }
    let mut keys: Vec<TextKey> = Vec::new();
    let mut ready = Vec::with_capacity(HANDED_ON);
    while let Some(Reverse((term, _))) = terms.peek().copied() {
        keys.clear();
        while let Some(mut top) = terms.peek_mut().filter(|top| top.0.0 == term) {
            let reader = &mut readers[top.0.1];
            read_keys(reader, &mut keys);
            match reader.count() {
                Some(further) => top.0.0 = term.saturating_add(further as u32),
                None => _ = PeekMut::pop(top),
            }
        }
        keys.sort_unstable();
        ready.push((term, TermTexts::of(keys.iter().copied())));
        if ready.len() == HANDED_ON && merged.send(mem::take(&mut ready)).is_err() {
            return; // They could not be written.
        }
    }
    // Where nobody takes them they could not be written, and the writer says why.
    let _ = merged.send(ready);
}

fn read_keys(run: &mut Reader<'_>, keys: &mut Vec<TextKey>) {
    let mut key = 0;
    for _ in 0..run.count().unwrap_or_default() {
        key += run.count().unwrap_or_default() as TextKey;
        keys.push(key);
    }
}

/// Returns the terms of each piece of each text, in order.
fn all_terms(bodies: &[String], jobs: usize) -> Vec<Terms> {
    let share = bodies.len().div_ceil(jobs.max(1)).max(1);
    thread::scope(|scope| {
        let read = |part: &[String]| part.iter().map(|body| terms(body)).collect();
        let workers: Vec<_> = bodies
            .chunks(share)
            .map(|part| scope.spawn(move || -> Vec<Terms> { read(part) }))
            .collect();
        let read = workers.into_iter().map(|worker| worker.join());
        read.flat_map(|terms| terms.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(groups: &[&[(Sha256Hash, Terms)]]) -> Vec<(u32, TermTexts)> {
        let runs: Vec<Run> = groups.iter().map(|group| run(group, &mut Room::default())).collect();
        let (sender, merged) = crossbeam_channel::unbounded();
        merge(&runs, &sender);
        drop(sender);
        merged.into_iter().flatten().collect()
    }

    #[test]
    fn however_texts_are_shared_out_among_runs_each_term_has_all_its_texts() {
        let text = |number: usize| {
            let words = (0..number % 7 * 400).map(|at| format!("w{} ", at * number % 5_000));
            format!("Number {number} of them. {}", words.collect::<String>())
        };
        let texts: Vec<(Sha256Hash, Terms)> = (0..90)
            .map(|number| (Sha256Hash::of(text(number).as_bytes()), terms(&text(number))))
            .collect();
        let at_once = merged(&[&texts]);
        assert!(at_once.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(at_once, merged(&[&texts[60..], &[], &texts[..7], &texts[7..61]]));
        let mut keys: Vec<_> = texts.iter().map(|(text, _)| Store::text_key(text)).collect();
        keys.sort_unstable();
        let everywhere = terms("them")[0][0];
        let found = at_once.iter().find(|(term, _)| *term == everywhere);
        assert_eq!(found.map(|(_, texts)| texts), Some(&TermTexts::of(keys)));
    }

    #[test]
    fn nothing_read_is_nothing_entered() {
        assert_eq!(merged(&[&[], &[]]), Vec::new());
    }
}
