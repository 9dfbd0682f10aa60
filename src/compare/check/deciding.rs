//! Sets the checked text against everything that may hold it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Candidate, CheckInput};
use crate::compare::Comparison;
use crate::compare::passage::{Standing, locate};
use crate::compare::reading::Prepared;
use crate::compare::verdict::decide;
use crate::model::{
    Appearance, AppearanceId, ArticleId, ArticleKind, CharSpan, Kind, Match, Stance, Verdict,
};
use crate::text::{Fold, fold_char, passage_terms, search_terms, sentence_around};

/// The checked text against one text of one candidate.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    /// The index of the candidate.
    pub(super) candidate: usize,
    /// The appearances that the text is put together from: one, or the parts of an utterance.
    pub(super) parts: Vec<Part<'a>>,
    /// The text compared with.
    pub(super) text: Cow<'a, str>,
    /// How they compare: the same for all appearances with this text.
    pub(super) comparison: Rc<Comparison>,
    /// Whether this text may decide: a primary source's, or any where there is none.
    pub(super) decides: bool,
}

/// One appearance within a compared text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) appearance: &'a Appearance,
    /// Where its text begins in the compared text, in code points.
    pub(super) start: usize,
    /// The first code point after it.
    pub(super) end: usize,
    /// Where the compared text's part begins in the article.
    pub(super) in_article: usize,
}

impl Hit<'_> {
    pub(super) fn appearance(&self) -> &Appearance {
        self.parts[0].appearance
    }

    pub(super) fn is_asserted(&self) -> bool {
        self.parts.iter().all(|part| part.appearance.stance == Stance::Asserted)
    }

    /// Returns the stretch of the compared text that the query runs over.
    pub(super) fn stretch(&self) -> CharSpan {
        let whole = CharSpan::new(0, self.text.chars().count());
        let is_whole = matches!(self.comparison.verdict, Verdict::Verbatim | Verdict::Typographic);
        if is_whole { whole } else { self.comparison.matched.unwrap_or(whole) }
    }

    /// Returns where the words stand in the articles.
    pub(super) fn matches(&self) -> Vec<Match> {
        let stretch = self.stretch();
        let inside =
            self.parts.iter().filter(|part| part.start < stretch.end && stretch.start < part.end);
        inside
            .map(|part| Match {
                appearance_id: part.appearance.id,
                start: part.in_article + stretch.start.max(part.start) - part.start,
                end: part.in_article + stretch.end.min(part.end) - part.start,
                time_code: None,
            })
            .collect()
    }
}

/// Returns the checked text against every text of every candidate.
pub(super) fn hits<'a>(input: &CheckInput<'a>, query: &Prepared<'_>) -> Vec<Hit<'a>> {
    let mut found = Vec::new();
    let mut sources = Sources::new();
    for (index, candidate) in input.candidates.iter().enumerate() {
        let has_primary = quoted(candidate.appearances).any(is_primary);
        let mut known: BTreeMap<&str, Rc<Comparison>> = BTreeMap::new();
        let near = near_texts(candidate, query.text());
        for appearance in quoted(candidate.appearances) {
            if near.as_ref().is_some_and(|near| !near.contains(appearance.text.as_str())) {
                continue;
            }
            if is_primary(appearance) {
                found.extend(primary(input, query, index, appearance, &mut sources));
                continue;
            }
            let text = appearance.text.as_str();
            let compared = || Rc::new(decide(&Prepared::new(text), query));
            let comparison = Rc::clone(known.entry(text).or_insert_with(compared));
            let (parts, text) = (vec![whole(appearance)], Cow::Borrowed(text));
            found.push(Hit { candidate: index, parts, text, comparison, decides: !has_primary });
        }
    }
    found
}

/// Says whether a text stands in some appearances of a quote, asserted, and no primary source has them:
/// then it passes, whatever other quotes come close to it.
pub fn is_standing(query: &Prepared<'_>, appearances: &[Appearance]) -> bool {
    if quoted(appearances).any(is_primary) {
        return false;
    }
    let asserted = quoted(appearances).filter(|one| one.stance == Stance::Asserted);
    let texts: BTreeSet<&str> = asserted.map(|one| one.text.as_str()).collect();
    let words = Standing::new(query.text());
    let may_stand = |text: &str| words.stands_in(text, |_| true);
    let passes = |text| decide(&Prepared::new(text), query).verdict.is_pass();
    texts.into_iter().any(|text| may_stand(text) && passes(text))
}

/// Texts of one candidate that are compared though they lack a word of the query.
///
/// Of them only the closest is reported. Beyond 2,000 wordings, one quote of a few set phrases took
/// half a second.
const MOST_NEAR: usize = 16;

/// Returns the texts of a candidate that have all words of the query, and those that share most;
/// none where it has so few that all can be compared.
fn near_texts<'a>(candidate: &Candidate<'a>, query: &str) -> Option<BTreeSet<&'a str>> {
    let texts: BTreeSet<&str> = quoted(candidate.appearances)
        .filter(|one| !is_primary(one))
        .map(|one| one.text.as_str())
        .collect();
    if texts.len() <= MOST_NEAR {
        return None;
    }
    let terms = passage_terms(query);
    let missing = |text: &str| {
        let has = search_terms(text);
        terms.iter().filter(|term| has.binary_search(term).is_err()).count()
    };
    let mut ranked: Vec<(usize, &str)> =
        texts.into_iter().map(|text| (missing(text), text)).collect();
    ranked.sort_unstable();
    let whole = ranked.partition_point(|(missing, _)| *missing == 0);
    ranked.truncate(whole + MOST_NEAR);
    let primary =
        quoted(candidate.appearances).filter(|one| is_primary(one)).map(|one| one.text.as_str());
    Some(ranked.into_iter().map(|(_, text)| text).chain(primary).collect())
}

/// Returns those of some appearances that quote: no labels, no unquoted words of reports.
pub(super) fn quoted(appearances: &[Appearance]) -> impl Iterator<Item = &Appearance> {
    appearances.iter().filter(|found| {
        found.kind != Kind::Label && (found.kind != Kind::Passage || is_primary(found))
    })
}

pub(super) fn is_primary(appearance: &Appearance) -> bool {
    appearance.article_kind == ArticleKind::Primary
}

fn whole(appearance: &Appearance) -> Part<'_> {
    Part {
        appearance,
        start: 0,
        end: appearance.text.chars().count(),
        in_article: appearance.span.start,
    }
}

/// The texts of primary sources, with the places where each has the query: read once a check.
type Sources = BTreeMap<ArticleId, Option<(String, Vec<CharSpan>)>>;

/// Sets the query against a primary source: its whole text is what was said, not only the passage.
fn primary<'a>(
    input: &CheckInput<'a>,
    query: &Prepared<'_>,
    candidate: usize,
    appearance: &'a Appearance,
    sources: &mut Sources,
) -> Option<Hit<'a>> {
    let source = sources.entry(appearance.article_id).or_insert_with(|| {
        let text = (input.text)(appearance.article_id)?;
        let places = locate(query.text(), &text).into_iter().map(|found| found.span).collect();
        Some((text, places))
    });
    let Some((text, places)) = source else {
        let comparison = Rc::new(decide(&Prepared::new(&appearance.text), query));
        let (parts, text) = (vec![whole(appearance)], Cow::Borrowed(appearance.text.as_str()));
        return Some(Hit { candidate, parts, text, comparison, decides: true });
    };
    // Other places of the source are other utterances, and candidates of their own.
    let near = places.iter().copied().filter(|span| span.overlaps(appearance.span));
    let spans = std::iter::once(appearance.span).chain(near);
    let hits = spans.filter_map(|span| {
        let stretch = sentence_around(text, span);
        let said = stretch.slice(text)?;
        let comparison = Rc::new(decide(&Prepared::new(said), query));
        let part = Part { appearance, start: 0, end: stretch.len(), in_article: stretch.start };
        let text = Cow::Owned(said.to_owned());
        Some(Hit { candidate, parts: vec![part], text, comparison, decides: true })
    });
    // Words that stand in the same sentence and not in the passage are another utterance's.
    let is_own = |hit: &Hit<'_>| {
        let within = hit.stretch();
        let start = hit.parts[0].in_article;
        let span = CharSpan::new(start + within.start, start + within.end);
        !hit.comparison.verdict.is_pass() || span.overlaps(appearance.span)
    };
    hits.filter(is_own).min_by(|a, b| by_closeness(&a.comparison, &b.comparison))
}

/// Orders comparisons: the better verdict first, then more aligned content words, then more words in
/// all, then fewer changes.
pub(super) fn by_closeness(a: &Comparison, b: &Comparison) -> std::cmp::Ordering {
    a.verdict
        .cmp(&b.verdict)
        .then_with(|| b.content_overlap.total_cmp(&a.content_overlap))
        .then_with(|| b.same_words.cmp(&a.same_words))
        .then_with(|| a.changes.len().cmp(&b.changes.len()))
        .then_with(|| a.folds.len().cmp(&b.folds.len()))
}

/// What a writer may set where two parts of an utterance are put together.
const JOINTS: [&str; 3] = [" ", ", ", ". "];

/// A part of an utterance, and the candidate that it belongs to, if any.
type Link<'a> = (Option<usize>, &'a Appearance);

/// Returns the query against utterances split around their cue, where it runs over the split; `linked` are
/// their parts, whichever quotes those belong to.
pub(super) fn joined<'a>(
    input: &CheckInput<'a>,
    linked: &'a [Appearance],
    query: &Prepared<'_>,
) -> Vec<Hit<'a>> {
    let candidates = input.candidates.iter().enumerate();
    let own: BTreeMap<AppearanceId, usize> = candidates
        .flat_map(|(index, candidate)| {
            candidate.appearances.iter().map(move |found| (found.id, index))
        })
        .collect();
    let known = |found: &'a Appearance| (own.get(&found.id).copied(), found);
    let chains = chains(linked)
        .into_iter()
        .map(|chain| chain.into_iter().map(known).collect::<Vec<Link<'a>>>());
    let is_near = |chain: &Vec<Link<'a>>| chain.iter().any(|(candidate, _)| candidate.is_some());
    nearest_chains(chains.filter(is_near).collect(), query)
        .into_iter()
        .filter_map(|found| over_joints(&found, query))
        .collect()
}

/// Returns the parts of each utterance that its cue divides, in order.
fn chains(linked: &[Appearance]) -> Vec<Vec<&Appearance>> {
    let all: BTreeMap<AppearanceId, &Appearance> =
        quoted(linked).map(|found| (found.id, found)).collect();
    let mut next: BTreeMap<AppearanceId, AppearanceId> = BTreeMap::new();
    for found in all.values() {
        if let Some(first) = found.part_of.filter(|first| all.contains_key(first)) {
            next.insert(first, found.id);
        }
    }
    let seconds: BTreeSet<AppearanceId> = next.values().copied().collect();
    let heads = next.keys().filter(|head| !seconds.contains(head));
    let chain = |head: &AppearanceId| {
        let ids = std::iter::successors(Some(*head), |id| next.get(id).copied()).take(MOST_PARTS);
        ids.filter_map(|id| all.get(&id).copied()).collect()
    };
    heads.map(chain).collect()
}

/// Returns the whole utterance of which the text of a hit is one part, and where in it the query stands.
pub(super) fn around_part(hit: &Hit<'_>, linked: &[Appearance]) -> Option<(String, CharSpan)> {
    let [own] = hit.parts.as_slice() else { return None };
    let is_own = |part: &Appearance| part.id == own.appearance.id;
    let chain = chains(linked).into_iter().find(|chain| chain.iter().any(|part| is_own(part)))?;
    let chain: Vec<Link<'_>> = chain.into_iter().map(|part| (None, part)).collect();
    let (text, parts) = put_together(&chain, JOINTS[0]);
    let part = parts.into_iter().find(|part| is_own(part.appearance))?;
    let stretch = hit.stretch();
    let place = |at: usize| (part.start + at).min(part.end);
    Some((text, CharSpan::new(place(stretch.start), place(stretch.end))))
}

/// Returns the chains that have all words of the query, and of the others those that share most.
fn nearest_chains<'a>(mut chains: Vec<Vec<Link<'a>>>, query: &Prepared<'_>) -> Vec<Vec<Link<'a>>> {
    if chains.len() <= MOST_NEAR {
        return chains;
    }
    let terms = passage_terms(query.text());
    let missing = |chain: &Vec<Link<'_>>| {
        let has = search_terms(&put_together(chain, JOINTS[0]).0);
        terms.iter().filter(|term| has.binary_search(term).is_err()).count()
    };
    chains.sort_by_cached_key(missing);
    let whole = chains.partition_point(|chain| missing(chain) == 0);
    chains.truncate(whole + MOST_NEAR);
    chains
}

/// Most parts of one utterance that are put together.
const MOST_PARTS: usize = 8;

/// Returns the query against a chain, where it runs over a joint.
fn over_joints<'a>(found: &[Link<'a>], query: &Prepared<'_>) -> Option<Hit<'a>> {
    let candidate = found.iter().find_map(|(candidate, _)| *candidate)?;
    let decides = !found.iter().any(|(_, part)| is_primary(part));
    let hits = JOINTS.iter().filter_map(|joint| {
        let (text, parts) = put_together(found, joint);
        let mut comparison = decide(&Prepared::new(&text), query);
        let matched = comparison.matched?;
        let over =
            parts.windows(2).any(|pair| matched.start < pair[0].end && pair[1].start < matched.end);
        if !over {
            return None;
        }
        // What stands at the joint is ours and not the article's, so nothing is verbatim over it.
        if comparison.verdict == Verdict::Verbatim {
            comparison.verdict = Verdict::Typographic;
        }
        comparison.folds.push(Fold::JoinedParts);
        let (text, comparison) = (Cow::Owned(text), Rc::new(comparison));
        Some(Hit { candidate, parts, text, comparison, decides })
    });
    hits.min_by(|a, b| by_closeness(&a.comparison, &b.comparison))
}

/// Puts the parts of an utterance together, with `joint` between them where the article may mean it.
fn put_together<'a>(found: &[Link<'a>], joint: &str) -> (String, Vec<Part<'a>>) {
    let mut text = String::new();
    let mut parts: Vec<Part<'a>> = Vec::new();
    for (index, (_, appearance)) in found.iter().enumerate() {
        let is_last = index + 1 == found.len();
        let own = appearance.text.as_str();
        let own = if is_last { own } else { own.trim_end_matches([',', '.']) };
        if index > 0 {
            let possible = joints(&text, appearance);
            let is_possible = possible.contains(&joint);
            text.push_str(if is_possible { joint } else { possible[0] });
        }
        let start = text.chars().count();
        text.push_str(own);
        let end = text.chars().count();
        parts.push(Part { appearance, start, end, in_article: appearance.span.start });
    }
    (text, parts)
}

/// Returns what may stand between the words before a cue and the part behind it: a full stop where the
/// article sets one behind the cue and a capital follows, and none where the sentence goes on.
fn joints(before: &str, part: &Appearance) -> &'static [&'static str] {
    let is_mark = |c: char| c.is_whitespace() || matches!(fold_char(c).0, '"' | '\'' | '[' | '(');
    let behind_cue = part.prefix.trim_end_matches(is_mark).chars().next_back();
    let first = part.text.chars().find(|c| c.is_alphanumeric());
    let ends = before.ends_with(['?', '!', '…', '—', '–', '-']);
    match behind_cue {
        _ if first.is_some_and(char::is_lowercase) => &[" ", ", "],
        Some(',' | ';' | '—' | '–' | '-') => &[" ", ", "],
        Some('.' | ':') if ends => &[" "],
        Some('.' | ':') => &[". "],
        _ => &JOINTS,
    }
}
