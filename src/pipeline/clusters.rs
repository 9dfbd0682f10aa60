//! The utterances that are being grouped, and which of them are one quote.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::thread;

use crossbeam_channel::bounded;
use rustc_hash::{FxHashMap, FxHashSet};

use super::decisions::Blocks;
use super::passages::Wanted;
use super::people::Named;
use crate::group::{Added, Memory, Update, Utterance};
use crate::model::{Appearance, AppearanceId, ArticleId, Decision, QuoteId};
use crate::store::{
    ArticleRow, BriefUtterance, DatedArticle, Members, Only, Passage, SomeUtterances, Store,
    StoreError, UtteranceRow,
};

/// The utterances of a collection, or of the part that has changed, and which are one quote.
pub(super) struct Clusters {
    pub(super) articles: Vec<ArticleRow>,
    pub(super) rows: Vec<UtteranceRow>,
    /// The members of each quote, as indices into the rows.
    pub(super) members: Vec<Vec<usize>>,
    /// Pairs of utterances that people hold apart.
    apart: Vec<(usize, usize)>,
}

/// Takes into `memory` what the changed articles say now, in the place of what they said before;
/// returns the groups that are new or have changed.
pub(super) fn take_in(
    store: &Store,
    memory: &mut Memory,
    changed: &[ArticleId],
) -> Result<Update, StoreError> {
    let mut articles = Vec::with_capacity(changed.len());
    for id in changed {
        articles.extend(store.article(*id)?);
    }
    let rows = store.utterances_in(&articles)?;
    let gone: FxHashSet<u64> = changed.iter().map(|id| id.0).collect();
    let added = memory.read(&utterances(&articles, &rows));
    Ok(memory.update(&gone, added))
}

/// Groups everything anew.
///
/// Some utterances are read while the words of those before are numbered, and no more of them are
/// in memory: grouping has enough there.
pub(super) fn take_in_all(store: &Store) -> Result<Memory, StoreError> {
    let articles = store.dated_articles()?;
    let (mut memory, added) = thread::scope(|scope| {
        let (sender, read) = bounded::<SomeUtterances>(1);
        let articles = &articles;
        let numbering = scope.spawn(move || {
            let (mut memory, mut added) = (Memory::default(), Added::default());
            for some in read {
                memory.read_more(&mut added, &dated(&some, articles));
            }
            (memory, added)
        });
        let done =
            store.each_utterance(articles, Memory::at_once(), |some| match sender.send(some) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        drop(sender);
        let numbered = numbering.join().unwrap_or_else(|panic| resume_unwind(panic));
        done.map(|()| numbered)
    })?;
    drop(articles);
    memory.begin(added);
    Ok(memory)
}

impl Clusters {
    /// Returns all quotes of a collection, given its groups, which nobody needs afterwards.
    pub(super) fn of_all(
        store: &Store,
        groups: Vec<Vec<u64>>,
        decisions: &[Decision],
    ) -> Result<Self, StoreError> {
        let mut articles = store.articles_of_quotes()?;
        // Where an article lies is told of nothing but what has no outlet.
        let told = articles.iter_mut().filter(|article| article.facts.outlet.is_some());
        told.for_each(|article| article.source = String::new());
        let rows = store.utterances(&articles)?;
        Ok(Self::new(articles, rows, &groups, decisions))
    }

    /// Returns the quotes of these groups, and what of the tables they are about.
    pub(super) fn of_groups(
        store: &Store,
        groups: &[Vec<u64>],
        decisions: &[Decision],
    ) -> Result<(Self, Only), StoreError> {
        let ids: BTreeSet<AppearanceId> =
            groups.iter().flatten().map(|key| AppearanceId(*key)).collect();
        let Members { articles, rows, standing, before } = store.members(&ids)?;
        let clusters = Self::new(articles, rows, groups, decisions);
        Ok((clusters, Only { appearances: standing, before, ..Only::default() }))
    }

    fn new(
        articles: Vec<ArticleRow>,
        rows: Vec<UtteranceRow>,
        groups: &[Vec<u64>],
        decisions: &[Decision],
    ) -> Self {
        let places: FxHashMap<u64, usize> =
            rows.iter().enumerate().map(|(place, row)| (row.id.0, place)).collect();
        let place = |key: &u64| places.get(key).copied();
        let members: Vec<Vec<usize>> =
            groups.iter().map(|keys| keys.iter().filter_map(place).collect()).collect();
        let mut blocks = Blocks::new(&articles, &rows, members);
        blocks.apply(decisions);
        let (members, apart) = blocks.finish();
        Self { articles, rows, members, apart }
    }

    /// Returns the pairs of quotes that may be one utterance, and that nobody has decided on.
    ///
    /// `named` are pairs of the keys that name groups; a group that is not among these is a quote
    /// as it is.
    pub(super) fn possible(
        &self,
        named: &[(u64, u64)],
        quote_ids: &[Option<QuoteId>],
    ) -> Vec<(QuoteId, QuoteId)> {
        // Of all appearances only these are asked for.
        let held_apart = self.apart.iter().flat_map(|(left, right)| [*left, *right]);
        let asked: FxHashSet<u64> = (named.iter().flat_map(|(left, right)| [*left, *right]))
            .chain(held_apart.map(|at| self.rows[at].id.0))
            .collect();
        let mut quotes: FxHashMap<u64, QuoteId> = FxHashMap::default();
        for (members, id) in self.members.iter().zip(quote_ids) {
            let keys = members.iter().map(|at| self.rows[*at].id.0);
            let keys = keys.filter(|key| asked.contains(key));
            quotes.extend(keys.filter_map(|key| Some((key, (*id)?))));
        }
        let quote = |key: u64| quotes.get(&key).copied().unwrap_or(QuoteId(key));
        let pair = |left: u64, right: u64| {
            let (left, right) = (quote(left), quote(right));
            (left.min(right), left.max(right))
        };
        let row = |at: usize| self.rows[at].id.0;
        let apart: BTreeSet<(QuoteId, QuoteId)> =
            self.apart.iter().map(|(left, right)| pair(row(*left), row(*right))).collect();
        let pairs = named.iter().map(|(left, right)| pair(*left, *right));
        pairs.filter(|pair| pair.0 != pair.1 && !apart.contains(pair)).collect()
    }

    /// Returns the ids of the members of a quote.
    pub(super) fn ids(&self, number: usize) -> impl Iterator<Item = AppearanceId> {
        self.members[number].iter().map(|at| self.rows[*at].id)
    }

    /// Returns the appearances of a quote.
    pub(super) fn appearances(&self, number: usize) -> Vec<Appearance> {
        self.members[number].iter().map(|at| self.appearance(*at)).collect()
    }

    /// Returns the appearance of a row.
    pub(super) fn appearance(&self, at: usize) -> Appearance {
        self.rows[at].appearance(&self.articles)
    }

    /// Returns each quote as it is looked for in primary sources.
    pub(super) fn wanted(&self) -> impl Iterator<Item = Wanted<'_>> {
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
    pub(super) fn named<'p>(
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

fn dated<'a>(some: &'a SomeUtterances, articles: &'a [DatedArticle]) -> Vec<Utterance<'a>> {
    let utterance = |one: BriefUtterance<'a>| Utterance {
        key: one.id.0,
        text: one.text,
        speaker: one.speaker,
        outlet: None,
        published: articles[one.article].published.as_ref(),
        article: Some(articles[one.article].id.0),
        nested_in: one.nested_in.map(|id| id.0),
    };
    some.iter().map(utterance).collect()
}

fn utterances<'a>(articles: &'a [ArticleRow], rows: &'a [UtteranceRow]) -> Vec<Utterance<'a>> {
    // What stands inside a label stands inside no utterance.
    let known: FxHashSet<AppearanceId> = rows.iter().map(|row| row.id).collect();
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
                nested_in: row.nested_in().filter(|id| known.contains(id)).map(|id| id.0),
            }
        })
        .collect()
}
