//! The order in which new texts are written, so that they fill their pages.
//!
//! SQLite writes rows one after another, and begins a page where the next row has no room on the
//! last. An article takes an eighth of a page; written as they come, they leave a sixteenth of the
//! file empty. Which texts share a page is free to choose, as nothing depends on their numbers.
//!
//! Each page is filled but for its last two texts with whatever is of middling length, and closed
//! with the two that together leave the least room: the heuristic of Gupta and Ho (1999), "A new
//! heuristic algorithm for the one-dimensional bin-packing problem", with a search of two texts
//! instead of all subsets. Over the 50,000 articles of 4 KB that `benches/ingest.rs` makes, a
//! hundred and fiftieth is left empty.

use super::open::PAGE_BYTES;

/// Bytes of a page that rows can take.
const ROOM: usize = PAGE_BYTES as usize - 8;
/// Bytes of a row beside its text: where it begins, its lengths, its number, its hash of 64 digits.
const ROW_BYTES: usize = 2 + 3 + 3 + 7 + 64;
/// Longest row that stands on one page.
const LONGEST_WHOLE: usize = PAGE_BYTES as usize - 35;
/// Bytes of a longer row that stay on its page at the least, and the bytes that a page takes of the
/// rest (SQLite, "Database File Format", section 1.6).
const LEAST_KEPT: usize = (PAGE_BYTES as usize - 12) * 32 / 255 - 23;
const OVERFLOW_BYTES: usize = PAGE_BYTES as usize - 4;

/// Returns how many bytes of a page the row of a text takes.
fn row_bytes(text: usize) -> usize {
    let row = text + ROW_BYTES;
    if row <= LONGEST_WHOLE {
        return row;
    }
    let kept = LEAST_KEPT + (row - LEAST_KEPT) % OVERFLOW_BYTES;
    if kept <= LONGEST_WHOLE { kept + 4 } else { LEAST_KEPT + 4 }
}

/// Returns the order in which texts of these lengths are written; `room` is what is left of the page
/// written last, before and after.
pub(super) fn order(lengths: &[usize], room: &mut usize) -> Vec<usize> {
    let mut left: Vec<(usize, usize)> =
        lengths.iter().enumerate().map(|(place, length)| (row_bytes(*length), place)).collect();
    left.sort_unstable();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let found = next(&left, *room);
        if found == [None, None] {
            *room = ROOM;
            continue;
        }
        // The later one first, so that the earlier one stays where it is.
        for at in found.into_iter().flatten() {
            let (bytes, place) = left.remove(at);
            *room = room.saturating_sub(bytes);
            order.push(place);
        }
    }
    order
}

/// Returns which of the texts, shortest first, come next on a page with this room: one or two, the
/// larger place first; none where none fits.
fn next(left: &[(usize, usize)], room: usize) -> [Option<usize>; 2] {
    let fitting = left.partition_point(|(bytes, _)| *bytes <= room);
    let longest = left.last().map_or(0, |(bytes, _)| *bytes);
    if fitting == left.len() && room >= 2 * longest {
        return [Some(left.len() / 2), None];
    }
    let Some(last) = fitting.checked_sub(1) else { return [None, None] };
    let mut best = (left[last].0, [Some(last), None]);
    let (mut short, mut long) = (0, last);
    while short < long {
        let bytes = left[short].0 + left[long].0;
        if bytes > room {
            long -= 1;
            continue;
        }
        if bytes > best.0 {
            best = (bytes, [Some(long), Some(short)]);
        }
        short += 1;
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many pages texts take in this order.
    fn pages(lengths: impl Iterator<Item = usize>) -> usize {
        let mut pages = 0;
        let mut room = 0;
        for bytes in lengths.map(row_bytes) {
            if bytes > room {
                (pages, room) = (pages + 1, ROOM);
            }
            room -= bytes;
        }
        pages
    }

    #[test]
    fn texts_fill_their_pages() {
        // Lengths as those of articles: from 2,400 to 4,900 bytes, in no order.
        let lengths: Vec<usize> = (0..1_000_usize).map(|n| 2_400 + n * 7_919 % 2_500).collect();
        let mut room = 0;
        let order = order(&lengths, &mut room);
        let mut places = order.clone();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..lengths.len()));
        let least = lengths.iter().copied().map(row_bytes).sum::<usize>().div_ceil(ROOM);
        let packed = pages(order.iter().map(|place| lengths[*place]));
        assert!(packed <= least + least / 50, "{packed} pages, where {least} would do");
        assert!(packed < pages(lengths.iter().copied()));
    }

    #[test]
    fn every_length_has_its_place() {
        let lengths =
            [0, 1, 40_000, LONGEST_WHOLE, LONGEST_WHOLE + 1, 0, 5_000_000, 32_000, 32_000];
        let mut room = 0;
        for length in 0..lengths.len() {
            assert_eq!(order(&lengths[..length], &mut room).len(), length);
        }
        for length in (0..200_000).step_by(37) {
            assert!(row_bytes(length) <= ROOM, "{length}");
        }
    }
}
