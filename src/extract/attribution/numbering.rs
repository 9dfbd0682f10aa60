//! Which paragraph and sentence a token stands in, and which lines are headlines.

use super::lexicon as lex;
use super::tokens::{DIGIT, Ending, IN_TITLE_LINE, Token, TokenKind};

/// Numbers paragraphs and sentences.
pub(super) fn number(tokens: &mut [Token]) {
    let (mut paragraph, mut sentence, mut offset) = (0, 0, 0);
    let mut is_closing = false;
    for index in 0..tokens.len() {
        let token = &mut tokens[index];
        token.paragraph = paragraph;
        token.sentence = sentence;
        token.offset = offset;
        offset = (offset + 1).min(16);
        let kind = token.kind;
        if kind == TokenKind::Word {
            continue;
        }
        let next = tokens.get(index + 1);
        let ended = match kind {
            TokenKind::Break => {
                paragraph += 1;
                true
            }
            TokenKind::Mark('.' | '!' | '?' | '…') => {
                is_closing = next.is_some_and(|n| n.is_mark(')') || n.is_mark('"'));
                next.is_none_or(begins_sentence)
            }
            TokenKind::Mark(')' | '"') if is_closing => {
                is_closing = false;
                next.is_some_and(Token::is_capital)
            }
            // What a quotation of several paragraphs begins in and what it ends in are one: its cue
            // may stand before the first or behind the last.
            TokenKind::Quote(_) => quote_ends_sentence(tokens, index),
            _ => false,
        };
        if ended {
            sentence += 1;
            offset = 0;
        }
    }
}

fn begins_sentence(next: &Token) -> bool {
    match next.kind {
        TokenKind::Break | TokenKind::Quote(_) | TokenKind::Mark('(' | '-') => true,
        TokenKind::Word => next.is_capital() || next.looks(DIGIT),
        _ => false,
    }
}

/// Says whether the sentence ends with the quotation at `index`.
///
/// After `?` or `!` it goes on where a verb of saying follows soon: `“What?” Dunn asked.`
fn quote_ends_sentence(tokens: &[Token], index: usize) -> bool {
    let Some(next) = tokens.get(index + 1) else { return true };
    let is_new = next.is_break() || next.is_quote() || next.is_capital();
    match tokens[index].ending {
        Ending::Stop => is_new,
        Ending::Question => {
            let soon = tokens[index + 1..].iter().take(8).take_while(|t| {
                !(t.is_break()
                    || t.is_quote()
                    || t.is_mark('.')
                    || t.is_mark('?')
                    || t.is_mark(';'))
            });
            next.is_quote() || (next.is_capital() && !soon.into_iter().any(|t| t.has(lex::CUE)))
        }
        _ => false,
    }
}

/// Marks the words of headlines: lines of one sentence in which nearly all longer words have a
/// capital, all of four, all but one of eight.
pub(super) fn mark_title_lines(tokens: &mut [Token]) {
    let mut from = 0;
    while from < tokens.len() {
        let line = tokens[from..].iter().take_while(|token| !token.is_break()).count();
        let part = &mut tokens[from..from + line];
        let words = part.iter().filter(|t| t.is_word() && t.end - t.start > 3);
        let (count, lower) =
            words.fold((0, 0), |(n, lower), t| (n + 1, lower + usize::from(!t.is_capital())));
        let is_one = part.first().map(|t| t.sentence) == part.last().map(|t| t.sentence);
        // A headline gives its verbs capitals, too.
        let is_plain_verb =
            |t: &Token| t.is_word() && !t.is_capital() && t.has(lex::AUXILIARY | lex::SAY);
        let is_headline = count >= 4 && is_one && lower <= (count - 1) / 4;
        if is_headline && !part.iter().any(is_plain_verb) {
            part.iter_mut().for_each(|token| token.shape |= IN_TITLE_LINE);
        }
        from += line + 1;
    }
}
