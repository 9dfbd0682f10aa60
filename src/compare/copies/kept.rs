//! The runs that articles share as rows, so that they need not be read again.
//!
//! Articles stand in rows by their ids, each with its runs and with the pairs that it is the smaller
//! one of. So the same articles make the same rows in whatever order they came, and a few more
//! change few rows.

use super::ascending;
use super::candidates::SharedRuns;
use crate::model::{ArticleId, Reader, Writer};

/// What the first row begins with; another number for another form or other rules.
const VERSION: u32 = 0x5143_0004;
/// Articles in a row, or up to twice as many: rows of some 2,000 bytes fill the pages of SQLite well.
const ARTICLES: usize = 4;

/// Into how many bits of an id rows are divided.
fn bits_of(articles: usize) -> u32 {
    (articles / ARTICLES).max(1).ilog2()
}

/// Returns the number of the row of an article; the first one has no article.
fn row_of(id: ArticleId, bits: u32) -> u32 {
    1 + id.0.checked_shr(u64::BITS - bits).unwrap_or(0) as u32
}

impl SharedRuns {
    /// Returns the rows that are to be kept so that [`SharedRuns::restore`] gives this back,
    /// `mechanical` with it; and whether they stand in the place of all that were kept before.
    pub fn keep(&mut self, mechanical: usize) -> (bool, Vec<(u32, Vec<u8>)>) {
        let bits = bits_of(self.articles().len());
        let changed = self.take_changed(bits);
        let wanted: Option<Vec<u32>> = changed.map(|ids| {
            let mut rows: Vec<u32> = ids.into_iter().map(|id| row_of(id, bits)).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        });
        let mut first = Writer::default();
        first.u32(VERSION);
        first.u64(mechanical as u64);
        let mut rows = vec![(0, first)];
        let mut by_id: Vec<(ArticleId, usize)> =
            self.articles().iter().enumerate().map(|(at, id)| (*id, at)).collect();
        by_id.sort_unstable();
        for (id, at) in by_id {
            let number = row_of(id, bits);
            if wanted.as_ref().is_some_and(|wanted| wanted.binary_search(&number).is_err()) {
                continue;
            }
            if rows.last().is_none_or(|(last, _)| *last != number) {
                rows.push((number, Writer::default()));
            }
            if let Some((_, row)) = rows.last_mut() {
                self.write(id, at, row);
            }
        }
        (wanted.is_none(), rows.into_iter().map(|(number, row)| (number, row.0)).collect())
    }

    fn write(&self, id: ArticleId, at: usize, row: &mut Writer) {
        row.u64(id.0);
        ascending::write(self.runs_at(at), row);
        let first = (id, ArticleId(0));
        let pairs = self.pair_counts().range(first..).take_while(|((left, _), _)| *left == id);
        row.count(pairs.clone().count());
        for ((_, right), count) in pairs {
            row.u64(right.0);
            row.count(*count as usize);
        }
    }

    /// Returns what these rows kept, and `mechanical`; none where they make no sense.
    pub fn restore(rows: &[Vec<u8>]) -> Option<(Self, usize)> {
        let (first, rows) = rows.split_first()?;
        let mut first = Reader(first);
        first.u32().filter(|version| *version == VERSION)?;
        let mechanical = first.u64()? as usize;
        let mut shared = Self::default();
        let mut pairs = Vec::new();
        for row in rows {
            let mut rest = Reader(row);
            while !rest.0.is_empty() {
                let id = ArticleId(rest.u64()?);
                shared.add_kept(id, |runs| ascending::read(&mut rest, runs))?;
                for _ in 0..rest.count()? {
                    let right = ArticleId(rest.u64()?);
                    pairs.push(((id, right), rest.count()? as u32));
                }
            }
        }
        shared.set_kept(pairs.into_iter().collect(), bits_of(shared.articles().len()));
        Some((shared, mechanical))
    }
}
