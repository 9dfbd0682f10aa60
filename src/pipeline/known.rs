//! Quotes that further appearances have joined in words that were known: most of what a few articles
//! bring to quotes that there are.
//!
//! Which wordings there are is known then, and so are their parents where none of them is first seen
//! otherwise. What is found here is what working the quote out anew would find.

use std::collections::BTreeMap;

use super::clusters::Clusters;
use super::copies::Copies;
use super::regroup::quote_of;
use crate::compare::{Parentage, is_lineage_unmoved, reference, wordings_by_words};
use crate::model::{Appearance, AppearanceId};
use crate::store::{Only, QuoteGroup};

/// Returns the quote of that number, none where it has to be worked out anew.
pub(super) fn known_quote(
    clusters: &Clusters,
    number: usize,
    only: &Only,
    copies: &Copies,
) -> Option<QuoteGroup> {
    let wording_of = |id: AppearanceId| only.appearances.get(&id)?.wording;
    let parts = parts(clusters, number, only)?;
    let independent = &|members: &[&Appearance]| copies.independent_texts(members);
    let wordings = wordings_by_words(parts, independent);
    if !is_lineage_unmoved(&wordings, &|run| wording_of(run.id).is_none()) {
        return None;
    }
    let number_of = |appearances: &[Appearance]| appearances.iter().find_map(|a| wording_of(a.id));
    let numbers: Vec<i64> =
        wordings.iter().map(|wording| number_of(&wording.appearances)).collect::<Option<_>>()?;
    let (basis, reference) = reference(&wordings);
    let quote = only.before.wording(*numbers.first()?)?.quote;
    if only.before.quote(quote)?.0 != *numbers.get(reference)? {
        return None;
    }
    let parentage = |number: &i64| {
        let before = only.before.wording(*number)?;
        let place = |parent| numbers.iter().position(|number| *number == parent);
        let parent = match before.parent {
            Some(parent) => Some(place(parent)?),
            None => None,
        };
        Some(Parentage { parent, evidence: before.evidence.to_owned() })
    };
    let parents: Vec<Parentage> = numbers.iter().map(parentage).collect::<Option<_>>()?;
    quote_of(&wordings, (basis, reference), &parents, independent)
}

/// Returns the appearances by the wordings that they run: those that ran one before are all that did
/// of one quote, and each of the others has the words of one of them, letter for letter.
fn parts(clusters: &Clusters, number: usize, only: &Only) -> Option<Vec<Vec<Appearance>>> {
    let members = &clusters.members[number];
    let row = |at: &usize| &clusters.rows[*at];
    let wording_of = |at: &usize| only.appearances.get(&row(at).id)?.wording;
    let (old, new): (Vec<usize>, Vec<usize>) =
        members.iter().copied().partition(|at| wording_of(at).is_some());
    let mut parts: BTreeMap<i64, Vec<Appearance>> = BTreeMap::new();
    for at in &old {
        parts.entry(wording_of(at)?).or_default().push(clusters.appearance(*at));
    }
    let mut quotes = parts.keys().map(|wording| Some(only.before.wording(*wording)?.quote));
    let quote = quotes.next()??;
    if quotes.any(|other| other != Some(quote)) || only.before.quote(quote)?.1 != old.len() {
        return None;
    }
    for at in &new {
        let same = old.iter().find(|known| row(known).text == row(at).text)?;
        parts.get_mut(&wording_of(same)?)?.push(clusters.appearance(*at));
    }
    Some(parts.into_values().collect())
}
