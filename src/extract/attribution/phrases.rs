//! Noun phrases that could name a speaker: "the harbour master", "friends and advisers".

use super::lexicon::{self as lex, Classes};
use super::mentions::{Finder, MentionKind, Origin, is_name_word, owned_noun};
use super::tokens::{DIGIT, ENDS_ED, ENDS_ING, ENDS_LY, ENDS_S, Token, TokenKind};
use super::turned::is_hearing;
use crate::extract::letters::hash_of_lower;

/// Words with which a phrase or a pronoun may begin; digits do, too.
const OPENERS: Classes = lex::PRONOUN | lex::DETERMINER | lex::ROLE;

/// How many words what somebody does has at most before the name: "senior vice president".
const LONGEST_OFFICE: usize = 4;

impl Finder<'_> {
    pub(super) fn phrases(&mut self) {
        let names = self.found.len();
        let mut name = 0;
        for index in 0..self.tokens.len() {
            let token = &self.tokens[index];
            let may_open = token.has(OPENERS) || token.looks(DIGIT);
            if !may_open || !token.is_word() {
                continue;
            }
            while self.found[name..names].first().is_some_and(|n| n.to as usize <= index) {
                name += 1;
            }
            let in_name = self.found[name..names].first().is_some_and(|n| n.from as usize <= index);
            if token.has(lex::PRONOUN) {
                if self.is_lone_pronoun(index) {
                    self.push(index, index + 1, MentionKind::Pronoun, Origin::Opened);
                }
                if !self.tokens[index].has(lex::DETERMINER) {
                    continue;
                }
            }
            if !in_name && self.opens_phrase(index) {
                self.phrase_from(index);
            }
        }
    }

    /// Says whether the pronoun at `index` stands for somebody by itself.
    fn is_lone_pronoun(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        if token.has(lex::SUBJECT_PRONOUN) {
            return true;
        }
        if token.has(lex::OWNER) && owned_noun(self.tokens, index, index + 1).is_some() {
            return true;
        }
        let next = self.get(index + 1);
        // "Heard him say": him, unlike his, owns nothing.
        if index.checked_sub(1).is_some_and(|at| is_hearing(&self.tokens[at]))
            && !token.has(lex::DETERMINER)
        {
            return true;
        }
        let owns = next.is_some_and(|n| n.is_word() && !n.has(lex::PREPOSITION | lex::CONJUNCTION));
        !owns && !token.has(lex::OWNER) | token.has(lex::FEMININE)
    }

    fn opens_phrase(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        if token.has(lex::DETERMINER) || token.looks(DIGIT) {
            return true;
        }
        let before = index.checked_sub(1).map(|i| &self.tokens[i]);
        let continues = before.is_some_and(|p| {
            let plain = !p.is_capital()
                && !p.has(lex::PREPOSITION | lex::CONJUNCTION | lex::AUXILIARY)
                && !p.is_cue();
            p.is_word() && (p.has(lex::DETERMINER) || plain)
        });
        token.has(lex::ROLE) && !continues && (!token.is_capital() || self.starts_sentence(index))
    }

    fn phrase_from(&mut self, from: usize) {
        let end = self.phrase_end(from);
        let token = &self.tokens[from];
        let is_single = end == from + 1;
        let stands_alone = token.has(lex::QUANTIFIER | lex::NOBODY) || !token.has(lex::DETERMINER);
        if !is_single || stands_alone {
            self.push(from, end, MentionKind::Phrase, Origin::Opened);
        }
    }

    /// Returns where the noun phrase that begins at `from` ends.
    pub(super) fn phrase_end(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(token) = self.get(end).filter(|_| end - from < 9) {
            let is_first = end == from;
            let joins = token.kind == TokenKind::Possessive
                || (token.is_mark('\'') && self.tokens[end.saturating_sub(1)].looks(ENDS_S));
            if !is_first && joins {
                end += 1;
                continue;
            }
            if token.is_mark('%') || token.is_mark('$') {
                end += 1;
                continue;
            }
            if !token.is_word() || token.sentence != self.tokens[from].sentence {
                break;
            }
            if !is_first && self.ends_phrase(from, end) {
                if self.joins_nouns(end) {
                    end += 1;
                    continue;
                }
                break;
            }
            // "The plan grants the …": what stands before an article was a verb.
            if end > from + 1 && token.has(lex::ARTICLE) {
                return end - usize::from(end > from + 2 && self.tokens[end - 1].looks(ENDS_S));
            }
            end += 1;
        }
        end
    }

    /// Says whether the word at `index` cannot belong to the noun phrase that begins at `from`.
    fn ends_phrase(&self, from: usize, index: usize) -> bool {
        let token = &self.tokens[index];
        if token.is_capital() {
            return false;
        }
        let function = lex::PREPOSITION
            | lex::CONJUNCTION
            | lex::AUXILIARY
            | lex::PRONOUN
            | lex::COMMON_VERB
            | lex::ADVERB;
        if token.has(function) {
            return true;
        }
        let first = &self.tokens[from];
        let is_second = index == from + 1;
        if token.is_cue() {
            let follows_determiner =
                is_second && first.has(lex::DETERMINER) && !first.has(lex::QUANTIFIER);
            return !follows_determiner;
        }
        let next_is_open = self
            .get(index + 1)
            .is_some_and(|next| !next.is_word() || next.has(lex::DETERMINER | lex::PREPOSITION));
        let is_adverb = token.looks(ENDS_LY) && !token.has(lex::ROLE | lex::NO_ADVERB);
        let relative = first.entry.neighbour == lex::THAT;
        // "Another featured five pictures": what a quantifier stands for has its verb here.
        let has_object = self.get(index + 1).is_some_and(|next| next.has(lex::DETERMINER));
        let is_whole = relative || (first.has(lex::QUANTIFIER) && has_object);
        let is_participle = token.looks(ENDS_ED)
            || token.end - token.start == 4 && token.hash == const { hash_of_lower("seen") };
        ((!is_second || is_whole) && is_participle)
            || is_adverb
            || (!is_second && token.looks(ENDS_ING) && next_is_open)
    }

    /// Says whether "and" at `index` joins two nouns before a verb: "friends and advisers said".
    fn joins_nouns(&self, index: usize) -> bool {
        let function = lex::DETERMINER | lex::PREPOSITION | lex::CONJUNCTION | lex::AUXILIARY;
        let noun = self
            .get(index + 1)
            .is_some_and(|t| t.is_word() && !t.is_capital() && !t.has(function) && !t.is_cue());
        let is_and =
            self.tokens[index].has(lex::BEFORE_VERB) && self.tokens[index].has(lex::CONJUNCTION);
        is_and && noun && self.get(index + 2).is_some_and(|t| t.is_cue() || t.has(lex::AUXILIARY))
    }

    /// Returns where the words from `from` on end that a verb of saying stands before: a noun phrase, or
    /// what somebody does and the name, as in "wrote safety lead Ann Roe".
    pub(super) fn touching_end(&self, from: usize) -> usize {
        let plain = |t: &&Token| {
            t.is_word()
                && !t.is_capital()
                && !t.has(lex::FUNCTION)
                && !t.is_cue()
                && !t.looks(ENDS_ED)
        };
        let words = self.tokens[from..].iter().take(LONGEST_OFFICE).take_while(plain).count();
        let names = self.tokens[from + words..].iter().take(4).take_while(|t| is_name_word(t));
        match names.count() {
            0 => self.phrase_end(from),
            names => self.phrase_end(from).max(from + words + names),
        }
    }
}
