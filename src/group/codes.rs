//! Short codes for words and mentions, the same in whatever order they came.
//!
//! A code is a part of the text's hash, so it needs no table to be told from; texts that share one
//! are few, and neither of them has it.

use rustc_hash::FxHashMap;

use super::mix;

/// The first byte of a code; lower ones say that something else follows.
pub(super) const FIRST: u8 = 0xa0;
/// How many codes there are: as many as three bytes give of which the first is not below [`FIRST`].
///
/// Of the 82,000 words and 40,000 names of 50,000 articles one in a hundred shares its code.
const CODES: u64 = (256 - FIRST as u64) << 16;
/// Stands for the number of texts that share a code.
const SHARED: u32 = u32::MAX;

/// The codes of some numbered texts.
#[derive(Debug, Default)]
pub(super) struct Codes {
    numbers: FxHashMap<u32, u32>,
}

/// Returns the code of a text with this hash.
pub(super) fn short(hash: u64) -> u32 {
    (((mix(hash) >> 32) * CODES) >> 32) as u32
}

/// Returns a code as bytes.
pub(super) fn to_bytes(code: u32) -> [u8; 3] {
    [FIRST + (code >> 16) as u8, (code >> 8) as u8, code as u8]
}

/// Returns the code that these bytes are, none where they are none.
pub(super) fn from_bytes(bytes: [u8; 3]) -> Option<u32> {
    let high = bytes[0].checked_sub(FIRST)?;
    Some(u32::from_be_bytes([0, high, bytes[1], bytes[2]]))
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

    /// Makes room for so many further texts.
    pub(super) fn reserve(&mut self, texts: usize) {
        self.numbers.reserve(texts);
    }

    /// Returns the number of the text with this code.
    pub(super) fn number(&self, code: u32) -> Option<u32> {
        self.numbers.get(&code).copied().filter(|number| *number != SHARED)
    }

    /// Returns the numbers by their codes, faster to look up than here where nearly all are asked for.
    pub(super) fn table(&self) -> Table {
        let mut table =
            Table { blocks: vec![Block::default(); CODES as usize / BLOCK], numbers: Vec::new() };
        let known = || self.numbers.iter().filter(|(_, number)| **number != SHARED);
        for (code, _) in known() {
            let (block, bit) = place(*code);
            table.blocks[block].codes |= bit;
        }
        let mut before = 0;
        for block in &mut table.blocks {
            block.before = before;
            before += block.codes.count_ones();
        }
        table.numbers = vec![0; before as usize];
        for (code, number) in known() {
            if let Some(at) = table.at(*code) {
                table.numbers[at] = *number;
            }
        }
        table
    }
}

/// Codes that one block tells about, a bit for each.
const BLOCK: usize = u64::BITS as usize;

/// The codes that there are among 64, and how many there are before these.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    codes: u64,
    before: u32,
}

/// The numbers of texts by their codes: so small that a core keeps all of it at hand.
#[derive(Debug)]
pub(super) struct Table {
    blocks: Vec<Block>,
    /// The numbers in the order of codes.
    numbers: Vec<u32>,
}

impl Table {
    /// Returns the number of the text with this code.
    #[inline]
    pub(super) fn number(&self, code: u32) -> Option<u32> {
        self.numbers.get(self.at(code)?).copied()
    }

    #[inline]
    fn at(&self, code: u32) -> Option<usize> {
        let (block, bit) = place(code);
        let block = self.blocks.get(block)?;
        (block.codes & bit != 0)
            .then(|| (block.before + (block.codes & (bit - 1)).count_ones()) as usize)
    }
}

/// Returns the block of a code, and its bit there.
#[inline]
fn place(code: u32) -> (usize, u64) {
    (code as usize / BLOCK, 1 << (code as usize % BLOCK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_from_their_bytes() {
        for code in [0, 1, 0xffff, 0x1_0000, CODES as u32 - 1] {
            assert_eq!(from_bytes(to_bytes(code)), Some(code));
        }
        assert_eq!(from_bytes([FIRST - 1, 0, 0]), None);
        assert!((0..10_000).all(|hash| u64::from(short(hash)) < CODES));
    }

    #[test]
    fn texts_that_share_a_code_have_none() {
        let mut codes = Codes::default();
        assert_eq!(codes.enter(0, 11), None);
        assert_eq!(codes.enter(0, 11), None);
        assert_eq!(codes.table().number(short(11)), Some(0));
        assert_eq!(codes.enter(1, 11), Some(0));
        assert_eq!(codes.enter(2, 11), None);
        assert_eq!(codes.enter(3, 12), None);
        assert_eq!([0, 1, 2].map(|number| codes.code(number, 11)), [None; 3]);
        assert_eq!(codes.code(3, 12), Some(short(12)));
        let table = codes.table();
        assert_eq!([11, 12].map(|hash| table.number(short(hash))), [None, Some(3)]);
        assert_eq!([0, 63, 64, u32::MAX].map(|code| table.number(code)), [None; 4]);
    }

    #[test]
    fn every_code_leads_to_its_number() {
        let mut codes = Codes::default();
        let hash = |number: u32| u64::from(number) << 20;
        (0..1000).for_each(|number| assert_eq!(codes.enter(number, hash(number)), None));
        let table = codes.table();
        for number in 0..1000 {
            assert_eq!(table.number(short(hash(number))), Some(number));
        }
    }
}
