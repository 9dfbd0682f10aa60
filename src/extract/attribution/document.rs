//! An article made ready for questions about its quotations: counts up to every token, and what
//! each mention looks like wherever the quotation stands.

use rustc_hash::FxHashMap;

use super::lexicon as lex;
use super::mentions::{self, Mention, MentionKind, Origin};
use super::tokens::{ALL_CAPITALS, DIGIT, ENDS_ED, ENDS_LY, ENDS_S, Token, TokenKind};

/// How many things of each kind stand before a token.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub quotes: u32,
    pub mentions: u32,
    pub subjects: u32,
    pub commas: u32,
    pub thats: u32,
    pub joints: u32,
    pub subordinators: u32,
    pub relatives: u32,
}

/// What a mention looks like, wherever the quotation stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Profile {
    /// Its kind, in detail.
    pub class: usize,
    /// The kind of the token before it.
    pub previous: usize,
    /// The kind of the token after it.
    pub next: usize,
    /// The kind of the token after that: a frequent verb of saying, another, a quotation, else.
    pub second: usize,
    /// Whether it owns what follows.
    pub possessive: bool,
    /// Whether it is the first mention of its sentence.
    pub first: bool,
    /// How many tokens of its sentence stand before it.
    pub offset: usize,
    /// How often its head word stands in the article.
    pub frequency: u32,
    /// How often its head word has a verb of saying.
    pub speaks: u32,
    /// Whether the headline has its head word.
    pub in_title: bool,
    /// The quotation right before the mention and its verb, as a token.
    pub left_quote: Option<usize>,
    /// The quotation soon after the mention and its verb, as a token.
    pub right_quote: Option<usize>,
    /// How far that quotation is, and whether a sentence ends between.
    pub right_gap: usize,
    /// Which verb the mention has: none, its own, or one before it.
    pub verb_kind: usize,
    /// Whether it stands in a phrase of which another mention has the verb.
    pub in_phrase: bool,
    /// Whether its verb belongs to a mention closer by.
    pub around_phrase: bool,
    /// The kind of its preposition.
    pub preposition: usize,
    /// Whether it can be the subject of its clause.
    pub subject: bool,
    /// The noun of saying that it owns: "Dunn’s claim", "the words of Dunn".
    pub noun: Option<usize>,
}

/// Puts the counts before every token, and after the last, into `all`.
pub(crate) fn counts(
    tokens: &[Token],
    mentions: &[Mention],
    profiles: &[Profile],
    all: &mut Vec<Counts>,
) {
    all.clear();
    all.reserve(tokens.len() + 1);
    let mut count = Counts::default();
    let mut next = 0;
    for (at, token) in tokens.iter().enumerate() {
        all.push(count);
        while let Some(mention) = mentions.get(next).filter(|m| m.from == at) {
            count.mentions += 1;
            let is_new = next == 0 || mentions[next - 1].from != mention.from;
            count.subjects += u32::from(is_new && profiles[next].subject);
            next += 1;
        }
        let neighbour = token.entry.neighbour;
        if token.is_word() && neighbour == 0 {
            continue;
        }
        count.quotes += u32::from(token.is_quote());
        count.commas += u32::from(token.is_mark(','));
        count.thats += u32::from(neighbour == lex::THAT);
        count.joints += u32::from(matches!(neighbour, 18 | 21 | 24));
        count.subordinators += u32::from(matches!(neighbour, lex::SUBORDINATOR | lex::AS));
        count.relatives += u32::from(neighbour == lex::RELATIVE);
    }
    all.push(count);
}

/// Puts the profile of every mention into `found`; `title` holds the hashes of the headline's words,
/// sorted.
pub(crate) fn profiles(
    tokens: &[Token],
    mentions: &[Mention],
    title: &[u64],
    found: &mut Vec<Profile>,
) {
    let tally = Tally::of(mentions);
    let phrase_verbs = sorted(mentions.iter().filter_map(|m| m.clause.map(|v| (v, m.to))));
    let own_verbs = sorted(mentions.iter().filter_map(|m| m.verb.map(|v| (v, m.from))));
    let mut last_sentence = None;
    found.clear();
    found.reserve(mentions.len());
    for (number, mention) in mentions.iter().enumerate() {
        let sentence = tokens[mention.from].sentence;
        let (frequency, speaks) = tally.of_mention(number);
        let mut profile = Profile {
            class: class(tokens, mention),
            previous: mention.from.checked_sub(1).map_or(0, |i| neighbour(&tokens[i], sentence)),
            next: tokens.get(mention.to).map_or(0, |t| neighbour(t, sentence)),
            second: second(tokens.get(mention.to + 1)),
            possessive: owns(tokens, mention),
            first: last_sentence != Some(sentence),
            offset: usize::from(tokens[mention.from].offset),
            frequency,
            speaks,
            in_title: title.binary_search(&mention.key).is_ok(),
            preposition: mention.preposition.map_or(0, |i| neighbour(&tokens[i], sentence)),
            ..Profile::default()
        };
        let under = |v: usize| covers(&phrase_verbs, v, |to| to <= mention.from);
        let over = |v: usize| covers(&own_verbs, v, |from| from >= mention.to);
        profile.in_phrase = mention.preposition.is_some() && mention.verb.is_some_and(under);
        profile.around_phrase = mention.clause.is_some_and(over);
        let follows_preposition =
            mention.from > 0 && tokens[mention.from - 1].has(lex::PREPOSITION);
        profile.subject = mention.is_subject && !follows_preposition;
        profile.noun = mentions::owned_noun(tokens, mention.from, mention.to);
        touch(tokens, mention, &mut profile);
        last_sentence = Some(sentence);
        found.push(profile);
    }
}

fn sorted(pairs: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

/// Says whether some pair of `verb` has an edge that fits; looks at eight at most.
fn covers(pairs: &[(usize, usize)], verb: usize, fits: impl Fn(usize) -> bool) -> bool {
    let start = pairs.partition_point(|(v, _)| *v < verb);
    pairs[start..].iter().take(8).take_while(|(v, _)| *v == verb).any(|(_, edge)| fits(*edge))
}

/// Head words: how often they stand, how often they speak.
struct Tally {
    /// For every mention the number of its head word.
    heads: Vec<u32>,
    counts: Vec<(u32, u32)>,
}

impl Tally {
    fn of(mentions: &[Mention]) -> Self {
        let room = mentions.len() / 2;
        let mut numbers: FxHashMap<u64, u32> =
            FxHashMap::with_capacity_and_hasher(room, Default::default());
        let mut tally = Self { heads: Vec::with_capacity(mentions.len()), counts: Vec::new() };
        for mention in mentions {
            let head = *numbers.entry(mention.key).or_insert(tally.counts.len() as u32);
            tally.heads.push(head);
            if head as usize == tally.counts.len() {
                tally.counts.push((0, 0));
            }
            let (stands, speaks) = &mut tally.counts[head as usize];
            *stands += 1;
            *speaks +=
                u32::from(mention.verb.is_some() || mention.aside.is_some() || mention.is_inverted);
        }
        tally
    }

    /// Returns the counts of the head word of mention `number`.
    fn of_mention(&self, number: usize) -> (u32, u32) {
        self.counts[self.heads[number] as usize]
    }
}

fn owns(tokens: &[Token], mention: &Mention) -> bool {
    let Some(next) = tokens.get(mention.to) else { return false };
    next.kind == TokenKind::Possessive
        || (next.is_mark('\'') && tokens[mention.to - 1].looks(ENDS_S))
}

fn class(tokens: &[Token], mention: &Mention) -> usize {
    let first = &tokens[mention.from];
    match mention.kind {
        MentionKind::Pronoun => match first.entry.word {
            word @ 1..=5 => usize::from(word) - 1,
            6 => 4,
            8 => 5,
            7 => 6,
            9 => 8,
            _ => 7,
        },
        MentionKind::Name if mention.origin == Origin::Joint => 15,
        MentionKind::Name => {
            let length = mention.to - mention.from;
            let is_short = first.end - first.start < 6;
            if tokens[mention.head].has(lex::CALENDAR) {
                9
            } else if first.has(lex::TITLE) && length > 1 {
                11
            } else if length == 1 && first.looks(ALL_CAPITALS) && is_short {
                10
            } else {
                match length {
                    1 => 12,
                    2 | 3 => 13,
                    _ => 14,
                }
            }
        }
        MentionKind::Phrase => {
            let role = usize::from(tokens[mention.head].has(lex::ROLE));
            16 + 4 * role + (mention.origin as usize).min(3)
        }
    }
}

/// Returns the kind of a token beside a mention of `sentence`.
pub(crate) fn neighbour(token: &Token, sentence: u32) -> usize {
    if token.sentence != sentence {
        return if token.is_quote() { 1 } else { 0 };
    }
    match token.kind {
        TokenKind::Break => 0,
        TokenKind::Quote(_) => 1,
        TokenKind::Mark(',') => 2,
        TokenKind::Mark('(') => 3,
        TokenKind::Mark(':') => 4,
        TokenKind::Mark('-') => 5,
        TokenKind::Mark('.' | '!' | '?' | '…' | ';' | ')') => 6,
        TokenKind::Possessive => 7,
        TokenKind::Mark('\'') => 8,
        TokenKind::Mark(_) => 32,
        TokenKind::Word => word_kind(token),
    }
}

fn word_kind(token: &Token) -> usize {
    let by_class = [
        (lex::AUXILIARY, 27),
        (lex::DETERMINER, 28),
        (lex::PREPOSITION, 35),
        (lex::COMMON_VERB, 30),
        (lex::ADVERB, 31),
    ];
    if token.is_cue() {
        // An addressee follows "told" and "asked", hardly ever "said".
        let asks = token.has(lex::ASKING) || token.entry.verb == 2;
        return if asks && token.looks(ENDS_ED) || token.entry.verb == 2 {
            34
        } else if token.has(lex::STRONG) {
            25
        } else {
            26
        };
    }
    if token.entry.neighbour > 0 {
        return usize::from(token.entry.neighbour);
    }
    if token.looks(DIGIT) {
        return 33;
    }
    let known = by_class.iter().find(|(class, _)| token.has(*class)).map(|(_, kind)| *kind);
    known.unwrap_or_else(|| match token {
        t if t.is_capital() => 32,
        t if t.looks(ENDS_ED) => 29,
        t if t.looks(ENDS_LY) => 31,
        _ => 32,
    })
}

fn second(token: Option<&Token>) -> usize {
    match token {
        Some(t) if t.is_quote() => 2,
        Some(t) if t.is_cue() && t.has(lex::STRONG) => 0,
        Some(t) if t.is_cue() => 1,
        _ => 3,
    }
}

/// Finds the quotations that a mention and its verb touch.
fn touch(tokens: &[Token], mention: &Mention, profile: &mut Profile) {
    let (mut low, mut high) = (mention.from, mention.to - 1);
    if let Some(verb) = mention.own_verb() {
        high = verb;
        profile.verb_kind = 1;
    } else if let Some(verb) = mention.before {
        low = verb;
        profile.verb_kind = 2 + usize::from(mention.before_gap).min(2);
    } else {
        return;
    }
    let marks = |t: &&Token| t.is_mark(',') || t.is_mark('-');
    let skipped = tokens[..low].iter().rev().take(4).take_while(marks).count();
    profile.left_quote = low.checked_sub(skipped + 1).filter(|at| tokens[*at].is_quote());
    let inside = |t: &&Token| !t.is_break() && !t.is_quote();
    let gap = tokens[high + 1..].iter().take(8).take_while(inside).count();
    let right = high + 1 + gap;
    if tokens.get(right).is_some_and(Token::is_quote) {
        profile.right_quote = Some(right);
        let ended = tokens[high + 1..right].iter().any(|t| t.is_mark('.'));
        profile.right_gap = 1 + 2 * bucket(gap, &[0, 1, 3, 5]) + usize::from(ended);
    }
}

/// Returns the number of the first edge that `value` does not pass.
pub(crate) fn bucket(value: usize, edges: &[usize]) -> usize {
    edges.iter().take_while(|edge| value > **edge).count()
}
