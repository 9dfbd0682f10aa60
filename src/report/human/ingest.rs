//! What became of the articles read.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::IngestReport;
use crate::report::Look;

/// Writes what `ingest` did.
///
/// # Errors
///
/// Fails where `out` does.
pub fn ingest(answer: &IngestReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    let outcomes = [
        (answer.stored, "stored"),
        (answer.unchanged, "unchanged"),
        (answer.updated, "updated"),
        (answer.revisions, "new revisions"),
        (answer.skipped, "skipped"),
        (answer.failed.len(), "failed"),
    ];
    let told: Vec<String> = outcomes
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", parts::grouped(*number)))
        .collect();
    let told = if told.is_empty() { "nothing to do".to_owned() } else { told.join(", ") };
    let read = Text::of(Style::Strong, &format!("{} read", parts::count(answer.read, "article")));
    page.paragraph(0, &read.and(Style::Plain, &format!(": {told}")))?;
    let held = format!(
        "The collection holds {} in {}.",
        parts::count(answer.appearances, "appearance"),
        parts::count(answer.quotes, "quote")
    );
    page.paragraph(0, &Text::plain(&held))?;
    for failure in &answer.failed {
        page.blank()?;
        page.paragraph(
            0,
            &Text::of(Style::Finding, "not read: ").and(Style::Plain, &failure.source),
        )?;
        page.paragraph(2, &Text::plain(&failure.error))?;
        if let Some(hint) = &failure.hint {
            page.paragraph(2, &Text::plain(&format!("hint: {hint}")))?;
        }
    }
    Ok(())
}
