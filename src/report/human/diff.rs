//! How the wording changes between outlets, word by word.

use std::io::{self, Write};

use super::collation::{self, Reading};
use super::ink::{Page, Style, Text};
use super::{parts, wordings};
use crate::model::{Appearance, Basis, DiffReport};
use crate::report::Look;

/// Writes the answer of `diff`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn diff(answer: &DiffReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    heading(answer, &mut page)?;
    page.blank()?;
    page.fact("reference", &Text::plain(&reference(answer)))?;
    page.blank()?;
    words(answer, &mut page)?;
    page.blank()?;
    let listed = listed(answer);
    for index in &listed {
        let first = Text::plain("  ").and(Style::Strong, &parts::siglum(*index)).padded(4);
        let runs = Text::plain(&parts::runs(&answer.wordings[*index].runs.appearances));
        page.beside(&first, &Text::plain("    "), &runs)?;
    }
    if listed.len() < answer.wordings.len() {
        page.paragraph(4, &wordings::more(answer.wordings.len() - listed.len()))?;
    }
    page.blank()?;
    if let Some(copies) = parts::paraphrased(runs(answer)) {
        page.paragraph(2, &Text::plain(&copies))?;
    }
    let legend = legend();
    if legend.width() <= look.width { page.line(&legend) } else { page.paragraph(2, &legend) }
}

fn runs(answer: &DiffReport) -> impl Iterator<Item = &Appearance> {
    answer.wordings.iter().flat_map(|wording| &wording.runs.appearances)
}

fn heading<W: Write>(answer: &DiffReport, page: &mut Page<'_, W>) -> io::Result<()> {
    let id = page.look.ids.show(answer.quote_id);
    let left = Text::of(Style::Strong, &format!("{id}  {}", parts::speakers(runs(answer))));
    let changes = answer.wordings.iter().map(|wording| wording.runs.changes.as_slice());
    page.heading(&left, &parts::contested(changes.clone()))?;
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

/// Writes the base and all other wordings below it; one wording alone is simply quoted.
fn words<W: Write>(answer: &DiffReport, page: &mut Page<'_, W>) -> io::Result<()> {
    let Some((base, others)) = answer.wordings.split_first() else { return Ok(()) };
    if others.is_empty() {
        let first = Text::plain("  ").and(Style::Strong, "A ");
        let words = Text::plain(&format!("“{}”", base.runs.text));
        page.beside(&first, &Text::plain("    "), &words)?;
        return page.paragraph(4, &Text::of(Style::Quiet, "every outlet ran these words"));
    }
    let readings: Vec<Reading<'_>> = listed(answer)
        .into_iter()
        .skip(1)
        .map(|index| Reading {
            siglum: parts::siglum(index),
            segments: &answer.wordings[index].segments,
        })
        .collect();
    collation::write(page, "A", &base.runs.text, &readings)
}

/// Returns which wordings to set under the first one.
fn listed(answer: &DiffReport) -> Vec<usize> {
    wordings::listed(answer.wordings.iter().map(|wording| wording.runs.changes.as_slice()))
}

fn legend() -> Text {
    let marks = "  {+…+} other or added words  [-…-] missing  = same in all  ^ class  !! material";
    Text::of(Style::Quiet, marks)
}
