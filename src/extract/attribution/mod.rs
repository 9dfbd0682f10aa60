//! Says who spoke each quotation.
//!
//! The article becomes a row of tokens with every quotation folded into one (`tokens`). Whatever
//! could name a speaker is a mention (`mentions`) with the verbs beside it (`attach`). A ranker
//! with learned weights picks one of those around the quotation, or nobody (`ranker`). The
//! mention is then traced to the fullest name that the article gives (`people`, `resolve`);
//! what cannot be traced stays a mention. Time is linear in the length of the text: every search
//! keeps to a window.

mod abbreviations;
mod answers;
mod attach;
mod barred;
mod bearers;
mod bytes;
mod cues;
mod dialogue;
mod document;
mod explain;
mod features;
mod frame;
mod given_names;
mod lexicon;
mod mentions;
mod model;
mod names;
mod numbering;
mod people;
mod person;
mod phrases;
mod pieces;
mod proxies;
mod ranker;
mod resolve;
mod second;
mod shape;
mod signs;
mod stand_ins;
mod templates;
mod tokens;
pub mod training;
mod turned;
mod word_lists;

#[cfg(test)]
mod tests;

use std::cell::Cell;

use crate::model::{CharSpan, Kind, Quotation};
use answers::nested;
use bytes::Bytes;
use dialogue::Dialogues;
use document::{Counts, Profile};
pub(super) use explain::grounds;
use features::View;
use frame::Frame;
use mentions::Mention;
pub use model::Model;
use people::People;
use ranker::{Pick, Ranker, Weighed};
use tokens::{Ending, Folded, Token, TokenKind};

/// How many paragraphs before a quotation its speaker is looked for.
const PARAGRAPHS_BEFORE: u32 = 4;

/// How many paragraphs after a quotation its speaker is looked for.
const PARAGRAPHS_AFTER: u32 = 2;

/// How many mentions on either side of a quotation are looked at, at most.
const MENTIONS_ASIDE: usize = 80;

/// Names the speaker of every quotation in `found`.
///
/// `confidence` says beforehand how likely each is a quotation at all. Fills `speaker`,
/// `speaker_mention`, `cue` and `confidence`; labels stay without, and a fragment
/// that surely nobody speaks becomes one. `confidence` is the probability of the answer, also
/// where it is nobody. Spans that do not fit `text` are passed over.
pub fn attribute(text: &str, title: Option<&str>, found: &mut [Quotation]) {
    attribute_with(Model::built_in(), text, title, found);
}

/// Names speakers as [`attribute`] does, by the weights of `model`.
pub fn attribute_with(model: &Model, text: &str, title: Option<&str>, found: &mut [Quotation]) {
    let folded = fold(text, found);
    let sureness: Vec<u8> = found.iter().map(sureness).collect();
    found.iter_mut().for_each(|quotation| quotation.confidence = 0.0);
    if folded.is_empty() {
        return;
    }
    let pieces = pieces::pieces(text, &folded);
    for (number, piece) in pieces.iter().enumerate() {
        let own: Vec<Folded> =
            folded[piece.quotations.clone()].iter().map(|q| q.behind(piece.bytes.start)).collect();
        let Some(first) = own.first() else { continue };
        let article = Article::read(&text[piece.bytes.clone()], title, &own, &sureness);
        for ((at, index), pick) in article.quotes().zip(article.picks(model)) {
            article.write(&mut found[index], at, pick, article.sureness(index));
        }
        // Quotations stand in the order of the text, so that those nested here lie between.
        let from = if number == 0 { 0 } else { first.index };
        let to = folded.get(piece.quotations.end).map_or(found.len(), |next| next.index);
        for (container, inner) in nested(found, from..to) {
            article.write_nested(model, container, &inner, found);
        }
        article.leave();
    }
}

/// Returns how likely a quotation is one, in hundredths.
fn sureness(quotation: &Quotation) -> u8 {
    (quotation.confidence * 100.0).clamp(0.0, 100.0) as u8
}

/// Returns the quotations to fold: those that are no labels and stand in no other.
fn fold(text: &str, found: &[Quotation]) -> Vec<Folded> {
    let mut wanted: Vec<(usize, CharSpan)> = found
        .iter()
        .enumerate()
        .filter(|(_, q)| q.kind != Kind::Label && q.nested_in.is_none() && !q.span.is_empty())
        .map(|(index, q)| (index, q.span))
        .collect();
    wanted.sort_by_key(|(index, span)| (span.start, span.end, *index));
    let mut end = 0;
    wanted.retain(|(_, span)| {
        let is_free = span.start >= end;
        end = if is_free { span.end } else { end };
        is_free
    });
    let mut bytes = Bytes::of(text);
    let mut folded = Vec::with_capacity(wanted.len());
    for (index, span) in wanted {
        if let (Some(start), Some(end)) = (bytes.at(span.start), bytes.at(span.end)) {
            folded.push(Folded { start, end, index });
        }
    }
    folded
}

/// The mentions around a quotation, by their numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    from: usize,
    /// The first behind the quotation.
    first: usize,
    to: usize,
}

impl Near {
    /// Returns those before the quotation, the nearest first, then those behind it.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        self.beyond(Self { from: self.first, first: self.first, to: self.first })
    }

    /// Returns the same without those that stand in `inner` already.
    pub(crate) fn beyond(self, inner: Self) -> impl Iterator<Item = usize> {
        (self.from..inner.from).rev().chain(inner.to..self.to)
    }

    /// Returns those next to the quotation, as far as all fit.
    pub(crate) fn while_fits(self, fits: impl Fn(usize) -> bool) -> Self {
        let before = (self.from..self.first).rev().take_while(|index| fits(*index)).count();
        let after = (self.first..self.to).take_while(|index| fits(*index)).count();
        Self { from: self.first - before, first: self.first, to: self.first + after }
    }

    /// Returns how many there are.
    pub(crate) fn len(self) -> usize {
        self.to - self.from
    }
}

/// Room for what is known of an article, used for one after another.
#[derive(Debug, Default)]
struct Room {
    tokens: Vec<Token>,
    /// The tokens of one quotation.
    inner: Vec<Token>,
    mentions: Vec<Mention>,
    profiles: Vec<Profile>,
    counts: Vec<Counts>,
    referents: Vec<Option<usize>>,
}

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

/// Most tokens that room is kept for; an article has some thousands.
const MOST_KEPT: usize = 1 << 14;

/// An article made ready for questions about its quotations.
struct Article<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    inner: Vec<Token>,
    mentions: Vec<Mention>,
    profiles: Vec<Profile>,
    counts: Vec<Counts>,
    people: People<'a>,
    referents: Vec<Option<usize>>,
    /// For every quotation the hashes of its words, sorted.
    words: Vec<(usize, Vec<u64>)>,
    /// For every quotation how likely it is one, in hundredths.
    sureness: &'a [u8],
}

impl<'a> Article<'a> {
    /// Reads a text with the quotations `folded`; `sureness` says of all that were found how likely
    /// each is one, in hundredths.
    fn read(text: &'a str, title: Option<&'a str>, folded: &[Folded], sureness: &'a [u8]) -> Self {
        let Room { mut tokens, inner: mut room, mut mentions, mut profiles, mut counts, referents } =
            ROOM.take();
        tokens::tokenize(text, folded, &mut tokens);
        mentions::find(&tokens, &mut mentions);
        let mut people = People::default();
        people.add_full_names(text, &tokens, &mentions);
        let mut words = Vec::with_capacity(folded.len());
        for quotation in folded {
            let inner = &text[quotation.start..quotation.end];
            let inner = people.add_full_names_of(inner, &mut room);
            words.push((quotation.index, inner));
        }
        words.sort_unstable();
        let title = title.map(|title| people.add_full_names_of(title, &mut room));
        let title_words = title.unwrap_or_default();
        people.add_short_names(text, &tokens, &mentions);
        resolve::learn_genders(&tokens, &mentions, &mut people);
        let referents = resolve::referents(text, &tokens, &mentions, &people, referents);
        document::profiles(&tokens, &mentions, &title_words, &mut profiles);
        document::counts(&tokens, &mentions, &profiles, &mut counts);
        let inner = room;
        Self { text, tokens, inner, mentions, profiles, counts, people, referents, words, sureness }
    }

    /// Leaves the room to the next article of this thread.
    fn leave(self) {
        let Self { tokens, inner, mentions, profiles, counts, referents, .. } = self;
        if tokens.capacity().max(inner.capacity()) <= MOST_KEPT {
            ROOM.set(Room { tokens, inner, mentions, profiles, counts, referents });
        }
    }

    /// Returns the token and the index of every quotation.
    fn quotes(&self) -> impl Iterator<Item = (usize, usize)> {
        self.tokens.iter().enumerate().filter_map(|(at, token)| match token.kind {
            TokenKind::Quote(index) => Some((at, index as usize)),
            _ => None,
        })
    }

    /// Returns the words of the quotation at token `at`, its marks left out before.
    fn body(&self, at: usize) -> &'a str {
        let token = &self.tokens[at];
        self.text[token.start..token.end].trim_start_matches(|c: char| !c.is_alphanumeric())
    }

    /// Returns the hashes of the words of the quotation with this index, sorted.
    fn words_of(&self, index: usize) -> &[u64] {
        let at = self.words.binary_search_by_key(&index, |(index, _)| *index);
        at.map(|at| self.words[at].1.as_slice()).unwrap_or_default()
    }

    /// Returns how likely a quotation is one, from 0 to 1; where nothing is known of that, 1.
    fn sureness(&self, index: usize) -> f64 {
        match self.sureness.get(index) {
            None | Some(0) => 1.0,
            Some(hundredths) => f64::from(*hundredths) / 100.0,
        }
    }

    fn view(&self) -> View<'_> {
        View {
            tokens: &self.tokens,
            mentions: &self.mentions,
            profiles: &self.profiles,
            counts: &self.counts,
        }
    }

    /// Returns the speakers found, one for each quotation.
    fn picks(&self, model: &Model) -> Vec<Pick> {
        let mut ranker = Ranker::new(model, self.view());
        let mut weighed = self.weighed(&mut ranker);
        second::reconsider(self, model, &mut weighed);
        self.decided(&ranker, &weighed)
    }

    /// Returns the speakers of quotations that have been weighed, as they follow one another.
    fn decided(&self, ranker: &Ranker<'_>, weighed: &[Weighed<'_>]) -> Vec<Pick> {
        let mut picks: Vec<Pick> = weighed.iter().map(|own| ranker.decide(own)).collect();
        let Self { tokens, referents, .. } = self;
        let dialogues = Dialogues { text: self.text, tokens, referents };
        dialogues.take_leads(&self.mentions, &mut picks);
        dialogues.take_turns(picks)
    }

    /// Weighs everybody who may have spoken each quotation.
    fn weighed<'b>(&'b self, ranker: &mut Ranker<'b>) -> Vec<Weighed<'b>> {
        let weigh = |(at, index)| {
            let frame = frame::frame(&self.tokens, at, self.body(at));
            let sureness = self.sureness.get(index).copied().unwrap_or_default();
            ranker.weigh(Frame { sureness, ..frame }, self.words_of(index), self.near(at))
        };
        self.quotes().map(weigh).collect()
    }

    /// Returns the mentions in the paragraphs around the quotation at token `at`.
    fn near(&self, at: usize) -> Near {
        let paragraph = self.tokens[at].paragraph;
        let first = self.mentions.partition_point(|m| m.from < at);
        let of = |index: &usize| self.tokens[self.mentions[*index].from].paragraph;
        let (reach_before, reach_after) =
            if self.is_plain(at, first) { (0, 0) } else { (PARAGRAPHS_BEFORE, PARAGRAPHS_AFTER) };
        let before = (0..first)
            .rev()
            .take(MENTIONS_ASIDE)
            .take_while(|index| of(index) + reach_before >= paragraph);
        let after = (first..self.mentions.len())
            .take(MENTIONS_ASIDE)
            .take_while(|index| of(index) <= paragraph + reach_after);
        Near { from: first - before.count(), first, to: first + after.count() }
    }

    /// Says whether a mention with its verb follows at once: `“…,” said NAME`, `“…,” NAME said`.
    ///
    /// No other paragraph needs to be looked at then; `first` is the first mention behind `at`.
    fn is_plain(&self, at: usize, first: usize) -> bool {
        let comma = self.tokens.get(at + 1).is_some_and(|t| t.is_mark(','));
        let next = at + 1 + usize::from(comma);
        let opens = matches!(self.tokens[at].ending, Ending::Comma | Ending::Question);
        let touches = |m: &Mention| {
            let follows = m.from == next && m.verb.is_some();
            follows || (m.is_inverted && m.before == Some(next))
        };
        opens && self.mentions[first..].iter().take(4).any(touches)
    }
}
