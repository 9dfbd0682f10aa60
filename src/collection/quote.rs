//! Who ran a quote, in which wordings, and from where they came.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use super::articles::SameText;
use super::{Collection, CollectionError};
use crate::compare::{self, OtherPart, WordingGroup};
use crate::model::{
    Appearance, Collation, Decision, DiffReport, HistoryReport, HistoryWording, OutletRuns,
    OutletsReport, PublishedDate, QuoteId, Reference, WordingRuns,
};
use crate::store::{Filter, QuoteRow};

/// Quotes whose runs are read at a time where all are told.
const BATCH: usize = 256;

/// A quote with its wordings, as the reports need it.
pub(super) struct Family {
    quote: QuoteId,
    wordings: Vec<WordingGroup>,
    reference: Reference,
    /// The place of the reference among `wordings`.
    chosen: usize,
    /// Which wordings are other parts of the utterance than the reference.
    parts: Vec<Option<OtherPart>>,
    independent_texts: usize,
}

impl Family {
    /// Returns what the wording at `at` changes against the one at `against`, and who ran it.
    fn runs(&self, at: usize, against: usize) -> WordingRuns {
        self.collated(at, against).runs
    }

    /// Returns the same, with both set side by side.
    fn collated(&self, at: usize, against: usize) -> Collation {
        let (wording, base) = (&self.wordings[at], &self.wordings[against]);
        let (changes, segments) = match &self.parts[at] {
            Some(part) if against == self.chosen => {
                compare::set_apart(&base.text, &wording.text, part)
            }
            _ => {
                let compared = compare::wording(&base.text, &wording.text);
                (compared.changes, compared.segments)
            }
        };
        let runs = WordingRuns {
            wording_id: wording.id,
            text: wording.text.clone(),
            changes,
            appearances: wording.appearances.clone(),
        };
        Collation { runs, segments }
    }

    /// Returns every run of the quote.
    fn appearances(&self) -> Vec<Appearance> {
        self.wordings.iter().flat_map(|wording| &wording.appearances).cloned().collect()
    }

    /// Returns the places of the wordings, the reference first.
    fn reference_first(&self) -> Vec<usize> {
        let others = (0..self.wordings.len()).filter(|place| *place != self.chosen);
        std::iter::once(self.chosen).chain(others).collect()
    }
}

impl Collection {
    /// Returns who ran a quote, outlet by outlet.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read or the quote is not there.
    pub fn outlets(&self, quote: QuoteId) -> Result<OutletsReport, CollectionError> {
        let family = self.family(quote)?;
        let mut by_outlet: BTreeMap<Option<String>, Vec<Appearance>> = BTreeMap::new();
        for appearance in family.wordings.iter().flat_map(|wording| &wording.appearances) {
            by_outlet.entry(appearance.outlet.clone()).or_default().push(appearance.clone());
        }
        let mut outlets: Vec<OutletRuns> = by_outlet
            .into_iter()
            .map(|(outlet, mut appearances)| {
                appearances.sort_by(display_order);
                OutletRuns { outlet, appearances }
            })
            .collect();
        outlets.sort_by(|left, right| display_order(&left.appearances[0], &right.appearances[0]));
        let order = family.reference_first();
        Ok(OutletsReport {
            quote_id: quote,
            independent_texts: family.independent_texts,
            outlets,
            wordings: order.iter().map(|at| family.runs(*at, family.chosen)).collect(),
            reference: family.reference,
        })
    }

    /// Returns every wording of a quote set against the reference.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read or the quote is not there.
    pub fn diff(&self, quote: QuoteId) -> Result<DiffReport, CollectionError> {
        let family = self.family(quote)?;
        let reference = &family.wordings[family.chosen];
        let collate = |at: &usize| family.collated(*at, family.chosen);
        Ok(DiffReport {
            quote_id: quote,
            reference_wording_id: reference.id,
            independent_texts: family.independent_texts,
            wordings: family.reference_first().iter().map(collate).collect(),
            departures: compare::departures(&family.wordings, family.chosen),
            edits: self.edits_of(&family.appearances())?,
            left_out: Vec::new(),
            reference: family.reference,
            possible: self.store.possible_quotes(quote)?,
        })
    }

    /// Returns when each wording of a quote first appeared, and from which it came.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read or the quote is not there.
    pub fn history(&self, quote: QuoteId) -> Result<HistoryReport, CollectionError> {
        let possible = self.store.possible_quotes(quote)?;
        let history = history_of(self.family(quote)?, possible, &self.store.decisions()?);
        let runs = history.wordings.iter().flat_map(|wording| &wording.runs.appearances);
        let edits = self.edits_of(&runs.cloned().collect::<Vec<_>>())?;
        Ok(HistoryReport { edits, ..history })
    }

    /// Hands the history of every quote to `visit`, in the order of their ids; the words around each
    /// appearance only where they are asked for, as each takes reading a text.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read, or `visit` fails.
    pub fn each_history<E: From<CollectionError>>(
        &self,
        with_words_around: bool,
        mut visit: impl FnMut(HistoryReport) -> Result<(), E>,
    ) -> Result<(), E> {
        self.store.expect_many_questions().map_err(CollectionError::from)?;
        let mut refused = None;
        let mut visit = |history| visit(history).map_err(|error| refused = Some(error));
        self.store.reading(|| self.tell_all(with_words_around, &mut visit))?;
        refused.map_or(Ok(()), Err)
    }

    /// Tells the histories of all quotes, until one is not wanted: while some are worked out, the runs
    /// of the next are read.
    fn tell_all(
        &self,
        with_words_around: bool,
        visit: &mut dyn FnMut(HistoryReport) -> Result<(), ()>,
    ) -> Result<(), CollectionError> {
        let (quotes, same_text) = (self.store.quotes()?, self.same_text()?);
        let decisions = self.store.decisions()?;
        let tell = |(quote, runs, possible)| {
            let family = family(quote, runs, &same_text)?;
            Ok::<_, CollectionError>(history_of(family, possible, &decisions))
        };
        thread::scope(|scope| {
            let mut working: Option<ScopedJoinHandle<'_, Vec<_>>> = None;
            for some in quotes.chunks(BATCH).map(Some).chain([None]) {
                let mut read = Vec::with_capacity(BATCH);
                for QuoteRow { id, .. } in some.unwrap_or_default() {
                    let runs = match with_words_around {
                        true => self.store.appearances_of_quote(*id)?,
                        false => self.store.runs_of_quote(*id)?,
                    };
                    read.push((*id, runs, self.store.possible_quotes(*id)?));
                }
                let next = scope.spawn(|| read.into_iter().map(tell).collect());
                let Some(before) = working.replace(next) else { continue };
                for history in before.join().unwrap_or_else(|panic| resume_unwind(panic)) {
                    if visit(history?).is_err() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        })
    }

    /// Returns the spans that are no quotes: scare quotes, titles of works, nicknames.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn labels(&self) -> Result<Vec<Appearance>, CollectionError> {
        Ok(self.store.labels(&Filter::default())?)
    }

    fn family(&self, quote: QuoteId) -> Result<Family, CollectionError> {
        family(quote, self.store.appearances_of_quote(quote)?, &self.same_text()?)
    }
}

/// Tells when each wording of a quote first appeared, and from which it came.
fn history_of(family: Family, possible: Vec<QuoteId>, decisions: &[Decision]) -> HistoryReport {
    let quote = family.quote;
    let parents = compare::lineage(&family.wordings, family.chosen);
    let tell = |at: usize| {
        let (wording, parentage) = (&family.wordings[at], &parents[at]);
        let parent = parentage.parent.map(|parent| &family.wordings[parent]);
        HistoryWording {
            runs: family.runs(at, parentage.parent.unwrap_or(family.chosen)),
            first_seen: first_seen(&wording.appearances).cloned(),
            parent: parent.map(|parent| parent.id),
            evidence: parentage.evidence.clone(),
        }
    };
    HistoryReport {
        quote_id: quote,
        independent_texts: family.independent_texts,
        wordings: family.reference_first().into_iter().map(tell).collect(),
        departures: compare::departures(&family.wordings, family.chosen),
        edits: Vec::new(),
        left_out: Vec::new(),
        reference: family.reference,
        possible,
        decisions: decisions.iter().filter(|one| one.concerns(quote)).cloned().collect(),
    }
}

/// Puts the wordings of a quote together from its appearances.
fn family(
    quote: QuoteId,
    mut appearances: Vec<Appearance>,
    same_text: &SameText,
) -> Result<Family, CollectionError> {
    if appearances.is_empty() {
        return Err(CollectionError::NoSuchId { id: quote.to_string() });
    }
    appearances.sort_by(display_order);
    let independent = |members: &[&Appearance]| same_text.independent(members.iter().copied());
    let wordings = compare::wordings(&appearances, &independent);
    let (basis, chosen) = compare::reference(&wordings);
    let appearance = wordings[chosen].appearances.first().cloned();
    let all: Vec<&Appearance> = appearances.iter().collect();
    Ok(Family {
        quote,
        independent_texts: independent(&all),
        reference: Reference { basis, appearance },
        parts: compare::other_parts(&wordings, chosen),
        wordings,
        chosen,
    })
}

/// Returns the earliest date among appearances, by where each begins.
fn first_seen(appearances: &[Appearance]) -> Option<&PublishedDate> {
    let dates = appearances.iter().filter_map(Appearance::seen);
    dates.min_by(|left, right| left.display_order(right))
}

/// Orders appearances by publication time, undated ones last, then outlet, then id.
pub(super) fn display_order(left: &Appearance, right: &Appearance) -> Ordering {
    let by_date = match (&left.published, &right.published) {
        (Some(left), Some(right)) => left.display_order(right),
        (left, right) => left.is_none().cmp(&right.is_none()),
    };
    by_date
        .then_with(|| left.outlet.is_none().cmp(&right.outlet.is_none()))
        .then_with(|| left.outlet.cmp(&right.outlet))
        .then_with(|| left.article_id.cmp(&right.article_id))
        .then_with(|| left.span.cmp(&right.span))
}
