//! Whom a mention stands for: names, roles and pronouns traced to the people of the article.
//!
//! Pronouns go to the most salient person that they can mean. Salience is gained by standing as
//! a subject, an object or less, and halves with every sentence, after Shalom Lappin and Herbert
//! Leass, "An Algorithm for Pronominal Anaphora Resolution" (1994). What stays open is resolved
//! to nobody.

use super::lexicon as lex;
use super::mentions::{Mention, MentionKind, Origin};
use super::names::gender_of;
use super::people::{Gender, People};
use super::tokens::{ALL_CAPITALS, ENDS_S, Token, TokenKind};
use crate::extract::letters::hash_word;

/// How many people are remembered as possible antecedents at any point.
const REMEMBERED: usize = 12;

/// How many paragraphs back a pronoun may reach.
const REACH: u32 = 6;

/// Somebody who was mentioned lately.
#[derive(Debug, Clone, Copy)]
struct Recent {
    person: usize,
    salience: f64,
    sentence: u32,
    paragraph: u32,
}

/// Counts pronouns that can mean only one person: the only one named before in their sentence.
pub(crate) fn learn_genders(tokens: &[Token], mentions: &[Mention], people: &mut People<'_>) {
    let mut names = mentions.iter().filter(|m| m.kind == MentionKind::Name).peekable();
    let mut sentence = u32::MAX;
    // The names of the sentence so far: whom they mean is asked only where a pronoun follows.
    let mut open: Vec<&Mention> = Vec::new();
    let mut only: Option<usize> = None;
    let mut is_crowded = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.sentence != sentence {
            (sentence, only, is_crowded) = (token.sentence, None, false);
            open.clear();
        }
        while let Some(name) = names.next_if(|name| name.to <= at + 1) {
            open.push(name);
        }
        let gender = match token {
            t if t.has(lex::PRONOUN) && t.has(lex::MASCULINE) => Gender::Masculine,
            t if t.has(lex::PRONOUN) && t.has(lex::FEMININE) => Gender::Feminine,
            _ => continue,
        };
        for name in open.drain(..) {
            let person = people.of_name(tokens, name.from, name.to);
            let person = person.filter(|p| people.get(*p).is_some_and(|p| p.human > 0));
            is_crowded |= person.is_some() && only.is_some() && only != person;
            only = only.or(person);
        }
        if let Some(person) = only.filter(|_| !is_crowded) {
            people.vote(person, gender);
        }
    }
    people.settle_genders();
}

/// Returns for every mention the person whom it stands for, in what `room` has of it.
pub(crate) fn referents(
    text: &str,
    tokens: &[Token],
    mentions: &[Mention],
    people: &People<'_>,
    mut room: Vec<Option<usize>>,
) -> Vec<Option<usize>> {
    room.clear();
    room.reserve(mentions.len());
    let done = room;
    let mut pass = Pass { text, tokens, people, recent: Vec::new(), nameless: None, done };
    for mention in mentions {
        let referent = pass.resolve(mentions, mention);
        pass.done.push(referent);
    }
    pass.done
}

/// How many mentions are looked through for whom "they" or "it" stands.
const LOOKED_THROUGH: usize = 24;

/// Returns the mention for which "they" or "it" stands, where that is clear: two who were named
/// together, or the body that spoke last.
///
/// It must have spoken in this paragraph or the one before, and no other of its kind since.
pub(crate) fn stands_for(
    tokens: &[Token],
    mentions: &[Mention],
    people: &People<'_>,
    index: usize,
) -> Option<usize> {
    let mention = &mentions[index];
    let token = &tokens[mention.from];
    let is_they = token.has(lex::PLURAL);
    let is_it = token.has(lex::NEUTER);
    if mention.kind != MentionKind::Pronoun || !(is_they || is_it) {
        return None;
    }
    let near = (0..index).rev().take(LOOKED_THROUGH);
    let near = near.take_while(|at| tokens[mentions[*at].from].paragraph + 1 >= token.paragraph);
    let mut speaking = near.filter(|at| speaks(&mentions[*at]));
    if is_they {
        let plural = |at: &usize| {
            let other = &mentions[*at];
            let ends_s = tokens[other.head].looks(ENDS_S);
            other.origin == Origin::Joint || (other.kind == MentionKind::Phrase && ends_s)
        };
        return speaking.find(plural).filter(|at| mentions[*at].origin == Origin::Joint);
    }
    let other = speaking.find(|at| mentions[*at].kind != MentionKind::Pronoun)?;
    is_body(tokens, people, &mentions[other]).then_some(other)
}

/// Returns the name that explains a role, as in "the board’s chair, Nora Quill, said" and "asked her
/// deputy, Ann Roe."
pub(crate) fn explained_by(tokens: &[Token], mentions: &[Mention], index: usize) -> Option<usize> {
    let mention = &mentions[index];
    let words = &tokens[mention.from..mention.to];
    let has_owner = words.iter().any(|t| t.has(lex::OWNER) || t.kind == TokenKind::Possessive);
    let is_role = words.last()?.has(lex::ROLE | lex::TITLE) || has_owner;
    if mention.kind != MentionKind::Phrase || mention.origin == Origin::Joint || !is_role {
        return None;
    }
    if !tokens.get(mention.to)?.is_mark(',') {
        return None;
    }
    let starts_there = |at: &usize| mentions[*at].from == mention.to + 1;
    let near = index + 1..mentions.len().min(index + LOOKED_THROUGH);
    let name = near.filter(starts_there).find(|at| mentions[*at].kind == MentionKind::Name)?;
    let other = &mentions[name];
    // "Her deputy, Roe and Dunn said": a list explains nothing.
    let closes = |t: &Token| !t.is_word() && t.kind != TokenKind::Possessive;
    let is_closed = tokens.get(other.to).is_none_or(closes);
    (other.origin != Origin::Joint && is_closed).then_some(name)
}

fn is_reflexive(token: &Token) -> bool {
    ["himself", "herself", "themselves"].iter().any(|word| hash_word(word) == token.hash)
}

fn stands_as_subject(mention: &Mention) -> bool {
    speaks(mention) || mention.is_subject
}

fn speaks(mention: &Mention) -> bool {
    mention.own_verb().is_some() || mention.is_inverted
}

/// Says whether a name is that of a body: "the Harbour Board", "Acme".
fn is_body(tokens: &[Token], people: &People<'_>, mention: &Mention) -> bool {
    if mention.kind != MentionKind::Name || mention.origin == Origin::Joint {
        return mention.origin == Origin::Owned && tokens[mention.head].has(lex::BODY);
    }
    let words = &tokens[mention.from..mention.to];
    let has_article = mention.from.checked_sub(1).is_some_and(|at| tokens[at].has(lex::ARTICLE));
    let named = words.iter().any(|t| t.has(lex::BODY));
    let is_acronym = words.len() == 1 && words[0].looks(ALL_CAPITALS);
    let person = people.of_name(tokens, mention.from, mention.to).and_then(|at| people.get(at));
    (has_article || named || is_acronym || words.len() == 1)
        && person.is_none_or(|person| person.may_be_body())
}

/// Says whether a name is none but where somebody comes from: "the Scot".
pub(crate) fn is_demonym(tokens: &[Token], mention: &Mention) -> bool {
    let words = &tokens[mention.from..mention.to];
    let (article, words) = match words {
        [first, rest @ ..] if first.has(lex::ARTICLE) => (Some(first), rest),
        _ => (mention.from.checked_sub(1).map(|at| &tokens[at]), words),
    };
    matches!(words, [word] if word.has(lex::DEMONYM))
        && article.is_some_and(|t| t.has(lex::ARTICLE))
}

/// Says whether a phrase that opens a sentence brings in somebody new: "a neighbour", "one senior
/// nurse", no name behind.
fn is_newcomer(tokens: &[Token], mention: &Mention) -> bool {
    const INDEFINITE: [&str; 4] = ["a", "an", "one", "another"];
    let first = tokens[mention.from].hash;
    let is_new = INDEFINITE.iter().any(|word| hash_word(word) == first);
    let is_human = tokens[mention.head].has(lex::ROLE) && !tokens[mention.head].looks(ENDS_S);
    let is_thing = tokens[mention.head].has(lex::DOCUMENT | lex::BODY);
    let before = mention.from.checked_sub(1).map(|at| &tokens[at]);
    let opens = before.is_none_or(|t| t.is_break() || t.sentence != tokens[mention.from].sentence);
    let named = (mention.to..tokens.len().min(mention.to + 2)).any(|at| tokens[at].is_capital());
    mention.kind == MentionKind::Phrase && opens && is_new && is_human && !is_thing && !named
}

struct Pass<'a> {
    text: &'a str,
    tokens: &'a [Token],
    people: &'a People<'a>,
    recent: Vec<Recent>,
    /// The paragraph in which somebody without a name is the last to have come in as a subject.
    nameless: Option<(u32, Gender)>,
    done: Vec<Option<usize>>,
}

impl Pass<'_> {
    fn resolve(&mut self, mentions: &[Mention], mention: &Mention) -> Option<usize> {
        match mention.kind {
            MentionKind::Name if mention.origin == Origin::Joint => None,
            MentionKind::Name => {
                let person = self.name(mention);
                self.remember(mention, person);
                person
            }
            MentionKind::Pronoun => {
                let person = self.pronoun(mentions, mention);
                self.remember(mention, person);
                person
            }
            MentionKind::Phrase => {
                let person = self.phrase(mention);
                if person.is_none()
                    && stands_as_subject(mention)
                    && is_newcomer(self.tokens, mention)
                {
                    let words = &self.tokens[mention.from..mention.to];
                    let paragraph = self.tokens[mention.from].paragraph;
                    self.nameless = Some((paragraph, gender_of(words)));
                }
                if mention.origin == Origin::Opened {
                    self.remember(mention, person);
                }
                person
            }
        }
    }

    fn name(&self, mention: &Mention) -> Option<usize> {
        if is_demonym(self.tokens, mention) {
            return None;
        }
        let person = self.people.of_name(self.tokens, mention.from, mention.to);
        let is_rare = person.and_then(|p| self.people.get(p)).is_none_or(|p| p.count <= 2);
        let speaks = mention.verb.is_some() || mention.before.is_some();
        if mention.to - mention.from == 1 && is_rare && speaks {
            let token = &self.tokens[mention.from];
            return self.people.of_misspelling(&self.text[token.start..token.end]).or(person);
        }
        person
    }

    fn pronoun(&self, mentions: &[Mention], mention: &Mention) -> Option<usize> {
        let token = &self.tokens[mention.from];
        if token.has(lex::CONJUNCTION) {
            return self.relative(mentions, mention);
        }
        let gender = match token.has(lex::MASCULINE) {
            true => Gender::Masculine,
            false if token.has(lex::FEMININE) => Gender::Feminine,
            false => return None,
        };
        // "A neighbour disagreed. “No,” she said": not somebody who was named before.
        let nameless = self.nameless.filter(|(paragraph, _)| *paragraph == token.paragraph);
        if nameless.is_some_and(|(_, own)| own == gender || own == Gender::Unknown) {
            return None;
        }
        // "Lund praised Brandt, calling him …": an object is not the subject of its clause.
        let is_object = !token.has(lex::SUBJECT_PRONOUN);
        let fits = |recent: &&Recent| {
            let person = self.people.get(recent.person);
            person
                .is_some_and(|p| p.human > 0 && (p.gender == gender || p.gender == Gender::Unknown))
                && token.paragraph - recent.paragraph <= REACH
                && !(is_object && recent.sentence == token.sentence)
        };
        // "She" is rather she of whom that is known than somebody of whom nothing is.
        let doubt = |recent: &Recent| match self.people.get(recent.person) {
            Some(person) if person.gender == gender => 1.0,
            Some(person) if person.has_full_name() && person.human > 1 => 0.8,
            _ => 0.4,
        };
        let value = |recent: &Recent| self.salience(recent, token.sentence) * doubt(recent);
        let best = self.recent.iter().filter(fits).max_by(|a, b| value(a).total_cmp(&value(b)));
        best.map(|recent| recent.person)
    }

    /// Resolves "who": to the mention right before it.
    fn relative(&self, mentions: &[Mention], mention: &Mention) -> Option<usize> {
        let comma = mention.from.checked_sub(1).is_some_and(|i| self.tokens[i].is_mark(','));
        let end = mention.from - usize::from(comma);
        let before = self.done.len().min(mentions.len());
        let near = (0..before).rev().take(6).find(|index| mentions[*index].to == end)?;
        self.done[near]
    }

    fn phrase(&self, mention: &Mention) -> Option<usize> {
        let words = &self.tokens[mention.from..mention.to];
        if is_demonym(self.tokens, mention) {
            return None;
        }
        if let Some(person) = self.name_at_end(mention) {
            return Some(person);
        }
        let is_definite =
            words.first().is_some_and(|t| t.has(lex::DETERMINER) && t.end - t.start == 3);
        let has_complement = self
            .tokens
            .get(mention.to)
            .is_some_and(|t| t.has(lex::PREPOSITION) || t.kind == TokenKind::Possessive);
        let plain = words.iter().skip(1).all(Token::is_word);
        if !is_definite || !plain || has_complement || mention.origin != Origin::Opened {
            return None;
        }
        let roles: Vec<u64> = words
            .iter()
            .filter(|t| t.has(lex::ROLE | lex::TITLE) && !t.has(lex::DETERMINER))
            .map(|t| t.hash)
            .collect();
        let ends_with_role = words.last().is_some_and(|t| t.has(lex::ROLE | lex::TITLE));
        if ends_with_role { self.people.of_role(&roles) } else { None }
    }

    /// Resolves "harbour master Nora Quill": a phrase that ends with a name.
    fn name_at_end(&self, mention: &Mention) -> Option<usize> {
        // "Dunn himself said": the pronoun only stresses the name.
        let is_stressed =
            is_reflexive(&self.tokens[mention.to - 1]) && mention.to > mention.from + 1;
        let to = mention.to - usize::from(is_stressed);
        let words = &self.tokens[mention.from..to];
        let is_name = |t: &&Token| t.is_word() && t.is_capital() && !t.has(lex::DETERMINER);
        let is_part =
            |t: &&Token| is_name(t) || t.has(lex::PARTICLE) && t.entry.neighbour != lex::OF;
        let run = words.iter().rev().take_while(is_part).count();
        let opening = words[words.len() - run..].iter().take_while(|t| !is_name(t)).count();
        let capitals = run - opening;
        // "Dunn’s Office" ends with no name of a person, "Dunn’s aide Ann Roe" does.
        let least = if mention.origin == Origin::Owned { 2 } else { 1 };
        let has_more = capitals < words.len() || is_stressed;
        let from = to - capitals;
        (capitals >= least && has_more).then(|| self.people.of_name(self.tokens, from, to))?
    }

    fn salience(&self, recent: &Recent, sentence: u32) -> f64 {
        let distance = sentence.saturating_sub(recent.sentence).min(40);
        recent.salience * 0.5_f64.powi(i32::try_from(distance).unwrap_or(40))
    }

    fn remember(&mut self, mention: &Mention, person: Option<usize>) {
        let Some(person) = person else { return };
        if mention.kind == MentionKind::Name && stands_as_subject(mention) {
            self.nameless = None;
        }
        let is_object = mention.kind == MentionKind::Pronoun
            && !self.tokens[mention.from].has(lex::SUBJECT_PRONOUN);
        if is_object {
            return;
        }
        let token = &self.tokens[mention.from];
        let gain = self.gain(mention);
        let known = self.recent.iter().position(|recent| recent.person == person);
        let old = known.map(|at| self.recent.remove(at));
        let old = old.map_or(0.0, |recent| self.salience(&recent, token.sentence));
        if self.recent.len() >= REMEMBERED {
            self.recent.remove(0);
        }
        self.recent.push(Recent {
            person,
            salience: gain.max(old) + 0.25 * gain.min(old),
            sentence: token.sentence,
            paragraph: token.paragraph,
        });
    }

    /// Returns what a place in its sentence gives a mention.
    fn gain(&self, mention: &Mention) -> f64 {
        let owns = self.tokens.get(mention.to).is_some_and(|t| t.kind == TokenKind::Possessive);
        if owns {
            20.0
        } else if mention.own_verb().is_some() || mention.is_subject || mention.is_inverted {
            80.0
        } else if mention.preposition.is_some() {
            30.0
        } else {
            50.0
        }
    }
}
