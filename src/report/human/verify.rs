//! Whether the collection is what it was.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::VerifyReport;
use crate::report::Look;

/// Writes the answer of `verify`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn verify(answer: &VerifyReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    let checked = format!(
        "{} hashed again, {} sliced again, the index of words compared",
        parts::count(answer.articles, "article"),
        parts::count(answer.appearances, "appearance")
    );
    if answer.failures.is_empty() {
        let verdict = Text::of(Style::Strong, " ✓ INTACT ");
        page.line(&verdict.and(Style::Plain, &format!(" {checked}")))?;
        return without_raw(answer, &mut page);
    }
    let wrong = format!(" {}; {checked}", parts::count(answer.failures.len(), "failure"));
    page.heading(
        &Text::of(Style::Material, " !! DAMAGED ").and(Style::Strong, &wrong),
        &Text::plain("exit 4"),
    )?;
    without_raw(answer, &mut page)?;
    for failure in &answer.failures {
        page.blank()?;
        page.line(&Text::plain(&format!("  {} {}", failure.what, failure.id)))?;
        page.fact("expected", &Text::plain(&failure.expected))?;
        page.fact("found", &Text::plain(&failure.found))?;
    }
    Ok(())
}

/// Says of which articles the text alone could be checked.
fn without_raw<W: Write>(answer: &VerifyReport, page: &mut Page<'_, W>) -> io::Result<()> {
    if answer.without_raw == 0 {
        return Ok(());
    }
    let articles = parts::count(answer.without_raw, "article");
    let told = format!("{articles}: the text alone, as the bytes that were read were not kept");
    page.paragraph(2, &Text::plain(&told))
}
