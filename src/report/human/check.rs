//! Is this quote verbatim?

mod sentences;

use std::io::{self, Write};

use super::collation::{self, Reading};
use super::ink::{Page, Style, Text};
use super::{parts, wordings};
use crate::model::{ChangeClass, Check, Segment, SegmentOp, Verdict};
use crate::report::Look;
use crate::report::safe::visible;

/// Letter of the checked text beside the wordings.
const YOURS: &str = "Y";

/// Writes the answer of `check`, which ends the process with `exit`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn check(answer: &Check, exit: u8, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let answer = &reference_first(answer);
    let mut page = Page::new(look, out);
    heading(answer, exit, &mut page)?;
    page.blank()?;
    words(answer, &mut page)?;
    page.blank()?;
    facts(answer, &mut page)?;
    if answer.wordings.len() > 1 {
        page.blank()?;
        wordings::write(&mut page, &answer.wordings, true)?;
    }
    next(answer, &mut page)
}

/// Writes one line of `check --batch`: the verdict, the caller's id and the text.
///
/// # Errors
///
/// Fails where `out` does.
pub fn batch_check(id: &str, answer: &Check, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page::new(look, out);
    let line = badge(answer)
        .padded(16)
        .and(Style::Plain, &format!("{id}  "))
        .and(Style::Quiet, &parts::ends_of(&answer.query))
        .and(Style::Plain, &format!("  {}", sentences::summary(answer)));
    page.line(&line)
}

/// Writes why one line of `check --batch` could not be answered.
///
/// # Errors
///
/// Fails where `out` does.
pub fn batch_error(id: &str, error: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, " NOT READ       {}  {}", visible(id), visible(error))
}

/// Returns the answer with the reference's wording in front, so that it is A as in `diff`.
fn reference_first(answer: &Check) -> Check {
    let mut answer = answer.clone();
    let reference = answer.reference.appearance.as_ref().and_then(|run| run.wording_id);
    answer.wordings.sort_by_key(|wording| Some(wording.wording_id) != reference);
    answer
}

fn heading<W: Write>(answer: &Check, exit: u8, page: &mut Page<'_, W>) -> io::Result<()> {
    let left = badge(answer).and(Style::Plain, " ").and(Style::Strong, &sentences::summary(answer));
    let mut right = Text::default();
    // Where the words pass, the sentence beside the verdict says by how many it is contested.
    if answer.contested && !answer.verdict.is_pass() {
        let base = answer.wordings.first().map_or("", |first| first.text.as_str());
        let changes = answer.wordings.iter().map(|wording| (base, wording.changes.as_slice()));
        let told = parts::contested(changes);
        let told = if told.is_blank() { Text::of(Style::Contested, "contested") } else { told };
        right = told.and(Style::Plain, "  ");
    }
    if !answer.ambiguous.is_empty() {
        right = right.and(Style::Contested, "ambiguous").and(Style::Plain, "  ");
    }
    page.heading(&left, &right.and(Style::Plain, &format!("exit {exit}")))
}

/// Returns the verdict as sign and word; only a material change is a solid block.
fn badge(answer: &Check) -> Text {
    let word = answer.verdict.as_str().replace('-', " ").to_uppercase();
    match answer.verdict {
        Verdict::NotFound => Text::of(Style::Strong, &format!(" ○ {word} ")),
        _ if sentences::material(answer) > 0 => Text::of(Style::Material, &format!(" !! {word} ")),
        verdict if verdict.is_pass() => Text::of(Style::Strong, &format!(" ✓ {word} ")),
        Verdict::TooShort => Text::of(Style::Strong, &format!(" ○ {word} ")),
        _ => Text::of(Style::Finding, &format!(" ✗ {word} ")),
    }
}

/// Writes the words compared: set under the closest text, or quoted where nothing differs.
fn words<W: Write>(answer: &Check, page: &mut Page<'_, W>) -> io::Result<()> {
    let is_same = |one: &Segment| one.changes.is_empty() || is_cut(one);
    let differs = !answer.segments.iter().all(is_same);
    if !differs {
        let (before, after) = around(answer);
        let quoted = Text::of(Style::Quiet, &before)
            .and(Style::Plain, gap(&before))
            .and(Style::Strong, &format!("“{}”", answer.query.trim_matches(['"', '“', '”'])))
            .and(Style::Plain, gap(&after))
            .and(Style::Quiet, &after);
        return page.paragraph(4, &quoted);
    }
    let segments = without_ends(&answer.segments);
    let base: String = segments.iter().map(|segment| segment.from.as_str()).collect();
    let reading = Reading { siglum: YOURS.to_owned(), segments: &segments };
    collation::write(page, &sentences::closest_siglum(answer), &base, &[reading], false)
}

/// Returns what stands before and after the words, in their sentence or, unquoted, in their text.
fn around(answer: &Check) -> (String, String) {
    match &answer.closest {
        Some(closest) if answer.verdict == Verdict::Unquoted => {
            // Both are cut at a number of characters, which may be inside a word.
            let before = closest.prefix.split_once(' ').map_or("", |(_, whole)| whole);
            let after = closest.suffix.rsplit_once(' ').map_or("", |(whole, _)| whole);
            (format!("… {}", before.trim()), format!("{} …", after.trim()))
        }
        _ => (head_cut(&answer.context.before), tail_cut(&answer.context.after)),
    }
}

/// Words shown of a long sentence on either side of an excerpt.
const CONTEXT: usize = 40;

/// Returns the last words of a long stretch.
fn head_cut(words: &str) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    match all.len().checked_sub(CONTEXT) {
        Some(cut) if cut > 0 => format!("… {}", all[cut..].join(" ")),
        _ => words.to_owned(),
    }
}

/// Returns the first words of a long stretch.
fn tail_cut(words: &str) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.len() > CONTEXT { format!("{} …", all[..CONTEXT].join(" ")) } else { words.to_owned() }
}

/// Words kept of what the closest text has before and after the checked one.
const AROUND: usize = 4;

/// Returns the segments without most of the ends that the checked text leaves out.
fn without_ends(segments: &[Segment]) -> Vec<Segment> {
    let is_outside =
        |one: &&Segment| one.op == SegmentOp::Delete && (one.changes.is_empty() || is_cut(one));
    let head = segments.iter().take_while(is_outside).count();
    let tail = segments[head..].iter().rev().take_while(is_outside).count();
    let inner = head..segments.len() - tail;
    let joined = |part: &[Segment]| part.iter().map(|one| one.from.as_str()).collect::<String>();
    let (before, after) = (joined(&segments[..head]), joined(&segments[inner.end..]));
    let mut kept: Vec<Segment> = outside(last_words(&before)).into_iter().collect();
    kept.extend_from_slice(&segments[inner]);
    kept.extend(outside(first_words(&after)));
    kept
}

/// Returns words of the closest text that the checked one does not have, as no change.
fn outside(from: String) -> Option<Segment> {
    let (op, to, changes) = (SegmentOp::Delete, String::new(), Vec::new());
    (!from.is_empty()).then_some(Segment { op, from, to, changes })
}

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= AROUND + 1 {
        return text.to_owned();
    }
    let gap = if text.ends_with(char::is_whitespace) { " " } else { "" };
    format!("… {}{gap}", words[words.len() - AROUND..].join(" "))
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= AROUND + 1 {
        return text.to_owned();
    }
    let gap = if text.starts_with(char::is_whitespace) { " " } else { "" };
    format!("{gap}{} …", words[..AROUND].join(" "))
}

/// Says whether a segment is nothing but an end that an excerpt leaves out.
fn is_cut(segment: &Segment) -> bool {
    segment.op == SegmentOp::Delete
        && !segment.changes.is_empty()
        && segment.changes.iter().all(|change| change.class == ChangeClass::Cut)
}

fn gap(words: &str) -> &'static str {
    if words.is_empty() { "" } else { " " }
}

fn facts<W: Write>(answer: &Check, page: &mut Page<'_, W>) -> io::Result<()> {
    for (label, text) in sentences::facts(answer, page.look) {
        page.fact(&label, &text)?;
    }
    Ok(())
}

/// Writes the commands that show more of the quote.
fn next<W: Write>(answer: &Check, page: &mut Page<'_, W>) -> io::Result<()> {
    let Some(quote) = answer.quote_id else { return Ok(()) };
    let id = page.look.ids.show(quote);
    let told = format!("next: quotetrail diff {id} · quotetrail outlets {id}");
    page.blank()?;
    page.paragraph(2, &Text::of(Style::Quiet, &told))
}
