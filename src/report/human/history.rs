//! When each wording first appeared, and from which it came.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::{edits, parts, strip};
use crate::model::{Appearance, Basis, DecisionAction, HistoryReport, HistoryWording, WordingId};
use crate::report::Look;

/// Columns from which the runs of a wording share one line.
const WIDE: usize = 100;

/// Writes the answer of `history`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn history(answer: &HistoryReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    heading(answer, &mut page)?;
    page.blank()?;
    page.line(&origin(answer))?;
    page.line(&Text::plain("  ┊"))?;
    let roots = children(answer, None);
    for (place, root) in roots.iter().enumerate() {
        let is_last = place + 1 == roots.len();
        let branch = Branch { above: "  ".to_owned(), is_last, is_root: true, depth: 0 };
        node(answer, *root, &branch, &mut page)?;
    }
    edits::write(&mut page, &answer.edits)?;
    page.blank()?;
    page.line(&Text::of(Style::Quiet, "  ╌ order unknown   ─ evidence"))?;
    page.blank()?;
    strip::write(&mut page, &answer.wordings)?;
    if let Some(told) = parts::left_out(&answer.left_out) {
        page.blank()?;
        page.paragraph(2, &Text::plain(&told))?;
    }
    if let Some(copies) = parts::paraphrased(runs(answer)) {
        page.blank()?;
        page.paragraph(2, &Text::plain(&copies))?;
    }
    decided(answer, &mut page)
}

/// Writes which quotes may be the same utterance, and what people decided about that.
fn decided<W: Write>(answer: &HistoryReport, page: &mut Page<'_, W>) -> io::Result<()> {
    if let Some(possible) = parts::possible(&answer.possible, page.look) {
        page.blank()?;
        page.paragraph(2, &Text::plain(&possible))?;
    }
    if answer.decisions.is_empty() {
        return Ok(());
    }
    page.blank()?;
    for decision in &answer.decisions {
        let what = match decision.action {
            DecisionAction::Merge => "merged",
            _ => "split",
        };
        let note = decision.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
        let told = format!("{what} by a person, decision {}{note}", decision.number);
        page.paragraph(2, &Text::plain(&told))?;
    }
    Ok(())
}

fn runs(answer: &HistoryReport) -> impl Iterator<Item = &Appearance> + Clone {
    answer.wordings.iter().flat_map(|wording| &wording.runs.appearances)
}

fn heading<W: Write>(answer: &HistoryReport, page: &mut Page<'_, W>) -> io::Result<()> {
    let id = page.look.ids.show(answer.quote_id);
    let left = Text::of(Style::Strong, &format!("{id}  {}", parts::speakers(runs(answer))));
    let changes = answer.wordings.iter().map(|wording| {
        let against = parent_of(answer, wording).unwrap_or(0);
        (answer.wordings[against].runs.text.as_str(), wording.runs.changes.as_slice())
    });
    page.heading(&left, &parts::contested(changes))?;
    let counts = format!(
        "{} · {} · {}",
        parts::count(answer.wordings.len(), "wording"),
        parts::count(parts::outlets(runs(answer)), "outlet"),
        parts::independent(answer.independent_texts)
    );
    page.paragraph(2, &Text::plain(&counts))?;
    let by_wording: Vec<&[Appearance]> =
        answer.wordings.iter().map(|wording| wording.runs.appearances.as_slice()).collect();
    let reference = parts::reference(&answer.reference, "A", &by_wording);
    page.paragraph(2, &Text::plain(&format!("reference {reference}")))?;
    parts::departures(&answer.departures).iter().try_for_each(|told| page.paragraph(2, told))
}

/// Returns what the tree hangs from: the utterance, which only a primary source shows.
fn origin(answer: &HistoryReport) -> Text {
    if answer.reference.basis == Basis::Primary {
        return Text::plain("  ")
            .and(Style::Strong, "●")
            .and(Style::Plain, "  what was said: A, in a primary source");
    }
    Text::of(Style::Quiet, "  ?  what was said: no primary source in the collection")
}

/// Returns the wordings that came from `parent`, or those without a parent that is listed.
fn children(answer: &HistoryReport, parent: Option<WordingId>) -> Vec<usize> {
    let is_listed = |id: WordingId| answer.wordings.iter().any(|other| other.runs.wording_id == id);
    let belongs = |wording: &HistoryWording| match parent {
        Some(_) => wording.parent == parent && wording.parent != Some(wording.runs.wording_id),
        None => wording.parent.is_none_or(|id| !is_listed(id) || id == wording.runs.wording_id),
    };
    let all = answer.wordings.iter().enumerate();
    all.filter(|(_, wording)| belongs(wording)).map(|(index, _)| index).collect()
}

/// Where a node hangs.
struct Branch {
    /// What stands left of it on every line.
    above: String,
    is_last: bool,
    is_root: bool,
    depth: usize,
}

/// Deepest level that is still indented; below it the tree would run off the page.
const DEEPEST: usize = 8;

fn node<W: Write>(
    answer: &HistoryReport,
    index: usize,
    branch: &Branch,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let wording = &answer.wordings[index];
    let children = children(answer, Some(wording.runs.wording_id));
    let is_primary = branch.is_root && index == 0 && answer.reference.basis == Basis::Primary;
    let line = if branch.is_root && !is_primary { "╌" } else { "─" };
    let corner = if branch.is_last { "└" } else { "├" };
    let trunk = if branch.is_root { "┊" } else { "│" };
    let beneath = if branch.is_last { " " } else { trunk };
    let below = format!("{}{beneath}  ", branch.above);
    let inner = if children.is_empty() { "   " } else { "│  " };

    let first = Text::plain(&format!("{}{corner}{line} ", branch.above))
        .and(Style::Strong, &format!("{}  ", parts::siglum(index)));
    let text_margin = Text::plain(&format!("{below}{inner}"));
    dates(wording, first, &text_margin, page)?;
    if branch.is_root {
        let words = Text::plain(&format!("“{}”", wording.runs.text));
        page.beside(&text_margin, &text_margin, &words)?;
    }
    evidence(answer, index, &text_margin, page)?;
    if !children.is_empty() || !below.trim().is_empty() {
        let trunk = if children.is_empty() { below.clone() } else { format!("{below}{inner}") };
        page.line(&Text::plain(&trunk))?;
    }
    if branch.depth >= DEEPEST {
        return Ok(());
    }
    for (place, child) in children.iter().enumerate() {
        let is_last = place + 1 == children.len();
        let branch =
            Branch { above: below.clone(), is_last, is_root: false, depth: branch.depth + 1 };
        node(answer, *child, &branch, page)?;
    }
    Ok(())
}

/// Writes when and where a wording ran, one run a line or, on a wide page, all on one.
fn dates<W: Write>(
    wording: &HistoryWording,
    first: Text,
    margin: &Text,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let told: Vec<Text> = wording
        .runs
        .appearances
        .iter()
        .map(|run| {
            let style = if run.seen().is_some() { Style::Plain } else { Style::Quiet };
            Text::of(style, &format!("{:<10}", parts::date(run.seen())))
                .and(Style::Plain, "  ")
                .and(Style::Plain, parts::outlet(run.outlet.as_deref()))
                .and(Style::Plain, &parts::revision(run))
                .and(Style::Plain, &parts::spoken_at(run))
        })
        .collect();
    let shared = told.iter().enumerate().fold(first.clone(), |line, (index, run)| {
        line.and(Style::Plain, if index == 0 { "" } else { "  · " }).then(run.clone())
    });
    if page.look.width >= WIDE && shared.width() <= page.look.width {
        return page.line(&shared);
    }
    let rest = margin.clone().padded(first.width());
    for (index, run) in told.into_iter().enumerate() {
        let margin = if index == 0 { &first } else { &rest };
        page.line(&margin.clone().then(run))?;
    }
    Ok(())
}

/// Returns the place of a wording's parent, where another one that is listed is.
fn parent_of(answer: &HistoryReport, wording: &HistoryWording) -> Option<usize> {
    let id = wording.parent.filter(|id| *id != wording.runs.wording_id)?;
    answer.wordings.iter().position(|other| other.runs.wording_id == id)
}

/// Writes what a wording changes and why it hangs where it does.
fn evidence<W: Write>(
    answer: &HistoryReport,
    index: usize,
    margin: &Text,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let wording = &answer.wordings[index];
    let parent = parent_of(answer, wording);
    if parent.is_some() || index > 0 {
        let how = match parent {
            Some(parent) => format!("from {}: ", parts::siglum(parent)),
            None => "against A: ".to_owned(),
        };
        let told = Text::plain(&how).then(parts::changes(&wording.runs.changes));
        page.beside(margin, margin, &told)?;
    }
    if let Some(told) = parts::questions(&wording.runs) {
        page.beside(margin, margin, &told)?;
    }
    let wordings: Vec<_> = answer.wordings.iter().map(|wording| &wording.runs).collect();
    let beside = parts::with_parts(index, &wordings);
    if !beside.is_empty() {
        page.beside(margin, margin, &Text::plain(&beside))?;
    }
    // Why the reference is the reference is said above the tree.
    if wording.evidence.is_empty() || (index == 0 && parent.is_none()) {
        return Ok(());
    }
    let label = if parent.is_some() { "why: " } else { "why not ordered: " };
    let why = Text::of(Style::Quiet, &format!("{label}{}", wording.evidence));
    page.beside(margin, margin, &why)
}
