//! Code point offsets as bytes of the text.

/// Turns growing code point offsets into bytes in one pass.
pub(super) struct Bytes<'a> {
    text: &'a [u8],
    /// How far the text has been read: the byte, and the code points before it.
    byte: usize,
    chars: usize,
}

/// How many bytes are looked at together in a search for a code point.
const BLOCK: usize = 64;

impl<'a> Bytes<'a> {
    /// Begins at the start of `text`.
    pub(super) fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), byte: 0, chars: 0 }
    }

    /// Returns the byte at which code point `offset` begins, or the end of the text.
    pub(super) fn at(&mut self, offset: usize) -> Option<usize> {
        let mut left = offset.checked_sub(self.chars)?;
        let mut byte = self.byte;
        while let Some(block) = self.text.get(byte..byte + BLOCK).filter(|_| left > BLOCK) {
            // Few enough to be counted in one byte, so that many are counted at once.
            left -= usize::from(block.iter().map(|b| u8::from(begins_char(*b))).sum::<u8>());
            byte += BLOCK;
        }
        let begins = |at: &usize| self.text.get(*at).is_none_or(|b| begins_char(*b));
        byte = (byte..=self.text.len()).filter(begins).nth(left)?;
        (self.byte, self.chars) = (byte, offset);
        Some(byte)
    }
}

fn begins_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
