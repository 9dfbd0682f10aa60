//! The wordings of one cluster in the caller's own terms, for `quotetrail group`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Comparison;
use super::lineage::{Collated, likeliest};
use super::reading::Prepared;
use super::verdict::decide;
use super::wordings::date_order;
use crate::model::{Change, ChangeClass, PublishedDate, SeenDates, Verdict};

/// One line that the caller put into the cluster.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The caller's id of the line; breaks ties.
    pub id: &'a str,
    /// The words.
    pub text: &'a str,
    /// When it was published.
    pub published: Option<&'a PublishedDate>,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// Whether the caller says that it is the reference.
    pub is_reference: bool,
}

/// What is said of one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberAnswer {
    /// The index of the line that it most likely came from.
    pub parent: Option<usize>,
    /// Its verdict against the cluster's reference; none for the reference and for what stands alone.
    pub verdict: Option<Verdict>,
    /// The classes of its changes, material ones first, each once; none as above.
    pub changes: Option<Vec<ChangeClass>>,
    /// Whether a change is material; none where nothing is judged.
    pub material: Option<bool>,
}

/// Weight of the readings of a wording up to which two of its lines may have come to it by themselves.
const HOUSE_STYLE: f64 = 0.3;

/// Compares every member of one cluster with its reference; answers in the order given.
pub fn members(cluster: &[Member<'_>]) -> Vec<MemberAnswer> {
    if cluster.len() < 2 {
        return vec![MemberAnswer::default(); cluster.len()];
    }
    let read: Vec<Prepared<'_>> = cluster.iter().map(|member| Prepared::new(member.text)).collect();
    let mut wordings = same_words(cluster, &read);
    let reference = reference_of(cluster, &wordings);
    let compared: Vec<Comparison> =
        read.iter().map(|text| decide(&read[reference], text)).collect();
    nearest_first(cluster, &compared, &mut wordings);
    let parents = parents(cluster, &read, &wordings, reference);
    let mut answers = Vec::with_capacity(cluster.len());
    for at in 0..cluster.len() {
        if at == reference {
            answers.push(MemberAnswer::default());
            continue;
        }
        let compared = &compared[at];
        let mut classes: Vec<ChangeClass> = Vec::new();
        for change in &compared.changes {
            if !classes.contains(&change.class) {
                classes.push(change.class);
            }
        }
        answers.push(MemberAnswer {
            parent: parents[at],
            verdict: Some(compared.verdict),
            changes: Some(classes),
            material: material(&compared.changes),
        });
    }
    answers
}

/// Says whether changes are material: one that is makes all so, one not judged leaves it open.
pub fn material(changes: &[Change]) -> Option<bool> {
    if changes.iter().any(|change| change.material == Some(true)) {
        return Some(true);
    }
    changes.iter().all(|change| change.material == Some(false)).then_some(false)
}

/// Returns the members by their words, each wording's by date and id.
fn same_words(cluster: &[Member<'_>], read: &[Prepared<'_>]) -> Vec<Vec<usize>> {
    let mut by_words: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for (at, text) in read.iter().enumerate() {
        by_words.entry(text.keys().collect()).or_default().push(at);
    }
    let order = |a: &usize, b: &usize| {
        date_order(cluster[*a].published, cluster[*b].published)
            .then_with(|| cluster[*a].id.cmp(cluster[*b].id))
    };
    let mut wordings: Vec<Vec<usize>> = by_words.into_values().collect();
    wordings.iter_mut().for_each(|members| members.sort_by(order));
    wordings.sort_by(|a, b| order(&a[0], &b[0]));
    wordings
}

/// Puts the lines of each wording in order of date, then of nearness to the reference's marks.
///
/// Of two lines of one day the one that differs less was likelier the other's source.
fn nearest_first(cluster: &[Member<'_>], compared: &[Comparison], wordings: &mut [Vec<usize>]) {
    let distance = |at: usize| (compared[at].changes.len(), compared[at].folds.len());
    for members in wordings {
        members.sort_by(|a, b| {
            date_order(cluster[*a].published, cluster[*b].published)
                .then_with(|| distance(*a).cmp(&distance(*b)))
                .then_with(|| cluster[*a].id.cmp(cluster[*b].id))
        });
    }
}

/// Returns the member marked as reference, else the one that the contract's rule gives.
fn reference_of(cluster: &[Member<'_>], wordings: &[Vec<usize>]) -> usize {
    let marked = (0..cluster.len()).filter(|at| cluster[*at].is_reference);
    if let Some(marked) = marked.min_by_key(|at| cluster[*at].id) {
        return marked;
    }
    let is_first = |members: &[usize]| {
        cluster[members[0]].published.is_some_and(|date| {
            let others = wordings.iter().filter(|other| other[0] != members[0]).flatten();
            others.into_iter().all(|at| cluster[*at].published.is_some_and(|d| date.is_before(d)))
        })
    };
    if let Some(first) = wordings.iter().find(|members| is_first(members)) {
        return first[0];
    }
    let strongest = wordings.iter().min_by_key(|members| {
        let text = cluster[members[0]].text;
        (Reverse(outlets(cluster, members)), Reverse(text.chars().count()), cluster[members[0]].id)
    });
    strongest.map_or(0, |members| members[0])
}

/// Returns how many outlets ran a wording; a line without one counts by itself.
fn outlets(cluster: &[Member<'_>], members: &[usize]) -> usize {
    let mut named: Vec<&str> = members.iter().filter_map(|at| cluster[*at].outlet).collect();
    let unnamed = members.len() - named.len();
    named.sort_unstable();
    named.dedup();
    named.len() + unnamed
}

fn parents(
    cluster: &[Member<'_>],
    read: &[Prepared<'_>],
    wordings: &[Vec<usize>],
    reference: usize,
) -> Vec<Option<usize>> {
    let collated: Vec<Collated> =
        wordings.iter().map(|members| Collated::of(&read[reference], &read[members[0]])).collect();
    let base = wordings.iter().position(|members| members.contains(&reference));
    let dates =
        |members: &Vec<usize>| members.iter().filter_map(|at| cluster[*at].published).collect();
    let seen: Vec<SeenDates<'_>> = wordings.iter().map(dates).collect();
    let mut found = vec![None; cluster.len()];
    for (at, members) in wordings.iter().enumerate() {
        let first = members[0];
        let candidates: Vec<usize> = (0..wordings.len())
            .filter(|other| *other != at && Some(*other) != base)
            .filter(|other| !seen[at].is_before(&seen[*other]))
            .collect();
        let parent = match likeliest(&collated, at, &candidates) {
            Some((parent, _)) if Some(at) != base => wordings[parent][0],
            _ => reference,
        };
        let is_own = collated[at].total() > HOUSE_STYLE || collated[at].is_excerpt();
        let is_reading = is_own && Some(at) != base;
        for member in members {
            let own = if *member != first && is_reading { first } else { parent };
            found[*member] = (own != *member && *member != reference).then_some(own);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(lines: &[(&str, &str, &str, bool)]) -> Vec<MemberAnswer> {
        let dates: Vec<Option<PublishedDate>> =
            lines.iter().map(|(_, date, _, _)| date.parse().ok()).collect();
        let cluster: Vec<Member<'_>> = lines
            .iter()
            .zip(&dates)
            .map(|((id, _, text, is_reference), date)| Member {
                id,
                text,
                published: date.as_ref(),
                outlet: Some(id),
                is_reference: *is_reference,
            })
            .collect();
        members(&cluster)
    }

    #[test]
    fn members_are_set_against_the_marked_reference() {
        let found = answers(&[
            ("a", "2023-01-02", "We will not sell the boats", false),
            ("b", "2023-01-03", "We will sell the boats,", true),
            ("c", "2023-01-04", "We will sell the boats", false),
        ]);
        assert_eq!(found[0].verdict, Some(Verdict::Altered));
        assert_eq!(found[0].changes, Some(vec![ChangeClass::Negation]));
        assert_eq!((found[0].material, found[2].material), (Some(true), Some(false)));
        assert_eq!(found[1], MemberAnswer::default());
        assert_eq!((found[2].parent, found[2].verdict), (Some(1), Some(Verdict::Typographic)));
    }

    #[test]
    fn what_stands_alone_is_compared_with_nothing() {
        assert_eq!(
            answers(&[("a", "", "We will sell the boats", false)]),
            [MemberAnswer::default()]
        );
        assert!(members(&[]).is_empty());
    }

    #[test]
    fn without_a_mark_the_strictly_first_line_is_the_reference() {
        let found = answers(&[
            ("a", "2023-01-02", "We will sell the old boats in the harbour", false),
            ("b", "2023-01-01", "We will sell the boats in the harbour", false),
        ]);
        assert_eq!(found[1].verdict, None);
        assert_eq!(
            (found[0].parent, found[0].changes.clone()),
            (Some(1), Some(vec![ChangeClass::Inserted]))
        );
    }
}
