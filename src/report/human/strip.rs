//! The outlet × day strip: which wording each outlet ran on which day.
//!
//! Undated articles stand in a band apart; a date of a month fills the columns of that month's days,
//! or has one of its own where no day of it is stated, so that no day or hour is invented. Where the
//! days are too many for the page, months have the columns, and
//! where those are, years.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::{Appearance, HistoryWording, PublishedDate};

/// Characters of a date that name its day, its month and its year: what a column may stand for.
const STRETCHES: [usize; 3] = [10, 7, YEAR];
const YEAR: usize = 4;

/// Columns of the terminal that a day takes.
const DAY: usize = 9;

/// Most outlets that have a line each; beyond, the strip counts outlets by wording.
const MOST_OUTLETS: usize = 30;

/// Longest outlet name that is shown whole.
const LONGEST_NAME: usize = 24;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Writes the strip of all wordings, or one sentence where it has nothing to show.
pub(super) fn write<W: Write>(
    page: &mut Page<'_, W>,
    wordings: &[HistoryWording],
) -> io::Result<()> {
    let rows = rows(wordings);
    let label = rows.iter().map(|row| row.name.width()).max().unwrap_or(0);
    let room = page.look.width.saturating_sub(2 + label + 2 + 3 + DAY);
    let most = (room / (DAY + 2)).max(1);
    let stretch = STRETCHES.into_iter().find(|stretch| days(wordings, *stretch).len() <= most);
    let stretch = stretch.unwrap_or(YEAR);
    let days = days(wordings, stretch);
    if days.is_empty() {
        return page.paragraph(2, &Text::plain("No article that ran it has a date."));
    }
    let shown = &days[..days.len().min(most)];
    let is_undated = runs(wordings).any(|(_, run)| run.seen().is_none());
    header(page, label, shown, is_undated)?;
    for row in &rows {
        let mut line = Text::plain("  ").then(row.name.clone().padded(label));
        line = line.then(cells(row, shown, stretch));
        if is_undated {
            line = line
                .and(Style::Quiet, "  ┊")
                .and(Style::Plain, "  ")
                .then(mark(&row.at(None, stretch), 8));
        }
        page.line(&line)?;
    }
    if rows.iter().any(|row| !wider(row, &days, stretch).is_empty()) {
        let told = format!("{FILLED}{FILLED}{FILLED} some day of the month or year stated");
        page.paragraph(2, &Text::of(Style::Quiet, &told))?;
    }
    if shown.len() < days.len() {
        let more =
            format!("… {} later: --format csv", parts::count(days.len() - shown.len(), "year"));
        page.paragraph(2, &Text::of(Style::Quiet, &more))?;
    }
    Ok(())
}

fn header<W: Write>(
    page: &mut Page<'_, W>,
    label: usize,
    days: &[String],
    is_undated: bool,
) -> io::Result<()> {
    let years: BTreeSet<&str> = days.iter().filter_map(|day| day.get(..4)).collect();
    let mut line = Text::plain(&" ".repeat(2 + label));
    for day in days {
        let name = if years.len() == 1 { short(day) } else { day.clone() };
        let before = DAY.saturating_sub(name.len()) / 2;
        let cell = Text::plain(&" ".repeat(2 + before)).and(Style::Plain, &name);
        line = line.then(cell.padded(DAY + 2));
    }
    if is_undated {
        line = line.and(Style::Quiet, "  ┊").and(Style::Plain, "  undated");
    }
    page.line(&line)
}

/// Returns `22 Mar`, `Mar` or, for a year, the year.
fn short(day: &str) -> String {
    let mut parts = day.split('-').skip(1);
    let month = parts.next().and_then(|month| month.parse::<usize>().ok());
    let name = month.and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    match (parts.next(), name) {
        (Some(day), Some(name)) => format!("{} {name}", day.trim_start_matches('0')),
        (None, Some(name)) => (*name).to_owned(),
        _ => day.to_owned(),
    }
}

/// One line of the strip: an outlet, or a wording where there are too many outlets.
struct Row<'a> {
    name: Text,
    runs: Vec<(usize, &'a Appearance)>,
    counts: bool,
}

impl Row<'_> {
    /// Returns what stands at a day: the letters of the wordings run, or how many ran it.
    fn at(&self, day: Option<&String>, stretch: usize) -> String {
        let stated = |run: &Appearance| run.seen().map(|date| day_of(date, stretch));
        let here = self.runs.iter().filter(|(_, run)| stated(run) == day.cloned());
        if self.counts {
            let outlets: BTreeSet<_> = here.map(|(_, run)| run.outlet.as_deref()).collect();
            let number = outlets.len();
            return if number == 0 { String::new() } else { number.to_string() };
        }
        let sigla: BTreeSet<usize> = here.map(|(index, _)| *index).collect();
        sigla.into_iter().map(parts::siglum).collect()
    }
}

fn rows(wordings: &[HistoryWording]) -> Vec<Row<'_>> {
    let mut outlets: Vec<Option<&str>> = Vec::new();
    for (_, run) in runs(wordings) {
        if !outlets.contains(&run.outlet.as_deref()) {
            outlets.push(run.outlet.as_deref());
        }
    }
    if outlets.len() > MOST_OUTLETS {
        let by_wording = wordings.iter().enumerate();
        return by_wording
            .map(|(index, wording)| Row {
                name: Text::plain(&format!("{} (outlets)", parts::siglum(index))),
                runs: wording.runs.appearances.iter().map(|run| (index, run)).collect(),
                counts: true,
            })
            .collect();
    }
    let of = |outlet| runs(wordings).filter(move |(_, run)| run.outlet.as_deref() == outlet);
    let row = |outlet| Row { name: title(outlet), runs: of(outlet).collect(), counts: false };
    outlets.into_iter().map(row).collect()
}

fn title(outlet: Option<&str>) -> Text {
    let name = parts::outlet(outlet);
    if name.chars().count() <= LONGEST_NAME {
        return Text::plain(name);
    }
    let head: String = name.chars().take(LONGEST_NAME - 1).collect();
    Text::plain(&format!("{}…", head.trim_end()))
}

fn runs(wordings: &[HistoryWording]) -> impl Iterator<Item = (usize, &Appearance)> {
    let all = wordings.iter().enumerate();
    all.flat_map(|(index, wording)| wording.runs.appearances.iter().map(move |run| (index, run)))
}

/// Returns what stands in the columns of a row.
fn cells(row: &Row<'_>, shown: &[String], stretch: usize) -> Text {
    let mut line: Vec<(Style, char)> = Vec::new();
    for day in shown {
        line.extend([(Style::Plain, ' '); 2]);
        line.extend(marked(&row.at(Some(day), stretch), DAY));
    }
    for wide in wider(row, shown, stretch) {
        let within = |day: &String| day.starts_with(&wide);
        let ends = shown.iter().position(within).zip(shown.iter().rposition(within));
        let Some((first, last)) = ends else { continue };
        let range = first * (DAY + 2) + 2..(last + 1) * (DAY + 2);
        for cell in &mut line[range.clone()] {
            if matches!(cell.1, '·' | ' ') {
                *cell = (Style::Quiet, FILLED);
            }
        }
        write_in(&mut line[range], &row.at(Some(&wide), stretch));
    }
    line.iter()
        .fold(Text::default(), |text, (style, c)| text.and(*style, c.encode_utf8(&mut [0; 4])))
}

/// What a mark fills of the columns that it may stand in.
const FILLED: char = '─';

/// Writes letters into the middle of what is filled or, where other marks stand there, beside them.
fn write_in(cells: &mut [(Style, char)], letters: &str) {
    let count = letters.chars().count();
    let Some(last) = cells.len().checked_sub(count) else { return };
    let is_free = |at: &usize| cells[*at..at + count].iter().all(|cell| cell.1 == FILLED);
    let mut places: Vec<usize> = (0..=last).collect();
    places.sort_by_key(|at| at.abs_diff(last / 2));
    let place = places.into_iter().find(is_free).unwrap_or(0);
    for (cell, letter) in cells[place..].iter_mut().zip(letters.chars()) {
        *cell = (Style::Strong, letter);
    }
}

/// Returns the stretches stated in a row that have no column, as finer ones within them have.
fn wider(row: &Row<'_>, shown: &[String], stretch: usize) -> BTreeSet<String> {
    let stated = row.runs.iter().filter_map(|(_, run)| run.seen());
    stated.map(|date| day_of(date, stretch)).filter(|day| !shown.contains(day)).collect()
}

/// Returns the stated days, months and years that have columns, in order of time: those within which
/// no finer ones are stated.
fn days(wordings: &[HistoryWording], stretch: usize) -> Vec<String> {
    let mut dates: Vec<&PublishedDate> = runs(wordings).filter_map(|(_, run)| run.seen()).collect();
    dates.sort_by(|left, right| left.display_order(right));
    let mut days: Vec<String> = Vec::new();
    for day in dates.into_iter().map(|date| day_of(date, stretch)) {
        if !days.contains(&day) {
            days.push(day);
        }
    }
    // By the calendar where they were stated, whatever the hour was elsewhere.
    days.sort_unstable();
    let is_finest = |day: &&String| {
        let within = |other: &&String| other.len() > day.len() && other.starts_with(day.as_str());
        !days.iter().any(|other| within(&other))
    };
    days.iter().filter(is_finest).cloned().collect()
}

/// Returns the calendar part of a date as it was stated, no finer than `stretch`.
fn day_of(date: &PublishedDate, stretch: usize) -> String {
    date.as_str().chars().take(stretch).collect()
}

/// Returns `····A····`: what stands there in the middle of its stretch.
fn mark(letters: &str, width: usize) -> Text {
    let all = marked(letters, width);
    all.iter()
        .fold(Text::default(), |text, (style, c)| text.and(*style, c.encode_utf8(&mut [0; 4])))
}

fn marked(letters: &str, width: usize) -> Vec<(Style, char)> {
    let before = width.saturating_sub(letters.chars().count()) / 2;
    let after = width.saturating_sub(before + letters.chars().count());
    let dots = |number| std::iter::repeat_n((Style::Quiet, '·'), number);
    let letters = letters.chars().map(|letter| (Style::Strong, letter));
    dots(before).chain(letters).chain(dots(after)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_in_the_middle_of_what_is_filled_or_beside_others() {
        let rows = [("─────", "A", "──A──"), ("──B──", "A", "─AB──"), ("───B─", "AE", "─AEB─")];
        for (before, letters, expected) in rows {
            let mut cells: Vec<(Style, char)> = before.chars().map(|c| (Style::Quiet, c)).collect();
            write_in(&mut cells, letters);
            assert_eq!(cells.iter().map(|cell| cell.1).collect::<String>(), expected);
        }
    }

    #[test]
    fn a_day_is_named_in_the_precision_stated() {
        assert_eq!(["2023-03-22", "2023-03", "2023"].map(short), ["22 Mar", "Mar", "2023"]);
    }
}
