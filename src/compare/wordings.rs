//! The wordings of one utterance: its appearances, sorted by how the words ran.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::apart::links;
use super::reading::keys_of;
use crate::model::{Appearance, ArticleId, ArticleKind, PublishedDate, SeenDates, WordingId};

/// One distinct way the words of a quote ran, and who ran it so.
#[derive(Debug, Clone, PartialEq)]
pub struct WordingGroup {
    /// Its id: the smallest of its appearances'.
    pub id: WordingId,
    /// Its words, as its first appearance has them; a primary source's before all.
    pub text: String,
    /// Its appearances, by the time at which they were first seen, then outlet, then id.
    pub appearances: Vec<Appearance>,
    /// How many texts that are no copies of one another ran it.
    pub independent_texts: usize,
}

impl WordingGroup {
    /// Returns the earliest date of an appearance, none where no article has one.
    pub fn first_seen(&self) -> Option<&PublishedDate> {
        first_seen(self.appearances.iter())
    }

    /// Returns what all its dates say of before and after.
    pub(crate) fn seen(&self) -> SeenDates<'_> {
        seen(self.appearances.iter())
    }

    /// Says whether a primary source has it.
    pub fn is_primary(&self) -> bool {
        self.appearances.iter().any(|found| found.article_kind == ArticleKind::Primary)
    }

    /// Returns an outlet that ran it, or the source of an article without one.
    pub(crate) fn named(&self) -> String {
        self.outlet().to_owned()
    }

    /// Returns the same, not to keep.
    pub(crate) fn outlet(&self) -> &str {
        named(self.appearances.iter()).unwrap_or_default()
    }

    /// Says whether all that lineage asks of a wording, its place among others aside, is what it is
    /// without the appearances that are new.
    fn is_unmoved(&self, is_new: &dyn Fn(&Appearance) -> bool) -> bool {
        let old = || self.appearances.iter().filter(|found| !is_new(found));
        !self.is_primary()
            && old().next().is_some_and(|first| first.text == self.text)
            && first_seen(old()) == self.first_seen()
            && seen(old()) == self.seen()
            && named(old()) == named(self.appearances.iter())
    }
}

fn first_seen<'a>(runs: impl Iterator<Item = &'a Appearance>) -> Option<&'a PublishedDate> {
    runs.filter_map(Appearance::seen).min_by(|a, b| a.display_order(b))
}

fn seen<'a>(runs: impl Iterator<Item = &'a Appearance>) -> SeenDates<'a> {
    runs.filter_map(Appearance::seen).collect()
}

fn named<'a>(mut runs: impl Iterator<Item = &'a Appearance> + Clone) -> Option<&'a str> {
    let outlet = runs.clone().find_map(|found| found.outlet.as_deref());
    outlet.or_else(|| runs.next().map(Appearance::ran_by))
}

/// Says whether [`super::lineage`] finds the same parents for these wordings, which are in their order,
/// as before the appearances that are new came to them; if it is asked with the same reference.
///
/// So it is where each wording was there before, first seen on the same day and in the same words, no
/// article newly runs two of them as parts of one utterance, and none runs two of them at all.
pub fn is_lineage_unmoved(wordings: &[WordingGroup], is_new: &dyn Fn(&Appearance) -> bool) -> bool {
    let former_id = |wording: &WordingGroup| {
        wording.appearances.iter().filter(|found| !is_new(found)).map(|found| found.id).min()
    };
    let stand_as_before = |pair: &[WordingGroup]| {
        let dates = date_order(pair[0].first_seen(), pair[1].first_seen());
        dates.then_with(|| former_id(&pair[0]).cmp(&former_id(&pair[1]))).is_lt()
    };
    wordings.iter().all(|wording| wording.is_unmoved(is_new))
        && !links(wordings, is_new)
        && ran_together(wordings).is_empty()
        && wordings.windows(2).all(stand_as_before)
}

/// Returns the articles that run several wordings with the place of each, in order.
pub(super) fn ran_together(wordings: &[WordingGroup]) -> Vec<(ArticleId, usize)> {
    let runs = wordings.iter().enumerate();
    let mut ran: Vec<(ArticleId, usize)> = runs
        .flat_map(|(at, wording)| wording.appearances.iter().map(move |run| (run.article_id, at)))
        .collect();
    ran.sort_unstable();
    ran.dedup();
    let same = ran.chunk_by(|one, other| one.0 == other.0);
    same.filter(|together| together.len() > 1).flatten().copied().collect()
}

/// Splits the appearances of one quote into its wordings, by first date, then id.
///
/// Two appearances run the same wording where their words are the same in the same order; folds,
/// punctuation and letter case aside. `independent` counts the texts behind some appearances.
pub fn wordings(
    appearances: &[Appearance],
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Vec<WordingGroup> {
    wordings_of(appearances.to_vec(), independent)
}

/// Splits appearances likewise that nobody else needs.
pub fn wordings_of(
    appearances: Vec<Appearance>,
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Vec<WordingGroup> {
    wordings_by_words(by_words(appearances), independent)
}

/// Returns wordings likewise of appearances that stand with those of the same words.
pub fn wordings_by_words(
    appearances: Vec<Vec<Appearance>>,
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Vec<WordingGroup> {
    let mut groups: Vec<WordingGroup> =
        appearances.into_iter().filter_map(|found| group(found, independent)).collect();
    groups.sort_by(|a, b| date_order(a.first_seen(), b.first_seen()).then(a.id.cmp(&b.id)));
    groups
}

/// Returns the appearances by their words.
fn by_words(mut appearances: Vec<Appearance>) -> Vec<Vec<Appearance>> {
    // Thousands may run one line letter for letter: its words are read once.
    appearances.sort_by(|a, b| a.text.cmp(&b.text));
    if appearances.first().map(|one| &one.text) == appearances.last().map(|one| &one.text) {
        // One text is one wording, whatever its words.
        return vec![appearances];
    }
    let mut by_words: BTreeMap<Vec<String>, Vec<Appearance>> = BTreeMap::new();
    let mut appearances = appearances.into_iter().peekable();
    while let Some(first) = appearances.next() {
        let found = by_words.entry(keys_of(&first.text)).or_default();
        while let Some(next) = appearances.next_if(|next| next.text == first.text) {
            found.push(next);
        }
        found.push(first);
    }
    by_words.into_values().collect()
}

fn group(
    mut appearances: Vec<Appearance>,
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Option<WordingGroup> {
    appearances.sort_by(publication_order);
    let id = WordingId::from_smallest(appearances.iter().map(|found| found.id).min()?);
    let primary = appearances.iter().find(|found| found.article_kind == ArticleKind::Primary);
    let text = primary.or_else(|| appearances.first())?.text.clone();
    let independent_texts = independent(&appearances.iter().collect::<Vec<_>>());
    Some(WordingGroup { id, text, appearances, independent_texts })
}

/// Orders appearances by the time at which they were first seen, undated ones last, then outlet, then id.
pub(crate) fn publication_order(a: &Appearance, b: &Appearance) -> Ordering {
    date_order(a.seen(), b.seen())
        .then_with(|| a.outlet.cmp(&b.outlet))
        .then_with(|| a.id.cmp(&b.id))
}

/// Orders dates for display, unknown ones last.
pub(crate) fn date_order(a: Option<&PublishedDate>, b: Option<&PublishedDate>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.display_order(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
