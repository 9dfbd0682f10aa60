//! A second look at the likeliest speakers of a quotation, by trees that see how the first ranking
//! went, here and at the quotations beside it.
//!
//! The ranker adds up answers to one question each, or to a few pairs of them. What only several
//! together tell ("a pronoun, the subject of the nearest verb of saying, though another name is
//! closer by") trees find out. Only the few likeliest are looked at, and only where the ranker is
//! in doubt, so that the trees cost little.

use super::Article;
use super::features::{self, Asked, Pair, View};
use super::lexicon as lex;
use super::mentions::MentionKind;
use super::model::Model;
use super::ranker::Weighed;
use super::tokens::{ENDS_ED, ENDS_ING, Token};
use crate::extract::forest::{ABREAST, Lanes};

/// How many mentions of a quotation get a second look.
const LOOKED_AT: usize = 4;

/// How likely the first choice is so that no second look is taken.
const SURE: f64 = 0.97;

/// Logarithms of odds are kept in this many parts of one.
const PARTS: f32 = 16.0;

/// What stands for a verb that is not there, in tokens from the quotation.
const NOWHERE: i16 = 99;

macro_rules! values {
    ($($name:ident $text:literal)+) => {
        /// What the trees see.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Value { $($name),+ }

        /// The names of what the trees see, in the order of the numbers in the file of trees.
        pub(crate) const VALUES: &[&str] = &[$($text),+];
    };
}

values! {
    Chance "chance"
    HeadChance "head-chance"
    PersonChance "person-chance"
    AgainstNobody "against-nobody"
    Rank "rank"
    Lead "lead"
    Kind "kind"
    Class "class"
    Origin "origin"
    Length "length"
    Side "side"
    Distance "distance"
    Gap "gap"
    Place "place"
    Mentions "mentions-between"
    Quotes "quotes-between"
    Commas "commas-between"
    Thats "thats-between"
    Joints "joints-between"
    Subordinators "subordinators-between"
    Relatives "relatives-between"
    Subjects "subjects-between"
    Previous "previous"
    Next "next"
    Second "second"
    Possessive "possessive"
    First "first"
    Offset "offset"
    Frequency "frequency"
    Speaks "speaks"
    InTitle "in-title"
    VerbKind "verb-kind"
    RightGap "right-gap"
    LeftQuote "left-quote"
    RightQuote "right-quote"
    InPhrase "in-phrase"
    AroundPhrase "around-phrase"
    Preposition "preposition"
    Subject "subject"
    Attachment "attachment"
    OwnVerb "own-verb"
    OwnVerbSort "own-verb-sort"
    VerbBefore "verb-before"
    VerbBeforeSort "verb-before-sort"
    VerbBeforeGap "verb-before-gap"
    Inverted "inverted"
    Relation "relation"
    Cue "cue"
    CueSort "cue-sort"
    ToCue "to-cue"
    Ending "ending"
    Surroundings "surroundings"
    StartsLower "starts-lower"
    FirstPerson "first-person"
    Colon "colon"
    Dash "dash"
    Words "words"
    EdgeBefore "edge-before"
    EdgeAfter "edge-after"
    CueLead "cue-lead"
    Inside "inside"
    SentenceBefore "sentence-before"
    SentenceAfter "sentence-after"
    NumberInParagraph "number-in-paragraph"
    AsLast "as-last"
    LastChance "last-chance"
    LastGap "last-gap"
    AsNext "as-next"
    NextChance "next-chance"
    NextGap "next-gap"
    Chosen "chosen"
    Human "human"
    HeadSort "head-sort"
    Nobody "nobody"
    Sureness "sureness"
    Nouns "noun"
}

/// What the trees see of one candidate.
pub(crate) type Values = [i16; VALUES.len()];

/// The outcome of the first ranking of one quotation.
#[derive(Debug, Clone, Copy, Default)]
struct Outcome {
    /// The token of the quotation.
    at: usize,
    /// The head word of the likeliest speaker; 0 for nobody.
    key: u64,
    /// The person whom that mention stands for.
    person: Option<usize>,
    /// How likely that is, mentions of one head word taken together.
    chance: f64,
    /// The score that one whose likelihood is one would have.
    whole: f32,
    number_in_paragraph: usize,
}

/// A quotation and those of its candidates that get a second look; nobody comes last.
pub(crate) struct SecondLook {
    /// The index of the quotation among those weighed.
    pub number: usize,
    /// The places in its list of scores; none for nobody.
    pub candidates: Vec<Option<usize>>,
    /// What the trees see of each.
    pub values: Vec<Values>,
}

/// Takes a second look wherever the first ranking is in doubt, and corrects the scores.
pub(crate) fn reconsider(article: &Article<'_>, model: &Model, weighed: &mut [Weighed<'_>]) {
    if model.forest().is_empty() {
        return;
    }
    let mut corrections: Vec<(usize, Option<usize>, f32)> = Vec::new();
    for_each(article, weighed, |look| {
        for (candidates, values) in look.candidates.chunks(ABREAST).zip(look.values.chunks(ABREAST))
        {
            let scores = model.forest().scores(&side_by_side(values));
            let corrected = candidates.iter().zip(scores);
            corrections.extend(corrected.map(|(at, score)| (look.number, *at, score)));
        }
    });
    for (number, candidate, correction) in corrections {
        let own = &mut weighed[number];
        match candidate.and_then(|at| own.scores.mentions.get_mut(at)) {
            Some((_, score)) => *score += correction,
            None => own.scores.nobody += correction,
        }
    }
}

/// Puts the values of some candidates side by side, as the trees ask for them.
fn side_by_side(candidates: &[Values]) -> [Lanes; VALUES.len()] {
    std::array::from_fn(|value| Lanes::of(candidates.iter().map(|values| values[value])))
}

/// Hands over every quotation that needs a second look.
pub(crate) fn for_each(
    article: &Article<'_>,
    weighed: &[Weighed<'_>],
    mut take: impl FnMut(&SecondLook),
) {
    let view = article.view();
    let outcomes = outcomes(article, weighed);
    let mut look = SecondLook { number: 0, candidates: Vec::new(), values: Vec::new() };
    for (number, own) in weighed.iter().enumerate() {
        if outcomes[number].chance >= SURE {
            continue;
        }
        look.number = number;
        look.candidates.clear();
        look.values.clear();
        let asked = Asked::new(&view, own.frame, own.words);
        let seen = Seen { article, view: &view, asked: &asked, own, outcomes: &outcomes, number };
        let mut order: Vec<usize> = (0..own.scores.mentions.len()).collect();
        order.sort_by(|a, b| own.scores.mentions[*b].1.total_cmp(&own.scores.mentions[*a].1));
        for (rank, at) in order.into_iter().take(LOOKED_AT).enumerate() {
            look.candidates.push(Some(at));
            look.values.push(seen.mention(at, rank));
        }
        look.candidates.push(None);
        look.values.push(seen.nobody());
        take(&look);
    }
}

fn outcomes(article: &Article<'_>, weighed: &[Weighed<'_>]) -> Vec<Outcome> {
    let tokens = &article.tokens;
    let mut found: Vec<Outcome> = Vec::with_capacity(weighed.len());
    for own in weighed {
        let mut outcome = outcome(article, own);
        let before =
            found.last().filter(|last| tokens[last.at].paragraph == tokens[outcome.at].paragraph);
        outcome.number_in_paragraph = before.map_or(0, |last| last.number_in_paragraph + 1);
        found.push(outcome);
    }
    found
}

fn outcome(article: &Article<'_>, own: &Weighed<'_>) -> Outcome {
    let highest =
        own.scores.mentions.iter().map(|(_, score)| *score).fold(own.scores.nobody, f32::max);
    let chance = |score: f32| f64::from(score - highest).exp();
    let total: f64 = own.scores.mentions.iter().map(|(_, s)| chance(*s)).sum::<f64>()
        + chance(own.scores.nobody);
    let whole = highest + total.ln() as f32;
    let best = own.scores.mentions.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let nobody = Outcome {
        at: own.frame.at,
        chance: chance(own.scores.nobody) / total,
        whole,
        ..Outcome::default()
    };
    let Some((index, _)) = best.filter(|(_, score)| *score > own.scores.nobody) else {
        return nobody;
    };
    let key = article.mentions[*index].key;
    let same = own.scores.mentions.iter().filter(|(index, _)| article.mentions[*index].key == key);
    Outcome {
        key,
        person: article.referents[*index],
        chance: same.map(|(_, score)| chance(*score)).sum::<f64>() / total,
        ..nobody
    }
}

/// One quotation, as a second look sees it.
struct Seen<'a> {
    article: &'a Article<'a>,
    view: &'a View<'a>,
    asked: &'a Asked<'a>,
    own: &'a Weighed<'a>,
    outcomes: &'a [Outcome],
    number: usize,
}

fn small(value: usize) -> i16 {
    i16::try_from(value).unwrap_or(i16::MAX)
}

/// A logarithm of odds in whole parts, -240 at the least.
fn parts(logarithm: f32) -> i16 {
    (logarithm * PARTS).round().clamp(-240.0, 240.0) as i16
}

/// Where one token stands from another, to 40 tokens.
fn step(from: usize, to: usize) -> i16 {
    let apart = small(to.abs_diff(from).min(40));
    if to < from { -apart } else { apart }
}

/// What a verb of saying is, from weak to strong.
fn sort(token: &Token) -> i16 {
    let bits = [
        token.has(lex::SAY),
        token.has(lex::STRONG),
        token.has(lex::ASKING),
        token.looks(ENDS_ING),
        token.looks(ENDS_ED),
    ];
    1 + bits.iter().fold(0, |sum, bit| 2 * sum + i16::from(*bit))
}

impl Seen<'_> {
    fn set(values: &mut Values, value: Value, to: i16) {
        values[value as usize] = to;
    }

    fn nobody(&self) -> Values {
        let mut values = [0; VALUES.len()];
        self.quotation(&mut values);
        let whole = self.outcomes[self.number].whole;
        let set = |values: &mut Values, value, to| Self::set(values, value, to);
        set(&mut values, Value::Chance, parts(self.own.scores.nobody - whole));
        set(&mut values, Value::HeadChance, parts(self.own.scores.nobody - whole));
        set(&mut values, Value::PersonChance, parts(self.own.scores.nobody - whole));
        set(&mut values, Value::Kind, 3);
        set(&mut values, Value::Class, 30);
        values
    }

    /// What is the same for all candidates of the quotation.
    fn quotation(&self, values: &mut Values) {
        let (frame, asked) = (&self.own.frame, self.asked);
        let tokens = self.view.tokens;
        let mut set = |value, to| Self::set(values, value, to);
        set(Value::Ending, frame.ending as i16);
        set(Value::Surroundings, small(asked.surroundings));
        set(Value::StartsLower, i16::from(frame.starts_lower));
        set(Value::FirstPerson, i16::from(frame.first_person));
        set(Value::Colon, i16::from(frame.colon) + 2 * i16::from(frame.colon_before));
        set(Value::Dash, i16::from(frame.dash));
        set(Value::Sureness, i16::from(frame.sureness));
        set(Value::Words, small(self.own.words.len().min(60)));
        set(Value::EdgeBefore, small(asked.edge_before));
        set(Value::EdgeAfter, small(asked.edge_after));
        set(Value::CueLead, small(asked.lead));
        set(Value::Cue, frame.cue.map_or(NOWHERE, |cue| step(frame.at, cue)));
        set(Value::CueSort, frame.cue.map_or(0, |cue| sort(&tokens[cue])));
        set(Value::SentenceBefore, small(frame.at - frame.from));
        set(Value::SentenceAfter, small(frame.to - frame.at));
        let outcome = &self.outcomes[self.number];
        set(Value::NumberInParagraph, small(outcome.number_in_paragraph));
        set(Value::Nobody, parts(self.own.scores.nobody - outcome.whole));
        let chance = |outcome: &Outcome| (outcome.chance * 100.0) as i16;
        let gap = |other: &Outcome| {
            let (a, b) = (&tokens[other.at], &tokens[frame.at]);
            let apart = small(other.at.abs_diff(frame.at)).min(60);
            if a.sentence == b.sentence {
                apart
            } else if a.paragraph == b.paragraph {
                100 + apart
            } else {
                200 + small(a.paragraph.abs_diff(b.paragraph) as usize).min(10)
            }
        };
        let last = self.number.checked_sub(1).map(|at| &self.outcomes[at]);
        let next = self.outcomes.get(self.number + 1);
        set(Value::LastChance, last.map_or(-1, chance));
        set(Value::LastGap, last.map_or(300, gap));
        set(Value::NextChance, next.map_or(-1, chance));
        set(Value::NextGap, next.map_or(300, gap));
    }

    fn mention(&self, at: usize, rank: usize) -> Values {
        let mut values = [0; VALUES.len()];
        self.quotation(&mut values);
        let (index, score) = self.own.scores.mentions[at];
        let pair = Pair::new(self.view, self.asked, index);
        self.ranking(&mut values, index, score, rank);
        self.itself(&mut values, index, &pair);
        self.between(&mut values, &pair);
        self.verbs(&mut values, &pair);
        self.neighbours(&mut values, index);
        values
    }

    /// How the first ranking went.
    fn ranking(&self, values: &mut Values, index: usize, score: f32, rank: usize) {
        let mentions = self.view.mentions;
        let whole = self.outcomes[self.number].whole;
        let referents = &self.article.referents;
        let (key, person) = (mentions[index].key, referents[index]);
        let (mut head, mut same, mut rival) = (0.0_f32, 0.0_f32, self.own.scores.nobody);
        for (other, score) in &self.own.scores.mentions {
            let chance = (score - whole).exp();
            let is_head = mentions[*other].key == key;
            head += if is_head { chance } else { 0.0 };
            let is_person = person.is_some() && referents[*other] == person;
            same += if is_head || is_person { chance } else { 0.0 };
            rival = if is_head { rival } else { rival.max(*score) };
        }
        let mut set = |value, to| Self::set(values, value, to);
        set(Value::Chance, parts(score - whole));
        set(Value::HeadChance, parts(head.ln()));
        set(Value::PersonChance, parts(same.ln()));
        set(Value::AgainstNobody, parts(score - self.own.scores.nobody));
        set(Value::Rank, small(rank));
        set(Value::Lead, parts(score - rival));
    }

    /// The mention by itself.
    fn itself(&self, values: &mut Values, index: usize, pair: &Pair<'_>) {
        let (mention, profile) = (pair.mention, pair.profile);
        let head = &self.view.tokens[mention.head];
        let named = self.own.words.binary_search(&mention.key).is_ok();
        let inside = named && mention.kind != MentionKind::Pronoun;
        let person = self.article.referents[index].and_then(|at| self.article.people.get(at));
        let human = person.map_or(0, |p| p.human.clamp(-9, 20));
        let sorts = [lex::ROLE, lex::DOCUMENT, lex::BODY, lex::CALENDAR, lex::SPEECH];
        let head_sort = sorts.iter().position(|sort| head.has(*sort)).map_or(0, |at| at + 1);
        let mut set = |value, to| Self::set(values, value, to);
        set(Value::Kind, small(pair.kind));
        set(Value::Class, small(profile.class));
        set(Value::Origin, mention.origin as i16);
        set(Value::Length, small(mention.to - mention.from));
        set(Value::Previous, small(profile.previous));
        set(Value::Next, small(profile.next));
        set(Value::Second, small(profile.second));
        set(Value::Possessive, i16::from(profile.possessive));
        set(Value::First, i16::from(profile.first));
        set(Value::Offset, small(profile.offset));
        set(Value::Frequency, small((profile.frequency as usize).min(40)));
        set(Value::Speaks, small((profile.speaks as usize).min(20)));
        set(Value::InTitle, i16::from(profile.in_title));
        set(Value::InPhrase, i16::from(profile.in_phrase));
        set(Value::AroundPhrase, i16::from(profile.around_phrase));
        set(Value::Preposition, small(profile.preposition));
        set(Value::Subject, i16::from(profile.subject));
        set(Value::Inside, i16::from(inside));
        set(Value::Human, i16::try_from(human).unwrap_or(0));
        set(Value::HeadSort, small(head_sort));
    }

    /// What stands between the mention and the quotation.
    fn between(&self, values: &mut Values, pair: &Pair<'_>) {
        let gap = small((pair.between.1 - pair.between.0).min(120));
        let count = |of: usize| small(of.min(9));
        let mut set = |value, to| Self::set(values, value, to);
        set(Value::Side, small(pair.side));
        set(Value::Gap, gap);
        set(Value::Distance, if pair.side == 0 { -gap } else { gap });
        set(Value::Place, small(pair.place));
        set(Value::Mentions, count(pair.counted(|c| c.mentions)));
        set(Value::Quotes, count(pair.counted(|c| c.quotes)));
        set(Value::Commas, count(pair.counted(|c| c.commas)));
        set(Value::Thats, count(pair.counted(|c| c.thats)));
        set(Value::Joints, count(pair.counted(|c| c.joints)));
        set(Value::Subordinators, count(pair.counted(|c| c.subordinators)));
        set(Value::Relatives, count(pair.counted(|c| c.relatives)));
        set(Value::Subjects, count(pair.counted(|c| c.subjects)));
    }

    /// The verbs of saying around the mention.
    fn verbs(&self, values: &mut Values, pair: &Pair<'_>) {
        let (mention, profile, tokens) = (pair.mention, pair.profile, self.view.tokens);
        let frame = &self.own.frame;
        let place = |verb: Option<usize>| verb.map_or(NOWHERE, |verb| step(frame.at, verb));
        let sort = |verb: Option<usize>| verb.map_or(0, |verb| sort(&tokens[verb]));
        let to_cue = frame.cue.map_or(NOWHERE, |cue| {
            if mention.to <= cue { step(mention.to, cue) } else { step(mention.from, cue) }
        });
        let noun = profile.noun.map_or(0, |noun| 1 + i16::from(noun > mention.from));
        let mut set = |value, to| Self::set(values, value, to);
        set(Value::VerbKind, small(profile.verb_kind));
        set(Value::RightGap, small(profile.right_gap));
        set(Value::LeftQuote, small(pair.order(profile.left_quote)));
        set(Value::RightQuote, small(pair.order(profile.right_quote)));
        set(Value::Attachment, small(features::attachment(mention)));
        set(Value::OwnVerb, place(mention.own_verb()));
        set(Value::OwnVerbSort, sort(mention.own_verb()));
        set(Value::VerbBefore, place(mention.before));
        set(Value::VerbBeforeSort, sort(mention.before));
        set(Value::VerbBeforeGap, i16::from(mention.before_gap));
        set(Value::Inverted, i16::from(mention.is_inverted));
        set(Value::Relation, small(pair.relation()));
        set(Value::ToCue, to_cue);
        set(Value::Nouns, noun);
    }

    /// Who was chosen for the quotations beside this one.
    fn neighbours(&self, values: &mut Values, index: usize) {
        let key = self.view.mentions[index].key;
        let person = self.article.referents[index];
        let same = |other: &Outcome| {
            let is_person = person.is_some() && other.person == person;
            i16::from(other.key == key) + 2 * i16::from(is_person)
        };
        let last = self.number.checked_sub(1).map(|at| &self.outcomes[at]);
        let next = self.outcomes.get(self.number + 1);
        // Only those nearby count, so that the cost stays linear.
        let near = self.number.saturating_sub(8)..self.outcomes.len().min(self.number + 9);
        let others = near.filter(|at| *at != self.number);
        let chosen = others.filter(|at| same(&self.outcomes[*at]) > 0).count();
        let mut set = |value, to| Self::set(values, value, to);
        set(Value::AsLast, last.map_or(-1, same));
        set(Value::AsNext, next.map_or(-1, same));
        set(Value::Chosen, small(chosen));
    }
}
