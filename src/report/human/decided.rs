//! What people decided about the grouping.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::{DecidedQuote, DecidedReport, Decision, DecisionAction, JournalReport};
use crate::report::Look;

/// Writes what `group merge`, `group split` or `group undo` decided.
///
/// # Errors
///
/// Fails where `out` does.
pub fn decided(answer: &DecidedReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    let decision = &answer.decision;
    entry(decision, &mut page)?;
    page.blank()?;
    for quote in &answer.quotes {
        one(quote, &mut page)?;
    }
    page.blank()?;
    let next = match decision.action {
        DecisionAction::Undo => "next: quotetrail group log".to_owned(),
        _ => {
            let number = decision.number;
            format!("take it back: quotetrail group undo {number} · all: quotetrail group log")
        }
    };
    page.paragraph(2, &Text::of(Style::Quiet, &next))
}

/// Writes the answer of `group log`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn journal(answer: &JournalReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    let in_force = answer.decisions.iter().filter(|decision| decision.is_in_force()).count();
    let told = match answer.decisions.len() {
        0 => "no decisions: all quotes are as the machine groups them".to_owned(),
        all => format!("{}, {in_force} in force", parts::count(all, "decision")),
    };
    page.line(&Text::of(Style::Strong, &told))?;
    for decision in &answer.decisions {
        page.blank()?;
        entry(decision, &mut page)?;
    }
    Ok(())
}

/// Writes one decision: its number, what was done to what, when, why, and whether it holds.
fn entry<W: Write>(decision: &Decision, page: &mut Page<'_, W>) -> io::Result<()> {
    let what = match decision.action {
        DecisionAction::Merge => "merged",
        DecisionAction::Split => "split off",
        DecisionAction::Undo => "undid decision",
    };
    let ids: Vec<String> = decision.asked.iter().map(|id| page.look.ids.show(id)).collect();
    let left = Text::plain("  ")
        .and(Style::Strong, &format!("{}  {what} ", decision.number))
        .and(Style::Plain, &ids.join(", "));
    let right = match decision.undone_by {
        Some(later) => Text::of(Style::Quiet, &format!("undone by {later}")),
        None if decision.is_in_force() && decision.about.is_empty() => {
            Text::of(Style::Finding, "nothing of it is here any more")
        }
        None if decision.is_in_force() => Text::plain("in force"),
        None => Text::default(),
    };
    page.heading(&left, &right)?;
    page.fact("decided", &Text::plain(&decision.decided_at))?;
    if let Some(note) = &decision.note {
        page.fact("note", &Text::plain(note))?;
    }
    if decision.is_in_force() && !decision.quotes.is_empty() {
        let quotes: Vec<String> = decision.quotes.iter().map(|id| page.look.ids.show(id)).collect();
        page.fact("now in", &Text::plain(&quotes.join(", ")))?;
    }
    Ok(())
}

fn one<W: Write>(quote: &DecidedQuote, page: &mut Page<'_, W>) -> io::Result<()> {
    let counts = format!(
        "{} · {}",
        parts::count(quote.wordings, "wording"),
        parts::count(quote.outlets, "outlet")
    );
    let line = Text::plain("  ")
        .and(Style::Strong, &page.look.ids.show(quote.quote_id))
        .and(Style::Plain, &format!("  {counts}"));
    page.line(&line)?;
    page.paragraph(4, &Text::plain(&format!("“{}”", quote.text)))
}
