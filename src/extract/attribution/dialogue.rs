//! Question and answer: who speaks where nothing but a quotation stands in a paragraph, after one asked
//! and another answered.
//!
//! By themselves such paragraphs go on with whoever spoke last, as most in news do. In a dialogue a
//! question is the asker's, and what follows it the other's.

use super::mentions::{Mention, MentionKind};
use super::ranker::{DecidedBy, Pick};
use super::tokens::Token;

/// How sure a turn is that follows from the turns before it.
const SURE: f64 = 0.7;

/// What was said last.
#[derive(Clone, Copy)]
struct Turn {
    paragraph: u32,
    pick: Pick,
    asks: bool,
}

/// An article whose dialogues are followed.
pub(super) struct Dialogues<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) referents: &'a [Option<usize>],
}

/// How sure a turn is that its speaker's name leads in, where several turns are so written.
const LED_IN: f64 = 0.9;

impl Dialogues<'_> {
    /// Corrects the picks of the quotations, in their order, where names lead in turns: "Moss: “Why?”
    /// Lund: “Because.”"
    pub(super) fn take_leads(&self, mentions: &[Mention], picks: &mut [Pick]) {
        let quotes = self.tokens.iter().enumerate().filter(|(_, token)| token.is_quote());
        let leads: Vec<Option<usize>> = quotes.map(|(at, _)| self.lead(mentions, at)).collect();
        let mut names: Vec<u64> = leads.iter().flatten().map(|at| mentions[*at].key).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() < 2 {
            return;
        }
        for (pick, lead) in picks.iter_mut().zip(leads) {
            if lead.is_some() {
                *pick = Pick { mention: lead, cue: None, confidence: LED_IN, by: DecidedBy::Turns };
            }
        }
    }

    /// Returns the name before the colon right before the quotation at token `at`, where nothing else
    /// stands in its sentence.
    fn lead(&self, mentions: &[Mention], at: usize) -> Option<usize> {
        let colon = at.checked_sub(1).filter(|colon| self.tokens[*colon].is_mark(':'))?;
        let behind = mentions.partition_point(|mention| mention.from < colon);
        let mut near = mentions[..behind].iter().enumerate().rev().take(3);
        let opens = |m: &Mention| {
            let before = m.from.checked_sub(1).map(|at| &self.tokens[at]);
            before.is_none_or(|t| t.is_break() || t.is_quote())
        };
        let name = near.find(|(_, m)| m.to == colon && m.kind == MentionKind::Name && opens(m));
        name.map(|(lead, _)| lead)
    }

    /// Corrects the picks of the quotations, in their order, where a dialogue goes on.
    pub(super) fn take_turns(&self, mut picks: Vec<Pick>) -> Vec<Pick> {
        let mut last: Option<Turn> = None;
        // Who asked, and who answered.
        let mut pair: Option<(Pick, Pick)> = None;
        let quotes = self.tokens.iter().enumerate().filter(|(_, token)| token.is_quote());
        for ((at, token), pick) in quotes.zip(picks.iter_mut()) {
            let paragraph = token.paragraph;
            let before = last.filter(|turn| turn.paragraph + 1 == paragraph);
            let goes_on = before.is_some() || last.is_some_and(|turn| turn.paragraph == paragraph);
            pair = pair.filter(|_| goes_on);
            let asks = self.asks(token);
            if self.is_bare(at) {
                let turn = pair.zip(before).and_then(|((asker, answerer), before)| match asks {
                    true => Some(asker),
                    false => Some(answerer).filter(|_| before.asks),
                });
                *pick = turn.map_or(*pick, |one| Pick {
                    cue: None,
                    confidence: SURE,
                    by: DecidedBy::Turns,
                    ..one
                });
                pair = pair.filter(|_| turn.is_some());
            } else if let Some(before) = before.filter(|turn| turn.asks) {
                pair = self.are_two(&before.pick, pick).then_some((before.pick, *pick));
            }
            last = Some(Turn { paragraph, pick: *pick, asks });
        }
        picks
    }

    /// Says whether a quotation ends with a question mark.
    fn asks(&self, token: &Token) -> bool {
        let words = &self.text[token.start..token.end];
        words.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
    }

    /// Says whether nothing else stands in the paragraph of the quotation at token `at`.
    fn is_bare(&self, at: usize) -> bool {
        let ends = |token: Option<&Token>| token.is_none_or(Token::is_break);
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        ends(before) && ends(self.tokens.get(at + 1))
    }

    /// Says whether two picks are known to be two people.
    fn are_two(&self, one: &Pick, other: &Pick) -> bool {
        let (Some(a), Some(b)) = (one.mention, other.mention) else { return false };
        let is_known = self.referents[a].is_some() && self.referents[b].is_some();
        is_known && self.referents[a] != self.referents[b]
    }
}
