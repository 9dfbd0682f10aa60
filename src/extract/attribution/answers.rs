//! From the mention picked to what is written down of a quotation: the speaker, the cue, how sure both
//! are, and who speaks inside it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::mentions::MentionKind;
use super::model::Model;
use super::ranker::Pick;
use super::tokens::Token;
use super::{Article, attribute_with, lexicon, names, proxies, resolve, turned};
use crate::model::{CharSpan, Kind, Quotation, Stance};

/// How sure the speaker of a quotation inside another must be to be named.
///
/// Inside a quotation little tells who speaks; a wrong name is worse there than none.
const SURE_INSIDE: f64 = 0.8;

/// How sure an answer must be for the person behind the mention to be named.
///
/// Below it about half of the answers are right on annotated news, by the built-in weights and on
/// the articles that they were learned from. The mention stays, as what the article says nearby;
/// the name of a person would be a guess.
pub(super) const NAMED: f64 = 0.35;

/// The probability, below which a fragment is a label, that it is a quotation and that the answer
/// found, or anybody, spoke it.
///
/// On annotated news (each outlet by models of the others) spans alone have 96.55 with it, and spans
/// and speakers together 90.1. 0.19 does a little better there, and takes single words that people
/// use of one another for the article's own.
const LABEL: f64 = 0.15;

/// Returns every quotation that others of `range` stand right inside, with those.
pub(super) fn nested(found: &[Quotation], range: Range<usize>) -> BTreeMap<usize, Vec<usize>> {
    let mut nested: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, quotation) in found.iter().enumerate().take(range.end).skip(range.start) {
        let container = quotation.nested_in.filter(|at| *at < found.len());
        if let Some(container) = container.filter(|_| quotation.kind != Kind::Label) {
            nested.entry(container).or_default().push(index);
        }
    }
    nested
}

/// Returns words that a full line may have parted.
fn on_one_line(words: &str) -> String {
    if words.contains(['\n', '\r']) {
        return words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    words.to_owned()
}

impl<'a> Article<'a> {
    /// Writes down what was found about the quotation at token `at`, which is one with this likelihood.
    pub(super) fn write(&self, quotation: &mut Quotation, at: usize, pick: Pick, sureness: f64) {
        // A few words that nobody seems to say are the article's own, set in marks.
        let is_few = quotation.kind == Kind::Fragment && quotation.part_of.is_none();
        let said = if pick.mention.is_some() { pick.confidence } else { 1.0 - pick.confidence };
        if is_few && sureness * said < LABEL {
            quotation.kind = Kind::Label;
            quotation.confidence = 1.0 - said;
            return;
        }
        // Whoever speaks them, somebody does.
        let pick = turned::turned(&self.tokens, &self.mentions, at, pick);
        quotation.confidence = pick.confidence;
        let Some(index) = pick.mention else { return };
        if quotation.stance != Stance::Asserted && self.is_unsaid(&pick) {
            return;
        }
        quotation.speaker_mention = Some(on_one_line(self.mention(index)));
        quotation.speaker = self.speaker(index).filter(|_| pick.confidence >= NAMED);
        quotation.cue = pick.cue.map(|cue| self.slice(cue, cue + 1).to_owned());
    }

    /// Says whether a verb of saying is itself denied: "Dunn denied ever saying", "nobody has said".
    fn is_unsaid(&self, pick: &Pick) -> bool {
        let Some(cue) = pick.cue else { return false };
        let (from, to) = (cue.saturating_sub(4), self.tokens.len().min(cue + 5));
        let near = &self.tokens[from..to];
        let denies = |t: &Token| t.has(lexicon::DENYING | lexicon::NEGATION | lexicon::NOBODY);
        let says = |t: &Token| t.is_cue() && t.has(lexicon::STRONG);
        let is_open = |t: &&Token| t.is_word();
        near.iter().enumerate().any(|(at, token)| {
            denies(token) && near[at + 1..].iter().take(3).take_while(is_open).any(says)
        })
    }

    /// Names who speaks inside a quotation, where its own words tell: "She told me, ‘Run.’"
    pub(super) fn write_nested(
        &self,
        model: &Model,
        container: usize,
        inner: &[usize],
        found: &mut [Quotation],
    ) {
        let outer = found[container].clone();
        let inside = |index: &usize| outer.span.contains(found[*index].span);
        let inner: Vec<usize> = inner.iter().copied().filter(inside).collect();
        let mut parts: Vec<Quotation> = inner
            .iter()
            .map(|index| {
                let span = found[*index].span;
                let (start, end) = (span.start - outer.span.start, span.end - outer.span.start);
                Quotation {
                    span: CharSpan::new(start, end),
                    nested_in: None,
                    ..found[*index].clone()
                }
            })
            .collect();
        attribute_with(model, &outer.text, None, &mut parts);
        for (index, part) in inner.iter().zip(parts).filter(|(_, p)| p.confidence >= SURE_INSIDE) {
            let known = part.speaker.as_deref().and_then(|name| self.people.of_surname(name));
            let quotation = &mut found[*index];
            quotation.speaker = known.or(part.speaker);
            quotation.speaker_mention = part.speaker_mention;
            quotation.cue = part.cue;
            quotation.confidence = part.confidence;
        }
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        &self.text[self.tokens[from].start..self.tokens[to - 1].end]
    }

    /// Returns what the article says of a mention.
    pub(super) fn mention(&self, index: usize) -> &'a str {
        let mention = &self.mentions[index];
        self.slice(mention.from, mention.to)
    }

    /// Returns the fullest name of whom a mention stands for.
    pub(super) fn speaker(&self, index: usize) -> Option<String> {
        let mention = &self.mentions[index];
        if let Some(other) = proxies::stands_for(&self.tokens, &self.mentions, &self.people, index)
        {
            return self.speaker(other).filter(|_| other < index);
        }
        if let Some(person) = self.referents[index].and_then(|person| self.people.get(person)) {
            return Some(person.name());
        }
        if let Some(name) = proxies::explained_by(&self.tokens, &self.mentions, index) {
            let person = self.referents[name].and_then(|person| self.people.get(person));
            if let Some(person) = person.filter(|person| person.human > 0) {
                return Some(person.name());
            }
        }
        match mention.kind {
            _ if resolve::is_demonym(&self.tokens, mention) => None,
            MentionKind::Name => Some(names::plain_name(self.text, &self.tokens, mention)),
            _ => names::body_name(self.text, &self.tokens, mention),
        }
    }
}
