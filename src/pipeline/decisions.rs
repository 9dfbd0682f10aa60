//! What people decided, laid over what the machine grouped.
//!
//! Decisions are applied in the order in which they were taken, each to what the earlier ones left,
//! so that of two that contradict each other the later one prevails. They name appearances, and
//! hold for those whose ids are known in the collection:
//!
//! - a merge joins whatever quotes its appearances stand in now, with all that has joined them since;
//! - a wording that was split off takes along whatever else has its words in the same quote;
//! - an appearance that was split off takes along the same words in other revisions of its article:
//!   where a later revision supersedes the one that was decided on, the decision goes on holding.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AppearanceId, Decision, DecisionAction, DecisionPart};
use crate::store::{ArticleRow, UtteranceRow};
use crate::text::word_keys;

/// Quotes as lists of utterances, while decisions move them about.
pub(super) struct Blocks<'a> {
    articles: &'a [ArticleRow],
    rows: &'a [UtteranceRow],
    places: BTreeMap<AppearanceId, usize>,
    /// For each utterance, the quote it belongs to.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// Pairs of utterances that a split in force holds apart.
    apart: Vec<(usize, usize)>,
}

impl<'a> Blocks<'a> {
    /// Takes the quotes as the machine grouped them: for each utterance the number of its quote.
    pub(super) fn new(
        articles: &'a [ArticleRow],
        rows: &'a [UtteranceRow],
        members: Vec<Vec<usize>>,
    ) -> Self {
        let (places, of) = (BTreeMap::new(), Vec::new());
        Self { articles, rows, places, of, members, apart: Vec::new() }
    }

    /// Applies the decisions that are in force, in their order.
    pub(super) fn apply(&mut self, decisions: &[Decision]) {
        if !decisions.iter().any(Decision::is_in_force) {
            return;
        }
        self.look_around();
        for decision in decisions.iter().filter(|decision| decision.is_in_force()) {
            match decision.action {
                DecisionAction::Merge => self.merge(decision),
                DecisionAction::Split => self.split(decision),
                DecisionAction::Undo => {}
            }
        }
    }

    /// Notes where each utterance is and which quote it belongs to: of many, that takes memory that
    /// is not there for nothing.
    fn look_around(&mut self) {
        self.of = vec![0; self.rows.len()];
        for (block, members) in self.members.iter().enumerate() {
            members.iter().for_each(|row| self.of[*row] = block);
        }
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    }

    /// Returns the utterances of a decision that play the part given.
    fn named(&self, decision: &Decision, part: DecisionPart) -> Vec<usize> {
        let about = decision.about.iter().filter(|(_, own)| *own == part);
        about.filter_map(|(id, _)| self.places.get(id).copied()).collect()
    }

    fn merge(&mut self, decision: &Decision) {
        let named = self.named(decision, DecisionPart::Merged);
        let blocks: BTreeSet<usize> = named.iter().map(|row| self.of[*row]).collect();
        let mut blocks = blocks.into_iter();
        let Some(first) = blocks.next() else { return };
        for block in blocks {
            let moved = std::mem::take(&mut self.members[block]);
            moved.iter().for_each(|row| self.of[*row] = first);
            self.members[first].extend(moved);
        }
        // Who says that quotes are one says that nothing holds them apart.
        let is_joined = |row: usize| self.of[row] == first;
        self.apart.retain(|(left, right)| !(is_joined(*left) && is_joined(*right)));
    }

    fn split(&mut self, decision: &Decision) {
        let mut off: BTreeSet<usize> = BTreeSet::new();
        for row in self.named(decision, DecisionPart::Wording) {
            off.extend(self.same_words(row));
        }
        for row in self.named(decision, DecisionPart::Appearance) {
            let address = self.articles[self.rows[row].article].facts.url();
            let is_revision = |other: &usize| {
                let article = &self.articles[self.rows[*other].article];
                address.is_some() && article.facts.url() == address
            };
            off.extend(self.same_words(row).into_iter().filter(is_revision));
            off.insert(row);
        }
        let blocks: BTreeSet<usize> = off.iter().map(|row| self.of[*row]).collect();
        let new = self.members.len();
        for block in &blocks {
            self.members[*block].retain(|row| !off.contains(row));
        }
        off.iter().for_each(|row| self.of[*row] = new);
        let left = self.named(decision, DecisionPart::Left);
        self.apart.extend(off.first().zip(left.first()).map(|(off, left)| (*off, *left)));
        self.members.push(off.into_iter().collect());
    }

    /// Returns the utterances of one quote that have the words of one of them.
    fn same_words(&self, row: usize) -> Vec<usize> {
        let words = word_keys(&self.rows[row].text);
        let members = self.members[self.of[row]].iter().copied();
        members.filter(|other| word_keys(&self.rows[*other].text) == words).collect()
    }

    /// Returns the members of each quote, by the first of them, and pairs of utterances that
    /// somebody has held apart.
    pub(super) fn finish(mut self) -> (Vec<Vec<usize>>, Vec<(usize, usize)>) {
        self.members.retain(|members| !members.is_empty());
        self.members.iter_mut().for_each(|members| members.sort_unstable());
        self.members.sort_unstable();
        (self.members, self.apart)
    }
}
