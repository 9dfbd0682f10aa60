//! Short codes for words and mentions, the same in whatever order they came.
//!
//! A code is a part of the text's hash, so it needs no table to be told from; texts that share one
//! are few, and neither of them has it.

use rustc_hash::FxHashMap;

use super::mix;

/// Bits of a code: with two more, which say what it is, four bytes.
const BITS: u32 = 30;
/// Stands for the number of texts that share a code.
const SHARED: u32 = u32::MAX;

/// The codes of some numbered texts.
#[derive(Debug, Default)]
pub(super) struct Codes {
    numbers: FxHashMap<u32, u32>,
}

/// Returns the code of a text with this hash.
pub(super) fn short(hash: u64) -> u32 {
    (mix(hash) >> (u64::BITS - BITS)) as u32
}

impl Codes {
    /// Enters a text; returns the one that loses its code to this.
    pub(super) fn enter(&mut self, number: u32, hash: u64) -> Option<u32> {
        let known = self.numbers.entry(short(hash)).or_insert(number);
        let loser = *known;
        if loser == number {
            return None;
        }
        *known = SHARED;
        (loser != SHARED).then_some(loser)
    }

    /// Returns the code of a text, none where it shares it.
    pub(super) fn code(&self, number: u32, hash: u64) -> Option<u32> {
        let code = short(hash);
        (self.numbers.get(&code) == Some(&number)).then_some(code)
    }

    /// Returns the number of the text with this code.
    pub(super) fn number(&self, code: u32) -> Option<u32> {
        self.numbers.get(&code).copied().filter(|number| *number != SHARED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_share_a_code_have_none() {
        let mut codes = Codes::default();
        assert_eq!(codes.enter(0, 11), None);
        assert_eq!(codes.enter(0, 11), None);
        assert_eq!(codes.number(short(11)), Some(0));
        assert_eq!(codes.enter(1, 11), Some(0));
        assert_eq!(codes.enter(2, 11), None);
        assert_eq!(codes.enter(3, 12), None);
        assert_eq!([0, 1, 2].map(|number| codes.code(number, 11)), [None; 3]);
        assert_eq!(codes.number(short(11)), None);
        assert_eq!(codes.code(3, 12), Some(short(12)));
    }
}
