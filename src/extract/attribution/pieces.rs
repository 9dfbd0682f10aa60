//! A text as long as a book is attributed in pieces, each as an article of its own.
//!
//! What is known of an article takes forty times the room of its text. A bound on the piece bounds
//! the memory, and memory that is used again is what keeps time in proportion to the text: fresh
//! pages are dearer than all the work on the words that they hold.

use std::ops::Range;

use super::tokens::Folded;

/// How long a piece is at least, in bytes: no article of news comes near it.
const PIECE: usize = 1 << 20;

/// How far a line break is looked for where a piece may end, in bytes; then a space does.
const REACH: usize = 16 << 10;

/// How far the marks of a quotation may reach beyond its words, in bytes.
const MARKS: usize = 4;

/// A stretch of a text with its quotations.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its bytes.
    pub(super) bytes: Range<usize>,
    /// Its quotations, as places in the list of all.
    pub(super) quotations: Range<usize>,
}

/// Returns the pieces of a text whose quotations are `folded`, sorted and apart.
pub(super) fn pieces(text: &str, folded: &[Folded]) -> Vec<Piece> {
    let mut found = Vec::new();
    let (mut from, mut first) = (0, 0);
    while text.len() - from > PIECE + PIECE / 4 {
        let to = cut(text.as_bytes(), folded, from + PIECE);
        let next = folded.partition_point(|quotation| quotation.start < to);
        found.push(Piece { bytes: from..to, quotations: first..next });
        (from, first) = (to, next);
    }
    if from < text.len() || found.is_empty() {
        found.push(Piece { bytes: from..text.len(), quotations: first..folded.len() });
    }
    found
}

/// Returns the first place from `least` on, after a line break or a space, where no quotation is
/// cut from its marks.
fn cut(text: &[u8], folded: &[Folded], least: usize) -> usize {
    let mut at = least;
    while let Some(rest) = text.get(at..) {
        let line = memchr::memchr(b'\n', &rest[..rest.len().min(REACH)]);
        let Some(length) = line.or_else(|| memchr::memchr(b' ', rest)) else { break };
        let end = at + length + 1;
        let next = folded.partition_point(|quotation| quotation.end + MARKS <= end);
        match folded.get(next).filter(|quotation| quotation.start < end + MARKS) {
            Some(around) => at = around.end.max(end),
            None => return end,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_whole_text_and_cut_no_quotation() {
        for unit in ["word, “so it is,” ", "word “a” “b” “c”\n", "“ä”“ö”“ü”“é”", "ohne "]
        {
            let text = unit.repeat(3 * PIECE / unit.len());
            let opens = text.match_indices('“').map(|(at, mark)| at + mark.len());
            let closes = text.match_indices('”').map(|(at, _)| at);
            let folded: Vec<Folded> = opens
                .zip(closes)
                .enumerate()
                .map(|(index, (start, end))| Folded { start, end, index })
                .collect();
            let found = pieces(&text, &folded);
            assert_eq!(found.len(), if unit.contains(' ') { 3 } else { 1 }, "{unit}");
            let (mut byte, mut quotation) = (0, 0);
            for piece in found {
                assert_eq!((piece.bytes.start, piece.quotations.start), (byte, quotation));
                (byte, quotation) = (piece.bytes.end, piece.quotations.end);
                let own = &folded[piece.quotations];
                assert!(own.iter().all(|q| q.start > piece.bytes.start && q.end < byte), "{unit}");
            }
            assert_eq!((byte, quotation), (text.len(), folded.len()), "{unit}");
        }
    }

    #[test]
    fn an_article_is_one_piece() {
        let text = "word “so” ".repeat(PIECE / 12);
        assert_eq!(pieces(&text, &[]), [Piece { bytes: 0..text.len(), quotations: 0..0 }]);
    }
}
