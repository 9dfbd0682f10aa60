//! Articles that are made from one another.

use std::io::{self, Write};

use super::collation::{self, Reading, SIDE_BY_SIDE};
use super::ink::{Page, Style, Text};
use super::{edits, parts};
use crate::model::{
    ArticleId, ArticleRelation, CopiesReport, RelatedArticle, RevisionBasis, Substitution,
    file_name,
};
use crate::report::Look;

/// Substitutions listed in `copies`; `diff --articles` lists all.
const MOST_LISTED: usize = 24;

/// Columns of the terminal that a substitution takes.
const SUBSTITUTION: usize = 38;

/// Flanked swaps for every 100 equal words between newspapers that reuse one another's text: the
/// median and the 95th percentile of real pairs, for a reader to set the rate against.
const NATURAL_REUSE: &str = "natural reuse: median 0.6, 95th percentile 6.4";

/// Writes the answer of `copies` or, with `is_complete`, of `diff --articles`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn copies(
    answer: &CopiesReport,
    is_complete: bool,
    look: &Look,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut page = Page::new(look, out);
    if answer.articles.is_empty() {
        let none = "No article in the collection reprints, paraphrases or rewrites another.";
        return page.paragraph(0, &Text::plain(none));
    }
    edits::write(&mut page, &answer.edits)?;
    if !answer.edits.is_empty() {
        page.blank()?;
    }
    for article in &answer.articles {
        one(answer, article, is_complete, &mut page)?;
        page.blank()?;
    }
    if let Some(asked) = answer.asked.filter(|_| !answer.pairs.is_empty()) {
        sentences(answer, asked, &mut page)?;
        page.blank()?;
    }
    page.paragraph(2, &Text::of(Style::Quiet, "Evidence about wording, not about intent."))
}

fn one<W: Write>(
    answer: &CopiesReport,
    article: &RelatedArticle,
    is_complete: bool,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let others: Vec<String> =
        article.finding.compared_with.iter().map(|id| name(answer, *id, page.look)).collect();
    let own = name(answer, article.article_id, page.look);
    let left = match others.as_slice() {
        [] => Text::of(Style::Strong, &own),
        [other] => {
            Text::of(Style::Strong, &own).and(Style::Plain, "  ⇄  ").and(Style::Strong, other)
        }
        many => Text::of(Style::Strong, &own)
            .and(Style::Plain, "  ⇄  ")
            .and(Style::Strong, &parts::count(many.len(), "article")),
    };
    let style = match article.finding.relation {
        ArticleRelation::MachineParaphrased => Style::Finding,
        ArticleRelation::Reprint | ArticleRelation::Rewrite => Style::Plain,
        ArticleRelation::InsufficientOverlap | ArticleRelation::Independent => Style::Quiet,
    };
    page.heading(&left, &Text::of(style, article.finding.relation.as_str()))?;
    if others.len() > 1 {
        page.fact("compared", &Text::plain(&others.join(", ")))?;
    }
    page.fact("article", &Text::plain(&described(article)))?;
    page.fact("source", &Text::plain(&source(answer, article, page.look)))?;
    page.fact("evidence", &Text::plain(&evidence(article)))?;
    if !article.finding.verbs.is_empty() {
        let verbs = article.finding.verbs.iter().map(|(verb, times)| format!("{verb} {times}"));
        page.fact("verbs", &Text::plain(&verbs.take(8).collect::<Vec<_>>().join(", ")))?;
    }
    substitutions(article, is_complete, &own, page)
}

/// Writes the sentences that say the same in two articles, those that differ word by word.
fn sentences<W: Write>(
    answer: &CopiesReport,
    asked: [ArticleId; 2],
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let (same, other): (Vec<_>, Vec<_>) =
        answer.pairs.iter().partition(|pair| pair.changes.is_empty());
    let told = format!(
        "{} that say the same, {} of them in the same words",
        sentence_pairs(answer.pairs.len()),
        parts::grouped(same.len())
    );
    page.paragraph(2, &Text::plain(&told))?;
    page.blank()?;
    let head = |siglum: &str, at: usize| {
        Text::of(Style::Strong, siglum)
            .and(Style::Plain, &format!(" {}", name(answer, asked[at], page.look)))
    };
    let heads = [head("A", 0), head("B", 1)];
    let is_wide = page.look.screen >= SIDE_BY_SIDE;
    if is_wide {
        collation::write_heads(page, [&heads[0], &heads[1]])?;
    } else {
        for head in heads {
            page.line(&Text::plain("  ").then(head))?;
        }
    }
    for (place, pair) in other.into_iter().enumerate() {
        if !is_wide || place > 0 {
            page.blank()?;
        }
        if is_wide {
            collation::write_pair(page, &pair.segments, false)?;
        } else {
            let base: String = pair.segments.iter().map(|one| one.from.as_str()).collect();
            let reading = Reading { siglum: "B".to_owned(), segments: &pair.segments };
            collation::write(page, "A", &base, &[reading], false)?;
        }
    }
    Ok(())
}

fn sentence_pairs(number: usize) -> String {
    format!("{} of sentences", parts::count(number, "pair"))
}

/// Returns outlet and short id: "24CA News a:1f04b4".
fn name(answer: &CopiesReport, id: ArticleId, look: &Look) -> String {
    let outlet = answer
        .named
        .iter()
        .find(|(known, ..)| *known == id)
        .and_then(|(_, outlet, ..)| outlet.as_deref())
        .or_else(|| {
            let own = answer.articles.iter().find(|article| article.article_id == id);
            own.and_then(|article| article.outlet.as_deref())
        });
    format!("{} {}", parts::outlet(outlet), look.ids.show(id))
}

fn described(article: &RelatedArticle) -> String {
    let title = article.title.as_ref().map_or_else(String::new, |title| format!("“{title}”, "));
    format!("{title}{}, {}", parts::date(article.seen()), file_name(&article.origin))
}

fn source(answer: &CopiesReport, article: &RelatedArticle, look: &Look) -> String {
    let is_from_it = |one: &&RelatedArticle| one.finding.source == Some(article.article_id);
    if let [made] = answer.articles.iter().filter(is_from_it).collect::<Vec<_>>().as_slice()
        && (!article.finding.relation.is_copy()
            || article.finding.compared_with == [made.article_id])
    {
        return format!("{} was made from it", name(answer, made.article_id, look));
    }
    match (article.finding.source, article.finding.relation) {
        (Some(source), _) => format!("made from {}", name(answer, source, look)),
        (None, ArticleRelation::MachineParaphrased) => {
            "the article that it was made from is not in the collection".to_owned()
        }
        (None, ArticleRelation::Reprint | ArticleRelation::Rewrite) => first(answer, article, look),
        (None, _) => "none".to_owned(),
    }
}

/// Returns which of an article and those that it shares its words with was first, as far as revisions
/// of one address or dates say.
fn first(answer: &CopiesReport, article: &RelatedArticle, look: &Look) -> String {
    let ordered = answer.edits.iter().find(|edit| edit.basis != RevisionBasis::Undetermined);
    if let Some(edit) = ordered {
        return match edit.from.article_id == article.article_id {
            true => format!("the earlier of two revisions, {}", edit.from.revision),
            false => format!("a revision of {}", name(answer, edit.from.article_id, look)),
        };
    }
    let is_other = |one: &&RelatedArticle| article.finding.compared_with.contains(&one.article_id);
    let all: Vec<&RelatedArticle> =
        answer.articles.iter().filter(is_other).chain([article]).collect();
    let are_all_here = all.len() == article.finding.compared_with.len() + 1;
    let is_before = |one: &RelatedArticle, other: &RelatedArticle| {
        let dates = one.seen().zip(other.seen());
        dates.is_some_and(|(one, other)| one.is_before(other))
    };
    let is_first = |one: &&&RelatedArticle| {
        all.iter().all(|other| other.article_id == one.article_id || is_before(one, other))
    };
    match all.iter().find(is_first).filter(|_| are_all_here && all.len() > 1) {
        Some(one) if one.article_id == article.article_id => match all.len() {
            2 => format!("dated before {}", name(answer, all[0].article_id, look)),
            _ => "dated before the others".to_owned(),
        },
        Some(one) => format!(
            "{} is dated first, {}",
            name(answer, one.article_id, look),
            parts::date(one.seen())
        ),
        None => "which of them was first is not known".to_owned(),
    }
}

fn evidence(article: &RelatedArticle) -> String {
    let words = format!(
        "{}, {} aligned in paired sentences",
        runs_shared(article),
        parts::count(article.finding.aligned_words, "word"),
    );
    if article.finding.aligned_words == 0 {
        return format!(
            "{}, none in paired sentences outside quotation marks",
            runs_shared(article)
        );
    }
    if article.finding.relation == ArticleRelation::InsufficientOverlap {
        return format!("{words}: fewer than 80 aligned words prove nothing");
    }
    let swaps: usize = article.finding.substitutions.iter().map(|swap| swap.count).sum();
    let rate = article.finding.swaps_per_hundred;
    format!(
        "{words}; {}, {rate:.1} for every 100 equal words ({NATURAL_REUSE})",
        parts::count(swaps, "swap")
    )
}

/// Returns "2× general → normal".
fn swap(swap: &Substitution) -> Text {
    Text::plain(&format!("{}× {} → ", swap.count, swap.from)).and(Style::Changed, &swap.to)
}

fn runs_shared(article: &RelatedArticle) -> String {
    format!("{} in runs of six or more", parts::count(article.finding.shared_words, "shared word"))
}

/// Writes the substitutions in as many columns as fit, read downwards; long ones below.
fn substitutions<W: Write>(
    article: &RelatedArticle,
    is_complete: bool,
    own: &str,
    page: &mut Page<'_, W>,
) -> io::Result<()> {
    let is_telling = is_complete || article.finding.relation == ArticleRelation::MachineParaphrased;
    if article.finding.substitutions.is_empty() || !is_telling {
        return Ok(());
    }
    page.blank()?;
    page.line(&Text::of(Style::Quiet, &format!("  elsewhere → in {own}")))?;
    let most = if is_complete { usize::MAX } else { MOST_LISTED };
    let shown: Vec<Text> = article.finding.substitutions.iter().take(most).map(swap).collect();
    let (narrow, wide): (Vec<&Text>, Vec<&Text>) =
        shown.iter().partition(|swap| swap.width() < SUBSTITUTION);
    let across = (page.look.width.saturating_sub(2) / SUBSTITUTION).max(1);
    let down = narrow.len().div_ceil(across);
    for row in 0..down {
        let cells = narrow.iter().skip(row).step_by(down);
        let line = cells
            .fold(Text::plain("  "), |line, swap| line.then((*swap).clone().padded(SUBSTITUTION)));
        page.line(&line)?;
    }
    for swap in wide {
        page.beside(&Text::plain("  "), &Text::plain("     "), swap)?;
    }
    let more = article.finding.substitutions.len() - shown.len();
    if more > 0 {
        let with = article.finding.compared_with.first().map(|id| page.look.ids.show(*id));
        let command = with.map_or_else(
            || "--format json".to_owned(),
            |with| {
                let own = page.look.ids.show(article.article_id);
                format!("quotetrail diff --articles {own} {with}")
            },
        );
        page.line(&Text::of(Style::Quiet, &format!("  … {more} more: {command}")))?;
    }
    Ok(())
}
