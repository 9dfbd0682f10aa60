//! The objects of the JSON form, field by field.

use serde::Serialize;

use super::decided::Mark;
use super::edits::Edit;
use crate::model;
use crate::report::rows;

pub(super) fn text(value: &impl ToString) -> String {
    value.to_string()
}

pub(super) fn maybe<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

#[derive(Serialize)]
pub(super) struct LineError<'a> {
    pub(super) error: &'a str,
}

#[derive(Serialize)]
pub(super) struct Appearance<'a> {
    appearance_id: String,
    article_id: String,
    quote_id: Option<String>,
    wording_id: Option<String>,
    outlet: Option<&'a str>,
    article_kind: &'static str,
    source: &'a str,
    published: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    text_sha256: String,
    revision: u32,
    superseded: bool,
    revised: Option<&'a str>,
    outside_article: bool,
    start: usize,
    end: usize,
    text: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    kind: &'static str,
    stance: &'static str,
    speaker: Option<&'a str>,
    speaker_mention: Option<&'a str>,
    cue: Option<&'a str>,
    confidence: f64,
    part_of: Option<String>,
    nested_in: Option<String>,
    in_paraphrase: bool,
    time_code: Option<String>,
}

impl<'a> Appearance<'a> {
    fn of(from: &'a model::Appearance) -> Self {
        Self {
            appearance_id: text(&from.id),
            article_id: text(&from.article_id),
            quote_id: maybe(from.quote_id.as_ref()),
            wording_id: maybe(from.wording_id.as_ref()),
            outlet: from.outlet.as_deref(),
            article_kind: from.article_kind.as_str(),
            source: &from.source,
            published: from.published.as_ref().map(|date| date.as_str()),
            title: from.title.as_deref(),
            url: from.url.as_deref(),
            text_sha256: text(&from.text_sha256),
            revision: from.revision,
            superseded: from.superseded,
            revised: from.revised.as_ref().map(|date| date.as_str()),
            outside_article: from.outside_article,
            start: from.span.start,
            end: from.span.end,
            text: &from.text,
            prefix: &from.prefix,
            suffix: &from.suffix,
            kind: from.kind.as_str(),
            stance: from.stance.as_str(),
            speaker: from.speaker.as_deref(),
            speaker_mention: from.speaker_mention.as_deref(),
            cue: from.cue.as_deref(),
            confidence: from.confidence,
            part_of: maybe(from.part_of.as_ref()),
            nested_in: maybe(from.nested_in.as_ref()),
            in_paraphrase: from.in_paraphrase,
            time_code: maybe(from.time_code.as_ref()),
        }
    }

    fn all(from: &'a [model::Appearance]) -> Vec<Self> {
        from.iter().map(Self::of).collect()
    }
}

#[derive(Serialize)]
pub(super) struct Change<'a> {
    class: &'static str,
    material: Option<bool>,
    from: &'a str,
    to: &'a str,
    from_start: usize,
    to_start: usize,
}

impl<'a> Change<'a> {
    pub(super) fn all(from: &'a [model::Change]) -> Vec<Self> {
        from.iter()
            .map(|change| Self {
                class: change.class.as_str(),
                material: change.material,
                from: &change.from,
                to: &change.to,
                from_start: change.from_start,
                to_start: change.to_start,
            })
            .collect()
    }
}

#[derive(Serialize)]
struct Departure<'a> {
    class: &'static str,
    material: Option<bool>,
    from: &'a str,
    to: &'a str,
    outlets: &'a [String],
    of: usize,
}

impl<'a> Departure<'a> {
    fn all(from: &'a [model::Departure]) -> Vec<Self> {
        from.iter()
            .map(|departure| Self {
                class: departure.class.as_str(),
                material: departure.material,
                from: &departure.from,
                to: &departure.to,
                outlets: &departure.outlets,
                of: departure.of,
            })
            .collect()
    }
}

#[derive(Serialize)]
pub(super) struct Segment<'a> {
    op: &'static str,
    from: &'a str,
    to: &'a str,
    /// The classes of what changed in it; none where it is equal, or differs by a fold.
    classes: Vec<&'static str>,
}

impl<'a> Segment<'a> {
    pub(super) fn all(from: &'a [model::Segment]) -> Vec<Self> {
        from.iter()
            .map(|segment| Self {
                op: segment.op.as_str(),
                from: &segment.from,
                to: &segment.to,
                classes: rows::classes(&segment.changes),
            })
            .collect()
    }
}

#[derive(Serialize)]
struct Scope<'a> {
    articles: usize,
    outlets: usize,
    undated: usize,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

impl<'a> Scope<'a> {
    fn of(from: &'a model::Scope) -> Self {
        Self {
            articles: from.articles,
            outlets: from.outlets,
            undated: from.undated,
            from: from.from.as_ref().map(|date| date.as_str()),
            to: from.to.as_ref().map(|date| date.as_str()),
        }
    }
}

#[derive(Serialize)]
struct Attribution<'a> {
    asked: Option<&'a str>,
    named: &'a [String],
    result: &'static str,
}

#[derive(Serialize)]
struct Reference<'a> {
    basis: &'static str,
    appearance: Option<Appearance<'a>>,
}

#[derive(Serialize)]
struct Match {
    appearance_id: String,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_code: Option<String>,
}

#[derive(Serialize)]
struct Context<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct Wording<'a> {
    wording_id: String,
    text: &'a str,
    changes: Vec<Change<'a>>,
    appearances: Vec<Appearance<'a>>,
}

#[derive(Serialize)]
pub(super) struct Check<'a> {
    verdict: &'static str,
    contested: bool,
    ambiguous: Vec<String>,
    query: &'a str,
    scope: Scope<'a>,
    attribution: Attribution<'a>,
    reference: Reference<'a>,
    folds: &'a [String],
    changes: Vec<Change<'a>>,
    segments: Vec<Segment<'a>>,
    closest: Option<Appearance<'a>>,
    matches: Vec<Match>,
    context: Context<'a>,
    warnings: &'a [String],
    also_ran: Vec<Appearance<'a>>,
    quote_id: Option<String>,
    possible: Vec<String>,
    independent_texts: usize,
    wordings: Vec<Wording<'a>>,
    departures: Vec<Departure<'a>>,
}

impl<'a> Check<'a> {
    pub(super) fn of(from: &'a model::Check) -> Self {
        Self {
            verdict: from.verdict.as_str(),
            contested: from.contested,
            ambiguous: from.ambiguous.iter().map(text).collect(),
            query: &from.query,
            scope: Scope::of(&from.scope),
            attribution: Attribution {
                asked: from.attribution.asked.as_deref(),
                named: &from.attribution.named,
                result: from.attribution.result.as_str(),
            },
            reference: Reference {
                basis: from.reference.basis.as_str(),
                appearance: from.reference.appearance.as_ref().map(Appearance::of),
            },
            folds: &from.folds,
            changes: Change::all(&from.changes),
            segments: Segment::all(&from.segments),
            closest: from.closest.as_ref().map(Appearance::of),
            matches: from.matches.iter().map(Match::of).collect(),
            context: Context { before: &from.context.before, after: &from.context.after },
            warnings: &from.warnings,
            also_ran: Appearance::all(&from.also_ran),
            quote_id: maybe(from.quote_id.as_ref()),
            possible: from.possible.iter().map(text).collect(),
            independent_texts: from.independent_texts,
            wordings: from.wordings.iter().map(Wording::of).collect(),
            departures: Departure::all(&from.departures),
        }
    }
}

impl Match {
    fn of(from: &model::Match) -> Self {
        Self {
            appearance_id: text(&from.appearance_id),
            start: from.start,
            end: from.end,
            time_code: maybe(from.time_code.as_ref()),
        }
    }
}

impl<'a> Wording<'a> {
    fn of(from: &'a model::WordingRuns) -> Self {
        Self {
            wording_id: text(&from.wording_id),
            text: &from.text,
            changes: Change::all(&from.changes),
            appearances: Appearance::all(&from.appearances),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Outlets<'a> {
    quote_id: String,
    independent_texts: usize,
    outlets: Vec<Outlet<'a>>,
}

#[derive(Serialize)]
struct Outlet<'a> {
    outlet: Option<&'a str>,
    appearances: Vec<Appearance<'a>>,
}

impl<'a> Outlets<'a> {
    pub(super) fn of(from: &'a model::OutletsReport) -> Self {
        let outlets = from.outlets.iter().map(|outlet| Outlet {
            outlet: outlet.outlet.as_deref(),
            appearances: Appearance::all(&outlet.appearances),
        });
        Self {
            quote_id: text(&from.quote_id),
            independent_texts: from.independent_texts,
            outlets: outlets.collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct History<'a> {
    quote_id: String,
    basis: &'static str,
    independent_texts: usize,
    wordings: Vec<HistoryWording<'a>>,
    departures: Vec<Departure<'a>>,
    edits: Vec<Edit<'a>>,
    possible: Vec<String>,
    decided: Vec<Mark<'a>>,
}

#[derive(Serialize)]
struct HistoryWording<'a> {
    wording_id: String,
    text: &'a str,
    first_seen: Option<&'a str>,
    parent_wording_id: Option<String>,
    evidence: &'a str,
    changes: Vec<Change<'a>>,
    appearances: Vec<Appearance<'a>>,
}

impl<'a> History<'a> {
    pub(super) fn of(from: &'a model::HistoryReport) -> Self {
        Self {
            quote_id: text(&from.quote_id),
            basis: from.reference.basis.as_str(),
            independent_texts: from.independent_texts,
            wordings: from.wordings.iter().map(HistoryWording::of).collect(),
            departures: Departure::all(&from.departures),
            edits: Edit::all(&from.edits),
            possible: from.possible.iter().map(text).collect(),
            decided: Mark::all(&from.decisions),
        }
    }
}

impl<'a> HistoryWording<'a> {
    fn of(from: &'a model::HistoryWording) -> Self {
        Self {
            wording_id: text(&from.runs.wording_id),
            text: &from.runs.text,
            first_seen: from.first_seen.as_ref().map(|date| date.as_str()),
            parent_wording_id: maybe(from.parent.as_ref()),
            evidence: &from.evidence,
            changes: Change::all(&from.runs.changes),
            appearances: Appearance::all(&from.runs.appearances),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Diff<'a> {
    quote_id: String,
    basis: &'static str,
    reference_wording_id: String,
    independent_texts: usize,
    wordings: Vec<DiffWording<'a>>,
    departures: Vec<Departure<'a>>,
    edits: Vec<Edit<'a>>,
    possible: Vec<String>,
}

#[derive(Serialize)]
struct DiffWording<'a> {
    wording_id: String,
    text: &'a str,
    segments: Vec<Segment<'a>>,
    changes: Vec<Change<'a>>,
    appearances: Vec<Appearance<'a>>,
}

impl<'a> Diff<'a> {
    pub(super) fn of(from: &'a model::DiffReport) -> Self {
        let wordings = from.wordings.iter().map(|wording| DiffWording {
            wording_id: text(&wording.runs.wording_id),
            text: &wording.runs.text,
            segments: Segment::all(&wording.segments),
            changes: Change::all(&wording.runs.changes),
            appearances: Appearance::all(&wording.runs.appearances),
        });
        Self {
            quote_id: text(&from.quote_id),
            basis: from.reference.basis.as_str(),
            reference_wording_id: text(&from.reference_wording_id),
            independent_texts: from.independent_texts,
            wordings: wordings.collect(),
            departures: Departure::all(&from.departures),
            edits: Edit::all(&from.edits),
            possible: from.possible.iter().map(text).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Find<'a> {
    terms: &'a str,
    scope: Scope<'a>,
    hits: Vec<Appearance<'a>>,
}

impl<'a> Find<'a> {
    pub(super) fn of(from: &'a model::FindReport) -> Self {
        Self {
            terms: &from.terms,
            scope: Scope::of(&from.scope),
            hits: Appearance::all(&from.hits),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Verify<'a> {
    articles: usize,
    appearances: usize,
    without_raw: usize,
    failures: Vec<VerifyFailure<'a>>,
}

#[derive(Serialize)]
struct VerifyFailure<'a> {
    what: &'a str,
    id: &'a str,
    expected: &'a str,
    found: &'a str,
}

impl<'a> Verify<'a> {
    pub(super) fn of(from: &'a model::VerifyReport) -> Self {
        let failures = from.failures.iter().map(|failure| VerifyFailure {
            what: &failure.what,
            id: &failure.id,
            expected: &failure.expected,
            found: &failure.found,
        });
        Self {
            articles: from.articles,
            appearances: from.appearances,
            without_raw: from.without_raw,
            failures: failures.collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Ingest<'a> {
    read: usize,
    stored: usize,
    unchanged: usize,
    updated: usize,
    revisions: usize,
    skipped: usize,
    failed: Vec<IngestFailure<'a>>,
    failed_more: usize,
    encodings: Vec<EncodingCount>,
    with_hidden_characters: usize,
    found: usize,
    dry_run: bool,
    appearances: usize,
    quotes: usize,
}

#[derive(Serialize)]
struct EncodingCount {
    encoding: &'static str,
    basis: &'static str,
    articles: usize,
    replaced: usize,
}

#[derive(Serialize)]
struct IngestFailure<'a> {
    source: &'a str,
    error: &'a str,
    hint: Option<&'a str>,
}

impl<'a> Ingest<'a> {
    pub(super) fn of(from: &'a model::IngestReport) -> Self {
        let failed = from.failed.iter().map(|failure| IngestFailure {
            source: &failure.source,
            error: &failure.error,
            hint: failure.hint.as_deref(),
        });
        let encodings = from.encodings.iter().map(|one| EncodingCount {
            encoding: one.encoding,
            basis: one.basis.as_str(),
            articles: one.articles,
            replaced: one.replaced,
        });
        Self {
            read: from.read,
            stored: from.stored,
            unchanged: from.unchanged,
            updated: from.updated,
            revisions: from.revisions,
            skipped: from.skipped,
            failed: failed.collect(),
            failed_more: from.failed_more,
            encodings: encodings.collect(),
            with_hidden_characters: from.with_hidden_characters,
            found: from.found,
            dry_run: from.dry_run,
            appearances: from.appearances,
            quotes: from.quotes,
        }
    }
}
