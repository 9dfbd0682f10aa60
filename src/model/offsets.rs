//! Code points to bytes and back, for many slices of one text.

use super::CharSpan;

/// Code points between two remembered bytes: a slice walks at most this many.
const STEP: usize = 64;

/// A text with the bytes at which its code points begin.
///
/// Building it costs time linear in the text, once; every slice after that is quick. Use
/// [`CharSpan::slice`] for a single slice.
#[derive(Debug, Clone)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// The byte of every [`STEP`]th code point; empty where the text is ASCII.
    steps: Vec<usize>,
    chars: usize,
}

impl<'a> CharIndex<'a> {
    /// Indexes `text`.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, steps: Vec::new(), chars: text.len() };
        }
        let mut steps = Vec::new();
        let mut chars = 0;
        for (byte, _) in text.char_indices() {
            if chars % STEP == 0 {
                steps.push(byte);
            }
            chars += 1;
        }
        Self { text, steps, chars }
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
        let Some(base) = self.steps.get(index / STEP) else { return Some(index) };
        self.text[*base..].char_indices().nth(index % STEP).map(|(byte, _)| base + byte)
    }

    /// Returns the number of the code point that begins at `byte`, or of the next one.
    pub fn char_of(&self, byte: usize) -> usize {
        if self.steps.is_empty() {
            return byte.min(self.chars);
        }
        let step = self.steps.partition_point(|start| *start <= byte).saturating_sub(1);
        let from = self.steps[step];
        let walked = self.text[from..].char_indices().take_while(|(at, _)| from + at < byte);
        step * STEP + walked.count()
    }

    /// Returns the words that `span` covers, or `None` where it runs past the end.
    pub fn slice(&self, span: CharSpan) -> Option<&'a str> {
        self.text.get(self.byte_of(span.start)?..self.byte_of(span.end)?)
    }
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
