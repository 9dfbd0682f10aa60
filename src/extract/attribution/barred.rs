//! Mentions that cannot speak, whatever stands beside them: where something was posted, what a caption
//! is led in with, words themselves.

use super::lexicon as lex;
use super::mentions::{Mention, MentionKind};
use super::tokens::{ALL_CAPITALS, DIGIT, Token};
use super::turned::is_any;
use crate::extract::letters::hashes;

/// Where people post what they write; with "on" or "to" before it, none of them writes.
const PLATFORMS: &[u64] = hashes![
    "twitter",
    "x",
    "facebook",
    "instagram",
    "telegram",
    "tiktok",
    "youtube",
    "linkedin",
    "whatsapp",
    "snapchat",
    "reddit",
    "weibo",
    "bluesky",
    "mastodon",
    "threads",
];

/// Words after which something is posted there.
const POSTED: &[u64] = hashes!["on", "to", "via", "over", "through"];

/// What leads in a caption, a picture or a list before a colon, and says nothing.
const LEADS: &[u64] = hashes![
    "photo",
    "photos",
    "photograph",
    "picture",
    "pictures",
    "pictured",
    "image",
    "caption",
    "video",
    "watch",
    "listen",
    "note",
    "quote",
    "quotes",
    "words",
    "slogan",
    "motto",
    "phrase",
];

/// Says whether the mention is nobody who could speak.
pub(super) fn is_barred(tokens: &[Token], mention: &Mention) -> bool {
    is_platform(tokens, mention) || is_lead(tokens, mention) || is_dateline(tokens, mention)
}

/// Says whether the mention is where an article was sent from: "PORTLAND, Ore. (AP) —".
fn is_dateline(tokens: &[Token], mention: &Mention) -> bool {
    let opens = mention.from.checked_sub(1).is_none_or(|at| tokens[at].is_break());
    let is_capital = |t: &Token| t.looks(ALL_CAPITALS);
    let mut words = tokens[mention.from..mention.to].iter();
    if !opens || mention.kind != MentionKind::Name || !words.all(is_capital) {
        return false;
    }
    let rest = tokens[mention.to..].iter().take(LONGEST_DATELINE);
    let is_small = |t: &Token| t.is_word() && !t.is_capital() && !t.looks(DIGIT);
    rest.take_while(|t| !t.is_break() && !t.is_quote() && !is_small(t)).any(|t| t.is_mark('-'))
}

/// Says whether somebody posted there: "in a statement on Instagram".
fn is_platform(tokens: &[Token], mention: &Mention) -> bool {
    let is_name = mention.kind == MentionKind::Name && mention.to == mention.from + 1;
    let before = mention.from.checked_sub(1).map(|at| &tokens[at]);
    is_name && is_any(&tokens[mention.from], PLATFORMS) && before.is_some_and(|t| is_any(t, POSTED))
}

/// Says whether the mention is a noun that opens a line and names what follows: "Photo:", "Words of the
/// week:".
fn is_lead(tokens: &[Token], mention: &Mention) -> bool {
    let opens = mention.from.checked_sub(1).is_none_or(|at| tokens[at].is_break());
    if !opens || mention.to != mention.from + 1 || !is_any(&tokens[mention.from], LEADS) {
        return false;
    }
    let rest = &tokens[mention.to..];
    let is_of = rest.first().is_some_and(|t| t.entry.neighbour == lex::OF);
    let length = if is_of { LONGEST_LEAD } else { 1 };
    rest.iter().take(length).take_while(|t| !t.is_break()).any(|t| t.is_mark(':'))
}

/// How many tokens stand at most between the place of a dateline and its dash.
const LONGEST_DATELINE: usize = 10;

/// How many tokens stand at most between such a noun with "of" and its colon.
const LONGEST_LEAD: usize = 6;
