//! Sentences in which the subject of a verb of saying does not speak what follows: "Dunn was accused of
//! “greed”", "Dunn said Quill had shouted, “Go.”".
//!
//! The ranker weighs one mention with one verb at a time, and takes the subject of either for the speaker.

use super::lexicon as lex;
use super::mentions::{Mention, MentionKind};
use super::ranker::{DecidedBy, Pick};
use super::stand_ins::stand_in;
use super::tokens::Token;
use crate::extract::letters::{hash_of_lower, hashes};

/// How likely it is that what a sentence says so is so.
const SURE: f64 = 0.8;

/// How many words may stand between a passive verb and what somebody said.
const LONGEST_PASSIVE: usize = 12;

/// How many tokens may stand between a verb of saying and the subject of the next.
const LONGEST_REPORT: usize = 7;

/// How many tokens may stand between the inner verb of saying and what was said.
const LONGEST_OBJECT: usize = 4;

/// Participles of verbs that say something of their subject.
const SAID_OF: &[u64] = hashes![
    "accused",
    "called",
    "described",
    "praised",
    "labelled",
    "labeled",
    "branded",
    "dubbed",
    "told",
    "warned",
    "criticised",
    "criticized",
    "hailed",
    "denounced",
    "condemned",
    "dismissed",
    "portrayed",
    "mocked",
    "lauded",
    "characterised",
    "characterized",
    "termed",
    "nicknamed",
    "rebuked",
    "reprimanded",
    "informed",
    "advised",
    "lambasted",
];

/// How many mentions before a name are looked through for somebody who speaks for it.
pub(super) const DEPUTIES: usize = 6;

const FORMS_OF_BE: &[u64] = hashes!["was", "were", "is", "are", "been", "being", "be"];

/// Verbs after which somebody else's saying is reported.
const REPORTING: &[u64] = hashes![
    "said",
    "says",
    "say",
    "told",
    "tells",
    "claimed",
    "claims",
    "alleged",
    "alleges",
    "testified",
    "recalled",
    "recalls",
    "reported",
    "reports",
    "insisted",
    "insists",
    "remembered",
    "wrote",
    "writes",
    "heard",
    "argued",
    "added",
];

/// Verbs that tell of such a saying.
const SAYING: &[u64] = hashes![
    "said",
    "told",
    "shouted",
    "yelled",
    "screamed",
    "called",
    "wrote",
    "asked",
    "replied",
    "responded",
    "answered",
    "whispered",
    "warned",
    "promised",
    "threatened",
    "admitted",
    "confessed",
    "described",
    "texted",
    "emailed",
    "telling",
    "saying",
    "say",
    "tell",
];

/// Words that may stand between the subject and such a verb.
const BEFORE_SAYING: &[u64] = hashes![
    "had", "has", "have", "once", "then", "later", "also", "himself", "herself", "used", "to"
];

/// Says whether a verb has somebody else's saying for its object: "heard", "saw".
pub(super) fn is_hearing(token: &Token) -> bool {
    token.is_word() && is_any(token, HEARING)
}

pub(super) fn is_any(token: &Token, words: &[u64]) -> bool {
    words.contains(&token.hash)
}

/// Verbs by which somebody does not take what others say.
const CONTESTING: &[u64] = hashes![
    "rejected",
    "rejects",
    "dismissed",
    "dismisses",
    "denied",
    "denies",
    "disputed",
    "disputes",
    "refuted",
];

/// Nouns for what others say of somebody.
const CONTESTED: &[u64] = hashes![
    "suggestion",
    "suggestions",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "claim",
    "claims",
    "charge",
    "charges",
    "talk",
    "reports",
    "rumours",
    "rumors",
    "notion",
    "idea",
];

/// Nouns for what a crowd utters, as in "to cries of".
const OUTCRIES: &[u64] = hashes![
    "cries", "shouts", "chants", "calls", "jeers", "yells", "cheers", "boos", "heckles", "screams",
];

/// Words before such a noun that make the crowd another than the speaker.
const AROUND_OUTCRY: &[u64] =
    hashes!["to", "amid", "amidst", "over", "despite", "against", "through", "above", "by"];

/// Verbs with somebody else's saying for their object.
const HEARING: &[u64] = hashes!["heard", "hear", "hears", "saw", "watched", "had", "has"];

/// Returns who speaks the quotation at token `at` rather than the mention picked.
pub(super) fn turned(tokens: &[Token], mentions: &[Mention], at: usize, pick: Pick) -> Pick {
    let Some(index) = pick.mention else { return pick };
    let Some(mention) = mentions.get(index) else { return pick };
    if is_outcry(tokens, at) && mention.from != at + 2 {
        return Pick { mention: None, cue: None, confidence: SURE, by: DecidedBy::Sentence };
    }
    if is_contested(tokens, pick.cue, at) {
        return Pick { mention: None, cue: None, confidence: SURE, by: DecidedBy::Sentence };
    }
    if let Some((object, verb)) = heard(tokens, mentions, at) {
        return Pick {
            mention: Some(object),
            cue: Some(verb),
            confidence: SURE,
            by: DecidedBy::Sentence,
        };
    }
    let other = stand_in(tokens, mentions, (index, pick.cue), at);
    if let Some(other) = other {
        return Pick { mention: Some(other), by: DecidedBy::Sentence, ..pick };
    }
    let is_before = mention.to <= at && tokens[mention.from].sentence == tokens[at].sentence;
    if !is_before || tokens[mention.to..at].iter().any(|t| t.is_quote() || t.is_break()) {
        return pick;
    }
    if let Some(verb) = passive(tokens, mention, at) {
        let agent = agent(tokens, mentions, verb, at);
        return Pick { mention: agent, cue: Some(verb), confidence: SURE, by: DecidedBy::Sentence };
    }
    match inner(tokens, mentions, mention, at) {
        Some((inner, verb)) => Pick {
            mention: Some(inner),
            cue: Some(verb),
            confidence: SURE,
            by: DecidedBy::Sentence,
        },
        None => pick,
    }
}

/// Says whether a crowd utters the quotation at token `at` while somebody else speaks: "to cries of
/// “Resign!”".
fn is_outcry(tokens: &[Token], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map(|index| &tokens[index]);
    word(1).is_some_and(|t| t.entry.neighbour == lex::OF)
        && word(2).is_some_and(|t| is_any(t, OUTCRIES))
        && word(3).is_some_and(|t| is_any(t, AROUND_OUTCRY))
}

/// Returns who is heard to say what follows, and the verb: "she heard him yell “Go!”".
fn heard(tokens: &[Token], mentions: &[Mention], at: usize) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    let is_mark = tokens[before].is_mark(',') || tokens[before].is_mark(':');
    let verb = if is_mark { before.checked_sub(1)? } else { before };
    if !tokens[verb].has(lex::CUE) || !tokens[verb].has(lex::BASE_FORM) {
        return None;
    }
    let behind = mentions.partition_point(|mention| mention.from < verb);
    let near = mentions[..behind].iter().enumerate().rev().take(DEPUTIES);
    let is_object = |m: &Mention| {
        let hears = m.from.checked_sub(1).is_some_and(|before| is_any(&tokens[before], HEARING));
        m.to == verb && hears && !tokens[m.from].has(lex::SUBJECT_PRONOUN)
    };
    let mut objects = near.filter(|(_, m)| m.kind != MentionKind::Phrase && is_object(m));
    objects.next().map(|(object, _)| (object, verb))
}

/// Says whether what is quoted is what others said, and the subject does not take: "Dunn rejected any
/// suggestion of a “cover-up”".
fn is_contested(tokens: &[Token], cue: Option<usize>, at: usize) -> bool {
    let Some(verb) = cue.filter(|verb| *verb < at && is_any(&tokens[*verb], CONTESTING)) else {
        return false;
    };
    let between = &tokens[verb + 1..at];
    let noun = between.iter().position(|t| is_any(t, CONTESTED));
    // "Rejected the claim, saying …" and "rejected the claim as “…”": what follows is the speaker's own.
    let says_more = |t: &Token| {
        let is_own = t.is_cue() && !is_any(t, CONTESTED) || t.entry.neighbour == lex::AS;
        is_own || !t.is_word()
    };
    noun.is_some_and(|noun| noun < LONGEST_OBJECT)
        && between.len() <= LONGEST_PASSIVE
        && !between.iter().any(says_more)
}

/// Returns the verb that says of a mention what is quoted: "was accused of", "has been called".
fn passive(tokens: &[Token], mention: &Mention, at: usize) -> Option<usize> {
    let led = |t: &&Token| t.is_adverbial() || is_any(t, FORMS_OF_BE);
    let auxiliaries = tokens[mention.to..at].iter().take_while(led).count();
    let verb = mention.to + auxiliaries;
    let is_passive = tokens[mention.to..verb].iter().any(|t| is_any(t, FORMS_OF_BE))
        && is_any(tokens.get(verb)?, SAID_OF)
        && verb < at
        && at - verb <= LONGEST_PASSIVE;
    // "Was told to go and said" has a verb of saying of its own.
    let says_more = |t: &Token| t.is_cue() && t.has(lex::STRONG);
    (is_passive && !tokens[verb + 1..at].iter().any(says_more)).then_some(verb)
}

/// Returns who did what a passive verb says, before the quotation or right behind: "by Quill".
fn agent(tokens: &[Token], mentions: &[Mention], verb: usize, at: usize) -> Option<usize> {
    let sentence = tokens[verb].sentence;
    let first = mentions.partition_point(|mention| mention.from <= verb + 1);
    let mut near = mentions[first..].iter().take_while(|m| tokens[m.from].sentence == sentence);
    let is_agent = |mention: &Mention| {
        let is_near = mention.to <= at || mention.from == at + 2;
        is_near && tokens[mention.from - 1].hash == const { hash_of_lower("by") }
    };
    near.position(is_agent).map(|place| first + place)
}

/// Returns who is reported to have said what follows, and the verb: "Dunn said Quill had shouted".
fn inner(
    tokens: &[Token],
    mentions: &[Mention],
    outer: &Mention,
    at: usize,
) -> Option<(usize, usize)> {
    let report = outer.verb.filter(|verb| *verb < at && is_any(&tokens[*verb], REPORTING))?;
    let is_inner = |mention: &Mention| {
        let is_kin = mention.kind == MentionKind::Phrase && tokens[mention.from].has(lex::OWNER);
        let verb = match is_kin {
            true => habit(tokens, mention.to)?,
            false => mention.verb?,
        };
        let is_between = report < mention.from && verb < at;
        let object = tokens.get(verb + 1..at)?;
        let words = object.iter().rev().skip_while(|t| t.is_mark(',') || t.is_mark(':'));
        let is_whole = words.clone().all(|t| t.is_word() && !t.has(lex::CONJUNCTION));
        let is_saying = is_any(&tokens[verb], SAYING)
            && tokens[mention.to..verb].iter().all(|t| is_any(t, BEFORE_SAYING));
        (is_between
            && is_saying
            && (mention.kind == MentionKind::Name || is_kin)
            && mention.key != outer.key
            && mention.from - report <= LONGEST_REPORT
            && tokens[report + 1..mention.from].iter().all(Token::is_word)
            && words.count() <= LONGEST_OBJECT
            && is_whole)
            .then_some(verb)
    };
    // The last of them is the nearest.
    let (from, to) = (
        mentions.partition_point(|mention| mention.from <= report),
        mentions.partition_point(|mention| mention.from < at),
    );
    (from..to).rev().find_map(|index| Some((index, is_inner(&mentions[index])?)))
}

/// Returns the verb of "used to say" or "telling" that begins at `from`.
fn habit(tokens: &[Token], from: usize) -> Option<usize> {
    let first = tokens.get(from)?;
    if is_any(first, const { hashes!["telling", "saying"] }) {
        return Some(from);
    }
    let is_habit = is_any(first, const { hashes!["used"] })
        && is_any(tokens.get(from + 1)?, const { hashes!["to"] });
    let verb = from + 2;
    (is_habit && tokens.get(verb)?.has(lex::CUE)).then_some(verb)
}
