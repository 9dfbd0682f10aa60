//! The table behind a collation: columns of the base's words and of what the readings have there.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::model::{ChangeClass, Segment, SegmentOp};
use crate::report::human::ink::{Style, Text};
use crate::report::human::units::{Unit, units};
use crate::report::safe::visible;

/// A place in the base: a word, or the gap before one, in which each added word has its number.
///
/// Word `i` is `(2 i + 1, 0)`; the gap before it `(2 i, n)`.
type Place = (usize, usize);

/// A place, and whether a space goes before what is put there.
type Spot = (Place, bool);

/// One column: what the base has, and what each reading has.
pub(super) struct Column {
    pub(super) base: String,
    pub(super) cells: Vec<Cell>,
    pub(super) width: usize,
    /// Whether every reading has the base's words here.
    pub(super) is_shared: bool,
    /// Whether a reading has a change here.
    pub(super) is_changed: bool,
    /// Whether a space goes before it.
    pub(super) is_apart: bool,
}

impl Column {
    /// Returns a column that stands for others: "…" where a row has something in them.
    pub(super) fn gap(left_out: &[Column]) -> Self {
        let readings = left_out.first().map_or(0, |column| column.cells.len());
        let has = |reading: usize| left_out.iter().any(|one| !one.cells[reading].bits.is_empty());
        let dots = || Bit::new("…", Style::Quiet, None, true);
        let cell = |reading| Cell { bits: has(reading).then(dots).into_iter().collect() };
        Self {
            base: "…".to_owned(),
            cells: (0..readings).map(cell).collect(),
            width: 1,
            is_shared: left_out.iter().all(|column| column.is_shared),
            is_changed: false,
            is_apart: true,
        }
    }
}

/// What one reading has in one column; nothing where it begins later or ended earlier.
#[derive(Clone, Default)]
pub(super) struct Cell {
    pub(super) bits: Vec<Bit>,
}

/// A stretch of a cell.
#[derive(Clone)]
pub(super) struct Bit {
    text: String,
    style: Style,
    label: Option<Label>,
    /// Whether a space goes before it.
    is_apart: bool,
}

impl Bit {
    pub(super) fn new(text: &str, style: Style, label: Option<Label>, is_apart: bool) -> Self {
        Self { text: text.to_owned(), style, label, is_apart }
    }

    /// Sets it apart from what stands before it, where that asks for it.
    pub(super) fn part(&mut self, is_apart: bool) {
        self.is_apart |= is_apart;
    }
}

/// The classes of a change, to stand below it.
#[derive(Clone)]
pub(super) struct Label {
    pub(super) classes: String,
    pub(super) is_material: bool,
}

impl Cell {
    pub(super) fn text(&self) -> Text {
        self.bits.iter().fold(Text::default(), |text, bit| {
            let gap = if bit.is_apart && !text.is_blank() { " " } else { "" };
            text.and(Style::Plain, gap).and(bit.style, &bit.text)
        })
    }

    /// Returns its words without styles.
    pub(super) fn words(&self) -> String {
        self.bits.iter().fold(String::new(), |mut words, bit| {
            words.push_str(if bit.is_apart && !words.is_empty() { " " } else { "" });
            words.push_str(&bit.text);
            words
        })
    }

    /// Returns the labels with the columns of the cell at which their marks begin.
    pub(super) fn labels(&self) -> Vec<(usize, &Label)> {
        let mut offset = 0;
        let mut labels = Vec::new();
        for (index, bit) in self.bits.iter().enumerate() {
            offset += usize::from(bit.is_apart && index > 0);
            labels.extend(bit.label.iter().map(|label| (offset, label)));
            offset += visible(&bit.text).width();
        }
        labels
    }

    fn is_equal(&self) -> bool {
        !self.bits.is_empty() && !self.is_changed()
    }

    /// Says whether a change is marked in it.
    pub(super) fn is_changed(&self) -> bool {
        self.bits.iter().any(|bit| matches!(bit.style, Style::Changed | Style::Material))
    }
}

/// Builds the columns of `base` for readings given as segments against it.
///
/// A replacement of several words is kept in one column up to `widest` columns of the terminal.
pub(super) fn columns(base: &str, readings: &[&[Segment]], widest: usize) -> Vec<Column> {
    let words = Words::of(base);
    let mut joins = vec![false; 2 * words.spans.len() + 2];
    let placed: Vec<_> = readings
        .iter()
        .map(|segments| Placer::new(&words, widest, &mut joins).place(segments))
        .collect();
    let mut columns = Vec::new();
    let mut slot = 0;
    while slot <= 2 * words.spans.len() {
        let first = slot;
        while joins[slot] {
            slot += 1;
        }
        push_columns(&words, first, slot, &placed, &mut columns);
        slot += 1;
    }
    columns
}

/// Adds the column of slots `first` to `last`, or one for each added word of a gap.
fn push_columns(
    words: &Words,
    first: usize,
    last: usize,
    placed: &[BTreeMap<Place, Vec<Bit>>],
    columns: &mut Vec<Column>,
) {
    let is_gap = first == last && first.is_multiple_of(2);
    let numbers = if is_gap {
        let in_gap = placed.iter().flat_map(|bits| bits.range((first, 0)..=(first, usize::MAX)));
        in_gap.map(|((_, number), _)| number + 1).max().unwrap_or(0)
    } else {
        1
    };
    for number in 0..numbers {
        let range = if is_gap {
            (first, number)..=(first, number)
        } else {
            (first, 0)..=(last, usize::MAX)
        };
        let cells: Vec<Cell> = placed.iter().map(|bits| cell(bits.range(range.clone()))).collect();
        let base = words.between(first, last);
        let widths = cells.iter().map(|cell| cell.text().width());
        let width = widths.chain([visible(&base).width()]).max().unwrap_or(0);
        let is_shared = cells.iter().all(Cell::is_equal);
        let is_changed = cells.iter().any(Cell::is_changed);
        let has_apart = |cell: &Cell| cell.bits.first().is_some_and(|bit| bit.is_apart);
        let is_apart = if is_gap { cells.iter().any(has_apart) } else { words.is_apart(first) };
        columns.push(Column { base, cells, width, is_shared, is_changed, is_apart });
    }
}

fn cell<'a>(bits: impl Iterator<Item = (&'a Place, &'a Vec<Bit>)>) -> Cell {
    let mut cell = Cell::default();
    for (_, place) in bits {
        cell.bits.extend(place.iter().cloned());
    }
    cell
}

/// The base's words, with their places in code points.
struct Words {
    texts: Vec<String>,
    spans: Vec<(usize, usize)>,
    apart: Vec<bool>,
}

impl Words {
    fn of(base: &str) -> Self {
        let (mut texts, mut spans, mut apart) = (Vec::new(), Vec::new(), Vec::new());
        for unit in units(base) {
            spans.push((unit.start, unit.start + unit.text.chars().count()));
            apart.push(unit.is_apart || texts.is_empty());
            texts.push(unit.text.to_owned());
        }
        Self { texts, spans, apart }
    }

    /// Says whether a space goes before the word of a slot, or before a gap.
    fn is_apart(&self, slot: usize) -> bool {
        slot.is_multiple_of(2) || self.apart.get(slot / 2).copied().unwrap_or(true)
    }

    /// Returns the slot at a code point: a word's, or that of the gap.
    fn slot(&self, at: usize) -> usize {
        let before = self.spans.partition_point(|(_, end)| *end <= at);
        match self.spans.get(before) {
            Some((start, _)) if *start <= at => 2 * before + 1,
            _ => 2 * before,
        }
    }

    /// Says whether a word begins at a code point, with a space before it.
    fn begins_at(&self, at: usize) -> bool {
        let word = self.spans.binary_search_by_key(&at, |(start, _)| *start);
        word.is_ok_and(|word| self.apart[word])
    }

    /// Says whether a word begins at a code point.
    fn starts_at(&self, at: usize) -> bool {
        self.spans.binary_search_by_key(&at, |(start, _)| *start).is_ok()
    }

    /// Says whether a word ends before a code point.
    fn ends_at(&self, at: usize) -> bool {
        self.spans.binary_search_by_key(&at, |(_, end)| *end).is_ok()
    }

    /// Returns the words of slots `first` to `last`.
    fn between(&self, first: usize, last: usize) -> String {
        let mut joined = String::new();
        for slot in (first..=last).filter(|slot| slot % 2 == 1) {
            let gap = if joined.is_empty() || !self.is_apart(slot) { "" } else { " " };
            joined.push_str(gap);
            joined.push_str(&self.texts[slot / 2]);
        }
        joined
    }
}

/// Puts one reading's segments into places.
struct Placer<'a> {
    words: &'a Words,
    widest: usize,
    joins: &'a mut Vec<bool>,
    bits: BTreeMap<Place, Vec<Bit>>,
    /// The last place filled: what follows in the reading stands there or behind it.
    last: Place,
    /// The reading's character before the segment at hand, and the one after it.
    before: Option<char>,
    after: Option<char>,
}

impl<'a> Placer<'a> {
    fn new(words: &'a Words, widest: usize, joins: &'a mut Vec<bool>) -> Self {
        let bits = BTreeMap::new();
        Self { words, widest, joins, bits, last: (0, 0), before: None, after: None }
    }

    fn place(mut self, segments: &[Segment]) -> BTreeMap<Place, Vec<Bit>> {
        let mut at = 0;
        for (index, segment) in segments.iter().enumerate() {
            self.before = segments[..index].iter().rev().find_map(|one| one.to.chars().next_back());
            self.after = segments[index + 1..].iter().find_map(|one| one.to.chars().next());
            self.segment(segment, at);
            at += segment.from.chars().count();
        }
        self.bits
    }

    fn segment(&mut self, segment: &Segment, at: usize) {
        let is_blank = segment.from.trim().is_empty() && segment.to.trim().is_empty();
        let is_outside = segment.op == SegmentOp::Delete
            && !segment.changes.is_empty()
            && segment.changes.iter().all(|change| change.class == ChangeClass::Cut);
        if is_blank || is_outside {
            return;
        }
        let places = self.places(&segment.from, at);
        let to = units(&segment.to);
        let (style, label) = look_of(segment);
        // What differs and is no change is a fold: shown as printed, and not marked.
        let is_folded = segment.changes.is_empty();
        match segment.op {
            SegmentOp::Equal => self.spread(&places, &to, Style::Quiet, None, ["", ""]),
            SegmentOp::Delete if is_folded => {}
            SegmentOp::Insert if is_folded => {
                let places = [self.insertion(&segment.to, at)];
                self.spread(&places, &to, Style::Quiet, None, ["", ""]);
            }
            SegmentOp::Replace if is_folded => {
                self.spread(&places, &to, Style::Quiet, None, ["", ""]);
            }
            SegmentOp::Delete => {
                let from = units(&segment.from);
                self.spread(&places, &from, style, label, ["[-", "-]"]);
            }
            SegmentOp::Insert => {
                let places = [self.insertion(&segment.to, at)];
                self.spread(&places, &to, style, label, ["{+", "+}"]);
            }
            SegmentOp::Replace => {
                let places = self.replacement(segment, places, at);
                self.spread(&places, &to, style, label, ["{+", "+}"]);
            }
        }
    }

    /// Returns the places of the words of `from`, which begins at code point `at`.
    fn places(&self, from: &str, at: usize) -> Vec<Spot> {
        let spot = |unit: Unit<'_>| {
            let place = at + unit.start;
            ((self.words.slot(place), 0), self.words.begins_at(place))
        };
        units(from).into_iter().map(spot).collect()
    }

    /// Returns where added words go: into the gap, or into the word that they are glued to.
    fn insertion(&self, to: &str, at: usize) -> Spot {
        let slot = self.words.slot(at);
        let (touches_before, touches_after) = (self.words.ends_at(at), slot % 2 == 1);
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let starts_apart = is_blank(to.chars().next()) || is_blank(self.before);
        let ends_apart = is_blank(to.chars().next_back()) || is_blank(self.after);
        if touches_before && !starts_apart && !touches_after {
            return ((slot - 1, 0), false);
        }
        if touches_after && !self.words.starts_at(at) {
            // Inside of a word and its marks: behind what the reading has of it.
            return ((slot, 0), starts_apart);
        }
        if touches_after && !ends_apart {
            return ((slot, 0), false);
        }
        let gap = if touches_after { slot - 1 } else { slot };
        ((gap, self.next_in(gap)), true)
    }

    /// Returns the places of a replacement: one joined column where it fits, else word by word.
    fn replacement(&mut self, segment: &Segment, places: Vec<Spot>, at: usize) -> Vec<Spot> {
        let Some((first, last)) = places.first().copied().zip(places.last().copied()) else {
            return vec![self.insertion(&segment.to, at)];
        };
        let width = visible(&segment.from).width().max(visible(&segment.to).width() + 4);
        if width > self.widest {
            return places;
        }
        for slot in first.0.0..last.0.0 {
            self.joins[slot] = true;
        }
        vec![first]
    }

    /// Puts `words` into `places`, one each; what is left over goes, in a gap, into columns of its
    /// own, else into the gap after the last place or, where that is the only one, with it.
    fn spread(
        &mut self,
        places: &[Spot],
        words: &[Unit<'_>],
        style: Style,
        label: Option<Label>,
        marks: [&str; 2],
    ) {
        let Some(last) = places.last().copied() else { return };
        let width = words.iter().map(|word| word.text.width() + 1).sum::<usize>();
        let stays = places.len() == 1 && last.0.0 % 2 == 1 && width <= self.widest;
        let mut spot = last;
        for (index, word) in words.iter().enumerate() {
            let (slot, number) = spot.0;
            spot = match places.get(index) {
                Some(given) => *given,
                None if stays => (spot.0, word.is_apart),
                None if slot % 2 == 0 => ((slot, number + 1), word.is_apart),
                None => ((slot + 1, self.next_in(slot + 1)), word.is_apart),
            };
            if spot.0 < self.last {
                spot.0 = self.last;
            }
            self.last = spot.0;
            let open = if index == 0 { marks[0] } else { "" };
            let close = if index + 1 == words.len() { marks[1] } else { "" };
            let text = format!("{open}{}{close}", word.text);
            let label = if index == 0 { label.clone() } else { None };
            let bit = Bit { text, style, label, is_apart: spot.1 };
            self.bits.entry(spot.0).or_default().push(bit);
        }
    }

    /// Returns the number that the next added word of a gap has.
    fn next_in(&self, gap: usize) -> usize {
        let last = self.bits.range((gap, 0)..=(gap, usize::MAX)).next_back();
        last.map_or(0, |((_, number), _)| number + 1)
    }
}

pub(super) fn look_of(segment: &Segment) -> (Style, Option<Label>) {
    let is_material = segment.changes.iter().any(|change| change.material == Some(true));
    let style = if is_material { Style::Material } else { Style::Changed };
    let mut classes: Vec<_> = segment.changes.iter().map(|change| change.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let names: Vec<&str> = classes.into_iter().map(|class| class.as_str()).collect();
    let label = (!names.is_empty()).then(|| Label { classes: names.join(", "), is_material });
    (style, label)
}
