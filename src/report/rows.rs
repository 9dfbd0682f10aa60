//! Rows of an export: one an appearance, with the history of its wording.

use crate::model::{
    Appearance, Change, Decision, HistoryReport, PublishedDate, QuoteId, Sha256Hash, WordingId,
};

/// One appearance with what its quote's history says about its wording.
pub(super) struct Row<'a> {
    pub(super) appearance: &'a Appearance,
    pub(super) quote_id: Option<QuoteId>,
    pub(super) wording_id: Option<WordingId>,
    pub(super) first_seen: Option<&'a PublishedDate>,
    pub(super) parent: Option<WordingId>,
    pub(super) changes: &'a [Change],
    /// What people decided about the grouping of the quote.
    pub(super) decisions: &'a [Decision],
}

/// Returns a quote's appearances by publication date as written (undated first, as an empty cell
/// sorts), outlet, article and start.
pub(super) fn of_quote(quote: &HistoryReport) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for wording in &quote.wordings {
        rows.extend(wording.runs.appearances.iter().map(|appearance| Row {
            appearance,
            quote_id: Some(quote.quote_id),
            wording_id: Some(wording.runs.wording_id),
            first_seen: wording.first_seen.as_ref(),
            parent: wording.parent,
            changes: &wording.runs.changes,
            decisions: &quote.decisions,
        }));
    }
    rows.sort_by_key(|row| {
        let appearance = row.appearance;
        let published = appearance.published.as_ref().map(|date| date.as_str());
        let article = (appearance.text_sha256, appearance.article_id);
        (published, appearance.outlet.as_deref(), article, appearance.span.start, appearance.id)
    });
    rows
}

/// Returns the row of a label, which belongs to no quote.
pub(super) fn of_label(label: &Appearance) -> Row<'_> {
    Row {
        appearance: label,
        quote_id: label.quote_id,
        wording_id: label.wording_id,
        first_seen: None,
        parent: None,
        changes: &[],
        decisions: &[],
    }
}

impl Row<'_> {
    /// Returns the hash of the words, before anything is escaped.
    pub(super) fn text_sha256(&self) -> String {
        Sha256Hash::of(self.appearance.text.as_bytes()).to_string()
    }
}

/// Returns the classes of `changes`, each once, material ones first.
pub(super) fn classes(changes: &[Change]) -> Vec<&'static str> {
    let mut classes: Vec<_> = changes.iter().map(|change| change.class).collect();
    classes.sort_unstable();
    classes.dedup();
    classes.into_iter().map(|class| class.as_str()).collect()
}

/// Returns `changes` in words, in the order of the text: `-adamantly`, `+never`,
/// `general -> normal`, joined by `; `.
pub(super) fn in_words(changes: &[Change]) -> String {
    let mut in_order: Vec<&Change> = changes.iter().collect();
    in_order.sort_by_key(|change| (change.from_start, change.to_start, change.class));
    let mut told: Vec<String> = in_order.into_iter().map(one_in_words).collect();
    told.dedup();
    told.join("; ")
}

/// Returns decisions as their actions and numbers: `merge 1;split 3`.
pub(super) fn decided(decisions: &[Decision]) -> String {
    let told = decisions.iter().map(|one| format!("{} {}", one.action, one.number));
    told.collect::<Vec<_>>().join(";")
}

/// Says whether any of `changes` is material: `true` if one is, `false` if none, else not judged.
pub(super) fn material(changes: &[Change]) -> Option<bool> {
    let has = |judged| changes.iter().any(|change| change.material == judged);
    if has(Some(true)) {
        return Some(true);
    }
    if has(None) { None } else { Some(false) }
}

fn one_in_words(change: &Change) -> String {
    let (from, to) = (change.from.trim(), change.to.trim());
    match (from.is_empty(), to.is_empty()) {
        (_, true) => format!("-{from}"),
        (true, false) => format!("+{to}"),
        (false, false) => format!("{from} -> {to}"),
    }
}
