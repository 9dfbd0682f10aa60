//! Cutting tables (RFC 4180, and what programs make of it) into rows, with recovery where a
//! quotation mark is missing or one too many.
//!
//! A cell in quotation marks ends with a mark before a separator or the end of a line; any other
//! mark in it stands for itself. Where a row takes in lines and does not come out right, it ends
//! before the first of them that is a row by itself: one stray mark costs its own row, and that is
//! told with its lines.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// Characters that may stand between two cells.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Most bytes of a header; a longer first line is a paragraph.
const LONGEST_HEADER: usize = 4096;
/// Bytes that are read a second time, in all: each stray mark costs the lines that it takes in.
const READ_AGAIN: usize = 64 * 1024 * 1024;
/// Fewest columns by which most lines without quotation marks are told to be rows, and no sentences.
const FEWEST_COLUMNS: usize = 3;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    separator: u8,
    /// What ends a line.
    newline: u8,
    /// Whether a mark within a cell has a backslash before it, as some databases write it.
    has_escapes: bool,
}

impl Dialect {
    /// Tells how a table is written by its first bytes, where its first line is a header.
    pub(super) fn of(first: &[u8], is_header: impl Fn(&[String]) -> bool) -> Option<Self> {
        let mut rest = first.strip_prefix(BYTE_ORDER_MARK).unwrap_or(first);
        let newline = newline_of(rest)?;
        while let Some(end) = memchr::memchr(newline, rest) {
            let line = &rest[..end];
            if !is_no_row(line) {
                let header = (line.len() <= LONGEST_HEADER).then_some(line)?;
                let separators = SEPARATORS.into_iter().filter(|separator| {
                    // Between bars, Markdown draws a table whose second line is a rule.
                    *separator != b'|' || !is_rule(&rest[end + 1..], newline)
                });
                return separators.into_iter().find_map(|separator| {
                    let has_escapes = has_escapes(first, separator, newline);
                    let dialect = Self { separator, newline, has_escapes };
                    is_header(&strings(&Row::of(header, dialect).cells)).then_some(dialect)
                });
            }
            rest = &rest[end + 1..];
        }
        None
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Returns what ends the lines of a text: some programs write the one for the other.
fn newline_of(first: &[u8]) -> Option<u8> {
    [b'\n', b'\r'].into_iter().find(|newline| first.contains(newline))
}

/// Says whether a line before the header is none: a blank one, or how one program names the
/// separator.
fn is_no_row(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.is_empty() || (line.len() == 5 && line[..4].eq_ignore_ascii_case(b"sep="))
}

/// Says whether a text begins with a line of hyphens between bars.
fn is_rule(rest: &[u8], newline: u8) -> bool {
    let line = rest.split(|byte| *byte == newline).next().unwrap_or_default().trim_ascii();
    line.contains(&b'-') && line.iter().all(|byte| matches!(byte, b'-' | b'|' | b':' | b' '))
}

/// Says whether marks within cells have a backslash before them, and nothing else has.
fn has_escapes(first: &[u8], separator: u8, newline: u8) -> bool {
    let mut is_used = false;
    let mut rest = first;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let escaped = rest.get(at + 1);
        if !matches!(escaped, Some(b'"' | b'\\') | None) {
            return false;
        }
        let after = rest.get(at + 2);
        let ends = after.is_none_or(|b| [separator, newline, b'\r', b'"'].contains(b));
        is_used |= escaped == Some(&b'"') && !ends;
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    is_used
}

/// Returns cells as text, where it does not matter what cannot be read.
pub(super) fn strings(cells: &[Vec<u8>]) -> Vec<String> {
    cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

/// What a table is cut into.
#[derive(Debug)]
pub(super) enum Cut {
    /// A row, with the number of the line that it begins on, from 1.
    Row { line: u64, cells: Vec<Vec<u8>> },
    /// Lines that are no row.
    Broken { from: u64, to: u64 },
    /// A row that is longer than one may be; there are no more.
    TooLong { line: u64 },
    /// The input cannot be read on; there is no more.
    Unreadable(io::Error),
}

/// The rows of a table, one after another.
pub(super) struct Rows<'a> {
    input: &'a mut dyn BufRead,
    dialect: Dialect,
    limit: usize,
    /// Lines that are read again before the input goes on.
    again: VecDeque<Vec<u8>>,
    read_again: usize,
    /// The lines read so far.
    line: u64,
    columns: usize,
    is_over: bool,
}

impl<'a> Rows<'a> {
    /// Returns the rows of `input`, of up to `limit` bytes each.
    pub(super) fn new(input: &'a mut dyn BufRead, dialect: Dialect, limit: usize) -> Self {
        let (again, read_again) = (VecDeque::new(), 0);
        Self { input, dialect, limit, again, read_again, line: 0, columns: 0, is_over: false }
    }

    /// Returns the cells of the header; the rows come after it.
    pub(super) fn header(&mut self) -> io::Result<Vec<Vec<u8>>> {
        while let Some(line) = self.next_line()? {
            let bare = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line);
            if !is_no_row(bare) {
                let header = Row::of(bare, self.dialect).cells;
                self.columns = header.len();
                return Ok(header);
            }
        }
        Ok(Vec::new())
    }

    fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let line = match self.again.pop_front() {
            Some(line) => line,
            None => {
                let mut line = Vec::new();
                let longest = self.limit as u64 + 1;
                (&mut *self.input).take(longest).read_until(self.dialect.newline, &mut line)?;
                line
            }
        };
        self.line += u64::from(!line.is_empty());
        Ok((!line.is_empty()).then_some(line))
    }

    fn cut(&mut self) -> io::Result<Option<Cut>> {
        let Some(first) = self.next_line()? else { return Ok(None) };
        let from = self.line;
        let mut row = Row::of(&first, self.dialect);
        if let Some(cells) = row.without_marks(&first, self.columns) {
            return Ok(Some(Cut::Row { line: from, cells }));
        }
        let mut size = first.len();
        let mut taken = Taken::default();
        while row.is_open() && size <= self.limit {
            let Some(line) = self.next_line()? else { break };
            size += line.len();
            row.read(&line);
            taken.add(line, self.dialect, self.columns);
            // A mark that ends nothing there begins a cell: in running text none does.
            if !row.is_sound && taken.ends_in_row() {
                break;
            }
        }
        let is_right = !row.is_open()
            && row.cells.len() == self.columns
            && (row.is_sound || !taken.ends_in_row());
        if let (false, Some(next)) =
            (is_right || taken.lines.is_empty(), taken.first_row(self.columns))
        {
            if self.go_back(taken, next) {
                return Ok(Some(Cut::Broken { from, to: self.line }));
            }
        } else if size > self.limit {
            self.is_over = true;
            return Ok(Some(Cut::TooLong { line: from }));
        } else if row.is_open() && self.line > from {
            return Ok(Some(Cut::Broken { from, to: self.line }));
        }
        row.close();
        Ok(Some(Cut::Row { line: from, cells: row.cells }))
    }

    /// Goes back to a line that was taken in; `false` where that was done too often.
    fn go_back(&mut self, mut taken: Taken, to: usize) -> bool {
        let lines = taken.lines.split_off(to);
        self.read_again += lines.iter().map(Vec::len).sum::<usize>();
        if self.read_again > READ_AGAIN {
            return false;
        }
        self.line -= lines.len() as u64;
        lines.into_iter().rev().for_each(|line| self.again.push_front(line));
        true
    }
}

impl Iterator for Rows<'_> {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        if self.is_over {
            return None;
        }
        self.cut().unwrap_or_else(|error| {
            self.is_over = true;
            Some(Cut::Unreadable(error))
        })
    }
}

/// The lines that a row took in, and which of them are rows by themselves.
#[derive(Debug, Default)]
struct Taken {
    lines: Vec<Vec<u8>>,
    rows: usize,
    first: Option<usize>,
    /// The first that has a cell in quotation marks, as no sentence would.
    first_quoted: Option<usize>,
}

impl Taken {
    fn add(&mut self, line: Vec<u8>, dialect: Dialect, columns: usize) {
        let row = Row::of(&line, dialect);
        let cells = row.cells.len() + usize::from(row.is_open());
        let is_row = row.is_sound
            && (if row.is_open() { cells <= columns } else { cells == columns })
            && columns > 1;
        if is_row {
            self.rows += 1;
            self.first = self.first.or(Some(self.lines.len()));
            if row.has_quoted && cells > 1 {
                self.first_quoted = self.first_quoted.or(Some(self.lines.len()));
            }
        }
        self.lines.push(line);
    }

    /// Says whether the last line is a row by itself that has a cell in quotation marks.
    fn ends_in_row(&self) -> bool {
        self.first_quoted.is_some_and(|first| first + 1 == self.lines.len())
    }

    /// Returns the first line that is a row by itself.
    fn first_row(&self, columns: usize) -> Option<usize> {
        // A line of running text may have as many commas by accident; most of them do not, and
        // where one comma is enough, some line does not.
        let are_all = self.rows == self.lines.len();
        let are_most = are_all || (columns >= FEWEST_COLUMNS && self.rows * 2 > self.lines.len());
        if are_most { self.first } else { self.first_quoted }
    }
}

/// What comes next in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A cell.
    Cell,
    /// The rest of a cell in marks.
    Quoted,
    /// Nothing.
    End,
}

/// A row as it is read, line by line.
#[derive(Debug)]
struct Row {
    dialect: Dialect,
    cells: Vec<Vec<u8>>,
    cell: Vec<u8>,
    state: State,
    has_quoted: bool,
    /// Whether every mark in it begins a cell, ends one, or is written twice.
    is_sound: bool,
}

impl Row {
    fn of(line: &[u8], dialect: Dialect) -> Self {
        let mut row = Self {
            dialect,
            cells: Vec::new(),
            cell: Vec::new(),
            state: State::Cell,
            has_quoted: false,
            is_sound: true,
        };
        row.read(line);
        row
    }

    /// Says whether a cell goes on in the next line.
    fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// Ends a cell that nothing closes.
    fn close(&mut self) {
        if self.is_open() {
            let end = self.cell.trim_ascii_end().len();
            self.cell.truncate(end);
            self.end_cell(State::End);
        }
    }

    /// Returns the cells of a line in which marks are words: some programs write cells as they are,
    /// and what begins with somebody's words begins with a mark. They are in pairs there, and the
    /// line has all cells of a row.
    fn without_marks(&self, line: &[u8], columns: usize) -> Option<Vec<Vec<u8>>> {
        let is_odd = memchr::memchr_iter(b'"', line).count() % 2 == 1;
        if self.is_sound || !self.is_open() || is_odd {
            return None;
        }
        let Dialect { separator, newline, .. } = self.dialect;
        let line = line.strip_suffix(&[newline]).unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let cells = line.split(|byte| *byte == separator).map(<[u8]>::to_vec);
        let cells: Vec<_> = cells.collect();
        (cells.len() == columns).then_some(cells)
    }

    fn end_cell(&mut self, next: State) {
        self.cells.push(std::mem::take(&mut self.cell));
        self.state = next;
    }

    fn read(&mut self, line: &[u8]) {
        let mut at = 0;
        while at < line.len() {
            at += match self.state {
                State::Cell if line[at] == b'"' => {
                    self.has_quoted = true;
                    self.state = State::Quoted;
                    1
                }
                State::Cell => self.plain(&line[at..]),
                State::Quoted => self.quoted(&line[at..]),
                State::End => return,
            };
        }
        // The last line of a table need not end.
        if self.state == State::Cell {
            self.end_cell(State::End);
        }
    }

    /// Reads a cell without marks to its end; returns how many bytes it took.
    fn plain(&mut self, rest: &[u8]) -> usize {
        let Dialect { separator, newline, .. } = self.dialect;
        let end = memchr::memchr2(separator, newline, rest).unwrap_or(rest.len());
        let cell = &rest[..end];
        if rest.get(end) == Some(&separator) {
            self.cell.extend_from_slice(cell);
            self.end_cell(State::Cell);
        } else {
            self.cell.extend_from_slice(cell.strip_suffix(b"\r").unwrap_or(cell));
            self.end_cell(State::End);
        }
        end + 1
    }

    /// Reads a cell in marks up to the next mark, and that; returns how many bytes it took.
    fn quoted(&mut self, rest: &[u8]) -> usize {
        let escape = if self.dialect.has_escapes { b'\\' } else { b'"' };
        let Some(mark) = memchr::memchr2(b'"', escape, rest) else {
            self.cell.extend_from_slice(rest);
            return rest.len();
        };
        self.cell.extend_from_slice(&rest[..mark]);
        let after = &rest[mark + 1..];
        if rest[mark] == b'\\' || after.first() == Some(&b'"') {
            self.cell.extend(after.first());
            return mark + 2;
        }
        // White space that some leave before the separator is no part of the cell.
        let is_blank =
            |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r') && *byte != self.dialect.separator;
        let blank = after.iter().take_while(|byte| is_blank(byte)).count();
        match after.get(blank) {
            Some(byte) if *byte == self.dialect.separator => self.end_cell(State::Cell),
            Some(byte) if *byte != self.dialect.newline => {
                self.is_sound = false;
                self.cell.push(b'"');
                return mark + 1;
            }
            _ => self.end_cell(State::End),
        }
        mark + 1 + blank + 1
    }
}

#[cfg(test)]
mod tests;
