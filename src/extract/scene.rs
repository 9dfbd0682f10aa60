//! A paragraph as the classifier sees it: its tokens, its candidates, and the words around each.

use super::candidates::Candidate;
use super::features::Code;
use super::lexicon::{AUXILIARY, CLAUSE, FINITE, PERSONAL, REPORTING, SAYING, SMALL};
use super::scan::Paragraph;
use super::tokens::{Sort, Token, ends_sentence, tokenize};

/// How far from a candidate cues are looked for, in words.
const REACH: usize = 40;
/// A paragraph is in another language if at most one word in so many is known; in English news
/// it is one in two or three.
const FOREIGN_SHARE: usize = 8;
/// The distance that stands for "no cue in the sentence".
pub(super) const FAR: usize = 99;

/// Counts over some words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub(super) words: usize,
    /// Words with a capital or a digit.
    pub(super) capitals: usize,
    /// Those, and the small words of headlines.
    pub(super) titled: usize,
    pub(super) personal: usize,
    /// Auxiliaries and contractions with a verb.
    pub(super) verbs: usize,
    /// Those, and other finite verbs.
    pub(super) finite: usize,
    /// Words of the lexicon.
    known: usize,
}

/// The counts up to a token, in the order of [`Counts`]. A paragraph of one line may be a whole
/// book, so they are kept small.
#[derive(Debug, Clone, Copy, Default)]
struct Running([u32; 7]);

impl Running {
    fn plus(self, token: &Token) -> Self {
        if token.sort != Sort::Word {
            return self;
        }
        let is_capital = !token.is_small();
        let signs = [
            true,
            is_capital,
            is_capital || token.is(SMALL),
            token.is(PERSONAL),
            token.is(AUXILIARY | CLAUSE),
            token.is(FINITE | CLAUSE),
            token.word > 0,
        ];
        let mut sums = self.0;
        sums.iter_mut().zip(signs).for_each(|(sum, sign)| *sum += u32::from(sign));
        Self(sums)
    }

    /// Returns the counts from `earlier` to here.
    fn since(self, earlier: Self) -> Counts {
        let [words, capitals, titled, personal, verbs, finite, known] =
            std::array::from_fn(|at| (self.0[at] - earlier.0[at]) as usize);
        Counts { words, capitals, titled, personal, verbs, finite, known }
    }
}

/// Room for what is known of a paragraph, used for one after another.
#[derive(Debug, Default)]
pub(super) struct Room {
    tokens: Vec<Token>,
    counts: Vec<Running>,
    owners: Vec<u32>,
    primary: Vec<usize>,
}

impl Room {
    /// Says whether it is worth keeping: longer paragraphs than those of news are rare.
    pub(super) fn is_small(&self) -> bool {
        self.tokens.capacity() <= 1 << 12
    }
}

/// A paragraph with its tokens and candidates.
pub(super) struct Scene<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    pub(super) paragraph: &'a Paragraph<'a>,
    pub(super) tokens: Vec<Token>,
    counts: Vec<Running>,
    /// For each token, the number of the primary pair that it stands in, from 1; 0 for none.
    owners: Vec<u32>,
    pub(super) candidates: Vec<Candidate>,
    /// Which candidates are the primary pairs, in order.
    pub(super) primary: Vec<usize>,
    /// Words in the two longest primary pairs.
    longest: [(usize, usize); 2],
}

/// The words on one side of a candidate, nearest first.
#[derive(Debug, Clone)]
pub(super) struct Side {
    /// The three nearest tokens.
    pub(super) near: [Neighbour; 3],
    /// Codes of the listed words among the nearest six of the sentence; [`Code::EDGE`] fills up.
    pub(super) words: [Code; 6],
    /// Distance in words to the nearest verb of reporting in the sentence, [`FAR`] if none.
    pub(super) cue: usize,
    /// The same for the verbs that hardly do anything else.
    pub(super) saying: usize,
    /// How many words the sentence has on this side, quotations aside, at most [`REACH`].
    pub(super) length: usize,
}

/// A token next to a candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbour {
    pub(super) code: Code,
    /// The token, unless it is a quotation or the edge.
    pub(super) token: Option<Token>,
}

impl Neighbour {
    const EDGE: Self = Self { code: Code::EDGE, token: None };

    /// Says whether it is a word of one of `classes`.
    pub(super) fn is(&self, classes: super::lexicon::Classes) -> bool {
        self.token.is_some_and(|t| t.is(classes))
    }

    pub(super) fn is_capital(&self) -> bool {
        self.token.is_some_and(|t| t.is_capital())
    }

    pub(super) fn is_small(&self) -> bool {
        self.token.is_some_and(|t| t.is_small())
    }

    pub(super) fn is_stop(&self, stop: char) -> bool {
        self.token.is_some_and(|t| t.sort == Sort::Stop && t.first == stop)
    }
}

impl<'a> Scene<'a> {
    /// Reads `paragraph` of `text`, whose candidates are `candidates`, into `room`.
    pub(super) fn new(
        text: &'a str,
        paragraph: &'a Paragraph<'a>,
        candidates: Vec<Candidate>,
        room: Room,
    ) -> Self {
        let Room { mut tokens, mut counts, mut owners, mut primary } = room;
        tokens.clear();
        tokens.reserve(paragraph.text.len() / 5);
        tokenize(paragraph.text, paragraph.offset, &mut tokens);
        counts.clear();
        counts.reserve(tokens.len() + 1);
        let mut sum = Running::default();
        counts.push(sum);
        for token in &tokens {
            sum = sum.plus(token);
            counts.push(sum);
        }
        owners.clear();
        owners.resize(tokens.len(), 0);
        primary.clear();
        let is_primary = |c: &Candidate| c.is_primary() && !c.is_inner;
        primary.extend((0..candidates.len()).filter(|at| is_primary(&candidates[*at])));
        let longest = [(0, 0); 2];
        let mut scene =
            Self { text, paragraph, tokens, counts, owners, candidates, primary, longest };
        scene.claim();
        scene
    }

    /// Gives back the room for the next paragraph.
    pub(super) fn leave(self) -> Room {
        let Self { tokens, counts, owners, primary, .. } = self;
        Room { tokens, counts, owners, primary }
    }

    /// Marks the tokens of each primary pair as its own and finds the longest two.
    fn claim(&mut self) {
        let mut longest = [(0, 0); 2];
        for (number, at) in self.primary.iter().enumerate() {
            let candidate = self.candidates[*at];
            let (first, last) = self.range(candidate.outer_start, candidate.outer_end);
            self.owners[first..last].fill(number as u32 + 1);
            longest[1] = longest[1].max((self.count(&candidate).words, *at));
            if longest[1] > longest[0] {
                longest.swap(0, 1);
            }
        }
        self.longest = longest;
    }

    /// Returns the tokens that stand within bytes `start..end`.
    pub(super) fn range(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.tokens.partition_point(|t| t.start < start);
        let last = self.tokens.partition_point(|t| t.start < end);
        (first, last.max(first))
    }

    /// Returns the counts of the words of `candidate`.
    pub(super) fn count(&self, candidate: &Candidate) -> Counts {
        let (first, last) = self.range(candidate.start, candidate.end);
        self.counts[last].since(self.counts[first])
    }

    /// Says whether hardly a word of the paragraph is known: it is in another language.
    pub(super) fn is_foreign(&self) -> bool {
        let sum = self.counts[self.tokens.len()].since(Running::default());
        sum.words >= 3 && sum.known * FOREIGN_SHARE < sum.words
    }

    /// Returns how many words the longest other primary pair has.
    pub(super) fn longest_other(&self, own: usize) -> usize {
        let [first, second] = self.longest;
        if first.1 == own && first.0 > 0 { second.0 } else { first.0 }
    }

    /// Looks to the left of `candidate`.
    pub(super) fn left(&self, candidate: &Candidate) -> Side {
        let (first, _) = self.range(candidate.outer_start, candidate.outer_end);
        let mut walk = Walk::new();
        let mut at = first;
        let mut later: Option<Token> = None;
        while at > 0 && walk.goes_on() {
            at -= 1;
            if let Some(quote) = self.other_owner(at, candidate) {
                if later.is_none_or(|t| !t.is_small()) && self.ends_full(quote) {
                    walk.sentence_is_over = true;
                }
                walk.quote();
                let (start, _) = self.range(quote.outer_start, quote.outer_end);
                at = start.min(at);
                later = None;
                continue;
            }
            let token = self.tokens[at];
            walk.sentence_is_over |= ends_sentence(&self.tokens[..first], at);
            walk.token(token);
            later = Some(token);
        }
        walk.side
    }

    /// Looks to the right of `candidate`.
    pub(super) fn right(&self, candidate: &Candidate) -> Side {
        let (_, last) = self.range(candidate.outer_start, candidate.outer_end);
        let mut walk = Walk::new();
        let mut at = last;
        while at < self.tokens.len() && walk.goes_on() {
            if let Some(quote) = self.other_owner(at, candidate) {
                walk.quote();
                walk.sentence_is_over |= self.ends_full(quote);
                let (_, end) = self.range(quote.outer_start, quote.outer_end);
                at = end.max(at + 1);
                continue;
            }
            walk.token(self.tokens[at]);
            walk.sentence_is_over |= ends_sentence(&self.tokens, at);
            at += 1;
        }
        walk.side
    }

    /// Returns the primary pair that token `at` stands in, unless it overlaps `candidate`.
    fn other_owner(&self, at: usize, candidate: &Candidate) -> Option<&Candidate> {
        let number = self.owners[at].checked_sub(1)?;
        let owner = &self.candidates[self.primary[number as usize]];
        (!owner.overlaps(candidate)).then_some(owner)
    }

    /// Says whether the words of `candidate` end with a full stop.
    pub(super) fn ends_full(&self, candidate: &Candidate) -> bool {
        self.text[candidate.start..candidate.end].ends_with('.')
    }
}

/// Most tokens that a look to one side takes in, words or not.
const MAX_STEPS: usize = 160;

/// The state of a look to one side.
struct Walk {
    side: Side,
    seen: usize,
    steps: usize,
    sentence_is_over: bool,
}

impl Walk {
    fn new() -> Self {
        let side = Side {
            near: [Neighbour::EDGE; 3],
            words: [Code::EDGE; 6],
            cue: FAR,
            saying: FAR,
            length: 0,
        };
        Self { side, seen: 0, steps: 0, sentence_is_over: false }
    }

    fn goes_on(&mut self) -> bool {
        self.steps += 1;
        let wants_more = self.seen < 3 || (!self.sentence_is_over && self.side.length < REACH);
        wants_more && self.steps <= MAX_STEPS
    }

    fn see(&mut self, neighbour: Neighbour) {
        if let Some(slot) = self.side.near.get_mut(self.seen) {
            *slot = neighbour;
        }
        self.seen += 1;
    }

    fn quote(&mut self) {
        self.see(Neighbour { code: Code::QUOTE, token: None });
    }

    fn token(&mut self, token: Token) {
        if token.sort == Sort::Mark {
            return;
        }
        self.see(Neighbour { code: code(&token), token: Some(token) });
        if self.sentence_is_over || token.sort != Sort::Word {
            return;
        }
        let side = &mut self.side;
        if let Some(slot) = side.words.get_mut(side.length).filter(|_| token.word > 0) {
            *slot = Code::word(token.word);
        }
        side.length += 1;
        if token.is(REPORTING) {
            side.cue = side.cue.min(side.length);
        }
        if token.is(SAYING) {
            side.saying = side.saying.min(side.length);
        }
    }
}

/// Returns the code of a token.
pub(super) fn code(token: &Token) -> Code {
    match token.sort {
        Sort::Clitic => Code::CLITIC,
        Sort::Stop | Sort::Mark => Code::stop(token.first),
        Sort::Word if token.word > 0 => Code::word(token.word),
        Sort::Word if token.is_number() => Code::NUMBER,
        Sort::Word if token.is_small() => Code::SMALL,
        Sort::Word => Code::CAPITAL,
    }
}
