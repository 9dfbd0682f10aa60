//! The journal of decisions as JSON.

use serde::Serialize;

use crate::model;

#[derive(Serialize)]
pub(super) struct Decision<'a> {
    decision: usize,
    decided_at: &'a str,
    action: &'static str,
    ids: &'a [String],
    note: Option<&'a str>,
    undoes: Option<usize>,
    undone_by: Option<usize>,
    in_force: bool,
    quotes: Vec<String>,
}

impl<'a> Decision<'a> {
    fn of(from: &'a model::Decision) -> Self {
        Self {
            decision: from.number,
            decided_at: &from.decided_at,
            action: from.action.as_str(),
            ids: &from.asked,
            note: from.note.as_deref(),
            undoes: from.undoes,
            undone_by: from.undone_by,
            in_force: from.is_in_force(),
            quotes: from.quotes.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What a person decided about the grouping of a quote.
#[derive(Serialize)]
pub(super) struct Mark<'a> {
    decision: usize,
    action: &'static str,
    decided_at: &'a str,
    note: Option<&'a str>,
}

impl<'a> Mark<'a> {
    pub(super) fn all(from: &'a [model::Decision]) -> Vec<Self> {
        from.iter()
            .map(|decision| Self {
                decision: decision.number,
                action: decision.action.as_str(),
                decided_at: &decision.decided_at,
                note: decision.note.as_deref(),
            })
            .collect()
    }
}

#[derive(Serialize)]
pub(super) struct Journal<'a> {
    decisions: Vec<Decision<'a>>,
}

impl<'a> Journal<'a> {
    pub(super) fn of(from: &'a model::JournalReport) -> Self {
        Self { decisions: from.decisions.iter().map(Decision::of).collect() }
    }
}

#[derive(Serialize)]
struct Quote<'a> {
    quote_id: String,
    text: &'a str,
    wordings: usize,
    outlets: usize,
    appearances: usize,
}

#[derive(Serialize)]
pub(super) struct Decided<'a> {
    decision: Decision<'a>,
    quotes: Vec<Quote<'a>>,
}

impl<'a> Decided<'a> {
    pub(super) fn of(from: &'a model::DecidedReport) -> Self {
        let quote = |quote: &'a model::DecidedQuote| Quote {
            quote_id: quote.quote_id.to_string(),
            text: &quote.text,
            wordings: quote.wordings,
            outlets: quote.outlets,
            appearances: quote.appearances,
        };
        Self {
            decision: Decision::of(&from.decision),
            quotes: from.quotes.iter().map(quote).collect(),
        }
    }
}
