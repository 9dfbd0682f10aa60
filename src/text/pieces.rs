//! A long text in pieces, so that what is looked for in it need not be looked for in all of it.

use std::ops::Range;

/// Bytes of a text up to which it is one piece: an article is, a book is not.
const LONGEST: usize = 16 << 10;
/// Bytes after which the next piece of a longer text begins, about.
const STEP: usize = 6 << 10;
/// Bytes that two pieces share, about: a passage of this length stands whole in one of them.
const SHARED: usize = 2 << 10;

/// Returns the bytes of the pieces of `text`, in order; each begins and ends with a word.
pub fn pieces(text: &str) -> Vec<Range<usize>> {
    if text.len() <= LONGEST {
        let whole = 0..text.len();
        return vec![whole];
    }
    let starts = (0..text.len()).step_by(STEP).filter(|start| start + SHARED < text.len());
    starts.map(|start| cut(text, start)..cut(text, start + STEP + SHARED)).collect()
}

/// Returns the place of a space at `at` or soon after it.
fn cut(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let near = &text[at..text.floor_char_boundary(text.len().min(at + SHARED / 4))];
    match near.find(char::is_whitespace) {
        Some(space) if at > 0 => at + space,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_a_text_and_share_what_stands_at_their_ends() {
        assert!(matches!(pieces("")[..], [Range { start: 0, end: 0 }]));
        for word in ["word ", "naïve ", "endless", "字"] {
            let text = word.repeat(400_000 / word.len());
            let found = pieces(&text);
            assert!(found.len() > 10);
            assert_eq!((found[0].start, found[found.len() - 1].end), (0, text.len()));
            for pair in found.windows(2) {
                let shared = pair[0].end - pair[1].start;
                assert!((SHARED / 2..2 * SHARED).contains(&shared), "{shared}");
                assert!(text.is_char_boundary(pair[1].start));
            }
        }
    }
}
