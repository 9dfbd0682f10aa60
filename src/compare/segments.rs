//! An alignment as the stretches that people and programs are shown.
//!
//! All `from` put together are the reference, all `to` the other text, character for character.

use std::ops::Range;

use super::cells::{Both, Cell, Role};
use super::reading::Prepared;
use crate::model::{Change, ChangeClass, Segment, SegmentOp};

/// Returns the segments of two texts; `extra` are the changes of the marks between the cells.
pub(crate) fn segments(both: &Both<'_, '_>, cells: &[Cell], extra: &[Change]) -> Vec<Segment> {
    let mut writer = Writer { both, extra, left: 0, right: 0, found: Vec::new() };
    for cell in cells {
        let (left, right) = (bytes(both.left, &cell.left), bytes(both.right, &cell.right));
        writer.gap(
            left.map_or(writer.left, |range| range.0),
            right.map_or(writer.right, |range| range.0),
        );
        writer.words(cell, left.map_or(writer.left, |r| r.1), right.map_or(writer.right, |r| r.1));
    }
    writer.gap(both.left.text.len(), both.right.text.len());
    writer.found
}

fn bytes(read: &Prepared<'_>, range: &Range<usize>) -> Option<(usize, usize)> {
    if range.is_empty() {
        return None;
    }
    Some((read.tokens[range.start].bytes.0, read.tokens[range.end - 1].bytes.1))
}

struct Writer<'w, 'p, 'a> {
    both: &'w Both<'p, 'a>,
    extra: &'w [Change],
    left: usize,
    right: usize,
    found: Vec<Segment>,
}

impl Writer<'_, '_, '_> {
    /// Writes what stands between two cells: the ends that both sides share are equal.
    fn gap(&mut self, left_end: usize, right_end: usize) {
        let left = &self.both.left.text[self.left..left_end];
        let right = &self.both.right.text[self.right..right_end];
        if left == right || fold_gap(left) == fold_gap(right) {
            self.push(SegmentOp::Equal, left_end, right_end, Vec::new());
            return;
        }
        let head = common(left.chars(), right.chars());
        let (left_rest, right_rest) = (&left[head..], &right[head..]);
        let tail = common(left_rest.chars().rev(), right_rest.chars().rev());
        self.push(SegmentOp::Equal, self.left + head, self.right + head, Vec::new());
        let (l, r) = (left_end - tail, right_end - tail);
        let op = operation(l - self.left, r - self.right);
        let changes = self.beside(self.left, l, self.right, r);
        self.push(op, l, r, changes);
        self.push(SegmentOp::Equal, left_end, right_end, Vec::new());
    }

    fn words(&mut self, cell: &Cell, left_end: usize, right_end: usize) {
        let is_same =
            self.both.left.text[self.left..left_end] == self.both.right.text[self.right..right_end];
        let case = || self.beside(self.left, left_end, self.right, right_end);
        let (op, changes) = match cell.role {
            Role::Same if is_same => (SegmentOp::Equal, Vec::new()),
            Role::Same => {
                let changes: Vec<Change> = case()
                    .into_iter()
                    .filter(|c| c.class != ChangeClass::Punctuation || !c.from.is_empty())
                    .collect();
                if changes.is_empty() {
                    (SegmentOp::Equal, changes)
                } else {
                    (SegmentOp::Replace, changes)
                }
            }
            _ => (operation(left_end - self.left, right_end - self.right), cell.changes.clone()),
        };
        self.push(op, left_end, right_end, changes);
    }

    /// Returns the changes of marks and letters that begin in these bytes of either text.
    fn beside(&self, l0: usize, l1: usize, r0: usize, r1: usize) -> Vec<Change> {
        let count = |text: &str, byte: usize| text[..byte].chars().count();
        if self.extra.is_empty() {
            return Vec::new();
        }
        let left = (count(self.both.left.text, l0), count(self.both.left.text, l1));
        let right = (count(self.both.right.text, r0), count(self.both.right.text, r1));
        let inside = |at: usize, range: (usize, usize)| range.0 <= at && at < range.1;
        let begins = |change: &&Change| {
            (!change.from.is_empty() && inside(change.from_start, left))
                || (!change.to.is_empty() && inside(change.to_start, right))
        };
        self.extra.iter().filter(begins).cloned().collect()
    }

    fn push(&mut self, op: SegmentOp, left_end: usize, right_end: usize, changes: Vec<Change>) {
        let from = &self.both.left.text[self.left..left_end];
        let to = &self.both.right.text[self.right..right_end];
        (self.left, self.right) = (left_end, right_end);
        if from.is_empty() && to.is_empty() {
            return;
        }
        match self.found.last_mut() {
            Some(last) if last.op == op && op == SegmentOp::Equal => {
                last.from.push_str(from);
                last.to.push_str(to);
            }
            _ => self.found.push(Segment { op, from: from.to_owned(), to: to.to_owned(), changes }),
        }
    }
}

fn operation(left: usize, right: usize) -> SegmentOp {
    match (left, right) {
        (0, _) => SegmentOp::Insert,
        (_, 0) => SegmentOp::Delete,
        _ => SegmentOp::Replace,
    }
}

/// Returns a stretch without words as comparison sees it.
fn fold_gap(text: &str) -> String {
    let mut folded = super::folds::fold(text).text;
    folded.retain(|c| !c.is_whitespace());
    folded.replace("...", "…").replace("--", "-")
}

/// Returns how many bytes the two begin with in common.
fn common(left: impl Iterator<Item = char>, right: impl Iterator<Item = char>) -> usize {
    left.zip(right).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}
