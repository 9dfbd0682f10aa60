//! Places in a text.

use std::fmt;

/// A half-open stretch of a text, counted in Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    /// The first code point inside.
    pub start: usize,
    /// The first code point after.
    pub end: usize,
}

impl CharSpan {
    /// Returns the span from `start` up to, and without, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns how many code points the span holds.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Says whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Says whether `other` lies inside, ends shared or not.
    pub fn contains(self, other: CharSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether the two share a code point.
    pub fn overlaps(self, other: CharSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the slice of `text` that the span covers, or `None` where it runs past the end.
    ///
    /// Costs time linear in `end`.
    pub fn slice(self, text: &str) -> Option<&str> {
        let (start, end) = (byte_of(text, self.start)?, byte_of(text, self.end)?);
        text.get(start..end)
    }
}

impl fmt::Display for CharSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Returns the byte at which code point number `index` begins; the text's length for its count.
fn byte_of(text: &str, index: usize) -> Option<usize> {
    if text.is_ascii() {
        return (index <= text.len()).then_some(index);
    }
    let ends = std::iter::once(text.len());
    text.char_indices().map(|(byte, _)| byte).chain(ends).nth(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_count_code_points_not_bytes() {
        let text = "🚨 “We are safe 🙏,” she said";
        assert_eq!(CharSpan::new(3, 16).slice(text), Some("We are safe 🙏"));
        assert_eq!(CharSpan::new(0, 99).slice(text), None);
    }

    #[test]
    fn an_empty_span_at_the_end_is_an_empty_slice() {
        assert_eq!(CharSpan::new(3, 3).slice("abc"), Some(""));
        assert_eq!(CharSpan::new(2, 2).slice("éé"), Some(""));
    }
}
