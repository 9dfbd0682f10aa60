//! Where words begin in a text, told for 64 bytes at a time.

/// A bit for each byte of a text, 64 bytes a block.
pub(super) struct WordBits {
    /// The ASCII letters and digits.
    plain: Vec<u64>,
    /// The same, and all bytes beyond ASCII but those of quotation marks and dashes.
    all: Vec<u64>,
    /// For each block, whether words may begin in it that have more than ASCII letters and digits.
    is_odd: Vec<bool>,
}

impl WordBits {
    /// Tells eight bytes at once (Henry Warren, "Hacker's Delight", 2002).
    pub(super) fn of(bytes: &[u8]) -> Self {
        let blocks = bytes.len() / 64 + 1;
        let mut bits = Self {
            plain: Vec::with_capacity(blocks),
            all: Vec::with_capacity(blocks),
            is_odd: Vec::with_capacity(blocks),
        };
        let (whole, rest) = bytes.as_chunks::<64>();
        whole.iter().for_each(|block| bits.push(block));
        let mut last = [0; 64];
        last[..rest.len()].copy_from_slice(rest);
        bits.push(&last);
        bits.pass_over_marks(bytes);
        for block in (1..blocks).rev() {
            // A word goes on in the next block.
            bits.is_odd[block - 1] |= bits.is_odd[block] && bits.all[block - 1] >> 63 == 1;
        }
        bits
    }

    fn push(&mut self, block: &[u8; 64]) {
        let (mut plain, mut beyond, mut has_bracket) = (0, 0, 0);
        let eights = block.as_chunks::<8>().0;
        for (at, eight) in eights.iter().enumerate() {
            let eight = u64::from_le_bytes(*eight);
            plain |= gathered(letters_of(eight)) << (8 * at);
            beyond |= eight;
            has_bracket |= within(eight & LOW, b'[', b']') & !eight;
        }
        let mut all = plain;
        if beyond & HIGHEST != 0 {
            for (at, eight) in eights.iter().enumerate() {
                all |= gathered(u64::from_le_bytes(*eight)) << (8 * at);
            }
        }
        self.plain.push(plain);
        self.all.push(all);
        self.is_odd.push(has_bracket & HIGHEST != 0);
    }

    /// Takes out quotation marks and dashes; where something else is beyond ASCII, words may be odd.
    fn pass_over_marks(&mut self, bytes: &[u8]) {
        for block in 0..self.all.len() {
            let mut beyond = self.all[block] & !self.plain[block];
            while beyond != 0 {
                let at = 64 * block + beyond.trailing_zeros() as usize;
                if is_mark(bytes, at) {
                    for byte in at..at + MARK {
                        self.all[byte / 64] &= !(1 << (byte % 64));
                    }
                    beyond &= self.all[block];
                } else {
                    self.is_odd[block] = true;
                    beyond &= beyond - 1;
                }
            }
        }
    }

    /// Returns where the first word from the byte `from` on begins that is `wanted`, or may have more than
    /// ASCII letters and digits, and whether another one begins before it; `from` is no byte inside a word.
    #[inline]
    pub(super) fn next_start(
        &self,
        from: usize,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<(usize, bool)> {
        let mut block = from / 64;
        let bit = 1 << (from % 64);
        // An ideograph is a word by itself, and so the next one begins beside it.
        let own = self.all.get(block)? & bit;
        let mut starts = (self.starts_in(block) & (u64::MAX << (from % 64))) | own;
        let mut has_others = false;
        loop {
            while starts == 0 {
                block += 1;
                if block == self.all.len() {
                    return None;
                }
                starts = self.starts_in(block);
            }
            let start = 64 * block + starts.trailing_zeros() as usize;
            if self.is_odd[block] || wanted(start) {
                return Some((start, has_others));
            }
            has_others = true;
            starts &= starts - 1;
        }
    }

    #[inline]
    fn starts_in(&self, block: usize) -> u64 {
        let before = if block > 0 { self.all[block - 1] >> 63 } else { 0 };
        self.all[block] & !(self.all[block] << 1 | before)
    }

    /// Returns where the ASCII letters and digits end that begin at `start`; `start` where it is none.
    #[inline]
    pub(super) fn plain_end(&self, start: usize) -> usize {
        let mut block = start / 64;
        let mut rest = !self.plain[block] & (u64::MAX << (start % 64));
        // The last block has a byte beyond the text, which is none.
        while rest == 0 {
            block += 1;
            rest = !self.plain[block];
        }
        64 * block + rest.trailing_zeros() as usize
    }
}

/// Bytes of a quotation mark or dash beyond ASCII.
const MARK: usize = 3;

/// Says whether the character that begins at a byte is a quotation mark, a dash or a sign of that kind,
/// U+2010 to U+2027, with which no word goes on.
#[inline]
pub(super) fn is_mark(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..), Some([0xe2, 0x80, 0x90..=0xa7, ..]))
}

/// One bit in each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each, and all others.
const HIGHEST: u64 = ONES << 7;
const LOW: u64 = !HIGHEST;

/// Sets the highest bit of each of eight bytes that is an ASCII letter or digit; the other bits say nothing.
fn letters_of(eight: u64) -> u64 {
    let low = eight & LOW;
    (within(low | (ONES * 0x20), b'a', b'z') | within(low, b'0', b'9')) & !eight
}

/// Sets the highest bit of each of eight bytes, themselves without it, from one byte to another.
fn within(low: u64, from: u8, to: u8) -> u64 {
    let from = low + ONES * u64::from(0x80 - from);
    let beyond = low + ONES * u64::from(0x7f - to);
    from & !beyond
}

/// Puts the highest bits of eight bytes side by side.
fn gathered(eight: u64) -> u64 {
    ((eight >> 7) & ONES).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_eight_at_once() {
        for length in [0, 1, 63, 64, 65, 300] {
            let bytes: Vec<u8> = (0..length).map(|at| (at * 37 % 256) as u8).collect();
            let bits = WordBits::of(&bytes);
            for at in 0..64 * bits.plain.len() {
                let byte = bytes.get(at).copied().unwrap_or(b' ');
                let has = |bits: &[u64]| bits[at / 64] >> (at % 64) & 1 == 1;
                assert_eq!(has(&bits.plain), byte.is_ascii_alphanumeric(), "{byte}");
                let is_any = byte.is_ascii_alphanumeric() || !byte.is_ascii();
                assert_eq!(has(&bits.all), is_any, "{byte}");
            }
        }
    }

    #[test]
    fn words_begin_behind_quotation_marks() {
        for filling in 0..130 {
            let text = format!("{}“Go” – “on’s", ".".repeat(filling));
            let bits = WordBits::of(text.as_bytes());
            let mut starts = Vec::new();
            let mut at = 0;
            while let Some((start, _)) = bits.next_start(at, |_| true) {
                at = bits.plain_end(start);
                starts.push(&text[start..at]);
            }
            assert_eq!(starts, ["Go", "on", "s"], "{text}");
            assert!(bits.is_odd.iter().all(|is_odd| !is_odd));
        }
    }
}
