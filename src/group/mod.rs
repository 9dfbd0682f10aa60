//! Grouping the wordings of one utterance.
//!
//! Equal word lists collapse to *forms* (`forms`); an index of rare pairs of words proposes
//! longer forms for each (`index`); an alignment weighed by rarity decides (`link`, `judge`); every
//! form joins at most one longer one, and only where the root of that tree has its words too
//! (`tree`). Speakers and dates are evidence, never a wall.
//!
//! The same utterances in any order give the same groups: whatever could tie is ordered by
//! length and by [`Utterance::key`], which comes from content.

mod align;
mod codebook;
mod codes;
pub(crate) mod cores;
mod forms;
mod index;
mod judge;
mod link;
mod memory;
mod mend;
mod merge;
mod notes;
mod records;
mod restore;
mod said;
mod speakers;
mod split;
mod stale;
mod stories;
mod tree;
mod weights;
mod words;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::model::PublishedDate;

pub use memory::{Added, Memory, Update};
pub use records::{Part, Rows};
pub use restore::Known;

/// One appearance that is no label.
#[derive(Debug, Clone, Copy)]
pub struct Utterance<'a> {
    /// A number from content: it breaks every tie, so that the order of input never matters.
    pub key: u64,
    /// The words, verbatim.
    pub text: &'a str,
    /// The person said to have said it.
    pub speaker: Option<&'a str>,
    /// Who published the article.
    pub outlet: Option<&'a str>,
    /// When the article was published.
    pub published: Option<&'a PublishedDate>,
    /// The article: any number that its utterances share and others do not. Where it is unknown,
    /// outlet and date stand for it.
    pub article: Option<u64>,
    /// The key of the utterance that this one stands inside.
    pub nested_in: Option<u64>,
}

impl Utterance<'_> {
    /// Returns a number for the article, from outlet and date where it has none of its own.
    fn article_or_issue(&self) -> Option<u64> {
        if self.article.is_some() {
            return self.article;
        }
        let mut hasher = FxHasher::default();
        (self.outlet?, self.published.map(PublishedDate::as_str)).hash(&mut hasher);
        Some(hasher.finish())
    }
}

/// Which utterances are one quote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grouping {
    /// For each utterance, the index of the one that names its cluster: of the smallest key.
    pub cluster: Vec<usize>,
    /// Doubtful links that were kept apart, as pairs of such indices, in order.
    pub possible: Vec<(usize, usize)>,
}

/// Groups utterances into quotes.
///
/// Costs time and memory nearly linear in the words; quotes of any number may be given.
pub fn group(utterances: &[Utterance<'_>]) -> Grouping {
    let mut memory = Memory::default();
    memory.take_in_all(utterances);
    let place = |name: u32| memory.forms.members(name as usize)[0].place as usize;
    let mut cluster = vec![0; utterances.len()];
    for (rank, name) in memory.names.iter().enumerate() {
        for said in memory.forms.members(rank) {
            cluster[said.place as usize] = place(*name);
        }
    }
    let pairs = memory.possible.iter();
    let possible = pairs.map(|(one, other)| (place(*one), place(*other))).collect();
    Grouping { cluster, possible }
}

/// Mixes the bits of a number, so that its high bits depend on all of them.
///
/// The finaliser of Sebastiano Vigna's SplitMix64 (2015).
#[inline]
fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests;
