//! What a line may be broken between: words set apart by spaces, and the characters of scripts
//! that set none apart.

/// A stretch of text that stays on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit<'a> {
    pub(super) text: &'a str,
    /// Where it begins, in code points.
    pub(super) start: usize,
    /// Whether white space stands before it.
    pub(super) is_apart: bool,
}

/// Divides a text into units, white space between them left out.
pub(super) fn units(text: &str) -> Vec<Unit<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let (mut is_apart, mut before) = (false, ' ');
    let mut close = |open: &mut Option<(usize, usize)>, end: usize, is_apart: &mut bool| {
        if let Some((byte, start)) = open.take() {
            found.push(Unit { text: &text[byte..end], start, is_apart: *is_apart });
            *is_apart = false;
        }
    };
    for (at, (byte, c)) in text.char_indices().enumerate() {
        if c.is_whitespace() {
            close(&mut open, byte, &mut is_apart);
            is_apart = true;
        } else {
            if breaks_between(before, c) {
                close(&mut open, byte, &mut is_apart);
            }
            open.get_or_insert((byte, at));
        }
        before = c;
    }
    close(&mut open, text.len(), &mut is_apart);
    found
}

/// Says whether a line may end between two characters without white space.
///
/// A closing mark stays with what it closes, an opening one with what it opens.
pub(super) fn breaks_between(before: char, after: char) -> bool {
    (is_ideograph(after) && !is_opening(before))
        || (is_ideograph(before) && (after.is_alphanumeric() || is_opening(after)))
}

/// Says whether a character is one of a script that is written without spaces.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '«' | '「' | '『' | '（' | '《' | '〈' | '【' | '〔')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_ideographs() {
        type Expected = &'static [(&'static str, usize, bool)];
        let rows: [(&str, Expected); 5] = [
            (" two  words", &[("two", 1, true), ("words", 6, true)]),
            ("世界。", &[("世", 0, false), ("界。", 1, false)]),
            ("「世界」 ok", &[("「世", 0, false), ("界」", 2, false), ("ok", 5, true)]),
            ("a世b", &[("a", 0, false), ("世", 1, false), ("b", 2, false)]),
            ("안녕 세상", &[("안녕", 0, false), ("세상", 3, true)]),
        ];
        for (text, expected) in rows {
            let found: Vec<_> = units(text)
                .into_iter()
                .map(|unit| (unit.text, unit.start, unit.is_apart))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
