//! What the ranker looks at, as tables of small numbers.
//!
//! A template is a question about a quotation and a mention whose answer is a few small numbers:
//! how far apart they are, which verb stands between. Each possible answer has one place in a
//! dense table of weights, found by arithmetic, so that no feature costs a hash or an allocation.

/// The shapes of quotations: four endings, five surroundings, upper or lower case.
pub(crate) const SHAPES: usize = 40;
/// The surroundings of quotations: colon, alone, no verb of saying, one before, one after.
pub(crate) const SURROUNDINGS: usize = 5;
/// Places relative to the quotation: seven sentences of the paragraph, six other paragraphs.
pub(crate) const PLACES: usize = 13;
/// Kinds of mentions.
pub(crate) const CLASSES: usize = 24;
/// Kinds of words before or after a mention.
pub(crate) const NEIGHBOURS: usize = 36;
/// Distances in tokens.
pub(crate) const DISTANCES: usize = 11;
/// Relations of a mention to the verb that governs the quotation.
pub(crate) const RELATIONS: usize = 121;
/// Places of the verb of which a mention is the subject.
pub(crate) const VERB_PLACES: usize = 57;
/// Places of the verb that a mention follows.
pub(crate) const BEFORE_PLACES: usize = 81;
/// Verbs of saying with a number of their own; the others share the last.
pub(crate) const VERBS: usize = 320;
/// Function words with a number of their own; the others share the last.
pub(crate) const WORDS: usize = 260;
/// What a mention with its verb touches.
pub(crate) const TOUCHES: usize = 1375;
/// Ways from a mention by its verb to the quotation.
pub(crate) const PATHS: usize = 4 * 2 * 6 * EDGES * 3 * 2;
/// The same without what stands at the quotation.
pub(crate) const PATHS_SHORT: usize = 4 * 2 * 6 * 3;
/// Words before or after a quotation.
pub(crate) const EDGES: usize = 14;

macro_rules! templates {
    ($($name:ident $text:literal [$($size:expr),*];)+) => {
        /// One question.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Template { $($name),+ }

        /// The name and the sizes of every template, in their order.
        pub(crate) const TEMPLATES: &[(&str, &[usize])] = &[$(($text, &[$($size),*])),+];
    };
}

templates! {
    Distance "distance" [2, DISTANCES, 2];
    DistanceShape "distance·shape" [2, DISTANCES, 2, SHAPES];
    Place "place" [2, PLACES];
    PlaceShape "place·shape" [2, PLACES, SHAPES];
    Between "between" [2, 7, PLACES];
    BetweenShape "between·shape" [2, 7, PLACES, SHAPES];
    Class "class" [CLASSES];
    ClassShape "class·shape" [CLASSES, SHAPES];
    ClassPlace "class·place" [CLASSES, 2, PLACES];
    ClassPerson "class·person" [CLASSES, 2];
    Length "length" [7];
    Previous "previous" [NEIGHBOURS];
    PreviousShape "previous·shape" [NEIGHBOURS, SHAPES];
    Next "next" [NEIGHBOURS];
    NextShape "next·shape" [NEIGHBOURS, SHAPES];
    AroundPlace "around·place" [NEIGHBOURS, NEIGHBOURS, 2, PLACES];
    NextTwo "next-two" [NEIGHBOURS, 4];
    Possessive "possessive" [2];
    Verb "verb" [4, VERB_PLACES];
    VerbShape "verb·shape" [4, VERB_PLACES, SHAPES];
    VerbWord "verb-word" [VERBS, 2];
    Before "before" [BEFORE_PLACES];
    BeforeShape "before·shape" [BEFORE_PLACES, SHAPES];
    BeforeKind "before·kind" [BEFORE_PLACES, 3, NEIGHBOURS];
    BeforeWord "before-word" [VERBS, 2, 2];
    Governor "governor" [RELATIONS];
    GovernorFirst "governor·first" [RELATIONS, 2, 2];
    GovernorClass "governor·class" [RELATIONS, CLASSES];
    Touch "touch" [TOUCHES];
    Phrase "phrase" [2, 2, CLASSES];
    Preposition "preposition" [NEIGHBOURS, 3, 4];
    Subject "subject" [2, 4, 2, PLACES];
    SubjectShape "subject·shape" [2, 4, 2, PLACES, SHAPES];
    SubjectGovernor "subject·governor" [2, 5, 2];
    SubjectLead "subject·lead" [2, 5, 2, NEIGHBOURS];
    Offset "offset" [7, 2, 3];
    OffsetShape "offset·shape" [7, 2, 3, SHAPES];
    First "first" [2, PLACES];
    FirstShape "first·shape" [2, PLACES, SHAPES];
    OffsetPrevious "offset·previous" [3, NEIGHBOURS, PLACES];
    Frequency "frequency" [6, 3];
    Speaks "speaks" [6, 3];
    SpeaksAround "speaks·around" [6, SURROUNDINGS];
    SpeaksPlace "speaks·place" [2, PLACES];
    InTitle "in-title" [2];
    Inside "inside" [2, SURROUNDINGS];
    PreviousWord "previous-word" [WORDS];
    NextWord "next-word" [WORDS];
    FirstWord "first-word" [WORDS];
    PronounPlace "pronoun·place" [WORDS, PLACES];
    Dash "dash" [2, 2, 5];
    Colon "colon" [2, 2, 2, PLACES];
    Alone "alone" [2, 2, PLACES];
    EdgeBefore "edge-before" [EDGES, 11];
    EdgeAfter "edge-after" [EDGES, 2, 5, 3];
    According "according" [2, PLACES];
    Noun "noun" [4, 5, 2];
    NounShape "noun·shape" [4, 5, SHAPES];
    Way "way" [64, 2, 4];
    WayShape "way·shape" [64, 2, SHAPES];
    Nobody "nobody" [2];
    NobodyShape "nobody·shape" [SHAPES];
    NobodyEdges "nobody·edges" [EDGES, EDGES];
    NobodyWord "nobody·word" [VERBS, 3];
    NobodyLength "nobody·length" [6, SURROUNDINGS];
    NobodySure "nobody·sure" [10];
    NobodySureLength "nobody·sure·length" [10, 6];
    Path "path" [PATHS];
    PathPrevious "path·previous" [PATHS_SHORT, NEIGHBOURS];
    PathShape "path·shape" [PATHS_SHORT, SHAPES];
}

const COUNT: usize = TEMPLATES.len();

/// Where the answers of each template begin in the table, and behind the last its length.
pub(crate) const OFFSETS: [usize; COUNT + 1] = offsets();

const fn offsets() -> [usize; COUNT + 1] {
    let mut found = [0; COUNT + 1];
    let mut template = 0;
    while template < COUNT {
        let sizes = TEMPLATES[template].1;
        let mut product = 1;
        let mut at = 0;
        while at < sizes.len() {
            product *= sizes[at];
            at += 1;
        }
        found[template + 1] = found[template] + product;
        template += 1;
    }
    found
}

/// How many weights there can be.
pub(crate) const TABLE: usize = OFFSETS[COUNT];

/// Where the answers of each template that ends with the shape begin in a row of weights for one
/// shape, and behind the last the length of such a row.
pub(crate) const ROW_OFFSETS: [usize; COUNT + 1] = row_offsets();

const fn row_offsets() -> [usize; COUNT + 1] {
    let mut found = [0; COUNT + 1];
    let mut template = 0;
    while template < COUNT {
        let own = if is_shaped(template) { size(template) / SHAPES } else { 0 };
        found[template + 1] = found[template] + own;
        template += 1;
    }
    found
}

/// How many answers a template has.
const fn size(template: usize) -> usize {
    OFFSETS[template + 1] - OFFSETS[template]
}

/// Says whether the last number of a template is the shape of the quotation.
pub(crate) const fn is_shaped(template: usize) -> bool {
    let sizes = TEMPLATES[template].1;
    sizes[sizes.len() - 1] == SHAPES
}

/// Returns the template that asks the same as `shaped` without the shape, where there is one.
pub(crate) const fn without_shape(shaped: usize) -> Option<usize> {
    const PAIRS: [(Template, Template); 8] = [
        (Template::DistanceShape, Template::Distance),
        (Template::PlaceShape, Template::Place),
        (Template::BetweenShape, Template::Between),
        (Template::VerbShape, Template::Verb),
        (Template::BeforeShape, Template::Before),
        (Template::SubjectShape, Template::Subject),
        (Template::OffsetShape, Template::Offset),
        (Template::FirstShape, Template::First),
    ];
    let mut at = 0;
    while at < PAIRS.len() {
        if PAIRS[at].0 as usize == shaped {
            return Some(PAIRS[at].1 as usize);
        }
        at += 1;
    }
    None
}

/// Takes down answers, each as a place in the table of weights.
pub(crate) trait AnswerSheet {
    /// Takes down the answer with this place.
    fn take(&mut self, place: usize);

    /// Takes down an answer to `shaped` about a quotation of this shape, and the same answer to the
    /// template without it, where there is one; `place` is the answer without the shape.
    #[inline(always)]
    fn take_shaped(&mut self, shaped: Template, place: usize, shape: usize) {
        let shaped = shaped as usize;
        if let Some(plain) = without_shape(shaped) {
            self.take(OFFSETS[plain] + place);
        }
        self.take(OFFSETS[shaped] + place * SHAPES + shape);
    }

    /// Adds the answer `values` to `template`; a value too large counts as the largest.
    ///
    /// Every call names its template, so that inside its caller all sizes are constants.
    #[inline(always)]
    fn add<const N: usize>(&mut self, template: Template, values: [usize; N]) {
        let index = template as usize;
        let sizes = TEMPLATES[index].1;
        debug_assert_eq!(sizes.len(), N, "{}", TEMPLATES[index].0);
        self.take(OFFSETS[index] + place(sizes, values));
    }

    /// Adds the answer `values` to `shaped`, whose last number is the shape of the quotation, and
    /// to the template without it, where there is one.
    #[inline(always)]
    fn add_shaped<const N: usize>(&mut self, shaped: Template, values: [usize; N], shape: usize) {
        let sizes = TEMPLATES[shaped as usize].1;
        debug_assert_eq!(sizes.len(), N + 1, "{}", TEMPLATES[shaped as usize].0);
        self.take_shaped(shaped, place(sizes, values), shape);
    }
}

/// Returns the place of an answer among those of its template, or of a part of it.
#[inline(always)]
fn place<const N: usize>(sizes: &[usize], values: [usize; N]) -> usize {
    let numbers = sizes.iter().zip(values);
    numbers.fold(0, |place, (size, value)| place * size + value.min(size - 1))
}

/// A list of answers, as places in the table of weights.
#[derive(Debug, Default)]
pub(crate) struct Answers(pub Vec<u32>);

impl AnswerSheet for Answers {
    fn take(&mut self, place: usize) {
        self.0.push(u32::try_from(place).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_its_own_place() {
        let mut answers = Answers::default();
        for side in 0..2 {
            for place in 0..PLACES {
                answers.add(Template::Place, [side, place]);
            }
        }
        let start = OFFSETS[Template::Place as usize];
        let expected: Vec<u32> = (start..start + 2 * PLACES).map(|place| place as u32).collect();
        assert_eq!(answers.0, expected);
    }

    #[test]
    fn what_is_asked_with_the_shape_is_asked_without_it_in_the_same_order() {
        let shaped = (0..COUNT).filter(|template| is_shaped(*template));
        for (shaped, plain) in shaped.filter_map(|at| Some((at, without_shape(at)?))) {
            let sizes = TEMPLATES[shaped].1;
            assert_eq!(&sizes[..sizes.len() - 1], TEMPLATES[plain].1, "{}", TEMPLATES[shaped].0);
        }
        let mut answers = Answers::default();
        answers.add_shaped(Template::PlaceShape, [1, 4], 7);
        answers.add(Template::Place, [1, 4]);
        answers.add(Template::PlaceShape, [1, 4, 7]);
        assert_eq!(answers.0[..2], answers.0[2..]);
    }
}
