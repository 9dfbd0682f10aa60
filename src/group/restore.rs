//! A memory from its rows.

use std::panic::resume_unwind;
use std::thread;

use rustc_hash::FxHashMap;

use super::codebook::{Glasses, read_days};
use super::cores;
use super::forms::Forms;
use super::link::{Link, Sought};
use super::memory::Memory;
use super::notes::Notes;
use super::records::{Bits, VERSION, WORDS, entry};
use super::said::Days;
use crate::model::Reader;

/// Rows that one thread reads before it takes the next ones.
const BATCH: usize = 256;

/// The words, speakers and articles of a memory: what its other rows are read with.
#[derive(Debug)]
pub struct Known(Memory);

impl Known {
    /// Returns what was kept in these rows, none where they make no sense.
    pub fn restore(rows: &[Vec<u8>]) -> Option<Self> {
        let mut known = Self(Memory::default());
        // Words are about half of what is there, the others a quarter each.
        let quarter = rows.len() * WORDS / 2;
        let Memory { vocabulary, speakers, changes, .. } = &mut known.0;
        vocabulary.reserve(2 * quarter);
        speakers.reserve(quarter);
        changes.book.articles.reserve(quarter);
        rows.iter().try_for_each(|row| known.read(&mut Reader(row)))?;
        known.enter_codes();
        Some(known)
    }

    fn read(&mut self, row: &mut Reader<'_>) -> Option<()> {
        let Memory { vocabulary, speakers, changes, .. } = &mut self.0;
        while !row.0.is_empty() {
            match row.u8()? {
                entry::WORD => {
                    vocabulary.restore(row.text()?);
                }
                entry::MENTION => {
                    speakers.number(Some(row.text()?))?;
                }
                kind => {
                    let id = row.u64()?;
                    let days = match kind {
                        entry::ARTICLE => read_days(row)?,
                        entry::ARTICLE_OF_DAY => Days::of_day(row.u32()? as i32),
                        _ => return None,
                    };
                    changes.book.articles.enter(id, days);
                }
            }
        }
        Some(())
    }

    fn enter_codes(&mut self) {
        let Memory { vocabulary, speakers, changes, .. } = &mut self.0;
        changes.words = (vocabulary.len(), speakers.len());
        let book = &mut changes.book;
        book.reserve(vocabulary.len(), speakers.len(), book.articles.len());
        for number in 0..vocabulary.len() as u32 {
            book.words.enter(number, vocabulary.hash(number));
        }
        for number in 0..speakers.len() as u32 {
            book.mentions.enter(number, speakers.hash(number));
        }
        for number in 0..book.articles.len() as u32 {
            book.article_codes.enter(number, book.articles.get(number).0);
        }
    }

    fn forms(&self, rows: &[Vec<u8>]) -> Option<Forms> {
        let Memory { vocabulary, speakers, changes, .. } = &self.0;
        let glasses = Glasses::new(vocabulary, speakers, &changes.book);
        let batches: Vec<&[Vec<u8>]> = rows.chunks(BATCH).collect();
        let read = cores::map(
            batches.len(),
            1,
            || (),
            |(), at| {
                let mut forms = Forms::default();
                let (mut words, mut members) = (Vec::new(), Vec::new());
                for row in batches[at] {
                    let mut row = Reader(row);
                    while !row.0.is_empty() {
                        words.clear();
                        for _ in 0..row.count_of_rest()? {
                            words.push(glasses.word(&mut row)?);
                        }
                        members.clear();
                        for _ in 0..row.count_of_rest()? {
                            members.push(glasses.said(&mut row)?);
                        }
                        if members.is_empty() {
                            return None;
                        }
                        forms.push(vocabulary.hash_of_all(&words), &words, &members);
                    }
                }
                Some(forms)
            },
        );
        let read = read.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Forms::joined(read))
    }
}

impl Memory {
    /// Returns the memory that was kept in these rows of forms and notes, none where they make no
    /// sense: another version's, or damaged.
    pub fn restore(known: Known, forms: &[Vec<u8>], notes: &[Vec<u8>]) -> Option<Self> {
        let (version, forms) = forms.split_first()?;
        if version.as_slice() != VERSION.to_le_bytes() {
            return None;
        }
        let (notes, forms) = thread::scope(|scope| {
            let notes = scope.spawn(|| KeptNotes::read(notes));
            let forms = known.forms(forms);
            (notes.join().unwrap_or_else(|panic| resume_unwind(panic)), forms)
        });
        finished(known.0, forms?, &notes?)
    }
}

/// What is known about a form, others named by their keys.
#[derive(Debug)]
struct About {
    sought: Sought,
    root: Option<u64>,
    name: Option<u64>,
    /// Where its links end.
    links_end: usize,
}

/// What is known about all forms, in the order of their rows.
#[derive(Debug, Default)]
struct KeptNotes {
    about: Vec<About>,
    links: Vec<(u64, f32, bool)>,
}

impl KeptNotes {
    fn read(rows: &[Vec<u8>]) -> Option<Self> {
        let mut notes = Self::default();
        rows.iter().try_for_each(|row| notes.read_row(&mut Reader(row)))?;
        Some(notes)
    }

    fn read_row(&mut self, row: &mut Reader<'_>) -> Option<()> {
        while !row.0.is_empty() {
            let (link_count, flags) = (row.u8()?, row.u8()?);
            let floor = row.f32()?;
            let needed = if flags & 4 == 0 { floor } else { row.f32()? };
            let (weight, candidates) = (row.f32()?, row.count()? as u32);
            let (is_sure, is_cut) = (flags & 8 != 0, flags & 16 != 0);
            let sought = Sought { floor, needed, weight, candidates, is_sure, is_cut };
            let root = if flags & 2 == 0 { Some(row.u64()?) } else { None };
            let name = if flags & 1 == 0 { Some(row.u64()?) } else { None };
            for _ in 0..link_count {
                self.links.push((row.u64()?, row.f32()?, row.u8()? != 0));
            }
            self.about.push(About { sought, root, name, links_end: self.links.len() });
        }
        Some(())
    }

    /// Returns what is known about the form at that place, and its links.
    fn at(&self, place: usize) -> (&About, &[(u64, f32, bool)]) {
        let start = place.checked_sub(1).map_or(0, |before| self.about[before].links_end);
        (&self.about[place], &self.links[start..self.about[place].links_end])
    }
}

/// Puts the forms in their order, and ranks in the place of keys.
fn finished(mut memory: Memory, forms: Forms, kept: &KeptNotes) -> Option<Memory> {
    if kept.about.len() != forms.len() {
        return None;
    }
    let in_order = forms.sorted();
    let mut ranks: FxHashMap<u64, u32> = FxHashMap::default();
    ranks.reserve(forms.len());
    ranks.extend((0..).zip(&in_order).map(|(rank, at)| (forms.key(*at as usize), rank)));
    let rank_of = |key: u64| ranks.get(&key).copied();
    let mut notes = Notes::default();
    notes.reserve(forms.len(), kept.links.len());
    memory.roots.reserve_exact(forms.len());
    memory.names.reserve_exact(forms.len());
    for (rank, at) in (0..).zip(&in_order) {
        let (About { sought, root, name, .. }, links) = kept.at(*at as usize);
        let root = root.map_or(Some(rank), rank_of)?;
        memory.roots.push(root);
        memory.names.push(name.map_or(Some(rank), rank_of)?);
        // A link leads to a longer form, or grouping would never end.
        if root < rank || links.iter().any(|(to, ..)| rank_of(*to).is_none_or(|to| to <= rank)) {
            return None;
        }
        notes.push(
            *sought,
            links.iter().filter_map(|(to, score, holds)| {
                Some(Link { to: rank_of(*to)?, score: *score, holds: *holds })
            }),
        );
    }
    memory.notes = notes;
    memory.forms = forms.in_order(&in_order);
    memory.changes.bits = Some(Bits::of(memory.changes.count(), memory.forms.len()));
    Some(memory)
}
