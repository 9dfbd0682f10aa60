//! Which wording came from which: shared readings, as philologists use them.
//!
//! Each wording is collated with the reference. A reading that two wordings share and the reference
//! does not have speaks for a common line (Maas, "Textkritik", 1927: only shared *errors* prove
//! descent). A wording came from the reference unless another one, not seen strictly later, shares
//! enough with it and has nothing that would have had to be put back.

#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::align::{align, contiguous};
use super::apart::{OtherPart, Parts};
use super::cells::{Both, Cell, Role, cells};
use super::changes::classify;
use super::lexicon::is_function_word;
use super::pieces::{is_disclosing, place};
use super::reading::Prepared;
use super::wordings::{WordingGroup, ran_together};
use crate::model::{ArticleId, ChangeClass, PublishedDate, SeenDates, TimeApart};

/// The wording that another most likely came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parentage {
    /// Its index; none for the reference itself and where the parent is undetermined.
    pub parent: Option<usize>,
    /// Why, in words; or why not.
    pub evidence: String,
}

/// What a shared reading must weigh, in words, for a wording to come from another than the reference.
///
/// Measured on variants generated from direct quotes: see `examples/clusters.rs`.
const LEAST_SAVING: f64 = 0.5;
/// What a reading that would have had to be put back weighs against descent.
const PUT_BACK: f64 = 3.0;
/// Words of the child that its parent may lack.
const MOST_MISSING: usize = 1;
/// Words in a row that a writer may have added; more come from a fuller source than the reference.
const LONGEST_ADDITION: usize = 6;
/// What it weighs that two excerpts begin, or end, at the same word.
const SHARED_END: f64 = 0.55;

/// One place where a wording leaves the reference.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
struct Reading {
    weight: f64,
    /// Where it stands among the words of the wording.
    at: usize,
    /// The words that stand there.
    shown: String,
}

/// A wording collated with the reference.
#[derive(Debug, Clone, Default)]
pub(crate) struct Collated {
    /// Readings by their place in the reference and their words.
    readings: BTreeMap<(usize, usize, String), Reading>,
    /// Which words of the reference it has, or has something else for.
    covers: Vec<bool>,
    /// The longest run of words that the reference has nothing for.
    longest_gain: usize,
}

impl Collated {
    /// Collates `text` with `reference`.
    pub(crate) fn of(reference: &Prepared<'_>, text: &Prepared<'_>) -> Self {
        let both = Both { left: reference, right: text };
        let pairs = match contiguous(reference, text).first() {
            Some(start) => (0..text.tokens.len()).map(|i| (start + i, i)).collect(),
            None => is_disclosing(text)
                .then(|| place(reference, text))
                .flatten()
                .unwrap_or_else(|| align(reference, text)),
        };
        let mut found = cells(&both, &pairs);
        classify(&both, &mut found);
        let covers = vec![true; reference.tokens.len()];
        let mut collated = Self { covers, ..Self::default() };
        let mut gain = 0;
        for cell in found {
            // Words added side by side are one addition, whatever classes they have.
            let is_gain = cell.left.is_empty() && cell.role == Role::Other;
            gain = if is_gain { gain + cell.right.len() } else { 0 };
            collated.longest_gain = collated.longest_gain.max(gain);
            if matches!(cell.role, Role::Cut | Role::Elided) {
                cell.left.clone().for_each(|at| collated.covers[at] = false);
            }
            collated.add(&both, &cell);
        }
        collated
    }

    fn add(&mut self, both: &Both<'_, '_>, cell: &Cell) {
        if matches!(cell.role, Role::Same | Role::Cut) {
            return;
        }
        let keys = both.right.tokens[cell.right.clone()].iter().map(|token| token.key.as_str());
        let words = keys.collect::<Vec<_>>().join(" ");
        let (own, theirs) = (
            both.right.slice(cell.right.start, cell.right.end),
            both.left.slice(cell.left.start, cell.left.end),
        );
        let shown = match (own.is_empty(), cell.role) {
            (_, Role::Elided) => "…".to_owned(),
            (true, _) => format!("-{theirs}"),
            _ => own.to_owned(),
        };
        let reading = Reading { weight: weight(both, cell), at: cell.right.start, shown };
        self.readings.insert((cell.left.start, cell.left.end, words), reading);
    }

    /// Returns the collation of another part of the utterance: it has nothing of the reference.
    fn apart(reference: &Prepared<'_>) -> Self {
        Self { covers: vec![false; reference.tokens.len()], ..Self::default() }
    }

    /// Returns what all its readings weigh.
    pub(crate) fn total(&self) -> f64 {
        self.readings.values().map(|reading| reading.weight).sum()
    }

    /// Says whether it lacks a part of the reference.
    pub(crate) fn is_excerpt(&self) -> bool {
        self.covers.iter().any(|covered| !covered)
    }

    fn first_covered(&self) -> Option<usize> {
        self.covers.iter().position(|covered| *covered)
    }

    fn last_covered(&self) -> Option<usize> {
        self.covers.iter().rposition(|covered| *covered)
    }
}

/// Returns what a reading weighs: how unlikely it is that two writers came to it by themselves.
fn weight(both: &Both<'_, '_>, cell: &Cell) -> f64 {
    let classes = cell.changes.iter().map(|change| match change.class {
        // House style: every British paper writes "favour".
        ChangeClass::Spelling => 0.2,
        ChangeClass::Typo => 1.5,
        ChangeClass::Number | ChangeClass::Name => 1.2,
        ChangeClass::Elided | ChangeClass::Bracketed => 1.0,
        ChangeClass::Negation => 0.8,
        _ => 0.8,
    });
    let content = cell.left.clone().any(|at| !is_function_word(&both.left.tokens[at].key))
        || cell.right.clone().any(|at| !is_function_word(&both.right.tokens[at].key));
    classes.fold(0.0, f64::max) * if content { 1.0 } else { 0.9 }
}

/// How much speaks for one wording's coming from another, and what.
#[derive(Debug, Clone)]
pub(crate) struct Descent {
    pub(crate) saving: f64,
    pub(crate) shared: Vec<String>,
}

/// Weighs whether `child` came from `parent` rather than from the reference.
pub(crate) fn descent(parent: &Collated, child: &Collated) -> Option<Descent> {
    let missing = parent.covers.iter().zip(&child.covers).filter(|(p, c)| **c && !**p).count();
    if missing > MOST_MISSING {
        return None;
    }
    let mut found = Descent { saving: 0.0, shared: Vec::new() };
    let mut shared = Vec::new();
    for (place, reading) in &parent.readings {
        if child.readings.contains_key(place) {
            found.saving += reading.weight;
            shared.push((reading.at, (place.0, place.1), reading.shown.as_str()));
        } else if child.covers.get(place.0..place.1).is_some_and(|covers| covers.iter().any(|c| *c))
            || place.0 == place.1 && child.covers.get(place.0).copied().unwrap_or(false)
        {
            found.saving -= PUT_BACK;
        }
    }
    found.shared = in_words(shared);
    let own_end = child.covers.len().checked_sub(1);
    if parent.first_covered() == child.first_covered() && parent.first_covered() != Some(0) {
        found.saving += SHARED_END;
    }
    if parent.last_covered() == child.last_covered() && parent.last_covered() != own_end {
        found.saving += SHARED_END;
    }
    Some(found)
}

/// Returns shared readings in the order of the words, each with its place among them and in the
/// reference; those side by side as one: one writer's "no family" for another's "nobody".
fn in_words(mut readings: Vec<(usize, (usize, usize), &str)>) -> Vec<String> {
    readings.sort_unstable();
    let is_words = |shown: &str| !shown.starts_with(['-', '…']);
    let mut shared: Vec<String> = Vec::new();
    let mut end = None;
    for (_, place, shown) in readings {
        match shared.last_mut() {
            Some(last) if end == Some(place.0) && is_words(last) && is_words(shown) => {
                last.push(' ');
                last.push_str(shown);
            }
            _ => shared.push(shown.to_owned()),
        }
        end = Some(place.1);
    }
    shared
}

/// Returns the likeliest parent of `child` among `candidates`, where one beats the reference.
pub(crate) fn likeliest(
    collated: &[Collated],
    child: usize,
    candidates: &[usize],
) -> Option<(usize, Descent)> {
    let mut best: Option<(usize, Descent)> = None;
    for candidate in candidates {
        let Some(descent) = descent(&collated[*candidate], &collated[child]) else { continue };
        let beats = best.as_ref().map_or(LEAST_SAVING, |(_, found)| found.saving + 1e-9);
        if descent.saving > beats {
            best = Some((*candidate, descent));
        }
    }
    best
}

/// Returns the parent of every wording, in the order given.
///
/// Candidates are the wordings not seen strictly later. The reference is the parent where it was
/// seen strictly earlier, or is a primary source; between two of one day nothing is said without a
/// shared reading.
pub fn lineage(wordings: &[WordingGroup], reference: usize) -> Vec<Parentage> {
    let Some(base) = wordings.get(reference) else { return Vec::new() };
    if wordings.len() == 1 {
        return vec![the_reference()];
    }
    let base_read = Prepared::new(&base.text);
    let read: Vec<Prepared<'_>> = wordings.iter().map(|w| Prepared::new(&w.text)).collect();
    let parts = Parts::of(wordings);
    let others = parts.others(reference);
    let collate = |(text, other): (_, &Option<OtherPart>)| match other {
        Some(_) => Collated::apart(&base_read),
        None => Collated::of(&base_read, text),
    };
    let collated: Vec<Collated> = read.iter().zip(&others).map(collate).collect();
    let first_seen: Vec<Option<&PublishedDate>> =
        wordings.iter().map(WordingGroup::first_seen).collect();
    let seen = wordings.iter().map(WordingGroup::seen).collect();
    let base = &base_read;
    let family = Family {
        wordings,
        collated: &collated,
        first_seen,
        seen,
        reference,
        base,
        parts: &parts,
        others: &others,
        together: ran_together(wordings),
    };
    let mut found: Vec<Parentage> =
        (0..wordings.len()).map(|child| family.parentage(child)).collect();
    break_circles(&mut found);
    found
}

/// The wordings of one quote, read and collated with the reference.
struct Family<'a> {
    wordings: &'a [WordingGroup],
    collated: &'a [Collated],
    first_seen: Vec<Option<&'a PublishedDate>>,
    seen: Vec<SeenDates<'a>>,
    reference: usize,
    base: &'a Prepared<'a>,
    parts: &'a Parts<'a>,
    others: &'a [Option<OtherPart>],
    /// The articles that run several of them.
    together: Vec<(ArticleId, usize)>,
}

impl Family<'_> {
    fn parentage(&self, child: usize) -> Parentage {
        if child == self.reference {
            return the_reference();
        }
        if let Some(part) = &self.others[child] {
            return self.descent_of_part(child, part);
        }
        if let Some(found) = self.descent_within_articles(child) {
            return found;
        }
        let own = self.first_seen[child];
        let may_precede = |at: usize| !self.seen[child].is_before(&self.seen[at]);
        let candidates: Vec<usize> = (0..self.wordings.len())
            .filter(|at| *at != child && *at != self.reference && may_precede(*at))
            .collect();
        if let Some((parent, descent)) = likeliest(self.collated, child, &candidates) {
            let evidence = format!(
                "shares {} with {}, which the reference does not have{}",
                quoted(&descent.shared),
                told_apart(&self.wordings[parent], &self.wordings[child]),
                seen_later(self.first_seen[parent], own)
            );
            return Parentage { parent: Some(parent), evidence };
        }
        self.descent_from_reference(child, &candidates)
    }

    /// Returns the closest wording that has all words of another and was run by each article that ran
    /// that: a headline repeats what the article quotes.
    fn descent_within_articles(&self, child: usize) -> Option<Parentage> {
        let articles: BTreeSet<ArticleId> = articles_of(&self.wordings[child]).collect();
        let has_all = |at: &usize| {
            let own: BTreeSet<ArticleId> = articles_of(&self.wordings[*at]).collect();
            articles.is_subset(&own)
        };
        let first = *articles.first()?;
        let start = self.together.partition_point(|(article, _)| *article < first);
        let beside = self.together[start..].iter().take_while(|(article, _)| *article == first);
        let wholes = beside.map(|(_, at)| *at);
        let wholes = wholes.filter(|at| *at != child && self.parts.is_within(child, *at));
        let whole = wholes.filter(has_all).min_by_key(|at| (self.parts.len(*at), *at))?;
        let evidence = match articles.len() {
            1 => format!("{} has it whole in the same article", self.wordings[child].named()),
            _ => "each article that ran it has it whole, too".to_owned(),
        };
        Some(Parentage { parent: Some(whole), evidence })
    }

    /// Returns where another part of the utterance than the reference came from: the closest wording
    /// that has all its words, seen strictly earlier or in a primary source.
    fn descent_of_part(&self, child: usize, part: &OtherPart) -> Parentage {
        let is_earlier = |at: &usize| {
            self.wordings[*at].is_primary() || self.seen[*at].is_before(&self.seen[child])
        };
        let wholes = (0..self.wordings.len())
            .filter(|at| *at != self.reference && self.parts.is_within(child, *at))
            .filter(is_earlier);
        let Some(whole) = wholes.min_by_key(|at| (self.parts.len(*at), *at)) else {
            let side = if part.is_behind { "behind" } else { "before" };
            return undetermined(&format!(
                "another part of the utterance, which {} ran {side} the reference’s words",
                part.run_by
            ));
        };
        let evidence = format!(
            "another part of the utterance, which stands whole in the words of {}{}",
            self.wordings[whole].named(),
            seen_later(self.first_seen[whole], self.first_seen[child])
        );
        Parentage { parent: Some(whole), evidence }
    }

    /// Returns what can be said where no other wording is the parent.
    fn descent_from_reference(&self, child: usize, candidates: &[usize]) -> Parentage {
        let base = &self.wordings[self.reference];
        let (own, first) = (self.first_seen[child], self.first_seen[self.reference]);
        if self.seen[child].is_before(&self.seen[self.reference]) && !base.is_primary() {
            return undetermined("seen before the reference");
        }
        let in_parts = self.parts.runs_in_parts(child, self.reference);
        if self.collated[child].longest_gain > LONGEST_ADDITION && in_parts.is_none() {
            return undetermined(&format!("has words that {} lacks", base.named()));
        }
        let is_after = self.seen[self.reference].is_before(&self.seen[child]);
        if !base.is_primary() && !is_after {
            return undetermined(&unordered(own, base));
        }
        let kept = candidates.iter().find_map(|other| {
            let lacking = kept_reading(self.collated, self.base, *other, child)?;
            let other = &self.wordings[*other];
            Some(format!(
                "shares “{lacking}” with {}, which {} lacks",
                told_apart(base, other),
                told_apart(other, base)
            ))
        });
        let why = match (kept, in_parts) {
            (_, Some(outlet)) => format!("joins what {outlet} ran in parts"),
            (Some(kept), None) => kept,
            (None, None) => format!("leaves the words of {} only where shown", base.named()),
        };
        let when = if base.is_primary() {
            "; a primary source".to_owned()
        } else {
            seen_later(first, own)
        };
        Parentage { parent: Some(self.reference), evidence: why + &when }
    }
}

fn articles_of(wording: &WordingGroup) -> impl Iterator<Item = ArticleId> {
    wording.appearances.iter().map(|run| run.article_id)
}

/// Returns who ran a wording, in a sentence that names who ran `other`: of one outlet's revisions,
/// with its date or, where that is the same, its number.
fn told_apart(wording: &WordingGroup, other: &WordingGroup) -> String {
    let (name, run) = (wording.named(), wording.appearances.first());
    let Some((run, beside)) = run.zip(other.appearances.first()) else { return name };
    if name != other.named() {
        return name;
    }
    match run.seen() {
        Some(date) if Some(date) != beside.seen() => format!("{name} of {date}"),
        _ if run.revision != beside.revision => format!("{name} (revision {})", run.revision),
        _ => name,
    }
}

/// Says why the date of a wording and those of the reference give no order.
fn unordered(own: Option<&PublishedDate>, base: &WordingGroup) -> String {
    const DAY: usize = "2023-03-22".len();
    let named = base.outlet();
    match (own, base.first_seen()) {
        (None, _) => "no date stated".to_owned(),
        (_, None) => format!("{named} has no date"),
        (Some(own), Some(first)) if own == first && own.as_str().len() == DAY => {
            format!("same day as {named}, no hour stated")
        }
        (Some(own), Some(first)) => match base.seen().not_after(own) {
            Some(other) if other != first => {
                format!("{own} and {other}, when the reference’s words ran again, give no order")
            }
            _ => format!("{own} and {named}’s {first} give no order"),
        },
    }
}

fn the_reference() -> Parentage {
    undetermined("the reference")
}

fn undetermined(why: &str) -> Parentage {
    Parentage { parent: None, evidence: why.to_owned() }
}

/// Words between two changed places up to which they are shown as one stretch.
const NEAR: usize = 1;

/// Returns words of the reference that `child` keeps and `other` has something else for.
fn kept_reading(
    collated: &[Collated],
    read: &Prepared<'_>,
    other: usize,
    child: usize,
) -> Option<String> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (start, end, _) in collated[other].readings.keys() {
        match stretches.last_mut() {
            Some(last) if *start <= last.1 + NEAR => last.1 = last.1.max(*end),
            _ => stretches.push((*start, *end)),
        }
    }
    let is_kept = |(start, end): &(usize, usize)| {
        let covers = collated[child].covers.get(*start..*end);
        let own = collated[child].readings.keys().any(|(s, e, _)| s < end && start < e);
        start < end && !own && covers.is_some_and(|covers| covers.iter().all(|covered| *covered))
    };
    stretches
        .iter()
        .find(|stretch| is_kept(stretch))
        .map(|(start, end)| read.slice(*start, *end).to_owned())
}

fn seen_later(first: Option<&PublishedDate>, own: Option<&PublishedDate>) -> String {
    match (first, own) {
        (Some(first), Some(own)) if first.is_before(own) => {
            format!("; dated {}", later(first.time_apart(own)))
        }
        _ => String::new(),
    }
}

/// Hours from which moments are told apart by whole days.
const MOST_HOURS: u64 = 48;

fn later(apart: TimeApart) -> String {
    match apart {
        TimeApart::Minutes(0) => "later within a minute".to_owned(),
        TimeApart::Minutes(1) => "a minute later".to_owned(),
        TimeApart::Minutes(minutes) if minutes < 60 => format!("{minutes} minutes later"),
        TimeApart::Minutes(minutes) if minutes < 120 => "an hour later".to_owned(),
        TimeApart::Minutes(minutes) if minutes < 60 * MOST_HOURS => {
            format!("{} hours later", minutes / 60)
        }
        TimeApart::Minutes(minutes) => format!("{} days later", minutes / (24 * 60)),
        TimeApart::Days(0) => "later the same day".to_owned(),
        TimeApart::Days(1) => "a day later".to_owned(),
        TimeApart::Days(days) => format!("{days} days later"),
    }
}

/// Most readings named in one line of evidence.
const MOST_NAMED: usize = 3;

fn quoted(shared: &[String]) -> String {
    if shared.is_empty() {
        return "where it begins or ends".to_owned();
    }
    let named = shared.iter().take(MOST_NAMED).map(|reading| match reading.strip_prefix('-') {
        Some(missing) => format!("the lack of “{missing}”"),
        None => format!("“{reading}”"),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Cuts the last link of every circle, so that following parents always ends.
fn break_circles(found: &mut [Parentage]) {
    for start in 0..found.len() {
        let mut at = start;
        for _ in 0..=found.len() {
            match found[at].parent {
                Some(parent) if parent == start => {
                    found[start] = undetermined("each shares the other's readings");
                    break;
                }
                Some(parent) => at = parent,
                None => break,
            }
        }
    }
}
