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
mod cores;
mod forms;
mod index;
mod judge;
mod link;
mod mend;
mod speakers;
mod stories;
mod tree;
mod weights;
mod words;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::model::PublishedDate;

use forms::Forms;
use index::Index;
use link::{Evidence, Link, Linker};
use speakers::Speakers;
use weights::Weights;
use words::Vocabulary;

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
    /// The earlier part of the same utterance, as an index into the same slice.
    pub part_of: Option<usize>,
    /// The utterance that this one stands inside, as an index into the same slice.
    pub nested_in: Option<usize>,
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
    let mut vocabulary = Vocabulary::default();
    let mut speakers = Speakers::default();
    let forms = Forms::of(utterances, &mut vocabulary, &mut speakers);
    let index = Index::of(&forms, &vocabulary);
    let weights = Weights::of(&vocabulary, &index, forms.len());
    let evidence = Evidence {
        forms: &forms,
        vocabulary: &vocabulary,
        index: &index,
        weights: &weights,
        speakers: &speakers,
    };
    let links = all_links(evidence);
    let form_of = form_of_each(&forms, utterances.len());
    let refuses = |rank: usize, to: usize| is_inside_only(utterances, &forms, &form_of, rank, to);
    let mut roots = tree::roots(evidence, &links, &refuses);
    stories::join(utterances, &forms, &speakers, &mut roots);
    named_clusters(utterances, &forms, &links, &roots)
}

/// Mixes the bits of a number, so that its high bits depend on all of them.
///
/// The finaliser of Sebastiano Vigna's SplitMix64 (2015).
fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Forms whose links one thread finds before it takes the next ones.
const BATCH: usize = 1024;

/// Finds the links of every form; each form's are its own affair.
fn all_links(evidence: Evidence<'_>) -> Vec<Vec<Link>> {
    let begin = || Linker::new(evidence);
    cores::map(evidence.forms.len(), BATCH, begin, |linker, rank| linker.links(rank))
}

fn form_of_each(forms: &Forms, utterances: usize) -> Vec<u32> {
    let mut form_of = vec![0; utterances];
    for rank in 0..forms.len() {
        forms.members(rank).iter().for_each(|member| form_of[*member as usize] = rank as u32);
    }
    form_of
}

/// Says whether the shorter form is found only inside the longer one's own appearances: what a
/// speaker quotes from another is in their words, yet not the same utterance.
fn is_inside_only(
    utterances: &[Utterance<'_>],
    forms: &Forms,
    form_of: &[u32],
    rank: usize,
    to: usize,
) -> bool {
    forms.members(rank).iter().all(|member| {
        let container = utterances[*member as usize].nested_in;
        container.and_then(|at| form_of.get(at)).is_some_and(|form| *form as usize == to)
    })
}

/// Names every cluster by the member with the smallest key, and so the doubtful links.
fn named_clusters(
    utterances: &[Utterance<'_>],
    forms: &Forms,
    links: &[Vec<Link>],
    roots: &[u32],
) -> Grouping {
    let mut names: Vec<usize> = vec![usize::MAX; forms.len()];
    let order = |at: usize| (utterances[at].key, utterances[at].text);
    for (rank, root) in roots.iter().enumerate() {
        let first = forms.members(rank)[0] as usize;
        let name = &mut names[*root as usize];
        if *name == usize::MAX || order(first) < order(*name) {
            *name = first;
        }
    }
    let name = |rank: usize| names[roots[rank] as usize];
    let mut cluster = vec![0; utterances.len()];
    for rank in 0..forms.len() {
        forms.members(rank).iter().for_each(|member| cluster[*member as usize] = name(rank));
    }
    let doubtful = links.iter().enumerate().filter(|(rank, _)| roots[*rank] as usize == *rank);
    let mut possible: Vec<(usize, usize)> = doubtful
        .filter_map(|(rank, links)| Some((name(rank), name(links.first()?.to as usize))))
        .filter(|(one, other)| one != other)
        .map(|(one, other)| if order(one) <= order(other) { (one, other) } else { (other, one) })
        .collect();
    possible.sort_unstable_by_key(|(one, other)| (order(*one), order(*other)));
    possible.dedup();
    Grouping { cluster, possible }
}

#[cfg(test)]
mod tests;
