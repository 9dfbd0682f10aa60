//! Styled text: pieces with an attribute of the terminal, wrapped to a width.
//!
//! Only SGR 0, 1, 2, 7, 31, 35 and 36 are used, and a plain page is the same without them. All
//! text passes [`visible`], so that nothing in an article steers the terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::units::units;
use crate::report::Look;
use crate::report::safe::visible;

/// What a piece of text is, for the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Style {
    /// As it comes.
    #[default]
    Plain,
    /// What a line is about.
    Strong,
    /// Equal words, labels, notes.
    Quiet,
    /// A change.
    Changed,
    /// A material change: the only solid block.
    Material,
    /// Outlets disagree.
    Contested,
    /// A finding.
    Finding,
}

impl Style {
    fn codes(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\u{1b}[1m",
            Self::Quiet => "\u{1b}[2m",
            Self::Changed => "\u{1b}[36m",
            Self::Material => "\u{1b}[1;7m",
            Self::Contested => "\u{1b}[35m",
            Self::Finding => "\u{1b}[1;31m",
        }
    }
}

/// A run of styled text without line breaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Text {
    pieces: Vec<(String, Style)>,
}

impl Text {
    /// Returns text of one style.
    pub(super) fn of(style: Style, text: &str) -> Self {
        Self::default().and(style, text)
    }

    /// Returns plain text.
    pub(super) fn plain(text: &str) -> Self {
        Self::of(Style::Plain, text)
    }

    /// Returns this text with more at its end.
    #[must_use]
    pub(super) fn and(mut self, style: Style, text: &str) -> Self {
        if !text.is_empty() {
            self.pieces.push((visible(text), style));
        }
        self
    }

    /// Returns this text with `other` at its end.
    #[must_use]
    pub(super) fn then(mut self, other: Text) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// Returns this text with spaces at its end, up to `width` columns.
    #[must_use]
    pub(super) fn padded(self, width: usize) -> Self {
        let missing = width.saturating_sub(self.width());
        self.and(Style::Plain, &" ".repeat(missing))
    }

    /// Returns how many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.pieces.iter().map(|(text, _)| text.width()).sum()
    }

    /// Says whether there is nothing to see.
    pub(super) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|(text, _)| text.trim().is_empty())
    }

    /// Breaks the text at spaces, and between ideographs, into lines of at most `width` columns; a
    /// longer word stands alone.
    pub(super) fn wrapped(&self, width: usize) -> Vec<Text> {
        let mut lines = Vec::new();
        let mut line = Text::default();
        for (word, is_apart) in self.words() {
            let gap = usize::from(is_apart);
            if !line.is_blank() && line.width() + gap + word.width() > width {
                lines.push(std::mem::take(&mut line));
            } else if is_apart && !line.is_blank() {
                line = line.then(word.gap_before());
            }
            line = line.then(word);
        }
        lines.push(line);
        lines
    }

    /// Returns the stretches that stay on one line, each with its styles and whether a space goes
    /// before it.
    fn words(&self) -> Vec<(Text, bool)> {
        let mut words = Vec::new();
        let (mut word, mut is_apart) = (Text::default(), false);
        for (text, style) in &self.pieces {
            for (index, part) in text.split(' ').enumerate() {
                if index > 0 {
                    if !word.is_blank() {
                        words.push((std::mem::take(&mut word), is_apart));
                    }
                    is_apart = true;
                }
                for (place, unit) in units(part).into_iter().enumerate() {
                    if place > 0 {
                        words.push((std::mem::take(&mut word), is_apart));
                        is_apart = false;
                    }
                    word.pieces.push((unit.text.to_owned(), *style));
                }
            }
        }
        if !word.is_blank() {
            words.push((word, is_apart));
        }
        words
    }

    /// Returns the space before this word, in the style that the word begins with.
    fn gap_before(&self) -> Text {
        let style = self.pieces.first().map_or(Style::Plain, |(_, style)| *style);
        // A solid block ends with its word.
        let style = if style == Style::Material { Style::Plain } else { style };
        Text::of(style, " ")
    }

    /// Returns the characters to write, spaces at the end left out.
    fn rendered(&self, look: &Look) -> String {
        let mut out = String::new();
        let mut current = Style::Plain;
        let end = self.pieces.iter().rposition(|(text, _)| !text.trim_end().is_empty());
        let last = end.map_or(0, |end| end + 1);
        for (index, (text, style)) in self.pieces.iter().take(last).enumerate() {
            let text = if index + 1 == last && *style != Style::Material {
                text.trim_end()
            } else {
                text.as_str()
            };
            if look.color && *style != current {
                if current != Style::Plain {
                    out.push_str("\u{1b}[0m");
                }
                out.push_str(style.codes());
                current = *style;
            }
            out.push_str(text);
        }
        if current != Style::Plain {
            out.push_str("\u{1b}[0m");
        }
        out
    }
}

/// A page that is being written.
pub(super) struct Page<'a, W: Write> {
    pub(super) look: &'a Look,
    out: &'a mut W,
}

/// Columns before the text of a fact: two of margin, ten of label, one of space.
const FACT_INDENT: usize = 13;

impl<'a, W: Write> Page<'a, W> {
    pub(super) fn new(look: &'a Look, out: &'a mut W) -> Self {
        Self { look, out }
    }

    /// Writes a line as it is.
    pub(super) fn line(&mut self, text: &Text) -> io::Result<()> {
        writeln!(self.out, "{}", text.rendered(self.look))
    }

    /// Writes an empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Writes `first`, then `text` wrapped beside it; later lines begin with `rest`.
    pub(super) fn beside(&mut self, first: &Text, rest: &Text, text: &Text) -> io::Result<()> {
        let width = self.look.width.saturating_sub(first.width().max(rest.width())).max(20);
        for (index, line) in text.wrapped(width).into_iter().enumerate() {
            let margin = if index == 0 { first } else { rest };
            self.line(&margin.clone().then(line))?;
        }
        Ok(())
    }

    /// Writes wrapped text that begins `indent` columns from the left.
    pub(super) fn paragraph(&mut self, indent: usize, text: &Text) -> io::Result<()> {
        let margin = Text::plain(&" ".repeat(indent));
        self.beside(&margin, &margin, text)
    }

    /// Writes what is known about one thing: a quiet label, then the text.
    pub(super) fn fact(&mut self, label: &str, text: &Text) -> io::Result<()> {
        let first = Text::of(Style::Quiet, &format!("  {label:<10} "));
        self.beside(&first, &Text::plain(&" ".repeat(FACT_INDENT)), text)
    }

    /// Writes `left` and, flush right, `right`; where both do not fit, `right` goes below.
    pub(super) fn heading(&mut self, left: &Text, right: &Text) -> io::Result<()> {
        let needed = left.width() + 2 + right.width();
        if right.is_blank() && left.width() <= self.look.width {
            return self.line(left);
        }
        if right.is_blank() || needed > self.look.width {
            self.beside(&Text::default(), &Text::plain("  "), left)?;
            return if right.is_blank() { Ok(()) } else { self.paragraph(2, right) };
        }
        let gap = self.look.width - left.width() - right.width();
        let gap = Text::plain(&" ".repeat(gap));
        self.line(&left.clone().then(gap).then(right.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_breaks_at_spaces_and_keeps_styles() {
        let text = Text::plain("one two ").and(Style::Changed, "[-three").and(Style::Quiet, "-]");
        let lines = text.wrapped(9);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].width(), 7);
        let look = Look { color: true, ..Look::default() };
        assert_eq!(lines[1].rendered(&look), "\u{1b}[36m[-three\u{1b}[0m\u{1b}[2m-]\u{1b}[0m");
        assert_eq!(lines[1].rendered(&Look::default()), "[-three-]");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(Text::plain("世界 🙏").width(), 7);
        assert_eq!(Text::plain("世界 世界").wrapped(5).len(), 2);
        // A script without spaces breaks between its characters.
        assert_eq!(Text::plain("世界世界。").wrapped(4).len(), 3);
    }

    #[test]
    fn an_escape_in_a_text_is_shown_not_sent() {
        let look = Look { color: true, ..Look::default() };
        assert_eq!(Text::plain("a\u{1b}[31mb").rendered(&look), "a␛[31mb");
    }
}
