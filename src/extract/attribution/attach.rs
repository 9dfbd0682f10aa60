//! The verbs around a mention: the one that it is the subject of, and the one that it follows.

use super::lexicon as lex;
use super::mentions::Mention;
use super::tokens::{ENDS_ED, ENDS_ING, Token, TokenKind};

/// How far an aside between a name and its verb may reach, in tokens.
const LONGEST_ASIDE: usize = 26;

/// How far a prepositional phrase or relative clause before the verb may reach, in tokens.
const LONGEST_CLAUSE: usize = 14;

/// Finds the verbs around a mention.
pub(crate) fn attach(tokens: &[Token], mention: &mut Mention) {
    let sentence = tokens[mention.from].sentence;
    let here = |index: usize| tokens.get(index).filter(|t| t.sentence == sentence && !t.is_break());
    let skipped = adverbials(&tokens[mention.to..]);
    let next = mention.to + skipped;
    let says = |index: usize| here(index).is_some_and(|t| t.is_cue() && !t.is_according());
    mention.verb = says(next).then_some(next);
    mention.aside = aside(tokens, mention.to, sentence).or_else(|| apposed(tokens, mention));
    if mention.verb.is_none() {
        mention.clause = clause(tokens, mention.to, sentence);
    }
    let auxiliary = tokens[mention.to..next].iter().any(|t| t.has(lex::AUXILIARY));
    let verbal = here(next).filter(|t| t.is_word()).is_some_and(|t| {
        !t.is_capital() && (t.has(lex::AUXILIARY | lex::COMMON_VERB | lex::CUE) || t.looks(ENDS_ED))
    });
    mention.is_subject = auxiliary || verbal || mention.aside.is_some();
    look_back(tokens, mention, sentence);
}

/// Returns how many words may stand between a subject and its verb here: adverbs, auxiliaries, and
/// where a verb of saying follows also a day or month: "Quill later Thursday told".
fn adverbials(tokens: &[Token]) -> usize {
    let plain = tokens.iter().take(4).take_while(|t| t.is_adverbial()).count();
    let is_time = |t: &Token| t.is_word() && t.has(lex::CALENDAR);
    let timed = tokens.iter().take(5).take_while(|t| t.is_adverbial() || is_time(t)).count();
    if timed > plain && tokens.get(timed).is_some_and(is_finite) { timed } else { plain }
}

/// Finds the verb of saying and the preposition before a mention.
fn look_back(tokens: &[Token], mention: &mut Mention, sentence: u32) {
    let plain = |t: &&Token| {
        (t.is_word() || t.kind == TokenKind::Possessive)
            && !t.is_cue()
            && !t.has(lex::PREPOSITION | lex::CONJUNCTION | lex::AUXILIARY)
    };
    let gap = tokens[..mention.from].iter().rev().take(6).take_while(plain).count();
    if let Some(index) = mention.from.checked_sub(gap + 1) {
        let token = &tokens[index];
        if token.sentence == sentence && token.is_cue() {
            mention.before = Some(index);
            let before = index.checked_sub(1).map(|at| &tokens[at]);
            let comma = before.is_some_and(|t| t.is_mark(',') || t.is_mark('-'));
            let lead = index.checked_sub(1 + usize::from(comma)).map(|i| &tokens[i]);
            mention.is_inverted = gap < 4 && lead.is_some_and(Token::is_quote);
            mention.before_gap = gap as u8;
        }
        if token.sentence == sentence && token.has(lex::PREPOSITION) && !token.is_cue() {
            mention.preposition = Some(index);
        }
    }
}

/// Returns the verb of saying behind an aside in commas, dashes or parentheses that begins at `from`.
pub(crate) fn aside(tokens: &[Token], from: usize, sentence: u32) -> Option<usize> {
    let TokenKind::Mark(open @ (',' | '(' | '-')) = tokens.get(from)?.kind else { return None };
    let close = if open == '(' { ')' } else { open };
    let limit = tokens.len().min(from + 1 + LONGEST_ASIDE);
    let mut closings = 0;
    for index in from + 1..limit {
        let token = &tokens[index];
        if token.is_break() || token.is_quote() || token.sentence != sentence || closings > 2 {
            return None;
        }
        if !token.is_mark(close) {
            continue;
        }
        closings += 1;
        let mut after = index + 1;
        if tokens.get(after).is_some_and(|t| t.is_mark(',')) {
            after += 1;
        }
        after += tokens.get(after..)?.iter().take(3).take_while(|t| t.is_adverbial()).count();
        if tokens.get(after).is_some_and(|t| is_finite(t) && t.sentence == sentence) {
            return Some(after);
        }
    }
    None
}

/// Returns the verb behind a name that explains another: "the envoy, NAME, said".
fn apposed(tokens: &[Token], mention: &Mention) -> Option<usize> {
    // "The owner, 80-year-old NAME, said".
    let aged = mention.from.checked_sub(1).is_some_and(|i| tokens[i].is_age());
    let before = mention.from.checked_sub(1 + usize::from(aged));
    let opens = before.is_some_and(|i| tokens[i].is_mark(','));
    let closes = tokens.get(mention.to).is_some_and(|t| t.is_mark(','));
    let verb = mention.to + 1;
    (opens && closes && tokens.get(verb).is_some_and(is_finite)).then_some(verb)
}

/// Says whether a verb of saying can have a subject before it.
fn is_finite(token: &Token) -> bool {
    token.is_cue() && !token.is_according() && !token.looks(ENDS_ING)
}

/// Returns the verb of saying behind "a letter from …", "the man who …", begun at `from`.
fn clause(tokens: &[Token], from: usize, sentence: u32) -> Option<usize> {
    let first = tokens.get(from).filter(|t| t.is_word() && t.sentence == sentence)?;
    let relative = first.has(lex::CONJUNCTION) && first.has(lex::PRONOUN | lex::DETERMINER);
    let opens =
        first.has(lex::PREPOSITION) || relative || (first.looks(ENDS_ED) && !first.is_cue());
    if !opens {
        return None;
    }
    for (index, token) in tokens.iter().enumerate().skip(from + 1).take(LONGEST_CLAUSE - 1) {
        let is_inside = token.is_word() || token.kind == TokenKind::Possessive;
        let is_new_clause = (token.has(lex::SUBJECT_PRONOUN) && !token.has(lex::CONJUNCTION))
            || (token.has(lex::CONJUNCTION)
                && !token.has(lex::BEFORE_VERB | lex::PRONOUN | lex::DETERMINER));
        if !is_inside || token.sentence != sentence || is_new_clause {
            return None;
        }
        if token.is_cue() && !token.is_according() {
            return Some(index);
        }
    }
    None
}
