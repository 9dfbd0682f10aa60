//! How the wording changes between outlets, word by word.

use std::io::{self, Write};

use super::collation::{self, Reading, SIDE_BY_SIDE};
use super::ink::{Page, Style, Text};
use super::{edits, parts, wordings};
use crate::model::{Appearance, Basis, ChangeClass, DiffReport};
use crate::report::Look;

/// Writes the answer of `diff`; with `only_changes`, without what all wordings share.
///
/// # Errors
///
/// Fails where `out` does.
pub fn diff(
    answer: &DiffReport,
    only_changes: bool,
    look: &Look,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut page = Page::new(look, out);
    heading(answer, &mut page)?;
    page.blank()?;
    page.fact("reference", &Text::plain(&reference(answer)))?;
    for (index, told) in parts::departures(&answer.departures).iter().enumerate() {
        page.fact(if index == 0 { "reports" } else { "" }, told)?;
    }
    page.blank()?;
    let listed = listed(answer);
    let changed: Vec<usize> = listed.iter().copied().skip(1).collect();
    let changed = if only_changes { with_changes(answer, &changed) } else { changed };
    if answer.wordings.len() > 1 && only_changes && changed.is_empty() {
        page.paragraph(2, &Text::plain("No changes to show."))?;
    } else if answer.wordings.len() > 1 && look.screen >= SIDE_BY_SIDE {
        side_by_side(answer, &changed, only_changes, &mut page)?;
    } else {
        words(answer, &changed, only_changes, &mut page)?;
    }
    page.blank()?;
    let is_stacked = look.screen < SIDE_BY_SIDE || changed.is_empty();
    if is_stacked {
        whose(answer, &listed, &mut page)?;
    }
    if listed.len() < answer.wordings.len() {
        page.paragraph(4, &wordings::more(answer.wordings.len() - listed.len()))?;
    }
    edits::write(&mut page, &answer.edits)?;
    if listed.len() > changed.len() + 1 {
        let same = parts::count(listed.len() - changed.len() - 1, "wording");
        let told = format!("{same} without changes to show left out");
        page.paragraph(2, &Text::of(Style::Quiet, &told))?;
    }
    if is_stacked {
        page.blank()?;
    }
    closing(answer, &mut page)
}

/// Writes who ran each wording.
fn whose<W: Write>(
    answer: &DiffReport,
    listed: &[usize],
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let widest = listed.iter().map(|index| parts::siglum(*index).len()).max().unwrap_or(1);
    let rest = Text::plain(&" ".repeat(widest + 3));
    let wordings: Vec<_> = answer.wordings.iter().map(|wording| &wording.runs).collect();
    for index in listed {
        let first = Text::plain("  ").and(Style::Strong, &parts::siglum(*index)).padded(widest + 3);
        let runs = Text::plain(&parts::runs(&answer.wordings[*index].runs.appearances));
        page.beside(&first, &rest, &runs)?;
        if let Some(told) = parts::questions(wordings[*index]) {
            page.beside(&rest, &rest, &told)?;
        }
        let beside = parts::with_parts(*index, &wordings);
        if !beside.is_empty() {
            page.beside(&rest, &rest, &Text::of(Style::Quiet, &beside))?;
        }
    }
    Ok(())
}

/// Writes what the marks mean, and what else a reader should know.
fn closing<W: Write>(answer: &DiffReport, page: &mut Page<'_, W>) -> io::Result<()> {
    if let Some(told) = parts::left_out(&answer.left_out) {
        page.paragraph(2, &Text::plain(&told))?;
    }
    if let Some(copies) = parts::paraphrased(runs(answer)) {
        page.paragraph(2, &Text::plain(&copies))?;
    }
    if let Some(possible) = parts::possible(&answer.possible, page.look) {
        page.paragraph(2, &Text::plain(&possible))?;
    }
    let legend = legend();
    if legend.width() <= page.look.width { page.line(&legend) } else { page.paragraph(2, &legend) }
}

fn runs(answer: &DiffReport) -> impl Iterator<Item = &Appearance> + Clone {
    answer.wordings.iter().flat_map(|wording| &wording.runs.appearances)
}

fn heading<W: Write>(answer: &DiffReport, page: &mut Page<'_, W>) -> io::Result<()> {
    let id = page.look.ids.show(answer.quote_id);
    let left = Text::of(Style::Strong, &format!("{id}  {}", parts::speakers(runs(answer))));
    let changes = answer.wordings.iter().map(|wording| wording.runs.changes.as_slice());
    let base = answer.wordings.first().map_or("", |first| first.runs.text.as_str());
    page.heading(&left, &parts::contested(changes.clone().map(|changes| (base, changes))))?;
    let counts = format!(
        "{} · {} · {} · ",
        parts::count(answer.wordings.len(), "wording"),
        parts::count(parts::outlets(runs(answer)), "outlet"),
        parts::independent(answer.independent_texts)
    );
    let material = parts::material_count(changes.flatten());
    page.paragraph(2, &Text::plain(&counts).then(material))
}

fn reference(answer: &DiffReport) -> String {
    let runs: Vec<&[Appearance]> =
        answer.wordings.iter().map(|wording| wording.runs.appearances.as_slice()).collect();
    let told = parts::reference(&answer.reference, "A", &runs);
    if answer.reference.basis == Basis::Undetermined {
        return format!("{told}. Set against A, which says nothing about which is right.");
    }
    told
}

/// Writes the base and other wordings below it; one wording alone is simply quoted.
fn words<W: Write>(
    answer: &DiffReport,
    others: &[usize],
    only_changes: bool,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let Some(base) = answer.wordings.first() else { return Ok(()) };
    if answer.wordings.len() == 1 {
        let first = Text::plain("  ").and(Style::Strong, "A ");
        let words = Text::plain(&format!("“{}”", base.runs.text));
        page.beside(&first, &Text::plain("    "), &words)?;
        return page.paragraph(4, &Text::of(Style::Quiet, "every outlet ran these words"));
    }
    let reading = |index: &usize| Reading {
        siglum: parts::siglum(*index),
        segments: &answer.wordings[*index].segments,
    };
    let readings: Vec<Reading<'_>> = others.iter().map(reading).collect();
    collation::write(page, "A", &base.runs.text, &readings, only_changes)
}

/// Writes the base on the left and one wording after another on the right.
fn side_by_side<W: Write>(
    answer: &DiffReport,
    others: &[usize],
    only_changes: bool,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let head = |index: usize| {
        let runs = parts::runs(&answer.wordings[index].runs.appearances);
        Text::of(Style::Strong, &parts::siglum(index)).and(Style::Plain, &format!("  {runs}"))
    };
    for (place, index) in others.iter().enumerate() {
        if place > 0 {
            page.blank()?;
        }
        let segments = &answer.wordings[*index].segments;
        collation::write_heads(page, [&head(0), &head(*index)])?;
        collation::write_pair(page, segments, only_changes)?;
    }
    Ok(())
}

/// Returns those of `listed` that have a change other than missing ends.
fn with_changes(answer: &DiffReport, listed: &[usize]) -> Vec<usize> {
    let has_change = |index: &usize| {
        let changes = &answer.wordings[*index].runs.changes;
        changes.iter().any(|change| change.class != ChangeClass::Cut)
    };
    listed.iter().copied().filter(has_change).collect()
}

/// Returns which wordings to set under the first one.
fn listed(answer: &DiffReport) -> Vec<usize> {
    wordings::listed(answer.wordings.iter().map(|wording| wording.runs.changes.as_slice()))
}

fn legend() -> Text {
    let marks = "  {+…+} other or added words  [-…-] missing  = same in all  ^ class  !! material";
    Text::of(Style::Quiet, marks)
}
