//! A memory as bytes: one segment that has everything, then one for each update.
//!
//! A form has a number under which it was written down first; a changed form is another one with
//! another number. Later segments name the numbers that hold no more and say anew what has changed
//! about the others, so that an update of a few forms writes little.

use super::bytes::{Reader, Writer};
use super::forms::Forms;
use super::link::{Link, Sought};
use super::memory::Memory;
use super::merge::GONE;
use super::notes::Notes;
use super::said::Said;

/// What the first segment begins with; another number for another form or other rules of grouping.
const VERSION: u32 = 0x5147_0002;
/// Share of the records that may hold no more, and of the bytes that may follow the first segment,
/// as one in so many, before all are written anew.
const WASTE: u32 = 4;

/// What is to be kept of a memory since it was kept last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Whether it stands in the place of all earlier ones.
    pub is_whole: bool,
    /// What to keep.
    pub bytes: Vec<u8>,
}

/// What is known about one record apart from its words and members.
#[derive(Debug, Clone, Copy)]
struct About {
    sought: Sought,
    root: u32,
    name: u32,
    links: (u32, u32),
}

impl Memory {
    /// Returns what is to be kept so that [`Memory::restore`] gives this memory back.
    pub fn segment(&mut self) -> Segment {
        let (first, later) = self.kept_bytes;
        let live = self.forms.len() as u32;
        let is_whole =
            self.record_count == 0 || self.record_count + self.fresh() - live > live / WASTE;
        if is_whole {
            self.written = (0, 0);
            self.record_count = 0;
            self.dropped.clear();
            self.records.fill(GONE);
            self.unwritten.fill(true);
        }
        let bytes = self.write();
        self.written = (self.vocabulary.len(), self.speakers.len());
        self.dropped.clear();
        self.unwritten.fill(false);
        self.kept_bytes = if is_whole { (bytes.len(), 0) } else { (first, later + bytes.len()) };
        Segment { is_whole, bytes }
    }

    /// Returns how many forms have no record yet.
    fn fresh(&self) -> u32 {
        self.records.iter().filter(|record| **record == GONE).count() as u32
    }

    fn write(&mut self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u32(VERSION);
        let words = self.written.0..self.vocabulary.len();
        out.u32(words.len() as u32);
        words.for_each(|number| out.text(self.vocabulary.word(number as u32)));
        let mentions = self.written.1..self.speakers.len();
        out.u32(mentions.len() as u32);
        mentions.for_each(|number| out.text(self.speakers.mention(number as u32)));
        out.u32(self.dropped.len() as u32);
        out.u32s(&self.dropped);
        self.write_forms(&mut out);
        self.write_notes(&mut out);
        out.0
    }

    /// Writes the forms that have no number yet, and numbers them.
    fn write_forms(&mut self, out: &mut Writer) {
        let fresh: Vec<usize> =
            (0..self.forms.len()).filter(|rank| self.records[*rank] == GONE).collect();
        out.u32(fresh.len() as u32);
        for rank in fresh {
            self.records[rank] = self.record_count;
            self.record_count += 1;
            let (words, members) = (self.forms.words(rank), self.forms.members(rank));
            out.u64(self.forms.form(rank).hash);
            out.u32(words.len() as u32);
            out.u32(members.len() as u32);
            out.u32s(words);
            for said in members {
                let (long, short) = said.to_numbers();
                long.into_iter().for_each(|number| out.u64(number));
                short.into_iter().for_each(|number| out.u32(number));
            }
        }
    }

    fn write_notes(&self, out: &mut Writer) {
        let changed: Vec<usize> =
            (0..self.forms.len()).filter(|rank| self.unwritten[*rank]).collect();
        out.u32(changed.len() as u32);
        let record = |rank: u32| self.records[rank as usize];
        for rank in changed {
            let links = self.notes.links(rank);
            out.u32(self.records[rank]);
            let sought = self.notes.sought(rank);
            out.f32(sought.needed);
            out.f32(sought.weight);
            out.u32(sought.candidates);
            out.u32(record(self.roots[rank]));
            out.u32(record(self.names[rank]));
            out.u32(links.len() as u32);
            for link in links {
                out.u32(record(link.to));
                out.f32(link.score);
                out.u32(u32::from(link.holds));
            }
        }
    }

    /// Returns the memory that these segments kept, none where they make no sense: another
    /// version's, or damaged.
    pub fn restore<'a>(segments: impl IntoIterator<Item = &'a [u8]>) -> Option<Self> {
        let mut records = Records::default();
        let mut memory = Self::default();
        for segment in segments {
            match memory.kept_bytes.0 {
                0 => memory.kept_bytes.0 = segment.len(),
                _ => memory.kept_bytes.1 += segment.len(),
            }
            records.read(&mut Reader(segment), &mut memory)?;
        }
        records.into_memory(memory)
    }
}

/// The records of all segments, by number.
#[derive(Default)]
struct Records {
    forms: Forms,
    /// How many of the first ones are in the order of forms.
    ordered: usize,
    is_dropped: Vec<bool>,
    about: Vec<Option<About>>,
    links: Vec<Link>,
}

impl Records {
    fn read(&mut self, from: &mut Reader<'_>, memory: &mut Memory) -> Option<()> {
        if from.u32()? != VERSION {
            return None;
        }
        for _ in 0..from.count(4)? {
            memory.vocabulary.restore(from.text()?);
        }
        for _ in 0..from.count(4)? {
            memory.speakers.number(Some(from.text()?));
        }
        for _ in 0..from.count(4)? {
            *self.is_dropped.get_mut(from.u32()? as usize)? = true;
        }
        let is_first = self.forms.len() == 0;
        self.read_forms(from, memory)?;
        if is_first {
            self.ordered = self.forms.len();
        }
        self.read_notes(from)?;
        from.0.is_empty().then_some(())
    }

    fn read_forms(&mut self, from: &mut Reader<'_>, memory: &Memory) -> Option<()> {
        let (mut words, mut members) = (Vec::new(), Vec::new());
        let (vocabulary, speakers) = (memory.vocabulary.len(), memory.speakers.len());
        for _ in 0..from.count(16)? {
            let hash = from.u64()?;
            let (word_count, member_count) = (from.u32()? as usize, from.u32()? as usize);
            words.clear();
            words.extend(from.u32s(word_count)?);
            members.clear();
            for _ in 0..member_count {
                let long = [from.u64()?, from.u64()?, from.u64()?];
                let short = [from.u32()?, from.u32()?, from.u32()?, from.u32()?];
                members.push(Said::from_numbers(long, short));
            }
            let is_known = |said: &Said| said.speaker().is_none_or(|n| (n as usize) < speakers);
            let is_sound = words.iter().all(|word| (*word as usize) < vocabulary)
                && !members.is_empty()
                && members.iter().all(is_known);
            if !is_sound {
                return None;
            }
            self.forms.push(hash, &words, &members);
        }
        self.is_dropped.resize(self.forms.len(), false);
        self.about.resize(self.forms.len(), None);
        Some(())
    }

    fn read_notes(&mut self, from: &mut Reader<'_>) -> Option<()> {
        for _ in 0..from.count(28)? {
            let record = from.u32()? as usize;
            let (needed, weight, candidates) = (from.f32()?, from.f32()?, from.u32()?);
            let sought = Sought { needed, weight, candidates };
            let (root, name) = (from.u32()?, from.u32()?);
            let start = self.links.len() as u32;
            for _ in 0..from.count(12)? {
                let (to, score, holds) = (from.u32()?, from.f32()?, from.u32()? != 0);
                self.links.push(Link { to, score, holds });
            }
            let links = (start, self.links.len() as u32);
            *self.about.get_mut(record)? = Some(About { sought, root, name, links });
        }
        Some(())
    }

    /// Returns the numbers of the records that hold, in the order of forms.
    fn in_order(&self) -> Vec<u32> {
        let holds = |record: &u32| !self.is_dropped[*record as usize];
        let (ordered, count) = (self.ordered as u32, self.forms.len() as u32);
        let mut later: Vec<u32> = (ordered..count).filter(holds).collect();
        later.sort_unstable_by_key(|record| self.forms.order(*record as usize));
        let mut later = later.into_iter().peekable();
        let mut all = Vec::with_capacity(self.forms.len());
        for record in (0..ordered).filter(holds) {
            let order = self.forms.order(record as usize);
            while let Some(next) = later.next_if(|one| self.forms.order(*one as usize) < order) {
                all.push(next);
            }
            all.push(record);
        }
        all.extend(later);
        all
    }

    fn into_memory(self, mut memory: Memory) -> Option<Memory> {
        let in_order = self.in_order();
        let mut rank_of = vec![GONE; self.forms.len()];
        for (rank, record) in in_order.iter().enumerate() {
            rank_of[*record as usize] = rank as u32;
        }
        let rank_of =
            |record: u32| rank_of.get(record as usize).copied().filter(|rank| *rank != GONE);
        let mut notes = Notes::default();
        for record in &in_order {
            let about = self.about[*record as usize]?;
            memory.roots.push(rank_of(about.root)?);
            memory.names.push(rank_of(about.name)?);
            let links = &self.links[about.links.0 as usize..about.links.1 as usize];
            let links = links.iter().map(|link| Some(Link { to: rank_of(link.to)?, ..*link }));
            notes.push(about.sought, links.collect::<Option<Vec<_>>>()?);
        }
        memory.notes = notes;
        memory.record_count = self.forms.len() as u32;
        memory.forms = if in_order.len() == self.ordered && self.forms.len() == self.ordered {
            self.forms
        } else {
            let mut forms = Forms::default();
            forms.reserve(in_order.len(), self.forms.words_len(), self.forms.said_len());
            in_order.iter().for_each(|record| forms.push_from(&self.forms, *record as usize));
            forms
        };
        memory.unwritten = vec![false; in_order.len()];
        memory.records = in_order;
        memory.written = (memory.vocabulary.len(), memory.speakers.len());
        Some(memory)
    }
}
