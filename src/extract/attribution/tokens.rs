//! An article as a row of tokens, each accepted quotation folded into a single one.
//!
//! Folding makes `“…,” said NAME` the same short pattern however long the quotation is. Tokens
//! know their sentence, their paragraph and what their word can be. One pass over the bytes.

use super::abbreviations::{is_initials, is_seat, keeps_full_stop};
use super::cues;
use super::lexicon::{self as lex, Classes, Entry};
use super::numbering::{mark_title_lines, number};
pub(crate) use super::shape::*;
use crate::extract::letters::{Letters, letters, plain_word};
use crate::extract::scan::{goes_on, is_wrapped};

/// What kind of thing a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word or a number.
    Word,
    /// `’s` after a word.
    Possessive,
    /// A punctuation mark, by its plainest form: dashes are `-`, quotation marks `"`.
    Mark(char),
    /// A quotation: an index into the list of quotations.
    Quote(u32),
    /// One line break or more.
    Break,
}

/// How a quotation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ending {
    /// With a comma, inside or outside its marks.
    Comma,
    /// With a full stop or an ellipsis.
    Stop,
    /// With a question or exclamation mark.
    Question,
    /// With none of these.
    #[default]
    Open,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
    /// What is known of its word.
    pub entry: Entry,
    /// Its shape.
    pub shape: Shape,
    /// A hash of its lower-case letters.
    pub hash: u64,
    /// The number of its sentence.
    pub sentence: u32,
    /// The number of its paragraph.
    pub paragraph: u32,
    /// How many tokens of its sentence stand before it, at most 16.
    pub offset: u8,
    /// How it ends, for a quotation.
    pub ending: Ending,
}

impl Token {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub(crate) fn is_quote(&self) -> bool {
        matches!(self.kind, TokenKind::Quote(_))
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    pub(crate) fn is_break(&self) -> bool {
        self.kind == TokenKind::Break
    }

    pub(crate) fn has(&self, classes: Classes) -> bool {
        self.entry.classes & classes != 0
    }

    pub(crate) fn looks(&self, shape: Shape) -> bool {
        self.shape & shape != 0
    }

    pub(crate) fn is_cue(&self) -> bool {
        self.looks(IS_CUE)
    }

    pub(crate) fn is_capital(&self) -> bool {
        self.looks(CAPITAL)
    }

    /// Says whether the word may stand between a subject and its verb.
    pub(crate) fn is_adverbial(&self) -> bool {
        self.is_word() && (self.has(lex::ADVERB | lex::AUXILIARY) || self.looks(ENDS_LY))
    }

    /// Says whether the word is an age before a name: "80-year-old".
    pub(crate) fn is_age(&self) -> bool {
        self.is_word() && self.looks(DIGIT) && matches!(self.end - self.start, 10..=12)
    }

    pub(crate) fn is_according(&self) -> bool {
        self.has(lex::ACCORDING)
    }
}

/// The bytes of one quotation to fold, its marks left out, and its place in the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Folded {
    /// The first byte of its words.
    pub start: usize,
    /// The byte after its words.
    pub end: usize,
    /// Its index in the list of quotations.
    pub index: usize,
}

impl Folded {
    /// Returns the same for a text that begins at byte `from` of this one.
    pub(crate) fn behind(self, from: usize) -> Self {
        Self { start: self.start - from, end: self.end - from, index: self.index }
    }
}

/// Divides `text` into tokens and puts them into `tokens`; `folded` is sorted and does not overlap.
pub(crate) fn tokenize(text: &str, folded: &[Folded], tokens: &mut Vec<Token>) {
    let inside: usize = folded.iter().map(|quotation| quotation.end - quotation.start).sum();
    let is_wrapped = is_wrapped(text);
    tokens.clear();
    tokens.reserve(text.len().saturating_sub(inside) / 5 + 8);
    let mut at = 0;
    for quotation in folded {
        let (start, end) = with_marks(text, quotation);
        if start < at || end > text.len() {
            continue;
        }
        scan(text, is_wrapped, at, start, tokens);
        tokens.push(quote_token(text, quotation, start, end));
        at = end;
    }
    scan(text, is_wrapped, at, text.len(), tokens);
    number(tokens);
    mark_title_lines(tokens);
    cues::mark_known_names(tokens);
    cues::mark_cues(tokens);
}

fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '`'
            | '´'
            | '″'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

/// Widens a quotation by its marks: one or two of them, a space allowed before them.
fn with_marks(text: &str, quotation: &Folded) -> (usize, usize) {
    let mut before = text[..quotation.start].char_indices().rev().take(3).peekable();
    let mut start = quotation.start;
    before.next_if(|(_, c)| is_thin(*c));
    while let Some((at, _)) = before.next_if(|(_, c)| is_quotation_mark(*c)) {
        start = at;
        if !matches!(text[at..].chars().next(), Some('\'' | '`' | '‘')) {
            break;
        }
    }
    let mut after = text[quotation.end..].chars().take(3).peekable();
    let mut end = quotation.end;
    let gap = after.next_if(|c| is_thin(*c)).map_or(0, char::len_utf8);
    if gap > 0 && !matches!(after.peek(), Some('»' | '«' | '›' | '‹')) {
        return (start, end);
    }
    end += if after.peek().is_some_and(|c| is_quotation_mark(*c)) { gap } else { 0 };
    for _ in 0..2 {
        end += after.next_if(|c| is_quotation_mark(*c)).map_or(0, char::len_utf8);
    }
    (start, end)
}

fn is_thin(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

fn quote_token(text: &str, quotation: &Folded, start: usize, end: usize) -> Token {
    let last = text[quotation.start..quotation.end]
        .trim_end_matches(|c: char| is_quotation_mark(c) || c.is_whitespace())
        .chars()
        .next_back();
    let after = text[end..].chars().next();
    let ending = match (last, after) {
        (Some(','), _) => Ending::Comma,
        (Some('.' | '…'), _) => Ending::Stop,
        (Some('?' | '!'), _) => Ending::Question,
        (_, Some(',')) => Ending::Comma,
        _ => Ending::Open,
    };
    let kind = TokenKind::Quote(u32::try_from(quotation.index).unwrap_or(u32::MAX));
    Token { kind, ending, ..blank(start, end) }
}

fn blank(start: usize, end: usize) -> Token {
    Token {
        start,
        end,
        kind: TokenKind::Break,
        entry: Entry::default(),
        shape: 0,
        hash: 0,
        sentence: 0,
        paragraph: 0,
        offset: 0,
        ending: Ending::Open,
    }
}

/// What a byte may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Nothing: it is white space inside a line.
    Blank,
    /// A line break.
    Break,
    /// A word, or more of it: an ASCII letter or digit.
    Letter,
    /// A mark that may join two words into one.
    Joint,
    /// Another ASCII mark.
    Mark,
    /// `@` and `#`: a word where one follows.
    Handle,
    /// A character beyond ASCII: it takes a look at the whole character.
    Wide,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Mark; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match at as u8 {
            b'\n' | b'\r' => Class::Break,
            b' ' | b'\t' | 0x0b | 0x0c => Class::Blank,
            b'\'' | b'`' | b'-' | b'.' | b',' => Class::Joint,
            b'@' | b'#' => Class::Handle,
            0x80.. => Class::Wide,
            byte if byte.is_ascii_alphanumeric() => Class::Letter,
            _ => Class::Mark,
        };
        at += 1;
    }
    table
}

/// Adds the tokens of `text[from..to]`.
fn scan(text: &str, is_wrapped: bool, from: usize, to: usize, tokens: &mut Vec<Token>) {
    let bytes = &text.as_bytes()[..to];
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        at = match CLASSES[usize::from(*byte)] {
            Class::Blank => at + 1,
            // Where only the line was full, the paragraph goes on.
            Class::Break if is_wrapped && goes_on(&text.as_bytes()[at..]) => at + 1,
            Class::Break => line_break(text, at, to, tokens),
            Class::Letter => word(text, at, to, tokens),
            Class::Handle if word_follows(text, at + 1, to) => word(text, at, to, tokens),
            Class::Wide => wide(text, at, to, tokens),
            _ => mark(text, at, to, char::from(*byte), tokens),
        };
    }
}

fn line_break(text: &str, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
    let bytes = &text.as_bytes()[at..to];
    let end = at + bytes.iter().take_while(|b| matches!(b, b'\n' | b'\r' | b' ')).count();
    tokens.push(blank(at, end));
    end
}

/// Adds what begins with the character beyond ASCII at `at`.
fn wide(text: &str, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
    let Some(c) = text[at..to].chars().next() else { return to };
    if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
        at + c.len_utf8()
    } else if !is_punctuation(c) && c.is_alphanumeric() {
        word(text, at, to, tokens)
    } else {
        mark(text, at, to, c, tokens)
    }
}

fn run(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.find(|c| !accept(c)).unwrap_or(text.len())
}

/// Returns how many ASCII letters and digits `bytes` begin with.
fn ascii_run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| CLASSES[usize::from(**byte)] == Class::Letter).count()
}

fn word_follows(text: &str, at: usize, to: usize) -> bool {
    match text.as_bytes()[..to].get(at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => text[at..to].starts_with(char::is_alphanumeric),
        None => false,
    }
}

/// Says whether `c` is a curly mark, a dash or the like, so that no table of letters need be asked.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{203a}')
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() || is_punctuation(c) {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() || c == '\u{ad}' || matches!(c, '\u{300}'..='\u{36f}')
}

/// Adds the word that begins at `at`, and its `’s`; returns where they end.
fn word(text: &str, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
    let bytes = &text.as_bytes()[..to];
    if let Some((length, letters)) = plain_word(bytes, at).filter(|(n, _)| ends(bytes, at + n)) {
        push_word(text, at, at + length, lex::look_up(letters.hash), letters, tokens);
        return at + length;
    }
    let mut end = at + text[at..].chars().next().map_or(1, char::len_utf8);
    loop {
        end += ascii_run(&bytes[end..]);
        let Some(next) = bytes.get(end) else { break };
        let joint = match CLASSES[usize::from(*next)] {
            Class::Joint => char::from(*next),
            Class::Wide | Class::Mark if *next == b'_' || !next.is_ascii() => {
                end += run(&text[end..to], is_word_char);
                let Some(joint) = text[end..to].chars().next() else { break };
                joint
            }
            _ => break,
        };
        let after = end + joint.len_utf8();
        if !word_follows(text, after, to) || !joins(text, at, end, joint) {
            break;
        }
        // A possessive's `s` is no part of the word.
        if is_apostrophe(joint) && is_possessive(&text[after..to]) {
            break;
        }
        end = after;
    }
    if bytes.get(end) == Some(&b'.') && keeps_full_stop(&text[at..end]) {
        end += 1;
    }
    let has_stop = bytes[end - 1] == b'.';
    let letters = letters(text, at, end - usize::from(has_stop));
    // "A." and "I." are initials, not the words.
    let is_initial = has_stop && is_initials(&text[at..end - 1]);
    let mut entry = if is_initial { Entry::default() } else { lex::look_up(letters.hash) };
    if is_seat(&text[at..end]) {
        entry.classes |= lex::NOT_A_NAME;
    }
    push_word(text, at, end, entry, letters, tokens);
    possessive(text, end, to, tokens)
}

/// Says whether a word cannot go on at `at`, nor a `’s` follow: at a blank, a comma before one and
/// the like.
fn ends(text: &[u8], at: usize) -> bool {
    let class = |at: usize| text.get(at).map(|byte| CLASSES[usize::from(*byte)]);
    match class(at) {
        Some(Class::Blank | Class::Break) => true,
        Some(Class::Mark) => text[at] != b'_',
        Some(Class::Joint) if text[at] == b',' => {
            matches!(class(at + 1), Some(Class::Blank | Class::Break))
        }
        _ => false,
    }
}

/// Says whether the mark at `end` may join the word from `at` with one that follows.
fn joins(text: &str, at: usize, end: usize, joint: char) -> bool {
    let after = end + joint.len_utf8();
    match joint {
        '-' | '‑' => true,
        // "3.5", "U.S.", "1,000": a full stop or comma inside joins digits and initials.
        '.' => is_initials(&text[at..end]) || digits_around(text, end, after),
        ',' => digits_around(text, end, after),
        joint => is_apostrophe(joint),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

fn digits_around(text: &str, end: usize, after: usize) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    is_digit(end.wrapping_sub(1)) && is_digit(after)
}

fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(is_word_char)
}

#[inline(always)]
fn push_word(
    text: &str,
    start: usize,
    end: usize,
    entry: Entry,
    letters: Letters,
    tokens: &mut Vec<Token>,
) {
    let (hash, shape) = (letters.hash, shape(&text[start..end], letters));
    tokens.push(Token { kind: TokenKind::Word, entry, hash, shape, ..blank(start, end) });
}

/// Adds the `’s` at `at`, where there is one.
fn possessive(text: &str, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
    let is_plain = |byte: &u8| byte.is_ascii() && *byte != b'\'';
    if text.as_bytes()[..to].get(at).is_none_or(is_plain) {
        return at;
    }
    let Some(c) = text[at..to].chars().next().filter(|c| matches!(c, '\'' | '’' | '‘')) else {
        return at;
    };
    let after = at + c.len_utf8();
    if !is_possessive(&text[after..to]) {
        return at;
    }
    tokens.push(Token { kind: TokenKind::Possessive, ..blank(at, after + 1) });
    after + 1
}

/// Adds the mark at `at`, doubled apostrophes and rows of full stops as one.
fn mark(text: &str, at: usize, to: usize, c: char, tokens: &mut Vec<Token>) -> usize {
    let rest = &text[at..to];
    let (plain, length) = match c {
        '.' if rest.starts_with("..") => ('…', run(rest, |c| c == '.')),
        '\'' if rest.starts_with("''") => ('"', 2),
        '`' if rest.starts_with("``") => ('"', 2),
        '-' => ('-', run(rest, |c| c == '-')),
        '–' | '—' | '―' | '−' => ('-', run(rest, |c| matches!(c, '–' | '—' | '―' | '−'))),
        '\'' | '’' | '‘' => ('\'', c.len_utf8()),
        c if is_quotation_mark(c) => ('"', c.len_utf8()),
        '[' => ('(', 1),
        ']' => (')', 1),
        c => (c, c.len_utf8()),
    };
    tokens.push(Token { kind: TokenKind::Mark(plain), ..blank(at, at + length) });
    at + length
}
