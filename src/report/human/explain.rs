//! Each quotation of an article in its sentence, with what decided about it.

use std::io::{self, Write};

use super::ink::{Page, Style, Text};
use super::parts;
use crate::model::{
    Article, Explanation, Kind, Quotation, Reason, SpanGround, SpeakerGround, Stance,
};
use crate::report::Look;

/// Characters of a sentence shown on either side of a quotation.
const SHOWN_ASIDE: usize = 240;

/// Writes an article's quotations with what decided about each.
///
/// # Errors
///
/// Fails where `out` does.
pub fn explain(
    article: &Article,
    found: &[Explanation],
    look: &Look,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut page = Page::new(look, out);
    let title = article.title().unwrap_or("untitled");
    let heading = Text::of(Style::Strong, title)
        .and(Style::Quiet, &format!("  {} · {}", parts::outlet(article.outlet()), article.source));
    page.heading(&heading, &Text::plain(&parts::count(found.len(), "marked span")))?;
    for (index, explanation) in found.iter().enumerate() {
        page.blank()?;
        one(index, explanation, &mut page)?;
    }
    page.blank()
}

fn one<W: Write>(
    index: usize,
    explanation: &Explanation,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let quotation = &explanation.quotation;
    page.line(&heading(index, quotation))?;
    page.paragraph(2, &in_sentence(explanation))?;
    page.fact("span", &span(&explanation.span))?;
    if quotation.kind == Kind::Label && explanation.speaker.is_none() {
        return Ok(());
    }
    page.fact("speaker", &speaker(quotation))?;
    let Some(ground) = &explanation.speaker else { return Ok(()) };
    page.fact("decided by", &Text::plain(ground.decided_by))?;
    if !ground.answers.is_empty() {
        page.fact("answers", &answers(ground))?;
    }
    if !ground.reasons.is_empty() {
        page.fact("over next", &reasons(&ground.reasons))?;
    }
    Ok(())
}

/// `3  statement, denied · 120–164 · part of 2 · inside 1`
fn heading(index: usize, quotation: &Quotation) -> Text {
    let stance = match quotation.stance {
        Stance::Asserted => String::new(),
        other => format!(", {other}"),
    };
    let place = format!(" · {}–{}", quotation.span.start, quotation.span.end);
    let number = |to: Option<usize>, words: &str| {
        to.map_or_else(String::new, |at| format!(" · {words} {}", at + 1))
    };
    Text::of(Style::Strong, &(index + 1).to_string())
        .and(Style::Plain, &format!("  {}{stance}", quotation.kind))
        .and(Style::Quiet, &place)
        .and(Style::Quiet, &number(quotation.part_of, "goes on from"))
        .and(Style::Quiet, &number(quotation.nested_in, "inside"))
}

/// The quotation in bold, the rest of its sentences quiet.
fn in_sentence(explanation: &Explanation) -> Text {
    let (before, after) = (&explanation.context.before, &explanation.context.after);
    let cut = before.chars().count().saturating_sub(SHOWN_ASIDE);
    let shown: String = before.chars().skip(cut).collect();
    let rest: String = after.chars().take(SHOWN_ASIDE).collect();
    let more = if rest.len() < after.len() { "…" } else { "" };
    Text::of(Style::Quiet, if cut > 0 { "…" } else { "" })
        .and(Style::Quiet, &shown)
        .and(Style::Strong, &explanation.quotation.text)
        .and(Style::Quiet, &rest)
        .and(Style::Quiet, more)
}

/// `quotation .97 by weights: previous = said +2.1 …; settled by a rule: …`
fn span(ground: &SpanGround) -> Text {
    let rule = ground.rule.map_or_else(String::new, |rule| format!("; settled by a rule: {rule}"));
    Text::plain(&format!("a quotation with {} by the weights: ", share(ground.learned)))
        .then(reasons(&ground.reasons))
        .and(Style::Plain, &rule)
}

/// `Ana Reyes, for “she” · cue “said” · confidence 0.97`
fn speaker(quotation: &Quotation) -> Text {
    let who = match (&quotation.speaker, &quotation.speaker_mention) {
        (Some(name), Some(mention)) if name == mention => name.clone(),
        (Some(name), Some(mention)) => format!("{name}, for “{mention}”"),
        (Some(name), None) => name.clone(),
        (None, Some(mention)) => format!("“{mention}”, no person named"),
        (None, None) => "nobody".to_owned(),
    };
    let cue = quotation.cue.as_deref().map_or_else(String::new, |cue| format!(" · cue “{cue}”"));
    Text::of(Style::Strong, &who)
        .and(Style::Plain, &format!("{cue} · confidence {}", share(quotation.confidence)))
}

fn answers(ground: &SpeakerGround) -> Text {
    let told: Vec<String> = ground
        .answers
        .iter()
        .map(|answer| {
            let mention = answer.mention.as_deref();
            let mention = mention.map_or("nobody".to_owned(), |mention| format!("“{mention}”"));
            format!("{mention} {}", share(answer.probability))
        })
        .collect();
    Text::plain(&told.join(" · "))
}

fn reasons(reasons: &[Reason]) -> Text {
    let told: Vec<String> =
        reasons.iter().map(|reason| format!("{} {:+.1}", reason.name, reason.weight)).collect();
    Text::plain(&told.join(" · "))
}

fn share(probability: f64) -> String {
    format!("{probability:.2}")
}
