//! From appearances to quotes: group, split into wordings, choose references, find parents.
//!
//! Everything is worked out anew from what articles say, so that adding articles one by one ends
//! in the same groups as adding them all at once. Only what changed is written.

use std::collections::BTreeMap;

use super::copies::Copies;
use super::passages::add_passages;
use super::people::namesakes;
use crate::compare::{Parentage, WordingGroup, lineage, reference, wordings};
use crate::group::{self, Utterance};
use crate::model::{Appearance, AppearanceId, QuoteId};
use crate::store::WordingGroup as StoredWording;
use crate::store::{Groups, QuoteGroup, QuoteRow, Store, StoreError, WordingRow};

/// Groups all quotes of a collection and saves the groups in one transaction.
///
/// # Errors
///
/// Where the collection cannot be read or written.
pub fn regroup(store: &mut Store) -> Result<(), StoreError> {
    let articles = store.articles()?;
    let appearances = store.utterances(&articles)?;
    let copies = Copies::among(store, &articles, &appearances)?;
    let independent = |members: &[&Appearance]| copies.independent_texts(members);
    let (mut clusters, doubtful) = clusters(appearances);
    let passages = add_passages(store, &articles, &mut clusters)?;
    let possible = doubtful
        .into_iter()
        .filter_map(|(left, right)| quote_id(&clusters[left]).zip(quote_id(&clusters[right])))
        .collect();
    let quotes: Vec<QuoteGroup> =
        clusters.iter().filter_map(|members| quote(members, &independent)).collect();
    let namesakes = namesakes(&clusters);
    let Copies { relations, same_text, .. } = copies;
    store.replace_groups(&Groups { quotes, possible, relations, same_text, namesakes, passages })
}

/// Groups appearances; returns the members of each quote, and pairs of quotes that may be one.
fn clusters(appearances: Vec<Appearance>) -> (Vec<Vec<Appearance>>, Vec<(usize, usize)>) {
    let grouping = group::group(&utterances(&appearances));
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut clusters: Vec<Vec<Appearance>> = Vec::new();
    for (appearance, cluster) in appearances.into_iter().zip(&grouping.cluster) {
        let number = *numbers.entry(*cluster).or_insert(clusters.len());
        if number == clusters.len() {
            clusters.push(Vec::new());
        }
        clusters[number].push(appearance);
    }
    let number = |cluster: &usize| numbers.get(cluster).copied();
    let doubtful = grouping
        .possible
        .iter()
        .filter_map(|(left, right)| number(left).zip(number(right)))
        .collect();
    (clusters, doubtful)
}

fn utterances(appearances: &[Appearance]) -> Vec<Utterance<'_>> {
    let places: BTreeMap<AppearanceId, usize> =
        appearances.iter().enumerate().map(|(place, appearance)| (appearance.id, place)).collect();
    let place = |id: Option<AppearanceId>| id.and_then(|id| places.get(&id).copied());
    appearances
        .iter()
        .map(|appearance| Utterance {
            key: appearance.id.0,
            text: &appearance.text,
            speaker: appearance.speaker.as_deref(),
            outlet: appearance.outlet.as_deref(),
            published: appearance.published.as_ref(),
            article: Some(appearance.article_id.0),
            part_of: place(appearance.part_of),
            nested_in: place(appearance.nested_in),
        })
        .collect()
}

fn quote_id(members: &[Appearance]) -> Option<QuoteId> {
    members.iter().map(|member| member.id).min().map(QuoteId::from_smallest)
}

/// Splits the members of a quote into wordings, the reference chosen and parents found.
fn quote(
    members: &[Appearance],
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Option<QuoteGroup> {
    let id = quote_id(members)?;
    let wordings = wordings(members, independent);
    let (basis, reference) = reference(&wordings);
    let parents = lineage(&wordings, reference);
    let chosen = wordings.get(reference)?;
    let all: Vec<&Appearance> = members.iter().collect();
    let quote = QuoteRow {
        id,
        text: chosen.text.clone(),
        basis,
        reference: chosen.id,
        independent_texts: independent(&all),
    };
    let stored = |(wording, parentage): (&WordingGroup, &Parentage)| StoredWording {
        wording: WordingRow {
            id: wording.id,
            quote_id: id,
            text: wording.text.clone(),
            independent_texts: wording.independent_texts,
            parent: parentage.parent.and_then(|parent| wordings.get(parent)).map(|w| w.id),
            evidence: parentage.evidence.clone(),
        },
        appearances: wording.appearances.iter().map(|appearance| appearance.id).collect(),
    };
    let wordings = wordings.iter().zip(&parents).map(stored).collect();
    Some(QuoteGroup { quote, wordings })
}
