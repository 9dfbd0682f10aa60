//! A memory from its rows.

use rustc_hash::FxHashMap;

use super::codebook::{Glasses, read_days};
use super::cores;
use super::forms::Forms;
use super::link::{Link, Sought};
use super::memory::Memory;
use super::notes::Notes;
use super::records::{Bits, VERSION, entry};
use super::said::Days;
use crate::model::Reader;

/// Rows that one thread reads before it takes the next ones.
const BATCH: usize = 256;

/// The rows of a memory, as they were kept.
#[derive(Debug, Clone, Copy)]
pub struct KeptRows<'a> {
    /// The words and the speakers named.
    pub words: &'a [Vec<u8>],
    /// The forms and who ran them.
    pub forms: &'a [Vec<u8>],
    /// What was found out about the forms.
    pub notes: &'a [Vec<u8>],
}

/// What is known about a form, others named by their keys.
#[derive(Debug)]
struct About {
    sought: Sought,
    root: Option<u64>,
    name: Option<u64>,
    links: (u32, u32),
}

/// The rows that have been read.
#[derive(Default)]
struct Restoring {
    memory: Memory,
    forms: Forms,
    about: Vec<About>,
    links: Vec<(u64, f32, bool)>,
}

impl Memory {
    /// Returns the memory that was kept in these rows, none where they make no sense: another
    /// version's, or damaged.
    pub fn restore(kept: KeptRows<'_>) -> Option<Self> {
        let (version, forms) = kept.forms.split_first()?;
        if version.as_slice() != VERSION.to_le_bytes() {
            return None;
        }
        let mut restoring = Restoring::default();
        kept.words.iter().try_for_each(|row| restoring.read_words(&mut Reader(row)))?;
        restoring.enter_codes();
        restoring.read_forms(forms)?;
        kept.notes.iter().try_for_each(|row| restoring.read_notes(&mut Reader(row)))?;
        restoring.finish()
    }
}

impl Restoring {
    fn read_words(&mut self, row: &mut Reader<'_>) -> Option<()> {
        let Memory { vocabulary, speakers, changes, .. } = &mut self.memory;
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
        let Memory { vocabulary, speakers, changes, .. } = &mut self.memory;
        changes.words = (vocabulary.len(), speakers.len());
        let book = &mut changes.book;
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

    fn read_forms(&mut self, rows: &[Vec<u8>]) -> Option<()> {
        let Memory { vocabulary, speakers, changes, .. } = &self.memory;
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
        for forms in read {
            self.forms.append(forms?);
        }
        Some(())
    }

    fn read_notes(&mut self, row: &mut Reader<'_>) -> Option<()> {
        while !row.0.is_empty() {
            let (link_count, flags) = (row.u8()?, row.u8()?);
            let floor = row.f32()?;
            let needed = if flags & 4 == 0 { floor } else { row.f32()? };
            let (weight, candidates) = (row.f32()?, row.count()? as u32);
            let (is_sure, is_cut) = (flags & 8 != 0, flags & 16 != 0);
            let sought = Sought { floor, needed, weight, candidates, is_sure, is_cut };
            let root = if flags & 2 == 0 { Some(row.u64()?) } else { None };
            let name = if flags & 1 == 0 { Some(row.u64()?) } else { None };
            let start = self.links.len() as u32;
            for _ in 0..link_count {
                self.links.push((row.u64()?, row.f32()?, row.u8()? != 0));
            }
            let links = (start, self.links.len() as u32);
            self.about.push(About { sought, root, name, links });
        }
        Some(())
    }

    /// Puts the forms in their order, and ranks in the place of keys.
    fn finish(self) -> Option<Memory> {
        let Self { mut memory, forms, about, links, .. } = self;
        if about.len() != forms.len() {
            return None;
        }
        let order = |at: u32| (forms.order(at as usize), at);
        let mut in_order: Vec<_> = (0..forms.len() as u32).map(order).collect();
        in_order.sort_unstable();
        let in_order: Vec<u32> = in_order.into_iter().map(|(_, at)| at).collect();
        let ranks: FxHashMap<u64, u32> =
            (0..).zip(&in_order).map(|(rank, at)| (forms.key(*at as usize), rank)).collect();
        let rank_of = |key: u64| ranks.get(&key).copied();
        let mut notes = Notes::default();
        for (rank, at) in (0..).zip(&in_order) {
            let About { sought, root, name, links: (start, end) } = about[*at as usize];
            memory.roots.push(root.map_or(Some(rank), rank_of)?);
            memory.names.push(name.map_or(Some(rank), rank_of)?);
            let links = links[start as usize..end as usize].iter();
            let links = links.map(|(to, score, holds)| {
                Some(Link { to: rank_of(*to)?, score: *score, holds: *holds })
            });
            let links = links.collect::<Option<Vec<_>>>()?;
            // A link leads to a longer form, or grouping would never end.
            if links.iter().any(|link| link.to <= rank) || memory.roots[rank as usize] < rank {
                return None;
            }
            notes.push(sought, links);
        }
        memory.notes = notes;
        memory.forms = forms.in_order(&in_order);
        memory.changes.bits = Some(Bits::of(memory.changes.count(), memory.forms.len()));
        Some(memory)
    }
}
