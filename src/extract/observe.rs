//! Lists the features of one candidate.

use memchr::memmem;

use super::candidates::{Candidate, Reading};
use super::features::{Code, Feature, Template as T, bucket};
use super::lexicon::{AUXILIARY, CONJUNCTION, DETERMINER, LABELLING, PREPOSITION, REPORTING};
use super::marks::Glyph;
use super::scene::{Counts, FAR, Neighbour, Scene, Side, code};
use super::tokens::{Sort, is_cjk};

/// How far around a short candidate its words are looked for without marks, in bytes.
const REPEAT_WINDOW: usize = 4096;
/// Longest candidate, in bytes, that is looked for elsewhere.
const MAX_REPEATED: usize = 48;

/// What lies outside the candidate's paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    /// Whether the paragraph is the text's first and short, and others follow.
    pub(super) is_headline: bool,
    /// Whether the paragraph before left a quotation open.
    pub(super) after_unclosed: bool,
    /// How many paragraphs ago one with marks left a quotation open that may end here; 0 where none did.
    pub(super) open_since: usize,
    /// Whether the next paragraph begins with a quotation mark.
    pub(super) before_mark: bool,
    /// Whether that mark is a single one.
    pub(super) before_single: bool,
    /// Whether the text uses double marks at all.
    pub(super) has_doubles: bool,
}

/// One candidate with all that its features are read from.
struct View<'a> {
    candidate: &'a Candidate,
    count: Counts,
    /// The count of words, in buckets.
    size: u32,
    left: Side,
    right: Side,
    /// What the words end in, just inside the closing mark.
    last: Option<char>,
    is_small_start: bool,
    is_titled: bool,
    is_name_end: bool,
    surroundings: Surroundings,
}

/// Appends the features of candidate number `at` of `scene` to `found`; returns what stands on
/// its left and on its right.
pub(super) fn observe(
    scene: &Scene<'_>,
    at: usize,
    surroundings: Surroundings,
    found: &mut Vec<Feature>,
) -> (Side, Side) {
    let candidate = &scene.candidates[at];
    let count = scene.count(candidate);
    let (first, last) = scene.range(candidate.start, candidate.end);
    let inside = &scene.tokens[first..last];
    let first_word = inside.iter().find(|t| t.sort == Sort::Word);
    let last_word = inside.iter().rev().find(|t| t.sort == Sort::Word);
    let view = View {
        candidate,
        count,
        size: bucket(count.words, &[1, 2, 3, 4, 6, 9, 14, 25]),
        left: scene.left(candidate),
        right: scene.right(candidate),
        last: scene.text[candidate.start..candidate.end].chars().next_back(),
        is_small_start: first_word.is_some_and(|t| t.is_small()),
        is_titled: count.titled == count.words && count.capitals > 0,
        is_name_end: last_word.is_some_and(|t| t.is_capital()),
        surroundings,
    };
    found.push(Feature::number(T::Bias, 0));
    view.shape(found);
    view.neighbours(found);
    view.cues(found);
    view.words(scene, found);
    view.place(scene, at, found);
    view.labels(found);
    for (template, word) in [(T::FirstWord, first_word), (T::LastWord, last_word)] {
        found.extend(word.filter(|t| t.word > 0).map(|t| Feature::one(template, code(t))));
    }
    let is_unspaced = first_word.is_some_and(|t| is_cjk(t.first));
    found.push(Feature::number(T::Script, u32::from(is_unspaced)));
    (view.left, view.right)
}

impl View<'_> {
    /// Length, marks, and the stops on both sides of the closing mark.
    fn shape(&self, found: &mut Vec<Feature>) {
        let candidate = self.candidate;
        let last = last_class(self.last);
        let outside = self.right.near[0].token.filter(|t| t.sort == Sort::Stop);
        let outside = outside.map_or(0, |t| stop_class(t.first));
        found.push(Feature::number(T::Words, self.size));
        found.push(Feature::number(T::LastInside, last));
        found.push(Feature::number(T::FirstOutside, outside));
        found.push(Feature::number(T::LastInsideWords, cross(last, self.size.min(4))));
        found.push(Feature::two(
            T::LastInsideNext,
            Code::stop(last_char(last)),
            self.right.near[0].code,
        ));
        let close = candidate.close.map_or(63, |g| g as u32);
        found.push(Feature::number(T::Marks, candidate.open as u32 * 64 + close));
        let reading = candidate.reading as u32 * 64
            + u32::from(candidate.is_irregular) * 32
            + u32::from(candidate.is_inner) * 16
            + u32::from(candidate.passed_over) * 4
            + u32::from(candidate.is_plural_close);
        found.push(Feature::number(T::Reading, reading));
        found.push(Feature::number(T::Nested, u32::from(candidate.is_inner)));
        let is_upright =
            matches!(candidate.open, Glyph::Straight | Glyph::Prime | Glyph::Apostrophe);
        let after_number = self.left.near[0]
            .token
            .is_some_and(|t| t.end == candidate.outer_start && t.is_number());
        found.push(Feature::number(T::Inches, u32::from(is_upright && after_number)));
    }

    /// The tokens next to it.
    fn neighbours(&self, found: &mut Vec<Feature>) {
        let [p1, p2, _] = &self.left.near;
        let [n1, n2, _] = &self.right.near;
        found.push(Feature::one(T::Previous, p1.code));
        found.push(Feature::two(T::PreviousTwo, p2.code, p1.code));
        found.push(Feature::one(T::SecondPrevious, p2.code));
        found.push(Feature::one(T::Next, n1.code));
        found.push(Feature::one(T::SecondNext, n2.code));
        let is_owned = |n: &Neighbour| n.is(DETERMINER) || n.code == Code::CLITIC;
        let class = u32::from(p1.is(REPORTING)) * 4
            + u32::from(is_owned(p1)) * 2
            + u32::from(p1.is(PREPOSITION));
        found.push(Feature::number(T::PreviousClass, class));
        found.push(Feature::number(
            T::PreviousCapital,
            cross(u32::from(p1.is_capital()), u32::from(self.is_small_start)),
        ));
        let is_noun_next = n1.is_small() && !n1.is(PREPOSITION | CONJUNCTION | AUXILIARY);
        found.push(Feature::number(
            T::Modifier,
            cross(u32::from(is_noun_next), u32::from(is_owned(p1))),
        ));
        let name_then_cue = cross(u32::from(n1.is_capital()), u32::from(n2.is(REPORTING)));
        found.push(Feature::number(T::NameThenCue, name_then_cue));
        for code in self.left.words.iter().filter(|c| **c != Code::EDGE) {
            found.push(Feature::one(T::Near, *code));
        }
        for code in self.right.words.iter().take(4).filter(|c| **c != Code::EDGE) {
            found.push(Feature::one(T::After, *code));
        }
    }

    /// Verbs of reporting in its sentence.
    fn cues(&self, found: &mut Vec<Feature>) {
        let edges = [1, 2, 4, 8, 15, FAR - 1];
        let (left, right) = (&self.left, &self.right);
        found.push(Feature::number(T::CueLeft, bucket(left.cue, &edges)));
        found.push(Feature::number(T::CueRight, bucket(right.cue, &edges)));
        found.push(Feature::number(T::SayingLeft, bucket(left.saying, &edges)));
        found.push(Feature::number(T::SayingRight, bucket(right.saying, &edges)));
        let small = self.size.min(4);
        let cue = cross(u32::from(left.cue <= 15), u32::from(right.cue <= 15));
        found.push(Feature::number(T::CueWords, cross(cue, small)));
        let saying = cross(u32::from(left.saying <= 15), u32::from(right.saying <= 6));
        found.push(Feature::number(T::SayingWords, cross(saying, small)));
        let near = cross(u32::from(left.cue <= 3), u32::from(right.cue <= 3));
        found.push(Feature::number(T::TitledCue, cross(u32::from(self.is_titled), near)));
        let near = &right.near;
        let place = (0..3).filter(|at| near[*at].is(REPORTING)).map(|at| 1 << at).sum();
        found.push(Feature::number(T::CueNear, place));
    }

    /// The words inside.
    fn words(&self, scene: &Scene<'_>, found: &mut Vec<Feature>) {
        let (size, count) = (self.size, self.count);
        let titled = u32::from(self.is_titled);
        found.push(Feature::number(T::TitledWords, cross(titled, size.min(5))));
        let small = u32::from(self.is_small_start);
        found.push(Feature::number(T::SmallStart, small));
        found.push(Feature::number(T::SmallStartWords, cross(small, size.min(4))));
        found.push(Feature::number(T::Personal, count.personal.min(2) as u32));
        found.push(Feature::number(T::VerbsWords, cross(count.verbs.min(2) as u32, size.min(5))));
        let body = &scene.text[self.candidate.start..self.candidate.end];
        let is_shouted = body.len() > 3
            && body.len() < 400
            && body.chars().any(char::is_uppercase)
            && !body.chars().any(char::is_lowercase);
        found.push(Feature::number(T::Shouted, u32::from(is_shouted)));
        let (bare, marked) = repeats(scene.text, self.candidate);
        found.push(Feature::number(T::Repeated, bare));
        found.push(Feature::number(T::RepeatedMarked, marked));
        let name_end = self.is_small_start && self.is_name_end;
        found.push(Feature::number(T::NameEnd, cross(u32::from(name_end), size.min(5))));
    }

    /// Where it stands in its paragraph and its text.
    fn place(&self, scene: &Scene<'_>, at: usize, found: &mut Vec<Feature>) {
        let size = self.size;
        let other = bucket(scene.longest_other(at), &[0, 3, 6, 12]);
        found.push(Feature::number(T::Longest, other));
        found.push(Feature::number(T::LongestWords, cross(other.min(3), size.min(4))));
        found.push(Feature::number(T::Siblings, bucket(scene.primary.len(), &[1, 2, 3, 5])));
        let (first, last) = scene.range(self.candidate.outer_start, self.candidate.outer_end);
        let starts = first == 0;
        let rest = &scene.tokens[last..];
        let ends = rest.len() < 4 && rest.iter().all(|t| t.sort == Sort::Stop);
        found.push(Feature::number(T::Edges, cross(u32::from(starts), u32::from(ends))));
        let alone = if starts && ends { size.min(5) + 1 } else { 0 };
        found.push(Feature::number(T::AloneWords, alone));
        let around = self.surroundings;
        let is_single = self.candidate.reading == Reading::Single;
        let head = u32::from(around.is_headline);
        found.push(Feature::number(T::Headline, cross(head, u32::from(is_single))));
        if around.is_headline {
            let after_colon = self.left.near[0].is_stop(':');
            let place = if starts { 0 } else { 1 + u32::from(after_colon) };
            found.push(Feature::number(T::HeadlinePlace, place));
        }
        let among = if is_single { 1 + u32::from(around.has_doubles) } else { 0 };
        found.push(Feature::number(T::SingleAmongDoubles, among));
        let is_unclosed = self.candidate.close.is_none();
        let reopened = is_unclosed && starts && (around.before_mark || around.after_unclosed);
        found.push(Feature::number(T::Reopened, u32::from(reopened)));
        found.push(Feature::number(T::AfterUnclosed, u32::from(starts && around.after_unclosed)));
    }

    /// Signs of a title, a nickname, a word as a word.
    fn labels(&self, found: &mut Vec<Feature>) {
        let [p1, p2, _] = &self.left.near;
        let n1 = &self.right.near[0];
        let after_stop = p1.is_stop(',') || p1.is_stop(':');
        let labelled = p1.is(LABELLING) || (after_stop && p2.is(LABELLING));
        found.push(Feature::number(T::Labelled, u32::from(labelled)));
        found.push(Feature::number(T::LabelledWords, cross(u32::from(labelled), self.size.min(5))));
        let titled = u32::from(self.is_titled);
        found.push(Feature::number(T::LabelledTitled, cross(u32::from(labelled), titled)));
        let nickname = p1.is_capital() && n1.is_capital() && self.count.words <= 2;
        found.push(Feature::number(T::Nickname, u32::from(nickname)));
    }
}

/// Counts how often the words of a short candidate stand nearby again, each up to 2: without
/// marks, and between marks.
pub(super) fn repeats(text: &str, candidate: &Candidate) -> (u32, u32) {
    let words = text[candidate.start..candidate.end].trim_end_matches([',', '.', '?', '!']);
    if words.len() > MAX_REPEATED || words.len() < 3 {
        return (0, 0);
    }
    let bytes = text.as_bytes();
    let from = candidate.start.saturating_sub(REPEAT_WINDOW);
    let to = (candidate.end + REPEAT_WINDOW).min(bytes.len());
    let (mut bare, mut marked) = (0, 0);
    for at in memmem::find_iter(&bytes[from..to], words).take(4) {
        let (start, end) = (from + at, from + at + words.len());
        if start == candidate.start {
            continue;
        }
        match start.checked_sub(1).map(|before| bytes[before]) {
            None | Some(b' ' | b'\n') => {
                bare += u32::from(!bytes.get(end).is_some_and(u8::is_ascii_alphanumeric))
            }
            Some(before) if !before.is_ascii_alphanumeric() => marked += 1,
            Some(_) => {}
        }
    }
    (bare.min(2), marked.min(2))
}

/// Joins two small values into one.
fn cross(first: u32, second: u32) -> u32 {
    first * 16 + second
}

fn last_class(last: Option<char>) -> u32 {
    match last {
        Some(',' | '，') => 1,
        Some('.' | '。') => 2,
        Some('?' | '!' | '？' | '！') => 3,
        Some('…') => 4,
        Some('-' | '—' | '–') => 5,
        _ => 0,
    }
}

fn last_char(class: u32) -> char {
    [';', ',', '.', '?', '*', '-'][class as usize]
}

fn stop_class(stop: char) -> u32 {
    match stop {
        ',' => 1,
        '.' => 2,
        ';' => 3,
        ':' => 4,
        '?' | '!' => 5,
        _ => 0,
    }
}
