//! Enters new texts into the index of words.

use std::collections::BTreeMap;
use std::mem;
use std::panic::resume_unwind;
use std::thread;

use rustc_hash::FxHashMap;

use crate::model::Sha256Hash;
use crate::store::{Store, StoreError, TermTexts, TextKey};
use crate::text::{pieces, search_terms};

/// Texts whose words are read at one go.
const CHUNK: usize = 1_024;
/// Bytes of the index, about, that are held until they are written in one transaction.
const MOST_HELD: usize = 48 << 20;
/// Bytes that a term takes in memory beside its texts, about.
const TERM_BYTES: usize = 96;

/// Enters the words of all texts that are pending; reads with `jobs` threads.
///
/// Memory is bounded, whatever the collection. What was entered when an error comes stays entered.
///
/// # Errors
///
/// Where the collection cannot be read or written.
pub fn enter_terms(store: &mut Store, jobs: usize) -> Result<(), StoreError> {
    // In the order of their hashes, so that each term's texts are in order too.
    let pending = store.pending_texts()?;
    let mut held = Held::default();
    for chunk in pending.chunks(CHUNK) {
        let mut bodies = Vec::with_capacity(chunk.len());
        for sha256 in chunk {
            bodies.push(store.text(sha256)?.unwrap_or_default());
        }
        for (sha256, pieces) in chunk.iter().zip(all_terms(&bodies, jobs)) {
            held.add(*sha256, pieces);
        }
        if held.bytes > MOST_HELD {
            mem::take(&mut held).write(store)?;
        }
    }
    held.write(store)
}

/// Texts read and not yet entered.
#[derive(Default)]
struct Held {
    texts: Vec<(Sha256Hash, usize)>,
    /// Terms of further pieces of long texts: their keys come in no order.
    pieces: BTreeMap<TextKey, Vec<u32>>,
    by_term: FxHashMap<u32, TermTexts>,
    bytes: usize,
}

impl Held {
    fn add(&mut self, text: Sha256Hash, pieces: Vec<Vec<u32>>) {
        self.texts.push((text, pieces.len()));
        for (number, terms) in pieces.into_iter().enumerate() {
            if number == 0 {
                self.add_terms(Store::text_key(&text), terms);
            } else {
                self.bytes += 4 * terms.len();
                self.pieces.entry(Store::piece_key(&text, number)).or_default().extend(terms);
            }
        }
    }

    /// Adds the terms of a text whose key is not smaller than any before.
    fn add_terms(&mut self, key: TextKey, terms: Vec<u32>) {
        for term in terms {
            let texts = self.by_term.entry(term).or_insert_with(|| {
                self.bytes += TERM_BYTES;
                TermTexts::default()
            });
            let before = texts.bytes();
            texts.push(key);
            self.bytes += texts.bytes() - before;
        }
    }

    fn write(mut self, store: &mut Store) -> Result<(), StoreError> {
        if self.texts.is_empty() {
            return Ok(());
        }
        let mut further: FxHashMap<u32, Vec<TextKey>> = FxHashMap::default();
        for (key, terms) in self.pieces {
            terms.into_iter().for_each(|term| further.entry(term).or_default().push(key));
        }
        for (term, keys) in further {
            self.by_term.entry(term).or_default().extend(keys);
        }
        store.enter_terms(&self.texts, self.by_term.into_iter().collect())
    }
}

/// Returns the terms of each piece of each text, in order.
fn all_terms(bodies: &[String], jobs: usize) -> Vec<Vec<Vec<u32>>> {
    let share = bodies.len().div_ceil(jobs.max(1)).max(1);
    thread::scope(|scope| {
        let of =
            |body: &String| pieces(body).into_iter().map(|at| search_terms(&body[at])).collect();
        let read = move |part: &[String]| part.iter().map(of).collect();
        let workers: Vec<_> = bodies
            .chunks(share)
            .map(|part| scope.spawn(move || -> Vec<Vec<Vec<u32>>> { read(part) }))
            .collect();
        let read = workers.into_iter().map(|worker| worker.join());
        read.flat_map(|terms| terms.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}
