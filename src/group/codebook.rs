//! How words and utterances are written down in few bytes, and read again.
//!
//! A common word is one byte, any other one the three bytes of its code, and so are a speaker and
//! an article, with which its days come along.

use rustc_hash::FxHashMap;

use super::codes::{Codes, FIRST, Table, from_bytes, to_bytes};
use super::said::{Days, Said};
use super::speakers::Speakers;
use super::weights::common_words;
use super::words::{Marks, Vocabulary};
use crate::model::{Reader, Writer};

/// The first byte of what has no code: its hash follows. Lower ones are common words.
pub(super) const WHOLE_HASH: u8 = FIRST - 1;
/// Stands for the place of a word among the common ones where it is none of them.
const NOT_COMMON: u8 = u8::MAX;

/// What is said of an utterance, bit by bit; what is not said takes no bytes.
mod flag {
    pub(super) const ARTICLE: u8 = 1;
    pub(super) const CONTAINER: u8 = 2;
    /// Its days are not those of its article.
    pub(super) const DAYS: u8 = 4;
    pub(super) const SPEAKER: u8 = 16;
    pub(super) const MARKS: u8 = 32;
}

/// The articles that utterances stand in, numbered, each with the days of its first utterance.
#[derive(Debug, Default)]
pub(super) struct Articles {
    known: Vec<(u64, Days)>,
    numbers: FxHashMap<u64, u32>,
}

impl Articles {
    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// Returns the article of this number and its days.
    pub(super) fn get(&self, number: u32) -> (u64, Days) {
        self.known[number as usize]
    }

    /// Enters an article; returns its number, and the days that it had where it was known.
    pub(super) fn enter(&mut self, id: u64, days: Days) -> (u32, Option<Days>) {
        let number = *self.numbers.entry(id).or_insert(self.known.len() as u32);
        match self.known.get_mut(number as usize) {
            Some((_, known)) => (number, Some(std::mem::replace(known, days))),
            None => {
                self.known.push((id, days));
                (number, None)
            }
        }
    }
}

/// The codes of words, mentions and articles.
#[derive(Debug, Default)]
pub(super) struct Codebook {
    pub(super) words: Codes,
    pub(super) mentions: Codes,
    pub(super) articles: Articles,
    pub(super) article_codes: Codes,
}

/// Writes words and utterances by their codes.
pub(super) struct Pen<'a> {
    vocabulary: &'a Vocabulary,
    speakers: &'a Speakers,
    book: &'a Codebook,
    /// For each word its place among the common ones.
    common: Vec<u8>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        speakers: &'a Speakers,
        book: &'a Codebook,
    ) -> Self {
        let mut common = vec![NOT_COMMON; vocabulary.len()];
        for (place, word) in (0..).zip(common_words()) {
            if let Some(number) = vocabulary.known(word) {
                common[number as usize] = place;
            }
        }
        Self { vocabulary, speakers, book, common }
    }

    /// Writes a word.
    pub(super) fn word(&self, word: u32, row: &mut Writer) {
        match self.common[word as usize] {
            NOT_COMMON => code(&self.book.words, word, self.vocabulary.hash(word), row),
            common => row.u8(common),
        }
    }

    /// Writes an utterance, its words aside.
    pub(super) fn said(&self, said: &Said, row: &mut Writer) {
        let articles = &self.book.articles;
        let article = said.article().and_then(|id| articles.numbers.get(&id)).copied();
        let known_days = article.map_or(Days::NONE, |number| articles.get(number).1);
        let has = |is: bool, flag: u8| if is { flag } else { 0 };
        row.u8(has(article.is_some(), flag::ARTICLE)
            | has(said.container().is_some(), flag::CONTAINER)
            | has(said.days != known_days, flag::DAYS)
            | has(said.speaker().is_some(), flag::SPEAKER)
            | has(said.marks != Marks::default(), flag::MARKS));
        row.u64(said.key);
        if let Some(number) = article {
            code(&self.book.article_codes, number, articles.get(number).0, row);
        }
        if let Some(container) = said.container() {
            row.u64(container);
        }
        if said.days != known_days {
            write_days(said.days, row);
        }
        if let Some(speaker) = said.speaker() {
            code(&self.book.mentions, speaker, self.speakers.hash(speaker), row);
        }
        if said.marks != Marks::default() {
            row.u8(said.marks.ellipses);
            row.u8(said.marks.brackets);
        }
    }
}

fn code(codes: &Codes, number: u32, hash: u64, row: &mut Writer) {
    match codes.code(number, hash) {
        Some(code) => row.0.extend_from_slice(&to_bytes(code)),
        None => {
            row.u8(WHOLE_HASH);
            row.u64(hash);
        }
    }
}

/// Writes the first day and the last.
pub(super) fn write_days(days: Days, row: &mut Writer) {
    let (first, last) = days.bounds();
    row.u32(first as u32);
    row.u32(last as u32);
}

/// Reads the first day and the last.
pub(super) fn read_days(row: &mut Reader<'_>) -> Option<Days> {
    Some(Days::new(row.u32()? as i32, row.u32()? as i32))
}

impl Articles {
    /// Makes room for so many further articles.
    pub(super) fn reserve(&mut self, articles: usize) {
        self.known.reserve(articles);
        self.numbers.reserve(articles);
    }
}

impl Codebook {
    /// Makes room for so many further words, mentions and articles.
    pub(super) fn reserve(&mut self, words: usize, mentions: usize, articles: usize) {
        self.words.reserve(words);
        self.mentions.reserve(mentions);
        self.article_codes.reserve(articles);
    }
}

/// Reads what a [`Pen`] has written.
pub(super) struct Glasses<'a> {
    vocabulary: &'a Vocabulary,
    book: &'a Codebook,
    /// The words by their codes.
    words: Table,
    /// The mentions that have no code, by their hashes.
    mentions: FxHashMap<u64, u32>,
    /// For each common word its number, once it has been seen.
    common: Vec<Option<u32>>,
}

impl<'a> Glasses<'a> {
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        speakers: &'a Speakers,
        book: &'a Codebook,
    ) -> Self {
        let common = common_words().iter().map(|word| vocabulary.known(word)).collect();
        let all = (0..speakers.len() as u32).map(|number| (speakers.hash(number), number));
        let has_none = |(hash, number): &(u64, u32)| book.mentions.code(*number, *hash).is_none();
        let words = book.words.table();
        Self { vocabulary, book, words, mentions: all.filter(has_none).collect(), common }
    }

    /// Reads a word.
    pub(super) fn word(&self, row: &mut Reader<'_>) -> Option<u32> {
        match row.0.first().copied()? {
            first if first < WHOLE_HASH => {
                row.u8()?;
                *self.common.get(usize::from(first))?
            }
            WHOLE_HASH => {
                row.u8()?;
                self.vocabulary.number_of_hash(row.u64()?)
            }
            _ => {
                let (code, rest) = row.0.split_first_chunk()?;
                row.0 = rest;
                self.words.number(from_bytes(*code)?)
            }
        }
    }

    /// Reads an utterance.
    pub(super) fn said(&self, row: &mut Reader<'_>) -> Option<Said> {
        let flags = row.u8()?;
        let has = |flag: u8| flags & flag != 0;
        let key = row.u64()?;
        let articles = &self.book.articles;
        let article = if has(flag::ARTICLE) {
            let by_hash = |id| articles.numbers.get(&id).copied();
            Some(articles.get(number(&self.book.article_codes, row, by_hash)?))
        } else {
            None
        };
        let container = if has(flag::CONTAINER) { Some(row.u64()?) } else { None };
        let known_days = article.map_or(Days::NONE, |(_, days)| days);
        let days = if has(flag::DAYS) { read_days(row)? } else { known_days };
        let speaker = if has(flag::SPEAKER) {
            let by_hash = |hash| self.mentions.get(&hash).copied();
            Some(number(&self.book.mentions, row, by_hash)?)
        } else {
            None
        };
        let marks = if has(flag::MARKS) {
            Marks { ellipses: row.u8()?, brackets: row.u8()? }
        } else {
            Marks::default()
        };
        Some(Said::kept(key, [article.map(|(id, _)| id), container], days, speaker, marks))
    }
}

fn number(
    codes: &Codes,
    row: &mut Reader<'_>,
    number_of_hash: impl Fn(u64) -> Option<u32>,
) -> Option<u32> {
    let first = row.u8()?;
    if first == WHOLE_HASH {
        return number_of_hash(row.u64()?);
    }
    codes.number(from_bytes([first, row.u8()?, row.u8()?])?)
}
