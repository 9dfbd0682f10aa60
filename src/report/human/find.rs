//! Where terms stand.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::{Appearance, FindReport, Kind};
use crate::report::Look;

/// Writes the answer of `find`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn find(answer: &FindReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    let found = match answer.hits.len() {
        0 => " ○ NOT FOUND ".to_owned(),
        hits => parts::count(hits, "hit"),
    };
    page.line(&Text::of(Style::Strong, &format!("{found} for “{}”", answer.terms)))?;
    for hit in &answer.hits {
        page.blank()?;
        one(hit, &mut page)?;
    }
    page.blank()?;
    page.fact("scope", &Text::plain(&parts::scope(&answer.scope)))
}

fn one<W: Write>(hit: &Appearance, page: &mut Page<'_, W>) -> io::Result<()> {
    let id = hit.quote_id.map_or_else(|| "–".to_owned(), |id| page.look.ids.show(id));
    let what = match hit.kind {
        Kind::Passage if hit.speaker.is_some() => parts::speakers([hit]),
        Kind::Passage if hit.speaker_mention.is_some() => {
            hit.speaker_mention.clone().unwrap_or_default()
        }
        Kind::Passage => "outside quotation marks".to_owned(),
        Kind::Label => "label, not a quote".to_owned(),
        Kind::Statement | Kind::Fragment => parts::speakers([hit]),
    };
    let line = Text::plain("  ")
        .and(Style::Strong, &id)
        .and(Style::Plain, "  ")
        .and(Style::Plain, parts::date(hit.published.as_ref()))
        .and(Style::Plain, &format!("  {}", parts::outlet(hit.outlet.as_deref())))
        .and(Style::Plain, &parts::spoken_at(hit))
        .and(Style::Quiet, &format!("  {what}"));
    page.line(&line)?;
    let words = if hit.kind == Kind::Passage {
        Text::of(Style::Quiet, &format!("…{}", hit.prefix))
            .and(Style::Plain, &hit.text)
            .and(Style::Quiet, &format!("{}…", hit.suffix))
    } else {
        Text::plain(&format!("“{}”", hit.text))
    };
    page.paragraph(4, &words)
}
