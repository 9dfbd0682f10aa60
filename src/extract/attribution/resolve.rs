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
use super::proxies;
use super::tokens::{DIGIT, ENDS_ED, ENDS_S, Token, TokenKind};
use crate::extract::letters::{hash_of_lower, hashes};

/// How many people are remembered as possible antecedents at any point.
const REMEMBERED: usize = 12;

/// How many paragraphs back a pronoun may reach.
const REACH: u32 = 6;

/// How many tokens may stand between the beginning of a sentence and a pronoun before its name.
const LONGEST_LEAD: u8 = 8;

/// How many tokens may stand between a pronoun and the comma before its name.
const LONGEST_REST: usize = 14;

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
            t if t.has(lex::PLURAL) => Gender::Unknown,
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

fn is_reflexive(token: &Token) -> bool {
    const REFLEXIVE: &[u64] = hashes!["himself", "herself", "themselves"];
    REFLEXIVE.contains(&token.hash)
}

fn stands_as_subject(mention: &Mention) -> bool {
    speaks(mention) || mention.is_subject
}

pub(crate) fn speaks(mention: &Mention) -> bool {
    mention.own_verb().is_some() || mention.is_inverted
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
    const INDEFINITE: &[u64] = hashes!["a", "an", "one", "another"];
    let first = tokens[mention.from].hash;
    let is_new = INDEFINITE.contains(&first);
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
                let person = self.name(mentions, mention);
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

    fn name(&self, mentions: &[Mention], mention: &Mention) -> Option<usize> {
        if is_demonym(self.tokens, mention) {
            return None;
        }
        let person = self.people.of_name(self.tokens, mention.from, mention.to);
        let has_full_name =
            person.and_then(|p| self.people.get(p)).is_some_and(|p| p.has_full_name());
        let is_bare = !has_full_name || mention.to > mention.from + 1;
        if is_bare && proxies::is_office(&self.tokens[mention.from..mention.to]) {
            return self.officer(mentions, mention).or(person);
        }
        let is_rare = person.and_then(|p| self.people.get(p)).is_none_or(|p| p.count <= 2);
        let speaks = mention.verb.is_some() || mention.before.is_some();
        if mention.to - mention.from == 1 && is_rare && speaks {
            let token = &self.tokens[mention.from];
            return self.people.of_misspelling(&self.text[token.start..token.end]).or(person);
        }
        person
    }

    /// Resolves an office to the name that explains it, else to the one who was said to hold it: "the
    /// Speaker, Ann Roe, …", "Speaker".
    fn officer(&self, mentions: &[Mention], mention: &Mention) -> Option<usize> {
        let named = proxies::explained_by(self.tokens, mentions, self.done.len());
        let named = named.map(|at| &mentions[at]);
        let holder = named.and_then(|m| self.people.of_name(self.tokens, m.from, m.to));
        let words = &self.tokens[mention.from..mention.to];
        let is_alone = words.iter().all(|t| t.has(lex::TITLE));
        let roles: Vec<u64> = words.iter().map(|t| t.hash).collect();
        holder.or_else(|| self.people.of_role(&roles).filter(|_| is_alone))
    }

    /// Resolves the "he" of "Asked whether he would go, Dunn laughed" to the subject that follows.
    fn ahead(&self, mentions: &[Mention], mention: &Mention) -> Option<usize> {
        let token = &self.tokens[mention.from];
        let first = mention.from - usize::from(token.offset);
        let opener = &self.tokens[first];
        let is_led = matches!(opener.entry.neighbour, lex::SUBORDINATOR | lex::AS)
            || opener.has(lex::ASKING) && opener.looks(ENDS_ED);
        if !is_led || first == mention.from || token.offset > LONGEST_LEAD {
            return None;
        }
        let is_here = |t: &&Token| t.sentence == token.sentence && !t.is_quote() && !t.is_break();
        let rest = self.tokens[mention.to..].iter().take(LONGEST_REST).take_while(is_here);
        let comma = mention.to + rest.clone().position(|t| t.is_mark(','))?;
        let behind = mentions.partition_point(|m| m.from <= comma);
        let subject = mentions[behind..].iter().take(3).find(|m| m.from == comma + 1)?;
        let verb = self.tokens.get(subject.to)?;
        let has_verb = verb.is_word() && !verb.is_capital() && !verb.has(lex::CONJUNCTION);
        let is_name = subject.kind == MentionKind::Name && subject.origin != Origin::Joint;
        // Somebody named before the pronoun is meant as likely.
        let is_first =
            !mentions[..self.done.len()].iter().rev().take(4).any(|m| {
                m.kind == MentionKind::Name && self.tokens[m.from].sentence == token.sentence
            });
        (is_name && has_verb && is_first)
            .then(|| self.people.of_name(self.tokens, subject.from, subject.to))?
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
        let may_be = |person: usize| {
            self.people.get(person).is_some_and(|p| {
                p.human > 0 && !p.is_several() && [gender, Gender::Unknown].contains(&p.gender)
            })
        };
        if let Some(person) = self.ahead(mentions, mention).filter(|p| may_be(*p)) {
            return Some(person);
        }
        // "A neighbour disagreed. “No,” she said": not somebody who was named before.
        let nameless = self.nameless.filter(|(paragraph, _)| *paragraph == token.paragraph);
        if nameless.is_some_and(|(_, own)| own == gender || own == Gender::Unknown) {
            return None;
        }
        // "Lund praised Brandt, calling him …": an object is not the subject of its clause.
        let is_object = !token.has(lex::SUBJECT_PRONOUN);
        let fits = |recent: &&Recent| {
            may_be(recent.person)
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
        if let Some(person) = self.aged(mention) {
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

    /// Resolves "the 38-year-old" to the only person who was named in its paragraph and the one before.
    fn aged(&self, mention: &Mention) -> Option<usize> {
        let [article, age] = &self.tokens[mention.from..mention.to] else { return None };
        let is_age = age.looks(DIGIT) && self.text[age.start..age.end].ends_with("-year-old");
        if !is_age || article.hash != const { hash_of_lower("the") } {
            return None;
        }
        let is_near = |recent: &&Recent| {
            let is_human = self.people.get(recent.person).is_some_and(|p| p.human > 0);
            is_human && recent.paragraph + 1 >= article.paragraph
        };
        let mut near = self.recent.iter().filter(is_near);
        let one = near.next()?.person;
        near.next().is_none().then_some(one)
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
