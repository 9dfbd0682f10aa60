//! Keeps what articles say from steering a terminal.
//!
//! Only what people read goes through here; JSON and CSV keep the characters as they are.

/// Returns `text` with every character that could steer a terminal shown as a symbol.
///
/// Line breaks and tabs become spaces; other control characters their Unicode picture (␛), and
/// those without one, with all that turns the direction of writing, their number (⟨U+202E⟩).
pub fn visible(text: &str) -> String {
    if text.chars().all(is_harmless) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len()), |mut shown, c| {
        push_visible(c, &mut shown);
        shown
    })
}

fn push_visible(c: char, shown: &mut String) {
    match c {
        '\n' if shown.ends_with(' ') => {}
        '\n' | '\t' => shown.push(' '),
        '\r' => {
            if !shown.ends_with(' ') {
                shown.push(' ');
            }
        }
        '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => shown.push('␡'),
        c if is_harmless(c) => shown.push(c),
        c => shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
    }
}

/// Says whether a character shows itself, in its place, and does nothing else.
///
/// Not so: C0 and C1 controls, line and paragraph separators, the bidirectional controls of
/// UAX #9, the tag characters, and the interlinear annotation marks.
fn is_harmless(c: char) -> bool {
    !(c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_article_steers_the_terminal() {
        let rows = [
            ("plain “words” – 🙏", "plain “words” – 🙏"),
            ("\u{1b}[2J\u{7}gone", "␛[2J␇gone"),
            ("C1 \u{9b}31m red", "C1 ⟨U+009B⟩31m red"),
            ("txt\u{202e}exe", "txt⟨U+202E⟩exe"),
            ("two\r\nlines\tand a tab", "two lines and a tab"),
            ("tag \u{e0041}", "tag ⟨U+E0041⟩"),
        ];
        for (text, expected) in rows {
            assert_eq!(visible(text), expected, "{text:?}");
        }
    }
}
