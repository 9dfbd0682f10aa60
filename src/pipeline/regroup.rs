//! From appearances to quotes: group, split into wordings, choose references, find parents.
//!
//! Grouping remembers what it worked out, and so takes a few new articles in at the cost of what
//! they change; the quotes are those that all articles at once would give. What people decided is
//! laid over what the machine found. Only what changed is written.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::panic::resume_unwind;
use std::{iter, mem, thread};

use crossbeam_channel::bounded;
use rustc_hash::FxHashSet;

use super::clusters::{Clusters, take_in, take_in_all};
use super::copies::Copies;
use super::known::known_quote;
use super::passages::{Found, find_passages};
use super::people::{Named, namesakes, single_named};
use crate::compare::{Parentage, WordingGroup, lineage, reference, wordings_of};
use crate::group::cores;
use crate::group::{Known, Memory, Part, Rows, Update};
use crate::model::{Appearance, AppearanceId, ArticleId, Basis, Decision, QuoteId};
use crate::store::WordingGroup as StoredWording;
use crate::store::{Groups, Only, QuoteGroup, QuoteRow, Remembered, Store, StoreError, WordingRow};

/// Returns the name under which a part is remembered.
fn name(part: Part) -> &'static str {
    match part {
        Part::Words => "words",
        Part::Forms => "quotes",
        Part::Notes => "notes",
    }
}

/// Quotes that one thread works out before it takes the next ones.
const BATCH: usize = 16;

/// Quotes that are worked out before they are handed on: enough to keep all cores busy, and few
/// beside all quotes of a large collection, of which no more than three parts are in memory.
const AT_A_TIME: usize = 1 << 13;

/// Articles up to which copies are found while quotes are grouped: with 50,000 that takes a third more
/// memory than one after the other.
const MOST_AT_ONCE: usize = 100_000;

/// Groups what has changed in a collection and saves the groups in one transaction.
///
/// Where another program stores articles meanwhile, nothing is saved: that program groups them all.
///
/// # Errors
///
/// Where the collection cannot be read or written.
pub fn regroup(store: &mut Store) -> Result<(), StoreError> {
    let read_at = Some(store.data_version()?);
    store.forget_set_aside()?;
    let decisions = store.decisions()?;
    let changed = store.changed_articles()?;
    let has_primaries = store.has_primaries()?;
    let (taken_in, copies) = with_copies(store, &changed, || match remembered(store)? {
        Some(mut memory) => {
            let update = take_in(store, &mut memory, &changed)?;
            Ok(TakenIn::Few(memory, update))
        }
        None => take_in_all(store).map(TakenIn::All),
    })?;
    match taken_in {
        TakenIn::Few(memory, update) if !has_primaries => {
            let groups = few(store, memory, update, &changed, &decisions, copies)?;
            store.replace_groups(&Groups { read_at, ..groups })?;
        }
        TakenIn::Few(memory, _) | TakenIn::All(memory) => {
            all(store, memory, &decisions, copies)?.save(store, read_at)?;
        }
    }
    Ok(())
}

/// The utterances in their groups.
enum TakenIn {
    /// What was remembered, and how the changed articles have changed it.
    Few(Memory, Update),
    /// All anew.
    All(Memory),
}

/// Does `work` while the copies among the articles are found, which knows nothing of quotes and reads
/// the collection by itself.
fn with_copies<T>(
    store: &Store,
    changed: &[ArticleId],
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<(T, Copies), StoreError> {
    let is_small = store.article_count()? <= MOST_AT_ONCE;
    let Some(path) = store.path().filter(|_| is_small) else {
        // Nobody else can read what lives in memory; and of a large collection, what each needs
        // is in memory by itself.
        let mut copies = Copies::among(store, changed)?;
        copies.set_aside(store)?;
        return Ok((work()?, copies));
    };
    thread::scope(|scope| {
        let copies = scope.spawn(|| {
            let store = Store::open_existing(path)?;
            store.spare_memory()?;
            Copies::among(&store, changed)
        });
        let done = work();
        let mut copies = copies.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        copies.set_aside(store)?;
        Ok((done?, copies))
    })
}

/// Returns what is remembered of the last grouping; none where nothing is, or another version's.
fn remembered(store: &Store) -> Result<Option<Memory>, StoreError> {
    let words = store.remembered(name(Part::Words))?;
    // The words are entered while the rows that consist of them are read.
    let (known, forms, notes) = thread::scope(|scope| {
        let known = scope.spawn(|| Known::restore(&words));
        let rows = [Part::Forms, Part::Notes].map(|part| store.remembered(name(part)));
        let known = known.join().unwrap_or_else(|panic| resume_unwind(panic));
        let [forms, notes] = rows;
        Ok::<_, StoreError>((known, forms?, notes?))
    })?;
    Ok(known.and_then(|known| Memory::restore(known, &forms, &notes)))
}

/// All quotes of a collection, to be worked out while those before them are saved.
struct AllQuotes {
    clusters: Clusters,
    /// The passages of some, which are among their members.
    passages: BTreeMap<usize, Vec<Appearance>>,
    copies: Copies,
    /// What is said of all together.
    groups: Groups,
}

/// Returns all quotes of a collection.
fn all(
    store: &Store,
    mut memory: Memory,
    decisions: &[Decision],
    mut copies: Copies,
) -> Result<AllQuotes, StoreError> {
    let doubtful = memory.possible();
    remember(store, &mut memory)?;
    let found = memory.groups();
    // What is remembered takes its place, outside the memory of this program.
    drop(memory);
    let clusters = Clusters::of_all(store, found, decisions)?;
    let Found { passages, aliases } = find_passages(store, &clusters.articles, clusters.wanted())?;
    let namesakes = namesakes(clusters.named(&passages));
    let mut groups = Groups { namesakes, passage_aliases: aliases, ..Groups::default() };
    let mut own = BTreeMap::new();
    for (number, found) in passages {
        let (passages, appearances): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        groups.passages.extend(passages);
        own.insert(number, appearances);
    }
    groups.possible = clusters.possible(&doubtful, &quote_ids(&clusters, &own));
    finish(&mut groups, &mut copies);
    Ok(AllQuotes { clusters, passages: own, copies, groups })
}

impl AllQuotes {
    /// Works the quotes out, and saves each part of them while the next is worked out.
    fn save(mut self, store: &mut Store, read_at: Option<i64>) -> Result<(), StoreError> {
        self.groups.read_at = read_at;
        let Self { clusters, passages, copies, groups } = &self;
        let work_out = |number: usize| {
            let mut appearances = clusters.appearances(number);
            appearances.extend(passages.get(&number).into_iter().flatten().cloned());
            quote(appearances, copies)
        };
        thread::scope(|scope| {
            let (sender, parts) = bounded(1);
            let mut comparing = Some(scope.spawn(move || {
                // Where nobody takes them, they could not be saved, and the store says why.
                let _ = compare(clusters, work_out, |part| sender.send(part));
            }));
            // Lest some of them be taken for all: what stopped the one stops the other.
            let ended = iter::from_fn(|| {
                comparing.take()?.join().unwrap_or_else(|panic| resume_unwind(panic));
                None
            });
            store.replace_all_groups(groups, parts.into_iter().chain(ended))
        })?;
        Ok(())
    }
}

/// Returns the quotes that a few changed articles, or decisions, have changed.
fn few(
    store: &Store,
    memory: Memory,
    update: Update,
    changed: &[ArticleId],
    decisions: &[Decision],
    mut copies: Copies,
) -> Result<Groups, StoreError> {
    let Update { groups: mut found, has_gone } = update;
    // A corrected outlet changes no group, and yet what is said of it. Decisions join and divide
    // groups as a whole. Where copies are told from originals anew, other quotes too have other
    // numbers of independent texts.
    let mut also: FxHashSet<u64> =
        decisions.iter().flat_map(|decision| &decision.about).map(|(id, _)| id.0).collect();
    for article in copies.moved(store)?.into_iter().chain(changed.iter().copied()) {
        also.extend(store.utterance_ids_in(article)?.into_iter().map(|id| id.0));
    }
    if !also.is_empty() {
        found.extend(memory.groups_of(&also));
        found.sort_unstable();
        found.dedup();
    }
    let possible = memory.possible();
    let (groups, remembered) = thread::scope(|scope| {
        // Nobody needs the memory any more: it is written down, and given back, by the way.
        let remembered = scope.spawn(move || written_down(memory));
        let groups = some_quotes(store, (&found, has_gone), &possible, decisions, &copies);
        (groups, remembered.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let (mut groups, only) = groups?;
    groups.only = Some(only);
    remembered.iter().try_for_each(|part| store.set_aside(part))?;
    finish(&mut groups, &mut copies);
    Ok(groups)
}

/// Returns the quotes that these groups are, `possible` of which may be one, and what they are about;
/// with the groups it is said whether appearances have gone.
fn some_quotes(
    store: &Store,
    (found, has_gone): (&[Vec<u64>], bool),
    possible: &[(u64, u64)],
    decisions: &[Decision],
    copies: &Copies,
) -> Result<(Groups, Only), StoreError> {
    let (clusters, mut only) = Clusters::of_groups(store, found, decisions)?;
    let mut groups = Groups::default();
    // What has gone leaves no trace in the tables, and may have been all that made a wording what it
    // was; and what people join and divide is worked out as a whole.
    only.has_gone = has_gone;
    let is_more = !has_gone && decisions.is_empty();
    let work_out = |number: usize| {
        let known = if is_more { known_quote(&clusters, number, &only, copies) } else { None };
        known.or_else(|| quote(clusters.appearances(number), copies))
    };
    let Ok(()) = compare(&clusters, work_out, |part| {
        groups.quotes.extend(part);
        Ok::<_, Infallible>(())
    });
    groups.possible = clusters.possible(possible, &quote_ids(&clusters, &BTreeMap::new()));
    name_some(store, &clusters, &mut groups, &mut only)?;
    Ok((groups, only))
}

/// Says who the speakers known by a single word in these quotes are, and which speakers that is.
fn name_some(
    store: &Store,
    clusters: &Clusters,
    groups: &mut Groups,
    only: &mut Only,
) -> Result<(), StoreError> {
    let none = BTreeMap::new();
    let own: Vec<Vec<Named<'_>>> = clusters.named(&none).collect();
    only.speakers = single_named(&own);
    let own_members = only.appearances.keys().copied().collect();
    let mut beside = Vec::new();
    for (name, text) in &only.speakers {
        beside.extend(store.named_beside(name, text, &own_members)?);
    }
    let beside = beside.iter().map(|quote| quote.iter().map(|(name, text)| (&**name, *text)));
    groups.namesakes = namesakes(own.into_iter().chain(beside.map(Iterator::collect)));
    groups.namesakes.retain(|one| only.speakers.contains(&(one.name.clone(), one.text_sha256)));
    Ok(())
}

/// Sets aside what is to be remembered of the words of quotes, of their distinct texts, and of what
/// was found out about each.
fn remember(store: &Store, memory: &mut Memory) -> Result<(), StoreError> {
    memory.keep(|part, rows| store.set_aside(&remembered_of(part, rows)))
}

/// Returns the same where it is little.
fn written_down(mut memory: Memory) -> Vec<Remembered> {
    let mut parts = Vec::new();
    let Ok(()) = memory.keep(|part, rows| {
        parts.push(remembered_of(part, rows));
        Ok::<_, Infallible>(())
    });
    parts
}

fn remembered_of(part: Part, Rows { is_whole, rows }: Rows) -> Remembered {
    Remembered { part: name(part), is_whole, rows }
}

fn finish(groups: &mut Groups, copies: &mut Copies) {
    groups.relations = mem::take(&mut copies.relations);
    groups.same_text = mem::take(&mut copies.same_text);
    groups.relations_of = copies.only.take();
}

/// Returns the ids that the quotes will have; none for those without members.
fn quote_ids(
    clusters: &Clusters,
    passages: &BTreeMap<usize, Vec<Appearance>>,
) -> Vec<Option<QuoteId>> {
    let id = |number: usize| {
        let passages = passages.get(&number).into_iter().flatten().map(|passage| passage.id);
        clusters.ids(number).chain(passages).min().map(QuoteId::from_smallest)
    };
    (0..clusters.members.len()).map(id).collect()
}

/// Hands the quotes to `take`, some at a time, each worked out for itself by its number, until that
/// fails.
fn compare<E>(
    clusters: &Clusters,
    quote: impl Fn(usize) -> Option<QuoteGroup> + Sync,
    mut take: impl FnMut(Vec<QuoteGroup>) -> Result<(), E>,
) -> Result<(), E> {
    let all = clusters.members.len();
    for first in (0..all).step_by(AT_A_TIME) {
        let some = AT_A_TIME.min(all - first);
        let found = cores::map(some, BATCH, || (), |(), at| quote(first + at));
        take(found.into_iter().flatten().collect())?;
    }
    Ok(())
}

/// Splits the members of a quote into wordings, the reference chosen and parents found.
fn quote(members: Vec<Appearance>, copies: &Copies) -> Option<QuoteGroup> {
    let independent = &|members: &[&Appearance]| copies.independent_texts(members);
    let wordings = wordings_of(members, independent);
    let (basis, reference) = reference(&wordings);
    quote_of(&wordings, (basis, reference), &lineage(&wordings, reference), independent)
}

/// Returns the quote of these wordings, its reference, how that was chosen, and their parents.
pub(super) fn quote_of(
    wordings: &[WordingGroup],
    (basis, reference): (Basis, usize),
    parents: &[Parentage],
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Option<QuoteGroup> {
    let all: Vec<&Appearance> = wordings.iter().flat_map(|wording| &wording.appearances).collect();
    let id = all.iter().map(|member| member.id).min().map(QuoteId::from_smallest)?;
    let chosen = wordings.get(reference)?;
    let quote = QuoteRow { id, basis, reference: chosen.id, independent_texts: independent(&all) };
    let stored = |(wording, parentage): (&WordingGroup, &Parentage)| StoredWording {
        wording: WordingRow {
            id: wording.id,
            quote_id: id,
            shown: shown(wording),
            independent_texts: wording.independent_texts,
            parent: parentage.parent.and_then(|parent| wordings.get(parent)).map(|w| w.id),
            evidence: parentage.evidence.clone(),
        },
        appearances: wording.appearances.iter().map(|appearance| appearance.id).collect(),
    };
    let wordings = wordings.iter().zip(parents).map(stored).collect();
    Some(QuoteGroup { quote, wordings })
}

/// Returns the first of the appearances that have the text of a wording.
fn shown(wording: &WordingGroup) -> AppearanceId {
    let mut runs = wording.appearances.iter();
    let first = runs.find(|run| run.text == wording.text);
    first.map_or(AppearanceId(wording.id.0), |run| run.id)
}
