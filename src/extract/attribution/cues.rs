//! Which words are used as verbs of saying, and which function words are names.
//!
//! A list knows the usual verbs; whether one is a verb here, its neighbours tell. Verbs of saying
//! are an open class: where only such a verb can stand, an unknown word is one.

use super::lexicon::{self as lex, Entry};
use super::tokens::{
    ALL_CAPITALS, BY_FRAME, CAPITAL, ENDS_ED, ENDS_ING, ENDS_LY, ENDS_S, Ending, IN_TITLE_LINE,
    IS_CUE, KNOWN_NAME, Token, TokenKind,
};

/// Marks the words that are used as verbs of saying.
pub(crate) fn mark_cues(tokens: &mut [Token]) {
    for index in 0..tokens.len() {
        let token = &tokens[index];
        if !token.has(lex::CUE) || !token.is_word() {
            continue;
        }
        let previous = index.checked_sub(1).map(|i| &tokens[i]);
        let previous = previous.filter(|p| p.sentence == token.sentence && !p.is_break());
        if is_verb_here(token, previous) {
            tokens[index].shape |= IS_CUE;
        }
    }
    for index in 0..tokens.len() {
        if tokens[index].is_quote() {
            mark_by_frame(tokens, index);
        }
    }
}

/// Marks function words that are names here: "Will" before a name, or behind one and ever after.
pub(crate) fn mark_known_names(tokens: &mut [Token]) {
    let mut surnames: Vec<u64> = Vec::new();
    for index in 0..tokens.len() {
        let token = &tokens[index];
        let classes = lex::AUXILIARY | lex::PREPOSITION | lex::SAY | lex::GIVEN_MONTH;
        if !token.has(classes) || !token.looks(CAPITAL) || token.looks(IN_TITLE_LINE | ALL_CAPITALS)
        {
            continue;
        }
        let before = index.checked_sub(1).map(|i| &tokens[i]);
        let before = before.filter(|p| p.sentence == token.sentence && !p.is_break());
        let is_plain = |t: &Token| t.is_word() && t.is_capital() && !t.has(lex::NOT_A_NAME);
        let next = tokens.get(index + 1);
        let is_month = token.has(lex::GIVEN_MONTH) && !token.has(lex::AUXILIARY);
        let leads =
            if is_month { leads_to_name(before) } else { before.is_some_and(|p| !p.is_quote()) };
        let is_first_name =
            (is_month || token.has(lex::AUXILIARY)) && leads && next.is_some_and(is_plain);
        // "Imam Said Omar", but "Dunn Said Friday" in a headline.
        let is_said = token.has(lex::SAY);
        let is_titled = before.is_some_and(|p| p.is_capital() && p.has(lex::TITLE | lex::CALLING));
        // "Portland June": a month behind a name is a date.
        let is_surname = !is_month
            && (!is_said || is_titled)
            && before.is_some_and(is_plain)
            && surnames.len() < 8;
        let is_again = surnames.contains(&token.hash)
            && (before.is_some() || next.is_some_and(|n| n.has(lex::CUE | lex::ADVERB)));
        if is_surname && !is_first_name && !surnames.contains(&token.hash) {
            surnames.push(token.hash);
        }
        if is_first_name || is_surname || is_again {
            tokens[index].shape |= KNOWN_NAME;
        }
    }
}

/// Says whether a month that a name follows begins that name: a title, a verb of saying, a mark or
/// nothing stands before, and no word that goes with a date.
fn leads_to_name(before: Option<&Token>) -> bool {
    let Some(before) = before else { return true };
    let classes = lex::TITLE | lex::CALLING | lex::ROLE | lex::CUE;
    let is_date = before.has(lex::CALENDAR | lex::ADVERB | lex::PREPOSITION | lex::DETERMINER);
    !before.is_word() || before.has(classes) && !is_date
}

/// Says whether a form of a verb of saying is the verb and not a noun or a name.
fn is_verb_here(token: &Token, previous: Option<&Token>) -> bool {
    let in_title = token.looks(IN_TITLE_LINE);
    let is_sure = token.looks(ENDS_ED | ENDS_ING) || token.has(lex::SAY) || token.is_according();
    let Some(p) = previous else {
        return !token.has(lex::BASE_FORM) || in_title;
    };
    if token.has(lex::BASE_FORM) && !in_title {
        let is_subject = p.has(lex::PRONOUN | lex::AUXILIARY | lex::ADVERB)
            || p.looks(ENDS_LY)
            || (p.is_word() && p.looks(ENDS_S))
            || p.is_mark(',')
            || p.has(lex::BEFORE_VERB | lex::QUANTIFIER);
        return is_subject && !p.has(lex::OWNER);
    }
    if token.is_capital() && !in_title && (p.is_word() || p.kind == TokenKind::Possessive) {
        return false;
    }
    let before_noun = p.kind == TokenKind::Possessive
        || p.has(lex::OWNER)
        || (p.has(lex::DETERMINER) && !p.has(lex::PRONOUN | lex::QUANTIFIER))
        || p.has(lex::PREPOSITION);
    is_sure || !before_noun
}

/// Takes an unknown word for a verb of saying where only such a verb can stand.
///
/// The frames are `“…,” VERBed NAME`, `“…,” NAME VERBed` before the end of the clause, and
/// `NAME VERBed, “…”` or `NAME VERBed: “…”`.
fn mark_by_frame(tokens: &mut [Token], quote: usize) {
    let sentence = tokens[quote].sentence;
    let is_new_verb = |t: &Token| {
        t.is_word()
            && t.sentence == sentence
            && !t.is_capital()
            && t.looks(ENDS_ED | ENDS_S)
            && t.entry == Entry::default()
    };
    let mut after = quote + 1;
    if tokens.get(after).is_some_and(|t| t.is_mark(',')) {
        after += 1;
    }
    let is_name = |t: Option<&Token>| t.is_some_and(|t| t.is_word() && t.is_capital());
    let can_open = matches!(tokens[quote].ending, Ending::Comma | Ending::Question);
    if can_open && tokens.get(after).is_some_and(is_new_verb) {
        let next = tokens.get(after + 1);
        if is_name(next) || next.is_some_and(|t| t.has(lex::DETERMINER | lex::SUBJECT_PRONOUN)) {
            tokens[after].shape |= IS_CUE | BY_FRAME;
        }
    } else if can_open
        && (is_name(tokens.get(after))
            || tokens.get(after).is_some_and(|t| t.has(lex::SUBJECT_PRONOUN)))
    {
        let skip = tokens[after..].iter().take(4).take_while(|t| is_name(Some(t))).count().max(1);
        let verb = after + skip;
        let ends = tokens
            .get(verb + 1)
            .is_none_or(|t| !t.is_word() || t.has(lex::PREPOSITION | lex::ADVERB));
        if ends && tokens.get(verb).is_some_and(is_new_verb) {
            tokens[verb].shape |= IS_CUE | BY_FRAME;
        }
    }
    if let Some(verb) = quote.checked_sub(2) {
        let joint = tokens[verb + 1];
        let subject = verb.checked_sub(1).map(|i| tokens[i]);
        let has_subject = subject.is_some_and(|t| t.is_capital() || t.has(lex::SUBJECT_PRONOUN));
        if (joint.is_mark(',') || joint.is_mark(':')) && has_subject && is_new_verb(&tokens[verb]) {
            tokens[verb].shape |= IS_CUE | BY_FRAME;
        }
    }
}
