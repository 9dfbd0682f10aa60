//! The people and bodies that an article names, each under its fullest name.
//!
//! A name is known without its titles: "Liberal MP Han Dong" is Han Dong. Titles and roles stay
//! with the person, so that "Consul General Han" is the Han whom the article calls a consul
//! general, and no other.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::bearers::{Index, Middles, SCANNED};
use super::given_names;
use super::lexicon as lex;
use super::mentions::{self, Mention, MentionKind, Origin};
use super::names::{self, NameParts, gender_of, surname_of, take_apart};
pub(crate) use super::person::{Gender, Person};
use super::signs::{humanity, phrases_around};
use super::tokens::{self, IN_TITLE_LINE, Token};
use crate::extract::letters::hash_word;

/// How many people of one surname are compared by their names; the others are looked up.
const COMPARED: usize = 8;

/// Everybody whom an article names.
#[derive(Debug, Default)]
pub(crate) struct People<'a> {
    people: Vec<Person<'a>>,
    /// The hashes of the words of all names, one after another.
    words: Vec<u64>,
    by_last: Index,
    by_first: Index,
    by_middle: Middles,
    /// By the hash of a surname and of the name around it the first person of that name, among those
    /// before whom many bear the surname and whom the index of surnames still leads to.
    by_name: FxHashMap<u64, usize>,
}

/// Most words that are compared of a name; runs of capitals have an end before.
const LONGEST: usize = 32;

/// The hashes of the words of a name.
struct Words {
    hashes: [u64; LONGEST],
    length: usize,
}

impl Words {
    /// Takes the words of the name `parts`.
    fn of(tokens: &[Token], parts: &NameParts<'_>) -> Self {
        let mut words = Self { hashes: [0; LONGEST], length: 0 };
        for token in tokens[parts.from..parts.to].iter().filter(|t| t.is_word()).take(LONGEST) {
            words.hashes[words.length] = token.hash;
            words.length += 1;
        }
        words
    }

    fn as_slice(&self) -> &[u64] {
        &self.hashes[..self.length]
    }
}

impl<'a> People<'a> {
    /// Collects the full names of `mentions`; `tokens` are those of `text`.
    pub(crate) fn add_full_names(&mut self, text: &'a str, tokens: &[Token], mentions: &[Mention]) {
        // Shorter names first, so that "Canadian Ann Roe" finds Ann Roe known.
        let is_full = |m: &&Mention| is_plain_name(m) && m.to - m.from > 1;
        let mut names: Vec<&Mention> = mentions.iter().filter(is_full).collect();
        names.sort_by_key(|m| m.to - m.from);
        self.by_last.reserve(names.len());
        self.by_first.reserve(names.len());
        self.people.reserve(names.len());
        for mention in names {
            self.add_full(text, tokens, mention);
        }
    }

    /// Collects the full names of a text that stands by itself: a quotation, a headline.
    ///
    /// Returns the hashes of its words, sorted.
    ///
    /// `tokens` is room for those of the text.
    pub(crate) fn add_full_names_of(&mut self, text: &'a str, tokens: &mut Vec<Token>) -> Vec<u64> {
        tokens::tokenize(text, &[], tokens);
        self.add_full_names(text, tokens, &mentions::find_names(tokens));
        let mut words = Vec::with_capacity(tokens.len());
        words.extend(tokens.iter().filter(|t| t.is_word()).map(|t| t.hash));
        words.sort_unstable();
        words
    }

    /// Collects single names, once all full ones are known: surnames join their full name.
    pub(crate) fn add_short_names(
        &mut self,
        text: &'a str,
        tokens: &[Token],
        mentions: &[Mention],
    ) {
        for mention in mentions.iter().filter(|m| is_plain_name(m)) {
            self.add_short(text, tokens, mention);
        }
    }

    /// Takes note of a pronoun that must mean this person: "Lund changed her mind"; without a gender
    /// it is "they".
    pub(crate) fn vote(&mut self, index: usize, gender: Gender) {
        if let Some(person) = self.people.get_mut(index) {
            match gender {
                Gender::Masculine => person.votes.0 += 1,
                Gender::Feminine => person.votes.1 += 1,
                Gender::Unknown => person.plural_votes += 1,
            }
        }
    }

    /// Settles the gender of those whom no title tells: by their given name, else by three
    /// quarters of their pronouns.
    pub(crate) fn settle_genders(&mut self) {
        for person in self.people.iter_mut().filter(|p| p.gender == Gender::Unknown) {
            person.gender = person.told_by_given_name(&self.words);
            if person.gender != Gender::Unknown {
                person.human = person.human.max(1);
                continue;
            }
            let (masculine, feminine) = person.votes;
            if masculine >= 2 && masculine >= 3 * feminine {
                person.gender = Gender::Masculine;
            } else if feminine >= 2 && feminine >= 3 * masculine {
                person.gender = Gender::Feminine;
            }
        }
    }

    /// Returns the person at `index`.
    pub(crate) fn get(&self, index: usize) -> Option<&Person<'a>> {
        self.people.get(index)
    }

    fn add_full(&mut self, text: &'a str, tokens: &[Token], mention: &Mention) {
        // In a headline every word has a capital, so that names have no ends there.
        if tokens[mention.from].looks(IN_TITLE_LINE) {
            return;
        }
        let parts = take_apart(tokens, mention.from, mention.to);
        let words = Words::of(tokens, &parts);
        let words = words.as_slice();
        if words.len() < 2 {
            return;
        }
        let Some(surname) = surname_of(tokens, parts.from, parts.to) else { return };
        let name = parts.slice(text, tokens);
        let index = match self.same_words(surname, words) {
            Some(known) => known,
            None => match self.same_ends(surname, words) {
                Some(known) => self.widen(known, name, words, &tokens[parts.from..parts.to]),
                None => self.enter(name, words, surname),
            },
        };
        self.note(index, tokens, mention, &parts);
    }

    /// Takes the fuller name of somebody of whom only the surname was known, one of several words:
    /// "Ana Ruiz Cortés", "Klaas van den Berg".
    fn widen(&mut self, index: usize, name: &'a str, words: &[u64], tokens: &[Token]) -> usize {
        let known = self.words_of(index);
        let more = words.len().saturating_sub(known.len());
        if more > 0 && words.ends_with(known) && names::is_surname(tokens, more) {
            self.put_words(index, words);
            self.people[index].name = name;
        }
        index
    }

    fn put_words(&mut self, index: usize, words: &[u64]) {
        let first = self.words.len() as u32;
        self.words.extend_from_slice(words);
        self.people[index].words = first..self.words.len() as u32;
        self.by_middle.add(index, words);
    }

    /// Returns the person whose name has the word inside, as Spanish first surnames stand and those before
    /// Chinese given names: "Rojas" for Gustavo Rojas Pinzón.
    fn by_inner_surname(&self, word: u64) -> Option<usize> {
        let is_part = lex::look_up(word).classes & lex::PARTICLE != 0;
        let is_given = given_names::gender(word) != Gender::Unknown;
        let person = self.by_middle.bearer(word).filter(|_| !is_part && !is_given)?;
        (self.people[person].human > 0).then_some(person)
    }

    fn add_short(&mut self, text: &'a str, tokens: &[Token], mention: &Mention) {
        let parts = take_apart(tokens, mention.from, mention.to);
        let words = Words::of(tokens, &parts);
        let words = words.as_slice();
        if words.len() != 1 {
            return;
        }
        let Some(surname) = surname_of(tokens, parts.from, parts.to) else { return };
        let known = self.same_words(surname, words).or_else(|| self.by_word(words[0], &parts));
        let is_ambiguous = known.is_none() && self.by_last.has(words[0]);
        if is_ambiguous {
            return;
        }
        let enter = || self.enter(parts.slice(text, tokens), words, surname);
        let index = known.unwrap_or_else(enter);
        self.note(index, tokens, mention, &parts);
    }

    fn enter(&mut self, name: &'a str, words: &[u64], surname: u64) -> usize {
        let index = self.people.len();
        if (COMPARED..SCANNED).contains(&self.by_last.add(surname)) {
            self.by_name.entry(hash_of(surname, words)).or_insert(index);
        }
        self.by_first.add(words.first().copied().unwrap_or(surname));
        self.people.push(Person {
            name,
            words: 0..0,
            roles: Vec::new(),
            gender: Gender::Unknown,
            votes: (0, 0),
            plural_votes: 0,
            count: 0,
            human: 0,
        });
        self.put_words(index, words);
        index
    }

    /// Returns the hashes of the words of a person's name.
    fn words_of(&self, index: usize) -> &[u64] {
        let words = &self.people[index].words;
        &self.words[words.start as usize..words.end as usize]
    }

    fn same_words(&self, surname: u64, words: &[u64]) -> Option<usize> {
        let is_same = |index: &usize| self.words_of(*index) == words;
        let mut bearers = self.by_last.bearers(surname);
        if let Some(known) = bearers.by_ref().take(COMPARED).find(is_same) {
            return Some(known);
        }
        bearers.next()?;
        let first = *self.by_name.get(&hash_of(surname, words))?;
        // Two names may have one hash.
        if is_same(&first) { Some(first) } else { self.by_last.bearers(surname).find(is_same) }
    }

    /// Returns the person with a part of these words: "Canadian Ann Roe" and "Ann Lee Roe" are both
    /// Ann Roe.
    fn same_ends(&self, surname: u64, words: &[u64]) -> Option<usize> {
        let same = |index: &usize| {
            let known = self.words_of(*index);
            let is_end = known.len() >= 2 && (words.ends_with(known) || known.ends_with(words));
            let is_frame = known.len() >= 2 && known.first() == words.first();
            is_end || (is_frame && known.len() != words.len())
        };
        self.by_last.bearers(surname).find(same)
    }

    /// Adds what this mention tells of the person.
    fn note(&mut self, index: usize, tokens: &[Token], mention: &Mention, parts: &NameParts<'_>) {
        let (lead, behind) = phrases_around(tokens, mention);
        let Some(person) = self.people.get_mut(index) else { return };
        person.count += 1;
        let mut has_role = false;
        for token in lead.iter().chain(behind) {
            has_role |= token.has(lex::ROLE | lex::TITLE | lex::CALLING);
            if token.has(lex::ROLE | lex::TITLE) {
                person.add_role(token.hash);
            }
        }
        parts.titles().for_each(|title| person.add_role(title));
        for gender in [parts.gender, gender_of(lead), gender_of(behind)] {
            if person.gender == Gender::Unknown {
                person.gender = gender;
            }
        }
        person.human += humanity(tokens, mention, parts, has_role);
    }

    /// Returns the one person whom a single name can mean: by surname, else by first name.
    ///
    /// Where several bear it, titles and roles tell: "Consul General Han".
    fn by_word(&self, word: u64, parts: &NameParts<'_>) -> Option<usize> {
        if !self.by_last.has(word) && !self.by_first.has(word) {
            return self.by_inner_surname(word);
        }
        let may_be = |index: &usize| self.people[*index].may_be(parts.gender);
        let by_last = || self.by_last.bearers(word).filter(may_be);
        let by_first = || self.by_first.bearers(word).filter(may_be);
        if parts.has_titles() {
            let titled = |index: &usize| {
                parts.titles().any(|title| self.people[*index].roles.contains(&title))
            };
            if let Some(one) = same(by_last().chain(by_first()).filter(titled)) {
                return Some(one);
            }
        }
        let mut last = by_last();
        match (last.next(), last.next()) {
            (Some(one), None) => Some(one),
            (None, _) => only(by_first()),
            _ => None,
        }
    }

    /// Returns the full name that ends with the single name `name`, where there is only one.
    pub(crate) fn of_surname(&self, name: &str) -> Option<String> {
        let word = hash_word(name);
        let full = |index: &usize| self.people[*index].words.len() > 1;
        only(self.by_last.bearers(word).filter(full)).map(|at| self.people[at].name())
    }

    /// Returns whom a name stands for.
    pub(crate) fn of_name(&self, tokens: &[Token], from: usize, to: usize) -> Option<usize> {
        let parts = take_apart(tokens, from, to);
        let words = Words::of(tokens, &parts);
        let words = words.as_slice();
        let surname = surname_of(tokens, parts.from, parts.to)?;
        let exact = || self.same_words(surname, words);
        match words {
            [word] => self.by_word(*word, &parts).or_else(exact),
            _ => exact().or_else(|| self.same_ends(surname, words)),
        }
    }

    /// Returns the one person to whom all of these roles belong: "the prime minister".
    pub(crate) fn of_role(&self, roles: &[u64]) -> Option<usize> {
        let fits = |(_, person): &(usize, &Person<'_>)| {
            roles.iter().all(|role| person.roles.contains(role))
        };
        let fitting = self.people.iter().take(SCANNED).enumerate().filter(fits);
        if roles.is_empty() { None } else { only(fitting).map(|(index, _)| index) }
    }

    /// Returns the person whose surname is `word` with one letter too few or too many.
    ///
    /// Only a frequent surname of three letters or more is taken for the right spelling.
    pub(crate) fn of_misspelling(&self, word: &str) -> Option<usize> {
        let fits = |(_, person): &(usize, &Person<'_>)| {
            let is_slip = || is_slip(word, person.name().rsplit(' ').next().unwrap_or_default());
            person.count >= 3 && person.human > 0 && is_slip()
        };
        let fitting = self.people.iter().take(SCANNED).enumerate().filter(fits);
        only(fitting).map(|(index, _)| index)
    }
}

/// Returns the hash of a surname and of the words of the name that it stands in.
fn hash_of(surname: u64, words: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    (surname, words).hash(&mut hasher);
    hasher.finish()
}

/// Returns the item of an iterator that has only one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// Returns the item of an iterator that has no other, however often it has that one.
fn same(mut items: impl Iterator<Item = usize>) -> Option<usize> {
    let first = items.next()?;
    items.all(|item| item == first).then_some(first)
}

/// Says whether one word is the other with a letter dropped, added, or two letters swapped.
fn is_slip(word: &str, right: &str) -> bool {
    if word == right || word.chars().next() != right.chars().next() {
        return false;
    }
    let (left, right): (Vec<char>, Vec<char>) = (word.chars().collect(), right.chars().collect());
    if left.len() < 3 || right.len() < 4 {
        return false;
    }
    let same_start = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let (rest_left, rest_right) = (&left[same_start..], &right[same_start..]);
    match left.len().abs_diff(right.len()) {
        0 => {
            rest_left.len() >= 2
                && rest_left[0] == rest_right[1]
                && rest_left[1] == rest_right[0]
                && rest_left[2..] == rest_right[2..]
        }
        1 if left.len() < right.len() => rest_left == &rest_right[1..],
        1 => &rest_left[1..] == rest_right,
        _ => false,
    }
}

fn is_plain_name(mention: &Mention) -> bool {
    mention.kind == MentionKind::Name && mention.origin != Origin::Joint
}
