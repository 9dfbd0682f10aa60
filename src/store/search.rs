//! Searching the texts for words, literally.
//!
//! Nothing that is searched for is ever read as SQL, a pattern or a query language: the texts are
//! scanned here, letter case and runs of white space aside.

use super::{ArticleRow, Filter, Store, StoreError};
use crate::model::{CharIndex, CharSpan};

/// A place where the words searched for stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextHit {
    /// The article.
    pub article: ArticleRow,
    /// Where in its text.
    pub span: CharSpan,
    /// The characters that stand there.
    pub text: String,
}

impl Store {
    /// Returns every place where `terms` stands, by article and place: the same characters one
    /// after another, letter case and runs of white space aside. Nothing for blank terms.
    ///
    /// Costs time linear in the collection.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn find_literal(&self, terms: &str, filter: &Filter) -> Result<Vec<TextHit>, StoreError> {
        let wanted = Folded::new(terms.trim()).text;
        let mut hits = Vec::new();
        if wanted.is_empty() {
            return Ok(hits);
        }
        let finder = memchr::memmem::Finder::new(&wanted);
        self.for_each_text(filter, |article, text| {
            let folded = Folded::new(text);
            let mut places = finder.find_iter(folded.text.as_bytes()).peekable();
            if places.peek().is_none() {
                return;
            }
            let index = CharIndex::new(text);
            hits.extend(places.map(|at| {
                let (start, end) = folded.original(text, at, at + wanted.len());
                let span = CharSpan::new(index.char_of(start), index.char_of(end));
                TextHit { article: article.clone(), span, text: text[start..end].to_owned() }
            }));
        })?;
        Ok(hits)
    }
}

/// A text in lower case with single spaces, and where its parts came from.
struct Folded {
    text: String,
    /// Byte here and byte in the original, wherever the distance between the two changes.
    shifts: Vec<(usize, usize)>,
}

impl Folded {
    fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut shifts: Vec<(usize, usize)> = vec![(0, 0)];
        for (byte, c) in original.char_indices() {
            if c.is_whitespace() {
                if !text.ends_with(' ') {
                    note(&mut shifts, text.len(), byte);
                    text.push(' ');
                }
                continue;
            }
            note(&mut shifts, text.len(), byte);
            text.extend(c.to_lowercase());
        }
        shifts.push((text.len(), original.len()));
        Self { text, shifts }
    }

    /// Returns the bytes in the original that a stretch of the folded text came from.
    fn original(&self, original: &str, start: usize, end: usize) -> (usize, usize) {
        let last = |at: usize| self.shifts.partition_point(|(here, _)| *here <= at) - 1;
        let (here, there) = self.shifts[last(start)];
        let begin = there + (start - here);
        // The end is where the last character ends, not where the next one begins: a run of
        // white space between them is no part of it.
        let (here, there) = self.shifts[last(end - 1)];
        let finish = there + (end - here);
        (original.floor_char_boundary(begin), original.ceil_char_boundary(finish))
    }
}

fn note(shifts: &mut Vec<(usize, usize)>, here: usize, there: usize) {
    if let Some((last_here, last_there)) = shifts.last()
        && here.wrapping_sub(*last_here) != there.wrapping_sub(*last_there)
    {
        shifts.push((here, there));
    }
}
