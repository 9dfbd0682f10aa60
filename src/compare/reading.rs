//! A text read for comparison: its words, the marks between them, and what each word may be.
//!
//! Preparing costs time linear in the text; a text compared with many others is prepared once.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::folds::{Folded, fold};
use super::lexicon;
use crate::model::CharSpan;
use crate::text::{fold_char, segments, sentences};

/// A text prepared for comparison.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    /// The marks before each token, and after the last one: one more than there are tokens.
    pub(crate) marks: Vec<Mark>,
    /// The hashes of the words with their positions, sorted: every word is found by bisection.
    positions: Vec<(u64, usize)>,
    /// The quotation mark that opens the text and closes it, folded.
    outer: Option<char>,
}

/// A word, or a symbol that is read as one: "$", "%".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The form by which it is compared.
    pub(crate) key: String,
    /// The hash of `key`, by which words are looked up; equal words are told by `key`.
    pub(crate) hash: u64,
    /// Where it stands, in code points.
    pub(crate) span: CharSpan,
    /// Where it stands, in bytes.
    pub(crate) bytes: (usize, usize),
    /// The pair of brackets that it stands in, counted from 1; 0 for none.
    pub(crate) bracket: usize,
    /// Whether a part of it stands in brackets: "demand[ed]".
    pub(crate) inner_bracket: bool,
    /// Whether a sentence begins with it.
    pub(crate) starts_sentence: bool,
    /// Whether it is written as a name: a capital that its place does not ask for.
    pub(crate) is_name: bool,
}

/// What stands between two words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    /// Where it stands, in bytes.
    pub(crate) bytes: (usize, usize),
    /// Where it begins, in code points.
    pub(crate) start: usize,
    /// The marks, folded, without spaces and brackets; an ellipsis is `…`, a dash `-`.
    pub(crate) folded: String,
    /// Whether it holds an ellipsis.
    pub(crate) is_gap: bool,
}

impl Mark {
    /// Returns how many question marks it holds.
    pub(crate) fn questions(&self) -> usize {
        self.folded.matches('?').count()
    }
}

impl<'a> Prepared<'a> {
    /// Reads `text`.
    pub fn new(text: &'a str) -> Self {
        let folded = fold(text);
        let mut tokens = divide(&folded, text);
        let mut marks = marks_between(&tokens, &folded, text);
        if text.contains('[') {
            mark_brackets(text, &mut tokens, &mut marks);
        }
        mark_sentences(text, &mut tokens, &marks);
        mark_names(text, &mut tokens, &marks);
        let mut positions: Vec<(u64, usize)> =
            tokens.iter().enumerate().map(|(at, token)| (token.hash, at)).collect();
        positions.sort_unstable();
        let outer = outer_marks(text, &tokens);
        Self { text, tokens, marks, positions, outer }
    }

    /// Returns the text as it stands.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the quotation mark that stands around the whole text, folded.
    pub(crate) fn outer_marks(&self) -> Option<char> {
        self.outer
    }

    /// Returns the text without outer quotation marks and outer spaces.
    pub(crate) fn bare(&self) -> &'a str {
        let text = self.text.trim();
        let Some(outer) = self.outer else { return text };
        let is_outer = |c: char| fold_char(c).0 == outer;
        let text = text.strip_prefix(is_outer).unwrap_or(text);
        let body = text.trim_end_matches([',', '.']);
        body.strip_suffix(is_outer).unwrap_or(text).trim()
    }

    /// Returns how many words it has.
    pub fn word_count(&self) -> usize {
        self.tokens.len()
    }

    /// Returns the forms by which its words are compared, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| token.key.as_str())
    }

    /// Returns where a word stands, ascending: hash and position. Words that share its hash come
    /// along, so what is found is compared by key.
    pub(crate) fn positions(&self, word: &Token) -> &[(u64, usize)] {
        let start = self.positions.partition_point(|(hash, _)| *hash < word.hash);
        let found = &self.positions[start..];
        &found[..found.partition_point(|(hash, _)| *hash == word.hash)]
    }

    /// Returns the text of the tokens from `start` up to `end`, with what stands between them.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if start < end => &self.text[first.bytes.0..last.bytes.1],
            _ => "",
        }
    }

    /// Returns the code point at which the token `at` begins; behind the last, where it ended.
    pub(crate) fn start_of(&self, at: usize) -> usize {
        match self.tokens.get(at) {
            Some(token) => token.span.start,
            None => self.tokens.last().map_or(0, |token| token.span.end),
        }
    }

    /// Returns the text of one token.
    pub(crate) fn token_text(&self, at: usize) -> &'a str {
        self.slice(at, at + 1)
    }

    /// Says whether any mark strictly inside or at the ends of the token range holds an ellipsis.
    pub(crate) fn has_gap(&self, start: usize, end: usize) -> bool {
        self.marks[start..=end].iter().any(|mark| mark.is_gap)
    }
}

/// Returns the quotation mark around `text`: one that opens it and closes only at its end, before a
/// last comma or full stop, or a double mark at one end that has no other half.
fn outer_marks(text: &str, tokens: &[Token]) -> Option<char> {
    let text_start = text.len() - text.trim_start().len();
    let body = text.trim().trim_end_matches([',', '.']);
    let chars: Vec<(usize, char)> = body.char_indices().collect();
    let is_mark = |at: usize, mark: char| fold_char(chars[at].1).0 == mark;
    if chars.len() < 2 || tokens.is_empty() {
        return None;
    }
    let last = chars.len() - 1;
    let mark = ['"', '\''].into_iter().find(|mark| is_mark(0, *mark) && is_mark(last, *mark));
    let Some(mark) = mark else {
        let is_lone = (0..=last).filter(|at| is_mark(*at, '"')).count() == 1;
        return (is_lone && (is_mark(0, '"') || is_mark(last, '"'))).then_some('"');
    };
    let in_word = |byte: usize| {
        let at = tokens.partition_point(|token| token.bytes.1 <= byte + text_start);
        tokens.get(at).is_some_and(|token| token.bytes.0 <= byte + text_start)
    };
    // The first mark of the kind inside tells: one that closes there closes what the first opened.
    let inner = (1..last).find(|at| is_mark(*at, mark) && !in_word(chars[*at].0));
    let closes = inner.is_some_and(|at| !chars[at - 1].1.is_whitespace() && at > 1);
    (!closes).then_some(mark)
}

/// Says whether `c` is punctuation; what is neither this, a letter, a digit nor space is a symbol.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '-'
            | '\''
            | '"'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '/'
            | '\\'
            | '*'
            | '_'
            | '|'
            | '^'
            | '•'
            | '·'
            | '¡'
            | '¿'
            | '#'
            | '@'
            | '†'
            | '‡'
            | '©'
            | '®'
            | '™'
            | '、'
            | '。'
            | '？'
            | '！'
            | '，'
            | '：'
            | '；'
            | '⋯'
            | '\u{300}'..='\u{36f}'
    ) || c.is_control()
}

/// Returns the forms by which the words of a text are compared, in order, as
/// [`Prepared::keys`] gives them.
pub(crate) fn keys_of(text: &str) -> Vec<String> {
    divide(&fold(text), text).into_iter().map(|token| token.key).collect()
}

/// Divides a folded text into words.
fn divide(folded: &Folded, text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    // What belongs to a number that it stands right before, and where that begins.
    let mut sign: Option<(usize, &str)> = None;
    for (_, segment, is_word) in segments(&folded.text) {
        let count = segment.chars().count();
        if is_word {
            let sign = sign.take().filter(|_| segment.starts_with(|c: char| c.is_ascii_digit()));
            push_word(segment, at, sign, folded, &mut tokens);
        } else {
            for (offset, c) in segment.chars().enumerate() {
                if !c.is_whitespace() && !is_punctuation(c) {
                    add(&mut tokens, token(c.to_string(), folded, at + offset, at + offset + 1));
                }
            }
            sign = match sign {
                Some((from, "-")) if segment == "." => Some((from, "-.")),
                _ if is_minus(folded, text, at, segment) => Some((at, "-")),
                _ if is_decimal_point(folded, text, at, segment) => Some((at, ".")),
                _ => None,
            };
        }
        at += count;
    }
    tokens
}

/// Says whether the segment at `at` is a sign before a number: a hyphen with space before it.
fn is_minus(folded: &Folded, text: &str, at: usize, segment: &str) -> bool {
    let origin = folded.origins[at];
    let before = text[..origin.byte].chars().next_back();
    segment == "-"
        && matches!(&text[origin.byte..origin.byte_end], "-" | "−")
        && before
            .is_none_or(|c| c.is_whitespace() || matches!(fold_char(c).0, '(' | '[' | '"' | '\''))
}

/// Says whether the segment at `at` is the point of a number without figures before it: "took .5 grams",
/// "$.50". It stands right behind a space, a currency or what opens, and behind nothing that a sentence
/// ends with.
fn is_decimal_point(folded: &Folded, text: &str, at: usize, segment: &str) -> bool {
    let before = text[..folded.origins[at].byte].chars().next_back();
    let opens = |c: char| matches!(c, '(' | '[' | '“' | '‘' | '«' | '„' | '~' | '-' | '–' | '+');
    segment == "."
        && before.is_none_or(|c| c.is_whitespace() || opens(c) || lexicon::is_currency_sign(c))
}

/// Adds a word, or the two that a missing space has run together: "delay.Any".
fn push_word(
    word: &str,
    at: usize,
    sign: Option<(usize, &str)>,
    folded: &Folded,
    tokens: &mut Vec<Token>,
) {
    // "_June_" is set in italics, as some formats write it.
    let plain = word.trim_matches('_');
    if plain.len() < word.len() && !plain.is_empty() {
        let opening = word.len() - word.trim_start_matches('_').len();
        push_word(plain, at + opening, sign.filter(|_| opening == 0), folded, tokens);
        return;
    }
    if let Some(last) = tokens.last_mut().filter(|_| matches!(word, "s" | "S"))
        && is_behind_acronym(last, at, folded)
    {
        // "The C.E.O.'s": a full stop parts the ending from its word.
        last.key.push_str("'s");
        last.hash = hash_of(&last.key);
        let end = folded.origins[at];
        (last.bytes.1, last.span.end) = (end.byte_end, end.end);
        return;
    }
    if let Some(joint) = run_together(word) {
        let (left, right) = (&word[..joint], &word[joint + 1..]);
        let length = left.chars().count();
        add(tokens, token(key_of(left), folded, at, at + length));
        push_word(right, at + length + 1, None, folded, tokens);
        return;
    }
    let (start, key) = match sign {
        Some((start, sign)) => (start, format!("{sign}{}", key_of(word))),
        None => (at, key_of(word)),
    };
    add(tokens, token(key, folded, start, at + word.chars().count()));
}

/// Returns the byte of the full stop at which two sentences have run together.
fn run_together(word: &str) -> Option<usize> {
    word.match_indices('.').map(|(at, _)| at).find(|at| {
        let before = word[..*at].chars().next_back();
        let after = word[at + 1..].chars().next();
        let is_word = word[..*at].chars().count() > 1;
        is_word
            && !is_degree(word)
            && before.is_some_and(char::is_lowercase)
            && after.is_some_and(char::is_uppercase)
    })
}

/// Says whether a word is an academic degree with its full stops: "Ph.D", "M.Sc", "B.Eng".
fn is_degree(word: &str) -> bool {
    let is_part = |part: &str, longest: usize| {
        (1..=longest).contains(&part.len())
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.chars().skip(1).all(|c| c.is_ascii_lowercase())
    };
    word.split_once('.').is_some_and(|(first, second)| {
        let is_short = first.len() == 1 && is_part(second, 3) || second.len() == 1;
        is_part(first, 2) && is_part(second, 3) && is_short && second != "I"
    })
}

/// Says whether nothing but a full stop and an apostrophe stands between a word with full stops and what
/// begins at `at`.
fn is_behind_acronym(last: &Token, at: usize, folded: &Folded) -> bool {
    let Some(from) = at.checked_sub(2) else { return false };
    let mut between = folded.text.chars().skip(from);
    let is_short = last.key.chars().count() * 2 - 1 == last.span.len();
    is_short
        && folded.origins[from].start == last.span.end
        && between.next() == Some('.')
        && between.next() == Some('\'')
}

/// Adds a token; one that shares a character of the text with the last one becomes part of it.
fn add(tokens: &mut Vec<Token>, next: Token) {
    match tokens.last_mut() {
        Some(last) if next.bytes.0 < last.bytes.1 => {
            last.key.push_str(&next.key);
            last.hash = hash_of(&last.key);
            last.bytes.1 = last.bytes.1.max(next.bytes.1);
            last.span.end = last.span.end.max(next.span.end);
        }
        _ => tokens.push(next),
    }
}

/// Returns the form by which a folded word is compared: lower case, "U.S" without its full stops.
fn key_of(word: &str) -> String {
    let is_acronym = word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1)
        && word.chars().any(char::is_alphabetic);
    let lower: String =
        if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase() };
    if is_acronym || is_degree(word) { lower.replace('.', "") } else { lower }
}

fn hash_of(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    key.hash(&mut hasher);
    hasher.finish()
}

fn token(key: String, folded: &Folded, start: usize, end: usize) -> Token {
    let (first, last) = (folded.origins[start], folded.origins[end - 1]);
    Token {
        hash: hash_of(&key),
        key,
        span: CharSpan::new(first.start, last.end),
        bytes: (first.byte, last.byte_end),
        bracket: 0,
        inner_bracket: folded.origins[start..end].iter().any(|origin| origin.bracketed),
        starts_sentence: false,
        is_name: false,
    }
}

/// Returns what stands before, between and after the tokens.
fn marks_between(tokens: &[Token], folded: &Folded, text: &str) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(tokens.len() + 1);
    let (mut byte, mut start) = (0, 0);
    let mut chars = folded.text.char_indices().zip(&folded.origins).peekable();
    // Reads on to the first folded character that comes from `end` or later; returns its place.
    let mut read_to = |end: usize| {
        while chars.next_if(|(_, origin)| origin.byte < end).is_some() {}
        chars.peek().map_or(folded.text.len(), |((at, _), _)| *at)
    };
    let mut from = 0;
    for token in tokens {
        let to = read_to(token.bytes.0);
        marks.push(mark((byte, token.bytes.0), start, &folded.text[from..to]));
        (byte, start) = (token.bytes.1, token.span.end);
        from = read_to(byte);
    }
    marks.push(mark((byte, text.len()), start, &folded.text[from..]));
    marks
}

fn mark(bytes: (usize, usize), start: usize, raw: &str) -> Mark {
    let folded = fold_marks(raw);
    let is_gap = folded.contains('…');
    Mark { bytes, start, folded, is_gap }
}

/// Returns the mark that a full-width one, or an ellipsis at half the height, is another form of.
fn narrow(c: char) -> char {
    match c {
        '？' => '?',
        '！' => '!',
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '⋯' => '…',
        c => c,
    }
}

/// Folds the marks between two words: no spaces, no brackets, one ellipsis and one dash.
fn fold_marks(raw: &str) -> String {
    if raw == " " || raw.is_empty() {
        return String::new();
    }
    let mut kept = String::new();
    for c in raw.chars().filter(|c| !c.is_whitespace() && *c != '[' && *c != ']') {
        if !(c == '-' && kept.ends_with('-')) {
            kept.push(narrow(c));
        }
    }
    let dots = kept.replace("…", "...");
    if !dots.contains("...") {
        return kept;
    }
    // "end. …" and "end...." say the same: a full stop beside an ellipsis carries nothing more.
    let mut folded = String::new();
    let mut run = 0;
    for c in dots.chars().chain(['\0']) {
        if c == '.' {
            run += 1;
            continue;
        }
        folded.push_str(match run {
            0 => "",
            1 => ".",
            2 => "..",
            _ => "…",
        });
        run = 0;
        if c != '\0' {
            folded.push(c);
        }
    }
    folded
}

/// Longest stretch in square brackets that is read as an editor's, in bytes.
///
/// A bracket that nobody closed must not swallow the rest of a text.
const LONGEST_BRACKET: usize = 200;

/// Marks the tokens that stand in square brackets.
fn mark_brackets(text: &str, tokens: &mut [Token], marks: &mut [Mark]) {
    let mut group = 0;
    let mut open_at = None;
    for (byte, c) in text.char_indices().filter(|(_, c)| matches!(c, '[' | ']')) {
        match (c, open_at) {
            ('[', _) => open_at = Some(byte),
            (_, Some(open)) if byte - open <= LONGEST_BRACKET => {
                let first = tokens.partition_point(|token| token.bytes.0 <= open);
                let last = tokens.partition_point(|token| token.bytes.1 <= byte);
                if first < last {
                    group += 1;
                    tokens[first..last].iter_mut().for_each(|token| token.bracket = group);
                }
                open_at = None;
            }
            _ => open_at = None,
        }
    }
    // Three full stops that a writer sets inside an editor's brackets belong to the brackets.
    for (index, mark) in marks.iter_mut().enumerate() {
        let inside = index > 0
            && tokens
                .get(index)
                .is_some_and(|next| next.bracket > 0 && next.bracket == tokens[index - 1].bracket);
        mark.is_gap &= !inside;
    }
}

fn mark_sentences(text: &str, tokens: &mut [Token], marks: &[Mark]) {
    if let Some(first) = tokens.first_mut() {
        first.starts_sentence = true;
    }
    let inner = &marks[1..marks.len().max(2) - 1];
    for (at, mark) in inner.iter().enumerate() {
        let raw = &text[mark.bytes.0..mark.bytes.1];
        tokens[at + 1].starts_sentence |= raw.contains(['？', '！']);
    }
    let may_end = inner.iter().any(|mark| mark.folded.contains(['.', '!', '?', '…']));
    if !may_end && !text.contains(['\n', '\r']) {
        return;
    }
    let mut at = 0;
    for sentence in sentences(text) {
        while tokens.get(at).is_some_and(|token| token.span.start < sentence.start) {
            at += 1;
        }
        if let Some(token) = tokens.get_mut(at) {
            token.starts_sentence = true;
        }
    }
}

/// Share of capitalised words from which a text is read as a headline, where capitals tell nothing.
const HEADLINE_SHARE: f64 = 0.8;
/// Long words under which a text is too short to be told for a headline.
const SHORTEST_HEADLINE: usize = 6;

/// Marks the words that are written as names.
fn mark_names(text: &str, tokens: &mut [Token], marks: &[Mark]) {
    let raw = |token: &Token| &text[token.bytes.0..token.bytes.1];
    let is_capital = |token: &Token| raw(token).starts_with(char::is_uppercase);
    let capital: Vec<bool> = tokens.iter().map(is_capital).collect();
    let is_long = |token: &Token| token.key.len() > 3;
    let long = tokens.iter().filter(|token| is_long(token)).count();
    let capitals =
        tokens.iter().zip(&capital).filter(|(token, capital)| **capital && is_long(token)).count();
    if long >= SHORTEST_HEADLINE && capitals as f64 > HEADLINE_SHARE * long as f64 {
        return;
    }
    let mut names: Vec<u64> = Vec::new();
    for at in (0..tokens.len()).filter(|at| capital[*at]) {
        let is_acronym = raw(&tokens[at]).chars().filter(|c| c.is_uppercase()).count() > 1;
        // "I think [He] is right": the bracket asks for no capital, and the word is no name.
        let is_opened = tokens[at].bracket > 0 && lexicon::is_function_word(&tokens[at].key);
        if (is_acronym || !is_opened && !begins_anew(at, tokens, marks, text))
            && !lexicon::is_never_a_name(&tokens[at].key)
        {
            tokens[at].is_name = true;
            names.push(tokens[at].hash);
        }
    }
    names.sort_unstable();
    for at in (0..tokens.len()).rev().filter(|at| capital[*at]) {
        let joins = tokens.get(at + 1).is_some_and(|next| next.is_name)
            && marks[at + 1].folded.is_empty()
            && !lexicon::is_function_word(&tokens[at].key);
        let is_known = names.binary_search(&tokens[at].hash).is_ok();
        if (joins || is_known) && !lexicon::is_never_a_name(&tokens[at].key) {
            tokens[at].is_name = true;
        }
    }
}

/// Says whether the place of a token asks for a capital: a sentence, a list or a quotation begins.
fn begins_anew(at: usize, tokens: &[Token], marks: &[Mark], text: &str) -> bool {
    let mark = &marks[at];
    let raw = &text[mark.bytes.0..mark.bytes.1];
    let spaced_dash = mark.folded.contains('-') && raw.contains(char::is_whitespace);
    at == 0
        || tokens[at].starts_sentence
        // "No. The doctor came": what looks like an abbreviation may end a sentence.
        || mark.folded.contains('.') && lexicon::is_function_word(&tokens[at].key)
        || spaced_dash && lexicon::is_function_word(&tokens[at].key)
        || mark.folded.contains([':', '"', '…', '!', '?', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        Prepared::new(text).keys().map(str::to_owned).collect()
    }

    #[test]
    fn words_are_read_through_their_folds() {
        let rows: [(&str, &[&str]); 18] = [
            ("It’s dip\u{ad}lomacy", &["it's", "diplomacy"]),
            ("[A]t every turn", &["at", "every", "turn"]),
            ("$5 or 5%", &["$", "5", "or", "5", "%"]),
            ("the u.S. said", &["the", "us", "said"]),
            ("delay.Any word", &["delay", "any", "word"]),
            ("at -5 degrees", &["at", "-5", "degrees"]),
            ("well-known", &["well", "known"]),
            ("a dose of .5 or -.25 grams", &["a", "dose", "of", ".5", "or", "-.25", "grams"]),
            ("$.75 a piece", &["$", ".75", "a", "piece"]),
            ("It ended.5 minutes later", &["it", "ended", "5", "minutes", "later"]),
            ("so...5 more", &["so", "5", "more"]),
            ("so late.I left？", &["so", "late", "i", "left"]),
            ("a Ph.D. or an M.Sc. thesis", &["a", "phd", "or", "an", "msc", "thesis"]),
            ("He said no.I left.We stayed", &["he", "said", "no", "i", "left", "we", "stayed"]),
            ("He said No.I left", &["he", "said", "no", "i", "left"]),
            ("the U.S.’s C.E.O.'s 'shop'. 'S", &["the", "us's", "ceo's", "shop", "s"]),
            ("_in June_ and snake_case", &["in", "june", "and", "snake_case"]),
            ("CO₂ and H₂O but 10²", &["co2", "and", "h2o", "but", "10", "²"]),
        ];
        for (text, expected) in rows {
            assert_eq!(keys(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_hold_what_words_do_not() {
        let read = Prepared::new("We tried … but -- sadly -- failed. [He] went.");
        let marks: Vec<_> = read.marks.iter().map(|mark| mark.folded.as_str()).collect();
        assert_eq!(marks, ["", "", "…", "-", "-", ".", "", "."]);
        assert_eq!(read.tokens[5].bracket, 1);
        assert!(read.marks[2].is_gap);
    }

    #[test]
    fn a_capital_that_its_place_asks_for_is_no_name() {
        let read = Prepared::new("Taxes will rise. Then Dong said: We met Han Tao in Toronto.");
        let names: Vec<_> =
            read.tokens.iter().filter(|t| t.is_name).map(|t| t.key.as_str()).collect();
        assert_eq!(names, ["dong", "han", "tao", "toronto"]);
    }
}
