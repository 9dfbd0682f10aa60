//! Every stretch of a paragraph that could be a quotation.
//!
//! The likeliest reading of a paragraph's double marks is the cheapest path through three states
//! (outside, inside, inside a nested quotation), found by dynamic programming (Viterbi, 1967,
//! "Error bounds for convolutional codes and an asymptotically optimum decoding algorithm").
//! Where that reading is irregular, nearby pairs of marks compete with it.

use super::lexicon::{ABBREVIATION, LEXICON};
use super::marks::{Glyph, Mark, Shape};
use super::scan::Paragraph;
use super::singles;

/// A stretch between two marks, or from a mark to where its paragraph stops; bytes of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Where the opening mark begins.
    pub(super) outer_start: usize,
    /// Where the closing mark ends.
    pub(super) outer_end: usize,
    /// Where the words begin.
    pub(super) start: usize,
    /// Where the words end.
    pub(super) end: usize,
    pub(super) open: Glyph,
    /// The closing mark, or `None` where none closes it.
    pub(super) close: Option<Glyph>,
    pub(super) reading: Reading,
    /// Whether anything in the paragraph's marks is out of order.
    pub(super) is_irregular: bool,
    /// Whether it stands inside another pair of the likeliest reading.
    pub(super) is_inner: bool,
    /// How many closing single marks were passed over for this one.
    pub(super) passed_over: u8,
    /// Whether the closing single mark follows an `s`: it may be a plural's apostrophe.
    pub(super) is_plural_close: bool,
}

/// How the candidate came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Opened and closed in the likeliest reading.
    Paired,
    /// Ended by the opening of another.
    Cut,
    /// Never closed: it runs to the end of the paragraph.
    Unclosed,
    /// Never closed, and ended before the words that attribute it.
    UnclosedBeforeCue,
    /// A pair that competes with the likeliest reading.
    Competing,
    /// A pair of single marks.
    Single,
    /// Closed by the paragraph's first mark, and opened by none in it.
    Unopened,
}

/// The cheapest reading is irregular beyond this many marks only by accident, and competing pairs
/// would cost more than they find.
const MAX_COMPETING_MARKS: usize = 40;
/// How many marks further a competing pair may close.
const MAX_PAIR_DISTANCE: usize = 5;

/// Costs of reading a mark in another way than as one of a pair; see [`Shape`] for the scale.
const COST_STRAY: f32 = 3.5;
const COST_STRAY_INCHES: f32 = 1.0;
const COST_SPLIT: f32 = 1.6;
const COST_SKIP: f32 = 3.0;
const COST_NEST: f32 = 2.0;
const COST_UNCLOSED: f32 = 1.8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Open,
    Stray,
    Close,
    Split,
    Skip,
    Nest,
    CloseNested,
}

const OUT: usize = 0;
const IN: usize = 1;
const NESTED: usize = 2;

/// The cheapest way to a state: its cost and the marks that are open there.
#[derive(Debug, Clone, Copy)]
struct Path {
    cost: f32,
    open: Glyph,
    nested: Glyph,
}

/// Returns the candidates of `paragraph`: the likeliest reading first, in order, then the rest.
pub(super) fn candidates(paragraph: &Paragraph<'_>) -> Vec<Candidate> {
    let mut found = Collector { paragraph, found: Vec::new() };
    let marks = &paragraph.doubles;
    let shapes: Vec<Shape> =
        marks.iter().map(|m| Shape::of(paragraph.text, paragraph.offset, *m)).collect();
    let acts = likeliest(marks, &shapes);
    let is_irregular = found.read(marks, &acts);
    let closes = |shape: &Shape| shape.closing < shape.opening && !shape.is_inches;
    if let (Some(mark), Some(Act::Stray)) = (marks.first(), acts.first())
        && shapes.first().is_some_and(closes)
    {
        found.push(Candidate::unopened(paragraph.offset, *mark));
    }
    if is_irregular && marks.len() <= MAX_COMPETING_MARKS {
        found.compete(marks);
    }
    let primary: Vec<(usize, usize)> = found
        .found
        .iter()
        .filter(|c| c.is_primary() && !c.is_inner)
        .map(|c| (c.outer_start, c.outer_end))
        .collect();
    for single in singles::candidates(paragraph) {
        let at = primary.partition_point(|(start, _)| *start <= single.outer_start);
        let is_inner =
            at.checked_sub(1).is_some_and(|before| single.outer_start < primary[before].1);
        found.push(Candidate { is_inner, ..single });
    }
    found.found
}

/// Finds the cheapest act for each mark.
fn likeliest(marks: &[Mark], shapes: &[Shape]) -> Vec<Act> {
    let none = Path { cost: f32::INFINITY, open: Glyph::Straight, nested: Glyph::Straight };
    let mut paths = [Path { cost: 0.0, ..none }, none, none];
    let mut steps: Vec<[(usize, Act); 3]> = Vec::with_capacity(marks.len());
    for (mark, shape) in marks.iter().zip(shapes) {
        let mut next = [none; 3];
        let mut step = [(OUT, Act::Stray); 3];
        for (from, to, act, path) in moves(&paths, mark.glyph, shape) {
            if path.cost < next[to].cost {
                next[to] = path;
                step[to] = (from, act);
            }
        }
        paths = next;
        steps.push(step);
    }
    let ends = [
        paths[OUT].cost,
        paths[IN].cost + COST_UNCLOSED,
        paths[NESTED].cost + COST_UNCLOSED + COST_SKIP,
    ];
    let mut state = if ends[OUT] <= ends[IN] && ends[OUT] <= ends[NESTED] {
        OUT
    } else if ends[IN] <= ends[NESTED] {
        IN
    } else {
        NESTED
    };
    let mut acts: Vec<Act> = steps
        .iter()
        .rev()
        .map(|step| {
            let (from, act) = step[state];
            state = from;
            act
        })
        .collect();
    acts.reverse();
    acts
}

/// Returns every way to read a mark, as (state before, state after, act, path after).
fn moves(paths: &[Path; 3], glyph: Glyph, shape: &Shape) -> [(usize, usize, Act, Path); 8] {
    let [out, inside, nested] = *paths;
    let plus = |path: Path, cost: f32| Path { cost: path.cost + cost, ..path };
    let closing = |opener: Glyph| shape.closing + glyph.cost_closing(opener);
    let stray = if shape.is_inches { COST_STRAY_INCHES } else { COST_STRAY };
    // A paragraph's first mark closes nothing and cuts nothing.
    let anew = if shape.is_first { f32::INFINITY } else { 0.0 };
    let opened = Path { open: glyph, ..plus(out, shape.opening) };
    let split = Path { open: glyph, ..plus(inside, COST_SPLIT + anew + shape.opening * 0.5) };
    let nest = Path { nested: glyph, ..plus(inside, COST_NEST + anew + shape.opening) };
    [
        (OUT, IN, Act::Open, opened),
        (OUT, OUT, Act::Stray, plus(out, stray)),
        (IN, OUT, Act::Close, plus(inside, closing(inside.open))),
        (IN, IN, Act::Split, split),
        (IN, IN, Act::Skip, plus(inside, COST_SKIP)),
        (IN, NESTED, Act::Nest, nest),
        (NESTED, IN, Act::CloseNested, plus(nested, closing(nested.nested))),
        (NESTED, NESTED, Act::Skip, plus(nested, COST_SKIP)),
    ]
}

struct Collector<'a> {
    paragraph: &'a Paragraph<'a>,
    found: Vec<Candidate>,
}

impl Collector<'_> {
    /// Adds the pairs of the likeliest reading; says whether anything in it is out of order.
    fn read(&mut self, marks: &[Mark], acts: &[Act]) -> bool {
        let end = self.paragraph.offset + self.paragraph.text.len();
        let is_irregular =
            acts.iter().any(|a| matches!(a, Act::Stray | Act::Split | Act::Skip | Act::Nest));
        let mut open: Option<Mark> = None;
        let mut nested: Option<Mark> = None;
        for (mark, act) in marks.iter().zip(acts) {
            match act {
                Act::Open => open = Some(*mark),
                Act::Nest => nested = Some(*mark),
                Act::Close => {
                    let opener = open.take();
                    self.pair(opener, *mark, Reading::Paired, is_irregular, false);
                    nested = None;
                }
                Act::CloseNested => {
                    self.pair(nested.take(), *mark, Reading::Paired, true, true);
                }
                Act::Split => {
                    let opener = open.replace(*mark);
                    self.pair(opener, *mark, Reading::Cut, true, false);
                }
                Act::Stray | Act::Skip => {}
            }
        }
        if let Some(opener) = open {
            self.unclosed(opener, end);
        }
        is_irregular || open.is_some()
    }

    fn pair(
        &mut self,
        open: Option<Mark>,
        close: Mark,
        reading: Reading,
        irregular: bool,
        inner: bool,
    ) {
        let Some(open) = open else { return };
        let outer_end = if reading == Reading::Cut { close.start } else { close.end };
        let whole = Candidate {
            outer_start: open.start,
            outer_end,
            start: open.end,
            end: close.start,
            open: open.glyph,
            close: Some(close.glyph),
            reading,
            is_irregular: irregular,
            is_inner: inner,
            passed_over: 0,
            is_plural_close: false,
        };
        self.push(whole);
        if reading == Reading::Cut {
            self.unclosed_before_cue(whole);
        }
    }

    fn unclosed(&mut self, open: Mark, end: usize) {
        let whole = Candidate::left_open(open, end);
        self.push(whole);
        self.unclosed_before_cue(whole);
    }

    /// Adds the words of an unclosed candidate up to those that attribute it, if any do.
    fn unclosed_before_cue(&mut self, whole: Candidate) {
        let offset = self.paragraph.offset;
        let words = &self.paragraph.text[whole.start - offset..whole.end - offset];
        if let Some(length) = before_cue(words) {
            let end = whole.start + length;
            let reading = Reading::UnclosedBeforeCue;
            self.push(Candidate { outer_end: end, end, close: None, reading, ..whole });
        }
    }

    /// Adds the pairs of nearby marks, and the last few marks as openings without an end.
    fn compete(&mut self, marks: &[Mark]) {
        for (at, open) in marks.iter().enumerate() {
            for close in marks.iter().skip(at + 1).take(MAX_PAIR_DISTANCE) {
                self.pair(Some(*open), *close, Reading::Competing, true, false);
            }
        }
    }

    /// Adds a candidate with white space trimmed, unless it is empty or there already.
    fn push(&mut self, candidate: Candidate) {
        let Paragraph { text, offset, .. } = *self.paragraph;
        let body = &text[candidate.start - offset..candidate.end - offset];
        let blank = body.len() - body.trim_start_matches(is_blank).len();
        let trimmed = body.trim_matches(is_blank);
        let start = candidate.start + blank;
        let end = start + trimmed.len();
        let is_known = candidate.reading == Reading::Competing
            && self.found.iter().any(|c| (c.start, c.end) == (start, end));
        if !is_known && trimmed.chars().any(char::is_alphanumeric) {
            self.found.push(Candidate { start, end, ..candidate });
        }
    }
}

impl Candidate {
    /// Returns what runs from a mark that is never closed to the end of its paragraph.
    pub(super) fn left_open(open: Mark, end: usize) -> Self {
        Self {
            outer_start: open.start,
            outer_end: end,
            start: open.end,
            end,
            open: open.glyph,
            close: None,
            reading: Reading::Unclosed,
            is_irregular: true,
            is_inner: false,
            passed_over: 0,
            is_plural_close: false,
        }
    }

    /// Returns what runs from the beginning of a paragraph to a mark that nothing in it opens.
    fn unopened(start: usize, close: Mark) -> Self {
        Self {
            outer_start: start,
            outer_end: close.end,
            start,
            end: close.start,
            close: Some(close.glyph),
            reading: Reading::Unopened,
            ..Self::left_open(close, close.end)
        }
    }

    /// Says whether it belongs to the likeliest reading of the double marks.
    pub(super) fn is_primary(&self) -> bool {
        matches!(self.reading, Reading::Paired | Reading::Cut | Reading::Unclosed)
    }

    /// Says whether the two share a byte, their marks included.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.outer_start < other.outer_end && other.outer_start < self.outer_end
    }

    /// Says whether `other` with its marks lies within the words of this one.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.start <= other.outer_start && other.outer_end <= self.end
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Returns the length of the words before the first ", Beck said" or ", said Beck" in an unclosed
/// quotation.
fn before_cue(tail: &str) -> Option<usize> {
    let stops = tail.match_indices([',', '.', '?', '!']).take(MAX_STOPS);
    stops.map(|(at, stop)| at + stop.len()).find(|end| {
        let rest = &tail[*end..];
        // A mark of the other kind closes it: "“We will sail,' said Beck".
        attributes(rest.strip_prefix(['\'', '’']).unwrap_or(rest))
    })
}

/// How many stops of an unclosed quotation are tried for an attribution.
const MAX_STOPS: usize = 40;

/// Says whether `text` begins with a name or a pronoun and a plain verb of saying, in any order.
pub(super) fn attributes(text: &str) -> bool {
    let Some(text) = text.strip_prefix(' ') else { return false };
    let mut words = text.split(' ').map(|word| word.trim_end_matches(['.', ',', ':', ';']));
    let mut names = 0;
    let mut word = words.next();
    while names < 4 && word.is_some_and(is_name) {
        names += 1;
        word = words.next();
    }
    let is_saying = |word: Option<&str>| {
        word.is_some_and(|w| matches!(w, "said" | "says" | "told" | "wrote" | "added" | "asked"))
    };
    let is_pronoun = word.is_some_and(|w| matches!(w, "he" | "she" | "they"));
    match names {
        0 if is_pronoun => is_saying(words.next()),
        0 => is_saying(word) && words.next().is_some_and(is_name),
        _ => is_saying(word),
    }
}

/// Says whether the word is capitalised and no function word at the start of a sentence.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && LEXICON.look_up(word).1 & !ABBREVIATION == 0
}
