//! One pass over the bytes of a text: paragraphs with the marks that stand in them.
//!
//! State never crosses a line break, so a stray mark harms its own paragraph only. Mark-up tags
//! are stepped over: the quotation marks of an attribute quote nobody.

use super::marks::{Glyph, Mark, doubled, glyph};

/// Most marks that one paragraph is read with; what follows is read as a paragraph of its own.
///
/// The longest of 10,317 paragraphs of news has 62. The limit bounds memory and the work on
/// competing pairs for a text that is nothing but marks.
const MAX_MARKS: usize = 256;

/// Longest paragraph, in bytes, that is read as one; what follows is a paragraph of its own.
///
/// The longest of 20,480 lines of news has 2 KB. What is known of a paragraph's words stays in the
/// cache this way, also where a whole book is one line.
const MAX_LENGTH: usize = 64 << 10;

/// A line of text that holds quotation marks.
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    /// The paragraph, without its line break.
    pub(super) text: &'a str,
    /// The byte of the whole text at which it begins.
    pub(super) offset: usize,
    /// Its number among the paragraphs that hold something, from 0.
    pub(super) number: usize,
    /// Its double marks, in order; places are bytes of the whole text.
    pub(super) doubles: Vec<Mark>,
    /// Its single marks, apostrophes inside words left out.
    pub(super) singles: Vec<Mark>,
}

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Mark,
    Tag,
    Break,
}

const CLASSES: [Class; 256] = classes();

/// Returns the class of every byte: marks are ASCII or begin with one of four lead bytes.
const fn classes() -> [Class; 256] {
    let mut table = [Class::Plain; 256];
    let marks = [b'"', b'\'', b'`', 0xC2, 0xE2, 0xE3, 0xEF];
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = Class::Mark;
        at += 1;
    }
    table[b'<' as usize] = Class::Tag;
    table[b'\n' as usize] = Class::Break;
    table[b'\r' as usize] = Class::Break;
    table
}

/// Returns how many bytes at the beginning are plain.
fn plain(bytes: &[u8]) -> usize {
    let next = bytes.iter().position(|byte| CLASSES[usize::from(*byte)] != Class::Plain);
    next.unwrap_or(bytes.len())
}

/// How much of a text is looked at to tell whether its lines are wrapped, in bytes.
const WRAP_SAMPLE: usize = 16 << 10;
/// Longest line of a wrapped text, in bytes: the widest in use is 100 columns.
const MAX_WRAPPED: usize = 120;
/// Shortest line, in bytes, that can have been broken because it was full.
const MIN_WRAPPED: usize = 45;

/// Says whether the text is broken into lines of even width, with blank lines between paragraphs,
/// as old plain-text files and letters are.
pub(super) fn is_wrapped(text: &str) -> bool {
    let sample = &text.as_bytes()[..text.len().min(WRAP_SAMPLE)];
    if sample[..sample.len().min(2 * MAX_WRAPPED)].iter().all(|b| *b != b'\n') {
        return false;
    }
    let mut lines: Vec<&[u8]> = Vec::new();
    for line in sample.split(|b| *b == b'\n').map(<[u8]>::trim_ascii) {
        if line.len() > MAX_WRAPPED {
            return false;
        }
        lines.push(line);
    }
    let pairs = lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let (mut inner, mut full) = (0, 0);
    for pair in pairs {
        inner += 1;
        let ends_open = pair[0].last().is_some_and(|b| b.is_ascii_alphanumeric() || *b == b',');
        full += usize::from(ends_open && pair[0].len() >= MIN_WRAPPED);
    }
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    inner >= 4 && 5 * inner >= 2 * filled && 10 * full >= 7 * inner
}

/// Says whether the line after the break that `bytes` begin with holds anything.
pub(super) fn goes_on(bytes: &[u8]) -> bool {
    let line = bytes.strip_prefix(b"\r\n").or(bytes.strip_prefix(b"\n")).unwrap_or(b"\n");
    line.iter().find(|b| !matches!(b, b' ' | b'\t')).is_some_and(|b| !matches!(b, b'\n' | b'\r'))
}

/// Walks the paragraphs of a text that hold quotation marks.
pub(super) struct Paragraphs<'a> {
    text: &'a str,
    at: usize,
    number: usize,
    /// Whether a line break within a paragraph is only where its lines were full.
    is_wrapped: bool,
}

impl<'a> Paragraphs<'a> {
    /// Begins at the start of `text`.
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0, number: 0, is_wrapped: is_wrapped(text) }
    }

    /// Returns where the word at `at` ends, so that no word is cut, nor a character.
    fn end_of_word(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        let ends = |byte: &u8| *byte == b' ' || CLASSES[usize::from(*byte)] != Class::Plain;
        at + rest.iter().position(ends).unwrap_or(rest.len())
    }

    fn paragraph(&self, start: usize, end: usize, found: Found) -> Paragraph<'a> {
        Paragraph {
            text: &self.text[start..end],
            offset: start,
            number: self.number,
            doubles: found.doubles,
            singles: found.singles,
        }
    }
}

#[derive(Default)]
struct Found {
    doubles: Vec<Mark>,
    singles: Vec<Mark>,
    has_escapes: bool,
}

impl<'a> Iterator for Paragraphs<'a> {
    type Item = Paragraph<'a>;

    fn next(&mut self) -> Option<Paragraph<'a>> {
        let bytes = self.text.as_bytes();
        let mut found = Found::default();
        let mut start = self.at;
        let mut at = self.at;
        while at < bytes.len() {
            match CLASSES[bytes[at] as usize] {
                Class::Plain => {
                    let room = (start + MAX_LENGTH).max(at + 1).min(bytes.len());
                    at += plain(&bytes[at..room]);
                }
                Class::Tag => at = tag_end(bytes, at).unwrap_or(at + 1),
                Class::Mark => at = found.read(self.text, at),
                Class::Break if self.is_wrapped && goes_on(&bytes[at..]) => at += 1,
                Class::Break => {
                    let paragraph = (!found.is_empty())
                        .then(|| self.paragraph(start, at, std::mem::take(&mut found)));
                    self.number += usize::from(!self.text[start..at].trim().is_empty());
                    (at, start) = (at + 1, at + 1);
                    if paragraph.is_some() {
                        self.at = at;
                        return paragraph;
                    }
                }
            }
            if at >= start + MAX_LENGTH {
                at = self.end_of_word(at);
                self.at = at;
                let paragraph = (!found.is_empty())
                    .then(|| self.paragraph(start, at, std::mem::take(&mut found)));
                self.number += 1;
                start = at;
                if paragraph.is_some() {
                    return paragraph;
                }
            }
            if found.len() >= MAX_MARKS {
                self.at = at;
                return Some(self.paragraph(start, at, found));
            }
        }
        self.at = at;
        (!found.is_empty()).then(|| self.paragraph(start, at, found))
    }
}

impl Found {
    fn len(&self) -> usize {
        self.doubles.len() + self.singles.len()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes in the mark at `at`, if it is one, and returns where to go on.
    fn read(&mut self, text: &str, at: usize) -> usize {
        let Some(c) = text[at..].chars().next() else { return at + 1 };
        let end = at + c.len_utf8();
        let Some(shape) = glyph(c) else { return end };
        if shape == Glyph::Straight && text[end..].starts_with(c) && self.is_escaped(text, at, end)
        {
            self.doubles.push(Mark { start: at, end: end + c.len_utf8(), glyph: shape });
            return end + c.len_utf8();
        }
        if !shape.is_single() {
            self.doubles.push(Mark { start: at, end, glyph: shape });
            return end;
        }
        let twin = doubled(shape).filter(|_| text[end..].starts_with(c));
        if let Some(pair) = twin {
            return self.read_doubled(text, at, c, pair);
        }
        if !is_inside_word(text, at, end) {
            self.singles.push(Mark { start: at, end, glyph: shape });
        }
        end
    }

    /// Says whether two straight marks in a row are one, doubled as tables escape it: before a word
    /// at first, and on either side from then on.
    fn is_escaped(&mut self, text: &str, at: usize, end: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let leads =
            is_letter(text[end..].chars().nth(1)) && !is_letter(text[..at].chars().next_back());
        self.has_escapes |= leads;
        self.has_escapes
    }

    /// Takes in two or three equal single marks in a row.
    ///
    /// Three are a double and a single one: the single is the inner one, so it stands second
    /// before a word and first after one.
    fn read_doubled(&mut self, text: &str, at: usize, c: char, pair: Glyph) -> usize {
        let width = c.len_utf8();
        let run = text[at..].chars().take(4).take_while(|x| *x == c).count();
        let single = glyph(c).unwrap_or(Glyph::Apostrophe);
        let opens = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        let (double_at, single_at) = match (run, opens) {
            (3, true) => (at, Some(at + 2 * width)),
            (3, false) => (at + width, Some(at)),
            _ => (at, None),
        };
        self.doubles.push(Mark { start: double_at, end: double_at + 2 * width, glyph: pair });
        let inner = single_at.map(|start| Mark { start, end: start + width, glyph: single });
        self.singles.extend(inner);
        at + width * if inner.is_some() { 3 } else { 2 }
    }
}

/// Longest tag, in bytes, whose attribute may run over a line break.
const MAX_BROKEN_TAG: usize = 512;

/// Returns where the mark-up tag that begins at `at` ends, or `None` where none does.
///
/// A tag holds no other, so the search hardly looks at a byte twice. It stays on its line unless
/// the line breaks inside the marks of an attribute.
pub(super) fn tag_end(bytes: &[u8], at: usize) -> Option<usize> {
    let first = bytes.get(at + 1)?;
    if !(first.is_ascii_alphabetic() || matches!(first, b'/' | b'!')) {
        return None;
    }
    let mut marks = 0;
    for (length, byte) in bytes[at + 1..].iter().enumerate() {
        match byte {
            b'>' => return Some(at + length + 2),
            b'<' => return None,
            b'\n' | b'\r' if marks % 2 == 0 || length > MAX_BROKEN_TAG => return None,
            b'"' => marks += 1,
            _ => {}
        }
    }
    None
}

/// Says whether letters or digits touch the stretch on both sides: an apostrophe, as in "don't".
fn is_inside_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<(usize, Vec<&str>, Vec<&str>)> {
        let slices =
            |found: &[Mark]| found.iter().map(|m| &text[m.start..m.end]).collect::<Vec<_>>();
        Paragraphs::of(text).map(|p| (p.number, slices(&p.doubles), slices(&p.singles))).collect()
    }

    #[test]
    fn marks_are_read_by_paragraph() {
        let rows = [
            (
                "one\n\n“two”\r\n'three' don't",
                vec![(1, vec!["“", "”"], vec![]), (2, vec![], vec!["'", "'"])],
            ),
            ("<a href=\"x\" title='y'>z</a> 3 < 4 \"q\"", vec![(0, vec!["\"", "\""], vec![])]),
            ("''She said 'why''' ``x''", vec![(0, vec!["''", "''", "``", "''"], vec!["'", "'"])]),
            ("<q by=\"x\ny\">z</q> \"q\"", vec![(0, vec!["\"", "\""], vec![])]),
            ("no marks, don’t worry", vec![]),
        ];
        for (text, expected) in rows {
            assert_eq!(marks(text), expected, "{text}");
        }
    }

    #[test]
    fn a_wrapped_text_breaks_at_blank_lines() {
        let text = "The harbour master told reporters on Monday evening that “the last ferry\n\
                    of the season will sail on Friday at noon, weather permitting, and will\n\
                    not come back before the ice is gone,” and that nobody should wait for\n\
                    another. He added that the company had been told in writing, twice, and\n\
                    had not answered.\n\n“We read it,” a clerk said.\n";
        let found = marks(text);
        assert_eq!(
            found.iter().map(|(number, doubles, _)| (*number, doubles.len())).collect::<Vec<_>>(),
            [(0, 2), (1, 2)]
        );
        assert!(!is_wrapped("One line.\nAnother line.\nA third.\nA fourth.\nA fifth."));
    }

    #[test]
    fn a_book_in_one_line_is_cut_between_words() {
        for word in ["word and “so”, ", "Wörter “so” ", "她说「好」，然后。"] {
            let text = word.repeat(4 * MAX_LENGTH / word.len());
            let pieces: Vec<_> = Paragraphs::of(&text).collect();
            assert!(pieces.len() > 4);
            assert!(pieces.iter().all(|p| p.text.len() < MAX_LENGTH + 20));
            let marks: usize = pieces.iter().map(|p| p.doubles.len()).sum();
            assert_eq!(marks, 2 * text.matches(['“', '「']).count(), "{word}");
        }
        let plain = format!("{}\n“so”", "word and ".repeat(MAX_LENGTH));
        let found: Vec<_> = Paragraphs::of(&plain).map(|p| p.text).collect();
        assert_eq!(found, ["“so”"]);
    }

    #[test]
    fn a_flood_of_marks_is_cut_into_bounded_pieces() {
        let text = "\"".repeat(3 * MAX_MARKS);
        let sizes: Vec<usize> = Paragraphs::of(&text).map(|p| p.doubles.len()).collect();
        assert_eq!(sizes, [MAX_MARKS; 3]);
    }
}
