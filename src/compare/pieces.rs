//! A text that discloses its cuts: its pieces, found in order in the reference.

use std::ops::Range;

use super::align::{Pairs, run_places};
use super::reading::Prepared;

/// Most places of one piece that are looked at.
const MOST_PLACES: usize = 32;
/// Most words of the reference that one pair of brackets may stand for; a longer cut needs an ellipsis.
const LONGEST_REPLACED: usize = 6;

/// A run of words without a bracket or an ellipsis in it.
#[derive(Debug, Clone)]
struct Piece {
    words: Range<usize>,
    /// Whether an ellipsis stands between it and the piece before.
    after_gap: bool,
}

/// Says whether a text has an ellipsis or brackets with words.
pub(crate) fn is_disclosing(read: &Prepared<'_>) -> bool {
    read.marks.iter().any(|mark| mark.is_gap)
        || read.tokens.iter().any(|token| token.bracket > 0 || token.inner_bracket)
}

/// Returns the parts of a text between its ellipses, from the first word of each to its last.
pub(crate) fn parts_between_gaps<'a>(read: &Prepared<'a>) -> Vec<&'a str> {
    let count = read.tokens.len();
    let mut starts: Vec<usize> = (1..count).filter(|at| read.marks[*at].is_gap).collect();
    starts.insert(0, 0);
    let ends = starts[1..].iter().copied().chain([count]);
    starts.iter().zip(ends).map(|(start, end)| read.slice(*start, end)).collect()
}

/// Returns the parts of a text that has ellipses and brackets with words: what must stand side by side.
pub(crate) fn parts_between_cuts<'a>(read: &Prepared<'a>) -> Vec<&'a str> {
    pieces(read).into_iter().map(|piece| read.slice(piece.words.start, piece.words.end)).collect()
}

/// Pairs the words of every piece of `other` with the reference, each piece side by side and all in
/// order; of several ways the one that leaves out fewest words. `None` where a piece is not there.
pub(crate) fn place(reference: &Prepared<'_>, other: &Prepared<'_>) -> Option<Pairs> {
    let pieces = pieces(other);
    let mut chains: Vec<Vec<(usize, usize, usize)>> = Vec::with_capacity(pieces.len());
    for (number, piece) in pieces.iter().enumerate() {
        let places = run_places(reference, other, piece.words.start, piece.words.end, MOST_PLACES);
        let mut reached: Vec<(usize, usize, usize)> = Vec::new();
        for start in places {
            let before = match number.checked_sub(1) {
                None => Some((0, 0)),
                Some(last) => cheapest(&chains[last], &pieces[last], piece, start),
            };
            reached.extend(before.map(|(cost, from)| (start, cost, from)));
        }
        if reached.is_empty() {
            return None;
        }
        chains.push(reached);
    }
    trace(&chains, &pieces)
}

/// Returns the least number of words left out on the way to `start`, and which place it comes from.
fn cheapest(
    chain: &[(usize, usize, usize)],
    last: &Piece,
    piece: &Piece,
    start: usize,
) -> Option<(usize, usize)> {
    let ways = chain.iter().enumerate().filter_map(|(index, (before, cost, _))| {
        let left_out = start.checked_sub(before + last.words.len())?;
        (piece.after_gap || left_out <= LONGEST_REPLACED).then_some((cost + left_out, index))
    });
    ways.min()
}

fn trace(chains: &[Vec<(usize, usize, usize)>], pieces: &[Piece]) -> Option<Pairs> {
    let end = chains.last()?;
    let mut index = (0..end.len()).min_by_key(|at| (end[*at].1, end[*at].0))?;
    let mut pairs = Pairs::new();
    for (chain, piece) in chains.iter().zip(pieces).rev() {
        let (start, _, from) = chain[index];
        pairs.extend((0..piece.words.len()).rev().map(|i| (start + i, piece.words.start + i)));
        index = from;
    }
    pairs.reverse();
    Some(pairs)
}

fn pieces(read: &Prepared<'_>) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut gap = false;
    let mut open = false;
    for (at, token) in read.tokens.iter().enumerate() {
        let is_plain = token.bracket == 0 && !token.inner_bracket;
        gap |= read.marks[at].is_gap;
        open &= !read.marks[at].is_gap;
        match found.last_mut() {
            Some(piece) if is_plain && open => piece.words.end = at + 1,
            _ if is_plain => {
                found.push(Piece { words: at..at + 1, after_gap: gap });
                gap = false;
            }
            _ => {}
        }
        open = is_plain;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_placed_in_order_with_fewest_words_left_out() {
        let reference = Prepared::new("we will win because we work and we will win again");
        let other = Prepared::new("we … will win again");
        let pairs = place(&reference, &other);
        assert_eq!(pairs, Some(vec![(7, 0), (8, 1), (9, 2), (10, 3)]));
        assert_eq!(place(&reference, &Prepared::new("we … lose again")), None);
        assert_eq!(place(&reference, &Prepared::new("again … we will")), None);
    }
}
