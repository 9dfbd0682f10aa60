//! How articles relate, field by field.

use serde::Serialize;

use super::edits::Edit;
use super::schema::{Change, Segment, maybe, text};
use crate::model;

#[derive(Serialize)]
pub(super) struct Copies<'a> {
    articles: Vec<Related<'a>>,
    edits: Vec<Edit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Vec<Pair<'a>>>,
}

/// Two sentences; `article_id` of either is in `between`.
#[derive(Serialize)]
struct Pair<'a> {
    between: Vec<String>,
    segments: Vec<Segment<'a>>,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    article_id: String,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    published: Option<&'a str>,
    file: &'a str,
    relation: &'static str,
    source: Option<String>,
    compared_with: Vec<String>,
    shared_words: usize,
    aligned_words: usize,
    swaps_per_hundred: f64,
    substitutions: Vec<Substitution<'a>>,
    verbs: Vec<Verb<'a>>,
}

#[derive(Serialize)]
struct Substitution<'a> {
    from: &'a str,
    to: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct Verb<'a> {
    verb: &'a str,
    count: usize,
}

impl<'a> Copies<'a> {
    pub(super) fn of(from: &'a model::CopiesReport) -> Self {
        let pairs = from.asked.map(|asked| {
            let pair = |pair: &'a model::SentencePair| Pair {
                between: asked.iter().map(text).collect(),
                segments: Segment::all(&pair.segments),
                changes: Change::all(&pair.changes),
            };
            from.pairs.iter().map(pair).collect()
        });
        let articles = from.articles.iter().map(Related::of).collect();
        Self { articles, edits: Edit::all(&from.edits), pairs }
    }
}

impl<'a> Related<'a> {
    fn of(from: &'a model::RelatedArticle) -> Self {
        let finding = &from.finding;
        let substitutions = finding.substitutions.iter();
        let verbs = finding.verbs.iter();
        Self {
            article_id: text(&from.article_id),
            outlet: from.outlet.as_deref(),
            title: from.title.as_deref(),
            published: from.published.as_ref().map(|date| date.as_str()),
            file: &from.origin,
            relation: finding.relation.as_str(),
            source: maybe(finding.source.as_ref()),
            compared_with: finding.compared_with.iter().map(text).collect(),
            shared_words: finding.shared_words,
            aligned_words: finding.aligned_words,
            swaps_per_hundred: finding.swaps_per_hundred,
            substitutions: substitutions
                .map(|swap| Substitution { from: &swap.from, to: &swap.to, count: swap.count })
                .collect(),
            verbs: verbs.map(|(verb, count)| Verb { verb, count: *count }).collect(),
        }
    }
}
