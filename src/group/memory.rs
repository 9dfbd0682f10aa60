//! What grouping remembers, so that a few more utterances cost little.
//!
//! Grouping a collection and taking in utterances one by one are the same work: what has come or
//! gone is merged with the forms there are, the links that this may change are found again, and
//! trees, stories and names follow from all links as ever. So the groups are those that all
//! utterances at once would give.

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::{Forms, Read, SHARE};
use super::index::{Index, Listed, keys_of};
use super::link::{Evidence, Link, Linker};
use super::merge::{GONE, Merged, merge};
use super::notes::Notes;
use super::records::Changes;
use super::said::Said;
use super::speakers::Speakers;
use super::stale::Change;
use super::weights::{Weights, size};
use super::words::Vocabulary;
use super::{Utterance, cores, stories, tree};

/// Forms whose links one thread finds before it takes the next ones.
const BATCH: usize = 256;
/// Share of all forms, as one in so many, that is found again one by one; from more on all are
/// indexed, which costs less then.
const FEW: usize = 4;

/// The utterances of a collection in their groups, with all that further ones need.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) vocabulary: Vocabulary,
    pub(super) speakers: Speakers,
    pub(super) forms: Forms,
    pub(super) notes: Notes,
    /// For each form, the root of its tree.
    pub(super) roots: Vec<u32>,
    /// For each form, the one that names its group: of the smallest key.
    pub(super) names: Vec<u32>,
    /// Pairs of forms that name groups which may be one utterance.
    pub(super) possible: Vec<(u32, u32)>,
    /// What has changed since it was written down.
    pub(super) changes: Changes,
}

/// Utterances that have been read.
#[derive(Debug, Default)]
pub struct Added(Read);

/// What taking in some utterances has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Update {
    /// The keys of the members of each group that is new or has other members than before,
    /// smallest first.
    pub groups: Vec<Vec<u64>>,
    /// Whether there were utterances to be forgotten.
    pub has_gone: bool,
}

impl Memory {
    /// Reads utterances that are to be taken in; nobody needs them afterwards.
    pub fn read(&mut self, added: &[Utterance<'_>]) -> Added {
        let mut read = Added::default();
        self.read_more(&mut read, added);
        read
    }

    /// Reads utterances likewise, after those that were read before. As many at a time as
    /// [`Memory::at_once`] says keep all cores busy.
    pub fn read_more(&mut self, read: &mut Added, added: &[Utterance<'_>]) {
        read.0.more(added, &mut self.vocabulary, &mut self.speakers);
    }

    /// Returns how many utterances are best read at a time.
    pub fn at_once() -> usize {
        cores::count() * SHARE
    }

    /// Takes in what was read last, after forgetting all utterances of the articles `gone`.
    pub fn update(&mut self, gone: &FxHashSet<u64>, added: Added) -> Update {
        let (kept, has_gone) = self.take_in(gone, added.0);
        Update { groups: self.changed_groups(&kept), has_gone }
    }

    /// Takes in the first utterances: all groups are new.
    pub fn begin(&mut self, added: Added) {
        self.take_in(&FxHashSet::default(), added.0);
    }

    /// Takes in utterances, without forgetting any.
    pub(super) fn take_in_all(&mut self, added: &[Utterance<'_>]) {
        let read = self.read(added);
        self.begin(read);
    }

    /// Takes in utterances that have been read; returns what was known before, and whether some were forgotten.
    fn take_in(&mut self, gone: &FxHashSet<u64>, read: Read) -> (Kept, bool) {
        let is_gone = |article: u64| gone.contains(&article);
        let is_gone: Option<&dyn Fn(u64) -> bool> =
            if gone.is_empty() { None } else { Some(&is_gone) };
        let before = std::mem::take(&mut self.forms);
        let merged = merge(before, is_gone, read, &self.speakers);
        let mut notes = std::mem::take(&mut self.notes);
        let (stale, counts) = self.stale(&notes, &merged);
        counts.iter().for_each(|(rank, count)| notes.set_candidates(*rank as usize, *count));
        let has_gone = merged.has_gone;
        let forms_gone: Vec<u64> =
            (0..merged.gone.len()).map(|at| merged.gone.form(at).hash).collect();
        self.forms = merged.forms;
        let kept = Kept {
            notes,
            roots: std::mem::take(&mut self.roots),
            names: std::mem::take(&mut self.names),
            rank_now: merged.rank_now,
            rank_before: merged.rank_before,
        };
        self.find_again(&kept, stale);
        self.name_groups();
        if self.changes.bits.is_some() {
            let counted: FxHashSet<u32> = counts.into_iter().map(|(rank, _)| rank).collect();
            self.note_changes(forms_gone.into_iter(), &kept.rank_before, |memory, rank| {
                !counted.contains(&kept.rank_before[rank]) && memory.is_same(&kept, rank)
            });
        }
        if has_gone {
            self.drop_unused();
        }
        (kept, has_gone)
    }

    /// Says whether all is known of a form that was known before, and nothing else.
    fn is_same(&self, kept: &Kept, rank: usize) -> bool {
        let before = kept.rank_before[rank] as usize;
        kept.root(rank) == Some(self.roots[rank])
            && kept.name(rank) == Some(self.names[rank])
            && kept.notes.sought(before) == self.notes.sought(rank)
            && kept.links(rank).eq(self.notes.links(rank).iter().map(|link| Some(*link)))
    }

    /// Says of each form whether its links have to be found again; and which forms, by their ranks
    /// of before, have another number of candidates and the same links.
    fn stale(&self, notes: &Notes, merged: &Merged) -> (Vec<bool>, Vec<(u32, u32)>) {
        let before = merged.rank_now.len();
        if before == 0 || size(before) != size(merged.forms.len()) {
            return (vec![true; merged.forms.len()], Vec::new());
        }
        Change { notes, merged, vocabulary: &self.vocabulary }.stale()
    }

    /// Finds the links that may have changed, then all trees and groups.
    fn find_again(&mut self, kept: &Kept, mut stale: Vec<bool>) {
        let is_marked = kept.mark(&mut stale);
        let marked: Vec<u32> =
            (0..stale.len() as u32).filter(|rank| is_marked[*rank as usize]).collect();
        let index = if marked.len() > stale.len() / FEW {
            Index::of(&self.forms, &self.vocabulary)
        } else {
            let words = |rank: &u32| self.forms.words(*rank as usize);
            let keys = marked.iter().flat_map(|rank| keys_of(&self.vocabulary, words(rank)));
            Index::of_keys(&self.forms, &self.vocabulary, keys.collect(), Listed::TELLING)
        };
        let weights = Weights::of(&self.vocabulary, &index, self.forms.len());
        let evidence = Evidence {
            forms: &self.forms,
            vocabulary: &self.vocabulary,
            index: &index,
            words: &index.words(&self.vocabulary),
            weights: &weights,
            speakers: &self.speakers,
        };
        let notes = all_notes(evidence, kept, &stale);
        let contained = self.contained();
        let known = |rank: usize| (!is_marked[rank]).then(|| kept.root(rank)).flatten();
        let refuses = |rank: usize, to: usize| is_inside_only(&self.forms, &contained, rank, to);
        let roots = tree::roots(evidence, &notes, &known, &refuses);
        (self.notes, self.roots) = (notes, roots);
    }

    /// Returns the forms of the utterances that others stand inside.
    fn contained(&self) -> FxHashMap<u64, u32> {
        let ranks = || 0..self.forms.len();
        let containers: FxHashSet<u64> =
            ranks().flat_map(|rank| self.forms.members(rank)).filter_map(Said::container).collect();
        let mut found = FxHashMap::default();
        if containers.is_empty() {
            return found;
        }
        for rank in ranks() {
            for said in self.forms.members(rank) {
                if containers.contains(&said.key) {
                    found.insert(said.key, rank as u32);
                }
            }
        }
        found
    }

    /// Names every group by the form with the smallest key.
    fn name_groups(&mut self) {
        let mut groups = self.roots.clone();
        stories::join(&self.forms, &self.speakers, &mut groups);
        let mut name_of_root = vec![GONE; groups.len()];
        let key = |rank: u32| (self.forms.key(rank as usize), rank);
        for (rank, root) in groups.iter().enumerate() {
            let name = &mut name_of_root[*root as usize];
            if *name == GONE || key(rank as u32) < key(*name) {
                *name = rank as u32;
            }
        }
        self.names = groups.iter().map(|root| name_of_root[*root as usize]).collect();
        self.possible = self.doubtful(&groups);
    }

    /// Returns the keys of the members of each group that is new or has other members than before.
    fn changed_groups(&self, kept: &Kept) -> Vec<Vec<u64>> {
        let count = self.names.len();
        let mut sizes_before = vec![0u32; kept.names.len()];
        kept.names.iter().for_each(|name| sizes_before[*name as usize] += 1);
        let mut sizes = vec![0u32; count];
        let mut has_changed = vec![false; count];
        for (rank, name) in self.names.iter().enumerate() {
            sizes[*name as usize] += 1;
            has_changed[*name as usize] |= kept.name(rank) != Some(*name);
        }
        for name in 0..count {
            let before = kept.rank_before[name] as usize;
            has_changed[name] |= sizes_before.get(before).is_none_or(|size| *size != sizes[name]);
        }
        self.groups_named(|name| has_changed[name as usize])
    }

    /// Returns how many distinct texts the utterances have.
    pub fn texts(&self) -> usize {
        self.forms.len()
    }

    /// Returns the keys of the members of all groups, smallest first.
    pub fn groups(&self) -> Vec<Vec<u64>> {
        self.groups_named(|_| true)
    }

    /// Returns the keys of the members of the groups in which any of these utterances stand.
    pub fn groups_of(&self, keys: &FxHashSet<u64>) -> Vec<Vec<u64>> {
        let mut wanted: FxHashSet<u32> = FxHashSet::default();
        for rank in 0..self.forms.len() {
            if self.forms.members(rank).iter().any(|said| keys.contains(&said.key)) {
                wanted.insert(self.names[rank]);
            }
        }
        self.groups_named(|name| wanted.contains(&name))
    }

    fn groups_named(&self, is_wanted: impl Fn(u32) -> bool) -> Vec<Vec<u64>> {
        let mut groups: FxHashMap<u32, Vec<u64>> = FxHashMap::default();
        for (rank, name) in self.names.iter().enumerate().filter(|(_, name)| is_wanted(**name)) {
            let keys = self.forms.members(rank).iter().map(|said| said.key);
            groups.entry(*name).or_default().extend(keys);
        }
        let mut groups: Vec<Vec<u64>> = groups.into_values().collect();
        groups.iter_mut().for_each(|keys| keys.sort_unstable());
        groups.sort_unstable();
        groups
    }

    /// Returns the keys that name groups which may be one utterance, too doubtful to join: pairs,
    /// smaller key first, in order. They are known after an update.
    pub fn possible(&self) -> Vec<(u64, u64)> {
        let key = |name: &u32| self.forms.key(*name as usize);
        self.possible.iter().map(|(one, other)| (key(one), key(other))).collect()
    }

    /// Returns pairs of forms that name groups which may be one utterance, given the root of each
    /// form: those that found no tree, and the best of their links.
    fn doubtful(&self, roots: &[u32]) -> Vec<(u32, u32)> {
        let order = |name: u32| (self.forms.key(name as usize), name);
        let mut pairs: Vec<(u32, u32)> = (0..roots.len())
            .filter(|rank| roots[*rank] as usize == *rank)
            .filter_map(|rank| {
                let to = self.notes.links(rank).first()?.to as usize;
                Some((self.names[rank], self.names[to]))
            })
            .filter(|(one, other)| one != other)
            .map(
                |(one, other)| {
                    if order(one) <= order(other) { (one, other) } else { (other, one) }
                },
            )
            .collect();
        pairs.sort_unstable_by_key(|(one, other)| (order(*one), order(*other)));
        pairs.dedup();
        pairs
    }
}

/// What was known before some utterances came or went.
pub(super) struct Kept {
    notes: Notes,
    roots: Vec<u32>,
    names: Vec<u32>,
    rank_now: Vec<u32>,
    rank_before: Vec<u32>,
}

impl Kept {
    fn now(&self, before: u32) -> Option<u32> {
        self.rank_now.get(before as usize).copied().filter(|now| *now != GONE)
    }

    /// Returns the root that the form of this rank had, as it ranks now.
    fn root(&self, rank: usize) -> Option<u32> {
        self.now(*self.roots.get(self.rank_before[rank] as usize)?)
    }

    /// Returns the form that named the group of this one, as it ranks now.
    fn name(&self, rank: usize) -> Option<u32> {
        self.now(*self.names.get(self.rank_before[rank] as usize)?)
    }

    /// Returns the links that the form of this rank had, as the forms rank now; none in the place of
    /// one that led to what is no more.
    fn links(&self, rank: usize) -> impl Iterator<Item = Option<Link>> {
        let links = self.notes.links(self.rank_before[rank] as usize).iter();
        links.map(|link| Some(Link { to: self.now(link.to)?, ..*link }))
    }

    /// Says of each form whether its tree has to be found again: because its links have, or those
    /// of a form that they lead to.
    fn mark(&self, stale: &mut [bool]) -> Vec<bool> {
        let mut marked = vec![false; stale.len()];
        for rank in (0..stale.len()).rev() {
            if !stale[rank] {
                for link in self.links(rank) {
                    match link {
                        Some(link) => marked[rank] |= marked[link.to as usize],
                        None => stale[rank] = true,
                    }
                }
            }
            marked[rank] |= stale[rank];
        }
        marked
    }
}

/// Finds the links of the forms that are stale, each its own affair, and keeps those of others.
fn all_notes(evidence: Evidence<'_>, kept: &Kept, stale: &[bool]) -> Notes {
    let again: Vec<u32> = (0..stale.len() as u32).filter(|rank| stale[*rank as usize]).collect();
    let batches: Vec<&[u32]> = again.chunks(BATCH).collect();
    let begin = || Linker::new(evidence);
    let found = cores::map(batches.len(), 1, begin, |linker: &mut Linker<'_>, at| {
        let mut notes = Notes::default();
        for rank in batches[at] {
            let (links, sought) = linker.links(*rank as usize);
            notes.push(sought, links);
        }
        notes
    });
    let mut found = found.iter().flat_map(Notes::iter);
    let mut notes = Notes::default();
    for (rank, is_stale) in stale.iter().enumerate() {
        if *is_stale {
            let (links, sought) = found.next().unwrap_or_default();
            notes.push(sought, links.iter().copied());
        } else {
            let before = kept.rank_before[rank] as usize;
            notes.push(kept.notes.sought(before), kept.links(rank).flatten());
        }
    }
    notes
}

/// Says whether the shorter form is found only inside the longer one's own appearances: what a
/// speaker quotes from another is in their words, yet not the same utterance.
fn is_inside_only(forms: &Forms, contained: &FxHashMap<u64, u32>, rank: usize, to: usize) -> bool {
    forms.members(rank).iter().all(|member| {
        let container = member.container().and_then(|key| contained.get(&key));
        container.is_some_and(|form| *form as usize == to)
    })
}
