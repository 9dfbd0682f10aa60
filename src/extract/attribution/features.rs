//! The questions of [`templates`](super::templates), answered for mentions and quotations.

use super::document::{Counts, Profile, bucket, neighbour};
use super::frame::{Frame, Side};
use super::lexicon as lex;
use super::mentions::{Mention, MentionKind};
use super::templates::{AnswerSheet, EDGES, Template as T, VERBS, WORDS};
use super::tokens::{ENDS_ING, Token, TokenKind};

/// An article's parts as the questions need them.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub tokens: &'a [Token],
    pub mentions: &'a [Mention],
    pub profiles: &'a [Profile],
    pub counts: &'a [Counts],
}

/// A quotation with what is asked of it often.
pub(crate) struct Asked<'a> {
    pub frame: Frame,
    /// The hashes of its words, sorted.
    pub words: &'a [u64],
    pub shape: usize,
    pub surroundings: usize,
    pub edge_before: usize,
    pub edge_after: usize,
    pub lead: usize,
    governor_is_participle: bool,
    governor_word: usize,
}

impl<'a> Asked<'a> {
    /// Prepares the quotation of `frame`.
    pub(crate) fn new(view: &View<'_>, frame: Frame, words: &'a [u64]) -> Self {
        let tokens = view.tokens;
        let surroundings = match frame.side {
            _ if frame.colon || frame.colon_before => 0,
            _ if frame.alone => 1,
            Side::None => 2,
            Side::Left => 3,
            Side::Right => 4,
        };
        let shape =
            (frame.ending as usize * 5 + surroundings) * 2 + usize::from(frame.starts_lower);
        Self {
            shape,
            surroundings,
            edge_before: frame.at.checked_sub(1).map_or(0, |i| edge(&tokens[i])),
            edge_after: tokens.get(frame.at + 1).map_or(0, edge),
            lead: frame.cue.map_or(0, |cue| lead(tokens, cue)),
            governor_is_participle: frame.cue.is_some_and(|cue| tokens[cue].looks(ENDS_ING)),
            governor_word: frame.cue.map_or(0, |cue| verb_number(&tokens[cue])),
            frame,
            words,
        }
    }
}

/// The number of a verb of saying; one that no list has shares the last.
fn verb_number(token: &Token) -> usize {
    if token.entry.verb == 0 { VERBS - 1 } else { usize::from(token.entry.verb) }
}

fn word_number(token: Option<&Token>) -> usize {
    match token {
        Some(t) if t.is_word() && t.entry.word > 0 => usize::from(t.entry.word).min(WORDS - 3),
        Some(t) if t.is_word() => WORDS - 1,
        Some(_) => WORDS - 2,
        None => 0,
    }
}

/// What stands right beside a quotation.
fn edge(token: &Token) -> usize {
    match token.kind {
        TokenKind::Break => 0,
        TokenKind::Quote(_) => 1,
        TokenKind::Mark(',') => 2,
        TokenKind::Mark(':') => 3,
        TokenKind::Mark(_) | TokenKind::Possessive => 12,
        TokenKind::Word if token.is_cue() => 11,
        TokenKind::Word => match token.entry.neighbour {
            lex::THAT => 4,
            lex::AS => 5,
            12 => 8,
            9 => 9,
            18 => 10,
            15 => 6,
            _ if token.has(lex::DETERMINER) => 7,
            _ => 13,
        },
    }
}

/// What stands before the governing verb, adverbs and auxiliaries skipped.
fn lead(tokens: &[Token], cue: usize) -> usize {
    let skipped = tokens[..cue].iter().rev().take(6).take_while(|t| t.is_adverbial()).count();
    let before = (cue - skipped).checked_sub(1).map(|i| &tokens[i]);
    before.map_or(0, |t| neighbour(t, tokens[cue].sentence))
}

/// Answers what is asked of a mention wherever the quotation stands.
pub(crate) fn of_mention(view: &View<'_>, index: usize, answers: &mut impl AnswerSheet) {
    let (mention, profile) = (&view.mentions[index], &view.profiles[index]);
    let tokens = view.tokens;
    let kind = mention.kind as usize;
    let length = (mention.to - mention.from).min(6);
    answers.add(T::Class, [profile.class]);
    answers.add(T::Length, [length]);
    answers.add(T::Previous, [profile.previous]);
    answers.add(T::Next, [profile.next]);
    answers.add(T::NextTwo, [profile.next, profile.second]);
    answers.add(T::Possessive, [usize::from(profile.possessive)]);
    let frequency = bucket(profile.frequency as usize, &[1, 2, 4, 8, 16]);
    let speaks = bucket(profile.speaks as usize, &[0, 1, 2, 4, 8]);
    answers.add(T::Frequency, [frequency, kind]);
    answers.add(T::Speaks, [speaks, kind]);
    let in_title = profile.in_title && mention.kind != MentionKind::Pronoun;
    answers.add(T::InTitle, [usize::from(in_title)]);
    let (inside, around) = (usize::from(profile.in_phrase), usize::from(profile.around_phrase));
    answers.add(T::Phrase, [inside, around, profile.class]);
    answers.add(T::Preposition, [profile.preposition, kind, attachment(mention)]);
    let before = mention.from.checked_sub(1).map(|i| &tokens[i]);
    let sentence = tokens[mention.from].sentence;
    answers.add(T::PreviousWord, [word_number(before.filter(|t| t.sentence == sentence))]);
    answers.add(T::NextWord, [word_number(tokens.get(mention.to))]);
    if mention.kind == MentionKind::Phrase {
        answers.add(T::FirstWord, [word_number(tokens.get(mention.from))]);
    }
}

/// How a mention has its verb: not at all, right after it, behind an aside, behind a phrase.
pub(crate) fn attachment(mention: &Mention) -> usize {
    match (mention.verb, mention.aside, mention.clause) {
        (Some(_), _, _) => 1,
        (_, Some(_), _) => 2,
        (_, _, Some(_)) => 3,
        _ => 0,
    }
}

/// A mention and a quotation together.
pub(crate) struct Pair<'a> {
    pub view: &'a View<'a>,
    pub asked: &'a Asked<'a>,
    pub mention: &'a Mention,
    pub profile: &'a Profile,
    /// 0 where the mention stands before the quotation, 1 behind it.
    pub side: usize,
    pub place: usize,
    distance: usize,
    /// The tokens between, as a half-open range.
    pub between: (usize, usize),
    pub kind: usize,
}

impl<'a> Pair<'a> {
    /// Looks at the mention `index` beside the quotation `asked`.
    pub(crate) fn new(view: &'a View<'a>, asked: &'a Asked<'a>, index: usize) -> Self {
        let (mention, profile) = (&view.mentions[index], &view.profiles[index]);
        let at = asked.frame.at;
        let side = usize::from(mention.to > at);
        let between = if side == 0 { (mention.to, at) } else { (at + 1, mention.from) };
        Self {
            view,
            asked,
            mention,
            profile,
            side,
            place: place(&view.tokens[mention.from], &view.tokens[at]),
            distance: bucket(between.1 - between.0, &[0, 1, 2, 3, 5, 8, 12, 20, 35, 60]),
            between,
            kind: mention.kind as usize,
        }
    }
}

/// Answers what is asked of a mention and a quotation together.
pub(crate) fn of_pair(
    view: &View<'_>,
    asked: &Asked<'_>,
    index: usize,
    answers: &mut impl AnswerSheet,
) {
    let pair = Pair::new(view, asked, index);
    pair.place_answers(answers);
    pair.other_answers(answers);
}

/// The sentence or paragraph of a mention, counted from the quotation.
fn place(mention: &Token, quote: &Token) -> usize {
    if mention.paragraph == quote.paragraph {
        let step = i64::from(mention.sentence) - i64::from(quote.sentence);
        return usize::try_from(step.clamp(-3, 3) + 3).unwrap_or(0);
    }
    let step = i64::from(mention.paragraph) - i64::from(quote.paragraph);
    let step = step.clamp(-4, 2);
    usize::try_from(if step < 0 { 11 + step } else { 10 + step }).unwrap_or(0)
}

/// How a mention stands to the verb that governs the quotation.
fn relation(view: &View<'_>, asked: &Asked<'_>, mention: &Mention) -> usize {
    let Some(cue) = asked.frame.cue else { return 0 };
    let starts = |from: usize, to: usize| {
        (view.counts[to.max(from)].mentions - view.counts[from].mentions).min(4) as usize
    };
    let apart = usize::from(view.tokens[mention.from].sentence != view.tokens[cue].sentence);
    let (low, high) = (mention.to.min(cue), mention.from.max(cue));
    let quoted = usize::from(view.counts[high].quotes > view.counts[low].quotes);
    if mention.to <= cue {
        let owns = match cue {
            cue if mention.verb == Some(cue) => 1,
            cue if mention.aside == Some(cue) => 2,
            cue if mention.clause == Some(cue) => 3,
            _ => 0,
        };
        1 + ((starts(mention.to, cue) * 2 + apart) * 4 + owns) * 2 + quoted
    } else {
        let follows = usize::from(mention.before == Some(cue));
        81 + ((starts(cue + 1, mention.from) * 2 + apart) * 2 + follows) * 2 + quoted
    }
}

/// A relation to the governing verb, cut down to its side and the mentions between.
fn order_of_relation(relation: usize) -> usize {
    match relation {
        0 => 0,
        left @ 1..=80 => 1 + (left - 1) / 16,
        right => 6 + (right - 81) / 8,
    }
}

impl Pair<'_> {
    /// Answers where the mention stands: a few questions that tell most of those far away apart.
    #[inline]
    pub(crate) fn place_answers(&self, answers: &mut impl AnswerSheet) {
        self.position(answers);
        self.neighbours(answers);
    }

    /// Answers everything else.
    pub(crate) fn other_answers(&self, answers: &mut impl AnswerSheet) {
        let relation = self.relation();
        self.verbs(answers);
        self.path(answers);
        self.governor(relation, answers);
        self.touching(answers);
        self.subjects(answers);
        self.document(answers);
        self.punctuation(relation, answers);
        self.noun(answers);
        self.way(answers);
    }

    /// How the mention stands to the verb that governs the quotation.
    pub(crate) fn relation(&self) -> usize {
        relation(self.view, self.asked, self.mention)
    }

    pub(crate) fn counted(&self, of: impl Fn(&Counts) -> u32) -> usize {
        let counts = self.view.counts;
        (of(&counts[self.between.1]) - of(&counts[self.between.0])) as usize
    }

    fn position(&self, answers: &mut impl AnswerSheet) {
        let (side, place, shape) = (self.side, self.place, self.asked.shape);
        let far = usize::from(place >= 7);
        answers.add_shaped(T::DistanceShape, [side, self.distance, far], shape);
        answers.add_shaped(T::PlaceShape, [side, place], shape);
        let mentions = bucket(self.counted(|c| c.mentions), &[0, 1, 2, 3, 5, 8]);
        answers.add_shaped(T::BetweenShape, [side, mentions, place], shape);
        answers.add_shaped(T::ClassShape, [self.profile.class], shape);
        answers.add(T::ClassPlace, [self.profile.class, side, place]);
        let person = usize::from(self.asked.frame.first_person);
        answers.add(T::ClassPerson, [self.profile.class, person]);
    }

    fn neighbours(&self, answers: &mut impl AnswerSheet) {
        let profile = self.profile;
        answers.add_shaped(T::PreviousShape, [profile.previous], self.asked.shape);
        answers.add_shaped(T::NextShape, [profile.next], self.asked.shape);
        answers.add(T::AroundPlace, [profile.previous, profile.next, self.side, self.place]);
    }

    /// Where a verb stands from the quotation, in `edges.len()` + 1 steps; quotations between and
    /// another sentence told apart.
    fn verb_place(&self, verb: usize, edges: &[usize]) -> usize {
        let at = self.asked.frame.at;
        let side = usize::from(verb > at);
        let distance = bucket(verb.abs_diff(at) - 1, edges);
        side * (edges.len() + 1) + distance
    }

    fn verbs(&self, answers: &mut impl AnswerSheet) {
        let (tokens, counts) = (self.view.tokens, self.view.counts);
        let (at, shape) = (self.asked.frame.at, self.asked.shape);
        let apart = |verb: usize| usize::from(tokens[verb].sentence != tokens[at].sentence);
        let attachment = attachment(self.mention);
        let own = self.mention.own_verb();
        let verb_place = own.map_or(0, |verb| {
            let (low, high) = (verb.min(at) + 1, verb.max(at));
            let quoted = usize::from(counts[high].quotes > counts[low].quotes);
            1 + (self.verb_place(verb, &[0, 1, 2, 3, 6, 12]) * 2 + quoted) * 2 + apart(verb)
        });
        answers.add_shaped(T::VerbShape, [attachment, verb_place], shape);
        if let Some(verb) = own {
            answers.add(T::VerbWord, [verb_number(&tokens[verb]), usize::from(verb > at)]);
        }
        let gap = usize::from(self.mention.before_gap).min(3);
        let before_place = self.mention.before.map_or(0, |verb| {
            1 + (self.verb_place(verb, &[0, 1, 2, 4]) * 4 + gap) * 2 + apart(verb)
        });
        answers.add_shaped(T::BeforeShape, [before_place], shape);
        answers.add(T::BeforeKind, [before_place, self.kind, self.profile.previous]);
        if let Some(verb) = self.mention.before {
            let number = verb_number(&tokens[verb]);
            answers.add(T::BeforeWord, [number, usize::from(verb > at), gap.min(1)]);
        }
    }

    /// The way from a mention by its verb to the quotation, where it has one.
    fn path(&self, answers: &mut impl AnswerSheet) {
        let mention = self.mention;
        let by = match (attachment(mention), mention.is_inverted) {
            (0, false) => return,
            (0, true) => 0,
            (attached, _) => attached,
        };
        let Some(verb) = mention.own_verb().or(mention.before) else { return };
        let (at, counts) = (self.asked.frame.at, self.view.counts);
        let (low, high) = (verb.min(at) + 1, verb.max(at));
        let side = usize::from(verb > at);
        let gap = bucket(high - low, &[0, 1, 2, 4, 9]);
        let edge = if side == 0 { self.asked.edge_before } else { self.asked.edge_after };
        let governs = match self.asked.frame.cue {
            Some(cue) if cue == verb => 0,
            Some(cue) if (low..high).contains(&cue) => 1,
            _ => 2,
        };
        let quoted = usize::from(counts[high].quotes > counts[low].quotes);
        let short = ((by * 2 + side) * 6 + gap) * 3 + governs;
        answers.add(T::Path, [(short * EDGES + edge) * 2 + quoted]);
        answers.add(T::PathPrevious, [short, self.profile.previous]);
        answers.add_shaped(T::PathShape, [short], self.asked.shape);
    }

    fn governor(&self, relation: usize, answers: &mut impl AnswerSheet) {
        let first = usize::from(self.profile.first);
        let participle = usize::from(self.asked.governor_is_participle);
        answers.add(T::Governor, [relation]);
        answers.add(T::GovernorFirst, [relation, participle, first]);
        answers.add(T::GovernorClass, [relation, self.profile.class]);
    }

    /// Which quotation a token is, from this one: none, this, the one before, the next, another.
    pub(crate) fn order(&self, quote: Option<usize>) -> usize {
        let counts = self.view.counts;
        let own = i64::from(counts[self.asked.frame.at].quotes);
        quote.map_or(0, |at| match i64::from(counts[at].quotes) - own {
            0 => 1,
            -1 => 2,
            1 => 3,
            _ => 4,
        })
    }

    fn touching(&self, answers: &mut impl AnswerSheet) {
        let profile = self.profile;
        let kinds = (profile.verb_kind * 5 + self.order(profile.left_quote)) * 5
            + self.order(profile.right_quote);
        let touch = kinds * 11 + profile.right_gap;
        answers.add(T::Touch, [touch]);
    }

    fn subjects(&self, answers: &mut impl AnswerSheet) {
        let (shape, profile) = (self.asked.shape, self.profile);
        let subject = usize::from(profile.subject);
        let passed = self.counted(|c| c.subjects).min(3);
        answers.add_shaped(T::SubjectShape, [subject, passed, self.side, self.place], shape);
        let (tokens, counts) = (self.view.tokens, self.view.counts);
        let cue = self.asked.frame.cue;
        let to_cue = cue.filter(|cue| self.mention.to <= *cue).map_or(0, |cue| {
            1 + (counts[cue].subjects - counts[self.mention.to].subjects).min(3) as usize
        });
        let same =
            cue.is_some_and(|cue| tokens[cue].sentence == tokens[self.mention.from].sentence);
        answers.add(T::SubjectGovernor, [subject, to_cue, usize::from(same)]);
        let first = usize::from(profile.first);
        answers.add(T::SubjectLead, [subject, to_cue, first, self.asked.lead]);
        let offset = bucket(profile.offset, &[0, 1, 2, 4, 7, 12]);
        let sentence = match self.place {
            3 => 0,
            0..7 => 1,
            _ => 2,
        };
        answers.add_shaped(T::OffsetShape, [offset, self.side, sentence], shape);
        answers.add_shaped(T::FirstShape, [first, self.place], shape);
        answers.add(T::OffsetPrevious, [offset.min(2), profile.previous, self.place]);
    }

    fn document(&self, answers: &mut impl AnswerSheet) {
        let speaks = bucket(self.profile.speaks as usize, &[0, 1, 2, 4, 8]);
        answers.add(T::SpeaksAround, [speaks, self.asked.surroundings]);
        answers.add(T::SpeaksPlace, [usize::from(speaks > 0), self.place]);
        let named = self.asked.words.binary_search(&self.mention.key).is_ok();
        let inside = named && self.mention.kind != MentionKind::Pronoun;
        answers.add(T::Inside, [usize::from(inside), self.asked.surroundings]);
        if self.mention.kind == MentionKind::Pronoun {
            let word = word_number(self.view.tokens.get(self.mention.from));
            answers.add(T::PronounPlace, [word, self.place]);
        }
    }

    fn punctuation(&self, relation: usize, answers: &mut impl AnswerSheet) {
        let asked = self.asked;
        let frame = &asked.frame;
        let near = self.distance.min(4);
        let dash = usize::from(frame.dash);
        answers.add(T::Dash, [dash, self.side, near]);
        let (colon, before) = (usize::from(frame.colon), usize::from(frame.colon_before));
        answers.add(T::Colon, [colon, before, self.side, self.place]);
        answers.add(T::Alone, [usize::from(frame.alone), self.side, self.place]);
        answers.add(T::EdgeBefore, [asked.edge_before, order_of_relation(relation)]);
        answers.add(T::EdgeAfter, [asked.edge_after, self.side, near, self.kind]);
        let from = self.mention.from;
        if from >= 2 && self.view.tokens[from - 2].is_according() {
            answers.add(T::According, [self.side, self.place]);
        }
    }

    /// A noun of saying that the mention owns: "Dunn’s claim that …", "in the words of Dunn".
    fn noun(&self, answers: &mut impl AnswerSheet) {
        let Some(noun) = self.profile.noun else { return };
        let at = self.asked.frame.at;
        let owned = if noun > self.mention.from { 1 } else { 2 };
        let gap = bucket(noun.abs_diff(at), &[1, 3, 6, 12]);
        let same = self.view.tokens[noun].sentence == self.view.tokens[at].sentence;
        let kind = if same { owned } else { 3 };
        answers.add(T::Noun, [kind, gap, self.side]);
        answers.add_shaped(T::NounShape, [kind, gap], self.asked.shape);
    }

    /// What stands on the way between a mention and a quotation of one sentence.
    fn way(&self, answers: &mut impl AnswerSheet) {
        if self.place != 3 {
            return;
        }
        let bits = [
            self.counted(|c| c.commas) > usize::from(self.side == 1),
            self.counted(|c| c.thats) > 0,
            self.counted(|c| c.joints) > 0,
            self.counted(|c| c.subordinators) > 0,
            self.counted(|c| c.subjects) > 0,
            self.counted(|c| c.relatives) > 0,
        ];
        let way = bits.iter().fold(0, |way, bit| 2 * way + usize::from(*bit));
        answers.add(T::Way, [way, self.side, attachment(self.mention)]);
        answers.add_shaped(T::WayShape, [way, self.side], self.asked.shape);
    }
}

/// Answers what speaks for nobody as the speaker of a quotation.
pub(crate) fn of_nobody(asked: &Asked<'_>, answers: &mut impl AnswerSheet) {
    answers.add(T::Nobody, [1]);
    answers.add_shaped(T::NobodyShape, [], asked.shape);
    answers.add(T::NobodyEdges, [asked.edge_before, asked.edge_after]);
    answers.add(T::NobodyWord, [asked.governor_word, asked.frame.side as usize]);
    let length = bucket(asked.words.len(), &[1, 2, 4, 8, 16]);
    answers.add(T::NobodyLength, [length, asked.surroundings]);
    let sureness = usize::from(asked.frame.sureness);
    let sure = bucket(sureness, &[0, 55, 65, 75, 83, 90, 94, 97, 98]);
    answers.add(T::NobodySure, [sure]);
    answers.add(T::NobodySureLength, [sure, length]);
}
