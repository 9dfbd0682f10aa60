//! Plain patterns that need no weighing: `“…,” said NAME`, `“…,” NAME said`, `NAME said: “…”`.

use super::frame::{Frame, Side};
use super::lexicon as lex;
use super::mentions::{Mention, MentionKind};
use super::tokens::{Ending, Token};

/// A speaker that a pattern names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pick {
    /// The index of the mention.
    pub mention: usize,
    /// The token of the cue.
    pub cue: Option<usize>,
    /// How often the pattern is right.
    pub confidence: f64,
}

/// Returns the speaker where a plain pattern names one.
pub(crate) fn plain(
    tokens: &[Token],
    mentions: &[Mention],
    near: &[usize],
    frame: &Frame,
) -> Option<Pick> {
    inverted(tokens, mentions, near, frame)
        .or_else(|| following(tokens, mentions, near, frame))
        .or_else(|| preceding(tokens, mentions, near, frame))
}

fn after_comma(tokens: &[Token], at: usize) -> usize {
    at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is_mark(',')))
}

fn opens_right(frame: &Frame) -> bool {
    matches!(frame.ending, Ending::Comma | Ending::Question)
}

/// `“…,” said NAME`.
fn inverted(tokens: &[Token], mentions: &[Mention], near: &[usize], frame: &Frame) -> Option<Pick> {
    let verb = after_comma(tokens, frame.at);
    let token =
        tokens.get(verb).filter(|t| t.is_cue() && t.sentence == tokens[frame.at].sentence)?;
    if !opens_right(frame) || token.is_according() {
        return None;
    }
    let fits = |m: &Mention| m.from == verb + 1 && m.before == Some(verb);
    let best = near.iter().copied().filter(|index| fits(&mentions[*index]));
    let mention = best.max_by_key(|index| mentions[*index].to)?;
    Some(Pick { mention, cue: Some(verb), confidence: 0.98 })
}

/// `“…,” NAME said`.
fn following(
    tokens: &[Token],
    mentions: &[Mention],
    near: &[usize],
    frame: &Frame,
) -> Option<Pick> {
    let first = after_comma(tokens, frame.at);
    let same = tokens.get(first)?.sentence == tokens[frame.at].sentence;
    let fits = |m: &Mention| m.from == first && (m.verb.is_some() || m.aside.is_some());
    let best = near.iter().copied().filter(|index| same && fits(&mentions[*index]));
    let mention = best.max_by_key(|index| mentions[*index].to)?;
    let cue = mentions[mention].own_verb();
    opens_right(frame).then_some(Pick { mention, cue, confidence: 0.98 })
}

/// `NAME said: “…”`, `NAME told the paper, “…”`.
fn preceding(
    tokens: &[Token],
    mentions: &[Mention],
    near: &[usize],
    frame: &Frame,
) -> Option<Pick> {
    let cue = frame.cue.filter(|_| frame.side == Side::Left)?;
    let mark = &tokens[frame.at - 1];
    let touches = mark.is_mark(':') || mark.is_mark(',');
    if !touches || tokens[cue].is_according() || frame.at - cue > 8 || !tokens[cue].has(lex::STRONG)
    {
        return None;
    }
    let fits = |m: &Mention| m.verb == Some(cue) && m.preposition.is_none();
    let mut fitting = near.iter().copied().filter(|index| fits(&mentions[*index]));
    let mention = fitting.next()?;
    let only = fitting.next().is_none();
    only.then_some(Pick { mention, cue: Some(cue), confidence: 0.96 })
}

/// Returns the likeliest speaker where no plain pattern fits.
pub(crate) fn weigh(
    tokens: &[Token],
    mentions: &[Mention],
    near: &[usize],
    frame: &Frame,
) -> Option<Pick> {
    let score = |index: usize| worth(tokens, &mentions[index], frame);
    let best = near.iter().copied().max_by(|a, b| score(*a).total_cmp(&score(*b)))?;
    let value = score(best);
    (value > 0.0).then(|| Pick {
        mention: best,
        cue: mentions[best].own_verb().or(frame.cue),
        confidence: 0.6,
    })
}

fn worth(tokens: &[Token], mention: &Mention, frame: &Frame) -> f64 {
    let quote = &tokens[frame.at];
    let token = &tokens[mention.from];
    let is_left = mention.to <= frame.at;
    let distance = if is_left { frame.at - mention.to } else { mention.from - frame.at - 1 } as f64;
    let same_sentence = token.sentence == quote.sentence;
    let paragraphs = f64::from(quote.paragraph.abs_diff(token.paragraph));
    let governs = frame.cue.is_some() && mention.own_verb() == frame.cue;
    let according = mention.from >= 2 && tokens[mention.from - 2].is_according();
    let owns = mention.preposition.is_some() && !according;
    let terms = [
        (governs, 6.0),
        (frame.cue.is_some() && mention.before == frame.cue && frame.side == Side::Right, 3.0),
        (according && same_sentence, 8.0),
        (same_sentence, 2.0),
        (is_left && mention.own_verb().is_some(), 2.0),
        (mention.is_subject, 1.0),
        (mention.kind == MentionKind::Name, 1.0),
        (mention.kind == MentionKind::Phrase, -0.5),
        (token.has(lex::CALENDAR) || token.looks(super::tokens::DIGIT), -6.0),
        (owns, -2.0),
        (!is_left && !same_sentence, -5.0),
        (!is_left && paragraphs > 0.0, -8.0),
        (frame.cue.is_none() && same_sentence && !frame.colon, -1.0),
    ];
    let sum: f64 = terms.iter().filter(|(applies, _)| *applies).map(|(_, w)| w).sum();
    sum - 0.05 * distance.min(80.0) - 0.5 * paragraphs
}
