//! Mentions beside the one picked that speak in its stead: who speaks for another, the text that
//! somebody saw, the author of what is read out, the whole of a name.

use super::lexicon as lex;
use super::mentions::{Mention, MentionKind, Origin};
use super::tokens::Token;
use super::turned::{DEPUTIES, is_any};
use crate::extract::letters::{hash_of_lower, hashes};

/// Verbs by which somebody reads out what another wrote.
const READING: &[u64] =
    hashes!["read", "reads", "reading", "quoted", "quotes", "quoting", "cited", "citing"];

/// What readers of a text did before it is quoted.
const SEEN: &[u64] = hashes!["seen", "obtained", "viewed", "reviewed", "read", "heard"];

/// Words between somebody who speaks for another and the other: "a spokesman for Acme".
const IN_THE_NAME: &[u64] = hashes!["for", "at", "from", "with"];

/// Returns the mention that speaks rather than the one at `index`, by which the quotation at token `at` has
/// this cue.
pub(super) fn stand_in(
    tokens: &[Token],
    mentions: &[Mention],
    (index, cue): (usize, Option<usize>),
    at: usize,
) -> Option<usize> {
    deputy(tokens, mentions, index)
        .or_else(|| seen_text(tokens, mentions, index))
        .or_else(|| author(tokens, mentions, cue, at))
        .or_else(|| behind_calling(tokens, mentions, index))
}

/// Returns who wrote what somebody reads out: "Reyes read out a letter from Lund: “…”".
fn author(tokens: &[Token], mentions: &[Mention], cue: Option<usize>, at: usize) -> Option<usize> {
    let verb = cue.filter(|verb| *verb < at && is_any(&tokens[*verb], READING))?;
    let colon = at.checked_sub(1).filter(|colon| tokens[*colon].is_mark(':'))?;
    let behind = mentions.partition_point(|mention| mention.from < colon);
    let near = mentions[..behind].iter().enumerate().rev().take(DEPUTIES);
    let is_author = |m: &Mention| {
        let text = m.from.checked_sub(2).filter(|text| *text > verb);
        m.to == colon
            && text.is_some_and(|text| tokens[text].has(lex::DOCUMENT))
            && is_any(&tokens[m.from - 1], const { hashes!["from", "by", "of"] })
    };
    let mut authors = near.filter(|(_, m)| m.kind == MentionKind::Name && is_author(m));
    authors.next().map(|(author, _)| author)
}

/// Returns the whole of a name that only its first word was picked of: "BBC presenter Ann Roe" for "BBC".
fn behind_calling(tokens: &[Token], mentions: &[Mention], index: usize) -> Option<usize> {
    let mention = &mentions[index];
    let near = mentions.iter().enumerate().skip(index + 1).take(DEPUTIES);
    let is_whole = |m: &Mention| {
        let last = &tokens[m.to - 1];
        let calling = tokens[m.from..m.to].iter().rev().find(|t| !t.is_capital());
        let is_called = calling.is_some_and(|t| t.has(lex::ROLE | lex::CALLING));
        let is_name = last.is_capital() && !last.has(lex::BODY) && is_called;
        m.from == mention.from && m.origin == Origin::Compound && is_name
    };
    let mut whole = near.filter(|(_, m)| is_whole(m));
    whole.find(|_| mention.kind == MentionKind::Name).map(|(at, _)| at)
}

/// Returns the text that speaks where the picked name only saw it: the memo of "a memo seen by the Courier
/// says".
fn seen_text(tokens: &[Token], mentions: &[Mention], index: usize) -> Option<usize> {
    let mention = &mentions[index];
    let before = mention.from.checked_sub(1)?;
    let by = if tokens[before].has(lex::ARTICLE) { before.checked_sub(1)? } else { before };
    let seen = by.checked_sub(1)?;
    let is_seen = tokens[by].hash == const { hash_of_lower("by") } && is_any(&tokens[seen], SEEN);
    let near = mentions[..index].iter().enumerate().rev().take(DEPUTIES);
    let is_text = |m: &Mention| m.to == seen && tokens[m.head].has(lex::DOCUMENT);
    let mut texts = near.filter(|(_, m)| is_text(m));
    texts.find(|_| is_seen && mention.verb.is_some()).map(|(at, _)| at)
}

/// Returns who speaks for the picked name: the spokesman of "a spokesman for Acme said".
fn deputy(tokens: &[Token], mentions: &[Mention], index: usize) -> Option<usize> {
    let mention = &mentions[index];
    let link = mention.from.checked_sub(1)?;
    // "A spokesman for the Harbour Board".
    let link = if tokens[link].has(lex::ARTICLE) { link.checked_sub(1)? } else { link };
    let is_speaking = mention.kind == MentionKind::Name && mention.verb.is_some();
    if !is_speaking || !is_any(&tokens[link], IN_THE_NAME) {
        return None;
    }
    let who = tokens[link.checked_sub(1)?];
    let is_person = who.has(lex::ROLE | lex::CALLING)
        && !who.has(lex::DOCUMENT | lex::BODY)
        && !who.is_capital();
    let near = mentions[..index].iter().enumerate().rev().take(DEPUTIES);
    let mut phrases = near.filter(|(_, m)| m.kind == MentionKind::Phrase && m.to == link);
    phrases.find(|_| is_person).map(|(at, _)| at)
}
