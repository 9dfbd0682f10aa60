//! A memory as rows: the words, the forms, and what was found out about each form.
//!
//! Forms stand in rows by the hash of their words, and everything is written in terms of content:
//! a word as a part of its hash, a form as its smallest key. So the same utterances make the same
//! rows in whatever order and batches they came, and a few more change few rows.

use rustc_hash::{FxHashMap, FxHashSet};

use super::codebook::{Codebook, Pen, write_days};
use super::forms::Forms;
use super::memory::Memory;
use super::merge::GONE;
use super::said::{Days, Said};
use super::{cores, mix};
use crate::model::Writer;

/// What the first row of the forms holds; another number for another form or other rules of
/// grouping.
pub(super) const VERSION: u32 = 0x5147_0006;
/// Forms in a row, or up to twice as many: rows of some 1,500 bytes fill the pages of SQLite well.
const FORMS: usize = 16;
/// Notes in a row, or up to twice as many.
const NOTES: usize = 64;
/// Words in a row, or up to twice as many.
pub(super) const WORDS: usize = 128;
/// Rows that one thread writes before it takes the next ones.
const BATCH: usize = 64;

/// Rows of one kind, by number; those without bytes are to be removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// Whether they stand in the place of all earlier ones.
    pub is_whole: bool,
    /// The rows, in order.
    pub rows: Vec<(u32, Vec<u8>)>,
}

/// A part of what is kept of a memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The words and the speakers named.
    Words,
    /// The forms and who ran them.
    Forms,
    /// What was found out about the forms.
    Notes,
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
    /// The codes of these, and the articles with theirs.
    pub(super) book: Codebook,
}

/// Into how many bits of a hash rows are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits {
    words: u32,
    forms: u32,
    notes: u32,
}

impl Changes {
    /// Returns how many entries the rows of words have.
    pub(super) fn count(&self) -> usize {
        self.words.0 + self.words.1 + self.book.articles.len()
    }
}

/// The words, mentions and articles that have lost the code that they were written by.
#[derive(Debug, Default)]
struct Losers {
    words: Vec<u32>,
    mentions: FxHashSet<u32>,
    articles: FxHashSet<u64>,
}

/// The same, quickly told from the rest.
struct Lost<'a> {
    losers: &'a Losers,
    is_lost: Vec<bool>,
}

impl Losers {
    fn are_none(&self) -> bool {
        self.words.is_empty() && self.mentions.is_empty() && self.articles.is_empty()
    }

    fn among(&self, words: usize) -> Lost<'_> {
        let mut is_lost = vec![false; words];
        self.words.iter().for_each(|word| is_lost[*word as usize] = true);
        Lost { losers: self, is_lost }
    }
}

impl Lost<'_> {
    /// Says whether a form is written with any of them.
    fn has_any(&self, forms: &Forms, rank: usize) -> bool {
        let is_said = |said: &Said| {
            said.speaker().is_some_and(|one| self.losers.mentions.contains(&one))
                || said.article().is_some_and(|id| self.losers.articles.contains(&id))
        };
        let mut words = forms.words(rank).iter();
        words.any(|word| self.is_lost[*word as usize]) || forms.members(rank).iter().any(is_said)
    }
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

/// What stands in the rows of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Entry<'a> {
    Word(&'a str),
    Mention(&'a str),
    Article(u64, Days),
}

impl Entry<'_> {
    fn write(self, row: &mut Writer) {
        match self {
            Self::Word(text) | Self::Mention(text) => {
                row.u8(if matches!(self, Self::Word(_)) { entry::WORD } else { entry::MENTION });
                row.text(text);
            }
            Self::Article(id, days) => {
                let (first, last) = days.bounds();
                row.u8(if first == last { entry::ARTICLE_OF_DAY } else { entry::ARTICLE });
                row.u64(id);
                if first == last {
                    row.u32(first as u32);
                } else {
                    write_days(days, row);
                }
            }
        }
    }
}

/// What an entry in the rows of words begins with.
pub(super) mod entry {
    pub(in super::super) const WORD: u8 = 0;
    pub(in super::super) const MENTION: u8 = 1;
    pub(in super::super) const ARTICLE: u8 = 2;
    pub(in super::super) const ARTICLE_OF_DAY: u8 = 3;
}

/// Writes rows on all cores: `write` adds an item to its row. The items are in the order of their
/// hashes; of the rows that are wanted, all if `only` does not say, those without items are empty.
fn rows<T: Copy + Sync>(
    items: &[(u64, T)],
    bits: u32,
    only: Option<&Wanted>,
    write: impl Fn(T, &mut Writer) + Sync,
) -> Rows {
    let of_rows: Vec<&[(u64, T)]> = items
        .chunk_by(|(one, _), (other, _)| row_of(*one, bits) == row_of(*other, bits))
        .filter(|items| only.is_none_or(|only| only.has(row_of(items[0].0, bits))))
        .collect();
    let mut rows = cores::map(
        of_rows.len(),
        BATCH,
        || (),
        |(), at| {
            let mut row = Writer::default();
            of_rows[at].iter().for_each(|(_, item)| write(*item, &mut row));
            (row_of(of_rows[at][0].0, bits), row.0)
        },
    );
    if let Some(only) = only {
        let written: FxHashSet<u32> = rows.iter().map(|(number, _)| *number).collect();
        let empty = only.numbers().filter(|number| !written.contains(number));
        rows.extend(empty.map(|number| (number, Vec::new())));
        rows.sort_unstable_by_key(|(number, _)| *number);
    }
    Rows { is_whole: only.is_none(), rows }
}

impl Memory {
    /// Hands `take` what is to be kept so that [`Memory::restore`] gives this memory back, one part
    /// after the other, so that no two are in memory at once; nothing, in the place of all that there
    /// is, where two words have one hash and cannot be told apart.
    ///
    /// # Errors
    ///
    /// Where `take` fails.
    pub fn keep<E>(&mut self, mut take: impl FnMut(Part, Rows) -> Result<(), E>) -> Result<(), E> {
        let mut changes = std::mem::take(&mut self.changes);
        let mut new_words = FxHashSet::default();
        if !self.enter_codes(&mut changes, &mut new_words) {
            let nothing = || Rows { is_whole: true, rows: Vec::new() };
            let mut parts = [Part::Words, Part::Forms, Part::Notes].into_iter();
            return parts.try_for_each(|part| take(part, nothing()));
        }
        let count = changes.count();
        let bits = Bits::of(count, self.forms.len());
        let is_whole = changes.bits != Some(bits);
        let only = |hashes, bits| if is_whole { None } else { Some(Wanted::rows_of(hashes, bits)) };
        let only_words = only(&new_words, bits.words);
        take(Part::Words, self.written_words(bits, only_words.as_ref(), &changes.book))?;
        changes.notes.extend(&changes.forms);
        let only_notes = only(&changes.notes, bits.notes);
        let by_hash = self.by_hash(bits.notes, only_notes.as_ref());
        let pen = Pen::new(&self.vocabulary, &self.speakers, &changes.book);
        let only_forms = only(&changes.forms, bits.forms);
        let mut forms = rows(&by_hash, bits.forms, only_forms.as_ref(), |rank, row| {
            self.write_form(rank, &pen, row);
        });
        if is_whole {
            forms.rows.insert(0, (0, VERSION.to_le_bytes().to_vec()));
        }
        take(Part::Forms, forms)?;
        take(
            Part::Notes,
            rows(&by_hash, bits.notes, only_notes.as_ref(), |rank, row| self.write_note(rank, row)),
        )?;
        changes.bits = Some(bits);
        changes.forms.clear();
        changes.notes.clear();
        self.changes = changes;
        Ok(())
    }

    /// Returns the forms in these rows, or all, by the hashes of their words; those of a row of
    /// forms are all in one row of notes.
    fn by_hash(&self, bits: u32, wanted: Option<&Wanted>) -> Vec<(u64, u32)> {
        let is_wanted = |hash: u64| wanted.is_none_or(|wanted| wanted.has(row_of(hash, bits)));
        let mut forms: Vec<(u64, u64, u32)> = (0..self.forms.len())
            .filter(|rank| is_wanted(self.forms.form(*rank).hash))
            .map(|rank| (self.forms.form(rank).hash, self.forms.key(rank), rank as u32))
            .collect();
        forms.sort_unstable();
        forms.into_iter().map(|(hash, _, rank)| (hash, rank)).collect()
    }

    /// Enters the codes of words, mentions and articles that are new, and notes the forms that
    /// other codes stand for now; says whether all words can be told apart by their hashes.
    fn enter_codes(&self, changes: &mut Changes, new: &mut FxHashSet<u64>) -> bool {
        let (words, mentions) = (self.vocabulary.len(), self.speakers.len());
        let mut losers = Losers::default();
        for number in changes.words.0 as u32..words as u32 {
            let hash = self.vocabulary.hash(number);
            if self.vocabulary.number_of_hash(hash) != Some(number) {
                return false;
            }
            new.insert(hash);
            losers.words.extend(changes.book.words.enter(number, hash));
        }
        for number in changes.words.1 as u32..mentions as u32 {
            let hash = self.speakers.hash(number);
            new.insert(hash);
            losers.mentions.extend(changes.book.mentions.enter(number, hash));
        }
        changes.words = (words, mentions);
        let only = changes.bits.map(|_| self.articles_of(&changes.forms));
        self.enter_articles(only.as_ref(), &mut changes.book, new, &mut losers);
        if changes.bits.is_some() && !losers.are_none() {
            let lost = losers.among(words);
            let affected = (0..self.forms.len()).filter(|rank| lost.has_any(&self.forms, *rank));
            changes.forms.extend(affected.map(|rank| self.forms.form(rank).hash));
        }
        !self.speakers.has_twins()
    }

    /// Returns the articles of those who ran the forms with these hashes.
    fn articles_of(&self, hashes: &FxHashSet<u64>) -> FxHashSet<u64> {
        let ranks =
            (0..self.forms.len()).filter(|rank| hashes.contains(&self.forms.form(*rank).hash));
        ranks.flat_map(|rank| self.forms.members(rank)).filter_map(Said::article).collect()
    }

    /// Enters the articles of all utterances, or only these, each with the days of the utterance with
    /// the smallest key.
    fn enter_articles(
        &self,
        only: Option<&FxHashSet<u64>>,
        book: &mut Codebook,
        new: &mut FxHashSet<u64>,
        losers: &mut Losers,
    ) {
        let is_wanted = |id: &u64| only.is_none_or(|only| only.contains(id));
        let mut firsts: FxHashMap<u64, (u64, Days)> = FxHashMap::default();
        for said in (0..self.forms.len()).flat_map(|rank| self.forms.members(rank)) {
            if let Some(id) = said.article().filter(is_wanted) {
                let first = firsts.entry(id).or_insert((said.key, said.days));
                *first = (*first).min((said.key, said.days));
            }
        }
        for (id, (_, days)) in firsts {
            let (number, before) = book.articles.enter(id, days);
            if before == Some(days) {
                continue;
            }
            new.insert(mix(id));
            if before.is_some() {
                losers.articles.insert(id);
            } else {
                let loser = book.article_codes.enter(number, id);
                losers.articles.extend(loser.map(|number| book.articles.get(number).0));
            }
        }
    }

    fn written_words(&self, bits: Bits, only: Option<&Wanted>, book: &Codebook) -> Rows {
        let words = (0..self.vocabulary.len() as u32).map(|number| {
            (self.vocabulary.hash(number), Entry::Word(self.vocabulary.word(number)))
        });
        let mentions = (0..self.speakers.len() as u32).map(|number| {
            (self.speakers.hash(number), Entry::Mention(self.speakers.mention(number)))
        });
        let articles = (0..book.articles.len() as u32).map(|number| {
            let (id, days) = book.articles.get(number);
            (mix(id), Entry::Article(id, days))
        });
        let is_wanted = |hash: u64| only.is_none_or(|only| only.has(row_of(hash, bits.words)));
        let all = words.chain(mentions).chain(articles);
        let mut all: Vec<_> = all.filter(|(hash, _)| is_wanted(*hash)).collect();
        all.sort_unstable();
        rows(&all, bits.words, only, Entry::write)
    }

    fn write_form(&self, rank: u32, pen: &Pen<'_>, row: &mut Writer) {
        let (words, members) = (self.forms.words(rank as usize), self.forms.members(rank as usize));
        row.count(words.len());
        words.iter().for_each(|word| pen.word(*word, row));
        row.count(members.len());
        members.iter().for_each(|said| pen.said(said, row));
    }

    fn write_note(&self, own: u32, row: &mut Writer) {
        let rank = own as usize;
        let key = |rank: u32| self.forms.key(rank as usize);
        let (sought, links) = (self.notes.sought(rank), self.notes.links(rank));
        let (root, name) = (self.roots[rank], self.names[rank]);
        let (is_root, is_name) = (root == own, name == own);
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
        // Nor are words there that only forms had which are no more.
        self.forms = self.forms.compacted();
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
