//! Mentions that stand for others: "they" for two who were named together, "it" for a body, a role for
//! the name that explains it.

use super::lexicon as lex;
use super::mentions::{Mention, MentionKind, Origin};
use super::people::People;
use super::resolve::speaks;
use super::tokens::{ALL_CAPITALS, ENDS_S, Token, TokenKind};
use crate::extract::letters::hash_of_lower;

/// How many mentions are looked through for whom "they" or "it" stands.
const LOOKED_THROUGH: usize = 24;

/// How many words a group has at most of which somebody is one: "one of the first team players".
const LONGEST_GROUP: usize = 4;

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

/// Returns the name that explains a role, as in "the board’s chair, Nora Quill, said", "asked her deputy,
/// Ann Roe" and "one of the pilots, Ann Roe, said".
pub(crate) fn explained_by(tokens: &[Token], mentions: &[Mention], index: usize) -> Option<usize> {
    let mention = &mentions[index];
    let to = role_end(tokens, mention)?;
    if !tokens.get(to)?.is_mark(',') {
        return None;
    }
    // "The bishop, the Rev Ann Roe, said".
    let article = tokens.get(to + 1).is_some_and(|t| t.has(lex::ARTICLE));
    let from = to + 1 + usize::from(article);
    // "The owner, retired nurse Ann Roe, said".
    let small = |t: &&Token| t.is_word() && !t.is_capital() && !t.is_cue();
    let words = tokens.get(from..)?.iter().take(LONGEST_GROUP).take_while(small).count();
    let calls = words > 0 && tokens[from + words - 1].has(lex::ROLE | lex::CALLING);
    let from = from + if calls { words } else { 0 };
    let starts_there = |at: &usize| mentions[*at].from == from;
    let near = index + 1..mentions.len().min(index + LOOKED_THROUGH);
    let name = near.filter(starts_there).find(|at| mentions[*at].kind == MentionKind::Name)?;
    let other = &mentions[name];
    // "Her deputy, Roe and Dunn said": a list explains nothing.
    let closes = |t: &Token| !t.is_word() && t.kind != TokenKind::Possessive;
    let is_closed = tokens.get(other.to).is_none_or(closes);
    (other.origin != Origin::Joint && is_closed).then_some(name)
}

/// Returns the token behind a role that a name may explain.
fn role_end(tokens: &[Token], mention: &Mention) -> Option<usize> {
    let words = &tokens[mention.from..mention.to];
    if is_office(words) {
        return Some(mention.to);
    }
    if mention.kind == MentionKind::Pronoun {
        return one_of(tokens, mention);
    }
    if mention.kind == MentionKind::Name || mention.origin == Origin::Joint {
        return None;
    }
    let has_owner = words.iter().any(|t| t.has(lex::OWNER) || t.kind == TokenKind::Possessive);
    // "The owner, Ann Roe, said": the verb is behind what explains it.
    let is_subject = words[0].has(lex::ARTICLE) && mention.aside.is_some();
    let is_role =
        words.last()?.has(lex::ROLE | lex::TITLE | lex::CALLING) || has_owner || is_subject;
    if is_role { Some(mention.to) } else { one_of(tokens, mention) }
}

/// Returns the token behind "one of the pilots", of whom the mention is the "one".
fn one_of(tokens: &[Token], mention: &Mention) -> Option<usize> {
    let is_one = mention.to == mention.from + 1
        && tokens[mention.from].hash == const { hash_of_lower("one") }
        && tokens.get(mention.to)?.entry.neighbour == lex::OF
        && tokens.get(mention.to + 1)?.has(lex::DETERMINER);
    let from = mention.to + 2;
    let plain =
        |t: &&Token| t.is_word() && !t.has(lex::PREPOSITION | lex::AUXILIARY) && !t.is_cue();
    let nouns = tokens.get(from..)?.iter().take(LONGEST_GROUP).take_while(plain).count();
    (is_one && nouns > 0).then_some(from + nouns)
}

/// Says whether the words of a name are an office alone: "Speaker", "Chief Rabbi", "Bishop of Wells".
pub(crate) fn is_office(words: &[Token]) -> bool {
    let is_title = |t: &&Token| t.has(lex::TITLE) && t.is_capital();
    let titles = words.iter().take_while(is_title).count();
    titles > 0 && words.get(titles).is_none_or(|t| t.entry.neighbour == lex::OF)
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
