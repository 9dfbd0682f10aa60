//! One line of an export.

use serde::Serialize;

use super::decided::Mark;
use super::schema::{maybe, text};
use crate::report::rows::{self, Row};

#[derive(Serialize)]
pub(super) struct ExportRow<'a> {
    quote_id: Option<String>,
    wording_id: Option<String>,
    appearance_id: String,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    article_sha256: String,
    start: usize,
    end: usize,
    text: &'a str,
    text_sha256: String,
    speaker: Option<&'a str>,
    speaker_mention: Option<&'a str>,
    kind: &'static str,
    stance: &'static str,
    article_kind: &'static str,
    first_seen: Option<&'a str>,
    parent_wording_id: Option<String>,
    changes: Vec<&'static str>,
    change_text: String,
    material: Option<bool>,
    decided: Vec<Mark<'a>>,
}

impl<'a> ExportRow<'a> {
    pub(super) fn of(row: &Row<'a>) -> Self {
        let appearance = row.appearance;
        Self {
            quote_id: maybe(row.quote_id.as_ref()),
            wording_id: maybe(row.wording_id.as_ref()),
            appearance_id: text(&appearance.id),
            outlet: appearance.outlet.as_deref(),
            published: appearance.published.as_ref().map(|date| date.as_str()),
            title: appearance.title.as_deref(),
            url: appearance.url.as_deref(),
            article_sha256: text(&appearance.text_sha256),
            start: appearance.span.start,
            end: appearance.span.end,
            text: &appearance.text,
            text_sha256: row.text_sha256(),
            speaker: appearance.speaker.as_deref(),
            speaker_mention: appearance.speaker_mention.as_deref(),
            kind: appearance.kind.as_str(),
            stance: appearance.stance.as_str(),
            article_kind: appearance.article_kind.as_str(),
            first_seen: row.first_seen.map(|date| date.as_str()),
            parent_wording_id: maybe(row.parent.as_ref()),
            changes: rows::classes(row.changes),
            change_text: rows::in_words(row.changes),
            material: rows::material(row.changes),
            decided: Mark::all(row.decisions),
        }
    }
}
