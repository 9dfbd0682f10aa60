//! Paragraphs and sentences.
//!
//! A paragraph is a line with something on it. A sentence ends at `.`, `!`, `?` or `…` with its
//! closing marks, before white space and an upper-case letter, a digit or an opening mark; not
//! after a title, an initial or another common abbreviation, and never across a line break. The
//! name that opens a turn of a transcript ("THE CHAIR: …") is no part of the sentence behind it.

use crate::model::CharSpan;

/// Abbreviations whose full stop does not end a sentence, folded to lower case.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "sen", "sens", "rep", "reps", "gov", "gen", "col", "lt", "sgt", "rev",
    "prof", "st", "jr", "sr", "capt", "maj", "adm", "cmdr", "hon", "jan", "feb", "mar", "apr",
    "aug", "sept", "oct", "nov", "dec", "no", "inc", "corp", "co", "ltd", "vs", "etc", "e.g",
    "i.e", "fla", "calif", "pa", "ill", "mass", "mich", "minn", "tex", "va", "wis", "ariz", "colo",
    "conn", "ala", "tenn", "ky", "md", "ga", "ore", "wash", "nev", "okla",
];

/// Returns the lines of `text` that hold something, in order, without their line breaks.
pub fn paragraphs(text: &str) -> Vec<CharSpan> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split(['\n', '\r']) {
        let end = start + line.chars().count();
        if !line.trim().is_empty() {
            found.push(CharSpan::new(start, end));
        }
        start = end + 1;
    }
    found
}

/// Returns the sentences of `text` in order, white space between them left out.
pub fn sentences(text: &str) -> Vec<CharSpan> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '\n' | '\r' => Some(at),
            ':' if is_turn(&chars, at) => Some(at + 1),
            '.' | '!' | '?' | '…' => sentence_end(&chars, at),
            _ => None,
        };
        match end {
            Some(end) => {
                push_trimmed(&chars, start, end, &mut found);
                (start, at) = (end, end.max(at + 1));
            }
            None => at += 1,
        }
    }
    push_trimmed(&chars, start, chars.len(), &mut found);
    found
}

/// Returns the sentence of `text` that holds the beginning of `span`, widened to hold all of it.
///
/// No sentence goes beyond a line, so that only the lines of the span are read closely.
pub fn sentence_around(text: &str, span: CharSpan) -> CharSpan {
    let byte = |from: usize, chars: usize| {
        text[from..].char_indices().nth(chars).map_or(text.len(), |(at, _)| from + at)
    };
    let start = byte(0, span.start);
    let end = byte(start, span.end.saturating_sub(span.start));
    let is_break = |c: char| matches!(c, '\n' | '\r');
    let from = text[..start].rfind(is_break).map_or(0, |at| at + 1);
    let to = text[end..].find(is_break).map_or(text.len(), |at| end + at);
    let before = span.start - text[from..start].chars().count().min(span.start);
    let mut around = span;
    for sentence in sentences(&text[from..to]) {
        let sentence = CharSpan::new(before + sentence.start, before + sentence.end);
        if sentence.overlaps(span) || (span.is_empty() && sentence.contains(span)) {
            around = CharSpan::new(around.start.min(sentence.start), around.end.max(sentence.end));
        }
    }
    around
}

/// Most letters of the name that opens a turn.
const LONGEST_TURN: usize = 48;

/// Says whether the colon at `at` closes the name that opens a turn of a transcript: capitalised
/// words alone, from the beginning of the line.
fn is_turn(chars: &[char], at: usize) -> bool {
    let window = &chars[at.saturating_sub(LONGEST_TURN)..at];
    let from = window.iter().rposition(|c| matches!(c, '\n' | '\r')).map(|newline| newline + 1);
    let starts_text = at <= LONGEST_TURN;
    let Some(from) = from.or(starts_text.then_some(0)) else { return false };
    let name: String = window[from..].iter().collect();
    let is_followed = chars.get(at + 1).is_some_and(|c| *c == ' ' || *c == '\u{a0}');
    let mut words = name.split_whitespace().peekable();
    is_followed && words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Returns where the sentence with the terminator at `at` ends, or `None` where it goes on.
fn sentence_end(chars: &[char], at: usize) -> Option<usize> {
    let is_closing =
        |c: &char| matches!(c, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | ')' | ']');
    let end = at + chars[at..].iter().take_while(|c| is_closing(c)).count();
    let Some(next) = chars.get(end) else { return Some(end) };
    if !next.is_whitespace() {
        return None;
    }
    let following = chars[end..].iter().find(|c| !c.is_whitespace() || **c == '\n')?;
    let goes_on = following.is_lowercase() || matches!(following, ',' | ';' | ':');
    let is_dot_inside = chars[at] == '.' && is_abbreviated(chars, at);
    (!goes_on && !is_dot_inside).then_some(end)
}

/// Says whether the full stop at `at` belongs to an abbreviation or an initial.
fn is_abbreviated(chars: &[char], at: usize) -> bool {
    let before =
        chars[..at].iter().rev().take(8).take_while(|c| c.is_alphanumeric() || **c == '.').count();
    let word: String = chars[at - before..at].iter().flat_map(|c| c.to_lowercase()).collect();
    let is_initial = before == 1 && chars[at - 1].is_uppercase() && chars[at - 1] != 'I';
    is_initial || ABBREVIATIONS.contains(&word.as_str())
}

fn push_trimmed(chars: &[char], start: usize, end: usize, found: &mut Vec<CharSpan>) {
    let blank = chars[start..end].iter().take_while(|c| c.is_whitespace()).count();
    let tail = chars[start + blank..end].iter().rev().take_while(|c| c.is_whitespace()).count();
    if start + blank < end - tail {
        found.push(CharSpan::new(start + blank, end - tail));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let rows: [(&str, &[&str]); 7] = [
            ("One. Two!", &["One.", "Two!"]),
            (
                "He met Mr. Dong on Jan. 4. Then he left.",
                &["He met Mr. Dong on Jan. 4.", "Then he left."],
            ),
            ("“It is over.” She left.", &["“It is over.”", "She left."]),
            (
                "We tried … and failed. J. T. Reed said so",
                &["We tried … and failed.", "J. T. Reed said so"],
            ),
            ("A line\nAnother line", &["A line", "Another line"]),
            ("Q: Why?\nTHE CHAIR: It is late.", &["Q:", "Why?", "THE CHAIR:", "It is late."]),
            ("He said: Go. At 10:30 we left", &["He said: Go.", "At 10:30 we left"]),
        ];
        for (text, expected) in rows {
            let found: Vec<_> =
                sentences(text).into_iter().filter_map(|span| span.slice(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_sentence_around_a_span_is_whole() {
        let text = "Où? Là. “One two.” Three\r\nfour five! Six\n\nseven.";
        let rows = [
            ("Là", "Là."),
            ("two", "“One two.”"),
            ("two.” Th", "“One two.” Three"),
            ("x\n\ns", "Six\n\nseven."),
        ];
        for (words, expected) in rows {
            let start = text[..text.find(words).unwrap()].chars().count();
            let span = CharSpan::new(start, start + words.chars().count());
            assert_eq!(sentence_around(text, span).slice(text), Some(expected));
        }
        let past = CharSpan::new(90, 95);
        assert_eq!(sentence_around(text, past), past);
    }

    #[test]
    fn paragraphs_are_lines_with_something_on_them() {
        let text = "One\n\n  \r\ntwo";
        let found: Vec<_> =
            paragraphs(text).into_iter().filter_map(|span| span.slice(text)).collect();
        assert_eq!(found, ["One", "two"]);
    }
}
