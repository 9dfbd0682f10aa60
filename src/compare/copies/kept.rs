//! The runs that articles share as rows, so that they need not be read again.
//!
//! Articles stand in rows by their ids, each with its runs and with the pairs that it is the smaller
//! one of. So the same articles make the same rows in whatever order they came, and a few more
//! change few rows.

use super::candidates::SharedRuns;
use crate::model::ArticleId;

/// What the first row begins with; another number for another form or other rules.
const VERSION: u32 = 0x5143_0002;
/// Articles in a row, or up to twice as many: rows of some 650 bytes fill the pages of SQLite well.
const ARTICLES: usize = 1;

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
        let mut first = VERSION.to_le_bytes().to_vec();
        first.extend_from_slice(&(mechanical as u64).to_le_bytes());
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
                rows.push((number, Vec::new()));
            }
            if let Some((_, row)) = rows.last_mut() {
                self.write(id, at, row);
            }
        }
        (wanted.is_none(), rows)
    }

    fn write(&self, id: ArticleId, at: usize, row: &mut Vec<u8>) {
        row.extend_from_slice(&id.0.to_le_bytes());
        let runs = self.runs_at(at);
        write_number(runs.len() as u32, row);
        runs.iter().for_each(|run| row.extend_from_slice(&run.to_le_bytes()));
        let first = (id, ArticleId(0));
        let pairs = self.pair_counts().range(first..).take_while(|((left, _), _)| *left == id);
        write_number(pairs.clone().count() as u32, row);
        for ((_, right), count) in pairs {
            row.extend_from_slice(&right.0.to_le_bytes());
            write_number(*count, row);
        }
    }

    /// Returns what these rows kept, and `mechanical`; none where they make no sense.
    pub fn restore(rows: &[Vec<u8>]) -> Option<(Self, usize)> {
        let (first, rows) = rows.split_first()?;
        let (version, mechanical) = first.split_at_checked(4)?;
        if version != VERSION.to_le_bytes() {
            return None;
        }
        let mechanical = u64::from_le_bytes(mechanical.try_into().ok()?) as usize;
        let mut shared = Self::default();
        let (mut runs, mut pairs) = (Vec::new(), Vec::new());
        for row in rows {
            let mut rest = row.as_slice();
            while !rest.is_empty() {
                let id = read_id(&mut rest)?;
                runs.clear();
                let bytes = read_number(&mut rest)? as usize * 4;
                let (own, after) = rest.split_at_checked(bytes)?;
                rest = after;
                runs.extend(own.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)));
                if !runs.is_sorted() {
                    return None;
                }
                shared.add_kept(id, &runs);
                for _ in 0..read_number(&mut rest)? {
                    let right = read_id(&mut rest)?;
                    pairs.push(((id, right), read_number(&mut rest)?));
                }
            }
        }
        shared.set_kept(pairs.into_iter().collect(), bits_of(shared.articles().len()));
        Some((shared, mechanical))
    }
}

/// Writes a number seven bits at a time, the lowest first.
fn write_number(number: u32, row: &mut Vec<u8>) {
    let mut rest = number;
    while rest > 0x7f {
        row.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    row.push(rest as u8);
}

fn read_number(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0u64;
    for shift in (0..35).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(number).ok();
        }
    }
    None
}

fn read_id(rest: &mut &[u8]) -> Option<ArticleId> {
    let (id, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(ArticleId(u64::from_le_bytes(*id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_nonsense_does_not() {
        let mut row = Vec::new();
        let numbers = [0, 127, 128, 70_000, u32::MAX];
        numbers.iter().for_each(|number| write_number(*number, &mut row));
        let mut rest = row.as_slice();
        assert_eq!(numbers.map(|_| read_number(&mut rest)), numbers.map(Some));
        assert_eq!(read_number(&mut rest), None);
        assert_eq!(read_number(&mut &[0xff_u8; 9][..]), None);
    }
}
