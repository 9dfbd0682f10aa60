//! Stages whose real work is being merged: same words, one wording; first seen, the reference.

use std::collections::BTreeMap;

use crate::model::{Appearance, Basis, ChangeClass, PublishedDate, Verdict, WordingId};
use crate::text::word_keys;

pub(super) struct WordingGroup {
    pub(super) id: WordingId,
    pub(super) text: String,
    pub(super) appearances: Vec<Appearance>,
    pub(super) independent_texts: usize,
}

pub(super) struct Parentage {
    pub(super) parent: Option<usize>,
    pub(super) evidence: String,
}

pub(super) fn wordings(
    appearances: &[Appearance],
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Vec<WordingGroup> {
    let mut groups: BTreeMap<Vec<String>, Vec<&Appearance>> = BTreeMap::new();
    for appearance in appearances {
        groups.entry(word_keys(&appearance.text)).or_default().push(appearance);
    }
    let mut found: Vec<WordingGroup> = groups
        .into_values()
        .filter_map(|members| {
            let smallest = members.iter().min_by_key(|member| member.id)?;
            Some(WordingGroup {
                id: WordingId::from_smallest(smallest.id),
                text: smallest.text.clone(),
                independent_texts: independent(&members),
                appearances: members.into_iter().cloned().collect(),
            })
        })
        .collect();
    found.sort_by_key(|wording| wording.id);
    found
}

pub(super) fn reference(_wordings: &[WordingGroup]) -> (Basis, usize) {
    (Basis::Undetermined, 0)
}

pub(super) fn lineage(wordings: &[WordingGroup], _reference: usize) -> Vec<Parentage> {
    wordings
        .iter()
        .map(|_| Parentage { parent: None, evidence: "undetermined".to_owned() })
        .collect()
}

#[derive(Debug, Clone, Copy)]
#[expect(dead_code, reason = "stands for the type that is being merged")]
pub(super) struct Member<'a> {
    pub(super) id: &'a str,
    pub(super) text: &'a str,
    pub(super) published: Option<&'a PublishedDate>,
    pub(super) outlet: Option<&'a str>,
    pub(super) is_reference: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct MemberAnswer {
    pub(super) parent: Option<usize>,
    pub(super) verdict: Option<Verdict>,
    pub(super) changes: Option<Vec<ChangeClass>>,
    pub(super) material: Option<bool>,
}

pub(super) fn members(cluster: &[Member<'_>]) -> Vec<MemberAnswer> {
    vec![MemberAnswer::default(); cluster.len()]
}
