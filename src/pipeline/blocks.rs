//! Text in blocks of `>`, as Markdown and mail quote it: the marks of its lines stand within
//! sentences, and extraction must not stumble over them.

use std::borrow::Cow;

/// Returns a text of the same length in which blocks of `>` are running text: the marks of their
/// lines, and the ends of lines within a paragraph of theirs, are spaces.
pub(super) fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.starts_with('>') && memchr::memmem::find(text.as_bytes(), b"\n>").is_none() {
        return Cow::Borrowed(text);
    }
    let mut running = String::with_capacity(text.len());
    let mut is_in_paragraph = false;
    for line in text.split_inclusive('\n') {
        let marks = line.len() - line.trim_start_matches(['>', ' ']).len();
        let is_marked = line.starts_with('>');
        let rest = &line[if is_marked { marks } else { 0 }..];
        if is_marked {
            let end = running.trim_end_matches(['\n', '\r']).len();
            let ended = running.len() - end;
            if is_in_paragraph && !rest.trim().is_empty() {
                running.truncate(end);
                running.extend(std::iter::repeat_n(' ', ended));
            }
            running.extend(std::iter::repeat_n(' ', marks));
        }
        running.push_str(rest);
        is_in_paragraph = is_marked && !rest.trim().is_empty();
    }
    Cow::Owned(running)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_lines_become_spaces_and_nothing_moves() {
        let rows = [
            (
                "a\n\n> “Nobody\n> asked us,”\n>\n> she said.\n\nb",
                "a\n\n  “Nobody   asked us,”\n \n  she said.\n\nb",
            ),
            ("> one\r\n>> two\nthree > two\n", "  one     two\nthree > two\n"),
            (">", " "),
            ("4 > 3\nand so on", "4 > 3\nand so on"),
        ];
        for (text, expected) in rows {
            let found = unmarked(text);
            assert_eq!(found, expected);
            assert_eq!(found.chars().count(), text.chars().count());
        }
    }
}
