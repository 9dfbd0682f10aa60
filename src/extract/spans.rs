//! From a text to its quoted spans: paragraph by paragraph, then what joins paragraphs.

use std::cell::{Cell, OnceCell};

use super::candidates::{Reading, candidates};
use super::classifier::Classifier;
use super::kind::kind;
use super::marks::{Glyph, glyph};
use super::observe::Surroundings;
use super::parts;
use super::pick::{Pick, pick};
use super::scan::{Paragraph, Paragraphs};
use super::scene::{Room, Scene};
use super::stance::stance;
use crate::model::{CharSpan, Kind, Quotation, Stance};

/// A quoted span, in bytes of the text.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its opening mark begins.
    pub(super) outer_start: usize,
    /// Where its closing mark ends.
    pub(super) outer_end: usize,
    pub(super) kind: Kind,
    pub(super) stance: Stance,
    pub(super) is_quotation: bool,
    /// How likely it is a quotation and not a label, from 0 to 1.
    pub(super) probability: f64,
    pub(super) is_unclosed: bool,
    /// Whether no mark of its paragraph opens it.
    pub(super) is_unopened: bool,
    pub(super) starts_paragraph: bool,
    /// The number of the paragraph that it begins in.
    pub(super) paragraph: usize,
    /// The number of the paragraph that it ends in.
    pub(super) last_paragraph: usize,
    pub(super) nested_in: Option<usize>,
    pub(super) part_of: Option<usize>,
}

/// Longest first line, in bytes, that is taken for a headline; news of 512 articles stays below.
const MAX_HEADLINE: usize = 200;

/// Returns the spans of `text`, sorted by start, what holds another before it.
pub(super) fn spans(text: &str, classifier: &Classifier) -> Vec<Span> {
    let mut found = Vec::new();
    let mut reader = Reader::new(text);
    for paragraph in Paragraphs::of(text) {
        reader.read(&paragraph, classifier, &mut found);
    }
    reader.leave();
    parts::join_reopened(&mut found);
    parts::link(text, &mut found);
    found
}

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

/// What a reading of the paragraphs in order remembers.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    has_doubles: OnceCell<bool>,
    /// The number of the paragraph that left a quotation open, if it was the last one.
    open_since: Option<usize>,
    /// The number of the last paragraph with marks, if a quotation was left open there.
    left_open: Option<usize>,
    room: Room,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            has_doubles: OnceCell::new(),
            open_since: None,
            left_open: None,
            room: ROOM.take(),
        }
    }

    /// Leaves the room to the next reading of this thread.
    fn leave(self) {
        if self.room.is_small() {
            ROOM.set(self.room);
        }
    }

    /// Returns the scene of a paragraph, or `None` where nothing in it could be a quotation.
    pub(super) fn scene<'p>(&mut self, paragraph: &'p Paragraph<'a>) -> Option<Scene<'p>>
    where
        'a: 'p,
    {
        let found = candidates(paragraph);
        let room = &mut self.room;
        (!found.is_empty()).then(|| Scene::new(self.text, paragraph, found, std::mem::take(room)))
    }

    fn read(&mut self, paragraph: &Paragraph<'a>, classifier: &Classifier, found: &mut Vec<Span>) {
        let Some(scene) = self.scene(paragraph) else { return };
        let around = self.around(&scene);
        let picks = pick(&scene, classifier, around);
        let is_left = |p: &Pick| p.is_quotation() && p.candidate.reading == Reading::Unclosed;
        self.left_open = picks.iter().any(is_left).then_some(paragraph.number);
        let first = found.len();
        for pick in &picks {
            let mut span = span(&scene, pick);
            span.nested_in = (first..found.len()).rev().find(|at| {
                found[*at].start <= span.outer_start && span.outer_end <= found[*at].end
            });
            found.push(span);
        }
        self.room = scene.leave();
    }

    /// Looks at what lies outside the paragraph of `scene`; paragraphs come in order.
    pub(super) fn around(&mut self, scene: &Scene<'_>) -> Surroundings {
        let paragraph = scene.paragraph;
        let end = paragraph.offset + paragraph.text.len();
        let next = self.text[end..].chars().take(8).find(|c| !c.is_whitespace());
        let after_unclosed = paragraph.number > 0 && self.open_since == Some(paragraph.number - 1);
        let is_open = scene.candidates.iter().any(|c| c.reading == Reading::Unclosed);
        self.open_since = is_open.then_some(paragraph.number);
        Surroundings {
            is_headline: paragraph.number == 0
                && paragraph.text.len() <= MAX_HEADLINE
                && next.is_some(),
            after_unclosed,
            open_since: self
                .left_open
                .map(|open| paragraph.number - open)
                .filter(|lines| *lines <= parts::MAX_PARAGRAPHS)
                .unwrap_or_default(),
            before_mark: next.and_then(glyph).is_some(),
            before_single: next.and_then(glyph).is_some_and(Glyph::is_single),
            has_doubles: *self.has_doubles.get_or_init(|| has_doubles(self.text)),
        }
    }
}

fn has_doubles(text: &str) -> bool {
    ["\"", "“", "”", "''", "«"].iter().any(|mark| text.contains(mark))
}

fn span(scene: &Scene<'_>, pick: &Pick) -> Span {
    let candidate = &pick.candidate;
    let is_quotation = pick.is_quotation();
    let (first, _) = scene.range(candidate.outer_start, candidate.outer_end);
    Span {
        start: candidate.start,
        end: candidate.end,
        outer_start: candidate.outer_start,
        outer_end: candidate.outer_end,
        kind: if is_quotation { kind(scene, candidate) } else { Kind::Label },
        stance: if is_quotation { stance(scene, candidate) } else { Stance::Asserted },
        is_quotation,
        probability: pick.probability,
        is_unclosed: candidate.reading == Reading::Unclosed,
        is_unopened: candidate.reading == Reading::Unopened,
        starts_paragraph: first == 0,
        paragraph: scene.paragraph.number,
        last_paragraph: scene.paragraph.number,
        nested_in: None,
        part_of: None,
    }
}

/// Turns spans in bytes into quotations in code points, each as sure as it is one at all.
///
/// Ends don't come in order, so places are counted over their sorted list, once.
pub(super) fn quotations(text: &str, spans: &[Span]) -> Vec<Quotation> {
    let mut places: Vec<usize> = spans.iter().flat_map(|s| [s.start, s.end]).collect();
    places.sort_unstable();
    places.dedup();
    let (mut at, mut chars) = (0, 0);
    let mut counted = Vec::with_capacity(places.len());
    for place in &places {
        chars += text[at..*place].chars().count();
        at = *place;
        counted.push(chars);
    }
    let char_at = |byte: usize| places.binary_search(&byte).map_or(0, |found| counted[found]);
    let quotation = |span: &Span| Quotation {
        span: CharSpan::new(char_at(span.start), char_at(span.end)),
        text: text[span.start..span.end].to_owned(),
        kind: span.kind,
        stance: span.stance,
        speaker: None,
        speaker_mention: None,
        cue: None,
        confidence: span.probability,
        part_of: span.part_of,
        nested_in: span.nested_in,
    };
    spans.iter().map(quotation).collect()
}
