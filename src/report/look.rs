//! How an answer for people is laid out.

use std::collections::BTreeMap;

/// The page that a human report is written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Columns to use.
    pub width: usize,
    /// Whether to use colour and other attributes of the terminal.
    pub color: bool,
    /// How many digits of each id are enough.
    pub ids: ShortIds,
}

impl Default for Look {
    /// Returns a plain page of 80 columns.
    fn default() -> Self {
        Self { width: 80, color: false, ids: ShortIds::default() }
    }
}

/// Fewest digits of an id that people are shown.
const FEWEST_DIGITS: usize = 6;

/// Digits of a whole id.
const ALL_DIGITS: usize = 16;

/// How many digits of each id tell it from all others of its letter.
///
/// An id that it does not know takes six.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShortIds {
    digits: BTreeMap<(char, u64), usize>,
}

impl ShortIds {
    /// Returns the shortest unique forms of the numbers `all`, as ids with this letter.
    pub fn among(letter: char, all: impl IntoIterator<Item = u64>) -> Self {
        let mut sorted: Vec<u64> = all.into_iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let shared = |index: usize, other: Option<usize>| {
            let other = other.and_then(|other| sorted.get(other));
            other.map_or(0, |other| (sorted[index] ^ other).leading_zeros() as usize / 4)
        };
        let mut short = Self::default();
        for (index, number) in sorted.iter().enumerate() {
            let nearest = shared(index, index.checked_sub(1)).max(shared(index, Some(index + 1)));
            short.set(letter, *number, nearest + 1);
        }
        short
    }

    /// Notes that the id takes `digits` digits, at least six and at most all.
    pub fn set(&mut self, letter: char, number: u64, digits: usize) {
        if digits > FEWEST_DIGITS {
            self.digits.insert((letter, number), digits.min(ALL_DIGITS));
        }
    }

    /// Takes over what `other` knows.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.digits.extend(other.digits);
        self
    }

    /// Returns the form of an id that people are shown: `q:7c1f2a`.
    pub fn show(&self, id: impl std::fmt::Display) -> String {
        let whole = id.to_string();
        let number = whole.get(2..).and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let known = whole.chars().next().zip(number).and_then(|key| self.digits.get(&key));
        whole.chars().take(2 + known.copied().unwrap_or(FEWEST_DIGITS)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QuoteId;

    #[test]
    fn people_see_the_shortest_unique_form_of_at_least_six_digits() {
        let ids = [0x7c1f_2a00_0000_0001, 0x7c1f_2a00_0000_0002, 0x7c1f_2b00_0000_0000, 1];
        let short = ShortIds::among('q', ids);
        assert_eq!(short.show(QuoteId(ids[0])), "q:7c1f2a0000000001");
        assert_eq!(short.show(QuoteId(ids[2])), "q:7c1f2b");
        assert_eq!(short.show(QuoteId(ids[3])), "q:000000");
        assert_eq!(ShortIds::default().show(QuoteId(ids[0])), "q:7c1f2a");
    }
}
