//! How an answer for people is laid out.

use std::collections::BTreeMap;

/// The page that a human report is written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Columns to use for running text.
    pub width: usize,
    /// Columns that there are; what is set side by side uses them all.
    pub screen: usize,
    /// Whether to use colour and other attributes of the terminal.
    pub color: bool,
    /// How many digits of each id are enough.
    pub ids: ShortIds,
}

impl Default for Look {
    /// Returns a plain page of 80 columns.
    fn default() -> Self {
        Self { width: 80, screen: 80, color: false, ids: ShortIds::default() }
    }
}

/// Fewest digits of an id that people are shown.
const FEWEST_DIGITS: usize = 6;

/// How many digits of each id tell it from all others of its letter.
///
/// An id that nothing was said about takes six.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShortIds {
    digits: BTreeMap<String, usize>,
}

impl ShortIds {
    /// Notes that the id `whole` may be shown as `short`, a beginning of it.
    pub fn learn(&mut self, whole: &str, short: &str) {
        let digits = short.len().saturating_sub(2);
        if digits > FEWEST_DIGITS {
            self.digits.insert(whole.to_owned(), digits);
        }
    }

    /// Returns the form of an id that people are shown: `q:7c1f2a`.
    pub fn show(&self, id: impl std::fmt::Display) -> String {
        let whole = id.to_string();
        let known = self.digits.get(&whole);
        whole.chars().take(2 + known.copied().unwrap_or(FEWEST_DIGITS)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QuoteId;

    #[test]
    fn people_see_the_shortest_unique_form_of_at_least_six_digits() {
        let (near, far) = (QuoteId(0x7c1f_2a00_0000_0001), QuoteId(0x7c1f_2b00_0000_0000));
        let mut short = ShortIds::default();
        short.learn(&near.to_string(), "q:7c1f2a00");
        short.learn(&far.to_string(), "q:7c1f");
        assert_eq!(short.show(near), "q:7c1f2a00");
        assert_eq!(short.show(far), "q:7c1f2b");
    }
}
