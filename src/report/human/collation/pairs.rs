//! Sets one wording beside the base, for wide pages: what it lacks is marked on the left, what it
//! has instead or besides on the right. Both sides of a row break at the same word.

use std::io::{self, Write};

use super::cells::{Bit, Cell, Label, look_of};
use super::label_lines;
use crate::model::{ChangeClass, Segment, SegmentOp};
use crate::report::human::ink::{Page, Style, Text};
use crate::report::human::parts;
use crate::report::human::units::{Unit, breaks_between, units};

/// Rows without a change that are written out; more of them are shortened to one.
const MOST_EQUAL_ROWS: usize = 2;

/// What stands between the sides.
const BETWEEN: &str = " │ ";

/// Columns left of the base.
const MARGIN: usize = 2;

/// The same words on both sides, or what one side has in the place of the other's.
#[derive(Clone, Default)]
struct Row {
    left: Cell,
    right: Cell,
}

impl Row {
    fn is_changed(&self) -> bool {
        self.left.is_changed() || self.right.is_changed()
    }

    fn joined(&self, other: &Row) -> Row {
        let mut joined = self.clone();
        joined.left.bits.extend(other.left.bits.iter().cloned());
        joined.right.bits.extend(other.right.bits.iter().cloned());
        joined
    }

    fn width(&self) -> usize {
        self.left.text().width().max(self.right.text().width())
    }
}

/// Columns of either side.
fn column<W: Write>(page: &Page<'_, W>) -> usize {
    page.look.screen.saturating_sub(MARGIN + BETWEEN.chars().count()) / 2
}

/// Writes what stands above the base and above a reading of it.
pub(in crate::report::human) fn write_heads<W: Write>(
    page: &mut Page<'_, W>,
    [left, right]: [&Text; 2],
) -> io::Result<()> {
    let column = column(page);
    heads(page, left, right, column)
}

/// Writes the base and the reading that `segments` make of it; with `only_changes`, nothing but
/// the rows that have one.
pub(in crate::report::human) fn write_pair<W: Write>(
    page: &mut Page<'_, W>,
    segments: &[Segment],
    only_changes: bool,
) -> io::Result<()> {
    let column = column(page);
    let mut equal: Vec<Row> = Vec::new();
    for row in rows(segments, column) {
        if !row.is_changed() {
            equal.push(row);
            continue;
        }
        flush(page, &mut equal, column, only_changes)?;
        line(page, &row.left.text(), &row.right.text(), column)?;
        labels(page, &row, column)?;
    }
    flush(page, &mut equal, column, only_changes)
}

/// Writes who ran either side.
fn heads<W: Write>(
    page: &mut Page<'_, W>,
    left: &Text,
    right: &Text,
    column: usize,
) -> io::Result<()> {
    let (left, right) = (left.wrapped(column), right.wrapped(column));
    let nothing = Text::default();
    for at in 0..left.len().max(right.len()) {
        let side = |lines: &[Text]| lines.get(at).unwrap_or(&nothing).clone();
        line(page, &side(&left), &side(&right), column)?;
    }
    let rule = "─".repeat(column);
    line(page, &Text::of(Style::Quiet, &rule), &Text::of(Style::Quiet, &rule), column)
}

fn line<W: Write>(
    page: &mut Page<'_, W>,
    left: &Text,
    right: &Text,
    column: usize,
) -> io::Result<()> {
    let margin = Text::plain(&" ".repeat(MARGIN));
    let between = Text::of(Style::Quiet, BETWEEN);
    page.line(&margin.then(left.clone().padded(column)).then(between).then(right.clone()))
}

/// Writes the classes of a row's changes below either side.
fn labels<W: Write>(page: &mut Page<'_, W>, row: &Row, column: usize) -> io::Result<()> {
    let (left, right) =
        (label_lines(&row.left.labels(), column), label_lines(&row.right.labels(), column));
    for at in 0..left.len().max(right.len()) {
        let side = |lines: &[Text]| lines.get(at).cloned().unwrap_or_default();
        line(page, &side(&left), &side(&right), column)?;
    }
    Ok(())
}

/// Writes rows without a change, many of them as their first and last words.
fn flush<W: Write>(
    page: &mut Page<'_, W>,
    equal: &mut Vec<Row>,
    column: usize,
    only_changes: bool,
) -> io::Result<()> {
    let rows = std::mem::take(equal);
    if only_changes {
        let dots = |side: fn(&Row) -> &Cell| {
            let is_cut = rows.iter().any(|row| !side(row).bits.is_empty());
            Text::of(Style::Quiet, if is_cut { "…" } else { "" })
        };
        let (left, right) = (dots(|row| &row.left), dots(|row| &row.right));
        return match left.is_blank() && right.is_blank() {
            true => Ok(()),
            false => line(page, &left, &right, column),
        };
    }
    if rows.len() <= MOST_EQUAL_ROWS {
        return rows
            .iter()
            .try_for_each(|row| line(page, &row.left.text(), &row.right.text(), column));
    }
    let all = rows.iter().fold(Row::default(), |all, row| all.joined(row));
    let shortened = |cell: &Cell| Text::of(Style::Quiet, &parts::ends_of(&cell.words()));
    line(page, &shortened(&all.left), &shortened(&all.right), column)
}

/// Returns the rows of both sides, each at most `column` wide where its words allow.
fn rows(segments: &[Segment], column: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut open = Row::default();
    for piece in pieces(segments) {
        let longer = open.joined(&piece);
        if longer.width() > column && !(open.left.bits.is_empty() && open.right.bits.is_empty()) {
            rows.push(std::mem::replace(&mut open, piece));
        } else {
            open = longer;
        }
    }
    rows.push(open);
    rows
}

/// Returns what stays on one row: a word on each side, with what is glued to it.
fn pieces(segments: &[Segment]) -> Vec<Row> {
    let mut pieces: Vec<Row> = Vec::new();
    let mut before: [Option<char>; 2] = [None, None];
    for segment in segments {
        let (mut left, mut right) = sides(segment);
        let texts = [segment.from.as_str(), segment.to.as_str()];
        let is_glued = [0, 1].map(|side| is_glued(before[side], texts[side]));
        for (side, bits) in [&mut left, &mut right].into_iter().enumerate() {
            // White space that ends the segment before sets this one apart as well as its own.
            let is_apart = before[side].is_none_or(char::is_whitespace);
            bits.first_mut().into_iter().for_each(|bit| bit.part(is_apart));
            before[side] = texts[side].chars().next_back().or(before[side]);
        }
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        for place in 0.. {
            let (mut one, mut other) = (left.next(), right.next());
            if one.is_none() && other.is_none() {
                break;
            }
            if place == 0 && is_glued[0] {
                one = one.and_then(|bit| glued(bit, &mut pieces, |piece| &mut piece.left));
            }
            if place == 0 && is_glued[1] {
                other = other.and_then(|bit| glued(bit, &mut pieces, |piece| &mut piece.right));
            }
            if one.is_some() || other.is_some() {
                let cell = |bit: Option<Bit>| Cell { bits: bit.into_iter().collect() };
                pieces.push(Row { left: cell(one), right: cell(other) });
            }
        }
    }
    pieces
}

/// Says whether a text goes on in the word that ended with `before`.
fn is_glued(before: Option<char>, text: &str) -> bool {
    match (before, text.chars().next()) {
        (Some(before), Some(after)) => {
            !before.is_whitespace() && !after.is_whitespace() && !breaks_between(before, after)
        }
        _ => false,
    }
}

/// Puts a bit to the word before it on its side; hands it back where there is none.
fn glued(bit: Bit, pieces: &mut [Row], side: fn(&mut Row) -> &mut Cell) -> Option<Bit> {
    let before = pieces.iter_mut().map(side).rfind(|cell| !cell.bits.is_empty());
    match before {
        Some(before) => before.bits.push(bit),
        None => return Some(bit),
    }
    None
}

/// Returns a segment's words on either side, marked where they differ.
fn sides(segment: &Segment) -> (Vec<Bit>, Vec<Bit>) {
    let is_end = segment.op == SegmentOp::Delete
        && !segment.changes.is_empty()
        && segment.changes.iter().all(|change| change.class == ChangeClass::Cut);
    // What differs and is no change is a fold: shown as printed, and not marked.
    if segment.op == SegmentOp::Equal || segment.changes.is_empty() || is_end {
        let left = if is_end { Style::Quiet } else { Style::Plain };
        let plain = |text: &str, style| bits(text, style, None, ["", ""]);
        return (plain(&segment.from, left), plain(&segment.to, Style::Quiet));
    }
    let (style, label) = look_of(segment);
    let (on_left, on_right): (Option<Label>, Option<Label>) =
        if segment.to.trim().is_empty() { (label, None) } else { (None, label) };
    (
        bits(&segment.from, style, on_left, ["[-", "-]"]),
        bits(&segment.to, style, on_right, ["{+", "+}"]),
    )
}

fn bits(text: &str, style: Style, label: Option<Label>, marks: [&str; 2]) -> Vec<Bit> {
    let units = units(text);
    let last = units.len().saturating_sub(1);
    let bit = |(at, unit): (usize, &Unit<'_>)| {
        let open = if at == 0 { marks[0] } else { "" };
        let close = if at == last { marks[1] } else { "" };
        let label = if at == 0 { label.clone() } else { None };
        Bit::new(&format!("{open}{}{close}", unit.text), style, label, unit.is_apart)
    };
    units.iter().enumerate().map(bit).collect()
}
