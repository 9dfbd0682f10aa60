//! Which quotes stand where a passage may, and which of their runs come close to it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::places::{ArticlePlace, Place};
use super::{Collection, CollectionError};
use crate::compare::passage::Standing;
use crate::compare::{Nearness, Prepared, date_order, is_standing, nearness};
use crate::model::{
    Appearance, AppearanceId, ArticleKind, CharIndex, CharSpan, Kind, PublishedDate, QuoteId,
    Stance, WordingId,
};
use crate::store::{BriefRun, Filter, Quoted, ShownWording};
use crate::text::{each_term, passage_terms, search_terms};

/// Most quotes that are looked at though they lack a word of the passage.
const MOST_NEAR_QUOTES: usize = 8;

/// Most quotes that are looked at because their text has all words of the passage, and in quotation
/// marks, though not together: the passage may run over parts of an utterance.
const MOST_SCATTERED_QUOTES: usize = 16;

/// Most of the near ones that are compared in their wordings, the closest first.
///
/// Only the closest is reported.
const MOST_COMPARED: usize = 2;

/// Appearances up to which a quote is read whole.
const FEW_RUNS: usize = 16;

/// Most wordings of a larger quote that are read though they lack a word of the passage: those that
/// share most of its words.
const MOST_NEAR_WORDINGS: usize = 16;

/// Of how many runs of a larger quote, as a divisor, a passage must stand in one for all to be read at
/// once: they are shown then, and none of them is read twice.
const LEAST_STANDING: usize = 4;

/// Appearances of a quote.
#[derive(Debug)]
pub(super) struct Runs {
    /// Those that may come close, by article and place.
    pub(super) appearances: Vec<Appearance>,
    /// Whether they are all that there are.
    pub(super) is_whole: bool,
    /// All that there are, where they have been read though some may come close alone.
    pub(super) all: Option<Vec<Appearance>>,
}

impl Collection {
    /// Returns the quotes that stand where a passage may: all that have each of its words there,
    /// and of the others the closest; each with those of its runs in articles that `filter` admits
    /// which come close.
    pub(super) fn quotes_at(
        &self,
        passage: &str,
        articles: &[ArticlePlace<'_>],
        filter: &Filter,
    ) -> Result<BTreeMap<QuoteId, Runs>, CollectionError> {
        let Seen { whole, near } = Seen::at(passage, articles);
        let near = closest(passage, near);
        // The one that decides is shown in all its runs: what most likely does is read at once.
        let likely = match whole[..] {
            [] => near.first(),
            [ref only] => Some(only),
            _ => None,
        };
        let runs =
            |id: &QuoteId| Ok((*id, self.near_runs(*id, passage, filter, likely == Some(id))?));
        whole.iter().chain(&near).map(runs).collect()
    }

    /// Returns those in which the passage may stand unchanged, each with the runs in which it may, where it
    /// stands in one of them that no primary source has, and is asserted there; nothing where it does not.
    ///
    /// What lacks a word then changes nothing of an answer, and of a run that has them all elsewhere
    /// the text is at another of the places.
    pub(super) fn quotes_standing_at(
        &self,
        passage: &str,
        articles: &[ArticlePlace<'_>],
        filter: &Filter,
    ) -> Result<Option<BTreeMap<QuoteId, Runs>>, CollectionError> {
        let mut runs: BTreeMap<QuoteId, Runs> = BTreeMap::new();
        for (id, standing) in self.standing_runs(passage, articles)? {
            let is_near = match standing {
                Some(standing) if !self.store.has_primary(id)? => {
                    self.those_of(id, &standing, filter)?
                }
                _ => self.near_runs(id, passage, filter, false)?,
            };
            runs.insert(id, is_near);
        }
        let query = Prepared::new(passage);
        let stands = runs.values().any(|runs| is_standing(&query, &runs.appearances));
        Ok(stands.then_some(runs))
    }

    /// Returns some runs of a quote, named by their ids and the numbers of their rows.
    fn those_of(
        &self,
        id: QuoteId,
        runs: &BTreeMap<AppearanceId, i64>,
        filter: &Filter,
    ) -> Result<Runs, CollectionError> {
        let has_many_more = || self.store.has_more_runs(id, LEAST_STANDING * runs.len());
        if runs.len() > FEW_RUNS && !has_many_more()? {
            let all = self.runs_of(id, filter)?;
            let those = all.iter().filter(|run| runs.contains_key(&run.id));
            let appearances: Vec<Appearance> = those.cloned().collect();
            if appearances.len() == runs.len() {
                return Ok(Runs { appearances, is_whole: false, all: Some(all) });
            }
        }
        let numbers: Vec<i64> = runs.values().copied().collect();
        let appearances = self.store.runs_of_wordings(&[], &numbers)?;
        Ok(Runs { appearances, is_whole: false, all: None })
    }

    /// Returns the quotes in which a passage may stand unchanged, each with the ids and the numbers of
    /// the rows of those runs in which it may; of one in a primary source nothing is told of its runs, as
    /// the whole source is what was said.
    fn standing_runs(
        &self,
        passage: &str,
        articles: &[ArticlePlace<'_>],
    ) -> Result<BTreeMap<QuoteId, Option<BTreeMap<AppearanceId, i64>>>, CollectionError> {
        let terms = passage_terms(passage);
        let words = Standing::new(passage);
        let mut found: BTreeMap<QuoteId, Option<BTreeMap<AppearanceId, i64>>> = BTreeMap::new();
        for ArticlePlace { article, place, quoted } in articles {
            let is_primary = article.facts.kind() == ArticleKind::Primary;
            let whole = QuotedWords::of(&terms, place, quoted);
            let index = CharIndex::new(&place.body);
            let spans = place.spans();
            for (at, one) in quoted.iter().enumerate().filter(|(_, one)| one.kind != Kind::Label) {
                let is_near = spans.iter().any(|(span, ..)| span.overlaps(one.span));
                let may_stand = || {
                    let own = place.own(one.span);
                    let own = CharSpan::new(own.start, own.end.min(index.chars()));
                    let own = index.slice(own).unwrap_or_default();
                    // What a piece of a long text has of a quote may be less than the passage.
                    whole.has_all(at)
                        && one.kind != Kind::Passage
                        && (place.is_piece || words.stands_in(own, |_| true))
                };
                if !is_near || !is_primary && !may_stand() {
                    continue;
                }
                // What no grouping has reached yet stands for itself rather than not at all.
                let own = (one.kind != Kind::Passage).then(|| QuoteId::from_smallest(one.id));
                let quote = self.store.quote_of_row(one.number)?.or(own);
                let Some(quote) = quote else { continue };
                let runs = found.entry(quote).or_insert_with(|| Some(BTreeMap::new()));
                match runs {
                    Some(_) if is_primary => *runs = None,
                    Some(standing) => {
                        standing.insert(one.id, one.number);
                    }
                    None => {}
                }
            }
        }
        Ok(found)
    }

    /// Returns the appearances of a quote, or of one that no grouping has reached yet, without the
    /// words around them.
    pub(super) fn runs_of(
        &self,
        id: QuoteId,
        filter: &Filter,
    ) -> Result<Vec<Appearance>, CollectionError> {
        let mut runs = self.store.runs_of_quote(id)?;
        if runs.is_empty() {
            runs.extend(self.store.appearance(id.smallest())?);
        }
        runs.retain(|run| filter.admits_values(run.outlet.as_deref(), run.published.as_ref()));
        Ok(runs)
    }

    /// Returns the same with the words around them, of a quote that is in the collection.
    pub(super) fn runs_to_show(
        &self,
        id: QuoteId,
        filter: &Filter,
    ) -> Result<Vec<Appearance>, CollectionError> {
        let mut runs = self.store.appearances_of_quote(id)?;
        runs.retain(|run| filter.admits_values(run.outlet.as_deref(), run.published.as_ref()));
        Ok(runs)
    }

    /// Returns the appearances of a quote that may be closest to a passage: all where they are few or
    /// a primary source has it, else those of the wordings with all of its words, or most of them.
    ///
    /// Costs time linear in the wordings of the quote, however often each ran, unless all are read because
    /// the quote is likely to decide.
    fn near_runs(
        &self,
        id: QuoteId,
        passage: &str,
        filter: &Filter,
        is_likely: bool,
    ) -> Result<Runs, CollectionError> {
        let Some(wordings) = self.store.wordings_of_many(id, FEW_RUNS)? else {
            let appearances = self.runs_of(id, filter)?;
            return Ok(Runs { appearances, is_whole: true, all: None });
        };
        let (nearest, words) = (nearest_wordings(passage, &wordings), Standing::new(passage));
        if is_likely {
            return self.near_of_all(id, &nearest, &words, filter);
        }
        let (mut numbers, mut more) = (Vec::new(), Vec::new());
        for wording in nearest {
            let runs = self.store.brief_runs(wording.number)?;
            let told: Vec<ToldRun<'_>> = runs.iter().map(ToldRun::of_brief).collect();
            match to_compare(&told, &words, filter) {
                Some(chosen) => more.extend(chosen.into_iter().map(|at| runs[at].number)),
                None => numbers.push(wording.number),
            }
        }
        let mut appearances = self.store.runs_of_wordings(&numbers, &more)?;
        appearances
            .retain(|run| filter.admits_values(run.outlet.as_deref(), run.published.as_ref()));
        Ok(Runs { appearances, is_whole: false, all: None })
    }

    /// Returns the runs of the nearest wordings, and all others, with the words around them: each is read
    /// once, where the answer shows them all.
    fn near_of_all(
        &self,
        id: QuoteId,
        nearest: &[&ShownWording],
        words: &Standing,
        filter: &Filter,
    ) -> Result<Runs, CollectionError> {
        let all = self.runs_to_show(id, filter)?;
        let mut by_wording: FxHashMap<WordingId, Vec<&Appearance>> = FxHashMap::default();
        for run in &all {
            if let Some(wording) = run.wording_id {
                by_wording.entry(wording).or_default().push(run);
            }
        }
        let continued: FxHashSet<AppearanceId> = all.iter().filter_map(|run| run.part_of).collect();
        let (mut chosen, mut linked) = (FxHashSet::default(), FxHashSet::default());
        for wording in nearest {
            let runs = by_wording.get(&wording.id).map_or(&[][..], Vec::as_slice);
            let told = runs.iter().map(|run| ToldRun::of(run, continued.contains(&run.id)));
            match to_compare(&told.collect::<Vec<_>>(), words, filter) {
                Some(some) => chosen.extend(some.into_iter().map(|at| runs[at].id)),
                None => linked.extend(runs.iter().map(|run| run.id)),
            }
        }
        let before: FxHashSet<AppearanceId> = all
            .iter()
            .filter(|run| linked.contains(&run.id))
            .filter_map(|run| run.part_of)
            .collect();
        let is_compared = |run: &&Appearance| {
            chosen.contains(&run.id)
                || linked.contains(&run.id)
                || before.contains(&run.id)
                || run.part_of.is_some_and(|part| linked.contains(&part))
        };
        let appearances = all.iter().filter(is_compared).cloned().collect();
        Ok(Runs { appearances, is_whole: false, all: Some(all) })
    }
}

/// Returns those of the wordings of a quote that have all words of a passage, and of the others some that
/// have most of them.
fn nearest_wordings<'w>(passage: &str, wordings: &'w [ShownWording]) -> Vec<&'w ShownWording> {
    let terms = passage_terms(passage);
    let missing = |text: &str| {
        if text.is_empty() {
            return 0; // The appearance that showed it is gone.
        }
        let has = search_terms(text);
        terms.iter().filter(|term| has.binary_search(term).is_err()).count()
    };
    let mut ranked: Vec<(usize, &str, i64, &ShownWording)> = wordings
        .iter()
        .map(|wording| (missing(&wording.text), wording.text.as_str(), wording.number, wording))
        .collect();
    ranked.sort_unstable_by_key(|(missing, text, number, _)| (*missing, *text, *number));
    let whole = ranked.partition_point(|(missing, ..)| *missing == 0);
    ranked.truncate(whole + MOST_NEAR_WORDINGS);
    ranked.into_iter().map(|(.., wording)| wording).collect()
}

/// What tells which of the runs of a wording are compared with a passage.
struct ToldRun<'r> {
    id: AppearanceId,
    text: &'r str,
    stance: Stance,
    outlet: Option<&'r str>,
    published: Option<&'r PublishedDate>,
    /// Whether it is a part of an utterance that has others.
    is_linked: bool,
}

impl<'r> ToldRun<'r> {
    fn of_brief(run: &'r BriefRun) -> Self {
        Self {
            id: run.id,
            text: &run.text,
            stance: run.stance,
            outlet: run.outlet.as_deref(),
            published: run.published.as_ref(),
            is_linked: run.is_linked,
        }
    }

    fn of(run: &'r Appearance, is_continued: bool) -> Self {
        Self {
            id: run.id,
            text: &run.text,
            stance: run.stance,
            outlet: run.outlet.as_deref(),
            published: run.published.as_ref(),
            is_linked: is_continued || run.part_of.is_some(),
        }
    }
}

/// Returns which of the runs of a wording are compared with a passage: all in which it stands, and of the
/// others those that may be shown; nothing where some are parts of an utterance, which are put together
/// with the others.
fn to_compare(runs: &[ToldRun<'_>], words: &Standing, filter: &Filter) -> Option<Vec<usize>> {
    if runs.iter().any(|run| run.is_linked) {
        return None;
    }
    let stands = |at: &usize| words.stands_in(runs[*at].text, |_| true);
    let (mut chosen, others): (Vec<usize>, Vec<usize>) = (0..runs.len()).partition(stands);
    chosen.extend(first_runs(runs, others, filter));
    Some(chosen)
}

/// Returns those of some runs that may be shown where a passage does not stand in them: of each text the
/// first that asserts it, and the first that does not.
fn first_runs(
    runs: &[ToldRun<'_>],
    some: Vec<usize>,
    filter: &Filter,
) -> impl Iterator<Item = usize> {
    let mut first: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for at in some {
        let run = &runs[at];
        if !filter.admits_values(run.outlet, run.published) {
            continue;
        }
        let known = first.entry((run.text, run.stance == Stance::Asserted)).or_insert(at);
        if comes_before(run, &runs[*known]) {
            *known = at;
        }
    }
    first.into_values()
}

/// Says whether a run was published before another, as an answer puts them in order.
fn comes_before(left: &ToldRun<'_>, right: &ToldRun<'_>) -> bool {
    date_order(left.published, right.published)
        .then_with(|| left.outlet.cmp(&right.outlet))
        .then_with(|| left.id.cmp(&right.id))
        .is_lt()
}

/// Which of the quotes in a text have all words of a passage that the text has.
#[derive(Debug, Default)]
struct QuotedWords {
    /// The places of those that do by themselves.
    whole: Vec<usize>,
    /// Whether they do together.
    have_all: bool,
}

impl QuotedWords {
    fn of(terms: &[u32], place: &Place, quoted: &[Quoted]) -> Self {
        let mut found = Self::default();
        if !place.has_all {
            return found;
        }
        let index = CharIndex::new(&place.body);
        let mut together = vec![false; terms.len()];
        for (at, one) in quoted.iter().enumerate().filter(|(_, one)| one.kind != Kind::Label) {
            let own = place.own(one.span);
            let own = CharSpan::new(own.start, own.end.min(index.chars()));
            let mut has = vec![false; terms.len()];
            each_term(index.slice(own).unwrap_or_default(), |term, _| {
                if let Ok(number) = terms.binary_search(&term) {
                    (has[number], together[number]) = (true, true);
                }
            });
            if has.iter().all(|has| *has) {
                found.whole.push(at);
            }
        }
        found.have_all = together.iter().all(|has| *has);
        found
    }

    fn has_all(&self, at: usize) -> bool {
        self.whole.binary_search(&at).is_ok()
    }
}

/// The quotes that have been seen where a passage may stand.
struct Seen<'p> {
    /// Those that have all its words, alone or with others beside them.
    whole: Vec<QuoteId>,
    /// The others.
    near: Vec<(QuoteId, SeenQuote<'p>)>,
}

impl<'p> Seen<'p> {
    fn at(passage: &str, articles: &'p [ArticlePlace<'_>]) -> Self {
        let terms = passage_terms(passage);
        let mut seen: BTreeMap<QuoteId, SeenQuote<'_>> = BTreeMap::new();
        for ArticlePlace { place, quoted, .. } in articles {
            let spans = place.spans();
            let words = QuotedWords::of(&terms, place, quoted);
            for (at, one) in quoted.iter().enumerate().filter(|(_, one)| one.kind != Kind::Label) {
                // What no grouping has reached yet stands for itself rather than not at all.
                let own = (one.kind != Kind::Passage).then(|| QuoteId::from_smallest(one.id));
                let Some(quote) = one.quote_id.or(own) else { continue };
                for (_, weight, has_all) in
                    spans.iter().filter(|(span, ..)| span.overlaps(one.span))
                {
                    let seen = seen.entry(quote).or_default();
                    seen.has_all |= *has_all || words.has_all(at);
                    seen.is_scattered |= words.have_all;
                    seen.add(place, one.span, *weight);
                }
            }
        }
        let (whole, others): (Vec<_>, Vec<_>) = seen.into_iter().partition(|(_, one)| one.has_all);
        let (mut scattered, near): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(_, one)| one.is_scattered);
        scattered.sort_by_key(|(id, one)| (u64::MAX - one.weight, *id));
        scattered.truncate(MOST_SCATTERED_QUOTES);
        Self { whole: whole.into_iter().chain(scattered).map(|(id, _)| id).collect(), near }
    }
}

/// What has been seen of a quote where a passage may stand.
#[derive(Debug, Default)]
struct SeenQuote<'p> {
    /// Whether it may have all words.
    has_all: bool,
    /// Whether it and others in one text have them together.
    is_scattered: bool,
    weight: u64,
    /// Distinct texts of it that weigh as much.
    texts: Vec<&'p str>,
}

/// Texts of one quote that are compared to tell how close it is.
const MOST_TEXTS: usize = 3;

impl<'p> SeenQuote<'p> {
    fn add(&mut self, place: &'p Place, span: CharSpan, weight: u64) {
        if weight > self.weight {
            self.weight = weight;
            self.texts.clear();
        }
        if weight == self.weight
            && self.texts.len() < MOST_TEXTS
            && let Some(text) = place.own(span).slice(&place.body)
            && !self.texts.contains(&text)
        {
            self.texts.push(text);
        }
    }
}

/// Chooses the quotes that come closest to a passage, the closest first.
fn closest(passage: &str, mut near: Vec<(QuoteId, SeenQuote<'_>)>) -> Vec<QuoteId> {
    near.sort_by_key(|(id, one)| (u64::MAX - one.weight, *id));
    near.truncate(MOST_NEAR_QUOTES);
    let passage = Prepared::new(passage);
    let mut ranked: Vec<(Nearness, QuoteId)> = near
        .iter()
        .map(|(id, one)| {
            let compared = one.texts.iter().map(|text| nearness(&passage, text));
            // Of a quote that goes beyond its piece nothing has been compared.
            (compared.min().unwrap_or_default(), *id)
        })
        .collect();
    ranked.sort();
    ranked.truncate(MOST_COMPARED);
    ranked.into_iter().map(|(_, id)| id).collect()
}
