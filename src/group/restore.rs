//! A memory from its rows.

use crate::model::Reader;
use rustc_hash::FxHashMap;

use super::codes::Codes;
use super::forms::Forms;
use super::link::{Link, Sought};
use super::memory::Memory;
use super::notes::Notes;
use super::records::{Bits, CODE, VERSION, WHOLE_HASH, flag};
use super::said::{NO_DAYS, NO_MARKS, NO_SPEAKER, NOBODY, Said};
use super::speakers::Speakers;
use super::weights::common_words;
use super::words::Vocabulary;

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
    /// For each common word its number, once it has been seen.
    common: Vec<Option<u32>>,
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
        forms.iter().try_for_each(|row| restoring.read_forms(&mut Reader(row)))?;
        kept.notes.iter().try_for_each(|row| restoring.read_notes(&mut Reader(row)))?;
        restoring.finish()
    }
}

impl Restoring {
    fn read_words(&mut self, row: &mut Reader<'_>) -> Option<()> {
        while !row.0.is_empty() {
            let is_mention = row.u8()? != 0;
            let text = row.text()?;
            if is_mention {
                self.memory.speakers.number(Some(text))?;
            } else {
                self.memory.vocabulary.restore(text);
            }
        }
        Some(())
    }

    fn enter_codes(&mut self) {
        let Memory { vocabulary, speakers, changes, .. } = &mut self.memory;
        changes.words = (vocabulary.len(), speakers.len());
        for number in 0..vocabulary.len() as u32 {
            changes.codes.0.enter(number, vocabulary.hash(number));
        }
        for number in 0..speakers.len() as u32 {
            changes.codes.1.enter(number, speakers.hash(number));
        }
        self.common = common_words().iter().map(|word| vocabulary.known(word)).collect();
    }

    fn read_forms(&mut self, row: &mut Reader<'_>) -> Option<()> {
        let Memory { vocabulary, speakers, changes, .. } = &self.memory;
        let (mut words, mut members) = (Vec::new(), Vec::new());
        while !row.0.is_empty() {
            words.clear();
            for _ in 0..row.count_of_rest()? {
                words.push(read_word(row, vocabulary, &changes.codes.0, &self.common)?);
            }
            members.clear();
            for _ in 0..row.count_of_rest()? {
                members.push(read_said(row, speakers, &changes.codes.1)?);
            }
            if members.is_empty() {
                return None;
            }
            self.forms.push(vocabulary.hash_of_all(&words), &words, &members);
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
        memory.forms.reserve(forms.len(), forms.words_len(), forms.said_len());
        let mut notes = Notes::default();
        for (rank, at) in (0..).zip(&in_order) {
            let About { sought, root, name, links: (start, end) } = about[*at as usize];
            memory.forms.push_from(&forms, *at as usize);
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
        let words = memory.vocabulary.len() + memory.speakers.len();
        memory.changes.bits = Some(Bits::of(words, memory.forms.len()));
        Some(memory)
    }
}

fn read_word(
    row: &mut Reader<'_>,
    vocabulary: &Vocabulary,
    codes: &Codes,
    common: &[Option<u32>],
) -> Option<u32> {
    match row.0.first().copied()? {
        first if first < WHOLE_HASH => {
            row.u8()?;
            *common.get(usize::from(first))?
        }
        _ => read_code(row, codes, |hash| vocabulary.number_of_hash(hash)),
    }
}

fn read_code(
    row: &mut Reader<'_>,
    codes: &Codes,
    number_of_hash: impl Fn(u64) -> Option<u32>,
) -> Option<u32> {
    if row.0.first().copied()? == WHOLE_HASH {
        row.u8()?;
        return number_of_hash(row.u64()?);
    }
    let code = row.u32()?.swap_bytes();
    codes.number(code & !CODE).filter(|_| code & CODE == CODE)
}

fn read_said(row: &mut Reader<'_>, speakers: &Speakers, codes: &Codes) -> Option<Said> {
    let flags = row.u8()?;
    let has = |flag: u8| flags & flag != 0;
    let key = row.u64()?;
    let article = if has(flag::ARTICLE) { row.u64()? } else { NOBODY };
    let container = if has(flag::CONTAINER) { row.u64()? } else { NOBODY };
    let first = if has(flag::DAYS) { row.u32()? } else { NO_DAYS.0 };
    let last = match (has(flag::DAYS), has(flag::SEVERAL_DAYS)) {
        (true, true) => row.u32()?,
        (true, false) => first,
        (false, _) => NO_DAYS.1,
    };
    let speaker = if has(flag::SPEAKER) {
        read_code(row, codes, |hash| speakers.number_of_hash(hash))?
    } else {
        NO_SPEAKER
    };
    let marks = if has(flag::MARKS) { row.u32()? } else { NO_MARKS };
    Some(Said::from_numbers([key, article, container], [first, last, speaker, marks]))
}
