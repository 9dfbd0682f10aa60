//! Sets wordings under one another, word under word, with every change marked where it stands.
//!
//! The base's words make the columns; words that another wording adds make columns of their own,
//! and where one replaces several words those columns become one. Each row then breaks at the same
//! word, at any width. `[-…-]` is missing, `{+…+}` other or added; the class stands below.

mod cells;
mod pairs;

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::units::units;
use crate::model::{ChangeClass, Segment, SegmentOp};
use cells::{Column, Label};

pub(super) use pairs::{write_heads, write_pair};

/// Columns from which two texts stand side by side: two pages of 80.
pub(super) const SIDE_BY_SIDE: usize = 160;

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

/// Words shown on either side of a change where nothing but changes is wanted.
const AROUND: usize = 3;

/// Writes the base, which has the letter `siglum`, and the readings below it; with
/// `only_changes`, nothing but the changes and a few words around them.
pub(super) fn write<W: Write>(
    page: &mut Page<'_, W>,
    siglum: &str,
    base: &str,
    readings: &[Reading<'_>],
    only_changes: bool,
) -> io::Result<()> {
    let sigla: Vec<&str> =
        std::iter::once(siglum).chain(readings.iter().map(|r| r.siglum.as_str())).collect();
    let widest = sigla.iter().map(|siglum| siglum.len()).max().unwrap_or(1);
    let available = page.look.width.saturating_sub(widest + 3).max(20);
    let segments: Vec<Vec<Segment>> =
        readings.iter().map(|reading| with_brackets(reading.segments)).collect();
    let segments: Vec<&[Segment]> = segments.iter().map(Vec::as_slice).collect();
    let mut columns = cells::columns(base, &segments, available / 2);
    if only_changes {
        columns = around_changes(columns);
    }

    let mut writer = Writer {
        page,
        sigla: &sigla,
        widest,
        available,
        only_changes,
        equal: Vec::new(),
        blocks: 0,
    };
    for line in lines(&columns, available) {
        writer.line(line)?;
    }
    writer.flush_equal()
}

/// Returns segments whose bracketed words stand together with their brackets.
fn with_brackets(segments: &[Segment]) -> Vec<Segment> {
    let is_bare = |segment: &Segment, bracket: &str| {
        segment.op == SegmentOp::Insert && segment.changes.is_empty() && segment.to == bracket
    };
    let mut joined: Vec<Segment> = Vec::with_capacity(segments.len());
    let mut rest = segments.iter().peekable();
    while let Some(segment) = rest.next() {
        let mut segment = segment.clone();
        let is_bracketed =
            segment.changes.iter().any(|change| change.class == ChangeClass::Bracketed);
        let opens = joined.last().is_some_and(|last| is_bare(last, "["));
        let closes = rest.peek().is_some_and(|next| is_bare(next, "]"));
        if is_bracketed && opens && closes {
            segment.to = format!("[{}]", segment.to);
            joined.pop();
            rest.next();
        }
        joined.push(segment);
    }
    joined
}

/// Leaves out the columns that are far from any change.
fn around_changes(columns: Vec<Column>) -> Vec<Column> {
    let changed: Vec<bool> = columns.iter().map(|column| column.is_changed).collect();
    let is_near = |at: usize| {
        let end = (at + AROUND + 1).min(changed.len());
        changed[at.saturating_sub(AROUND)..end].iter().any(|is_changed| *is_changed)
    };
    let (mut kept, mut far) = (Vec::new(), Vec::new());
    for (at, column) in columns.into_iter().enumerate() {
        if !is_near(at) {
            far.push(column);
            continue;
        }
        if !far.is_empty() {
            kept.push(Column::gap(&std::mem::take(&mut far)));
        }
        kept.push(column);
    }
    if !far.is_empty() && !kept.is_empty() {
        kept.push(Column::gap(&far));
    }
    kept
}

/// Fills lines of `available` columns; a wider column has one of its own.
fn lines(columns: &[Column], available: usize) -> Vec<&[Column]> {
    let mut lines = Vec::new();
    let (mut start, mut width) = (0, 0);
    for (index, column) in columns.iter().enumerate() {
        let gap = usize::from(column.is_apart);
        let needed = if index == start { column.width } else { width + gap + column.width };
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
    only_changes: bool,
    /// Words of lines that all share, not yet written, each with whether a space goes before it.
    equal: Vec<(String, bool)>,
    /// Blocks written, which are set apart by an empty line.
    blocks: usize,
}

impl<W: Write> Writer<'_, '_, '_, W> {
    fn line(&mut self, columns: &[Column]) -> io::Result<()> {
        if columns.iter().all(|column| column.is_shared) {
            self.equal.extend(columns.iter().map(|column| (column.base.clone(), column.is_apart)));
            return Ok(());
        }
        if self.only_changes && !columns.iter().any(|column| column.is_changed) {
            return Ok(());
        }
        self.flush_equal()?;
        self.set_apart()?;
        let base = columns.iter().map(|column| Text::plain(&column.base)).collect();
        self.row(0, columns, base)?;
        for reading in 1..self.sigla.len() {
            let cells: Vec<_> = columns.iter().map(|column| &column.cells[reading - 1]).collect();
            let is_told = |cell: &&cells::Cell| {
                if self.only_changes { cell.is_changed() } else { !cell.bits.is_empty() }
            };
            if !cells.iter().any(is_told) {
                continue;
            }
            self.row(reading, columns, cells.iter().map(|cell| cell.text()).collect())?;
            self.labels(columns, reading)?;
        }
        Ok(())
    }

    fn row(&mut self, index: usize, columns: &[Column], cells: Vec<Text>) -> io::Result<()> {
        let siglum = format!("{:<width$} ", self.sigla[index], width = self.widest);
        let mut row = Text::plain("  ").and(Style::Strong, &siglum);
        for (place, (column, cell)) in columns.iter().zip(cells).enumerate() {
            let gap = if place > 0 && column.is_apart { " " } else { "" };
            row = row.and(Style::Plain, gap).then(cell.padded(column.width));
        }
        self.page.line(&row)
    }

    /// Writes the classes of a row's changes below their places, on as many lines as they need.
    fn labels(&mut self, columns: &[Column], reading: usize) -> io::Result<()> {
        let mut offset = 0;
        let mut placed = Vec::new();
        for (place, column) in columns.iter().enumerate() {
            offset += usize::from(place > 0 && column.is_apart);
            let labels = column.cells[reading - 1].labels();
            placed.extend(labels.into_iter().map(|(at, label)| (offset + at, label)));
            offset += column.width;
        }
        let margin = Text::plain(&" ".repeat(self.widest + 3));
        let lines = label_lines(&placed, self.available);
        lines.into_iter().try_for_each(|line| self.page.line(&margin.clone().then(line)))
    }

    /// Writes the words that all share, shortened in the middle where they are many.
    fn flush_equal(&mut self) -> io::Result<()> {
        let equal = std::mem::take(&mut self.equal);
        if equal.is_empty() || self.only_changes {
            return Ok(());
        }
        self.set_apart()?;
        let mut shown = joined(&equal);
        if Text::plain(&shown).wrapped(self.available).len() > MOST_EQUAL_LINES {
            let words: Vec<(String, bool)> = units(&shown)
                .into_iter()
                .map(|unit| (unit.text.to_owned(), unit.is_apart))
                .collect();
            let left_out = words.len().saturating_sub(2 * EQUAL_ENDS);
            let (head, tail) = (&words[..EQUAL_ENDS], &words[words.len() - EQUAL_ENDS..]);
            shown = format!("{} … ({left_out} words more) … {}", joined(head), joined(tail));
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

fn joined(words: &[(String, bool)]) -> String {
    let mut joined = String::new();
    for (word, is_apart) in words {
        joined.push_str(if *is_apart && !joined.is_empty() { " " } else { "" });
        joined.push_str(word);
    }
    joined
}

/// Sets labels below their places, on as many lines as they need.
fn label_lines(labels: &[(usize, &Label)], available: usize) -> Vec<Text> {
    let mut lines: Vec<Text> = Vec::new();
    for (at, label) in labels {
        let (start, text) = label_at(*at, label, available);
        let style = if label.is_material { Style::Material } else { Style::Changed };
        let is_free = |line: &Text| line.is_blank() || line.width() < start;
        let free = lines.iter().position(is_free).unwrap_or_else(|| {
            lines.push(Text::default());
            lines.len() - 1
        });
        lines[free] = std::mem::take(&mut lines[free]).padded(start).and(style, &text);
    }
    lines
}

/// Returns where a label begins and what it says; one that would pass the edge ends at its mark.
fn label_at(at: usize, label: &Label, available: usize) -> (usize, String) {
    let sign = if label.is_material { "!! " } else { "" };
    let text = format!("^ {sign}{}", label.classes);
    if at + text.len() <= available || at + 1 < text.len() {
        return (at, text);
    }
    let text = format!("{sign}{} ^", label.classes);
    (at + 1 - text.len(), text)
}
