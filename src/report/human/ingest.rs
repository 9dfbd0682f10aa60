//! What became of the articles read.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::{EncodingBasis, IngestReport};
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
        (answer.revisions, if answer.revisions == 1 { "new revision" } else { "new revisions" }),
        (answer.skipped, "skipped"),
        (answer.failed.len() + answer.failed_more, "failed"),
    ];
    let told: Vec<String> = outcomes
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", parts::grouped(*number)))
        .collect();
    let told =
        if told.is_empty() { "there is no file to read".to_owned() } else { told.join(", ") };
    let read = Text::of(Style::Strong, &format!("{} read", parts::count(answer.read, "article")));
    page.paragraph(0, &read.and(Style::Plain, &format!(": {told}")))?;
    page.paragraph(0, &Text::plain(&held(answer)))?;
    for note in notes(answer) {
        page.paragraph(0, &Text::plain(&note))?;
    }
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
    if answer.failed_more > 0 {
        page.blank()?;
        let more =
            format!("and {} more that could not be read", parts::grouped(answer.failed_more));
        page.paragraph(0, &Text::plain(&more))?;
    }
    Ok(())
}

/// Says what the collection holds, or that a rehearsal left it as it was.
fn held(answer: &IngestReport) -> String {
    if answer.dry_run {
        let found = parts::count(answer.found, "quoted span");
        return format!("Nothing was stored: a dry run. It found {found}.");
    }
    format!(
        "The collection holds {} in {}.",
        parts::count(answer.appearances, "appearance"),
        parts::count(answer.quotes, "quote")
    )
}

/// Says what was decided about encodings, and what in the texts cannot be seen.
fn notes(answer: &IngestReport) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for one in &answer.encodings {
        let articles = parts::count(one.articles, "article");
        let basis = match one.basis {
            EncodingBasis::Mark => "by its byte-order mark",
            EncodingBasis::Declared => "as declared",
            EncodingBasis::Detected => "as detected",
        };
        if one.replaced > 0 {
            let lost = parts::count(one.replaced, "character");
            notes.push(format!(
                "{articles} in {}, {basis}: {lost} could not be read.",
                one.encoding
            ));
        } else if one.encoding != "UTF-8" {
            notes.push(format!("{articles} in {}, {basis}.", one.encoding));
        }
    }
    if answer.with_hidden_characters > 0 {
        let articles = parts::count(answer.with_hidden_characters, "article");
        notes.push(format!("{articles} with characters that show nothing, which searches ignore."));
    }
    notes
}
