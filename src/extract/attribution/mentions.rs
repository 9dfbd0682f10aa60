//! Who could be speaking: names, pronouns and noun phrases, each with the verbs beside it.
//!
//! Recall comes first here. Nearly every right speaker is among the mentions of its article; which
//! of them it is, is decided later.

use super::attach::{self, attach};
use super::barred::is_barred;
use super::lexicon as lex;
use super::names::is_given_name;
use super::tokens::{DIGIT, ENDS_ED, ENDS_ING, ENDS_LY, ENDS_S, IN_TITLE_LINE, KNOWN_NAME};
use super::tokens::{Token, TokenKind};

/// What kind of words a mention is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionKind {
    /// A run of capitalised words.
    Name,
    /// A pronoun.
    Pronoun,
    /// A noun phrase.
    Phrase,
}

/// How a noun phrase was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// By its first word: a determiner, a number, a role.
    Opened,
    /// As what a name owns: "Dunn’s lawyer".
    Owned,
    /// As a name with a noun behind it: "Acme officials".
    Compound,
    /// As the words that touch a verb of saying.
    Touching,
    /// As two names joined by "and".
    Joint,
}

/// Words that could name a speaker.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    /// Its first token.
    pub from: usize,
    /// The token after it.
    pub to: usize,
    /// What it is made of.
    pub kind: MentionKind,
    /// How it was found.
    pub origin: Origin,
    /// The token of its head word: a surname, a noun.
    pub head: usize,
    /// The hash of its head word.
    pub key: u64,
    /// The verb of saying right after it, adverbs and auxiliaries skipped.
    pub verb: Option<usize>,
    /// The verb of saying behind an aside: `NAME, …, said`.
    pub aside: Option<usize>,
    /// The verb of saying behind a preposition or participle: "a letter from … warns".
    pub clause: Option<usize>,
    /// The verb of saying before it: `said NAME`.
    pub before: Option<usize>,
    /// How many words stand between that verb and the mention.
    pub before_gap: u8,
    /// Whether it follows its verb as the subject: `“…,” said NAME`.
    pub is_inverted: bool,
    /// Whether a verb of any kind follows, as after a subject.
    pub is_subject: bool,
    /// The nearest preposition before it in the same phrase.
    pub preposition: Option<usize>,
    /// Whether it is nobody who could speak.
    pub is_barred: bool,
}

impl Mention {
    /// Returns the mention of these words, nothing known yet of the verbs beside it.
    fn of(tokens: &[Token], found: Found) -> Self {
        let (from, to) = (found.from as usize, found.to as usize);
        let head = head(tokens, from, to);
        Self {
            from,
            to,
            kind: found.kind,
            origin: found.origin,
            head,
            key: tokens[head].hash,
            verb: None,
            aside: None,
            clause: None,
            before: None,
            before_gap: 0,
            is_inverted: false,
            is_subject: false,
            preposition: None,
            is_barred: false,
        }
    }

    /// Returns the verb of which the mention is the subject, as far as can be seen.
    pub(crate) fn own_verb(&self) -> Option<usize> {
        self.verb.or(self.aside).or(self.clause)
    }
}

/// How many tokens a name has at most; longer runs of capitals are headlines.
const LONGEST_NAME: usize = 16;

/// Puts the mentions of an article into `mentions`, in order of their first token.
pub(crate) fn find(tokens: &[Token], mentions: &mut Vec<Mention>) {
    let mut raw = Finder { tokens, found: Vec::with_capacity(tokens.len() / 2) };
    raw.names();
    raw.phrases();
    raw.around_names();
    raw.joint_names();
    raw.beside_verbs();
    let mut found = raw.found;
    found.retain_mut(|words| trim(tokens, words) && !is_remainder(tokens, words));
    found.sort_by_key(Found::order);
    found.dedup_by_key(|m| (m.from, m.to));
    let mention = |words| {
        let mut mention = Mention::of(tokens, words);
        attach(tokens, &mut mention);
        mention.is_barred = is_barred(tokens, &mention);
        mention
    };
    mentions.clear();
    mentions.extend(found.into_iter().map(mention));
}

/// Returns only the names, in order.
pub(crate) fn find_names(tokens: &[Token]) -> Vec<Mention> {
    let mut raw = Finder { tokens, found: Vec::new() };
    raw.names();
    let mut found = raw.found;
    found.retain_mut(|words| words.kind == MentionKind::Name && trim(tokens, words));
    found.into_iter().map(|words| Mention::of(tokens, words)).collect()
}

/// Words that will be a mention: small, as they are sorted before anything else is asked of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) from: u32,
    pub(super) to: u32,
    kind: MentionKind,
    origin: Origin,
}

impl Found {
    /// Returns a number that grows with the first token, then the last, then the origin.
    ///
    /// No mention has as many words as would not fit.
    fn order(&self) -> u64 {
        u64::from(self.from) << 32 | u64::from(self.to - self.from) << 8 | self.origin as u64
    }
}

pub(super) struct Finder<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) found: Vec<Found>,
}

impl Finder<'_> {
    /// Adds the tokens `from..to`; a text of more than four thousand million of them has no names
    /// behind.
    pub(super) fn push(&mut self, from: usize, to: usize, kind: MentionKind, origin: Origin) {
        if let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to)) {
            self.found.push(Found { from, to, kind, origin });
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    pub(super) fn starts_sentence(&self, index: usize) -> bool {
        index == 0 || {
            let before = &self.tokens[index - 1];
            before.is_break() || before.is_quote() || before.sentence != self.tokens[index].sentence
        }
    }

    fn names(&mut self) {
        let mut index = 0;
        while index < self.tokens.len() {
            let token = &self.tokens[index];
            let opens = token.has(lex::PARTICLE).then(|| self.behind_particles(index));
            if let Some(surname) = opens.flatten() {
                let end = self.name_end(surname);
                self.push(index, end, MentionKind::Name, Origin::Opened);
                index = end;
                continue;
            }
            if !token.is_capital() || !(is_name_word(token) || token.has(lex::TITLE)) {
                index += 1;
                continue;
            }
            let end = self.name_end(index);
            let from = self.name_start(index, end);
            // "Officials said": a noun that only begins the sentence is no name.
            let is_noun = end == from + 1 && self.starts_sentence(from) && token.has(lex::ROLE);
            let kind = if is_noun { MentionKind::Phrase } else { MentionKind::Name };
            self.push(from, end, kind, Origin::Opened);
            index = end;
        }
    }

    /// Returns the first word with a capital of a surname that opens with particles at `from`: the Berg of
    /// "van den Berg said".
    fn behind_particles(&self, from: usize) -> Option<usize> {
        let is_particle = |t: &&Token| {
            t.is_word() && !t.is_capital() && t.has(lex::PARTICLE) && t.entry.neighbour != lex::OF
        };
        let count = self.tokens[from..].iter().take(3).take_while(is_particle).count();
        let surname = self.get(from + count).filter(|t| count > 0 && is_name_word(t))?;
        let function = lex::CUE
            | lex::PREPOSITION
            | lex::CONJUNCTION
            | lex::AUXILIARY
            | lex::ADVERB
            | lex::TITLE;
        // "The tour de France" is nobody.
        let is_free = from.checked_sub(1).map(|at| &self.tokens[at]).is_none_or(|t| {
            let is_open = !t.is_word() && t.kind != TokenKind::Possessive;
            is_open || t.has(function) && !t.is_capital()
        });
        (is_free && surname.sentence == self.tokens[from].sentence).then_some(from + count)
    }

    /// Returns where the name that begins at `from` ends.
    fn name_end(&self, from: usize) -> usize {
        let mut end = from + 1;
        let names = |index: usize| self.get(index).is_some_and(is_name_word);
        while let Some(token) = self.get(end).filter(|_| end - from < LONGEST_NAME) {
            let is_title_verb = token.looks(IN_TITLE_LINE) && token.is_cue();
            if is_name_word(token) && !is_title_verb && token.sentence == self.tokens[from].sentence
            {
                end += 1;
            } else if token.is_mark('&') && names(end + 1) {
                end += 2;
            } else if token.is_word() && !token.is_capital() && token.has(lex::PARTICLE) {
                let second = self.get(end + 1);
                let is_second = second
                    .is_some_and(|t| !t.is_capital() && t.has(lex::PARTICLE | lex::DETERMINER));
                let name = end + 1 + usize::from(is_second);
                if !names(name) {
                    break;
                }
                end = name + 1;
            } else if token.is_mark(',') && self.get(end + 1).is_some_and(is_junior) {
                end += 2;
            } else if self.joins_purpose(end) {
                end = self.purpose_end(end + 1);
            } else if let Some(surname) = self.behind_nickname(end) {
                end = surname + 1;
            } else {
                break;
            }
        }
        end
    }

    /// Says whether "for" at `at` stands inside the name of a body: "Department for Transport".
    fn joins_purpose(&self, at: usize) -> bool {
        let body = &self.tokens[at - 1];
        let is_body = body.has(lex::BODY) && body.is_capital() && !body.looks(IN_TITLE_LINE);
        let is_for = self.tokens[at].entry.neighbour == lex::FOR && !self.tokens[at].is_capital();
        is_body && is_for && self.get(at + 1).is_some_and(is_name_word)
    }

    /// Returns where the purpose of a body ends: behind the Pensions of "Work and Pensions".
    fn purpose_end(&self, from: usize) -> usize {
        let names = |index: usize| self.get(index).is_some_and(is_name_word);
        let joined =
            self.get(from + 1).is_some_and(|t| t.has(lex::BEFORE_VERB) && t.has(lex::CONJUNCTION));
        if joined && names(from + 2) { from + 3 } else { from + 1 }
    }

    /// Returns the surname behind a nickname in marks that opens at `open`: the Okoro of "William
    /// “Bill” Okoro".
    fn behind_nickname(&self, open: usize) -> Option<usize> {
        let is_quotation_mark = |at: usize| self.get(at).is_some_and(|t| t.is_mark('"'));
        let is_word = |at: &usize| self.get(*at).is_some_and(|t| t.is_word() && t.is_capital());
        let words = (open + 1..open + 4).take_while(is_word).count();
        let close = open + 1 + words;
        let is_nickname = words > 0 && is_quotation_mark(open) && is_quotation_mark(close);
        let surname = self.get(close + 1).filter(|_| is_nickname)?;
        let is_same_sentence = surname.sentence == self.tokens[open - 1].sentence;
        (is_name_word(surname) && is_same_sentence).then_some(close + 1)
    }

    /// Drops an adverb, participle or verb that opens the sentence: "Meanwhile Dunn".
    fn name_start(&self, from: usize, end: usize) -> usize {
        let token = &self.tokens[from];
        // "Downing Street", "Sterling Roe".
        let is_name = is_given_name(token) || self.get(from + 1).is_some_and(|t| t.has(lex::BODY));
        let is_opener = token.is_cue() || token.looks(ENDS_LY | ENDS_ING) && !is_name;
        let droppable = self.starts_sentence(from) && !token.has(lex::TITLE) && end > from + 1;
        from + usize::from(droppable && is_opener)
    }

    /// Adds "NAME’s lawyer" and "NAME officials".
    fn around_names(&mut self) {
        for at in 0..self.found.len() {
            let name = self.found[at];
            if name.kind != MentionKind::Name {
                continue;
            }
            let (from, to) = (name.from as usize, name.to as usize);
            let Some(next) = self.get(to) else { continue };
            let is_owner = next.kind == TokenKind::Possessive
                || (next.is_mark('\'') && self.tokens[to - 1].looks(ENDS_S));
            let end = if is_owner { self.owned_end(to + 1) } else { self.compound_end(to) };
            let origin = if is_owner { Origin::Owned } else { Origin::Compound };
            if let Some(end) = end {
                self.push(from, end, MentionKind::Phrase, origin);
            }
        }
    }

    fn owned_end(&self, from: usize) -> Option<usize> {
        let function =
            lex::PREPOSITION | lex::CONJUNCTION | lex::AUXILIARY | lex::COMMON_VERB | lex::PRONOUN;
        let fits = |(offset, token): &(usize, &Token)| {
            let is_function = token.has(function) && !token.is_capital();
            let is_verb =
                *offset > 0 && !token.is_capital() && (token.is_cue() || token.looks(ENDS_ED));
            token.is_word() && !is_function && !is_verb
        };
        let count = self.tokens[from.min(self.tokens.len())..]
            .iter()
            .take(6)
            .enumerate()
            .take_while(fits)
            .count();
        (count > 0).then_some(from + count)
    }

    fn compound_end(&self, from: usize) -> Option<usize> {
        let function = lex::FUNCTION | lex::COMMON_VERB;
        let plain = |t: &Token| t.is_word() && !t.is_capital() && !t.has(function);
        let first = self.get(from).filter(|t| plain(t))?;
        if first.is_cue() && !first.has(lex::DOCUMENT) {
            return None;
        }
        let fits = |token: &&Token| plain(token) && !token.is_cue() && !token.looks(ENDS_ED);
        let rest = self.tokens[from + 1..].iter().take(3).take_while(fits).count();
        let end = from + 1 + rest;
        // "Acme president Nora Quill": the name behind belongs to it.
        let capitals = |token: &&Token| is_name_word(token);
        let name = self.tokens[end..].iter().take(5).take_while(capitals).count();
        let is_role = self.tokens[end - 1].has(lex::ROLE);
        let before_verb = self.get(end).is_some_and(|t| t.is_cue() || t.is_mark(','));
        (is_role || before_verb || name > 0).then_some(end + name)
    }

    /// Adds "Moss and Dunn" where a verb of saying stands beside them.
    fn joint_names(&mut self) {
        let mut left: Option<(usize, usize)> = None;
        for at in 0..self.found.len() {
            let name = self.found[at];
            if name.kind != MentionKind::Name {
                continue;
            }
            let right = (name.from as usize, name.to as usize);
            if let Some(left) = left.filter(|left| self.are_joined(*left, right)) {
                self.push(left.0, right.1, MentionKind::Name, Origin::Joint);
            }
            left = Some(right);
        }
    }

    /// Says whether "and" joins two names that have a verb of saying together.
    fn are_joined(&self, left: (usize, usize), right: (usize, usize)) -> bool {
        let joined = right.0 == left.1 + 1
            && self.tokens[left.1].has(lex::BEFORE_VERB)
            && self.tokens[left.1].has(lex::CONJUNCTION);
        let touches = || {
            self.get(right.1).is_some_and(Token::is_cue)
                || attach::aside(self.tokens, right.1, self.tokens[right.0].sentence).is_some()
                || left.0.checked_sub(1).is_some_and(|i| self.tokens[i].is_cue())
        };
        joined && touches()
    }

    /// Adds the words that touch a verb of saying and belong to no mention yet.
    fn beside_verbs(&mut self) {
        let mut starts = vec![false; self.tokens.len() + 1];
        let mut ends = vec![false; self.tokens.len() + 1];
        for mention in &self.found {
            starts[mention.from as usize] = true;
            ends[mention.to as usize] = true;
        }
        for verb in 0..self.tokens.len() {
            if !self.tokens[verb].is_cue() {
                continue;
            }
            if let Some((from, to)) = self.words_before(verb).filter(|(_, to)| !ends[*to]) {
                self.push(from, to, MentionKind::Phrase, Origin::Touching);
            }
            let next = self.get(verb + 1).filter(|t| t.is_word() && !t.is_capital());
            if next.is_some_and(|t| !t.has(lex::FUNCTION)) && !starts[verb + 1] {
                let end = self.touching_end(verb + 1);
                self.push(verb + 1, end, MentionKind::Phrase, Origin::Touching);
            }
        }
    }

    fn words_before(&self, verb: usize) -> Option<(usize, usize)> {
        let skipped =
            self.tokens[..verb].iter().rev().take(6).take_while(|t| t.is_adverbial()).count();
        let to = verb - skipped;
        let function = lex::PREPOSITION | lex::CONJUNCTION | lex::AUXILIARY | lex::PRONOUN;
        let last = to.checked_sub(1).map(|i| &self.tokens[i])?;
        let barred = function | lex::DETERMINER | lex::ADVERB;
        if !last.is_word()
            || last.has(barred)
            || last.is_cue()
            || last.sentence != self.tokens[verb].sentence
        {
            return None;
        }
        let fits = |token: &&Token| {
            token.is_word()
                && !token.has(function)
                && !token.is_cue()
                && token.sentence == last.sentence
        };
        let count = self.tokens[..to].iter().rev().take(6).take_while(fits).count();
        Some((to - count, to))
    }
}

/// Returns the noun of saying that the words from `from` to `to` own.
pub(crate) fn owned_noun(tokens: &[Token], from: usize, to: usize) -> Option<usize> {
    let is_noun = |t: &&Token| t.has(lex::SPEECH) && !t.is_capital();
    let next = tokens.get(to);
    let is_owner = from + 1 == to && tokens[from].has(lex::OWNER);
    let possessive = next.is_some_and(|t| t.kind == TokenKind::Possessive || t.is_mark('\''));
    if is_owner || possessive {
        let start = to + usize::from(possessive);
        let words = tokens[start.min(tokens.len())..].iter().take(4).take_while(|t| t.is_word());
        return words.clone().position(|t| is_noun(&t)).map(|at| start + at);
    }
    let before = |back: usize| from.checked_sub(back).map(|i| &tokens[i]);
    let is_of = before(1).is_some_and(|t| matches!(t.entry.neighbour, 10 | 12 | 14));
    let noun = before(2).filter(|t| is_of && is_noun(t));
    noun.map(|_| from - 2)
}

/// Says whether a name is only the end of a body's name: "Office" in "the Prime Minister’s Office".
fn is_remainder(tokens: &[Token], words: &Found) -> bool {
    words.kind == MentionKind::Name
        && words.to == words.from + 1
        && tokens[words.from as usize].has(lex::BODY)
        && words
            .from
            .checked_sub(1)
            .is_some_and(|i| tokens[i as usize].kind == TokenKind::Possessive)
}

pub(super) fn is_name_word(token: &Token) -> bool {
    let is_known = !token.has(lex::NOT_A_NAME) || token.looks(KNOWN_NAME);
    token.is_capital() && token.is_word() && !token.looks(DIGIT) && is_known
}

fn is_junior(token: &Token) -> bool {
    token.is_word() && token.has(lex::JUNIOR)
}

/// Drops marks and `’s` at the end; returns false where nothing is left.
fn trim(tokens: &[Token], words: &mut Found) -> bool {
    while words.to > words.from && !tokens[words.to as usize - 1].is_word() {
        words.to -= 1;
    }
    words.to > words.from
}

/// Returns the token of the head word: the last before a comma, a preposition or "who".
fn head(tokens: &[Token], from: usize, to: usize) -> usize {
    let stops = |t: &Token| {
        (t.has(lex::PREPOSITION) && !t.is_capital())
            || (t.has(lex::PRONOUN) && t.has(lex::CONJUNCTION))
            || matches!(t.kind, TokenKind::Mark(',' | ';' | ':' | '('))
    };
    let core = tokens[from..to].iter().skip(1).take_while(|t| !stops(t)).count() + 1;
    let mut head = from + core - 1;
    while head > from && (!tokens[head].is_word() || is_junior(&tokens[head])) {
        head -= 1;
    }
    head
}
