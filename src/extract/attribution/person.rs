//! What is known of one person or body whom an article names.

use std::ops::Range;

use super::given_names;
use super::names;

/// What is known of a person's gender from titles and role nouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Gender {
    /// A masculine form was used.
    Masculine,
    /// A feminine form was used.
    Feminine,
    /// Nothing is known.
    #[default]
    Unknown,
}

/// One person or body.
#[derive(Debug, Clone)]
pub(crate) struct Person<'a> {
    /// The fullest name, without titles, as it stands in the text.
    pub(super) name: &'a str,
    /// Where the hashes of the words of that name stand in [`super::people::People`].
    pub(super) words: Range<u32>,
    /// The hashes of titles and role nouns that the article gives.
    pub(super) roles: Vec<u64>,
    /// What titles tell of the gender.
    pub gender: Gender,
    /// How many pronouns tell of him, and of her.
    pub(super) votes: (u32, u32),
    /// How many pronouns tell of several.
    pub(super) plural_votes: u32,
    /// How often the name stands, in any form.
    pub count: u32,
    /// How much speaks for a person, and not a body or a place.
    pub human: i32,
}

impl Person<'_> {
    /// Returns the fullest name, without titles.
    pub(crate) fn name(&self) -> String {
        names::tidied(self.name)
    }

    /// Says whether the name has more than one word.
    pub(crate) fn has_full_name(&self) -> bool {
        self.words.len() > 1
    }

    pub(super) fn add_role(&mut self, role: u64) {
        if !self.roles.contains(&role) && self.roles.len() < 24 {
            self.roles.push(role);
        }
    }

    /// Returns the gender that the given name tells.
    ///
    /// A name of one word may be a surname, as many men's given names are. `words` are
    /// the hashes of the words of all names.
    pub(super) fn told_by_given_name(&self, words: &[u64]) -> Gender {
        let least = if self.words.len() > 1 { 0 } else { 1 };
        let first = words.get(self.words.start as usize).filter(|_| self.human >= least);
        let told = first.map(|word| given_names::gender(*word)).unwrap_or_default();
        if self.words.len() == 1 && told == Gender::Masculine { Gender::Unknown } else { told }
    }

    /// Says whether a body may bear the name: no title, role or pronoun makes it a person's.
    pub(crate) fn may_be_body(&self) -> bool {
        self.gender == Gender::Unknown && self.roles.is_empty() && self.votes == (0, 0)
    }

    /// Says whether the name is rather that of several: "Drivers said they had waited".
    pub(crate) fn is_several(&self) -> bool {
        let is_plural = !self.has_full_name() && self.name.ends_with('s');
        is_plural && self.plural_votes > 0 && self.votes == (0, 0)
    }

    /// Says whether nothing speaks against this gender.
    pub(super) fn may_be(&self, gender: Gender) -> bool {
        [self.gender, gender].contains(&Gender::Unknown) || self.gender == gender
    }
}
