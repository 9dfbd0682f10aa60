//! A memory as rows: the words, the forms, and what was found out about each form.
//!
//! Forms stand in rows by the hash of their words, and everything is written in terms of content:
//! a word as a part of its hash, a form as its smallest key. So the same utterances make the same
//! rows in whatever order and batches they came, and a few more change few rows.

use crate::model::Writer;
use rustc_hash::FxHashSet;

use super::codes::Codes;
use super::memory::Memory;
use super::merge::GONE;
use super::said::Said;
use super::speakers::Speakers;
use super::weights::common_words;
use super::words::Vocabulary;

/// What the first row of the forms holds; another number for another form or other rules of
/// grouping.
pub(super) const VERSION: u32 = 0x5147_0004;
/// Forms in a row, or up to twice as many: rows of some 600 bytes fill the pages of SQLite well.
const FORMS: usize = 4;
/// Notes in a row, or up to twice as many.
const NOTES: usize = 32;
/// Words in a row, or up to twice as many.
const WORDS: usize = 128;
/// The first byte of a word without a code: its hash follows. Lower ones are common words, higher
/// ones begin a code.
pub(super) const WHOLE_HASH: u8 = 0xbf;
/// The highest bits of the first byte of a code.
pub(super) const CODE: u32 = 0xc000_0000;

/// Rows of one kind, by number; those without bytes are to be removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// Whether they stand in the place of all earlier ones.
    pub is_whole: bool,
    /// The rows, in order.
    pub rows: Vec<(u32, Vec<u8>)>,
}

/// What is to be kept of a memory since it was kept last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The words and the speakers named.
    pub words: Rows,
    /// The forms and who ran them.
    pub forms: Rows,
    /// What was found out about the forms.
    pub notes: Rows,
}

/// What has changed in a memory since it was written down.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Into how many bits of a hash the rows were divided; none where all are to be written.
    pub(super) bits: Option<Bits>,
    /// The hashes of forms that have come, changed or gone.
    pub(super) forms: FxHashSet<u64>,
    /// The hashes of forms about which something else is known.
    pub(super) notes: FxHashSet<u64>,
    /// How many words and mentions are written down.
    pub(super) words: (usize, usize),
    /// The codes of these.
    pub(super) codes: (Codes, Codes),
}

/// Into how many bits of a hash rows are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits {
    words: u32,
    forms: u32,
    notes: u32,
}

impl Bits {
    pub(super) fn of(words: usize, forms: usize) -> Self {
        let bits = |count: usize, each: usize| (count / each).max(1).ilog2();
        Self { words: bits(words, WORDS), forms: bits(forms, FORMS), notes: bits(forms, NOTES) }
    }
}

/// Returns the number of the row of a hash; the first one has no hash.
fn row_of(hash: u64, bits: u32) -> u32 {
    1 + hash.checked_shr(u64::BITS - bits).unwrap_or(0) as u32
}

/// Which rows are wanted.
struct Wanted(Vec<bool>);

impl Wanted {
    fn rows_of(hashes: &FxHashSet<u64>, bits: u32) -> Self {
        let mut wanted = vec![false; (1 << bits) + 1];
        hashes.iter().for_each(|hash| wanted[row_of(*hash, bits) as usize] = true);
        Self(wanted)
    }

    fn has(&self, number: u32) -> bool {
        self.0[number as usize]
    }

    fn numbers(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).filter(|(_, is_wanted)| **is_wanted).map(|(number, _)| number)
    }
}

/// Rows that are being written, one after another.
struct Sheet {
    bits: u32,
    /// The rows to be written; none for all of them.
    only: Option<Wanted>,
    rows: Vec<(u32, Writer)>,
}

impl Sheet {
    fn new(bits: u32, only: Option<&FxHashSet<u64>>) -> Self {
        let only = only.map(|hashes| Wanted::rows_of(hashes, bits));
        Self { bits, only, rows: Vec::new() }
    }

    /// Returns the row of this hash, where it is to be written; hashes ascend.
    fn row(&mut self, hash: u64) -> Option<&mut Writer> {
        let number = row_of(hash, self.bits);
        if self.only.as_ref().is_some_and(|only| !only.has(number)) {
            return None;
        }
        if self.rows.last().is_none_or(|(last, _)| *last != number) {
            self.rows.push((number, Writer::default()));
        }
        self.rows.last_mut().map(|(_, row)| row)
    }

    fn finish(self) -> Rows {
        let is_whole = self.only.is_none();
        let mut rows: Vec<(u32, Vec<u8>)> =
            self.rows.into_iter().map(|(number, row)| (number, row.0)).collect();
        for number in self.only.iter().flat_map(Wanted::numbers) {
            if let Err(at) = rows.binary_search_by_key(&number, |(number, _)| *number) {
                rows.insert(at, (number, Vec::new()));
            }
        }
        Rows { is_whole, rows }
    }
}

impl Memory {
    /// Returns what is to be kept so that [`Memory::restore`] gives this memory back; nothing, in
    /// the place of all that there is, where two words have one hash and cannot be told apart.
    pub fn keep(&mut self) -> Kept {
        let mut changes = std::mem::take(&mut self.changes);
        let mut new_words = FxHashSet::default();
        if !self.enter_codes(&mut changes, &mut new_words) {
            let nothing = Rows { is_whole: true, rows: Vec::new() };
            return Kept { words: nothing.clone(), forms: nothing.clone(), notes: nothing };
        }
        let count = self.vocabulary.len() + self.speakers.len();
        let bits = Bits::of(count, self.forms.len());
        let is_whole = changes.bits != Some(bits);
        let only = |hashes| if is_whole { None } else { Some(hashes) };
        changes.notes.extend(&changes.forms);
        let wanted = only(&changes.notes).map(|hashes| Wanted::rows_of(hashes, bits.notes));
        let by_hash = self.by_hash(bits.notes, wanted.as_ref());
        let mut forms = self.written_forms(&by_hash, bits, only(&changes.forms), &changes.codes);
        if is_whole {
            forms.rows.insert(0, (0, VERSION.to_le_bytes().to_vec()));
        }
        let kept = Kept {
            words: self.written_words(bits, only(&new_words)),
            forms,
            notes: self.written_notes(&by_hash, bits, only(&changes.notes)),
        };
        changes.bits = Some(bits);
        changes.forms.clear();
        changes.notes.clear();
        self.changes = changes;
        kept
    }

    /// Returns the forms in these rows, or all, by the hashes of their words; those of a row of
    /// forms are all in one row of notes.
    fn by_hash(&self, bits: u32, wanted: Option<&Wanted>) -> Vec<u32> {
        let is_wanted = |hash: u64| wanted.is_none_or(|wanted| wanted.has(row_of(hash, bits)));
        let mut forms: Vec<(u64, u64, u32)> = (0..self.forms.len())
            .filter(|rank| is_wanted(self.forms.form(*rank).hash))
            .map(|rank| (self.forms.form(rank).hash, self.forms.key(rank), rank as u32))
            .collect();
        forms.sort_unstable();
        forms.into_iter().map(|(.., rank)| rank).collect()
    }

    /// Enters the codes of words and mentions that are new, and notes the forms whose words have
    /// other codes now; says whether all words can be told apart by their hashes.
    fn enter_codes(&self, changes: &mut Changes, new: &mut FxHashSet<u64>) -> bool {
        let (words, mentions) = (self.vocabulary.len(), self.speakers.len());
        let mut losers = FxHashSet::default();
        for number in changes.words.0 as u32..words as u32 {
            let hash = self.vocabulary.hash(number);
            if self.vocabulary.number_of_hash(hash) != Some(number) {
                return false;
            }
            new.insert(hash);
            losers.extend(changes.codes.0.enter(number, hash));
        }
        let mut silenced = FxHashSet::default();
        let known = (0..mentions as u32).map(|number| self.speakers.hash(number));
        let is_sound = known.collect::<FxHashSet<u64>>().len() == mentions;
        for number in changes.words.1 as u32..mentions as u32 {
            let hash = self.speakers.hash(number);
            new.insert(hash);
            silenced.extend(changes.codes.1.enter(number, hash));
        }
        changes.words = (words, mentions);
        if !losers.is_empty() || !silenced.is_empty() {
            let has_lost = |rank: &usize| {
                self.forms.words(*rank).iter().any(|word| losers.contains(word))
                    || self.forms.speakers(*rank).iter().any(|one| silenced.contains(one))
                    || (self.forms.members(*rank).iter())
                        .any(|said| said.speaker().is_some_and(|one| silenced.contains(&one)))
            };
            let affected = (0..self.forms.len()).filter(has_lost);
            changes.forms.extend(affected.map(|rank| self.forms.form(rank).hash));
        }
        is_sound
    }

    fn written_words(&self, bits: Bits, only: Option<&FxHashSet<u64>>) -> Rows {
        let words = (0..self.vocabulary.len() as u32)
            .map(|number| (self.vocabulary.hash(number), false, self.vocabulary.word(number)));
        let mentions = (0..self.speakers.len() as u32)
            .map(|number| (self.speakers.hash(number), true, self.speakers.mention(number)));
        let mut sheet = Sheet::new(bits.words, only);
        let is_wanted = |hash: u64| match &sheet.only {
            Some(only) => only.has(row_of(hash, bits.words)),
            None => true,
        };
        let mut all: Vec<_> = words.chain(mentions).filter(|(hash, ..)| is_wanted(*hash)).collect();
        all.sort_unstable();
        for (hash, is_mention, text) in all {
            if let Some(row) = sheet.row(hash) {
                row.u8(u8::from(is_mention));
                row.text(text);
            }
        }
        sheet.finish()
    }

    fn written_forms(
        &self,
        by_hash: &[u32],
        bits: Bits,
        only: Option<&FxHashSet<u64>>,
        codes: &(Codes, Codes),
    ) -> Rows {
        let mut sheet = Sheet::new(bits.forms, only);
        for rank in by_hash {
            let rank = *rank as usize;
            let Some(row) = sheet.row(self.forms.form(rank).hash) else { continue };
            let (words, members) = (self.forms.words(rank), self.forms.members(rank));
            row.count(words.len());
            for word in words {
                write_word(&self.vocabulary, &codes.0, *word, row);
            }
            row.count(members.len());
            for said in members {
                write_said(said, &self.speakers, &codes.1, row);
            }
        }
        sheet.finish()
    }

    fn written_notes(&self, by_hash: &[u32], bits: Bits, only: Option<&FxHashSet<u64>>) -> Rows {
        let mut sheet = Sheet::new(bits.notes, only);
        let key = |rank: u32| self.forms.key(rank as usize);
        for own in by_hash {
            let rank = *own as usize;
            let Some(row) = sheet.row(self.forms.form(rank).hash) else { continue };
            let (sought, links) = (self.notes.sought(rank), self.notes.links(rank));
            let (root, name) = (self.roots[rank], self.names[rank]);
            let (is_root, is_name) = (root == *own, name == *own);
            let is_closed = sought.needed > sought.floor;
            row.u8(links.len() as u8);
            row.u8([sought.is_cut, sought.is_sure, is_closed, is_root, is_name]
                .iter()
                .fold(0, |flags, is| flags * 2 + u8::from(*is)));
            row.f32(sought.floor);
            if is_closed {
                row.f32(sought.needed);
            }
            row.f32(sought.weight);
            row.count(sought.candidates as usize);
            if !is_root {
                row.u64(key(root));
            }
            if !is_name {
                row.u64(key(name));
            }
            for link in links {
                row.u64(key(link.to));
                row.f32(link.score);
                row.u8(u8::from(link.holds));
            }
        }
        sheet.finish()
    }

    /// Notes what has changed about forms since before: `forms_gone` are the hashes of those that
    /// are no more.
    pub(super) fn note_changes(
        &mut self,
        forms_gone: impl Iterator<Item = u64>,
        rank_before: &[u32],
        is_same: impl Fn(&Self, usize) -> bool,
    ) {
        self.changes.forms.extend(forms_gone);
        for (rank, before) in rank_before.iter().enumerate() {
            let hash = self.forms.form(rank).hash;
            if *before == GONE {
                self.changes.forms.insert(hash);
            } else if !is_same(self, rank) {
                self.changes.notes.insert(hash);
            }
        }
    }

    /// Leaves out the words and mentions that nobody has any more; all is written anew then.
    pub(super) fn drop_unused(&mut self) {
        let (vocabulary, speakers) =
            (std::mem::take(&mut self.vocabulary), std::mem::take(&mut self.speakers));
        let mut new_numbers = vec![GONE; vocabulary.len()];
        for word in self.forms.all_words_mut() {
            let new = &mut new_numbers[*word as usize];
            if *new == GONE {
                *new = self.vocabulary.restore(vocabulary.word(*word));
            }
            *word = *new;
        }
        let mut number = |old: u32| self.speakers.number(Some(speakers.mention(old)));
        self.forms.renumber_speakers(&mut number);
        self.changes = Changes::default();
    }
}

fn write_word(vocabulary: &Vocabulary, codes: &Codes, word: u32, row: &mut Writer) {
    if let Ok(common) = common_words().binary_search(&vocabulary.word(word)) {
        return row.u8(common as u8);
    }
    write_code(codes, word, vocabulary.hash(word), row);
}

fn write_code(codes: &Codes, number: u32, hash: u64, row: &mut Writer) {
    match codes.code(number, hash) {
        Some(code) => row.0.extend_from_slice(&(CODE | code).to_be_bytes()),
        None => {
            row.u8(WHOLE_HASH);
            row.u64(hash);
        }
    }
}

/// What is said of an utterance, bit by bit; what is not said takes no bytes.
pub(super) mod flag {
    pub(in super::super) const ARTICLE: u8 = 1;
    pub(in super::super) const CONTAINER: u8 = 2;
    pub(in super::super) const DAYS: u8 = 4;
    pub(in super::super) const SEVERAL_DAYS: u8 = 8;
    pub(in super::super) const SPEAKER: u8 = 16;
    pub(in super::super) const MARKS: u8 = 32;
}

fn write_said(said: &Said, speakers: &Speakers, codes: &Codes, row: &mut Writer) {
    let ([key, article, container], [first, last, _, marks]) = said.to_numbers();
    let has = |is: bool, flag: u8| if is { flag } else { 0 };
    let (has_days, has_several) = (said.is_dated(), first != last);
    row.u8(has(said.article().is_some(), flag::ARTICLE)
        | has(said.container().is_some(), flag::CONTAINER)
        | has(has_days, flag::DAYS)
        | has(has_days && has_several, flag::SEVERAL_DAYS)
        | has(said.speaker().is_some(), flag::SPEAKER)
        | has(marks != 0, flag::MARKS));
    row.u64(key);
    if said.article().is_some() {
        row.u64(article);
    }
    if said.container().is_some() {
        row.u64(container);
    }
    if has_days {
        row.u32(first);
        if has_several {
            row.u32(last);
        }
    }
    if let Some(speaker) = said.speaker() {
        write_code(codes, speaker, speakers.hash(speaker), row);
    }
    if marks != 0 {
        row.u32(marks);
    }
}
