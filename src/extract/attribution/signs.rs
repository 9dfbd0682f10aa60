//! What the words around a name tell of whom it names: a person, or a body or a place.

use super::lexicon as lex;
use super::mentions::Mention;
use super::names::NameParts;
use super::tokens::{ALL_CAPITALS, DIGIT, ENDS_ED, ENDS_S, Token, TokenKind};
use crate::extract::letters::{hash_of_lower, hashes};

/// Words after which a place is named.
const PLACING: &[u64] = hashes!["in", "at", "near"];

/// How many words an apposition may have before its "who": "the last living potter who".
const LONGEST_APPOSITION: usize = 7;

/// Returns the phrase before a name and the apposition behind it: where its roles stand.
pub(super) fn phrases_around<'a>(
    tokens: &'a [Token],
    mention: &Mention,
) -> (&'a [Token], &'a [Token]) {
    // "His wife Jane": the pronoun tells of somebody else.
    let ends = lex::PREPOSITION | lex::AUXILIARY | lex::CONJUNCTION | lex::OWNER;
    let plain = |t: &&Token| t.is_word() && !t.has(ends) && !t.is_cue();
    let end = apposed_to(tokens, mention).unwrap_or(mention.from);
    let before = tokens[..end].iter().rev().take(4).take_while(plain).count();
    let lead = &tokens[end - before..end];
    let comma = tokens.get(mention.to).is_some_and(|t| t.is_mark(','));
    // "Born in Leeds, the daughter of a miner" tells of no town.
    let is_where = |at: usize| PLACING.contains(&tokens[at].hash);
    let is_place = mention.from.checked_sub(1).is_some_and(is_where);
    let rest = tokens.get(mention.to + 1..).filter(|_| comma && !is_place).unwrap_or_default();
    // A relative clause is about other people as often as not, and so is what a preposition adds.
    let apposed = |t: &&Token| {
        let ends = lex::AUXILIARY | lex::SUBJECT_PRONOUN;
        let is_word = t.is_word() && !t.has(ends) && !t.is_cue();
        let is_open = !t.has(lex::PREPOSITION) || t.is_capital();
        (is_word && is_open) || t.kind == TokenKind::Possessive
    };
    let behind = rest.iter().take(8).take_while(apposed).count();
    (lead, &rest[..behind])
}

/// Returns where the role ends that a name between commas explains: "Her brother, Tom Reed, said".
///
/// Somebody's: "the mayor, Tom Reed and others" may be a list.
fn apposed_to(tokens: &[Token], mention: &Mention) -> Option<usize> {
    let comma = mention.from.checked_sub(1).filter(|at| tokens[*at].is_mark(','))?;
    let role = comma.checked_sub(1).filter(|at| tokens[*at].has(lex::ROLE | lex::CALLING))?;
    let owners = tokens[..role].iter().rev().take(3).take_while(|t| !t.is_cue());
    let is_owned = owners.clone().any(|t| t.has(lex::OWNER) || t.kind == TokenKind::Possessive);
    let closes = |t: &Token| !t.is_word() && t.kind != TokenKind::Possessive;
    (is_owned && tokens.get(mention.to).is_none_or(closes)).then_some(comma)
}

/// Weighs how much a mention speaks for a person, and not a body or a place.
pub(super) fn humanity(
    tokens: &[Token],
    mention: &Mention,
    parts: &NameParts<'_>,
    has_role: bool,
) -> i32 {
    let before = mention.from.checked_sub(1).map(|i| &tokens[i]);
    let has_article = before.is_some_and(|t| t.has(lex::DETERMINER) && !t.has(lex::OWNER));
    let in_place = before.is_some_and(|t| t.has(lex::PREPOSITION));
    let acronym = mention.to - mention.from == 1 && tokens[mention.from].looks(ALL_CAPITALS);
    // "Bank of the North", but not "Otto von Lund".
    let links = |t: &Token| t.entry.neighbour == lex::OF || t.has(lex::DETERMINER);
    let body = tokens[parts.from..parts.to]
        .iter()
        .any(|t| (links(t) && !t.is_capital()) || t.has(lex::BODY));
    // "Ohio Democrats" are several.
    let last = &tokens[parts.to - 1];
    let is_several = last.has(lex::ROLE) && last.looks(ENDS_S);
    let behind = |offset: usize| tokens.get(mention.to + offset);
    let comma = behind(0).is_some_and(|t| t.is_mark(','));
    let has_age = comma && behind(1).is_some_and(|t| t.looks(DIGIT) && t.end - t.start < 4);
    // "A voter in Mong Kok who gave no name": who gave none is not the town.
    let is_where = before.is_some_and(|t| PLACING.contains(&t.hash));
    let has_who = is_told_of(tokens, mention.to) && !is_where;
    let weights = [
        (parts.has_titles(), 3),
        (has_role, 2),
        // "Striker Ann Roe", "Ann Roe, 41,", "Ann Roe, who", "Ann Roe, the potter whose": only people have
        // these.
        (parts.lead.iter().any(|t| t.has(lex::CALLING)), 2),
        (has_age || has_who || is_aged(tokens, mention.from), 2),
        // "The member for North Bay said": the verb is the member's, not the town's.
        (!in_place && (mention.verb.is_some() || mention.is_inverted), 2),
        (!in_place && (mention.is_subject || is_subject_aside(tokens, mention.to)), 1),
        (has_article && !parts.has_titles(), -2),
        (in_place, -1),
        (acronym, -3),
        (body || is_several, -4),
    ];
    weights.iter().filter(|(applies, _)| *applies).map(|(_, weight)| weight).sum()
}

/// Says whether "who" or "whose" follows a name, right behind or behind what explains the name.
fn is_told_of(tokens: &[Token], to: usize) -> bool {
    let comma = tokens.get(to).is_some_and(|t| t.is_mark(','));
    let rest = tokens.get(to + usize::from(comma)..).unwrap_or_default();
    let is_who = |t: &&Token| {
        t.hash == const { hash_of_lower("who") } || t.hash == const { hash_of_lower("whose") }
    };
    if rest.first().is_some_and(|t| t.hash == const { hash_of_lower("who") }) {
        return true;
    }
    let is_plain = |t: &&Token| t.is_word() && !t.is_capital() && !t.has(lex::PREPOSITION);
    let opens = rest.first().is_some_and(|t| t.has(lex::ARTICLE));
    let words = rest.iter().take(LONGEST_APPOSITION).take_while(is_plain);
    comma && opens && words.into_iter().any(|t| is_who(&t))
}

/// Says whether what explains a name between commas and a verb of any kind follow: "Li Qiang, a fruit
/// seller, shrugged".
fn is_subject_aside(tokens: &[Token], to: usize) -> bool {
    let Some(rest) = tokens.get(to + 1..).filter(|_| tokens[to].is_mark(',')) else { return false };
    let opens = rest.first().is_some_and(|t| t.has(lex::ARTICLE));
    let words = rest.iter().take(LONGEST_APPOSITION).take_while(|t| t.is_word()).count();
    let verb = rest
        .get(words + 1)
        .filter(|_| opens && rest[words..].first().is_some_and(|t| t.is_mark(',')));
    verb.is_some_and(|t| {
        t.is_word()
            && !t.is_capital()
            && (t.has(lex::AUXILIARY | lex::COMMON_VERB | lex::CUE) || t.looks(ENDS_ED))
    })
}

/// Says whether an age stands before a name: "80-year-old Ann Roe", but not "a 19-year-old Cessna".
fn is_aged(tokens: &[Token], from: usize) -> bool {
    let Some(age) = from.checked_sub(1).filter(|at| tokens[*at].is_age()) else { return false };
    age.checked_sub(1).is_none_or(|before| !tokens[before].has(lex::ARTICLE))
}
