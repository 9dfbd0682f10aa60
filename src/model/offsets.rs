//! Code points to bytes and back, for many slices of one text.

use super::CharSpan;

/// Bytes whose code points are counted together: a slice walks at most this many.
const BLOCK: usize = 64;

/// A text with how many of its code points begin before each of its blocks.
///
/// Building it costs time linear in the text, once, at many bytes a step; every slice after that is
/// quick. Use [`CharSpan::slice`] for a single slice.
#[derive(Debug, Clone)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// The code points before every [`BLOCK`]; empty where the text is ASCII.
    before: Vec<usize>,
    chars: usize,
}

impl<'a> CharIndex<'a> {
    /// Indexes `text`.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, before: Vec::new(), chars: text.len() };
        }
        let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
        let mut before = Vec::with_capacity(blocks.len() + 1);
        let mut chars = 0;
        for block in blocks {
            before.push(chars);
            chars += begun(block);
        }
        before.push(chars);
        Self { text, before, chars: chars + begun(rest) }
    }

    /// Returns how many code points the text has.
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// Returns the byte at which code point number `index` begins; the text's length for its count.
    pub fn byte_of(&self, index: usize) -> Option<usize> {
        if index >= self.chars {
            return (index == self.chars).then_some(self.text.len());
        }
        if self.before.is_empty() {
            return Some(index);
        }
        // The last block that so few begin before: the code point begins in it.
        let block = self.before.partition_point(|before| *before <= index).checked_sub(1)?;
        let bytes = self.text.as_bytes().iter().enumerate().skip(block * BLOCK);
        let mut begins = bytes.filter(|(_, byte)| begins_char(**byte));
        begins.nth(index - self.before[block]).map(|(byte, _)| byte)
    }

    /// Returns the number of the code point that begins at `byte`, or of the next one.
    pub fn char_of(&self, byte: usize) -> usize {
        let Some(before) = self.before.get(byte / BLOCK) else { return byte.min(self.chars) };
        let from = byte / BLOCK * BLOCK;
        before + begun(&self.text.as_bytes()[from..byte.min(self.text.len())])
    }

    /// Returns the words that `span` covers, or `None` where it runs past the end.
    pub fn slice(&self, span: CharSpan) -> Option<&'a str> {
        self.text.get(self.byte_of(span.start)?..self.byte_of(span.end)?)
    }
}

/// Returns how many code points begin in a block.
#[inline]
fn begun(block: &[u8]) -> usize {
    // Few enough to be counted in one byte, so that many are counted at once.
    usize::from(block.iter().map(|byte| u8::from(begins_char(*byte))).sum::<u8>())
}

#[inline]
fn begins_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_those_of_the_span_itself() {
        for text in ["", "plain words", &"“Zoë’s” 🙏 naïve ".repeat(20)] {
            let index = CharIndex::new(text);
            let count = text.chars().count();
            assert_eq!(index.chars(), count);
            for start in 0..=count {
                for end in
                    [start, (start + 1).min(count), (start + 70).min(count), count, count + 1]
                {
                    let span = CharSpan::new(start, end);
                    assert_eq!(index.slice(span), span.slice(text), "{span}");
                }
            }
        }
    }

    #[test]
    fn bytes_lead_back_to_code_points() {
        let text = "“é” ".repeat(60);
        let index = CharIndex::new(&text);
        for (number, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.char_of(byte), number);
            assert_eq!(index.byte_of(number), Some(byte));
        }
        assert_eq!(index.char_of(text.len()), index.chars());
    }
}
