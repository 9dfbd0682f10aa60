//! Who ran a quote, when and in which wording.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::{parts, wordings};
use crate::model::{Appearance, OutletsReport};
use crate::report::Look;

/// Columns from which each appearance has one line instead of two.
const TABLE_WIDTH: usize = 110;

/// Digits of a hash that people are shown.
const HASH_DIGITS: usize = 16;

/// Writes the answer of `outlets`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn outlets(answer: &OutletsReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    heading(answer, &mut page)?;
    page.blank()?;
    wordings::write(&mut page, &answer.wordings, false)?;
    page.blank()?;
    if look.width >= TABLE_WIDTH {
        table(answer, &mut page)?
    } else {
        list(answer, &mut page)?
    }
    page.blank()?;
    let by_wording: Vec<&[Appearance]> =
        answer.wordings.iter().map(|wording| wording.appearances.as_slice()).collect();
    let reference = parts::reference(&answer.reference, "A", &by_wording);
    page.fact("reference", &Text::plain(&reference))?;
    let counted = format!(
        "{}: one outlet's articles, reprints and paraphrases count once",
        parts::independent(answer.independent_texts)
    );
    page.fact("copies", &Text::plain(&counted))?;
    if let Some(copies) = parts::paraphrased(runs(answer)) {
        page.paragraph(2, &Text::plain(&copies))?;
    }
    page.paragraph(2, &Text::of(Style::Quiet, "Full hashes and text: --format json"))
}

fn runs(answer: &OutletsReport) -> impl Iterator<Item = &Appearance> + Clone {
    answer.outlets.iter().flat_map(|outlet| &outlet.appearances)
}

/// Returns every run with its wording's letter: by wording, then in the order of the answer.
fn lettered(answer: &OutletsReport) -> Vec<(String, &Appearance)> {
    let mut lettered: Vec<(usize, &Appearance)> = Vec::new();
    for run in runs(answer) {
        let is_of =
            |wording: &crate::model::WordingRuns| Some(wording.wording_id) == run.wording_id;
        let index = answer.wordings.iter().position(is_of).unwrap_or(answer.wordings.len());
        lettered.push((index, run));
    }
    // Undated runs go last: they have no place in time.
    lettered.sort_by(|(left_index, left), (right_index, right)| {
        let by_date = match (left.seen(), right.seen()) {
            (Some(left), Some(right)) => left.display_order(right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        };
        left_index.cmp(right_index).then(by_date)
    });
    lettered.into_iter().map(|(index, run)| (parts::siglum(index), run)).collect()
}

fn heading<W: Write>(answer: &OutletsReport, page: &mut Page<'_, W>) -> io::Result<()> {
    let id = page.look.ids.show(answer.quote_id);
    let left = Text::of(Style::Strong, &format!("{id}  {}", parts::speakers(runs(answer))));
    let changes = answer.wordings.iter().map(|wording| wording.changes.as_slice());
    let base = answer.wordings.first().map_or("", |first| first.text.as_str());
    page.heading(&left, &parts::contested(changes.clone().map(|changes| (base, changes))))?;
    let counts = format!(
        "{} · {} · {} · ",
        parts::count(runs(answer).count(), "appearance"),
        parts::count(parts::outlets(runs(answer)), "outlet"),
        parts::count(answer.wordings.len(), "wording"),
    );
    let material = parts::material_count(changes.flatten());
    page.paragraph(2, &Text::plain(&counts).then(material))
}

/// Writes two lines an appearance.
fn list<W: Write>(answer: &OutletsReport, page: &mut Page<'_, W>) -> io::Result<()> {
    let widest = widest_outlet(answer).min(page.look.width / 3);
    let days = widest_date(answer);
    for (letter, run) in lettered(answer) {
        let who = Text::of(Style::Strong, parts::outlet(run.outlet.as_deref()));
        let first = Text::plain("  ")
            .and(Style::Strong, &letter)
            .and(Style::Plain, " ")
            .then(dated(run, days))
            .and(Style::Plain, "  ")
            .then(who.padded(widest));
        let printed = Text::plain(&parts::as_printed(run));
        let line = first.clone().and(Style::Plain, "  ").then(printed.clone());
        if line.width() <= page.look.width {
            page.line(&line)?;
        } else {
            page.line(&first)?;
            page.paragraph(4, &printed)?;
        }
        let place = Text::of(Style::Quiet, &format!("    {:<12} {}  ", place(run), hash(run)));
        let told = Text::of(Style::Quiet, &format!("{}{}", address(run), notes(run)));
        let rest = Text::plain(&" ".repeat(place.width()));
        let address = Text::plain(address(run)).width();
        if place.width() + address <= page.look.width {
            page.beside(&place, &rest, &told)?;
        } else {
            page.line(&place)?;
            page.paragraph(4, &told)?;
        }
    }
    Ok(())
}

/// Writes one line an appearance below a header.
fn table<W: Write>(answer: &OutletsReport, page: &mut Page<'_, W>) -> io::Result<()> {
    let (outlet, days) = (widest_outlet(answer).max(6), widest_date(answer));
    let printed = runs(answer).map(|run| Text::plain(&parts::as_printed(run)).width());
    let printed = printed.max().unwrap_or(0).max(10).min(page.look.width / 4);
    let header = format!(
        "    {:<days$}  {:<outlet$}  {:>13}  {:<16}  {:<printed$}  address",
        "published", "outlet", "characters", "sha-256", "as printed"
    );
    page.line(&Text::of(Style::Quiet, &header))?;
    for (letter, run) in lettered(answer) {
        let row = Text::plain("  ")
            .and(Style::Strong, &letter)
            .and(Style::Plain, " ")
            .then(dated(run, days))
            .and(Style::Plain, "  ")
            .then(Text::plain(parts::outlet(run.outlet.as_deref())).padded(outlet))
            .and(Style::Plain, &format!("  {:>13}  {}  ", place(run), hash(run)))
            .then(Text::plain(&parts::as_printed(run)).padded(printed));
        let address = format!("{}{}", run.url.as_deref().unwrap_or("none"), notes(run));
        let address = Text::of(Style::Quiet, &address);
        let line = row.clone().and(Style::Plain, "  ").then(address.clone());
        if line.width() <= page.look.width {
            page.line(&line)?;
        } else {
            page.line(&row)?;
            page.paragraph(16, &address)?;
        }
    }
    Ok(())
}

fn widest_outlet(answer: &OutletsReport) -> usize {
    let widths = runs(answer).map(|run| Text::plain(parts::outlet(run.outlet.as_deref())).width());
    widths.max().unwrap_or(0)
}

/// Columns of the longest date, a day's at least.
fn widest_date(answer: &OutletsReport) -> usize {
    let widths = runs(answer).map(|run| parts::date(run.seen()).chars().count());
    widths.max().unwrap_or(0).max("2023-03-22".len())
}

/// Returns the date in a number of columns; that there is none is said quietly.
fn dated(run: &Appearance, columns: usize) -> Text {
    let style = if run.seen().is_some() { Style::Plain } else { Style::Quiet };
    Text::of(style, parts::date(run.seen())).padded(columns)
}

fn place(run: &Appearance) -> String {
    format!("{}–{}", parts::grouped(run.span.start), parts::grouped(run.span.end))
}

fn hash(run: &Appearance) -> String {
    run.text_sha256.to_string().chars().take(HASH_DIGITS).collect()
}

fn address(run: &Appearance) -> &str {
    run.url.as_deref().unwrap_or("no address recorded")
}

/// Says whether a report has the words outside quotation marks; a primary source needs none.
fn is_unquoted(run: &Appearance) -> bool {
    run.kind == crate::model::Kind::Passage
        && run.article_kind != crate::model::ArticleKind::Primary
}

/// Returns what sets an appearance apart from a plain report of what was said.
fn notes(run: &Appearance) -> String {
    let notes = [
        (run.article_kind == crate::model::ArticleKind::Primary, "primary source"),
        (run.stance == crate::model::Stance::Denied, "denied"),
        (run.stance == crate::model::Stance::Hypothetical, "hypothetical"),
        (is_unquoted(run), "outside quotation marks"),
        (run.superseded, "since revised"),
        (run.in_paraphrase, "paraphrased copy"),
    ];
    let time = run.time_code.map_or_else(String::new, |time| format!(" · at {time}"));
    let revised = run.revised.as_ref().map(|_| format!(" · revision {}", run.revision));
    let notes = notes.iter().filter(|(holds, _)| *holds).map(|(_, note)| format!(" · {note}"));
    time + &revised.unwrap_or_default() + &notes.collect::<String>()
}
