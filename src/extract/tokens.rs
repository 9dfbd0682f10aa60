//! The words and stops of one paragraph, with the closed classes they belong to.

use super::letters::plain_word;
use super::lexicon::{Classes, LEXICON, WordId};
use super::marks;
use super::scan::tag_end;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Letters and digits, with apostrophes and hyphens inside.
    Word,
    /// The `'s` of a possessive or a contraction.
    Clitic,
    /// Any other character but a quotation mark; an ellipsis of any length is one token.
    Stop,
    /// A quotation mark or a part of one.
    Mark,
}

/// One token of a paragraph; places are bytes of the whole text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sort: Sort,
    /// The first character.
    pub(super) first: char,
    /// Its number in the lexicon, 0 if it is not in it.
    pub(super) word: WordId,
    /// The closed classes it belongs to.
    pub(super) classes: Classes,
}

impl Token {
    /// Says whether the token is a word of one of `classes`.
    pub(super) fn is(&self, classes: Classes) -> bool {
        self.classes & classes != 0
    }

    /// Says whether it is a word with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.sort == Sort::Word && self.first.is_uppercase()
    }

    /// Says whether it is a word that begins with a small letter.
    pub(super) fn is_small(&self) -> bool {
        self.sort == Sort::Word && self.first.is_lowercase()
    }

    /// Says whether it begins with a digit.
    pub(super) fn is_number(&self) -> bool {
        self.sort == Sort::Word && self.first.is_numeric()
    }
}

/// Appends the tokens of `paragraph`, which begins at byte `offset` of the text, to `found`.
///
/// Tags are left out.
pub(super) fn tokenize(paragraph: &str, offset: usize, found: &mut Vec<Token>) {
    let bytes = paragraph.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let Some(c) = char_at(paragraph, at) else { break };
        at = match c {
            ' ' | '\t' => at + 1,
            '<' if tag_end(bytes, at).is_some() => tag_end(bytes, at).unwrap_or(at + 1),
            c if is_letter(c) => push_word(paragraph, offset, at, c, found),
            c if c.is_whitespace() => at + c.len_utf8(),
            c => push_other(paragraph, offset, at, c, found),
        };
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text[at..].chars().next() }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining(c) }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

/// Says whether the character is a word of its own in scripts without spaces.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn push_word(text: &str, offset: usize, at: usize, first: char, found: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let plain = plain_word(bytes, at).filter(|(length, _)| ends(bytes, at + length));
    let (end, (word, classes)) = match plain {
        Some((length, letters)) => (at + length, LEXICON.of_hash(letters.hash)),
        None => {
            let is_cjk = !first.is_ascii() && is_cjk(first);
            let end = if is_cjk { at + first.len_utf8() } else { word_end(text, at) };
            (end, LEXICON.look_up(&text[at..end]))
        }
    };
    found.push(Token {
        start: offset + at,
        end: offset + end,
        sort: Sort::Word,
        first,
        word,
        classes,
    });
    end
}

/// Says whether a word cannot go on at `at`: at a blank, a comma before one and the like.
fn ends(text: &[u8], at: usize) -> bool {
    let is_stop = |at: usize| text.get(at).is_some_and(|b| matches!(b, b' ' | b';' | b':' | b')'));
    let is_joint = |at: usize| text.get(at).is_some_and(|b| matches!(b, b',' | b'.' | b'-'));
    is_stop(at) || (is_joint(at) && is_stop(at + 1))
}

/// Returns where the word that begins at `at` ends.
///
/// An apostrophe or a hyphen belongs to it where a letter follows; not the `'s` of "Moss's",
/// which is a token of its own unless the whole is a word of the lexicon ("it's").
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        end += bytes[end..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let Some(c) = char_at(text, end) else { break };
        if c == ' ' {
            break;
        }
        if is_letter(c) && !is_cjk(c) {
            end += c.len_utf8();
            continue;
        }
        if !matches!(c, '\'' | '’' | '-' | '‑' | '.' | ',') {
            break;
        }
        let Some(next) = char_at(text, end + c.len_utf8()).filter(|n| is_letter(*n)) else { break };
        let joins = match c {
            '.' | ',' => {
                next.is_ascii_digit() && bytes[end - 1].is_ascii_digit()
                    || c == '.' && is_initial(text, at, end)
            }
            '\'' | '’' => !is_possessive(text, at, end, c),
            _ => true,
        };
        if !joins {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// Says whether the word so far is one letter, or letters with full stops: "U.S".
fn is_initial(text: &str, at: usize, end: usize) -> bool {
    let head = &text.as_bytes()[at..end];
    head.len() <= 5 && head.iter().rev().nth(1).is_none_or(|b| *b == b'.')
}

fn is_possessive(text: &str, at: usize, end: usize, mark: char) -> bool {
    let rest = &text[end + mark.len_utf8()..];
    let is_s = rest.starts_with(['s', 'S']) && !rest[1..].starts_with(is_letter);
    let whole = end + mark.len_utf8() + 1;
    is_s && LEXICON.look_up(&text[at..whole]).0 == 0
}

fn push_other(text: &str, offset: usize, at: usize, c: char, found: &mut Vec<Token>) -> usize {
    let is_apostrophe = matches!(c, '\'' | '’');
    let after = at + c.len_utf8();
    let follows_word = found.last().is_some_and(|t| t.sort == Sort::Word && t.end == offset + at);
    let rest = &text[after..];
    let is_clitic = is_apostrophe
        && follows_word
        && rest.starts_with(['s', 'S'])
        && !rest[1..].starts_with(is_letter);
    let (sort, end) = if is_clitic {
        (Sort::Clitic, after + 1)
    } else if marks::glyph(c).is_some() {
        (Sort::Mark, after)
    } else if c == '.' {
        (Sort::Stop, at + text[at..].bytes().take_while(|b| *b == b'.').count())
    } else {
        (Sort::Stop, after)
    };
    let first = if c == '.' && end - at > 1 { '…' } else { c };
    found.push(Token { start: offset + at, end: offset + end, sort, first, word: 0, classes: 0 });
    end
}

/// Says whether a sentence ends at token `at`: a stop before a capital, not an abbreviation's.
pub(super) fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.sort != Sort::Stop
        || !matches!(token.first, '.' | '!' | '?' | '…' | '。' | '！' | '？')
    {
        return false;
    }
    let goes_on = tokens.get(at + 1).is_some_and(|next| {
        next.is_small() || next.start == token.end || matches!(next.first, ',' | ';')
    });
    let abbreviated = token.first == '.'
        && at.checked_sub(1).map(|before| &tokens[before]).is_some_and(|before| {
            before.end == token.start
                && (before.is(super::lexicon::ABBREVIATION) || is_lone_capital(before))
        });
    !goes_on && !abbreviated
}

/// Says whether the word is an initial, as in "J. T. Reed".
fn is_lone_capital(word: &Token) -> bool {
    word.is_capital() && word.end - word.start == 1 && word.first != 'I'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes_and_possessives_lose_theirs() {
        let rows: [(&str, &[&str]); 4] = [
            ("Moss’s plan isn't U.S. law", &["Moss", "’s", "plan", "isn't", "U.S", ".", "law"]),
            ("It's 3.5 percent ...", &["It's", "3.5", "percent", "..."]),
            ("the drivers' strike", &["the", "drivers", "'", "strike"]),
            ("“<b>So</b>,” he", &["“", "So", ",", "”", "he"]),
        ];
        for (text, expected) in rows {
            let mut found = Vec::new();
            tokenize(text, 0, &mut found);
            let words: Vec<&str> = found.iter().map(|t| &text[t.start..t.end]).collect();
            assert_eq!(words, expected, "{text}");
        }
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let text = "He saw Mr. Dong in the U.S. capital. Then he left";
        let mut found = Vec::new();
        tokenize(text, 0, &mut found);
        let ends: Vec<usize> = (0..found.len())
            .filter(|at| ends_sentence(&found, *at))
            .map(|at| found[at].end)
            .collect();
        assert_eq!(ends, [36]);
    }
}
