//! The sentence around a quotation: what stands before and after it, and the verb that governs it.

use super::lexicon as lex;
use super::tokens::{Ending, Token, TokenKind};

/// On which side of a quotation something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Side {
    /// Nowhere.
    #[default]
    None,
    /// Before it.
    Left,
    /// After it.
    Right,
}

/// What surrounds one quotation.
#[derive(Debug, Clone, Copy, Default)]
#[allow(dead_code)]
pub(crate) struct Frame {
    /// The token of the quotation.
    pub at: usize,
    /// The first token of its sentence.
    pub from: usize,
    /// The token after its sentence.
    pub to: usize,
    /// How it ends.
    pub ending: Ending,
    /// The verb of saying that governs it, as far as can be seen.
    pub cue: Option<usize>,
    /// On which side that verb stands.
    pub side: Side,
    /// Whether a colon stands right before it.
    pub colon: bool,
    /// Whether it opens a paragraph and the one before ends with a colon.
    pub colon_before: bool,
    /// Whether no word stands in its sentence beside it.
    pub alone: bool,
    /// Whether a dash follows, on the same line or the next.
    pub dash: bool,
    /// Whether its words begin in lower case.
    pub starts_lower: bool,
    /// Whether its words hold "I", "we", "my" or "our".
    pub first_person: bool,
    /// How likely it is a quotation at all, in hundredths; 0 where nothing is known of that.
    pub sureness: u8,
}

/// How far from a quotation its verb of saying is looked for, in tokens.
const REACH: usize = 60;

/// Returns the frame of the quotation at token `at`; `body` are its words.
pub(crate) fn frame(tokens: &[Token], at: usize, body: &str) -> Frame {
    let sentence = tokens[at].sentence;
    let inside = |t: &&Token| t.sentence == sentence && !t.is_break();
    let from = at - tokens[..at].iter().rev().take(REACH).take_while(inside).count();
    let to = at + 1 + tokens[at + 1..].iter().take(REACH).take_while(inside).count();
    let words = |part: &[Token]| part.iter().filter(|t| t.is_word()).count();
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    let opens = before.is_none_or(Token::is_break);
    let colon_before = opens
        && tokens[..at]
            .iter()
            .rev()
            .take(4)
            .find(|t| !t.is_break())
            .is_some_and(|t| t.is_mark(':'));
    let after = tokens.get(at + 1);
    let dash = after.is_some_and(|t| t.is_mark('-'))
        || (after.is_some_and(Token::is_break)
            && tokens.get(at + 2).is_some_and(|t| t.is_mark('-')));
    let mut frame = Frame {
        at,
        from,
        to,
        ending: tokens[at].ending,
        colon: before.is_some_and(|t| t.is_mark(':')),
        colon_before,
        alone: words(&tokens[from..at]) == 0 && words(&tokens[at + 1..to]) == 0,
        dash,
        starts_lower: body.starts_with(|c: char| c.is_lowercase() || c == '…' || c == '['),
        first_person: has_first_person(body),
        ..Frame::default()
    };
    govern(tokens, &mut frame);
    frame
}

fn has_first_person(body: &str) -> bool {
    const FIRST: &[&str] = &["i", "we", "my", "our", "me", "us", "i'm", "i’m", "we're", "we’re"];
    body.split_whitespace().take(60).any(|word| {
        // Most words begin with another letter.
        let is_other = |b: &u8| !matches!(b | 0x20, b'i' | b'm' | b'o' | b'u' | b'w');
        if word.bytes().next().filter(u8::is_ascii_alphabetic).as_ref().is_some_and(is_other) {
            return false;
        }
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.len() <= 6 && FIRST.iter().any(|first| word.eq_ignore_ascii_case(first))
    })
}

/// Chooses the verb of saying with the least cost: near, strong, no quotation between.
fn govern(tokens: &[Token], frame: &mut Frame) {
    let left = left_cost(tokens, frame);
    let right = right_cost(tokens, frame);
    let best = match (left, right) {
        (Some(left), Some(right)) if right.0 < left.0 => Some((right.1, Side::Right)),
        (Some(left), _) => Some((left.1, Side::Left)),
        (None, Some(right)) => Some((right.1, Side::Right)),
        (None, None) => None,
    };
    if let Some((cue, side)) = best {
        (frame.cue, frame.side) = (Some(cue), side);
    }
}

fn weakness(token: &Token) -> f64 {
    if token.has(lex::STRONG) { 0.0 } else { 1.5 }
}

fn left_cost(tokens: &[Token], frame: &Frame) -> Option<(f64, usize)> {
    let touches = frame.at > 0 && matches!(tokens[frame.at - 1].kind, TokenKind::Mark(':' | ','));
    let bonus = if touches { 3.0 } else { 0.0 };
    let (mut quotes, mut commas) = (0.0, 0.0);
    let mut best: Option<(f64, usize)> = None;
    for index in (frame.from..frame.at).rev() {
        let token = &tokens[index];
        if token.is_cue() {
            let gap = (frame.at - index - 1) as f64;
            let before = index.checked_sub(1).map(|i| &tokens[i]);
            let infinitive =
                before.is_some_and(|t| t.has(lex::BEFORE_VERB) && t.has(lex::PREPOSITION));
            let cost = 0.6 * gap + 6.0 * quotes + commas + weakness(token) - bonus
                + if infinitive { 2.0 } else { 0.0 };
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, index));
            }
        }
        match token.kind {
            TokenKind::Quote(_) => quotes += 1.0,
            TokenKind::Mark(',' | ';') if index + 1 != frame.at => commas += 1.0,
            _ => {}
        }
    }
    best
}

fn right_cost(tokens: &[Token], frame: &Frame) -> Option<(f64, usize)> {
    let is_first = tokens[frame.from..frame.at].iter().all(|t| !t.is_word());
    let opens = match frame.ending {
        Ending::Comma | Ending::Question if is_first => 0.0,
        Ending::Comma => 1.0,
        _ => 4.0,
    };
    let mut quotes = 0.0;
    let mut best: Option<(f64, usize)> = None;
    for (index, token) in tokens.iter().enumerate().take(frame.to).skip(frame.at + 1) {
        if token.is_cue() {
            let gap = (index - frame.at - 1) as f64;
            let cost = 0.6 * gap + 9.0 * quotes + weakness(token) + opens;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, index));
            }
        }
        if token.is_quote() {
            quotes = 1.0;
        }
    }
    best
}
