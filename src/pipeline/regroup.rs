//! From appearances to quotes: group, split into wordings, choose references, find parents.
//!
//! Everything is worked out anew from what articles say, so that adding articles one by one ends
//! in the same groups as adding them all at once. What people decided is laid over what the machine
//! found. Only what changed is written.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::copies::Copies;
use super::decisions::Blocks;
use super::passages::{Found, Wanted, find_passages};
use super::people::{Named, namesakes};
use crate::compare::{Parentage, WordingGroup, lineage, reference, wordings};
use crate::group::{self, Utterance};
use crate::model::{Appearance, AppearanceId, Decision, QuoteId};
use crate::store::WordingGroup as StoredWording;
use crate::store::{
    ArticleRow, Groups, Passage, QuoteGroup, QuoteRow, Store, StoreError, UtteranceRow, WordingRow,
};

/// The utterances of a collection, and which of them are one quote.
struct Clusters<'a> {
    articles: &'a [ArticleRow],
    rows: Vec<UtteranceRow>,
    /// The members of each quote, as indices into the rows.
    members: Vec<Vec<usize>>,
    /// Pairs of quotes that may be one.
    doubtful: Vec<(usize, usize)>,
}

/// Groups all quotes of a collection and saves the groups in one transaction.
///
/// Where another program stores articles meanwhile, nothing is saved: that program groups them all.
///
/// # Errors
///
/// Where the collection cannot be read or written.
pub fn regroup(store: &mut Store) -> Result<(), StoreError> {
    let read_at = Some(store.data_version()?);
    let articles = store.articles()?;
    // The texts of all articles are in memory for this, and for nothing else.
    let copies = Copies::among(store, &articles)?;
    let clusters = Clusters::of(&articles, store.utterances(&articles)?, &store.decisions()?);
    let Found { mut passages, aliases } = find_passages(store, &articles, clusters.wanted())?;
    let namesakes = namesakes(clusters.named(&passages));
    let independent = |members: &[&Appearance]| copies.independent_texts(members);
    let mut groups = Groups { read_at, namesakes, passage_aliases: aliases, ..Groups::default() };
    let mut quote_ids = Vec::with_capacity(clusters.members.len());
    for (number, members) in clusters.members.iter().enumerate() {
        let mut appearances: Vec<Appearance> =
            members.iter().map(|at| clusters.rows[*at].appearance(&articles)).collect();
        for (passage, appearance) in passages.remove(&number).unwrap_or_default() {
            groups.passages.push(passage);
            appearances.push(appearance);
        }
        let group = quote(&appearances, &independent);
        quote_ids.push(group.as_ref().map(|group| group.quote.id));
        groups.quotes.extend(group);
    }
    let pair = |(left, right): &(usize, usize)| quote_ids[*left].zip(quote_ids[*right]);
    groups.possible = clusters.doubtful.iter().filter_map(pair).collect();
    (groups.relations, groups.same_text) = (copies.relations, copies.same_text);
    store.replace_groups(&groups)?;
    Ok(())
}

impl<'a> Clusters<'a> {
    fn of(articles: &'a [ArticleRow], rows: Vec<UtteranceRow>, decisions: &[Decision]) -> Self {
        let grouping = group::group(&utterances(articles, &rows));
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut naming: Vec<usize> = Vec::new();
        for (row, cluster) in grouping.cluster.iter().enumerate() {
            let number = *numbers.entry(*cluster).or_insert(members.len());
            if number == members.len() {
                members.push(Vec::new());
                naming.push(*cluster);
            }
            members[number].push(row);
        }
        let number = |cluster: &usize| numbers.get(cluster).copied();
        let pairs = grouping.possible.iter();
        let doubtful: Vec<(usize, usize)> =
            pairs.filter_map(|(left, right)| number(left).zip(number(right))).collect();
        let (members, doubtful) = if decisions.is_empty() {
            (members, doubtful)
        } else {
            let mut blocks = Blocks::new(articles, &rows, members);
            blocks.apply(decisions);
            blocks.finish(&doubtful, &naming)
        };
        Self { articles, rows, members, doubtful }
    }

    /// Returns each quote as it is looked for in primary sources.
    fn wanted(&self) -> impl Iterator<Item = Wanted<'_>> {
        self.members.iter().map(|members| {
            let rows = || members.iter().map(|at| &self.rows[*at]);
            let mut texts: Vec<&str> = rows().map(|row| &*row.text).collect();
            texts.sort_by_key(|text| (Reverse(text.chars().count()), *text));
            texts.dedup();
            Wanted {
                texts,
                smallest: rows().map(|row| row.id).min().unwrap_or(AppearanceId(0)),
                members: rows().map(|row| (self.articles[row.article].id, row.span)).collect(),
            }
        })
    }

    /// Returns who is named for each quote, and in which text.
    fn named<'p>(
        &'p self,
        passages: &'p BTreeMap<usize, Vec<(Passage, Appearance)>>,
    ) -> impl Iterator<Item = Vec<Named<'p>>> {
        self.members.iter().enumerate().map(|(number, members)| {
            let labels = passages.get(&number).into_iter().flatten().filter_map(|(passage, _)| {
                Some((passage.quotation.speaker.as_deref()?, passage.text_sha256))
            });
            let rows = members.iter().map(|at| &self.rows[*at]);
            let named = rows.filter_map(|row| {
                Some((row.speaker.as_deref()?, self.articles[row.article].text_sha256))
            });
            named.chain(labels).collect()
        })
    }
}

fn utterances<'a>(articles: &'a [ArticleRow], rows: &'a [UtteranceRow]) -> Vec<Utterance<'a>> {
    let places: FxHashMap<AppearanceId, usize> =
        rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    let place = |id: Option<AppearanceId>| id.and_then(|id| places.get(&id).copied());
    rows.iter()
        .map(|row| {
            let article = &articles[row.article];
            Utterance {
                key: row.id.0,
                text: &row.text,
                speaker: row.speaker.as_deref(),
                outlet: article.facts.outlet(),
                published: article.facts.published(),
                article: Some(article.id.0),
                part_of: place(row.part_of),
                nested_in: place(row.nested_in),
            }
        })
        .collect()
}

/// Splits the members of a quote into wordings, the reference chosen and parents found.
fn quote(
    members: &[Appearance],
    independent: &dyn Fn(&[&Appearance]) -> usize,
) -> Option<QuoteGroup> {
    let id = members.iter().map(|member| member.id).min().map(QuoteId::from_smallest)?;
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
