//! Sets wordings under one another, word under word, with every change marked where it stands.
//!
//! The base's words make the columns; words that another wording adds make columns of their own,
//! and where one replaces several words those columns become one. Each row then breaks at the same
//! word, at any width. `[-…-]` is missing, `{+…+}` other or added; the class stands below.

mod cells;

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use crate::model::Segment;
use cells::Column;

/// A wording to set under the base.
pub(super) struct Reading<'a> {
    /// Its letter.
    pub(super) siglum: String,
    /// How it differs from the base.
    pub(super) segments: &'a [Segment],
}

/// Lines of words that all share are shortened beyond this many.
const MOST_EQUAL_LINES: usize = 3;

/// Words shown at either end of a shortened stretch.
const EQUAL_ENDS: usize = 8;

/// Writes the base, which has the letter `siglum`, and the readings below it.
pub(super) fn write<W: Write>(
    page: &mut Page<'_, W>,
    siglum: &str,
    base: &str,
    readings: &[Reading<'_>],
) -> io::Result<()> {
    let sigla: Vec<&str> =
        std::iter::once(siglum).chain(readings.iter().map(|r| r.siglum.as_str())).collect();
    let widest = sigla.iter().map(|siglum| siglum.len()).max().unwrap_or(1);
    let available = page.look.width.saturating_sub(widest + 3).max(20);
    let segments: Vec<&[Segment]> = readings.iter().map(|reading| reading.segments).collect();
    let columns = cells::columns(base, &segments, available / 2);

    let mut writer =
        Writer { page, sigla: &sigla, widest, available, equal: Vec::new(), blocks: 0 };
    for line in lines(&columns, available) {
        writer.line(line)?;
    }
    writer.flush_equal()
}

/// Fills lines of `available` columns; a wider column has one of its own.
fn lines(columns: &[Column], available: usize) -> Vec<&[Column]> {
    let mut lines = Vec::new();
    let (mut start, mut width) = (0, 0);
    for (index, column) in columns.iter().enumerate() {
        let needed = if index == start { column.width } else { width + 1 + column.width };
        if index > start && needed > available {
            lines.push(&columns[start..index]);
            (start, width) = (index, column.width);
        } else {
            width = needed;
        }
    }
    if start < columns.len() {
        lines.push(&columns[start..]);
    }
    lines
}

struct Writer<'p, 'l, 'a, W: Write> {
    page: &'p mut Page<'l, W>,
    sigla: &'a [&'a str],
    widest: usize,
    available: usize,
    /// Words of lines that all share, not yet written.
    equal: Vec<String>,
    /// Blocks written, which are set apart by an empty line.
    blocks: usize,
}

impl<W: Write> Writer<'_, '_, '_, W> {
    fn line(&mut self, columns: &[Column]) -> io::Result<()> {
        if columns.iter().all(|column| column.is_shared) {
            self.equal.extend(columns.iter().map(|column| column.base.clone()));
            return Ok(());
        }
        self.flush_equal()?;
        self.set_apart()?;
        let base = columns.iter().map(|column| (Text::plain(&column.base), column.width));
        self.row(0, base)?;
        for reading in 1..self.sigla.len() {
            let cells: Vec<_> = columns.iter().map(|column| &column.cells[reading - 1]).collect();
            if cells.iter().all(|cell| cell.bits.is_empty()) {
                continue;
            }
            let widths = columns.iter().map(|column| column.width);
            self.row(reading, cells.iter().map(|cell| cell.text()).zip(widths))?;
            self.labels(columns, reading)?;
        }
        Ok(())
    }

    fn row(&mut self, index: usize, cells: impl Iterator<Item = (Text, usize)>) -> io::Result<()> {
        let siglum = format!("{:<width$}", self.sigla[index], width = self.widest);
        let mut row = Text::plain("  ").and(Style::Strong, &siglum);
        for (cell, width) in cells {
            row = row.and(Style::Plain, " ").then(cell.padded(width));
        }
        self.page.line(&row)
    }

    /// Writes the classes of a row's changes below their places, on as many lines as they need.
    fn labels(&mut self, columns: &[Column], reading: usize) -> io::Result<()> {
        let mut offset = 0;
        let mut lines: Vec<Text> = Vec::new();
        for column in columns {
            for (at, label) in column.cells[reading - 1].labels() {
                let (start, text) = self.label(offset + at, label.is_material, &label.classes);
                let style = if label.is_material { Style::Material } else { Style::Changed };
                let is_free = |line: &Text| line.is_blank() || line.width() < start;
                let free = lines.iter().position(is_free).unwrap_or_else(|| {
                    lines.push(Text::default());
                    lines.len() - 1
                });
                lines[free] = std::mem::take(&mut lines[free]).padded(start).and(style, &text);
            }
            offset += column.width + 1;
        }
        let margin = Text::plain(&" ".repeat(self.widest + 3));
        lines.into_iter().try_for_each(|line| self.page.line(&margin.clone().then(line)))
    }

    /// Returns where a label begins and what it says; one that would pass the edge ends at its mark.
    fn label(&self, at: usize, is_material: bool, classes: &str) -> (usize, String) {
        let sign = if is_material { "!! " } else { "" };
        let text = format!("^ {sign}{classes}");
        if at + text.len() <= self.available || at + 1 < text.len() {
            return (at, text);
        }
        let text = format!("{sign}{classes} ^");
        (at + 1 - text.len(), text)
    }

    /// Writes the words that all share, shortened in the middle where they are many.
    fn flush_equal(&mut self) -> io::Result<()> {
        let words = std::mem::take(&mut self.equal).join(" ");
        if words.is_empty() {
            return Ok(());
        }
        self.set_apart()?;
        let mut shown = words.clone();
        if Text::plain(&words).wrapped(self.available).len() > MOST_EQUAL_LINES {
            let all: Vec<&str> = words.split(' ').collect();
            let left_out = all.len().saturating_sub(2 * EQUAL_ENDS);
            let ends = |range: &[&str]| range.join(" ");
            let (head, tail) = (&all[..EQUAL_ENDS], &all[all.len() - EQUAL_ENDS..]);
            shown = format!("{} … ({left_out} words more) … {}", ends(head), ends(tail));
        }
        let first = Text::plain("  ").and(Style::Quiet, &format!("{:<1$} ", "=", self.widest));
        let rest = Text::plain(&" ".repeat(self.widest + 3));
        self.page.beside(&first, &rest, &Text::plain(&shown))
    }

    fn set_apart(&mut self) -> io::Result<()> {
        self.blocks += 1;
        if self.blocks > 1 { self.page.blank() } else { Ok(()) }
    }
}
