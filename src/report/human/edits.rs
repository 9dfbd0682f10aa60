//! What outlets changed after publication, for people.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::{Edit, EditKind, EditSide, RevisionBasis};

/// Edits that are told one by one; JSON has them all.
const MOST: usize = 12;
/// Most characters of words that are shown of either side.
const SHOWN: usize = 240;

/// Writes what was changed, if anything was, with a blank line before.
pub(super) fn write<W: Write>(page: &mut Page<'_, W>, edits: &[Edit]) -> io::Result<()> {
    if edits.is_empty() {
        return Ok(());
    }
    page.blank()?;
    for edit in edits.iter().take(MOST) {
        one(page, edit)?;
    }
    let more = edits.len().saturating_sub(MOST);
    if more > 0 {
        let told = format!("… and {}", parts::count(more, "more edit"));
        page.paragraph(2, &Text::of(Style::Quiet, &told))?;
    }
    Ok(())
}

fn one<W: Write>(page: &mut Page<'_, W>, edit: &Edit) -> io::Result<()> {
    let outlet = edit.outlet.as_deref().unwrap_or(&edit.url);
    let did = match (edit.kind, edit.is_quote) {
        (EditKind::Altered, true) => "altered this quote",
        (EditKind::Removed, true) => "removed this quote",
        (EditKind::Added, true) => "added this quote",
        (EditKind::Altered, false) => "altered a sentence",
        (EditKind::Removed, false) => "removed a sentence",
        (EditKind::Added, false) => "added a sentence",
    };
    let when = if edit.basis == RevisionBasis::Undetermined {
        format!(
            "between revisions {} and {}; which came first is undetermined",
            edit.from.revision, edit.to.revision
        )
    } else {
        format!("after publication: revision {} → {}", version(&edit.from), version(&edit.to))
    };
    let told = Text::of(Style::Strong, outlet).and(Style::Plain, &format!(" {did}, {when}"));
    let is_material = edit.changes.iter().any(|change| change.material == Some(true));
    let told = if is_material { told.and(Style::Material, "  !!") } else { told };
    page.paragraph(2, &told)?;
    for (mark, side) in [("−", &edit.from), ("+", &edit.to)] {
        if let Some(words) = &side.text {
            page.paragraph(4, &Text::plain(&format!("{mark} {}", shown(words, edit.is_quote))))?;
        }
    }
    Ok(())
}

fn version(side: &EditSide) -> String {
    match &side.dated {
        Some(date) => format!("{} ({date})", side.revision),
        None => side.revision.to_string(),
    }
}

fn shown(words: &str, is_quote: bool) -> String {
    let shown: String = words.chars().take(SHOWN).collect();
    let more = if shown.len() < words.len() { " …" } else { "" };
    if is_quote { format!("“{shown}”{more}") } else { format!("{shown}{more}") }
}
