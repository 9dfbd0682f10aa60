//! JSON Lines of the commands that need no database: `extract` and `group`.
//!
//! The structs here are the format, as in [`super::json`]: fields may be added, never renamed.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::json::SCHEMA_VERSION;
use crate::model::{Article, ChangeClass, Quotation, Verdict};

#[derive(Serialize)]
struct Extracted<'a> {
    schema_version: u32,
    id: &'a Value,
    sha256: String,
    source: &'a str,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<&'a str>,
    article_kind: &'static str,
    quotes: Vec<Quoted<'a>>,
}

/// A quotation; `part_of` and `nested_in` are places in the same list, from 0.
#[derive(Serialize)]
struct Quoted<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'static str,
    stance: &'static str,
    speaker: Option<&'a str>,
    speaker_mention: Option<&'a str>,
    cue: Option<&'a str>,
    confidence: f64,
    part_of: Option<usize>,
    nested_in: Option<usize>,
    outside_article: bool,
}

#[derive(Serialize)]
struct Failed<'a> {
    schema_version: u32,
    id: &'a Value,
    error: &'a str,
}

#[derive(Serialize)]
struct GroupedLine<'a> {
    schema_version: u32,
    quote_id: &'a Value,
    cluster: &'a Value,
    parent: Option<&'a Value>,
    verdict: Option<&'static str>,
    changes: Option<Vec<&'static str>>,
    material: Option<bool>,
}

/// What `group` says about one line of its input.
#[derive(Debug, Clone, Copy)]
pub struct Grouped<'a> {
    /// The caller's id of the line.
    pub quote_id: &'a Value,
    /// The id of the line that names its cluster.
    pub cluster: &'a Value,
    /// The id of the line that it most likely came from.
    pub parent: Option<&'a Value>,
    /// How it compares with the cluster's reference; none for the reference itself.
    pub verdict: Option<Verdict>,
    /// The classes of its changes against the reference; none likewise.
    pub changes: Option<&'a [ChangeClass]>,
    /// Whether one of them is material.
    pub material: Option<bool>,
}

/// Writes one article of `extract`.
///
/// # Errors
///
/// Like every function here, fails where `out` does.
pub fn extracted(
    id: &Value,
    article: &Article,
    quotations: &[Quotation],
    out: &mut impl Write,
) -> io::Result<()> {
    let line = Extracted {
        schema_version: SCHEMA_VERSION,
        id,
        sha256: article.bytes_sha256.to_string(),
        source: &article.source,
        outlet: article.outlet(),
        title: article.title(),
        byline: article.facts.byline.as_ref().map(|fact| fact.value.as_str()),
        url: article.url(),
        published: article.published().map(|date| date.as_str()),
        article_kind: article.kind().as_str(),
        quotes: quotations.iter().map(|one| quoted(one, article.reading.outside_from)).collect(),
    };
    write_line(&line, out)
}

/// Writes why one line of `extract` or `group` could not be read.
///
/// # Errors
///
/// Fails where `out` does.
pub fn failed(id: &Value, error: &str, out: &mut impl Write) -> io::Result<()> {
    write_line(&Failed { schema_version: SCHEMA_VERSION, id, error }, out)
}

/// Writes one line of `group`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn grouped(answer: Grouped<'_>, out: &mut impl Write) -> io::Result<()> {
    let line = GroupedLine {
        schema_version: SCHEMA_VERSION,
        quote_id: answer.quote_id,
        cluster: answer.cluster,
        parent: answer.parent,
        verdict: answer.verdict.map(Verdict::as_str),
        changes: answer.changes.map(|all| all.iter().map(|class| class.as_str()).collect()),
        material: answer.material,
    };
    write_line(&line, out)
}

/// `outside_from` is where what stands outside the article begins.
fn quoted(quotation: &Quotation, outside_from: Option<usize>) -> Quoted<'_> {
    Quoted {
        start: quotation.span.start,
        end: quotation.span.end,
        text: &quotation.text,
        kind: quotation.kind.as_str(),
        stance: quotation.stance.as_str(),
        speaker: quotation.speaker.as_deref(),
        speaker_mention: quotation.speaker_mention.as_deref(),
        cue: quotation.cue.as_deref(),
        confidence: quotation.confidence,
        part_of: quotation.part_of,
        nested_in: quotation.nested_in,
        outside_article: outside_from.is_some_and(|from| quotation.span.start >= from),
    }
}

fn write_line(line: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
